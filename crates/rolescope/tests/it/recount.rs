//! The public tables of a run counted again, the slow and plain way, from its private ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tables::private::{StructureEdgeRow, VacancyRow, VacancySkillRow};
use tables::public::{
    ConceptRow, ConditionRow, PayRow, SaturationRow, SkillContrastRow, SkillFrequencyRow, SkillPairRow, SkillTrendRow, StructureRow, TitleRow,
};

/// A run as its private tables tell it.
struct Run {
    vacancies: Vec<VacancyRow>,
    /// The vacancies that ask for each concept.
    asking: BTreeMap<String, BTreeSet<String>>,
}

/// Counts everything again and compares.
pub(crate) fn recount(data: &Path) {
    let vacancies: Vec<VacancyRow> = tables::read::<VacancyRow>(data).expect("reads").into_iter().filter(|row| row.in_scope).collect();
    let mut asking: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in tables::read::<VacancySkillRow>(data).expect("reads") {
        asking.entry(row.concept_id).or_default().insert(row.vacancy_id);
    }
    let run = Run { vacancies, asking };
    run.groups(data);
    run.pairs(data);
    run.trend(data);
    run.pay(data);
    run.conditions(data);
    run.titles(data);
    structure(data);
    run.saturation(data);
}

fn group<'v>(vacancy: &'v VacancyRow, group_by: &str) -> String {
    let since = vacancy.posted_on.unwrap_or(vacancy.first_seen_on);
    let or_unknown = |value: &'v Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
    match group_by {
        "country" => or_unknown(&vacancy.country_iso2),
        "employer_type" => or_unknown(&vacancy.employer_type),
        "engagement_mode" => or_unknown(&vacancy.engagement_mode),
        "lang" => or_unknown(&vacancy.lang),
        "quarter" => format!("{}-Q{}", since.year(), (since.month() + 2) / 3),
        "region" => or_unknown(&vacancy.region_code),
        "role_family" => or_unknown(&vacancy.role_family),
        "seniority" => or_unknown(&vacancy.seniority),
        "source" => vacancy.source_id.clone(),
        "year" => since.year().to_string(),
        _ => "all".to_owned(),
    }
}

fn employer(vacancy: &VacancyRow) -> &str {
    vacancy.employer_id.as_deref().unwrap_or(&vacancy.source_id)
}

fn employers_n(vacancies: &[&VacancyRow]) -> u64 {
    vacancies.iter().map(|vacancy| employer(vacancy)).collect::<BTreeSet<_>>().len() as u64
}

impl Run {
    fn asks(&self, vacancy: &VacancyRow, concept_id: &str) -> bool {
        self.asking.get(concept_id).is_some_and(|ids| ids.contains(&vacancy.vacancy_id))
    }

    fn of_group(&self, group_by: &str, value: &str) -> Vec<&VacancyRow> {
        self.vacancies.iter().filter(|vacancy| group(vacancy, group_by) == value).collect()
    }

    fn groups(&self, data: &Path) {
        let rows = tables::read::<SkillFrequencyRow>(data).expect("reads");
        let mut shown_n = 0;
        for row in rows.iter().filter(|row| row.requirement == "any") {
            let vacancies = self.of_group(&row.group_by, &row.group_value);
            assert_eq!((row.vacancies_n, row.employers_n), (vacancies.len() as u64, employers_n(&vacancies)), "{row:?}");
            if vacancies.len() < 10 || row.employers_n < 5 {
                assert_eq!(row.status, "c", "{row:?}");
            }
            assert_eq!(row.status == "c", row.with_skill_n.is_none() && row.share.is_none() && row.rank.is_none(), "{row:?}");
            if let Some(with_skill_n) = row.with_skill_n {
                let asking: Vec<&VacancyRow> = vacancies.iter().copied().filter(|vacancy| self.asks(vacancy, &row.concept_id)).collect();
                assert_eq!((with_skill_n, row.employers_with_skill_n), (asking.len() as u64, Some(employers_n(&asking))), "{row:?}");
                shown_n += 1;
            }
        }
        assert!(shown_n > 100, "{shown_n} cells are shown");
        for row in tables::read::<SkillContrastRow>(data).expect("reads").iter().filter(|row| row.status != "c") {
            let (inside, rest): (Vec<_>, Vec<_>) = self.vacancies.iter().partition(|vacancy| group(vacancy, &row.group_by) == row.group_value);
            let share = |of: &[&VacancyRow]| of.iter().filter(|vacancy| self.asks(vacancy, &row.concept_id)).count() as f64 / of.len() as f64;
            let (found, found_rest) = (row.share_in.expect("shown"), row.share_rest.expect("shown"));
            assert!((found - share(&inside)).abs() < 1e-12 && (found_rest - share(&rest)).abs() < 1e-12, "{row:?}");
            assert!(row.diff_lo_pp <= row.diff_pp && row.diff_pp <= row.diff_hi_pp && row.q_value >= row.p_value, "{row:?}");
        }
    }

    fn pairs(&self, data: &Path) {
        let level: BTreeMap<String, u64> =
            tables::read::<ConceptRow>(data).expect("reads").into_iter().map(|row| (row.concept_id, row.level)).collect();
        let mut expected = Vec::new();
        for (a, asking_a) in &self.asking {
            for (b, asking_b) in self.asking.iter().filter(|(b, _)| *b > a && level[*b] == level[a]) {
                let both: Vec<&VacancyRow> =
                    self.vacancies.iter().filter(|vacancy| [asking_a, asking_b].iter().all(|ids| ids.contains(&vacancy.vacancy_id))).collect();
                if both.len() >= 5 && employers_n(&both) >= 3 {
                    expected.push((a.clone(), b.clone(), asking_a.len() as u64, asking_b.len() as u64, both.len() as u64, employers_n(&both)));
                }
            }
        }
        let found = tables::read::<SkillPairRow>(data).expect("reads").into_iter();
        let found: Vec<_> = found.map(|row| (row.a_id, row.b_id, row.a_n, row.b_n, row.both_n, row.employers_both_n)).collect();
        assert_eq!(found, expected);
    }

    fn trend(&self, data: &Path) {
        let rows = tables::read::<SkillTrendRow>(data).expect("reads");
        let periods: BTreeSet<String> = self.vacancies.iter().map(|vacancy| group(vacancy, &rows[0].period_kind)).collect();
        assert_eq!(rows.iter().map(|row| row.period.clone()).collect::<BTreeSet<_>>(), periods);
        for row in &rows {
            assert_eq!(row.vacancies_n, self.of_group(&row.period_kind, &row.period).len() as u64, "{row:?}");
        }
    }

    fn pay(&self, data: &Path) {
        for row in tables::read::<PayRow>(data).expect("reads") {
            let vacancies = self.of_group(&row.group_by, &row.group_value);
            let mut amounts: Vec<f64> = Vec::new();
            for vacancy in &vacancies {
                let is_wanted = row.currency == "all" || vacancy.currency.as_deref().unwrap_or("unknown") == row.currency;
                amounts
                    .extend(vacancy.pay_min_per_year.zip(vacancy.pay_max_per_year).filter(|_| is_wanted).map(|(min, max)| f64::midpoint(min, max)));
            }
            assert_eq!((row.vacancies_n, row.with_pay_n), (vacancies.len() as u64, amounts.len() as u64), "{row:?}");
            if let Some(median) = row.median_per_year {
                let below = amounts.iter().filter(|amount| **amount < median).count();
                let above = amounts.iter().filter(|amount| **amount > median).count();
                assert!(row.employers_n >= 5 && 2 * below <= amounts.len() && 2 * above <= amounts.len(), "{row:?}");
            }
        }
    }

    fn conditions(&self, data: &Path) {
        let all_n = self.vacancies.len() as u64;
        let rows = tables::read::<ConditionRow>(data).expect("reads");
        for row in rows.iter().filter(|row| row.variable == "contract_type") {
            let stating = self.vacancies.iter().filter(|vacancy| vacancy.contract_type.is_some()).count() as u64;
            let n = self.vacancies.iter().filter(|vacancy| vacancy.contract_type.as_ref() == Some(&row.level)).count() as u64;
            assert_eq!((row.vacancies_n, row.missing_n, row.n), (stating, all_n - stating, Some(n)), "{row:?}");
        }
        assert!(rows.iter().any(|row| row.variable == "manages_people") && rows.iter().any(|row| row.variable == "fte_band"));
    }

    fn titles(&self, data: &Path) {
        let rows = tables::read::<TitleRow>(data).expect("reads");
        assert_eq!(rows.iter().map(|row| row.vacancies_n).sum::<u64>(), self.vacancies.len() as u64, "every vacancy has one title");
        for row in rows.iter().filter(|row| !row.title_norm.starts_with('(')) {
            let with: Vec<&VacancyRow> = self.vacancies.iter().filter(|vacancy| vacancy.title_norm == row.title_norm).collect();
            assert!(employers_n(&with) >= 3, "{row:?}");
        }
    }

    fn saturation(&self, data: &Path) {
        let rows = tables::read::<SaturationRow>(data).expect("reads");
        let last = rows.last().expect("a curve");
        let seen = tables::read::<ConceptRow>(data).expect("reads").into_iter().filter(|row| row.level == 2);
        let seen_n = seen.filter(|row| self.asking.contains_key(&row.concept_id)).count();
        assert_eq!(last.vacancies_n, self.vacancies.len() as u64);
        assert!((last.expected_n - seen_n as f64).abs() < 1e-6, "all vacancies show all that was seen: {last:?}, {seen_n}");
        assert!(rows.windows(2).all(|pair| pair[0].expected_n <= pair[1].expected_n + 1e-9 && pair[0].vacancies_n < pair[1].vacancies_n));
    }
}

fn structure(data: &Path) {
    let edges = tables::read::<StructureEdgeRow>(data).expect("reads");
    let rows = tables::read::<StructureRow>(data).expect("reads");
    for row in rows.iter().filter(|row| row.employer_type == "all" && row.status == "ok" && row.to_role != "other") {
        let stating: BTreeSet<&str> =
            edges.iter().filter(|edge| edge.relation == row.relation && edge.to_role == row.to_role).map(|edge| edge.vacancy_id.as_str()).collect();
        assert_eq!(row.n, Some(stating.len() as u64), "{row:?}");
    }
    assert!(rows.iter().all(|row| (row.status == "c") == row.n.is_none() && row.employers_n.is_none_or(|n| n >= 5)));
}
