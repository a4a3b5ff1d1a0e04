//! What a posting in a page's JSON-LD does not say, and whether the page may say it.

use crate::draft::Draft;
use crate::entities::{Ending, decode_into};
use crate::labels::{Field, field};
use crate::tokens::{Token, Tokens};

/// A label is looked for in so many bytes, references included.
const MAX_LABEL_BYTES: usize = 120;

/// Whether the page could add to `draft`, so that it is worth a closer look. A page without labels for what is missing cannot.
pub(crate) fn may_be_filled(draft: &Draft, page: &str) -> bool {
    let is_short = draft.title.is_none() || draft.description.is_empty() || may_be_cut(&draft.description);
    // Names, places and dates stand in many forms, which only a closer look can tell.
    let is_open = draft.hiring_organization.is_none() || draft.job_location.is_none();
    if is_short || is_open || draft.date_posted.is_none() || draft.valid_through.is_none() {
        return true;
    }
    let is_missing = |field: Field| match field {
        Field::Salary => draft.base_salary.is_none(),
        Field::Contract => draft.employment_type.is_none(),
        Field::Reference => draft.identifier.is_none(),
        _ => false,
    };
    let has_all = draft.base_salary.is_some() && draft.employment_type.is_some() && draft.identifier.is_some();
    !has_all && (is_marked_up(page) || labels(page).any(is_missing))
}

/// Whether a description may be only the beginning of one: it does not end as a sentence or a list does.
fn may_be_cut(description: &str) -> bool {
    let last_line = description.lines().last().unwrap_or_default();
    let is_statement = !last_line.starts_with("- ") && last_line.split_whitespace().nth(2).is_some();
    ends_in_ellipsis(description) || is_statement && !end_of(description).ends_with(['.', '!', '?', ':', ';'])
}

fn ends_in_ellipsis(description: &str) -> bool {
    let end = end_of(description);
    end.ends_with("...") || end.ends_with('…')
}

fn end_of(description: &str) -> &str {
    description.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')'))
}

/// Whether `text` is the beginning of what is `shown`, cut for search engines: after an ellipsis, inside a word or inside a sentence.
pub(crate) fn is_cut(text: &str, shown: &str) -> bool {
    if ends_in_ellipsis(text) || !may_be_cut(text) {
        return ends_in_ellipsis(text);
    }
    let last_line = posting::text::normalized(text.lines().last().unwrap_or_default());
    let words_n = last_line.split(' ').count();
    // The words that the text ends with, of which the last may be half of one.
    let last_words: Vec<&str> = last_line.split(' ').skip(words_n.saturating_sub(6)).collect();
    let last_words = format!(" {}", last_words.join(" "));
    shown.lines().any(|line| {
        let line = format!(" {}", posting::text::normalized(line));
        line.find(&last_words).is_some_and(|at| at + last_words.len() < line.len())
    })
}

/// Whether the elements of a page say what they hold, or its lines are not those of its elements.
fn is_marked_up(page: &str) -> bool {
    ["itemprop", "typeof=", "<pre", "<PRE"].iter().any(|mark| memchr::memmem::find(page.as_bytes(), mark.as_bytes()).is_some())
}

/// The labels at the start of a text between tags.
fn labels(page: &str) -> impl Iterator<Item = Field> {
    Tokens::of(page).filter_map(|token| if let Token::Text(text) = token { label(text) } else { None })
}

fn label(text: &str) -> Option<Field> {
    let text = text.trim_start();
    let bytes = &text.as_bytes()[..text.len().min(MAX_LABEL_BYTES)];
    let end = memchr::memchr2(b':', b'\n', bytes).or_else(|| (text.len() < MAX_LABEL_BYTES).then_some(text.len()))?;
    let mut label = String::new();
    decode_into(&mut label, text.get(..end)?, Ending::Text);
    // The colon of Chinese and Japanese type is one too.
    let label = label.split('：').next().unwrap_or_default();
    field(label.trim_matches(|c: char| !c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_seen_wherever_a_line_may_begin() {
        for (page, wanted) in [
            ("<p>Salary: much", true),
            ("<td>&nbsp;R&eacute;mun&eacute;ration&nbsp;: <td>x", true),
            ("<br>\n• Pay range\n: x", true),
            ("<dt><b>SALARY</b></dt>", true),
            ("<p>We pay a salary: much", false),
            ("<script>'<p>Salary: '</script>", false),
        ] {
            assert_eq!(labels(page).any(|field| field == Field::Salary), wanted, "{page}");
        }
    }
}
