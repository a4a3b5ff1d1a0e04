//! No private addresses, whatever the name says.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::source::Source;

/// A host that leads to a private, loopback or link-local address.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{host} leads to a private address")]
pub(crate) struct PrivateAddress {
    host: String,
}

/// Whether an address belongs to the open internet. Addresses that carry another one inside (mapped, NAT64, 6to4) are judged by
/// that one; what is reserved, shared or for documentation is not public.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let is_special = v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_documentation()
        || v4.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !is_special
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let segments = v6.segments();
    let tail = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => tail(high, low),
        // Teredo and documentation.
        [0x2001, 0 | 0xdb8, ..] => false,
        // Only 2000::/3 is assigned to the internet at large.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// The check of a URL before any connection: an address written out in it never meets the resolver.
pub(crate) fn check(url: &Url, source: &Source) -> Result<(), PrivateAddress> {
    let literal = match url.host() {
        Some(Host::Ipv4(v4)) => IpAddr::V4(v4),
        Some(Host::Ipv6(v6)) => IpAddr::V6(v6),
        _ => return Ok(()),
    };
    let host = url.host_str().unwrap_or_default();
    if source.allow_private_hosts || source.pin(host).is_some() || is_public(literal) {
        return Ok(());
    }
    Err(PrivateAddress { host: host.to_owned() })
}

/// Resolves pinned hosts to their address, and others over DNS with the private answers refused. Since the connection is made to
/// the very addresses that were judged, a name that changes its answer between check and use gains nothing.
#[derive(Debug, Clone)]
pub(crate) struct Resolver {
    pins: Arc<Vec<(String, SocketAddr)>>,
    allow_private: bool,
    /// The proxy is named by the person who runs the crawl, and is private as a rule.
    proxy_host: Option<String>,
}

impl Resolver {
    pub(crate) fn of(source: &Source) -> Self {
        let proxy_host = source.proxy.as_ref().and_then(|proxy| proxy.host_str()).map(str::to_owned);
        Self { pins: Arc::new(source.pins.clone()), allow_private: source.allow_private_hosts, proxy_host }
    }

    async fn addresses(self, host: String) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        if let Some((_, address)) = self.pins.iter().find(|(pinned, _)| pinned.eq_ignore_ascii_case(&host)) {
            return Ok(vec![*address]);
        }
        let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
        Ok(self.judged(host, found)?)
    }

    /// One private answer among public ones is refused as well: it is how rebinding is tried.
    fn judged(&self, host: String, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, PrivateAddress> {
        let is_trusted = self.allow_private || self.proxy_host.as_deref() == Some(host.as_str());
        if is_trusted || found.iter().all(|address| is_public(address.ip())) { Ok(found) } else { Err(PrivateAddress { host }) }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = self.clone().addresses(name.as_str().to_owned());
        Box::pin(async move { Ok(Box::new(lookup.await?.into_iter()) as Addrs) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "198.18.0.1",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:0:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["1.1.1.1", "193.62.1.1", "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::101:101", "100.128.0.1"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn an_address_written_in_a_url_is_checked_in_every_spelling() {
        let start = Url::parse("http://a.example/").unwrap();
        let mut source = Source::new("a".parse().unwrap(), crate::Access::Permission, "a@b.example", vec![start]);
        for url in ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:7f00:1]/", "http://[::1]:80/"] {
            assert!(check(&Url::parse(url).unwrap(), &source).is_err(), "{url}");
        }
        assert!(check(&Url::parse("http://1.1.1.1/").unwrap(), &source).is_ok());
        source.allow_private_hosts = true;
        assert!(check(&Url::parse("http://127.0.0.1/").unwrap(), &source).is_ok());
    }

    #[tokio::test]
    async fn a_pin_lifts_the_check_for_its_host_only() {
        let start = Url::parse("http://a.example/").unwrap();
        let mut source = Source::new("a".parse().unwrap(), crate::Access::Permission, "a@b.example", vec![start]);
        source.pins.push(("jobs.example".to_owned(), "127.0.0.1:8080".parse().unwrap()));
        let resolver = Resolver::of(&source);
        let pinned = resolver.clone().addresses("Jobs.example".to_owned()).await.unwrap();
        assert_eq!(pinned, ["127.0.0.1:8080".parse().unwrap()]);
        let refused = resolver.addresses("localhost".to_owned()).await.unwrap_err();
        assert!(refused.downcast_ref::<PrivateAddress>().is_some());
    }

    #[test]
    fn a_name_is_judged_by_each_of_its_answers() {
        let start = Url::parse("http://a.example/").unwrap();
        let mut source = Source::new("a".parse().unwrap(), crate::Access::Permission, "a@b.example", vec![start]);
        let answers: [(&[&str], bool); 6] = [
            (&["93.184.216.34:0"], true),
            (&["169.254.169.254:0"], false),
            (&["93.184.216.34:0"], true),
            (&["93.184.216.34:0", "127.0.0.1:0"], false),
            (&["[2606:2800:220:1::1]:0", "[::ffff:10.0.0.1]:0"], false),
            (&["[2606:2800:220:1::1]:0"], true),
        ];
        let judge = |source: &Source, answer: &[&str]| {
            let found: Vec<SocketAddr> = answer.iter().map(|address| address.parse().unwrap()).collect();
            // What is judged is what is connected to: there is no second look-up that could answer otherwise.
            Resolver::of(source).judged("a.example".to_owned(), found.clone()).map(|judged| assert_eq!(judged, found)).is_ok()
        };
        for (answer, expected) in answers {
            assert_eq!(judge(&source, answer), expected, "{answer:?}");
        }
        source.allow_private_hosts = true;
        assert!(judge(&source, &["127.0.0.1:0"]));
    }
}
