//! The vacancies: what the posting that speaks for each says, and where and when it was advertised.

use jiff::civil::Date;

use crate::catalog::table;
use crate::private::PostingRow;

table! {
    /// One row per vacancy.
    Private "vacancies" VacancyRow by ["vacancy_id"] {
        /// va_ and the hash of the posting that speaks for it.
        vacancy_id: String,
        /// The posting that speaks for it, where the text stands.
        posting_id: String,
        /// The source of that posting.
        source_id: String,
        /// Postings that advertise it.
        postings_n: u64,
        /// Sources that show it.
        sources_n: u64,
        /// The page that shows it.
        url: Option<String>,
        /// The title as advertised.
        title: String,
        /// The words of the title that say what the job is, in lower case.
        title_norm: String,
        /// emp_ and a hash of the normalized name; null when no employer is named.
        employer_id: Option<String>,
        /// The hiring organization as named.
        employer_name: Option<String>,
        /// Is it an agency that hires for others?
        employer_is_agency: bool,
        /// What kind of body the employer is, by the words of its name or by the study: university, health_service, charity …; null when nothing tells.
        employer_type: Option<String>,
        /// The language of the text, ISO 639-1; null when too short to tell.
        lang: Option<String>,
        /// ISO 3166-1 alpha-2, when stated or plain from the place.
        country_iso2: Option<String>,
        /// ISO 3166-2, when stated or plain from the place.
        region_code: Option<String>,
        /// on_site, hybrid or remote; null when only a place is named.
        work_mode: Option<String>,
        /// The day it was posted, when stated.
        posted_on: Option<Date>,
        /// stated; inferred from words such as "3 days ago"; first_seen when the advertisement gives no date.
        posted_basis: String,
        /// The last day to apply, when stated.
        closes_on: Option<Date>,
        /// The day of the first capture.
        first_seen_on: Date,
        /// The day of the last capture.
        last_seen_on: Date,
        /// The day of the first complete listing that no longer showed it, the last of them when several sources did; null while it is listed, or when no complete listing tells.
        closed_on: Option<Date>,
        /// permanent, fixed_term, casual, internship, volunteer or freelance.
        contract_type: Option<String>,
        /// How long a fixed term is, in months.
        contract_months: Option<f64>,
        /// Full-time equivalent, 0 to 1; weekly hours over 37.5 when only hours are stated.
        fte: Option<f64>,
        /// The least pay offered for a year of full time; the other periods by 37.5 hours a week, 5 days a week, 52 weeks, 12 months.
        pay_min_per_year: Option<f64>,
        /// The most pay offered, in the same way.
        pay_max_per_year: Option<f64>,
        /// ISO 4217.
        currency: Option<String>,
        /// How the figures came about: stated_per_year, assumed_per_year (no period stated, the sum says it), annualized_from_hour, _day, _week or _month, annualized_from_assumed_hour and so on, period_unknown, or words_negotiable, _competitive, _depends_on_experience, _scale, _volunteer, _unpaid.
        pay_basis: Option<String>,
        /// The grade as scale and step, such as GB-AFC-6 or UN-P-3.
        grade_norm: Option<String>,
        /// The kind of job; null when the study has no roles.
        role_family: Option<String>,
        /// assistant, officer, manager, senior-manager, head, director or unclear.
        seniority: Option<String>,
        /// Whom the work engages: public, community_health, member_community, ppi, policy_stakeholder, user_developer, mixed or none.
        engagement_mode: Option<String>,
        /// The share of the duties that are engagement work, 0 to 1; null when no duties could be told.
        engagement_share: Option<f64>,
        /// Does it belong to the study?
        in_scope: bool,
        /// Why not, when it does not.
        scope_reason: Option<String>,
        /// The role that the post reports to, in lower case, abbreviations opened.
        reports_to_norm: Option<String>,
        /// What kind of unit that is.
        unit_type: Option<String>,
        /// Are staff managed or supervised? Null when nothing is said.
        manages_people: Option<bool>,
        /// How many, when stated.
        direct_reports_n: Option<u64>,
        /// Is it the only post of its kind there? Null when nothing is said.
        is_solo: Option<bool>,
        /// Does a section say what the person must or should bring?
        has_person_spec: bool,
        /// Words of the text.
        words_n: u64,
    }
}

impl VacancyRow {
    /// The vacancy that `posting` speaks for, which was advertised so often, seen from one day to another, and perhaps closed.
    pub fn of(posting: &PostingRow, postings_n: u64, sources_n: u64, (first_seen_on, last_seen_on): (Date, Date), closed_on: Option<Date>) -> Self {
        let p = posting.clone();
        Self {
            vacancy_id: p.vacancy_id,
            posting_id: p.posting_id,
            source_id: p.source_id,
            postings_n,
            sources_n,
            url: p.url,
            title: p.title,
            title_norm: p.title_norm,
            employer_id: p.employer_id,
            employer_name: p.employer_name,
            employer_is_agency: p.employer_is_agency,
            employer_type: p.employer_type,
            lang: p.lang,
            country_iso2: p.country_iso2,
            region_code: p.region_code,
            work_mode: p.work_mode,
            posted_on: p.posted_on,
            posted_basis: p.posted_basis,
            closes_on: p.closes_on,
            first_seen_on,
            last_seen_on,
            closed_on,
            contract_type: p.contract_type,
            contract_months: p.contract_months,
            fte: p.fte,
            pay_min_per_year: p.pay_min_per_year,
            pay_max_per_year: p.pay_max_per_year,
            currency: p.currency,
            pay_basis: p.pay_basis,
            grade_norm: p.grade_norm,
            role_family: p.role_family,
            seniority: p.seniority,
            engagement_mode: p.engagement_mode,
            engagement_share: p.engagement_share,
            in_scope: p.in_scope,
            scope_reason: p.scope_reason,
            reports_to_norm: p.reports_to_norm,
            unit_type: p.unit_type,
            manages_people: p.manages_people,
            direct_reports_n: p.direct_reports_n,
            is_solo: p.is_solo,
            has_person_spec: p.has_person_spec,
            words_n: p.words_n,
        }
    }
}
