//! Concepts read from the rows of a CSV file: ESCO's layout, or a plain one.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use skills::{ConceptKind, Match};

use super::assembly::{Incoming, Told};

/// What a file holds. Every row is one of the concepts, one of `joined_n` or one of the refused.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) concepts: Vec<Incoming>,
    pub(super) refused: Vec<Told>,
    /// Rows in the file.
    pub(super) rows_n: usize,
    /// Rows that say more of a concept that an earlier row began.
    pub(super) joined_n: usize,
}

/// A row with the names of its columns.
struct Row<'r> {
    place: String,
    columns: &'r [String],
    record: StringRecord,
}

impl Row<'_> {
    /// The first cell under this name, without blanks around it; empty when there is none.
    fn cell(&self, name: &str) -> &str {
        self.cells(name).next().unwrap_or_default()
    }

    fn cells(&self, name: &str) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .zip(&self.record)
            .filter(move |(column, _)| column.as_str() == name)
            .map(|(_, cell)| cell.trim())
            .filter(|cell| !cell.is_empty())
    }
}

/// Reads every row of `input` with `take`, which says why a row cannot be used. Columns go by their names in lower case.
fn each_row(input: impl Read, needed: &[&str], mut take: impl FnMut(&Row<'_>, &mut Rows) -> Result<(), String>) -> Result<Rows, String> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
    let headers = reader.headers().map_err(|error| format!("its first line cannot be read: {error}"))?;
    let columns: Vec<String> = headers.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase()).collect();
    let missing: Vec<&str> = needed.iter().copied().filter(|name| !columns.contains(&name.to_lowercase())).collect();
    if !missing.is_empty() {
        return Err(format!("its first line names no column {}; it names {}", missing.join(", "), columns.join(", ")));
    }
    let mut rows = Rows::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(error) => return Err(format!("row {} cannot be read: {error}", rows.rows_n + 1)),
        }
        rows.rows_n += 1;
        let place = format!("line {}", record.position().map_or(0, csv::Position::line));
        let taken = match StringRecord::from_byte_record(record.clone()) {
            Err(_) => Err("is no UTF-8".to_owned()),
            Ok(record) if record.len() != columns.len() => Err(format!("has {} cells, not {}", record.len(), columns.len())),
            Ok(record) => take(&Row { place: place.clone(), columns: &columns, record }, &mut rows),
        };
        if let Err(why) = taken {
            rows.refused.push(Told::new(&place, why));
        }
    }
}

/// ESCO's `skills_LANG.csv`: conceptUri, preferredLabel, and of skillType, status, altLabels, hiddenLabels, definition, description, broaderUri
/// whatever there is. Lists are separated by line ends.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(super) fn esco(input: impl Read, lang: &str) -> Result<Rows, String> {
    each_row(input, &["conceptUri", "preferredLabel"], |row, rows| {
        let (uri, label) = (row.cell("concepturi"), row.cell("preferredlabel"));
        if uri.is_empty() || label.is_empty() {
            return Err("has no conceptUri or no preferredLabel".to_owned());
        }
        if uri.contains(|c: char| c.is_whitespace() || c == '|') {
            return Err(format!("`{uri}` is no URI"));
        }
        if row.cell("status") == "obsolete" {
            return Err("is obsolete in ESCO".to_owned());
        }
        let lines = |name: &str| row.cell(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let labels = [lines("altlabels"), lines("hiddenlabels")].concat();
        rows.concepts.push(Incoming {
            place: row.place.clone(),
            key: uri.to_owned(),
            broader: lines("broaderuri"),
            kind: Some(if row.cell("skilltype") == "knowledge" { ConceptKind::Knowledge } else { ConceptKind::Skill }),
            pref_label: BTreeMap::from([(lang.to_owned(), label.to_owned())]),
            definition: ["definition", "description"]
                .into_iter()
                .map(|name| row.cell(name))
                .find(|text| !text.is_empty())
                .unwrap_or(label)
                .to_owned(),
            provenance: "ESCO".to_owned(),
            labels: labels.into_iter().map(|label| (lang.to_owned(), label)).collect(),
            matches: vec![Match { relation: "exact".to_owned(), scheme: "esco".to_owned(), target: uri.to_owned(), label: one_line(label) }],
            ..Incoming::default()
        });
        Ok(())
    })
}

/// The plain layout: concept and label, and of broader, definition, kind, lang and any number of phrase columns whatever there is.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(super) fn plain(input: impl Read, lang: &str) -> Result<Rows, String> {
    let mut places: HashMap<String, usize> = HashMap::new();
    each_row(input, &["concept", "label"], |row, rows| {
        let key = row.cell("concept").to_owned();
        if key.is_empty() {
            return Err("names no concept".to_owned());
        }
        let kind = kind(row.cell("kind"))?;
        let lang = Some(row.cell("lang")).filter(|lang| !lang.is_empty()).unwrap_or(lang).to_owned();
        if !skills::LANGUAGES.contains(&lang.as_str()) {
            return Err(format!("`{lang}` is none of the languages {}", skills::LANGUAGES.join(", ")));
        }
        for phrase in row.cells("phrase") {
            skills::check_phrase(phrase).map_err(|error| format!("phrase `{phrase}`: {}", error.message))?;
        }
        let known = places.get(&key).copied();
        if known.is_none() && row.cell("label").is_empty() {
            return Err(format!("has no label, and no row before it has one for `{key}`"));
        }
        let at = known.unwrap_or(rows.concepts.len());
        if known.is_none() {
            places.insert(key.clone(), at);
            rows.concepts.push(Incoming { place: row.place.clone(), key: key.clone(), name: Some(key), ..Incoming::default() });
        } else {
            rows.joined_n += 1;
        }
        if let Some(concept) = rows.concepts.get_mut(at) {
            concept.add(row, kind, &lang);
        }
        Ok(())
    })
}

impl Incoming {
    /// Adds what a row says; what an earlier row said stands.
    fn add(&mut self, row: &Row<'_>, kind: Option<ConceptKind>, lang: &str) {
        if !row.cell("label").is_empty() {
            self.pref_label.entry(lang.to_owned()).or_insert_with(|| row.cell("label").to_owned());
        }
        if self.definition.is_empty() {
            row.cell("definition").clone_into(&mut self.definition);
        }
        self.kind = self.kind.or(kind);
        self.broader.extend(row.cells("broader").map(str::to_owned));
        self.phrases.extend(row.cells("phrase").map(|phrase| (lang.to_owned(), phrase.to_owned())));
    }
}

fn kind(name: &str) -> Result<Option<ConceptKind>, String> {
    let kind = ConceptKind::from_name(name);
    if name.is_empty() || kind.is_some() { Ok(kind) } else { Err(format!("`{name}` is no kind: skill, knowledge or attribute")) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
