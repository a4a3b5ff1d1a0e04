//! The gold sample of a study: ads that people have read, and whether they were drawn from the study's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use skills::toml_file::{Table, TomlFile};

use crate::labeled_file::{Reading, readings};

/// How the gold ads were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    /// At random from the vacancies of the study: shares can be corrected by them.
    Random,
    /// In another way, or elsewhere: they say how good the tagger is, no more.
    Other,
}

impl Sample {
    /// The word that the study file and the tables use.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Other => "other",
        }
    }
}

/// Ads that people have read.
#[derive(Debug)]
pub(crate) struct GoldSample {
    pub(crate) path: PathBuf,
    pub(crate) sample: Sample,
    /// In the order of the file.
    pub(crate) readings: Vec<Reading>,
    /// A hash of the file and of how the ads were chosen.
    pub(crate) hash: String,
}

/// What the table `[gold]` says, its file relative to `dir`.
pub(crate) fn gold(study: &mut TomlFile, dir: &Path, root: &Table<'_>) -> Option<GoldSample> {
    let table = root.table(study, "gold")?;
    table.only(study, &["file", "sample"]);
    let sample = sample(study, &table);
    let named = table.required_text(study, "file")?;
    let path = dir.join(&named.value);
    let content = match std::fs::read_to_string(&path) {
        Ok(content) => content,
        Err(error) => {
            study.fault(named.span, format!("cannot read {}: {error}", path.display()), "paths are relative to the study file");
            return None;
        }
    };
    let readings = readings(&content, &path).map_err(|error| format!("{error:#}")).and_then(|readings| match disagreement(&readings) {
        Some((line, message)) => Err(format!("{}:{line}: {message}", path.display())),
        None if readings.is_empty() => Err(format!("{} holds no labeled ad", path.display())),
        None => Ok(readings),
    });
    match (readings, sample) {
        (Ok(readings), Some(sample)) => {
            let hash = blake3::hash(format!("{} {content}", sample.as_str()).as_bytes()).to_hex()[..16].to_owned();
            Some(GoldSample { path, sample, readings, hash })
        }
        (Err(message), _) => {
            study.fault(named.span, message, "");
            None
        }
        _ => None,
    }
}

fn sample(study: &mut TomlFile, table: &Table<'_>) -> Option<Sample> {
    let text = table.required_text(study, "sample")?;
    let found = [Sample::Random, Sample::Other].into_iter().find(|sample| sample.as_str() == text.value);
    if found.is_none() {
        let help = "random: drawn at random from the vacancies of this study; other: any other ads";
        study.fault(text.span, format!("`{}` does not say how the gold ads were chosen", text.value), help);
    }
    found
}

/// The first line that cannot be true beside the ones before it, and why.
fn disagreement(readings: &[Reading]) -> Option<(usize, String)> {
    let mut known: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        let others = known.entry(&reading.ad.id).or_default();
        let (id, line) = (&reading.ad.id, reading.line);
        if let Some(other) = others.iter().find(|other| other.ad.text != reading.ad.text) {
            return Some((line, format!("ad `{id}` has another text than in line {}", other.line)));
        }
        if let Some(other) = others.iter().find(|other| other.reader == reading.reader) {
            let who = reading.reader.as_deref().map_or("nobody in particular".to_owned(), |name| format!("`{name}`"));
            return Some((line, format!("ad `{id}` was read by {who} in line {} too; give each line its own \"reader\"", other.line)));
        }
        others.push(reading);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_readings_of_an_ad_have_one_text_and_two_readers() {
        let line = |id: &str, text: &str, reader: &str| format!(r#"{{"id":"{id}","text":"{text}","reader":"{reader}","statements":[]}}"#);
        for (lines, expected) in [
            (vec![line("a", "x", "ann"), line("a", "x", "ben"), line("a", "x", ""), line("b", "x", "ann")], None),
            (vec![line("a", "x", "ann"), line("a", "y", "ben")], Some("ad `a` has another text than in line 1")),
            (vec![line("a", "x", "ann"), line("a", "x", "ann")], Some("ad `a` was read by `ann` in line 1 too; give each line its own \"reader\"")),
            (
                vec![line("a", "x", ""), line("a", "x", "")],
                Some("ad `a` was read by nobody in particular in line 1 too; give each line its own \"reader\""),
            ),
        ] {
            let readings = readings(&lines.join("\n"), Path::new("labels.jsonl")).expect("reads");
            assert_eq!(disagreement(&readings).map(|(_, message)| message).as_deref(), expected);
        }
    }
}
