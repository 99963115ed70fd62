"""Whatever goes wrong, nothing is lost, nothing is there twice, and everything can be found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.adversary.machine import AsyncioStorm, Storm

FEW = settings(
    max_examples=50,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("storm", [Storm, AsyncioStorm])
def test_no_storm_loses_or_doubles_a_task(storm: type[Storm]) -> None:
    """Any calls under any faults leave only tasks that were reported or can be found."""
    run_state_machine_as_test(storm, settings=FEW)
