#!/usr/bin/env python3
"""Runs every script of this folder in one process, as scipy takes longer to load than they to run, and prints what each says by its name.

    python3 -B rerun.py        a script whose packages are not there is skipped, and the reason printed in its place
"""
import contextlib
import io
import json
import pathlib
import runpy


def run(script):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(str(script), run_name="__main__")
    except ModuleNotFoundError as missing:
        return {"skipped": str(missing)}
    return {"said": json.loads(said.getvalue())}


def main():
    here = pathlib.Path(__file__).resolve()
    print(json.dumps({script.stem: run(script) for script in sorted(here.parent.glob("*.py")) if script != here}))


if __name__ == "__main__":
    main()
