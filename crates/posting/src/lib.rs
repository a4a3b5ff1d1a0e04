//! Says what a posting is, what kind of job it offers, and when two are one vacancy. Pure: no input or output, and no text makes it fail.
//!
//! ```
//! use posting::{parse_date, read_pay, redact};
//!
//! assert_eq!(parse_date("5 October 2026", false).map(|date| date.to_string()).as_deref(), Some("2026-10-05"));
//! assert_eq!(read_pay("£38,000 - £45,000 per annum", None).and_then(|pay| pay.per_year()), Some((38_000.0, 45_000.0)));
//! assert_eq!(redact("Write to jo@lab.example").text, "Write to [email]");
//! ```

mod contract;
mod dates;
mod employer;
mod employer_type;
mod grade;
mod identity;
mod job_posting;
mod particulars;
mod pay;
mod place;
mod redaction;
mod role;
mod structure;
pub mod text;
mod title;
mod vacancy;

pub use contract::{Contract, ContractType, read_contract};
pub use dates::closing::is_boilerplate_closing;
pub use dates::in_text::{TextDates, dates_in_text};
pub use dates::relative::{DateBasis, parse_relative};
pub use dates::{is_month_first, parse_date};
pub use employer::Employer;
pub use employer_type::{employer_type, employer_types};
pub use grade::{Grade, GradeScale, read_grade};
pub use identity::{EmployerId, PostingId, VacancyId, canonical_url};
pub use job_posting::{JobPosting, Method, ParseQuality};
pub use particulars::{Dates, Particulars, StatedPay};
pub use pay::{Pay, PayBasis, PayWords, Period, pay_in_text, read_pay};
pub use place::gazetteer::{country_code, country_name};
pub use place::{Place, WorkMode, read_place};
pub use redaction::{Redacted, redact};
pub use role::Role;
pub use role::roles::{Roles, RolesError};
pub use role::seniority::Seniority;
pub use structure::{Edge, Relation, Structure, UnitType, read_structure};
pub use text::language::language;
pub use title::normalized_title;
pub use vacancy::comparison::{Agreement, Comparison, Difference, compare};
pub use vacancy::fingerprint::Fingerprint;
pub use vacancy::{Repeats, Resolution, resolve};
