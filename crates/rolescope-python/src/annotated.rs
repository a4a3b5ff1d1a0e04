//! The shape of an answer: each struct becomes a `dict` with the fields that `rolescope annotate` writes as JSON.

use pyo3::IntoPyObject;
use skills::Annotation;

/// What was found in one text.
#[derive(IntoPyObject)]
pub(crate) struct Annotated<'a> {
    lang: Option<&'a str>,
    sections: Vec<Section>,
    mentions: Vec<Mention<'a>>,
}

#[derive(IntoPyObject)]
struct Section {
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(IntoPyObject)]
struct Mention<'a> {
    concept: &'a str,
    competency: &'a str,
    start: usize,
    end: usize,
    surface: &'a str,
    section: &'static str,
    requirement: &'static str,
    counted: bool,
    reason: Option<&'static str>,
    rule: &'a str,
}

impl<'a> Annotated<'a> {
    pub(crate) fn new(lang: Option<&'a str>, annotation: &'a Annotation) -> Self {
        let sections = annotation.sections.iter().map(|section| Section { kind: section.kind.as_str(), start: section.start, end: section.end });
        Self { lang, sections: sections.collect(), mentions: annotation.mentions.iter().map(Mention::new).collect() }
    }
}

impl<'a> Mention<'a> {
    fn new(mention: &'a skills::Mention) -> Self {
        Self {
            concept: mention.concept.as_str(),
            competency: mention.competency.as_str(),
            start: mention.start,
            end: mention.end,
            surface: &mention.surface,
            section: mention.section.as_str(),
            requirement: mention.requirement.as_str(),
            counted: mention.counted,
            reason: mention.reason.map(skills::Reason::as_str),
            rule: mention.rule.as_str(),
        }
    }
}
