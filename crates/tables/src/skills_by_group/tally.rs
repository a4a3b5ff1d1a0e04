//! The counts of one dimension: how many vacancies of each group ask for each concept, employer by employer.

use statistics::interval::{Cluster, Estimate, Sums};

use super::ask::Ask;
use crate::corpus::{ConceptNo, Corpus};

/// The counts of one group.
#[derive(Debug)]
pub(crate) struct Group {
    /// The vacancies that are asked, by [`Ask`].
    bases: [Sums; Ask::ALL.len()],
    /// By concept and [`Ask`].
    counts: Vec<[Count; Ask::ALL.len()]>,
    /// Who asks for what, in any way.
    pub(crate) clusters: Clusters,
}

/// The vacancies that ask for one concept in one way.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    sums: Sums,
    employers_n: u64,
    mentions_n: u64,
}

/// The employers of a group, in the order of their numbers, with the concepts that each asks for.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    /// The employers' numbers.
    pub(crate) employers: Vec<u32>,
    /// Vacancies of each.
    pub(crate) vacancies_n: Vec<u32>,
    /// Where the concepts of each end.
    ends: Vec<u32>,
    /// Concepts, each with the number of vacancies that ask for it.
    asked: Vec<(ConceptNo, u32)>,
}

impl Clusters {
    /// What the employer at this place asks for, by concept.
    pub(crate) fn asked(&self, at: usize) -> &[(ConceptNo, u32)] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.asked[start as usize..self.ends[at] as usize]
    }
}

/// What is known of one concept in one group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) vacancies_n: u64,
    pub(crate) with_skill_n: u64,
    pub(crate) employers_n: u64,
    pub(crate) employers_with_skill_n: u64,
    pub(crate) mentions_n: u64,
    pub(crate) estimate: Option<Estimate>,
}

impl Group {
    fn new(concepts_n: usize) -> Self {
        Self { bases: Default::default(), counts: vec![Default::default(); concepts_n], clusters: Clusters::default() }
    }

    /// The vacancies that are asked in this way.
    pub(crate) fn base(&self, ask: Ask) -> &Sums {
        &self.bases[ask as usize]
    }

    pub(crate) fn counted(&self, concept: usize, ask: Ask) -> Counted {
        let (base, count) = (&self.bases[ask as usize], &self.counts[concept][ask as usize]);
        let sums = Sums { clusters: base.clusters, n: base.n, n_squared: base.n_squared, ..count.sums };
        Counted {
            vacancies_n: base.n,
            with_skill_n: sums.k,
            employers_n: base.clusters,
            employers_with_skill_n: count.employers_n,
            mentions_n: count.mentions_n,
            estimate: sums.estimate(),
        }
    }
}

/// The groups of a dimension, in the order of their names.
pub(crate) fn tally(corpus: &Corpus, dimension: usize) -> Vec<Group> {
    let names = &corpus.groups[dimension];
    let mut scratch = Scratch::new(corpus, dimension);
    let mut groups: Vec<Group> = (0..names.len()).map(|_| Group::new(corpus.concepts.len())).collect();
    for vacancies in corpus.employers() {
        scratch.count(vacancies, &mut groups);
        scratch.flush(vacancies, &mut groups);
    }
    groups
}

/// What one employer asks for, group by group.
struct Scratch<'c> {
    corpus: &'c Corpus,
    dimension: usize,
    /// The place of each group among the sorted ones.
    place: Vec<usize>,
    bases: Vec<[u32; Ask::ALL.len()]>,
    /// By group and concept.
    counts: Vec<[u32; Ask::ALL.len()]>,
    groups: Vec<usize>,
    cells: Vec<usize>,
}

impl<'c> Scratch<'c> {
    fn new(corpus: &'c Corpus, dimension: usize) -> Self {
        let names = &corpus.groups[dimension];
        let mut place = vec![0; names.len()];
        for (at, number) in names.sorted().into_iter().enumerate() {
            place[number] = at;
        }
        let counts = vec![Default::default(); names.len() * corpus.concepts.len()];
        Self { corpus, dimension, place, bases: vec![Default::default(); names.len()], counts, groups: Vec::new(), cells: Vec::new() }
    }

    fn count(&mut self, vacancies: &[u32], groups: &mut [Group]) {
        for vacancy in vacancies.iter().map(|number| &self.corpus.vacancies[*number as usize]) {
            let group = self.place[vacancy.groups[self.dimension] as usize];
            if self.bases[group][Ask::Any as usize] == 0 {
                self.groups.push(group);
            }
            for ask in Ask::ALL {
                self.bases[group][ask as usize] += u32::from(ask.is_asked_of(vacancy));
            }
            let cells = group * self.corpus.concepts.len();
            for asked in self.corpus.asked(vacancy) {
                let (concept, count) = (usize::from(asked.concept), &mut self.counts[cells + usize::from(asked.concept)]);
                if count[Ask::Any as usize] == 0 {
                    self.cells.push(cells + concept);
                }
                for ask in Ask::ALL {
                    let holds = ask.is_asked_of(vacancy) && ask.holds(*asked);
                    count[ask as usize] += u32::from(holds);
                    groups[group].counts[concept][ask as usize].mentions_n += if holds { asked.mentions_n() } else { 0 };
                }
            }
        }
    }

    fn flush(&mut self, vacancies: &[u32], groups: &mut [Group]) {
        let concepts_n = self.corpus.concepts.len();
        let Some(employer) = vacancies.first().map(|number| self.corpus.vacancies[*number as usize].employer) else { return };
        self.cells.sort_unstable();
        for cell in self.cells.drain(..) {
            let (group, concept) = (cell / concepts_n, cell % concepts_n);
            let ks = std::mem::take(&mut self.counts[cell]);
            for ask in Ask::ALL.into_iter().filter(|ask| ks[*ask as usize] > 0) {
                let (n, k) = (u64::from(self.bases[group][ask as usize]), u64::from(ks[ask as usize]));
                let count = &mut groups[group].counts[concept][ask as usize];
                count.sums.add_hits(Cluster { n, k });
                count.employers_n += 1;
            }
            groups[group].clusters.asked.push((concept as ConceptNo, ks[Ask::Any as usize]));
        }
        for group in self.groups.drain(..) {
            let ns = std::mem::take(&mut self.bases[group]);
            let into = &mut groups[group];
            for ask in Ask::ALL {
                into.bases[ask as usize].add_base(u64::from(ns[ask as usize]));
            }
            into.clusters.employers.push(employer);
            into.clusters.vacancies_n.push(ns[Ask::Any as usize]);
            into.clusters.ends.push(into.clusters.asked.len() as u32);
        }
    }
}
