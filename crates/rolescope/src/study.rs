//! A study file to the few fields that each stage needs; all its faults at once.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use archive::SourceId;
use crawl::{Access, Pattern, Source};
use extract::ColumnMap;
use posting::Role;
use skills::Phrases;
use skills::toml_file::{FileFault, Table, Text, TomlFile};
use url::Url;

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

/// Where postings come from.
#[derive(Debug)]
pub(crate) struct StudySource {
    pub(crate) id: SourceId,
    pub(crate) input: Input,
    /// Which columns of its CSV files hold what; by their names where it does not say.
    pub(crate) columns: ColumnMap,
    /// A text that changes when anything in the study file about this source does.
    pub(crate) config: String,
}

/// How a source is collected.
#[derive(Debug)]
pub(crate) enum Input {
    /// Crawled over the network.
    Site(Source),
    /// A folder that is served on loopback for the length of the run, and crawled.
    LocalSite { folder: PathBuf, source: Source },
    /// Imported.
    Files(Vec<PathBuf>),
}

const STUDY_KEYS: [&str; 9] = ["contact", "data", "gold", "name", "roles", "scope", "source", "taxonomy", "training"];
const SITE_KEYS: [&str; 17] = [
    "access",
    "access_date",
    "access_note",
    "allow_private_hosts",
    "delay_ms",
    "folder",
    "follow",
    "hosts_max",
    "host",
    "hosts",
    "id",
    "kind",
    "max_pages",
    "postings",
    "sitemaps",
    "start",
    "use_robots_sitemaps",
];

impl Study {
    /// Reads a study file. Paths in it are relative to its folder; `data` overrides where the outputs go.
    pub(crate) fn load(path: &Path, data: Option<&Path>) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read study file {}", path.display()))?;
        let dir = path.parent().unwrap_or(Path::new("")).to_owned();
        let parsed = TomlFile::new(&path.display().to_string(), &text).parse(|file, root| Reader { file, dir: &dir }.study(&root));
        let mut study = parsed.map_err(InvalidStudy)?;
        if let Some(data) = data {
            data.clone_into(&mut study.data);
        }
        Ok(study)
    }

    /// A study of files and nothing else, whose outputs go to `data`.
    pub(crate) fn of_files(paths: &[PathBuf], data: &Path) -> Result<Self> {
        let id = "files".parse().context("the name of the files")?;
        let source = StudySource { id, input: Input::Files(paths.to_vec()), columns: ColumnMap::default(), config: String::new() };
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
            hasher.update(format!("\n{} {postings:?} {:?}", source.id, source.columns).as_bytes());
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

impl StudySource {
    /// What the crawler needs, when it is crawled.
    pub(crate) fn site(&self) -> Option<&Source> {
        match &self.input {
            Input::Site(source) | Input::LocalSite { source, .. } => Some(source),
            Input::Files(_) => None,
        }
    }

    /// Is a posting expected at this address?
    pub(crate) fn expects_posting(&self, url: &str) -> bool {
        self.site().is_none_or(|site| Url::parse(url).is_ok_and(|url| site.postings.iter().any(|pattern| pattern.matches(&url))))
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
}

impl Reader<'_> {
    fn study(&mut self, root: &Table<'_>) -> Study {
        root.only(self.file, &STUDY_KEYS);
        let name = root.required_text(self.file, "name").map(|name| self.id(&name)).unwrap_or_default();
        let data = root.text(self.file, "data").map_or_else(|| Path::new("data").join(&name), |text| text.value.into());
        let taxonomy = root.text(self.file, "taxonomy").map(|text| self.dir.join(text.value));
        let roles = root.text(self.file, "roles").map(|text| self.dir.join(text.value));
        let contact = root.text(self.file, "contact");
        let scope = self.scope(root);
        let (training, gold) = (training(self.file, self.dir, root), gold(self.file, self.dir, root));
        let tables = root.tables(self.file, "source");
        if tables.is_empty() {
            root.missing(self.file, "source");
        }
        let mut sources: Vec<StudySource> = Vec::new();
        for table in tables {
            if let Some(source) = self.source(&table, contact.as_ref()) {
                if sources.iter().any(|other| other.id == source.id) {
                    self.file.fault(table.key_span("id"), format!("source `{}` is named twice", source.id), "give each source its own id");
                }
                sources.push(source);
            }
        }
        let import =
            IMPORT.parse().ok().map(|id| StudySource { id, input: Input::Files(Vec::new()), columns: ColumnMap::default(), config: String::new() });
        Study { name, data: tidy(&self.dir.join(data)), taxonomy, roles, scope, sources, training, gold, import }
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

    fn source(&mut self, table: &Table<'_>, contact: Option<&Text>) -> Option<StudySource> {
        let id = table.required_text(self.file, "id").and_then(|text| self.id(&text).parse().ok());
        let kind = table.required_text(self.file, "kind")?;
        let input = match kind.value.as_str() {
            "files" => Some(self.files(table)),
            "site" => self.site(table, id.clone(), contact).map(Input::Site),
            "local-site" => self.local_site(table, id.clone(), contact),
            other => {
                self.file.fault(kind.span, format!("`{other}` is no kind of source"), "one of site, local-site, files");
                None
            }
        };
        let input = input?;
        let columns = self.columns(table);
        Some(StudySource { id: id?, config: format!("{input:?} {columns:?}"), columns, input })
    }

    fn files(&mut self, table: &Table<'_>) -> Input {
        table.only(self.file, &["columns", "id", "kind", "paths"]);
        let paths = table.texts(self.file, "paths");
        if paths.is_empty() {
            table.missing(self.file, "paths");
        }
        let mut found = Vec::new();
        for text in paths {
            let path = self.dir.join(&text.value);
            if !path.exists() {
                self.file.fault(text.span, format!("there is no {}", path.display()), "paths are relative to the study file");
            }
            found.push(path);
        }
        Input::Files(found)
    }

    /// `columns = { title = "Job title", description = ["Duties", "Requirements"] }`.
    fn columns(&mut self, table: &Table<'_>) -> ColumnMap {
        let Some(columns) = table.table(self.file, "columns") else { return ColumnMap::default() };
        let mut map = Vec::new();
        for (field, span) in columns.keys() {
            let named = if field == "description" { columns.texts(self.file, field) } else { columns.text(self.file, field).into_iter().collect() };
            let named: Vec<String> = named.into_iter().map(|text| text.value).collect();
            if let Err(error) = ColumnMap::new([(field, named.clone())]) {
                self.file.fault(span, error.to_string(), "");
            } else {
                map.push((field, named));
            }
        }
        ColumnMap::new(map).unwrap_or_default()
    }

    fn local_site(&mut self, table: &Table<'_>, id: Option<SourceId>, contact: Option<&Text>) -> Option<Input> {
        let folder = table.required_text(self.file, "folder")?;
        let path = self.dir.join(&folder.value);
        if !path.is_dir() {
            self.file.fault(folder.span, format!("there is no folder {}", path.display()), "paths are relative to the study file");
        }
        let mut source = self.site(table, id, contact)?;
        source.allow_private_hosts = true;
        Some(Input::LocalSite { folder: path, source })
    }

    fn site(&mut self, table: &Table<'_>, id: Option<SourceId>, contact: Option<&Text>) -> Option<Source> {
        table.only(self.file, &SITE_KEYS);
        let access = self.access(table);
        let start = self.urls(table, "start");
        if start.is_empty() {
            table.missing(self.file, "start");
        }
        if contact.is_none() {
            self.file.fault(table.span(), "a site is crawled only with a contact", "add `contact = \"you@example.org\"` at the top of the file");
        }
        let mut source = Source::new(id?, access?, &contact?.value, start);
        source.sitemaps = self.urls(table, "sitemaps");
        source.follow = self.patterns(table, "follow");
        source.postings = self.patterns(table, "postings");
        source.hosts = table.texts(self.file, "hosts").into_iter().map(|text| text.value).collect();
        let integer = |reader: &mut Self, key| table.integer(reader.file, key);
        source.delay_ms = integer(self, "delay_ms").unwrap_or(source.delay_ms);
        source.limits.hosts_max = integer(self, "hosts_max").map_or(source.limits.hosts_max, |n| (n as usize).max(1));
        source.max_pages = integer(self, "max_pages").map_or(source.max_pages, |n| n as usize);
        source.allow_private_hosts = table.boolean(self.file, "allow_private_hosts").unwrap_or(false);
        source.use_robots_sitemaps = table.boolean(self.file, "use_robots_sitemaps").unwrap_or(true);
        Some(source)
    }

    fn access(&mut self, table: &Table<'_>) -> Option<Access> {
        let text = table.required_text(self.file, "access")?;
        match text.value.parse() {
            Ok(access) => Some(access),
            Err(message) => {
                self.file.fault(text.span, message, "");
                None
            }
        }
    }

    fn urls(&mut self, table: &Table<'_>, key: &str) -> Vec<Url> {
        let mut urls = Vec::new();
        for text in table.texts(self.file, key) {
            match Url::parse(&text.value) {
                Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => urls.push(url),
                _ => self.file.fault(text.span, format!("`{}` is no address of a page", text.value), "write it whole: https://host/path"),
            }
        }
        urls
    }

    fn patterns(&mut self, table: &Table<'_>, key: &str) -> Vec<Pattern> {
        table.texts(self.file, key).iter().map(|text| Pattern::new(&text.value)).collect()
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
