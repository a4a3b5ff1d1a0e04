//! Many hostile hosts at once, within the limits that a study has: what they send is bounded in memory, and all else goes on.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::child::{Child, Job};
use crate::wire::{Act, Wire, answer, send};

const HTML: &str = "Content-Type: text/html\r\n";
const HOSTS_N: usize = 64;
/// What the issue of memory is about: 200 MB, the program and the state's cache included.
const MEMORY_MAX_KB: usize = 200_000;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Text that shrinks a hundred times, so that no ratio gives it away.
fn dense(len: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(len);
    let mut random = 1_u64;
    while text.len() < len {
        for _ in 0..24 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push(b'a' + ((random >> 33) % 26) as u8);
        }
        text.extend_from_slice(&[b' '; 4_000]);
    }
    text
}

fn head(headers: &str) -> Act {
    Act::Send(format!("HTTP/1.1 200 X\r\n{HTML}{headers}\r\n").into_bytes())
}

/// What the hosts do to their pages, in order.
fn scripts() -> Vec<(&'static str, Vec<Act>)> {
    let links = (0..350_000).fold(String::new(), |mut links, n| {
        let _ = write!(links, "<a href=/x/{n}>x</a>");
        links
    });
    let chunk = [&b"4000\r\n"[..], &[b'x'; 0x4000], b"\r\n"].concat();
    vec![
        ("bomb", send(answer(200, &format!("{HTML}Content-Encoding: gzip\r\n"), gzip(&vec![0; 100 << 20])))),
        ("brotli", send(answer(200, &format!("{HTML}Content-Encoding: br\r\n"), vec![0x5b; 1 << 20]))),
        ("endless", vec![head(""), Act::Repeat(vec![b'x'; 16 << 10])]),
        ("chunks", vec![head("Transfer-Encoding: chunked\r\n"), Act::Repeat(chunk)]),
        ("headers", vec![Act::Send(b"HTTP/1.1 200 X\r\n".to_vec()), Act::Repeat(b"X-Flood: x\r\n".repeat(1024))]),
        ("long-header", vec![Act::Send(b"HTTP/1.1 200 X\r\nX: ".to_vec()), Act::Repeat(vec![b'x'; 16 << 10])]),
        ("dense", send(answer(200, &format!("{HTML}Content-Encoding: gzip\r\n"), gzip(&dense(60 << 20))))),
        ("links", send(answer(200, HTML, links))),
        ("good", send(answer(200, HTML, "<p>A page</p>"))),
    ]
}

/// Large bodies cost the server's and the test's time, so not every host sends all of them.
fn has(host_at: usize, name: &str) -> bool {
    match name {
        "endless" => host_at.is_multiple_of(2),
        "chunks" => !host_at.is_multiple_of(2),
        "dense" | "links" => host_at.is_multiple_of(16),
        _ => true,
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn memory_stays_below_200_mb_whatever_64_hosts_send() {
    let scripts = scripts();
    let names: Vec<&str> = scripts.iter().map(|(name, _)| *name).collect();
    let list = |host_at: usize| {
        let names = names.iter().filter(|name| has(host_at, name));
        names.map(|name| format!("<a href=/jobs/{name}>")).collect::<Vec<_>>().concat()
    };
    let lists: Vec<String> = (0..HOSTS_N).map(list).collect();
    let wire = Wire::serve(move |host, path| match path.strip_prefix("/jobs/") {
        Some(name) => scripts.iter().find(|(known, _)| *known == name).map_or(Vec::new(), |(_, acts)| acts.clone()),
        None if path == "/" => {
            let at: usize = host.trim_start_matches("jobs-").split('.').next().and_then(|n| n.parse().ok()).unwrap();
            send(answer(200, HTML, &lists[at]))
        }
        None => send(answer(404, "", "")),
    })
    .await;
    let job = Job { dir: wire.dir(), address: wire.address, hosts_n: HOSTS_N, delay_ms: 0, pages_max: 10_000 };
    let output = Child::start(&job).wait();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let memory_kb: usize = said.split("memory ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap();
    println!("{memory_kb} kB of memory at most; {said}");
    assert!(memory_kb < MEMORY_MAX_KB, "{memory_kb} kB");
    let rare_n = 2 * HOSTS_N / 16;
    assert!(
        said.contains(&format!("pages: {},", 2 * HOSTS_N + rare_n)),
        "the list and the good page of every host, and what is merely large: {said}"
    );
    for (failure, n) in [("too_large", 2 * HOSTS_N), ("undecodable", HOSTS_N), ("network", 2 * HOSTS_N)] {
        assert!(said.contains(&format!("\"{failure}\": {n}")), "{failure}: {said}");
    }
}
