//! The gold sample: how far the tagger can be believed, and the shares freed from its errors.

use std::collections::BTreeMap;
use std::path::Path;

use skills::{ConceptId, Taxonomy};
use statistics::agreement::{Agreement, agreement};
use statistics::correction::double_sampling;
use statistics::quality::{Confusion, Quality, macro_mean, micro, quality};
use statistics::suppression::{Status, WIDEST_HALF_WIDTH};
use statistics::tier;

use crate::error::Result;
use crate::parquet::read_if_there;
use crate::private::GoldReadingRow;
use crate::public::{SkillFrequencyRow, TaggerQualityRow};
use crate::skills_by_group::Bootstrap;

/// As many gold ads must be tagged, and as many not, for the figures of a concept to be reliable.
const RELIABLE_N: u64 = 10;

/// What people and the tagger say of the gold ads, by concept.
pub(crate) struct Gold {
    /// As the study says: random or other.
    sample: String,
    ads_n: u64,
    concepts: BTreeMap<String, Judged>,
}

/// One concept.
#[derive(Default)]
struct Judged {
    confusion: Confusion,
    /// What each reader says of each ad.
    units: Vec<Vec<u32>>,
}

impl Gold {
    /// Reads `gold_readings` under `dir`; `None` where the study names no gold sample.
    pub(crate) fn read(dir: &Path) -> Result<Option<Self>> {
        Ok(Self::of(&read_if_there::<GoldReadingRow>(dir)?))
    }

    fn of(rows: &[GoldReadingRow]) -> Option<Self> {
        let sample = rows.first()?.sample.clone();
        let ads_n = rows.chunk_by(|a, b| a.gold_id == b.gold_id).count() as u64;
        let mut concepts: BTreeMap<String, Judged> = BTreeMap::new();
        for readings in rows.chunk_by(|a, b| (&a.gold_id, &a.concept_id) == (&b.gold_id, &b.concept_id)) {
            let judged = concepts.entry(readings[0].concept_id.clone()).or_default();
            let confusion = &mut judged.confusion;
            *match (readings[0].is_tagged, is_asked(readings)) {
                (true, true) => &mut confusion.tp,
                (true, false) => &mut confusion.fp,
                (false, true) => &mut confusion.missed,
                (false, false) => &mut confusion.tn,
            } += 1;
            judged.units.push(readings.iter().filter(|reading| reading.reader.is_some()).map(|reading| u32::from(reading.is_asked)).collect());
        }
        Some(Self { sample, ads_n, concepts })
    }

    /// The rows of `tagger_quality`, sorted by key.
    pub(crate) fn quality(&self, taxonomy: &Taxonomy, bootstrap: Bootstrap) -> Vec<TaggerQualityRow> {
        let agreed = |units: &[Vec<u32>]| agreement(units, bootstrap.replicates_n as u32, bootstrap.seed);
        let label = |id: &str| ConceptId::new(id).and_then(|id| taxonomy.concept(&id).map(|concept| concept.label().to_owned()));
        let mut rows: Vec<TaggerQualityRow> = Vec::new();
        for (id, judged) in &self.concepts {
            let row = self.row("concept", id, &quality(&judged.confusion), Some(judged.confusion), agreed(&judged.units));
            rows.push(TaggerQualityRow { label: label(id).unwrap_or_else(|| id.clone()), ..row });
        }
        let confusions: Vec<Confusion> = self.concepts.values().map(|judged| judged.confusion).collect();
        let mean = |figure: fn(&TaggerQualityRow) -> Option<f64>| {
            let figures: Vec<f64> = rows.iter().filter_map(figure).collect();
            (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
        };
        let (alpha, percent_agreement) = (mean(|row| row.alpha), mean(|row| row.percent_agreement));
        let row = self.row("macro", "all", &macro_mean(&confusions), None, None);
        rows.push(TaggerQualityRow { alpha, percent_agreement, ..row });
        let units: Vec<Vec<u32>> = self.concepts.values().flat_map(|judged| judged.units.iter().cloned()).collect();
        rows.push(self.row("micro", "all", &micro(&confusions), Some(sum(&confusions)), agreed(&units)));
        rows
    }

    fn row(&self, scope: &str, id: &str, quality: &Quality, confusion: Option<Confusion>, agreed: Option<Agreement>) -> TaggerQualityRow {
        let Quality { precision, recall, f1 } = quality;
        let interval = agreed.and_then(|agreed| agreed.interval);
        let status = match confusion {
            _ if f1.is_none() => Status::Unavailable,
            Some(confusion) if !is_reliable(&confusion) => Status::Unreliable,
            _ => Status::Ok,
        };
        TaggerQualityRow {
            scope: scope.to_owned(),
            concept_id: id.to_owned(),
            label: id.to_owned(),
            sample: self.sample.clone(),
            tp: confusion.map(|confusion| confusion.tp),
            fp: confusion.map(|confusion| confusion.fp),
            r#fn: confusion.map(|confusion| confusion.missed),
            tn: confusion.map(|confusion| confusion.tn),
            precision: precision.map(|bounded| bounded.value),
            p_lo: precision.map(|bounded| bounded.lo),
            p_hi: precision.map(|bounded| bounded.hi),
            recall: recall.map(|bounded| bounded.value),
            r_lo: recall.map(|bounded| bounded.lo),
            r_hi: recall.map(|bounded| bounded.hi),
            f1: f1.map(|bounded| bounded.value),
            alpha: agreed.and_then(|agreed| agreed.alpha),
            alpha_lo: interval.map(|(lo, _)| lo),
            alpha_hi: interval.map(|(_, hi)| hi),
            percent_agreement: agreed.map(|agreed| agreed.same_share * 100.0),
            gold_n: self.ads_n,
            status: status.as_str().to_owned(),
        }
    }

    /// Writes beside each shown share, requirement any, what the gold sample says of the tagger; and, where the sample was drawn at random from
    /// the same vacancies, the corrected share, of which the tier then speaks. A share that cannot be corrected, or only so that its
    /// interval reaches farther than 15 points, is unreliable: the tagger's errors may be large beside it.
    pub(crate) fn correct(&self, rows: &mut [SkillFrequencyRow]) {
        for row in rows.iter_mut().filter(|row| row.requirement == "any") {
            let Some(judged) = self.concepts.get(&row.concept_id) else { continue };
            let Some((share, n_eff)) = row.share.zip(row.n_eff) else { continue };
            let found = quality(&judged.confusion);
            row.tagger_precision = found.precision.map(|bounded| bounded.value);
            row.tagger_recall = found.recall.map(|bounded| bounded.value);
            row.gold_n = Some(self.ads_n);
            if self.sample != "random" {
                continue;
            }
            let corrected = double_sampling(share, n_eff, &judged.confusion);
            if corrected.allowed {
                row.adj_share = Some(corrected.share);
                row.adj_lo = Some(corrected.lo);
                row.adj_hi = Some(corrected.hi);
                row.adj_method = Some("double_sampling".to_owned());
                row.tier = Some(tier::of(corrected.lo).as_str().to_owned());
            }
            let half_width = (corrected.share - corrected.lo).max(corrected.hi - corrected.share);
            if !corrected.allowed || half_width > WIDEST_HALF_WIDTH {
                Status::Unreliable.as_str().clone_into(&mut row.status);
            }
        }
    }
}

/// Does an ad ask for a concept? A settled reading decides; else most readers; where they are evenly split, the first of them in the file.
fn is_asked(readings: &[GoldReadingRow]) -> bool {
    if let Some(settled) = readings.iter().find(|reading| reading.reader.is_none()) {
        return settled.is_asked;
    }
    let asked_n = readings.iter().filter(|reading| reading.is_asked).count();
    let first = readings.iter().min_by_key(|reading| reading.reading_n).is_some_and(|reading| reading.is_asked);
    2 * asked_n > readings.len() || (2 * asked_n == readings.len() && first)
}

fn is_reliable(confusion: &Confusion) -> bool {
    let Confusion { tp, fp, missed, tn } = *confusion;
    tp.saturating_add(fp) >= RELIABLE_N && missed.saturating_add(tn) >= RELIABLE_N
}

fn sum(confusions: &[Confusion]) -> Confusion {
    confusions.iter().fold(Confusion::default(), |sum, one| Confusion {
        tp: sum.tp + one.tp,
        fp: sum.fp + one.fp,
        missed: sum.missed + one.missed,
        tn: sum.tn + one.tn,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ads of (tagged, what each reader says); a reader called "-" is none.
    fn gold(sample: &str, ads: &[(bool, &[(&str, bool)])]) -> Gold {
        let rows: Vec<GoldReadingRow> = ads
            .iter()
            .enumerate()
            .flat_map(|(n, (is_tagged, readings))| {
                readings.iter().zip(1..).map(move |((reader, is_asked), reading_n)| GoldReadingRow {
                    gold_id: format!("ad-{n:03}"),
                    concept_id: "x".to_owned(),
                    reading_n,
                    reader: (*reader != "-").then(|| (*reader).to_owned()),
                    is_asked: *is_asked,
                    is_tagged: *is_tagged,
                    sample: sample.to_owned(),
                })
            })
            .collect();
        Gold::of(&rows).expect("there are ads")
    }

    /// `tp` ads, then `fp`, missed and `tn`, each with one settled reading.
    fn counted(sample: &str, [tp, fp, missed, tn]: [usize; 4]) -> Gold {
        const YES: &[(&str, bool)] = &[("-", true)];
        const NO: &[(&str, bool)] = &[("-", false)];
        let ads = [vec![(true, YES); tp], vec![(true, NO); fp], vec![(false, YES); missed], vec![(false, NO); tn]].concat();
        gold(sample, &ads)
    }

    fn frequency() -> SkillFrequencyRow {
        let of = |text: &str| text.to_owned();
        SkillFrequencyRow {
            concept_id: of("x"),
            requirement: of("any"),
            share: Some(0.6),
            share_lo: Some(0.55),
            n_eff: Some(400.0),
            tier: Some(of("core")),
            status: of("ok"),
            ..SkillFrequencyRow::default()
        }
    }

    fn corrected(gold: &Gold, row: SkillFrequencyRow) -> SkillFrequencyRow {
        let mut rows = [row];
        gold.correct(&mut rows);
        let [row] = rows;
        row
    }

    #[test]
    fn a_random_sample_corrects_and_the_tier_follows() {
        let counts = [50, 50, 10, 90];
        let row = corrected(&counted("random", counts), frequency());
        let expected = double_sampling(0.6, 400.0, &Confusion { tp: 50, fp: 50, missed: 10, tn: 90 });
        assert_eq!((row.adj_share, row.adj_lo, row.adj_hi), (Some(expected.share), Some(expected.lo), Some(expected.hi)));
        assert_eq!((row.tagger_precision, row.tagger_recall, row.gold_n), (Some(0.5), Some(50.0 / 60.0), Some(200)));
        assert_eq!((row.adj_method.as_deref(), row.tier.as_deref(), row.status.as_str()), (Some("double_sampling"), Some("common"), "ok"));
    }

    #[test]
    fn too_few_gold_ads_correct_nothing_and_say_so() {
        for counts in [[9, 0, 0, 90], [90, 0, 0, 9]] {
            let row = corrected(&counted("random", counts), frequency());
            assert_eq!((row.adj_share, row.adj_method, row.status.as_str()), (None, None, "u"), "{counts:?}");
            assert_eq!((row.tier.as_deref(), row.gold_n), (Some("core"), Some(99)));
        }
    }

    #[test]
    fn ads_from_elsewhere_correct_nothing() {
        let row = corrected(&counted("other", [50, 50, 10, 90]), frequency());
        assert_eq!((row.adj_share, row.status.as_str(), row.tagger_precision), (None, "ok", Some(0.5)));
    }

    #[test]
    fn hidden_rows_and_other_requirements_stay() {
        let gold = counted("random", [50, 50, 10, 90]);
        let hidden = SkillFrequencyRow { share: None, n_eff: None, tier: None, status: "c".to_owned(), ..frequency() };
        assert_eq!(corrected(&gold, hidden.clone()), hidden);
        let required = SkillFrequencyRow { requirement: "required".to_owned(), ..frequency() };
        assert_eq!(corrected(&gold, required.clone()), required);
    }

    #[test]
    fn a_settled_reading_decides_then_most_readers_then_the_first() {
        for (readings, expected) in [
            (&[("a", true), ("b", true), ("-", false)][..], false),
            (&[("a", false), ("b", true), ("c", true)][..], true),
            (&[("a", true), ("b", false)][..], true),
            (&[("b", false), ("a", true)][..], false),
        ] {
            let gold = gold("other", &[(true, readings)]);
            assert_eq!(gold.concepts["x"].confusion.tp == 1, expected, "{readings:?}");
        }
    }

    #[test]
    fn quality_has_a_row_a_concept_and_two_over_all() {
        let taxonomy =
            Taxonomy::from_files([("x.toml", "[concept.x]\nkind = 'skill'\nlabel = { en = 'X' }\ndefinition = 'd'\nphrases.en = ['x']\n")])
                .expect("reads");
        let told = |gold: &Gold| -> Vec<String> {
            let rows = gold.quality(&taxonomy, Bootstrap { replicates_n: 50, seed: 1 });
            let tell =
                |row: TaggerQualityRow| format!("{} {} {:?} {:?} {:?} {}", row.scope, row.label, row.r#fn, row.precision, row.alpha, row.status);
            rows.into_iter().map(tell).collect()
        };
        assert_eq!(
            told(&counted("other", [10, 10, 0, 10])),
            ["concept X Some(0) Some(0.5) None ok", "macro all None Some(0.5) None ok", "micro all Some(0) Some(0.5) None ok"]
        );
        let both: &[(&str, bool)] = &[("a", true), ("b", true)];
        let neither: &[(&str, bool)] = &[("a", false), ("b", false)];
        let read_twice = gold("other", &[(true, both), (false, neither)]);
        assert_eq!(
            told(&read_twice),
            ["concept X Some(0) Some(1.0) Some(1.0) u", "macro all None Some(1.0) Some(1.0) ok", "micro all Some(0) Some(1.0) Some(1.0) u"]
        );
        assert_eq!(told(&counted("other", [0, 0, 0, 3]))[0], "concept X Some(0) None None x");
    }
}
