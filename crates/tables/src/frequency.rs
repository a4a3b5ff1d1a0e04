//! How often each concept is asked for: from vacancies and what they ask for to `skill_frequency`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use skills::{Concept, Taxonomy};

use crate::error::Result;
use crate::parquet;
use crate::private::VacancySkillRow;
use crate::public::SkillFrequencyRow;
use crate::vacancies::{GroupId, Vacancies};
use statistics::interval::{Cluster, estimate};

/// How firmly a vacancy must ask to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Ask {
    Any,
    Desired,
    Duty,
    Required,
}

impl Ask {
    const ALL: [Self; 4] = [Self::Any, Self::Desired, Self::Duty, Self::Required];

    fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Desired => "desired",
            Self::Duty => "duty",
            Self::Required => "required",
        }
    }

    /// Required and desired can be told apart only where a person specification can be read.
    fn needs_person_spec(self) -> bool {
        matches!(self, Self::Desired | Self::Required)
    }

    fn holds(self, row: &VacancySkillRow) -> bool {
        match self {
            Self::Any => true,
            Self::Desired => row.desired,
            Self::Duty => row.in_duties,
            Self::Required => row.required,
        }
    }
}

/// Counts by employer.
type ByEmployer = BTreeMap<u32, u64>;

#[derive(Default)]
struct Hits {
    by_employer: ByEmployer,
    mentions_n: u64,
}

/// The rows of `skill_frequency`, sorted by key: every concept in every group, whether asked for or not.
pub(crate) fn frequencies(dir: &Path, taxonomy: &Taxonomy, vacancies: &Vacancies) -> Result<Vec<SkillFrequencyRow>> {
    let bases = bases(vacancies);
    let hits = hits(dir, vacancies)?;
    let mut rows = Vec::new();
    for (group, (group_by, group_value)) in vacancies.groups.iter().enumerate() {
        for ask in Ask::ALL {
            let nobody = ByEmployer::new();
            let base = bases.get(&(group, ask)).unwrap_or(&nobody);
            let none = Hits::default();
            for concept in taxonomy.concepts() {
                let hits = hits.get(&(group, ask, concept.id.as_str().to_owned())).unwrap_or(&none);
                let row = row(taxonomy, concept, base, hits);
                rows.push(SkillFrequencyRow {
                    group_by: (*group_by).to_owned(),
                    group_value: group_value.clone(),
                    requirement: ask.as_str().to_owned(),
                    ..row
                });
            }
        }
    }
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    rank(&mut rows);
    Ok(rows)
}

fn key(row: &SkillFrequencyRow) -> (&str, &str, &str, &str) {
    (&row.group_by, &row.group_value, &row.requirement, &row.concept_id)
}

fn bases(vacancies: &Vacancies) -> HashMap<(GroupId, Ask), ByEmployer> {
    let mut bases: HashMap<(GroupId, Ask), ByEmployer> = HashMap::new();
    for vacancy in vacancies.by_id.values() {
        for ask in Ask::ALL.into_iter().filter(|ask| vacancy.has_person_spec || !ask.needs_person_spec()) {
            for group in &vacancy.groups {
                *bases.entry((*group, ask)).or_default().entry(vacancy.employer).or_default() += 1;
            }
        }
    }
    bases
}

fn hits(dir: &Path, vacancies: &Vacancies) -> Result<HashMap<(GroupId, Ask, String), Hits>> {
    let mut hits: HashMap<(GroupId, Ask, String), Hits> = HashMap::new();
    for batch in parquet::batches::<VacancySkillRow>(dir, 50_000)? {
        for row in batch? {
            let Some(vacancy) = vacancies.by_id.get(&row.vacancy_id) else { continue };
            for ask in Ask::ALL.into_iter().filter(|ask| ask.holds(&row) && (vacancy.has_person_spec || !ask.needs_person_spec())) {
                for group in &vacancy.groups {
                    let hits = hits.entry((*group, ask, row.concept_id.clone())).or_default();
                    *hits.by_employer.entry(vacancy.employer).or_default() += 1;
                    hits.mentions_n += row.mentions_n;
                }
            }
        }
    }
    Ok(hits)
}

fn row(taxonomy: &Taxonomy, concept: &Concept, base: &ByEmployer, hits: &Hits) -> SkillFrequencyRow {
    let clusters: Vec<Cluster> =
        base.iter().map(|(employer, n)| Cluster { n: *n, k: hits.by_employer.get(employer).copied().unwrap_or(0) }).collect();
    let found = estimate(&clusters);
    let competency = taxonomy.concept(concept.competency()).unwrap_or(concept);
    SkillFrequencyRow {
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        competency_id: competency.id.to_string(),
        competency_label: competency.label().to_owned(),
        group_by: String::new(),
        group_value: String::new(),
        requirement: String::new(),
        vacancies_n: base.values().sum(),
        with_skill_n: hits.by_employer.values().sum(),
        employers_n: base.len() as u64,
        employers_with_skill_n: hits.by_employer.len() as u64,
        mentions_n: hits.mentions_n,
        share: found.map(|found| found.share),
        share_lo: found.map(|found| found.lo),
        share_hi: found.map(|found| found.hi),
        n_eff: found.map(|found| found.n_eff),
        deff: found.map(|found| found.deff),
        employer_mean_share: found.map(|found| found.cluster_mean),
        rank: 0,
        status: found.map_or("x", |found| found.status()).to_owned(),
    }
}

/// Ranks within group, requirement and level; ties share the least rank.
fn rank(rows: &mut [SkillFrequencyRow]) {
    let mut shares: HashMap<(String, String, String, u64), Vec<f64>> = HashMap::new();
    let field = |row: &SkillFrequencyRow| (row.group_by.clone(), row.group_value.clone(), row.requirement.clone(), row.level);
    for row in rows.iter() {
        shares.entry(field(row)).or_default().push(row.share.unwrap_or(-1.0));
    }
    for row in rows.iter_mut() {
        let share = row.share.unwrap_or(-1.0);
        row.rank = shares[&field(row)].iter().filter(|other| **other > share).count() as u64 + 1;
    }
}
