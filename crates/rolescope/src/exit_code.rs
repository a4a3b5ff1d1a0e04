//! What the exit codes mean, and which one an error ends with.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use crate::study::InvalidStudy;

/// How the command ends. The numbers are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// All went well.
    Ok = 0,
    /// Something failed.
    Failure = 1,
    /// The study, the taxonomy or its keywords are invalid. (2, wrong usage, is clap's.)
    Invalid = 3,
    /// Some sources or lines failed; the rest was written.
    Partial = 5,
    /// Refused by robots.txt, a reservation, or a missing access verdict.
    Refused = 6,
    /// Interrupted; the state is saved.
    Interrupted = 130,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// The user pressed Ctrl-C; what was done so far is kept.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; what was done is saved: run the same command again to go on")]
pub(crate) struct Interrupted;

/// Prints an error with all its causes, and says how to exit. A pipe that the reader closed is no error.
pub(crate) fn report(error: &anyhow::Error) -> Code {
    let closed_pipe =
        |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe);
    if error.chain().any(closed_pipe) {
        return Code::Ok;
    }
    let mut stderr = std::io::stderr().lock();
    let _ = write!(stderr, "error: {error}");
    for cause in error.chain().skip(1) {
        let _ = write!(stderr, "\n  because: {cause}");
    }
    let _ = writeln!(stderr);
    if error
        .chain()
        .any(|cause| cause.is::<InvalidStudy>() || matches!(cause.downcast_ref(), Some(skills::Error::Faults(_) | skills::Error::Keywords(_))))
    {
        Code::Invalid
    } else if error.is::<Interrupted>() {
        Code::Interrupted
    } else if error.chain().any(|cause| matches!(cause.downcast_ref(), Some(crawl::Error::Access { .. }))) {
        Code::Refused
    } else {
        Code::Failure
    }
}
