//! What a change of a share between two runs is made of.

use crate::interval::Cluster;

/// The vacancies of one stratum (one source and employer type, say) in both runs, counted by the same rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// Whether its source was read in both runs.
    pub source: Source,
    /// In the first run.
    pub before: Cluster,
    /// In the second run, counted with the taxonomy and the rules for duplicates of the first.
    pub after: Cluster,
}

/// Which runs read a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Both.
    Kept,
    /// One of them.
    CameOrWent,
}

/// A change in percentage points, and its parts, which add up to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The share of the first run, 0–1.
    pub share_before: f64,
    /// The share of the second run, 0–1.
    pub share_after: f64,
    /// The whole change.
    pub total_pp: f64,
    /// From another mix of strata within the sources that both runs read.
    pub mix_pp: f64,
    /// From sources that came or went.
    pub sources_pp: f64,
    /// From another taxonomy or tagger.
    pub taxonomy_pp: f64,
    /// From another rule of what is one vacancy.
    pub duplicates_pp: f64,
    /// The rest: vacancies of the same kind ask more or less often than before.
    pub rest_pp: f64,
}

/// Takes the change of a share apart; `None` where a run, or a recount of it, has no vacancies.
///
/// The counts of the second run come three times: in `strata` by the first run's rules, in `retagged` by its own rule for duplicates but the
/// first run's taxonomy, in `published` by its own rules. Peeled off one after the other, from the outside in, each as the difference that it
/// makes to the share:
/// taxonomy = published − retagged; duplicates = retagged − Σ strata after; sources = (all − kept strata) after − (all − kept strata) before;
/// and what is left on the kept strata by Kitagawa (1955, *JASA* 50), which treats both runs alike: with W a stratum's part of a run's
/// vacancies and p its share, mix = Σ (W₂−W₁)·(p₁+p₂)/2 and rest = Σ (W₁+W₂)/2·(p₂−p₁). A kept stratum that is empty in one run has there the
/// share of the other, so that its coming is a change of mix. Where no stratum is kept, the change is one of sources.
pub fn decompose(strata: &[Stratum], retagged: Cluster, published: Cluster) -> Option<Change> {
    let kept: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.source == Source::Kept).collect();
    let before = share(strata.iter().map(|stratum| stratum.before))?;
    let after = share(strata.iter().map(|stratum| stratum.after))?;
    let (retagged, published) = (share([retagged])?, share([published])?);
    let like_with_like = share(kept.iter().map(|stratum| stratum.before)).zip(share(kept.iter().map(|stratum| stratum.after)));
    let (kept_before, kept_after) = like_with_like.unwrap_or((before, before));
    let (mix, rest) = if like_with_like.is_some() { kitagawa(&kept) } else { (0.0, 0.0) };
    Some(Change {
        share_before: before,
        share_after: published,
        total_pp: 100.0 * (published - before),
        mix_pp: 100.0 * mix,
        sources_pp: 100.0 * ((after - kept_after) - (before - kept_before)),
        taxonomy_pp: 100.0 * (published - retagged),
        duplicates_pp: 100.0 * (retagged - after),
        rest_pp: 100.0 * rest,
    })
}

fn share(cells: impl IntoIterator<Item = Cluster>) -> Option<f64> {
    let (n, k) = cells.into_iter().fold((0.0, 0.0), |(n, k), cell| (n + cell.n as f64, k + cell.k.min(cell.n) as f64));
    (n > 0.0).then(|| k / n)
}

/// The parts of mix and of shares, over strata that have vacancies in both runs taken together.
fn kitagawa(kept: &[&Stratum]) -> (f64, f64) {
    let before_n: f64 = kept.iter().map(|stratum| stratum.before.n as f64).sum();
    let after_n: f64 = kept.iter().map(|stratum| stratum.after.n as f64).sum();
    let (mut mix, mut rest) = (0.0, 0.0);
    for stratum in kept {
        let (own_before, own_after) = (share([stratum.before]), share([stratum.after]));
        let Some(p1) = own_before.or(own_after) else { continue };
        let p2 = own_after.unwrap_or(p1);
        let (w1, w2) = (stratum.before.n as f64 / before_n, stratum.after.n as f64 / after_n);
        mix += (w2 - w1) * f64::midpoint(p1, p2);
        rest += f64::midpoint(w1, w2) * (p2 - p1);
    }
    (mix, rest)
}
