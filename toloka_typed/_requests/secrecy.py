"""Keeps the token out of what the service says, in whatever spelling it comes back."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["without_secret"]

HIDDEN: Final = b"[token]"
SHORTEST: Final = 8
"""Characters below which a token is a made-up one, and may be a part of any word."""
LONGEST_SPELLING: Final = 6
"""Bytes that one character may take, as in `\\u002b`."""

CUT: Final = re.compile(rb"|\\(u[\da-fA-F]{0,3})?|%[\da-fA-F]?")
"""What is left of a spelling that was cut: nothing, or the beginning of an escape."""


def without_secret(text: bytes, secret: str) -> bytes:
    """Give a text without the token: plain, as JSON or a URL escapes it, or cut at the end."""
    if len(secret) < SHORTEST:
        return text
    if b"\\" in text or b"%" in text:
        text = re.sub(_spelled(secret), HIDDEN, text)
    else:
        text = text.replace(secret.encode(), HIDDEN)
    return _without_beginning(text, secret)


def _without_beginning(text: bytes, secret: str) -> bytes:
    """Give a text that does not end with the beginning of the token."""
    before = max(0, len(text) - LONGEST_SPELLING * len(secret))
    for found in re.finditer(b"(?=(%b))" % _spelled(secret[:SHORTEST]), text[before:]):
        if _goes_on_to_the_end(text, before + found.end(1), secret[SHORTEST:]):
            return text[: before + found.start()] + HIDDEN
    return text


def _goes_on_to_the_end(text: bytes, place: int, characters: str) -> bool:
    """Whether the text ends among these characters, which begin at this place."""
    for character in characters:
        rest = text[place : place + LONGEST_SPELLING]
        found = re.match(_spelling(character), rest)
        if found is None:
            return CUT.fullmatch(rest) is not None
        place += found.end()
    return place == len(text)


def _spelled(characters: str) -> bytes:
    """Give the pattern of all spellings of these characters."""
    return b"".join(map(_spelling, characters))


@cache
def _spelling(character: str) -> bytes:
    """Give the pattern of a character: plain, with a backslash, as `\\uXXXX`, or as `%XX`."""
    plain, code = re.escape(character), f"(?i:{ord(character):02x})"
    return rf"(?:\\(?:u00{code}|{plain})|%{code}|{plain})".encode()
