//! What an ad says of pay in words: by agreement, competitive, unpaid, pro rata, from and up to.

use super::PayWords;
use super::period::words;

/// Phrases in ASCII lower case, and what they say; the first kind that is found decides.
const PHRASES: [(PayWords, &str); 6] = [
    (
        PayWords::Unpaid,
        "unpaid|no salary|non remunerated|not remunerated|not paid|honorary|unbezahlt|unentgeltlich|non rémunéré|bénévole|\
        no remunerado|sin sueldo",
    ),
    (PayWords::Volunteer, "volunteer|volunteers|voluntary|ehrenamtlich|ehrenamt|voluntario|voluntariado|bénévolat"),
    (
        PayWords::Scale,
        "band|afc|agenda for change|tvöd|tvoed|tv-l|tv-h|entgeltgruppe|grade|pay scale|salary scale|njc|spine|spinal|scp|national pay|\
        gs-|grille|collective agreement|convention collective|tarifvertrag|level|whitley|payscale|payscales|nhs scale|\
        consultant scale",
    ),
    (
        PayWords::Negotiable,
        "negotiable|neg|nego|negotiation|negotiated|to be agreed|tba|tbc|tbd|to be confirmed|by agreement|nach vereinbarung|\
        verhandelbar|verhandlungsbasis|à négocier|négociable|a convenir|a combinar|negociable|on application|to be discussed|\
        to be determined",
    ),
    (
        PayWords::DependsOnExperience,
        "doe|d.o.e|dependent on|dependant on|depending on|depends on|dependent upon|depending upon|dependant upon|commensurate|\
        according to|based on experience|selon|je nach|según|conforme",
    ),
    (
        PayWords::Competitive,
        "competitive|competetive|competative|attractive|market rate|market rates|excellent|generous|compétitif|compétitive|attractif|\
        attraktiv|attraktives|attraktive|competitivo|competitiva|marktgerechte",
    ),
];

/// What `lower` says of pay beside figures; a volunteer who is paid is none.
pub(super) fn beside_figures(lower: &str) -> Option<PayWords> {
    pay_words(lower).filter(|said| matches!(said, PayWords::Negotiable | PayWords::DependsOnExperience))
}

/// What `lower` (ASCII letters in lower case) says of pay.
pub(super) fn pay_words(lower: &str) -> Option<PayWords> {
    PHRASES.iter().find(|(_, phrases)| phrases.split('|').any(|phrase| has_phrase(lower, phrase))).map(|(words, _)| *words)
}

/// Whether `phrase` stands in `text` as whole words; a phrase that ends in a hyphen goes on as it likes.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    let is_open = phrase.ends_with('-');
    text.match_indices(phrase)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric) && (is_open || !text[at + phrase.len()..].starts_with(char::is_alphanumeric)))
}

/// Whether a full-time sum is stated for a post that may be part-time.
pub(super) fn is_pro_rata(lower: &str) -> bool {
    let mut previous = "";
    let list: Vec<_> = words(lower).collect();
    list.iter().enumerate().any(|(at, word)| {
        let next = list.get(at + 1).map(|next| next.text);
        let is_share = previous == "1" || at > 1 && matches!(list[at - 2].text, "0" | "1") && previous.len() <= 2;
        let before = std::mem::replace(&mut previous, word.text);
        match word.text {
            "pro" => next.is_none_or(|next| next.starts_with("ra") || next.starts_with("ro") || next == "r"),
            "pr" => !matches!(next, Some("hour" | "day" | "week" | "month" | "annum" | "year")),
            "prorata" | "prorated" | "papr" | "prata" => true,
            "p" => next == Some("r") && matches!(&lower[word.start + 1..list[at + 1].start], "." | "/"),
            "fte" | "wte" => !is_share,
            "equivalent" => before == "time",
            _ => false,
        }
    })
}

/// Whether a single sum is the least, the most, or what is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    From,
    UpTo,
}

/// Reads the words before a sum and the signs behind it.
pub(super) fn bound(before: &str, behind: &str) -> Bound {
    let before: Vec<&str> = words(before).map(|word| word.text).collect();
    let (one, two) = (before.last().copied().unwrap_or_default(), before.iter().nth_back(1).copied().unwrap_or_default());
    let is_up_to = matches!(one, "upto" | "max" | "maximum" | "jusqu" | "hasta" | "até" | "bis")
        || matches!((two, one), ("up" | "", "to") | ("bis", "zu") | ("fino", "a") | ("jusqu", "à") | ("maximum", "of"));
    let is_from = matches!(one, "from" | "minimum" | "min" | "ab" | "desde" | "mindestens" | "dès" | "over")
        || matches!(
            (two, one),
            ("starting" | "starts" | "start" | "begins" | "beginning", "at") | ("at", "least") | ("partir", "de") | ("minimum" | "excess", "of")
        );
    match () {
        () if is_up_to => Bound::UpTo,
        () if is_from => Bound::From,
        () if behind.starts_with('+') && !behind.starts_with("+ ")
            || behind.trim_start().starts_with("upwards")
            || behind.trim_start().starts_with("minimum") =>
        {
            Bound::From
        }
        () if behind.trim_start().starts_with("max") => Bound::UpTo,
        () => Bound::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_instead_of_figures() {
        for (line, wanted) in [
            ("salary negotiable", Some(PayWords::Negotiable)),
            ("competitive", Some(PayWords::Competitive)),
            ("d.o.e", Some(PayWords::DependsOnExperience)),
            ("band 5", Some(PayWords::Scale)),
            ("this is an unpaid volunteer role", Some(PayWords::Unpaid)),
            ("per annum", None),
        ] {
            assert_eq!(pay_words(line), wanted, "{line}");
        }
    }

    #[test]
    fn pro_rata_in_every_spelling() {
        for line in ["pro rata", "pa, pr", "(pro-rata)", "p/r", "prorata", "pro rota", "per annum (pro", "fte", "£43,000 fte", "full-time equivalent"]
        {
            assert!(is_pro_rata(line), "{line}");
        }
        for line in ["per annum", "0.6 fte", "1.0 wte", "pro stunde", "project", "p.a."] {
            assert!(!is_pro_rata(line), "{line}");
        }
    }
}
