"""The demo's steps; everything it starts or writes is gone at the end."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import _readme

DATA = Path(__file__).resolve().parent / "demo_data" / "sentiment_words.tsv"
PROGRAM = "toloka-typed"
POOL = "2024"
ROWS_SHOWN = 4


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Upload a file to a local Toloka, then run the example of README.md."
    )
    parser.parse_args()
    try:
        _demonstrate()
    except subprocess.CalledProcessError as error:
        print(f"\nthis failed, with exit code {error.returncode}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _demonstrate() -> None:
    with tempfile.TemporaryDirectory(prefix="toloka-typed-demo-") as directory:
        shutil.copy(DATA, directory)
        with _sandbox(directory) as url:
            _heading("Upload a file from the command line")
            upload = ["upload", DATA.name, "--pool-id", POOL, "--url", url]
            _run([*upload, "--results", "results.tsv"], directory)
            _show(Path(directory, "results.tsv"))
            _heading("Run it again: nothing is created twice")
            _run(upload, directory)
            _heading("Use the library (the example of README.md)")
            _run_example(url, directory)


@contextmanager
def _sandbox(directory: str) -> Generator[str]:
    """Serve a local Toloka in a process of its own, on a free port."""
    _heading("Start a local Toloka")
    command = ["sandbox", "--port", "0", "--pool", f"{POOL}={DATA.name}"]
    with subprocess.Popen(
        _program(command), cwd=directory, text=True, stdout=subprocess.PIPE
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise SystemExit("the sandbox did not start")
            print(line, end="", flush=True)
            yield line.split()[3]
        finally:
            process.terminate()


def _run(command: list[str], directory: str) -> None:
    environment = {**os.environ, "TOLOKA_TOKEN": "any"}
    subprocess.run(_program(command), cwd=directory, env=environment, check=True)


def _program(command: list[str]) -> list[str]:
    """Show a command of ours, and give it as it is to be run."""
    print(f"$ {PROGRAM} {shlex.join(command)}", flush=True)
    return [sys.executable, "-m", "toloka_typed", *command]


def _show(results: Path) -> None:
    print(f"$ head -{ROWS_SHOWN} {results.name}")
    with results.open(encoding="utf-8") as lines:
        for _, line in zip(range(ROWS_SHOWN), lines, strict=False):
            print(line, end="", flush=True)


def _run_example(url: str, directory: str) -> None:
    code = _readme.examples()[0].replace('"PRODUCTION"', f'url="{url}"')
    print(textwrap.indent(code, "    "), end="\nwhich prints\n\n    ", flush=True)
    subprocess.run([sys.executable, "-c", code], cwd=directory, check=True)


def _heading(text: str) -> None:
    print(f"\n== {text} ==\n", flush=True)
