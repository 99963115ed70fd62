"""What may go wrong with the service and on the way to it, as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

import attrs
from hypothesis import strategies as st

from tests.adversary.haste import SMALL_PAGE
from toloka_typed.sandbox import After, Fault, SandboxSettings
from toloka_typed.sandbox.faults import (
    Act,
    CutAnswer,
    Delay,
    First,
    Instead,
    NoAnswer,
    Nth,
    OperationFails,
    OperationTaken,
    ShortPage,
    SlowAnswer,
    Sometimes,
    When,
)

TIMEOUT = 0.15
"""Seconds that the client gives a request; a delayed answer takes longer."""

T = TypeVar("T")


def weighted(*choices: tuple[st.SearchStrategy[T], int]) -> st.SearchStrategy[T]:
    """Give one of several strategies, each as often as its weight says."""
    numbered = [number for number, (_, weight) in enumerate(choices) for _ in range(weight)]
    return st.sampled_from(numbered).flatmap(lambda number: choices[number][0])


WHEN: st.SearchStrategy[When] = weighted(
    (st.builds(First, st.sampled_from([1, 1, 2, 100])), 2),
    (st.builds(Nth, st.integers(1, 3)), 1),
    (st.builds(Sometimes, st.sampled_from([0.2, 0.5]), seed=st.integers(0, 9)), 1),
)

BODIES: st.SearchStrategy[bytes] = st.sampled_from(
    [
        b"",
        b"<html><body><h1>nginx</h1></body></html>",
        b'{"message": "no code"}',
        b'{"code": "NEVER_SEEN", "message": null, "payload": 3}',
        b'["not", "an", "object"]',
        b'{"input_values.image": {"code": "ENTITY_CONFLICT", "message": "a bare map"}}',
        b'{"code": "VALIDATION_ERROR", "message": "bad", "payload": {"limit": {"code": "X"}}}',
        b"null",
    ]
)
CODES = {
    400: "VALIDATION_ERROR",
    401: "AUTHENTICATION_ERROR",
    403: "ACCESS_DENIED",
    404: "DOES_NOT_EXIST",
    409: "CONFLICT_STATE",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL_ERROR",
    503: "REMOTE_SERVICE_UNAVAILABLE",
}
REFUSED = [204, 302, 400, 401, 403, 404, 405, 408, 409, 413, 415, 418, 429, 503]
"""Statuses that say that nothing was done."""
FAILED = [500, 502, 504, 520]
"""Statuses that leave open what was done."""
STRANGE = [200, 201, 202]
"""Statuses of a success, with a body of something else."""


@st.composite
def _instead(draw: st.DrawFn) -> Instead:
    """Give another answer; the service has done what was asked only where the status allows it."""
    status = draw(st.sampled_from(REFUSED + FAILED + STRANGE))
    handled = status not in REFUSED and draw(st.booleans())
    versions: list[Literal["1.0", "1.1"]] = ["1.1", "1.1", "1.0"]
    version = draw(st.sampled_from(versions))
    if status in CODES and draw(st.booleans()):
        payload = draw(st.sampled_from([None, {"interval": "MIN"}, {"interval": "DAY"}]))
        headers = draw(st.sampled_from([{}, {"retry-after": "1"}, {"retry-after": "soon"}]))
        return Instead.error(
            status, CODES[status], payload=payload, headers=headers, handled=handled
        )
    body = b"" if status == 204 else draw(BODIES)
    return Instead(status=status, body=body, handled=handled, version=version)


@st.composite
def _proxy_page(draw: st.DrawFn) -> Instead:
    """Give a proxy's page, whether or not the service behind it did what was asked."""
    page = Instead.html(draw(st.sampled_from([500, 502, 502, 504])))
    return attrs.evolve(page, handled=draw(st.booleans()))


NO_ANSWER: st.SearchStrategy[Act] = st.builds(
    NoAnswer, handled=st.booleans(), end=st.sampled_from(["close", "reset"])
)
CUT: st.SearchStrategy[Act] = st.builds(
    CutAnswer,
    body_bytes=st.sampled_from([0, 1, 10, 60]),
    end=st.sampled_from(["open", "close", "reset"]),
)
LOST: st.SearchStrategy[Act] = weighted(
    (_proxy_page(), 1), (NO_ANSWER, 1), (CUT, 1), (_instead(), 1)
)
SLOW: st.SearchStrategy[Act] = st.one_of(
    st.just(SlowAnswer(piece=50, pause=0.001)),
    st.just(Delay(after_handling=1.5 * TIMEOUT)),
)
SHORT: st.SearchStrategy[Act] = st.builds(ShortPage, items=st.integers(1, 2))
NOT_THERE = Instead.error(404, "DOES_NOT_EXIST")
LOCKED = Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION")
EMPTY_PAGE = Instead.json(200, {"items": [], "has_more": True})
TAKEN: st.SearchStrategy[Act] = st.builds(
    OperationTaken,
    type=st.sampled_from(["TASK.BATCH_CREATE", "POOL.OPEN", "TASK_SUITE.BATCH_CREATE"]),
    status=st.sampled_from(["SUCCESS", "FAIL"]),
)
FAILS: st.SearchStrategy[Act] = st.builds(
    OperationFails, details=st.sampled_from([None, {"total_count": 3}])
)
POSTING: st.SearchStrategy[Act] = weighted((LOST, 4), (SLOW, 1), (FAILS, 1), (st.just(LOCKED), 1))
ACTS: Mapping[str, st.SearchStrategy[Act]] = {
    "POST /tasks": weighted((POSTING, 7), (TAKEN, 1)),
    "GET /operations/*": weighted((LOST, 1), (st.just(NOT_THERE), 1)),
    "GET /operations/*/log": LOST,
    "GET /tasks": weighted((LOST, 2), (SHORT, 2), (st.just(EMPTY_PAGE), 1)),
    "GET /tasks/*": weighted((LOST, 1), (st.just(NOT_THERE), 1)),
    "PATCH /tasks/*": LOST,
    "POST /pools/*/open": LOST,
    "POST /pools/*/close": LOST,
    "GET /pools/*": LOST,
    "GET /requester": LOST,
    "*": LOST,
}


def storm(
    *endpoints: str, posting: st.SearchStrategy[Act] = ACTS["POST /tasks"]
) -> st.SearchStrategy[list[Fault]]:
    """Give faults of some endpoints, or none at all."""
    acts = {**ACTS, "POST /tasks": posting}
    places = (*endpoints, "*")
    fault = weighted(*[(st.builds(Fault, st.just(on), acts[on], WHEN), 1) for on in places])
    some = st.lists(fault, min_size=1, max_size=3)
    return weighted((some, 3), (st.just(list[Fault]()), 1))


CREATING = storm(
    *("POST /tasks", "POST /tasks", "POST /tasks"),
    *("GET /operations/*", "GET /operations/*/log", "GET /tasks"),
)
CREATING_ONE = storm("POST /tasks", "GET /operations/*", "GET /operations/*/log", "GET /tasks/*")
# nobody else can hold an id that a journal has drawn
UPLOADING = storm(
    *("POST /tasks", "GET /operations/*", "GET /operations/*/log", "GET /requester"),
    posting=POSTING,
)
WAITING = storm("GET /operations/*")
READING = storm("GET /operations/*/log", "GET /tasks")
LISTING = storm("GET /tasks")
CHANGING = storm("PATCH /tasks/*")
LOOKING = storm("GET /tasks/*")
TURNING = storm("POST /pools/*/open", "POST /pools/*/close", "GET /operations/*", "GET /pools/*")

LOOKS = st.builds(After, looks=st.sampled_from([0, 0, 1, 3]))
SETTINGS: st.SearchStrategy[SandboxSettings] = st.builds(
    SandboxSettings,
    operation_waits=LOOKS,
    operation_takes=LOOKS,
    one_operation_per_pool=st.booleans(),
    listed_after=LOOKS,
    log_output=st.sampled_from(["flat", "wrapped", "bare"]),
    log_valid_of_failed=st.booleans(),
    log_pool_id=st.sampled_from(["integer", "string"]),
    details=st.sampled_from(["counts", "items_count"]),
    all_refused=st.sampled_from(["SUCCESS", "FAIL"]),
    pool_problems=st.sampled_from(["status", "steps"]),
    batch_error_field=st.sampled_from(["{index}.{field}", "tasks.{index}.{field}", "{field}"]),
    infinite_overlap_shows=st.sampled_from(["null", "absent"]),
    page_limit=st.sampled_from([100_000, SMALL_PAGE]),
    larger_limit=st.sampled_from(["refused", "shortened"]),
    open_pool_refusal=st.sampled_from([None, "NOT_ENOUGH_BALANCE"]),
)
