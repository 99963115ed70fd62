"""Plays spoilt answers to a client, and insists on a value or an error that says where and what."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import attrs
import httpx
import pytest

from tests.adversary.calls import CALLS, OPERATION, TOKEN
from tests.adversary.haste import hurry
from tests.adversary.replay import LOCAL, Answer, Recording, Replay
from tests.scenarios.both import Settled, Way
from toloka_typed import (
    ApiError,
    AsyncTolokaClient,
    BatchError,
    DecodeError,
    OperationFailedError,
    OperationTimeoutError,
    RetryPolicy,
    TolokaClient,
    TolokaError,
)

MAX_ANSWER = 300_000
IMPATIENT = RetryPolicy(attempts=2, first_delay=0.0, max_delay=0.0, max_retry_after=0.0)


class Survivor:
    """Calls clients of both kinds against replays; closed by its context."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner

    def survives(self, name: str, recording: Recording, *, way: Way) -> object:
        """Call a method; give its value or the error, and insist that the error is a good one."""
        replay = Replay(recording)
        client = self._client(replay, way)
        try:
            return CALLS[name](client)
        except TolokaError as error:
            check(error, replay)
            return error

    def _client(self, replay: Replay, way: Way) -> TolokaClient:
        options: dict[str, Any] = {"url": LOCAL, "retries": IMPATIENT, "quota": None}
        client: Any
        inner: TolokaClient | AsyncTolokaClient
        if way == "blocking":
            http = httpx.Client(transport=replay, trust_env=False)
            client = inner = TolokaClient(TOKEN, http_client=http, **options)
        else:
            async_http = httpx.AsyncClient(transport=replay, trust_env=False)
            inner = AsyncTolokaClient(TOKEN, http_client=async_http, **options)
            client = Settled(inner, self._runner)
        transport: Any = vars(inner)["_transport"]
        transport.settings = attrs.evolve(transport.settings, max_answer=MAX_ANSWER)
        hostile: TolokaClient = client
        return hostile


@contextmanager
def survivor() -> Generator[Survivor]:
    """Give a survivor whose waits are short."""
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        hurry(patch)
        yield Survivor(runner)


def check(error: TolokaError, replay: Replay) -> None:
    """Insist that an error names what it is about, and gives nothing away."""
    text = str(error)
    restored = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(restored), str(restored)) == (type(error), text)
    assert TOKEN not in text
    assert TOKEN.encode() not in pickle.dumps(error)
    assert repr(error)
    if isinstance(error, ApiError | DecodeError) and error.endpoint and error.status_code:
        _check_answer(error, replay)
    elif isinstance(error, BatchError | OperationFailedError | OperationTimeoutError):
        assert text
    else:
        assert _named(text, replay), f"nobody knows where: {error!r}"


def _check_answer(error: ApiError | DecodeError, replay: Replay) -> None:
    given = [answer for endpoint, answer in replay.given if endpoint == error.endpoint]
    assert given, f"no such request: {error.endpoint}"
    assert any(_is_about(error, answer) for answer in given), f"no such answer: {vars(error)}"
    assert error.endpoint
    assert error.endpoint in str(error)
    assert str(error.status_code) in str(error)


def _is_about(error: ApiError | DecodeError, answer: Answer) -> bool:
    plain = answer.header(b"content-encoding") is None and not answer.endless
    return (
        error.status_code == answer.status
        and (not plain or answer.body.startswith(error.body))
        and (bool(error.body) or not answer.body or not plain)
        and (error.request_id is None) <= (not answer.header(b"x-request-id"))
    )


def _named(text: str, replay: Replay) -> bool:
    """Whether it names the endpoint, or the operation, that an answer was about."""
    endpoints = [endpoint for endpoint, _ in replay.given]
    asked = [*endpoints, OPERATION, *(part for one in endpoints for part in one.split("/")[2:3])]
    return any(name in text for name in asked)
