//! Required, desired, duty: how firmly the competencies are asked for.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::frequency::MARKS;
use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::bars::{self, Bar, Group, Kind};
use crate::finding;
use crate::format::{count, interval_exact, part_of, percent_exact};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::{Level, Study};

pub(super) fn part(study: &Study, figures: &mut Figures) -> Part {
    let n = figures.next();
    let rows = Kind::ALL.map(|kind| (kind, study.overall(Level::Competency, kind.code())));
    let order = study.overall(Level::Competency, "any");
    let groups: Vec<Group> = order.iter().map(|row| group(row, &rows)).filter(|group| !group.bars.is_empty()).take(MARKS).collect();
    let title = finding::requirements(&rows[0].1, &rows[1].1);
    let caption = Caption { name: "requirements", desc: described(&groups), title: title.clone(), source: source(study) };
    let chart = bars::draw(&caption, &groups);
    let remarks = html! {
        p.remark { (bases(study, &rows)) }
        (table(n, &order, &rows))
    };
    let what = "Share of vacancies that ask for the competency as required, as desired, or among the duties";
    let body = html! {
        @if study.run.vacancies_n == 0 || groups.is_empty() { p.empty { "No vacancies in scope were observed, so nothing can be said." } }
        @else { (figure(n, &title, what, &chart.markup, remarks)) }
    };
    Part { files: vec![chart.file], ..Part::of("requirements", "Required, desired, duty", body) }
}

type Rows<'a> = [(Kind, Vec<&'a SkillFrequencyRow>); 3];

fn find<'a>(rows: &[&'a SkillFrequencyRow], concept_id: &str) -> Option<&'a SkillFrequencyRow> {
    rows.iter().copied().find(|row| row.concept_id == concept_id)
}

fn group(concept: &SkillFrequencyRow, rows: &Rows) -> Group {
    let bar = |(kind, rows): &(Kind, Vec<&SkillFrequencyRow>)| {
        let row = find(rows, &concept.concept_id)?;
        let count = part_of(row.with_skill_n, row.vacancies_n);
        Some(Bar { kind: *kind, share: row.share?, lo: row.share_lo?, hi: row.share_hi?, count, reliable: row.status == "ok" })
    };
    Group { label: concept.label.clone(), bars: rows.iter().filter_map(bar).collect() }
}

/// What the shares are shares of: not the same for a duty as for what is required.
fn bases(study: &Study, rows: &Rows) -> Markup {
    let readable_n = rows[0].1.first().map_or(0, |row| row.vacancies_n);
    html! {
        "Required and desired can be told apart only where an advertisement has a person specification that can be read: "
        strong { (part_of(readable_n, study.run.vacancies_n)) " vacancies" }
        ", of which these shares are. Duties are shares of all " (count(study.run.vacancies_n)) " vacancies. One vacancy may require a competency and "
        "name it among the duties, too, so the bars do not add up to a whole."
    }
}

fn described(groups: &[Group]) -> String {
    format!("Bars of {} competencies: required, desired, duty, each with its interval. The table below has the exact numbers.", groups.len())
}

fn table(n: u8, order: &[&SkillFrequencyRow], rows: &Rows) -> Markup {
    let table = html! {
        table {
            thead {
                tr {
                    th scope="col" rowspan="2" { "Competency" }
                    @for (kind, _) in rows { th.span scope="colgroup" colspan="3" { (kind.code()) } }
                }
                tr { @for _ in rows { th.n scope="col" { "Vacancies" } th.n scope="col" { "Share" } th.n scope="col" { "95% interval" } } }
            }
            tbody {
                @for concept in order {
                    tr {
                        th scope="row" dir="auto" { (concept.label) }
                        @for (_, rows) in rows { (cells(find(rows, &concept.concept_id))) }
                    }
                }
            }
        }
    };
    html! {
        details #requirements-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table))
        }
    }
}

fn cells(row: Option<&SkillFrequencyRow>) -> Markup {
    html! {
        @if let Some(row) = row {
            td.n { (part_of(row.with_skill_n, row.vacancies_n)) }
            td.n { (percent_exact(row.share)) (status(&row.status)) }
            td.n { (interval_exact(row.share_lo, row.share_hi)) }
        } @else {
            td.n { "–" } td.n { "–" } td.n { "–" }
        }
    }
}
