#!/usr/bin/env python3
"""Others' programs on the tables of a run: each must read the same rows with the types that datapackage.json promises.

usage: readers.py [DATA]     DATA is a study's data folder, data/demo if none is named
       readers.py --read NAME DATA     one reader, in this Python

Makes a virtual environment in the target folder (READERS_VENV names another) and installs what it lacks from PyPI. Prints one line per
reader: ok, FAILED with the reason, or skipped with it. Ends with 1 where one failed.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Each reader and the packages that it needs.
NEEDS = {
    "duckdb": ["duckdb"],
    "pyarrow": ["pyarrow"],
    "pandas": ["pandas", "pyarrow"],
    "polars": ["polars"],
    "frictionless": ["frictionless[parquet]"],
    "mlcroissant": ["mlcroissant", "pyarrow"],
    "openpyxl": ["openpyxl"],
    "datasette": ["datasette<1", "datasette-parquet", "setuptools<81"],
    "spark": ["pyspark"],
}


class Tables:
    """What datapackage.json says of the public tables."""

    def __init__(self, data):
        self.private = data / "private"
        self.folder = data / "public"
        package = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        self.fields, self.rows_n = {}, {}
        for resource in package["resources"]:
            name = resource["name"].rsplit("-", 1)[0].replace("-", "_")
            if resource["format"] == "csv":
                with open(self.folder / resource["path"], encoding="utf-8", newline="") as file:
                    self.rows_n[name] = sum(1 for _ in csv.reader(file)) - 1
            elif resource["format"] == "parquet":
                self.fields[name] = {field["name"]: field["type"] for field in resource["schema"]["fields"]}

    def parquet(self, name):
        return str(self.folder / f"{name}.parquet")

    def check(self, name, rows_n, types):
        """types: the reader's own names of types by column, already mapped to those of the standard."""
        expect(name, "rows", self.rows_n[name], rows_n)
        expect(name, "columns", self.fields[name], types)


def expect(where, what, wanted, found):
    if wanted != found:
        raise AssertionError(f"{where}: {what} are {found}, not {wanted}")


def duckdb(tables):
    import duckdb

    kinds = {"BOOLEAN": "boolean", "BIGINT": "integer", "DOUBLE": "number", "DATE": "date", "VARCHAR": "string"}
    connection = duckdb.connect()
    for folder in [tables.private, tables.folder]:
        connection.execute(f"SET file_search_path = '{folder}'")
        if (folder / "load.sql").is_file():
            connection.execute((folder / "load.sql").read_text(encoding="utf-8"))
            views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
            for (view,) in views:
                if (folder / f"{view}.parquet").is_file():
                    connection.execute(f'SELECT count(*) FROM "{view}"').fetchone()
    for name in tables.fields:
        rows_n = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        columns = connection.execute(f'DESCRIBE "{name}"').fetchall()
        tables.check(name, rows_n, {column[0]: kinds.get(column[1], column[1]) for column in columns})
    silent = connection.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchone()[0]
    expect("load.sql", "columns without a comment", 0, silent)
    return f"load.sql made {len(views)} views, every column with its comment"


def arrow_kind(kind):
    kinds = {"bool": "boolean", "int64": "integer", "double": "number", "date32[day]": "date"}
    return "string" if "string" in str(kind) else kinds.get(str(kind), str(kind))


def pyarrow(tables):
    import pyarrow.parquet

    for name, fields in tables.fields.items():
        table = pyarrow.parquet.read_table(tables.parquet(name))
        tables.check(name, table.num_rows, {field.name: arrow_kind(field.type) for field in table.schema})
        footer = pyarrow.parquet.read_metadata(tables.parquet(name)).metadata
        said = json.loads(footer[b"rolescope.columns"])
        expect(name, "columns of the footer", list(fields), [column["name"] for column in said])
        expect(name, "name in the footer", name, footer[b"rolescope.table"].decode())
    return "footers name the table and every column"


def pandas(tables):
    import pandas as pd
    import pyarrow

    for name in tables.fields:
        frame = pd.read_parquet(tables.parquet(name), dtype_backend="pyarrow")
        types = {column: arrow_kind(pyarrow.Schema.from_pandas(frame[[column]], preserve_index=False).types[0]) for column in frame.columns}
        tables.check(name, len(frame), types)
        copy = pd.read_csv(tables.folder / "csv" / f"{name}.csv", keep_default_na=False, na_values=[""])
        expect(name, "rows of the CSV copy", len(frame), len(copy))
    return "and the CSV copies"


def polars(tables):
    import polars as pl

    kinds = {"Boolean": "boolean", "Int64": "integer", "Float64": "number", "Date": "date", "String": "string"}
    for name in tables.fields:
        frame = pl.read_parquet(tables.parquet(name))
        tables.check(name, frame.height, {column: kinds.get(str(kind), str(kind)) for column, kind in frame.schema.items()})
    return ""


def frictionless(tables):
    import frictionless

    whole = frictionless.Package(str(tables.folder / "datapackage.json"))
    # The keys and the foreign keys are checked over all rows of the CSV copies; of the Parquet files, whose rows are the same, the first
    # thousand: it reads them cell by cell.
    for form, limit in [("csv", None), ("parquet", 1000)]:
        package = frictionless.Package(
            name=whole.name, basepath=str(tables.folder), resources=[one.to_copy() for one in whole.resources if one.format == form]
        )
        report = package.validate(limit_rows=limit)
        if not report.valid:
            raise AssertionError(f"{form}: {report.flatten(['name', 'rowNumber', 'fieldName', 'type', 'note'])[:3]} {report.warnings}")
    return f"{len(whole.resources)} resources valid, keys and foreign keys hold"


def mlcroissant(tables):
    import logging

    logging.disable(logging.WARNING)
    import mlcroissant as mlc

    dataset = mlc.Dataset(str(tables.folder / "croissant.json"))
    names = [record_set.name for record_set in dataset.metadata.record_sets]
    expect("croissant.json", "record sets", sorted(tables.fields), sorted(names))
    for name in names:
        expect(name, "rows", tables.rows_n[name], sum(1 for _ in dataset.records(name)))
    warnings = len(dataset.metadata.ctx.issues.warnings)
    return f"no error, {warnings} warnings (license and day of publication, which are the publisher's to say)"


def openpyxl(tables):
    import datetime
    import openpyxl

    book = openpyxl.load_workbook(tables.folder / "tables.xlsx", read_only=True)
    expect("tables.xlsx", "sheets", ["cover", "notes", *[name[:31] for name in tables.fields]], book.sheetnames)
    expect("notes", "rows", 1 + sum(map(len, tables.fields.values())), sum(1 for _ in book["notes"].iter_rows()))
    kinds = {"boolean": bool, "integer": (int, float), "number": (int, float), "date": datetime.datetime, "string": str}
    for name, fields in tables.fields.items():
        rows = book[name[:31]].iter_rows(values_only=True)
        expect(name, "header", list(fields), list(next(rows)))
        rows_n = 0
        for row in rows:
            rows_n += 1
            for (column, kind), value in zip(fields.items(), row):
                if value is not None and not isinstance(value, kinds[kind]):
                    raise AssertionError(f"{name}: row {rows_n}, {column} is {value!r}, no {kind}")
        expect(name, "rows", min(tables.rows_n[name], 1_048_574), rows_n)
    shown = book["skill_frequency"].cell(2, 1 + list(tables.fields["skill_frequency"]).index("share"))
    expect("skill_frequency", "format of a share", "0.0%", shown.number_format)
    return f"{len(book.sheetnames)} sheets"


def datasette(tables):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        # It makes a view of every file, so that columns.csv would stand in the way of columns.parquet: it is shown the Parquet files alone.
        shown = pathlib.Path(folder) / "tables"
        shown.mkdir()
        for name in tables.fields:
            (shown / f"{name}.parquet").symlink_to(tables.parquet(name))
        settings = {"plugins": {"datasette-parquet": {"tables": {"directory": str(shown)}}}}
        metadata = pathlib.Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(settings), encoding="utf-8")
        for name in tables.fields:
            query = f'/tables.json?_shape=array&sql=select+count(*)+as+n+from+"{name}"'
            command = [sys.executable, "-m", "datasette", "--metadata", str(metadata), "--get", query]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
            if done.returncode:
                raise AssertionError(f"{name}: {done.stdout[-300:]} {done.stderr[-300:]}")
            expect(name, "rows", tables.rows_n[name], json.loads(done.stdout)[0]["n"])
    return "with datasette-parquet"


def spark(tables):
    from pyspark.sql import SparkSession

    kinds = {"boolean": "boolean", "bigint": "integer", "double": "number", "date": "date", "string": "string"}
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    for name in tables.fields:
        frame = session.read.parquet(tables.parquet(name))
        tables.check(name, frame.count(), {column: kinds.get(kind, kind) for column, kind in frame.dtypes})
    version = session.version
    session.stop()
    return f"Spark {version}"


READERS = [duckdb, pyarrow, pandas, polars, frictionless, mlcroissant, openpyxl, datasette, spark]


def read_all(data):
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    venv = pathlib.Path(os.environ.get("READERS_VENV", target / "readers"))
    python = venv / "bin" / "python"
    if not python.is_file():
        made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True)
        if made.returncode:
            print(f"skipped: no virtual environment can be made: {(made.stderr or made.stdout).strip()[-200:]}")
            return 0
    failed = 0
    for reader in READERS:
        name = reader.__name__
        started = time.monotonic()
        installed = subprocess.run([str(python), "-m", "pip", "install", "-q", *NEEDS[name]], capture_output=True, text=True)
        if installed.returncode:
            print(f"{name:13} skipped: it does not install: {installed.stderr.strip().splitlines()[-1]}", flush=True)
            continue
        done = subprocess.run([str(python), __file__, "--read", name, str(data)], capture_output=True, text=True)
        lines = done.stdout.strip().splitlines() or [f"{name:13} FAILED  {(done.stderr.strip().splitlines() or ['it said nothing'])[-1]}"]
        print(f"{lines[-1]}  [{time.monotonic() - started:.0f} s]", flush=True)
        failed += done.returncode == 1
    return int(failed > 0)


def read_one(name, data):
    import importlib.metadata
    import shutil

    if name == "spark" and not shutil.which("java"):
        print(f"{name:13} skipped: Spark needs a Java runtime")
        return 0
    package = NEEDS[name][0].split("[")[0].split("<")[0]
    label = f"{package} {importlib.metadata.version(package)}"
    tables = Tables(data)
    try:
        said = {reader.__name__: reader for reader in READERS}[name](tables)
    except Exception as error:
        print(f"{label:20} FAILED  {type(error).__name__}: {' '.join(str(error).split())[:400]}")
        return 1
    print(f"{label:20} ok      {len(tables.fields)} tables, {sum(tables.rows_n.values())} rows; {said}".rstrip("; "))
    return 0


def main(arguments):
    if arguments[:1] == ["--read"] and len(arguments) == 3:
        # This file's folder is first on the path, and its name is nobody's module; its functions are named for modules, which they import.
        return read_one(arguments[1], pathlib.Path(arguments[2]).resolve())
    data = pathlib.Path(arguments[0] if arguments else ROOT / "data" / "demo").resolve()
    if not (data / "public" / "datapackage.json").is_file():
        print(f"there is no public/datapackage.json in {data}; run the study first, for example: make demo")
        return 1
    return read_all(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
