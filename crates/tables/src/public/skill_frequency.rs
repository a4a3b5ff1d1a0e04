//! How often each concept is asked for, with what can be said about the number.

use crate::catalog::table;

table! {
    /// One row per concept, group and requirement.
    Public "skill_frequency" SkillFrequencyRow by ["group_by", "group_value", "requirement", "concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The competency that it counts towards.
        competency_id: String,
        /// Its English label.
        competency_label: String,
        /// all, country, employer_type, engagement_mode, lang, quarter, region, role_family, seniority, source or year.
        group_by: String,
        /// The group; all for group_by all, unknown where a vacancy does not say.
        group_value: String,
        /// any, required, desired or duty.
        requirement: String,
        /// Vacancies of the group. For required and desired: those with a readable person specification.
        vacancies_n: u64,
        /// Of those, the ones that ask for the concept.
        with_skill_n: Option<u64>,
        /// Employers of those vacancies.
        employers_n: u64,
        /// Employers with at least one that asks.
        employers_with_skill_n: Option<u64>,
        /// Counted mentions in those vacancies.
        mentions_n: Option<u64>,
        /// with_skill_n / vacancies_n.
        share: Option<f64>,
        /// Lower 95 % bound, by design effect.
        share_lo: Option<f64>,
        /// Upper 95 % bound.
        share_hi: Option<f64>,
        /// The number of independent vacancies that would tell as much.
        n_eff: Option<f64>,
        /// Design effect: how much employers who advertise often widen the interval.
        deff: Option<f64>,
        /// Mean of the employers’ own shares: each employer counts once.
        employer_mean_share: Option<f64>,
        /// The share corrected for the tagger’s errors, by a gold sample drawn at random from the same vacancies, for requirement any; null without one, and when fewer than 10 of its ads are tagged or fewer than 10 are not.
        adj_share: Option<f64>,
        /// Lower 95 % bound of adj_share.
        adj_lo: Option<f64>,
        /// Upper 95 % bound of adj_share.
        adj_hi: Option<f64>,
        /// double_sampling; null where there is no correction.
        adj_method: Option<String>,
        /// Of the gold ads that the tagger says ask for it, the share that do, wherever they come from; for requirement any.
        tagger_precision: Option<f64>,
        /// Of the gold ads that ask for it, the share that the tagger finds.
        tagger_recall: Option<f64>,
        /// Gold ads.
        gold_n: Option<u64>,
        /// The share drawn toward the mean of the groups, the more the smaller the group (beta-binomial empirical Bayes); for requirement any, where there are several groups.
        shrunk_share: Option<f64>,
        /// 1 for the highest share among concepts of the level in the group; ties share the least rank.
        rank: Option<u64>,
        /// The best rank in reach had other employers advertised (95 % of resamples of the employers); for requirement any.
        rank_lo: Option<u64>,
        /// The worst rank in reach.
        rank_hi: Option<u64>,
        /// core, common, occasional or rare, by the lower bound of the corrected share, else of the share: from 50, 25 and 10 %.
        tier: Option<String>,
        /// ok; u when unreliable: under 20 vacancies, under 10 employers, a half-width over 15 points, or a random gold sample that is too small to correct it so well; c when hidden, as under 10 vacancies or under 5 employers or as it would give another away; x without vacancies.
        status: String,
    }
}

impl SkillFrequencyRow {
    /// Empties every number that the group is too small for; its size stays.
    pub(crate) fn empty(&mut self) {
        for count in [
            &mut self.with_skill_n,
            &mut self.employers_with_skill_n,
            &mut self.mentions_n,
            &mut self.gold_n,
            &mut self.rank,
            &mut self.rank_lo,
            &mut self.rank_hi,
        ] {
            *count = None;
        }
        for number in [
            &mut self.share,
            &mut self.share_lo,
            &mut self.share_hi,
            &mut self.n_eff,
            &mut self.deff,
            &mut self.employer_mean_share,
            &mut self.adj_share,
            &mut self.adj_lo,
            &mut self.adj_hi,
            &mut self.tagger_precision,
            &mut self.tagger_recall,
            &mut self.shrunk_share,
        ] {
            *number = None;
        }
        self.adj_method = None;
        self.tier = None;
    }
}
