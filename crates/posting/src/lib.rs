//! Says what a posting is, and when two are one vacancy. Pure: no input or output, and no text makes it fail.
//!
//! ```
//! use posting::{parse_date, redact};
//!
//! assert_eq!(parse_date("5 October 2026", false).map(|date| date.to_string()).as_deref(), Some("2026-10-05"));
//! assert_eq!(redact("Write to jo@lab.example").text, "Write to [email]");
//! ```

mod dates;
mod duties;
mod engagement;
mod identity;
mod job_posting;
mod language;
mod redaction;
mod role;
mod role_title;
mod roles;
mod roles_file;
mod seniority;
pub mod text;
mod vacancy;

pub use dates::parse_date;
pub use identity::{EmployerId, PostingId, VacancyId, canonical_url};
pub use job_posting::{JobPosting, Method, ParseQuality};
pub use language::language;
pub use redaction::{Redacted, redact};
pub use role::Role;
pub use roles::{Roles, RolesError};
pub use seniority::Seniority;
pub use vacancy::{Fingerprint, Repeats, Resolution, resolve};
