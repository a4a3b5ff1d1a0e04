//! A request as frontier, state and archive name it: an address, and in its fragment what is posted there.
//!
//! Nothing that is fetched has a fragment, since it is never sent. So `https://a.example/jobs#POST=%7B%22offset%22%3A20%7D` can stand for
//! posting `{"offset":20}` to `https://a.example/jobs`: two pages of one listing are two requests, and everything that keeps or compares
//! addresses keeps and compares requests. Only the study and a listing that it names ever post; a page cannot make us do so, as
//! fragments are taken off every link.

use url::{Url, form_urlencoded};

const MARK: &str = "POST";
/// The named field of a capture that was asked for by posting; its value is the request as spelled here.
pub(crate) const FIELD: &str = "Rolescope-Request";

/// The request to post this text to this address.
pub fn posting(address: &Url, body: &str) -> Url {
    let mut request = address.clone();
    let fragment = form_urlencoded::Serializer::new(String::new()).append_pair(MARK, body).finish();
    request.set_fragment(Some(&fragment));
    request
}

/// What is posted; `None` for a request that only gets.
pub(crate) fn body_of(request: &Url) -> Option<String> {
    let (name, body) = form_urlencoded::parse(request.fragment()?.as_bytes()).next()?;
    (name == MARK).then(|| body.into_owned())
}

/// The request for people to read: the address, and what is posted there.
pub fn shown(request: &Url) -> String {
    match body_of(request) {
        Some(body) => format!("POST {body} to {}", address_of(request)),
        None => request.to_string(),
    }
}

/// Where the request goes.
pub(crate) fn address_of(request: &Url) -> Url {
    let mut address = request.clone();
    address.set_fragment(None);
    address
}

/// The same request at the address to which it was redirected. All but 307 and 308 ask to get there (RFC 9110, section 15.4).
pub(crate) fn redirected(request: &Url, status: u16, target: Url) -> Url {
    match body_of(request) {
        Some(body) if matches!(status, 307 | 308) => posting(&target, &body),
        _ => target,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn address() -> Url {
        Url::parse("https://a.example/jobs?x=1").unwrap()
    }

    #[test]
    fn two_pages_of_one_listing_are_two_requests() {
        let [first, second] = [0, 20].map(|offset| posting(&address(), &format!("{{\"offset\":{offset}}}")));
        assert_ne!(first, second);
        assert_eq!((address_of(&first), address_of(&second)), (address(), address()));
        assert_eq!(body_of(&address()), None);
        assert_eq!(body_of(&Url::parse("https://a.example/#top").unwrap()), None);
    }

    #[test]
    fn only_two_redirects_keep_what_is_posted() {
        let target = Url::parse("https://a.example/there").unwrap();
        for (status, body) in [(301, None), (302, None), (303, None), (307, Some("{}")), (308, Some("{}"))] {
            assert_eq!(body_of(&redirected(&posting(&address(), "{}"), status, target.clone())).as_deref(), body, "{status}");
            assert_eq!(redirected(&address(), status, target.clone()), target);
        }
    }

    proptest! {
        #[test]
        fn what_is_posted_comes_back(body in ".{0,80}") {
            let request = posting(&address(), &body);
            prop_assert_eq!(body_of(&Url::parse(request.as_str()).unwrap()), Some(body));
        }
    }
}
