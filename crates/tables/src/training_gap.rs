//! The training gap: what is asked for and not taught, and what is taught or in a framework and not asked for.

use std::collections::HashMap;
use std::path::Path;

use skills::{Concept, Taxonomy};

use crate::error::Result;
use crate::parquet::read_if_there;
use crate::private::{CourseRow, CourseSkillRow};
use crate::public::{SkillFrequencyRow, TrainingGapRow};

/// A concept is asked for when the lower 95 % bound of its share of vacancies is at least this, and not asked for when the upper one is below;
/// in between neither is shown. It is the floor of the tier `occasional`.
const ASKED_SHARE: f64 = 0.1;

/// The words with which the provenance of a concept begins that no framework names.
const OWN_WORDS: &str = "own words";

/// The rows of `training_gap`, sorted by key: every concept, whether asked for, taught, or neither. Courses are read from `courses` and
/// `course_skills` under `dir`; without rows there the study names no training file, and nothing can be said of what is taught.
pub(crate) fn training_gap(dir: &Path, taxonomy: &Taxonomy, frequencies: &[SkillFrequencyRow]) -> Result<Vec<TrainingGapRow>> {
    let courses = Courses::read(dir)?;
    let of_all = frequencies.iter().filter(|row| row.group_by == "all" && row.requirement == "any");
    let demand: HashMap<&str, &SkillFrequencyRow> = of_all.map(|row| (row.concept_id.as_str(), row)).collect();
    let mut rows: Vec<TrainingGapRow> =
        taxonomy.concepts().map(|concept| row(concept, demand.get(concept.id.as_str()).copied(), courses.as_ref())).collect();
    rows.sort_by(|a, b| a.concept_id.cmp(&b.concept_id));
    Ok(rows)
}

fn row(concept: &Concept, demand: Option<&SkillFrequencyRow>, courses: Option<&Courses>) -> TrainingGapRow {
    let bounds = demand.and_then(bounds);
    let supply = courses.map(|courses| courses.of(concept.id.as_str()));
    let in_framework = in_framework(concept);
    let gap_type = bounds.zip(supply).map(|([_, lo, hi], supply)| gap_type(lo, hi, supply.courses_n > 0, in_framework));
    TrainingGapRow {
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        competency_id: concept.competency().to_string(),
        demand_share: bounds.map(|[share, _, _]| share),
        demand_lo: bounds.map(|[_, lo, _]| lo),
        demand_hi: bounds.map(|[_, _, hi]| hi),
        courses_n: supply.map(|supply| supply.courses_n),
        hours_n: supply.and_then(|supply| supply.hours_n),
        open_courses_n: supply.map(|supply| supply.open_courses_n),
        in_framework,
        gap_type: gap_type.map(str::to_owned),
        status: status(demand, courses.is_some()).to_owned(),
    }
}

/// The share and its bounds, corrected where they can be.
fn bounds(row: &SkillFrequencyRow) -> Option<[f64; 3]> {
    let all = |share: Option<f64>, lo: Option<f64>, hi: Option<f64>| Some([share?, lo?, hi?]);
    all(row.adj_share, row.adj_lo, row.adj_hi).or_else(|| all(row.share, row.share_lo, row.share_hi))
}

fn status(demand: Option<&SkillFrequencyRow>, has_courses: bool) -> &str {
    match demand.map_or("x", |row| row.status.as_str()) {
        status @ ("c" | "x") => status,
        _ if !has_courses => "x",
        status => status,
    }
}

fn in_framework(concept: &Concept) -> bool {
    let is_named = !concept.provenance.is_empty() && !concept.provenance.starts_with(OWN_WORDS);
    is_named || concept.matches.iter().any(|found| found.scheme == "cscce" && found.relation != "none")
}

fn gap_type(lo: f64, hi: f64, is_taught: bool, in_framework: bool) -> &'static str {
    let (is_asked, is_not_asked) = (lo >= ASKED_SHARE, hi < ASKED_SHARE);
    match (is_taught, in_framework) {
        (false, _) if is_asked => "asked_not_taught",
        (true, _) if is_not_asked => "taught_not_asked",
        (_, false) if is_asked => "asked_not_in_framework",
        (_, true) if is_not_asked => "framework_not_asked",
        _ => "balanced",
    }
}

/// The courses that teach one concept.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Supply {
    courses_n: u64,
    hours_n: Option<f64>,
    open_courses_n: u64,
}

/// The courses on offer, by concept.
struct Courses(HashMap<String, Supply>);

impl Courses {
    /// `None` where no course is known.
    fn read(dir: &Path) -> Result<Option<Self>> {
        let courses = read_if_there::<CourseRow>(dir)?;
        let by_id: HashMap<&str, &CourseRow> = courses.iter().map(|course| (course.course_id.as_str(), course)).collect();
        let mut by_concept: HashMap<String, Supply> = HashMap::new();
        for taught in read_if_there::<CourseSkillRow>(dir)? {
            let Some(course) = by_id.get(taught.course_id.as_str()) else { continue };
            let supply = by_concept.entry(taught.concept_id).or_default();
            supply.courses_n += 1;
            supply.open_courses_n += u64::from(course.is_open == Some(true));
            if let Some(hours) = course.hours {
                supply.hours_n = Some(supply.hours_n.unwrap_or(0.0) + hours);
            }
        }
        Ok((!courses.is_empty()).then_some(Self(by_concept)))
    }

    fn of(&self, concept: &str) -> Supply {
        self.0.get(concept).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "
[concept.asked]
kind = 'skill'
label = { en = 'Asked' }
definition = 'd'
provenance = 'own words; asked for by ads'
phrases.en = ['ask~']

[concept.named]
kind = 'skill'
label = { en = 'Named' }
definition = 'd'
provenance = 'a framework; own words'
phrases.en = ['name~']
";

    #[test]
    fn each_type_has_its_rule() {
        for (lo, hi, is_taught, in_framework, expected) in [
            (0.1, 0.3, false, true, "asked_not_taught"),
            (0.1, 0.3, false, false, "asked_not_taught"),
            (0.1, 0.3, true, false, "asked_not_in_framework"),
            (0.1, 0.3, true, true, "balanced"),
            (0.0, 0.09, true, true, "taught_not_asked"),
            (0.0, 0.09, true, false, "taught_not_asked"),
            (0.0, 0.09, false, true, "framework_not_asked"),
            (0.0, 0.09, false, false, "balanced"),
            // Its interval holds the threshold: neither is shown.
            (0.05, 0.2, false, true, "balanced"),
            (0.05, 0.1, true, false, "balanced"),
        ] {
            assert_eq!(gap_type(lo, hi, is_taught, in_framework), expected, "{lo} {hi} {is_taught} {in_framework}");
        }
    }

    fn frequency(concept_id: &str, share: Option<f64>, status: &str) -> SkillFrequencyRow {
        let (lo, hi) = (share.map(|share| share - 0.05), share.map(|share| share + 0.05));
        let of = |text: &str| text.to_owned();
        SkillFrequencyRow {
            concept_id: of(concept_id),
            group_by: of("all"),
            requirement: of("any"),
            share,
            share_lo: lo,
            share_hi: hi,
            status: of(status),
            ..SkillFrequencyRow::default()
        }
    }

    /// The rows as "concept courses hours open gap status".
    fn check(courses: &[CourseRow], taught: &[(&str, &str)], frequencies: &[SkillFrequencyRow], expected: [&str; 2]) {
        let dir = tempfile::tempdir().expect("a folder");
        let taught: Vec<CourseSkillRow> = taught
            .iter()
            .map(|(course, concept)| CourseSkillRow {
                course_id: (*course).to_owned(),
                concept_id: (*concept).to_owned(),
                ..CourseSkillRow::default()
            })
            .collect();
        crate::write(dir.path(), "run", courses).expect("writes");
        crate::write(dir.path(), "run", &taught).expect("writes");
        let taxonomy = Taxonomy::from_files([("words.toml", WORDS)]).expect("reads");
        let rows = training_gap(dir.path(), &taxonomy, frequencies).expect("computes");
        let number = |n: Option<f64>| n.map_or("-".to_owned(), |n| n.to_string());
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                let [courses, open] = [row.courses_n, row.open_courses_n].map(|n| number(n.map(|n| n as f64)));
                format!("{} {courses} {} {open} {} {}", row.concept_id, number(row.hours_n), row.gap_type.as_deref().unwrap_or("-"), row.status)
            })
            .collect();
        assert_eq!(told, expected);
    }

    fn course(id: &str, hours: Option<f64>, is_open: Option<bool>) -> CourseRow {
        CourseRow { course_id: id.to_owned(), hours, is_open, ..CourseRow::default() }
    }

    #[test]
    fn courses_are_counted_once_and_unknown_hours_are_not_nothing() {
        let courses = [course("a", Some(6.0), Some(true)), course("b", None, None), course("c", Some(1.5), Some(false)), course("d", None, None)];
        let taught = [("a", "named"), ("b", "named"), ("c", "named"), ("d", "asked")];
        let frequencies = [frequency("asked", Some(0.5), "ok"), frequency("named", Some(0.05), "u")];
        check(&courses, &taught, &frequencies, ["asked 1 - 0 asked_not_in_framework ok", "named 3 7.5 1 balanced u"]);
    }

    #[test]
    fn what_is_hidden_or_unknown_has_no_gap() {
        let frequencies = [frequency("asked", None, "c"), frequency("named", Some(0.5), "ok")];
        check(&[course("a", None, None)], &[], &frequencies, ["asked 0 - 0 - c", "named 0 - 0 asked_not_taught ok"]);
        check(&[], &[], &frequencies, ["asked - - - - c", "named - - - - x"]);
        check(&[course("a", None, None)], &[("a", "named")], &[], ["asked 0 - 0 - x", "named 1 - 0 - x"]);
    }
}
