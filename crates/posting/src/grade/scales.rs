//! How each scale writes its grades, and what must be said for a word to be one of them.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::near::{Context, Near, Place};
use super::{Grade, GradeScale};

/// One search for all scales; boundaries and cases are those of ASCII, so that the engine's quickest search does it.
static GRADE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?-u:\b)(?:
            (?P<afc> (?:(?i-u:afc|agenda\ for\ change|nhs)[\s:,–-]{0,3})? (?i-u:band(?:ing)?) [\s:–-]{0,3} (?:8[\s-]?[a-dA-D]|[1-9]) | (?i-u:afc)\s?(?:8[a-dA-D]|[1-9]) | B8[a-dA-D])
          | (?P<tv> (?i-u:tv-?l|tv-?h|tvöd|tvoed|tv-öd)(?:[-/][A-Za-zöÖ]{1,6})* [\s,:(–-]{0,3} (?i-u:entgeltgruppe|eg|e|s)? [\s-]{0,2} (?:1[0-5]|[1-9]) (?:\s?[a-cA-C]|Ü)?
              | (?i-u:entgeltgruppe|entgeltgr\.|eg)\s{0,2} (?i-u:e|eg|s|tv-?l|tvöd)? [\s-]{0,2} (?:1[0-5]|[1-9]) (?:\s?[a-cA-C]|Ü)?
              | (?:EG|E|S)[\s-]? (?:1[0-5]|[1-9]) (?:\s?[a-cA-C]|Ü)? [\s,(/–-]{0,3} (?:(?i-u:nach|des|gemäß)\s)? (?i-u:tv-?l|tv-?h|tvöd|tvoed))
          | (?P<unc> (?:IICA|LICA|IPSA|NPSA|SB)[\s-]?[0-9]{1,2})
          | (?P<un> (?:NO[\s-]?[A-E] | (?:P|D|G|FS)[\s-]?[1-7]))
          | (?P<gs> GS[\s-]{0,3}(?:[0-9]{4}-)?[0-9]{1,2} (?:\s?-\s?[0-9]{1,2})? )
          | (?P<cl> CL[\s-]?[23][0-9])
          | (?P<eu> (?:AD|AST(?:/SC)?)\s?[0-9]{1,2} | FG\s?(?:IV|III|II|I))
          | (?P<hew> HEWL?\s?(?:(?i-u:level)\s?)?[0-9]{1,2} | HEO\s?[0-9]{1,2})
          | (?P<aps> APS\s?(?:(?i-u:level)\s?)?[1-6] | EL\s?[12])
          | (?P<ke> (?:KMR|CSG)[\s-]?[0-9]{1,2} | (?i-u:job\ group)\s+['‘]?[A-U])
          | (?P<za> (?i-u:peromnes)\s?(?:(?i-u:grade|level)\s?)?[0-9]{1,2} | (?i-u:paterson)\s?(?:(?i-u:grade|band)\s?)?[A-F][1-5LU] | (?i-u:salary\ level)\s?[0-9]{1,2})
          | (?P<inr> (?i-u:pay\ (?:matrix\ )?level)[\s-]?[0-9]{1,2} | (?i-u:project\ technical\ support)[\s-]?(?:III|II|I))
          | (?P<fr> (?i-u:catégorie|categorie)\s+[ABC] | BAP\s+[A-J])
          | (?P<scp> (?i-u:scp|spinal\ column\ points?|njc(?:\ scale|\ points?|\ scp)?)[\s:]{0,2}[0-9]{1,2})
          | (?P<cs> SEO|HEO|AO|EO|SCS\s?[1-3])
          | (?P<own> (?i-u:grade|job\ grade|pay\ grade|pay\ band|salary\ grade|salary\ band|pay\ scale|scale)[\s:–-]{0,3}(?:[A-Z]{0,2}[0-9]{1,3}[A-Z]?|[A-Z]))
        )(?-u:\b|$)",
    )
    .expect("a constant pattern")
});

/// So many words that look like grades are examined; an ad with more is a table.
const CANDIDATES_MOST: usize = 60;

/// The first grade of a public scale in `line`, or else of the employer's own.
pub(super) fn find(line: &str, place: Place, context: &Context<'_>) -> Option<Grade> {
    let mut own = None;
    for captures in GRADE.captures_iter(line).take(CANDIDATES_MOST) {
        match grade(line, &captures, place, context) {
            // A public scale says more than the employer's own.
            Some(grade) if grade.scale == GradeScale::Own => own = own.or(Some(grade)),
            Some(grade) => return Some(grade),
            None => {}
        }
    }
    own
}

fn grade(line: &str, captures: &Captures<'_>, place: Place, context: &Context<'_>) -> Option<Grade> {
    let whole = captures.get(0)?;
    let raw = whole.as_str();
    let near = Near::of(line, whole.start(), whole.end());
    let is = |name: &str| captures.name(name).is_some();
    let in_line = place == Place::Line;
    let (scale, norm) = if is("afc") {
        (GradeScale::AgendaForChange, afc(raw, &near, in_line, context)?)
    } else if is("tv") {
        (GradeScale::GermanPublicService, format!("DE-TVOEDL-{}", first_number(raw)?))
    } else if is("unc") || is("un") {
        united_nations(raw, is("unc"), &near, context)?
    } else if is("own") {
        named_grade(raw, &near, in_line, context)?
    } else {
        national(raw, captures, &near, in_line, context)?
    };
    Some(Grade { raw: raw.trim().to_owned(), scale, norm })
}

/// The last run of digits of a grade, with the letter behind it.
fn number(raw: &str) -> Option<String> {
    let last = raw.rfind(|c: char| c.is_ascii_digit())?;
    let start = raw[..last].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + raw[at..].chars().next().map_or(1, char::len_utf8));
    let digits = raw[start..=last].trim_start_matches('0');
    let letter = raw[last + 1..].trim_matches([' ', '-']).to_uppercase().replace('Ü', "UE");
    (!digits.is_empty()).then(|| format!("{digits}{letter}"))
}

/// Words after which a band is that of the job: `we are recruiting a Band 6 nurse`.
const OWN_BAND_AFTER: [&str; 27] = [
    "salary",
    "pay",
    "grade",
    "banding",
    "paid at",
    "remuneration",
    "is a",
    "post is",
    "role is",
    "evaluated at",
    "afc",
    "change",
    "indicative",
    "for a",
    "for an",
    "arisen for",
    "recruiting a",
    "recruiting",
    "recruit a",
    "seeking a",
    "looking for",
    "part time",
    "full time",
    "for a qualified",
    "confirmation",
    "bottom of",
    "permanent",
];

fn afc(raw: &str, near: &Near<'_>, in_line: bool, context: &Context<'_>) -> Option<String> {
    let is_other = near.follows(&["tax", "age", "ielts", "rubber", "wide", "big", "frequency"]);
    let goes_on = near.behind.starts_with(char::is_alphanumeric);
    if !context.is_in("GB") || is_other || goes_on {
        return None;
    }
    let behind = near.behind.trim_start().to_ascii_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| behind.starts_with(word));
    let is_colleague =
        starts(&["experience", "or above", "and above", "level", "team", "nursing team", "physio", "supervis", "development", "staff to"]);
    let is_past = near.has(&["current", "previous", "experience", "working at", "working as"]);
    let lower = raw.to_ascii_lowercase();
    let is_named = lower.contains("afc") || lower.contains("agenda") || lower.contains("nhs");
    let is_own = starts(&["role", "post", "position", "vacanc", "opportunit", "job"]) || near.follows(&OWN_BAND_AFTER) && !is_colleague;
    let is_said = in_line || is_named && !is_past || is_own && !is_past || near.is_at_edge() && !is_colleague;
    let is_british =
        in_line || context.is_known_in("GB") || context.says(&["NHS", "Agenda for Change", "AfC", "Trust", "urse", "linic", "Therapist"]);
    (is_british && is_said).then(|| number(raw)).flatten().map(|number| format!("GB-AFC-{number}"))
}

/// The first run of digits, with a letter from a to c right behind it.
fn first_number(raw: &str) -> Option<String> {
    let start = raw.find(|c: char| c.is_ascii_digit())?;
    let digits: String = raw[start..].chars().take_while(char::is_ascii_digit).collect();
    let letter = raw[start + digits.len()..].trim_start().chars().next().filter(|c| "abcABC".contains(*c)).filter(|_| {
        let rest: String = raw[start + digits.len()..].trim_start().chars().skip(1).take(1).collect();
        !rest.chars().any(char::is_alphanumeric)
    });
    Some(letter.map_or(digits.clone(), |letter| format!("{digits}{}", letter.to_ascii_uppercase())))
}

fn united_nations(raw: &str, is_contract: bool, near: &Near<'_>, context: &Context<'_>) -> Option<(GradeScale, String)> {
    let letters: String = raw.chars().take_while(char::is_ascii_alphabetic).collect();
    if is_contract {
        let is_sure = letters != "SB" || near.has(&["service contract", "grade", "level", "contract"]);
        return is_sure.then(|| number(raw)).flatten().map(|number| (GradeScale::UnitedNationsContract, format!("UN-{letters}-{number}")));
    }
    let is_un = context.says(&[
        "United Nations",
        "UNICEF",
        "UNDP",
        "UNESCO",
        "UNHCR",
        "World Health Organization",
        "UNFPA",
        "UN Women",
        "UNAIDS",
        "International Organization for Migration",
        "FAO",
        "ILO",
        "WFP",
        "UNOPS",
    ]);
    let is_cued = near.has(&["grade", "level", "contract", "duty station", "post ", "category", "fixed-term", "fixed term", "temporary appointment"]);
    let is_other = near.has(&["biosafety", "bsl", "laboratory", "summit", "vitamin", "countries"]);
    if is_other || !is_cued && !near.is_at_edge() || !is_un || near.behind.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (series, step) = match letters.strip_prefix("NO") {
        Some("") => ("NO", raw.chars().last()?.to_string()),
        Some(step) => ("NO", step.to_owned()),
        None => (letters.as_str(), number(raw)?),
    };
    let most = match series {
        "P" => 5,
        "D" => 2,
        _ => 7,
    };
    (series == "NO" || step.parse().is_ok_and(|step: u8| step <= most)).then(|| (GradeScale::UnitedNations, format!("UN-{series}-{step}")))
}

/// Scales of one country or union that have a name of their own.
fn national(raw: &str, captures: &Captures<'_>, near: &Near<'_>, in_line: bool, context: &Context<'_>) -> Option<(GradeScale, String)> {
    let is = |name: &str| captures.name(name).is_some();
    let letters = || raw.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    let cue = in_line || near.has(&["grade", "salary", "pay", "compensation", "level", "series", "classification", "category"]) || near.is_at_edge();
    if !cue {
        return None;
    }
    let in_range = |number: &String, most: u8| number.parse().is_ok_and(|number: u8| (1..=most).contains(&number));
    let found = if is("gs") {
        // The series of occupations may stand before the grade: GS-0301-14.
        let first = raw.split(['-', ' ']).filter(|part| part.len() < 4).find_map(first_number).filter(|number| in_range(number, 15));
        (context.is_in("US") && !context.says(&["United Nations"])).then_some(())?;
        (GradeScale::UsGeneralSchedule, format!("US-GS-{}", first?))
    } else if is("cl") {
        (context.is_in("US") && context.says(&["ourt", "udiciary"])).then_some(())?;
        (GradeScale::UsCourts, format!("US-CL-{}", number(raw)?))
    } else if is("eu") {
        european(raw, near, context)?
    } else if is("hew") {
        (context.is_in("AU") || context.is_in("NZ") || context.says(&["ustralia"])).then_some(())?;
        (GradeScale::AustralianHigherEducation, format!("AU-HEW-{}", number(raw).filter(|number| in_range(number, 10))?))
    } else if is("aps") {
        (context.is_known_in("AU") || context.says(&["Australian Public Service"])).then_some(())?;
        (GradeScale::AustralianPublicService, format!("AU-{}-{}", letters(), number(raw)?))
    } else if is("ke") {
        let step =
            if letters().eq_ignore_ascii_case("job") { format!("JG-{}", raw.chars().last()?) } else { format!("{}-{}", letters(), number(raw)?) };
        (GradeScale::Kenya, format!("KE-{step}"))
    } else if is("za") {
        south_african(raw, context)?
    } else if is("inr") {
        let roman = raw.chars().rev().take_while(|c| *c == 'I').count();
        let norm = if roman > 0 { format!("IN-PTS-{roman}") } else { format!("IN-PL-{}", number(raw).filter(|number| in_range(number, 18))?) };
        context.is_in("IN").then_some((GradeScale::India, norm))?
    } else if is("fr") {
        let series = if raw.starts_with("BAP") { "BAP" } else { "CAT" };
        context.is_in("FR").then(|| Some((GradeScale::France, format!("FR-{series}-{}", raw.chars().last()?)))).flatten()?
    } else if is("scp") {
        context.is_in("GB").then(|| Some((GradeScale::UkLocalGovernment, format!("GB-NJC-{}", number(raw)?)))).flatten()?
    } else {
        let is_civil = context.says(&["ivil Service", "ivil service", "Civil Servant"]) && context.is_in("GB");
        is_civil.then(|| (GradeScale::UkCivilService, format!("GB-CS-{}", raw.replace(' ', ""))))?
    };
    Some(found)
}

fn european(raw: &str, near: &Near<'_>, context: &Context<'_>) -> Option<(GradeScale, String)> {
    let is_european =
        context.says(&["European Commission", "European Union", "EU institution", "temporary agent", "contract agent", "Staff Regulations"]);
    if !is_european || near.behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let letters: String = raw.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '/').collect();
    let norm = match raw.strip_prefix("FG") {
        Some(roman) => format!("EU-FG-{}", ["I", "II", "III", "IV"].iter().position(|known| *known == roman.trim())? + 1),
        None => format!("EU-{letters}-{}", number(raw).filter(|number| number.parse().is_ok_and(|number: u8| number <= 16))?),
    };
    Some((GradeScale::EuropeanUnion, norm))
}

fn south_african(raw: &str, context: &Context<'_>) -> Option<(GradeScale, String)> {
    let lower = raw.to_ascii_lowercase();
    let norm = if lower.starts_with("peromnes") {
        format!("ZA-PEROMNES-{}", number(raw)?)
    } else if lower.starts_with("paterson") {
        format!("ZA-PATERSON-{}", &raw[raw.len() - 2..])
    } else if context.is_known_in("ZA") {
        format!("ZA-SL-{}", number(raw)?)
    } else {
        return None;
    };
    Some((GradeScale::SouthAfrica, norm))
}

/// `Grade 7`: a British university's, a British civil servant's, or the employer's own.
fn named_grade(raw: &str, near: &Near<'_>, in_line: bool, context: &Context<'_>) -> Option<(GradeScale, String)> {
    let lower = raw.to_ascii_lowercase();
    let step = raw.rsplit([' ', ':', '-', '–']).next()?.trim_start_matches('0').to_owned();
    let goes_on = near.behind.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’')
        || near.behind.trim_start().to_ascii_lowercase().starts_with("listed");
    let is_school = near.has(&["gcse", "a-level", "maths", "english", "school", "students", "listed", "children", "pupils", "qualification"])
        || near.follows(&["a", "high", "clinical", "investment", "large", "at"]) && !near.follows(&["is a"]);
    let is_scale = lower.starts_with("scale") && !in_line && !near.has(&["£"]);
    let is_said = near.follows(&["salary", "pay", "is a", "compensation", "job"]) || lower.len() > step.len() + 8 || near.is_at_edge();
    let is_number = step.bytes().all(|b| b.is_ascii_digit());
    if step.is_empty() || goes_on || is_school || is_scale || !(in_line || is_said) || step.len() > 4 {
        return None;
    }
    let is_small = is_number && step.parse().is_ok_and(|step: u8| step <= 10);
    if is_small && lower.starts_with("grade") && context.is_in("GB") && context.says(&["£"]) | context.is_known_in("GB") {
        if context.says(&["ivil Service", "ivil service"]) && matches!(step.as_str(), "6" | "7") {
            return Some((GradeScale::UkCivilService, format!("GB-CS-{step}")));
        }
        if context.says(&["niversity", "college", "College"]) {
            return Some((GradeScale::UkHigherEducation, format!("GB-HE-{step}")));
        }
    }
    Some((GradeScale::Own, format!("OWN-{}", step.to_uppercase())))
}
