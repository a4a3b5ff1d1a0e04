//! How widely a concept is asked for, in one word.

/// Tiers from the widest to the rarest, each with the lowest `adj_lo` that it takes.
pub const FLOORS: [(Tier, f64); 4] = [(Tier::Core, 0.5), (Tier::Common, 0.25), (Tier::Occasional, 0.1), (Tier::Rare, 0.0)];

/// How widely a concept is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// At least half of the vacancies.
    Core,
    /// At least a quarter.
    Common,
    /// At least a tenth.
    Occasional,
    /// Fewer than a tenth, as far as is known.
    Rare,
}

impl Tier {
    /// As the tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Core => "core",
            Tier::Common => "common",
            Tier::Occasional => "occasional",
            Tier::Rare => "rare",
        }
    }
}

/// The tier of a concept whose corrected share has the lower 95 % bound `adj_lo` (0–1).
///
/// The lower bound decides, not the share, so that a concept is called core only where the data say so, and a small group has few of them.
/// The thresholds are this project's own ([`FLOORS`]). What is no number is rare.
pub fn of(adj_lo: f64) -> Tier {
    FLOORS.iter().find(|(_, floor)| adj_lo >= *floor).map_or(Tier::Rare, |(tier, _)| *tier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_bound_decides() {
        for (adj_lo, expected) in [
            (1.0, "core"),
            (0.5, "core"),
            (0.499, "common"),
            (0.25, "common"),
            (0.1, "occasional"),
            (0.099, "rare"),
            (0.0, "rare"),
            (f64::NAN, "rare"),
        ] {
            assert_eq!(of(adj_lo).as_str(), expected, "{adj_lo}");
        }
    }
}
