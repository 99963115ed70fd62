"""Where a journal is: one file of its own, and those beside it while it is in use."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

__all__ = ["LOCK", "files_of", "real_place"]

LOCK: Final = ".lock"
BESIDE: Final = (LOCK, "-wal", "-shm", "-journal")
"""What follows the journal's name in the names of the lock and of SQLite's own files."""


def real_place(journal: Path) -> Path:
    """Give the absolute path that symbolic links lead to; no name in it means anything special."""
    return Path(os.path.realpath(journal))


def files_of(journal: Path) -> Sequence[Path]:
    """Give the files that a journal may consist of, there or not: others must keep away."""
    place = real_place(journal)
    return [place, *(Path(f"{place}{ending}") for ending in BESIDE)]
