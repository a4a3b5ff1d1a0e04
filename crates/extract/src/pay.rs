//! schema.org's `baseSalary` in any shape to one line of text.

use serde_json::Value;

use crate::plain_text::one_line;
use crate::schema_org::scalar;

/// The pay of a posting, such as `GBP 38000 to 45000 per year`, or in the source's own words when it has some.
pub(crate) fn pay_line(posting: &Value) -> Option<String> {
    let mut stated = ["baseSalary", "base_salary", "estimatedSalary", "salary", "compensation"].iter().filter_map(|name| posting.get(*name));
    let currency = posting.get("salaryCurrency").and_then(scalar);
    stated.find_map(|value| line(value, currency.as_deref()))
}

fn line(value: &Value, currency: Option<&str>) -> Option<String> {
    if let Value::Array(values) = value {
        let lines: Vec<String> = values.iter().filter_map(|value| line(value, currency)).collect();
        return Some(lines.join("; ")).filter(|line| !line.is_empty());
    }
    if let Some(raw) = scalar(value) {
        return amount(&raw, currency, None);
    }
    let inner = value.get("value").filter(|inner| inner.is_object()).unwrap_or(&Value::Null);
    let find = |names: &[&str]| names.iter().find_map(|name| inner.get(*name).and_then(scalar).or_else(|| value.get(*name).and_then(scalar)));
    let currency = find(&["currency", "currencyCode", "currency_type"]).or_else(|| currency.map(str::to_owned));
    let unit = find(&["unitText", "unitCode", "interval"]);
    let text = find(&["value", "name", "description"]);
    let (low, high) = (find(&["minValue", "min"]), find(&["maxValue", "max"]));
    // Words say more than the numbers beside them, unless they hold no number.
    let in_words = text.as_deref().filter(|text| text.chars().any(|c| c.is_ascii_digit()) && !is_bare(text));
    let raw = match (in_words, low, high) {
        (Some(words), ..) => words.to_owned(),
        (None, Some(low), Some(high)) if low != high => format!("{low} to {high}"),
        (None, Some(one), _) | (None, None, Some(one)) => one,
        _ => text?,
    };
    amount(&raw, currency.as_deref(), unit.as_deref())
}

/// The line for an amount or a range, whose unit may be a word such as `1 YEAR`, `per-hour-wage` or `annually`.
pub(crate) fn range(low: Option<String>, high: Option<String>, currency: Option<&str>, unit: Option<&str>) -> Option<String> {
    let is_stated = |raw: &String| raw.trim().parse().is_ok_and(|amount: f64| amount > 0.0);
    let raw = match (low.filter(is_stated), high.filter(is_stated)) {
        (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
        (one, other) => one.or(other)?,
    };
    amount(&raw, currency, unit)
}

/// An amount with its currency and unit, unless it says them itself.
fn amount(raw: &str, currency: Option<&str>, unit: Option<&str>) -> Option<String> {
    let raw = one_line(raw);
    if raw.is_empty() || raw == "0" {
        return None;
    }
    if !is_bare(&raw) && !raw.contains(" to ") || raw.chars().any(|c| "£$€¥₹".contains(c)) {
        return Some(raw);
    }
    let unit = unit.map(|unit| format!(" per {}", unit_name(unit))).unwrap_or_default();
    Some(currency.map(|currency| format!("{} ", one_line(currency))).unwrap_or_default() + &raw + &unit)
}

/// Whether `raw` is figures and nothing else.
fn is_bare(raw: &str) -> bool {
    raw.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'-–—".contains(c))
}

fn unit_name(raw: &str) -> String {
    let raw = one_line(raw).to_lowercase();
    let raw = ["per ", "per-", "1 "].iter().find_map(|start| raw.strip_prefix(start)).unwrap_or(&raw).replace("-wage", "").replace("-salary", "");
    match raw.as_str() {
        "ann" | "annum" | "annual" | "annually" | "yearly" | "p.a." | "pa" => "year".to_owned(),
        "mon" | "monthly" => "month".to_owned(),
        "wee" | "weekly" => "week".to_owned(),
        "daily" => "day".to_owned(),
        "hur" | "hourly" => "hour".to_owned(),
        _ => raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pay_in_every_shape() {
        let amount = |value: Value| json!({"@type": "MonetaryAmount", "currency": "GBP", "value": value});
        for (pay, wanted) in [
            (json!("£38,000 a year"), Some("£38,000 a year")),
            (json!(38000), Some("GBP 38000")),
            (json!("100000"), Some("GBP 100000")),
            (amount(json!(38000)), Some("GBP 38000")),
            (amount(json!({"minValue": 38000, "maxValue": 45000.5, "unitText": "YEAR"})), Some("GBP 38000 to 45000.5 per year")),
            (amount(json!({"minValue": "120", "maxValue": "120", "unitText": "DAY"})), Some("GBP 120 per day")),
            (amount(json!({"value": "£38,000 - £45,000", "unitText": "YEAR"})), Some("£38,000 - £45,000")),
            (amount(json!({"value": "38,000 - 45,000", "unitText": "per annum"})), Some("GBP 38,000 - 45,000 per year")),
            (amount(json!({"value": "negotiable", "unitText": "YEAR"})), Some("negotiable")),
            (amount(json!({"value": "negotiable", "minValue": 9, "unitText": "HOUR"})), Some("GBP 9 per hour")),
            (json!({"value": {"currency": "EUR", "value": 3000, "unitText": "MONTH"}}), Some("EUR 3000 per month")),
            (json!([]), None),
            (json!(""), None),
        ] {
            assert_eq!(pay_line(&json!({"baseSalary": pay, "salaryCurrency": "GBP"})).as_deref(), wanted, "{pay}");
        }
    }
}
