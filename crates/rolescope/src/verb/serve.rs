//! `serve`: a folder of sites on loopback, until Ctrl-C.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use site::{Faults, Options, RequestLog};

use crate::cli::Serve;
use crate::exit_code::Code;
use crate::progress::Progress;

/// Serves and prints the address of each host.
pub(crate) fn serve(args: &Serve, progress: &Progress) -> Result<Code> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the network runtime")?;
    runtime.block_on(async {
        let log = args.log.as_ref().map(|path| RequestLog { path: path.clone(), now: std::time::SystemTime::now });
        let options = Options { port: args.port, faults: args.faults.then(Faults::hashed), log };
        let site = site::serve(&args.folder, options).await?;
        for host in &site.hosts {
            writeln!(std::io::stdout(), "http://{host}.localhost:{}/", site.address.port())?;
        }
        progress.say("serving until Ctrl-C");
        tokio::signal::ctrl_c().await.context("cannot wait for Ctrl-C")?;
        Ok(Code::Ok)
    })
}
