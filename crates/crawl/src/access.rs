//! On what ground a source may be crawled: a person's recorded verdict.

use std::fmt;
use std::str::FromStr;

/// The verdict that a person recorded in the study file after reading a source's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// The owner gave permission.
    Permission,
    /// The content is under a license that allows the use.
    Licence,
    /// The terms of the API allow the use.
    ApiTerms,
    /// The terms are silent or allow it, and robots.txt allows it.
    RobotsAllowed,
    /// A person collects the pages by hand; they are imported, never crawled.
    Manual,
    /// Nobody has looked yet.
    Unchecked,
}

/// The verdicts and their spelling in a study file.
const SPELLINGS: [(Access, &str); 6] = [
    (Access::Permission, "permission"),
    (Access::Licence, "licence"),
    (Access::ApiTerms, "api_terms"),
    (Access::RobotsAllowed, "robots_allowed"),
    (Access::Manual, "manual"),
    (Access::Unchecked, "unchecked"),
];

/// Why a verdict does not let a source be crawled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nobody has looked whether the source may be crawled.
    #[error("its access is unchecked; read its terms and robots.txt, then record the verdict in the study file")]
    Unchecked,
    /// The pages are collected by hand.
    #[error("its access is manual; save its pages by hand and use `rolescope import`")]
    Manual,
}

impl Access {
    /// The rule: a source is crawled only on a recorded ground. A verdict that is missing counts as [`Access::Unchecked`].
    ///
    /// # Errors
    /// With the reason, when it may not be crawled; the command exits with 6.
    pub fn permits_crawling(self) -> Result<(), Refusal> {
        match self {
            Self::Permission | Self::Licence | Self::ApiTerms | Self::RobotsAllowed => Ok(()),
            Self::Manual => Err(Refusal::Manual),
            Self::Unchecked => Err(Refusal::Unchecked),
        }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spelling = SPELLINGS.iter().find(|(access, _)| access == self);
        f.write_str(spelling.map_or("unchecked", |(_, text)| text))
    }
}

impl FromStr for Access {
    type Err = String;

    /// The spelling in a study file; the error lists the choices.
    fn from_str(text: &str) -> Result<Self, String> {
        let found = SPELLINGS.iter().find(|(_, spelling)| *spelling == text);
        found.map(|(access, _)| *access).ok_or_else(|| {
            let choices: Vec<&str> = SPELLINGS.iter().map(|(_, spelling)| *spelling).collect();
            format!("{text:?} is no access verdict; choose one of {}", choices.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_recorded_ground_permits() {
        for (text, permitted) in
            [("permission", true), ("licence", true), ("api_terms", true), ("robots_allowed", true), ("manual", false), ("unchecked", false)]
        {
            let access: Access = text.parse().unwrap();
            assert_eq!(access.permits_crawling().is_ok(), permitted, "{text}");
            assert_eq!(access.to_string(), text);
        }
        assert!("yes".parse::<Access>().unwrap_err().contains("permission, licence"));
    }
}
