"""The durable record of an upload: an SQLite file that says what was sent and what came of it.

Before a request its operation id, its rows and their digests are on disk; after it the outcome of
each row. Whatever ends the process, the same upload can go on from there, and creates nothing
twice. The journal is bound to one service, account, pool and set of flags. It never holds the
token, and one process at a time can write to it: the lock dies with its holder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import attrs

from toloka_typed._journal_file import JournalFile
from toloka_typed._journal_lock import JournalLock
from toloka_typed._json import EMPTY, JSON, decode, encode
from toloka_typed.errors import FieldValidationError, JournalError
from toloka_typed.operations import TasksCreateOperation

__all__ = ["Journal", "JournalRequest", "JournalRow", "RowState", "journal_rows"]

BLOCK: Final = 10_000
"""Rows that are read at a time."""
POOLS_OPENED: Final = "pools_opened"
"""The binding that says, as JSON, what came of opening the pools of all tasks."""


class RowState(StrEnum):
    """What is known of a row."""

    SENT = "sent"
    """Its request went out, and its fate is not known yet."""
    CREATED = "created"
    REFUSED = "refused"
    FAILED = "failed"
    """Its request came to nothing; it can be sent again, changed or not."""


class RequestState(StrEnum):
    """What is known of a request."""

    SENT = "sent"
    ALTERED = "altered"
    """It went out more than once, with different tasks: only the service knows with which."""
    ENDED = "ended"


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
    """What a journal knows of one request that has ended."""

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
        self._lock = JournalLock(self.path)
        try:
            self._file = JournalFile(self.path)
            try:
                self._file.prepare()
            except BaseException:
                self._file.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Close the file and release the lock."""
        self._file.close()
        self._lock.release()

    def __enter__(self) -> Self:
        """Give the journal itself, to be closed at the context's end."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    def binding(self) -> Mapping[str, str]:
        """Give what the journal is bound to, by name."""
        return dict(self._file.rows("SELECT name, value FROM binding"))

    def bind(self, **values: str) -> None:
        """Write down what the journal is bound to."""
        with self._file.transaction():
            self._file.write("INSERT OR REPLACE INTO binding VALUES (?, ?)", *values.items())

    def sending(
        self,
        operation_id: str | None,
        *,
        rows: Iterable[tuple[int, bytes, str]],
        refused: Mapping[int, Mapping[str, FieldValidationError]],
    ) -> None:
        """Make durable what is about to be sent (position, digest, pool), and what is not."""
        sent = [
            (position, digest, operation_id, RowState.SENT, pool_id)
            for position, digest, pool_id in rows
        ]
        local = [
            (position, operation_id, RowState.REFUSED, _errors_text(errors))
            for position, errors in refused.items()
        ]
        with self._file.transaction():
            if operation_id is not None:
                state = self._state_of(operation_id, sent={row[0]: row[1] for row in sent})
                self._file.write(
                    "INSERT INTO requests (operation_id, state) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET state = excluded.state WHERE state != 'altered'",
                    (operation_id, state),
                )
                # that was before these tasks
                self._file.write("DELETE FROM binding WHERE name = ?", (POOLS_OPENED,))
            self._file.write(
                "INSERT OR REPLACE INTO rows (position, digest, operation_id, state, pool_id)"
                " VALUES (?, ?, ?, ?, ?)",
                *sent,
            )
            # a row whose fate is not known stays with the request that it may be in
            self._file.write(
                "INSERT INTO rows (position, operation_id, state, errors) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (position) DO UPDATE SET digest = NULL,"
                " operation_id = excluded.operation_id, state = excluded.state, pool_id = NULL,"
                " task_id = NULL, errors = excluded.errors WHERE state != 'sent'",
                *local,
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
        created = [
            (task_id, RowState.CREATED, position, operation_id) for position, task_id in ids.items()
        ]
        refused = [
            (_errors_text(fields), RowState.REFUSED, position, operation_id)
            for position, fields in errors.items()
        ]
        operation = encode(request.operation.to_dict()).decode() if request.operation else None
        error = _errors_text({"": request.pool_error}) if request.pool_error else None
        with self._file.transaction():
            self._file.write(
                "UPDATE rows SET state = ? WHERE operation_id = ? AND state = 'sent'",
                (rest, operation_id),
            )
            self._file.write(
                "UPDATE rows SET task_id = ?, state = ? WHERE position = ? AND operation_id = ?",
                *created,
            )
            self._file.write(
                "UPDATE rows SET errors = ?, state = ? WHERE position = ? AND operation_id = ?",
                *refused,
            )
            self._file.write(
                "UPDATE requests SET state = ?, operation = ?, pool_opened = ?, pool_error = ?"
                " WHERE operation_id = ?",
                (RequestState.ENDED, operation, request.pool_opened, error, operation_id),
            )

    def unresolved(self) -> Mapping[str, list[int]]:
        """Give the positions of the requests whose fate is not known, by operation id."""
        found: dict[str, list[int]] = {}
        for operation_id, position in self._file.rows(
            "SELECT operation_id, position FROM rows WHERE state = 'sent' ORDER BY position"
        ):
            found.setdefault(operation_id, []).append(position)
        return found

    def altered(self) -> frozenset[str]:
        """Give the ids under which different tasks have gone out."""
        found = self._file.rows("SELECT operation_id FROM requests WHERE state = 'altered'")
        return frozenset(operation_id for (operation_id,) in found)

    def ends(self) -> Mapping[int, str | None]:
        """Give the position of each request's last row, with its operation id."""
        return dict(
            self._file.rows("SELECT MAX(position), operation_id FROM rows GROUP BY operation_id")
        )

    def requests(self) -> Mapping[str, JournalRequest]:
        """Give the requests that have ended, by operation id."""
        return {
            operation_id: JournalRequest(
                operation=TasksCreateOperation.from_dict(decode(text)) if text else None,
                pool_opened=None if opened is None else bool(opened),
                pool_error=_errors(error).get(""),
            )
            for operation_id, text, opened, error in self._file.rows(
                "SELECT operation_id, operation, pool_opened, pool_error FROM requests"
                " WHERE state = 'ended'"
            )
        }

    def rows(self) -> Iterator[JournalRow]:
        """Go through the rows in the order of the input, while others are being written."""
        return _rows(self._file)

    def _state_of(self, operation_id: str, *, sent: Mapping[int, bytes]) -> RequestState:
        """Tell a request that goes out again as it was from one whose tasks have changed."""
        before: dict[int, bytes] = dict(
            self._file.rows(
                "SELECT position, digest FROM rows WHERE operation_id = ? AND state = 'sent'",
                (operation_id,),
            )
        )
        return RequestState.SENT if not before or sent == before else RequestState.ALTERED


def journal_rows(path: str | os.PathLike[str]) -> Iterator[JournalRow]:
    """Look at a journal without holding it, also while an upload is writing to it."""
    if not Path(path).is_file():
        raise JournalError(f"there is no journal {path}")
    with closing(JournalFile(Path(path))) as file:
        file.check()
        yield from _rows(file)


def _rows(file: JournalFile) -> Iterator[JournalRow]:
    after = -1
    while block := file.rows(
        "SELECT position, state, operation_id, pool_id, task_id, errors, digest FROM rows"
        " WHERE position > ? ORDER BY position LIMIT ?",
        (after, BLOCK),
    ):
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
