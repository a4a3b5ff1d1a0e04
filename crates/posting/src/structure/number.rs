//! Small numbers in words and figures.

/// The number that a word says, up to 500.
pub(super) fn number(word: &str) -> Option<u32> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let word = word.strip_suffix('x').filter(|rest| rest.bytes().all(|b| b.is_ascii_digit())).unwrap_or(&word);
    if let Ok(n) = word.parse::<u32>() {
        return (1..=500).contains(&n).then_some(n);
    }
    let words = [
        [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
            "twenty",
        ],
        ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "vingt"],
        [
            "ein",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
            "dreizehn",
            "vierzehn",
            "fünfzehn",
            "zwanzig",
        ],
        ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "veinte"],
    ];
    let at = words.iter().find_map(|names| names.iter().position(|name| *name == word))?;
    Some(if at == 15 { 20 } else { at as u32 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(["3", "six", "2x", "twenty,", "2000", "a", ""].map(number), [Some(3), Some(6), Some(2), Some(20), None, None, None]);
    }
}
