//! The vacancies of a study, as far as counting needs them: who advertises, and which groups they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use jiff::civil::Date;

use crate::error::Result;
use crate::parquet;
use crate::private::PostingRow;

/// Rows read at a time; bounds the memory that texts take.
const BATCH_ROWS: usize = 2_000;

/// The number of a group, such as "country GB".
pub(crate) type GroupId = usize;

/// One vacancy in scope.
#[derive(Debug)]
pub(crate) struct Vacancy {
    /// The cluster that it belongs to: its employer; its source when it names none, which widens intervals rather than narrows them.
    pub(crate) employer: u32,
    pub(crate) groups: Vec<GroupId>,
    pub(crate) has_person_spec: bool,
    pub(crate) employer_name: Option<String>,
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) retrieved_on: Date,
}

/// All vacancies in scope and their groups.
#[derive(Debug, Default)]
pub(crate) struct Vacancies {
    pub(crate) by_id: HashMap<String, Vacancy>,
    /// (`group_by`, `group_value`) of each group; the first is all.
    pub(crate) groups: Vec<(&'static str, String)>,
    pub(crate) employers_n: usize,
    pub(crate) window: Option<(Date, Date)>,
}

impl Vacancies {
    /// Reads the postings under `dir` that speak for a vacancy in scope.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let mut groups: BTreeMap<(&'static str, String), GroupId> = BTreeMap::new();
        let mut employers: HashMap<String, u32> = HashMap::new();
        let mut named = BTreeSet::new();
        let mut vacancies = Self::default();
        for batch in parquet::batches::<PostingRow>(dir, BATCH_ROWS)? {
            for row in batch?.into_iter().filter(|row| row.is_canonical && row.in_scope) {
                let next = employers.len() as u32;
                let cluster = row.employer_id.clone().unwrap_or_else(|| row.source_id.clone());
                let employer = *employers.entry(cluster).or_insert(next);
                named.extend(row.employer_id.clone());
                let groups = groups_of(&row).map(|group| {
                    let next = groups.len();
                    *groups.entry(group).or_insert(next)
                });
                let since = row.posted_on.unwrap_or(row.first_seen_on);
                let (from, to) = vacancies.window.unwrap_or((since, since));
                vacancies.window = Some((from.min(since), to.max(since)));
                let vacancy = Vacancy {
                    employer,
                    groups: groups.to_vec(),
                    has_person_spec: row.has_person_spec,
                    employer_name: row.employer_name,
                    title: row.title,
                    url: row.url,
                    retrieved_on: row.last_seen_on,
                };
                vacancies.by_id.insert(row.vacancy_id, vacancy);
            }
        }
        let mut ordered: Vec<_> = groups.into_iter().map(|(name, id)| (id, name)).collect();
        ordered.sort_unstable_by_key(|(id, _)| *id);
        vacancies.groups = ordered.into_iter().map(|(_, name)| name).collect();
        vacancies.employers_n = named.len();
        Ok(vacancies)
    }
}

/// The groups that a posting belongs to.
fn groups_of(row: &PostingRow) -> [(&'static str, String); 9] {
    let unknown = || "unknown".to_owned();
    let or_unknown = |value: &Option<String>| value.clone().unwrap_or_else(unknown);
    let since = row.posted_on.unwrap_or(row.first_seen_on);
    let quarter = (since.month() + 2) / 3;
    [
        ("all", "all".to_owned()),
        ("country", or_unknown(&row.country_iso2)),
        ("engagement_mode", or_unknown(&row.engagement_mode)),
        ("lang", or_unknown(&row.lang)),
        ("quarter", format!("{}-Q{quarter}", since.year())),
        ("region", or_unknown(&row.region_code)),
        ("role_family", or_unknown(&row.role_family)),
        ("seniority", or_unknown(&row.seniority)),
        ("year", since.year().to_string()),
    ]
}
