//! What a page states beside its text, line by line: `Employer: …`, `Publié le …`.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use posting::parse_date;
use regex::Regex;

use crate::draft::{Draft, has_month_first};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Employer,
    Location,
    Salary,
    Posted,
    Closing,
    Contract,
    Reference,
}

/// No label is longer.
pub(crate) const MAX_LABEL_CHARS: usize = 40;

/// Labels in English, French, Spanish, Portuguese and German, in lower case.
const LABELS: [(Field, &str); 8] = [
    (Field::Title, "title|job title|position title|position|post|role|intitulé du poste|poste|cargo|puesto|vaga|stelle"),
    (
        Field::Employer,
        "employer|organisation|organization|company|institution|institute|hiring organisation|hiring organization|recruiter|employeur|\
         organisme|établissement|structure|entreprise|entidad|empresa|empleador|organización|institución|entidade|empregador|organização|\
         instituição|arbeitgeber|arbeitgeberin|unternehmen|einrichtung",
    ),
    (
        Field::Location,
        "location|place|place of work|job location|work location|based in|where|duty station|lieu|lieu de travail|localisation|ubicación|\
         lugar|lugar de trabajo|localidad|local|local de trabalho|localização|localidade|ort|arbeitsort|standort|einsatzort|dienstort",
    ),
    (
        Field::Salary,
        "salary|pay|compensation|remuneration|salary range|pay range|wage|stipend|salaire|rémunération|salario|retribución|remuneración|\
         sueldo|salário|remuneração|vencimento|gehalt|vergütung|besoldung|entgelt|lohn",
    ),
    (
        Field::Posted,
        "posted|posted on|date posted|published|published on|publication date|posting date|advertised|date advertised|placed on|publié le|\
         publiée le|date de publication|mise en ligne|publicado|publicado el|publicada el|fecha de publicación|publicado em|publicada em|\
         data de publicação|veröffentlicht|veröffentlicht am|online seit|ausgeschrieben am",
    ),
    (
        Field::Closing,
        "closes|closes on|closing|closing date|closing on|deadline|application deadline|apply by|expires|date limite|\
         date limite de candidature|clôture|fecha límite|plazo|plazo de solicitud|cierre|fecha de cierre|prazo|prazo de candidatura|\
         data limite|encerramento|bewerbungsfrist|bewerbungsschluss|bewerben bis|frist",
    ),
    (
        Field::Contract,
        "contract|contract type|type of contract|employment type|job type|terms|contrat|type de contrat|contrato|tipo de contrato|regime|\
         vertrag|vertragsart|beschäftigungsart|anstellung",
    ),
    (
        Field::Reference,
        "reference|ref|job reference|job id|job ref|vacancy reference|reference number|référence|réf|referencia|referência|kennziffer|\
         referenz|referenznummer",
    ),
];

/// Titles of sections that a reader of an advertisement expects, in lower case, at the start of a line.
const HEADINGS: &str = "duties|main duties|key duties|responsibilities|key responsibilities|main responsibilities|about the role|the role|about you|\
     what you will|what you'll|you will|person specification|requirements|qualifications|essential|desirable|job description|job summary|\
     selection criteria|skills and experience|who you are|how to apply|missions|vos missions|activités|profil|compétences|responsabilités|\
     funciones|requisitos|responsabilidades|perfil|funções|atribuições|aufgaben|ihre aufgaben|deine aufgaben|ihr profil|dein profil|\
     anforderungen|das bringen sie mit|wir bieten|position description|principales responsabilités|votre profil";

/// What a line states: the field and its value, which is empty when it stands on the next line.
pub(crate) fn labeled(line: &str) -> Option<(Field, &str)> {
    let line = line.strip_prefix("- ").unwrap_or(line).trim();
    let (label, value) = match colon(line) {
        Some((at, length)) => (line[..at].trim(), line[at + length..].trim()),
        None => phrase(line)?,
    };
    field(label).map(|field| (field, value))
}

/// Where the first colon of a line is, and its length: that of Chinese and Japanese type is longer.
fn colon(line: &str) -> Option<(usize, usize)> {
    let wide = || memchr::memmem::find(line.as_bytes(), "：".as_bytes());
    memchr::memchr(b':', line.as_bytes()).map(|at| (at, 1)).or_else(|| if line.is_ascii() { None } else { wide().map(|at| (at, 3)) })
}

/// What a label announces, in any case.
pub(crate) fn field(label: &str) -> Option<Field> {
    static FIELDS: LazyLock<HashMap<&'static str, Field>> =
        LazyLock::new(|| LABELS.iter().rev().flat_map(|(field, labels)| labels.split('|').map(|label| (label, *field))).collect());
    // Most of what is asked begins or ends otherwise than any label, which its first byte and its length tell.
    static SHAPES: LazyLock<[u64; 256]> = LazyLock::new(|| {
        let mut shapes = [0; 256];
        for label in LABELS.iter().flat_map(|(_, labels)| labels.split('|')) {
            shapes[usize::from(label.as_bytes()[0])] |= 1 << label.len().min(63);
        }
        shapes
    });
    let first = label.bytes().next()?.to_ascii_lowercase();
    if label.is_ascii() && (label.len() > MAX_LABEL_CHARS || SHAPES[usize::from(first)] >> label.len() & 1 == 0) {
        return None;
    }
    if label.chars().take(MAX_LABEL_CHARS + 1).count() > MAX_LABEL_CHARS {
        return None;
    }
    FIELDS.get(label.to_lowercase().as_str()).copied()
}

/// A label without a colon: the whole line, or words before a date, as in `Publié le 22/04/2024`.
fn phrase(line: &str) -> Option<(&str, &str)> {
    if line.len() > 160 {
        return None;
    }
    let date = has_year(line).then(|| DATE.find(line)).flatten();
    let start = date.map_or(line.len(), |date| date.start());
    let (label, value) = line.split_at(start);
    Some((label.trim(), value))
}

/// Whether a line has four digits in a row: the quick test before the slow search for a date.
fn has_year(line: &str) -> bool {
    // Of four bytes in a row, one is the last of a group of four.
    let bytes = line.as_bytes();
    (3..bytes.len()).step_by(4).filter(|at| bytes[*at].is_ascii_digit()).any(|at| {
        let before_n = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let after_n = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        before_n + after_n >= 4
    })
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \d{4}-\d{2}-\d{2} | (?-u:\b)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?-u:\b)
        | (?-u:\b)\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?\p{L}{3,12}\.?,?\s+(?:de\s+)?\d{4}(?-u:\b)
        | (?-u:\b)\p{Lu}\p{L}{2,11}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}(?-u:\b)",
    )
    .expect("a constant pattern")
});

/// Reads the fields that `lines` state; the first statement of each stands. Dates are also found after their words inside a line.
pub(crate) fn read(lines: &[&str]) -> Draft {
    let mut draft = Draft::default();
    let dated: Vec<&str> = lines.iter().copied().filter(|line| has_year(line)).collect();
    let month_first = dated.iter().flat_map(|line| DATE.find_iter(line)).any(|date| has_month_first(date.as_str()));
    for (at, line) in lines.iter().enumerate() {
        let mut state = |(field, value): (Field, &str)| {
            // A value on the next line follows at once; behind a blank line stands something else.
            let value = if value.is_empty() { lines.get(at + 1).copied().unwrap_or_default() } else { value };
            take(&mut draft, field, value, month_first);
        };
        let parts = || line.split(" | ").filter(|part| part.contains(':'));
        if memchr::memchr(b'|', line.as_bytes()).is_some() && parts().nth(1).is_some() {
            parts().filter_map(labeled).for_each(state);
        } else if let Some(stated) = labeled(line) {
            state(stated);
        }
    }
    let find = |words: &Regex| {
        let mut dates = dated.iter().filter_map(|line| words.captures(line)).filter_map(|found| found.get(1));
        dates.find_map(|date| parse_date(date.as_str(), month_first))
    };
    draft.date_posted = draft.date_posted.or_else(|| find(&POSTED));
    draft.valid_through = draft.valid_through.or_else(|| find(&CLOSING));
    draft
}

static POSTED: LazyLock<Regex> = LazyLock::new(|| {
    inside(
        r"posted(?:\son)?|published(?:\son)?|advertised(?:\son)?|posting\sdate|publiée?\sle|mise?\sen\sligne\sle|publicad[oa]\se[lm]|veröffentlicht\sam|online\sseit",
    )
});
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    inside(
        r"clos(?:es|ing)(?:\sdate)?(?:\son|\sis)?|deadline(?:\sis|\sfor\sapplications(?:\sis)?)?|apply\s(?:by|before)|date\slimite|avant\sle|jusqu'au|fecha\slímite|hasta\sel|prazo|até|bewerbungs(?:frist|schluss)|bis(?:\szum)?",
    )
});

/// `words`, a few signs, and a date.
fn inside(words: &str) -> Regex {
    Regex::new(&format!(r"(?xi) (?:^|[^\p{{L}}]) (?: {words} ) [\s:,.–-]{{1,4}} (?:de\s)? ( (?-i: {} ) )", DATE.as_str()))
        .expect("a constant pattern")
}

fn take(draft: &mut Draft, field: Field, value: &str, month_first: bool) {
    let date = || DATE.find(value).and_then(|date| parse_date(date.as_str(), month_first));
    let fill = |slot: &mut Option<String>| {
        if slot.is_none() && (1..=160).contains(&value.chars().count()) {
            *slot = Some(value.to_owned());
        }
    };
    let fill_date = |slot: &mut Option<Date>| *slot = slot.or_else(date);
    match field {
        Field::Title => fill(&mut draft.title),
        Field::Employer => fill(&mut draft.hiring_organization),
        Field::Location => fill(&mut draft.job_location),
        Field::Salary => fill(&mut draft.base_salary),
        Field::Contract => fill(&mut draft.employment_type),
        Field::Reference => fill(&mut draft.identifier),
        Field::Posted => fill_date(&mut draft.date_posted),
        Field::Closing => fill_date(&mut draft.valid_through),
    }
}

/// Whether `line` holds a date.
pub(crate) fn holds_date(line: &str) -> bool {
    has_year(line) && DATE.is_match(line)
}

/// How many of `lines` are headings of an advertisement.
pub(crate) fn headings_n(lines: &[&str]) -> usize {
    let is_heading = |line: &str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
        let is_short = line.chars().take(61).count() <= 60;
        let line = if is_short { line.to_lowercase() } else { String::new() };
        is_short && HEADINGS.split('|').any(|heading| line.strip_prefix(heading).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
    };
    lines.iter().filter(|line| is_heading(line)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_five_languages() {
        let lines = ["EMPLOYER: The Lab", "- Lieu: Lyon", "Bewerbungsfrist", "28.02.2026", "Publié le 22/04/2024", "Salario: $ 2.400.000"];
        let draft = read(&lines);
        assert_eq!(draft.hiring_organization.as_deref(), Some("The Lab"));
        assert_eq!(draft.job_location.as_deref(), Some("Lyon"));
        assert_eq!(draft.base_salary.as_deref(), Some("$ 2.400.000"));
        assert_eq!(draft.valid_through.map(|date| date.to_string()).as_deref(), Some("2026-02-28"));
        assert_eq!(draft.date_posted.map(|date| date.to_string()).as_deref(), Some("2024-04-22"));
    }

    #[test]
    fn dates_inside_a_line() {
        for (line, posted, closing) in [
            ("The Lab, Leeds. Posted on 20 November 2023", "2023-11-20", ""),
            ("Posted 20 May 2024 · apply by 14 June 2024", "2024-05-20", "2024-06-14"),
            ("POSTED: 02/19/2024", "2024-02-19", ""),
            ("Closing date: 10 December 2023. Interviews: 18 December", "", "2023-12-10"),
            ("Date posted: March 24, 2025", "2025-03-24", ""),
        ] {
            let draft = read(&[line]);
            let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!((text(draft.date_posted).as_str(), text(draft.valid_through).as_str()), (posted, closing), "{line}");
        }
    }
}
