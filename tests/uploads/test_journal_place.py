"""A journal is one private file, whatever stands at its place and beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenarios.both import Way
from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import tasks
from tests.uploads.journeys import fail, ids_of, upload
from toloka_typed import JournalError
from toloka_typed._uploads.journal_place import files_of
from toloka_typed.journal import Journal
from toloka_typed.sandbox import Sandbox


@pytest.fixture
def way() -> Way:
    """Do without the other client: both have the same journals."""
    return "blocking"


@pytest.fixture
def lock(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.lock")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def modes(journal: Path) -> dict[str, int]:
    """Give who may use each file of a journal, by what follows the journal's name."""
    place, *_ = files = files_of(journal)
    there = [path for path in files if path.exists()]
    return {path.name.removeprefix(place.name): mode(path) for path in there}


def test_a_lock_is_not_written_through_a_link(
    connect: Connect, sandbox: Sandbox, journal: Path, lock: Path, tmp_path: Path
) -> None:
    """Where the lock would be, a symbolic or hard link to another file is refused."""
    other = tmp_path / "other"
    other.write_text("precious")
    for make in (lock.symlink_to, lock.hardlink_to):
        make(other)
        error = fail(connect(), tasks(1), journal)
        assert isinstance(error, JournalError)
        assert str(lock) in str(error)
        assert other.read_text() == "precious"
        lock.unlink()
    assert sandbox.requests == ()


def test_a_lock_is_not_made_through_a_link(
    connect: Connect, journal: Path, lock: Path, tmp_path: Path
) -> None:
    """A link that leads nowhere does not make the file that it names."""
    lock.symlink_to(tmp_path / "elsewhere")
    assert isinstance(fail(connect(), tasks(1), journal), JournalError)
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_is_no_lock_stays_as_it_is(connect: Connect, journal: Path, lock: Path) -> None:
    """Neither the caller's file of that name nor a pipe is emptied, written to or removed."""
    lock.write_text("INPUT:image\na.jpg\n")
    error = fail(connect(), tasks(1), journal)
    assert isinstance(error, JournalError)
    assert "is no lock" in str(error)
    assert lock.read_text() == "INPUT:image\na.jpg\n"
    lock.unlink()
    os.mkfifo(lock)
    assert isinstance(fail(connect(), tasks(1), journal), JournalError)
    assert lock.is_fifo()


@pytest.mark.parametrize("left", ["", "process 1 on another machine, of a longer name than ours"])
def test_the_lock_of_a_dead_process_is_taken_over(
    connect: Connect, journal: Path, lock: Path, left: str
) -> None:
    """What a crash has left of a lock stops nobody."""
    lock.write_text(left)
    with Journal(journal):
        assert lock.read_text() == f"process {os.getpid()} on {os.uname().nodename}"
    assert list(ids_of(upload(connect(), tasks(1), journal))) == [0]
    assert not lock.exists()


def test_a_new_journal_is_private_wherever_a_link_leads(journal: Path, tmp_path: Path) -> None:
    """A link to a journal that is not there yet makes one for the owner alone."""
    real = tmp_path / "real.journal"
    journal.symlink_to(real)
    with Journal(journal) as opened:
        opened.bind(host="here")
        assert modes(journal) == {"": 0o600, ".lock": 0o600, "-wal": 0o600, "-shm": 0o600}
    assert mode(real) == 0o600
    assert journal.is_symlink()


def test_an_empty_file_becomes_a_private_journal(journal: Path) -> None:
    """A file that was made for a journal is for the owner alone when it is one."""
    journal.touch(0o644)
    with Journal(journal) as opened:
        opened.bind(host="here")
        assert modes(journal) == {"": 0o600, ".lock": 0o600, "-wal": 0o600, "-shm": 0o600}


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", ""])
def test_no_name_is_a_journal_in_memory(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means something to SQLite is a file like any other; no name is none."""
    monkeypatch.chdir(tmp_path)
    if not name:
        with pytest.raises(JournalError):
            Journal(name)
        return
    with Journal(name) as journal:
        journal.bind(host="here")
    with Journal(tmp_path / name) as journal:
        assert journal.binding() == {"host": "here"}
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_no_file_is_no_journal(tmp_path: Path) -> None:
    """A pipe, a directory and a link to itself are refused and stay as they are."""
    pipe, folder, loop = tmp_path / "pipe", tmp_path / "folder", tmp_path / "loop"
    os.mkfifo(pipe, 0o644)
    folder.mkdir(0o755)
    loop.symlink_to(loop)
    for place in (pipe, folder, loop):
        with pytest.raises(JournalError):
            Journal(place)
    assert (pipe.is_fifo(), mode(pipe)) == (True, 0o644)
    assert mode(folder) == 0o755
    assert sorted(tmp_path.iterdir()) == [folder, loop, pipe]


def test_a_journal_of_two_names_is_refused(connect: Connect, journal: Path, tmp_path: Path) -> None:
    """Under each of two hard links it would have a lock of its own."""
    upload(connect(), tasks(1), journal)
    other = tmp_path / "other.journal"
    other.hardlink_to(journal)
    for path in (journal, other):
        error = fail(connect(), tasks(1), path)
        assert isinstance(error, JournalError)
        assert "hard link" in str(error)
    other.unlink()
    assert list(ids_of(upload(connect(), tasks(1), journal))) == [0]


FORKS = """
import os, sys
from toloka_typed.journal import Journal
journal = Journal(sys.argv[1])
child = os.fork()
if child == 0:
    journal.close()  # as the interpreter may do when it collects what nobody uses
    os.write(1, b"child\\n")
    sys.stdin.read()
    os._exit(0)
try:
    os.write(1, b"parent\\n")
    sys.stdin.read(1)
finally:
    os._exit(0)
"""


def test_a_forked_child_does_not_hold_its_parents_journal(journal: Path, lock: Path) -> None:
    """The lock is the parent's as long as that lives, and dies with it, whatever a child does."""
    with subprocess.Popen(  # noqa: S603 - this interpreter, the lines above
        [sys.executable, "-c", FORKS, str(journal)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert {process.stdout.readline(), process.stdout.readline()} == {"child\n", "parent\n"}
        assert lock.exists()
        with pytest.raises(JournalError, match=f"process {process.pid} on"):
            Journal(journal)
        process.kill()
        process.wait(timeout=10)
        with Journal(journal):  # the child is still there, waiting for the end of its input
            pass
        process.stdin.close()
