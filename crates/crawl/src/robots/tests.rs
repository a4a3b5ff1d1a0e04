//! Invented files and what they mean.

use super::*;

fn check(robots: &str, agent: &str, path: &str) -> bool {
    Robots::parse(robots.as_bytes()).decide(agent, path).allowed
}

#[test]
fn the_longest_rule_wins_and_allow_breaks_a_tie() {
    let robots = "User-agent: *\nDisallow: /jobs\nAllow: /jobs/public\nDisallow: /x\nAllow: /x\n";
    assert!(!check(robots, "rolescope", "/jobs/12"));
    assert!(check(robots, "rolescope", "/jobs/public/12"));
    assert!(check(robots, "rolescope", "/x"));
    assert!(check(robots, "rolescope", "/elsewhere"));
}

#[test]
fn the_deciding_line_is_named() {
    let robots = Robots::parse(b"# hello\r\nUser-agent: *\r\n\r\nDisallow: /private/ # keep out\r\n");
    let decision = robots.decide("rolescope", "/private/1");
    assert!(!decision.allowed);
    assert_eq!(decision.rule, Some((4, "Disallow: /private/ # keep out".to_owned())));
    assert_eq!(robots.decide("rolescope", "/").rule, None);
}

#[test]
fn groups_of_one_agent_are_combined_and_replace_those_for_everybody() {
    let robots = "User-agent: *\nDisallow: /\n\nUser-agent: RoleScope/2.0\nDisallow: /a\n\nuser-agent: other\nuser-agent: ROLESCOPE\nDisallow: /b\n";
    for (path, allowed) in [("/a", false), ("/b", false), ("/c", true)] {
        assert_eq!(check(robots, "rolescope", path), allowed, "{path}");
    }
    assert!(!check(robots, "stranger", "/c"));
    assert!(check(robots, "other", "/a"));
    assert!(!check(robots, "rolescope-fork", "/c"), "another product is another agent");
}

#[test]
fn other_lines_do_not_end_a_group() {
    let robots = "User-agent: rolescope\nSitemap: https://a.example/s.xml\nCrawl-delay: 2.5\nUser-agent: *\nDisallow: /\n";
    assert!(!check(robots, "rolescope", "/x"));
    let parsed = Robots::parse(robots.as_bytes());
    assert_eq!(parsed.sitemaps, ["https://a.example/s.xml"]);
    assert_eq!(parsed.crawl_delay_ms("rolescope"), Some(2500));
}

#[test]
fn a_byte_order_mark_hides_nothing() {
    assert!(!check("\u{feff}User-agent: *\nDisallow: /\n", "rolescope", "/x"));
}

#[test]
fn escapes_mean_the_same_in_both_cases_of_their_digits() {
    let robots = "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /\u{fc}ber\nDisallow: /%70rivate\n";
    assert!(!check(robots, "rolescope", "/caf%C3%A9"));
    assert!(!check(robots, "rolescope", "/%C3%BCber"));
    assert!(!check(robots, "rolescope", "/private"), "a needless escape in the rule");
    assert!(!check("User-agent: *\nDisallow: /private", "rolescope", "/%70rivate"), "a needless escape in the path");
    assert!(check("User-agent: *\nDisallow: /a/b", "rolescope", "/a%2Fb"), "a reserved character is another one");
}

#[test]
fn misspelled_fields_and_missing_colons_are_understood() {
    assert!(!check("useragent: *\ndissallow: /x\n", "rolescope", "/x"));
    assert!(!check("user-agent *\ndisallow /x\n", "rolescope", "/x"));
    assert!(check("user-agent: *\ndisallow nothing at all\n", "rolescope", "/x"));
}

#[test]
fn an_empty_disallow_allows_and_rules_without_an_agent_are_nobodys() {
    assert!(check("User-agent: *\nDisallow:\n", "rolescope", "/x"));
    assert!(check("Disallow: /\n", "rolescope", "/x"));
    assert!(check("", "rolescope", "/x"));
    assert!(check("User-agent: *\nDisallow: /\n", "rolescope", "/robots.txt"));
}

#[test]
fn lines_end_in_three_ways_and_junk_is_skipped() {
    assert!(!check("User-agent: *\rDisallow: /x\r", "rolescope", "/x"));
    let junk: Vec<u8> = (0..=255).cycle().take(5000).collect();
    assert!(Robots::parse(&junk).decide("rolescope", "/x").allowed);
    assert!(check("<html><body>Not: found</body></html>", "rolescope", "/x"));
}

#[test]
fn a_crawl_delay_is_capped_and_nonsense_ignored() {
    let delay = |value: &str| Robots::parse(format!("User-agent: *\nCrawl-delay: {value}\n").as_bytes()).crawl_delay_ms("x");
    assert_eq!(delay("10"), Some(10_000));
    assert_eq!(delay("86400"), Some(CRAWL_DELAY_MAX_MS));
    assert_eq!(delay("1e300"), Some(CRAWL_DELAY_MAX_MS));
    for nonsense in ["-1", "soon", "NaN", "inf", ""] {
        assert_eq!(delay(nonsense), None, "{nonsense}");
    }
}

#[test]
fn the_status_decides_before_the_body() {
    let body = b"User-agent: *\nDisallow: /x\n";
    let allowed = |status| RobotsAnswer::of_status(status, body).decide("rolescope", "/y").allowed;
    for (status, expected) in
        [(200, true), (204, true), (401, true), (404, true), (410, true), (429, false), (500, false), (503, false), (302, false)]
    {
        assert_eq!(allowed(status), expected, "{status}");
    }
    assert!(!RobotsAnswer::of_status(200, body).decide("rolescope", "/x").allowed);
}

#[test]
fn a_rule_past_half_a_mebibyte_still_counts() {
    let mut robots = "User-agent: *\n".to_owned();
    robots.push_str(&"# filler filler filler filler\n".repeat(20_000));
    robots.push_str("Disallow: /x\n");
    assert!(!check(&robots, "rolescope", "/x"));
}

#[test]
fn the_path_of_a_url_is_taken_as_written() {
    for (url, path) in [
        ("http://a.example/x/y?z=http://b/c#d", "/x/y?z=http://b/c"),
        ("http://a.example", "/"),
        ("a.example/x", "/x"),
        ("/x?y", "/x?y"),
        ("", "/"),
        ("//a.example/x", "/x"),
        ("http://a.example?x", "?x"),
    ] {
        assert_eq!(path_of(url), path, "{url}");
    }
}

#[test]
fn one_parsers_habits_beside_the_rfc_are_not_ours() {
    // RFC 9309, section 2.2.2: octet by octet, so that the index of a folder is not the folder.
    assert!(!check("User-agent: *\nAllow: /team/index.html\nDisallow: /\n", "rolescope", "/team/"));
    // Section 2.2.1: a token holds no space, so that a question about two words is one about the first.
    let robots = "User-agent: *\nDisallow: /\nUser-agent: Role Scope\nAllow: /jobs/\nDisallow: /\n";
    assert!(check(robots, "Role", "/jobs/1"));
    assert!(check(robots, "Role Scope", "/jobs/1"));
    // Section 2.5: the file may be bounded, a line is not.
    let long = format!("User-agent: *\nDisallow: /{}\n", "x".repeat(100_000));
    assert!(!check(&long, "rolescope", &format!("/{}", "x".repeat(100_001))));
}

#[test]
fn half_a_mebibyte_of_stars_is_read_and_asked_in_linear_time() {
    // Anything but linear time would not come to its end here.
    let one = format!("User-agent: *\nDisallow: /{}x\n", "a*".repeat(256 << 10));
    let many = format!("User-agent: *\n{}", "Disallow: /*a*b*a*b*x\n".repeat(20_000));
    for robots in [one, many] {
        assert!(check(&robots, "rolescope", &format!("/{}", "ab".repeat(900))));
    }
}
