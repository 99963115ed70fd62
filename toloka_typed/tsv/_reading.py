"""From a TSV file to tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os import PathLike
from typing import Generic, NamedTuple, TextIO, overload

import attrs

from toloka_typed._fields import FieldTypes, In, Out, convert, types_or_plain
from toloka_typed._json import JsonObject
from toloka_typed._uploads.checks import MAX_OVERLAP
from toloka_typed.errors import InvalidTaskError
from toloka_typed.schema import TaskSchema
from toloka_typed.solutions import KnownSolution
from toloka_typed.tasks import Task
from toloka_typed.tsv._cells import read_cell
from toloka_typed.tsv._columns import Column, Columns, columns_of
from toloka_typed.tsv._declared import OPEN, fields_of
from toloka_typed.tsv._errors import TsvError
from toloka_typed.tsv._rows import Row, opened


@overload
def read_tasks(source: str | PathLike[str] | TextIO, *, pool_id: str) -> Iterator[Task]: ...
@overload
def read_tasks(
    source: str | PathLike[str] | TextIO, *, schema: TaskSchema[In, Out], pool_id: str | None = None
) -> Iterator[Task[In, Out]]: ...
def read_tasks(
    source: str | PathLike[str] | TextIO,
    *,
    schema: TaskSchema[In, Out] | None = None,
    pool_id: str | None = None,
) -> Iterator[Task[In, Out]]:
    """Give the tasks of a TSV file, one by one, in memory that does not grow with the file.

    A row with GOLDEN cells is a control task with one known solution, and with a HINT a training
    task; its overlap is infinite unless TASK:overlap says otherwise. An empty cell is an absent
    field, and a row without any content is passed over.

    Without a schema all values are text. With one, cells become what its types say and every row is
    checked; its `pool_id` counts where none is given.

    `source` is a path, or a text stream that was opened with `newline=""`. The file must be UTF-8.
    Raises `TsvError` with the line and the column of what cannot be right, and `OSError`.
    """
    if pool_id is None and schema is not None:
        pool_id = schema.pool_id
    if pool_id is None:
        raise InvalidTaskError("neither the call nor the schema names a pool", field="pool_id")
    rows = read_task_rows(source, types=schema, pool_id=pool_id)
    return (row.task for row in rows)


class TaskRow(NamedTuple, Generic[In, Out]):
    """A task, and the line of the file that its row begins on."""

    line: int
    task: Task[In, Out]


def _refuse(error: TsvError) -> None:
    raise error


def read_task_rows(
    source: str | PathLike[str] | TextIO,
    *,
    types: FieldTypes[In, Out] | None,
    pool_id: str,
    on_error: Callable[[TsvError], object] = _refuse,
) -> Iterator[TaskRow[In, Out]]:
    """Give the tasks of a TSV file with their lines; the rest is as in `read_tasks`.

    `on_error` decides about a row that can be read and makes no task: if it returns, reading goes
    on with the next row.
    """
    reader = _Reader(types_or_plain(types), pool_id, is_typed=types is not None)
    with opened(source) as rows:
        header = next(rows, None)
        if header is None:
            raise TsvError("the file is empty; its first line should name the columns", line=1)
        columns = reader.columns(header)
        position = 0
        for row in rows:
            if row.is_empty():
                continue
            try:
                task = reader.task(row, columns)
            except InvalidTaskError as error:
                on_error(_placed(error, row, position, columns.of(error.field)))
            else:
                yield TaskRow(row.line, task)
            position += 1


def _placed(error: InvalidTaskError, row: Row, position: int, column: Column | None) -> TsvError:
    return TsvError(
        error.message,
        line=row.line,
        column=column.index + 1 if column else None,
        field=error.field,
        position=position,
    )


@attrs.frozen
class _Reader(Generic[In, Out]):
    """Makes tasks of rows."""

    types: FieldTypes[In, Out]
    pool_id: str
    is_typed: bool = attrs.field(kw_only=True)

    def columns(self, header: Row) -> Columns:
        """Understand the first row."""
        types = self.types
        return columns_of(
            header.cells,
            inputs=fields_of(types.input_type) if self.is_typed else OPEN,
            outputs=fields_of(types.output_type) if self.is_typed else OPEN,
        )

    def task(self, row: Row, columns: Columns) -> Task[In, Out]:
        """Make a task of one row. Raises `InvalidTaskError` naming the field."""
        if len(row.cells) != columns.width:
            raise InvalidTaskError(
                f"the row has {len(row.cells)} cells, and the first line {columns.width}"
            )
        overlap = _overlap(row, columns.overlap)
        hint = row.cells[columns.hint.index] if columns.hint else ""
        known = self._known(row, columns)
        if hint and not known:
            raise InvalidTaskError(
                "a hint needs an answer in a GOLDEN column, of which the row has none",
                field="message_on_unknown_solution",
            )
        return Task[In, Out].typed(
            input_values=self._inputs(row, columns),
            pool_id=self.pool_id,
            known_solutions=known,
            message_on_unknown_solution=hint or None,
            overlap=overlap,
            infinite_overlap=bool(known) and overlap is None,
        )

    def _inputs(self, row: Row, columns: Columns) -> In:
        inputs = _values(row, columns.inputs)
        if not inputs:
            raise InvalidTaskError("the row has no input values", field="input_values")
        return convert(inputs, self.types.input_type, field="input_values")

    def _known(self, row: Row, columns: Columns) -> list[KnownSolution[Out]]:
        answer = _values(row, columns.golden)
        if not answer:
            return []
        path = "known_solutions.0.output_values"
        output_values = convert(answer, self.types.output_type, field=path)
        return [KnownSolution[Out].typed(output_values=output_values)]


def _values(row: Row, columns: Sequence[Column]) -> JsonObject:
    values: JsonObject = {}
    for column in columns:
        cell = row.cells[column.index]
        if cell:
            try:
                values[column.name] = read_cell(cell, column.kind)
            except InvalidTaskError as error:
                error.field = column.field
                raise
    return values


def _overlap(row: Row, column: Column | None) -> int | None:
    cell = row.cells[column.index] if column else ""
    if not cell:
        return None
    # of a number that is too long for `int`, the first digits say enough
    overlap = int(cell[:10]) if cell.isascii() and cell.isdigit() else 0
    if not 1 <= overlap <= MAX_OVERLAP:
        raise InvalidTaskError(
            f"must be a whole number from 1 to {MAX_OVERLAP}, not {cell:.40}", field="overlap"
        )
    return overlap
