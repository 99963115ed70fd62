"""From tasks to a TSV file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from os import PathLike
from typing import Final, TextIO

import attrs

from toloka_typed._atomic_file import replacing
from toloka_typed._fields import FieldTypes, In, Out, to_wire, types_or_plain
from toloka_typed._json import JSON
from toloka_typed._uploads.checks import check_task
from toloka_typed.errors import InvalidTaskError
from toloka_typed.tasks import Task
from toloka_typed.tsv._cells import Kind, kind_of, write_cell
from toloka_typed.tsv._columns import GOLDEN, HINT, INPUT, OVERLAP
from toloka_typed.tsv._declared import OPEN, DeclaredFields, fields_of
from toloka_typed.tsv._errors import TsvError
from toloka_typed.tsv._rows import written_row

_NOT_HELD: Final = (
    "baseline_solutions",
    "reserved_for",
    "unavailable_for",
    "traits_all_of",
    "traits_any_of",
    "traits_none_of_any",
    "localization_config",
    "additional_properties",
)
# What no cell can say, but an empty one means where it is the field's default.
_EMPTY: Final[tuple[JSON, ...]] = (None, "", [])


def write_tasks(
    tasks: Iterable[Task[In, Out]],
    target: str | PathLike[str] | TextIO,
    *,
    schema: FieldTypes[In, Out] | None = None,
) -> None:
    """Write tasks as a TSV file, from which `read_tasks` gives equal ones.

    With a schema that names the fields, tasks are written one by one. Without one the columns are
    the fields that any task has, so all rows are held in memory first, and a value that is not text
    is written as it would be with a schema: to get it back, read with one.

    `target` is a path, where the file appears when it is whole, or a text stream that was opened
    with `newline=""`. The pool is not written. Raises `TsvError` with the position of a task that
    holds what the format cannot: several answers or weights, traits, an empty text, and so on.
    """
    types = types_or_plain(schema)
    writer = _Writer(
        inputs=fields_of(types.input_type) if schema else OPEN,
        outputs=fields_of(types.output_type) if schema else OPEN,
    )
    if isinstance(target, str | PathLike):
        with replacing(target) as file:
            writer.write(tasks, file)
    else:
        writer.write(tasks, target)


@attrs.frozen(kw_only=True)
class _Writer:
    """Makes rows of tasks."""

    inputs: DeclaredFields
    outputs: DeclaredFields

    def write(self, tasks: Iterable[Task[In, Out]], file: TextIO) -> None:
        rows: Iterable[Mapping[str, str]] = self._rows(tasks)
        headers = self._declared()
        if headers is None:
            rows = list(rows)
            headers = _in_order(dict.fromkeys(chain.from_iterable(rows)))
            if not headers:
                raise TsvError("there are no tasks, and no schema to name the columns")
        file.write(written_row(headers))
        file.writelines(written_row([row.get(header, "") for header in headers]) for row in rows)

    def _declared(self) -> list[str] | None:
        """Give the columns, where the schema names all fields."""
        if self.inputs.kinds is None or self.outputs.kinds is None:
            return None
        return [
            *(INPUT + name for name in self.inputs.kinds),
            *(GOLDEN + name for name in self.outputs.kinds),
            HINT,
            OVERLAP,
        ]

    def _rows(self, tasks: Iterable[Task[In, Out]]) -> Iterator[dict[str, str]]:
        for position, task in enumerate(tasks):
            try:
                yield self._row(task)
            except InvalidTaskError as error:
                raise TsvError(error.message, field=error.field, position=position) from error

    def _row(self, task: Task[In, Out]) -> dict[str, str]:
        check_task(task)
        _check_format(task)
        row = _cells(task.input_values, self.inputs, prefix=INPUT, field="input_values")
        if not row:
            raise InvalidTaskError("is empty, which no row can be", field="input_values")
        for known in task.known_solutions:
            path = "known_solutions.0.output_values"
            answer = _cells(known.output_values, self.outputs, prefix=GOLDEN, field=path)
            if not answer:
                raise InvalidTaskError("is empty, which no answer can be", field=path)
            row |= answer
        if task.message_on_unknown_solution is not None:
            hint = task.message_on_unknown_solution
            row[HINT] = _cell(hint, Kind.TEXT, field="message_on_unknown_solution")
        if task.overlap is not None:
            row[OVERLAP] = str(task.overlap)
        return row


def _check_format(task: Task[In, Out]) -> None:
    """Refuse a task that has more to it than a row can hold."""
    for name in _NOT_HELD:
        if getattr(task, name):
            raise InvalidTaskError("has no column in a TSV file", field=name)
    if len(task.known_solutions) > 1:
        raise InvalidTaskError("a row holds one answer only", field="known_solutions")
    for known in task.known_solutions:
        if known.correctness_weight is not None or known.additional_properties:
            raise InvalidTaskError("a row holds no weight of an answer", field="known_solutions.0")
    if task.message_on_unknown_solution is not None and not task.known_solutions:
        raise InvalidTaskError("needs a known solution", field="message_on_unknown_solution")
    if task.infinite_overlap != bool(task.known_solutions and task.overlap is None):
        raise InvalidTaskError(
            "is what a control task has unless it has an overlap, and what no general task has",
            field="infinite_overlap",
        )


def _cells(values: object, declared: DeclaredFields, *, prefix: str, field: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in to_wire(values, field=field).items():
        path = f"{field}.{name}"
        if value in _EMPTY and declared.defaults.get(name, ...) == value:
            continue
        kind = kind_of(value) if declared is OPEN else declared.kind(name)
        if kind is None:
            raise InvalidTaskError("the schema has no such field", field=path)
        if not name:
            raise InvalidTaskError("a field without a name has no column", field=path)
        cells[prefix + name] = _cell(value, kind, field=path)
    return cells


def _cell(value: object, kind: Kind, *, field: str) -> str:
    try:
        return write_cell(value, kind)
    except InvalidTaskError as error:
        error.field = field
        raise


def _in_order(headers: Iterable[str]) -> list[str]:
    """Put the columns in the usual order; those of one sort stay in theirs."""
    ranks = (INPUT, GOLDEN, HINT, OVERLAP)
    return sorted(headers, key=lambda header: [not header.startswith(rank) for rank in ranks])
