"""Whatever goes wrong, nothing is lost, nothing is there twice, and everything can be found."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from tests.adversary.ledger import Ledger
from tests.adversary.machine import STORMS, Storm
from tests.adversary.planting import PLANTS

FEW = settings(
    max_examples=50,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)


@pytest.mark.parametrize("storm", STORMS)
def test_no_storm_loses_or_doubles_a_task(storm: type[Storm]) -> None:
    """Any calls under any faults leave only tasks that were reported or can be found."""
    run_state_machine_as_test(storm, settings=FEW)


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("storm", STORMS)
def test_a_storm_finds_a_planted_fault(
    storm: type[Storm], plant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test of the test: with a fault in the library, the same storms fail, and say how."""
    put, complaint = PLANTS[plant]
    put(monkeypatch)
    said: list[str] = []
    insist = Ledger.insist

    def heard(self: Ledger, fact: bool, message: str) -> None:
        if not fact:
            said.append(message)
        insist(self, fact, message)

    monkeypatch.setattr(Ledger, "insist", heard)
    # hypothesis puts a failure of its own in place of one that it cannot repeat exactly
    with pytest.raises((AssertionError, Flaky)):
        run_state_machine_as_test(storm, settings=settings(FEW, max_examples=200))
    assert any(re.match(complaint, message) for message in said), said
