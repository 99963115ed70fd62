"""Whatever bytes a server sends, there is a value in the end, or an error that says what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adversary.calls import CALLS
from tests.adversary.mutations import spoilt_recording
from tests.adversary.replay import Recording, recordings
from tests.adversary.survival import Survivor, survivor
from tests.scenarios.both import Way


@pytest.fixture(scope="module")
def someone() -> Iterator[Survivor]:
    with survivor() as survives:
        yield survives


@pytest.fixture(scope="module")
def recorded(someone: Survivor) -> Mapping[str, Recording]:  # noqa: ARG001 - it shortens waits
    """The real answers to every method, recorded while waits are short."""
    return recordings()


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
@pytest.mark.parametrize("name", CALLS)
def test_a_replay_gives_what_the_service_gave(
    someone: Survivor, recorded: Mapping[str, Recording], name: str, way: Way
) -> None:
    """Answers that nobody has spoilt are a value, so that an error is due to the spoiling."""
    assert not isinstance(someone.survives(name, recorded[name], way=way), Exception)


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
@settings(max_examples=200)
@given(data=st.data())
def test_every_answer_is_survived(
    someone: Survivor, recorded: Mapping[str, Recording], way: Way, data: st.DataObject
) -> None:
    """Any answer of any status to any method ends in a value, or an error that names it."""
    name = data.draw(st.sampled_from(list(CALLS)))
    someone.survives(name, data.draw(spoilt_recording(recorded[name])), way=way)
