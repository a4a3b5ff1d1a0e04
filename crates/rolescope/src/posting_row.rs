//! The rows of one posting: what it says, as the tables hold it.

use posting::{
    ContractType, Edge, Employer, Particulars, PostingId, Resolution, Role, Roles, Structure, UnitType, WorkMode, employer_type, normalized_title,
};
use tables::private::{PostingRow, StructureEdgeRow, VacancyRow};

use crate::resolution::{Advertised, Window};
use crate::spill::Observation;
use crate::study::Study;

/// An observation that stands for its posting.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) id: PostingId,
    pub(crate) resolution: Resolution,
    pub(crate) seen: Window,
}

/// The row of a posting, and the relations that it states.
pub(crate) fn posting_row(study: &Study, roles: Option<&Roles>, standing: Standing, observation: Observation) -> (PostingRow, Vec<StructureEdgeRow>) {
    let Standing { id, resolution, seen: (first_seen_on, last_seen_on) } = standing;
    let Observation { posting, lang, has_person_spec, redactions_n, .. } = observation;
    let Particulars { place, dates, contract, pay, grade, role, structure } = Particulars::of(&posting, lang.as_deref(), roles);
    let scope_reason = study.scope.excludes(&posting.title, lang.as_deref(), role.as_ref());
    let employer = posting.hiring_organization.as_deref().and_then(Employer::of);
    let per_year = pay.as_ref().and_then(|pay| pay.amount.per_year());
    let text = |text: Option<&str>| text.map(str::to_owned);
    let is_counted = resolution.repeats.is_none() && scope_reason.is_none();
    let edges = if is_counted { edges(&resolution, employer.as_ref(), role.as_ref(), &structure) } else { Vec::new() };
    let row = PostingRow {
        posting_id: id.to_string(),
        vacancy_id: resolution.vacancy.to_string(),
        source_id: posting.source.as_str().to_owned(),
        external_id: posting.identifier,
        url: posting.url,
        capture_digest: posting.capture.as_str().to_owned(),
        title_norm: normalized_title(&posting.title),
        title: posting.title,
        employer_id: employer.as_ref().map(|employer| employer.id.to_string()),
        employer_is_agency: employer.as_ref().is_some_and(|employer| employer.is_agency),
        employer_type: employer.as_ref().and_then(kind_of).map(str::to_owned),
        employer_name: employer.map(|employer| employer.name),
        lang,
        country_iso2: place.country_iso2,
        region_code: place.region_code,
        location_raw: posting.job_location,
        work_mode: text(place.work_mode.map(WorkMode::as_str)),
        posted_on: dates.posted_on,
        posted_basis: dates.posted_basis.as_str().to_owned(),
        closes_on: dates.closes_on,
        first_seen_on,
        last_seen_on,
        contract_type: text(contract.kind.map(ContractType::as_str)),
        contract_months: contract.months,
        fte: contract.fte,
        pay_raw: posting.base_salary.or_else(|| pay.as_ref().map(|pay| pay.raw.clone())),
        pay_min_per_year: per_year.map(|(min, _)| min),
        pay_max_per_year: per_year.map(|(_, max)| max),
        currency: pay.as_ref().and_then(|pay| pay.amount.currency.clone()),
        pay_basis: pay.as_ref().map(|pay| pay.amount.basis().as_str().to_owned()),
        grade_raw: grade.as_ref().map(|grade| grade.raw.clone()),
        grade_norm: grade.map(|grade| grade.norm),
        role_family: role.as_ref().map(|role| role.family.clone()),
        role_reason: role.as_ref().map(|role| format!("{}; {}", role.family_reason, role.seniority_reason)),
        seniority: role.as_ref().map(|role| role.seniority.as_str().to_owned()),
        engagement_mode: role.as_ref().map(|role| role.engagement_mode.clone()),
        engagement_share: role.as_ref().and_then(|role| role.engagement_share),
        in_scope: scope_reason.is_none(),
        scope_reason: text(scope_reason),
        reports_to_raw: structure.reports_to.as_ref().map(|(raw, _)| raw.clone()),
        reports_to_norm: structure.reports_to.map(|(_, norm)| norm),
        unit_raw: structure.unit,
        unit_type: text(structure.unit_type.map(UnitType::as_str)),
        manages_people: structure.manages_people,
        direct_reports_n: structure.direct_reports_n.map(u64::from),
        is_solo: structure.is_solo,
        has_person_spec,
        words_n: posting::text::words_n(&posting.description) as u64,
        text_sha256: tables::sha256_hex(posting.description.as_bytes()),
        text: posting.description,
        extraction_method: posting.method.as_str().to_owned(),
        parse_quality: posting.parse_quality.as_str().to_owned(),
        redactions_n,
        is_canonical: resolution.repeats.is_none(),
    };
    (row, edges)
}

/// What kind of body an employer is.
fn kind_of(employer: &Employer) -> Option<&'static str> {
    if employer.is_agency { Some("agency") } else { employer_type(&employer.name) }
}

/// The relations that a vacancy states.
fn edges(resolution: &Resolution, employer: Option<&Employer>, role: Option<&Role>, structure: &Structure) -> Vec<StructureEdgeRow> {
    let row = |edge: &Edge| StructureEdgeRow {
        vacancy_id: resolution.vacancy.to_string(),
        employer_id: employer.map(|employer| employer.id.to_string()),
        from_role: role.map(|role| role.family.clone()),
        relation: edge.relation.as_str().to_owned(),
        to_role: edge.to_role.clone(),
        to_raw: edge.to_raw.clone(),
        quote: edge.quote.clone(),
    };
    let mut rows: Vec<StructureEdgeRow> = structure.edges.iter().map(row).collect();
    rows.sort_by(|a, b| (&a.relation, &a.to_role, &a.to_raw).cmp(&(&b.relation, &b.to_role, &b.to_raw)));
    rows.dedup_by(|a, b| (&a.relation, &a.to_role, &a.to_raw) == (&b.relation, &b.to_role, &b.to_raw));
    rows
}

/// The row of the vacancy that `posting` speaks for.
pub(crate) fn vacancy_row(posting: &PostingRow, advertised: &Advertised) -> VacancyRow {
    let seen = advertised.seen.unwrap_or((posting.first_seen_on, posting.last_seen_on));
    VacancyRow::of(posting, advertised.postings_n, advertised.sources.len() as u64, seen, advertised.closed_on())
}
