//! What waits to be fetched, and how each URL ended: the words in which the state keeps them.

use url::Url;

/// What a queued URL is to the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sitemap,
    Listing,
    Posting,
}

impl Kind {
    /// The purpose of a capture in the archive.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sitemap => "sitemap",
            Self::Listing => "listing",
            Self::Posting => "posting",
        }
    }

    /// How the state writes it.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Sitemap => 0,
            Self::Listing => 1,
            Self::Posting => 2,
        }
    }

    pub(crate) fn of_number(number: i64) -> Self {
        match number {
            0 => Self::Sitemap,
            2 => Self::Posting,
            _ => Self::Listing,
        }
    }
}

/// A URL whose turn has come.
#[derive(Debug, Clone)]
pub(crate) struct Queued {
    /// Its row in the state.
    pub(crate) id: i64,
    pub(crate) url: Url,
    pub(crate) kind: Kind,
}

/// How a queued URL ended. Every one ends in exactly one of these, or is still in the frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Fetched and archived.
    Fetched,
    /// The capture of an earlier round still stands.
    NotModified,
    /// It led to a page that was visited under another URL.
    Duplicate,
    /// It redirects to another host of the source, which visits the target when its turn comes.
    Moved,
    RefusedRobots,
    RefusedReservation,
    /// The word says how: `status_404`, `network`, `redirect_loop` …
    Failed(Failure),
}

/// Why a URL could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Status(u16),
    Network,
    TimedOut,
    /// The connection ended before the body did.
    Cut,
    TooLarge,
    ContentType,
    Undecodable,
    PrivateAddress,
    /// It repeats the source's key, which must not be kept.
    EchoedKey,
    RedirectLoop,
    TooManyRedirects,
    /// To another host, scheme, or nowhere.
    RedirectOffSite,
}

impl Failure {
    pub(crate) fn word(self) -> String {
        let word = match self {
            Self::Status(status) => return format!("status_{status}"),
            Self::Network => "network",
            Self::TimedOut => "timed_out",
            Self::Cut => "cut",
            Self::TooLarge => "too_large",
            Self::ContentType => "content_type",
            Self::Undecodable => "undecodable",
            Self::PrivateAddress => "private_address",
            Self::EchoedKey => "echoed_key",
            Self::RedirectLoop => "redirect_loop",
            Self::TooManyRedirects => "too_many_redirects",
            Self::RedirectOffSite => "redirect_off_site",
        };
        word.to_owned()
    }

    /// Whether another try may end better.
    pub(crate) fn may_pass(self) -> bool {
        match self {
            Self::Status(status) => status == 429 || status >= 500,
            Self::Network | Self::TimedOut | Self::Cut => true,
            _ => false,
        }
    }
}

impl Outcome {
    /// The word in the state; what begins with `failed:` is a failure.
    pub(crate) fn word(self) -> String {
        let word = match self {
            Self::Failed(failure) => return format!("failed:{}", failure.word()),
            Self::Fetched => "fetched",
            Self::NotModified => "not_modified",
            Self::Duplicate => "duplicate",
            Self::Moved => "moved",
            Self::RefusedRobots => "refused_robots",
            Self::RefusedReservation => "refused_reservation",
        };
        word.to_owned()
    }
}
