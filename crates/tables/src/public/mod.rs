//! Tables that are safe to publish.

mod column;
mod concept;
mod evidence;
mod flow;
mod run;
mod skill_contrast;
mod skill_frequency;
mod tagger_quality;
mod training_gap;

pub use column::ColumnRow;
pub use concept::ConceptRow;
pub use evidence::EvidenceRow;
pub use flow::FlowRow;
pub use run::RunRow;
pub use skill_contrast::SkillContrastRow;
pub use skill_frequency::SkillFrequencyRow;
pub use tagger_quality::TaggerQualityRow;
pub use training_gap::TrainingGapRow;
