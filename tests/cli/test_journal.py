"""`toloka-typed journal`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.security.token_watch import TOKEN
from toloka_typed import Task, TolokaClient
from toloka_typed.cli import main
from toloka_typed.sandbox import FIRST_POOL, Sandbox


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "upload.journal"
    tasks = [
        Task(input_values={"image": "a"} if number != 1 else {}, pool_id=FIRST_POOL)
        for number in range(3)
    ]
    with Sandbox() as sandbox, TolokaClient(TOKEN, url=sandbox.url) as client:
        upload = client.upload_tasks(
            tasks, allow_defaults=True, skip_invalid_items=True, journal=path
        )
        assert sum(len(chunk.ids) for chunk in upload) == 2
    return path


def test_a_journal_is_shown_by_state(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each state is counted, and the reasons of refusals are named."""
    assert main(["journal", str(journal)]) == 0
    words = capsys.readouterr().out.split()
    assert words[words.index("rows") + 1] == "3"
    assert words[words.index("created") + 1] == "2"
    assert words[words.index("refused") + 1] == "1"
    assert "input_values.image:" in words


def test_a_journal_is_exported_row_by_row(journal: Path, tmp_path: Path) -> None:
    """The export has a line a row, with the task id or the errors."""
    out = tmp_path / "out.tsv"
    assert main(["journal", str(journal), "--export", str(out)]) == 0
    head, *rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert head[:3] == ["position", "state", "task_id"]
    assert [(row[0], row[1], bool(row[2])) for row in rows] == [
        ("0", "created", True),
        ("1", "refused", False),
        ("2", "created", True),
    ]
    assert "VALUE_REQUIRED" in rows[1][4]


def test_a_journal_is_not_written_over(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An export into the journal itself is refused."""
    before = journal.read_bytes()
    assert main(["journal", str(journal), "--export", str(journal)]) == 2
    assert journal.read_bytes() == before
    assert "over the journal" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"not a journal"], ids=["missing", "empty", "text"])
def test_what_is_no_journal_is_told(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, no traceback, and nothing changes."""
    path = tmp_path / "some.file"
    if content is not None:
        path.write_bytes(content)
    assert main(["journal", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert (path.read_bytes() if path.exists() else None) == content
