//! Record-level tables: they stay at home.

mod capture;
mod course;
mod course_skill;
mod duplicate;
mod fault;
mod gold_reading;
mod mention;
mod observation;
mod posting;
mod round;
mod structure_edge;
mod vacancy;
mod vacancy_skill;

pub use capture::CaptureRow;
pub use course::CourseRow;
pub use course_skill::CourseSkillRow;
pub use duplicate::DuplicateRow;
pub use fault::FaultRow;
pub use gold_reading::GoldReadingRow;
pub use mention::MentionRow;
pub use observation::ObservationRow;
pub use posting::PostingRow;
pub use round::RoundRow;
pub use structure_edge::StructureEdgeRow;
pub use vacancy::VacancyRow;
pub use vacancy_skill::VacancySkillRow;
