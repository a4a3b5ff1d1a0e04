//! Patterns of `*` and `$`, as robots.txt, reservations and study files use them.

/// Whether the pattern, with `*` for anything and `$` at its end for the path's end, matches from the path's start. Taking the
/// first occurrence of each part is enough: a later one leaves less room for what follows. So nothing is ever tried twice.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let Some((first, parts)) = pattern.split_once('*') else {
        return if anchored { path == pattern } else { path.starts_with(pattern) };
    };
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let (middle, last) = match parts.rsplit_once('*') {
        Some((middle, last)) => (middle, last),
        None => ("", parts),
    };
    for part in middle.split('*') {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if anchored { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_from_the_start_with_stars_and_an_end() {
        for (pattern, path, expected) in [
            ("/jobs", "/jobs/12", true),
            ("/jobs", "/old/jobs", false),
            ("/*/print", "/jobs/print", true),
            ("/*/print", "/print", false),
            ("/*.pdf$", "/a.pdf", true),
            ("/*.pdf$", "/a.pdf?x", false),
            ("/a*b*c$", "/abcbc", true),
            ("/a*b*c$", "/acb", false),
            ("*", "/", true),
            ("*$", "/x", true),
            ("/$", "/", true),
            ("/$", "/x", false),
            ("/a**b", "/a-b", true),
            ("/ab*b$", "/ab", false),
            ("/a$b", "/a$b", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn sixty_stars_cost_nothing() {
        let pattern = format!("/{}x", "a*".repeat(60));
        let path = format!("/{}", "a".repeat(20_000));
        assert!(!matches(&pattern, &path));
    }
}
