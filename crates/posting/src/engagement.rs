//! How much of a job is engagement work, of which mode it is, and whether that brings the job into scope.

use crate::duties::DutyTally;
use crate::roles_file::{Family, RolesFile, ScopeRule};

/// The mode of a job whose duties are no engagement work.
const NO_MODE: &str = "none";
/// The mode of a job whose duties are of several modes alike.
const MIXED: &str = "mixed";

/// What the name of a job says beside its family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'t> {
    /// It settles the family.
    pub(crate) settles_family: bool,
    /// Words of it that say that engagement is a part of the job.
    pub(crate) engaging: Option<&'t str>,
}

/// Is the job in scope, and why?
pub(crate) fn scope(file: &RolesFile, family: &Family, named: Named<'_>, tally: &DutyTally) -> (bool, String) {
    let (engaged_n, duties_n) = (tally.engaged_n, tally.duties_n);
    let telling = duties_n >= file.thresholds.scope_n;
    let settled = named.settles_family;
    match (family.scope, named.engaging) {
        (ScopeRule::Core, _) if settled || !telling => (true, format!("{} is engagement work", family.id)),
        (ScopeRule::Out, _) if settled => (false, format!("{} is no engagement work", family.id)),
        (_, Some(words)) => (true, format!("title: {words}")),
        _ => {
            let enough = engaged_n >= file.thresholds.scope_n.max(1) && engaged_n * 100 >= file.thresholds.scope_percent * duties_n;
            (enough, format!("{engaged_n} of {duties_n} duties are engagement work"))
        }
    }
}

/// The share of duties that are engagement work; `None` when the text has no duties.
pub(crate) fn share(tally: &DutyTally) -> Option<f64> {
    (tally.duties_n > 0).then(|| tally.engaged_n as f64 / tally.duties_n as f64)
}

/// The mode of engagement: that of the family when the title settles it, else the one that most duties are of.
pub(crate) fn mode(file: &RolesFile, family: &Family, named: Named<'_>, tally: &DutyTally) -> String {
    let of_family = family.mode.clone().unwrap_or_else(|| MIXED.to_owned());
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
    by_mode.sort_by_key(|(n, mode)| (std::cmp::Reverse(*n), *mode));
    match by_mode[..] {
        [(first, _), (second, _), ..] if first > 0 && second * 5 >= first * 4 => MIXED.to_owned(),
        [(first, mode), ..] if first > 0 => mode.to_owned(),
        _ => of_family,
    }
}

/// The mode of a job out of scope.
pub(crate) fn no_mode() -> String {
    NO_MODE.to_owned()
}
