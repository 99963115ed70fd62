"""A journal that SQLite can read, and that no upload can have written, is told to be damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenarios.both import Way
from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import posts, task
from tests.uploads.journeys import ONCE, PAIRS, fail, until_failure
from toloka_typed import JournalError, Task
from toloka_typed.cli import main
from toloka_typed.journal import Journal, journal_rows
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Every, NoAnswer

TASKS = [task("0.jpg"), Task(input_values={}, pool_id=FIRST_POOL), task("2.jpg"), task("3.jpg")]
"""In pairs: the first request creates one and is refused another, the second one stays open."""

ROWS = [
    "UPDATE rows SET state = 'zzz'",
    "UPDATE rows SET state = x'00'",
    "UPDATE rows SET errors = 'not json' WHERE state = 'refused'",
    "UPDATE rows SET errors = '' WHERE state = 'refused'",
    "UPDATE rows SET errors = '[1]' WHERE state = 'refused'",
    "UPDATE rows SET errors = '5' WHERE state = 'refused'",
    "UPDATE rows SET errors = '{\"a\":1}' WHERE state = 'refused'",
    "UPDATE rows SET errors = '{\"a\":{}}' WHERE state = 'refused'",
    "UPDATE rows SET errors = '{\"a\":{\"code\":1}}' WHERE state = 'refused'",
    "UPDATE rows SET errors = NULL WHERE state = 'refused'",
    "UPDATE rows SET errors = x'7b7d' WHERE state = 'refused'",
    "UPDATE rows SET errors = replace(hex(zeroblob(50000)), '0', '[') WHERE state = 'refused'",
    "UPDATE rows SET errors = CAST(x'ff' AS TEXT) WHERE state = 'refused'",
    "UPDATE rows SET operation_id = NULL",
    "UPDATE rows SET operation_id = x'00'",
    "UPDATE rows SET pool_id = NULL",
    "UPDATE rows SET pool_id = x'00'",
    "UPDATE rows SET task_id = x'00'",
    "UPDATE rows SET digest = NULL",
    "UPDATE rows SET digest = 'ffff'",
    "UPDATE rows SET digest = 1.5",
]
REQUESTS = [
    "UPDATE requests SET operation = 'nope' WHERE state = 'ended'",
    "UPDATE requests SET operation = '' WHERE state = 'ended'",
    "UPDATE requests SET operation = '5' WHERE state = 'ended'",
    "UPDATE requests SET operation = '{}' WHERE state = 'ended'",
    "UPDATE requests SET operation = '{\"type\":\"POOL.OPEN\"}' WHERE state = 'ended'",
    "UPDATE requests SET operation = x'00' WHERE state = 'ended'",
    "UPDATE requests SET pool_error = 'x' WHERE state = 'ended'",
    "UPDATE requests SET pool_error = '{\"\":{}}' WHERE state = 'ended'",
    "UPDATE requests SET pool_opened = 'x' WHERE state = 'ended'",
    "UPDATE requests SET operation_id = NULL WHERE state = 'ended'",
    "UPDATE requests SET operation_id = NULL WHERE state = 'sent'",
    "UPDATE requests SET state = 'zzz' WHERE state = 'sent'",
    "UPDATE requests SET tasks = 'x' WHERE state = 'sent'",
    "UPDATE requests SET tasks = -1 WHERE state = 'sent'",
    "DELETE FROM requests WHERE state = 'sent'",
    "UPDATE binding SET value = x'00'",
    "INSERT INTO binding VALUES ('pools_opened', 'x')",
    "INSERT INTO binding VALUES ('pools_opened', '5')",
    "INSERT INTO rows (position, state, operation_id) VALUES (-1, 'sent', 'x')",
]


@pytest.fixture
def way() -> Way:
    """Do without the other client: both have the same journals."""
    return "blocking"


@pytest.fixture
def sound(connect: Connect, sandbox: Sandbox, journal: Path) -> Path:
    """A journal of an upload that stopped in the middle."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=False), Every(2))]
    client = connect(limits=PAIRS, retries=ONCE)
    until_failure(client, TASKS, journal, skip_invalid_items=True)
    sandbox.faults = []
    sandbox.clear_requests()
    assert [row.state for row in journal_rows(journal)] == ["created", "refused", "sent", "sent"]
    return journal


def change(journal: Path, statement: str) -> None:
    with closing(sqlite3.connect(journal)) as db:
        assert db.execute(statement).rowcount > 0
        db.commit()


def read_all(journal: Path) -> None:
    """Read whatever there is in a journal."""
    with Journal(journal) as opened:
        opened.binding()
        opened.requests()
        opened.unresolved()
        opened.ends()
        list(opened.rows())


@pytest.mark.parametrize("statement", [*ROWS, *REQUESTS], ids=lambda text: text[:60])
def test_nothing_is_sent_with_a_damaged_journal(
    connect: Connect, sandbox: Sandbox, sound: Path, statement: str
) -> None:
    """It is told before anything is created, whichever part of the journal it is."""
    change(sound, statement)
    with pytest.raises(JournalError):
        read_all(sound)
    error = fail(connect(limits=PAIRS), TASKS, sound, skip_invalid_items=True)
    assert isinstance(error, JournalError)
    assert f"{sound}" in str(error)
    assert posts(sandbox) == []


@pytest.mark.parametrize("statement", ROWS, ids=lambda text: text[:60])
def test_rows_that_make_no_sense_are_told(
    sound: Path, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever looks at the rows gets the error, and the command line one line."""
    change(sound, statement)
    with pytest.raises(JournalError, match=r"is damaged|decode"):
        list(journal_rows(sound))
    assert main(["journal", str(sound)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("statement", ["UPDATE requests SET operation = 'nope'", ROWS[0]])
def test_the_command_line_tells_the_damage(
    sandbox: Sandbox,
    sound: Path,
    statement: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`toloka-typed upload` ends with a line that names the journal."""
    monkeypatch.setenv("TOLOKA_TOKEN", "any")
    change(sound, statement)
    with closing(sqlite3.connect(sound)) as db:
        db.execute("UPDATE binding SET value = 'allow_defaults' WHERE name = 'flags'")
        db.commit()
    table = sound.with_name("tasks.tsv")
    table.write_text("INPUT:image\n0.jpg\n1.jpg\n2.jpg\n3.jpg\n")
    arguments = ["upload", str(table), "--journal", str(sound), "--url", sandbox.url]
    assert main([*arguments, "--pool-id", FIRST_POOL]) == 1
    assert f"the journal {sound} is damaged: " in capsys.readouterr().err


VALUES = st.none() | st.integers(-2, 3) | st.floats(allow_nan=False) | st.text() | st.binary()
VALUES |= st.sampled_from(["sent", "ended", "altered", "created", "refused", "failed", "{}"])
COLUMNS = st.sampled_from(
    [
        ("rows", ["digest", "operation_id", "state", "pool_id", "task_id", "errors"]),
        ("requests", ["operation_id", "state", "tasks", "operation", "pool_opened", "pool_error"]),
        ("binding", ["name", "value"]),
    ]
)


@given(COLUMNS, VALUES, st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_content_is_read_or_is_damage(
    sound: Path,
    columns: tuple[str, list[str]],
    value: object,
    data: st.DataObject,
) -> None:
    """Whatever stands in a column, reading ends well or with a `JournalError`."""
    copy = sound.with_name("copy.journal")
    copy.write_bytes(sound.read_bytes())
    table, names = columns
    column = data.draw(st.sampled_from(names))
    with closing(sqlite3.connect(copy)) as db:
        try:
            db.execute(f"UPDATE OR REPLACE {table} SET {column} = ?", (value,))  # noqa: S608 - names
        except (sqlite3.IntegrityError, UnicodeEncodeError):
            return
        db.commit()
    with suppress(JournalError):
        read_all(copy)
