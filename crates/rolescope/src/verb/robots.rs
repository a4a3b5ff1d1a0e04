//! `robots`: what a robots.txt says of an address, and by which rule.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use crawl::{Decision, Robots, path_of};

use crate::cli::RobotsArgs;
use crate::exit_code::Code;

/// Tells of each address whether it may be fetched.
pub(crate) fn robots(args: &RobotsArgs) -> Result<Code> {
    let bytes = std::fs::read(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let robots = Robots::parse(&bytes);
    let mut out = std::io::stdout().lock();
    let mut code = Code::Ok;
    for url in &args.urls {
        let Decision { allowed, rule } = robots.decide(&args.agent, path_of(url));
        let why = rule.map_or_else(|| "no rule speaks of it".to_owned(), |(line, text)| format!("line {line}: {text}"));
        writeln!(out, "{}\t{url}\t{why}", if allowed { "allowed" } else { "refused" })?;
        code = if allowed { code } else { Code::Refused };
    }
    if let Some(delay_ms) = robots.crawl_delay_ms(&args.agent) {
        writeln!(out, "delay\t{delay_ms} ms between requests")?;
    }
    Ok(code)
}
