//! Scores the resolution of vacancies on labelled pairs of real ads and on ads in disguise, and times it.
//!
//! `cargo run --release -p rolescope-posting --example score_pairs -- POSTINGS.jsonl PAIRS.csv [--wrong | --employers]`
//!
//! POSTINGS holds schema.org `JobPosting` objects, one a line; PAIRS has the columns `url_a,url_b,kind,note`, kind being `same`, `template` or
//! `unrelated`. `--wrong` lists the pairs that are told wrong, `--employers` the names that are taken for one employer.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::time::Instant;

use archive::Digest;
use jiff::Timestamp;
use jiff::civil::Date;
use posting::{Employer, Fingerprint, JobPosting, Method, ParseQuality, VacancyId, compare, redact, resolve};
use serde_json::Value;

/// Postings that are looked for again in disguise.
const DISGUISED_N: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [postings, pairs, flags @ ..] = args.as_slice() else {
        return Err("usage: score_pairs POSTINGS.jsonl PAIRS.csv [--wrong | --employers]".into());
    };
    let postings = read_postings(postings)?;
    if flags.iter().any(|flag| flag == "--employers") {
        print_employers(&postings);
        return Ok(());
    }
    let lists_wrong = flags.iter().any(|flag| flag == "--wrong");
    let (found, missed, wrong) = score_pairs(&postings, pairs, Set::Tuned, lists_wrong)?;
    score_pairs(&postings, pairs, Set::Unseen, lists_wrong)?;
    let (again, lost, elsewhere) = score_disguised(&postings);
    println!("together: precision {:.3}, recall {:.3}", share(found + again, wrong + elsewhere), share(found + again, missed + lost));
    time(&postings);
    Ok(())
}

fn read_postings(path: &str) -> Result<Vec<JobPosting>, Box<dyn Error>> {
    let lines = std::fs::read_to_string(path).map_err(|source| format!("cannot read {path}: {source}"))?;
    lines.lines().map(|line| posting(&serde_json::from_str(line)?)).collect()
}

fn posting(raw: &Value) -> Result<JobPosting, Box<dyn Error>> {
    let text = |pointer: &str| raw.pointer(pointer).and_then(Value::as_str).map(|text| plain(text).trim().to_owned());
    let description = redact(&text("/description").unwrap_or_default()).text;
    let place = [text("/jobLocation/address/addressLocality"), text("/jobLocation/address/addressCountry")];
    Ok(JobPosting {
        source: "board".parse()?,
        capture: Digest::of(description.as_bytes()),
        captured_on: Date::constant(2020, 11, 6),
        url: text("/url"),
        identifier: None,
        title: text("/title").unwrap_or_default(),
        hiring_organization: text("/hiringOrganization/name"),
        date_posted: text("/datePosted").and_then(|date| date.get(..10)?.parse().ok()),
        date_posted_raw: None,
        valid_through: None,
        valid_through_raw: None,
        job_location: Some(place.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        address_country: None,
        employment_type: None,
        base_salary: text("/baseSalary/value/value"),
        description,
        method: Method::Json,
        parse_quality: ParseQuality::Clean,
    })
}

/// Text without markup, which may be escaped twice.
fn plain(html: &str) -> String {
    let html = unescaped(html);
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((tag, after)) = after.split_once('>') else { break };
        let is_inline = ["strong", "em", "span", "a ", "/a", "/span", "/strong", "/em", "b", "u", "i"].iter().any(|name| tag.starts_with(name))
            && !tag.starts_with("br");
        out.push_str(if is_inline { "" } else { "\n" });
        rest = after;
    }
    out.push_str(rest);
    posting::text::tidy(&unescaped(&out))
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("\u{a0}", " "),
        ("&pound;", "£"),
        ("&ndash;", "–"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn fingerprints(postings: &[JobPosting]) -> Vec<Fingerprint> {
    postings.iter().map(|posting| Fingerprint::of(posting, Timestamp::UNIX_EPOCH)).collect()
}

fn vacancies(prints: &[Fingerprint]) -> Vec<VacancyId> {
    resolve(prints).into_iter().map(|resolution| resolution.vacancy).collect()
}

/// The pairs that the rules were tuned on, and those that were labelled afterwards, whose notes begin with `unseen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Tuned,
    Unseen,
}

/// Precision and recall of "one vacancy" over the pairs of a set: how many were found, missed and merged wrongly.
fn score_pairs(postings: &[JobPosting], path: &str, set: Set, lists_wrong: bool) -> Result<(u32, u32, u32), Box<dyn Error>> {
    let prints = fingerprints(postings);
    let vacancies = vacancies(&prints);
    let at: HashMap<&str, usize> = postings.iter().enumerate().filter_map(|(at, posting)| Some((posting.url.as_deref()?, at))).collect();
    let mut counts: BTreeMap<(String, bool), u32> = BTreeMap::new();
    let mut missing_n = 0;
    for row in csv::Reader::from_path(path)?.deserialize() {
        let (a, b, kind, note): (String, String, String, String) = row?;
        if note.starts_with("unseen") != (set == Set::Unseen) {
            continue;
        }
        let (Some(a), Some(b)) = (at.get(a.as_str()), at.get(b.as_str())) else {
            missing_n += 1;
            continue;
        };
        let is_one = vacancies[*a] == vacancies[*b];
        if lists_wrong && is_one != (kind == "same") {
            let (one, other) = (&postings[*a], &postings[*b]);
            println!(
                "{kind}: {} ({note})\n    {} <> {}\n    {} <> {}",
                compare(&prints[*a], &prints[*b]),
                one.url.as_deref().unwrap_or_default(),
                other.url.as_deref().unwrap_or_default(),
                one.title,
                other.title
            );
        }
        *counts.entry((kind, is_one)).or_default() += 1;
    }
    let count = |kind: &str, is_one: bool| counts.get(&(kind.to_owned(), is_one)).copied().unwrap_or_default();
    let (found, missed, wrong) = (count("same", true), count("same", false), count("template", true) + count("unrelated", true));
    println!(
        "{set:?} pairs: {} of one vacancy, {} of one template, {} unrelated, {missing_n} without a posting",
        found + missed,
        count("template", true) + count("template", false),
        count("unrelated", true) + count("unrelated", false)
    );
    println!(
        "{set:?} pairs: precision {:.3}, recall {:.3} ({found} found, {missed} missed, {wrong} merged wrongly)",
        share(found, wrong),
        share(found, missed)
    );
    println!("all: {} postings, {} vacancies", postings.len(), vacancies.iter().collect::<BTreeSet<_>>().len());
    Ok((found, missed, wrong))
}

fn share(part: u32, rest: u32) -> f64 {
    f64::from(part) / f64::from((part + rest).max(1))
}

/// Postings as another source shows them: of the same vacancy as the original, and of no other.
fn score_disguised(postings: &[JobPosting]) -> (u32, u32, u32) {
    let step = (postings.len() / DISGUISED_N).max(1);
    let originals: Vec<usize> = (0..postings.len()).step_by(step).collect();
    let mut all = postings.to_vec();
    all.extend(originals.iter().enumerate().map(|(number, at)| disguised(&postings[*at], number)));
    let (before, after) = (vacancies(&fingerprints(postings)), vacancies(&fingerprints(&all)));
    let mut found_n = [0; DISGUISES.len()];
    let mut of_n = [0; DISGUISES.len()];
    for (number, at) in originals.iter().enumerate() {
        of_n[number % DISGUISES.len()] += 1;
        found_n[number % DISGUISES.len()] += u32::from(after[postings.len() + number] == after[*at]);
    }
    let found: u32 = found_n.iter().sum();
    let elsewhere = originals
        .iter()
        .enumerate()
        .filter(|(number, at)| after[postings.len() + number] != after[**at] && before.contains(&after[postings.len() + number]))
        .count() as u32;
    println!("disguised: precision {:.3}, recall {:.3}", share(found, elsewhere), share(found, originals.len() as u32 - found));
    for ((name, found), of) in DISGUISES.iter().zip(found_n).zip(of_n) {
        println!("disguised: {found} of {of} with {name}");
    }
    let moved = before.iter().zip(&after).filter(|(before, after)| before != after).count();
    println!("disguised: {moved} postings changed their vacancy by the copies");
    (found, originals.len() as u32 - found, elsewhere)
}

const DISGUISES: [&str; 6] =
    ["other line breaks", "a footer", "the last fifth cut off", "a reference in the title", "another spelling of the employer", "all of these"];

fn disguised(posting: &JobPosting, number: usize) -> JobPosting {
    let kind = number % DISGUISES.len();
    let has = |wanted: usize| kind == wanted || kind == DISGUISES.len() - 1;
    let mut copy = posting.clone();
    copy.source = "aggregator".parse().expect("a valid name");
    copy.url = Some(format!("https://aggregator.example/{number}"));
    copy.date_posted = copy.date_posted.map(|date| date.saturating_add(jiff::Span::new().days(3)));
    if has(2) {
        let mut end = copy.description.len() * 4 / 5;
        while !copy.description.is_char_boundary(end) {
            end -= 1;
        }
        copy.description.truncate(end);
    }
    if has(0) {
        copy.description = copy.description.split_whitespace().collect::<Vec<_>>().join(" ").replace(". ", ".\n\n");
    }
    if has(1) {
        copy.description.push_str("\n\nThis vacancy was found for you on the Aggregator. Sign up for alerts and never miss a job near you. We do not charge candidates. Terms and conditions apply. Report this job.");
    }
    if has(3) {
        copy.title = format!("{} (Ref: AG-{number}/2020)", copy.title);
    }
    if has(4) {
        copy.hiring_organization = copy.hiring_organization.map(|name| {
            if name.ends_with("Trust") {
                name.replace("NHS Foundation Trust", "NHSFT").replace("NHS Trust", "NHS FT").to_uppercase()
            } else {
                format!("The {name} Ltd.")
            }
        });
    }
    copy
}

fn print_employers(postings: &[JobPosting]) {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut agencies = BTreeSet::new();
    for employer in postings.iter().filter_map(|posting| Employer::of(posting.hiring_organization.as_deref()?)) {
        if employer.is_agency {
            agencies.insert(employer.name.clone());
        }
        names.entry(employer.id.to_string()).or_default().insert(employer.name);
    }
    println!("{} employers", names.len());
    names
        .values()
        .filter(|names| names.len() > 1)
        .for_each(|names| println!("one: {}", names.iter().map(String::as_str).collect::<Vec<_>>().join(" | ")));
    println!("agencies: {}", agencies.iter().map(String::as_str).collect::<Vec<_>>().join(" | "));
}

/// Seconds of CPU that this process has used, where the system tells; else of the clock.
fn cpu_seconds(started: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok()).map_or_else(|| started.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

fn time(postings: &[JobPosting]) {
    let started = Instant::now();
    let copies: Vec<JobPosting> = postings
        .iter()
        .cycle()
        .take(20_000)
        .enumerate()
        .map(|(at, posting)| if at < postings.len() { posting.clone() } else { disguised(posting, at) })
        .collect();
    for n in [5_000, 10_000, 20_000] {
        let sample = &copies[..n.min(copies.len())];
        let bytes_n: usize = sample.iter().map(|posting| posting.description.len()).sum();
        let begun = cpu_seconds(started);
        let prints = fingerprints(sample);
        let printed = cpu_seconds(started);
        let vacancies = vacancies(&prints);
        let done = cpu_seconds(started);
        let kept_n = prints.iter().map(Fingerprint::bytes_n).sum::<usize>() / n;
        println!(
            "time: {n} postings, {:.2} s for fingerprints ({:.0} MB/s), {:.2} s to resolve, {} vacancies; {kept_n} bytes a fingerprint",
            printed - begun,
            bytes_n as f64 / 1e6 / (printed - begun),
            done - printed,
            vacancies.iter().collect::<BTreeSet<_>>().len()
        );
    }
}
