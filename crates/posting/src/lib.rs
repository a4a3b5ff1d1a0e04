//! Says what a posting is, and when two are one vacancy. Pure: no input or output, and no text makes it fail.
//!
//! ```
//! use posting::{parse_date, redact};
//!
//! assert_eq!(parse_date("5 October 2026", false).map(|date| date.to_string()).as_deref(), Some("2026-10-05"));
//! assert_eq!(redact("Write to jo@lab.example").text, "Write to [email]");
//! ```

mod closing;
mod contract;
mod contract_kind;
mod contract_length;
mod cue;
mod date_scan;
mod dates;
mod duties;
mod engagement;
mod comparison;
mod dates;
mod employer;
mod facts;
mod fingerprint;
mod identity;
mod job_posting;
mod language;
mod gazetteer;
mod place;
mod place_text;
mod work_mode;
mod working_time;
mod quantity;
mod grade;
mod identity;
mod job_posting;
mod language;
mod pay;
mod redaction;
mod role;
mod role_title;
mod roles;
mod roles_file;
mod seniority;
mod relative_date;
mod sentence;
mod structure;
mod signature;
mod slots;
pub mod text;
mod text_dates;
mod vacancy;
mod vocabulary;

pub use closing::is_boilerplate_closing;
pub use contract::{Contract, ContractType, read_contract};
pub use dates::{is_month_first, parse_date};
mod words;

pub use comparison::{Agreement, Comparison, Difference, compare};
pub use dates::parse_date;
pub use employer::Employer;
pub use fingerprint::Fingerprint;
pub use identity::{EmployerId, PostingId, VacancyId, canonical_url};
pub use job_posting::{JobPosting, Method, ParseQuality};
pub use language::language;
pub use gazetteer::country_name;
pub use place::{Place, WorkMode, read_place};
pub use dates::parse_date;
pub use grade::{Grade, GradeScale, read_grade};
pub use identity::{EmployerId, PostingId, VacancyId, canonical_url};
pub use job_posting::{JobPosting, Method, ParseQuality};
pub use language::language;
pub use pay::{Pay, PayBasis, PayWords, Period, pay_in_text, read_pay};
pub use redaction::{Redacted, redact};
pub use role::Role;
pub use roles::{Roles, RolesError};
pub use seniority::Seniority;
pub use relative_date::{DateBasis, parse_relative};
pub use text_dates::{TextDates, dates_in_text};
pub use structure::{Edge, Relation, Structure, UnitType, read_structure};
pub use vacancy::{Fingerprint, Repeats, Resolution, resolve};
pub use vacancy::{Repeats, Resolution, resolve};
