//! An invented study: the public tables of 118 vacancies, or of as many as a test wants.

use std::path::Path;

use statistics::interval::wilson;
use tables::public::{ConceptRow, EvidenceRow, FlowRow, RunRow, SkillFrequencyRow};

use crate::further::Further;

/// The public tables that a report reads.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) run: RunRow,
    pub(crate) concepts: Vec<ConceptRow>,
    pub(crate) frequency: Vec<SkillFrequencyRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
    pub(crate) flow: Vec<FlowRow>,
    /// The tables that a report can do without.
    pub(crate) further: Option<Further>,
}

/// Label, definition and how many of 118 vacancies ask.
const COMPETENCIES: [(&str, &str, u64); 10] = [
    ("Relationship management", "Builds and keeps relations and partnerships with people and groups outside the team.", 99),
    ("Communication", "Gets messages across and listens well, in speech, writing and other media.", 88),
    ("Project management", "Plans, coordinates and delivers projects, events and programs on time and within budget.", 67),
    ("Facilitation", "Brings people together and helps them to think, learn and decide.", 52),
    ("Knowledge/understanding of health and research processes", "Knows how research and health systems work.", 41),
    ("Monitoring and Evaluation", "Follows what is done and judges what it achieves.", 34),
    ("Strategic thinking", "Shapes a longer-term direction and sets priorities.", 22),
    ("Problem solving", "Finds out what is wrong and what would help.", 14),
    ("Applying evidence", "Uses evidence and feedback to decide, design and advise.", 11),
    ("Resilience", "Keeps going under pressure, setbacks and change.", 5),
];

const SKILLS: [(usize, &str, u64); 34] = [
    (0, "Stakeholder engagement", 61),
    (0, "Partnership building", 58),
    (1, "Writing for the public", 55),
    (0, "Community outreach", 47),
    (1, "Social media", 44),
    (2, "Event organization", 41),
    (1, "Presenting and public speaking", 39),
    (3, "Workshop facilitation", 36),
    (2, "Budget management", 31),
    (3, "Training design and delivery", 30),
    (0, "Volunteer support", 28),
    (4, "Research ethics and governance", 24),
    (5, "Evaluation of engagement", 23),
    (1, "Plain-language summaries", 21),
    (2, "Reporting to funders and boards", 19),
    (4, "Clinical trial processes", 17),
    (0, "Patient and public involvement", 16),
    (5, "Surveys of participants", 15),
    (6, "Strategy development", 14),
    (3, "Co-design", 13),
    (1, "Translation and local languages", 12),
    (5, "Indicators and metrics", 10),
    (8, "Literature review", 9),
    (0, "Negotiation and conflict resolution between groups", 8),
    (7, "Analytical thinking", 7),
    (6, "Horizon scanning", 6),
    (7, "Creative thinking", 5),
    (8, "Evidence-based practice", 4),
    (9, "Adaptability", 3),
    (9, "Working to deadlines", 2),
    (3, "Consensus building", 1),
    (4, "Open science", 0),
    (9, "Working with ambiguity", 0),
    (8, "Systematic review", 0),
];

impl Sample {
    /// A study as they mostly are.
    pub(crate) fn usual() -> Self {
        let mut sample = Self { run: run(118, 62), concepts: Vec::new(), frequency: Vec::new(), evidence: Vec::new(), flow: flow(), further: None };
        for (label, definition, _) in COMPETENCIES {
            sample.concepts.push(concept(&id(label), label, 1, &id(label), definition));
        }
        for (competency, label, _) in SKILLS {
            sample.concepts.push(concept(&id(label), label, 2, &id(COMPETENCIES[competency].0), ""));
        }
        sample.count();
        sample.rank();
        sample.quote();
        sample.further = Some(Further::usual(&sample));
        sample
    }

    /// Nothing was observed.
    pub(crate) fn empty() -> Self {
        let mut sample = Self::usual();
        sample.run = RunRow {
            population: "no vacancies in scope were observed in the listed sources".into(),
            captures_n: 0,
            postings_n: 0,
            mentions_n: 0,
            ..run(0, 0)
        };
        (sample.run.window_from, sample.run.window_to) = (None, None);
        sample.frequency.retain(|row| row.group_by == "all");
        for row in &mut sample.frequency {
            *row = SkillFrequencyRow { mentions_n: Some(0), ..frequency(row, ("all", "all"), &row.requirement, 0, 0, 0) };
        }
        sample.evidence.clear();
        sample.flow.clear();
        sample.further = Some(Further::default());
        sample
    }

    /// Writes the tables under `dir`.
    pub(crate) fn write(&self, dir: &Path) {
        let mut frequency = self.frequency.clone();
        let key = |row: &SkillFrequencyRow| (row.group_by.clone(), row.group_value.clone(), row.requirement.clone(), row.concept_id.clone());
        frequency.sort_by_key(key);
        tables::write(dir, "run_0", std::slice::from_ref(&self.run)).expect("writes");
        tables::write(dir, "run_0", &self.concepts).expect("writes");
        tables::write(dir, "run_0", &frequency).expect("writes");
        tables::write(dir, "run_0", &self.evidence).expect("writes");
        tables::write(dir, "run_0", &self.flow).expect("writes");
        if let Some(further) = &self.further {
            further.write(dir);
        }
    }

    fn count(&mut self) {
        let groups = [
            ("all", "all", 118, 62),
            ("year", "2024", 21, 14),
            ("year", "2025", 45, 30),
            ("year", "2026", 52, 33),
            ("country", "GB", 71, 35),
            ("country", "KE", 22, 12),
            ("country", "ZA", 12, 7),
            ("country", "DE", 3, 3),
            ("country", "unknown", 8, 6),
            ("country", "FR", 2, 2),
            ("employer_type", "university", 64, 31),
            ("employer_type", "museum_library", 30, 18),
            ("role_family", "public-engagement", 58, 40),
            ("role_family", "outreach", 41, 25),
            ("role_family", "other-not-engagement", 4, 3),
            ("seniority", "assistant", 3, 3),
            ("seniority", "officer", 60, 40),
            ("seniority", "manager", 40, 28),
            ("seniority", "director", 15, 12),
            ("lang", "en", 107, 55),
            ("lang", "fr", 11, 7),
        ];
        let asked: Vec<u64> = COMPETENCIES.iter().map(|row| row.2).chain(SKILLS.iter().map(|row| row.2)).collect();
        for (group_by, group_value, vacancies_n, employers_n) in groups {
            for (requirement, of_ten, base) in [("any", 10, 118), ("required", 5, 96), ("desired", 2, 96), ("duty", 7, 118)] {
                let n = vacancies_n * base / 118;
                for (concept, asked) in self.concepts.iter().zip(&asked) {
                    let wobble = (concept.concept_id.len() as u64 + n) % 3;
                    let k = (asked * of_ten * n / 1180 + if group_by == "all" { 0 } else { wobble }).min(n);
                    let like = named(concept, &self.concepts);
                    self.frequency.push(frequency(&like, (group_by, group_value), requirement, n, k, employers_n));
                }
            }
        }
    }

    /// Ranks of the competencies over all vacancies, in the order in which they are listed.
    fn rank(&mut self) {
        let all = |row: &&mut SkillFrequencyRow| row.group_by == "all" && row.requirement == "any" && row.level == 1;
        for (row, rank) in self.frequency.iter_mut().filter(all).zip(1_u64..) {
            (row.rank, row.rank_lo, row.rank_hi) = (Some(rank), Some(rank.saturating_sub(1).max(1)), Some(rank + 1));
        }
    }

    fn quote(&mut self) {
        let quotes = [
            (
                "required",
                "Excellent written and verbal communication skills, with experience of explaining complex research to lay audiences …",
                "written and verbal communication skills",
            ),
            (
                "duty",
                "You will build and maintain relationships with schools, charities and community leaders across the county.",
                "build and maintain relationships",
            ),
            (
                "desired",
                "Experience of planning, delivering and evaluating workshops with young people would be an advantage.",
                "evaluating workshops",
            ),
        ];
        let employers = ["University of Fernhill", "Lake Region Health Trust", "Open Harbor Museum"];
        let titles = ["Public Engagement Officer", "Community Liaison Manager (fixed term)", "Outreach Coordinator"];
        for (label, _, _) in COMPETENCIES {
            for (at, (requirement, quote, surface)) in quotes.iter().enumerate() {
                self.evidence.push(EvidenceRow {
                    concept_id: id(label),
                    rank: at as u64 + 1,
                    vacancy_id: format!("va_{at}"),
                    employer_name: Some(employers[at].into()),
                    title: titles[at].into(),
                    requirement: (*requirement).into(),
                    surface: (*surface).into(),
                    quote: (*quote).into(),
                    retrieved_on: "2026-11-14".parse().expect("a day"),
                    url: Some(format!("https://jobs.engaged.example/jobs/10{at}.html")),
                });
            }
        }
    }
}

pub(crate) fn id(label: &str) -> String {
    label.to_lowercase().replace([' ', '/'], "-")
}

pub(crate) fn concept(concept_id: &str, label: &str, level: u64, competency_id: &str, definition: &str) -> ConceptRow {
    ConceptRow {
        concept_id: concept_id.into(),
        label: label.into(),
        level,
        competency_id: competency_id.into(),
        kind: "skill".into(),
        definition: definition.into(),
        esco: None,
        onet: None,
        cscce: None,
    }
}

/// The names of a concept, in a row without numbers.
pub(crate) fn named(concept: &ConceptRow, concepts: &[ConceptRow]) -> SkillFrequencyRow {
    let competency = concepts.iter().find(|other| other.concept_id == concept.competency_id).unwrap_or(concept);
    SkillFrequencyRow {
        concept_id: concept.concept_id.clone(),
        label: concept.label.clone(),
        level: concept.level,
        competency_id: competency.concept_id.clone(),
        competency_label: competency.label.clone(),
        status: "x".into(),
        ..SkillFrequencyRow::default()
    }
}

/// A row of `skill_frequency` with a design effect of 1.4.
pub(crate) fn frequency(like: &SkillFrequencyRow, group: (&str, &str), requirement: &str, n: u64, k: u64, employers_n: u64) -> SkillFrequencyRow {
    let share = (n > 0).then(|| k as f64 / n as f64);
    let bounds = share.map(|share| wilson(share, n as f64 / 1.4));
    let wide = share.zip(bounds).is_some_and(|(share, (lo, hi))| (share - lo).max(hi - share) > 0.15);
    let status = if n == 0 {
        "x"
    } else if group.0 != "all" && n < 5 {
        "c"
    } else if n < 20 || employers_n < 10 || wide {
        "u"
    } else {
        "ok"
    };
    let tier = share.zip(bounds).map(|(_, (lo, _))| match lo {
        lo if lo >= 0.5 => "core",
        lo if lo >= 0.25 => "common",
        lo if lo >= 0.1 => "occasional",
        _ => "rare",
    });
    SkillFrequencyRow {
        tier: tier.map(str::to_owned),
        group_by: group.0.into(),
        group_value: group.1.into(),
        requirement: requirement.into(),
        vacancies_n: n,
        with_skill_n: Some(k),
        employers_n,
        employers_with_skill_n: Some(k.min(employers_n)),
        mentions_n: Some(2 * k),
        share,
        share_lo: bounds.map(|bounds| bounds.0),
        share_hi: bounds.map(|bounds| bounds.1),
        n_eff: share.map(|_| n as f64 / 1.4),
        deff: share.map(|_| 1.4),
        employer_mean_share: share,
        status: status.into(),
        ..like.clone()
    }
}

pub(crate) fn run(vacancies_n: u64, employers_n: u64) -> RunRow {
    RunRow {
        run_id: "run_3f9c2a7d51b0e684".into(),
        rolescope_version: "0.1.0".into(),
        study_name: "Engagement roles, 2024 to 2026".into(),
        study_hash: "1f3870be274f6c49b3e31a0c6728957f".into(),
        taxonomy_hash: "9e107d9d372bb6826bd81d3542a419d6".into(),
        archive_hash: "e4d909c290d0fb1ca068ffaddf22cbd0".into(),
        window_from: Some("2024-03-04".parse().expect("a day")),
        window_to: Some("2026-11-14".parse().expect("a day")),
        captures_n: 412,
        postings_n: 176,
        vacancies_n,
        employers_n,
        mentions_n: 1_934,
        concepts_n: 44,
        population: format!(
            "share of {vacancies_n} distinct vacancies observed in the listed sources between 2024-03-04 and 2026-11-14 whose advertisement mentions the concept"
        ),
    }
}

fn flow() -> Vec<FlowRow> {
    let counts: [(u64, &str, &str, u64, u64); 14] = [
        (1, "archive", "captures", 300, 112),
        (2, "extract", "fault", 4, 2),
        (2, "extract", "not_a_page", 9, 4),
        (2, "extract", "other_page", 171, 36),
        (2, "extract", "postings", 116, 70),
        (3, "resolve", "duplicate_same_id", 3, 0),
        (3, "resolve", "duplicate_same_text", 9, 12),
        (3, "resolve", "observations", 116, 60),
        (3, "resolve", "seen_again", 8, 2),
        (3, "resolve", "vacancies", 96, 46),
        (4, "scope", "in_scope", 84, 34),
        (4, "scope", "out_title_not_in_scope", 12, 12),
        (5, "tag", "with_a_concept", 82, 34),
        (5, "tag", "without_a_concept", 2, 0),
    ];
    let mut rows = Vec::new();
    for (stage_n, stage, reason, board, feed) in counts {
        for (source_id, n) in [("engaged-board", board), ("fernhill-feed", feed)].into_iter().filter(|(_, n)| *n > 0) {
            rows.push(FlowRow { stage_n, stage: stage.into(), source_id: source_id.into(), reason: reason.into(), n });
        }
    }
    rows.sort_by(|a, b| (a.stage_n, &a.source_id, &a.reason).cmp(&(b.stage_n, &b.source_id, &b.reason)));
    rows
}
