"""Runs plans without I/O: against a clock that only sleeping moves, and a list of answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from toloka_typed._endpoints import Api
from toloka_typed._requests.exchange import Exchanger, Observer
from toloka_typed._requests.plan import Plan, Request, Response, Send
from toloka_typed._requests.quota import Gate, Quota
from toloka_typed._requests.retry import RetryPolicy
from toloka_typed.errors import TransportError

T = TypeVar("T")

Answer: TypeAlias = Response | TransportError
Answerer: TypeAlias = Callable[[Request], Answer]

STEADY = RetryPolicy()


class Stepper:
    """Steps plans, and keeps what they asked for.

    `answers` are given in turn, the last one for ever; a callable gets the request. Each exchange
    takes `takes` seconds.
    """

    def __init__(
        self, *answers: Answer | Answerer, at: float = 1_000.0, takes: float = 0.0
    ) -> None:
        self.now = at
        self.requests: list[Request] = []
        self.sent_at: list[float] = []
        self.sleeps: list[float] = []
        self._answers = list(answers)
        self._takes = takes

    def run(self, plan: Plan[T]) -> T:
        try:
            effect = next(plan)
            while True:
                if not isinstance(effect, Send):
                    self._sleep(effect.seconds)
                    effect = plan.send(self.now)
                    continue
                answer = self._exchange(effect.request)
                if isinstance(answer, TransportError):
                    effect = plan.throw(answer)
                else:
                    effect = plan.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result

    def _sleep(self, seconds: float) -> None:
        assert seconds == seconds
        if seconds > 0:
            self.sleeps.append(seconds)
            self.now += seconds

    def _exchange(self, request: Request) -> Answer:
        self.requests.append(request)
        self.sent_at.append(self.now)
        self.now += self._takes
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        found = answer(request) if callable(answer) else answer
        if isinstance(found, Response):
            return Response(
                status=found.status,
                headers=found.headers,
                body=found.body,
                seconds=self._takes,
                at=self.now,
            )
        return found


def api(
    *, policy: RetryPolicy = STEADY, quota: Quota | None = None, observer: Observer | None = None
) -> Api:
    """Give endpoints by some rules."""
    return Api(Exchanger(policy=policy, gate=Gate(quota), observer=observer))


def answer(value: Any, status: int = 200, **headers: str) -> Response:
    """Give an answer that is JSON."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(status=status, headers=named, body=json.dumps(value).encode())


def refusal(
    status: int, code: str | None = None, *, payload: Any = None, **headers: str
) -> Response:
    """Give an error of the service."""
    return answer({"code": code, "message": "m", "payload": payload}, status, **headers)


def operation(status: str, *, kind: str = "TASK.BATCH_CREATE", name: str = "op") -> Response:
    """Give an operation."""
    return answer({"id": name, "type": kind, "status": status})


def gone(*, sent: bool | None = None) -> TransportError:
    """Give the error of an exchange without an answer."""
    return TransportError("gone", sent=sent)


def exhausted(items: Iterable[object]) -> None:
    """Go through to the end."""
    for _ in items:
        pass
