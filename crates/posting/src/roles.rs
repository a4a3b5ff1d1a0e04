//! The roles of a field: families of jobs, levels and cues, loaded from a file that people edit.

use std::fmt;

use skills::toml_file::{FileFault, TomlFile};

use crate::duties::DutyReader;
use crate::role::{self, Role};
use crate::role_title::Titles;
use crate::roles_file::{self, RolesFile};

/// A file of roles, compiled. Shared between threads; reading cannot fail.
#[derive(Debug)]
pub struct Roles {
    pub(crate) file: RolesFile,
    pub(crate) titles: Titles,
    pub(crate) duties: DutyReader,
    hash: String,
}

/// All faults of a file of roles, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesError(pub Vec<FileFault>);

impl fmt::Display for RolesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0.len();
        write!(f, "{n} fault{} in the roles", if n == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n{fault}"))
    }
}

impl std::error::Error for RolesError {}

impl Roles {
    /// Reads a file of roles, named `name` for the reader.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, RolesError> {
        let file = TomlFile::new(name, text).parse(|file, root| roles_file::read(file, &root)).map_err(RolesError)?;
        let hash = blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
        Ok(Self { titles: Titles::new(&file), duties: DutyReader::new(&file), file, hash })
    }

    /// A hash of the file: equal hashes read equally.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The names of the families, in order.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.file.families.iter().map(|family| family.id.as_str())
    }

    /// What kind of job a posting is. Duties are read in the language `lang` (two letters) and in English; in all when it is `None`.
    pub fn read(&self, title: &str, text: &str, lang: Option<&str>) -> Role {
        role::read(self, title, text, lang)
    }

    /// The example titles of the file that are read as something else than it says: one line each.
    pub fn wrong_examples(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for family in &self.file.families {
            let read = |title: &String| self.read(title, "", None).family;
            let missed = family.find.iter().filter(|title| read(title) != family.id);
            wrong.extend(missed.map(|title| format!("{}: `{title}` must be found, and is read as {}", family.id, read(title))));
            let caught = family.pass.iter().filter(|title| read(title) == family.id);
            wrong.extend(caught.map(|title| format!("{}: `{title}` must be passed over", family.id)));
        }
        for level in &self.file.levels {
            let read = |title: &String| self.read(title, "", None).seniority;
            let missed = level.find.iter().filter(|title| read(title) != level.seniority);
            wrong.extend(missed.map(|title| format!("{}: `{title}` must be found, and is read as {}", level.seniority.as_str(), read(title).as_str())));
        }
        wrong
    }
}
