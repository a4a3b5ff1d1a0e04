#!/bin/sh
# Others' tools on our archives, and our reader on theirs: warcio checks and reads the files that an example writes, and the
# example reads the files that wget writes. What is not on the machine is skipped with a message.
#
# usage: warcio.sh   (CARGO names the cargo; the virtual environment is kept in the target folder)
set -eu
cd "$(dirname "$0")/../../.."
cargo=${CARGO:-cargo}
out=${CARGO_TARGET_DIR:-target}/warcio
mkdir -p "$out"
rm -rf "$out/ours" "$out/wget"

if ! command -v python3 > /dev/null || { ! test -x "$out/venv/bin/warcio" && ! { python3 -m venv "$out/venv" && "$out/venv/bin/pip" install -q 'warcio==1.8.1'; }; }; then
    echo "skipped: warcio needs Python 3 with venv, and PyPI"
else
    $cargo run -q -p rolescope-archive --example write_warc -- "$out/ours"
    find "$out/ours" -name '*.warc.gz' | while read -r file; do
        # `check` fails on a wrong digest.
        "$out/venv/bin/warcio" check -v "$file" > "$out/check.txt" || { cat "$out/check.txt"; exit 1; }
        ! grep -q 'no digest\|failed' "$out/check.txt" || { cat "$out/check.txt"; exit 1; }
        echo "warcio check: $(grep -c 'digest pass' "$out/check.txt") of $(grep -c WARC-Record-ID "$out/check.txt") records pass, the rest are revisits"
        echo "warcio index: $("$out/venv/bin/warcio" index -f warc-type,http:status "$file" | wc -l) records read"
    done
fi

if ! command -v wget > /dev/null || ! command -v python3 > /dev/null; then
    echo "skipped: wget or Python 3 is not there"
    exit 0
fi
mkdir -p "$out/wget/site"
echo '<h1>Jobs</h1><a href=1.html>Engagement officer</a>' > "$out/wget/site/index.html"
echo '<p>Facilitate workshops.</p>' > "$out/wget/site/1.html"
python3 -u -m http.server --bind 127.0.0.1 --directory "$out/wget/site" 0 > "$out/wget/port" 2> /dev/null &
server=$!
trap 'kill $server' EXIT
until port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$out/wget/port") && test -n "$port"; do sleep 0.1; done
(
    cd "$out/wget"
    wget -q -r -P got --no-proxy --warc-cdx --warc-file=first "http://127.0.0.1:$port/" || test $? = 8
    wget -q -r -P got --no-proxy --warc-dedup=first.cdx --warc-file=second "http://127.0.0.1:$port/" || test $? = 8
    wget -q -r -P got --no-proxy --no-warc-compression --warc-file=plain "http://127.0.0.1:$port/" || test $? = 8
)
$cargo run -q -p rolescope-archive --example read_warcs -- --together "$out/wget" | tee "$out/wget.txt"
# Alone, the second file lacks what its revisits refer to; together nothing is missing.
grep -q '^together .* 0$' "$out/wget.txt"
