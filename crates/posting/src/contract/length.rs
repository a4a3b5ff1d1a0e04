//! How long a contract runs.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::cue::Cues;
use crate::text::quantity::number_before;
use crate::text::window::{sentence_after, sentence_before};

static UNITS: LazyLock<Cues<f64>> = LazyLock::new(|| {
    Cues::new(&[
        (1.0, "month|months|mois|meses|mes|mês|monat|monate|monaten"),
        (12.0, "year|years|yr|yrs|an|ans|année|années|año|años|ano|anos|jahr|jahre|jahren"),
    ])
});

/// What a length must be a length of.
static TERMS: LazyLock<Cues<()>> = LazyLock::new(|| {
    Cues::new(&[(
        (),
        "contract*|fixed|fixed~term|term|appointment*|position|post|role|temporary|secondment|funding for this|duration|initial|\
             initially|limited|cover|not to exceed|assignment|cdd|contrat|durée|contrato*|duración|duração|befristet*|vertrag*|stelle|\
             fellowship|internship|grant~funded|placement|project archivist|consultancy|opportunity|período|prazo|plazo|laufzeit",
    )])
});

/// What other things last.
static TRAPS: LazyLock<Cues<()>> = LazyLock::new(|| {
    Cues::new(&[(
        (),
        "experience|experienced|expérience|experiencia|experiência|erfahrung|berufserfahrung|probation*|période d'essai|probezeit|\
             período de prueba|leave|notice|old|age|aged|ago|within|last|past|previous|recent|every|each|tenure~track|tenured|faculty|\
             collaborated|length of service|years of service|month of service|rate|comparable|capacity|management position|leadership|after|\
             prior|degree|diploma|college|university degree|growth|anniversary|extended|extension|extend|renewed|renewal|over the next|\
             in the next|first|least|minimum|more than|history|founded|warranty|plan|strategy|award|awarded|programme of work|salary|bonus|\
             vacation|vest*|residen*|tenure|rotation|license*|budget|gcse*|study|training|course|graduat*|following|calendar|fiscal|\
             academic year|school year|twice|times|round|one of",
    )])
});

/// The stated length in months: in the title, else the first in the text.
pub(crate) fn read_months(title: &str, text: &str) -> Option<f64> {
    in_text(title).or_else(|| in_text(text))
}

fn in_text(text: &str) -> Option<f64> {
    UNITS.find(text).find_map(|(range, months)| {
        let (count, start) = number_before(text, range.start)?;
        if text[start..range.start].contains('+') {
            return None;
        }
        let length = count * months;
        ((0.5..=120.0).contains(&length) && is_of_a_contract(text, &(start..range.end))).then_some(length)
    })
}

/// Bytes on both sides in which the words that tell may stand.
const NEAR: usize = 60;

fn is_of_a_contract(text: &str, range: &Range<usize>) -> bool {
    let tail = sentence_after(text, range.end, NEAR);
    let head = sentence_before(text, range.start, NEAR);
    // "12 months' experience", "two years in a similar role".
    let is_of_a_person = tail.starts_with(['\'', '’']) && !tail.contains("contract")
        || tail.starts_with(" in ")
        || tail.starts_with(" working")
        || tail.starts_with(" as ");
    if is_of_a_person && !tail.contains("the first instance") && !tail.contains("contract") {
        return false;
    }
    // The clause next to the length decides; what may follow the contract is told behind a comma or a semicolon.
    let clause_end = tail.find([';', ',']).unwrap_or(tail.len());
    let clause_start = head.rfind([';', ',']).map_or(0, |at| at + 1);
    let is_trap = TRAPS.any(&tail[..clause_end]) || TRAPS.any(&head[clause_start..]);
    let line_is_short = head.len() + tail.len() < 50;
    !is_trap && (TERMS.any(tail) || TERMS.any(head) || (line_is_short && TERMS.any(sentence_before(text, range.start, 2 * NEAR))))
}
