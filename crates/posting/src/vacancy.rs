//! Which postings are one vacancy, and which of them speaks for it.
//!
//! Two postings are one when they have the same external id in the same source (they are then one posting seen twice), or when [`compare`]
//! finds that they advertise the same job. Postings are taken from the earliest to the latest, and each is compared with those that speak
//! for a vacancy, never with those that repeat one: so no chain of small edits leads from one job to another.

pub(crate) mod comparison;
mod facts;
pub(crate) mod fingerprint;
mod signature;
mod slots;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::identity::{PostingId, VacancyId};
use crate::text::words::join;
use crate::vacancy::comparison::{Comparison, Difference, compare};
use crate::vacancy::facts::title_key;
use crate::vacancy::fingerprint::Fingerprint;

/// Repetitions of one vacancy that another is held against.
const REPEATS_MAX: usize = 8;

/// Speakers looked at under one key, the latest ones: a template used a thousand times must not be compared a million times.
const LOOKED_AT_MAX: usize = 32;

/// Why a posting is not the one that speaks for its vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeats {
    /// The same external id in the same source: the same posting seen again.
    SameId,
    /// The same words.
    SameText,
    /// Nearly the same words, and no fact that tells the two apart.
    NearText,
}

impl Repeats {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::SameText => "same_text",
            Self::NearText => "near_text",
        }
    }
}

/// What one observation is: the posting that speaks for its vacancy, or a repetition of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The posting that speaks for it.
    pub canonical: PostingId,
    /// `None` for the observation that speaks for the vacancy.
    pub repeats: Option<Repeats>,
    /// How alike the texts of the posting and of the canonical one are, 0 to 1; `None` for the canonical one and for a posting seen again.
    pub similarity: Option<f64>,
    /// What the merge rests on, fact by fact; `None` as above.
    pub rests_on: Option<Comparison>,
}

/// Resolves observations to vacancies; the answer is in the order of the input and does not depend on it.
///
/// Of several observations of one posting the latest stands, the one with the least hash among those of one moment; of several postings of one
/// vacancy the earliest speaks, the least id among equals.
pub fn resolve(fingerprints: &[Fingerprint]) -> Vec<Resolution> {
    let standing = standing(fingerprints);
    let mut order: Vec<usize> = standing.values().copied().collect();
    order.sort_by_key(|at| (fingerprints[*at].since, &fingerprints[*at].posting));
    let mut speakers = Speakers::new(fingerprints);
    let spoken_for: HashMap<usize, (usize, Option<Comparison>)> = order.into_iter().map(|at| (at, speakers.take(at))).collect();
    let resolution = |(at, print): (usize, &Fingerprint)| {
        let stands = standing[&print.posting];
        let (speaker, comparison) = spoken_for[&stands];
        let canonical = fingerprints[speaker].posting.clone();
        let rests_on = comparison.filter(|_| stands == at);
        let repeats = if stands == at {
            rests_on.map(|found| if found.similarity == 1.0 { Repeats::SameText } else { Repeats::NearText })
        } else {
            Some(Repeats::SameId)
        };
        Resolution { vacancy: VacancyId::spoken_for_by(&canonical), canonical, repeats, similarity: rests_on.map(|found| found.similarity), rests_on }
    };
    fingerprints.iter().enumerate().map(resolution).collect()
}

/// The observation that stands for each posting.
fn standing(fingerprints: &[Fingerprint]) -> BTreeMap<&PostingId, usize> {
    let mut standing: BTreeMap<&PostingId, usize> = BTreeMap::new();
    for (at, print) in fingerprints.iter().enumerate() {
        let first = standing.entry(&print.posting).or_insert(at);
        let stands = &fingerprints[*first];
        if (Reverse(print.seen), print.observation) < (Reverse(stands.seen), stands.observation) {
            *first = at;
        }
    }
    standing
}

/// Those that speak for a vacancy so far, to be found again by what alike postings share.
struct Speakers<'a> {
    fingerprints: &'a [Fingerprint],
    /// The latest entry of every key.
    latest: HashMap<u64, u32>,
    /// A speaker, and the entry before it under the same key.
    entries: Vec<(u32, Option<u32>)>,
    /// Those that repeat a speaker.
    repeats: HashMap<usize, Vec<usize>>,
}

impl<'a> Speakers<'a> {
    fn new(fingerprints: &'a [Fingerprint]) -> Self {
        Self { fingerprints, latest: HashMap::new(), entries: Vec::new(), repeats: HashMap::new() }
    }

    /// The speaker for the posting at `at`, which is itself when it repeats none.
    fn take(&mut self, at: usize) -> (usize, Option<Comparison>) {
        let keys = keys(&self.fingerprints[at]);
        let found = self.looked_at(&keys).into_iter().filter_map(|speaker| {
            let comparison = compare(&self.fingerprints[speaker], &self.fingerprints[at]);
            (comparison.apart.is_none() && self.admit(speaker, at)).then_some((speaker, comparison))
        });
        let earliest = |speaker: usize| (self.fingerprints[speaker].since, &self.fingerprints[speaker].posting);
        let best = found.max_by(|(a, one), (b, other)| one.similarity.total_cmp(&other.similarity).then_with(|| earliest(*b).cmp(&earliest(*a))));
        if let Some((speaker, comparison)) = best {
            self.repeats.entry(speaker).or_default().push(at);
            return (speaker, Some(comparison));
        }
        for key in keys {
            let before = self.latest.insert(key, self.entries.len() as u32);
            self.entries.push((at as u32, before));
        }
        (at, None)
    }

    /// Whether the posting at `at` may be one more of a vacancy: no stated fact tells it from the latest that repeat the speaker. Two posts that
    /// are shown beside each other are not one because both look like an earlier ad.
    fn admit(&self, speaker: usize, at: usize) -> bool {
        let repeats = self.repeats.get(&speaker).map(Vec::as_slice).unwrap_or_default();
        let is_told = |repeat: &usize| {
            let apart = compare(&self.fingerprints[*repeat], &self.fingerprints[at]).apart;
            apart.is_some_and(|difference| difference != Difference::Text)
        };
        !repeats.iter().rev().take(REPEATS_MAX).any(is_told)
    }

    /// Speakers under any of the keys, each once.
    fn looked_at(&self, keys: &[u64]) -> Vec<usize> {
        let under = |key: &u64| {
            let first = self.latest.get(key).map(|entry| self.entries[*entry as usize]);
            std::iter::successors(first, |(_, before)| before.map(|entry| self.entries[entry as usize])).take(LOOKED_AT_MAX)
        };
        let mut speakers: Vec<usize> = keys.iter().flat_map(under).map(|(speaker, _)| speaker as usize).collect();
        speakers.sort_unstable();
        speakers.dedup();
        speakers
    }
}

/// What alike postings share: a band of their signatures, or the words of employer, title and place.
fn keys(print: &Fingerprint) -> Vec<u64> {
    let [title, place] = [&print.facts.title, &print.facts.place].map(|words| title_key(words));
    let post = join(print.employer.unwrap_or_default(), title);
    let mut keys: Vec<u64> = print.signature.bands().collect();
    keys.extend([post, join(post, place), join(print.words, join(title, place))]);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job_posting::{JobPosting, Method, ParseQuality};
    use archive::Digest;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use proptest::prelude::*;

    /// What employers say of themselves, in words that no two posts share.
    fn boilerplate(words_n: usize) -> String {
        let words: Vec<String> = (0..words_n).map(|n| format!("word{}", n * 7919 % 1009)).collect();
        words.join(" ")
    }

    fn posting(id: &str, title: &str, text: &str) -> JobPosting {
        JobPosting {
            source: id.split('/').next().unwrap_or_default().parse().unwrap(),
            capture: Digest::of(text.as_bytes()),
            captured_on: Date::constant(2026, 1, 9),
            url: None,
            identifier: Some(id.to_owned()),
            title: title.to_owned(),
            hiring_organization: Some("University of Wexcombe".to_owned()),
            date_posted: Some(Date::constant(2026, 1, 1)),
            date_posted_raw: None,
            valid_through: None,
            valid_through_raw: None,
            job_location: Some("Wexcombe, GB".to_owned()),
            address_country: None,
            employment_type: None,
            base_salary: Some("£30,000".to_owned()),
            description: text.to_owned(),
            method: Method::Json,
            parse_quality: ParseQuality::Clean,
        }
    }

    fn repeats(postings: &[JobPosting]) -> Vec<Option<Repeats>> {
        let prints: Vec<Fingerprint> = postings.iter().map(|posting| Fingerprint::of(posting, Timestamp::UNIX_EPOCH)).collect();
        resolve(&prints).iter().map(|resolution| resolution.repeats).collect()
    }

    #[test]
    fn what_a_text_opens_with_is_its_contract() {
        let opened = |opening: &str| format!("{opening} {} This is a temporary move.", boilerplate(120));
        let ads = [opened("Fixed term for 6 months."), opened("")];
        let postings = [posting("board/1", "Nurse", &ads[0]), posting("board/2", "Nurse", &ads[1])];
        assert_eq!(repeats(&postings), [None, None]);
        let ads = [opened(""), format!("{} All requests for part time working will be considered.", opened(""))];
        let mut postings = [posting("board/1", "Nurse", &ads[0]), posting("board/2", "Nurse", &ads[1])];
        postings[1].date_posted = Some(Date::constant(2026, 1, 5));
        assert_eq!(repeats(&postings), [None, Some(Repeats::NearText)]);
    }

    fn ad(middle: &str) -> String {
        format!("We are a small team. {}\n{middle}\n{}", boilerplate(120), boilerplate(60))
    }

    /// Is `other` told as a repetition of the ad for Heron House?
    fn check(name: &str, other: impl FnOnce(&mut JobPosting), wanted: Option<Repeats>) {
        let first = posting("board/1", "Engagement Officer", &ad("You will work at Heron House for 30 hours a week."));
        let mut second = JobPosting { identifier: Some("board/2".to_owned()), date_posted: Some(Date::constant(2026, 2, 1)), ..first.clone() };
        other(&mut second);
        assert_eq!(repeats(&[first.clone(), second.clone()]), [None, wanted], "{name}");
        assert_eq!(repeats(&[second, first]), [wanted, None], "{name}, the other way round");
    }

    #[test]
    fn one_vacancy_or_two() {
        use Repeats::{NearText, SameText};
        check("advertised again", |_| (), Some(SameText));
        check("a sentence more", |one| one.description.push_str("\nThe closing date was extended."), Some(NearText));
        check(
            "another word",
            |one| one.description = ad("You will work at Heron House for 30 hours a week.").replace("small", "friendly"),
            Some(NearText),
        );
        check("a name of the employer", |one| one.hiring_organization = Some("Wexcombe University".into()), Some(SameText));
        check("another house", |one| one.description = one.description.replace("Heron", "Egret"), None);
        check("other hours", |one| one.description = one.description.replace("30", "18"), None);
        check("another post", |one| one.title = "Research Officer".into(), None);
        check("another place", |one| one.job_location = Some("Brindle, GB".into()), None);
        check("other pay", |one| one.base_salary = Some("£40,000".into()), None);
        check("a grade that the other does not name", |one| one.title = "Engagement Officer, Grade 7".into(), Some(SameText));
        check("for a time", |one| one.description.push_str("\nFixed term."), None);
        check("a reference", |one| one.title = "Engagement Officer (Ref: WX-2026/12)".into(), Some(SameText));
        check("another employer", |one| one.hiring_organization = Some("Brindle Council".into()), Some(SameText));
        check("another employer elsewhere", |one| (one.hiring_organization, one.job_location) = (Some("Brindle Council".into()), None), None);
        check("an agency", |one| (one.hiring_organization, one.job_location) = (Some("Hays".into()), None), Some(SameText));
    }

    #[test]
    fn another_source_may_cut_and_add() {
        let disguise = |one: &mut JobPosting| {
            one.source = "agency".parse().unwrap();
            one.title = "Engagement Officer - Wexcombe".into();
            let kept = one.description.len() * 4 / 5;
            one.description.truncate(kept);
            one.description.push_str("\nApply on our page today, with a letter and the names of two people who know your work.");
            one.job_location = Some("Wexcombe, Wexshire, England".into());
        };
        check("cut", disguise, Some(Repeats::NearText));
    }

    #[test]
    fn few_words_need_employer_and_title() {
        let short = |id: &str, title: &str| posting(id, title, "Please see the attached document.");
        assert_eq!(repeats(&[short("a/1", "Nurse"), short("b/2", "Nurse"), short("b/3", "Porter")]), [None, Some(Repeats::SameText), None]);
    }

    #[test]
    fn the_earliest_speaks_and_the_latest_observation_stands() {
        let early = posting("a/1", "Officer", &ad("at Heron House"));
        let late = JobPosting { identifier: Some("a/2".into()), date_posted: Some(Date::constant(2026, 3, 1)), ..early.clone() };
        let prints: Vec<Fingerprint> =
            [(&late, 0), (&early, 0), (&early, 5)].map(|(posting, second)| Fingerprint::of(posting, Timestamp::from_second(second).unwrap())).into();
        let found = resolve(&prints);
        assert_eq!(found.iter().map(|one| one.repeats).collect::<Vec<_>>(), [Some(Repeats::SameText), Some(Repeats::SameId), None]);
        assert!(found.iter().all(|one| one.canonical == prints[1].posting));
        assert_eq!(found[0].rests_on.unwrap().to_string(), "text 1.00 alike; same employer, title, place, pay; one vacancy");
    }

    /// Ads from two templates, each with a few blanks, at a few places and dates.
    fn ads() -> impl Strategy<Value = Vec<JobPosting>> {
        let ad = (0u8..9, 0usize..2, 0usize..3, 0usize..3, 0usize..3, 1i8..4, 0usize..3);
        let written = |(id, template, house, title, edit, day, source): (u8, usize, usize, usize, usize, i8, usize)| {
            let house = ["Heron", "Egret", "Crane"][house];
            let edits = ["", " Come and see us.", " Wir freuen uns auf dich, wer immer du bist und woher du kommst."][edit];
            let text = format!("{}{edits} You will work at {house} House. {}", boilerplate(80 + 40 * template), boilerplate(20));
            let source = ["a", "b", "c"][source];
            JobPosting {
                date_posted: Some(Date::constant(2026, 1, day)),
                ..posting(&format!("{source}/{id}"), ["Officer", "Nurse", "Officers"][title], &text)
            }
        };
        prop::collection::vec(ad.prop_map(written), 0..24)
    }

    fn prints(ads: &[JobPosting]) -> Vec<Fingerprint> {
        ads.iter().enumerate().map(|(at, ad)| Fingerprint::of(ad, Timestamp::from_second(at as i64 / 3).unwrap())).collect()
    }

    /// Every observation with what it was resolved to.
    fn told(prints: &[Fingerprint]) -> Vec<String> {
        let mut all: Vec<String> =
            resolve(prints).iter().zip(prints).map(|(found, print)| format!("{} {} {:?}", print.posting, print.observation, found)).collect();
        all.sort();
        // Observations that nothing tells apart stand for each other: one of them stands, whichever comes first.
        all.dedup();
        all
    }

    proptest! {
        #[test]
        fn the_order_of_the_input_makes_no_difference(ads in ads(), seed in any::<u64>()) {
            let prints = prints(&ads);
            let mut shuffled = prints.clone();
            shuffled.sort_by_cached_key(|print| join(seed, print.observation));
            prop_assert_eq!(told(&prints), told(&shuffled));
        }

        #[test]
        fn every_vacancy_has_one_speaker(ads in ads()) {
            let found = resolve(&prints(&ads));
            let vacancies: std::collections::BTreeSet<_> = found.iter().map(|one| one.vacancy.clone()).collect();
            prop_assert_eq!(vacancies.len(), found.iter().filter(|one| one.repeats.is_none()).count());
        }

        #[test]
        fn no_stated_fact_tells_the_postings_of_a_vacancy_apart(ads in ads()) {
            let prints = prints(&ads[..ads.len().min(REPEATS_MAX)]);
            let found = resolve(&prints);
            let standing: Vec<usize> = standing(&prints).into_values().collect();
            for (at, a) in standing.iter().enumerate() {
                for b in standing[at + 1..].iter().filter(|b| found[*a].vacancy == found[**b].vacancy) {
                    let apart = compare(&prints[*a], &prints[*b]).apart;
                    prop_assert!(apart.is_none_or(|difference| difference == Difference::Text), "{apart:?}");
                }
            }
        }

        #[test]
        fn a_posting_is_one_with_itself_in_disguise(house in "[A-Z][a-z]{4,8}", hours in 5u8..40, words_n in 80usize..300, cut in 80usize..=100, shouts in any::<bool>()) {
            let text = format!("{} You will work at {house} House for {hours} hours a week. {}", boilerplate(words_n), boilerplate(40));
            let first = posting("board/1", "Engagement Officer", &text);
            // Excerpts end with a word.
            let kept = text[..text.len() * cut / 100].rsplit_once(' ').map_or(text.as_str(), |(kept, _)| kept);
            let lines = kept.replace(' ', "\n");
            let second = JobPosting {
                title: if shouts { "ENGAGEMENT OFFICER (Ref. 17-AB/2026)".into() } else { "Engagement officers, Wexcombe".into() },
                hiring_organization: Some("THE UNIVERSITY OF WEXCOMBE (UW)".into()),
                ..posting("agency/7", "", &format!("{}\nFound on our page.", if shouts { lines } else { kept.to_owned() }))
            };
            prop_assert!(repeats(&[first, second])[1].is_some());
        }

        #[test]
        fn comparing_is_the_same_both_ways(ads in ads()) {
            for pair in prints(&ads).windows(2) {
                prop_assert_eq!(compare(&pair[0], &pair[1]), compare(&pair[1], &pair[0]));
            }
        }
    }
}
