"""Text files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Generator[TextIO]:
    """Give a new UTF-8 file that takes the place of `path` when the block ends without an error.

    Until then it stands beside it under another name, so that `path` never holds half a file, not
    even after a crash. A symbolic link stays, and what it leads to is replaced. Raises `OSError`
    where the place cannot be written to or holds something that is not a file.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise FileExistsError(f"{path} is there and is not a file")
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("x", encoding="utf-8", newline="") as file:
            if target.exists():
                shutil.copymode(target, unfinished)
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
