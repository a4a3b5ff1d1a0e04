//! Any text where a date, pay, a place, a contract, a reporting line or a name may stand.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (title, text) = input;
    posting::parse_date(title, true);
    posting::parse_relative(title, date(2026, 11, 24));
    posting::dates_in_text(text, title, date(2026, 11, 24), false);
    posting::read_pay(title, Some("GB"));
    posting::read_grade(title, Some(title), text, None);
    posting::read_contract(Some(title), title, text);
    posting::read_place(Some(title), Some(title), title, text);
    posting::read_structure(title, text);
    if let Some((raw, pay)) = posting::pay_in_text(text, None) {
        assert!(raw.chars().count() <= 200);
        if let Some((min, max)) = pay.per_year() {
            assert!(min.is_finite() && max.is_finite());
        }
    }
    let once = posting::redact(text).text;
    assert_eq!(posting::redact(&once).text, once);
});
