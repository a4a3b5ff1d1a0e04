//! Numbers as sentences write them: digits, words and ranges.

/// The number that ends at `at`, with a blank or a hyphen between, and where it begins. The middle of a range: `6-8 `, `10 to 20 `.
pub(crate) fn number_before(text: &str, at: usize) -> Option<(f64, usize)> {
    let head = text[..at].trim_end_matches([' ', '-', '\u{2011}', '\u{2010}', '–', '\u{a0}', '+', ')']);
    if at - head.len() > 5 {
        return None;
    }
    let (last, start) = number_at_the_end(head)?;
    let lead = head[..start].trim_end_matches([' ', '-', '–', '—', '/']);
    let joined = start - lead.len();
    let lead_word =
        lead.strip_suffix("to").or_else(|| lead.strip_suffix("bis")).or_else(|| lead.strip_suffix(" à")).filter(|rest| rest.ends_with(' '));
    let is_range = (1..=5).contains(&joined) && (lead_word.is_some() || head[lead.len()..start].contains(['-', '–', '—']));
    if let Some((first, first_start)) = number_at_the_end(lead_word.unwrap_or(lead).trim_end()).filter(|(first, _)| is_range && *first < last) {
        return Some((f64::midpoint(first, last), first_start));
    }
    Some((last, start))
}

fn number_at_the_end(head: &str) -> Option<(f64, usize)> {
    let bytes = head.as_bytes();
    let mut start = bytes.len();
    let limit = bytes.len().saturating_sub(8);
    while start > limit && (bytes[start - 1].is_ascii_digit() || (matches!(bytes[start - 1], b'.' | b',') && start < bytes.len())) {
        start -= 1;
    }
    if start < bytes.len() {
        let glued = head[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '£' | '€'));
        return head[start..].trim_start_matches(['.', ',']).replace(',', ".").parse().ok().filter(|_| !glued).map(|number| (number, start));
    }
    let start = head.char_indices().rev().take(13).take_while(|(_, c)| c.is_alphabetic()).last()?.0;
    in_words(&head[start..]).map(|number| (number, start))
}

fn in_words(word: &str) -> Option<f64> {
    let number = match word.to_lowercase().as_str() {
        "one" | "un" | "une" | "una" | "um" | "ein" | "eine" | "einem" => 1,
        "two" | "deux" | "dos" | "dois" | "zwei" => 2,
        "three" | "trois" | "tres" | "três" | "drei" => 3,
        "four" | "quatre" | "cuatro" | "quatro" | "vier" => 4,
        "five" | "cinq" | "cinco" | "fünf" => 5,
        "six" | "seis" | "sechs" => 6,
        "seven" | "sept" | "siete" | "sete" | "sieben" => 7,
        "eight" | "huit" | "ocho" | "oito" | "acht" => 8,
        "nine" | "neuf" | "nueve" | "nove" | "neun" => 9,
        "ten" | "dix" | "diez" | "dez" | "zehn" => 10,
        "twelve" | "douze" | "doce" | "doze" | "zwölf" => 12,
        "eighteen" | "dieciocho" | "dezoito" | "achtzehn" => 18,
        "twenty-four" | "vingt-quatre" => 24,
        _ => return None,
    };
    Some(f64::from(number))
}

/// The number at the beginning of `rest`, or the middle of a range.
pub(crate) fn number_behind(rest: &str) -> Option<f64> {
    let (first, tail) = number(rest)?;
    let tail = tail.trim_start_matches(['%', ' ']);
    let second = tail.strip_prefix(['-', '–']).or_else(|| tail.strip_prefix("to ")).and_then(|tail| number(tail.trim_start()));
    Some(second.filter(|(second, _)| *second > first).map_or(first, |(second, _)| f64::midpoint(first, second)))
}

fn number(rest: &str) -> Option<(f64, &str)> {
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches(['.', ',']);
    digits.replace(',', ".").parse::<f64>().ok().map(|number| (number, &rest[digits.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front() {
        for (text, wanted) in [
            ("6-8 |", Some(7.0)),
            ("10 to 20 |", Some(15.0)),
            ("two-|", Some(2.0)),
            ("37.5 |", Some(37.5)),
            ("37,5|", Some(37.5)),
            ("$20 |", None),
            ("every |", None),
            ("|", None),
            ("5+ |", Some(5.0)),
        ] {
            let at = text.find('|').unwrap_or_default();
            assert_eq!(number_before(text, at).map(|(number, _)| number), wanted, "{text}");
        }
        assert_eq!([number_behind("60-80%"), number_behind("0.8 FTE"), number_behind("x")], [Some(70.0), Some(0.8), None]);
    }
}
