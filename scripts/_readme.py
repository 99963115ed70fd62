"""The examples of README.md."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
_FILE = re.compile(r"`(\S+\.tsv)` such as\n\n```tsv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[str]:
    """Give the code of each example, in their order; the first is the recipe."""
    return _BLOCK.findall(README.read_text(encoding="utf-8"))


def files() -> dict[str, str]:
    """Give the content of the files that examples read, by name."""
    return dict(_FILE.findall(README.read_text(encoding="utf-8")))
