//! Whether one URL may be fetched, asked before every request: address, robots.txt, reservation.

use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::Mutex;
use url::Url;

use crate::address;
use crate::canonical::canonical;
use crate::coding;
use crate::crawl::Crawl;
use crate::error::Result;
use crate::fetch::{Ask, Broken, Exchange, Taking};
use crate::frontier::{Failure, Outcome};
use crate::receipt::Receipt;
use crate::reservation::{self, Reservation};
use crate::robots::RobotsAnswer;
use crate::source::{AGENT, path_and_query};
use crate::state::{Change, Control};

/// What an origin (scheme, host and port) said about access.
#[derive(Debug)]
pub(crate) struct Manners {
    pub(crate) robots: RobotsAnswer,
    robots_record: Option<String>,
    reservation: Reservation,
    reservation_record: Option<String>,
    asked_at: Timestamp,
}

/// An origin whose answers are asked for by one visit at a time.
#[derive(Debug, Default)]
pub(crate) struct Origin(Mutex<Option<Rc<Manners>>>);

/// What a decision rested on.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Basis {
    pub(crate) robots: RobotsBasis,
    pub(crate) reservation: ReservationBasis,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct RobotsBasis {
    allowed: bool,
    /// How the file was understood.
    answer: String,
    line: Option<usize>,
    rule: Option<String>,
    /// The record that holds the file.
    record: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct ReservationBasis {
    pub(crate) reserved: bool,
    /// `tdmrep.json`, `header` or `meta`; missing when nothing speaks of the page.
    pub(crate) signal: Option<&'static str>,
    location: Option<String>,
    record: Option<String>,
}

/// The answer to "may this URL be fetched?".
#[derive(Debug)]
pub(crate) enum Permission {
    Granted(Basis),
    Denied { outcome: Outcome, reason: String, basis: Option<Basis> },
}

/// What came of asking for robots.txt or tdmrep.json; `None` stands for a crawl that was asked to stop.
type Asked = Option<Result<(u16, Vec<u8>, Option<String>), String>>;

/// RFC 9309, section 2.4: a robots.txt should not be used for longer.
pub(crate) const CONTROL_AGE_MAX: SignedDuration = SignedDuration::from_hours(24);
/// RFC 9309, section 2.5, asks for at least 500 KiB.
const CONTROL_BYTES_MAX: usize = 1 << 20;
/// RFC 9309, section 2.3.1.2, asks for at least five.
const CONTROL_REDIRECTS_MAX: usize = 5;

impl Crawl<'_> {
    /// `None` when the crawl is asked to stop meanwhile.
    pub(crate) async fn permission(&self, url: &Url) -> Result<Option<Permission>> {
        if let Err(private) = address::check(url, self.source) {
            let outcome = Outcome::Failed(Failure::PrivateAddress);
            return Ok(Some(Permission::Denied { outcome, reason: private.to_string(), basis: None }));
        }
        let Some(manners) = self.manners_of(url).await? else { return Ok(None) };
        Ok(Some(manners.judge(url)))
    }

    /// What the origin of this URL says, asked at most once a day.
    pub(crate) async fn manners_of(&self, url: &Url) -> Result<Option<Rc<Manners>>> {
        let origin = url.origin().ascii_serialization();
        let oldest = (self.now)().saturating_sub(CONTROL_AGE_MAX).unwrap_or(Timestamp::MIN);
        let shared = Rc::clone(self.origins.borrow_mut().entry(origin.clone()).or_default());
        let mut held = self.group.idle(shared.0.lock()).await;
        if let Some(manners) = held.as_ref().filter(|manners| manners.asked_at > oldest) {
            return Ok(Some(Rc::clone(manners)));
        }
        let Some((robots, robots_record)) = self.robots_of(url, &origin, oldest).await? else { return Ok(None) };
        let mut manners = Manners { robots, robots_record, reservation: Reservation::default(), reservation_record: None, asked_at: (self.now)() };
        // A site that wants to be left alone is not asked a second question.
        if manners.robots.decide(AGENT, reservation::PATH).allowed {
            let Some(asked) = self.reservation_of(url, &origin, oldest, &manners).await? else { return Ok(None) };
            (manners.reservation, manners.reservation_record) = asked;
        }
        let manners = Rc::new(manners);
        *held = Some(Rc::clone(&manners));
        Ok(Some(manners))
    }

    async fn robots_of(&self, url: &Url, origin: &str, oldest: Timestamp) -> Result<Option<(RobotsAnswer, Option<String>)>> {
        const PURPOSE: &str = "robots";
        let known = self.state.borrow().control(origin, PURPOSE, oldest)?;
        if let Some(known) = known {
            return Ok(Some((RobotsAnswer::of_status(known.status, &known.body), known.record)));
        }
        let Some(asked) = self.ask_control(url, "/robots.txt", PURPOSE, self.source.delay_ms).await? else { return Ok(None) };
        Ok(Some(match asked {
            Err(detail) => (RobotsAnswer::DisallowAll(format!("robots.txt could not be had: {detail}")), None),
            Ok((status, body, record)) => {
                let answer = RobotsAnswer::of_status(status, &body);
                // What forbids everything is asked for again by the next run, since it may pass.
                if !matches!(answer, RobotsAnswer::DisallowAll(_)) {
                    self.keep_control(origin, PURPOSE, (status, body, record.clone())).await;
                }
                (answer, record)
            }
        }))
    }

    /// A file that is missing, broken or out of reach reserves nothing: a reservation has to be expressed.
    async fn reservation_of(&self, url: &Url, origin: &str, oldest: Timestamp, manners: &Manners) -> Result<Option<(Reservation, Option<String>)>> {
        const PURPOSE: &str = "reservation";
        let known = self.state.borrow().control(origin, PURPOSE, oldest)?;
        if let Some(known) = known {
            return Ok(Some((Reservation::parse(&known.body), known.record)));
        }
        let delay_ms = manners.delay_ms(self.source.delay_ms);
        let Some(asked) = self.ask_control(url, reservation::PATH, PURPOSE, delay_ms).await? else { return Ok(None) };
        let (body, record) = match asked {
            Ok((200..=299, body, record)) => (body, record),
            Ok((_, _, record)) => (Vec::new(), record),
            Err(_) => (Vec::new(), None),
        };
        let rules = Reservation::parse(&body);
        self.keep_control(origin, PURPOSE, (200, body, record.clone())).await;
        Ok(Some((rules, record)))
    }

    async fn keep_control(&self, origin: &str, purpose: &'static str, (status, body, record): (u16, Vec<u8>, Option<String>)) {
        let control = Control { origin: origin.to_owned(), purpose, status, body, record, asked_at: (self.now)() };
        self.group.push(Change::Control(control));
        self.group.lasting().await;
    }

    /// Asks for a file that governs access, over redirects, and archives every step.
    async fn ask_control(&self, url: &Url, path: &str, purpose: &str, delay_ms: u64) -> Result<Asked> {
        let ask = Ask { taking: Taking::Start(CONTROL_BYTES_MAX), ..Ask::default() };
        let Some(mut at) = canonical(url, path) else { return Ok(Some(Err("it has no address".to_owned()))) };
        for _ in 0..=CONTROL_REDIRECTS_MAX {
            if let Err(private) = address::check(&at, self.source) {
                return Ok(Some(Err(private.to_string())));
            }
            let Some((answer, failed_tries)) = self.request(&at, &ask, delay_ms).await? else { return Ok(None) };
            let mut receipt = Receipt::new(String::new(), None, None, failed_tries);
            let exchange = match answer {
                Ok(exchange) => exchange,
                Err(broken) => {
                    receipt.decision = Outcome::Failed(broken.failure).word();
                    receipt.detail = Some(broken.detail.clone());
                    self.keep_alone(&receipt, &at)?;
                    return Ok(Some(Err(describe(&broken))));
                }
            };
            receipt.decision = format!("status_{}", exchange.status);
            let record = self.keep(&receipt, &exchange, purpose)?;
            let next = redirect_target(&exchange);
            match next {
                Some(next) => at = next,
                None => return Ok(Some(whole_lines(&exchange).map(|text| (exchange.status, text, Some(record))))),
            }
        }
        Ok(Some(Err(format!("more than {CONTROL_REDIRECTS_MAX} redirects"))))
    }

    /// Archives an exchange with its receipt. Returns the id of the response's record.
    fn keep(&self, receipt: &Receipt, exchange: &Exchange, purpose: &str) -> Result<String> {
        let records = receipt.with_exchange(exchange, purpose);
        self.append_exchange(exchange, &records)?;
        Ok(records[0].record_id().unwrap_or_default().to_owned())
    }

    pub(crate) fn keep_alone(&self, receipt: &Receipt, url: &Url) -> Result<()> {
        let record = receipt.alone(url, (self.now)());
        self.append(url, &[record]).map(drop)
    }
}

impl Manners {
    /// The pause between requests: the longer of ours and the site's.
    pub(crate) fn delay_ms(&self, own_ms: u64) -> u64 {
        own_ms.max(self.robots.crawl_delay_ms(AGENT).unwrap_or(0))
    }

    fn judge(&self, url: &Url) -> Permission {
        let path = path_and_query(url);
        let robots = self.robots.decide(AGENT, path);
        let ruling = self.reservation.rule_on(path);
        let (line, rule) = robots.rule.clone().unzip();
        let basis = Basis {
            robots: RobotsBasis { allowed: robots.allowed, answer: self.robots.describe(), line, rule, record: self.robots_record.clone() },
            reservation: ReservationBasis {
                reserved: ruling.is_reserved,
                signal: ruling.location.is_some().then_some("tdmrep.json"),
                location: ruling.location.clone(),
                record: self.reservation_record.clone(),
            },
        };
        if !robots.allowed {
            let reason = robots.rule.map_or_else(|| self.robots.describe(), |(line, rule)| format!("robots.txt line {line}: {rule}"));
            return Permission::Denied { outcome: Outcome::RefusedRobots, reason, basis: Some(basis) };
        }
        if ruling.is_reserved {
            let reason = format!("tdmrep.json reserves {}", ruling.location.unwrap_or_default());
            return Permission::Denied { outcome: Outcome::RefusedReservation, reason, basis: Some(basis) };
        }
        Permission::Granted(basis)
    }
}

pub(crate) fn describe(broken: &Broken) -> String {
    format!("{}: {}", broken.failure.word(), broken.detail)
}

/// Where a redirect leads; `None` when the answer is none, or leads nowhere.
fn redirect_target(exchange: &Exchange) -> Option<Url> {
    let is_redirect = matches!(exchange.status, 301 | 302 | 303 | 307 | 308);
    canonical(&exchange.url, exchange.header("location")).filter(|_| is_redirect && !exchange.header("location").is_empty())
}

/// The text of the file; of one that was cut, the whole lines, since half a rule says something else. What cannot be decoded
/// may forbid anything.
fn whole_lines(exchange: &Exchange) -> Result<Vec<u8>, String> {
    let decoded = coding::decoded(&exchange.body, exchange.header("content-encoding"), CONTROL_BYTES_MAX * 8);
    let mut text = decoded.map_err(|undecodable| undecodable.detail().to_owned())?.into_owned();
    if exchange.is_truncated {
        let end = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        text.truncate(end);
    }
    Ok(text)
}
