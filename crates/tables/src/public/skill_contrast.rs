//! What is distinctive for a group of vacancies.

use crate::catalog::table;

table! {
    /// One row per group and concept: the group against all other vacancies.
    Public "skill_contrast" SkillContrastRow by ["group_by", "group_value", "concept_id"] {
        /// As in skill_frequency, without all.
        group_by: String,
        /// The group.
        group_value: String,
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// Vacancies of the group.
        n_in: u64,
        /// All other vacancies.
        n_rest: u64,
        /// The share of the group’s vacancies that ask for it.
        share_in: Option<f64>,
        /// The share of the others.
        share_rest: Option<f64>,
        /// The difference, in percentage points.
        diff_pp: Option<f64>,
        /// Lower 95 % bound of the difference (Newcombe 1998, method 10).
        diff_lo_pp: Option<f64>,
        /// Upper 95 % bound of the difference.
        diff_hi_pp: Option<f64>,
        /// Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008); above 0: asked for more in the group.
        log_odds: Option<f64>,
        /// The log-odds in standard errors, the design effect allowed for.
        log_odds_z: Option<f64>,
        /// Two-sided p-value of log_odds_z.
        p_value: Option<f64>,
        /// The p-value allowed for all comparisons of this table (Benjamini & Hochberg).
        q_value: Option<f64>,
        /// ok, u under 20 vacancies on either side, or c when hidden.
        status: String,
    }
}

impl SkillContrastRow {
    /// Empties every number that the group is too small for.
    pub(crate) fn empty(&mut self) {
        for number in [
            &mut self.share_in,
            &mut self.share_rest,
            &mut self.diff_pp,
            &mut self.diff_lo_pp,
            &mut self.diff_hi_pp,
            &mut self.log_odds,
            &mut self.log_odds_z,
            &mut self.p_value,
            &mut self.q_value,
        ] {
            *number = None;
        }
    }
}
