//! What a site's robots.txt says about one agent and one path, after RFC 9309.
//!
//! Where the RFC and the parsers in use disagree, the reading that fetches less is taken: names of fields are understood with
//! their frequent misspellings, and a *Disallow* matches an escaped path also unescaped while an *Allow* must match as written.
//! Every step is linear in the text; a pattern of many `*` costs no more than its length times the path's.

mod rule;

use rule::{Effect, Rule};

/// The longest pause that a robots.txt can ask for. A site that asks for more is honored with this much.
pub const CRAWL_DELAY_MAX_MS: u64 = 60_000;

/// What is known about a host's robots.txt after asking for it.
#[derive(Debug, Clone)]
pub enum RobotsAnswer {
    /// It was there, and this is what it says.
    Parsed(Robots),
    /// There is none (a status of 4xx): everything may be fetched. Holds the reason.
    AllowAll(String),
    /// It cannot be known (5xx, 429, network, endless redirects): nothing may be fetched. Holds the reason.
    DisallowAll(String),
}

impl RobotsAnswer {
    /// The reading of a final status (after redirects) and its body, RFC 9309 section 2.3.1. 429 counts as unreachable, since
    /// it says nothing about the rules and a wish to be left alone is not permission.
    pub fn of_status(status: u16, body: &[u8]) -> Self {
        match status {
            200..=299 => Self::Parsed(Robots::parse(body)),
            429 => Self::DisallowAll("robots.txt answered 429".to_owned()),
            400..=499 => Self::AllowAll(format!("robots.txt answered {status}")),
            _ => Self::DisallowAll(format!("robots.txt answered {status}")),
        }
    }

    /// Whether this agent may fetch the path (with its query).
    pub fn decide(&self, agent: &str, path_and_query: &str) -> Decision {
        match self {
            Self::Parsed(robots) => robots.decide(agent, path_and_query),
            Self::AllowAll(_) => Decision { allowed: true, rule: None },
            Self::DisallowAll(_) => Decision { allowed: path_and_query == "/robots.txt", rule: None },
        }
    }

    /// The pause that is asked of this agent, at most [`CRAWL_DELAY_MAX_MS`].
    pub fn crawl_delay_ms(&self, agent: &str) -> Option<u64> {
        match self {
            Self::Parsed(robots) => robots.crawl_delay_ms(agent),
            _ => None,
        }
    }

    /// The sitemaps it names, as written.
    pub fn sitemaps(&self) -> &[String] {
        match self {
            Self::Parsed(robots) => &robots.sitemaps,
            _ => &[],
        }
    }

    /// One line for a summary: that it was parsed, or why everything or nothing is allowed.
    pub fn describe(&self) -> String {
        match self {
            Self::Parsed(robots) => format!("parsed, {} rules", robots.rules_n()),
            Self::AllowAll(reason) => format!("all allowed: {reason}"),
            Self::DisallowAll(reason) => format!("nothing allowed: {reason}"),
        }
    }
}

/// Whether a path may be fetched, and the line that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be fetched.
    pub allowed: bool,
    /// The line number (from 1) and the text of the rule; `None` when no rule matched.
    pub rule: Option<(usize, String)>,
}

/// A parsed robots.txt.
#[derive(Debug, Clone, Default)]
pub struct Robots {
    groups: Vec<Group>,
    /// The `Sitemap` lines, as written, in order.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    /// Product tokens in lower case; `*` stands for everybody else.
    agents: Vec<String>,
    rules: Vec<Rule>,
    crawl_delay_ms: Option<u64>,
}

impl Robots {
    /// Reads any bytes: what is no rule is skipped, as the RFC wants it.
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut robots = Self::default();
        let mut reads_agents = false;
        for (line, number) in lines(bytes).zip(1..) {
            let Some((field, value)) = field_and_value(line) else { continue };
            match Field::named(field) {
                Field::Agent => {
                    robots.agent_line(value, reads_agents);
                    reads_agents = true;
                }
                Field::Rule(effect) => {
                    reads_agents = false;
                    robots.rule_line(effect, value, number, line);
                }
                Field::CrawlDelay => robots.delay_line(value),
                Field::Sitemap => robots.sitemaps.push(String::from_utf8_lossy(value).into_owned()),
                Field::Unknown => {}
            }
        }
        robots
    }

    fn agent_line(&mut self, value: &[u8], continues: bool) {
        if !continues {
            self.groups.push(Group::default());
        }
        if let Some(group) = self.groups.last_mut() {
            group.agents.push(product_token(value));
        }
    }

    /// A rule before the first agent belongs to nobody; an empty one says nothing.
    fn rule_line(&mut self, effect: Effect, value: &[u8], number: usize, line: &[u8]) {
        if let Some(group) = self.groups.last_mut().filter(|_| !value.is_empty()) {
            let text = String::from_utf8_lossy(line).trim().to_owned();
            group.rules.push(Rule::new(effect, value, number, text));
        }
    }

    fn delay_line(&mut self, value: &[u8]) {
        let seconds = std::str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
        let Some(seconds) = seconds.filter(|seconds| seconds.is_finite() && *seconds >= 0.0) else { return };
        if let Some(group) = self.groups.last_mut() {
            group.crawl_delay_ms = Some(((seconds * 1000.0) as u64).min(CRAWL_DELAY_MAX_MS));
        }
    }

    /// Whether this agent (its product token, in any case) may fetch the path with its query: the longest matching rule decides,
    /// *Allow* on a tie; no matching rule means yes. `/robots.txt` itself is always allowed.
    pub fn decide(&self, agent: &str, path_and_query: &str) -> Decision {
        if path_and_query == "/robots.txt" {
            return Decision { allowed: true, rule: None };
        }
        let path = rule::Path::new(path_and_query);
        let matching = self.groups_of(agent).flat_map(|group| &group.rules).filter(|rule| rule.matches(&path));
        // `max_by_key` keeps the last of equals; the first line of equal weight is the one to name.
        let strongest = matching.reduce(|best, rule| if rule.weight() > best.weight() { rule } else { best });
        Decision { allowed: strongest.is_none_or(|rule| rule.effect == Effect::Allow), rule: strongest.map(|rule| (rule.line, rule.text.clone())) }
    }

    /// The longest pause that the groups of this agent ask for.
    pub fn crawl_delay_ms(&self, agent: &str) -> Option<u64> {
        self.groups_of(agent).filter_map(|group| group.crawl_delay_ms).max()
    }

    fn rules_n(&self) -> usize {
        self.groups.iter().map(|group| group.rules.len()).sum()
    }

    /// All groups that name the agent, combined; those for everybody only if none does.
    fn groups_of(&self, agent: &str) -> impl Iterator<Item = &Group> {
        let token = product_token(agent.as_bytes());
        let names = |group: &Group, name: &str| group.agents.iter().any(|agent| agent == name);
        let is_named = !token.is_empty() && self.groups.iter().any(|group| names(group, &token));
        let wanted = if is_named { token } else { "*".to_owned() };
        self.groups.iter().filter(move |group| names(group, &wanted))
    }
}

/// The path and query of a URL as written, for those who ask about a URL that was not parsed; `/` when it has none.
pub fn path_of(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or_default();
    let first = url.find(['/', '?']).unwrap_or(url.len());
    let has_authority = url[first..].starts_with("//") && (first == 0 || url[..first].ends_with(':'));
    let authority = if has_authority { first + 2 } else { 0 };
    url[authority..].find(['/', '?']).map_or("/", |at| &url[authority + at..])
}

enum Field {
    Agent,
    Rule(Effect),
    CrawlDelay,
    Sitemap,
    Unknown,
}

impl Field {
    fn named(field: &[u8]) -> Self {
        match field.to_ascii_lowercase().as_slice() {
            b"user-agent" | b"useragent" | b"user agent" => Self::Agent,
            b"allow" => Self::Rule(Effect::Allow),
            b"disallow" | b"dissallow" | b"dissalow" | b"disalow" | b"diasllow" | b"disallaw" => Self::Rule(Effect::Disallow),
            b"crawl-delay" | b"crawldelay" => Self::CrawlDelay,
            b"sitemap" | b"site-map" => Self::Sitemap,
            _ => Self::Unknown,
        }
    }
}

/// Lines end with LF, CR or both; an empty line between CR and LF changes the numbers, so the pair is one end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let Some(end) = end else { return rest.take() };
        let width = if text[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = Some(&text[end + width..]);
        Some(&text[..end])
    })
}

/// `field: value # comment`; without a colon, two words are taken for a field and its value.
fn field_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default().trim_ascii();
    if let Some(colon) = line.iter().position(|byte| *byte == b':') {
        return Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()));
    }
    let gap = line.iter().position(u8::is_ascii_whitespace)?;
    let value = line[gap..].trim_ascii();
    (!value.iter().any(u8::is_ascii_whitespace)).then_some((&line[..gap], value))
}

/// `FooBot/1.0 (+x)` names `foobot`; a star alone, or before a space, names everybody.
fn product_token(value: &[u8]) -> String {
    if value.first() == Some(&b'*') && value.get(1).is_none_or(u8::is_ascii_whitespace) {
        return "*".to_owned();
    }
    let token = value.iter().take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'));
    token.map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests;
