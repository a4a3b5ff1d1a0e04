//! What may be fetched, told before anything is.

use crate::command::rolescope;

#[test]
fn robots_names_the_rule() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("robots.txt"), "User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 2\n").expect("writes");
    let args = ["robots", "--file", "robots.txt", "https://a.example/private/1", "https://a.example/private/open/1", "/jobs"];
    let told = rolescope(dir.path(), &args);
    assert_eq!(told.code, 6, "{told:?}");
    let wanted = "refused\thttps://a.example/private/1\tline 2: Disallow: /private
allowed\thttps://a.example/private/open/1\tline 3: Allow: /private/open
allowed\t/jobs\tno rule speaks of it
delay\t2000 ms between requests
";
    assert_eq!(told.stdout, wanted);
    assert_eq!(rolescope(dir.path(), &["robots", "--file", "robots.txt", "/jobs"]).code, 0);
    let missing = rolescope(dir.path(), &["robots", "--file", "none.txt", "/jobs"]);
    assert!(missing.code == 1 && missing.stderr.contains("cannot read none.txt"), "{missing:?}");
}

#[test]
fn a_dry_run_asks_nobody() {
    let dir = tempfile::tempdir().expect("a folder");
    let site = |id: &str, access: &str| {
        format!("[[source]]\nid = '{id}'\nkind = 'site'\naccess = '{access}'\nstart = ['http://127.0.0.1:1/{id}']\ndelay_ms = 7\n")
    };
    let study = format!("name = 'plan'\ncontact = 'me@example.org'\n{}{}", site("a", "permission"), site("b", "unchecked"));
    std::fs::write(dir.path().join("study.toml"), study).expect("writes");
    let told = rolescope(dir.path(), &["crawl", "study.toml", "--dry-run"]);
    assert_eq!(told.code, 6, "{told:?}");
    for needed in
        ["a: would be crawled: permission", "mailto:me@example.org", "http://127.0.0.1:1/a", "at least 7 ms", "b: refused: its access is unchecked"]
    {
        assert!(told.stdout.contains(needed), "{needed} is not in {}", told.stdout);
    }
    assert!(!dir.path().join("data").exists(), "a dry run writes nothing");
}

#[test]
fn what_is_read_of_a_file_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "# Community Engagement Officer\n\nSalary: £31,000 - £34,000 per annum. Reporting to the Head of Outreach. Based in Leeds, UK, hybrid working.\n\n\
        ## What you will do\n\n- Run workshops with residents and community groups\n- Build partnerships with schools\n- Recruit and support volunteers\n- Write the newsletter\n";
    std::fs::write(dir.path().join("ad.md"), text).expect("writes");
    std::fs::write(dir.path().join("broken.json"), "{oops").expect("writes");
    let told = rolescope(dir.path(), &["read", "ad.md", "broken.json"]);
    assert_eq!(told.code, 5, "{told:?}");
    assert!(told.stderr.contains("json_syntax"), "{told:?}");
    let row: serde_json::Value = serde_json::from_str(&told.stdout).expect("one object");
    for (column, wanted) in [
        ("title", "Community Engagement Officer"),
        ("role_family", "community-engagement"),
        ("seniority", "officer"),
        ("country_iso2", "GB"),
        ("work_mode", "hybrid"),
        ("currency", "GBP"),
        ("reports_to_norm", "head of outreach"),
        ("file", "file:///ad.md"),
    ] {
        assert_eq!(row[column], wanted, "{column} of {row:#}");
    }
    assert_eq!((row["pay_min_per_year"].as_f64(), row["in_scope"].as_bool()), (Some(31_000.0), Some(true)));
}
