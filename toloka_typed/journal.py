"""The durable record of an upload: an SQLite file that says what was sent and what came of it.

Before a request its operation id, its rows and their digests are on disk; after it the outcome of
each row. Whatever ends the process, the same upload can go on from there, and creates nothing
twice. The journal is bound to one service, account, pool and set of flags. It never holds the
token, and one process at a time can write to it: the lock dies with its holder.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import attrs

from toloka_typed._json import EMPTY, JSON, decode, encode
from toloka_typed.errors import FieldValidationError, JournalError
from toloka_typed.operations import TasksCreateOperation

__all__ = ["Journal", "JournalRow", "RowState", "journal_rows"]

VERSION: Final = 1
BLOCK: Final = 10_000
"""Rows that are read at a time."""

SCHEMA: Final = """
CREATE TABLE binding (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE requests (
    operation_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    operation TEXT,
    pool_opened INTEGER,
    pool_error TEXT
);
CREATE TABLE rows (
    position INTEGER PRIMARY KEY,
    digest BLOB,
    operation_id TEXT,
    state TEXT NOT NULL,
    pool_id TEXT,
    task_id TEXT,
    errors TEXT
);
CREATE INDEX rows_by_request ON rows (operation_id);
"""


class RowState(StrEnum):
    """What is known of a row."""

    SENT = "sent"
    """Its request went out, and its fate is not known yet."""
    CREATED = "created"
    REFUSED = "refused"
    FAILED = "failed"
    """Its request came to nothing; it can be sent again, changed or not."""


@attrs.frozen(kw_only=True)
class JournalRow:
    """What a journal knows of one task, by its position in the input."""

    position: int
    state: RowState
    operation_id: str | None
    pool_id: str | None
    task_id: str | None
    """`None` where it was not created, or the service had forgotten the id."""
    errors: Mapping[str, FieldValidationError]
    digest: bytes | None = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class JournalRequest:
    """What a journal knows of one request."""

    operation: TasksCreateOperation | None
    pool_opened: bool | None
    pool_error: FieldValidationError | None


class Journal:
    """An open journal; this process holds its lock until `close`."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open a journal, made where there is none.

        Raises `JournalError` where another process writes to it, naming that one, and for a file
        that is no journal, which stays as it is.
        """
        self.path = Path(path)
        self._lock = _locked(self.path)
        try:
            self._db = _opened(self.path)
            _prepare(self._db, self.path)
            self.bind(holder=f"process {os.getpid()} on {os.uname().nodename}")
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        """Close the file and release the lock."""
        self._db.close()
        os.close(self._lock)

    def __enter__(self) -> Self:
        """Give the journal itself, to be closed at the context's end."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    def binding(self) -> Mapping[str, str]:
        """Give what the journal is bound to, by name."""
        return dict(self._db.execute("SELECT name, value FROM binding").fetchall())

    def bind(self, **values: str) -> None:
        """Write down what the journal is bound to."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO binding VALUES (?, ?)", values.items())

    def sending(
        self,
        operation_id: str | None,
        *,
        rows: Iterable[tuple[int, bytes, str]],
        refused: Mapping[int, Mapping[str, FieldValidationError]],
    ) -> None:
        """Make durable what is about to be sent (position, digest, pool), and what is not."""
        sent = [
            (position, digest, operation_id, RowState.SENT, pool_id, None, None)
            for position, digest, pool_id in rows
        ]
        local = [
            (position, None, None, RowState.REFUSED, None, None, _errors_text(errors))
            for position, errors in refused.items()
        ]
        with self._transaction():
            if operation_id is not None:
                self._db.execute(
                    "INSERT OR REPLACE INTO requests (operation_id, state) VALUES (?, ?)",
                    (operation_id, RowState.SENT),
                )
            self._db.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", [*sent, *local]
            )

    def ended(
        self,
        operation_id: str,
        *,
        ids: Mapping[int, str],
        errors: Mapping[int, Mapping[str, FieldValidationError]],
        request: JournalRequest,
        created_all: bool = False,
    ) -> None:
        """Make the outcome of a request durable; rows without one are free to be sent again.

        `created_all` says that they were created all the same, under ids that are lost.
        """
        rest = RowState.CREATED if created_all else RowState.FAILED
        created = [(task_id, RowState.CREATED, position) for position, task_id in ids.items()]
        refused = [
            (_errors_text(fields), RowState.REFUSED, position)
            for position, fields in errors.items()
        ]
        operation = encode(request.operation.to_dict()).decode() if request.operation else None
        error = request.pool_error
        with self._transaction():
            self._db.execute(
                "UPDATE rows SET state = ? WHERE operation_id = ?", (rest, operation_id)
            )
            self._db.executemany(
                "UPDATE rows SET task_id = ?, state = ? WHERE position = ?", created
            )
            self._db.executemany(
                "UPDATE rows SET errors = ?, state = ? WHERE position = ?", refused
            )
            self._db.execute(
                "UPDATE requests SET state = 'ended', operation = ?, pool_opened = ?,"
                " pool_error = ? WHERE operation_id = ?",
                (
                    operation,
                    request.pool_opened,
                    _errors_text({"": error}) if error else None,
                    operation_id,
                ),
            )

    def unresolved(self) -> Mapping[str, list[int]]:
        """Give the positions of the requests whose fate is not known, by operation id."""
        found: dict[str, list[int]] = {}
        rows: Iterable[tuple[str, int]] = self._db.execute(
            "SELECT operation_id, position FROM rows WHERE state = ? ORDER BY position",
            (RowState.SENT,),
        )
        for operation_id, position in rows:
            found.setdefault(operation_id, []).append(position)
        return found

    def requests(self) -> Mapping[str, JournalRequest]:
        """Give the requests that have ended, by operation id."""
        rows: Iterable[tuple[str, str | None, int | None, str | None]] = self._db.execute(
            "SELECT operation_id, operation, pool_opened, pool_error FROM requests"
            " WHERE state = 'ended'"
        )
        return {
            operation_id: JournalRequest(
                operation=TasksCreateOperation.from_dict(decode(text)) if text else None,
                pool_opened=None if opened is None else bool(opened),
                pool_error=_errors(error).get(""),
            )
            for operation_id, text, opened, error in rows
        }

    def rows(self) -> Iterator[JournalRow]:
        """Go through the rows in the order of the input, while others are being written."""
        return _rows(self._db)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


def journal_rows(path: str | os.PathLike[str]) -> Iterator[JournalRow]:
    """Look at a journal without holding it, also while an upload is writing to it."""
    if not Path(path).is_file():
        raise JournalError(f"there is no journal {path}")
    with closing(_opened(Path(path))) as db:
        _check(db, Path(path))
        yield from _rows(db)


class _Transaction:
    """Commits at the end of a context, or rolls back if it fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _locked(path: Path) -> int:
    """Lock the file for this process, and give the descriptor that holds the lock."""
    if sys.platform == "win32":
        raise JournalError("journals need a POSIX system: Windows has no lock that fits")
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise JournalError(f"{path} is in use by {_holder(path)}") from None
    return descriptor


def _holder(path: Path) -> str:
    try:
        with closing(_opened(path)) as db:
            found = db.execute("SELECT value FROM binding WHERE name = 'holder'").fetchone()
    except (sqlite3.Error, JournalError):
        found = None
    return str(found[0]) if found else "another process"


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file, and refuse one that holds something else."""
    if path.stat().st_size == 0:
        db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    _check(db, path)
    db.execute("PRAGMA journal_mode = WAL")
    # each commit must outlive a power cut: the next thing that happens may be the request
    db.execute("PRAGMA synchronous = FULL")


def _check(db: sqlite3.Connection, path: Path) -> None:
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.execute("SELECT 1 FROM binding, requests, rows LIMIT 0")
    except sqlite3.DatabaseError as error:
        raise JournalError(f"{path} is no journal: {error}") from error
    if version != VERSION:
        raise JournalError(f"{path} is a journal of version {version}, and this reads {VERSION}")


def _rows(db: sqlite3.Connection) -> Iterator[JournalRow]:
    after = -1
    while True:
        block = db.execute(
            "SELECT position, state, operation_id, pool_id, task_id, errors, digest FROM rows"
            " WHERE position > ? ORDER BY position LIMIT ?",
            (after, BLOCK),
        ).fetchall()
        if not block:
            return
        for position, state, operation_id, pool_id, task_id, errors, digest in block:
            yield JournalRow(
                position=position,
                state=RowState(state),
                operation_id=operation_id,
                pool_id=pool_id,
                task_id=task_id,
                errors=_errors(errors),
                digest=digest,
            )
        after = block[-1][0]


def _errors_text(errors: Mapping[str, FieldValidationError]) -> str:
    return encode({field: error.to_dict() for field, error in errors.items()}).decode()


def _errors(text: str | None) -> Mapping[str, FieldValidationError]:
    if text is None:
        return EMPTY
    wire: Mapping[str, Mapping[str, JSON]] = decode(text)
    return {field: FieldValidationError.from_dict(error) for field, error in wire.items()}
