"""What changed between two editions of our API description, for the people who call it.

A change is breaking if a program that was right before may fail, or no longer pass the type
checker, afterwards. That depends on the direction: what a request newly demands breaks its sender,
what an answer no longer promises breaks its reader.

Kept tools for this were tried. oasdiff is the best, but a program in Go. api-schema-diff does not
look into unions and enumerations, and takes an answer that promises less for harmless. specshift
misses a changed member of a union, and tells of a field once for each endpoint that it is used by.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from _comparison import ABSENT, PRESENT, Difference, compare
from _documents import Document, mapping
from _flattening import Flattening, Table, endpoint_pointers

_ALWAYS_BREAKING = ("type", "format", "security", "media", "operationId", "default")
_LOWER = ("minimum", "minLength", "minItems")


@attrs.frozen
class Change:
    """One change: `added`, `removed` or `changed`, what it is, and whether it breaks callers."""

    kind: str
    text: str
    breaking: bool


def changes(before: Document, after: Document) -> list[Change]:
    """Give all changes from one edition to the next, the breaking ones first."""
    old, new = _Edition(before), _Edition(after)
    sent = old.sent() | new.sent()
    received = old.received() | new.received()
    table, later = old.table(), new.table()
    found: list[Change] = []
    for difference in compare(table, later):
        row = later.get(difference.pointer) or table[difference.pointer]
        use = _Use(
            request=_is_request(difference.pointer) or _schema(difference.pointer) in sent,
            answer=_is_answer(difference.pointer) or _schema(difference.pointer) in received,
            required=row.aspects.get("required") is True,
        )
        found.append(_change(difference, use))
    return sorted(found, key=lambda one: (not one.breaking, one.kind, one.text))


def as_text(found: list[Change]) -> str:
    """Write the changes for a terminal."""
    lines = [f"{one.kind:8} {one.text}{'  BREAKING' if one.breaking else ''}" for one in found]
    return "\n".join(lines or ["no change"])


def as_markdown(found: list[Change]) -> str:
    """Write the changes for a changelog, under its usual headings."""
    lines: list[str] = []
    for kind in ("added", "changed", "removed"):
        group = [one for one in found if one.kind == kind]
        lines += [f"### {kind.capitalize()}", ""] if group else []
        lines += [f"- {'**Breaking:** ' if one.breaking else ''}{one.text}" for one in group]
        lines += [""] if group else []
    return "\n".join(lines).rstrip()


@attrs.frozen
class _Use:
    request: bool
    answer: bool
    required: bool


@attrs.frozen
class _Edition:
    document: Document

    def table(self) -> Table:
        """Give the rows of everything in the document."""
        return self._endpoints() | self._schemas()

    def sent(self) -> set[str]:
        """Name the schemas that requests hold."""
        return self._reached(pointer for pointer in self._endpoints() if _is_request(pointer))

    def received(self) -> set[str]:
        """Name the schemas that answers hold."""
        return self._reached(pointer for pointer in self._endpoints() if _is_answer(pointer))

    def _flattening(self) -> Flattening:
        names = mapping(mapping(self.document.root["components"]).get("schemas"))
        return Flattening(self.document, {name: name for name in names})

    def _endpoints(self) -> Table:
        flattening = self._flattening()
        rows: Table = {}
        for pointer in endpoint_pointers(self.document):
            rows |= flattening.endpoint(pointer)
        return rows

    def _schemas(self) -> Table:
        flattening = self._flattening()
        rows: Table = {}
        for name in flattening.names:
            rows |= flattening.schema(f"#/components/schemas/{name}")
        return rows

    def _reached(self, pointers: Iterable[str]) -> set[str]:
        table, names = self.table(), self._flattening().names
        waiting, reached = list(pointers), set[str]()
        while waiting:
            types = str(table[waiting.pop()].aspects.get("type")).split(" | ")
            new = {name for name in types if name in names} - reached
            reached |= new
            waiting += [pointer for pointer in table if _schema(pointer) in new]
        return reached


def _change(difference: Difference, use: _Use) -> Change:
    pointer, aspect = difference.pointer, difference.aspect
    first, second = difference.first, difference.second
    if aspect == "row":
        if first == PRESENT:
            return Change("removed", pointer, not _is_failure(pointer))
        return Change("added", pointer, use.request and use.required)
    if aspect.startswith("enum "):
        kind = "removed" if first == PRESENT else "added"
        return Change(kind, f"{pointer} {aspect}", first == PRESENT)
    return Change("changed", f"{pointer}: {aspect} {first} → {second}", _breaks(difference, use))


def _breaks(difference: Difference, use: _Use) -> bool:
    aspect, first, second = difference.aspect, difference.first, difference.second
    if aspect in _ALWAYS_BREAKING:
        return True
    if aspect == "required":
        return use.request if second is True else use.answer
    if aspect == "nullable":
        return use.answer if second is True else use.request
    if aspect == "open":
        return first is True
    if isinstance(first, int | float) and isinstance(second, int | float):
        return use.request and (second > first if aspect in _LOWER else second < first)
    # Another bound, a pattern, an enumeration: what is new or different forbids something.
    return aspect != "deprecated" and use.request and second != ABSENT


def _schema(pointer: str) -> str | None:
    """Give the name of the schema that a row belongs to."""
    if " " in pointer:
        return None
    return pointer.partition(".")[0].partition("[")[0].partition("{")[0]


def _is_request(pointer: str) -> bool:
    part = pointer.split(" ")[2:]
    return bool(part) and (part[0].startswith("body") or part[0][0] in "?:@")


def _is_answer(pointer: str) -> bool:
    part = pointer.split(" ")[2:]
    return bool(part) and (part[0][0].isdigit() or part[0].startswith("default"))


def _is_failure(pointer: str) -> bool:
    return _is_answer(pointer) and not pointer.split(" ")[2].startswith("2")
