//! Tables that are safe to publish.

mod column;
mod comparison;
mod concept;
mod evidence;
mod flow;
mod run;
mod sensitivity;
mod skill_contrast;
mod skill_frequency;

pub use column::ColumnRow;
pub use comparison::ComparisonRow;
pub use concept::ConceptRow;
pub use evidence::EvidenceRow;
pub use flow::FlowRow;
pub use run::RunRow;
pub use sensitivity::SensitivityRow;
pub use skill_contrast::SkillContrastRow;
pub use skill_frequency::SkillFrequencyRow;
