"""The SQLite file that a journal is; what goes wrong with it is a `JournalError`."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import msgspec

from toloka_typed._json import JSON, UNREADABLE
from toloka_typed._uploads.journal_place import real_place
from toloka_typed.errors import DecodeError, JournalError

__all__ = ["JournalFile"]

VERSION: Final = 1
SMALLEST: Final = 512
"""Bytes: SQLite takes anything below for an empty file, and writes over it."""
SCHEMA: Final = f"""
BEGIN;
CREATE TABLE binding (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE requests (
    operation_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    tasks INTEGER NOT NULL,
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
PRAGMA user_version = {VERSION};
COMMIT;
"""

Row: TypeAlias = tuple[JSON, ...]
R = TypeVar("R")


class JournalFile:
    """An open file."""

    def __init__(self, path: Path) -> None:
        """Open a file, which is made where there is none; it stays as it is until `prepare`."""
        self.path = path
        self._place = real_place(path)
        with self._explained():
            with suppress(FileExistsError):  # a new one is nobody else's to read
                os.close(os.open(self._place, os.O_CREAT | os.O_EXCL, 0o600))
            self._db = sqlite3.connect(self._place, isolation_level=None, check_same_thread=False)

    def prepare(self) -> None:
        """Make the tables in an empty file. Raises `JournalError` for one with something else."""
        with self._explained():
            found = self._found = self._place.stat()
            if found.st_nlink > 1:
                raise JournalError(
                    f"{self.path} has another name (a hard link), under which it could be in use "
                    "as well: go on with a copy of it"
                )
            if not stat.S_ISREG(found.st_mode) or 0 < found.st_size < SMALLEST:
                raise JournalError(f"{self.path} is no journal")
            if not found.st_size:
                self._place.chmod(0o600)
            if not self.rows("SELECT 1 FROM sqlite_master"):
                self._db.executescript(SCHEMA)
        self.check()
        self.rows("PRAGMA journal_mode = WAL")
        # each commit must outlive a power cut: the next thing that happens may be the request
        self.rows("PRAGMA synchronous = FULL")

    def check(self) -> None:
        """Refuse a file that is no journal. Raises `JournalError`."""
        self.rows("SELECT 1 FROM binding, requests, rows LIMIT 0")
        [(version,)] = self.rows("PRAGMA user_version")
        if version != VERSION:
            raise JournalError(
                f"{self.path} is a journal of version {version}, and this reads {VERSION}"
            )

    def close(self) -> None:
        """Close it."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Make durable what is written in the context, all of it or nothing."""
        with self._explained():
            self._insist_on_place()
            if self._db.in_transaction:  # Ctrl-C came between two lines of this
                self._db.execute("ROLLBACK")
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _insist_on_place(self) -> None:
        """Refuse to write where nobody would find it: the file may have been moved, or removed."""
        if not (self._place.exists() and os.path.samestat(self._place.stat(), self._found)):
            raise JournalError(
                f"the journal {self.path} is no longer where it was, and nothing is sent without it"
            )

    def rows(self, statement: str, values: Iterable[JSON] = ()) -> list[Row]:
        """Give all rows of a query's answer."""
        with self._explained():
            return self._db.execute(statement, tuple(values)).fetchall()

    def records(self, kind: type[R], statement: str, *values: JSON) -> list[R]:
        """Give the same, each checked to be what it should be. Raises `JournalError`."""
        rows = self.rows(statement, values)
        with self.understood():
            # text is not taken for bytes
            return [msgspec.convert(row, kind, builtin_types=(bytes,)) for row in rows]

    @contextmanager
    def understood(self) -> Generator[None]:
        """Take what cannot be read in the context for damage. Raises `JournalError`."""
        try:
            yield
        except (DecodeError, *UNREADABLE) as error:
            raise JournalError(f"the journal {self.path} is damaged: {error}") from error

    def write(self, statement: str, *rows: Iterable[JSON]) -> None:
        """Do the same with each of the rows."""
        with self._explained():
            self._db.executemany(statement, map(tuple, rows))

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"the journal {self.path}: {error}") from error
