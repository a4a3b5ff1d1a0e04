//! One source of a study: how it is collected, and on what ground.

use std::path::PathBuf;

use archive::SourceId;
use crawl::{Access, KeyForm, Refusal, Source};
use extract::ColumnMap;
use jiff::civil::Date;
use url::Url;

use super::Window;

/// Where postings come from.
#[derive(Debug)]
pub(crate) struct StudySource {
    pub(crate) id: SourceId,
    pub(crate) input: Input,
    /// Which columns of its CSV files hold what; by their names where it does not say.
    pub(crate) columns: ColumnMap,
    /// Who decided on its access, on what ground; for a source that is unchecked, what to check.
    pub(crate) access_note: Option<String>,
    /// When that was.
    pub(crate) access_on: Option<Date>,
    /// The hours in which it may be crawled; always when it does not say.
    pub(crate) window: Option<Window>,
    /// Where the key of its board comes from.
    pub(crate) key: Option<KeySource>,
    /// Does the study promise that its patterns reach every advertisement?
    pub(crate) lists_all: bool,
    /// Does it come from a list that the study includes? Such a one is left alone until somebody gives a verdict.
    pub(crate) is_listed: bool,
    /// A text that changes when anything in the study file about this source does.
    pub(crate) config: String,
}

/// The environment variable that holds a key, and how it is sent.
#[derive(Debug, Clone)]
pub(crate) struct KeySource {
    pub(crate) variable: String,
    pub(crate) header: &'static str,
    pub(crate) form: KeyForm,
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

impl StudySource {
    /// A source of files.
    pub(crate) fn of_files(id: SourceId, paths: Vec<PathBuf>) -> Self {
        Self {
            id,
            input: Input::Files(paths),
            columns: ColumnMap::default(),
            access_note: None,
            access_on: None,
            window: None,
            key: None,
            lists_all: false,
            is_listed: false,
            config: String::new(),
        }
    }

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

    /// Is it one of a list that the study includes, for which nobody has given a verdict?
    pub(crate) fn waits_for_verdict(&self) -> bool {
        self.is_listed && self.site().is_some_and(|site| site.access == Access::Unchecked)
    }

    /// Why it may not be crawled, with what the study notes about that; `None` when it may.
    pub(crate) fn refusal(&self) -> Option<String> {
        let refusal = self.site()?.access.permits_crawling().err()?;
        let note = self.access_note.as_deref().filter(|_| refusal == Refusal::Unchecked);
        Some(note.map_or_else(|| refusal.to_string(), |note| format!("{refusal}; to check: {note}")))
    }
}
