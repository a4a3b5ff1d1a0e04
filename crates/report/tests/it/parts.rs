//! What the further parts say, and what they keep to themselves.

use crate::further::{Further, SECRET_N, SECRET_SHARE};
use crate::page::{checked, rendered, text};
use crate::sample::Sample;

#[test]
fn each_part_says_its_finding() {
    let text = text(&checked(&Sample::usual()));
    for said in [
        "core · rank 1–2",
        "Core50% or moreRelationship management, Communication",
        "The clearest difference by kind of job: facilitation is asked for in 88% of vacancies of the group “public engagement”, in 40% of all others",
        "By kind of employer, no group that can be shown differs from the others beyond chance",
        "Museum or library",
        "Asked for more often at one level than at all others: strategic thinking (director)",
        "Communication and facilitation go together most closely: 41 vacancies ask for both, 1.31 times as many as by chance",
        "Rising: communication; falling: facilitation",
        "insufficient",
        "Change over time: rising: communication; falling: facilitation.",
        "falling, −4.5 points a year",
        "71 of 118 vacancies (60%) state what they pay; the median of those in GBP is 34,500 a year",
        "Most are fixed term (67% of those that state the contract); hybrid is the commonest place of work (44% of those that state one, unreliable)",
        "Posts report most often to a head of engagement, in 30% of the vacancies that say so",
        "“Public engagement officer” is the title used most often, for 23 of 118 vacancies",
        "What hides under other kinds of job",
        "118 vacancies show 31 concepts, of at least 33 that the sources are estimated to hold (95% interval 32 to 39)",
    ] {
        assert!(text.contains(said), "the page does not say: {said}");
    }
}

#[test]
fn each_chart_has_its_table_and_its_file() {
    let report = rendered(&Sample::usual());
    let names: Vec<&str> = report.charts.iter().map(|(name, _)| name.trim_end_matches(".svg")).collect();
    for name in [
        "by-role-family",
        "by-seniority",
        "by-employer-type",
        "by-country",
        "ladder",
        "pairs",
        "trend",
        "pay",
        "conditions",
        "structure",
        "titles",
        "saturation",
    ] {
        assert!(names.contains(&name), "no file {name}.svg");
        assert!(report.html.contains(&format!("<details id=\"{name}-table\">")), "no table for {name}");
        assert!(report.html.contains(&format!("id=\"{name}-narrow-desc\"")), "no description of {name}");
    }
}

/// The same study with secret numbers, or with none, in the rows that are hidden.
fn with_hidden(n: Option<u64>, share: Option<f64>) -> Sample {
    let mut sample = Sample::usual();
    for row in sample.frequency.iter_mut().filter(|row| row.status == "c") {
        for count in [&mut row.with_skill_n, &mut row.employers_with_skill_n, &mut row.mentions_n, &mut row.rank, &mut row.rank_lo, &mut row.rank_hi]
        {
            *count = n;
        }
        for number in [&mut row.share, &mut row.share_lo, &mut row.share_hi, &mut row.employer_mean_share, &mut row.shrunk_share, &mut row.adj_share]
        {
            *number = share;
        }
        row.tier = share.map(|_| "core".into());
    }
    let further = sample.further.as_mut().expect("further tables");
    let of_pay = n.map(|n| n as f64);
    for row in further.contrast.iter_mut().filter(|row| row.status == "c") {
        (row.share_in, row.share_rest, row.log_odds, row.log_odds_z, row.q_value) = (share, share, share, share, share.map(|_| 0.0));
        (row.diff_pp, row.diff_lo_pp, row.diff_hi_pp) = (of_pay, of_pay, of_pay);
    }
    for row in further.pairs.iter_mut().filter(|row| row.status == "c") {
        (row.a_n, row.b_n, row.both_n) = (n.unwrap_or(0), n.unwrap_or(0), n.unwrap_or(0));
        (row.npmi, row.lift, row.q_value) = (share, of_pay, share.map(|_| 0.0));
    }
    for row in further.trend.iter_mut().filter(|row| row.status == "c") {
        (row.with_skill_n, row.share, row.share_lo, row.share_hi, row.share_std) = (n, share, share, share, share);
    }
    for row in further.pay.iter_mut().filter(|row| row.status == "c") {
        (row.p25_per_year, row.median_per_year, row.p75_per_year) = (of_pay, of_pay, of_pay);
    }
    for row in further.conditions.iter_mut().filter(|row| row.status == "c") {
        (row.n, row.share, row.share_lo, row.share_hi) = (n, share, share, share);
    }
    for row in further.structure.iter_mut().filter(|row| row.status == "c") {
        (row.n, row.employers_n, row.share) = (n, n, share);
    }
    sample
}

#[test]
fn what_is_hidden_is_nowhere_in_the_files() {
    let report = rendered(&with_hidden(Some(SECRET_N), Some(SECRET_SHARE)));
    for (name, file) in report.charts.iter().map(|(name, svg)| (name.as_str(), svg)).chain([("index.html", &report.html)]) {
        for secret in ["31337", "31,337", "73.2%", "0.7317"] {
            assert!(!file.contains(secret), "{name} shows {secret}");
        }
    }
    assert_eq!(report, rendered(&with_hidden(None, None)), "a hidden number changes the page");
}

#[test]
fn a_part_whose_table_is_missing_is_left_out() {
    let html = checked(&Sample { further: None, ..Sample::usual() });
    for part in ["pairs", "trend", "pay", "structure", "titles", "saturation"] {
        assert!(!html.contains(&format!("<section id=\"{part}\"")), "{part} is there");
    }
    assert!(text(&html).contains("The competencies by kind of job"));
}

#[test]
fn a_part_whose_table_says_nothing_says_so() {
    let sample = Sample { further: Some(Further::default()), ..Sample::usual() };
    let text = text(&checked(&sample));
    for said in [
        "No two competencies or skills can be said to go together more often than by chance",
        "Fewer than two periods have enough vacancies and employers to be shown",
        "No currency has pay stated by five vacancies of five employers",
        "Too few vacancies state their conditions for any to be shown",
        "Too few vacancies and employers state a reporting line",
    ] {
        assert!(text.contains(said), "the page does not say: {said}");
    }
}
