#!/usr/bin/env bash
# The crawler beside Scrapy on one site of many hosts on loopback, both with robots.txt and without pauses: pages for each CPU second,
# then what each has lost and fetched twice after a kill -9 in the middle.
# Usage: benches/peers/crawl.sh [HOSTS] [PAGES_PER_HOST] [VENV]      needs the package registries once
set -euo pipefail
hosts=${1:-200} pages=${2:-20}
venv=$(realpath -m "${3:-data/peers-venv}")
cd "$(dirname "$0")/../.."
here=$PWD/benches/peers
if [ ! -x "$venv/bin/scrapy" ]; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet scrapy
fi
speed=$(cargo bench --package rolescope-crawl --bench speed --profile release --no-run 2>&1 | sed -n 's/.*Executable.*(\(.*\)).*/\1/p')
work=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$work"' EXIT

# Serves the site anew, and logs to $work/log.
serve() {
  if [ -n "$server" ]; then kill "$server"; wait "$server" 2> /dev/null || true; fi
  rm -f "$work/address"
  "$speed" serve "$hosts" "$pages" $1 > "$work/address" &
  server=$!
  until [ -s "$work/address" ]; do sleep 0.05; done
  address=$(cat "$work/address")
}

# `rolescope FOLDER` and `scrapy FOLDER [resume]` print: pages, seconds, CPU seconds, MB.
rolescope() {
  SPEED_DIR=$1 "$speed" crawl "$address" "$hosts" > "$1/out"
  awk '/ pages, / { pages = $1 } / CPU seconds of/ { seconds = $1; cpu = $3 } / MB of memory at most$/ { mb = $1 } END { print pages, seconds, cpu, mb }' "$1/out"
}
scrapy() {
  local folder=$1; shift
  "$venv/bin/python" "$here/scrapy_spider.py" "$address" "$hosts" "$folder" "$@"
}

echo "$hosts hosts of $pages pages; Scrapy $("$venv/bin/scrapy" version | cut -d' ' -f2)"
printf '%-42s %8s %8s %8s %6s %10s %8s\n' '' pages s 'CPU s' MB 'pages/CPUs' ratio
row() {
  local name=$1; shift
  serve ""
  mkdir "$work/${name// /-}"
  local got; got=$("$@" "$work/${name// /-}")
  unit=${unit:-$(echo "$got" | awk '{ print $1 / $3 }')}
  echo "$got" | awk -v name="$name" -v unit="$unit" '{ printf "%-42s %8d %8.1f %8.1f %6d %10.0f %8.3f\n", name, $1, $2, $3, $4, $1 / $3, $1 / $3 / unit }'
  last_seconds=$(echo "$got" | cut -d' ' -f2)
}
row 'rolescope, every exchange archived, synced' rolescope
ours_half=$(awk "BEGIN { print $last_seconds / 2 }")
row 'Scrapy, nothing kept' scrapy
theirs_half=$(awk "BEGIN { print $last_seconds / 2 }")

echo
printf '%-42s %8s %8s %8s %8s\n' 'killed at half time, then resumed' pages lost twice 'more s'
resume() {
  local name=$1 command=$2 half=$3 folder=$work/resume-$2; shift 3
  serve "$work/log"
  mkdir "$folder"
  # exec, so that the kill meets the crawler and no shell around it.
  if [ "$command" = rolescope ]; then
    (SPEED_DIR=$folder exec "$speed" crawl "$address" "$hosts" > /dev/null) &
  else
    (exec "$venv/bin/python" "$here/scrapy_spider.py" "$address" "$hosts" "$folder" "$@" > /dev/null) &
  fi
  local crawl=$!
  sleep "$half"
  kill -9 "$crawl"
  wait "$crawl" 2> /dev/null || true
  local got; got=$("$command" "$folder" "$@")
  # A page is a number; robots.txt and what else there is are not counted.
  grep -E '/[0-9]+$' "$work/log" | sort > "$work/asked"
  echo "$got" | awk -v name="$name" -v all="$((hosts * pages))" -v asked="$(wc -l < "$work/asked")" -v once="$(uniq "$work/asked" | wc -l)" \
    '{ printf "%-42s %8d %8d %8d %8.1f\n", name, $1, all - $1, asked - once, $2 }'
}
resume rolescope rolescope "$ours_half"
resume 'Scrapy with JOBDIR' scrapy "$theirs_half" resume
