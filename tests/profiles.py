"""How hard the tests try: as in every run, or as in a nightly one."""

from __future__ import annotations

import os
from typing import Final

import pytest

PROFILE: Final = os.environ.get("TOLOKA_TYPED_HYPOTHESIS", "ci")
ROUND_TRIPS: Final = 5_000 if PROFILE == "nightly" else 200
"""Examples of each class whose values go onto the wire and come back."""
nightly: Final = pytest.mark.skipif(
    PROFILE != "nightly", reason="takes long, and others are like it: scripts/test --nightly"
)
