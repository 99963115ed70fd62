"""What a command reads and what it writes: kept apart, and read within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from toloka_typed.cli._errors import CommandError

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read whole; a device may have no end."""


def keep_apart(name: str, written: Iterable[Path], *, from_: Mapping[str, Iterable[Path]]) -> None:
    """Refuse an option whose files would be written over others. Raises `CommandError`."""
    places = list(written)
    for what, others in from_.items():
        if any(_is_same(place, other) for other in others for place in places):
            raise CommandError(f"{name} would be written over {what}", code=2)


def read_whole(path: Path) -> bytes:
    """Read a file. Raises `OSError`, also for one that has no end."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise OSError(None, f"longer than {LARGEST} bytes", str(path))
    return content


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
