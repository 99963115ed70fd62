"""The examples of README.md run, and print what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import _readme
import pytest

from toloka_typed import TolokaClient
from toloka_typed._requests import settings as _settings
from toloka_typed.sandbox import Sandbox

SAID = re.compile(r"(?:print\(.*\)  # |^# )(.*)$", re.MULTILINE)


class FakeHistogram:
    """As much of Prometheus as an example needs."""

    observed: list[tuple[object, ...]] = []  # noqa: RUF012 - one for all

    def __init__(self, _name: str, _help: str, _labels: list[str]) -> None:
        pass

    def labels(self, *values: object) -> FakeHistogram:
        self.observed.append(values)
        return self

    def observe(self, seconds: float) -> None:
        assert seconds >= 0


@pytest.fixture
def prometheus(monkeypatch: pytest.MonkeyPatch) -> type[FakeHistogram]:
    """A stand-in for the package that one example imports."""
    module: Any = ModuleType("prometheus_client")
    module.Histogram = FakeHistogram
    monkeypatch.setitem(sys.modules, "prometheus_client", module)
    monkeypatch.setattr(FakeHistogram, "observed", [])
    return FakeHistogram


def test_every_example_prints_what_it_says(
    toloka_sandbox: Sandbox,
    prometheus: type[FakeHistogram],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All Python blocks run one after another, against a local Toloka in place of the real one."""
    monkeypatch.setattr(_settings, "HOSTS", {"PRODUCTION": toloka_sandbox.url})
    monkeypatch.chdir(tmp_path)
    for name, content in _readme.files().items():
        Path(name).write_text(content)
    names: dict[str, Any] = {}
    try:
        for number, code in enumerate(_readme.examples(), start=1):
            exec(compile(code, f"README.md, example {number}", "exec"), names)  # noqa: S102
            assert capsys.readouterr().out.splitlines() == SAID.findall(code), code
    finally:
        client = names["client"]
        assert isinstance(client, TolokaClient)
        client.close()
    assert prometheus.observed == [("GET", 200)]
    with Sandbox() as another:
        names["test_my_upload_survives_a_lost_answer"](another)


HISTOGRAM = """
class Histogram:
    def __init__(self, name: str, documentation: str, labelnames: list[str]) -> None: ...
    def labels(self, *labelvalues: object) -> Histogram: ...
    def observe(self, amount: float) -> None: ...
"""


def test_every_example_has_the_right_types(tmp_path: Path) -> None:
    """`mypy --strict` finds nothing to say about the examples."""
    (tmp_path / "prometheus_client.pyi").write_text(HISTOGRAM)
    code = tmp_path / "examples.py"
    code.write_text("\n".join(_readme.examples()))
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "mypy", "--strict", str(code)],
        cwd=_readme.README.parent,
        env={**os.environ, "MYPYPATH": f"{tmp_path}:generated"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_recipe_comes_first() -> None:
    """The first example is the one that the demo runs."""
    assert "print(len(result.items))" in _readme.examples()[0]
