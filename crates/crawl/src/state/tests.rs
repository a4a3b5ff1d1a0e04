//! The state by itself: who may open it, in which order it gives URLs back, and what it remembers.

use url::Url;

use super::*;
use crate::frontier::{Kind, Outcome};

fn url(path: &str) -> Url {
    Url::parse("http://a.example").unwrap().join(path).unwrap()
}

fn place(offset: u64) -> Location {
    Location { file: PathBuf::from("a.warc.gz"), offset, length: 0 }
}

fn path(dir: &tempfile::TempDir) -> PathBuf {
    dir.path().join("state.sqlite")
}

#[test]
fn a_second_process_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let first = State::open(&path(&dir)).unwrap();
    let second = State::open(&path(&dir)).unwrap_err();
    assert!(matches!(second, Error::StateInUse { .. }), "{second}");
    drop(first);
    State::open(&path(&dir)).unwrap();
}

#[test]
fn another_layout_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for found in [1, 99] {
        let db = Connection::open(path(&dir)).unwrap();
        db.pragma_update(None, "user_version", found).unwrap();
        drop(db);
        let refused = State::open(&path(&dir)).unwrap_err();
        assert!(matches!(refused, Error::StateVersion { found: seen, .. } if seen == found), "{refused}");
    }
}

fn settled(state: &State, round: &RoundRow, host: HostKey, passed: Vec<Url>, found: Vec<(Url, Kind)>) -> Change {
    let queued = state.next(round, host).unwrap().unwrap();
    let (id, url, kind, outcome, share) = (queued.id, queued.url, queued.kind, Outcome::Fetched, Share::default());
    Change::Settled(Box::new(Settled { id, url, kind, outcome, host, share, passed, found, captured: None }))
}

#[test]
fn the_frontier_keeps_its_order_and_no_doubles() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::open(&path(&dir)).unwrap();
    let (mut a, mut b) = (state.begin_round("a", place(0)).unwrap(), state.begin_round("b", place(0)).unwrap());
    let found = [(url("/2"), Kind::Posting), (url("/1"), Kind::Listing), (url("/2"), Kind::Listing)];
    state.enqueue(&mut a, &found).unwrap();
    state.enqueue(&mut b, &[(url("/2"), Kind::Listing)]).unwrap();
    let (host, _) = state.host("a.example").unwrap();
    let first = state.next(&a, host).unwrap().unwrap();
    assert_eq!((first.url.as_str(), first.kind), ("http://a.example/2", Kind::Posting));
    let change = settled(&state, &a, host, vec![url("/passed"), url("/1")], Vec::new());
    state.write(&mut a, vec![change]).unwrap();
    assert!(state.next(&a, host).unwrap().is_none());
    assert!(state.is_settled(a.source, &url("/passed")).unwrap());
    assert!(!state.is_settled(b.source, &url("/2")).unwrap());
    assert_eq!((state.waiting_n(a.source).unwrap(), state.waiting_n(b.source).unwrap()), (0, 1));
    let a = state.begin_round("a", place(0)).unwrap();
    assert!(state.counts(a.source).unwrap().is_empty());
    assert_eq!(state.waiting_n(b.source).unwrap(), 1, "another source's URLs stay");
}

/// What a host visits is the same, whichever of two hosts is heard first.
#[test]
fn what_others_find_waits_for_the_next_wave() {
    let far = |n: u32| Url::parse(&format!("http://b.example/{n}")).unwrap();
    let order = |far_first: bool| {
        let dir = tempfile::tempdir().unwrap();
        let mut state = State::open(&path(&dir)).unwrap();
        let mut round = state.begin_round("x", place(0)).unwrap();
        state.enqueue(&mut round, &[(url("/"), Kind::Listing), (far(0), Kind::Listing)]).unwrap();
        let (a, b) = (state.host("a.example").unwrap().0, state.host("b.example").unwrap().0);
        let of_a = settled(&state, &round, a, Vec::new(), [3, 2, 1].map(|n| (far(n), Kind::Posting)).into());
        let of_b = settled(&state, &round, b, Vec::new(), vec![(far(4), Kind::Posting), (far(2), Kind::Posting)]);
        let changes = if far_first { vec![of_b, of_a] } else { vec![of_a, of_b] };
        state.write(&mut round, changes).unwrap();
        let mut paths = Vec::new();
        for _ in 0..2 {
            while let Some(queued) = state.next(&round, b).unwrap() {
                paths.push(format!("{} {}", round.wave, queued.url.path()));
                let change = settled(&state, &round, b, Vec::new(), Vec::new());
                state.write(&mut round, vec![change]).unwrap();
            }
            round.wave += 1;
        }
        paths
    };
    assert_eq!(order(true), order(false));
    assert_eq!(order(true)[..2], ["0 /4", "0 /2"]);
    assert_eq!(order(true).len(), 4);
}

#[test]
fn pauses_survive_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::open(&path(&dir)).unwrap();
    let (key, _) = state.host("a.example").unwrap();
    state.leave_alone_until(key, 17).unwrap();
    drop(state);
    assert_eq!(State::open(&path(&dir)).unwrap().host("a.example").unwrap().1, 17);
}

#[test]
fn what_was_left_is_known_until_its_visit_ends() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::open(&path(&dir)).unwrap();
    let mut round = state.begin_round("a", place(5)).unwrap();
    state.enqueue(&mut round, &[(url("/1"), Kind::Posting)]).unwrap();
    let left = ["/1", "/hop", "/2"].map(|path| Left { url: url(path), location: place(7) });
    round.end = place(9);
    state.keep_left(&round, &left).unwrap();
    let host = state.host("a.example").unwrap().0;
    let change = settled(&state, &round, host, vec![url("/hop")], Vec::new());
    state.write(&mut round, vec![change]).unwrap();
    drop(state);
    let mut state = State::open(&path(&dir)).unwrap();
    assert_eq!(state.round("a").unwrap().unwrap().end, place(9));
    assert_eq!(state.left(round.source).unwrap(), [(url("/2").to_string(), place(7))].into());
    let round = state.begin_round("a", place(0)).unwrap();
    assert!(state.left(round.source).unwrap().is_empty());
}
