//! How much of a job is engagement work, of which mode it is, and whether that brings the job into scope.

use crate::role::duties::DutyTally;
use crate::role::roles_file::{Family, RolesFile, ScopeRule};

/// The mode of a job whose duties are no engagement work.
const NO_MODE: &str = "none";
/// The mode of a job whose duties are of several modes alike.
const MIXED: &str = "mixed";

/// So many duties, none of which is engagement work, outweigh a title that says that engagement is a part of the job.
const NAYS_N: usize = 5;

/// What the name of a job says beside its family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'t> {
    /// It settles the family.
    pub(crate) settles_family: bool,
    /// Words of it that say that engagement is a part of the job.
    pub(crate) engaging: Option<&'t str>,
}

/// Does the name of the job say that it is engagement work?
fn is_engaging(family: &Family, named: Named<'_>) -> bool {
    named.engaging.is_some() || named.settles_family && family.scope == ScopeRule::Core
}

/// Is the job in scope, and why?
pub(crate) fn scope(file: &RolesFile, family: &Family, named: Named<'_>, tally: &DutyTally) -> (bool, String) {
    let (engaged_n, duties_n) = (tally.engaged_n, tally.duties_n);
    let telling = duties_n >= file.thresholds.scope_n;
    let settled = named.settles_family;
    match (family.scope, named.engaging) {
        (ScopeRule::Core, _) if settled || !telling => (true, format!("{} is engagement work", family.id)),
        (ScopeRule::Out, _) if settled => (false, format!("{} is no engagement work", family.id)),
        (_, Some(words)) if duties_n < NAYS_N || tally.of_publics_n > 0 => (true, format!("title: {words}")),
        _ => {
            let enough = engaged_n >= file.thresholds.scope_n.max(1) && engaged_n * 100 >= file.thresholds.scope_percent * duties_n;
            (enough, format!("{engaged_n} of {duties_n} duties are engagement work"))
        }
    }
}

/// The share of duties that are engagement work; `None` when the text has no duties. In a job whose title says that it is none, a single
/// such duty is a word that meant something else.
pub(crate) fn share(family: &Family, named: Named<'_>, tally: &DutyTally) -> Option<f64> {
    let n = tally.duties_n + tally.likely[0];
    let is_none = named.settles_family && family.scope == ScopeRule::Out;
    let engaged_n = if is_engaging(family, named) { tally.of_publics_n + tally.likely[2] } else { tally.engaged_n + tally.likely[1] };
    let engaged_n = if is_none && engaged_n == 1 { 0 } else { engaged_n };
    (n > 0).then(|| engaged_n as f64 / n as f64)
}

/// The mode of engagement: for a family of several the one that the text speaks for, else that of the family when the title settles it, else
/// the one that most duties are of.
pub(crate) fn mode(file: &RolesFile, family: &Family, named: Named<'_>, tally: &DutyTally) -> String {
    let of_family = family.mode.clone().unwrap_or_else(|| MIXED.to_owned());
    if !family.modes.is_empty() {
        let by_mode = family.modes.iter().map(|mode| (tally.by_mode[*mode], file.modes[*mode].0.as_str())).collect();
        return weightiest(by_mode).unwrap_or(of_family);
    }
    if named.settles_family && family.mode.is_some() {
        return of_family;
    }
    let mut by_mode: Vec<(usize, &str)> = Vec::new();
    for (family, n) in file.families.iter().zip(&tally.by_family) {
        let Some(mode) = family.mode.as_deref() else { continue };
        match by_mode.iter_mut().find(|(_, known)| *known == mode) {
            Some((sum, _)) => *sum += n,
            None => by_mode.push((*n, mode)),
        }
    }
    weightiest(by_mode).unwrap_or(of_family)
}

/// The mode with the most weight; mixed when the next has nearly as much; `None` when none has any.
fn weightiest(mut by_mode: Vec<(usize, &str)>) -> Option<String> {
    by_mode.sort_by_key(|(n, mode)| (std::cmp::Reverse(*n), *mode));
    match by_mode[..] {
        [(first, _), (second, _), ..] if first > 0 && second * 5 >= first * 4 => Some(MIXED.to_owned()),
        [(first, mode), ..] if first > 0 => Some(mode.to_owned()),
        _ => None,
    }
}

/// The mode of a job out of scope.
pub(crate) fn no_mode() -> String {
    NO_MODE.to_owned()
}
