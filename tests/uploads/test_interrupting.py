"""Scenario 19: real processes interrupted at a given request, and iterators that are left early."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from tests.lifecycle.meanwhile import Meanwhile
from tests.scenarios.both import Way
from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, images, posts, tasks
from tests.uploads.journeys import PAIRS, ids_of, rows_of, upload
from tests.uploads.uploader import uploader
from toloka_typed import TolokaClient
from toloka_typed.journal import RowState
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, Nth
from toloka_typed.sandbox.settings import SandboxSettings

TASKS = 6
PHASES = {
    "POST /tasks": ("POST /tasks", RowState.SENT),
    "GET /operations/*": ("GET /operations/{id}", RowState.SENT),
    "GET /operations/*/log": ("GET /operations/{id}/log", RowState.CREATED),
}
"""Where an interruption comes, and what the journal knows of the request after its exchange."""
SOON = 2.0
"""Seconds within which an interrupted upload is over, counted from the exchange's end."""


def interrupt(
    sandbox: Sandbox, journal: Path, *, way: Way, phase: str, held: float, again_after: float = 0.0
) -> tuple[float, str]:
    """Interrupt a process when a request arrives that the service holds back for `held` seconds.

    Gives the seconds until the process had ended, and the threads that were left then.
    """
    pressed: list[float] = []
    with uploader(sandbox, journal, way=way, count=TASKS, async_tasks=2, concurrency=1) as process:

        def press() -> None:
            pressed.append(time.monotonic())
            process.send_signal(signal.SIGINT)
            if again_after:
                again = threading.Timer(again_after, process.send_signal, [signal.SIGINT])
                again.start()

        sandbox.faults = [Fault(phase, Meanwhile(press)), Fault(phase, Delay(after_handling=held))]
        out, err = process.communicate(timeout=30)
        ended = time.monotonic()
    outcome, *threads, done = out.split()
    assert (process.returncode, outcome, done, err) == (0, "interrupted", "done", "")
    return ended - pressed[0], " ".join(threads)


@pytest.mark.parametrize("phase", PHASES)
def test_an_interrupted_upload_sends_nothing_new(
    connect: Connect, sandbox: Sandbox, journal: Path, way: Way, phase: str
) -> None:
    """After Ctrl-C nothing follows the exchange under way, and the next run goes on from there.

    In blocking code the exchange ends, and what it brought is in the journal; in asyncio it is
    cancelled. No thread is left, and no warning.
    """
    held = 0.3 if way == "blocking" else 20.0
    seconds, threads = interrupt(sandbox, journal, way=way, phase=phase, held=held)
    assert seconds < SOON + (held if way == "blocking" else 0.0)
    assert threads == ""
    last, known = PHASES[phase]
    assert endpoints(sandbox)[-1] == last
    assert len(posts(sandbox)) == 1
    state = known if way == "blocking" else RowState.SENT
    assert [row.state for row in rows_of(journal)] == [state, state]
    sandbox.faults = []
    chunks = upload(connect(limits=PAIRS), tasks(TASKS), journal)
    assert len(posts(sandbox)) == 3
    assert list(ids_of(chunks)) == list(range(TASKS))
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(TASKS)]


def test_a_second_interruption_waits_for_nothing(sandbox: Sandbox, journal: Path) -> None:
    """In blocking code the second Ctrl-C leaves at once, whatever is under way."""
    seconds, _ = interrupt(
        sandbox, journal, way="blocking", phase="POST /tasks", held=25.0, again_after=0.2
    )
    assert seconds < 0.2 + SOON
    sandbox.faults = []
    with TolokaClient("any", url=sandbox.url, limits=PAIRS) as client:
        assert list(ids_of(upload(client, tasks(TASKS), journal))) == list(range(TASKS))
    assert len(sandbox.tasks()) == TASKS


def test_an_interruption_between_two_polls_ends_the_upload_at_once(
    sandbox: Sandbox, journal: Path, way: Way
) -> None:
    """While nothing is under way there is nothing to wait for."""
    sandbox.settings = SandboxSettings(operation_takes=After(looks=1_000_000))
    with uploader(sandbox, journal, way=way, count=TASKS) as process:
        while len(sandbox.requests) < 8:
            time.sleep(0.01)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert time.monotonic() - pressed < SOON
    assert (out, err) == ("interrupted\ndone\n", "")


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_an_iterator_that_is_left_leaves_a_journal_to_go_on_from(
    connect: Connect, sandbox: Sandbox, journal: Path, taken: int
) -> None:
    """Closed early, an upload sends nothing more; its journal is free, and knows what was sent."""
    client = connect(limits=PAIRS)
    chunks = iter(
        client.upload_tasks(tasks(20), allow_defaults=True, journal=journal, concurrency=2)
    )
    for _ in range(taken):
        next(chunks)
    chunks.close()
    sent = len(posts(sandbox))
    assert sent <= 2 * taken + 2
    before = [row.state for row in rows_of(journal)] if taken else []
    assert before[: 2 * taken] == [RowState.CREATED] * 2 * taken
    assert len(before) >= 2 * sent or not taken
    chunks_after = upload(client, tasks(20), journal)
    assert list(ids_of(chunks_after)) == list(range(20))
    assert len(sandbox.tasks()) == 20


def test_what_was_begun_before_an_interruption_is_not_lost(
    connect: Connect, sandbox: Sandbox, journal: Path, way: Way
) -> None:
    """Interrupted again and again, each time at another request, an upload comes to its end."""
    for number in (2, 3):
        with uploader(sandbox, journal, way=way, count=TASKS, async_tasks=2) as process:
            press = Meanwhile(lambda: process.send_signal(signal.SIGINT))
            sandbox.faults = [Fault("*", press, Nth(number))]
            assert process.communicate(timeout=30)[1] == ""
    sandbox.faults = []
    assert list(ids_of(upload(connect(limits=PAIRS), tasks(TASKS), journal))) == list(range(TASKS))
    assert len(sandbox.tasks()) == TASKS
