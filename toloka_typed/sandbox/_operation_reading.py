"""Operations as requesters see them: one, its log, or a list."""

from __future__ import annotations

from toloka_typed.sandbox._http import Answer, Request, encoded_answer, json_answer
from toloka_typed.sandbox._lists import page
from toloka_typed.sandbox._operations import Operation
from toloka_typed.sandbox._problems import not_found
from toloka_typed.sandbox._query import Query
from toloka_typed.sandbox._service import Service


def get(service: Service, request: Request) -> Answer:
    """Give an operation, and count the look at it."""
    operation = _find(service, request)
    view = operation.view(service.settings, now=service.now())
    operation.looks += 1
    return json_answer(200, view)


def get_log(service: Service, request: Request) -> Answer:
    """Give the steps of a finished operation; an unfinished one has none yet."""
    operation = _find(service, request)
    steps = operation.work.log(service.settings) if operation.finished is not None else iter(())
    return encoded_answer(200, b"[%b]" % b",".join(steps))


def find(service: Service, request: Request) -> Answer:
    """Give one page of all operations."""
    settings, now = service.settings, service.now()
    return page(
        (operation.view(settings, now=now) for operation in service.operations.values()),
        Query(request.query),
        exact=("type", "status"),
        moments=("submitted", "finished"),
        usual=50,
        most=500,
    )


def _find(service: Service, request: Request) -> Operation:
    operation = service.operations.get(request.segments[1].lower())
    if operation is None:
        raise not_found("operation")
    return operation
