//! One advertisement in every form that a stage reads.

use std::path::PathBuf;

use archive::{Capture, Digest, Location};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

/// One advertisement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ad {
    /// Its title.
    pub title: String,
    /// Its description as plain text, list items as lines that begin with `- `.
    pub text: String,
    /// The same description as HTML, without a page around it.
    pub html: String,
    /// The line of JSON Lines that holds it, a `JobPosting` of schema.org when it is invented.
    pub json: String,
}

impl Ad {
    /// A page that shows it and says the same in a JSON-LD script, as most job sites do.
    pub fn page_with_json_ld(&self) -> String {
        // A script ends at the first `</`, wherever it stands.
        self.page(&format!("<script type=\"application/ld+json\">{}</script>\n", self.json.replace("</", "<\\/")))
    }

    /// A page that only shows it.
    pub fn plain_page(&self) -> String {
        self.page("")
    }

    fn page(&self, script: &str) -> String {
        let (title, html) = (escaped(&self.title), &self.html);
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title} | Jobs</title>\n\
             <style>main {{ margin: 1em }}</style>\n{script}</head>\n<body>\n\
             <nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/jobs\">All jobs</a></li><li><a href=\"/about\">About</a></li></ul></nav>\n\
             <main>\n<h1>{title}</h1>\n<div class=\"posting\">\n{html}</div>\n<a class=\"button\" href=\"/apply\">Apply now</a>\n</main>\n\
             <footer><p>Terms of use and privacy</p></footer>\n</body>\n</html>\n"
        )
    }
}

/// The moment at which all benchmarks say that their inputs were captured.
pub fn captured_at() -> Timestamp {
    TimeZone::UTC.to_timestamp(date(2026, 11, 24).at(12, 0, 0, 0)).expect("a day of this century")
}

/// A capture of `payload`, as the archive gives it back.
pub fn capture(number: usize, media_type: &str, payload: String) -> Capture {
    Capture {
        source: "bench".parse().expect("a valid name"),
        url: format!("https://jobs.example/{number}"),
        captured_at: captured_at(),
        digest: Digest::of(payload.as_bytes()),
        status: Some(200),
        headers: Vec::new(),
        media_type: Some(media_type.to_owned()),
        charset: Some("utf-8".to_owned()),
        payload: payload.into_bytes(),
        location: Location { file: PathBuf::from("bench.warc.gz"), offset: 0, length: 0 },
        note: Vec::new(),
    }
}

/// `text` as it stands between tags.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
