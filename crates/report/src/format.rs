//! Numbers and dates as people read them.

use jiff::civil::Date;

/// `12,345`.
pub(crate) fn count(n: impl Into<Option<u64>>) -> String {
    let Some(n) = n.into() else { return "–".to_owned() };
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `34 of 118`.
pub(crate) fn part_of(part: impl Into<Option<u64>>, whole: u64) -> String {
    format!("{} of {}", count(part), count(whole))
}

/// `1 vacancy`, `12 vacancies`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A share in whole percent. What is not quite nothing or not quite all never reads as 0% or 100%.
pub(crate) fn percent(share: f64) -> String {
    match format!("{:.0}%", share * 100.0) {
        text if text == "0%" && share > 0.0 => "<1%".to_owned(),
        text if text == "100%" && share < 1.0 => ">99%".to_owned(),
        text => text,
    }
}

/// A share with one decimal, for the tables.
pub(crate) fn percent_exact(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

/// `61–81%`.
pub(crate) fn interval(lo: f64, hi: f64) -> String {
    format!("{:.0}–{:.0}%", lo * 100.0, hi * 100.0)
}

/// `60.9–81.2%`.
pub(crate) fn interval_exact(lo: Option<f64>, hi: Option<f64>) -> String {
    match (lo, hi) {
        (Some(lo), Some(hi)) => format!("{:.1}–{:.1}%", lo * 100.0, hi * 100.0),
        _ => "–".to_owned(),
    }
}

/// A plain number with one decimal.
pub(crate) fn decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
}

/// A difference in percentage points: `+12`, `−3`.
pub(crate) fn points(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match format!("{value:+.0}") {
        text if text == "+0" || text == "-0" => "0".to_owned(),
        text => text.replace('-', "−"),
    }
}

/// A slope with one decimal: `+1.2`, `−0.4`.
pub(crate) fn per_year(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:+.1}").replace('-', "−"))
}

/// `−0.3 to +2.1`.
pub(crate) fn per_year_interval(lo: Option<f64>, hi: Option<f64>) -> String {
    match (lo, hi) {
        (Some(_), Some(_)) => format!("{} to {}", per_year(lo), per_year(hi)),
        _ => "–".to_owned(),
    }
}

/// `+3 to +21`.
pub(crate) fn points_interval(lo: Option<f64>, hi: Option<f64>) -> String {
    match (lo, hi) {
        (Some(_), Some(_)) => format!("{} to {}", points(lo), points(hi)),
        _ => "–".to_owned(),
    }
}

/// A number with two decimals, such as an association.
pub(crate) fn two_decimals(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}").replace('-', "−"))
}

/// A sum of money in whole units: `42,620`.
pub(crate) fn amount(value: f64) -> String {
    if value.is_finite() && value >= 0.0 { count(value.round() as u64) } else { "–".to_owned() }
}

/// `3 May 2026`.
pub(crate) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// A text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_thousands() {
        assert_eq!([0, 999, 1_000, 12_345, 1_234_567].map(count), ["0", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(part_of(34, 1_180), "34 of 1,180");
        assert_eq!(counted(1, "vacancy", "vacancies"), "1 vacancy");
    }

    #[test]
    fn a_rare_thing_is_not_zero_and_a_common_one_not_all() {
        assert_eq!([0.0, 0.001, 0.006, 0.288, 0.994, 0.996, 1.0].map(percent), ["0%", "<1%", "1%", "29%", "99%", ">99%", "100%"]);
        assert_eq!(percent_exact(Some(0.2881)), "28.8%");
        assert_eq!(percent_exact(None), "–");
        assert_eq!(interval(0.609, 0.812), "61–81%");
    }

    #[test]
    fn differences_bear_their_sign() {
        assert_eq!([12.4, -3.2, 0.3, -0.3].map(|value| points(Some(value))), ["+12", "−3", "0", "0"]);
        assert_eq!(points_interval(Some(-3.0), Some(21.0)), "−3 to +21");
        assert_eq!(points_interval(None, Some(21.0)), "–");
    }

    #[test]
    fn dates() {
        assert_eq!(date(Date::constant(2026, 5, 3)), "3 May 2026");
        assert_eq!(capitalized("évaluer"), "Évaluer");
    }
}
