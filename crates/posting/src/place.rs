//! Where a job is, and whether it must be done there.

pub(crate) mod gazetteer;
mod in_text;
mod work_mode;

use crate::place::gazetteer::{Meaning, Sort, country_code, meanings};
use crate::place::in_text::PlaceText;
use crate::place::work_mode::read_work_mode;

pub use crate::place::work_mode::WorkMode;

/// Where a job is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1 alpha-2. `None` when no country is said, or several are.
    pub country_iso2: Option<String>,
    /// ISO 3166-2, for the countries whose parts are known here.
    pub region_code: Option<String>,
    /// `None` when only a place is named.
    pub work_mode: Option<WorkMode>,
}

/// Reads where a job is out of its location as written, the country stated for it (a code or a name in English, French, Spanish, Portuguese, German,
/// Dutch or Italian), else its title and text.
///
/// A name with several meanings is decided by the names beside it; alone it means the place that is three and a half times as large as the next of that
/// name, or nothing: `Cambridge` alone is in no country. When no place is named the country is that of the institutions the text speaks of, such as the
/// NHS or a 401(k), if they are of one country. Of several places in one country that country is told, of several countries none.
pub fn read_place(location_raw: Option<&str>, stated_country: Option<&str>, title: &str, text: &str) -> Place {
    let work_mode = read_work_mode(location_raw, title, text);
    let stated = stated_country.and_then(country_code);
    // In the United Kingdom the stated country may be one of its parts.
    let stated_part = stated_country.map(meanings).unwrap_or_default().into_iter().find(|meaning| meaning.sort == Sort::Region);
    let mut found = location_raw.map(|raw| of_places(raw, stated, None)).unwrap_or_default();
    if found.country.is_none() && location_raw.is_none_or(|raw| !says_a_place(raw)) {
        found = of_text(title, text, stated);
    }
    let country = stated.or(found.country);
    let region = found.region.or_else(|| stated_part?.region);
    Place {
        country_iso2: country.map(str::to_owned),
        region_code: country.zip(region).map(|(country, region)| format!("{country}-{region}")),
        work_mode,
    }
}

/// Whether a location has a name in it, and not only "Remote" or "3 Locations".
fn says_a_place(raw: &str) -> bool {
    parts(raw).any(|part| {
        let part = part.to_lowercase();
        let says_nothing = |word: &str| {
            word.bytes().all(|b| b.is_ascii_digit())
                || [
                    "remote",
                    "hybrid",
                    "location",
                    "locations",
                    "multiple",
                    "various",
                    "flexible",
                    "home",
                    "based",
                    "working",
                    "work",
                    "office",
                    "or",
                    "onsite",
                    "site",
                    "on",
                    "optional",
                ]
                .contains(&word)
        };
        !part.split(|c: char| !c.is_alphanumeric()).all(says_nothing)
    })
}

/// A country and a part of it, by their codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) country: Option<&'static str>,
    pub(crate) region: Option<&'static str>,
}

/// The place that title and text name, else the country of the institutions that the text names.
fn of_text(title: &str, text: &str, stated: Option<&'static str>) -> Spot {
    let text = PlaceText::of(text);
    let customs = stated.or_else(|| text.country_of_customs());
    let found = text
        .stated_places(title)
        .map(|raw| of_places(raw, stated, customs))
        .find(|spot| spot.country.is_some() && (stated.is_none() || spot.region.is_some()));
    found.unwrap_or(Spot { country: customs, region: None })
}

/// The country that all places of `raw` lie in, and its part when they lie in one. Nothing outside of the `stated` country counts, and names in the
/// `likely` one are taken first.
pub(crate) fn of_places(raw: &str, stated: Option<&'static str>, likely: Option<&'static str>) -> Spot {
    let whole = of_parts(&parts(raw).collect::<Vec<_>>(), stated, likely);
    if whole.country.is_some() {
        return whole;
    }
    let spots = places(raw).map(|place| of_parts(&parts(place).collect::<Vec<_>>(), stated, likely));
    let spots: Vec<Spot> = spots.filter(|spot| spot.country.is_some()).take(20).collect();
    let Some(first) = spots.first() else { return Spot::default() };
    if spots.iter().any(|spot| spot.country != first.country) {
        return Spot { country: stated, region: None };
    }
    let mut regions: Vec<_> = spots.iter().filter_map(|spot| spot.region).collect();
    regions.dedup();
    Spot { country: first.country, region: if regions.len() == 1 { Some(regions[0]) } else { None } }
}

/// The places of a line with several.
fn places(raw: &str) -> impl Iterator<Item = &str> {
    raw.split(['|', ';', '\n', '•', '/', '+']).flat_map(|place| place.split(" or ")).flat_map(|place| place.split(" and "))
}

/// The names of one place: `Lima, Peru (Remote)`, `US-MA-Boston`, `London - UK`.
fn parts(place: &str) -> impl Iterator<Item = &str> {
    let pieces = place.split([',', '(', ')', '[', ']', '–', '—', ':', '|', ';', '/', '\n', '•', '*', '`', '"']).flat_map(|part| part.split(" - "));
    pieces
        .flat_map(|part| {
            let part = without_number(part.trim()).trim();
            let code = part.split_once('-').map(|(code, _)| code).filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()));
            let state = part.rsplit_once(' ').filter(|(_, last)| last.len() == 2 && last.bytes().all(|b| b.is_ascii_uppercase()));
            let pieces: Vec<&str> = match (code, state) {
                (Some(_), _) => part.split('-').collect(),
                // A name with its state may be known as a whole: "Washington DC".
                (None, Some((town, state))) if meanings(part).is_empty() => vec![town, state],
                _ => vec![part],
            };
            pieces
        })
        .filter(|part| !part.is_empty())
}

/// How many times as likely one meaning must be as the next: London is in England, Cambridge may be in three countries.
fn clearly(first: u32, second: u32) -> bool {
    u64::from(first) * 2 >= u64::from(second) * 7
}

/// How many times as likely a place is in the country of the institutions that the text names: Durham is in England for the NHS, Paris in France for all.
const LIKELY: u32 = 30;

fn of_parts(parts: &[&str], stated: Option<&'static str>, likely: Option<&'static str>) -> Spot {
    let known = |meaning: &Meaning| stated.is_none_or(|country| country == meaning.country);
    let read = |read: fn(&str) -> Vec<Meaning>| -> Vec<Vec<Meaning>> {
        let weighed =
            |meaning: Meaning| if likely == Some(meaning.country) { Meaning { weight: meaning.weight * LIKELY, ..meaning } } else { meaning };
        parts
            .iter()
            .map(|part| read(part).into_iter().filter(known).map(weighed).collect::<Vec<_>>())
            .filter(|found: &Vec<Meaning>| !found.is_empty())
            .collect()
    };
    let mut names = read(cleaned);
    if names.is_empty() {
        names = read(inside);
    }
    // Two capitals alone are no place.
    let only_codes = names.iter().flatten().all(|meaning| matches!(meaning.sort, Sort::CountryCode | Sort::RegionCode));
    if names.is_empty() || (only_codes && parts.len() < 2 && stated.is_none()) {
        return Spot { country: stated, region: None };
    }
    let country = best(&names, |meaning| Some(meaning.country));
    let Some(country) = country else { return Spot { country: stated, region: None } };
    for found in &mut names {
        found.retain(|meaning| meaning.country == country);
        // Mexico and Luxembourg are cities as well, but the country is meant.
        if found.iter().any(|meaning| meaning.sort == Sort::Country) {
            found.retain(|meaning| meaning.sort == Sort::Country);
        }
    }
    names.retain(|found| found.iter().any(|meaning| meaning.region.is_some()));
    Spot { country: Some(country), region: best(&names, |meaning| meaning.region) }
}

/// What all names may agree on, if that is clear.
fn best(names: &[Vec<Meaning>], what: impl Fn(&Meaning) -> Option<&'static str>) -> Option<&'static str> {
    let mut scores: Vec<(&'static str, u32)> = Vec::new();
    let first = names.first()?;
    for value in first.iter().filter_map(&what) {
        if scores.iter().any(|(known, _)| *known == value) {
            continue;
        }
        let weight = |found: &Vec<Meaning>| found.iter().filter(|meaning| what(meaning) == Some(value)).map(|meaning| meaning.weight).max();
        // The name that says least decides how likely a reading is.
        if let Some(weights) = names.iter().map(weight).collect::<Option<Vec<u32>>>() {
            scores.push((value, weights.into_iter().min().unwrap_or(0)));
        }
    }
    scores.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    match scores[..] {
        [(value, _)] => Some(value),
        [(value, weight), (_, next), ..] if clearly(weight, next) => Some(value),
        _ => None,
    }
}

/// Words around a name that are no part of it.
const AROUND: &str = "greater|metro|area|metropolitan|region|city of|central|remote|hybrid|downtown|near|in|the|at|only|based|onsite|office|hq|\
    headquarters|county|state of|province of|province|region de|près de|bei|and surrounding areas|campus|anywhere|within|from|\
    state|of";

/// What a part means, without postcodes and words such as "Greater" and "Area".
fn cleaned(part: &str) -> Vec<Meaning> {
    let direct = meanings(part);
    if !direct.is_empty() {
        return direct;
    }
    let mut name = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    loop {
        let before = name.len();
        name = without_number(name).trim_matches([' ', '-', '.', '~']);
        for word in AROUND.split('|') {
            if name.len() > word.len() {
                name = name
                    .get(..word.len())
                    .filter(|head| head.eq_ignore_ascii_case(word))
                    .map_or(name, |_| name[word.len()..].strip_prefix(' ').unwrap_or(name));
            }
            if name.len() > word.len() {
                let at = name.len() - word.len();
                name = name.get(at..).filter(|tail| tail.eq_ignore_ascii_case(word)).map_or(name, |_| name[..at].strip_suffix(' ').unwrap_or(name));
            }
        }
        if name.len() == before {
            return if name == part { Vec::new() } else { meanings(name) };
        }
    }
}

/// Without a first or last word that has a digit.
fn without_number(name: &str) -> &str {
    let has_digit = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let name = name.rsplit_once(' ').filter(|(_, last)| has_digit(last)).map_or(name, |(rest, _)| rest);
    name.split_once(' ').filter(|(first, _)| has_digit(first)).map_or(name, |(_, rest)| rest)
}

/// What the last words of a part mean: `University of Oxford`, `St Mary's Hospital London`.
fn inside(part: &str) -> Vec<Meaning> {
    let words: Vec<&str> = part.split_whitespace().collect();
    (1..words.len())
        .rev()
        .filter(|at| words.len() - at <= 3)
        .rev()
        .map(|at| meanings(&words[at..].join(" ")))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(location: Option<&str>, country: Option<&str>, text: &str, wanted: &str) {
        let found = read_place(location, country, "", text);
        let mode = found.work_mode.map_or("-", WorkMode::as_str);
        let shown = format!("{} {} {mode}", found.country_iso2.as_deref().unwrap_or("-"), found.region_code.as_deref().unwrap_or("-"));
        assert_eq!(shown, wanted, "{location:?} {country:?} {text}");
    }

    #[test]
    fn locations() {
        for (raw, wanted) in [
            ("US-MA-Boston | US-Remote", "US US-MA remote"),
            ("London, UK", "GB GB-ENG -"),
            ("Remote (New Jersey, US)", "US US-NJ remote"),
            ("PERTH, WESTERN AUSTRALIA, Australia", "AU AU-WA -"),
            ("Virginia - Washington DC Metro - Remote", "US - remote"),
            ("St. Louis, MO", "US US-MO -"),
            ("Munich", "DE DE-BY -"),
            ("Genève", "CH CH-GE -"),
            ("Bogotá", "CO CO-DC -"),
            ("Remote - Europe", "- - remote"),
            ("3 Locations", "- - -"),
            ("London, Ontario", "CA CA-ON -"),
            ("London", "GB GB-ENG -"),
            ("Cambridge", "- - -"),
            ("Cambridge, MA", "US US-MA -"),
            ("Cambridge, UK", "GB GB-ENG -"),
            ("Birmingham, AL", "US US-AL -"),
            ("Birmingham", "GB GB-ENG -"),
            ("Newcastle", "- - -"),
            ("Georgia", "- - -"),
            ("Atlanta, Georgia", "US US-GA -"),
            ("Tbilisi, Georgia", "GE - -"),
            ("Washington, DC", "US US-DC -"),
            ("Seattle, Washington", "US US-WA -"),
            ("New York", "US US-NY -"),
            ("New York, NY 10027", "US US-NY -"),
            ("Eureka, CA", "US US-CA -"),
            ("Edinburgh, Scotland", "GB GB-SCT -"),
            ("Paris; Berlin", "- - -"),
            ("Paris, France; Lyon, France", "FR - -"),
            ("Hybrid - Leeds", "GB GB-ENG hybrid"),
            ("Leeds (on-site)", "GB GB-ENG on_site"),
            ("80331 München", "DE DE-BY -"),
            ("Greater Manchester Area, United Kingdom", "GB GB-ENG -"),
            ("São Paulo, SP, Brasil", "BR BR-SP -"),
            ("Ciudad de México", "MX MX-CMX -"),
            ("Nairobi, Kenya", "KE - -"),
            ("Flexible", "- - -"),
        ] {
            check(Some(raw), None, "", wanted);
        }
    }

    #[test]
    fn a_stated_country_decides() {
        check(Some("Cambridge"), Some("United Kingdom"), "", "GB GB-ENG -");
        check(Some("Cambridge"), Some("US"), "", "US US-MA -");
        check(Some("Elsewhere"), Some("Allemagne"), "", "DE - -");
        check(None, Some("England"), "", "GB GB-ENG -");
    }

    #[test]
    fn texts() {
        for (text, wanted) in [
            ("Location: Leeds, UK", "GB GB-ENG -"),
            ("**Location:** Remote (US only)", "US - remote"),
            ("This position is based in Boston, Massachusetts, with some travel.", "US US-MA -"),
            ("Le poste est basé à Lyon.", "FR FR-ARA -"),
            ("El puesto tiene su base. Oficina con sede en Bogotá, Colombia.", "CO CO-DC -"),
            ("Sie arbeiten am Standort Leipzig.", "DE DE-SN -"),
            ("A vaga está localizada em Coimbra, Portugal.", "PT PT-06 -"),
            ("You will work with remote communities in remote areas and with hybrid clouds.", "- - -"),
            ("This is a fully remote position.", "- - remote"),
            ("You can work remotely from anywhere.", "- - remote"),
            ("We offer hybrid working, with two days a week in the office.", "- - hybrid"),
            ("This is not a remote position.", "- - on_site"),
            ("We are based in many places.", "- - -"),
        ] {
            check(None, None, text, wanted);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(Location|:|based in|remote|London|US-|é|\\PC|[ ,()/\n-]){0,30}") {
            let _ = read_place(Some(&text), Some(&text), &text, &text);
            let _ = read_place(None, None, &text, &text);
        }
    }
}
