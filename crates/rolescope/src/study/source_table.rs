//! The tables `[[source]]` of a study file.

use archive::SourceId;
use crawl::{Access, Board, Pattern, Source, posting};
use extract::ColumnMap;
use jiff::civil::Date;
use skills::toml_file::{Table, Text};
use url::Url;

use super::source::{Input, KeySource, StudySource};
use super::{Reader, Window};

/// What every source that is crawled may say.
const CRAWL_KEYS: [&str; 12] = [
    "access",
    "access_date",
    "access_note",
    "allow_private_hosts",
    "contact",
    "delay_ms",
    "folder",
    "hosts_max",
    "id",
    "kind",
    "max_pages",
    "window",
];
/// What a site says besides.
const SITE_KEYS: [&str; 9] = ["follow", "host", "hosts", "lists_all", "post", "postings", "sitemaps", "start", "use_robots_sitemaps"];
/// What a board says besides.
const BOARD_KEYS: [&str; 4] = ["board", "key_env", "query", "token"];

impl Reader<'_> {
    pub(super) fn source(&mut self, table: &Table<'_>, contact: Option<&Text>) -> Option<StudySource> {
        let id: Option<SourceId> = table.required_text(self.file, "id").and_then(|text| self.id(&text).parse().ok());
        let kind = table.required_text(self.file, "kind")?;
        let mut key = None;
        let input = match kind.value.as_str() {
            "files" => Some(self.files(table)),
            "site" => self.site(table, id.clone(), contact).map(Input::Site),
            "local-site" => self.site(table, id.clone(), contact).and_then(|source| self.local(table, source)),
            "board" => {
                key = self.key(table);
                self.board(table, id.clone(), contact)
            }
            other => {
                self.file.fault(kind.span, format!("`{other}` is no kind of source"), "one of site, board, local-site, files");
                None
            }
        };
        let (input, columns) = (input?, self.columns(table));
        let lists_all = kind.value != "files" && table.boolean(self.file, "lists_all").unwrap_or(false);
        let mut source = StudySource { input, columns, key, lists_all, is_listed: self.is_list, ..StudySource::of_files(id?, Vec::new()) };
        if kind.value != "files" {
            source.access_note = table.text(self.file, "access_note").map(|text| text.value);
            source.access_on = self.parsed::<Date>(table, "access_date", "write it as 2026-11-24");
            source.window = self.parsed::<Window>(table, "window", "write two times of the day in UTC: 22:00-06:00");
        }
        source.config = format!("{:?} {:?} {:?}", source.input, source.columns, source.window);
        Some(source)
    }

    fn parsed<T: std::str::FromStr>(&mut self, table: &Table<'_>, key: &str, help: &str) -> Option<T> {
        let text = table.text(self.file, key)?;
        let parsed = text.value.parse().ok();
        if parsed.is_none() {
            self.file.fault(text.span, format!("`{}` cannot be read as `{key}`", text.value), help);
        }
        parsed
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

    /// A source whose hosts are folders, served on loopback.
    fn local(&mut self, table: &Table<'_>, mut source: Source) -> Option<Input> {
        let folder = table.required_text(self.file, "folder")?;
        let path = self.dir.join(&folder.value);
        if !path.is_dir() {
            self.file.fault(folder.span, format!("there is no folder {}", path.display()), "paths are relative to the study file");
        }
        source.allow_private_hosts = true;
        Some(Input::LocalSite { folder: path, source })
    }

    fn board(&mut self, table: &Table<'_>, id: Option<SourceId>, contact: Option<&Text>) -> Option<Input> {
        table.only(self.file, &[&CRAWL_KEYS[..], &BOARD_KEYS].concat());
        let access = self.access(table);
        let contact = self.contact(table, access, contact);
        let named = table.required_text(self.file, "board")?;
        let Some(board) = Board::find(&named.value) else {
            let known: Vec<&str> = Board::names().collect();
            self.file.fault(named.span, format!("`{}` is no board that is known here", named.value), format!("one of {}", known.join(", ")));
            return None;
        };
        let text = |reader: &mut Self, key| table.text(reader.file, key).map(|text| text.value).unwrap_or_default();
        let (token, query) = (text(self, "token"), text(self, "query"));
        let mut listing = match board.listing(&token, &query) {
            Ok(listing) => listing,
            Err(message) => {
                let at = if token.is_empty() { named.span } else { table.key_span("token") };
                self.file.fault(at, message, "");
                return None;
            }
        };
        let is_local = table.keys().any(|(key, _)| key == "folder");
        if is_local {
            // A folder is served without encryption. Both schemes allow the change.
            let _ = listing.start.set_scheme("http");
        }
        let mut source = Source::of_board(id?, access?, &contact?, listing);
        self.manners(table, &mut source);
        if is_local { self.local(table, source) } else { Some(Input::Site(source)) }
    }

    /// Where the key of a board comes from: never from the file itself.
    fn key(&mut self, table: &Table<'_>) -> Option<KeySource> {
        let variable = table.text(self.file, "key_env");
        let board = table.text(self.file, "board").and_then(|text| Board::find(&text.value))?;
        match (board.key, variable) {
            (Some((header, form)), Some(variable)) => Some(KeySource { variable: variable.value, header, form }),
            (Some(_), None) => {
                let help = format!("add `key_env = \"{}_KEY\"`, the environment variable that holds it", board.name.to_uppercase().replace('-', "_"));
                self.file.fault(table.key_span("board"), format!("{} asks for a key", board.name), help);
                None
            }
            (None, Some(variable)) => {
                self.file.fault(variable.span, format!("{} asks for no key", board.name), "");
                None
            }
            (None, None) => None,
        }
    }

    fn site(&mut self, table: &Table<'_>, id: Option<SourceId>, contact: Option<&Text>) -> Option<Source> {
        table.only(self.file, &[&CRAWL_KEYS[..], &SITE_KEYS].concat());
        let access = self.access(table);
        let contact = self.contact(table, access, contact);
        let mut start = self.urls(table, "start");
        start.extend(self.posts(table));
        let sitemaps = self.urls(table, "sitemaps");
        if start.is_empty() && sitemaps.is_empty() {
            table.missing(self.file, "start");
        }
        let mut source = Source::new(id?, access?, &contact?, start);
        source.sitemaps = sitemaps;
        source.follow = self.patterns(table, "follow");
        source.postings = self.patterns(table, "postings");
        source.hosts = table.texts(self.file, "hosts").into_iter().map(|text| text.value).collect();
        source.use_robots_sitemaps = table.boolean(self.file, "use_robots_sitemaps").unwrap_or(true);
        self.manners(table, &mut source);
        Some(source)
    }

    fn manners(&mut self, table: &Table<'_>, source: &mut Source) {
        let integer = |reader: &mut Self, key| table.integer(reader.file, key);
        source.delay_ms = integer(self, "delay_ms").unwrap_or(source.delay_ms);
        source.limits.hosts_max = integer(self, "hosts_max").map_or(source.limits.hosts_max, |n| (n as usize).max(1));
        source.max_pages = integer(self, "max_pages").map_or(source.max_pages, |n| n as usize);
        source.allow_private_hosts = table.boolean(self.file, "allow_private_hosts").unwrap_or(false);
    }

    /// A verdict that is not there is one that nobody has given.
    fn access(&mut self, table: &Table<'_>) -> Option<Access> {
        let Some(text) = table.text(self.file, "access") else { return Some(Access::Unchecked) };
        match text.value.parse() {
            Ok(access) => Some(access),
            Err(message) => {
                self.file.fault(text.span, message, "");
                None
            }
        }
    }

    /// The source's own contact, or that of the study. A source that is not crawled needs none.
    fn contact(&mut self, table: &Table<'_>, access: Option<Access>, of_study: Option<&Text>) -> Option<String> {
        let own = table.text(self.file, "contact").map(|text| text.value);
        let contact = own.or_else(|| of_study.map(|text| text.value.clone()));
        let needs_one = access.is_none_or(|access| access.permits_crawling().is_ok());
        if contact.is_none() && needs_one {
            self.file.fault(table.span(), "a site is crawled only with a contact", "add `contact = \"you@example.org\"` at the top of the file");
            return None;
        }
        Some(contact.unwrap_or_default())
    }

    fn urls(&mut self, table: &Table<'_>, key: &str) -> Vec<Url> {
        let texts = table.texts(self.file, key);
        texts.into_iter().filter_map(|text| self.url(&text)).collect()
    }

    fn url(&mut self, text: &Text) -> Option<Url> {
        let url = Url::parse(&text.value).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if url.is_none() {
            self.file.fault(text.span.clone(), format!("`{}` is no address of a page", text.value), "write it whole: https://host/path");
        }
        url
    }

    /// `post = [{ url = "https://host/search", body = '{"page":1}' }]`: pages to start from that are asked for by posting JSON.
    fn posts(&mut self, table: &Table<'_>) -> Vec<Url> {
        let mut requests = Vec::new();
        for post in table.tables(self.file, "post") {
            post.only(self.file, &["body", "url"]);
            let (url, body) = (post.required_text(self.file, "url"), post.required_text(self.file, "body"));
            let (Some(url), Some(body)) = (url.and_then(|text| self.url(&text)), body) else { continue };
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&body.value) {
                self.file.fault(body.span, format!("what is posted is no JSON: {error}"), "");
            }
            requests.push(posting(&url, &body.value));
        }
        requests
    }

    fn patterns(&mut self, table: &Table<'_>, key: &str) -> Vec<Pattern> {
        table.texts(self.file, key).iter().map(|text| Pattern::new(&text.value)).collect()
    }
}
