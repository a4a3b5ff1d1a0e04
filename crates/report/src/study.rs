//! The public tables of one study, read once, and the picks of rows that several parts make.

use std::path::Path;

use tables::public::{ConceptRow, EvidenceRow, FlowRow, RunRow, SkillFrequencyRow};

use crate::error::{Error, Result};

/// What a report is made of.
#[derive(Debug)]
pub(crate) struct Study {
    pub(crate) run: RunRow,
    pub(crate) concepts: Vec<ConceptRow>,
    pub(crate) frequency: Vec<SkillFrequencyRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
    pub(crate) flow: Vec<FlowRow>,
}

/// Competencies stand on level 1, the skills under them on level 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Competency = 1,
    Skill = 2,
}

impl Study {
    /// Reads `dir/public/`.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let fault = |source| Error::Tables { dir: dir.to_path_buf(), source };
        let run = tables::read::<RunRow>(dir).map_err(fault)?.into_iter().next().ok_or_else(|| Error::NoRun { dir: dir.to_path_buf() })?;
        Ok(Self {
            run,
            concepts: tables::read(dir).map_err(fault)?,
            frequency: tables::read(dir).map_err(fault)?,
            evidence: tables::read(dir).map_err(fault)?,
            flow: tables::read(dir).map_err(fault)?,
        })
    }

    /// The rows of one level over all vacancies, the highest share first.
    pub(crate) fn overall(&self, level: Level, requirement: &str) -> Vec<&SkillFrequencyRow> {
        self.of_group(level, "all", "all", requirement)
    }

    /// The rows of one level and group, the highest share first; equal shares in the order of their names.
    pub(crate) fn of_group(&self, level: Level, group_by: &str, group_value: &str, requirement: &str) -> Vec<&SkillFrequencyRow> {
        let wanted = |row: &&SkillFrequencyRow| {
            row.level == level as u64 && row.group_by == group_by && row.group_value == group_value && row.requirement == requirement
        };
        let mut rows: Vec<&SkillFrequencyRow> = self.frequency.iter().filter(wanted).collect();
        let share = |row: &SkillFrequencyRow| row.share.unwrap_or(-1.0);
        rows.sort_by(|a, b| share(b).total_cmp(&share(a)).then_with(|| (&a.label, &a.concept_id).cmp(&(&b.label, &b.concept_id))));
        rows
    }
}
