//! How much of the truth a text holds, and how much else: by words, and by list items.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// What a page advertises.
pub(crate) struct Truth {
    words: HashMap<String, usize>,
    words_n: usize,
    /// The words of every list item.
    items: Vec<String>,
}

impl Truth {
    /// Of a description whose list items are lines that begin with `- `.
    pub(crate) fn of(text: &str) -> Self {
        let words = counted(text);
        let items = text.lines().filter_map(|line| line.strip_prefix("- ")).map(joined).filter(|item| !item.is_empty()).collect();
        Self { words_n: words.values().sum(), words, items }
    }

    pub(crate) fn items_n(&self) -> usize {
        self.items.len()
    }
}

/// Sums over pages.
#[derive(Default)]
pub(crate) struct Score {
    pages_n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    items_n: usize,
    found_n: usize,
    /// Items that stand on a line of their own.
    apart_n: usize,
    bytes_n: usize,
    time: Duration,
}

impl Score {
    /// Takes up the text of one page.
    pub(crate) fn count(&mut self, text: &str, truth: &Truth) {
        let words = counted(text);
        let words_n: usize = words.values().sum();
        let shared_n: usize = words.iter().map(|(word, n)| truth.words.get(word).map_or(0, |wanted| *n.min(wanted))).sum();
        let share = |n: usize| if n == 0 { 0.0 } else { shared_n as f64 / n as f64 };
        let (precision, recall) = (share(words_n), share(truth.words_n));
        self.pages_n += 1;
        self.precision += precision;
        self.recall += recall;
        self.f1 += if shared_n == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        let whole = format!(" {} ", joined(text));
        let lines: HashSet<String> = text.lines().map(joined).collect();
        self.items_n += truth.items.len();
        self.found_n += truth.items.iter().filter(|item| whole.contains(&format!(" {item} "))).count();
        self.apart_n += truth.items.iter().filter(|item| lines.contains(*item)).count();
    }

    /// Takes up how long the pages took.
    pub(crate) fn timed(&mut self, bytes_n: usize, time: Duration) {
        self.bytes_n += bytes_n;
        self.time += time;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.pages_n += other.pages_n;
        self.precision += other.precision;
        self.recall += other.recall;
        self.f1 += other.f1;
        self.items_n += other.items_n;
        self.found_n += other.found_n;
        self.apart_n += other.apart_n;
        self.timed(other.bytes_n, other.time);
    }

    /// Precision, recall and F1 of words as means over pages; the shares of items found, and found on a line of their own.
    pub(crate) fn means(&self) -> [f64; 5] {
        let (pages, items) = (self.pages_n.max(1) as f64, self.items_n.max(1) as f64);
        [self.precision / pages, self.recall / pages, self.f1 / pages, self.found_n as f64 / items, self.apart_n as f64 / items]
    }

    pub(crate) fn megabytes_per_second(&self) -> f64 {
        self.bytes_n as f64 / self.time.as_secs_f64() / 1e6
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn counted(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in words(text) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// The words of a text in lower case with single blanks between them.
fn joined(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}
