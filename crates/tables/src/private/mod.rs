//! Record-level tables: they stay at home.

mod capture;
mod duplicate;
mod fault;
mod mention;
mod posting;
mod vacancy_skill;

pub use capture::CaptureRow;
pub use duplicate::DuplicateRow;
pub use fault::FaultRow;
pub use mention::MentionRow;
pub use posting::PostingRow;
pub use vacancy_skill::VacancySkillRow;
