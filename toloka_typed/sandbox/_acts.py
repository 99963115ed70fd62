"""What a fault does to one exchange: to the request before the service, or to the answer after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from toloka_typed.sandbox._http import Answer, Request
from toloka_typed.sandbox._json import decode, encode, is_object
from toloka_typed.sandbox._operations import Recorded

if TYPE_CHECKING:
    from typing import Self

    from toloka_typed.sandbox._service import Service


class Act:
    """Something that changes an exchange; this one changes nothing."""

    def before(self, request: Request, service: Service) -> Request | Answer:  # noqa: ARG002
        """Give the request that the service gets, or an answer in its place."""
        return request

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the answer that the caller gets."""
        return answer


@attrs.frozen(kw_only=True)
class Delay(Act):
    """Time passes, in seconds: before the service hears of the request, or before it answers."""

    before_handling: float = 0.0
    after_handling: float = 0.0

    def before(self, request: Request, service: Service) -> Request:  # noqa: ARG002
        """Give the request, later."""
        return attrs.evolve(request, delay=request.delay + self.before_handling)

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the answer, later."""
        delivery = answer.delivery
        later = attrs.evolve(delivery, delay=delivery.delay + self.after_handling)
        return attrs.evolve(answer, delivery=later)


@attrs.frozen(kw_only=True)
class NoAnswer(Act):
    """The connection ends without an answer, whether or not the service did what was asked."""

    handled: bool = True
    end: Literal["close", "reset"] = "close"

    def before(self, request: Request, service: Service) -> Request | Answer:
        """Keep the request from the service unless it is to be handled."""
        return request if self.handled else self.after(Answer(status=0), request, service)

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the answer as one that is never sent."""
        delivery = attrs.evolve(answer.delivery, end=self.end, body_bytes=None)
        return attrs.evolve(answer, delivery=delivery)


@attrs.frozen(kw_only=True)
class CutAnswer(Act):
    """The body ends early. With `end="open"` its length looks right: JSON that was cut short."""

    body_bytes: int = 10
    end: Literal["open", "close", "reset"] = "close"

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the answer with less of its body."""
        if self.end == "open":
            return attrs.evolve(answer, body=answer.body[: self.body_bytes])
        delivery = attrs.evolve(answer.delivery, end=self.end, body_bytes=self.body_bytes)
        return attrs.evolve(answer, delivery=delivery)


@attrs.frozen(kw_only=True)
class SlowAnswer(Act):
    """The body trickles: so many bytes, a pause in seconds, and so on."""

    piece: int = 64
    pause: float = 0.01

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the answer slowly."""
        delivery = attrs.evolve(answer.delivery, piece=self.piece, pause=self.pause)
        return attrs.evolve(answer, delivery=delivery)


@attrs.frozen(kw_only=True)
class Instead(Act):
    """Another answer in place of the service's; `handled`: although it did what was asked."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    handled: bool = False
    version: Literal["1.0", "1.1"] = "1.1"

    @classmethod
    def error(
        cls,
        status: int,
        code: str,
        *,
        payload: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        handled: bool = False,
    ) -> Self:
        """Give the API's own error, such as `error(429, "TOO_MANY_REQUESTS")`."""
        body: dict[str, object] = {"request_id": "ao_fault", "code": code, "message": code.lower()}
        if payload is not None:
            body["payload"] = payload
        return cls.json(status, body, headers=headers, handled=handled)

    @classmethod
    def json(
        cls,
        status: int,
        value: object,
        *,
        headers: Mapping[str, str] | None = None,
        handled: bool = False,
    ) -> Self:
        """Give any JSON with any status."""
        found = {"content-type": "application/json", **(headers or {})}
        return cls(status=status, body=encode(value), headers=found, handled=handled)

    @classmethod
    def html(cls, status: int, *, handled: bool = False) -> Self:
        """Give the page of a reverse proxy."""
        body = b"<html><head><title>%d</title></head><body><h1>nginx</h1></body></html>" % status
        return cls(status=status, body=body, headers={"content-type": "text/html"}, handled=handled)

    def before(self, request: Request, service: Service) -> Request | Answer:
        """Keep the request from the service unless it is to be handled."""
        return request if self.handled else self.after(Answer(status=0), request, service)

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Give the other answer, in the same manner."""
        delivery = attrs.evolve(answer.delivery, version=self.version)
        return Answer(status=self.status, body=self.body, headers=self.headers, delivery=delivery)


@attrs.frozen(kw_only=True)
class ShortPage(Act):
    """A list gives fewer items than it was asked for, and says whether there are more."""

    items: int

    def before(self, request: Request, service: Service) -> Request:  # noqa: ARG002
        """Give the request as though it had asked for no more than this."""
        asked = request.query.get("limit", "")
        if asked.isdecimal() and int(asked) <= self.items:
            return request
        return attrs.evolve(request, query={**request.query, "limit": str(self.items)})


@attrs.frozen(kw_only=True)
class OperationTaken(Act):
    """The request's `operation_id` turns out to be another operation's, of any type and end."""

    type: str = "TASK.BATCH_CREATE"
    status: Literal["SUCCESS", "FAIL"] = "SUCCESS"
    log: Sequence[Mapping[str, object]] = ()

    def before(self, request: Request, service: Service) -> Request:
        """Put the other operation there first."""
        operation_id = request.query.get("operation_id")
        if operation_id and operation_id.lower() not in service.operations:
            work = Recorded(success=self.status == "SUCCESS", steps=tuple(map(encode, self.log)))
            service.put(self.type, work, operation_id=operation_id.lower())
        return request


@attrs.frozen(kw_only=True)
class OperationFails(Act):
    """The operation that a request starts ends as FAIL, with nothing done and an empty log."""

    details: Mapping[str, object] | None = None

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        """Let the operation in the answer fail."""
        try:
            view = decode(answer.body) if answer.status == 202 else None
        except ValueError:  # another fault has spoilt the answer
            return answer
        operation = service.operations.get(str(view.get("id"))) if is_object(view) else None
        if operation is not None:
            operation.work = Recorded(success=False, told=self.details)
        return answer
