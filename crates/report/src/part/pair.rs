//! What goes together: the pairs that are asked for together more often than chance would have it.

use maud::{Markup, html};
use tables::public::SkillPairRow;

use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::bar_list::{self, Item, Section};
use crate::format::{count, part_of, two_decimals};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::{Level, Study};
use crate::wording::in_sentence;

const TITLE: &str = "What goes together";
/// Pairs that a section of the chart holds, and those in the table.
const DRAWN: usize = 10;
const LISTED: usize = 50;
/// A pair is told from chance below this share of false discoveries.
const CHANCE: f64 = 0.05;

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let rows = study.more.pairs.as_ref()?;
    let (competencies, skills) = (together(rows, Level::Competency), together(rows, Level::Skill));
    let title = finding(&competencies, &skills);
    if competencies.is_empty() && skills.is_empty() {
        return Some(Part::of("pairs", TITLE, html! { p.empty { (title) "." } }));
    }
    let n = figures.next();
    let section = |heading: &str, rows: &[&SkillPairRow]| Section {
        heading: Some(heading.to_owned()),
        items: rows.iter().take(DRAWN).map(|row| item(row)).collect(),
    };
    let sections: Vec<Section> = [("Competencies", &competencies), ("Skills", &skills)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(heading, rows)| section(heading, rows))
        .collect();
    let desc = format!(
        "Bars of the pairs that go together most closely: {} of competencies, {} of skills. The table below has the exact numbers.",
        competencies.len().min(DRAWN),
        skills.len().min(DRAWN)
    );
    let caption = Caption { name: "pairs", desc, title: title.clone(), source: source(study) };
    let footnote = "Length: normalized pointwise mutual information, from 0 (as by chance) to 1 (never apart). At the right: vacancies that ask for both, and how many times as many that is as chance would have.";
    let chart = bar_list::draw(&caption, &sections, footnote);
    let remarks = html! {
        p.remark {
            "Only pairs that at least five vacancies of three employers ask for together, that can be told from chance (Fisher’s exact test, all pairs allowed for), "
            "and that are asked for together more often than by chance. A competency that nearly all ask for goes with everything and tells little."
        }
        details #pairs-table {
            summary { (exact(n)) }
            @for (name, rows) in [("Competencies that go together", &competencies), ("Skills that go together", &skills)] {
                @if !rows.is_empty() { (scrolling(name, table(rows))) }
            }
            @if skills.len() > LISTED || competencies.len() > LISTED { p.remark { "Listed: the first " (LISTED) " of a level; the table skill_pairs has all." } }
        }
    };
    let what = "Pairs asked for together more often than by chance, the closest first";
    Some(Part { files: vec![chart.file], ..Part::of("pairs", TITLE, figure(n, &title, what, &chart.markup, remarks)) })
}

/// The finding for the cover, where there is one.
pub(super) fn headline(study: &Study) -> Option<String> {
    let rows = study.more.pairs.as_ref()?;
    let (competencies, skills) = (together(rows, Level::Competency), together(rows, Level::Skill));
    (!competencies.is_empty() || !skills.is_empty()).then(|| finding(&competencies, &skills))
}

/// The pairs of a level that chance does not explain, the closest first.
fn together(rows: &[SkillPairRow], level: Level) -> Vec<&SkillPairRow> {
    let wanted =
        |row: &&SkillPairRow| row.level == level as u64 && row.q_value.is_some_and(|q| q < CHANCE) && row.npmi.is_some_and(|npmi| npmi > 0.0);
    let mut rows: Vec<&SkillPairRow> = rows.iter().filter(wanted).collect();
    let npmi = |row: &SkillPairRow| row.npmi.unwrap_or(0.0);
    rows.sort_by(|a, b| npmi(b).total_cmp(&npmi(a)).then_with(|| (&a.a_id, &a.b_id).cmp(&(&b.a_id, &b.b_id))));
    rows
}

fn finding(competencies: &[&SkillPairRow], skills: &[&SkillPairRow]) -> String {
    let Some(top) = competencies.first().or(skills.first()) else {
        return "No two competencies or skills can be said to go together more often than by chance".to_owned();
    };
    format!(
        "{} and {} go together most closely: {} vacancies ask for both, {} times as many as by chance",
        crate::format::capitalized(&in_sentence(&top.a_label)),
        in_sentence(&top.b_label),
        count(top.both_n),
        two_decimals(top.lift)
    )
}

fn item(row: &SkillPairRow) -> Item {
    Item {
        label: format!("{} + {}", row.a_label, row.b_label),
        note: None,
        length: row.npmi,
        number: two_decimals(row.npmi),
        detail: format!("{} vacancies, {}×", count(row.both_n), two_decimals(row.lift)),
        reliable: row.status == "ok",
    }
}

fn table(rows: &[&SkillPairRow]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "One" }
                th scope="col" { "The other" }
                th.n scope="col" { "Ask for both" }
                th.n scope="col" { "for one" }
                th.n scope="col" { "for the other" }
                th.n scope="col" { "Employers of both" }
                th.n scope="col" { "Times chance" }
                th.n scope="col" { "NPMI" }
            } }
            tbody { @for row in rows.iter().take(LISTED) {
                tr {
                    th scope="row" dir="auto" { (row.a_label) }
                    td dir="auto" { (row.b_label) }
                    td.n { (part_of(row.both_n, row.vacancies_n)) (status(&row.status)) }
                    td.n { (count(row.a_n)) }
                    td.n { (count(row.b_n)) }
                    td.n { (count(row.employers_both_n)) }
                    td.n { (two_decimals(row.lift)) }
                    td.n { (two_decimals(row.npmi)) }
                }
            } }
        }
    }
}
