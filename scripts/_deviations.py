"""Our description against the official document: what differs, and which of it is explained.

The explanations are the deviations in `openapi/deviations.yaml`. One that explains nothing any more
is reported too, so that the list stays true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
import msgspec
from _comparison import ABSENT, PRESENT, Difference, compare
from _documents import ROOT, Document, DocumentError
from _flattening import Flattening, endpoint_pointers

if TYPE_CHECKING:
    from pathlib import Path

LIST = ROOT / "openapi" / "deviations.yaml"
README = ROOT / "openapi" / "README.md"
_TABLE_BEGINS = "<!-- deviations.yaml, put here by scripts/generate -->"
_TABLE_ENDS = "<!-- end of deviations.yaml -->"
Saying = bool | int | float | str | list[str]
# How an endpoint is called concerns us alone.
_NOT_COMPARED = "operationId"


class Deviation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Places where we differ on purpose, what both sides say there, and why."""

    at: list[str]
    ours: Saying
    theirs: Saying
    reason: str
    evidence: str

    def explains(self, difference: Difference, *, pattern: str) -> bool:
        """Tell whether one of the places is that of the difference, and the sayings are these."""
        parts = map(re.escape, pattern.split("*"))
        return bool(re.fullmatch("[^#]*".join(parts), difference.place)) and (
            [difference.first, difference.second] == [self.ours, self.theirs]
        )


class Deviations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list, and which schemas of the two documents mean the same."""

    same: dict[str, list[str]]
    deviations: list[Deviation]


@attrs.frozen
class Outcome:
    """What a comparison with the official document found."""

    explained: int
    unexplained: list[Difference]
    outdated: list[str]
    not_covered: list[str]


def read(path: Path = LIST) -> Deviations:
    """Read the list of deviations."""
    return msgspec.yaml.decode(path.read_bytes(), type=Deviations)


def hold_against(ours: Document, theirs: Document, known: Deviations) -> Outcome:
    """Compare the endpoints and schemas of our document with those of the official one."""
    found = _differences(ours, theirs, known.same)
    used = {
        (number, pattern, difference)
        for number, deviation in enumerate(known.deviations)
        for pattern in deviation.at
        for difference in range(len(found))
        if deviation.explains(found[difference], pattern=pattern)
    }
    explained = {difference for _, _, difference in used}
    applied = {(number, pattern) for number, pattern, _ in used}
    return Outcome(
        explained=len(explained),
        unexplained=[one for number, one in enumerate(found) if number not in explained],
        outdated=[
            f"{pattern} ({deviation.reason})"
            for number, deviation in enumerate(known.deviations)
            for pattern in deviation.at
            if (number, pattern) not in applied
        ],
        not_covered=sorted(set(endpoint_pointers(theirs)) - set(endpoint_pointers(ours))),
    )


def readme() -> str:
    """Give the text of openapi/README.md with the table of today's deviations between its marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(_TABLE_BEGINS)
    _, _, after = rest.partition(_TABLE_ENDS)
    rows = ["| Where | We say | The official document says | Why | Evidence |"]
    rows.append("|---|---|---|---|---|")
    for one in read().deviations:
        places = "<br>".join(_code(pattern) for pattern in one.at)
        says = f"{_code(one.ours)} | {_code(one.theirs)}"
        rows.append(f"| {places} | {says} | {one.reason} | {one.evidence} |")
    return "\n".join([before + _TABLE_BEGINS, *rows, _TABLE_ENDS + after])


def _code(said: Saying) -> str:
    words = ", ".join(said) if isinstance(said, list) else said
    text = words if isinstance(words, str) else str(words).lower()
    return "`" + text.replace("|", "\\|") + "`"


def _differences(ours: Document, theirs: Document, same: dict[str, list[str]]) -> list[Difference]:
    shown = {reference.rpartition("/")[2]: name for name in same for reference in same[name]}
    left, right = Flattening(ours, {name: name for name in same}), Flattening(theirs, shown)
    found: list[Difference] = []
    for pointer in endpoint_pointers(ours):
        if pointer in endpoint_pointers(theirs):
            found += compare(left.endpoint(pointer), right.endpoint(pointer))
        else:
            found.append(Difference(pointer, "row", PRESENT, ABSENT))
    for name, references in same.items():
        for reference in references:
            if _has(theirs, reference):
                mine = left.schema(f"#/components/schemas/{name}")
                found += compare(mine, right.schema(reference))
            else:
                found.append(Difference(name, "row", PRESENT, ABSENT))
    # Once each: a schema of ours may stand for two of theirs.
    unique = [one for number, one in enumerate(found) if one not in found[:number]]
    return [one for one in unique if one.aspect != _NOT_COMPARED]


def _has(document: Document, reference: str) -> bool:
    try:
        document.resolve(reference)
    except DocumentError:
        return False
    return True
