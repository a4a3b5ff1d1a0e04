//! Where a grade stands, and what is said around it.

/// Where a grade stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the title or the line about pay, where a number after `Band` can be nothing else.
    Line,
    /// In the text, where a grade may be that of a colleague or of earlier experience.
    Text,
}

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
        words.iter().any(|word| self.text.contains(word))
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
        let line_start = text[..start].rfind(['\n', '|']).map_or(0, |at| at + 1);
        let line_end = text[end..].find(['\n', '|']).map_or(text.len(), |at| end + at);
        let (line_before, line_behind) = (&text[line_start..start], &text[end..line_end]);
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
        words.iter().any(|word| before.ends_with(word))
    }

    /// Whether the line is short and the grade stands at its edge, as in a heading or a field.
    pub(super) fn is_at_edge(&self) -> bool {
        let blank = |part: &str| !part.contains(char::is_alphanumeric);
        self.line_before.len() + self.line_behind.len() <= 80 && (blank(self.line_before) || blank(self.line_behind))
    }
}
