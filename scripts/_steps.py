"""The steps of scripts/test, one command each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("toloka_typed", "generated/toloka_typed_api", "tests")
# The profile of hypothesis that tests/conftest.py loads.
PROFILE = "TOLOKA_TYPED_HYPOTHESIS"


PYTHON = Path(sys.executable)


@attrs.frozen
class Step:
    """One check: a tool of the project's environment, and its arguments."""

    name: str
    tool: str
    arguments: Sequence[str]

    def command(self) -> list[str]:
        """Give what is to be run."""
        return [str(PYTHON.with_name(self.tool)), *self.arguments]


def steps(for_pytest: Sequence[str]) -> list[Step]:
    """Give all steps, the quick ones first."""
    scripts = sorted(str(path.relative_to(ROOT)) for path in _scripts())
    return [
        Step("format", "ruff", ["format", "--check", ".", *scripts]),
        Step("style", "ruff", ["check", ".", *scripts]),
        Step("generated code", PYTHON.name, ["scripts/generate", "--check"]),
        Step("types (mypy)", "mypy", ["--strict", *PACKAGES, *scripts]),
        Step("types (basedpyright)", "basedpyright", ["toloka_typed", "tests/typing"]),
        Step("fidelity to toloka-kit", PYTHON.name, ["scripts/check-with-toloka-kit"]),
        # two processes, as many as the smallest machine in use has cores
        Step("tests", "pytest", ["-n", "2", *for_pytest]),
    ]


def run(steps: Sequence[Step], *, nightly: bool) -> int:
    """Run all, say how each went, and give the exit code."""
    # compiled modules are kept: many tests start a process
    environment = {
        **os.environ,
        PROFILE: "nightly" if nightly else "ci",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    verdicts: list[str] = []
    failed = False
    for step in steps:
        print(f"\n== {step.name} ==", flush=True)
        started = time.monotonic()
        done = subprocess.run(step.command(), cwd=ROOT, env=environment, check=False)
        failed = failed or done.returncode != 0
        word = "FAILED" if done.returncode else "ok"
        verdicts.append(f"{word:<8}{time.monotonic() - started:>6.1f} s  {step.name}")
    print("\n" + "\n".join(verdicts))
    return int(failed)


def _scripts() -> list[Path]:
    """Give the files in scripts/ that are Python: modules, and commands without an extension."""
    found = [path for path in Path(ROOT, "scripts").iterdir() if path.is_file()]
    return [path for path in found if path.suffix == ".py" or _is_command(path)]


def _is_command(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip() == b"#!/usr/bin/env python3"
