//! What the attributes of an element say of its part in a page: hidden, navigation and notices, a link that is a button.

use crate::element::Tag;
use crate::tokens::{Attributes, decoded};
use crate::tree::flag;

/// Words in the class or id of an element that is no part of what the page is about.
const CHROME: [&str; 28] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "similar",
    "related",
    "recommended",
    "share",
    "sharing",
    "social",
    "newsletter",
    "sidebar",
    "side",
    "foot",
    "footer",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "skip",
    "alert",
    "alerts",
    "popup",
    "modal",
];

/// The flags of an element with these attributes.
pub(crate) fn flags(tag: Tag, attributes: Attributes<'_>) -> u8 {
    let mut flags = 0;
    for (name, value) in attributes.pairs() {
        // The length tells most other names apart at once.
        flags |= match name.len() {
            2 if name.eq_ignore_ascii_case("id") && is_named_so(value) => flag::CHROME,
            4 if name.eq_ignore_ascii_case("role") => of_role(tag, value),
            5 if name.eq_ignore_ascii_case("class") => of_class(tag, value),
            5 if name.eq_ignore_ascii_case("style") && is_styled_away(value) => flag::HIDDEN,
            6 if name.eq_ignore_ascii_case("hidden") => flag::HIDDEN,
            _ => 0,
        };
    }
    flags
}

fn of_role(tag: Tag, role: &str) -> u8 {
    match role {
        "button" if tag == Tag::A => flag::BUTTON,
        "navigation" | "dialog" | "banner" | "contentinfo" | "alert" | "search" => flag::CHROME,
        _ => 0,
    }
}

fn of_class(tag: Tag, class: &str) -> u8 {
    let is_button = tag == Tag::A && words(class).any(|word| matches!(word, "btn" | "button" | "cta" | "Button"));
    (u8::from(is_button) * flag::BUTTON) | (u8::from(is_named_so(class)) * flag::CHROME)
}

fn words(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_ascii_alphanumeric())
}

fn is_named_so(names: &str) -> bool {
    words(names).any(|word| (3..=11).contains(&word.len()) && CHROME.iter().any(|name| name.eq_ignore_ascii_case(word)))
}

fn is_styled_away(style: &str) -> bool {
    // Most styles are about type, and need no closer look.
    let is_candidate = memchr::memchr3(b'&', b'd', b'v', style.as_bytes()).is_some() || memchr::memchr2(b'D', b'V', style.as_bytes()).is_some();
    is_candidate && {
        let style: String = decoded(style).to_ascii_lowercase().split_whitespace().collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    }
}
