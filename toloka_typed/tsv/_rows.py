"""The rows of a TSV file: cells between tabs, quoted where they hold a tab, a line end or a quote.

Rows come one by one, and none is longer than a limit, so memory stays bounded whatever the file is.
`csv` is not used: its limit belongs to the whole process, and it does not say where a row began.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from typing import Final, NamedTuple, TextIO

from toloka_typed.tsv._errors import TsvError

MAX_ROW: Final = 16 * 1024 * 1024
"""The longest row, in bytes: no request could hold the values of a longer one."""


class Row(NamedTuple):
    """The cells of one row, and the line that it begins on."""

    line: int
    cells: list[str]

    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@contextmanager
def opened(source: str | PathLike[str] | TextIO) -> Generator[Iterator[Row]]:
    """Open a file, or take an open text stream, as rows; their `TsvError`s name it."""
    if not isinstance(source, str | PathLike):
        yield _rows(_Lines(source.readline))
        return
    try:
        with open(source, "rb") as binary:  # noqa: PTH123 - as it takes both kinds of path
            yield _rows(_Lines(binary.readline))
    except TsvError as error:
        error.path = fspath(source)
        raise


class _Lines:
    """The lines of a file, each with its end."""

    def __init__(self, read: Callable[[int], bytes | str]) -> None:
        self._read = read
        self._room = MAX_ROW
        self.number = 0

    def first_of_row(self) -> str:
        """Give the next line, or nothing at the end of the file."""
        self._room = MAX_ROW
        return self.next()

    def next(self) -> str:
        """Give the next line of the same row."""
        self.number += 1
        try:
            line = self._decoded(self._read(self._room + 1))
        except UnicodeDecodeError as error:
            raise TsvError(
                f"not UTF-8: the byte {error.object[error.start]:#04x}", line=self.number
            ) from error
        if self.number == 1:
            line = line.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        if "\0" in line:
            raise TsvError("holds a NUL character: is the file UTF-8?", line=self.number)
        return line

    def _decoded(self, line: bytes | str) -> str:
        """Take off its length, before its letters are looked at: a longer one may be cut."""
        self._room -= _size(line)
        if self._room < 0:
            raise TsvError(
                f"a row is longer than {MAX_ROW} bytes: is a quotation mark missing?",
                line=self.number,
            )
        return line if isinstance(line, str) else line.decode("utf-8")


def _size(line: bytes | str) -> int:
    """Give how many bytes a line takes."""
    if isinstance(line, bytes) or line.isascii():
        return len(line)
    return len(line.encode("utf-8", "surrogatepass"))


def _rows(lines: _Lines) -> Iterator[Row]:
    while line := lines.first_of_row():
        first = lines.number
        if '"' in line:
            yield Row(first, _quoted_cells(line, lines))
        else:
            yield Row(first, _unquoted(_without_end(line), lines).split("\t"))


def _quoted_cells(line: str, lines: _Lines) -> list[str]:
    """Give the cells of a row of which some may be quoted, and go on over several lines."""
    cells: list[str] = []
    at = 0
    rest = _without_end(line)
    while True:
        if line.startswith('"', at):
            first = line
            cell, line, at = _quoted(line, at, lines, column=len(cells) + 1)
            if line is not first:
                rest = _without_end(line)
            if at < len(rest) and rest[at] != "\t":
                raise TsvError(
                    "there is text after the closing quotation mark; "
                    "a mark inside a quoted cell is doubled",
                    line=lines.number,
                    column=len(cells) + 1,
                )
        else:
            end = rest.find("\t", at)
            cell = _unquoted(rest[at:] if end < 0 else rest[at:end], lines)
            at += len(cell)
        cells.append(cell)
        if at >= len(rest):
            return cells
        at += 1


def _quoted(line: str, at: int, lines: _Lines, *, column: int) -> tuple[str, str, int]:
    """Give a quoted cell, the line that it ends on, and the place after it in that line."""
    opened_at = lines.number
    pieces: list[str] = []
    at += 1
    while True:
        quote = line.find('"', at)
        if quote < 0:
            pieces.append(line[at:])
            line, at = lines.next(), 0
            if not line:
                raise TsvError(
                    "a quotation mark opens the cell, and none closes it",
                    line=opened_at,
                    column=column,
                )
        elif line.startswith('""', quote):
            pieces.append(line[at : quote + 1])
            at = quote + 2
        else:
            pieces.append(line[at:quote])
            return "".join(pieces), line, quote + 1


def _unquoted(text: str, lines: _Lines) -> str:
    if "\r" in text:
        raise TsvError("a line end inside a cell needs quotation marks", line=lines.number)
    return text


def _without_end(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


def written_row(cells: list[str]) -> str:
    """Give a row as text, with its end."""
    return "\t".join(map(_quoted_if_needed, cells)) + "\n"


def _quoted_if_needed(cell: str) -> str:
    if any(mark in cell for mark in '"\t\n\r'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
