"""What a journal says of earlier uploads of the same file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import attrs

from toloka_typed.errors import JournalError
from toloka_typed.journal import Journal, RowState, journal_rows


@attrs.frozen(kw_only=True)
class History:
    """How many rows came to what."""

    created: int = 0
    refused: int = 0
    open: int = 0
    """Sent without an answer, or sent and failed."""

    def is_whole(self, *, rows: int) -> bool:
        """Whether all rows of the file have been decided upon."""
        return not self.open and self.created + self.refused >= rows


def history(path: Path) -> History:
    """Read a journal. Raises `JournalError` for a file that is none."""
    if not path.exists() or not path.stat().st_size:
        return History()
    states = Counter(row.state for row in journal_rows(path))
    created, refused = states.pop(RowState.CREATED, 0), states.pop(RowState.REFUSED, 0)
    return History(created=created, refused=refused, open=states.total())


def set_aside(path: Path, *, rows: int) -> Path | None:
    """Rename a journal that is complete, so that a new one begins; give its new name.

    Raises `JournalError` for one that is not: its upload could not be resumed any more, and would
    be done twice.
    """
    found = history(path)
    if not path.exists():
        return None
    if not found.is_whole(rows=rows):
        raise JournalError(
            f"the upload in {path} is not finished: run without --again to finish it first, "
            "or name another --journal"
        )
    number = 1
    while (kept := path.with_name(f"{path.name}.{number}")).exists():
        number += 1
    with Journal(path):  # nobody else is at it, and nothing is left beside it
        pass
    return path.rename(kept)
