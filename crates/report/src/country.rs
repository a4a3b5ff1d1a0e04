//! Names of countries for their ISO 3166-1 codes.

/// A code and the short name in use, one a line, sorted by code.
const COUNTRIES: &str = include_str!("countries.txt");

/// The English short name; `None` for codes that are not in the list.
pub(crate) fn name(code: &str) -> Option<&'static str> {
    COUNTRIES.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix(' ')).filter(|_| code.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names() {
        assert_eq!(name("KE"), Some("Kenya"));
        assert_eq!([name("ZZ"), name(""), name("K"), name("GB United")], [None; 4]);
        assert!(COUNTRIES.lines().is_sorted() && COUNTRIES.lines().all(|line| line.as_bytes()[2] == b' '));
    }
}
