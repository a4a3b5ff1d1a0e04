//! A study file to the few fields that each stage needs; all its faults at once.

mod source;
mod source_table;
mod window;

use std::fmt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use archive::SourceId;
use posting::Role;
use skills::Phrases;
use skills::toml_file::{FileFault, Table, Text, TomlFile};

pub(crate) use source::{Input, KeySource, StudySource};
pub(crate) use window::Window;

use crate::gold_sample::{GoldSample, gold};
use crate::training_file::{Training, training};

/// The faults of a study file.
#[derive(Debug, thiserror::Error)]
pub(crate) struct InvalidStudy(Vec<FileFault>);

impl fmt::Display for InvalidStudy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0.len();
        write!(f, "the study file has {n} fault{}", if n == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n{fault}"))
    }
}

/// The name of the source that `rolescope import` fills.
pub(crate) const IMPORT: &str = "import";

/// One analysis.
#[derive(Debug)]
pub(crate) struct Study {
    pub(crate) name: String,
    pub(crate) data: PathBuf,
    pub(crate) taxonomy: Option<PathBuf>,
    /// A file of roles. Absent means the built-in ones, which go with the built-in taxonomy.
    pub(crate) roles: Option<PathBuf>,
    pub(crate) scope: Scope,
    pub(crate) sources: Vec<StudySource>,
    /// The courses on offer, where the study names them.
    pub(crate) training: Option<Training>,
    /// Ads that people have read, where the study names them.
    pub(crate) gold: Option<GoldSample>,
    import: Option<StudySource>,
}

/// What belongs to the study.
#[derive(Debug)]
pub(crate) struct Scope {
    /// Languages; none means all.
    languages: Vec<String>,
    /// A title must hold one of these; absent means any title.
    titles: Option<Phrases>,
    /// The phrases as written, for the hash.
    titles_raw: Vec<String>,
    /// Must the kind of job be one that the roles call in scope?
    by_role: bool,
}

const STUDY_KEYS: [&str; 10] = ["contact", "data", "gold", "include", "name", "roles", "scope", "source", "taxonomy", "training"];
impl Study {
    /// Reads a study file. Paths in it are relative to its folder; `data` overrides where the outputs go.
    pub(crate) fn load(path: &Path, data: Option<&Path>) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read study file {}", path.display()))?;
        let dir = path.parent().unwrap_or(Path::new("")).to_owned();
        let parsed = TomlFile::new(&path.display().to_string(), &text).parse(|file, root| Reader { file, dir: &dir, is_list: false }.study(&root));
        let (mut study, lists) = parsed.map_err(InvalidStudy)?;
        for list in lists {
            study.include(&list)?;
        }
        if let Some(data) = data {
            data.clone_into(&mut study.data);
        }
        Ok(study)
    }

    /// Adds the sources of a list that the study includes.
    fn include(&mut self, list: &List) -> Result<()> {
        let path = list.path.display().to_string();
        let text = std::fs::read_to_string(&list.path).with_context(|| format!("cannot read the list of sources {path}"))?;
        let dir = list.path.parent().unwrap_or(Path::new("")).to_owned();
        let known = &self.sources;
        let read = |file: &mut TomlFile, root: Table<'_>| {
            root.only(file, &["source"]);
            Reader { file, dir: &dir, is_list: true }.sources(&root, list.contact.as_ref(), known)
        };
        let sources = TomlFile::new(&path, &text).parse(read).map_err(InvalidStudy)?;
        self.sources.extend(sources);
        Ok(())
    }

    /// A study of files and nothing else, whose outputs go to `data`.
    pub(crate) fn of_files(paths: &[PathBuf], data: &Path) -> Result<Self> {
        let id = "files".parse().context("the name of the files")?;
        let source = StudySource::of_files(id, paths.to_vec());
        Ok(Self {
            name: "files".to_owned(),
            data: data.to_owned(),
            taxonomy: None,
            roles: None,
            scope: Scope::default(),
            sources: vec![source],
            training: None,
            gold: None,
            import: None,
        })
    }

    /// A hash of the parts of the study file that the numbers depend on.
    pub(crate) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{:?} {:?} {}", self.scope.languages, self.scope.titles_raw, self.scope.by_role).as_bytes());
        for source in &self.sources {
            let postings = source.site().map(|site| &site.postings);
            hasher.update(format!("\n{} {postings:?} {:?} {}", source.id, source.columns, source.lists_all).as_bytes());
            hasher.update(format!(" {:?} {:?}", source.site().map(|site| site.access), source.access_on).as_bytes());
        }
        hasher.update(self.beside_hash().as_bytes());
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// A hash of what is tagged beside the postings: courses and gold ads. Empty without them.
    pub(crate) fn beside_hash(&self) -> String {
        let hashes = [self.training.as_ref().map(|training| &training.hash), self.gold.as_ref().map(|gold| &gold.hash)];
        let named = ["training", "gold"].into_iter().zip(hashes);
        named.filter_map(|(name, hash)| Some(format!("{name} {}", hash?))).collect::<Vec<_>>().join(" ")
    }

    /// The source that `rolescope import` fills, which no study file needs to name.
    pub(crate) fn imported(&self, id: &SourceId) -> Option<&StudySource> {
        self.import.as_ref().filter(|source| source.id == *id)
    }

    /// The source with this name.
    pub(crate) fn source(&self, id: &SourceId) -> Option<&StudySource> {
        self.sources.iter().find(|source| source.id == *id)
    }
}

impl Default for Scope {
    fn default() -> Self {
        Self { languages: Vec::new(), titles: None, titles_raw: Vec::new(), by_role: true }
    }
}

impl Scope {
    /// Why a posting does not belong to the study, if so.
    pub(crate) fn excludes(&self, title: &str, lang: Option<&str>, role: Option<&Role>) -> Option<&'static str> {
        let other_language = !self.languages.is_empty() && !lang.is_some_and(|lang| self.languages.iter().any(|known| known == lang));
        let other_title = self.titles.as_ref().is_some_and(|phrases| !phrases.occur_in(title));
        let other_role = self.by_role && role.is_some_and(|role| !role.in_scope);
        other_language.then_some("language").or(other_title.then_some("title")).or(other_role.then_some("role"))
    }
}

/// The path without the detours of `x/..`, for people to read. Links among the folders that it leaves out are not looked at.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir && matches!(tidied.components().next_back(), Some(Component::Normal(_))) {
            tidied.pop();
        } else {
            tidied.push(part);
        }
    }
    tidied
}

/// Reads the tables of one study file.
struct Reader<'f> {
    file: &'f mut TomlFile,
    dir: &'f Path,
    /// Is it a list of sources that a study includes?
    is_list: bool,
}

/// A list of sources that a study includes, and the contact that it is read with.
struct List {
    path: PathBuf,
    contact: Option<Text>,
}

impl Reader<'_> {
    fn study(&mut self, root: &Table<'_>) -> (Study, Vec<List>) {
        root.only(self.file, &STUDY_KEYS);
        let name = root.required_text(self.file, "name").map(|name| self.id(&name)).unwrap_or_default();
        let data = root.text(self.file, "data").map_or_else(|| Path::new("data").join(&name), |text| text.value.into());
        let taxonomy = root.text(self.file, "taxonomy").map(|text| self.dir.join(text.value));
        let roles = root.text(self.file, "roles").map(|text| self.dir.join(text.value));
        let contact = root.text(self.file, "contact");
        let scope = self.scope(root);
        let (training, gold) = (training(self.file, self.dir, root), gold(self.file, self.dir, root));
        let lists: Vec<List> = root
            .texts(self.file, "include")
            .into_iter()
            .map(|text| List { path: tidy(&self.dir.join(text.value)), contact: contact.clone() })
            .collect();
        if root.tables(self.file, "source").is_empty() && lists.is_empty() {
            root.missing(self.file, "source");
        }
        let sources = self.sources(root, contact.as_ref(), &[]);
        let import = IMPORT.parse().ok().map(|id| StudySource::of_files(id, Vec::new()));
        (Study { name, data: tidy(&self.dir.join(data)), taxonomy, roles, scope, sources, training, gold, import }, lists)
    }

    /// The sources of a file, each with a name that none of `known` has.
    fn sources(&mut self, root: &Table<'_>, contact: Option<&Text>, known: &[StudySource]) -> Vec<StudySource> {
        let mut sources: Vec<StudySource> = Vec::new();
        for table in root.tables(self.file, "source") {
            if let Some(source) = self.source(&table, contact) {
                if known.iter().chain(&sources).any(|other| other.id == source.id) {
                    self.file.fault(table.key_span("id"), format!("source `{}` is named twice", source.id), "give each source its own id");
                }
                sources.push(source);
            }
        }
        sources
    }

    /// A name that is safe in a path.
    fn id(&mut self, text: &Text) -> String {
        if text.value.parse::<SourceId>().is_err() {
            self.file.fault(text.span.clone(), format!("`{}` is no name", text.value), "use lower-case letters, digits and hyphens");
        }
        text.value.clone()
    }

    fn scope(&mut self, root: &Table<'_>) -> Scope {
        let Some(table) = root.table(self.file, "scope") else { return Scope::default() };
        table.only(self.file, &["languages", "roles", "titles"]);
        let languages = table.texts(self.file, "languages");
        for text in languages.iter().filter(|text| !skills::LANGUAGES.contains(&text.value.as_str())) {
            self.file.fault(
                text.span.clone(),
                format!("`{}` is no language that can be told", text.value),
                format!("one of {}", skills::LANGUAGES.join(", ")),
            );
        }
        let titles = table.texts(self.file, "titles");
        let phrases = match Phrases::new(titles.iter().map(|text| text.value.as_str())) {
            Ok(phrases) => Some(phrases).filter(|_| !titles.is_empty()),
            Err(errors) => {
                for (at, error) in errors {
                    self.file.fault(titles[at].span.clone(), format!("pattern `{}`: {}", titles[at].value, error.message), "");
                }
                None
            }
        };
        let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
        // Who names titles has decided already.
        let by_role = self.by_role(&table).unwrap_or(titles.is_empty());
        Scope { languages: values(languages), titles: phrases, titles_raw: values(titles), by_role }
    }

    fn by_role(&mut self, table: &Table<'_>) -> Option<bool> {
        let text = table.text(self.file, "roles")?;
        match text.value.as_str() {
            "any" => return Some(false),
            "in_scope" => return Some(true),
            other => self.file.fault(text.span, format!("`{other}` says nothing about roles"), "one of in_scope, any"),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("study.toml");
        std::fs::write(&path, text).expect("writes");
        match Study::load(&path, None) {
            Ok(_) => Vec::new(),
            Err(error) => {
                let InvalidStudy(faults) = error.downcast().expect("a study with faults");
                faults.into_iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect()
            }
        }
    }

    const SITE: &str =
        "name = 'x'\ncontact = 'me@example.org'\n[[source]]\nid = 'a'\nkind = 'site'\naccess = 'permission'\nstart = ['https://jobs.example/']\n";

    #[test]
    fn a_site_reads() {
        assert_eq!(faults(SITE), Vec::<String>::new());
    }

    /// The faults of one source beside the name and the contact.
    fn faults_of(source: &str) -> Vec<String> {
        faults(&format!("name = 'x'\ncontact = 'me@example.org'\n[[source]]\nid = 'a'\n{source}\n"))
    }

    #[test]
    fn a_board_reads_or_says_what_it_needs() {
        for (source, fault) in [
            ("kind = 'board'\nboard = 'greenhouse'\ntoken = 'lab'\naccess = 'api_terms'\naccess_date = '2026-11-24'\nwindow = '20:00-06:00'", None),
            ("kind = 'board'\nboard = 'reliefweb'\ntoken = 'our-app'\nquery = 'outreach'", None),
            ("kind = 'board'\nboard = 'reed'\nquery = 'outreach'\nkey_env = 'REED_KEY'", None),
            ("kind = 'board'\nboard = 'greenhaus'\ntoken = 'lab'", Some("`greenhaus` is no board that is known here")),
            ("kind = 'board'\nboard = 'greenhouse'", Some("a greenhouse board needs a token: NAME in boards.greenhouse.io/NAME")),
            ("kind = 'board'\nboard = 'workday'\ntoken = 'lab'", Some("`lab` is no token of workday; it is TENANT.wdN/SITE")),
            ("kind = 'board'\nboard = 'nhs-jobs'", Some("nhs-jobs is searched by words")),
            ("kind = 'board'\nboard = 'reed'\nquery = 'outreach'", Some("reed asks for a key")),
            ("kind = 'board'\nboard = 'lever'\ntoken = 'lab'\nkey_env = 'X'", Some("lever asks for no key")),
            ("kind = 'board'\nboard = 'lever'\ntoken = 'lab'\nkey = 'abc'", Some("unknown key `key`")),
            ("kind = 'board'\nboard = 'lever'\ntoken = 'lab'\naccess_date = 'today'", Some("`today` cannot be read as `access_date`")),
            ("kind = 'site'\nstart = ['https://a.example/']\nwindow = 'nights'", Some("`nights` cannot be read as `window`")),
            ("kind = 'site'\npost = [{ url = 'https://a.example/', body = '{}' }]", None),
            ("kind = 'site'\npost = [{ url = 'https://a.example/', body = '{' }]", Some("what is posted is no JSON")),
            ("kind = 'site'", Some("`start` is missing")),
        ] {
            let found = faults_of(source);
            match fault {
                None => assert_eq!(found, Vec::<String>::new(), "{source}"),
                Some(fault) => assert!(found.len() == 1 && found[0].contains(fault), "{source}: {found:#?}"),
            }
        }
    }

    #[test]
    fn a_list_is_included_and_its_verdicts_are_nobodys_yet() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("writes");
        write("study.toml", &SITE.replace("[[source]]", "include = ['list.toml']\n[[source]]"));
        write("list.toml", "[[source]]\nid = 'b'\nkind = 'board'\nboard = 'lever'\ntoken = 'lab'\naccess_note = 'ask the lab'\n");
        let study = Study::load(&dir.path().join("study.toml"), None).expect("a study");
        let [a, b] = &study.sources[..] else { panic!("{:?}", study.sources) };
        assert_eq!((a.refusal(), a.waits_for_verdict(), b.waits_for_verdict()), (None, false, true));
        assert!(b.refusal().is_some_and(|why| why.ends_with("; to check: ask the lab")));
        write("list.toml", "[[source]]\nid = 'a'\nkind = 'board'\nboard = 'lever'\ntoken = 'lab'\n");
        let twice = Study::load(&dir.path().join("study.toml"), None).expect_err("named twice").to_string();
        assert!(twice.contains("list.toml:2:1: source `a` is named twice"), "{twice}");
    }

    #[test]
    fn all_faults_at_once() {
        let bad = SITE
            .replace("start", "strat")
            .replace("'permission'", "'yes'")
            .replace("[[source]]", "[scope]\ntitles = ['(a']\nlanguages = ['xx']\n[[source]]");
        let found = faults(&bad);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[0].starts_with("4:11 pattern `(a`"), "{found:#?}");
    }
}
