//! Tables that are safe to publish.

mod column;
mod concept;
mod condition;
mod evidence;
mod flow;
mod pay;
mod run;
mod saturation;
mod sensitivity;
mod skill_contrast;
mod skill_frequency;
mod skill_pairs;
mod skill_trend;
mod source;
mod structure;
mod tagger_quality;
mod title;
mod training_gap;

pub use column::ColumnRow;
pub use concept::ConceptRow;
pub use condition::ConditionRow;
pub use evidence::EvidenceRow;
pub use flow::FlowRow;
pub use pay::PayRow;
pub use run::RunRow;
pub use saturation::SaturationRow;
pub use sensitivity::SensitivityRow;
pub use skill_contrast::SkillContrastRow;
pub use skill_frequency::SkillFrequencyRow;
pub use skill_pairs::SkillPairRow;
pub use skill_trend::{SkillTrendRow, SkillTrendTestRow};
pub use source::SourceRow;
pub use structure::StructureRow;
pub use tagger_quality::TaggerQualityRow;
pub use title::TitleRow;
pub use training_gap::TrainingGapRow;
