"""The differences between two flat tables of an API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from _documents import Json
    from _flattening import Table

# The two words for a row, or an aspect of one, that only one side has.
PRESENT = "present"
ABSENT = "absent"


@attrs.frozen(order=True)
class Difference:
    """Something that two documents say differently: the row, the aspect, and both sayings."""

    pointer: str
    aspect: str
    first: Json = attrs.field(order=False)
    second: Json = attrs.field(order=False)

    @property
    def place(self) -> str:
        """The row and the aspect in one word."""
        return f"{self.pointer}#{self.aspect}"


def compare(first: Table, second: Table) -> list[Difference]:
    """Give the differences in order; what is inside a row that only one side has is left out."""
    found: list[Difference] = []
    for pointer in sorted(first.keys() | second.keys()):
        if pointer in first and pointer in second:
            before, after = first[pointer].aspects, second[pointer].aspects
            for aspect in sorted(before.keys() | after.keys()):
                one, other = before.get(aspect, ABSENT), after.get(aspect, ABSENT)
                if one != other:
                    found += _said_differently(pointer, aspect, one, other)
            continue
        in_first = pointer in first
        holder, lacker = (first, second) if in_first else (second, first)
        parent = holder[pointer].parent
        if parent is None or parent in lacker:
            sides = (PRESENT, ABSENT) if in_first else (ABSENT, PRESENT)
            found.append(Difference(pointer, "row", *sides))
    return found


def _said_differently(pointer: str, aspect: str, first: Json, second: Json) -> list[Difference]:
    if not isinstance(first, list) or not isinstance(second, list):
        return [Difference(pointer, aspect, first, second)]
    gone = [
        Difference(pointer, f"{aspect} {one}", PRESENT, ABSENT)
        for one in first
        if one not in second
    ]
    new = [
        Difference(pointer, f"{aspect} {one}", ABSENT, PRESENT)
        for one in second
        if one not in first
    ]
    return gone + new
