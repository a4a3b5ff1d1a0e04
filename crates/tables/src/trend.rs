//! What is asked for more and more, or less and less: `skill_trend` and `skill_trend_test`.

use std::collections::BTreeMap;

use skills::{Concept, Taxonomy};
use statistics::false_discovery::q_values;
use statistics::interval::Cluster;
use statistics::trend::{PERIOD_VACANCIES_N, PERIODS_N, Period, Trend, standardize, test, verdict};

use crate::corpus::{Corpus, Names, dimension};
use crate::public::{SkillFrequencyRow, SkillTrendRow, SkillTrendTestRow};

/// The two tables of trends, each sorted by key.
#[derive(Debug, Default)]
pub(crate) struct Trends {
    pub(crate) periods: Vec<SkillTrendRow>,
    pub(crate) tests: Vec<SkillTrendTestRow>,
}

/// The periods of a study: its years, or its quarters where too few years have vacancies enough.
struct Calendar<'c> {
    kind: &'static str,
    dimension: usize,
    names: &'c Names,
    /// The numbers of the periods, in order.
    order: Vec<usize>,
}

impl<'c> Calendar<'c> {
    fn of(corpus: &'c Corpus) -> Self {
        let of = |kind| {
            let dimension = dimension(kind);
            Self { kind, dimension, names: &corpus.groups[dimension], order: corpus.groups[dimension].sorted() }
        };
        let years = of("year");
        let mut sizes = vec![0_u64; years.names.len()];
        for vacancy in &corpus.vacancies {
            sizes[vacancy.groups[years.dimension] as usize] += 1;
        }
        let enough = sizes.iter().filter(|n| **n >= PERIOD_VACANCIES_N).count() >= PERIODS_N;
        if enough { years } else { of("quarter") }
    }

    /// The middle of a period, in years of our era.
    fn middle(&self, number: usize) -> f64 {
        let name = self.names.name(number);
        match name.split_once("-Q") {
            Some((year, quarter)) => year.parse().unwrap_or(f64::NAN) + (quarter.parse().unwrap_or(f64::NAN) - 0.5) / 4.0,
            None => name.parse().unwrap_or(f64::NAN) + 0.5,
        }
    }
}

/// Counts of one stratum, source by employer type: by period, and by period and concept.
struct Stratum {
    vacancies_n: Vec<u64>,
    asked_n: Vec<u64>,
}

/// The trends of every concept. `frequencies` are the rows of `skill_frequency`, whose periods are shown again with what standardizing adds.
pub(crate) fn trends(taxonomy: &Taxonomy, corpus: &Corpus, frequencies: &[SkillFrequencyRow]) -> Trends {
    let concepts: Vec<&Concept> = corpus.concepts.iter().filter_map(|id| taxonomy.concept(id)).collect();
    let calendar = Calendar::of(corpus);
    let strata = strata(corpus, &calendar);
    let rows = |group_by: &str| -> BTreeMap<(&str, &str), &SkillFrequencyRow> {
        let wanted = frequencies.iter().filter(|row| row.group_by == group_by && row.requirement == "any");
        wanted.map(|row| ((row.concept_id.as_str(), row.group_value.as_str()), row)).collect()
    };
    let (by_period, overall) = (rows(calendar.kind), rows("all"));
    let mut trends = Trends::default();
    let mut found: Vec<Option<Trend>> = Vec::new();
    for (number, concept) in concepts.iter().enumerate() {
        let standardized = standardize(&clusters(&strata, &calendar, number, concepts.len()));
        for (at, period) in calendar.order.iter().enumerate() {
            let Some(row) = by_period.get(&(concept.id.as_str(), calendar.names.name(*period))) else { continue };
            let share_std = standardized.as_ref().and_then(|found| found.shares.get(at).copied());
            trends.periods.push(period_row(row, calendar.kind, share_std));
        }
        let deff = overall.get(&(concept.id.as_str(), "all")).and_then(|row| row.deff).unwrap_or(1.0);
        found.push(test(&series(&strata, &calendar, number, concepts.len()), deff));
        trends.tests.push(test_row(concept, &calendar, found.last().and_then(Option::as_ref)));
    }
    judge(&mut trends.tests, &found);
    trends
}

fn strata(corpus: &Corpus, calendar: &Calendar) -> Vec<Stratum> {
    let (source, employer_type) = (dimension("source"), dimension("employer_type"));
    let (periods_n, concepts_n) = (calendar.names.len(), corpus.concepts.len());
    let mut strata: BTreeMap<(u32, u32), Stratum> = BTreeMap::new();
    for vacancy in &corpus.vacancies {
        let empty = || Stratum { vacancies_n: vec![0; periods_n], asked_n: vec![0; periods_n * concepts_n] };
        let stratum = strata.entry((vacancy.groups[source], vacancy.groups[employer_type])).or_insert_with(empty);
        let period = vacancy.groups[calendar.dimension] as usize;
        stratum.vacancies_n[period] += 1;
        for asked in corpus.asked(vacancy) {
            stratum.asked_n[period * concepts_n + usize::from(asked.concept)] += 1;
        }
    }
    strata.into_values().collect()
}

/// By stratum and period, in order.
fn clusters(strata: &[Stratum], calendar: &Calendar, concept: usize, concepts_n: usize) -> Vec<Vec<Cluster>> {
    let cluster = |stratum: &Stratum, period: usize| Cluster { n: stratum.vacancies_n[period], k: stratum.asked_n[period * concepts_n + concept] };
    strata.iter().map(|stratum| calendar.order.iter().map(|period| cluster(stratum, *period)).collect()).collect()
}

/// All strata together, by period in order.
fn series(strata: &[Stratum], calendar: &Calendar, concept: usize, concepts_n: usize) -> Vec<Period> {
    let sum = |period: usize| {
        let n = strata.iter().map(|stratum| stratum.vacancies_n[period]).sum();
        let k = strata.iter().map(|stratum| stratum.asked_n[period * concepts_n + concept]).sum();
        Period { at_years: calendar.middle(period), n, k }
    };
    calendar.order.iter().map(|period| sum(*period)).collect()
}

fn period_row(row: &SkillFrequencyRow, kind: &str, share_std: Option<f64>) -> SkillTrendRow {
    SkillTrendRow {
        concept_id: row.concept_id.clone(),
        label: row.label.clone(),
        level: row.level,
        period_kind: kind.to_owned(),
        period: row.group_value.clone(),
        vacancies_n: row.vacancies_n,
        with_skill_n: row.with_skill_n,
        share: row.share,
        share_lo: row.share_lo,
        share_hi: row.share_hi,
        share_std: share_std.filter(|_| row.share.is_some()),
        status: row.status.clone(),
    }
}

fn test_row(concept: &Concept, calendar: &Calendar, trend: Option<&Trend>) -> SkillTrendTestRow {
    SkillTrendTestRow {
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        period_kind: calendar.kind.to_owned(),
        periods_n: trend.map_or(0, |trend| trend.periods_n as u64),
        slope_pp_per_year: trend.map(|trend| trend.slope_pp_per_year),
        slope_lo_pp_per_year: trend.map(|trend| trend.lo_pp_per_year),
        slope_hi_pp_per_year: trend.map(|trend| trend.hi_pp_per_year),
        p_value: trend.map(|trend| trend.p_value),
        q_value: None,
        verdict: String::new(),
        status: if trend.is_some() { "ok" } else { "x" }.to_owned(),
    }
}

/// Allows for the number of trends tested, and says what each comes to.
fn judge(rows: &mut [SkillTrendTestRow], found: &[Option<Trend>]) {
    let p_values: Vec<f64> = found.iter().map(|trend| trend.as_ref().map_or(f64::NAN, |trend| trend.p_value)).collect();
    for ((row, trend), q) in rows.iter_mut().zip(found).zip(q_values(&p_values)) {
        row.q_value = trend.map(|_| q);
        verdict(trend.as_ref(), q).as_str().clone_into(&mut row.verdict);
    }
}
