#!/bin/sh
# The public tables of a run as a dashboard: Datasette over the Parquet files, with the canned queries of metadata.json.
#
# usage: start.sh [DATA [PORT]]   (DATA is a study's data folder, data/demo if none is named; the port is 8001)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "${1:-$here/../../data/demo}" && pwd)
port=${2:-8001}
cache=${DASHBOARD_VENV:-$here/../../target/dashboard}
test -f "$data/public/datapackage.json" || { echo "there are no tables in $data/public; run the study first, for example: make demo"; exit 1; }
if ! test -x "$cache/bin/datasette"; then
    python3 -m venv "$cache" && "$cache/bin/pip" install -q 'datasette<1' datasette-parquet 'setuptools<81'
fi
# datasette-parquet makes a view of every file it finds, so it is shown the Parquet files alone, by links.
shown=$(mktemp -d)
trap 'rm -rf "$shown"' EXIT
trap 'exit 130' INT TERM
mkdir "$shown/tables"
for file in "$data"/public/*.parquet; do
    ln -s "$file" "$shown/tables/"
done
sed "s|TABLES_FOLDER|$shown/tables|" "$here/metadata.json" > "$shown/metadata.json"
"$cache/bin/datasette" serve --metadata "$shown/metadata.json" --host 127.0.0.1 --port "$port"
