//! One queued URL from permission to outcome, over its redirects.

use std::borrow::Cow;

use tokio::sync::MutexGuard;
use url::Url;

use crate::canonical::canonical;
use crate::coding::{self, Undecodable};
use crate::crawl::{Crawl, Page};
use crate::error::Result;
use crate::fetch::{Ask, Broken, Exchange, Taking};
use crate::frontier::{Failure, Kind, Outcome, Queued};
use crate::host::Host;
use crate::permission::{Basis, Permission, describe};
use crate::receipt::{Original, Receipt, Try};
use crate::request;
use crate::reservation;
use crate::schedule::reduced;
use crate::sitemap::{self, Entry};
use crate::state::{Change, Known, Settled};
use crate::summary::Event;

/// A queued URL on its way over redirects.
struct Journey<'q> {
    host: &'q Host,
    queued: &'q Queued,
    /// Where the next request goes.
    at: Url,
    /// The URLs after the queued one, `at` included.
    passed: Vec<Url>,
}

/// One answer and what was known before it.
struct Arrival {
    exchange: Exchange,
    basis: Basis,
    failed_tries: Vec<Try>,
    known: Option<Known>,
}

/// How a visit ended, with what it found.
struct Ending {
    outcome: Outcome,
    detail: Option<String>,
    found: Vec<(Url, Kind)>,
    captured: Option<(Url, Known)>,
}

impl Ending {
    fn bare(outcome: Outcome, detail: Option<String>) -> Self {
        Self { outcome, detail, found: Vec::new(), captured: None }
    }

    fn failed(failure: Failure, detail: String) -> Self {
        Self::bare(Outcome::Failed(failure), Some(detail))
    }
}

/// What a redirect's answer leads to.
enum Step {
    On(Url),
    End(Ending),
}

impl Crawl<'_> {
    /// Visits a queued URL and writes down how it ended; false when the crawl is asked to stop meanwhile, and the URL waits on.
    pub(crate) async fn visit(&self, host: &Host, queued: &Queued) -> Result<bool> {
        let mut journey = Journey { host, queued, at: queued.url.clone(), passed: Vec::new() };
        let Some(ending) = self.travel(&mut journey).await? else { return Ok(false) };
        self.settle(journey, ending).await?;
        Ok(true)
    }

    /// Goes from the queued URL to where its redirects end.
    async fn travel(&self, journey: &mut Journey<'_>) -> Result<Option<Ending>> {
        loop {
            let basis = match self.permission(&journey.at).await? {
                None => return Ok(None),
                Some(Permission::Denied { outcome, reason, basis }) => {
                    return self.refuse(journey, outcome, reason, basis).map(Some);
                }
                Some(Permission::Granted(basis)) => basis,
            };
            let known = self.state.borrow().known(self.source_key(), &journey.at)?;
            let Some((answer, failed_tries)) = self.ask(journey, known.as_ref()).await? else { return Ok(None) };
            let exchange = match answer {
                Ok(exchange) => exchange,
                Err(broken) => return self.break_off(journey, &broken, basis, failed_tries).map(Some),
            };
            journey.host.failed_in_a_row.set(0);
            self.group.room().await;
            let _turn = self.heavy_turn(&exchange).await;
            let step = self.receive(journey, Arrival { exchange, basis, failed_tries, known })?;
            match step {
                Step::On(next) => {
                    journey.passed.push(next.clone());
                    journey.at = next;
                }
                Step::End(ending) => return Ok(Some(ending)),
            }
        }
    }

    /// What a large page takes to decode and read, all other hosts wait for; so between two of them the network has its turn.
    async fn heavy_turn(&self, exchange: &Exchange) -> Option<MutexGuard<'_, ()>> {
        if exchange.body.len() < HEAVY_BODY {
            return None;
        }
        let turn = self.group.idle(self.heavy.lock()).await;
        tokio::task::yield_now().await;
        Some(turn)
    }

    async fn ask(&self, journey: &Journey<'_>, known: Option<&Known>) -> Result<crate::crawl::Answered> {
        let ask = Ask {
            etag: known.and_then(|known| known.etag.clone()),
            last_modified: known.and_then(|known| known.last_modified.clone()),
            taking: if journey.queued.kind == Kind::Sitemap { Taking::Anything } else { Taking::Documents },
        };
        let Some(manners) = self.manners_of(&journey.at).await? else { return Ok(None) };
        self.request(&journey.at, &ask, manners.delay_ms(self.source.delay_ms)).await
    }

    fn refuse(&self, journey: &Journey<'_>, outcome: Outcome, reason: String, basis: Option<Basis>) -> Result<Ending> {
        let receipt = Receipt::new(outcome.word(), Some(reason.clone()), basis, Vec::new());
        self.keep_alone(&receipt, &journey.at)?;
        Ok(Ending::bare(outcome, Some(reason)))
    }

    fn break_off(&self, journey: &Journey<'_>, broken: &Broken, basis: Basis, failed_tries: Vec<Try>) -> Result<Ending> {
        let out_of_reach = matches!(broken.failure, Failure::Network | Failure::TimedOut);
        let failed = &journey.host.failed_in_a_row;
        failed.set(if out_of_reach { failed.get() + 1 } else { 0 });
        let outcome = Outcome::Failed(broken.failure);
        let receipt = Receipt::new(outcome.word(), Some(broken.detail.clone()), Some(basis), failed_tries);
        self.keep_alone(&receipt, &journey.at)?;
        Ok(Ending::failed(broken.failure, describe(broken)))
    }

    /// Judges an answer, archives what may be kept of it, and says where it leads.
    fn receive(&self, journey: &Journey<'_>, arrival: Arrival) -> Result<Step> {
        let status = arrival.exchange.status;
        match status {
            304 if arrival.known.is_some() => self.receive_unchanged(journey, arrival).map(Step::End),
            300..=399 => self.receive_redirect(journey, arrival),
            200..=299 => self.receive_page(journey, arrival).map(Step::End),
            _ => {
                let failure = Failure::Status(status);
                let decision = Outcome::Failed(failure).word();
                self.archive_exchange(journey, &arrival, decision)?;
                Ok(Step::End(Ending::failed(failure, format!("it answered {status}"))))
            }
        }
    }

    fn receive_redirect(&self, journey: &Journey<'_>, arrival: Arrival) -> Result<Step> {
        self.archive_exchange(journey, &arrival, "redirected".to_owned())?;
        let location = arrival.exchange.header("location");
        let target = Some(location).filter(|text| !text.is_empty()).and_then(|text| canonical(&journey.at, text));
        let fail = |failure, detail: String| Ok(Step::End(Ending::failed(failure, detail)));
        let target = target.map(|target| request::redirected(&journey.at, arrival.exchange.status, target));
        let Some(target) = target else {
            return fail(Failure::RedirectOffSite, format!("it redirects to {location:?}, which is no web address"));
        };
        if let Err(private) = crate::address::check(&target, self.source) {
            return fail(Failure::PrivateAddress, private.to_string());
        }
        if !self.has_host_of(&target) {
            return fail(Failure::RedirectOffSite, format!("it redirects to {target}, whose host is not among the source's hosts"));
        }
        if target == journey.queued.url || journey.passed.contains(&target) {
            return fail(Failure::RedirectLoop, format!("it redirects back to {target}"));
        }
        if journey.passed.len() >= self.source.limits.redirects_max {
            return fail(Failure::TooManyRedirects, format!("more than {} redirects", journey.passed.len()));
        }
        if target.host() != journey.at.host() {
            let found = vec![(target, journey.queued.kind)];
            return Ok(Step::End(Ending { found, ..Ending::bare(Outcome::Moved, None) }));
        }
        if self.state.borrow().is_settled(self.source_key(), &target)? {
            return Ok(Step::End(Ending::bare(Outcome::Duplicate, None)));
        }
        Ok(Step::On(target))
    }

    fn receive_unchanged(&self, journey: &Journey<'_>, arrival: Arrival) -> Result<Ending> {
        let Arrival { exchange, basis, failed_tries, known } = arrival;
        let Some(known) = known else { return Ok(Ending::bare(Outcome::NotModified, None)) };
        let receipt = Receipt::new(Outcome::NotModified.word(), None, Some(basis), failed_tries);
        let records = receipt.with_revisit(&exchange, journey.queued.kind.as_str(), &known.original);
        self.append_exchange(&exchange, &records)?;
        let found = self.wanted(journey, &known.links);
        Ok(Ending { found, ..Ending::bare(Outcome::NotModified, None) })
    }

    fn receive_page(&self, journey: &Journey<'_>, mut arrival: Arrival) -> Result<Ending> {
        if reservation::header_reserves(arrival.exchange.header("tdm-reservation")) {
            return self.give_back(journey, arrival, "header");
        }
        let links = match self.links(journey, &arrival.exchange) {
            Ok(Some(links)) => links,
            Ok(None) => return self.give_back(journey, arrival, "meta"),
            Err(undecodable) => return self.give_up(journey, arrival, undecodable),
        };
        let found = self.wanted(journey, &links);
        let digest = self.archive_exchange(journey, &arrival, Outcome::Fetched.word())?;
        let exchange = &mut arrival.exchange;
        let (url, status, bytes) = (journey.queued.url.clone(), exchange.status, exchange.body.len());
        self.tell(Event::Fetched { url, status, bytes });
        let validator = |name| Some(exchange.header(name).to_owned()).filter(|value| !value.is_empty());
        let captured = digest.map(|digest| {
            let original = Original { digest, captured_at: exchange.started_at };
            let known = Known { etag: validator("etag"), last_modified: validator("last-modified"), original, links };
            (exchange.url.clone(), known)
        });
        Ok(Ending { found, captured, ..Ending::bare(Outcome::Fetched, None) })
    }

    /// A page that turns out to be reserved is not kept; only the decision is.
    fn give_back(&self, journey: &Journey<'_>, arrival: Arrival, signal: &'static str) -> Result<Ending> {
        let mut basis = arrival.basis;
        basis.reservation.reserved = true;
        basis.reservation.signal = Some(signal);
        let outcome = Outcome::RefusedReservation;
        let detail = Some(format!("its {signal} reserves text and data mining"));
        let receipt = Receipt::new(outcome.word(), detail.clone(), Some(basis), arrival.failed_tries);
        self.keep_alone(&receipt, &journey.at)?;
        Ok(Ending::bare(outcome, detail))
    }

    fn give_up(&self, journey: &Journey<'_>, arrival: Arrival, undecodable: Undecodable) -> Result<Ending> {
        let detail = undecodable.detail();
        let failure = if undecodable == Undecodable::TooLarge { Failure::TooLarge } else { Failure::Undecodable };
        let receipt = Receipt::new(Outcome::Failed(failure).word(), Some(detail.to_owned()), Some(arrival.basis), arrival.failed_tries);
        self.keep_alone(&receipt, &journey.at)?;
        Ok(Ending::failed(failure, detail.to_owned()))
    }

    /// Where a page or sitemap leads, canonical; `None` when the page itself reserves its mining.
    fn links(&self, journey: &Journey<'_>, exchange: &Exchange) -> Result<Option<Vec<String>>, Undecodable> {
        let max = self.source.limits.decoded_max;
        let body = coding::decoded(&exchange.body, exchange.header("content-encoding"), max)?;
        let written = if journey.queued.kind == Kind::Sitemap {
            let body = if coding::is_gzip(&body) { Cow::Owned(coding::gunzipped(&body, max)?) } else { Cow::Borrowed(&*body) };
            let entries = sitemap::entries(&body).into_iter().map(|entry| match entry {
                Entry::Page(url) => (false, url),
                Entry::Sitemap(url) => (true, url),
            });
            entries.collect()
        } else {
            let page = Page { url: &exchange.url, content_type: exchange.header("content-type"), body: &body };
            let reading = (self.read)(&page);
            if reading.is_reserved {
                return Ok(None);
            }
            reading.links.into_iter().map(|link| (false, link)).collect::<Vec<_>>()
        };
        let is_page = |url: &Url| self.source.listing.as_ref().is_some_and(|listing| listing.is_page(url));
        let canonical = written.into_iter().filter_map(|(is_index, link)| {
            let url = canonical(&exchange.url, &link).filter(|url| self.has_host_of(url) && !is_page(url))?;
            Some(if is_index { format!("{INDEX_MARK}{url}") } else { url.into() })
        });
        Ok(Some(canonical.take(LINKS_MAX).chain(self.pages_behind(&exchange.url, &body)).collect()))
    }

    /// The requests for the pages of a board's list that follow this one. A page that came before leads nowhere.
    fn pages_behind(&self, request: &Url, body: &[u8]) -> Vec<String> {
        let Some(listing) = self.source.listing.as_ref().filter(|listing| listing.is_page(request)) else { return Vec::new() };
        let Some(page) = listing.read(body) else { return Vec::new() };
        if !self.lists.borrow_mut().insert(page.items.join("\n")) {
            return Vec::new();
        }
        listing.following(request, &page, self.source.max_pages).into_iter().map(String::from).collect()
    }

    /// Those of the links that the source's patterns want, with what they are.
    fn wanted(&self, journey: &Journey<'_>, links: &[String]) -> Vec<(Url, Kind)> {
        let in_sitemap = journey.queued.kind == Kind::Sitemap;
        let wanted = links.iter().filter_map(|link| match link.strip_prefix(INDEX_MARK) {
            Some(index) if in_sitemap => Some((Url::parse(index).ok()?, Kind::Sitemap)),
            _ => {
                let url = Url::parse(link).ok()?;
                let kind = self.source.kind_of(&url).filter(|_| self.has_host_of(&url))?;
                Some((url, kind))
            }
        });
        wanted.collect()
    }

    /// Archives an answer with what was decided on it; returns the digest of its payload.
    fn archive_exchange(&self, journey: &Journey<'_>, arrival: &Arrival, decision: String) -> Result<Option<archive::Digest>> {
        let receipt = Receipt::new(decision, None, Some(arrival.basis.clone()), arrival.failed_tries.clone());
        let records = receipt.with_exchange(&arrival.exchange, journey.queued.kind.as_str());
        self.append_exchange(&arrival.exchange, &records)?;
        Ok(records[0].fields.get("WARC-Payload-Digest").and_then(|digest| digest.parse().ok()))
    }

    /// Writes down how a visit ended, and waits until that is lasting.
    async fn settle(&self, journey: Journey<'_>, ending: Ending) -> Result<()> {
        let Journey { host, queued, passed, .. } = journey;
        let Ending { outcome, detail, found, captured } = ending;
        let url = queued.url.clone();
        let detail = detail.unwrap_or_default();
        match outcome {
            Outcome::NotModified => self.tell(Event::NotModified { url }),
            Outcome::RefusedRobots | Outcome::RefusedReservation => self.tell(Event::Refused { url, reason: detail }),
            Outcome::Failed(failure) => self.tell(Event::Failed { url, kind: failure.word(), detail }),
            Outcome::Fetched | Outcome::Duplicate | Outcome::Moved => {}
        }
        let queued_n = found.len();
        host.share.set(reduced(host.share.get(), queued.kind, outcome));
        let (id, kind, share) = (queued.id, queued.kind, host.share.get());
        let url = queued.url.clone();
        self.group.push(Change::Settled(Box::new(Settled { id, url, kind, outcome, host: host.key, share, passed, found, captured })));
        self.group.lasting().await;
        if queued_n > 0 {
            let waiting_n = self.state.borrow().waiting_n(self.source_key())?;
            self.tell(Event::Queued(waiting_n));
        }
        Ok(())
    }
}

/// Bodies from here on, as received, may take long to decode and read.
const HEAVY_BODY: usize = 32 << 10;
/// Links of one page: as many as a sitemap may have (<https://www.sitemaps.org/protocol.html>). No page has so many on purpose.
const LINKS_MAX: usize = 50_000;

/// Marks a link of a sitemap index in the state, where links are plain text; no URL begins so.
const INDEX_MARK: &str = "index ";
