"""The columns of a TSV file, as its first line names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NoReturn

import attrs

from toloka_typed.tsv._cells import Kind
from toloka_typed.tsv._declared import DeclaredFields
from toloka_typed.tsv._errors import TsvError

INPUT: Final = "INPUT:"
GOLDEN: Final = "GOLDEN:"
HINT: Final = "HINT:text"
OVERLAP: Final = "TASK:overlap"
_KNOWN: Final = f"{INPUT}name, {GOLDEN}name, {HINT} and {OVERLAP}"
_STRANGE: Final = {
    "Al:": "makes task suites on a map, which are not uploaded as tasks: remove the column",
    "OUTPUT:": "holds what Tolokers answered: name it GOLDEN: if it is the correct answer",
    "ASSIGNMENT:": "belongs to a file of results: remove the column",
}


@attrs.frozen(kw_only=True)
class Column:
    """Where a field of tasks stands in each row, and how it is written."""

    index: int
    header: str
    field: str
    """The path of the field in a task."""
    name: str = ""
    """The name of the project's field, where it is one."""
    kind: Kind = Kind.TEXT


@attrs.frozen(kw_only=True)
class Columns:
    """All columns of a file, by what they are for."""

    inputs: Sequence[Column]
    golden: Sequence[Column]
    hint: Column | None
    overlap: Column | None
    width: int

    def __iter__(self) -> Iterator[Column]:
        yield from self.inputs
        yield from self.golden
        yield from (column for column in (self.hint, self.overlap) if column)

    def of(self, field: str | None) -> Column | None:
        """Give the column that a field of a task, or a part of one, stands in."""
        for column in self:
            if field and field.startswith(column.field):
                rest = field[len(column.field) :]
                if not rest or rest[0] == ".":
                    return column
        return None


def columns_of(
    header: Sequence[str], *, inputs: DeclaredFields, outputs: DeclaredFields
) -> Columns:
    """Understand a header. Raises `TsvError` naming the first column that cannot be right."""
    found: dict[str, Column] = {}
    for index, name in enumerate(header):
        if name in found:
            _refuse(index, f"there are two columns {name!r}")
        found[name] = _column(index, name, inputs, outputs)
    columns = Columns(
        inputs=[column for name, column in found.items() if name.startswith(INPUT)],
        golden=[column for name, column in found.items() if name.startswith(GOLDEN)],
        hint=found.get(HINT),
        overlap=found.get(OVERLAP),
        width=len(header),
    )
    for name in sorted(inputs.required):
        if INPUT + name not in found:
            raise TsvError(f"there is no column {INPUT}{name}, which the schema requires", line=1)
    if not columns.inputs:
        raise TsvError(f"there is no column {INPUT}name", line=1)
    return columns


def _column(index: int, header: str, inputs: DeclaredFields, outputs: DeclaredFields) -> Column:
    if header == HINT:
        return Column(index=index, header=header, field="message_on_unknown_solution")
    if header == OVERLAP:
        return Column(index=index, header=header, field="overlap")
    for prefix, path, declared in (
        (INPUT, "input_values", inputs),
        (GOLDEN, "known_solutions.0.output_values", outputs),
    ):
        name = header.removeprefix(prefix)
        if name and header.startswith(prefix):
            kind = declared.kind(name)
            if kind is None:
                _refuse(index, f"the schema has no field for the column {header!r}")
            return Column(index=index, header=header, field=f"{path}.{name}", name=name, kind=kind)
    for prefix, reason in _STRANGE.items():
        if header.startswith(prefix):
            _refuse(index, f"{header!r} {reason}")
    return _refuse(index, f"no column is called {header!r:.80}; there are {_KNOWN}")


def _refuse(index: int, message: str) -> NoReturn:
    raise TsvError(message, line=1, column=index + 1)
