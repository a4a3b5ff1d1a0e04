//! What kind of unit a post sits in, by the words in its name.

/// What kind of unit a post sits in: enough to draw a map of how institutions place this work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitType {
    /// Communications, marketing, press, digital content.
    Communications,
    /// Public or community engagement, involvement, outreach, participation, advocacy.
    PublicEngagement,
    /// An office that serves research: research support, impact, grants, innovation, open science.
    ResearchOffice,
    /// A faculty, school, institute or department that teaches or does research itself.
    Academic,
    /// A library, an archive, a museum's collections.
    Library,
    /// A programme or project with a team of its own.
    Programme,
    /// Partnerships, external affairs, policy, government relations.
    ExternalAffairs,
    /// Fundraising, philanthropy, advancement, alumni relations.
    Fundraising,
    /// Product, engineering, developer relations, data, information technology.
    ProductEngineering,
    /// Sales, customer success and support, business development.
    Customers,
    /// Education, learning, training, student services.
    Learning,
    /// Human resources, people, talent, diversity.
    HumanResources,
    /// A ward, a clinic, a service that treats or cares for people.
    ClinicalService,
    /// Finance, legal, estates, administration, operations.
    Operations,
    /// The office of a president, a chief executive or a vice-chancellor.
    ExecutiveOffice,
    /// None of these.
    Other,
}

impl UnitType {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Communications => "communications",
            Self::PublicEngagement => "public_engagement",
            Self::ResearchOffice => "research_office",
            Self::Academic => "academic",
            Self::Library => "library",
            Self::Programme => "programme",
            Self::ExternalAffairs => "external_affairs",
            Self::Fundraising => "fundraising",
            Self::ProductEngineering => "product_engineering",
            Self::Customers => "customers",
            Self::Learning => "learning",
            Self::HumanResources => "human_resources",
            Self::ClinicalService => "clinical_service",
            Self::Operations => "operations",
            Self::ExecutiveOffice => "executive_office",
            Self::Other => "other",
        }
    }

    /// The kind of the unit with that name, by the first of its telling words in this order.
    pub(super) fn of(unit: &str) -> Self {
        let lower = format!(" {} ", unit.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        TELLING.iter().find(|(_, words)| words.iter().any(|word| lower.contains(&format!(" {word}")))).map_or(Self::Other, |(kind, _)| *kind)
    }
}

/// Beginnings of words that tell what kind a unit is; what says more about it comes first.
#[rustfmt::skip] // A list of words reads better in lines.
const TELLING: [(UnitType, &[&str]); 16] = [
    (UnitType::ExecutiveOffice, &["office of the president", "office of the ceo", "office of the director ", "office of the vice ch",
        "executive office", "chief executive", "president s office", "secretariat"]),
    (UnitType::Library, &["librar", "archiv", "collection", "bibliothek", "bibliothèque", "biblioteca", "access services", "reference"]),
    (UnitType::ProductEngineering, &["developer", "devrel", "engineering", "product", "software", "technolog", "digital services", "it ", "data ",
        "platform", "infrastructure", "design"]),
    (UnitType::HumanResources, &["human resources", "hr ", "people ", "talent", "workforce", "diversity", "personal"]),
    (UnitType::ClinicalService, &["ward", "clinic", "nurs", "therap", "mental health", "community health", "dementia", "social care", "rehab",
        "physio", "crisis", "discharge", "0 19", "safeguarding", "imaging", "care community"]),
    (UnitType::PublicEngagement, &["public engagement", "community engagement", "engagement", "involvement", "outreach", "participation",
        "community", "communities", "public programs", "public programmes", "advocacy", "organizing", "organising", "campaign", "ppi",
        "patient experience"]),
    (UnitType::Fundraising, &["fundrais", "philanthrop", "advancement", "alumni", "donor", "giving", "institutional development",
        "resource development", "development office", "development team", "development department"]),
    (UnitType::Communications, &["communicat", "comms", "marketing", "press", "media", "public relations", "public affairs", "kommunikation",
        "comunica", "content", "editorial", "brand", "publish"]),
    (UnitType::ExternalAffairs, &["partnership", "external", "policy", "government", "corporate affairs", "international relations", "stakeholder"]),
    (UnitType::ResearchOffice, &["research office", "research service", "research support", "research and innovation", "research innovation",
        "research development", "impact", "knowledge exchange", "open science", "open research", "scholarly", "grants"]),
    (UnitType::ClinicalService, &["ward", "clinic", "nursing", "therap", "care ", "health visiting", "mental health", "surger", "emergency",
        "patient", "community health", "rehab", "physio", "crisis", "camhs", "recovery", "midwif", "maternity", "theatre", "pharmac", "medicine",
        "hospital", "liaison", "psycholog", "radiolog", "patholog", "oncolog", "icu", "health"]),
    (UnitType::Customers, &["customer", "sales", "support", "business development", "success", "member"]),
    (UnitType::Learning, &["learning", "education", "training", "student", "teaching", "youth"]),
    (UnitType::Academic, &["faculty", "school", "department of", "institute", "college", "academic", "laboratory", "lab ", "centre for",
        "center for", "research"]),
    (UnitType::Operations, &["finance", "legal", "estates", "facilities", "operations", "administration", "admin", "procurement", "governance",
        "business support", "logistics"]),
    (UnitType::Programme, &["programme", "program", "project", "initiative"]),
];
