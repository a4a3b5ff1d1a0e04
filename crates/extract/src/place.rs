//! schema.org's `jobLocation` in any shape to one line of text.

use serde_json::Value;

use crate::plain_text::one_line;
use crate::schema_org::{Nodes, scalar};

/// The places of a posting on one line, `; ` between them; `Remote` is one of them when the posting says so.
pub(crate) fn place_line(location: Option<&Value>, posting: &Value, nodes: &Nodes<'_>) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    for place in location.into_iter().flat_map(each).filter_map(|place| line(place, nodes)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if posting.get("jobLocationType").is_some_and(|kind| kind.to_string().to_ascii_uppercase().contains("TELECOMMUTE")) {
        let from: Vec<String> =
            posting.get("applicantLocationRequirements").into_iter().flat_map(each).filter_map(|place| line(place, nodes)).collect();
        places.push(if from.is_empty() { "Remote".to_owned() } else { format!("Remote ({})", from.join(", ")) });
    }
    Some(places.join("; ")).filter(|line| !line.is_empty())
}

/// The first country that is one, as a code of ISO 3166-1 alpha-2.
pub(crate) fn country(location: &Value, nodes: &Nodes<'_>) -> Option<String> {
    each(location).find_map(|place| {
        let place = resolved(place, nodes);
        let address = place.get("address").unwrap_or(place);
        country_code(&named(address.get("addressCountry")?)?)
    })
}

/// The code of ISO 3166-1 alpha-2 of a country written as a code or by its name.
pub(crate) fn country_code(raw: &str) -> Option<String> {
    posting::country_code(raw).map(str::to_owned)
}

fn each(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map_or_else(|| std::slice::from_ref(value).iter(), |values| values.iter())
}

fn resolved<'a>(place: &'a Value, nodes: &Nodes<'a>) -> &'a Value {
    let refers = place.as_object().is_some_and(|object| object.len() <= 2);
    let target = place.get("@id").and_then(Value::as_str).and_then(|id| nodes.get(id).copied());
    if refers { target.unwrap_or(place) } else { place }
}

/// A string, or the name of an object.
fn named(value: &Value) -> Option<String> {
    scalar(value).or_else(|| value.get("name").and_then(scalar)).map(|raw| one_line(&raw)).filter(|text| !text.is_empty())
}

fn line(place: &Value, nodes: &Nodes<'_>) -> Option<String> {
    let place = resolved(place, nodes);
    if let Some(raw) = scalar(place) {
        return Some(one_line(&raw)).filter(|text| !text.is_empty());
    }
    let address = each(place.get("address").unwrap_or(place)).next()?;
    if let Some(raw) = scalar(address) {
        return Some(one_line(&raw)).filter(|text| !text.is_empty());
    }
    let mut parts: Vec<String> = Vec::new();
    for part in
        ["addressLocality", "addressRegion", "addressCountry", "city", "region", "state", "country"].iter().filter_map(|name| address.get(*name))
    {
        parts.extend(named(part).filter(|part| !parts.contains(part)));
    }
    if parts.is_empty() { named(place).or_else(|| named(address.get("streetAddress")?)) } else { Some(parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_in_every_shape() {
        let place = |address: Value| json!({"@type": "Place", "address": address});
        let leeds = json!({"addressLocality": "Leeds", "addressRegion": "Yorkshire", "addressCountry": "GB", "streetAddress": "1 High Road"});
        for (location, wanted, wanted_country) in [
            (place(leeds.clone()), Some("Leeds, Yorkshire, GB"), Some("GB")),
            (json!([place(leeds.clone()), place(json!("Bern, Schweiz"))]), Some("Leeds, Yorkshire, GB; Bern, Schweiz"), Some("GB")),
            (json!("US-MA-Boston | US-Remote"), Some("US-MA-Boston | US-Remote"), None),
            (place(json!({"addressCountry": {"@type": "Country", "name": "uk"}})), Some("uk"), Some("GB")),
            (place(json!({"addressLocality": "Lima", "addressCountry": "Peru"})), Some("Lima, Peru"), Some("PE")),
            (json!({"name": "Head office"}), Some("Head office"), None),
            (json!({"@id": "#hq"}), Some("Leeds, Yorkshire, GB"), Some("GB")),
            (json!({}), None, None),
        ] {
            let head_office = place(leeds.clone());
            let nodes = Nodes::from([("#hq", &head_office)]);
            assert_eq!(place_line(Some(&location), &json!({}), &nodes).as_deref(), wanted, "{location}");
            assert_eq!(country(&location, &nodes).as_deref(), wanted_country, "{location}");
        }
        let remote = json!({"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": {"@type": "Country", "name": "Kenya"}});
        assert_eq!(place_line(None, &remote, &Nodes::new()).as_deref(), Some("Remote (Kenya)"));
    }
}
