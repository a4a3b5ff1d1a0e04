//! The public tables of one study, read once, and the picks of rows that several parts make.

use std::path::Path;

use tables::Row;
use tables::public::{
    ConceptRow, ConditionRow, EvidenceRow, FlowRow, PayRow, RunRow, SaturationRow, SkillContrastRow, SkillFrequencyRow, SkillPairRow, SkillTrendRow,
    SkillTrendTestRow, StructureRow, TitleRow,
};

use crate::error::{Error, Result};
use crate::hidden::Hide;

/// What a report is made of.
#[derive(Debug)]
pub(crate) struct Study {
    pub(crate) run: RunRow,
    pub(crate) concepts: Vec<ConceptRow>,
    pub(crate) frequency: Vec<SkillFrequencyRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
    pub(crate) flow: Vec<FlowRow>,
    pub(crate) more: Further,
}

/// The tables that a report can do without: a part whose table is missing is left out, one whose table is empty says so.
#[derive(Debug, Default)]
pub(crate) struct Further {
    pub(crate) contrast: Option<Vec<SkillContrastRow>>,
    pub(crate) pairs: Option<Vec<SkillPairRow>>,
    pub(crate) trend: Option<Vec<SkillTrendRow>>,
    pub(crate) trend_tests: Option<Vec<SkillTrendTestRow>>,
    pub(crate) pay: Option<Vec<PayRow>>,
    pub(crate) conditions: Option<Vec<ConditionRow>>,
    pub(crate) structure: Option<Vec<StructureRow>>,
    pub(crate) titles: Option<Vec<TitleRow>>,
    pub(crate) saturation: Option<Vec<SaturationRow>>,
}

impl Further {
    fn read(dir: &Path) -> tables::Result<Self> {
        Ok(Self {
            contrast: there(dir)?,
            pairs: there(dir)?,
            trend: there(dir)?,
            trend_tests: there(dir)?,
            pay: there(dir)?,
            conditions: there(dir)?,
            structure: there(dir)?,
            titles: there(dir)?,
            saturation: there(dir)?,
        })
    }
}

/// A table without the numbers that it marks as hidden; `None` where there is no such table.
fn there<R: Row + Hide>(dir: &Path) -> tables::Result<Option<Vec<R>>> {
    if tables::path_of(dir, R::TABLE).exists() { shown(dir).map(Some) } else { Ok(None) }
}

/// A table without the numbers that it marks as hidden.
fn shown<R: Row + Hide>(dir: &Path) -> tables::Result<Vec<R>> {
    let mut rows: Vec<R> = tables::read(dir)?;
    rows.iter_mut().for_each(Hide::hide);
    Ok(rows)
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
            frequency: shown(dir).map_err(fault)?,
            evidence: tables::read(dir).map_err(fault)?,
            flow: tables::read(dir).map_err(fault)?,
            more: Further::read(dir).map_err(fault)?,
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
