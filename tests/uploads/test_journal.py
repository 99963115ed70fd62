"""A journal is one upload's and one process's at a time, and survives whatever happens to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.both import Way
from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import posts, task, tasks
from tests.uploads.journeys import PAIRS, fail, ids_of, rows_of, upload
from tests.uploads.uploader import uploader
from toloka_typed import JournalError, Task
from toloka_typed.journal import Journal, RowState, journal_rows
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, First, Instead

LOOK = """
import sys
from toloka_typed.journal import journal_rows
print(sum(row.state == "created" for row in journal_rows(sys.argv[1])))
"""


@pytest.fixture
def way() -> Way:
    """Do without the other client: both have the same journals."""
    return "blocking"


def created(journal: Path) -> int:
    """Count the tasks that have been created, as another process sees them."""
    looked = subprocess.run(  # noqa: S603 - this interpreter, the lines above
        [sys.executable, "-c", LOOK, str(journal)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    return int(looked.stdout)


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ({"allow_defaults": False}, "flags"),
        ({"open_pool": True}, "flags"),
    ],
)
def test_other_flags_are_another_upload(
    connect: Connect, sandbox: Sandbox, journal: Path, other: dict[str, bool], name: str
) -> None:
    """A journal refuses other flags than its own, and says which they were; nothing is sent."""
    upload(connect(), tasks(1), journal)
    sandbox.clear_requests()
    error = fail(connect(), tasks(1), journal, **other)
    assert isinstance(error, JournalError)
    assert name in str(error)
    assert "allow_defaults" in str(error)
    assert sandbox.requests == ()


def test_another_host_is_another_upload(connect: Connect, journal: Path) -> None:
    """A journal refuses another service than its own."""
    upload(connect(), tasks(1), journal)
    with Sandbox() as other:
        error = fail(connect(url=other.url), tasks(1), journal)
        assert isinstance(error, JournalError)
        assert "host" in str(error)
        assert other.requests == ()


def test_another_account_is_another_upload(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Another token of the same account goes on; one of another account is refused."""
    upload(connect(), tasks(1), journal)
    sandbox.clear_requests()
    upload(connect(token="another"), tasks(2), journal)
    assert sandbox.requests[0].path == "/requester"
    other = Instead.json(200, {"id": "someone else", "balance": 1.0})
    sandbox.faults = [Fault("GET /requester", other)]
    sandbox.clear_requests()
    error = fail(connect(token="a-stranger"), tasks(3), journal)
    assert isinstance(error, JournalError)
    assert "account" in str(error)
    assert "someone else" in str(error)
    assert len(sandbox.requests) == 1


def test_a_journal_that_is_in_use_names_its_holder(connect: Connect, journal: Path) -> None:
    """A second upload with the same journal fails at once; the first one goes on."""
    client = connect(limits=PAIRS)
    chunks = client.upload_tasks(tasks(6), allow_defaults=True, journal=journal)
    assert list(next(iter(chunks)).ids) == [0, 1]
    error = fail(client, tasks(6), journal)
    assert isinstance(error, JournalError)
    assert f"process {os.getpid()} on {os.uname().nodename}" in str(error)
    assert len(list(chunks)) == 2


def test_another_process_holds_a_journal_until_it_dies(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """The lock is good across processes, names the other one, and dies with it."""
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=30), First(1))]
    with uploader(sandbox, journal, way="blocking", count=3) as process:
        while not posts(sandbox):
            time.sleep(0.01)
        error = fail(connect(), tasks(3), journal)
        assert isinstance(error, JournalError)
        assert f"process {process.pid} on" in str(error)
    assert list(ids_of(upload(connect(), tasks(3), journal))) == [0, 1, 2]
    assert len(sandbox.tasks()) == 3


def test_a_refused_intruder_takes_no_lock_away(connect: Connect, journal: Path) -> None:
    """What is written after somebody asked for a journal in use, and another looked, is there."""
    client = connect(limits=PAIRS)
    chunks: Iterator[object] = client.upload_tasks(
        tasks(6), allow_defaults=True, journal=journal, concurrency=1
    )
    next(chunks)
    assert isinstance(fail(client, tasks(6), journal), JournalError)
    assert created(journal) == 2
    next(chunks)
    assert created(journal) == 4
    assert len(list(chunks)) == 1


def test_a_journal_can_be_looked_at_meanwhile(connect: Connect, journal: Path) -> None:
    """Rows can be read while an upload writes, each as far as it has come."""
    client = connect(limits=PAIRS)
    for number, _ in enumerate(
        client.upload_tasks(tasks(6), allow_defaults=True, journal=journal, concurrency=1), 1
    ):
        states = [row.state for row in rows_of(journal)]
        assert states[: 2 * number] == [RowState.CREATED] * 2 * number


def test_nothing_is_left_beside_a_journal(connect: Connect, journal: Path) -> None:
    """After an upload the journal is one file."""
    upload(connect(), tasks(1), journal)
    assert list(journal.parent.iterdir()) == [journal]


@pytest.mark.parametrize("content", [b"x", b"{}\n" * 4000, b"\0" * 8192])
def test_a_file_that_is_no_journal_stays_as_it_is(
    connect: Connect, journal: Path, content: bytes
) -> None:
    """What is no journal is refused, and neither changed nor followed by other files."""
    journal.write_bytes(content)
    assert isinstance(fail(connect(), tasks(1), journal), JournalError)
    with pytest.raises(JournalError):
        list(journal_rows(journal))
    assert journal.read_bytes() == content
    assert list(journal.parent.iterdir()) == [journal]


def test_another_database_stays_as_it_is(connect: Connect, journal: Path) -> None:
    """Another program's SQLite file is refused as well."""
    with sqlite3.connect(journal) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    content = journal.read_bytes()
    assert isinstance(fail(connect(), tasks(1), journal), JournalError)
    assert journal.read_bytes() == content


def test_a_journal_of_another_version_is_refused(connect: Connect, journal: Path) -> None:
    """A later version's journal is not touched by an earlier one."""
    upload(connect(), tasks(1), journal)
    with sqlite3.connect(journal) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    error = fail(connect(), tasks(1), journal)
    assert isinstance(error, JournalError)
    assert "version 99" in str(error)


@pytest.mark.parametrize("place", ["missing/upload.journal", "."])
def test_a_place_where_no_file_can_be_is_told(
    connect: Connect, sandbox: Sandbox, tmp_path: Path, place: str
) -> None:
    """A path that can hold no file is a `JournalError` before anything is sent."""
    assert isinstance(fail(connect(), tasks(1), tmp_path / place), JournalError)
    assert sandbox.requests == ()


def test_a_journal_that_is_not_there_cannot_be_looked_at(journal: Path) -> None:
    """Looking at a journal does not make one."""
    with pytest.raises(JournalError, match="no journal"):
        list(journal_rows(journal))
    assert not journal.exists()


def test_a_process_killed_while_it_made_the_journal_did_no_harm(
    connect: Connect, journal: Path
) -> None:
    """An empty file, or one whose tables were being made, is a new journal."""
    db = sqlite3.connect(journal, isolation_level=None)
    db.executescript("PRAGMA cache_size = 1; BEGIN; CREATE TABLE binding (name);")
    beside = journal.with_name(f"{journal.name}-journal")
    kept = {path: path.read_bytes() for path in (journal, beside) if path.exists()}
    db.close()
    for path, content in kept.items():
        path.write_bytes(content)
    assert list(ids_of(upload(connect(), tasks(2), journal))) == [0, 1]


def test_a_damaged_journal_is_an_error_of_ours(connect: Connect, journal: Path) -> None:
    """What SQLite cannot read any more is a `JournalError`, not SQLite's own."""
    upload(connect(), tasks(2_000), journal)
    content = bytearray(journal.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    journal.write_bytes(bytes(content))
    assert isinstance(fail(connect(), tasks(2_000), journal), JournalError)


def test_a_journal_that_cannot_be_written_stops_the_upload(
    connect: Connect, sandbox: Sandbox, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent that could not be noted first; what was created before is told."""
    client = connect(limits=PAIRS)
    sending, before = Journal.sending, 2

    def full(*args: object, **kwargs: object) -> None:
        nonlocal before
        before -= 1
        if before < 0:
            raise JournalError("the disk is full")
        sending(*args, **kwargs)  # type: ignore[arg-type]  # whatever they are

    monkeypatch.setattr(Journal, "sending", full)
    error = fail(client, tasks(8), journal)
    assert "4 tasks have been created" in str(error)
    assert isinstance(error.__cause__, JournalError)
    assert len(posts(sandbox)) == 2


def test_windows_is_told(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no lock that fits, the error names the system."""
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(JournalError, match="Windows"):
        Journal(journal)
    assert not journal.exists()


def test_the_token_is_nowhere_in_it(connect: Connect, journal: Path) -> None:
    """Neither the token nor what it was sent as can be read from the file."""
    upload(connect(token="OAuth very-secret-token"), tasks(1), journal)
    assert b"secret" not in journal.read_bytes()


def test_the_pool_of_each_task_is_remembered(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A journal holds tasks of several pools, and knows which one each is in."""
    sandbox.add_pool("7")
    mixed = [task("0.jpg"), Task(input_values={"image": "1.jpg"}, pool_id="7")]
    upload(connect(), mixed, journal)
    assert [row.pool_id for row in rows_of(journal)] == [FIRST_POOL, "7"]
