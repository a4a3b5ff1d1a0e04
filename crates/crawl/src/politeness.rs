//! How long to wait: back-off with jitter and `Retry-After`.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use tokio::time::Instant;

/// `SplitMix64` (Steele, Lea, Flood 2014, <https://doi.org/10.1145/2714064.2660195>): enough randomness to spread retries, from a
/// seed that comes in.
#[derive(Debug, Clone)]
pub(crate) struct SplitMix(u64);

impl SplitMix {
    #[cfg(test)]
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence of its own for each name, so that hosts do not depend on each other's order.
    pub(crate) fn of(seed: u64, name: &str) -> Self {
        let mut random = Self(seed);
        for byte in name.bytes() {
            random.0 ^= u64::from(byte);
            random.0 = random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, or 0.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}

/// The pause before another try after `failed_n` failed ones: anything up to a bound that doubles each time ("full jitter",
/// <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>).
pub(crate) fn backoff_ms(failed_n: usize, base_ms: u64, max_ms: u64, random: &mut SplitMix) -> u64 {
    let doublings = failed_n.saturating_sub(1).min(20);
    let bound = base_ms.saturating_mul(1 << doublings).min(max_ms);
    random.below(bound.saturating_add(1))
}

/// The pause that a `Retry-After` header asks for, in seconds or until a date (RFC 9110, section 10.2.3); `None` when it says
/// neither. A date that has passed asks for none.
pub(crate) fn retry_after_ms(value: &str, now: Timestamp) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a wish for a very long time.
        return Some(value.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(1000));
    }
    let until = DateTimeParser::new().parse_timestamp(value).ok()?;
    let pause = until.as_millisecond().saturating_sub(now.as_millisecond());
    Some(u64::try_from(pause).unwrap_or(0))
}

/// The clock by which the runtime sleeps. Pauses are measured with it, since the calendar's may be set back; nothing of it is ever
/// written down.
pub(crate) fn runtime_now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        for (value, expected) in [
            ("120", Some(120_000)),
            (" 0 ", Some(0)),
            ("Tue, 24 Nov 2026 10:00:30 GMT", Some(30_000)),
            ("Tue, 24 Nov 2026 09:00:00 GMT", Some(0)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("soon", None),
            ("-1", None),
            ("", None),
        ] {
            assert_eq!(retry_after_ms(value, now), expected, "{value}");
        }
    }

    #[test]
    fn the_same_seed_waits_the_same() {
        let waits = |seed| {
            let mut random = SplitMix::new(seed);
            (1..5).map(|failed_n| backoff_ms(failed_n, 1000, 60_000, &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }

    proptest! {
        #[test]
        fn a_backoff_stays_below_its_bound(seed: u64, failed_n in 0_usize..100, base in 0_u64..10_000, max in 0_u64..100_000) {
            let wait = backoff_ms(failed_n, base, max, &mut SplitMix::new(seed));
            prop_assert!(wait <= max);
            prop_assert!(failed_n > 1 || wait <= base);
        }
    }
}
