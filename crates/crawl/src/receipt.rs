//! What the archive keeps of a visit: the exchange, and the decision with what it rested on.

use archive::{Digest, Record};
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use crate::fetch::Exchange;
use crate::permission::Basis;
use crate::request;
use crate::source::AGENT;

/// The field that says what a capture was fetched for: `robots`, `reservation`, `sitemap`, `listing` or `posting`.
pub(crate) const PURPOSE: &str = "Rolescope-Purpose";

/// A decision on one URL, as a metadata record holds it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Receipt {
    /// `fetched`, `not_modified`, `redirected`, `refused_robots`, `refused_reservation`, `failed:KIND` …
    pub(crate) decision: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
    /// The product token that robots.txt was asked about.
    pub(crate) agent: &'static str,
    /// Missing for what needs no permission: robots.txt itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<Basis>,
    /// Tries that failed before the one that counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) failed_tries: Vec<Try>,
}

/// A try that was followed by another one.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Try {
    pub(crate) at: Timestamp,
    pub(crate) failure: String,
    pub(crate) detail: String,
    pub(crate) wait_ms: u64,
}

impl Receipt {
    pub(crate) fn new(decision: String, detail: Option<String>, basis: Option<Basis>, failed_tries: Vec<Try>) -> Self {
        Self { decision, detail, agent: AGENT, basis, failed_tries }
    }

    fn record(&self, url: &Url, at: Timestamp) -> Record {
        // Strings and numbers alone: serializing them cannot fail, and an empty block would show if it did.
        let block = serde_json::to_vec(self).unwrap_or_default();
        named(Record::metadata(request::address_of(url).as_str(), at, "application/json", block), url)
    }

    /// The one record of a decision without an exchange.
    pub(crate) fn alone(&self, url: &Url, at: Timestamp) -> Record {
        self.record(url, at)
    }

    /// The records of an exchange: response, request, and this decision on it.
    pub(crate) fn with_exchange(&self, exchange: &Exchange, purpose: &str) -> [Record; 3] {
        let uri = request::address_of(&exchange.url);
        let response = Record::response(uri.as_str(), exchange.started_at, message(exchange)).with(PURPOSE, purpose);
        let response = named(response, &exchange.url);
        let response = if exchange.is_truncated { response.with("WARC-Truncated", "length") } else { response };
        self.concurrent(response, exchange)
    }

    /// The same with a revisit in place of the response: the payload lies in an earlier record.
    pub(crate) fn with_revisit(&self, exchange: &Exchange, purpose: &str, known: &Original) -> [Record; 3] {
        let uri = exchange.url.as_str();
        let original = (uri, known.captured_at);
        let revisit = Record::revisit(uri, exchange.started_at, message(exchange), &known.digest, original);
        self.concurrent(revisit.with(PURPOSE, purpose), exchange)
    }

    fn concurrent(&self, first: Record, exchange: &Exchange) -> [Record; 3] {
        let id = first.record_id().unwrap_or_default().to_owned();
        let uri = request::address_of(&exchange.url);
        let request = Record::request(uri.as_str(), exchange.started_at, exchange.request.clone());
        let receipt = self.record(&exchange.url, exchange.started_at);
        [first, request.with("WARC-Concurrent-To", &id), receipt.with("WARC-Concurrent-To", &id)]
    }
}

/// The record with the request that it is about, when that is more than an address.
fn named(record: Record, url: &Url) -> Record {
    if request::body_of(url).is_some() { record.with(request::FIELD, url.as_str()) } else { record }
}

/// The capture that a revisit refers to.
#[derive(Debug, Clone)]
pub(crate) struct Original {
    pub(crate) digest: Digest,
    pub(crate) captured_at: Timestamp,
}

fn message(exchange: &Exchange) -> Vec<u8> {
    let headers = exchange.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
    archive::response_message(exchange.status, headers, &exchange.body)
}
