//! Names of countries, of their parts and of cities, and what they may mean.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// See `data/make_places.py` for the origin of each file.
const COUNTRIES: &str = include_str!("../../data/countries.txt");
const REGIONS: &str = include_str!("../../data/regions.txt");
const CITIES: &str = include_str!("../../data/cities.txt");

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Country,
    Region,
    City,
    /// Two capitals that stand for a country.
    CountryCode,
    /// Two capitals, or three, that stand for a part of one.
    RegionCode,
}

/// One thing that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) sort: Sort,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
    /// What follows the country in ISO 3166-2.
    pub(crate) region: Option<&'static str>,
    /// Thousands of people for a city; for others what makes them likelier than cities of that size.
    pub(crate) weight: u32,
}

/// A country is likelier than a city of its name with fewer than five million people; not enough to tell Georgia from Georgia.
const COUNTRY_WEIGHT: u32 = 5_000;
/// Parts that everybody knows, such as those of the United States, are likelier than most cities; others than towns only.
const WELL_KNOWN_REGION_WEIGHT: u32 = 2_000;
const REGION_WEIGHT: u32 = 60;
/// `Eureka, CA` is in California and not in Canada: writers in the United States abbreviate, others rarely do.
const STATE_CODE_WEIGHT: u32 = 1_200;
const CODE_WEIGHT: u32 = 300;

struct Gazetteer {
    names: FxHashMap<String, Vec<Meaning>>,
    codes: FxHashMap<&'static str, Vec<Meaning>>,
    /// ISO 3166-1 alpha-3 to alpha-2.
    three_letters: FxHashMap<&'static str, &'static str>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut all = Gazetteer { names: FxHashMap::default(), codes: FxHashMap::default(), three_letters: FxHashMap::default() };
    for line in rows(COUNTRIES) {
        all.add_country(line);
    }
    for line in rows(REGIONS) {
        all.add_region(line);
    }
    for line in rows(CITIES) {
        all.add_city(line);
    }
    all
});

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

impl Gazetteer {
    fn add_country(&mut self, line: &'static str) {
        let mut fields = line.splitn(3, ' ');
        let (Some(code), Some(three), Some(names)) = (fields.next(), fields.next(), fields.next()) else { return };
        let meaning = Meaning { sort: Sort::Country, country: code, region: None, weight: COUNTRY_WEIGHT };
        self.three_letters.insert(three, code);
        self.codes.entry(code).or_default().push(Meaning { sort: Sort::CountryCode, weight: CODE_WEIGHT, ..meaning });
        for name in names.split('|') {
            self.add_name(name, meaning);
        }
    }

    fn add_region(&mut self, line: &'static str) {
        let mut fields = line.splitn(3, ' ');
        let (Some(code), Some(_), Some(names)) = (fields.next(), fields.next(), fields.next()) else { return };
        let Some((country, region)) = code.split_once('-') else { return };
        let weight = if matches!(country, "US" | "CA" | "AU" | "GB" | "DE") { WELL_KNOWN_REGION_WEIGHT } else { REGION_WEIGHT };
        let meaning = Meaning { sort: Sort::Region, country, region: Some(region), weight };
        // DE and IN are as often Germany and India.
        let is_state = country == "US" && !matches!(region, "DE" | "IN");
        let weight = if is_state { STATE_CODE_WEIGHT } else { CODE_WEIGHT };
        if matches!(country, "US" | "CA" | "AU" | "BR") {
            self.codes.entry(region).or_default().push(Meaning { sort: Sort::RegionCode, weight, ..meaning });
        }
        for name in names.split('|') {
            self.add_name(name, meaning);
        }
    }

    fn add_city(&mut self, line: &'static str) {
        let mut fields = line.split('|');
        let (Some(name), Some(country), Some(region), Some(weight)) = (fields.next(), fields.next(), fields.next(), fields.next()) else { return };
        let region = (region != "-").then_some(region);
        self.add_name(name, Meaning { sort: Sort::City, country, region, weight: weight.parse().unwrap_or(1) });
    }

    fn add_name(&mut self, name: &str, meaning: Meaning) {
        let meanings = self.names.entry(key(name)).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
}

/// What `name` may mean: a name in any case and with or without accents, or a code in capitals.
pub(crate) fn meanings(name: &str) -> Vec<Meaning> {
    let name = name.trim();
    let is_code = (2..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    // Two capitals that are words of advertisements first: artificial intelligence, human resources.
    let is_code = is_code
        && !matches!(
            name,
            "AI" | "IT" | "HR" | "PR" | "QA" | "AM" | "PM" | "CV" | "TV" | "BI" | "ML" | "MS" | "BA" | "RN" | "TA" | "SA" | "ED" | "GM"
        );
    let codes = is_code.then(|| GAZETTEER.codes.get(name)).flatten();
    let key = key(name);
    // A short name in small letters is a word: "us", "uk" in an address of the web.
    let names = (key.len() > 3 || name.starts_with(char::is_uppercase)).then(|| GAZETTEER.names.get(&key)).flatten();
    codes.into_iter().chain(names.filter(|_| !is_word(&key))).flatten().copied().collect()
}

/// Cities that are words more often than places, when nothing says otherwise.
fn is_word(key: &str) -> bool {
    const WORDS: [&str; 24] = [
        "act",
        "as",
        "central",
        "deal",
        "enterprise",
        "hub",
        "independence",
        "male",
        "man",
        "march",
        "mentor",
        "mission",
        "mobile",
        "moore",
        "most",
        "nice",
        "normal",
        "oral",
        "orange",
        "sale",
        "split",
        "spring",
        "union",
        "university",
    ];
    WORDS.contains(&key)
}

/// The ISO 3166-1 alpha-2 code of a country written as a code of two or three letters, or as a name in English, French, Spanish, Portuguese, German,
/// Dutch or Italian; "England" is in GB.
pub fn country_code(raw: &str) -> Option<&'static str> {
    let raw = raw.trim();
    let capitals = raw.to_ascii_uppercase();
    let by_code = || GAZETTEER.codes.get(capitals.as_str())?.iter().find(|meaning| meaning.sort == Sort::CountryCode).map(|meaning| meaning.country);
    let by_name =
        || GAZETTEER.names.get(&key(raw))?.iter().find(|meaning| matches!(meaning.sort, Sort::Country | Sort::Region)).map(|meaning| meaning.country);
    by_code().or_else(|| GAZETTEER.three_letters.get(capitals.as_str()).copied()).or_else(by_name)
}

/// The name of a country in English, by its ISO 3166-1 alpha-2 code.
pub fn country_name(code: &str) -> Option<&'static str> {
    let line = rows(COUNTRIES).find(|line| line.len() > 3 && line.get(..2) == Some(code))?;
    line.get(7..)?.split('|').next()
}

/// A name without case, accents, points and hyphens.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for sign in name.nfd().flat_map(char::to_lowercase) {
        match sign {
            '\u{300}'..='\u{36f}' | '.' | '\'' | '’' | '‘' => {}
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'æ' => key.push_str("ae"),
            sign if sign.is_alphanumeric() || sign == '&' => key.push(sign),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_by_name_and_code() {
        for (raw, wanted) in [
            ("GB", Some("GB")),
            ("uk", Some("GB")),
            ("USA", Some("US")),
            ("DEU", Some("DE")),
            ("England", Some("GB")),
            ("Royaume-Uni", Some("GB")),
            ("Alemania", Some("DE")),
            ("Brésil", Some("BR")),
            ("Suíça", Some("CH")),
            ("Côte d’Ivoire", Some("CI")),
            ("Vereinigte Staaten", Some("US")),
            ("Nowhere", None),
            ("", None),
        ] {
            assert_eq!(country_code(raw), wanted, "{raw}");
        }
        assert_eq!([country_name("KE"), country_name("ZZ"), country_name("é")], [Some("Kenya"), None, None]);
    }

    #[test]
    fn the_files_are_sorted_and_whole() {
        for file in [COUNTRIES, REGIONS] {
            assert!(rows(file).map(|line| line.split(' ').next()).is_sorted());
        }
        assert!(rows(CITIES).all(|line| line.split('|').count() == 4));
    }
}
