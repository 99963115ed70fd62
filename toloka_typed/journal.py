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
from pathlib import Path
from typing import Final, Self

import msgspec

from toloka_typed._json import encode
from toloka_typed._uploads.journal_file import JournalFile
from toloka_typed._uploads.journal_lock import JournalLock
from toloka_typed._uploads.journal_records import (
    Binding,
    EndedRequest,
    RowDigest,
    RowRecord,
    RowRequest,
    SentRequest,
    errors_text,
)
from toloka_typed._uploads.journal_rows import (
    JournalRequest,
    JournalRow,
    OpenRequest,
    RequestState,
    RowState,
)
from toloka_typed.errors import DecodeError, FieldValidationError, JournalError

__all__ = ["Journal", "JournalRequest", "JournalRow", "OpenRequest", "RowState", "journal_rows"]

BLOCK: Final = 1_000
"""Rows that are read at a time."""
POOLS_OPENED: Final = "pools_opened"
"""The binding that says, as JSON, what came of opening the pools of all tasks."""
OUTCOME: Final = msgspec.json.Decoder(bool | None)


class Journal:
    """An open journal; this process holds its lock until `close`."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open a journal, made where there is none.

        Raises `JournalError` where another process writes to it, naming that one, and for a file
        that is no journal, which stays as it is.
        """
        self.path: Path = Path(path)
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
        bound = dict(self._file.records(Binding, "SELECT name, value FROM binding"))
        with self._file.understood():
            OUTCOME.decode(bound.get(POOLS_OPENED, "null"))
        return bound

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
            (position, operation_id, RowState.REFUSED, errors_text(errors))
            for position, errors in refused.items()
        ]
        with self._file.transaction():
            if operation_id is not None:
                state = self._state_of(operation_id, sent={row[0]: row[1] for row in sent})
                self._file.write(
                    "INSERT OR REPLACE INTO requests (operation_id, state, tasks) VALUES (?, ?, ?)",
                    (operation_id, state, len(sent)),
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
            (errors_text(fields), RowState.REFUSED, position, operation_id)
            for position, fields in errors.items()
        ]
        operation = encode(request.operation.to_dict()).decode() if request.operation else None
        error = errors_text({"": request.pool_error}) if request.pool_error else None
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

    def unresolved(self) -> Mapping[str, OpenRequest]:
        """Give the requests whose fate is not known, by operation id."""
        positions: dict[str, list[int]] = {}
        for position, operation_id in self._file.records(
            RowRequest,
            "SELECT position, operation_id FROM rows WHERE state = 'sent' ORDER BY position",
        ):
            positions.setdefault(operation_id or "", []).append(position)
        requests = self._file.records(
            SentRequest, "SELECT operation_id, state, tasks FROM requests WHERE state != 'ended'"
        )
        with self._file.understood():
            if lost := positions.keys() - {request.operation_id for request in requests}:
                raise DecodeError(f"it has rows of request {min(lost)!r}, and not the request")
        return {
            operation_id: OpenRequest(
                positions=positions[operation_id],
                tasks=tasks,
                altered=state is RequestState.ALTERED,
            )
            for operation_id, state, tasks in requests
            if operation_id in positions
        }

    def ends(self) -> Mapping[int, str | None]:
        """Give the position of each request's last row, with its operation id."""
        return dict(
            self._file.records(
                RowRequest, "SELECT MAX(position), operation_id FROM rows GROUP BY operation_id"
            )
        )

    def requests(self) -> Mapping[str, JournalRequest]:
        """Give the requests that have ended, by operation id."""
        ended = self._file.records(
            EndedRequest,
            "SELECT operation_id, operation, pool_opened, pool_error FROM requests"
            " WHERE state = 'ended'",
        )
        with self._file.understood():
            return {request.operation_id: request.value() for request in ended}

    def rows(self) -> Iterator[JournalRow]:
        """Go through the rows in the order of the input, while others are being written."""
        return _rows(self._file)

    def _state_of(self, operation_id: str, *, sent: Mapping[int, bytes]) -> RequestState:
        """Tell a request that goes out as it was, or with less, from one that has changed."""
        before = self._file.rows(
            "SELECT state FROM requests WHERE operation_id = ?", (operation_id,)
        )
        if not before:
            return RequestState.SENT
        digests = dict(
            self._file.records(
                RowDigest,
                "SELECT position, digest FROM rows WHERE operation_id = ? AND state = 'sent'",
                operation_id,
            )
        )
        same = before == [(RequestState.SENT,)] and sent.items() <= digests.items()
        return RequestState.SENT if same else RequestState.ALTERED


def journal_rows(path: str | os.PathLike[str]) -> Iterator[JournalRow]:
    """Look at a journal without holding it, also while an upload is writing to it."""
    if not Path(path).is_file():
        raise JournalError(f"there is no journal {path}")
    with closing(JournalFile(Path(path))) as file:
        file.check()
        yield from _rows(file)


def _rows(file: JournalFile) -> Iterator[JournalRow]:
    after = -1
    while block := file.records(
        RowRecord,
        "SELECT position, state, operation_id, pool_id, task_id, errors, digest FROM rows"
        " WHERE position > ? ORDER BY position LIMIT ?",
        after,
        BLOCK,
    ):
        with file.understood():
            rows = [record.value() for record in block]
        yield from rows
        after = rows[-1].position
