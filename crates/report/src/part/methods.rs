//! Methods and provenance: what was counted, how the intervals come about, what ran, and how to cite a number.

use maud::{Markup, html};

use super::Part;
use crate::format::{count, interval, part_of, percent};
use crate::frequency_table::status_meaning;
use crate::study::{Level, Study};

pub(super) fn part(study: &Study) -> Part {
    let body = html! {
        (unit(study))
        (intervals())
        (statuses())
        (glossary())
        (provenance(study))
        (citation(study))
    };
    Part::of("methods", "Methods and provenance", body)
}

fn unit(study: &Study) -> Markup {
    html! {
        h3 { "What is counted" }
        p {
            "The unit is the vacancy: postings that advertise the same job count once, wherever and however often they were seen. A vacancy asks for a concept "
            "when at least one passage of its advertisement is counted evidence of it; negations, boilerplate, benefits and the employer’s praise of itself "
            "do not count. " (count(study.run.concepts_n)) " concepts were looked for. A competency is asked for when it, or a skill under it, is: the union, never the sum. "
            "How often an advertisement repeats itself changes no share."
        }
    }
}

fn intervals() -> Markup {
    html! {
        h3 { "Intervals" }
        p {
            "Advertisements of one employer resemble each other, so they tell less than as many independent ones would. The design effect measures by how much: "
            "the variance of a ratio over employers as clusters (Cochran 1977), against that of a simple random sample, and never below 1. The effective "
            "number of vacancies follows, corrected for few employers (Korn & Graubard 1998), and with it Wilson’s score interval (1927) at 95%. "
            "Where all vacancies ask, or none, the number of employers takes the place of the number of vacancies. "
            "The intervals speak of chance alone, not of what the sources leave out, nor of passages misread."
        }
        ul.references {
            li { "Cochran, W. G. (1977). " cite { "Sampling Techniques" } ", 3rd ed., ch. 9A. Wiley." }
            li { "Korn, E. L., & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive counts estimated from survey data. " cite { "Survey Methodology" } ", 24, 193–201." }
            li { "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. " cite { "Journal of the American Statistical Association" } ", 22, 209–212." }
        }
    }
}

fn statuses() -> Markup {
    html! {
        h3 { "Status letters" }
        dl.terms {
            @for code in ["ok", "u", "c", "x", "z"] { div { dt { code { (code) } } dd { (status_meaning(code)) } } }
        }
    }
}

const TERMS: [(&str, &str); 12] = [
    ("capture", "one thing as fetched or imported, kept byte for byte in the archive"),
    ("posting", "one job advertisement as observed in one source"),
    ("vacancy", "the postings that advertise the same job; the unit that is counted"),
    ("employer", "the organization that advertises; the cluster in every interval"),
    ("competency", "a concept of level 1"),
    ("skill", "a concept of level 2, under a competency"),
    ("mention", "a passage that is evidence of a concept"),
    ("required, desired", "asked for as essential, or as desirable, in a person specification that can be read"),
    ("duty", "named among what the holder of the job will do"),
    ("ranks in reach", "the ranks that a concept takes in 95% of resamples of the employers: where two ranges overlap, the order may be chance"),
    ("tier", "core, common, occasional or rare, by the lower bound of the share: from 50%, 25% and 10%"),
    ("design effect", "by how much employers who advertise often widen the interval; 1 is not at all"),
];

fn glossary() -> Markup {
    html! {
        h3 { "Words" }
        dl.terms { @for (term, meaning) in TERMS { div { dt { (term) } dd { (meaning) } } } }
    }
}

fn provenance(study: &Study) -> Markup {
    let run = &study.run;
    let facts = [
        ("Run", &run.run_id),
        ("Program", &format!("rolescope {}", run.rolescope_version)),
        ("Study", &run.study_hash),
        ("Taxonomy", &run.taxonomy_hash),
        ("Archive", &run.archive_hash),
        ("Captures read", &count(run.captures_n)),
    ];
    html! {
        h3 { "What ran" }
        p {
            "Equal hashes mean equal numbers: whoever runs this version on the same study, taxonomy and archive gets this page, byte for byte. "
            "The numbers lie in the tables beside this report (" code { "public/" } ", as Parquet and CSV, described in " code { "datapackage.json" }
            "), the charts as files under " code { "report/charts/" } "."
        }
        dl.provenance { @for (name, value) in facts { div { dt { (name) } dd { code { (value) } } } } }
    }
}

/// How to cite a number, shown with the first one of the report.
fn citation(study: &Study) -> Markup {
    let rows = study.overall(Level::Competency, "any");
    let example = rows.first().and_then(|row| {
        let (share, lo, hi) = (row.share?, row.share_lo?, row.share_hi?);
        let key = format!("skill_frequency: group_by all, requirement any, concept_id {}", row.concept_id);
        Some(html! {
            bdi { (row.label) } " is asked for in " (part_of(row.with_skill_n, row.vacancies_n)) " vacancies (" (percent(share)) ", 95% interval "
            (interval(lo, hi)) @if row.status != "ok" { ", unreliable" } "). " bdi { (study.run.study_name) } ", rolescope " (study.run.rolescope_version) ", "
            (study.run.run_id) ", table " (key) "."
        })
    });
    html! {
        h3 { "How to cite a number" }
        p { "Give the count, the share with its interval, the study, the version, the run and the row. For example:" }
        @match example {
            Some(example) => blockquote.citation { p { (example) } },
            None => p.empty { "There is no number to cite in this run." },
        }
    }
}
