//! The gold ads of a study, tagged as its postings are, beside what people say of them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use rayon::prelude::*;
use skills::{ConceptId, Tagger, Taxonomy};
use tables::private::GoldReadingRow;

use crate::gold_sample::GoldSample;
use crate::labeled_file::Reading;
use crate::session::Session;

/// Writes `gold_readings`, empty where the study names no gold sample. Returns how many gold ads there are.
pub(crate) fn write(session: &Session, tagger: &Tagger, key: &str) -> Result<u64> {
    let (mut rows, mut ads_n) = (Vec::new(), 0);
    if let Some(gold) = &session.study.gold {
        let looked_for = looked_for(gold, tagger.taxonomy())?;
        let mut ads: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
        for reading in &gold.readings {
            ads.entry(&reading.ad.id).or_default().push(reading);
        }
        ads_n = ads.len() as u64;
        let readings: Vec<Vec<&Reading>> = ads.into_values().collect();
        let found: Vec<Vec<GoldReadingRow>> =
            readings.par_iter().map(|readings| of_ad(tagger, readings, &looked_for, gold.sample.as_str())).collect();
        rows = found.concat();
    }
    tables::write(&session.study.data, key, &rows)?;
    Ok(ads_n)
}

/// The concepts that are labeled anywhere: nobody looked for the others.
fn looked_for(gold: &GoldSample, taxonomy: &Taxonomy) -> Result<BTreeSet<ConceptId>> {
    let mut looked_for = BTreeSet::new();
    for reading in &gold.readings {
        for label in reading.ad.statements.iter().flat_map(|(_, labels)| labels) {
            let Some(concept) = taxonomy.concept(label) else {
                bail!("cannot use the label `{label}` at {}:{}: the taxonomy has no such concept", gold.path.display(), reading.line);
            };
            looked_for.extend([concept.id.clone(), concept.competency().clone()]);
        }
    }
    Ok(looked_for)
}

/// The rows of one ad. As with vacancies, the whole ad counts, whatever statement a mention lies in.
fn of_ad(tagger: &Tagger, readings: &[&Reading], looked_for: &BTreeSet<ConceptId>, sample: &str) -> Vec<GoldReadingRow> {
    let Some(first) = readings.first() else { return Vec::new() };
    let mentions = tagger.annotate(&first.ad.text, first.ad.lang.as_deref()).mentions;
    let tagged: BTreeSet<&ConceptId> =
        mentions.iter().filter(|mention| mention.counted).flat_map(|mention| [&mention.concept, &mention.competency]).collect();
    let taxonomy = tagger.taxonomy();
    let asked: Vec<BTreeSet<&ConceptId>> = readings
        .iter()
        .map(|reading| {
            let labels = reading.ad.statements.iter().flat_map(|(_, labels)| labels).filter_map(|label| taxonomy.concept(label));
            labels.flat_map(|concept| [&concept.id, concept.competency()]).collect()
        })
        .collect();
    let of_concept = |concept: &ConceptId| {
        let row = |(reading, reading_n): (usize, u64)| GoldReadingRow {
            gold_id: first.ad.id.clone(),
            concept_id: concept.to_string(),
            reading_n,
            reader: readings[reading].reader.clone(),
            is_asked: asked[reading].contains(concept),
            is_tagged: tagged.contains(concept),
            sample: sample.to_owned(),
        };
        (0..readings.len()).zip(1..).map(row).collect::<Vec<_>>()
    };
    looked_for.iter().flat_map(of_concept).collect()
}
