//! The words behind the numbers: quotes, each with its employer, title, page and day.

use maud::{Markup, html};
use tables::public::{EvidenceRow, SkillFrequencyRow};

use super::Part;
use crate::format::{capitalized, date, part_of, percent};
use crate::link;
use crate::study::{Level, Study};
use crate::wording;

pub(super) fn part(study: &Study) -> Part {
    let rows = study.overall(Level::Competency, "any");
    let body = html! {
        p {
            "Up to three quotes a competency, each from another employer, chosen by rule and not by hand. The words that count as evidence are marked. "
            "The table " code { "evidence" } " has quotes for every skill, too."
        }
        @if study.evidence.is_empty() { p.empty { "No quotes: no vacancy in scope asks for anything that was looked for." } }
        @else { @for row in rows { (competency(study, row)) } }
    };
    Part::of("evidence", "The words behind the numbers", body)
}

fn competency(study: &Study, row: &SkillFrequencyRow) -> Markup {
    let definition = study.concepts.iter().find(|concept| concept.concept_id == row.concept_id).map_or("", |concept| &concept.definition);
    html! {
        section.competency {
            h3 {
                bdi { (row.label) }
                span.base { (part_of(row.with_skill_n, row.vacancies_n)) @if let Some(share) = row.share { " (" (percent(share)) ")" } }
            }
            @if !definition.is_empty() { p.soft dir="auto" { (definition) } }
            @for quote in study.evidence.iter().filter(|quote| quote.concept_id == row.concept_id) { (quoted(quote)) }
        }
    }
}

fn quoted(row: &EvidenceRow) -> Markup {
    html! {
        figure.quote {
            blockquote dir="auto" { p { (marked(&row.quote, &row.surface)) } }
            figcaption {
                bdi.title { (row.title) } ", "
                @match &row.employer_name { Some(name) => bdi { (name) }, None => "employer not stated" }
                ". " (capitalized(wording::requirement(&row.requirement))) ". Retrieved " (date(row.retrieved_on))
                @if let Some(url) = &row.url { ", " (link::page(url)) }
                "."
            }
        }
    }
}

/// The quote with its evidence marked, where that is found in it: as it stands, or with single blanks as quotes have them.
fn marked(quote: &str, surface: &str) -> Markup {
    let single = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = [surface, &single].into_iter().find_map(|words| Some((quote.find(words)?, words.len())).filter(|(_, length)| *length > 0));
    html! {
        @if let Some((at, length)) = found { (quote[..at]) mark { (quote[at..at + length]) } (quote[at + length..]) }
        @else { (quote) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evidence_is_marked_where_it_stands() {
        assert_eq!(marked("We <run> workshops.", "run").into_string(), "We &lt;<mark>run</mark>&gt; workshops.");
        assert_eq!(marked("team of two", "team\n  of").into_string(), "<mark>team of</mark> two");
        assert_eq!(marked("redacted", "Jane").into_string(), "redacted");
        assert_eq!(marked("all", "").into_string(), "all");
    }
}
