//! How far the tagger agrees with people.

use crate::catalog::table;

table! {
    /// One row per concept that the gold sample was read for, and two over all of them; empty without a gold sample. The unit is the ad, which asks for a concept when one of its statements does.
    Public "tagger_quality" TaggerQualityRow by ["scope", "concept_id"] {
        /// concept; micro: all decisions in one heap; macro: the mean over the concepts.
        scope: String,
        /// The concept; all over all of them.
        concept_id: String,
        /// Its English label.
        label: String,
        /// random when the ads were drawn at random from the vacancies of this study, other when they come from elsewhere.
        sample: String,
        /// Gold ads that ask for it and are tagged; null for macro.
        tp: Option<u64>,
        /// Gold ads that are tagged though they don’t ask for it.
        fp: Option<u64>,
        /// Gold ads that ask for it and are not tagged.
        r#fn: Option<u64>,
        /// Gold ads that don’t ask for it and are not tagged.
        tn: Option<u64>,
        /// tp / (tp + fp); null where nothing is tagged.
        precision: Option<f64>,
        /// Lower 95 % bound of the precision (Wilson).
        p_lo: Option<f64>,
        /// Upper 95 % bound of the precision.
        p_hi: Option<f64>,
        /// tp / (tp + fn); null where nothing is asked for.
        recall: Option<f64>,
        /// Lower 95 % bound of the recall (Wilson).
        r_lo: Option<f64>,
        /// Upper 95 % bound of the recall.
        r_hi: Option<f64>,
        /// 2 tp / (2 tp + fp + fn).
        f1: Option<f64>,
        /// Krippendorff’s α of the people who read, nominal; null unless at least two read the same ad, and where all say the same of all ads. For macro the mean.
        alpha: Option<f64>,
        /// Lower 95 % bound of alpha, by a bootstrap over ads.
        alpha_lo: Option<f64>,
        /// Upper 95 % bound of alpha.
        alpha_hi: Option<f64>,
        /// Of the pairs of readings of an ad, how many in a hundred say the same.
        percent_agreement: Option<f64>,
        /// Gold ads.
        gold_n: u64,
        /// ok; u when fewer than 10 gold ads are tagged, or fewer than 10 are not; x where nothing is tagged and nothing asked for.
        status: String,
    }
}
