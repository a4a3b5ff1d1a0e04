//! All that the fields, the title and the text of a posting say of the job.

use jiff::civil::Date;

use crate::contract::{Contract, read_contract};
use crate::dates::closing::is_boilerplate_closing;
use crate::dates::in_text::dates_in_text;
use crate::dates::is_month_first;
use crate::dates::relative::{DateBasis, parse_relative};
use crate::grade::{Grade, read_grade};
use crate::job_posting::JobPosting;
use crate::pay::{Pay, pay_in_text, read_pay};
use crate::place::{Place, read_place};
use crate::role::Role;
use crate::role::roles::Roles;
use crate::structure::{Structure, read_structure};

/// What a posting says of the job, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Particulars {
    /// Where it is done.
    pub place: Place,
    /// When it was posted and closes.
    pub dates: Dates,
    /// For how long, and how much of a full-time post.
    pub contract: Contract,
    /// What it pays.
    pub pay: Option<StatedPay>,
    /// At which grade.
    pub grade: Option<Grade>,
    /// What kind of job it is; `None` without roles.
    pub role: Option<Role>,
    /// Who reports to whom, in which unit.
    pub structure: Structure,
}

/// When a posting appeared and when it closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The day that it appeared, when it says so.
    pub posted_on: Option<Date>,
    /// How that is known.
    pub posted_basis: DateBasis,
    /// The last day to apply, when it says so.
    pub closes_on: Option<Date>,
}

/// Pay with the words that state it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedPay {
    /// As written, at most 200 characters.
    pub raw: String,
    /// What it comes to.
    pub amount: Pay,
}

impl Particulars {
    /// Reads `posting`. A field of the source goes before what its text says.
    pub fn of(posting: &JobPosting, lang: Option<&str>, roles: Option<&Roles>) -> Self {
        let (title, text) = (posting.title.as_str(), posting.description.as_str());
        let place = read_place(posting.job_location.as_deref(), posting.address_country.as_deref(), title, text);
        let country = place.country_iso2.as_deref();
        let pay = pay(posting, country);
        let pay_raw = posting.base_salary.as_deref().or(pay.as_ref().map(|pay| pay.raw.as_str()));
        Self {
            dates: dates(posting, country),
            contract: read_contract(posting.employment_type.as_deref(), title, text),
            grade: read_grade(title, pay_raw, text, country),
            role: roles.map(|roles| roles.read(title, text, lang)),
            structure: read_structure(title, text),
            pay,
            place,
        }
    }
}

/// The field when it holds a sum, else the text when it does, else the field's words.
fn pay(posting: &JobPosting, country: Option<&str>) -> Option<StatedPay> {
    let of_field = posting.base_salary.as_ref().and_then(|raw| Some(StatedPay { raw: raw.clone(), amount: read_pay(raw, country)? }));
    let has_sum = of_field.as_ref().is_some_and(|pay| pay.amount.min.or(pay.amount.max).is_some());
    let of_text = || pay_in_text(&posting.description, country).map(|(raw, amount)| StatedPay { raw, amount });
    if has_sum { of_field } else { of_text().or(of_field) }
}

fn dates(posting: &JobPosting, country: Option<&str>) -> Dates {
    let in_text = dates_in_text(&posting.description, &posting.title, posting.captured_on, is_month_first(country));
    let (posted_on, posted_basis) = match (posting.date_posted.or(in_text.posted), &posting.date_posted_raw) {
        (Some(stated), _) => (Some(stated), DateBasis::Stated),
        (None, Some(raw)) => match parse_relative(raw, posting.captured_on) {
            Some((day, _)) => (Some(day), DateBasis::Inferred),
            None => (None, DateBasis::FirstSeen),
        },
        (None, None) => (None, DateBasis::FirstSeen),
    };
    let is_filled_in = |raw: &String| is_boilerplate_closing(posting.date_posted_raw.as_deref(), raw, is_month_first(country));
    let closes_on = posting.valid_through.filter(|_| !posting.valid_through_raw.as_ref().is_some_and(is_filled_in));
    Dates { posted_on, posted_basis, closes_on: closes_on.or(in_text.closing) }
}
