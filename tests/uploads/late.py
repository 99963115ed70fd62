"""A request that is under way for long: it arrives when nobody waits for its answer any more."""

from __future__ import annotations

import attrs

from toloka_typed.sandbox._acts import Act, NoAnswer
from toloka_typed.sandbox._http import Answer, Request
from toloka_typed.sandbox._routes import respond
from toloka_typed.sandbox._service import Service


@attrs.define(eq=False)
class UnderWay(Act):
    """Keeps requests from the service; their sender gets no answer."""

    requests: list[Request] = attrs.field(factory=list[Request])

    def before(self, request: Request, service: Service) -> Request | Answer:
        self.requests.append(request)
        return NoAnswer(handled=False).before(request, service)


@attrs.frozen(eq=False)
class Arrives(Act):
    """Lets the service have what was under way, before it handles a request or after."""

    under_way: UnderWay
    first: bool

    def before(self, request: Request, service: Service) -> Request:
        if self.first:
            self._arrive(service)
        return request

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        self._arrive(service)
        return answer

    def _arrive(self, service: Service) -> None:
        while self.under_way.requests:
            respond(service, self.under_way.requests.pop(0))
