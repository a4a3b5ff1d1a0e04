//! The last gate before the page: a row that its table marks as hidden keeps its names and loses its numbers, whatever it holds.

use std::mem::take;

use tables::public::{
    ConditionRow, PayRow, SaturationRow, SkillContrastRow, SkillFrequencyRow, SkillPairRow, SkillTrendRow, SkillTrendTestRow, StructureRow, TitleRow,
};

/// The letter of what is hidden.
pub(crate) const HIDDEN: &str = "c";

/// A row that may have to lose its numbers. What stays is named, so that a column yet to come is not let through.
pub(crate) trait Hide {
    /// Empties the row where its status says so.
    fn hide(&mut self);
}

impl Hide for SkillFrequencyRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                concept_id: take(&mut self.concept_id),
                label: take(&mut self.label),
                level: self.level,
                competency_id: take(&mut self.competency_id),
                competency_label: take(&mut self.competency_label),
                group_by: take(&mut self.group_by),
                group_value: take(&mut self.group_value),
                requirement: take(&mut self.requirement),
                vacancies_n: self.vacancies_n,
                employers_n: self.employers_n,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for SkillContrastRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                group_by: take(&mut self.group_by),
                group_value: take(&mut self.group_value),
                concept_id: take(&mut self.concept_id),
                label: take(&mut self.label),
                level: self.level,
                n_in: self.n_in,
                n_rest: self.n_rest,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for SkillPairRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                a_id: take(&mut self.a_id),
                b_id: take(&mut self.b_id),
                a_label: take(&mut self.a_label),
                b_label: take(&mut self.b_label),
                level: self.level,
                vacancies_n: self.vacancies_n,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for SkillTrendRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                concept_id: take(&mut self.concept_id),
                label: take(&mut self.label),
                level: self.level,
                period_kind: take(&mut self.period_kind),
                period: take(&mut self.period),
                vacancies_n: self.vacancies_n,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for SkillTrendTestRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                concept_id: take(&mut self.concept_id),
                label: take(&mut self.label),
                level: self.level,
                period_kind: take(&mut self.period_kind),
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for PayRow {
    /// How many state their pay is never hidden, only the amounts are.
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                group_by: take(&mut self.group_by),
                group_value: take(&mut self.group_value),
                currency: take(&mut self.currency),
                vacancies_n: self.vacancies_n,
                with_pay_n: self.with_pay_n,
                disclosed_share: self.disclosed_share,
                employers_n: self.employers_n,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for ConditionRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                variable: take(&mut self.variable),
                level: take(&mut self.level),
                vacancies_n: self.vacancies_n,
                missing_n: self.missing_n,
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

impl Hide for StructureRow {
    fn hide(&mut self) {
        if self.status == HIDDEN {
            *self = Self {
                employer_type: take(&mut self.employer_type),
                from_role: take(&mut self.from_role),
                relation: take(&mut self.relation),
                to_role: take(&mut self.to_role),
                status: take(&mut self.status),
                ..Self::default()
            };
        }
    }
}

/// The table has no status: titles of few employers stand together in it.
impl Hide for TitleRow {
    fn hide(&mut self) {}
}

/// The table has no status: it is about all vacancies together.
impl Hide for SaturationRow {
    fn hide(&mut self) {}
}
