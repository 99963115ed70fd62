"""Hostile files: what is read is data and has an end, and what is written replaces nothing else."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from toloka_typed import Task
from toloka_typed.tsv import TsvError, read_tasks, write_tasks
from toloka_typed.tsv._rows import MAX_ROW

GIGABYTE = 1024**3


def task(value: str) -> Task:
    return Task(input_values={"value": value}, pool_id="1")


def values(path: Path) -> list[str]:
    return [one.input_values["value"] for one in read_tasks(path, pool_id="1")]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.tsv"
    write_tasks([task("a"), task("b")], path)
    return path


@pytest.fixture
def bounded() -> Iterator[None]:
    """Hold the memory of a test to a small part of a gigabyte."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < GIGABYTE / 8


@pytest.mark.usefixtures("bounded")
def test_a_line_of_a_gigabyte_is_refused(table: Path) -> None:
    """A row without an end is given up with its line, before it fills the memory."""
    with table.open("a") as file:
        file.write("c")
    os.truncate(table, GIGABYTE)
    with pytest.raises(TsvError) as refused:
        values(table)
    table.unlink()
    assert refused.value.line == 4
    assert refused.value.path == str(table)


@pytest.mark.usefixtures("bounded")
def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    """A cell over thousands of lines is given up where it cannot be a row any more."""
    path = tmp_path / "tasks.tsv"
    path.write_text('INPUT:value\n"' + ("line" * 500 + "\n") * 10_000)
    with pytest.raises(TsvError, match="quotation mark"):
        values(path)


@pytest.mark.parametrize("letter", ["\u0436", "\u20ac", "\U0001f600"])
@pytest.mark.parametrize("opened", [b"", b'"'], ids=["one line", "a quoted cell"])
def test_the_longest_row_is_measured_in_bytes(tmp_path: Path, letter: str, opened: bytes) -> None:
    """Letters of several bytes make a row neither longer than the limit nor two rows."""
    path = tmp_path / "tasks.tsv"
    path.write_bytes(b"INPUT:value\n" + opened + letter.encode() * (MAX_ROW // 2 + 1))
    with pytest.raises(TsvError, match=f"longer than {MAX_ROW} bytes") as refused:
        values(path)
    assert refused.value.line == 2
    text = io.StringIO(path.read_text(encoding="utf-8"), newline="")
    with pytest.raises(TsvError, match=f"longer than {MAX_ROW} bytes"):
        list(read_tasks(text, pool_id="1"))


def test_a_row_of_the_greatest_length_is_read(tmp_path: Path) -> None:
    """A row that just fits comes whole, whatever its letters are."""
    path = tmp_path / "tasks.tsv"
    value = "\u0436" * (MAX_ROW // 2)
    path.write_text(f"INPUT:value\n{value}", encoding="utf-8")
    assert values(path) == [value]


@pytest.mark.parametrize("cell", ['"x"', "x"])
def test_many_cells_take_no_longer_than_as_much_text(tmp_path: Path, cell: str) -> None:
    """The time for a row grows with its length, and not with its square."""
    path = tmp_path / "tasks.tsv"
    path.write_text("INPUT:value\n" + f"{cell}\t" * 400_000 + '""\n')
    began = time.process_time()
    with pytest.raises(TsvError, match="the row has 400001 cells"):
        values(path)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "value",
    [
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.com")',
        "+1+1",
        "-1",
        "@SUM(A1)",
        "../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "$(reboot)",
        "{0.__class__}",
        "%s%n",
        "\x1b[2J",
    ],
)
def test_a_cell_is_data(tmp_path: Path, value: str) -> None:
    """Text that means something to a spreadsheet, a shell or a path means nothing here."""
    path = tmp_path / "tasks.tsv"
    write_tasks([task(value)], path)
    assert values(path) == [value]


def test_a_file_can_be_written_from_itself(table: Path) -> None:
    """The old file is there, whole, until the new one is."""
    tasks = (task(one.input_values["value"] * 2) for one in read_tasks(table, pool_id="1"))
    write_tasks(tasks, table)
    assert values(table) == ["aa", "bb"]


def test_a_failure_leaves_the_file_and_nothing_beside_it(table: Path) -> None:
    """Whatever ends the writing, Ctrl-C too, nobody finds half a file."""

    def interrupted() -> Iterator[Task]:
        yield task("c")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tasks(interrupted(), table)
    assert values(table) == ["a", "b"]
    assert list(table.parent.iterdir()) == [table]


def test_a_hard_link_to_the_file_keeps_what_it_had(table: Path, tmp_path: Path) -> None:
    """A file that shares its content with the one that is replaced is not written to."""
    other = tmp_path / "other.tsv"
    other.hardlink_to(table)
    write_tasks([task("c")], table)
    assert (values(table), values(other)) == (["c"], ["a", "b"])


def test_a_symbolic_link_stays_one(table: Path, tmp_path: Path) -> None:
    """What a link leads to is replaced, beside itself, and the link is not."""
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "tasks.tsv"
    link.symlink_to(table)
    write_tasks([task("c")], link)
    assert link.is_symlink()
    assert values(table) == ["c"]


def test_who_may_read_a_file_stays_as_it_is(table: Path) -> None:
    """A file that is private stays so when it is replaced."""
    table.chmod(0o600)
    write_tasks([task("c")], table)
    assert table.stat().st_mode & 0o777 == 0o600


def test_what_is_not_a_file_is_not_replaced(tmp_path: Path) -> None:
    """A directory, a pipe or a device stays what it is."""
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (pipe, folder):
        with pytest.raises(FileExistsError):
            write_tasks([task("c")], place)
    assert pipe.is_fifo()
    assert folder.is_dir()
