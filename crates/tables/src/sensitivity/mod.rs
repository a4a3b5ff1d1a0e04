//! Had something been decided otherwise: the shares of all concepts, counted anew in each scenario.

mod count;
mod passed_over;

use std::collections::BTreeSet;
use std::path::Path;

use skills::{Concept, Taxonomy};
use statistics::suppression::{Status, share_status};

use crate::corpus::{Corpus, dimension};
use crate::error::Result;
use crate::public::{SensitivityRow, SkillFrequencyRow};
use count::{Count, Counts};
use passed_over::PassedOver;

const WITHOUT_TOP_EMPLOYER: &str = "without_top_employer";

/// A scenario that was counted.
struct Scenario {
    name: String,
    counts: Counts,
    /// What becomes of a concept's count.
    share: fn(&statistics::interval::Estimate) -> f64,
    /// Would it give away what is hidden?
    is_hidden: bool,
}

/// The rows of `sensitivity`, sorted by key. `frequencies` tells which sources are hidden.
pub(crate) fn sensitivity(dir: &Path, taxonomy: &Taxonomy, corpus: &Corpus, frequencies: &[SkillFrequencyRow]) -> Result<Vec<SensitivityRow>> {
    let concepts: Vec<&Concept> = corpus.concepts.iter().filter_map(|id| taxonomy.concept(id)).collect();
    let passed_over = PassedOver::read(dir, corpus)?;
    let mut scenarios = scenarios(corpus, &passed_over);
    scenarios.extend(without_sources(corpus, &hidden_sources(frequencies)));
    let mut tables: Vec<Vec<SensitivityRow>> = scenarios.iter().map(|scenario| rows(&concepts, scenario)).collect();
    tables.push(loose_scope(&concepts));
    tables.sort_by(|a, b| a.first().map(|row| &row.scenario).cmp(&b.first().map(|row| &row.scenario)));
    let baseline: Vec<Option<f64>> = tables.first().into_iter().flatten().map(|row| row.share).collect();
    for rows in &mut tables {
        for (row, baseline) in rows.iter_mut().zip(&baseline) {
            row.delta_pp = row.share.zip(*baseline).map(|(share, baseline)| 100.0 * (share - baseline));
        }
    }
    Ok(tables.concat())
}

/// All scenarios but those that leave out a source.
fn scenarios(corpus: &Corpus, passed_over: &PassedOver) -> Vec<Scenario> {
    let top = count::top_employer(corpus);
    let first_of_title = count::first_of_title(corpus);
    let count = Count { corpus, passed_over: None };
    let outside = count.base(|_, vacancy| u32::from(!vacancy.is_mostly_engagement));
    let of = |name: &str, counts: Counts| Scenario { name: name.to_owned(), counts, share: |found| found.share, is_hidden: false };
    vec![
        of("baseline", count.all(|_, _| 1)),
        of("no_boilerplate_filter", Count { corpus, passed_over: Some(passed_over) }.all(|_, _| 1)),
        of("no_dedup", count.all(|_, vacancy| vacancy.postings_n)),
        Scenario { share: |found| found.cluster_mean, ..of("one_per_employer", count.all(|_, _| 1)) },
        of("required_only", count.of(|_, vacancy| u32::from(vacancy.has_person_spec), crate::corpus::Asked::is_required)),
        of("strict_dedup", count.all(|number, _| u32::from(first_of_title[number]))),
        Scenario {
            is_hidden: share_status(outside.n, outside.clusters, 0.0) == Status::Suppressed,
            ..of("strict_scope", count.all(|_, vacancy| u32::from(vacancy.is_mostly_engagement)))
        },
        Scenario {
            share: |found| (100.0 * found.share).round() / 100.0,
            ..of(WITHOUT_TOP_EMPLOYER, count.all(|_, vacancy| u32::from(Some(vacancy.employer) != top)))
        },
    ]
}

/// One scenario a source, where there are several.
fn without_sources(corpus: &Corpus, hidden: &BTreeSet<&str>) -> Vec<Scenario> {
    let (source, count) = (dimension("source"), Count { corpus, passed_over: None });
    let names = &corpus.groups[source];
    let without = |number: usize| Scenario {
        name: format!("without_source:{}", names.name(number)),
        counts: count.all(|_, vacancy| u32::from(vacancy.groups[source] as usize != number)),
        share: |found| found.share,
        is_hidden: hidden.contains(names.name(number)),
    };
    if names.len() > 1 { (0..names.len()).map(without).collect() } else { Vec::new() }
}

fn hidden_sources(frequencies: &[SkillFrequencyRow]) -> BTreeSet<&str> {
    let of_sources = frequencies.iter().filter(|row| row.group_by == "source" && row.requirement == "any");
    of_sources.filter(|row| row.status == Status::Suppressed.as_str()).map(|row| row.group_value.as_str()).collect()
}

fn row(scenario: &str, concept: &Concept) -> SensitivityRow {
    SensitivityRow {
        scenario: scenario.to_owned(),
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        ..SensitivityRow::default()
    }
}

fn rows(concepts: &[&Concept], scenario: &Scenario) -> Vec<SensitivityRow> {
    let shown_n = (scenario.name != WITHOUT_TOP_EMPLOYER).then_some(scenario.counts.base.n);
    let rows = concepts.iter().enumerate().map(|(number, concept)| {
        let found = scenario.counts.estimate(number);
        let half_width = found.map_or(1.0, |found| (found.share - found.lo).max(found.hi - found.share));
        let status = share_status(scenario.counts.base.n, scenario.counts.base.clusters, half_width);
        let status = if scenario.is_hidden && status != Status::Unavailable { Status::Suppressed } else { status };
        let share = found.filter(|_| status != Status::Suppressed).map(|found| (scenario.share)(&found));
        SensitivityRow { share, vacancies_n: shown_n, status: status.as_str().to_owned(), ..row(&scenario.name, concept) }
    });
    ranked(rows.collect())
}

/// Ranks within each level; ties share the least rank. Without shares there are none.
fn ranked(mut rows: Vec<SensitivityRow>) -> Vec<SensitivityRow> {
    for at in 0..rows.len() {
        let level = rows[at].level;
        rows[at].rank = rows[at].share.map(|share| 1 + rows.iter().filter(|other| other.level == level && other.share > Some(share)).count() as u64);
    }
    rows
}

/// A vacancy that only its role keeps out of scope has no mentions: tagging such vacancies would cost as much as all others together, or far
/// more where a source is not about the field, and every reader of `mentions` would have to pass them over.
fn loose_scope(concepts: &[&Concept]) -> Vec<SensitivityRow> {
    let row = |concept: &&Concept| SensitivityRow { status: Status::Unavailable.as_str().to_owned(), ..row("loose_scope", concept) };
    concepts.iter().map(row).collect()
}
