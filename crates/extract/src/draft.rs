//! A posting while it is being read: every field may still be missing.

use jiff::civil::Date;
use posting::{JobPosting, Method, ParseQuality, parse_date};

use crate::fault::{Fault, FaultKind};
use crate::origin::Origin;

/// What one reader found; the names are those of [`JobPosting`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) url: Option<String>,
    pub(crate) identifier: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) hiring_organization: Option<String>,
    pub(crate) date_posted: Option<Date>,
    /// As written; it may count from the day on which it was read, such as `Posted 3 Days Ago`.
    pub(crate) date_posted_raw: Option<String>,
    pub(crate) valid_through: Option<Date>,
    pub(crate) valid_through_raw: Option<String>,
    pub(crate) job_location: Option<String>,
    pub(crate) address_country: Option<String>,
    pub(crate) employment_type: Option<String>,
    pub(crate) base_salary: Option<String>,
    pub(crate) description: String,
    /// Fields that are present and could not be read.
    pub(crate) faults: Vec<Fault>,
}

impl Draft {
    /// Takes from `other` what is missing here, the text excepted.
    pub(crate) fn complete(&mut self, other: &Draft) {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.url, &other.url);
        fill(&mut self.identifier, &other.identifier);
        fill(&mut self.title, &other.title);
        fill(&mut self.hiring_organization, &other.hiring_organization);
        fill(&mut self.job_location, &other.job_location);
        fill(&mut self.address_country, &other.address_country);
        fill(&mut self.employment_type, &other.employment_type);
        fill(&mut self.base_salary, &other.base_salary);
        fill(&mut self.date_posted_raw, &other.date_posted_raw);
        fill(&mut self.valid_through_raw, &other.valid_through_raw);
        self.date_posted = self.date_posted.or(other.date_posted);
        self.valid_through = self.valid_through.or(other.valid_through);
    }

    /// Takes up the dates as they were written; what is no date becomes a fault.
    pub(crate) fn date(&mut self, posted: Option<String>, closing: Option<String>, month_first: bool) {
        let month_first = month_first || [&posted, &closing].into_iter().flatten().any(|raw| has_month_first(raw));
        self.date_posted_raw.clone_from(&posted);
        self.valid_through_raw.clone_from(&closing);
        let posted = posted.filter(|raw| !is_relative(raw));
        self.date_posted = self.read_date("datePosted", posted, month_first);
        self.valid_through = self.read_date("validThrough", closing, month_first);
    }

    fn read_date(&mut self, name: &str, raw: Option<String>, month_first: bool) -> Option<Date> {
        let raw = raw?;
        let date = parse_date(&raw, month_first);
        if date.is_none() {
            self.faults.push(Fault::new(FaultKind::UnreadableField, format!("{name}: {raw}")));
        }
        date
    }

    /// The posting, with the fields that could not be read; an error when it has no title or no text.
    pub(crate) fn finish(self, origin: &Origin, method: Method, parse_quality: ParseQuality) -> Result<(JobPosting, Vec<Fault>), Fault> {
        let Some(title) = self.title.filter(|title| !title.is_empty()) else {
            return Err(Fault::new(FaultKind::NoTitle, posting::text::excerpt(&self.description, 8)));
        };
        if self.description.is_empty() {
            return Err(Fault::new(FaultKind::NoDescription, title));
        }
        let posting = JobPosting {
            source: origin.source.clone(),
            capture: origin.capture.clone(),
            captured_on: origin.captured_on,
            url: self.url.or_else(|| origin.url.clone()),
            identifier: self.identifier,
            title,
            hiring_organization: self.hiring_organization,
            date_posted: self.date_posted,
            date_posted_raw: self.date_posted_raw,
            valid_through: self.valid_through,
            valid_through_raw: self.valid_through_raw,
            job_location: self.job_location,
            address_country: self.address_country,
            employment_type: self.employment_type,
            base_salary: self.base_salary,
            description: self.description,
            method,
            parse_quality,
        };
        Ok((posting, self.faults))
    }
}

/// Whether a date such as `02/19/2024` can only be read with the month first.
pub(crate) fn has_month_first(raw: &str) -> bool {
    let mut parts = raw.trim().splitn(3, '/').map(str::parse::<u8>);
    matches!((parts.next(), parts.next()), (Some(Ok(1..=12)), Some(Ok(13..=31))))
}

/// Whether a date counts from the day on which it was read.
fn is_relative(raw: &str) -> bool {
    let raw = raw.to_lowercase();
    let is_word =
        |word: &str| matches!(word, "ago" | "today" | "yesterday" | "just" | "vor" | "heute" | "gestern" | "hace" | "ayer" | "hoy" | "hier");
    raw.split(|c: char| !c.is_alphanumeric()).any(is_word) || raw.contains("il y a") || raw.contains("aujourd'hui")
}
