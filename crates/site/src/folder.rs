//! From host and path to a file of the folder, and never to one outside of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::{Error, Result};

/// A page as it lies in the folder.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: &'static str,
    pub(crate) modified: Option<SystemTime>,
}

/// A folder with one subfolder a host.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    hosts: Vec<String>,
}

/// Notes for people who read the fixtures, not for visitors.
const KEPT_BACK: [&str; 2] = ["EXPECTED.tsv", "README.md"];

/// What a path without an extension may be short for, in this order.
const ENDINGS: [&str; 10] = ["", ".html", ".json", ".xml", ".rss", "/index.html", "/index.json", "/index.xml", "/index.rss", ".txt"];

impl Folder {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let fail = |source| Error::Folder { path: path.to_owned(), source };
        let root = fs::canonicalize(path).map_err(fail)?;
        let mut hosts = Vec::new();
        for entry in fs::read_dir(&root).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() && is_plain(&name) {
                hosts.push(name);
            }
        }
        if hosts.is_empty() {
            return Err(Error::NoHosts { path: path.to_owned() });
        }
        hosts.sort();
        Ok(Self { root, hosts })
    }

    pub(crate) fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// The page that answers for this host header and path, if there is one.
    pub(crate) fn page(&self, host: &str, path: &str) -> Option<Page> {
        let file = self.file(host, path)?;
        let bytes = fs::read(&file).ok()?;
        let modified = fs::metadata(&file).and_then(|about| about.modified()).ok();
        Some(Page { content_type: content_type(&file, &bytes), bytes, modified })
    }

    fn file(&self, host: &str, path: &str) -> Option<PathBuf> {
        let mut stem = self.root.join(self.host(host)?);
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let segment = percent_decoded(segment)?;
            if !is_plain(&segment) && segment != ".well-known" {
                return None;
            }
            stem.push(segment);
        }
        let stem = stem.into_os_string();
        ENDINGS.iter().find_map(|ending| {
            let mut candidate = stem.clone();
            candidate.push(ending);
            self.inside(Path::new(&candidate))
        })
    }

    /// The file itself after all links, when it still lies in the folder.
    fn inside(&self, candidate: &Path) -> Option<PathBuf> {
        let file = fs::canonicalize(candidate).ok()?;
        let kept_back = KEPT_BACK.iter().any(|name| file.file_name().is_some_and(|own| own == *name));
        (file.starts_with(&self.root) && file.is_file() && !kept_back).then_some(file)
    }

    /// `jobs.example:8080` and `jobs.example.localhost:8080` are `jobs.example`; the bare address is the only host, if there is only one.
    fn host(&self, header: &str) -> Option<&str> {
        let lower = header.trim().to_ascii_lowercase();
        let name = lower.rsplit_once(':').map_or(lower.as_str(), |(name, _port)| name);
        let name = name.strip_suffix(".localhost").unwrap_or(name);
        let known = self.hosts.iter().find(|host| host.as_str() == name);
        let bare = matches!(name, "localhost" | "127.0.0.1") && self.hosts.len() == 1;
        known.or_else(|| self.hosts.first().filter(|_| bare)).map(String::as_str)
    }
}

/// One visible name: no way up, no hidden file, no separator smuggled in by an escape.
fn is_plain(segment: &str) -> bool {
    !segment.starts_with('.') && !segment.contains(['/', '\\', '\0'])
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { (hex(rest.next()?)? << 4) | hex(rest.next()?)? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

fn content_type(file: &Path, bytes: &[u8]) -> &'static str {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" if names_another_charset(bytes) => "text/html",
        "html" | "htm" => "text/html; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "rss" => "application/rss+xml",
        "atom" => "application/atom+xml",
        "gz" => "application/gzip",
        "txt" | "md" => "text/plain; charset=utf-8",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A page in an old charset says so itself; a header would overrule it.
fn names_another_charset(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let declared = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    declared.is_some_and(|name| !name.starts_with("utf-8") && !name.starts_with("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(dir: &Path) -> Folder {
        let host = dir.join("jobs.example");
        fs::create_dir_all(host.join("a/b")).unwrap();
        fs::create_dir_all(dir.join("other.example")).unwrap();
        fs::write(host.join("a/page.html"), "<p>page").unwrap();
        fs::write(host.join("a/b/index.html"), "<p>index").unwrap();
        fs::write(host.join("EXPECTED.tsv"), "secret").unwrap();
        fs::write(dir.join("outside.html"), "outside").unwrap();
        fs::write(host.join("old.html"), "<meta charset=iso-8859-1><p>caf\u{e9}").unwrap();
        Folder::open(dir).unwrap()
    }

    #[test]
    fn a_path_is_served_from_the_page_or_its_index() {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        for path in ["/a/page.html", "/a/page", "/a/b", "/a/b/", "/a/%62"] {
            assert!(folder.page("jobs.example:80", path).is_some(), "{path}");
        }
        assert!(folder.page("jobs.example.localhost:1", "/a/page").is_some());
        assert!(folder.page("other.example", "/a/page").is_none());
        assert_eq!(folder.hosts(), ["jobs.example", "other.example"]);
    }

    #[test]
    fn nothing_outside_and_no_note_is_served() {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        for path in ["/../outside.html", "/%2e%2e/outside.html", "/..%2foutside", "/EXPECTED.tsv", "/a/%", "/a/%00", "/.git/x"] {
            assert!(folder.page("jobs.example", path).is_none(), "{path}");
        }
        for host in ["..", ".", "", "jobs.example/../", "unknown.example"] {
            assert!(folder.page(host, "/outside.html").is_none(), "{host}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leaves_the_folder_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        fs::write(elsewhere.path().join("secret.html"), "secret").unwrap();
        let link = dir.path().join("jobs.example/out.html");
        std::os::unix::fs::symlink(elsewhere.path().join("secret.html"), link).unwrap();
        assert!(folder.page("jobs.example", "/out.html").is_none());
    }

    #[test]
    fn an_old_charset_is_left_to_the_page() {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        assert_eq!(folder.page("jobs.example", "/old.html").unwrap().content_type, "text/html");
        assert_eq!(folder.page("jobs.example", "/a/page").unwrap().content_type, "text/html; charset=utf-8");
    }
}
