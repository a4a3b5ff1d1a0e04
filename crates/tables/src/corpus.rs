//! The vacancies of a study and what each asks for, in numbers: all that counting needs, a few bytes a row.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use polars::prelude::{BooleanChunked, Float64Chunked, Int64Chunked, StringChunked};
use skills::{ConceptId, Taxonomy};

use crate::columns::{Columns, columns};
use crate::error::{Error, Result};
use crate::parquet::path_of;
use crate::private::{VacancyRow, VacancySkillRow};

/// The least share of engagement work among its duties by which a vacancy is mostly that.
const MOSTLY: f64 = 0.5;
/// Rows read at a time.
const BATCH_ROWS: usize = 262_144;

/// What vacancies are grouped by, in the order of the tables.
pub(crate) const DIMENSIONS: [&str; 11] =
    ["all", "country", "employer_type", "engagement_mode", "lang", "quarter", "region", "role_family", "seniority", "source", "year"];

/// The place of the dimension with this name.
pub(crate) fn dimension(name: &str) -> usize {
    DIMENSIONS.iter().position(|known| *known == name).unwrap_or(0)
}

/// The number of a concept: its place among the concepts of the taxonomy, sorted by id.
pub(crate) type ConceptNo = u16;

/// One vacancy in scope.
#[derive(Debug, Clone)]
pub(crate) struct Vacancy {
    /// The cluster that it belongs to: its employer; its source when it names none, which widens intervals rather than narrows them.
    pub(crate) employer: u32,
    /// Its group in each dimension: a number within the dimension.
    pub(crate) groups: [u32; DIMENSIONS.len()],
    pub(crate) has_person_spec: bool,
    /// Are at least half of its duties engagement work?
    pub(crate) is_mostly_engagement: bool,
    pub(crate) postings_n: u32,
    /// A number for its title without asides; 0 where nothing is left of it.
    pub(crate) title: u32,
    asked: std::ops::Range<u32>,
}

/// What one vacancy says of one concept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) concept: ConceptNo,
    bits: u16,
}

const REQUIRED: u16 = 1 << 15;
const DESIRED: u16 = 1 << 14;
const DUTY: u16 = 1 << 13;
const MENTIONS: u16 = DUTY - 1;

impl Asked {
    fn new(concept: ConceptNo, mentions_n: i64, required: bool, desired: bool, duty: bool) -> Self {
        let mentions = u16::try_from(mentions_n).unwrap_or(MENTIONS).min(MENTIONS);
        Self { concept, bits: mentions | u16::from(required) << 15 | u16::from(desired) << 14 | u16::from(duty) << 13 }
    }

    pub(crate) fn is_required(self) -> bool {
        self.bits & REQUIRED != 0
    }

    pub(crate) fn is_desired(self) -> bool {
        self.bits & DESIRED != 0
    }

    pub(crate) fn is_duty(self) -> bool {
        self.bits & DUTY != 0
    }

    /// Counted mentions, at most 8,191.
    pub(crate) fn mentions_n(self) -> u64 {
        u64::from(self.bits & MENTIONS)
    }
}

/// The names that a column holds, numbered.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// The name with this number.
    pub(crate) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", String::as_str)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The numbers in the order of the names.
    pub(crate) fn sorted(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|a, b| self.names[*a].cmp(&self.names[*b]));
        order
    }
}

/// All vacancies in scope, and what they ask for.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// The concepts of the taxonomy by number, sorted by id.
    pub(crate) concepts: Vec<ConceptId>,
    /// In the order of their ids.
    pub(crate) vacancies: Vec<Vacancy>,
    asked: Vec<Asked>,
    /// The groups of each dimension.
    pub(crate) groups: Vec<Names>,
    /// Clusters: employers, and sources for vacancies that name none.
    pub(crate) clusters_n: usize,
    /// Employers that are named.
    pub(crate) employers_n: usize,
    /// Of each cluster, whether it is such an employer.
    pub(crate) is_named: Vec<bool>,
    /// The first and the last day that a vacancy was posted, or first seen.
    pub(crate) window: Option<(Date, Date)>,
    /// The vacancies by number, those of one employer side by side.
    pub(crate) by_employer: Vec<u32>,
}

impl Corpus {
    /// Reads `vacancies` and `vacancy_skills` under `dir`, side by side in the order of their keys.
    ///
    /// # Errors
    /// A table is missing, of another shape, not sorted, or names a concept or a vacancy that the other does not know: then the tables are
    /// of different runs.
    pub(crate) fn read(dir: &Path, taxonomy: &Taxonomy) -> Result<Self> {
        Self::read_of(dir, taxonomy.concepts().map(|concept| concept.id.clone()).collect())
    }

    /// The same for the concepts of a taxonomy that is not at hand.
    pub(crate) fn read_of(dir: &Path, mut concepts: Vec<ConceptId>) -> Result<Self> {
        concepts.sort();
        if concepts.len() > usize::from(ConceptNo::MAX) {
            return Err(misshapen::<VacancySkillRow>(dir, format!("{} concepts are more than can be counted", concepts.len())));
        }
        let mut reading = Reading::new(dir, &concepts)?;
        for batch in columns::<VacancyRow>(dir, &VACANCY_COLUMNS, BATCH_ROWS)? {
            reading.vacancies(&VacancyColumns::new(&batch?)?)?;
        }
        let (mut corpus, employers) = reading.finish()?;
        corpus.clusters_n = employers.len();
        corpus.by_employer = by_employer(&corpus.vacancies, employers.len());
        corpus.concepts = concepts;
        Ok(corpus)
    }

    /// What a vacancy asks for, by concept.
    pub(crate) fn asked(&self, vacancy: &Vacancy) -> &[Asked] {
        &self.asked[vacancy.asked.start as usize..vacancy.asked.end as usize]
    }

    /// The vacancies of each employer.
    pub(crate) fn employers(&self) -> impl Iterator<Item = &[u32]> {
        self.by_employer.chunk_by(|a, b| self.vacancies[*a as usize].employer == self.vacancies[*b as usize].employer)
    }

    /// All counted mentions: each counts towards exactly one competency.
    pub(crate) fn mentions_n(&self, taxonomy: &Taxonomy) -> u64 {
        let is_competency: Vec<bool> = self.concepts.iter().map(|id| taxonomy.concept(id).is_some_and(|concept| concept.level() == 1)).collect();
        let of_vacancies = self.vacancies.iter().flat_map(|vacancy| self.asked(vacancy));
        of_vacancies.filter(|asked| is_competency[usize::from(asked.concept)]).map(|asked| asked.mentions_n()).sum()
    }

    /// The number of a concept.
    pub(crate) fn concept_no(&self, id: &str) -> Option<ConceptNo> {
        self.concepts.binary_search_by(|known| known.as_str().cmp(id)).ok().map(|at| at as ConceptNo)
    }
}

/// A counting sort, which keeps the order of vacancies within an employer.
fn by_employer(vacancies: &[Vacancy], employers_n: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; employers_n + 1];
    for vacancy in vacancies {
        starts[vacancy.employer as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut order = vec![0; vacancies.len()];
    for (number, vacancy) in vacancies.iter().enumerate() {
        let start = &mut starts[vacancy.employer as usize];
        order[*start as usize] = number as u32;
        *start += 1;
    }
    order
}

pub(crate) fn misshapen<R: crate::Row>(dir: &Path, detail: String) -> Error {
    Error::Shape { path: path_of(dir, R::TABLE), table: R::TABLE.name, detail }
}

const VACANCY_COLUMNS: [&str; 17] = [
    "vacancy_id",
    "source_id",
    "postings_n",
    "title_norm",
    "employer_id",
    "employer_type",
    "lang",
    "country_iso2",
    "region_code",
    "posted_on",
    "first_seen_on",
    "role_family",
    "seniority",
    "engagement_mode",
    "engagement_share",
    "in_scope",
    "has_person_spec",
];

/// The columns of a batch of vacancies.
struct VacancyColumns {
    ids: StringChunked,
    sources: StringChunked,
    postings: Int64Chunked,
    titles: StringChunked,
    employers: StringChunked,
    /// The columns whose values are groups, each with its dimension.
    groups: Vec<(usize, StringChunked)>,
    posted: crate::columns::Dates,
    seen: crate::columns::Dates,
    in_scope: BooleanChunked,
    has_person_spec: BooleanChunked,
    engagement: Float64Chunked,
}

impl VacancyColumns {
    fn new(columns: &Columns) -> Result<Self> {
        const GROUPS: [(&str, &str); 8] = [
            ("country", "country_iso2"),
            ("employer_type", "employer_type"),
            ("engagement_mode", "engagement_mode"),
            ("lang", "lang"),
            ("region", "region_code"),
            ("role_family", "role_family"),
            ("seniority", "seniority"),
            ("source", "source_id"),
        ];
        Ok(Self {
            ids: columns.texts("vacancy_id")?,
            sources: columns.texts("source_id")?,
            postings: columns.integers("postings_n")?,
            titles: columns.texts("title_norm")?,
            employers: columns.texts("employer_id")?,
            groups: GROUPS.iter().map(|(group_by, column)| Ok((dimension(group_by), columns.texts(column)?))).collect::<Result<_>>()?,
            posted: columns.dates("posted_on")?,
            seen: columns.dates("first_seen_on")?,
            in_scope: columns.booleans("in_scope")?,
            has_person_spec: columns.booleans("has_person_spec")?,
            engagement: columns.numbers("engagement_share")?,
        })
    }
}

/// A corpus on the way.
struct Reading<'c> {
    dir: &'c Path,
    corpus: Corpus,
    employers: Names,
    titles: Names,
    skills: Skills<'c>,
    last_id: String,
}

impl<'c> Reading<'c> {
    fn new(dir: &'c Path, concepts: &'c [ConceptId]) -> Result<Self> {
        let corpus = Corpus {
            concepts: Vec::new(),
            vacancies: Vec::new(),
            asked: Vec::new(),
            groups: DIMENSIONS.iter().map(|_| Names::default()).collect(),
            clusters_n: 0,
            employers_n: 0,
            is_named: Vec::new(),
            window: None,
            by_employer: Vec::new(),
        };
        let mut titles = Names::default();
        titles.number("");
        Ok(Self { dir, corpus, employers: Names::default(), titles, skills: Skills::open(dir, concepts)?, last_id: String::new() })
    }

    fn vacancies(&mut self, columns: &VacancyColumns) -> Result<()> {
        for row in 0..columns.ids.len() {
            let id = columns.ids.get(row).unwrap_or_default();
            if id <= self.last_id.as_str() {
                return Err(misshapen::<VacancyRow>(self.dir, format!("`{id}` does not come after `{}`", self.last_id)));
            }
            id.clone_into(&mut self.last_id);
            let start = self.corpus.asked.len() as u32;
            self.skills.take(id, &mut self.corpus.asked)?;
            if columns.in_scope.get(row) != Some(true) {
                self.corpus.asked.truncate(start as usize);
                continue;
            }
            self.vacancy(columns, row, start);
        }
        Ok(())
    }

    fn vacancy(&mut self, columns: &VacancyColumns, row: usize, start: u32) {
        let named = columns.employers.get(row);
        let clusters_n = self.employers.len();
        let employer = self.employers.number(named.or(columns.sources.get(row)).unwrap_or_default());
        if self.employers.len() > clusters_n {
            self.corpus.employers_n += usize::from(named.is_some());
            self.corpus.is_named.push(named.is_some());
        }
        let since = columns.posted.get(row).or(columns.seen.get(row)).unwrap_or_default();
        let (from, to) = self.corpus.window.unwrap_or((since, since));
        self.corpus.window = Some((from.min(since), to.max(since)));
        let groups = &mut self.corpus.groups;
        let mut of = [0; DIMENSIONS.len()];
        of[0] = groups[0].number("all");
        let quarter = format!("{}-Q{}", since.year(), (since.month() + 2) / 3);
        for (dimension, value) in [(dimension("quarter"), quarter.as_str()), (dimension("year"), &quarter[..quarter.len() - 3])] {
            of[dimension] = groups[dimension].number(value);
        }
        for (dimension, values) in &columns.groups {
            of[*dimension] = groups[*dimension].number(values.get(row).unwrap_or("unknown"));
        }
        self.corpus.vacancies.push(Vacancy {
            employer,
            groups: of,
            has_person_spec: columns.has_person_spec.get(row) == Some(true),
            is_mostly_engagement: columns.engagement.get(row).is_some_and(|share| share >= MOSTLY),
            postings_n: columns.postings.get(row).map_or(1, |n| n.max(1) as u32),
            title: self.titles.number(columns.titles.get(row).unwrap_or_default()),
            asked: start..self.corpus.asked.len() as u32,
        });
    }

    fn finish(self) -> Result<(Corpus, Names)> {
        match self.skills.id() {
            Some(id) => Err(misshapen::<VacancySkillRow>(self.dir, format!("`{id}` is not among the vacancies"))),
            None => Ok((self.corpus, self.employers)),
        }
    }
}

type Batches<'c> = Box<dyn Iterator<Item = Result<Columns>> + 'c>;

/// `vacancy_skills`, read along with the vacancies.
struct Skills<'c> {
    dir: &'c Path,
    concepts: &'c [ConceptId],
    known: HashMap<String, ConceptNo>,
    batches: Batches<'c>,
    batch: Option<SkillColumns>,
    row: usize,
}

struct SkillColumns {
    vacancies: StringChunked,
    concepts: StringChunked,
    mentions: Int64Chunked,
    required: BooleanChunked,
    desired: BooleanChunked,
    duties: BooleanChunked,
}

impl SkillColumns {
    const NAMES: [&'static str; 6] = ["vacancy_id", "concept_id", "mentions_n", "required", "desired", "in_duties"];

    fn new(columns: &Columns) -> Result<Self> {
        Ok(Self {
            vacancies: columns.texts("vacancy_id")?,
            concepts: columns.texts("concept_id")?,
            mentions: columns.integers("mentions_n")?,
            required: columns.booleans("required")?,
            desired: columns.booleans("desired")?,
            duties: columns.booleans("in_duties")?,
        })
    }

    fn asked(&self, row: usize, concept: ConceptNo) -> Asked {
        let is = |column: &BooleanChunked| column.get(row) == Some(true);
        Asked::new(concept, self.mentions.get(row).unwrap_or(0), is(&self.required), is(&self.desired), is(&self.duties))
    }
}

impl<'c> Skills<'c> {
    fn open(dir: &'c Path, concepts: &'c [ConceptId]) -> Result<Self> {
        let batches: Batches<'c> = Box::new(columns::<VacancySkillRow>(dir, &SkillColumns::NAMES, BATCH_ROWS)?);
        let mut skills = Self { dir, concepts, known: HashMap::new(), batches, batch: None, row: 0 };
        skills.next_batch()?;
        Ok(skills)
    }

    fn next_batch(&mut self) -> Result<()> {
        self.row = 0;
        self.batch = None;
        for batch in self.batches.by_ref() {
            let batch = batch?;
            if batch.height() > 0 {
                self.batch = Some(SkillColumns::new(&batch)?);
                break;
            }
        }
        Ok(())
    }

    /// The vacancy of the next row; none at the end.
    fn id(&self) -> Option<&str> {
        self.batch.as_ref().map(|batch| batch.vacancies.get(self.row).unwrap_or_default())
    }

    /// Moves the rows of vacancy `id` to `asked`. The rows before must all have been taken.
    fn take(&mut self, id: &str, asked: &mut Vec<Asked>) -> Result<()> {
        while let Some(batch) = &self.batch {
            let next = batch.vacancies.get(self.row).unwrap_or_default();
            if next > id {
                return Ok(());
            }
            if next < id {
                return Err(misshapen::<VacancySkillRow>(self.dir, format!("`{next}` is not among the vacancies, or not where its id belongs")));
            }
            let concept = batch.concepts.get(self.row).unwrap_or_default();
            let Some(number) = number_of(&mut self.known, self.concepts, concept) else {
                return Err(misshapen::<VacancySkillRow>(self.dir, format!("concept `{concept}` is not in the taxonomy")));
            };
            asked.push(batch.asked(self.row, number));
            self.row += 1;
            if self.row == batch.vacancies.len() {
                self.next_batch()?;
            }
        }
        Ok(())
    }
}

pub(crate) fn number_of(known: &mut HashMap<String, ConceptNo>, concepts: &[ConceptId], id: &str) -> Option<ConceptNo> {
    if let Some(number) = known.get(id) {
        return Some(*number);
    }
    let number = concepts.binary_search_by(|known| known.as_str().cmp(id)).ok()? as ConceptNo;
    known.insert(id.to_owned(), number);
    Some(number)
}
