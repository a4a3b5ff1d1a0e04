//! What the command says while it works: lines on stderr, bars when stderr is a terminal, or events for machines.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The talk of one run.
#[derive(Debug)]
pub(crate) struct Progress {
    bars: MultiProgress,
    quiet: bool,
    is_terminal: bool,
    is_for_machines: bool,
}

impl Progress {
    /// Talks to stderr, or not at all.
    pub(crate) fn new(quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let target = if quiet || !is_terminal { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self { bars: MultiProgress::with_draw_target(target), quiet, is_terminal, is_for_machines: false }
    }

    /// The same talk, with events on stdout as JSON in the place of bars.
    #[must_use]
    pub(crate) fn for_machines(self) -> Self {
        Self { is_for_machines: true, ..self }
    }

    /// Are events told on stdout?
    pub(crate) fn is_for_machines(&self) -> bool {
        self.is_for_machines
    }

    /// Are bars shown?
    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal && !self.quiet
    }

    /// A line that changes in its place on a terminal, and is nothing elsewhere. Finish it with [`ProgressBar::finish_and_clear`].
    pub(crate) fn line(&self, what: &str) -> ProgressBar {
        self.started("{prefix:>10}  {wide_msg}", None, what)
    }

    /// One line of talk.
    pub(crate) fn say(&self, line: &str) {
        if !self.quiet {
            self.bars.suspend(|| eprintln!("{line}"));
        }
    }

    /// A bar for work of a known or unknown length. Finish it with [`ProgressBar::finish_and_clear`].
    pub(crate) fn bar(&self, what: &str, total: Option<u64>) -> ProgressBar {
        let template = if total.is_some() { "{prefix:>10} {wide_bar} {pos}/{len} {msg} ({eta})" } else { "{prefix:>10} {spinner} {pos} {msg}" };
        self.started(template, total, what)
    }

    fn started(&self, template: &str, total: Option<u64>, what: &str) -> ProgressBar {
        let bar = self.bars.add(total.map_or_else(ProgressBar::new_spinner, ProgressBar::new));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(what.to_owned());
        if self.is_terminal() {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        bar
    }
}
