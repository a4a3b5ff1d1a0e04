//! Reads a text and says which skills it asks for, where, and how firmly.
//!
//! A [`Taxonomy`] holds concepts (competencies, and skills under them) with the phrases that are evidence of each; a [`Tagger`] compiles it
//! and turns a text into [`Mention`]s: spans with their section, how firmly they ask, and the rule that fired.
//!
//! ```
//! use skills::{Tagger, Taxonomy};
//!
//! let file = r#"
//! [concept.facilitation]
//! kind = "skill"
//! label = { en = "Facilitation" }
//! definition = "Helps groups to work together."
//! phrases = { en = ["facilitate~ .. workshop~"] }
//! "#;
//! let tagger = Tagger::new(Taxonomy::from_files([("facilitation.toml", file)])?);
//! let text = "Main duties:\n- Facilitating community workshops";
//! let mention = &tagger.annotate(text, Some("en")).mentions[0];
//! assert_eq!(mention.surface, "Facilitating community workshops");
//! assert_eq!(&text[mention.start..mention.end], mention.surface);
//! assert_eq!(mention.requirement.as_str(), "duty");
//! # Ok::<(), skills::Error>(())
//! ```

mod automaton;
pub mod check;
mod concept;
mod context;
mod dfa;
mod draft;
mod error;
mod evidence;
mod features;
mod inflection;
mod keywords;
mod learn;
mod lexicon;
mod listing;
mod literals;
mod logistic;
mod loose;
mod mention;
mod nfa;
mod overlap;
mod phrase;
mod phrases;
mod places;
mod pool;
mod reading;
mod section;
mod section_scores;
mod sequence;
mod shared_text;
pub mod skos;
mod spelling;
mod statement;
mod tagger;
pub mod tally;
mod taxonomy;
mod taxonomy_file;
mod thresholds;
mod token;
pub mod toml_file;
mod transitions;
mod vocabulary;
mod vote;
mod word_memory;

pub use concept::{Concept, ConceptId, ConceptKind, Match};
pub use draft::{Draft, check_phrase, phrase_of_label, taxonomy_text};
pub use error::{Error, Faults, KeywordFault};
pub use keywords::{KeywordWeight, Keywords, to_csv};
pub use learn::{Learned, learn};
pub use listing::Listing;
pub use logistic::Penalty;
pub use mention::{Annotation, Mention, Reason, Requirement, RuleId, Section, SectionKind};
pub use phrase::PhraseError;
pub use phrases::{Occurrence, Phrases};
pub use section::has_person_specification;
pub use tagger::Tagger;
pub use tally::{Agreement, LabeledText, Tally};
pub use taxonomy::{Example, Taxonomy};
pub use taxonomy_file::LANGUAGES;
