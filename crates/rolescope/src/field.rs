//! The field that is built in: the taxonomy of community and public engagement.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use posting::Roles;
use skills::{Keywords, Listing, Tagger, Taxonomy};

use crate::cli::{OfTaxonomy, TagWith};
use crate::study::Study;

/// The weighted keywords that go with the built-in taxonomy.
const KEYWORDS: &str = include_str!("../../../pipelines/engagement/keywords.csv");

/// The kinds of job of the field.
const ROLES: &str = include_str!("../../../pipelines/engagement/roles.toml");

macro_rules! taxonomy_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../pipelines/engagement/taxonomy/", $name)))),+]
    };
}

/// The files of `pipelines/engagement/taxonomy/`, by name.
const FILES: [(&str, &str); 23] = taxonomy_files![
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
    "traps-applying-evidence.toml",
    "traps-communication.toml",
    "traps-facilitation.toml",
    "traps-monitoring-evaluation.toml",
    "traps-problem-solving.toml",
    "traps-project-management.toml",
    "traps-relationship-management.toml",
    "traps-research-knowledge.toml",
    "traps-resilience.toml",
    "traps-strategic-thinking.toml",
    "traps.toml",
];

/// The built-in taxonomy.
fn builtin() -> Result<Taxonomy> {
    Ok(Taxonomy::from_files(FILES)?)
}

/// The built-in weighted keywords.
fn builtin_keywords() -> Result<Keywords> {
    Ok(Keywords::from_csv("keywords.csv", KEYWORDS)?)
}

/// The weighted keywords of a file.
pub(crate) fn keywords_from(path: &Path) -> Result<Keywords> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read weighted keywords {}", path.display()))?;
    Ok(Keywords::from_csv(&path.display().to_string(), &text)?)
}

/// The tagger that the arguments ask for.
pub(crate) fn tagger(with: &TagWith) -> Result<Tagger> {
    let tagger = Tagger::new(taxonomy(with.of.taxonomy.as_deref())?);
    Ok(match &with.keywords {
        Some(path) => tagger.with_keywords(keywords_from(path)?),
        None if with.patterns_only || with.of.taxonomy.is_some() => tagger,
        None => tagger.with_keywords(builtin_keywords()?),
    })
}

/// The tagger of a study: weighted keywords go with the taxonomy that they were learned beside.
pub(crate) fn tagger_of(study: &Study, taxonomy: Taxonomy) -> Result<Tagger> {
    let tagger = Tagger::new(taxonomy);
    Ok(if study.taxonomy.is_none() { tagger.with_keywords(builtin_keywords()?) } else { tagger })
}

/// The roles of a study: its own, else the built-in ones when its taxonomy is the built-in one, else none.
pub(crate) fn roles_of(study: &Study) -> Result<Option<Roles>> {
    match (&study.roles, &study.taxonomy) {
        (Some(path), _) => {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read roles {}", path.display()))?;
            Ok(Some(Roles::from_toml(&path.display().to_string(), &text)?))
        }
        (None, None) => Ok(Some(Roles::from_toml("roles.toml", ROLES)?)),
        (None, Some(_)) => Ok(None),
    }
}

/// The files of a folder, or the built-in ones, with the places of everything in them.
pub(crate) fn listing(of: &OfTaxonomy) -> Result<Listing> {
    match &of.taxonomy {
        Some(dir) => Ok(Listing::from_dir(dir)?),
        None => Ok(Listing::new(FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())?),
    }
}

/// The taxonomy of a folder, or the built-in one.
pub(crate) fn taxonomy(dir: Option<&Path>) -> Result<Taxonomy> {
    match dir {
        Some(dir) => Ok(Taxonomy::from_dir(dir)?),
        None => builtin(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_are_those_of_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/engagement/taxonomy");
        let from_dir = Taxonomy::from_dir(&dir).expect("the folder reads");
        assert_eq!(builtin().expect("the files read").hash(), from_dir.hash(), "FILES is not the list of {}", dir.display());
    }

    #[test]
    fn the_built_in_keywords_read() {
        assert!(!builtin_keywords().expect("the file reads").is_empty());
    }

    #[test]
    fn the_check_finds_no_fault() {
        let found = skills::check::check(&listing(&OfTaxonomy { taxonomy: None }).expect("the files read"));
        let faults: Vec<String> = found.iter().filter(|finding| finding.kind.is_fault()).map(|finding| finding.place.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn every_example_is_found_or_passed_over_as_its_concept_says() {
        let tagger = Tagger::new(builtin().expect("the files read"));
        let wrong = tagger.wrong_examples();
        assert_eq!(wrong, Vec::<&skills::Example>::new());
    }
}
