"""The output of the generator with and without our patches, imported side by side."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import _generation

if TYPE_CHECKING:
    from types import ModuleType

STRESS = Path(__file__).parent / "stress.yaml"


def generate_and_import(home: Path, *, name: str, description: Path, patched: bool) -> ModuleType:
    """Generate a package of that name below the directory, and import its models."""
    no_patches = home / "no-patches"
    no_patches.mkdir(exist_ok=True)
    patches = _generation.PATCHES if patched else no_patches
    _generation.generate(home / name, description=description, patches=patches)
    sys.path.insert(0, str(home))
    try:
        return importlib.import_module(f"{name}.models")
    finally:
        sys.path.remove(str(home))
