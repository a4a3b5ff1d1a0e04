//! Labels broken into lines, since SVG does not break them.

/// At most two lines of about `width` characters; what does not fit ends in an ellipsis.
pub(crate) fn lines(label: &str, width: usize) -> Vec<String> {
    wrapped(label, width, 2)
}

/// At most `most` lines of about `width` characters.
pub(crate) fn wrapped(label: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if extent(line) + 1 + extent(word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    if lines.len() > most.max(1) {
        lines.truncate(most.max(1));
        lines.last_mut().expect("there is always a line").push('…');
    }
    lines.into_iter().map(|line| cut(&line, width)).collect()
}

/// One line of about `width` characters.
pub(crate) fn line(label: &str, width: usize) -> String {
    let single = label.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&single, width)
}

/// The width of a text in characters of ordinary width: those of East Asian scripts are twice as wide.
fn extent(text: &str) -> usize {
    text.chars().map(extent_of).sum()
}

fn extent_of(c: char) -> usize {
    if ('\u{1100}'..='\u{115F}').contains(&c) || ('\u{2E80}'..='\u{FF60}').contains(&c) || c >= '\u{1F300}' { 2 } else { 1 }
}

fn cut(line: &str, width: usize) -> String {
    if extent(line) <= width + 1 {
        return line.to_owned();
    }
    let mut room = width;
    let kept: String = line
        .chars()
        .take_while(|c| {
            let fits = extent_of(*c) < room;
            room = room.saturating_sub(extent_of(*c));
            fits
        })
        .collect();
    format!("{}…", kept.trim_end_matches('…'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_labels_take_two_lines() {
        assert_eq!(lines("Communication", 34), ["Communication"]);
        assert_eq!(
            lines("Knowledge/understanding of health and research processes", 34),
            ["Knowledge/understanding of health", "and research processes"]
        );
        assert_eq!(lines("one two three four five", 9), ["one two", "three…"]);
        assert_eq!(lines("", 9), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long(label in "\\PC{0,80}", width in 2usize..40) {
            let lines = lines(&label, width);
            prop_assert!(lines.len() <= 2 && lines.iter().all(|line| extent(line) <= width + 1), "{lines:?}");
        }
    }
}
