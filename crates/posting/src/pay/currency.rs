//! Currencies: how ads write them, which one a country pays in, and what is an hour's and what a year's pay in them.

use super::Period;

/// Signs and abbreviations that stand before or after an amount, longest first; ASCII letters in lower case.
///
/// A sign that several currencies share has no code: the country decides.
const MARKS: [(&str, Option<&str>); 39] = [
    ("pounds", Some("GBP")),
    ("dollars", None),
    ("dollar", None),
    ("francs", None),
    ("rupees", None),
    ("rands", Some("ZAR")),
    ("euros", Some("EUR")),
    ("kroner", None),
    ("kronor", None),
    ("euro", Some("EUR")),
    ("stg£", Some("GBP")),
    ("rand", Some("ZAR")),
    ("can$", Some("CAD")),
    ("us$", Some("USD")),
    ("au$", Some("AUD")),
    ("ca$", Some("CAD")),
    ("nz$", Some("NZD")),
    ("hk$", Some("HKD")),
    ("ksh", Some("KES")),
    ("kes", Some("KES")),
    ("fr.", None),
    ("a$", Some("AUD")),
    ("c$", Some("CAD")),
    ("s$", Some("SGD")),
    ("r$", Some("BRL")),
    ("rs", None),
    ("kr", None),
    ("zł", Some("PLN")),
    ("kč", Some("CZK")),
    ("sfr", Some("CHF")),
    ("£", Some("GBP")),
    ("€", Some("EUR")),
    ("₹", Some("INR")),
    ("₦", Some("NGN")),
    ("₱", Some("PHP")),
    ("¥", None),
    ("$", None),
    ("r", Some("ZAR")),
    ("p", None),
];

/// ISO 4217 code, the countries whose bare signs mean it (ISO 3166-1), and what a US dollar is about worth in it, to one figure.
///
/// The worth only tells an hour's pay from a year's, so it may be years old.
const CURRENCIES: [(&str, &str, f64); 47] = [
    ("GBP", "GB IM JE GG", 1.0),
    ("USD", "US PR EC SV", 1.0),
    ("EUR", "DE FR ES IT PT NL BE AT IE FI GR LU SK SI EE LV LT MT CY HR", 1.0),
    ("CAD", "CA", 1.0),
    ("AUD", "AU", 1.0),
    ("NZD", "NZ", 1.0),
    ("CHF", "CH LI", 1.0),
    ("SGD", "SG", 1.0),
    ("SEK", "SE", 10.0),
    ("NOK", "NO", 10.0),
    ("DKK", "DK", 7.0),
    ("ISK", "IS", 130.0),
    ("PLN", "PL", 4.0),
    ("CZK", "CZ", 22.0),
    ("HUF", "HU", 350.0),
    ("RON", "RO", 4.5),
    ("ILS", "IL", 3.5),
    ("AED", "AE", 3.7),
    ("HKD", "HK", 8.0),
    ("JPY", "JP", 130.0),
    ("CNY", "CN", 7.0),
    ("KRW", "KR", 1300.0),
    ("TWD", "TW", 30.0),
    ("ZAR", "ZA", 18.0),
    ("INR", "IN", 80.0),
    ("PKR", "PK", 200.0),
    ("BDT", "BD", 100.0),
    ("LKR", "LK", 300.0),
    ("NPR", "NP", 130.0),
    ("KES", "KE", 130.0),
    ("UGX", "UG", 3700.0),
    ("TZS", "TZ", 2500.0),
    ("RWF", "RW", 1200.0),
    ("ETB", "ET", 55.0),
    ("NGN", "NG", 1000.0),
    ("GHS", "GH", 12.0),
    ("ZMW", "ZM", 20.0),
    ("MWK", "MW", 1700.0),
    ("XOF", "SN CI ML BF BJ TG NE", 600.0),
    ("PHP", "PH", 55.0),
    ("MYR", "MY", 4.5),
    ("IDR", "ID", 15000.0),
    ("THB", "TH", 35.0),
    ("BRL", "BR", 5.0),
    ("MXN", "MX", 18.0),
    ("COP", "CO", 4000.0),
    ("CLP", "CL", 900.0),
];

/// What a mark beside an amount says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// One currency.
    Code(&'static str),
    /// A sign of several currencies, such as `$`.
    Shared(&'static str),
}

/// The mark that `text` (ASCII letters in lower case) ends with.
pub(super) fn mark_before(text: &str) -> Option<Mark> {
    let text = text.strip_suffix([':', '.']).filter(|rest| !rest.ends_with("fr")).unwrap_or(text).trim_end();
    let code = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at)).filter(|(before, _)| !ends_in_letter(before));
    let code = code.and_then(|(_, word)| code_at(word)).map(Mark::Code);
    code.or_else(|| {
        let found = MARKS.iter().find(|(mark, _)| text.ends_with(mark) && starts_clean(mark, &text[..text.len() - mark.len()]))?;
        // "AUD $98,000": the code before the sign says which.
        let code_before = || text[..text.len() - found.0.len()].trim_end().rsplit([' ', '(', ':', '/']).next().and_then(code_at);
        Some(found.1.or_else(code_before).map_or(Mark::Shared(found.0), Mark::Code))
    })
}

/// The mark that `text` (ASCII letters in lower case) begins with, and its length.
pub(super) fn mark_after(text: &str) -> Option<(Mark, usize)> {
    let follows_letter = |len: usize| text[len..].starts_with(|c: char| c.is_alphanumeric());
    let code = text.get(..3).and_then(code_at).filter(|_| !follows_letter(3));
    code.map(|code| (Mark::Code(code), 3)).or_else(|| {
        let fits = |mark: &str| text.starts_with(mark) && mark.len() > 1 && (!mark.is_ascii() || !follows_letter(mark.len()));
        let bare = text.starts_with('$').then_some(&("$", None));
        let found = bare.or_else(|| MARKS.iter().find(|(mark, _)| fits(mark)))?;
        Some((found.1.map_or(Mark::Shared(found.0), Mark::Code), found.0.len()))
    })
}

fn ends_in_letter(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}

/// Marks that are words or begin with a letter may not be the end of another word.
fn starts_clean(mark: &str, before: &str) -> bool {
    !mark.starts_with(|c: char| c.is_ascii_lowercase()) || !ends_in_letter(before)
}

fn code_at(word: &str) -> Option<&'static str> {
    CURRENCIES.iter().map(|(code, ..)| *code).find(|code| code.eq_ignore_ascii_case(word))
}

/// The currency a country pays in.
pub(super) fn of_country(country_iso2: &str) -> Option<&'static str> {
    let is_one = |countries: &&str| countries.split(' ').any(|country| country.eq_ignore_ascii_case(country_iso2));
    CURRENCIES.iter().find(|(_, countries, _)| is_one(countries)).map(|(code, ..)| *code)
}

/// The currency of a sign that several share: that of the country when it uses the sign, otherwise the usual one, if there is one.
pub(super) fn of_shared(sign: &str, country_iso2: Option<&str>) -> Option<&'static str> {
    let local = country_iso2.and_then(of_country);
    let users: &[&str] = match sign {
        "$" | "dollar" | "dollars" => &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "COP", "CLP"],
        "¥" => &["JPY", "CNY"],
        "francs" | "fr." => &["CHF", "XOF", "RWF"],
        "rs" | "rupees" => &["INR", "PKR", "LKR", "NPR"],
        "p" => return local.filter(|code| *code == "PHP"),
        _ => &["SEK", "NOK", "DKK", "ISK", "CZK"],
    };
    let usual = matches!(sign, "$" | "dollar" | "dollars" | "¥" | "francs" | "fr." | "rs" | "rupees").then_some(users[0]);
    local.filter(|code| users.contains(code)).or(usual)
}

/// The period that a figure of this size is the pay of, when it is clear enough.
///
/// English-speaking countries state pay by the year, so that a small sum is a part-time year's; most others by the month.
pub(super) fn usual_period(amount: f64, currency: Option<&str>) -> Option<Period> {
    let worth = currency.map_or(1.0, worth);
    let dollars = amount / worth;
    let bounds: [(f64, f64, Period); 4] = match currency {
        None | Some("GBP" | "USD" | "CAD" | "AUD" | "NZD") => {
            [(3.0, 130.0, Period::Hour), (130.0, 1000.0, Period::Day), (0.0, 0.0, Period::Month), (4500.0, 2e6, Period::Year)]
        }
        Some("EUR" | "CHF" | "SEK" | "NOK" | "DKK") => {
            [(3.0, 90.0, Period::Hour), (150.0, 600.0, Period::Day), (700.0, 9500.0, Period::Month), (12_000.0, 2e6, Period::Year)]
        }
        _ => [(0.0, 0.0, Period::Hour), (0.0, 0.0, Period::Day), (60.0, 2800.0, Period::Month), (2800.0, 2e6, Period::Year)],
    };
    bounds.iter().find(|(low, high, _)| (*low..*high).contains(&dollars)).map(|(.., period)| *period)
}

/// Whether a figure of this size can be the pay of such a period at all: a year's pay is no 20 pounds, an hour's no 30,000.
pub(super) fn is_likely(amount: f64, currency: Option<&str>, period: Period) -> bool {
    let dollars = amount / currency.map_or(1.0, worth);
    let is_rich = currency.is_none_or(|code| worth(code) <= 10.0);
    let (low, high) = match period {
        Period::Hour => (2.0, 700.0),
        Period::Day => (10.0, 5000.0),
        Period::Week => (20.0, 15_000.0),
        Period::Month => (50.0, 60_000.0),
        Period::Year => (500.0, 3e6),
    };
    // A sum whose currency is unknown may be in a small one.
    let most = if currency.is_some() { high } else { high * 20.0 };
    dollars < most && dollars >= if is_rich { low } else { low / 10.0 }
}

fn worth(code: &str) -> f64 {
    CURRENCIES.iter().find(|(known, ..)| *known == code).map_or(1.0, |(.., worth)| *worth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_on_both_sides() {
        for (before, wanted) in [
            ("gbp ", Some(Mark::Code("GBP"))),
            ("from £", Some(Mark::Code("GBP"))),
            ("us$", Some(Mark::Code("USD"))),
            ("aud $", Some(Mark::Code("AUD"))),
            ("salary: $", Some(Mark::Shared("$"))),
            ("chf", Some(Mark::Code("CHF"))),
            ("r", Some(Mark::Code("ZAR"))),
            ("for", None),
            ("band ", None),
            ("", None),
        ] {
            assert_eq!(mark_before(before), wanted, "{before}");
        }
        assert_eq!(mark_after("usd a year"), Some((Mark::Code("USD"), 3)));
        assert_eq!(mark_after("€/h"), Some((Mark::Code("EUR"), 3)));
        assert_eq!(mark_after("euros"), Some((Mark::Code("EUR"), 5)));
        assert_eq!(mark_after("ready"), None);
    }

    #[test]
    fn the_country_decides_what_a_dollar_is() {
        assert_eq!(of_shared("$", Some("CA")), Some("CAD"));
        assert_eq!(of_shared("$", Some("GB")), Some("USD"));
        assert_eq!(of_shared("kr", Some("NO")), Some("NOK"));
        assert_eq!(of_shared("kr", None), None);
    }
}
