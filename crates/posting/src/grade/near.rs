//! Where a grade stands, and what is said around it.

/// Where a grade stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the title or the line about pay, where a number after `Band` can be nothing else.
    Line,
    /// In the text, where a grade may be that of a colleague or of earlier experience.
    Text,
}

/// How much of the text is asked for words that decide.
const CONTEXT_BYTES: usize = 20_000;

/// What decides between scales that use the same words.
pub(super) struct Context<'a> {
    pub(super) text: &'a str,
    pub(super) country_iso2: Option<&'a str>,
}

impl Context<'_> {
    pub(super) fn is_in(&self, country: &str) -> bool {
        self.country_iso2.is_none_or(|known| known.eq_ignore_ascii_case(country))
    }

    pub(super) fn is_known_in(&self, country: &str) -> bool {
        self.country_iso2.is_some_and(|known| known.eq_ignore_ascii_case(country))
    }

    pub(super) fn says(&self, words: &[&str]) -> bool {
        let text = &self.text[..self.text.floor_char_boundary(CONTEXT_BYTES)];
        words.iter().any(|word| text.contains(word))
    }
}

/// The words around a grade.
pub(super) struct Near<'a> {
    pub(super) before: &'a str,
    pub(super) behind: &'a str,
    /// The rest of the line on both sides.
    pub(super) line_before: &'a str,
    pub(super) line_behind: &'a str,
}

impl<'a> Near<'a> {
    pub(super) fn of(text: &'a str, start: usize, end: usize) -> Self {
        // No more of a long line is needed than what tells that it is long.
        let (before, behind) = (&text[text.ceil_char_boundary(start.saturating_sub(100))..start], &text[end..text.floor_char_boundary(end + 100)]);
        let line_before = before.rsplit(['\n', '|']).next().unwrap_or_default();
        let line_behind = behind.split(['\n', '|']).next().unwrap_or_default();
        Self {
            before: &line_before[line_before.ceil_char_boundary(line_before.len().saturating_sub(40))..],
            behind: &line_behind[..line_behind.floor_char_boundary(40)],
            line_before,
            line_behind,
        }
    }

    /// Whether one of `words` (in lower case) stands within 40 bytes.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        let (before, behind) = (self.before.to_ascii_lowercase(), self.behind.to_ascii_lowercase());
        words.iter().any(|word| before.contains(word) || behind.contains(word))
    }

    pub(super) fn follows(&self, words: &[&str]) -> bool {
        let before = self.before.trim_end_matches([' ', ':', '-', '–', '(', '*', '_']).to_ascii_lowercase();
        words.iter().any(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
    }

    /// Whether the line is short and the grade stands at its edge, as in a heading or a field.
    pub(super) fn is_at_edge(&self) -> bool {
        let blank = |part: &str| !part.contains(char::is_alphanumeric);
        self.line_before.len() + self.line_behind.len() <= 80 && (blank(self.line_before) || blank(self.line_behind))
    }
}
