//! The links of a page, for the crawler.

/// The absolute http and https addresses that a page links to, in document order, each once, without fragments.
///
/// Links marked `nofollow` are left out, as are all of a page whose robots meta element says so. Empty for what is no HTML.
pub fn links(url: &str, media_type: Option<&str>, charset: Option<&str>, body: &[u8]) -> Vec<String> {
    let _ = (url, media_type, charset, body);
    Vec::new()
}
