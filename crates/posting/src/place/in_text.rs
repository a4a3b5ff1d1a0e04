//! Where the text of a posting says that the job is.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::cue::Cues;
use crate::text::window::{after, before, labeled_value};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cue {
    /// "Location:" at the beginning of a line.
    Label,
    /// A sign for a place, as boards have it before one.
    Pin,
    /// "based in", which is said of jobs and of employers.
    Based,
    /// An institution, a law or a currency that only this country has.
    Custom(&'static str),
}

static CUES: LazyLock<Cues<Cue>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Cue::Label,
            "location|locations|job location|work location|position location|primary location|location of position|place of work|\
             place of performance|duty station|duty location|duty locations|base|city|country|office location|where|lieu|lieu de travail|\
             lieu du poste|localisation|ville|ubicación|lugar de trabajo|lugar|localización|localização|local de trabalho|local|ort|standort|\
             arbeitsort|dienstort|einsatzort|ubicacion",
        ),
        (
            Cue::Based,
            "based in|based at|based out of|located in|located at|based from|situated in|at our office in|at our offices in|our office in|\
             office in|position in|role in|work in our|basé à|basée à|situé à|située à|basé au|bureau de|con sede en|ubicado en|ubicada en|\
             basado en|basada en|localizado em|localizada em|sediado em|sediada em|com sede em|mit sitz in|büro in|am standort|standort in|\
             sitz in",
        ),
        (Cue::Pin, "🌎|🌍|🌏|📍|🗺"),
        (Cue::Custom("GB"), "nhs|agenda for change|dbs check|dbs disclosure|right to work in the uk|hcpc|nmc registration|£*|hmrc|uk"),
        (
            Cue::Custom("US"),
            "401(k)|401k|403(b)|403b|flsa|u.s. citizen*|us citizen*|e~verify|authorized to work in the united states|\
             authorized to work in the us|authorized to work in the u.s|501(c)(3)|medicaid|title ix|ala~accredited|ala accredited",
        ),
        (Cue::Custom("CA"), "rrsp|canada revenue agency"),
        (Cue::Custom("AU"), "superannuation|working with children check"),
        (Cue::Custom("NZ"), "kiwisaver|te tiriti o waitangi"),
        (Cue::Custom("DE"), "tvöd|tv~l|tv-l|entgeltgruppe"),
        (Cue::Custom("FR"), "smic|tickets restaurant|titres~restaurant|fonction publique"),
        (Cue::Custom("BR"), "regime clt|contratação clt|vale refeição|vale transporte"),
    ])
});

/// Lines at the top in which an address may stand alone.
const HEAD_LINES: usize = 14;

/// What a text has that tells of places.
pub(crate) struct PlaceText<'t> {
    text: &'t str,
    found: Vec<(Range<usize>, Cue)>,
}

impl<'t> PlaceText<'t> {
    /// Reads `text` once.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, found: CUES.find(text).collect() }
    }

    /// The country of the institutions named, when all are of one.
    pub(crate) fn country_of_customs(&self) -> Option<&'static str> {
        let mut countries = self.found.iter().filter_map(|(_, cue)| if let Cue::Custom(country) = cue { Some(*country) } else { None });
        let first = countries.next()?;
        countries.all(|country| country == first).then_some(first)
    }

    /// The parts of title and text that may say where the job is, the most telling first.
    pub(crate) fn stated_places(&self, title: &'t str) -> impl Iterator<Item = &'t str> {
        let (text, found) = (self.text, &self.found);
        let labels = found.iter().filter_map(move |(range, cue)| match cue {
            Cue::Label if starts_a_line(text, range.start) => labeled_value(text, range.end, 120),
            Cue::Pin => Some(after(text, range.end, 600).trim_start_matches('\u{fe0f}').split('`').next().unwrap_or_default()),
            _ => None,
        });
        let head = text.lines().filter(|line| !line.trim().is_empty()).take(HEAD_LINES).filter(|line| looks_like_an_address(line));
        let based = move |of_job: bool| {
            let cues = found.iter().filter(move |(range, cue)| *cue == Cue::Based && is_about_the_job(text, range.start) == of_job);
            cues.filter_map(move |(range, _)| names_behind(after(text, range.end, 90)))
        };
        let in_title =
            title.rfind([',', '(', '-', '–', '|', '/']).and_then(|at| names_behind(title[at..].trim_start_matches(|c: char| !c.is_alphanumeric())));
        labels.chain(in_title).chain(based(true)).chain(head).chain(based(false))
    }
}

fn starts_a_line(text: &str, at: usize) -> bool {
    before(text, at, 12).chars().all(|c| !c.is_alphanumeric())
}

/// A short line of capitalized words with a comma: `Oakland, CA`.
fn looks_like_an_address(line: &str) -> bool {
    let line = line.trim();
    let capitals = |part: &str| part.trim().starts_with(char::is_uppercase);
    line.len() <= 60 && line.contains(',') && line.split(',').all(capitals) && line.split_whitespace().count() <= 7 && !line.ends_with('.')
}

fn is_about_the_job(text: &str, at: usize) -> bool {
    let sentence = before(text, at, 80).to_ascii_lowercase();
    ["position", "role", "post ", "job", "you will", "you'll", "candidate", "poste", "puesto", "vaga", "stelle", "successful", "work"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// The first capitalized words of `rest`, with the commas between them, behind at most four small ones: "the market town of Whitby".
fn names_behind(rest: &str) -> Option<&str> {
    let start = rest.find(char::is_uppercase)?;
    let lead = &rest[..start];
    if lead.split_whitespace().count() > 4 || lead.contains(['.', ',', ';', '/']) {
        return None;
    }
    let rest = &rest[start..];
    let mut end = 0;
    for word in rest.split_inclusive([' ', '\u{a0}']) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_link = matches!(bare, "of" | "de" | "la" | "upon" | "am" | "do" | "the" | "le" | "les" | "del" | "in" | "") && end > 0;
        if !bare.starts_with(char::is_uppercase) && !is_link {
            break;
        }
        end += word.len();
        // "St." and "U.S." go on; "ME." and "Lima." do not.
        let is_whole = bare.len() > 2 || (bare.len() == 2 && bare.bytes().all(|b| b.is_ascii_uppercase()));
        let closes = word.trim_end().ends_with(['.', ';', ')', '!', '?', ':']) && is_whole && !bare.contains('.');
        if closes || end > 70 {
            break;
        }
    }
    let names = rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    (!names.is_empty()).then_some(names)
}
