"""Keeps the token out of what the service says, in whatever spelling it comes back."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["without_secret"]

HIDDEN: Final = b"[token]"
SHORTEST: Final = 8
"""Characters below which a token is a made-up one, and may be a part of any word."""
SCANNED: Final = 256 * 1024
"""Bytes in which escaped spellings are looked for: in longer texts, which hold data, only plain."""


def without_secret(text: bytes, secret: str) -> bytes:
    """Give a text without the token: plain, as JSON or a URL escapes it, or cut at the end."""
    if len(secret) < SHORTEST:
        return text
    plain = secret.encode()
    text = text.replace(plain, HIDDEN)
    if len(text) <= SCANNED and (b"\\" in text or b"%" in text):
        text = _escaped(secret).sub(HIDDEN, text)
    for length in range(min(len(plain), len(text)), SHORTEST - 1, -1):
        if text.endswith(plain[:length]):
            return text[:-length] + HIDDEN
    return text


@lru_cache(maxsize=8)
def _escaped(secret: str) -> re.Pattern[bytes]:
    """Compile a pattern of the token of which any character may be escaped."""
    return re.compile(b"".join(map(_spellings, secret)))


def _spellings(character: str) -> bytes:
    plain, code = re.escape(character.encode()), ord(character)
    return rb"(?:\\?%b|(?i:\\u%04x|%%%02x))" % (plain, code, code)
