//! The ways in which a site can misbehave, and the plan that says which page does.

use std::collections::BTreeMap;

/// One way of misbehaving. Those named `Once` behave from the second request for the path on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 503, once.
    UnavailableOnce,
    /// 429 with `Retry-After: 1`, once.
    LimitedOnce,
    /// The connection is closed at half the promised length, once.
    CutOnce,
    /// The answer comes after 300 ms.
    Slow,
    /// The answer never comes; the connection stays open.
    Silent,
    /// 301 to the same path with `?moved`, which answers.
    Moved,
    /// 302 to the same path with `?again`, and back, for ever.
    Loop,
    /// 302 to `http://169.254.169.254/`, a private address.
    ToPrivateAddress,
    /// The page in gzip content coding.
    Compressed,
    /// A small gzip body that decodes to 8 MiB of zeros.
    Bomb,
    /// A body without an end, in chunks.
    Endless,
    /// 404.
    Missing,
    /// 500, always.
    Broken,
    /// A page with the header `tdm-reservation: 1`.
    Reserved,
    /// The connection is closed without an answer, always.
    HangUp,
}

/// Which path misbehaves how.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    by_path: BTreeMap<String, Fault>,
    hashed: bool,
}

impl Faults {
    /// About one page in four misbehaves, chosen by a fixed hash of its path; `robots.txt`, `.well-known` and sitemaps behave.
    pub fn hashed() -> Self {
        Self { hashed: true, ..Self::default() }
    }

    /// Only the paths that are named with [`Faults::with`] misbehave.
    pub fn named() -> Self {
        Self::default()
    }

    /// The same plan, with this path (of every host) misbehaving so.
    #[must_use]
    pub fn with(mut self, path: &str, fault: Fault) -> Self {
        self.by_path.insert(path.to_owned(), fault);
        self
    }

    /// How a request for this path (without its query) is to be mistreated; `None` means not at all.
    pub fn of(&self, path: &str) -> Option<Fault> {
        let named = self.by_path.get(path).copied();
        named.or_else(|| if self.hashed { of_hash(path) } else { None })
    }
}

fn of_hash(path: &str) -> Option<Fault> {
    let last = path.rsplit('/').next().unwrap_or_default();
    if last == "robots.txt" || last.starts_with("sitemap") || path.starts_with("/.well-known/") {
        return None;
    }
    match hash(path.as_bytes()) % 32 {
        0 => Some(Fault::UnavailableOnce),
        1 => Some(Fault::LimitedOnce),
        2 => Some(Fault::CutOnce),
        3 => Some(Fault::Slow),
        4 => Some(Fault::Moved),
        5 => Some(Fault::Compressed),
        6 => Some(Fault::Missing),
        7 => Some(Fault::Loop),
        _ => None,
    }
}

/// FNV-1a of 64 bits: the same on every machine and in every version of the compiler, which the standard hasher does not promise.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let folded = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    // The low bits of FNV are weak in the last byte; the high half is folded in before a remainder is taken.
    folded ^ (folded >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_plan_spares_what_decides_about_access() {
        let plan = Faults::hashed();
        for path in ["/robots.txt", "/.well-known/tdmrep.json", "/sitemap.xml", "/sitemap-1.xml.gz"] {
            assert_eq!(plan.of(path), None, "{path}");
        }
    }

    #[test]
    fn a_hashed_plan_uses_every_kind_within_a_few_hundred_pages() {
        let plan = Faults::hashed();
        let mut seen: Vec<Fault> = Vec::new();
        let faulty = (0..400).filter_map(|n| plan.of(&format!("/jobs/{n}"))).inspect(|fault| {
            if !seen.contains(fault) {
                seen.push(*fault);
            }
        });
        let faulty_n = faulty.count();
        assert!((60..160).contains(&faulty_n), "{faulty_n}");
        assert_eq!(seen.len(), 8);
    }

    #[test]
    fn a_named_fault_wins() {
        let plan = Faults::named().with("/robots.txt", Fault::Broken);
        assert_eq!(plan.of("/robots.txt"), Some(Fault::Broken));
        assert_eq!(plan.of("/jobs"), None);
    }
}
