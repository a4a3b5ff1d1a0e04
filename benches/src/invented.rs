//! Advertisements out of the grammar, in the usual order of sections and as long as they should be.

use std::fmt::Write as _;

use serde_json::json;

use crate::ad::{Ad, escaped};
use crate::draw::Draw;
use crate::grammar::sentence;

/// A section: its heading, the rule that writes it, whether it is a list, and how much of the text it takes, in percent.
type Section = (&'static str, &'static str, bool, usize);

const SECTIONS: [Section; 7] = [
    ("About us", "about_us", false, 15),
    ("The role", "role", false, 15),
    ("Main duties and responsibilities", "duty", true, 30),
    ("Essential criteria", "essential", true, 18),
    ("Desirable criteria", "desirable", true, 8),
    ("Benefits", "benefit", true, 6),
    ("How to apply", "apply", false, 8),
];

/// `n` invented advertisements whose texts are about `bytes` long each. The first ones of a longer list are the shorter list.
pub fn invented_ads(n: usize, bytes: usize) -> Vec<Ad> {
    (0..n).map(|number| invented_ad(number, bytes)).collect()
}

fn invented_ad(number: usize, bytes: usize) -> Ad {
    let draw = &mut Draw::new(number as u64);
    let title = sentence("title", draw);
    let (mut text, mut html) = (String::new(), String::new());
    for section in SECTIONS {
        write_section(section, bytes, draw, &mut text, &mut html);
    }
    let json = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "identifier": { "@type": "PropertyValue", "name": "reference", "value": format!("R-{number}") },
        "hiringOrganization": { "@type": "Organization", "name": sentence("organization", draw) },
        "datePosted": format!("2026-{:02}-{:02}", 1 + draw.below(10), 1 + draw.below(28)),
        "validThrough": format!("2026-12-{:02}", 1 + draw.below(28)),
        "employmentType": draw.one(&["FULL_TIME", "PART_TIME", "TEMPORARY"]),
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": sentence("place", draw),
                "addressCountry": draw.one(&["GB", "US", "IE", "AU", "KE"]),
            },
        },
        "url": format!("https://jobs.example/{number}"),
        "description": html,
    });
    Ad { title, text, html, json: json.to_string() }
}

/// Adds a section to both forms of an advertisement of `bytes` bytes.
fn write_section((heading, rule, is_list, percent): Section, bytes: usize, draw: &mut Draw, text: &mut String, html: &mut String) {
    let until = text.len() + bytes * percent / 100;
    let (open, close) = if is_list { ("<ul class=\"criteria\">\n", "</ul>\n") } else { ("<p>", "</p>\n") };
    text.push_str(heading);
    let _ = write!(html, "<h3><strong>{}</strong></h3>\n{open}", escaped(heading));
    while text.len() < until {
        let line = sentence(rule, draw);
        if is_list {
            text.extend(["\n- ", line.as_str()]);
            let _ = writeln!(html, "<li><span style=\"font-size: 11pt\">{}</span></li>", escaped(&line));
        } else {
            text.extend([if text.ends_with('.') { " " } else { "\n" }, line.as_str()]);
            let _ = writeln!(html, "{}", escaped(&line));
        }
    }
    text.push_str("\n\n");
    html.push_str(close);
}
