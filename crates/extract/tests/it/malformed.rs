//! Pages and files that are wrong in the ways that real ones are.

use extract::{Expectation, Extraction, FaultKind, Outcome, extract};
use posting::{JobPosting, Method, ParseQuality};
use proptest::prelude::*;

use crate::captures::{capture, page};

const GOOD: &str = r#"{"@context": "https://schema.org", "@type": "JobPosting", "title": "Engagement Officer", "datePosted": "2026-11-01",
    "hiringOrganization": {"@type": "Organization", "name": "The Lab"}, "description": "<p>You will run workshops.</p>"}"#;

fn script(json: &str) -> String {
    format!("<!doctype html><title>Engagement Officer</title><h1>Engagement Officer</h1><script type=\"application/ld+json\">{json}</script>")
}

fn read(html: &str) -> Extraction {
    extract(&page(html), Expectation::Posting)
}

fn only(html: &str) -> JobPosting {
    let found = read(html);
    let start: String = html.chars().take(500).collect();
    assert_eq!((found.outcome, found.postings.len()), (Outcome::Postings, 1), "{start}: {:?}", found.faults);
    found.postings.into_iter().next().unwrap()
}

fn kinds(found: &Extraction) -> Vec<&'static str> {
    found.faults.iter().map(|fault| fault.kind.as_str()).collect()
}

/// `GOOD` with one part of it replaced.
fn with(part: &str, by: &str) -> String {
    assert!(GOOD.contains(part), "{part}");
    script(&GOOD.replacen(part, by, 1))
}

#[test]
fn syntax_that_can_be_mended() {
    let clean = only(&script(GOOD));
    assert_eq!((clean.title.as_str(), clean.description.as_str()), ("Engagement Officer", "You will run workshops."));
    assert_eq!((clean.method, clean.parse_quality), (Method::JsonLd, ParseQuality::Clean));
    for html in [
        with("run workshops", "run\nworkshops"),
        with("run workshops", "run\tworkshops"),
        script(&format!("{GOOD};")),
        script(&format!("<!-- {GOOD} -->")),
        script(&format!("//<![CDATA[\n{GOOD}\n//]]>")),
        script(&format!("/* <![CDATA[ */{GOOD}/* ]]> */")),
        script(&format!("// the ad\n{GOOD}")),
        with("workshops.</p>\"}", "workshops.</p>\",}"),
    ] {
        assert_eq!(only(&html), JobPosting { capture: only(&html).capture, parse_quality: ParseQuality::Repaired, ..clean.clone() }, "{html}");
    }
    assert_eq!(
        only(&with("workshops", "\"open\" workshops, \"days\", and talks")).description,
        "You will run \"open\" workshops, \"days\", and talks."
    );
    assert_eq!(only(&script(&GOOD[..GOOD.len() - 20])).parse_quality, ParseQuality::Salvaged);
}

#[test]
fn one_bad_block_does_not_lose_the_others() {
    let found = read(&(script("{\"@type\": \"JobPosting\", oops") + &script(GOOD)));
    assert_eq!((found.outcome, found.postings.len(), kinds(&found)), (Outcome::Postings, 1, vec!["json_syntax"]));
}

#[test]
fn a_broken_block_about_something_else_is_no_matter() {
    assert_eq!(kinds(&read(&(script("{\"@type\": \"Organization\", oops") + &script(GOOD)))), [] as [&str; 0]);
    assert_eq!(extract(&page(&script("{\"@type\": oops")), Expectation::Page).outcome, Outcome::OtherPage);
}

#[test]
fn a_block_that_nothing_mends_leaves_the_page() {
    let text = "<h2>Duties</h2><p>".to_owned() + &"You will run workshops with our neighbours. ".repeat(20);
    let found = read(&(script("{\"@type\": \"JobPosting\", oops") + &text));
    assert_eq!(kinds(&found), ["json_syntax"]);
    assert_eq!((found.postings[0].method, found.postings[0].parse_quality), (Method::Html, ParseQuality::Salvaged));
    assert!(found.postings[0].description.starts_with("Duties\nYou will run workshops"), "{}", found.postings[0].description);
}

#[test]
fn script_types_in_any_dress() {
    for kind in ["APPLICATION/LD+JSON", "application/ld+json; charset=utf-8", "application/ld&#x2B;json", " application/ld+json "] {
        assert_eq!(only(&script(GOOD).replace("application/ld+json", kind)).title, "Engagement Officer", "{kind}");
    }
}

#[test]
fn shapes_of_the_graph() {
    for json in [
        format!("[{GOOD}]"),
        format!("{{\"@graph\": [{{\"@type\": \"WebSite\"}}, {GOOD}]}}"),
        format!("{{\"@type\": \"WebPage\", \"mainEntity\": {GOOD}}}"),
        format!("{{\"@type\": \"ItemList\", \"itemListElement\": [{{\"@type\": \"ListItem\", \"item\": {GOOD}}}]}}"),
        GOOD.replace("\"JobPosting\"", "[\"Thing\", \"http://schema.org/JobPosting\"]"),
        GOOD.replace("{\"@type\": \"Organization\", \"name\": \"The Lab\"}", "\"The Lab\""),
        GOOD.replace("{\"@type\": \"Organization\", \"name\": \"The Lab\"}", "[{\"name\": \"The Lab\"}, {\"name\": \"Other\"}]"),
        format!(
            "{{\"@graph\": [{{\"@id\": \"#lab\", \"name\": \"The Lab\"}}, {}]}}",
            GOOD.replace("{\"@type\": \"Organization\", \"name\": \"The Lab\"}", "{\"@id\": \"#lab\"}")
        ),
    ] {
        assert_eq!(only(&script(&json)).hiring_organization.as_deref(), Some("The Lab"), "{json}");
    }
}

#[test]
fn of_two_postings_the_page_is_about_one() {
    let other = GOOD.replace("Engagement Officer", "Officer (req 88412)");
    assert_eq!(only(&(script(&other) + &script(GOOD))).title, "Engagement Officer");
    let own = other.replace("\"@context\"", "\"url\": \"/jobs/1\", \"@context\"");
    assert_eq!(only(&(script(GOOD).replace("Engagement Officer</h1>", "Jobs</h1>") + &script(&own))).title, "Officer (req 88412)");
    let list = read(&(script(&other) + &script(GOOD)).replace("Engagement Officer</h1>", "Jobs</h1>"));
    assert_eq!(list.postings.len(), 2);
}

#[test]
fn identifiers_places_and_dates() {
    let posting = |more: &str| only(&with("\"@context\"", &format!("{more}, \"@context\"")));
    for identifier in ["\"A-1\"", "{\"@type\": \"PropertyValue\", \"name\": \"The Lab\", \"value\": \"A-1\"}", "[\"A-1\"]"] {
        assert_eq!(posting(&format!("\"identifier\": {identifier}")).identifier.as_deref(), Some("A-1"));
    }
    assert_eq!(posting("\"identifier\": 17").identifier.as_deref(), Some("17"));
    assert_eq!(posting("\"jobLocation\": [\"Leeds\", {\"address\": \"York\"}]").job_location.as_deref(), Some("Leeds; York"));
    assert_eq!(posting("\"employmentType\": [\"FULL_TIME\", \"CONTRACTOR\"]").employment_type.as_deref(), Some("FULL_TIME, CONTRACTOR"));
    for (raw, wanted) in [
        ("\"2026-11-01T23:59\"", "2026-11-01"),
        ("\"2026-11-01T10:50:17+0000\"", "2026-11-01"),
        ("1793491200000", "2026-11-01"),
        ("\"01/11/2026\"", "2026-11-01"),
        ("{\"@value\": \"2026-11-01\"}", "2026-11-01"),
    ] {
        let date = only(&with("\"2026-11-01\"", raw)).date_posted.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(wanted), "{raw}");
    }
    let found = read(&with("2026-11-01", "0001-01-01"));
    assert_eq!((found.postings[0].date_posted, kinds(&found)), (None, vec!["unreadable_field"]));
    let found = read(&(with("2026-11-01", "0001-01-01") + "<p>Posted on 1 November 2026</p>"));
    assert_eq!(found.postings[0].date_posted.map(|date| date.to_string()).as_deref(), Some("2026-11-01"));
}

#[test]
fn descriptions_escaped_or_cut() {
    for (raw, wanted) in [
        ("&lt;p&gt;Caf&amp;eacute;&lt;/p&gt;&lt;ul&gt;&lt;li&gt;two", "Café\n- two"),
        ("&amp;lt;p&amp;gt;R&amp;amp;D&amp;lt;/p&amp;gt;", "R&D"),
        ("One\\nTwo &amp; three", "One\nTwo & three"),
        ("**Duties**\\n\\n* run [things](https://lab.example)", "Duties\n\n- run things"),
    ] {
        assert_eq!(only(&with("<p>You will run workshops.</p>", raw)).description, wanted, "{raw}");
    }
    let text = "You will run workshops with our neighbours and write about them. ".repeat(20);
    let cut = only(&(with("You will run workshops.", "You will run workshops...") + "<main><h2>Duties</h2><p>" + &text + "</p></main>"));
    assert!(cut.description.starts_with("Duties\nYou will run workshops with our neighbours"), "{}", cut.description);
    assert_eq!(cut.parse_quality, ParseQuality::Salvaged);
}

#[test]
fn parts_of_the_text_in_other_properties() {
    let more = "\"qualifications\": \"<ul><li>A degree</li></ul>\", \"skills\": [\"Patience\", \"run workshops\"], \"jobBenefits\": \"You will run workshops\",
        \"experienceRequirements\": {\"monthsOfExperience\": 24}, \"@context\"";
    assert_eq!(
        only(&with("\"@context\"", more)).description,
        "You will run workshops.\n\nQualifications\n- A degree\n\nSkills\n- Patience\n\nExperience requirements\n24 months of experience"
    );
}

#[test]
fn files() {
    let file = |name: &str, media_type: &str, text: &str| {
        extract(&capture(&format!("file:///jobs/{name}"), Some(media_type), text.as_bytes()), Expectation::Posting)
    };
    let markdown =
        file("a.md", "text/plain", "---\ntitle: Engagement Officer\norganisation: The Lab\ndate: 2026-11-01\n---\n## Duties\n* run **workshops**\n");
    let posting = &markdown.postings[0];
    assert_eq!((posting.description.as_str(), posting.method, posting.url.as_deref()), ("Duties\n- run workshops", Method::Markdown, None));
    assert_eq!((posting.hiring_organization.as_deref(), posting.date_posted.is_some()), (Some("The Lab"), true));
    let text = file("a.txt", "text/plain", "Engagement Officer\n\nEmployer: The Lab\n\nDuties\n• run workshops\n");
    assert_eq!((text.postings[0].title.as_str(), text.postings[0].hiring_organization.as_deref()), ("Engagement Officer", Some("The Lab")));
    assert_eq!(file("a.json", "application/json", &format!("{{\"@graph\": [{GOOD}]}}")).postings[0].method, Method::Json);
    assert_eq!(file("line", "application/x-ndjson", &GOOD.replace('\n', " ")).postings.len(), 1);
    assert_eq!(
        file("line", "application/json", "{\"title\": \"Officer\", \"body\": \"## Duties\\n\\nRun.\"}").postings[0].description,
        "Duties\n\nRun."
    );
    for (text, kind) in [
        ("{\"a\": 1}", FaultKind::NotAJobPosting),
        ("{\"@type\": \"JobPosting\", \"description\": \"x\"}", FaultKind::NoTitle),
        ("{\"@type\": \"JobPosting\", \"title\": \"x\"}", FaultKind::NoDescription),
        ("{oops", FaultKind::JsonSyntax),
        (" ", FaultKind::Empty),
        ("\u{0}\u{1}\u{2}\u{3}", FaultKind::NotText),
    ] {
        let found = file("a.json", "application/json", text);
        assert_eq!((found.outcome, found.faults[0].kind), (Outcome::Fault, kind), "{text}");
    }
    assert_eq!(file("a.pdf", "application/pdf", "%PDF-1.7").faults[0].kind, FaultKind::Damaged);
}

#[test]
fn pages_that_show_nothing() {
    let found = read("<title>Gone</title><h1>This job has closed</h1><p>See our <a href=/>other jobs</a>.");
    assert_eq!(kinds(&found), ["no_posting"]);
    let mut gone = page(GOOD);
    gone.status = Some(410);
    assert_eq!(kinds(&extract(&gone, Expectation::Posting)), ["http_status"]);
    for url in ["https://board.example/robots.txt", "https://board.example/sitemap-2.xml", "https://board.example/.well-known/tdmrep.json"] {
        assert_eq!(extract(&capture(url, Some("text/plain"), b"x"), Expectation::Page).outcome, Outcome::NotAPage);
    }
}

#[test]
fn microdata_and_rdfa() {
    let text = "You will run workshops with our neighbours. ".repeat(20);
    for html in [
        format!(
            "<h1>Jobs</h1><div itemscope itemtype='http://schema.org/JobPosting'><h2 itemprop=title>Officer</h2><span itemprop=hiringOrganization itemscope><b
             itemprop=name>The Lab</b></span><meta itemprop=datePosted content=2026-11-01><div itemprop=description><p>{text}</div></div>"
        ),
        format!(
            "<h1>Jobs</h1><div vocab='https://schema.org/' typeof=schema:JobPosting><h2 property='schema:title'>Officer</h2><b property=hiringOrganization>The
             Lab</b><time property=datePosted datetime='2026-11-01'>Sunday</time><div property=description><p>{text}</div></div>"
        ),
    ] {
        let found = extract(&page(&html), Expectation::Page);
        assert_eq!(found.outcome, Outcome::Postings, "{html}");
        let posting = &found.postings[0];
        assert_eq!((posting.title.as_str(), posting.hiring_organization.as_deref()), ("Officer", Some("The Lab")));
        assert_eq!((posting.date_posted.is_some(), posting.description.as_str()), (true, text.trim()));
    }
}

#[test]
fn what_stands_around_a_text_is_left_out() {
    let text = "You will run workshops with our neighbors, and write about them for the city. ".repeat(6);
    let facts = "Employer: The Lab<br>Location: Leeds<br>Closing date: 2026-12-01<br>";
    let page = |text: &str| {
        format!(
            "<title>Officer - The Lab | Jobs</title><div><a href=/>Home</a></div><h1>Officer</h1><div>{facts}{text}</div>\
             <div><h4>Related jobs</h4><ul><li><a href=1>Manager</a><p>Runs the other thing, for as long as it takes.</ul></div>"
        )
    };
    let posting = only(&page(&text));
    assert_eq!(posting.description, text.trim());
    assert_eq!((posting.job_location.as_deref(), posting.valid_through.is_some()), (Some("Leeds"), true));
    let short = text.split_inclusive(". ").take(2).collect::<String>();
    assert_eq!(only(&page(&short)).description, short.trim());
}

#[test]
fn deep_and_long_pages() {
    let deep = "<div>".repeat(100_000) + "<h1>Officer</h1>" + &"<p>You will run many workshops.".repeat(100);
    assert_eq!(only(&deep).title, "Officer");
    let nested = "{\"a\":".repeat(100_000);
    assert_eq!(read(&script(&nested)).outcome, Outcome::Fault);
}

/// Number 8 of the malformations that are known from other tools: more attributes than the type, in any order.
#[test]
fn scripts_with_other_attributes() {
    for tag in ["<script id=a data-x='1' type='application/ld+json'>", "<SCRIPT TYPE=application/ld+json class=y>"] {
        assert_eq!(only(&script(GOOD).replace("<script type=\"application/ld+json\">", tag)).title, "Engagement Officer", "{tag}");
    }
}

/// Number 9: a list of a list, and a type by its address with a fragment.
#[test]
fn postings_deep_in_other_things() {
    let list =
        format!("{{\"@type\": \"CollectionPage\", \"mainEntity\": {{\"@type\": \"ItemList\", \"itemListElement\": [{{\"item\": [{GOOD}]}}]}}}}");
    assert_eq!(only(&script(&list)).title, "Engagement Officer");
    assert_eq!(only(&script(&format!("[[[{GOOD}]]]"))).title, "Engagement Officer");
    assert_eq!(only(&with("\"JobPosting\"", "\"schema:JobPosting\"")).title, "Engagement Officer");
}

/// Number 10: one posting by the public title, one by an internal one; the page says which by what it tells other sites, escaped twice.
#[test]
fn the_title_told_to_other_sites_chooses() {
    let own = GOOD.replace("Engagement Officer", "R&amp;D Officer");
    let internal = GOOD.replace("Engagement Officer", "REQ-7 R&D Off. (int.)");
    let page = |more: &str| {
        format!("<title>Jobs</title>{more}<script type=application/ld+json>{internal}</script><script type=application/ld+json>{own}</script>")
    };
    assert_eq!(only(&page("<meta property=og:title content='R&amp;amp;D Officer'>")).title, "R&D Officer");
    let addressed =
        page("<link rel=canonical href='/jobs/officer'>").replace("\"R&amp;D Officer\"", "\"R&amp;D Officer\", \"url\": \"/jobs/officer#apply\"");
    assert_eq!(only(&addressed).title, "R&D Officer");
}

/// Number 11: an escaped body and a live footer, decided by weight.
#[test]
fn a_description_of_two_makings() {
    let mixed = "&lt;h2&gt;Duties&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Run R&amp;amp;D caf&amp;eacute;s&lt;/li&gt;&lt;/ul&gt;<p>Equal &amp; open.</p>";
    assert_eq!(only(&with("<p>You will run workshops.</p>", mixed)).description, "Duties\n- Run R&D cafés\nEqual & open.");
}

/// Number 12: pay as text, as a number, with its currency at any level and its unit in any words.
#[test]
fn pay_in_any_shape() {
    let pay = |raw: &str| only(&with("\"@context\"", &format!("\"baseSalary\": {raw}, \"@context\""))).base_salary;
    for (raw, wanted) in [
        ("\"Band 6: £31,365 to £37,796 pa pro rata\"", Some("Band 6: £31,365 to £37,796 pa pro rata")),
        ("\"100000\"", Some("100000")),
        ("38000", Some("38000")),
        ("{\"currency\": \"GBP\", \"value\": \"£38,000 - £45,000\", \"unitText\": \"YEAR\"}", Some("£38,000 - £45,000")),
        (
            "{\"value\": {\"currency\": \"GBP\", \"minValue\": 38000, \"maxValue\": 45000, \"unitText\": \"ANNUM\"}}",
            Some("GBP 38000 to 45000 per year"),
        ),
        ("{\"currency\": \"GBP\", \"minValue\": 14, \"maxValue\": 15, \"unitText\": \"per hour\"}", Some("GBP 14 to 15 per hour")),
        ("{\"currency\": \"GBP\", \"value\": {\"value\": 0}}", None),
    ] {
        assert_eq!(pay(raw).as_deref(), wanted, "{raw}");
    }
}

/// Number 14: places that name no country, or are a system's own codes, stay as they were written.
#[test]
fn places_in_any_shape() {
    let place = |raw: &str| {
        let posting = only(&with("\"@context\"", &format!("\"jobLocation\": {raw}, \"@context\"")));
        (posting.job_location, posting.address_country)
    };
    for (raw, wanted, country) in [
        ("\"US-MA-Boston | US-Remote\"", Some("US-MA-Boston | US-Remote"), None),
        ("{\"address\": {\"addressLocality\": \"Leeds\", \"addressCountry\": \"\"}}", Some("Leeds"), None),
        ("[{\"address\": {\"addressLocality\": \"Lund\", \"addressCountry\": {\"name\": \"SE\"}}}]", Some("Lund, SE"), Some("SE")),
        ("[]", None, None),
    ] {
        assert_eq!(place(raw), (wanted.map(str::to_owned), country.map(str::to_owned)), "{raw}");
    }
}

/// Number 15: a date relative to the reading is no fault, a date of change is no date of posting, and a machine's closing date is kept as stated.
#[test]
fn dates_that_say_something_else() {
    let found = read(&with("2026-11-01", "Posted 30+ Days Ago"));
    assert_eq!(kinds(&found), [] as [&str; 0]);
    let changed = only(&with("\"datePosted\": \"2026-11-01\"", "\"dateModified\": \"2026-11-20\", \"validThrough\": \"2026-12-01T00:00\""));
    assert_eq!((changed.date_posted, changed.valid_through.map(|date| date.to_string()).as_deref()), (None, Some("2026-12-01")));
}

/// Number 16: in attributes, the items inside an item keep their properties to themselves, and parts of the text stand where they like.
#[test]
fn items_inside_items() {
    let text = "You will run workshops with our neighbours. ".repeat(20);
    let microdata = format!(
        "<h1>Jobs</h1><main itemscope itemtype='https://schema.org/JobPosting'><meta itemprop=url content='https://board.example/jobs/7'>
         <div itemprop=hiringOrganization itemscope itemtype='https://schema.org/Organization'><b itemprop=name>The Lab</b><p itemprop=description>Founded in a shed.</p>
         <i itemprop=title>Not a title</i></div><h2 itemprop=title>Officer</h2><div itemprop=jobLocation itemscope><div itemprop=address itemscope><span
         itemprop=addressLocality>Leeds</span><meta itemprop=addressCountry content=GB></div></div><div itemprop=baseSalary itemscope><meta itemprop=currency content=GBP>
         <div itemprop=value itemscope><meta itemprop=minValue content=30000><meta itemprop=maxValue content=34000><meta itemprop=unitText content=YEAR></div></div>
         <div itemprop=description><p>{text}</div><section itemprop=qualifications><ul><li>A degree</ul></section></main>"
    );
    let attributes = [("itemprop", "property"), ("itemscope itemtype='https://schema.org/", "typeof='"), (" itemscope", " typeof=Thing")];
    let rdfa = attributes.iter().fold(microdata.clone(), |html, (from, to)| html.replace(from, to));
    for html in [microdata, rdfa] {
        let posting = only(&html);
        assert_eq!((posting.title.as_str(), posting.hiring_organization.as_deref()), ("Officer", Some("The Lab")), "{html}");
        assert_eq!((posting.job_location.as_deref(), posting.address_country.as_deref()), (Some("Leeds, GB"), Some("GB")));
        assert_eq!(posting.base_salary.as_deref(), Some("GBP 30000 to 34000 per year"));
        assert_eq!(posting.url.as_deref(), Some("https://board.example/jobs/7"));
        assert_eq!(posting.description, format!("{}\n\nQualifications\n- A degree", text.trim()));
    }
}

/// Number 17: a description cut inside a word or a sentence gives way to the page's own text; one that is whole stands.
#[test]
fn descriptions_cut_for_search_engines() {
    let text = "You will run workshops with our neighbours and write about them. ".repeat(20);
    let shown = format!("<main><h2>Duties</h2><p>{text}</p></main>");
    for (description, is_cut) in [
        ("You will run workshops with our neigh", true),
        ("<p>You will run workshops with our", true),
        ("You will run workshops with our neighbours …", true),
        ("You will run workshops with our neighbours [...]", true),
        ("You will run workshops with our neighbours and write about them.", false),
        ("We are a small team by the sea", false),
    ] {
        let posting = only(&(with("<p>You will run workshops.</p>", description) + &shown));
        assert_eq!(posting.description.starts_with("Duties\n"), is_cut, "{description}: {}", posting.description);
        assert_eq!(posting.parse_quality, if is_cut { ParseQuality::Salvaged } else { ParseQuality::Clean });
    }
}

fn no_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let after = |mark: u8, is: fn(u8) -> bool| bytes.windows(2).any(|pair| pair[0] == mark && is(pair[1]));
    !after(b'<', |b| b.is_ascii_lowercase() || b == b'/')
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in prop::sample::select(vec!["text/html", "application/json", "text/markdown", "text/plain", "x/y"])) {
        let found = extract(&capture("https://board.example/a", Some(kind), &bytes), Expectation::Posting);
        prop_assert_eq!(found.outcome == Outcome::Postings, !found.postings.is_empty());
        prop_assert!(found.outcome != Outcome::Fault || !found.faults.is_empty());
    }

    #[test]
    fn no_page_panics_or_leaks(parts in prop::collection::vec(prop::sample::select(vec![
        "<div>", "</div>", "<p>", "<h1>", "</h1>", "<table>", "<tr>", "<td>", "<li>", "<b>", "<script type='application/ld+json'>", "</script>",
        "{\"@type\": \"JobPosting\", \"title\": \"", "\", \"description\": \"", "\"}", "&lt;p&gt;", "&amp;lt;", "<!--", "-->", "<a href='", "'>", "text ", "Duties", "\n", "<",
        "&", ";", "amp", "Posted on 1 May 2026", "Employer: x", "é",
    ]), 0..60)) {
        let html = parts.concat() + &"many words in a long text ".repeat(20);
        for posting in read(&html).postings {
            prop_assert!(no_markup(&posting.description) && no_markup(&posting.title), "{:?}", posting);
        }
        for media_type in ["text/markdown", "text/plain", "application/json"] {
            for posting in extract(&capture("https://board.example/a", Some(media_type), html.as_bytes()), Expectation::Posting).postings {
                prop_assert!(no_markup(&posting.description), "{:?}", posting);
            }
        }
    }
}
