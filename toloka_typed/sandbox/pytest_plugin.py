"""The pytest fixture `toloka_sandbox`: a local Toloka for one test.

pytest loads this module at every start, so nothing of the sandbox is imported before a test asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toloka_typed.sandbox import Sandbox


@pytest.fixture
def toloka_sandbox() -> Iterator[Sandbox]:
    """A running sandbox of its own for each test; connect to its `url` with any token."""
    from toloka_typed.sandbox import Sandbox

    with Sandbox() as sandbox:
        yield sandbox
