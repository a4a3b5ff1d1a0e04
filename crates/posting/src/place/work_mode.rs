//! Whether a job must be done at a place.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::cue::Cues;
use crate::text::window::{after, before, labeled_value};

/// Whether a job must be done at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkMode {
    /// It is said that the work is done at the place.
    OnSite,
    /// Partly there and partly elsewhere.
    Hybrid,
    /// From anywhere, or from anywhere in a country.
    Remote,
}

impl WorkMode {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Hybrid => "hybrid",
            Self::Remote => "remote",
        }
    }
}

/// In a location or a title the word alone tells.
static SHORT: LazyLock<Cues<WorkMode>> = LazyLock::new(|| {
    Cues::new(&[
        (WorkMode::Hybrid, "hybrid|hybride|híbrido|híbrida|partially remote|partly remote|remote or in~office|télétravail partiel|semipresencial"),
        (
            WorkMode::Remote,
            "remote|remoto|remota|home~based|homebased|home~working|homeworking|work from home|telecommute|virtual|à distance|télétravail|\
             teletrabajo|teletrabalho|homeoffice|home office|anywhere|work from anywhere|distributed",
        ),
        (WorkMode::OnSite, "on~site|onsite|in~person|in~office|présentiel|presencial|vor ort"),
    ])
});

/// What words of a text are.
#[derive(Debug, Clone, Copy)]
enum Said {
    Phrase(WorkMode),
    Label,
}

/// In a sentence it takes a phrase, for there are remote communities and hybrid clouds.
static PHRASES: LazyLock<Cues<Said>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Said::Phrase(WorkMode::Hybrid),
            "hybrid work*|hybrid role|hybrid position|hybrid job|hybrid model|hybrid schedule|hybrid arrangement*|hybrid~remote|day remote|\
             day a week onsite|work from home on some days|hybrid basis|hybrid environment|hybrid office|hybrid opportunity|hybrid policy|\
             hybrid setting|hybrid style|hybrid/flexible|hybrid flexible|is hybrid|are hybrid|work hybrid|days in the office|days in office|\
             days in~office|days on~site|days onsite|days a week in the office|days per week in the office|days a week in our*|\
             days per week in our*|days a week on~site|days per week on~site|days a week onsite|days per week onsite|days a week in~person|\
             days per week in~person|days each week in the office|day a week in the office|day per week in the office|days at home|\
             days from home|days per week remote*|days a week remote*|days remote|remote days|partially remote|partly remote|partial remote|\
             part~remote|remote and in~person|remote/in~person|combination of remote|mix of remote|mixture of home|mix of home|\
             combination of home|home and office|remote work is possible|remote work up to|télétravail partiel|\
             jours de télétravail|jour de télétravail|jours par semaine en télétravail|travail hybride|mode hybride|poste hybride|\
             télétravail possible|modelo híbrido|modalidad híbrida|trabajo híbrido|esquema híbrido|días de teletrabajo|teletrabajo parcial|\
             trabalho híbrido|regime híbrido|formato híbrido|hybrides arbeiten|hybride arbeit*|hybrides arbeitsmodell|hybriden arbeit*|\
             mobiles arbeiten|mobilem arbeiten|teilweise remote|tage homeoffice|tage im büro|möglichkeit zum homeoffice|\
             möglichkeit zu homeoffice",
        ),
        (
            Said::Phrase(WorkMode::Remote),
            "fully remote|fully~remote|completely remote|entirely remote|100% remote|100 % remote|all~remote|remote~first|remote position|\
             remote role|remote job|remote opportunity|remote contract|remote internship|remote volunteer*|remote full~time|remote part~time|\
             remote work environment|remote working environment|remote environment|remote organization|remote team|remote company|\
             remote worker|is remote|is a remote|is currently remote|be remote|position remote|work remotely|working remotely|works remotely|\
             work fully remotely|performed remotely|done remotely|work from anywhere|working from anywhere|fully distributed|\
             permanently remote|remote within|largely remote|mostly remote|primarily remote|currently remote|currently home~based|\
             remotely full~time|remote from anywhere|remote anywhere|from home|home~based role|home~based position|role is home~based|\
             will be home~based|be based at home|virtual position|virtual role|virtual internship|virtual volunteer|telecommuting position|\
             100 % télétravail|100% télétravail|full remote|télétravail complet|télétravail à 100*|entièrement à distance|poste à distance|\
             travail à distance|trabajo remoto|100% remoto|100 % remoto|totalmente remoto|puesto remoto|modalidad remota|de forma remota|\
             trabalho remoto|totalmente remota|vaga remota|regime remoto|vollständig remote|komplett remote|ortsunabhängig*|remote arbeiten|\
             remote möglich",
        ),
        (
            Said::Phrase(WorkMode::OnSite),
            "not remote|not a remote|no remote|not be remote|not eligible for remote|not available for remote|remote work is not|\
             remote work not|not a telework|telework is not|not telework|on~site position|on~site role|on~site job|onsite position|\
             onsite role|in~person position|in~person role|in~person job|an in~person|in~person, full|fully on~site|fully in~person|\
             on~site only|must work on~site|work on~site|work onsite|working on~site|100% on~site|100% in~person|performed on~site|\
             is on~site|is onsite|is in~person|be on~site|be onsite|primarily on~site|on~site full~time|in the office full~time|\
             five days a week in the office|5 days a week in the office|5 days per week in the office|poste en présentiel|trabajo presencial|\
             modalidad presencial|regime presencial|trabalho presencial",
        ),
        // Labels of fields that say the mode.
        (
            Said::Label,
            "location|locations|job location|workplace|workplace type|work mode|working pattern|location type|remote|lieu|ubicación|\
             localização|standort|arbeitsort|modalidad|🌎|🌍|🌏|📍",
        ),
    ])
});

/// The mode that location, title or text say. A phrase for a hybrid outweighs those for its halves, and "not remote" those for remote.
pub(crate) fn read_work_mode(location_raw: Option<&str>, title: &str, text: &str) -> Option<WorkMode> {
    let short = |raw: &str| strongest(SHORT.find(raw).filter(|(range, _)| !is_thing(after(raw, range.end, 24))).map(|(_, mode)| mode));
    let stated = location_raw.and_then(short).or_else(|| short(title).filter(|_| !title.to_lowercase().contains("remote sens")));
    if matches!(stated, Some(WorkMode::Hybrid | WorkMode::OnSite)) {
        return stated;
    }
    let found: Vec<(Range<usize>, Said)> = PHRASES.find(text).collect();
    let in_text = || {
        let phrases = found.iter().filter_map(|(range, said)| if let Said::Phrase(mode) = said { Some((range, *mode)) } else { None });
        let said = phrases.filter(|(range, mode)| holds(text, range.start, range.end, *mode));
        strongest(said.map(|(range, mode)| if mode == WorkMode::OnSite && is_in_part(text, range.end) { WorkMode::Hybrid } else { mode }))
    };
    match stated {
        // Boards set "Remote" for jobs that are so in part.
        Some(WorkMode::Remote) => in_text().filter(|mode| *mode == WorkMode::Hybrid).or(stated),
        Some(mode) => Some(mode),
        None => labeled(text, &found, short).or_else(in_text),
    }
}

/// "You will be on site two days a week."
fn is_in_part(text: &str, end: usize) -> bool {
    let tail = after(text, end, 50).to_ascii_lowercase();
    ["once", "two days", "three days", "2 days", "3 days", "a week", "per week", "from home"].iter().any(|words| tail.contains(words))
        && !tail.contains("five")
        && !tail.contains("hours")
}

fn strongest(modes: impl Iterator<Item = WorkMode>) -> Option<WorkMode> {
    modes.max_by_key(|mode| match mode {
        WorkMode::Hybrid => 2,
        WorkMode::OnSite => 1,
        WorkMode::Remote => 0,
    })
}

/// The mode in the value of a label.
fn labeled(text: &str, found: &[(Range<usize>, Said)], short: impl Fn(&str) -> Option<WorkMode>) -> Option<WorkMode> {
    let labels = found.iter().filter(|(_, said)| matches!(said, Said::Label));
    labels.map(|(range, _)| range.clone()).find_map(|range| {
        let is_pin = !text[range.clone()].is_ascii() && text[range.clone()].chars().count() == 1;
        if is_pin {
            return short(after(text, range.end, 60));
        }
        let starts = before(text, range.start, 12).chars().all(|c| !c.is_alphanumeric());
        let value = labeled_value(text, range.end, 80).filter(|_| starts)?;
        let is_remote_label = text[range].eq_ignore_ascii_case("remote");
        let says = value.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        match says.as_str() {
            "yes" | "fully" | "full" if is_remote_label => Some(WorkMode::Remote),
            "partial" | "partially" | "hybrid" if is_remote_label => Some(WorkMode::Hybrid),
            "no" if is_remote_label => Some(WorkMode::OnSite),
            _ if is_remote_label => None,
            _ => short(value),
        }
    })
}

/// Words behind "remote", "hybrid" or "virtual" that make it a property of something else.
fn is_thing(rest: &str) -> bool {
    let word = rest.trim_start_matches([' ', '-']).split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    rest.starts_with([' ', '-'])
        && [
            "communit",
            "area",
            "sens",
            "region",
            "village",
            "cloud",
            "event",
            "learn",
            "course",
            "infrastructure",
            "monitor",
            "support",
            "care",
            "patient",
            "island",
            "first nation",
            "reality",
            "assist",
            "school",
            "vehicle",
        ]
        .iter()
        .any(|thing| word.starts_with(thing))
}

/// Whether a phrase is said of this job. What some may do and what the team does at times is no mode of the job.
fn holds(text: &str, start: usize, end: usize, mode: WorkMode) -> bool {
    let (head, tail) = (before(text, start, 60).to_ascii_lowercase(), after(text, end, 30).to_ascii_lowercase());
    let phrase = text[start..end].to_ascii_lowercase();
    let last_words = |words: &[&str]| words.iter().any(|word| head.trim_end().ends_with(word));
    if mode != WorkMode::OnSite && last_words(&["not a", " not", " no", "never", "isn't", "cannot"]) {
        return false;
    }
    if mode == WorkMode::Remote && is_thing(&tail) {
        return false;
    }
    let says = |words: &str| words.split('|').any(|word| head.contains(word));
    let says_next = |words: &str| words.split('|').any(|word| tail.contains(word));
    match phrase.as_str() {
        // Skills of a remote worker, and offers for a day.
        "from home" => last_words(&["work", "working", "position is", "role is", "be done"]) && !says("option|occasional|ability to"),
        "working remotely" | "work remotely" => {
            !says("experience|ability to|occasional|option|comfortable|may |able to|skill|equipment|sometimes|some ")
        }
        "remote team"
        | "remote environment"
        | "remote work environment"
        | "remote working environment"
        | "remote company"
        | "remote organization"
        | "remote worker" => says("we are|we're|fully|is a|as a|part of a") || head.ends_with("its "),
        "an in-person" | "an in person" => says_next("position|role|job|full"),
        "work on-site" | "work onsite" | "work on site" | "working on site" | "working on-site" => !says("may |occasional"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes() {
        for (location, title, text, wanted) in [
            (Some("Remote"), "", "", Some("remote")),
            (Some("Remote"), "", "We have a hybrid schedule.", Some("hybrid")),
            (None, "Advocate (Remote)", "", Some("remote")),
            (None, "Remote Sensing Officer", "", None),
            (None, "", "Workplace Type: Hybrid", Some("hybrid")),
            (None, "", "Remote: no", Some("on_site")),
            (None, "", "You will be on site two days a week.", Some("hybrid")),
            (None, "", "This is an in-person position.", Some("on_site")),
            (None, "", "You have experience of working remotely.", None),
            (None, "", "You serve remote villages and deliver hybrid events.", None),
            (None, "", "You have the ability to work from home.", None),
            (None, "", "Poste en télétravail complet", Some("remote")),
            (None, "", "Modalidad híbrida en Quito", Some("hybrid")),
            (None, "", "Regime presencial", Some("on_site")),
            (None, "", "Die Stelle ist vollständig remote.", Some("remote")),
            (None, "", "We work together.", None),
        ] {
            assert_eq!(read_work_mode(location, title, text).map(WorkMode::as_str), wanted, "{location:?} {title} {text}");
        }
    }
}
