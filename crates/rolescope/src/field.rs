//! The field that is built in: the taxonomy of community and public engagement.

use std::path::Path;

use anyhow::Result;
use skills::{Listing, Taxonomy};

use crate::study::Study;

macro_rules! taxonomy_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../pipelines/engagement/taxonomy/", $name)))),+]
    };
}

/// The files of `pipelines/engagement/taxonomy/`, by name.
const FILES: [(&str, &str); 12] = taxonomy_files![
    "applying-evidence.toml",
    "communication.toml",
    "facilitation.toml",
    "monitoring-evaluation.toml",
    "problem-solving.toml",
    "project-management.toml",
    "relationship-management.toml",
    "research-knowledge.toml",
    "resilience.toml",
    "strategic-thinking.toml",
    "technical-skills.toml",
    "traps.toml",
];

/// The built-in taxonomy.
pub(crate) fn builtin() -> Result<Taxonomy> {
    Ok(Taxonomy::from_files(FILES)?)
}

/// The files of a folder, or the built-in ones, with the places of everything in them.
pub(crate) fn listing(dir: Option<&Path>) -> Result<Listing> {
    match dir {
        Some(dir) => Ok(Listing::from_dir(dir)?),
        None => Ok(Listing::new(FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())?),
    }
}

/// The taxonomy of a study.
pub(crate) fn taxonomy(study: &Study) -> Result<Taxonomy> {
    match &study.taxonomy {
        Some(dir) => Ok(Taxonomy::from_dir(dir)?),
        None => builtin(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use skills::Tagger;

    #[test]
    fn the_built_in_files_are_those_of_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/engagement/taxonomy");
        let from_dir = Taxonomy::from_dir(&dir).expect("the folder reads");
        assert_eq!(builtin().expect("the files read").hash(), from_dir.hash(), "FILES is not the list of {}", dir.display());
    }

    #[test]
    fn every_example_is_found_or_passed_over_as_its_concept_says() {
        let tagger = Tagger::new(builtin().expect("the files read"));
        let wrong = tagger.wrong_examples();
        assert_eq!(wrong, Vec::<&skills::Example>::new());
    }
}
