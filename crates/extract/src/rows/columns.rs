//! Which column of a table holds which field of a posting.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::error::Error;
use crate::fault::{Fault, FaultKind};
use crate::labels;

/// A column that nothing names is taken for the description when its cells have this many characters on average.
const LONG_TEXT: usize = 200;

/// A field of a posting that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    Description,
    Employer,
    Location,
    Country,
    Salary,
    Contract,
    Posted,
    Closing,
    Url,
    Identifier,
}

/// The names that a study gives the fields, and columns that mean them, in lower case, beside those that a text labels its facts with.
const FIELDS: [(Field, &str, &str); 11] = [
    (Field::Title, "title", "name|job|job name|jobtitle|vacancy title|vacancy|titre|offre|título|título del puesto|título da vaga|titel|jobtitel"),
    (
        Field::Description,
        "description",
        "description|job description|jobdescription|full description|long description|text|full text|body|content|details|job details|\
         advert|advert text|ad text|posting|description du poste|descriptif|texte|contenu|annonce|descripción|descripción del puesto|texto|\
         descrição|descrição da vaga|beschreibung|stellenbeschreibung|stellentext|inhalt|anzeigentext",
    ),
    (Field::Employer, "employer", "hiring organization name|organisation name|organization name|company name|employer name|org|agency|einrichtung"),
    (Field::Location, "location", "city|town|address|region|site|ville|ciudad|cidade|stadt|workplace"),
    (Field::Country, "country", "country|country code|address country|pays|país|land"),
    (Field::Salary, "salary", "base salary|salary text|salary description|wages"),
    (Field::Contract, "contract", "employmenttype|hours|working pattern|work type|arbeitszeit"),
    (Field::Posted, "posted", "posted date|posted at|publish date|published date|published at|date|start of advert|fecha|data"),
    (Field::Closing, "closing", "close date|valid through|valid until|expiry date|expiry|end date|date de clôture|fecha de fin|enddatum"),
    (Field::Url, "url", "url|link|web address|job url|job link|apply url|href|lien|enlace|ligação"),
    (Field::Identifier, "id", "id|identifier|job number|vacancy id|requisition id|req id|kennung|identifiant|identificador|número"),
];

impl Field {
    pub(super) fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }

    /// The field that a column called `header` holds.
    fn of(header: &str) -> Option<Self> {
        let name = words(header);
        let own = FIELDS.iter().find(|(_, _, names)| names.split('|').any(|known| known == name)).map(|(field, ..)| *field);
        own.or_else(|| {
            Some(match labels::labeled(&format!("{name}:"))?.0 {
                labels::Field::Title => Field::Title,
                labels::Field::Employer => Field::Employer,
                labels::Field::Location => Field::Location,
                labels::Field::Salary => Field::Salary,
                labels::Field::Contract => Field::Contract,
                labels::Field::Posted => Field::Posted,
                labels::Field::Closing => Field::Closing,
                labels::Field::Reference => Field::Identifier,
            })
        })
    }
}

/// The words of a header in lower case: `jobTitle`, `Job_Title` and `JOB TITLE` are one.
fn words(header: &str) -> String {
    let mut out = String::new();
    let mut was_lower = false;
    for c in header.chars() {
        if c.is_alphanumeric() || c == '\'' {
            if was_lower && c.is_uppercase() {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
        was_lower = c.is_lowercase();
    }
    out.trim().to_owned()
}

/// The columns that a study names: `title = "Job Title"`, `description = ["Duties", "Requirements"]`. A field that it does not name is read
/// from the column that bears its name, or a usual one in five languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    columns: BTreeMap<Field, Vec<String>>,
}

impl ColumnMap {
    /// The map with these fields and their columns. Case, blanks and `_` in the name of a column make no difference.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownField`], [`Error::NoColumn`], and [`Error::SeveralColumns`] for any field but the description.
    pub fn new<F: AsRef<str>, C: Into<String>>(entries: impl IntoIterator<Item = (F, Vec<C>)>) -> Result<Self, Error> {
        let mut columns = BTreeMap::new();
        for (name, names) in entries {
            let field = name.as_ref().to_owned();
            let Some((found, ..)) = FIELDS.iter().find(|(_, known, _)| *known == field) else { return Err(Error::UnknownField { field }) };
            match names.len() {
                0 => return Err(Error::NoColumn { field }),
                2.. if *found != Field::Description => return Err(Error::SeveralColumns { field }),
                _ => columns.insert(*found, names.into_iter().map(Into::into).collect()),
            };
        }
        Ok(Self { columns })
    }

    /// The fields that a map may name.
    pub fn fields() -> [&'static str; 11] {
        FIELDS.map(|(_, name, _)| name)
    }
}

/// A column that is part of the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) at: usize,
    /// Whether the name of the column heads what it holds.
    pub(super) is_section: bool,
}

/// The columns of one table.
#[derive(Debug)]
pub(super) struct Columns {
    one: BTreeMap<Field, usize>,
    descriptions: Vec<Part>,
}

impl Columns {
    /// Finds the columns of a table.
    ///
    /// # Errors
    ///
    /// A column that the map names and the table lacks, and a table without titles or texts.
    pub(super) fn of(header: &StringRecord, rows: &[StringRecord], map: &ColumnMap) -> Result<Self, Fault> {
        let names: Vec<String> = header.iter().map(words).collect();
        let missing =
            |what: &str| Fault::new(FaultKind::NoPosting, format!("no column {what} among: {}", header.iter().collect::<Vec<_>>().join(", ")));
        let find = |name: &String| names.iter().position(|known| *known == words(name)).ok_or_else(|| missing(&format!("`{name}`")));
        let mut one = BTreeMap::new();
        let mut descriptions = Vec::new();
        for (field, columns) in &map.columns {
            let found = columns.iter().map(find).collect::<Result<Vec<usize>, Fault>>()?;
            match field {
                Field::Description => descriptions.extend(found.iter().map(|at| Part { at: *at, is_section: found.len() > 1 })),
                _ => drop(one.insert(*field, found[0])),
            }
        }
        let is_free = |at: usize, one: &BTreeMap<Field, usize>, parts: &[Part]| {
            !one.values().any(|taken| *taken == at) && !parts.iter().any(|part| part.at == at)
        };
        for (at, name) in names.iter().enumerate() {
            if let Some(field) = Field::of(name).filter(|field| *field != Field::Description && is_free(at, &one, &descriptions)) {
                one.entry(field).or_insert(at);
            }
        }
        if descriptions.is_empty() {
            descriptions = named_parts(&names, |at| is_free(at, &one, &[]));
        }
        if descriptions.is_empty() {
            descriptions.extend(longest(names.len(), rows, |at| is_free(at, &one, &[])).map(|at| Part { at, is_section: false }));
        }
        match (one.contains_key(&Field::Title), descriptions.is_empty()) {
            (false, _) => Err(missing("for the title")),
            (_, true) => Err(missing("for the description")),
            _ => Ok(Self { one, descriptions }),
        }
    }

    pub(super) fn one(&self, field: Field) -> Option<usize> {
        self.one.get(&field).copied()
    }

    pub(super) fn descriptions(&self) -> &[Part] {
        &self.descriptions
    }
}

/// The columns that are called a description or a section of one.
fn named_parts(names: &[String], is_free: impl Fn(usize) -> bool) -> Vec<Part> {
    let part = |(at, name): (usize, &String)| {
        let is_text = Field::of(name) == Some(Field::Description);
        let is_section = !is_text && labels::headings_n(&[name]) > 0;
        (is_free(at) && (is_text || is_section)).then_some(Part { at, is_section })
    };
    names.iter().enumerate().filter_map(part).collect()
}

/// The column with the longest texts, when they are long.
fn longest(columns_n: usize, rows: &[StringRecord], is_free: impl Fn(usize) -> bool) -> Option<usize> {
    let bytes_n = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(str::len).sum::<usize>();
    let at = (0..columns_n).filter(|at| is_free(*at)).max_by_key(|at| (bytes_n(*at), std::cmp::Reverse(*at)))?;
    (bytes_n(at) >= LONG_TEXT * rows.len().max(1)).then_some(at)
}
