"""What becomes of the rows: counted, and written down for whoever wants the ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from toloka_typed.batches import TaskUploadChunk
from toloka_typed.cli._results import Results
from toloka_typed.cli._source import Source
from toloka_typed.errors import FieldValidationError
from toloka_typed.tsv._rows import written_row

COLUMNS: Final = ["line", "task_id", "errors"]
ID_UNKNOWN: Final = "created, but the service does not know the id any more"
REASONS_SHOWN: Final = 10


class Outcome:
    """The outcome of an upload, as far as it is known."""

    def __init__(self, source: Source, results: Results) -> None:
        """Begin with nothing known; each row goes to `results` as it becomes known."""
        self._source = source
        self._results = results
        self._reasons: dict[tuple[str, str], _Reason] = {}
        self._operations: set[str] = set()
        self.created = 0
        self.refused = 0
        self.pool_opened: bool | None = None
        self.pool_open_error: FieldValidationError | None = None
        results.write(written_row(COLUMNS))

    @property
    def operations(self) -> int:
        """How many operations created tasks."""
        return len(self._operations)

    def add(self, chunk: TaskUploadChunk) -> None:
        """Take in what became of some rows."""
        self.add_rows(chunk.ids, chunk.validation_errors)
        if chunk.operation:
            self._operations.add(chunk.operation.id)
        if chunk.pool_opened is not None:
            self.pool_opened, self.pool_open_error = chunk.pool_opened, chunk.pool_open_error

    def add_rows(
        self,
        ids: Mapping[int, str],
        errors: Mapping[int, Mapping[str, FieldValidationError]],
    ) -> None:
        """Take in the ids of created tasks and the errors of refused ones, by position."""
        for position in sorted({*ids, *errors}):
            line = self._source.lines.pop(position)
            if position in ids:
                self.created += 1
                self._write(line, ids[position])
            else:
                self.refused += 1
                self._write(line, errors=_text(errors[position]))
                self._count(line, errors[position])

    def end(self) -> None:
        """Take the rest as created; all of the file is, and the service forgets ids in the end."""
        for line in self._source.lines.values():
            self.created += 1
            self._write(line, errors=ID_UNKNOWN)
        self._source.lines.clear()

    def is_success(self) -> bool:
        """Whether nothing was refused that was asked for."""
        return not self.refused and self.pool_opened is not False

    def reasons(self) -> list[str]:
        """Say why rows were refused, in lines for a person."""
        lines = [reason.text(field, code) for (field, code), reason in self._reasons.items()]
        if len(lines) > REASONS_SHOWN:
            more = len(lines) - REASONS_SHOWN
            lines[REASONS_SHOWN:] = [f"and {more} more reasons"]
        return lines

    def _count(self, line: int, errors: Mapping[str, FieldValidationError]) -> None:
        for field, error in errors.items():
            reason = self._reasons.setdefault((field, error.code), _Reason(line, error.message))
            reason.rows += 1

    def _write(self, line: int, task_id: str = "", *, errors: str = "") -> None:
        self._results.write(written_row([str(line), task_id, errors]))


class _Reason:
    """Why some rows were refused."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        self.rows = 0

    def text(self, field: str, code: str) -> str:
        """Say it, with the first row that it met."""
        what = ": ".join(part for part in (field, code, self.message) if part)
        if self.rows == 1:
            return f"line {self.line}: {what}"
        return f"{self.rows:,} rows, the first at line {self.line}: {what}"


def _text(errors: Mapping[str, FieldValidationError]) -> str:
    return "; ".join(
        ": ".join(part for part in (field, error.code, error.message) if part)
        for field, error in errors.items()
    )
