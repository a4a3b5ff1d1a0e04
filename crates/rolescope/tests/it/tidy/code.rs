//! Rust text reduced to its code: strings, characters and comments become blanks, so that words and braces can be counted.

/// A function and how long its body is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// The line of its name, from 1.
    pub(crate) line: usize,
    /// Lines between the brace that opens its body and the one that closes it.
    pub(crate) body_lines: usize,
}

/// `text` with every character of its strings, character literals and comments replaced by a blank; lines stay where they are.
pub(crate) fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => end_of_line(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => end_of_comment(&chars, at),
            '"' => end_of_string(&chars, at),
            '\'' => end_of_character(&chars, at),
            first if is_word(first) => {
                let word_end = end_of_word(&chars, at);
                let end = end_of_raw_string(&chars, at, word_end);
                if end == word_end {
                    out.extend(&chars[at..word_end]);
                    at = word_end;
                    continue;
                }
                end
            }
            other => {
                out.push(other);
                at += 1;
                continue;
            }
        };
        out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn end_of_word(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| !is_word(*c)).map_or(chars.len(), |n| at + n)
}

fn end_of_line(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n)
}

fn end_of_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], at: usize) -> usize {
    let mut at = at + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// A character literal, or only the tick of a lifetime or label.
fn end_of_character(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), Some(_)) => chars[at + 3..].iter().position(|c| *c == '\'').map_or(chars.len(), |n| at + 3 + n + 1),
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

/// The end of the raw string that begins with the word `at..word_end`; `word_end` itself when none does.
fn end_of_raw_string(chars: &[char], at: usize, word_end: usize) -> usize {
    let hashes = chars[word_end..].iter().take_while(|c| **c == '#').count();
    let is_raw = matches!(chars[at..word_end], ['r'] | ['b' | 'c', 'r']);
    if !is_raw || chars.get(word_end + hashes) != Some(&'"') {
        return word_end;
    }
    let mut end = word_end + hashes + 1;
    while end < chars.len() {
        let closes = chars[end] == '"' && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
        end += 1;
        if closes {
            return end + hashes;
        }
    }
    chars.len()
}

/// The functions in `code`, in the order of their names. Those without a body are left out.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let is_keyword = code[..at].chars().next_back().is_none_or(|before| !is_word(before));
        let name: String = code[at + 3..].chars().take_while(|c| is_word(*c)).collect();
        if !is_keyword || name.is_empty() {
            continue;
        }
        if let Some((open, close)) = body(code, at) {
            let line = lines_n(&code[..at]) + 1;
            found.push(Function { name, line, body_lines: lines_n(&code[open..close]).saturating_sub(1) });
        }
    }
    found
}

/// The braces of the first body after `at`, unless a semicolon ends the declaration before.
fn body(code: &str, at: usize) -> Option<(usize, usize)> {
    let mut nested = 0;
    for (n, c) in code[at..].char_indices() {
        match c {
            '(' | '[' => nested += 1,
            ')' | ']' => nested -= 1,
            ';' if nested == 0 => return None,
            '{' if nested == 0 => return Some((at + n, matching_brace(code, at + n))),
            _ => {}
        }
    }
    None
}

fn matching_brace(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (n, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + n;
        }
    }
    code.len()
}

fn lines_n(text: &str) -> usize {
    text.matches('\n').count()
}

/// `code` with the bodies of its `#[cfg(test)]` modules and functions blanked.
pub(crate) fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    let mut from = 0;
    while let Some(at) = out[from..].find("#[cfg(test)]").map(|n| from + n) {
        from = at + "#[cfg(test)]".len();
        if let Some((open, close)) = body(&out, from) {
            let blank: String = out[open..close].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            out.replace_range(open..close, &blank);
        }
    }
    out
}

#[test]
fn strings_characters_and_comments_are_no_code() {
    let check = |text: &str, expected: &str| {
        let code = code_of(text);
        assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        assert_eq!(code.matches('\n').count(), text.matches('\n').count(), "{text}");
    };
    check(r#"a("{ \" }", b"{", '{', '\'', '"', b'}', '\u{7b}') // }"#, "a( , b , , , , b , )");
    check("a /* { /* } */ { \n */ b", "a b");
    check(r##"r"\" + r#"{"}"# + br"{" + r#type + 'a: &'b str"##, "+ + + r#type + a: & b str");
    check("'é' + '}' + x", "+ + x");
    check("\"never\nclosed", "");
}

#[test]
fn bodies_are_measured_between_their_braces() {
    let check = |text: &str, expected: &[(&str, usize, usize)]| {
        let found = functions(&code_of(text));
        let found: Vec<_> = found.iter().map(|function| (function.name.as_str(), function.line, function.body_lines)).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("fn a() {}", &[("a", 1, 0)]);
    check("\nfn a() {\n    one;\n    // }\n    \"}\";\n}\n", &[("a", 2, 3)]);
    check("trait T {\n fn a(x: [u8; 2]);\n fn b<F: Fn(u8) -> fn(u8)>(f: F) -> u8\n where F: Copy {\n  f(1) } }", &[("b", 3, 0)]);
    check("fn outer() {\n  fn inner() {\n    x;\n  }\n}\n", &[("outer", 1, 3), ("inner", 2, 1)]);
    check("let often = 1; // fn no() {\nstruct S { f: fn (u8) -> u8 }", &[]);
}

#[test]
fn test_modules_are_blanked() {
    let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n  x.unwrap();\n}\nfn b() {}\n#[cfg(test)]\nmod others;\n";
    let rest = without_tests(code);
    assert!(!rest.contains("unwrap") && rest.contains("fn b()"));
    assert_eq!(rest.len(), code.len());
}
