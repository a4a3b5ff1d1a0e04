//! The field that is built in: the taxonomy of community and public engagement.

use anyhow::Result;
use skills::Taxonomy;

use crate::study::Study;

macro_rules! taxonomy_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../pipelines/engagement/taxonomy/", $name)))),+]
    };
}

/// The files of `pipelines/engagement/taxonomy/`, by name.
const FILES: [(&str, &str); 18] = taxonomy_files![
    "applying-evidence.toml",
    "communication.toml",
    "facilitation.toml",
    "further-skills.toml",
    "monitoring-evaluation.toml",
    "problem-solving.toml",
    "project-management.toml",
    "relationship-management.toml",
    "research-knowledge.toml",
    "resilience.toml",
    "strategic-thinking.toml",
    "technical-skills.toml",
    "traps-communication.toml",
    "traps-facilitation.toml",
    "traps-problem-solving.toml",
    "traps-relationship-management.toml",
    "traps-strategic-thinking.toml",
    "traps.toml",
];

/// The built-in taxonomy.
pub(crate) fn builtin() -> Result<Taxonomy> {
    Ok(Taxonomy::from_files(FILES)?)
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
    use std::path::Path;

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
