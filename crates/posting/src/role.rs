//! What kind of job a posting is: its family, its level, its mode of engagement, and whether it is in scope; each with its reason.

mod duties;
mod engagement;
pub(crate) mod roles;
mod roles_file;
pub(crate) mod seniority;
mod title;

use serde::{Deserialize, Serialize};

use crate::role::duties::DutyTally;
use crate::role::engagement::Named;
use crate::role::roles::Roles;
use crate::role::seniority::Seniority;
use crate::role::title::TitleReading;

/// What kind of job a posting is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// The family of jobs.
    pub family: String,
    /// Why: the words of the title, or the duties of the text.
    pub family_reason: String,
    /// How senior it is.
    pub seniority: Seniority,
    /// Why: the words that say so; empty when none do.
    pub seniority_reason: String,
    /// How it engages, `none` for a job out of scope.
    pub engagement_mode: String,
    /// The share of duties that are engagement work; `None` when the text has no duties.
    pub engagement_share: Option<f64>,
    /// Is engagement a core part of the job?
    pub in_scope: bool,
    /// Why.
    pub scope_reason: String,
}

/// A family, and why.
struct Choice {
    family: usize,
    /// Do words that name the job settle it?
    is_named: bool,
    reason: String,
}

/// The longest name of a job that is read from the text, in bytes.
const NAME_LEN: usize = 100;
/// So much of a title is read, in bytes; what goes on longer is no title.
const TITLE_LEN: usize = 400;

/// Reads a posting. The title decides; where it is mute or too general, the text does.
pub(crate) fn read(roles: &Roles, title: &str, text: &str, lang: Option<&str>) -> Role {
    let tally = roles.duties.read(text, lang);
    let of_title = roles.titles.read(&title[..title.floor_char_boundary(TITLE_LEN)]);
    let is_mute = of_title.family.is_none() && of_title.general.is_none();
    let names = if is_mute || of_title.level.is_none() { names_in(text, &tally) } else { [""; 2] };
    let of_text = names.map(|name| roles.titles.read(name));
    let (seniority, seniority_reason) = level(&of_title, &of_text);
    let Choice { family, is_named, reason } = family(roles, &of_title, if is_mute { &of_text } else { &[] }, &tally);
    let chosen = &roles.file.families[family];
    let named = Named { settles_family: is_named, engaging: of_title.engagement };
    let (in_scope, scope_reason) = engagement::scope(&roles.file, chosen, named, &tally);
    let engagement_mode = if in_scope { engagement::mode(&roles.file, chosen, named, &tally) } else { engagement::no_mode() };
    let engagement_share = engagement::share(chosen, named, &tally);
    Role { family: chosen.id.clone(), family_reason: reason, seniority, seniority_reason, engagement_mode, engagement_share, in_scope, scope_reason }
}

/// Where a text may name the job: its first line, and what follows "we are looking for a".
fn names_in<'t>(text: &'t str, tally: &DutyTally) -> [&'t str; 2] {
    let first = text.lines().map(|line| line.trim_matches(|c: char| !c.is_alphanumeric())).find(|line| !line.is_empty()).unwrap_or_default();
    let sought = tally.hires_at.map_or("", |at| &text[at..]);
    let sought = &sought[..sought.floor_char_boundary(NAME_LEN)];
    let end = sought.find(['.', ';', '\n']).unwrap_or(sought.len());
    [if first.len() <= NAME_LEN { first } else { "" }, &sought[..end]]
}

fn level(of_title: &TitleReading<'_>, of_text: &[TitleReading<'_>]) -> (Seniority, String) {
    let title = of_title.level.map(|(level, words)| (level, format!("title: {words}")));
    let text = || of_text.iter().find_map(|reading| reading.level).map(|(level, words)| (level, format!("text: {words}")));
    title.or_else(text).unwrap_or((Seniority::Unclear, String::new()))
}

fn family(roles: &Roles, of_title: &TitleReading<'_>, of_text: &[TitleReading<'_>], tally: &DutyTally) -> Choice {
    let named = |family: (usize, &str), place: &str, is_named| Choice { family: family.0, is_named, reason: format!("{place}: {}", family.1) };
    if let Some(family) = of_title.family {
        return named(family, "title", true);
    }
    // Words of the text name the job only where they name a rank too.
    let of_text = || of_text.iter().filter(|reading| reading.level.is_some());
    if let Some(family) = of_text().find_map(|reading| reading.family) {
        return named(family, "text", true);
    }
    if let Some(choice) = outvoted(roles, tally) {
        return choice;
    }
    if let Some(family) = of_title.general {
        return named(family, "title", false);
    }
    match of_text().find_map(|reading| reading.general) {
        Some(family) => named(family, "text", false),
        None => Choice { family: roles.file.fallback, is_named: false, reason: "neither title nor duties name a family".to_owned() },
    }
}

/// The family that most duties speak of, when they are enough; the first by name of several.
fn outvoted(roles: &Roles, tally: &DutyTally) -> Option<Choice> {
    let thresholds = roles.file.thresholds;
    let (family, n) = tally.by_family.iter().copied().enumerate().max_by_key(|(family, n)| (*n, std::cmp::Reverse(*family)))?;
    let enough = n > 0 && n >= thresholds.needed_n && n * 100 >= thresholds.needed_percent * tally.duties_n;
    let reason = format!("text: {n} of {} duties speak of {}", tally.duties_n, roles.file.families[family].id);
    enough.then_some(Choice { family, is_named: false, reason })
}
