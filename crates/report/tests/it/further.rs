//! The further tables of the invented study, with a hidden row in each whose numbers stand nowhere else.

use std::path::Path;

use tables::public::{
    ConditionRow, PayRow, SaturationRow, SkillContrastRow, SkillFrequencyRow, SkillPairRow, SkillTrendRow, SkillTrendTestRow, StructureRow, TitleRow,
};

use crate::sample::{Sample, id};

/// Numbers that a hidden row holds here and no other row does. No program should write them; a page must not show them all the same.
pub(crate) const SECRET_N: u64 = 31_337;
pub(crate) const SECRET_SHARE: f64 = 0.731_731;

/// The tables that a report can do without.
#[derive(Clone, Default)]
pub(crate) struct Further {
    pub(crate) contrast: Vec<SkillContrastRow>,
    pub(crate) pairs: Vec<SkillPairRow>,
    pub(crate) trend: Vec<SkillTrendRow>,
    pub(crate) tests: Vec<SkillTrendTestRow>,
    pub(crate) pay: Vec<PayRow>,
    pub(crate) conditions: Vec<ConditionRow>,
    pub(crate) structure: Vec<StructureRow>,
    pub(crate) titles: Vec<TitleRow>,
    pub(crate) saturation: Vec<SaturationRow>,
}

impl Further {
    /// Tables that go with [`Sample::usual`].
    pub(crate) fn usual(sample: &Sample) -> Self {
        let (trend, tests) = trend(sample);
        Self {
            contrast: contrast(),
            pairs: pairs(),
            trend,
            tests,
            pay: pay(),
            conditions: conditions(),
            structure: structure(),
            titles: titles(),
            saturation: saturation(),
        }
    }

    /// Writes the tables under `dir`.
    pub(crate) fn write(&self, dir: &Path) {
        tables::write(dir, "run_0", &self.contrast).expect("writes");
        tables::write(dir, "run_0", &self.pairs).expect("writes");
        tables::write(dir, "run_0", &self.trend).expect("writes");
        tables::write(dir, "run_0", &self.tests).expect("writes");
        tables::write(dir, "run_0", &self.pay).expect("writes");
        tables::write(dir, "run_0", &self.conditions).expect("writes");
        tables::write(dir, "run_0", &self.structure).expect("writes");
        tables::write(dir, "run_0", &self.titles).expect("writes");
        tables::write(dir, "run_0", &self.saturation).expect("writes");
    }
}

fn contrast() -> Vec<SkillContrastRow> {
    let row = |group: (&str, &str), label: &str, share_in: f64, q: f64, status: &str| SkillContrastRow {
        group_by: group.0.into(),
        group_value: group.1.into(),
        concept_id: id(label),
        label: label.into(),
        level: 1,
        n_in: 40,
        n_rest: 78,
        share_in: Some(share_in),
        share_rest: Some(0.4),
        diff_pp: Some((share_in - 0.4) * 100.0),
        diff_lo_pp: Some((share_in - 0.6) * 100.0),
        diff_hi_pp: Some((share_in - 0.2) * 100.0),
        log_odds: Some(share_in - 0.4),
        log_odds_z: Some((share_in - 0.4) * 10.0),
        p_value: Some(q / 2.0),
        q_value: Some(q),
        status: status.into(),
    };
    vec![
        row(("country", "DE"), "Resilience", SECRET_SHARE, 0.000_1, "c"),
        row(("country", "KE"), "Facilitation", 0.9, 0.001, "ok"),
        row(("country", "KE"), "Resilience", 0.1, 0.3, "ok"),
        row(("role_family", "public-engagement"), "Facilitation", 0.88, 0.002, "ok"),
        row(("role_family", "public-engagement"), "Strategic thinking", 0.08, 0.01, "u"),
        row(("seniority", "director"), "Strategic thinking", 0.8, 0.004, "u"),
        row(("seniority", "officer"), "Project management", 0.42, 0.6, "ok"),
    ]
}

fn pairs() -> Vec<SkillPairRow> {
    let row = |(a, b): (&str, &str), level: u64, both_n: u64, npmi: f64, q: f64, status: &str| SkillPairRow {
        a_id: id(a),
        b_id: id(b),
        a_label: a.into(),
        b_label: b.into(),
        level,
        a_n: both_n + 10,
        b_n: both_n + 4,
        both_n,
        vacancies_n: 118,
        employers_both_n: 9,
        jaccard: Some(0.4),
        lift: Some(1.0 + npmi),
        npmi: Some(npmi),
        odds_ratio: Some(3.0),
        p_value: Some(q / 2.0),
        q_value: Some(q),
        status: status.into(),
    };
    vec![
        row(("Communication", "Facilitation"), 1, 41, 0.31, 0.001, "ok"),
        row(("Communication", "Resilience"), 1, 5, 0.02, 0.7, "ok"),
        row(("Facilitation", "Problem solving"), 1, SECRET_N, SECRET_SHARE, 0.000_1, "c"),
        row(("Event organization", "Volunteer support"), 2, 19, 0.44, 0.004, "u"),
    ]
}

fn trend(sample: &Sample) -> (Vec<SkillTrendRow>, Vec<SkillTrendTestRow>) {
    let of_year = |row: &&SkillFrequencyRow| row.group_by == "year" && row.requirement == "any";
    let mut trend: Vec<SkillTrendRow> = sample
        .frequency
        .iter()
        .filter(of_year)
        .map(|row| SkillTrendRow {
            concept_id: row.concept_id.clone(),
            label: row.label.clone(),
            level: row.level,
            period_kind: "year".into(),
            period: row.group_value.clone(),
            vacancies_n: row.vacancies_n,
            with_skill_n: row.with_skill_n,
            share: row.share,
            share_lo: row.share_lo,
            share_hi: row.share_hi,
            share_std: row.share,
            status: row.status.clone(),
        })
        .collect();
    let hidden = SkillTrendRow {
        period: "2023".into(),
        vacancies_n: 4,
        with_skill_n: Some(SECRET_N),
        share: Some(SECRET_SHARE),
        share_lo: Some(SECRET_SHARE),
        share_hi: Some(SECRET_SHARE),
        share_std: Some(SECRET_SHARE),
        status: "c".into(),
        ..trend[0].clone()
    };
    trend.push(hidden);
    trend.sort_by(|a, b| (&a.concept_id, &a.period).cmp(&(&b.concept_id, &b.period)));
    let test = |label: &str, verdict: &str, slope: Option<f64>| SkillTrendTestRow {
        concept_id: id(label),
        label: label.into(),
        level: 1,
        period_kind: "year".into(),
        periods_n: 4,
        slope_pp_per_year: slope,
        slope_lo_pp_per_year: slope.map(|slope| slope - 2.0),
        slope_hi_pp_per_year: slope.map(|slope| slope + 2.0),
        p_value: slope.map(|_| 0.01),
        q_value: slope.map(|_| 0.02),
        verdict: verdict.into(),
        status: if slope.is_some() { "ok" } else { "x" }.into(),
    };
    let tests = vec![
        test("Communication", "rising", Some(3.25)),
        test("Facilitation", "falling", Some(-4.5)),
        test("Project management", "flat", Some(0.1)),
        test("Resilience", "insufficient", None),
    ];
    (trend, tests)
}

fn pay() -> Vec<PayRow> {
    let row = |group: (&str, &str), currency: &str, n: u64, median: Option<f64>, status: &str| PayRow {
        group_by: group.0.into(),
        group_value: group.1.into(),
        currency: currency.into(),
        vacancies_n: 118,
        with_pay_n: n,
        disclosed_share: Some(n as f64 / 118.0),
        employers_n: n / 2,
        p25_per_year: median.map(|median| median - 5_000.0),
        median_per_year: median,
        p75_per_year: median.map(|median| median + 6_000.0),
        status: status.into(),
    };
    vec![
        row(("all", "all"), "GBP", 60, Some(34_500.0), "ok"),
        row(("all", "all"), "USD", 4, Some(SECRET_N as f64), "c"),
        row(("all", "all"), "all", 71, None, "z"),
        row(("seniority", "officer"), "GBP", 40, Some(31_250.0), "ok"),
    ]
}

fn conditions() -> Vec<ConditionRow> {
    let row = |variable: &str, level: &str, n: u64, share: f64, status: &str| ConditionRow {
        variable: variable.into(),
        level: level.into(),
        n: Some(n),
        vacancies_n: 90,
        share: Some(share),
        share_lo: Some(share - 0.08),
        share_hi: Some(share + 0.08),
        missing_n: 28,
        status: status.into(),
    };
    vec![
        row("contract_type", "fixed_term", 60, 0.667, "ok"),
        row("contract_type", "permanent", 30, 0.333, "ok"),
        row("is_solo", "yes", SECRET_N, SECRET_SHARE, "c"),
        row("work_mode", "hybrid", 40, 0.444, "u"),
    ]
}

fn structure() -> Vec<StructureRow> {
    let row = |employer_type: &str, relation: &str, to_role: &str, n: u64, status: &str| StructureRow {
        employer_type: employer_type.into(),
        from_role: if employer_type == "all" { "all" } else { "outreach" }.into(),
        relation: relation.into(),
        to_role: to_role.into(),
        n: Some(n),
        employers_n: Some(n.min(30)),
        share: Some(if status == "c" { SECRET_SHARE } else { n as f64 / 80.0 }),
        status: status.into(),
    };
    vec![
        row("all", "line_manages", "volunteers", 12, "ok"),
        row("all", "reports_to", "head of engagement", 24, "ok"),
        row("all", "reports_to", "other", 50, "ok"),
        row("all", "sits_in", "directorate", SECRET_N, "c"),
        row("university", "reports_to", "head of engagement", SECRET_N, "c"),
    ]
}

fn titles() -> Vec<TitleRow> {
    let row = |title: &str, family: &str, vacancies_n: u64, employers_n: u64| TitleRow {
        title_norm: title.into(),
        role_family: family.into(),
        seniority: "officer".into(),
        vacancies_n,
        employers_n,
    };
    vec![
        row("(titles of fewer than 3 employers)", "other-not-engagement", 9, 7),
        row("outreach officer", "outreach", 11, 8),
        row("public engagement officer", "public-engagement", 23, 17),
    ]
}

fn saturation() -> Vec<SaturationRow> {
    let row = |vacancies_n: u64, expected_n: f64, estimated_n: Option<f64>| SaturationRow {
        unit: "concepts".into(),
        vacancies_n,
        expected_n,
        expected_lo: expected_n - 2.0,
        expected_hi: expected_n + 2.0,
        coverage: 0.98,
        estimated_n,
        estimated_lo: estimated_n.map(|n| n - 1.0),
        estimated_hi: estimated_n.map(|n| n + 6.0),
    };
    vec![row(40, 24.0, None), row(80, 29.0, None), row(118, 31.0, Some(33.2))]
}
