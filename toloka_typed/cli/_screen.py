"""What is shown to a person: any text, on any terminal."""

from __future__ import annotations

import io
import sys
from typing import Final

KEPT: Final = frozenset("\n\t")


def show(text: str) -> None:
    """Print a result."""
    print(printable(text), flush=True)


def tell(text: str) -> None:
    """Print what is not a result: to the error stream."""
    print(printable(text), file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """Give a text with its control characters escaped: the service's words may hold any."""
    return "".join(
        one if one.isprintable() or one in KEPT else one.encode("unicode_escape").decode()
        for one in text
    )


def take_any_text() -> None:
    """Let the streams escape what their encoding cannot hold, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
