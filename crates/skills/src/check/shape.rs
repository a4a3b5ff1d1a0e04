//! Patterns compared by what they match, not by how they are written.

use crate::phrase::{Part, Word};

/// Patterns of more alternatives are not spelled out.
const SPELLED_OUT_MAX: usize = 256;

/// One step of an alternative of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item<'p> {
    Word(&'p Word),
    Gap(u8),
}

/// The pattern in one writing: two patterns with the same writing match the same.
pub(super) fn canonical(parts: &[Part]) -> String {
    let mut writings = Vec::new();
    for part in parts {
        match part {
            Part::Word(word) => writings.push(written(word)),
            Part::Gap(most) => writings.push(format!("..{most}")),
            Part::OneOf { branches, optional } => {
                let mut branches: Vec<String> = branches.iter().flat_map(|branch| alternatives(branch)).collect();
                branches.sort();
                branches.dedup();
                match (branches.as_slice(), optional) {
                    ([only], false) => writings.push(only.clone()),
                    (_, false) => writings.push(format!("({})", branches.join("/"))),
                    (_, true) => writings.push(format!("[{}]", branches.join("/"))),
                }
            }
        }
    }
    writings.join(" ")
}

/// A branch that is a group itself is as many branches.
fn alternatives(branch: &[Part]) -> Vec<String> {
    match branch {
        [Part::OneOf { branches, optional: false }] => branches.iter().flat_map(|branch| alternatives(branch)).collect(),
        _ => vec![canonical(branch)],
    }
}

/// A word as a phrase writes it.
pub(super) fn written(word: &Word) -> String {
    match word {
        Word::Exact(word) => word.clone(),
        Word::Inflected(word) => format!("{word}~"),
        Word::Prefix(word) => format!("{word}*"),
        Word::Cased(word) => format!("={word}"),
    }
}

/// All alternatives of the pattern without gaps at their ends; `None` when there are too many to spell out.
pub(super) fn spelled_out(parts: &[Part]) -> Option<Vec<Vec<Item<'_>>>> {
    let mut all = vec![Vec::new()];
    for part in parts {
        all = match part {
            Part::Word(word) => extended(all, &[vec![Item::Word(word)]]),
            Part::Gap(most) => extended(all, &[vec![Item::Gap(*most)]]),
            Part::OneOf { branches, optional } => {
                let mut tails = if *optional { vec![Vec::new()] } else { Vec::new() };
                for branch in branches {
                    tails.extend(spelled_out(branch)?);
                }
                extended(all, &tails)
            }
        };
        if all.len() > SPELLED_OUT_MAX {
            return None;
        }
    }
    let is_gap = |item: &Item<'_>| matches!(item, Item::Gap(_));
    for items in &mut all {
        while items.last().is_some_and(is_gap) {
            items.pop();
        }
        let gaps_n = items.iter().take_while(|item| is_gap(item)).count();
        items.drain(..gaps_n);
    }
    Some(all)
}

fn extended<'p>(heads: Vec<Vec<Item<'p>>>, tails: &[Vec<Item<'p>>]) -> Vec<Vec<Item<'p>>> {
    heads.iter().flat_map(|head| tails.iter().map(|tail| [head.as_slice(), tail].concat())).take(SPELLED_OUT_MAX + 1).collect()
}

/// The alternatives of the pattern that are words and nothing else, as phrases; none when there are too many.
pub(super) fn literals(parts: &[Part]) -> Vec<String> {
    let words = |items: Vec<Item<'_>>| {
        let words: Option<Vec<String>> = items.iter().map(|item| if let Item::Word(word) = item { Some(written(word)) } else { None }).collect();
        words.map(|words| words.join(" "))
    };
    spelled_out(parts).unwrap_or_default().into_iter().filter_map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::parse;

    fn parsed(pattern: &str) -> Vec<Part> {
        parse(pattern).expect(pattern)
    }

    #[test]
    fn one_writing() {
        for (pattern, wanted) in [
            ("(b/(a/c d)) x", "(a/b/c d) x"),
            ("(programme) .. run~", "program ..3 run~"),
            ("[b/a] =PPI stud*", "[a/b] =PPI stud*"),
            ("(a/a) b", "a b"),
        ] {
            assert_eq!(canonical(&parsed(pattern)), wanted, "{pattern}");
        }
    }

    #[test]
    fn every_alternative() {
        assert_eq!(literals(&parsed("(a/b [c]) d .. [e]")), ["a d", "b d", "b c d"]);
        assert_eq!(literals(&parsed("a .. b")), Vec::<String>::new());
        let many = "(a/b/c/d) ".repeat(6);
        assert_eq!(spelled_out(&parsed(&many)), None);
    }
}
