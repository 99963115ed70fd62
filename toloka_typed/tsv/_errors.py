"""The error of a TSV file."""

from __future__ import annotations

from toloka_typed.errors import InvalidTaskError


class TsvError(InvalidTaskError):
    """A TSV file, or a row of it, that cannot be right.

    `path` is the file, where one is known. `line` counts from 1, the header included; of a row over
    several lines it is the first. `column` counts from 1, `field` is the path of the task's field,
    and `position` is the place of the task among those that were read or written.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        field: str | None = None,
        position: int | None = None,
    ) -> None:
        """Say what is wrong, and where."""
        super().__init__(message, field=field, position=position)
        self.path: str | None = None
        self.line = line
        self.column = column

    def __str__(self) -> str:
        column = None if self.column is None else f"column {self.column}"
        row = None if self.position is None else f"task {self.position}"
        if self.line is not None:
            row = f"line {self.line}"
        place = ", ".join(part for part in (self.path, row, column) if part)
        return ": ".join(part for part in (place, self.field, self.message) if part)
