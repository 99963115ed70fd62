"""What the command line reads stays as it is, and what it writes is whole."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TextIO

import pytest

from tests.cli.conftest import POOL, Upload
from toloka_typed.cli import _results, main
from toloka_typed.cli._places import LARGEST
from toloka_typed.cli._screen import printable
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Every, Instead


@pytest.mark.parametrize("ending", ["", ".lock", "-wal", "-shm", "-journal"])
def test_no_part_of_a_journal_goes_over_the_input(
    sandbox: Sandbox, upload: Upload, words: Path, ending: str
) -> None:
    """A journal is several files while it is in use: none of them may be the input, or results."""
    place = words.with_name(f"j{ending}")
    words.rename(place)
    before = place.read_bytes()
    ended = upload(place, "--journal", place.with_name("j"))
    assert (ended.code, place.read_bytes()) == (2, before)
    assert "--journal would be written over" in ended.err
    other = words.with_name("other.tsv")
    other.write_bytes(before)
    ended = upload(
        other, "--journal", words.with_name("k"), "--results", f"{words.parent}/k{ending}"
    )
    assert ended.code == 2
    assert "--results would be written over the journal" in ended.err
    assert sandbox.tasks(POOL) == []


def test_a_schema_is_not_written_over_its_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--output cannot be the file that is read."""
    project = tmp_path / "project.json"
    project.write_text("{}")
    assert main(["schema", "--project", str(project), "--output", str(project)]) == 2
    assert "--output would be written over" in capsys.readouterr().err
    assert project.read_text() == "{}"


def test_a_device_without_end_is_no_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is read whole has a largest size."""
    endless = tmp_path / "endless.json"
    with endless.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert main(["schema", "--project", str(endless)]) == 2
    assert "longer than" in capsys.readouterr().err


def test_a_failed_run_leaves_the_earlier_results(
    sandbox: Sandbox, upload: Upload, words: Path, tmp_path: Path
) -> None:
    """Results that know more than what a run got to are not replaced."""
    results = tmp_path / "ids.tsv"
    assert upload(words, "--results", results).code == 0
    before = results.read_text()
    words.write_text(words.read_text().replace("great", "grand"))
    ended = upload(words, "--results", results)
    assert ended.code == 1
    assert results.read_text() == before
    assert f"{results} is left as it was" in ended.err
    assert list(tmp_path.glob(".*.part")) == []
    assert len(sandbox.tasks(POOL)) == 4


class FullDisk(io.StringIO):
    """Takes a little, and no more."""

    def write(self, text: str) -> int:
        if self.tell() > 20:
            raise OSError(28, "No space left on device")
        return super().write(text)


@pytest.mark.parametrize("journal", [[], ["--no-journal"]])
def test_results_that_cannot_be_written_are_told(
    sandbox: Sandbox,
    upload: Upload,
    words: Path,
    tmp_path: Path,
    journal: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full disk stops no upload, puts no half of a file in place, and is a failure."""
    results = tmp_path / "ids.tsv"
    results.write_text("earlier")
    full = FullDisk()

    def opened(self: _results.Results) -> _results.Results:
        found = entered(self)
        file: TextIO = full
        self._file = file
        return found

    entered = _results.Results.__enter__
    monkeypatch.setattr(_results.Results, "__enter__", opened)
    ended = upload(words, "--results", results, *journal)
    assert ended.code == 1
    assert "the results cannot be written" in ended.err
    assert ("--export" in ended.err) is not bool(journal)
    assert results.read_text() == "earlier"
    assert len(sandbox.tasks(POOL)) == 4


def test_an_option_that_the_message_names_can_be_added(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """A refused row holds nothing up: the same journal goes on with --skip-invalid-items."""
    words.write_text("INPUT:text\tINPUT:other\nfine\t\nwrong\tx\n")
    first = upload(words)
    assert "--skip-invalid-items" in first.err
    second = upload(words, "--skip-invalid-items")
    assert "all rows are uploaded already" not in second.err
    assert "1 row was refused" in second.err
    assert len(sandbox.tasks(POOL)) == 1


def test_the_service_s_words_do_not_reach_the_terminal_raw(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """Control characters of a message are shown, and do nothing."""
    message = {"code": "ACCESS_DENIED", "message": "\x1b[2Jgone\x07\u202e"}
    sandbox.faults = [Fault("POST /tasks", Instead.json(403, message), Every(1))]
    ended = upload(words)
    assert "\\x1b[2Jgone\\x07\\u202e" in ended.err
    assert printable("a\tb\nц") == "a\tb\nц"


def test_any_text_can_be_shown_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal that knows no Cyrillic gets escapes, not a traceback."""
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stderr", narrow)
    assert main(["journal", str(tmp_path / "нет")]) == 1
    narrow.flush()
    assert b"\\u043d" in narrow.buffer.getvalue()


def test_a_million_problems_are_counted(upload: Upload, tmp_path: Path) -> None:
    """Of rows that cannot be right the first ones are named, and the rest is a number."""
    broken = tmp_path / "broken.tsv"
    broken.write_text("INPUT:text\n" + "a\tb\n" * 1_000)
    ended = upload(broken)
    assert ended.code == 1
    assert ended.err.count("  line ") == 10
    assert "and 990 more" in ended.err


@pytest.mark.parametrize(
    "options",
    [["--port", "99999"], ["--port", "-1"], ["--page-limit", "0"], ["--lose-answers", "3"]],
)
def test_numbers_that_cannot_be_are_wrong_usage(options: list[str]) -> None:
    """The sandbox's options are checked before anything is served."""
    with pytest.raises(SystemExit) as raised:
        main(["sandbox", *options])
    assert raised.value.code == 2


def test_a_directory_is_no_file(upload: Upload, tmp_path: Path) -> None:
    """What is no file is named, whatever it is called."""
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert upload(".").code == 1
    finally:
        os.chdir(here)
