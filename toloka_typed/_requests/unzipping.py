"""An answer in gzip, unpacked under a limit: of size, and of archives one after another."""

from __future__ import annotations

import zlib
from typing import Final

__all__ = ["unzipped"]

GZIP: Final = 16 + zlib.MAX_WBITS
MAGIC: Final = b"\x1f\x8b"
MOST_ARCHIVES: Final = 10_000
WINDOW: Final = 16 * 1024
"""Bytes that are unpacked at a time: what follows an archive is copied, once for each."""


def unzipped(raw: bytes, *, limit: int) -> bytes:
    """Unpack all archives, to `limit` + 1 bytes at most; what is no gzip stays as it came.

    What follows the archives and is none itself is left out.
    """
    body, place, archives = bytearray(), 0, 0
    while raw.startswith(MAGIC, place) or not archives:
        archives += 1
        unzip = zlib.decompressobj(wbits=GZIP)
        while not unzip.eof:
            piece = raw[place : place + WINDOW]
            if not piece or archives > MOST_ARCHIVES:
                return raw
            try:
                body += unzip.decompress(piece, limit + 1 - len(body))
            except zlib.error:
                return raw
            if len(body) > limit:
                return bytes(body)
            place += len(piece) - len(unzip.unused_data)
    return bytes(body)
