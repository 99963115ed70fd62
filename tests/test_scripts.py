"""The scripts that people and CI start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import _demo
import _steps
import pytest
from _steps import Step

from toloka_typed import tsv

ROOT = Path(__file__).parent.parent


def test_the_demo_shows_an_upload_and_leaves_nothing(tmp_path: Path) -> None:
    """`scripts/demo` uploads its 1,000 rows, once, runs the recipe, and cleans up."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "scripts" / "demo")],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "created         1,000\n" in ended.stdout
    assert "(1,000 of them before)" in ended.stdout
    assert ended.stdout.endswith("which prints\n\n    4\n")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_data_holds_every_kind_of_task() -> None:
    """Among the 1,000 rows there are general, control and training tasks, and overlaps."""
    tasks = list(tsv.read_tasks(_demo.DATA, pool_id="1"))
    assert len(tasks) == 1000
    kinds = {
        (bool(task.known_solutions), task.message_on_unknown_solution is not None) for task in tasks
    }
    assert kinds == {(False, False), (True, False), (True, True)}
    assert any(task.overlap for task in tasks)


def test_all_steps_run_and_one_failure_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    """A failing step does not hide what the later ones say, nor is it hidden by them."""
    fails = Step("fails", Path(sys.executable).name, ["-c", "raise SystemExit(3)"])
    works = Step("works", Path(sys.executable).name, ["-c", "print('seen')"])
    assert _steps.run([fails, works], nightly=False) == 1
    out = capfd.readouterr().out
    assert "seen" in out
    assert out.splitlines()[-2].startswith("FAILED")
    assert out.splitlines()[-1].startswith("ok")
    assert _steps.run([works], nightly=False) == 0


def test_the_nightly_run_tries_harder(capfd: pytest.CaptureFixture[str]) -> None:
    """--nightly chooses the profile with more examples for the property tests."""
    shows = Step(
        "shows",
        Path(sys.executable).name,
        ["-c", f"import os; print('profile', os.environ[{_steps.PROFILE!r}])"],
    )
    _steps.run([shows], nightly=True)
    _steps.run([shows], nightly=False)
    lines = capfd.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("profile")] == [
        "profile nightly",
        "profile ci",
    ]


def test_every_python_script_is_checked() -> None:
    """Scripts without an extension are among what the type checker and the linter see."""
    (types,) = (step for step in _steps.steps([]) if step.tool == "mypy")
    assert {"scripts/demo", "scripts/test", "scripts/_steps.py"} <= set(types.arguments)
    assert not [name for name in types.arguments if name.endswith((".tsv", ".md"))]
