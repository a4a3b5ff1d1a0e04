//! One spelling for each URL, so that no page is fetched twice under two.

use url::Url;

use crate::request::body_of;
use crate::source::is_web;

/// Longer ones are traps or session dumps; servers commonly refuse them as well.
const URL_LENGTH_MAX: usize = 2_000;

/// A link as it stands on a page, made absolute and canonical: without fragment, default port, user name and `utm_*` parameters.
/// `None` when it leads to nothing that can be fetched.
pub fn canonical(base: &Url, link: &str) -> Option<Url> {
    let mut url = base.join(link.trim()).ok()?;
    // No page can make us post anything.
    url.set_fragment(None);
    (is_web(&url) && url.as_str().len() <= URL_LENGTH_MAX).then(|| canonical_of(url))
}

/// The canonical spelling of a request of our own, which may post.
pub(crate) fn canonical_of(mut url: Url) -> Url {
    if body_of(&url).is_none() {
        url.set_fragment(None);
    }
    // Both fail only on URLs without a host, which have no credentials either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let Some(query) = url.query() else { return url };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let kept = kept.join("&");
    url.set_query(Some(kept.as_str()).filter(|query| !query.is_empty()));
    url
}

fn is_tracking(pair: &str) -> bool {
    pair.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("utm_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(link: &str) -> Option<String> {
        let base = Url::parse("http://a.example/jobs/list?page=2").unwrap();
        canonical(&base, link).map(String::from)
    }

    #[test]
    fn spellings_of_one_page_are_one() {
        for (link, expected) in [
            ("12#apply", "http://a.example/jobs/12"),
            ("/jobs/12?utm_source=x&UTM_medium=y", "http://a.example/jobs/12"),
            ("/jobs?page=2&utm_campaign=z&sort=a", "http://a.example/jobs?page=2&sort=a"),
            ("HTTP://A.example:80/x?", "http://a.example/x"),
            ("//user:pass@a.example/x", "http://a.example/x"),
            (" ?page=3 ", "http://a.example/jobs/list?page=3"),
        ] {
            assert_eq!(check(link).as_deref(), Some(expected), "{link}");
        }
    }

    #[test]
    fn what_cannot_be_fetched_is_no_url() {
        for link in ["mailto:a@b.example", "javascript:void(0)", "ftp://a.example/", "http://", &"x".repeat(3000)] {
            assert_eq!(check(link), None, "{link}");
        }
    }

    proptest! {
        #[test]
        fn canonicalizing_twice_changes_nothing(link in ".{0,60}") {
            if let Some(once) = check(&link) {
                prop_assert_eq!(check(&once), Some(once.clone()));
            }
        }
    }
}
