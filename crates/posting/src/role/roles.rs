//! The roles of a field: families of jobs, levels and cues, loaded from a file that people edit.

use std::fmt;

use skills::toml_file::{FileFault, TomlFile};

use crate::role::duties::DutyReader;
use crate::role::roles_file::{self, RolesFile};
use crate::role::title::Titles;
use crate::role::{self, Role};

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
            wrong.extend(
                missed.map(|title| format!("{}: `{title}` must be found, and is read as {}", level.seniority.as_str(), read(title).as_str())),
            );
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: &str = r#"
fallback = "other"

[duties]
needed_n = 2
needed_percent = 50
scope_n = 1
scope_percent = 30
duty.en = ["you will"]

[family.baking]
label = "Baking"
definition = "Makes bread for people."
mode = "oven"
scope = "core"
titles.en = ["baker~"]
duties.en = ["(bake/knead)"]
find = ["Senior Baker"]
pass = ["Gardener"]

[family.other]
label = "Other"
definition = "All the rest."
scope = "out"

[seniority.officer]
titles.en = ["baker~"]
find = ["Baker"]
"#;

    fn faults(text: &str) -> Vec<String> {
        let error = Roles::from_toml("roles.toml", text).expect_err("it has faults");
        error.0.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect()
    }

    #[test]
    fn a_field_is_all_in_its_file() {
        let roles = Roles::from_toml("roles.toml", FIELD).expect("it has no fault");
        assert_eq!(roles.wrong_examples(), Vec::<String>::new());
        assert_eq!(roles.families().collect::<Vec<_>>(), ["baking", "other"]);
        let role = roles.read("Person", "You will knead the dough at dawn. You will bake until noon.", None);
        assert_eq!((role.family.as_str(), role.engagement_mode.as_str(), role.in_scope), ("baking", "oven", true));
        assert_eq!(role.family_reason, "text: 2 of 2 duties speak of baking");
        assert_eq!(role.seniority, crate::Seniority::Unclear);
    }

    #[test]
    fn a_hash_tells_files_apart() {
        let hash = |text: &str| Roles::from_toml("roles.toml", text).expect("it has no fault").hash().to_owned();
        assert_eq!(hash(FIELD), hash(FIELD));
        assert_ne!(hash(FIELD), hash(&format!("{FIELD}# more\n")));
    }

    #[test]
    fn all_faults_come_at_once_each_with_its_place() {
        let bad = FIELD
            .replace("(bake/knead)", "(bake/knead")
            .replace("\"other\"\n", "\"others\"\n")
            .replace("scope = \"core\"", "scope = \"cor\"")
            .replace("[seniority.officer]", "[seniority.boss]");
        let found = faults(&bad);
        assert_eq!(found[0], "2:12 there is no family `others`");
        assert_eq!(found[1], "15:9 `cor` is no scope");
        assert!(found[2].starts_with("17:15 phrase `(bake/knead`"), "{found:?}");
        assert_eq!(found[3], "26:12 `boss` is no level of seniority");
    }

    #[test]
    fn a_family_needs_examples_and_the_file_its_thresholds() {
        assert_eq!(faults(&FIELD.replace("find = [\"Senior Baker\"]\n", ""))[0], "11:9 family `baking` has no examples");
        assert_eq!(faults(&FIELD.replace("needed_n = 2\n", ""))[0], "4:2 `needed_n` is missing from [duties]");
    }
}
