//! One request, one answer: the only file that talks to a network.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::address::{PrivateAddress, Resolver};
use crate::error::{Error, Result};
use crate::frontier::Failure;
use crate::key::{Key, WITHHELD};
use crate::request::{address_of, body_of};
use crate::source::{Limits, Source, path_and_query};

/// What was sent and what came back.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) url: Url,
    pub(crate) started_at: Timestamp,
    /// The request as an HTTP/1.1 message.
    pub(crate) request: Vec<u8>,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    /// The entity as received: transfer coding removed, content coding kept.
    pub(crate) body: Vec<u8>,
    /// Whether the body went on past what was kept.
    pub(crate) is_truncated: bool,
    /// Whether the archive has it from an earlier run.
    pub(crate) is_archived: bool,
    /// Its part of what all large bodies together may take, until it is dropped.
    #[expect(dead_code, reason = "what matters is when it is dropped")]
    pub(crate) room: Option<OwnedSemaphorePermit>,
}

impl Exchange {
    /// The first header of this name (in lower case); empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let value = headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_slice());
    value.and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default().trim()
}

/// An exchange that did not come to its end.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) failure: Failure,
    pub(crate) detail: String,
}

/// What to ask and what to take.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) taking: Taking,
}

/// Which bodies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Taking {
    /// Whole documents that may hold postings.
    #[default]
    Documents,
    /// Anything whole.
    Anything,
    /// The first so many bytes of anything.
    Start(usize),
}

/// The client of one source.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    user_agent: String,
    limits: Limits,
    /// KiB that large bodies may take.
    bodies: Arc<Semaphore>,
    key: Option<Key>,
}

/// What all bodies of more than [`SMALL_BODY`] that are in memory at once may take together.
const BODIES_MAX: usize = 32 << 20;
/// Bodies up to here are only bounded by the number of requests. Nearly all pages are smaller.
const SMALL_BODY: usize = 256 << 10;
const KIB: usize = 1 << 10;

impl Client {
    pub(crate) fn of(source: &Source) -> Result<Self> {
        // An error means that the program chose a provider before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Without certificates on the machine the verifier cannot be built. Sites over plain HTTP need none, so the client is
        // built without roots then, and refuses every HTTPS site.
        let http = builder(source).build().or_else(|_| builder(source).tls_certs_only([]).build());
        let http = http.map_err(|source| Error::Client { source })?;
        let bodies = Arc::new(Semaphore::new(BODIES_MAX / KIB));
        Ok(Self { http, user_agent: source.user_agent(), limits: source.limits.clone(), key: source.key.clone(), bodies })
    }

    /// Sends one request and reads the answer; redirects are the caller's business.
    pub(crate) async fn get(&self, url: &Url, ask: &Ask, started_at: Timestamp) -> Result<Exchange, Broken> {
        let headers = self.headers(url, ask);
        let request = message(url, &headers);
        let sent = self.with_key(url, self.to_send(url, headers)).send().await;
        let mut response = sent.map_err(|error| broken(&error, Failure::Network))?;
        let status = response.status().as_u16();
        let headers: Vec<(String, Vec<u8>)> =
            response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect();
        let max = match ask.taking {
            Taking::Start(max) => max,
            _ => self.limits.body_max,
        };
        if (200..300).contains(&status) && ask.taking == Taking::Documents {
            check_type(header(&headers, "content-type"))?;
        }
        let may_cut = matches!(ask.taking, Taking::Start(_));
        let length = response.content_length().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        if !may_cut && length.is_some_and(|length| length > max) {
            return Err(too_large(max));
        }
        let mut body = Vec::new();
        let (mut room, mut is_truncated) = (None, false);
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error, Failure::Cut))? {
            if room.is_none() && body.len() + chunk.len() > SMALL_BODY {
                room = self.room(&mut body, length.unwrap_or(max).min(max)).await;
            }
            body.extend_from_slice(&chunk);
            if body.len() > max {
                if !may_cut {
                    return Err(too_large(max));
                }
                body.truncate(max);
                is_truncated = true;
                break;
            }
        }
        self.check_echo(&headers, &body)?;
        Ok(Exchange { url: url.clone(), started_at, request, status, headers, body, is_truncated, is_archived: false, room })
    }

    /// Waits until a large body may come. It gets all that it may need at once: if each waited for a little more while it holds
    /// something, all might wait for ever.
    async fn room(&self, body: &mut Vec<u8>, whole_len: usize) -> Option<OwnedSemaphorePermit> {
        let kib = (whole_len / KIB + 1).min(BODIES_MAX / KIB);
        // Never closed, so there is always room to come.
        let room = Arc::clone(&self.bodies).acquire_many_owned(kib as u32).await.ok();
        // Exactly, since growing by doubling may take twice as much.
        body.reserve_exact(whole_len.saturating_sub(body.len()));
        room
    }

    fn to_send(&self, url: &Url, headers: HeaderMap) -> reqwest::RequestBuilder {
        match body_of(url) {
            Some(body) => self.http.post(address_of(url)).headers(headers).body(body),
            None => self.http.get(url.clone()).headers(headers),
        }
    }

    /// The key in the place of what the archive holds for it.
    fn with_key(&self, url: &Url, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        let Some((key, value)) = self.key.as_ref().and_then(|key| Some((key, key.for_address(url)?))) else { return request };
        let mut headers = HeaderMap::new();
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(key.header), value);
        }
        request.headers(headers)
    }

    /// An answer that repeats the key cannot be archived.
    fn check_echo(&self, headers: &[(String, Vec<u8>)], body: &[u8]) -> Result<(), Broken> {
        match &self.key {
            Some(key) if key.is_in(body) || headers.iter().any(|(_, value)| key.is_in(value)) => {
                Err(Broken { failure: Failure::EchoedKey, detail: "it repeats the key, so that it is not kept".to_owned() })
            }
            _ => Ok(()),
        }
    }

    fn headers(&self, url: &Url, ask: &Ask) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut set = |name: &'static str, value: &str| {
            // A validator that is no header value is none that the server could have sent; it is left out.
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        set("host", &host_and_port(url));
        set("user-agent", &self.user_agent);
        set("accept", "text/html, application/xhtml+xml, application/json, application/xml;q=0.9, */*;q=0.5");
        match &self.key {
            Some(key) if key.for_address(url).is_some() => {
                // Whether the answer repeats the key must be seen before it is archived, so it has to come plain.
                set("accept-encoding", "identity");
                set(key.header, WITHHELD);
            }
            _ => set("accept-encoding", "gzip"),
        }
        if body_of(url).is_some() {
            set("content-type", "application/json");
            // Only what is got can have stayed the same (RFC 9110, section 13.1).
            return headers;
        }
        if let Some(tag) = &ask.etag {
            set("if-none-match", tag);
        }
        if let Some(date) = &ask.last_modified {
            set("if-modified-since", date);
        }
        headers
    }
}

fn builder(source: &Source) -> reqwest::ClientBuilder {
    let limits = &source.limits;
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .http1_only()
        .no_proxy()
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(idle_timeout(source))
        .dns_resolver(Arc::new(Resolver::of(source)))
        .connect_timeout(Duration::from_millis(limits.connect_timeout_ms))
        .read_timeout(Duration::from_millis(limits.read_timeout_ms))
        .timeout(Duration::from_millis(limits.total_timeout_ms));
    match source.proxy.as_ref().map(|proxy| reqwest::Proxy::all(proxy.as_str())) {
        // Pinned hosts exist for us alone; no proxy could find them.
        Some(Ok(proxy)) if source.pins.is_empty() => builder.proxy(proxy),
        _ => builder,
    }
}

/// How long a connection waits for the next request to its host. With many hosts it must not be long, since a process may commonly
/// hold 1,024 files open.
fn idle_timeout(source: &Source) -> Duration {
    const FEW_HOSTS: usize = 256;
    let hosts_n = source.own_hosts().len();
    if hosts_n <= FEW_HOSTS { Duration::from_secs(90) } else { Duration::from_secs(1) }
}

fn host_and_port(url: &Url) -> String {
    url[url::Position::BeforeHost..url::Position::AfterPort].to_owned()
}

fn message(url: &Url, headers: &HeaderMap) -> Vec<u8> {
    let body = body_of(url);
    let method = if body.is_some() { "POST" } else { "GET" };
    let mut message = format!("{method} {} HTTP/1.1\r\n", path_and_query(url)).into_bytes();
    for (name, value) in headers {
        message.extend_from_slice(name.as_str().as_bytes());
        message.extend_from_slice(b": ");
        message.extend_from_slice(value.as_bytes());
        message.extend_from_slice(b"\r\n");
    }
    let body = body.unwrap_or_default();
    if !body.is_empty() {
        message.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(body.as_bytes());
    message
}

/// Pictures, films, styles and programs hold no postings; what names no type is read and judged by whoever extracts.
fn check_type(content_type: &str) -> Result<(), Broken> {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_refused = ["image/", "audio/", "video/", "font/"].iter().any(|kind| media_type.starts_with(kind))
        || ["text/css", "text/javascript", "application/javascript", "application/wasm", "application/zip"].contains(&media_type.as_str());
    if is_refused {
        return Err(Broken { failure: Failure::ContentType, detail: format!("it is {media_type}") });
    }
    Ok(())
}

fn too_large(max: usize) -> Broken {
    Broken { failure: Failure::TooLarge, detail: format!("its body is larger than {max} bytes") }
}

fn broken(error: &reqwest::Error, otherwise: Failure) -> Broken {
    let mut detail = String::new();
    let mut is_private = false;
    let mut cause = error.source();
    while let Some(inner) = cause {
        is_private |= inner.is::<PrivateAddress>();
        detail = inner.to_string();
        cause = inner.source();
    }
    if detail.is_empty() {
        detail = error.to_string();
    }
    let failure = match () {
        () if is_private => Failure::PrivateAddress,
        () if error.is_timeout() => Failure::TimedOut,
        () => otherwise,
    };
    Broken { failure, detail }
}
