//! When a posting appeared and when it closes, as its text says.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::dates::plausible;
use crate::dates::scan::{Written, first_date};
use crate::text::cue::Cues;
use crate::text::window::{after, before, labeled_value, sentence_before};

/// The dates that a text states about the posting itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextDates {
    /// "Date posted: …".
    pub posted: Option<Date>,
    /// "Closing date: …", "apply by …".
    pub closing: Option<Date>,
}

/// Reads when a posting appeared and closes out of its text, then its title. The first statement of each stands.
///
/// A date is only read behind words that say what it is, within the same line, or alone in the next one. Dates of interviews, of the start and the end of
/// the job, and those of history have no such words, and "open until filled" has no date. A date without a year takes the year in which its day of the
/// week fits, else the first such date on or after the day of posting (the day of the capture when that is unknown), if it is less than half a year away.
pub fn dates_in_text(text: &str, title: &str, seen_on: Date, month_first: bool) -> TextDates {
    let mut dates = TextDates::default();
    let mut undecided: Option<Written> = None;
    for source in [text, title] {
        for (range, cue) in CUES.find(source) {
            let is_open = if cue == Cue::Posted { dates.posted.is_none() } else { dates.closing.is_none() && undecided.is_none() };
            if !is_open || (cue == Cue::Until && !is_about_applying(source, range.start, range.end)) {
                continue;
            }
            let Some(written) = date_behind(source, range.end, cue, month_first).filter(|_| !is_historic(before(source, range.start, 40))) else {
                continue;
            };
            match (cue, written.date()) {
                (Cue::Posted, date) => dates.posted = date.filter(|date| plausible(*date) && *date <= seen_on.saturating_add(1.day())),
                (_, Some(date)) => dates.closing = Some(date).filter(|date| plausible(*date)),
                (_, None) => undecided = Some(written),
            }
        }
    }
    dates.closing = dates.closing.or_else(|| with_year(&undecided?, dates.posted.unwrap_or(seen_on)));
    dates
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cue {
    Posted,
    Closing,
    /// "closes", with nothing but a time before the date.
    Closes,
    /// Says when something ends; the words around it must tell that it is the time to apply.
    Until,
}

static CUES: LazyLock<Cues<Cue>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Cue::Posted,
            "date posted|posted date|posting date|job posted|posted on|posted|date advertised|advertised on|date published|published on|\
             publication date|opening date|open date|open from|publié le|publiée le|date de publication|mise en ligne le|mis en ligne le|\
             fecha de publicación|publicado el|publicada el|data de publicação|publicado em|publicada em|veröffentlicht am|\
             veröffentlichungsdatum|online seit",
        ),
        (
            Cue::Closing,
            "closing date*|close date|deadline|deadlines|apply by|apply before|apply no later than|apply until|apply on or before|\
             applications by|application by|applications due|application due|applications are due|due by|due date|last date to apply|\
             last day to apply|last date for applications|date limite*|candidature avant le|candidatures avant le|postuler avant le|clôture*|\
             fecha límite*|fecha limite*|fecha de cierre*|plazo*|cierre de la convocatoria|prazo*|data limite*|data~limite|encerramento*|\
             inscrições até|candidaturas até|bewerbungsfrist*|bewerbungsschluss|bewerbungsende|einsendeschluss|bewerben sie sich bis*|\
             bewirb dich bis*|bewerbung bis*|bewerbungen bis*|advert end date",
        ),
        (Cue::Closes, "closes|closing|close|due|expires|expiring|expiry date|open until|ferme le|cierra el|encerra em|endet am"),
        (
            Cue::Until,
            "by|until|before|no later than|not later than|latest by|avant le|jusqu'au|jusqu’au|au plus tard le|hasta el|antes del|\
             a más tardar el|até|até ao dia|até o dia|bis zum|bis spätestens*|bis|spätestens bis*",
        ),
    ])
});

/// Words that come between "closing date" and its date; a date behind others is about something else.
static TURNS: LazyLock<Cues<()>> = LazyLock::new(|| {
    Cues::new(&[(
        (),
        "interview*|start|starts|starting|begin*|extended|entretien*|entrevista*|gespräch*|vorstellungsgespräch*|since|born|posted|\
             opened|filled|founded|shortlist*|assessment*",
    )])
});

/// Words of applying, and those of a job's own end.
static APPLYING: LazyLock<Cues<bool>> = LazyLock::new(|| {
    Cues::new(&[
        (
            true,
            "appl*|submit*|submission*|send|cv|resume|résumé|cover letter|email|e-mail|candidat*|postul*|dossier*|envoy*|adress*|envi*|\
             solicitud*|inscri*|bewerb*|bewirb*|senden|schicken|unterlagen|register*|express* your interest|expressions of interest|received",
        ),
        (
            false,
            "contract*|funded|fixed~term|appointment|position runs|project|contrat|cdd|financ*|contrato|befristet*|vertrag|interview*|start*|\
             begin*|notified|hear from|complete*|degree|graduat*|eligib*|posts must|age|assessment*|born|grant*",
        ),
    ])
});

/// Whether the sentence that ends before a date is about applying and about nothing that lasts.
fn is_about_applying(text: &str, start: usize, end: usize) -> bool {
    // The quick test first: most of these short words have no number behind them.
    if !after(text, end, 40).bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut applying = false;
    for (_, about) in APPLYING.find(sentence_before(text, start, 160)) {
        applying = about;
    }
    applying
}

/// How far behind its words a date may stand, in bytes.
const REACH: usize = 90;

fn date_behind(text: &str, at: usize, cue: Cue, month_first: bool) -> Option<Written> {
    let line = after(text, at, REACH);
    // A longer line is cut in the middle of what may be a year.
    let line = after(text, at, REACH + line_rest(text, at + line.len()));
    let alone = line.chars().all(|c| !c.is_alphanumeric());
    let value = if alone { labeled_value(&text[..text.floor_char_boundary((at + 200).min(text.len()))], at, REACH)? } else { line };
    if !value.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let written = first_date(value, month_first)?;
    let between = &value[..written.start];
    let ends_a_sentence = between.match_indices(['.', '!', '?']).any(|(end, _)| between[end + 1..].starts_with(' ') && !is_short(&between[..end]));
    let is_near = matches!(cue, Cue::Closing | Cue::Posted) || between.split(|c: char| !c.is_alphabetic()).all(is_of_a_time);
    (is_near && !ends_a_sentence && !TURNS.any(between)).then_some(written)
}

/// Whether a word may stand between "closes" and the date.
fn is_of_a_time(word: &str) -> bool {
    const WORDS: [&str; 19] =
        ["on", "at", "the", "is", "by", "in", "midnight", "noon", "midday", "am", "pm", "a", "p", "m", "of", "le", "el", "am", "o"];
    let lower = word.to_lowercase();
    word.is_empty()
        || WORDS.contains(&lower.as_str())
        || lower.ends_with("day")
        || matches!(word, "GMT" | "BST" | "UTC" | "ET" | "EST" | "PT" | "CET" | "h" | "den" | "the" | "spätestens")
}

/// The length of the word that goes on at `at`.
fn line_rest(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).take(12).count()
}

/// Whether the last word is an abbreviation, such as `p.m.` or `Mon.`.
fn is_short(sentence: &str) -> bool {
    sentence.rsplit([' ', '.']).next().is_some_and(|word| word.len() <= 3)
}

/// Whether the words before speak of another time than this posting's, or of another thing.
fn is_historic(before: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    ["was", "were", "previous", "last", "interview", "grant"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// The date of a writing without a year, seen from `anchor`.
fn with_year(written: &Written, anchor: Date) -> Option<Date> {
    let in_year = |year: i16| Date::new(year, written.month, written.day).ok();
    let year = anchor.year();
    if let Some(weekday) = written.weekday {
        return [year, year + 1, year - 1].into_iter().filter_map(in_year).find(|date| date.weekday() == weekday);
    }
    let next = [year, year + 1].into_iter().filter_map(in_year).find(|date| *date >= anchor)?;
    (next <= anchor.checked_add(183.days()).ok()?).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, posted: Option<&str>, closing: Option<&str>) {
        let found = dates_in_text(text, "", Date::constant(2026, 3, 31), false);
        let found = (found.posted.map(|date| date.to_string()), found.closing.map(|date| date.to_string()));
        assert_eq!(found, (posted.map(str::to_owned), closing.map(str::to_owned)), "{text}");
    }

    #[test]
    fn closing_dates() {
        for text in [
            "Closing date: 5 May 2026",
            "Closing Date: 23:59 Tuesday 5th May 2026",
            "**Closing date**\n\n5 May 2026\n",
            "Applications open from 5th March 2026 at 9.00 a.m. and close on 5th May at 9.00 a.m.",
            "Apply by May 5, 2026 to be considered.",
            "Deadline: 05/05/2026, interviews 11/05/2026",
            "The deadline for applications is midnight on Tuesday 5 May.",
            "Please send your CV and a letter by 5 May 2026.",
            "Applications should be received no later than 5 May 2026",
            "Date limite de candidature : 5 mai 2026",
            "Merci d'envoyer votre candidature avant le 5 mai 2026.",
            "Fecha límite para postular: 5 de mayo de 2026",
            "Envíe su solicitud hasta el 5 de mayo de 2026.",
            "Prazo de candidatura: 5 de maio de 2026",
            "As candidaturas devem ser enviadas até 5 de maio de 2026",
            "Bewerbungsfrist: 5. Mai 2026",
            "Bitte senden Sie Ihre Unterlagen bis zum 05.05.2026.",
            "Interviews: 20 May 2026\nAdvert closing date: 5 May 2026",
        ] {
            let found = dates_in_text(text, "", Date::constant(2026, 3, 31), false);
            assert_eq!(found.closing.map(|date| date.to_string()).as_deref(), Some("2026-05-05"), "{text}");
        }
    }

    #[test]
    fn other_dates() {
        for text in [
            "Open until filled.",
            "Closing date: open until filled. Start date: 5 May 2026",
            "Interviews will be held on 20 May 2026.",
            "The contract runs until 31 March 2028.",
            "This post is funded until 31 March 2028.",
            "Apply now. The centre opened on 5 May 2011.",
            "We will interview after the closing date. It starts 1 May 2026.",
            "The last deadline was 5 May 2025.",
            "Closing date: 5 January",
            "We met the goal of closing 50 wells by 5 May 2025.",
        ] {
            check(text, None, None);
        }
    }

    #[test]
    fn posting_dates() {
        check("Date posted: 5 March 2026. Closing date: 2 April", Some("2026-03-05"), Some("2026-04-02"));
        check("Veröffentlicht am 05.03.2026", Some("2026-03-05"), None);
        check("Posted on 5 March 2030", None, None);
        let found = dates_in_text("", "Advisor. Apply by 22 July", Date::constant(2026, 6, 1), false);
        assert_eq!(found.closing, Some(Date::constant(2026, 7, 22)));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(closing date|by|deadline|[0-9]{1,4}|é|May|\\PC|[ :./,\n-]){0,30}") {
            let _ = dates_in_text(&text, &text, Date::MAX, true);
        }
    }
}
