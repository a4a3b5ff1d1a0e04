//! The cover: which study, the main points, how much was read, and what the page can and cannot say.

use maud::{Markup, html};

use super::{distinctive, pair, pay, trend};
use crate::finding;
use crate::format::{capitalized, count, date};
use crate::study::{Level, Study};

/// The head of the page.
pub(crate) fn cover(study: &Study) -> Markup {
    let run = &study.run;
    html! {
        header.cover {
            p.kind { "What job advertisements ask for" }
            h1 dir="auto" { (run.study_name) }
            p.population { strong { "What is measured. " } bdi { (capitalized(run.population.trim_end_matches('.'))) } "." }
            dl.figures {
                (figure(&count(run.vacancies_n), "distinct vacancies in scope"))
                (figure(&count(run.employers_n), "employers"))
                (figure(&count(run.postings_n), "postings observed"))
                (figure(&count(run.mentions_n), "mentions that count"))
            }
            p.window { (window(study)) }
            (warning(study))
            (main_points(study))
            (limits())
        }
    }
}

fn figure(number: &str, what: &str) -> Markup {
    html! { div { dt { (what) } dd { (number) } } }
}

fn window(study: &Study) -> String {
    match (study.run.window_from, study.run.window_to) {
        (Some(from), Some(to)) if from == to => format!("Posted, or first seen, on {}.", date(from)),
        (Some(from), Some(to)) => format!("Posted, or first seen, between {} and {}.", date(from), date(to)),
        _ => "No vacancy in scope bears a date.".to_owned(),
    }
}

fn warning(study: &Study) -> Markup {
    let broken = tables::reconcile(&study.flow).into_iter().any(|(_, left, right)| left != right);
    html! {
        @if broken {
            p.warning { strong { "Warning. " } "The counts of this run do not add up, so no number below should be used. See " a href="#flow" { "From pages to numbers" } "." }
        }
    }
}

fn main_points(study: &Study) -> Markup {
    let any = |level| study.overall(level, "any");
    let of_spec = |requirement| study.overall(Level::Competency, requirement);
    html! {
        section.points aria-labelledby="main-points" {
            h2 #main-points { "Main points" }
            ul {
                li { (finding::competencies(&any(Level::Competency))) "." }
                @if study.run.vacancies_n > 0 {
                    @if !any(Level::Skill).is_empty() { li { (finding::skills(&any(Level::Skill))) "." } }
                    li { (finding::requirements(&of_spec("required"), &of_spec("desired"))) "." }
                    @for said in further(study) { li { (said) "." } }
                }
            }
        }
    }
}

/// The findings of the parts that not every study has.
fn further(study: &Study) -> Vec<String> {
    let said = [distinctive::headline(study), pair::headline(study), trend::headline(study), pay::headline(study)];
    said.into_iter().flatten().collect()
}

fn limits() -> Markup {
    html! {
        p.limits {
            "This page says what advertisements " strong { "ask for" } ". It cannot say what the work takes: an employer may ask for what is not used, and use "
            "what is not asked for. Its shares are shares of the advertisements observed in the sources of this study, not of all jobs."
        }
    }
}
