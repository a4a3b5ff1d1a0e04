//! One pass over the vacancies, employer by employer, each vacancy with a weight.

use std::collections::HashSet;

use statistics::interval::{Cluster, Estimate, Sums};

use super::passed_over::PassedOver;
use crate::corpus::{Asked, Corpus, Vacancy};

/// What is counted.
#[derive(Clone, Copy)]
pub(super) struct Count<'c> {
    pub(super) corpus: &'c Corpus,
    /// Mentions that count here and not elsewhere.
    pub(super) passed_over: Option<&'c PassedOver>,
}

/// What was counted.
pub(super) struct Counts {
    pub(super) base: Sums,
    /// By concept.
    hits: Vec<Sums>,
}

impl Counts {
    /// The share of a concept.
    pub(super) fn estimate(&self, concept: usize) -> Option<Estimate> {
        Sums { clusters: self.base.clusters, n: self.base.n, n_squared: self.base.n_squared, ..self.hits[concept] }.estimate()
    }
}

impl<'c> Count<'c> {
    /// Vacancies by weight, which is told by number and vacancy, and those of each concept that is asked for in any way.
    pub(super) fn all(self, weight: impl Fn(usize, &Vacancy) -> u32) -> Counts {
        self.of(weight, |_| true)
    }

    /// Vacancies by weight alone.
    pub(super) fn base(self, weight: impl Fn(usize, &Vacancy) -> u32) -> Sums {
        let mut base = Sums::default();
        for vacancies in self.corpus.employers() {
            base.add_base(vacancies.iter().map(|number| u64::from(weight(*number as usize, self.vacancy(*number)))).sum());
        }
        base
    }

    /// Vacancies by weight, and those of each concept that is asked for in the way that `holds` tells.
    pub(super) fn of(self, weight: impl Fn(usize, &Vacancy) -> u32, holds: impl Fn(Asked) -> bool) -> Counts {
        let mut counts = Counts { base: Sums::default(), hits: vec![Sums::default(); self.corpus.concepts.len()] };
        let mut ks = vec![0_u64; self.corpus.concepts.len()];
        let mut asked: Vec<usize> = Vec::new();
        for vacancies in self.corpus.employers() {
            let mut n = 0;
            for number in vacancies {
                let vacancy = self.vacancy(*number);
                let weight = u64::from(weight(*number as usize, vacancy));
                n += weight;
                let counted = self.corpus.asked(vacancy).iter().filter(|asked| holds(**asked)).map(|asked| usize::from(asked.concept));
                let passed_over = self.passed_over.map_or(&[][..], |all| all.of(*number)).iter().map(|(_, concept)| usize::from(*concept));
                for concept in counted.chain(passed_over).filter(|_| weight > 0) {
                    if ks[concept] == 0 {
                        asked.push(concept);
                    }
                    ks[concept] += weight;
                }
            }
            counts.base.add_base(n);
            for concept in asked.drain(..) {
                counts.hits[concept].add_hits(Cluster { n, k: std::mem::take(&mut ks[concept]) });
            }
        }
        counts
    }

    fn vacancy(self, number: u32) -> &'c Vacancy {
        &self.corpus.vacancies[number as usize]
    }
}

/// The named employer of most vacancies; the first of several.
pub(super) fn top_employer(corpus: &Corpus) -> Option<u32> {
    let employer = |vacancies: &[u32]| corpus.vacancies[vacancies[0] as usize].employer;
    let named = corpus.employers().filter(|vacancies| corpus.is_named[employer(vacancies) as usize]);
    named.min_by_key(|vacancies| (std::cmp::Reverse(vacancies.len()), employer(vacancies))).map(employer)
}

/// Of each vacancy, whether it is the first of its employer and title. One that names no employer, or has no title, stands for itself.
pub(super) fn first_of_title(corpus: &Corpus) -> Vec<bool> {
    let mut is_first = vec![true; corpus.vacancies.len()];
    for vacancies in corpus.employers() {
        let mut titles = HashSet::new();
        for number in vacancies.iter().map(|number| *number as usize) {
            let vacancy = &corpus.vacancies[number];
            is_first[number] = vacancy.title == 0 || !corpus.is_named[vacancy.employer as usize] || titles.insert(vacancy.title);
        }
    }
    is_first
}
