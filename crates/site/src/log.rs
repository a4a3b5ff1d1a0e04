//! One line for each request, so that a test can see how the visitor behaved.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::http::Request;
use crate::{Error, Result};

/// Where requests are written down, as JSON Lines: `t` (seconds since 1970), `host`, `method`, `path` (with its query), `agent`,
/// `if_none_match`, `status`; 0 stands for a connection closed without an answer.
#[derive(Debug, Clone)]
pub struct RequestLog {
    /// The file, which is appended to.
    pub path: PathBuf,
    /// The clock.
    pub now: fn() -> SystemTime,
}

#[derive(Debug)]
pub(crate) struct OpenLog {
    file: Mutex<File>,
    now: fn() -> SystemTime,
}

impl OpenLog {
    pub(crate) fn open(log: &RequestLog) -> Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(&log.path);
        let file = file.map_err(|source| Error::Log { path: log.path.clone(), source })?;
        Ok(Self { file: Mutex::new(file), now: log.now })
    }

    /// A log that cannot be written is no reason to stop serving.
    pub(crate) fn note(&self, request: &Request, status: u16) {
        let since = (self.now)().duration_since(UNIX_EPOCH).unwrap_or_default();
        let validator = Some(request.header("if-none-match")).filter(|tag| !tag.is_empty());
        let line = serde_json::json!({
            "t": since.as_secs_f64(), "host": request.header("host"), "method": request.method, "path": request.target,
            "agent": request.header("user-agent"), "if_none_match": validator, "status": status,
        });
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(format!("{line}\n").as_bytes());
    }
}
