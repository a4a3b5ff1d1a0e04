//! What an earlier run archived and could not acknowledge: its visits take it from the archive, so nothing is fetched twice.

use archive::{Record, RecordType, Writer, response_parts};
use url::Url;

use crate::crawl::Crawl;
use crate::error::{Error, Result};
use crate::fetch::{Ask, Exchange, Taking};
use crate::permission::CONTROL_AGE_MAX;
use crate::request;
use crate::state::{Left, RoundRow, State};

/// Finds what the archive holds past the place up to which the state knows it, and has the state remember it.
pub(crate) fn take_stock(round: RoundRow, archive: &Writer, state: &mut State, source_id: &str) -> Result<RoundRow> {
    let fail = |source| Error::Archive { url: source_id.to_owned(), source };
    let mut left = Vec::new();
    for entry in archive.left_after(&round.end).map_err(fail)? {
        let (location, record) = entry.map_err(fail)?;
        let is_exchange = matches!(record.kind, RecordType::Response | RecordType::Revisit);
        // What was asked for by posting bears the request, since many are asked at one address.
        let request = record.fields.get(request::FIELD).or_else(|| record.target_uri());
        let url = request.filter(|_| is_exchange).and_then(|uri| Url::parse(uri).ok());
        left.extend(url.map(|url| Left { url, location }));
    }
    let round = RoundRow { end: archive.end(), ..round };
    state.keep_left(&round, &left)?;
    Ok(round)
}

impl Crawl<'_> {
    /// The exchange that an earlier run archived for this URL. What cannot be read is fetched again.
    pub(crate) fn adopt(&self, url: &Url, ask: &Ask) -> Option<Exchange> {
        let location = self.left.borrow_mut().remove(url.as_str())?;
        let record = self.archive.borrow().record(&location).ok()?;
        let exchange = exchange_of(url, &record)?;
        if matches!(ask.taking, Taking::Start(_)) && self.is_outdated(&exchange) {
            return None;
        }
        let mut round = self.round.borrow_mut();
        round.tally.requests += 1;
        round.tally.bytes += exchange.body.len() as u64;
        Some(exchange)
    }

    /// What governs access is asked for again when it is old, or forbade everything for the time being.
    fn is_outdated(&self, control: &Exchange) -> bool {
        let is_old = (self.now)().duration_since(control.started_at) >= CONTROL_AGE_MAX;
        is_old || control.status == 429 || control.status >= 500
    }
}

fn exchange_of(url: &Url, record: &Record) -> Option<Exchange> {
    let (status, headers, body) = response_parts(&record.block)?;
    Some(Exchange {
        url: url.clone(),
        started_at: record.date()?,
        // It lies beside the response, and nobody asks for it again.
        request: Vec::new(),
        status,
        headers,
        body: body.to_vec(),
        is_truncated: record.fields.get("WARC-Truncated").is_some(),
        is_archived: true,
        room: None,
    })
}
