//! One advertisement as the page of a job board, in the styles that boards are built in.

use std::fmt::Write as _;

use crate::ad::escaped;

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Job {
    /// Its title.
    pub(crate) title: String,
    /// Who hires.
    pub(crate) employer: String,
    /// Where.
    pub(crate) place: String,
    /// When it closes, `YYYY-MM-DD`.
    pub(crate) closing: String,
    /// The description in HTML.
    pub(crate) html: String,
    /// The description as lines, those of list items with `- ` before them.
    pub(crate) text: String,
}

/// How a board is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `header`, `nav`, `main`, `aside`, `footer`; facts as a definition list.
    Semantic,
    /// Named `div` elements, a cookie banner, related jobs below; facts as a list.
    Named,
    /// Tables for the layout, upper-case tags, the facts in rows.
    Tables,
    /// Definition list beside the text, headings one level down, numbered lists.
    Numbered,
    /// `div` elements without any name, headings in bold type, list items as lines with a bullet.
    Bullets,
    /// Class names that a tool made, share buttons and a newsletter around the text.
    Hashed,
    /// One `div` with `br` between all lines, items with a dash.
    Breaks,
    /// Tags that nobody closes, as HTML allows.
    Unclosed,
}

impl Style {
    /// All of them.
    pub(crate) const ALL: [Self; 8] =
        [Self::Semantic, Self::Named, Self::Tables, Self::Numbered, Self::Bullets, Self::Hashed, Self::Breaks, Self::Unclosed];

    /// Its name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Semantic => "semantic tags",
            Self::Named => "named divs",
            Self::Tables => "layout tables",
            Self::Numbered => "numbered lists",
            Self::Bullets => "bullet lines",
            Self::Hashed => "hashed classes",
            Self::Breaks => "br lines",
            Self::Unclosed => "unclosed tags",
        }
    }

    /// The page of `job`, with `others` advertised beside it and `head` at the end of the head.
    pub(crate) fn page(self, job: &Job, others: &[Job], head: &str) -> String {
        let body = match self {
            Self::Semantic => semantic(job, others),
            Self::Named => named(job, others),
            Self::Tables => tables(job, others),
            Self::Numbered => numbered(job, others),
            Self::Bullets => bullets(job, others),
            Self::Hashed => hashed(job, others),
            Self::Breaks => breaks(job, others),
            Self::Unclosed => unclosed(job, others),
        };
        let (title, employer) = (escaped(&job.title), escaped(&job.employer));
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} - {employer} | Jobs</title>\n\
             <link rel=\"stylesheet\" href=\"/site.css\">\n<style>body > p {{ margin: 0 }}</style>\n\
             <script>window.dataLayer = window.dataLayer || []; if (1 < 2) {{ document.write('<p>no</p>') }}</script>\n{head}</head>\n\
             <body>\n{body}</body>\n</html>\n"
        )
    }
}

const NAV: &str = "<ul><li><a href=\"/\">Home</a></li><li><a href=\"/jobs\">Search all jobs</a></li><li><a href=\"/employers\">For employers</a></li>\
                   <li><a href=\"/advice\">Career advice</a></li><li><a href=\"/sign-in\">Sign in or register</a></li></ul>";
const COOKIES: &str = "<p>We use cookies to make this site work and to see how you use it. You can change your mind at any time.</p>\
                       <button>Accept all cookies</button><button>Reject</button>";
const FOOTER: &str = "<p>Boards of this kind have been run from a small office by the harbor since 2003.</p>\
                      <a href=\"/terms\">Terms of use</a> <a href=\"/privacy\">Privacy</a> <a href=\"/contact\">Contact us</a>";

fn facts(job: &Job) -> [(&'static str, String); 3] {
    [("Employer", escaped(&job.employer)), ("Location", escaped(&job.place)), ("Closing date", job.closing.clone())]
}

fn listed(job: &Job, dress: impl Fn(&str, &str) -> String) -> String {
    facts(job).iter().fold(String::new(), |all, (label, value)| all + &dress(label, value))
}

fn related(others: &[Job]) -> String {
    let item = |job: &Job| {
        let teaser: String = job.text.chars().filter(|c| *c != '\n').take(120).collect();
        format!("<li><a href=\"/jobs/x\">{}</a><p>{} … {}</p></li>", escaped(&job.title), escaped(&teaser), escaped(&job.place))
    };
    others.iter().map(item).collect()
}

fn semantic(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<dt>{label}</dt><dd>{value}</dd>"));
    format!(
        "<header><a href=\"/\">Jobs</a><nav>{NAV}</nav></header>\n<main>\n<article>\n<h1>{}</h1>\n<dl>{facts}</dl>\n{}\n\
         <a class=\"button\" href=\"/apply\">Apply now</a>\n</article>\n</main>\n<aside><h2>Similar jobs</h2><ul>{}</ul></aside>\n<footer>{FOOTER}</footer>\n",
        escaped(&job.title),
        job.html,
        related(others)
    )
}

fn named(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<li><strong>{label}:</strong> {value}</li>"));
    format!(
        "<div id=\"cookie-banner\" class=\"cookie-banner\">{COOKIES}</div>\n<div class=\"header\"><div class=\"nav-main\">{NAV}</div></div>\n\
         <div class=\"container\"><div class=\"row\">\n<div class=\"breadcrumb\"><a href=\"/\">Home</a> &raquo; <a href=\"/jobs\">Jobs</a></div>\n\
         <h1 class=\"job-title\">{}</h1>\n<ul class=\"job-facts\">{facts}</ul>\n<div class=\"job-description\">{}</div>\n\
         <div class=\"related-jobs\"><h3>Related jobs</h3><ul>{}</ul></div>\n</div></div>\n<div class=\"footer\">{FOOTER}</div>\n",
        escaped(&job.title),
        job.html,
        related(others)
    )
}

fn tables(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<TR><TD><B>{label}</B></TD><TD>{value}</TD></TR>\n"));
    format!(
        "<TABLE WIDTH=\"100%\" BORDER=0>\n<TR><TD COLSPAN=2 BGCOLOR=\"#003366\"><FONT COLOR=white>Jobs on line</FONT></TD></TR>\n\
         <TR><TD VALIGN=top WIDTH=180>{}<HR>{}</TD>\n<TD VALIGN=top>\n<H1>{}</H1>\n<TABLE>\n{facts}</TABLE>\n{}\n\
         <P><A HREF=\"/apply\">Apply for this job</A></P></TD></TR>\n<TR><TD COLSPAN=2><CENTER>{FOOTER}</CENTER></TD></TR>\n</TABLE>\n",
        upper_tags(NAV),
        upper_tags(&format!("<ul>{}</ul>", related(others))),
        escaped(&job.title),
        upper_tags(&job.html)
    )
}

fn numbered(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<dt>{label}</dt><dd>{value}</dd>"));
    format!(
        "<div class=\"site-nav\">{NAV}</div>\n<div class=\"page\">\n<aside class=\"facts\"><dl>{facts}</dl></aside>\n<section>\n<h2>{}</h2>\n{}</section>\n</div>\n\
         <section class=\"recommended\"><h2>You may also like</h2><ol>{}</ol></section>\n<footer>{FOOTER}</footer>\n",
        escaped(&job.title),
        written(&job.text, &Dress { heading: ("<h3>", "</h3>\n"), list: ("<ol>\n", "</ol>\n"), item: ("<li>", "</li>\n"), line: ("<p>", "</p>\n") }),
        related(others)
    )
}

fn bullets(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("{label}: {value}<br>\n"));
    let dress = Dress { heading: ("<p><b>", "</b></p>\n"), list: ("<p>", "</p>\n"), item: ("• ", "<br />\n"), line: ("<p>", "</p>\n") };
    format!(
        "<div><div>{NAV}</div></div>\n<div>\n<div>\n<h1>{}</h1>\n<p>{facts}</p>\n{}</div>\n</div>\n<div><div>Related jobs</div><ul>{}</ul></div>\n<div>{FOOTER}</div>\n",
        escaped(&job.title),
        written(&job.text, &dress),
        related(others)
    )
}

fn hashed(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<div class=\"css-1q2\"><span>{label}</span><span>: {value}</span></div>"));
    format!(
        "<div id=\"root\"><div class=\"css-0a1\">{NAV}</div>\n<div class=\"css-9zz\" role=\"dialog\">{COOKIES}</div>\n<div class=\"css-77b\"><h1 class=\"css-3k9\">{}</h1>{facts}\n\
         <div class=\"css-5ds\">{}</div>\n<div class=\"share-buttons\">Share this job <a href=\"#\">by mail</a></div>\n\
         <form><p>Get jobs like this in your inbox every week.</p><input type=\"email\"><button>Subscribe</button></form></div>\n\
         <div class=\"css-4rr\"><h4>More jobs</h4><ul>{}</ul></div><div class=\"css-ft\">{FOOTER}</div></div>\n<script src=\"/app.js\"></script>\n",
        escaped(&job.title),
        job.html,
        related(others)
    )
}

fn breaks(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("{label}: {value}<br>\n"));
    let dress = Dress { heading: ("<br>\n", "<br>\n"), list: ("", ""), item: ("- ", "<br>\n"), line: ("", "<br>\n") };
    format!(
        "<div class=\"menu\">{NAV}</div>\n<h1>{}</h1>\n<div class=\"content\">{facts}<br>\n{}</div>\n<div class=\"similar\"><ul>{}</ul></div>\n<div id=\"footer\">{FOOTER}</div>\n",
        escaped(&job.title),
        written(&job.text, &dress),
        related(others)
    )
}

fn unclosed(job: &Job, others: &[Job]) -> String {
    let facts = listed(job, |label, value| format!("<tr><td>{label}<td>{value}\n"));
    let dress = Dress { heading: ("<h2>", "</h2>\n"), list: ("<ul>\n", "</ul>\n"), item: ("<li>", "\n"), line: ("<p>", "\n") };
    format!(
        "<nav>{NAV}</nav>\n<main>\n<h1>{}</h1>\n<table>{facts}</table>\n{}</main>\n<footer>{FOOTER}<ul>{}</ul></footer>\n",
        escaped(&job.title),
        written(&job.text, &dress),
        related(others)
    )
}

/// What stands around the parts of a description.
struct Dress {
    heading: (&'static str, &'static str),
    list: (&'static str, &'static str),
    item: (&'static str, &'static str),
    line: (&'static str, &'static str),
}

/// The lines of a description in HTML of another make.
fn written(text: &str, dress: &Dress) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut in_list = false;
    let mut after_gap = true;
    for line in text.lines() {
        let item = line.strip_prefix("- ");
        if item.is_some() != in_list && !line.is_empty() {
            out.push_str(if in_list { dress.list.1 } else { dress.list.0 });
            in_list = !in_list;
        }
        let is_heading = after_gap && line.len() <= 80 && !line.ends_with(['.', ',', ';']);
        let (open, close) = match item {
            Some(_) => dress.item,
            None if is_heading => dress.heading,
            None => dress.line,
        };
        if !line.is_empty() {
            let _ = write!(out, "{open}{}{close}", escaped(item.unwrap_or(line)));
        }
        after_gap = line.is_empty();
    }
    out.push_str(if in_list { dress.list.1 } else { "" });
    out
}

/// `html` with its tags in capitals.
fn upper_tags(html: &str) -> String {
    let mut in_name = false;
    let upper = html.chars().map(|c| {
        in_name = c == '<' || (in_name && (c == '/' || c.is_ascii_alphanumeric()));
        if in_name { c.to_ascii_uppercase() } else { c }
    });
    upper.collect()
}
