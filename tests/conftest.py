"""How hard property tests try, and the event loop of asynchronous tests."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

from tests.profiles import PROFILE

# no test may make the token visible anywhere
pytest_plugins = ["tests.security.token_watch"]

# no time limit for one example: the machine may be busy with something else
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", PATIENT, max_examples=60, derandomize=True, database=None)
settings.register_profile("nightly", PATIENT, max_examples=5_000, print_blob=True)
settings.load_profile(PROFILE)


def pytest_collection_finish() -> None:
    """Spare the collector thousands of tests and their modules, which nobody drops anyway.

    What the tests themselves leave behind is little, and can wait longer than usual.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run in asyncio."""
    return "asyncio"
