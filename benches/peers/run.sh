#!/usr/bin/env bash
# The tagger beside other matchers, one after the other on one core, on the same texts and the literal phrases of the same taxonomy.
# Usage: benches/peers/run.sh TEXTS.jsonl [VENV]      one {"id": …, "text": …} a line; needs the package registries once
set -euo pipefail
texts=$(realpath "${1:?name a file of JSON Lines with a text each}")
venv=$(realpath -m "${2:-data/peers-venv}")
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
cargo build --quiet --workspace
cargo run --quiet --package rolescope-skills --example literals pipelines/engagement/taxonomy > "$target/literals.txt"
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet pyahocorasick flashtext spacy
fi
"$venv/bin/python" benches/peers/peers.py "$target/literals.txt" "$texts" "$target/debug/rolescope"
