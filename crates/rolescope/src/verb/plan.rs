//! `crawl --dry-run`: what would be asked of whom, without asking.

use std::io::Write as _;

use anyhow::Result;
use crawl::Source;

use crate::cli::OfStudy;
use crate::exit_code::Code;
use crate::study::{Input, Study};

/// Tells the plan of every source. Exit code 6 when one is refused for want of a verdict.
pub(crate) fn plan(of: &OfStudy) -> Result<Code> {
    let study = Study::load(&of.study, of.data.as_deref())?;
    let mut out = std::io::stdout().lock();
    let mut code = Code::Ok;
    for source in &study.sources {
        match (&source.input, source.site()) {
            (_, Some(site)) => {
                let refusal = site.access.permits_crawling().err();
                let verdict = refusal.map_or_else(|| format!("would be crawled: {}", site.access), |why| format!("refused: {why}"));
                writeln!(out, "{}: {verdict}", source.id)?;
                if refusal.is_some() {
                    code = Code::Refused;
                } else {
                    out.write_all(asked(site).as_bytes())?;
                }
            }
            (Input::Files(paths), None) => {
                let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                writeln!(out, "{}: would be imported: {}", source.id, named.join(", "))?;
            }
            _ => {}
        }
    }
    Ok(code)
}

/// What a site would see of a crawl.
fn asked(site: &Source) -> String {
    let list = |urls: &[url::Url]| urls.iter().map(url::Url::as_str).collect::<Vec<_>>().join(" ");
    let mut lines = vec![
        ("as", site.user_agent()),
        ("first", "robots.txt and the reservation of text and data mining of every host".to_owned()),
        ("from", list(&site.start)),
        ("sitemaps", list(&site.sitemaps)),
        ("pause", format!("at least {} ms between two requests to one host, longer when the site asks for it", site.delay_ms)),
        ("at most", format!("{} pages a round, {} hosts at once", site.max_pages, site.limits.hosts_max)),
    ];
    lines.retain(|(_, text)| !text.is_empty());
    lines.iter().fold(String::new(), |told, (name, text)| told + &format!("  {name:<9} {text}\n"))
}
