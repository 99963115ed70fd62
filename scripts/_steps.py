"""The steps of scripts/test, one command each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("toloka_typed", "generated/toloka_typed_api", "tests")
# The profile of hypothesis that tests/conftest.py loads.
PROFILE = "TOLOKA_TYPED_HYPOTHESIS"


PYTHON = Path(sys.executable)
PROCESSES = max(2, min(os.cpu_count() or 2, 8))


@attrs.frozen
class Step:
    """One check: a tool of the project's environment, and its arguments."""

    name: str
    tool: str
    arguments: Sequence[str]

    def command(self) -> list[str]:
        """Give what is to be run."""
        return [str(PYTHON.with_name(self.tool)), *self.arguments]


@attrs.frozen(kw_only=True)
class Outcome:
    """How a step went."""

    step: Step
    failed: bool
    seconds: float
    output: str


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
        Step("tests", "pytest", ["-n", str(PROCESSES), *for_pytest]),
    ]


def run(steps: Sequence[Step], *, nightly: bool) -> int:
    """Run all, the last one alone; say how each went, and give the exit code."""
    # compiled modules are kept: many tests start a process
    environment = {
        **os.environ,
        PROFILE: "nightly" if nightly else "ci",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    *quick, last = steps
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(PROCESSES) as pool:
        for outcome in pool.map(lambda step: _outcome(step, environment), quick):
            print(f"\n== {outcome.step.name} ==\n{outcome.output}", end="", flush=True)
            outcomes.append(outcome)
    print(f"\n== {last.name} ==", flush=True)
    outcomes.append(_outcome(last, environment, shown=True))
    print()
    for outcome in outcomes:
        word = "FAILED" if outcome.failed else "ok"
        print(f"{word:<8}{outcome.seconds:>6.1f} s  {outcome.step.name}")
    return int(any(outcome.failed for outcome in outcomes))


def _outcome(step: Step, environment: Mapping[str, str], *, shown: bool = False) -> Outcome:
    """Run a step; its output is kept, or `shown` as it comes."""
    started = time.monotonic()
    done = subprocess.run(
        step.command(),
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
    )
    return Outcome(
        step=step,
        failed=done.returncode != 0,
        seconds=time.monotonic() - started,
        output=done.stdout or "",
    )


def _scripts() -> list[Path]:
    """Give the files in scripts/ that are Python: modules, and commands without an extension."""
    found = [path for path in Path(ROOT, "scripts").iterdir() if path.is_file()]
    return [path for path in found if path.suffix == ".py" or _is_command(path)]


def _is_command(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip() == b"#!/usr/bin/env python3"
