//! The `JobPosting` of a page in microdata or RDFa: attributes on the elements that a reader sees.

use posting::parse_date;

use crate::draft::Draft;
use crate::plain_text::{finished, one_line, rendered};
use crate::tree::{NodeRef, elements};

/// Reads the one `JobPosting` below `root`; none when there are several, as on a list.
pub(crate) fn read(root: NodeRef<'_>) -> Option<Draft> {
    let mut scopes = elements(root).filter(|element| is_job_posting(*element));
    let (Some(scope), None) = (scopes.next(), scopes.next()) else { return None };
    let value = |name: &str| property(scope, name).map(value_of).filter(|text| !text.is_empty());
    let inner = |outer: &str, name: &str| property(scope, outer).map(|element| property(element, name).map_or_else(|| value_of(element), value_of));
    let place: Vec<String> = ["addressLocality", "addressRegion", "addressCountry"].iter().filter_map(|name| value(name)).collect();
    Some(Draft {
        title: value("title"),
        hiring_organization: inner("hiringOrganization", "name").filter(|name| !name.is_empty()),
        date_posted: value("datePosted").and_then(|raw| parse_date(&raw, false)),
        valid_through: value("validThrough").and_then(|raw| parse_date(&raw, false)),
        job_location: if place.is_empty() { value("jobLocation") } else { Some(place.join(", ")) },
        employment_type: value("employmentType"),
        base_salary: value("baseSalary"),
        description: property(scope, "description").map(|element| finished(&rendered(element, &|_| false))).unwrap_or_default(),
        ..Draft::default()
    })
}

fn is_job_posting(element: NodeRef<'_>) -> bool {
    let kinds = [element.attr("itemtype"), element.attr("typeof")].into_iter().flatten();
    kinds.into_iter().any(|kinds| kinds.split_whitespace().any(|kind| kind.rsplit(['/', ':', '#']).next() == Some("JobPosting")))
}

/// The first element below `scope` that has the property.
fn property<'a>(scope: NodeRef<'a>, name: &str) -> Option<NodeRef<'a>> {
    let has = |element: &NodeRef<'_>| {
        let names = [element.attr("itemprop"), element.attr("property")].into_iter().flatten();
        names.into_iter().any(|names| names.split_whitespace().any(|own| own.trim_start_matches("schema:") == name))
    };
    elements(scope).skip(1).find(has)
}

/// What a machine is told, else what a reader sees.
fn value_of(element: NodeRef<'_>) -> String {
    let told = element.attr("content").or_else(|| element.attr("datetime"));
    told.map_or_else(|| one_line(&finished(&rendered(element, &|_| false))), |told| one_line(&told))
}
