"""A sandbox with a pool of words, and the command line against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from tests.security.token_watch import TOKEN
from toloka_typed.cli import main
from toloka_typed.sandbox import Sandbox

POOL = "77"


@attrs.frozen
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Upload = Callable[..., Ended]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A running sandbox whose pool has an input field `text` and an output field `mood`."""
    with Sandbox() as sandbox:
        sandbox.add_pool(POOL, input_spec={"text": "string"}, output_spec={"mood": "string"})
        yield sandbox


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A file with a general, a control and a training task, and one with an overlap."""
    path = tmp_path / "words.tsv"
    path.write_text(
        "INPUT:text\tGOLDEN:mood\tHINT:text\tTASK:overlap\n"
        "=sum(a1)\t\t\t\n"
        "great\tgood\t\t\n"
        "awful\tbad\tNobody likes it.\t\n"
        "maybe\t\t\t9\n"
    )
    return path


@pytest.fixture
def upload(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Upload:
    """A function that runs `toloka-typed upload` against the sandbox."""
    monkeypatch.setenv("TOLOKA_TOKEN", TOKEN)

    def upload(*arguments: str | Path, pool_id: str = POOL, url: str = sandbox.url) -> Ended:
        options = ["--pool-id", pool_id, "--url", url]
        code = main(["upload", *map(str, arguments), *options])
        captured = capsys.readouterr()
        assert TOKEN not in captured.out + captured.err
        assert "Traceback" not in captured.err
        return Ended(code, captured.out, captured.err)

    return upload
