//! What kind of contract a posting offers, how long it runs and how much of a week it takes.

mod kind;
mod length;
mod working_time;

use crate::contract::kind::{kind_in_text, kind_in_title, kind_stated};
use crate::contract::length::read_months;
use crate::contract::working_time::{WorkingTime, read_working_time, says_full_time};

/// The kind of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContractType {
    /// Without an end.
    Permanent,
    /// With an end: temporary posts, projects, covers, secondments.
    FixedTerm,
    /// By the hour or as needed: zero hours, bank, per diem.
    Casual,
    /// Internships and placements.
    Internship,
    /// Without pay.
    Volunteer,
    /// By invoice: contractors and consultants.
    Freelance,
}

impl ContractType {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::FixedTerm => "fixed_term",
            Self::Casual => "casual",
            Self::Internship => "internship",
            Self::Volunteer => "volunteer",
            Self::Freelance => "freelance",
        }
    }
}

/// What a posting says of its contract. What it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contract {
    /// Its kind.
    pub kind: Option<ContractType>,
    /// How long it runs, in months, when a length is stated.
    pub months: Option<f64>,
    /// 1.0 for full time; a share as stated; else the weekly hours over 37.5, at most 1.0. To three places.
    pub fte: Option<f64>,
    /// The weekly hours as stated; the middle of a range.
    pub hours_per_week: Option<f64>,
    /// The words that tell the kind.
    pub quote: Option<String>,
}

/// A full week in hours: that of the United Kingdom's public service.
const FULL_WEEK: f64 = 37.5;

/// Reads the contract out of schema.org's `employmentType` (or the words of a board in its place), the title and the text.
///
/// The title decides the kind before the text. The text decides before the field where the field is vague: many boards write `FULL_TIME` by default, so
/// that weekly hours stated in the text win over it. `FULL_TIME` says nothing of permanence.
pub fn read_contract(employment_type: Option<&str>, title: &str, text: &str) -> Contract {
    let stated = employment_type.and_then(kind_stated);
    let is_vague = stated.as_ref().is_none_or(|(kind, _)| *kind == ContractType::FixedTerm);
    let of_text = is_vague.then(|| kind_in_text(text)).flatten();
    let found = kind_in_title(title).or(of_text).or(stated);
    let time = read_working_time(title, text);
    let months = read_months(title, text);
    // A length alone is the length of something with an end.
    let kind = found.as_ref().map(|(kind, _)| *kind).or(months.is_some().then_some(ContractType::FixedTerm));
    Contract {
        kind,
        months: months.filter(|_| kind != Some(ContractType::Permanent)),
        fte: fte(&time, employment_type),
        hours_per_week: time.hours,
        quote: found.map(|(_, quote)| quote),
    }
}

fn fte(time: &WorkingTime, employment_type: Option<&str>) -> Option<f64> {
    let of_hours = || time.hours.map(|hours| (hours / FULL_WEEK).min(1.0));
    let by_field = || employment_type.is_some_and(says_full_time).then_some(1.0);
    let fte = time.share.or(time.is_full.then_some(1.0)).or_else(of_hours).or_else(|| by_field().filter(|_| !time.is_part))?;
    Some((fte * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds() {
        for (stated, title, text, wanted) in [
            (Some("FULL_TIME"), "Officer", "", "-"),
            (Some("TEMPORARY"), "Officer", "", "fixed_term"),
            (Some("CONTRACTOR"), "Officer", "", "freelance"),
            (Some("INTERN"), "", "", "internship"),
            (Some("PER_DIEM"), "", "", "casual"),
            (Some("[\"FULL_TIME\", \"VOLUNTEER\"]"), "", "", "volunteer"),
            (Some("Permanent, full-time"), "", "", "permanent"),
            (Some("CDI"), "", "", "permanent"),
            (Some("TEMPORARY"), "", "This is a permanent post.", "permanent"),
            (None, "Community Intern", "", "internship"),
            (None, "Internal Communications Officer", "", "-"),
            (None, "Volunteer Coordinator", "", "-"),
            (None, "Volunteer", "", "volunteer"),
            (None, "Event host (volunteer)", "", "volunteer"),
            (None, "Outreach Officer (maternity cover)", "", "fixed_term"),
            (None, "Bank Nurse", "", "casual"),
            (None, "", "Contract: Permanent", "permanent"),
            (None, "", "This is a fixed-term post for 12 months.", "fixed_term"),
            (None, "", "You will manage permanent staff and volunteers.", "-"),
            (None, "", "The permanent collection of the museum.", "-"),
            (None, "", "Green card holders and permanent residents may apply.", "-"),
            (None, "", "Fixed term and permanent contracts available.", "-"),
            (None, "", "After a six-month probation you are confirmed.", "-"),
            (None, "", "We look for 12 months' experience and give maternity leave of 12 months.", "-"),
            (None, "", "This is a volunteer position.", "volunteer"),
            (None, "", "The role is offered on a zero-hours basis.", "casual"),
            (None, "", "This freelance opportunity is open now.", "freelance"),
            (None, "", "Type de contrat : CDD de 12 mois", "fixed_term"),
            (None, "", "Contrat à durée indéterminée", "permanent"),
            (None, "", "Die Stelle ist unbefristet.", "permanent"),
            (None, "", "Die Stelle ist auf zwei Jahre befristet.", "fixed_term"),
            (None, "", "Contrato indefinido", "permanent"),
            (None, "", "Contrato a termo certo", "fixed_term"),
            (None, "", "Secondment opportunity for a year", "fixed_term"),
        ] {
            let found = read_contract(stated, title, text).kind.map_or("-", ContractType::as_str);
            assert_eq!(found, wanted, "{stated:?} {title} {text}");
        }
    }

    #[test]
    fn lengths() {
        for (text, wanted) in [
            ("This is a 2-year appointment.", Some(24.0)),
            ("A fixed term contract of 12 months", Some(12.0)),
            ("Fixed Term / Secondment (6 months)", Some(6.0)),
            ("The position is funded for eighteen months.", Some(18.0)),
            ("We are offering a 6-8 month contract", Some(7.0)),
            ("Not to exceed 24 months; may be extended for a maximum of 4 years", Some(24.0)),
            ("CDD de 18 mois", Some(18.0)),
            ("Die Stelle ist auf zwei Jahre befristet.", Some(24.0)),
            ("contrato de duración determinada de 2 años", Some(24.0)),
            ("contrato a termo de 6 meses", Some(6.0)),
            ("12 months' experience in a similar role", None),
            ("maternity leave of 12 months for a permanent contract", None),
            ("a six-month probation and a contract", None),
            ("two years of experience in a contract role", None),
            ("Have done this post within the last 12 months", None),
            ("contract until 31 March 2028", None),
        ] {
            assert_eq!(read_contract(None, "", text).months, wanted, "{text}");
        }
    }

    #[test]
    fn working_times() {
        for (stated, text, fte, hours) in [
            (Some("FULL_TIME"), "", Some(1.0), None),
            (Some("PART_TIME"), "", None, None),
            (None, "This is a full-time role, 35 hours per week.", Some(1.0), Some(35.0)),
            (None, "20 hours per week", Some(0.533), Some(20.0)),
            (Some("FULL_TIME"), "Hours per week – 30", Some(0.8), Some(30.0)),
            (None, "Permanent (0.8 FTE)", Some(0.8), None),
            (None, "0.6 WTE", Some(0.6), None),
            (None, "Pensum: 60-80%", Some(0.7), None),
            (None, "You supervise staff (2 FTE).", None, None),
            (None, "40 hours a week", Some(1.0), Some(40.0)),
            (None, "10-20 hrs/week", Some(0.4), Some(15.0)),
            (None, "CDI, 35h/semaine", Some(0.933), Some(35.0)),
            (None, "39 Stunden pro Woche", Some(1.0), Some(39.0)),
            (None, "Vollzeit", Some(1.0), None),
            (None, "tiempo completo", Some(1.0), None),
            (None, "a team of seven full-time librarians", None, None),
            (None, "full time or part time", None, None),
        ] {
            let found = read_contract(stated, "", text);
            assert_eq!((found.fte, found.hours_per_week), (fte, hours), "{stated:?} {text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(contract|fixed term|[0-9]{1,4}|months|hours|week|FTE|%|é|\\PC|[ ,.:()/\n-]){0,30}") {
            let found = read_contract(Some(&text), &text, &text);
            prop_assert!(found.fte.is_none_or(|fte| fte > 0.0 && fte <= 1.0));
        }
    }
}
