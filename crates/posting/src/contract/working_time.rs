//! How much of a week a job takes.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::cue::Cues;
use crate::text::quantity::{number_before, number_behind};
use crate::text::window::{after, before, sentence_after, sentence_before};

/// What title and text say of the working time.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct WorkingTime {
    /// The share of a full post, more than 0 and at most 1.
    pub(crate) share: Option<f64>,
    /// Hours in a week.
    pub(crate) hours: Option<f64>,
    /// Full time is stated, and no choice between that and part time.
    pub(crate) is_full: bool,
    /// Part time is stated.
    pub(crate) is_part: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cue {
    /// Behind a number of hours.
    Hours,
    /// Before one.
    HoursLabel,
    /// Beside a share.
    Fte,
    /// Before a percentage.
    Percent,
    Full,
    Part,
}

static CUES: LazyLock<Cues<Cue>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Cue::Hours,
            "hours per week|hours/week|hours a week|hours weekly|hours each week|hour per week|hour~per~week|hours p/w|hours pw|hours p.w|\
             hour week|hour work week|hour~workweek|hours / week|hours per wk|hours|hour/week|hour a week|hrs per week|hrs. per week|\
             hrs/week|hrs/wk|hrs a week|hrs pw|hrs|h/week|h per week|h/semaine|h par semaine|heures par semaine|heures/semaine|\
             heures hebdomadaires|h hebdomadaires|horas semanales|horas semanais|horas a la semana|horas por semana|horas/semana|h/semana|\
             stunden pro woche|stunden/woche|stunden die woche|wochenstunden|std./woche|std/woche|stunden in der woche",
        ),
        (
            Cue::HoursLabel,
            "hours per week|weekly hours|hours of work|working hours|contracted hours|hours|heures par semaine|horas semanales|wochenstunden|\
             arbeitszeit",
        ),
        (Cue::Fte, "fte|wte|whole time equivalent|full~time equivalent|etp|vzä"),
        (
            Cue::Percent,
            "pensum|arbeitspensum|beschäftigungsgrad|stellenumfang|taux d'activité|taux d’activité|workload|employment level|\
             percentage of employment",
        ),
        (
            Cue::Full,
            "full~time|fulltime|full_time|temps plein|temps complet|plein temps|tiempo completo|jornada completa|tempo inteiro|\
             tempo integral|período integral|vollzeit*|full and part time",
        ),
        (
            Cue::Part,
            "part~time|parttime|part_time|temps partiel|mi-temps|media jornada|medio tiempo|tiempo parcial|tempo parcial|meio período|\
             teilzeit*",
        ),
    ])
});

/// Whether a field says full time and not part time.
pub(crate) fn says_full_time(field: &str) -> bool {
    let says = |cue: Cue| CUES.find(field).any(|(_, found)| found == cue);
    says(Cue::Full) && !says(Cue::Part)
}

/// Reads the working time; the first statement of each kind stands, those of the title before those of the text.
pub(crate) fn read_working_time(title: &str, text: &str) -> WorkingTime {
    let mut time = WorkingTime::default();
    let mut full: Option<(bool, usize)> = None;
    for (is_text, source) in [(false, title), (true, text)] {
        for (range, cue) in CUES.find(source) {
            match cue {
                Cue::Hours | Cue::HoursLabel => time.hours = time.hours.or_else(|| hours(source, &range)),
                Cue::Fte => time.share = time.share.or_else(|| share(source, &range)),
                Cue::Percent => time.share = time.share.or_else(|| percent_behind(after(source, range.end, 20))),
                Cue::Full if full.is_none() && is_of_the_post(source, &range) => full = Some((is_text, range.start)),
                Cue::Part if is_of_the_post(source, &range) => {
                    let is_choice = full.is_some_and(|(of_text, at)| of_text == is_text && range.start.abs_diff(at) < 40);
                    time.is_part |= is_choice || full.is_none();
                }
                Cue::Full | Cue::Part => {}
            }
        }
    }
    time.is_full = full.is_some() && !time.is_part;
    time
}

fn hours(text: &str, range: &Range<usize>) -> Option<f64> {
    let phrase = text[range.clone()].to_lowercase();
    let is_bare = matches!(phrase.as_str(), "hours" | "hrs");
    let tail = sentence_after(text, range.end, 60).to_lowercase();
    let counted = number_before(text, range.start).filter(|(hours, _)| !is_bare || (*hours >= 12.0 && per_week(text, range, &tail)));
    let behind = || {
        let value = after(text, range.end, 24).trim_start_matches([' ', ':', '*', '–', '-', '_', '(']);
        number_behind(value).filter(|hours| *hours >= 12.0 && !value.contains('%') && !value.contains(':')).map(|hours| (hours, range.start))
    };
    let (hours, start) = counted.or_else(behind)?;
    let head = sentence_before(text, start, 50).to_lowercase();
    let is_other = [
        "every ",
        "overtime",
        "shifts of",
        "credit",
        "training",
        "leave",
        "volunteer for",
        "open ",
        "maximum of 48",
        "24/7",
        "within",
        "support for",
    ]
    .iter()
    .any(|word| head.contains(word))
        || ["notice", "overlap", "of training", "of learning", "of experience", "of support", "of professional", "access"]
            .iter()
            .any(|word| tail.contains(word));
    ((4.0..=48.0).contains(&hours) && !is_other).then_some(hours)
}

/// Whether bare hours are those of a week: "37.5 hours, permanent".
fn per_week(text: &str, range: &Range<usize>, tail: &str) -> bool {
    let head = before(text, range.start, 40).to_lowercase();
    let line_says = |word: &str| head.contains(word) || tail.contains(word);
    let other = [
        "per day",
        "a day",
        "per month",
        "a month",
        "shift",
        "per session",
        "/day",
        "/month",
        "per annum",
        "per year",
        "daily",
        "interview",
        "per fortnight",
    ];
    (line_says("week")
        || line_says("full time")
        || line_says("full-time")
        || line_says("part time")
        || line_says("part-time")
        || line_says("permanent")
        || line_says("fixed term")
        || line_says("pro rata")
        || line_says("wk"))
        && !other.iter().any(|word| line_says(word))
}

fn share(text: &str, range: &Range<usize>) -> Option<f64> {
    let head = before(text, range.start, 60);
    if ["supervis", "manag", "team of", "staff of", "oversee"].iter().any(|word| head.to_lowercase().contains(word)) {
        return None;
    }
    let trimmed = head.trim_end_matches([' ', '(', '-']);
    if let Some(number) = trimmed.strip_suffix('%') {
        let at = number.trim_end().len();
        return as_share(number_before(number, at)?.0);
    }
    let counted = number_before(head, trimmed.len()).map(|(number, _)| number).filter(|number| *number <= 1.0);
    let behind = || number_behind(after(text, range.end, 16).trim_start_matches([' ', ':', '*', '=', '(', '-', '–']));
    let number = counted.or_else(behind)?;
    if number <= 1.0 { Some(number).filter(|share| *share >= 0.05) } else { as_share(number).filter(|_| after(text, range.end, 24).contains('%')) }
}

fn percent_behind(rest: &str) -> Option<f64> {
    let value = rest.trim_start_matches([' ', ':', '*', '–', '-', '_', '(']);
    as_share(number_behind(value)?).filter(|_| value.contains('%'))
}

fn as_share(percent: f64) -> Option<f64> {
    (5.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// Whom "full time" is said of besides the reader.
const OTHERS: &str = "experience|student|students|employees|employee|team|software|engineers|developers|librarians|archivists|researchers|\
    equivalent|education|study|staff|hands|faculty|course|members|workers|enrollment";

/// "Full time" is also said of colleagues, of others' experience and of students.
fn is_of_the_post(text: &str, range: &Range<usize>) -> bool {
    let tail = after(text, range.end, 30).trim_start_matches([' ', '-', ',']).to_lowercase();
    let next = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // A team's number stands before it: "seven full-time librarians".
    let head = sentence_before(text, range.start, 60).to_lowercase();
    let head = head.trim_end();
    let counted = head.ends_with(|c: char| c.is_ascii_digit())
        || ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "all", "our", "other", "of"]
            .iter()
            .any(|word| head.rsplit(' ').next() == Some(word));
    let said = head.ends_with(" a") || head.ends_with("as") || head.ends_with("is");
    (!OTHERS.split('|').any(|other| other == next) || (said && matches!(next, "team" | "staff" | "employee")))
        && !counted
        && !head.contains("years")
        && !head.contains("experience")
}
