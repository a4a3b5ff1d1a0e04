//! Tables that are safe to publish.

mod column;
mod concept;
mod evidence;
mod flow;
mod run;
mod skill_frequency;
mod source;

pub use column::ColumnRow;
pub use concept::ConceptRow;
pub use evidence::EvidenceRow;
pub use flow::FlowRow;
pub use run::RunRow;
pub use skill_frequency::SkillFrequencyRow;
pub use source::SourceRow;
