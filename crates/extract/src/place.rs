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

/// The first country that is an ISO 3166-1 alpha-2 code.
pub(crate) fn country(location: &Value, nodes: &Nodes<'_>) -> Option<String> {
    each(location).find_map(|place| {
        let place = resolved(place, nodes);
        let address = place.get("address").unwrap_or(place);
        country_code(&named(address.get("addressCountry")?)?)
    })
}

/// `raw` as a code of ISO 3166-1 alpha-2, when it is one.
pub(crate) fn country_code(raw: &str) -> Option<String> {
    let code = if raw.eq_ignore_ascii_case("UK") { "GB".to_owned() } else { raw.to_ascii_uppercase() };
    (code.len() == 2 && COUNTRIES.split(' ').any(|known| known == code)).then_some(code)
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

/// The codes of ISO 3166-1 alpha-2.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI \
    CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK \
    HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM \
    MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE \
    SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM \
    ZW";

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
            (place(json!({"addressLocality": "Lima", "addressCountry": "Peru"})), Some("Lima, Peru"), None),
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
