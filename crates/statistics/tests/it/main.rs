//! Numbers equal those of an independent implementation.

mod oracle;
