#!/usr/bin/env bash
# skill_frequency over a lake of invented vacancies beside the same counts in DuckDB SQL, on the same Parquet files, one after the
# other: DuckDB on one thread, rolescope as it runs, so that CPU seconds compare and seconds do not. Neither writes; rolescope's figures include intervals, ranks and what must be hidden.
# Usage: benches/peers/lake.sh [DIR] [VENV] [SIZE…]      needs the package registries once; PROFILE=release measures an optimized build
set -euo pipefail
dir=$(realpath -m "${1:-data/lake}")
venv=$(realpath -m "${2:-data/lake-venv}")
sizes=("${@:3}")
[ ${#sizes[@]} -gt 0 ] || sizes=(200000 1000000)
cd "$(dirname "$0")/../.."
profile=${PROFILE:-dev}
folder=$([ "$profile" = dev ] && echo debug || echo "$profile")
cargo build --quiet --workspace --examples --profile "$profile"
lake=${CARGO_TARGET_DIR:-target}/$folder/examples/lake
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet duckdb
fi
for size in "${sizes[@]}"; do
  echo "== $size vacancies, profile $profile"
  "$lake" write "$dir/$size" "$size"
  ours=$("$lake" count "$dir/$size")
  theirs=$("$venv/bin/python" benches/peers/lake.py "$dir/$size")
  paste <(echo "$ours") <(echo "$theirs") | awk '{ printf "%-10s rolescope %14s   duckdb %14s\n", $1, $2, $4 } $1 == "cpu_s" { ratio = $2 / $4 } END { printf "ratio of CPU seconds %.2f\n", ratio }'
done
