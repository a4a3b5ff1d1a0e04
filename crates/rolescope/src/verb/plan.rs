//! `crawl --dry-run`: what would be asked of whom, without asking.

use std::io::Write as _;

use anyhow::Result;
use crawl::Source;

use crate::cli::OfStudy;
use crate::exit_code::Code;
use crate::study::{Input, Study, StudySource};

/// Tells the plan of every source. Exit code 6 when one is refused for want of a verdict.
pub(crate) fn plan(of: &OfStudy) -> Result<Code> {
    let study = Study::load(&of.study, of.data.as_deref())?;
    let mut out = std::io::stdout().lock();
    let (mut code, mut planned_n) = (Code::Ok, 0);
    for source in &study.sources {
        match (&source.input, source.site()) {
            (_, Some(site)) => {
                if let Some(refusal) = source.refusal() {
                    writeln!(out, "{}: refused: {refusal}", source.id)?;
                    code = if source.waits_for_verdict() { code } else { Code::Refused };
                    continue;
                }
                planned_n += 1;
                writeln!(out, "{}: would be crawled: {}{}", source.id, site.access, ground(source))?;
                out.write_all(asked(source, site).as_bytes())?;
            }
            (Input::Files(paths), None) => {
                let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                planned_n += 1;
                writeln!(out, "{}: would be imported: {}", source.id, named.join(", "))?;
            }
            _ => {}
        }
    }
    Ok(if planned_n == 0 { Code::Refused } else { code })
}

/// Who gave the verdict, and when.
fn ground(source: &StudySource) -> String {
    let on = source.access_on.map_or_else(|| ", no date recorded".to_owned(), |day| format!(", recorded on {day}"));
    source.access_note.as_ref().map_or_else(|| on.clone(), |note| format!("{on}: {note}"))
}

/// What a site would see of a crawl.
fn asked(source: &StudySource, site: &Source) -> String {
    let list = |urls: &[url::Url]| urls.iter().map(crawl::shown).collect::<Vec<_>>().join(" ");
    let mut lines = vec![
        ("as", site.user_agent()),
        ("first", "robots.txt and the reservation of text and data mining of every host".to_owned()),
        ("from", list(&site.start)),
        ("sitemaps", list(&site.sitemaps)),
        ("with", source.key.as_ref().map(|key| format!("the key in the environment variable {}", key.variable)).unwrap_or_default()),
        ("when", source.window.map(|window| format!("from {window} only")).unwrap_or_default()),
        ("pause", format!("at least {} ms between two requests to one host, longer when the site asks for it", site.delay_ms)),
        ("at most", format!("{} pages a round, {} hosts at once", site.max_pages, site.limits.hosts_max)),
    ];
    lines.retain(|(_, text)| !text.is_empty());
    lines.iter().fold(String::new(), |told, (name, text)| told + &format!("  {name:<9} {text}\n"))
}
