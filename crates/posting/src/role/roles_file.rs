//! A file of roles: TOML to families, levels and cues, with every fault of the file told at once.
//!
//! ```toml
//! fallback = "other"                 # the family of a job that nothing names
//!
//! [duties]                           # how the duties of a text are read
//! needed_n = 3                       # so many must speak of one family before they outvote a title that is mute or general
//! needed_percent = 30                # and such a share of all duties
//! scope_n = 2                        # where duties decide, a job is in scope from so many duties of engagement work on
//! scope_percent = 33                 # and from such a share of all
//! duty = { en = ["you will"] }       # a statement outside a section of duties is one when it holds this
//! engagement = { en = ["listen to"] }  # engagement work of no family in particular
//! publics = { en = ["visitor~"] }    # engagement work only where the title says that the job is: a nurse sees visitors too
//! pass_over = { en = ["user story"] }  # cues inside such words mean something else
//! hires = { en = ["seeks a"] }       # the title of the job follows
//!
//! [titles]
//! noise = { en = ["assistant to"] }  # words of a title that say nothing of this job
//! engagement = { en = ["and outreach"] }  # words that say that engagement is a part of it, whatever its family
//!
//! [modes]                            # words of a text that speak for a mode, for families that have several
//! public = { en = ["museum~"] }
//! community_health = { en = ["clinic~"] }
//!
//! [family.outreach]
//! label = "Outreach"
//! definition = "…"
//! mode = "public"                    # the mode of engagement; absent for work that is none
//! modes = ["public", "community_health"]  # of these the text chooses, and `mode` stands where it says nothing
//! engages = true                     # do its duties count as engagement work? absent: when it has a mode
//! scope = "core"                     # core or out where the title settles the family, else by_duties
//! titles = { en = ["outreach"] }     # titles that settle the family
//! general = { en = ["educator"] }    # titles that name it unless the duties speak of another
//! duties = { en = ["visit~ schools"] }  # its work, in the words of duties
//! find = ["Outreach Officer"]
//! pass = ["Nurse"]
//!
//! [seniority.officer]
//! titles = { en = ["officer"] }
//! find = ["Outreach Officer"]
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use skills::toml_file::{Table, Text, TomlFile};
use skills::{ConceptId, LANGUAGES, check_phrase};

use crate::role::seniority::Seniority;

/// Phrases by language.
pub(crate) type ByLanguage = BTreeMap<String, Vec<String>>;

/// When a job whose title settles its family is in scope; of the others the duties decide, where there are enough of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScopeRule {
    /// Engagement is what it is about.
    Core,
    /// The duties decide.
    ByDuties,
    /// Never.
    Out,
}

const SCOPES: [(&str, ScopeRule); 3] = [("by_duties", ScopeRule::ByDuties), ("core", ScopeRule::Core), ("out", ScopeRule::Out)];

/// A family of jobs.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) id: String,
    pub(crate) mode: Option<String>,
    /// The modes, by number, that the text chooses from.
    pub(crate) modes: Vec<usize>,
    pub(crate) engages: bool,
    pub(crate) scope: ScopeRule,
    pub(crate) titles: Vec<String>,
    pub(crate) general: Vec<String>,
    pub(crate) duties: ByLanguage,
    pub(crate) find: Vec<String>,
    pub(crate) pass: Vec<String>,
}

/// A level and the words of titles that name it.
#[derive(Debug)]
pub(crate) struct Level {
    pub(crate) seniority: Seniority,
    pub(crate) titles: Vec<String>,
    pub(crate) find: Vec<String>,
}

/// What decides beside phrases.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Thresholds {
    pub(crate) needed_n: usize,
    pub(crate) needed_percent: usize,
    pub(crate) scope_n: usize,
    pub(crate) scope_percent: usize,
}

/// The file, read and found without fault.
#[derive(Debug)]
pub(crate) struct RolesFile {
    /// The number of the family of jobs that nothing names.
    pub(crate) fallback: usize,
    /// By name.
    pub(crate) families: Vec<Family>,
    pub(crate) levels: Vec<Level>,
    pub(crate) thresholds: Thresholds,
    pub(crate) noise: Vec<String>,
    pub(crate) engaging_titles: Vec<String>,
    pub(crate) duties: ByLanguage,
    pub(crate) engagement: ByLanguage,
    pub(crate) publics: ByLanguage,
    /// Modes, and what speaks for each.
    pub(crate) modes: Vec<(String, ByLanguage)>,
    pub(crate) pass_over: ByLanguage,
    pub(crate) hires: ByLanguage,
}

const FAMILY_KEYS: [&str; 11] = ["definition", "duties", "engages", "find", "general", "label", "mode", "modes", "pass", "scope", "titles"];
const DUTY_KEYS: [&str; 9] = ["duty", "engagement", "hires", "needed_n", "needed_percent", "pass_over", "publics", "scope_n", "scope_percent"];
const DUTY_NUMBERS: [&str; 4] = ["needed_n", "needed_percent", "scope_n", "scope_percent"];

/// Reads the root table; what is wrong is recorded in `file`.
pub(crate) fn read(file: &mut TomlFile, root: &Table<'_>) -> RolesFile {
    root.only(file, &["duties", "fallback", "family", "modes", "seniority", "titles"]);
    let modes = modes(file, root);
    let families = families(file, root, &modes);
    let fallback = root.required_text(file, "fallback").map_or(0, |name| fallback(file, &name, &families));
    let levels = levels(file, root);
    let [noise, engaging_titles] = root.table(file, "titles").map_or_else(Default::default, |table| {
        table.only(file, &["engagement", "noise"]);
        ["noise", "engagement"].map(|key| of_all_languages(file, &table, key))
    });
    let mut read = RolesFile {
        fallback,
        families,
        levels,
        noise,
        engaging_titles,
        thresholds: Thresholds::default(),
        duties: ByLanguage::new(),
        engagement: ByLanguage::new(),
        publics: ByLanguage::new(),
        modes,
        pass_over: ByLanguage::new(),
        hires: ByLanguage::new(),
    };
    match root.table(file, "duties") {
        Some(table) => read.duties(file, &table),
        None if root.keys().all(|(key, _)| key != "duties") => root.missing(file, "duties"),
        None => {}
    }
    read
}

impl RolesFile {
    fn duties(&mut self, file: &mut TomlFile, table: &Table<'_>) {
        table.only(file, &DUTY_KEYS);
        let [needed_n, needed_percent, scope_n, scope_percent] = DUTY_NUMBERS.map(|key| number(file, table, key));
        self.thresholds = Thresholds { needed_n, needed_percent, scope_n, scope_percent };
        self.duties = by_language(file, table, "duty");
        self.engagement = by_language(file, table, "engagement");
        self.publics = by_language(file, table, "publics");
        self.pass_over = by_language(file, table, "pass_over");
        self.hires = by_language(file, table, "hires");
    }
}

fn number(file: &mut TomlFile, table: &Table<'_>, key: &str) -> usize {
    if table.keys().all(|(known, _)| known != key) {
        table.missing(file, key);
    }
    table.integer(file, key).and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

fn modes(file: &mut TomlFile, root: &Table<'_>) -> Vec<(String, ByLanguage)> {
    let Some(all) = root.table(file, "modes") else { return Vec::new() };
    let names: Vec<_> = all.keys().collect();
    let is_name = |name: &str| ConceptId::new(&name.replace('_', "-")).is_some() && name.len() <= 60;
    for (name, span) in names.iter().filter(|(name, _)| !is_name(name)) {
        file.fault(span.clone(), format!("`{name}` is no name of a mode"), "use lower-case letters, digits and single underscores");
    }
    names.into_iter().filter(|(name, _)| is_name(name)).map(|(name, _)| (name.to_owned(), by_language(file, &all, name))).collect()
}

fn families(file: &mut TomlFile, root: &Table<'_>, modes: &[(String, ByLanguage)]) -> Vec<Family> {
    let Some(all) = root.table(file, "family") else {
        root.missing(file, "family");
        return Vec::new();
    };
    let mut families = Vec::new();
    for (name, span) in all.keys().collect::<Vec<_>>() {
        let Some(table) = all.table(file, name) else { continue };
        if ConceptId::new(name).is_none() || name.len() > 60 {
            file.fault(span, format!("`{name}` is no name of a family"), "use lower-case letters, digits and single hyphens");
            continue;
        }
        families.push(family(file, &table, name, modes));
    }
    families
}

fn family(file: &mut TomlFile, table: &Table<'_>, id: &str, known: &[(String, ByLanguage)]) -> Family {
    table.only(file, &FAMILY_KEYS);
    table.required_text(file, "label");
    table.required_text(file, "definition");
    let mode = table.text(file, "mode").map(|text| text.value);
    let modes = table.texts(file, "modes").into_iter().filter_map(|text| mode_number(file, &text, known)).collect();
    let engages = table.boolean(file, "engages").unwrap_or(mode.is_some());
    let scope = table.required_text(file, "scope").map_or(ScopeRule::Out, |text| scope(file, &text));
    let (titles, general) = (of_all_languages(file, table, "titles"), of_all_languages(file, table, "general"));
    let (find, pass) = (values(table.texts(file, "find")), values(table.texts(file, "pass")));
    if !titles.is_empty() && (find.is_empty() || pass.is_empty()) {
        file.fault(table.span(), format!("family `{id}` has no examples"), "give titles to find, and titles to pass over");
    }
    Family { id: id.to_owned(), mode, modes, engages, scope, titles, general, duties: by_language(file, table, "duties"), find, pass }
}

fn mode_number(file: &mut TomlFile, text: &Text, known: &[(String, ByLanguage)]) -> Option<usize> {
    let found = known.iter().position(|(mode, _)| *mode == text.value);
    if found.is_none() {
        file.fault(text.span.clone(), format!("no words speak for the mode `{}`", text.value), "write them under [modes]");
    }
    found
}

fn scope(file: &mut TomlFile, text: &Text) -> ScopeRule {
    SCOPES.iter().find(|(name, _)| *name == text.value).map_or_else(
        || {
            file.fault(text.span.clone(), format!("`{}` is no scope", text.value), "one of by_duties, core, out");
            ScopeRule::Out
        },
        |(_, scope)| *scope,
    )
}

fn fallback(file: &mut TomlFile, name: &Text, families: &[Family]) -> usize {
    families.iter().position(|family| family.id == name.value).unwrap_or_else(|| {
        file.fault(name.span.clone(), format!("there is no family `{}`", name.value), "");
        0
    })
}

fn levels(file: &mut TomlFile, root: &Table<'_>) -> Vec<Level> {
    let Some(all) = root.table(file, "seniority") else { return Vec::new() };
    let mut levels = Vec::new();
    for (name, span) in all.keys().collect::<Vec<_>>() {
        let Some(table) = all.table(file, name) else { continue };
        let Some(seniority) = Seniority::from_name(name) else {
            let names = Seniority::ALL.map(Seniority::as_str).join(", ");
            file.fault(span, format!("`{name}` is no level of seniority"), format!("one of {names}"));
            continue;
        };
        table.only(file, &["find", "titles"]);
        levels.push(Level { seniority, titles: of_all_languages(file, &table, "titles"), find: values(table.texts(file, "find")) });
    }
    levels
}

fn by_language(file: &mut TomlFile, table: &Table<'_>, key: &str) -> ByLanguage {
    let Some(languages) = table.table(file, key) else { return ByLanguage::new() };
    languages.only(file, &LANGUAGES);
    let mut all = ByLanguage::new();
    for lang in LANGUAGES {
        let texts = languages.texts(file, lang);
        for text in &texts {
            check(file, text);
        }
        all.insert(lang.to_owned(), values(texts));
    }
    all
}

fn of_all_languages(file: &mut TomlFile, table: &Table<'_>, key: &str) -> Vec<String> {
    by_language(file, table, key).into_values().flatten().collect()
}

fn values(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Records a phrase that cannot be read; the caret points at the very characters.
fn check(file: &mut TomlFile, text: &Text) {
    if let Err(error) = check_phrase(&text.value) {
        let start = text.span.start + 1;
        let place: Range<usize> = start + error.span.start..start + error.span.end;
        file.fault(place, format!("phrase `{}`: {}", text.value, error.message), "");
    }
}
