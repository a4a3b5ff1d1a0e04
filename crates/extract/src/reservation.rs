//! Does a page reserve its text and data mining? By the meta element of the W3C's TDM Reservation Protocol.

use scraper::Html;

use crate::bounded_html::bounded;
use crate::charset::decode;

/// Whether a `<meta name="tdm-reservation" content="1">` stands in the page ([TDMRep](https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/), section 4.3).
pub fn is_reserved(charset: Option<&str>, body: &[u8]) -> bool {
    const NAME: &[u8] = b"tdm-reservation";
    // Most pages do not hold the word, and need not be parsed for it.
    if !body.windows(NAME.len()).any(|window| window.eq_ignore_ascii_case(NAME)) {
        return false;
    }
    let Ok(text) = decode(body, charset) else { return false };
    let html = Html::parse_document(&bounded(&text));
    html.root_element().descendent_elements().any(|element| {
        let name = element.attr("name").is_some_and(|name| name.trim().eq_ignore_ascii_case("tdm-reservation"));
        element.value().name() == "meta" && name && element.attr("content").is_some_and(|content| content.trim() == "1")
    })
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn only_the_element_reserves() {
        for (page, wanted) in [
            ("<head><META NAME='TDM-Reservation' content=' 1'>", true),
            ("<meta name='tdm-reservation' content='0'>", false),
            ("<p>tdm-reservation 1</p>", false),
            ("<!-- <meta name='tdm-reservation' content='1'> -->", false),
            ("", false),
        ] {
            assert_eq!(is_reserved(None, page.as_bytes()), wanted, "{page}");
        }
    }
}
