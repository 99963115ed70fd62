"""The table of the API, and the way of a request through it: login, endpoint, or an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toloka_typed.sandbox import _operation_reading, _pool_actions, _task_creation, _tasks
from toloka_typed.sandbox._http import Answer, Request
from toloka_typed.sandbox._problems import ApiError, malformed
from toloka_typed.sandbox._service import Service

Endpoint = Callable[[Service, Request], Answer]

ROUTES: Mapping[tuple[str, ...], Mapping[str, Endpoint]] = {
    ("tasks",): {"GET": _tasks.find, "POST": _task_creation.create},
    ("tasks", "*"): {"GET": _tasks.get, "PATCH": _tasks.patch},
    ("tasks", "*", "set-overlap-or-min"): {"PATCH": _tasks.set_overlap_or_min},
    ("operations",): {"GET": _operation_reading.find},
    ("operations", "*"): {"GET": _operation_reading.get},
    ("operations", "*", "log"): {"GET": _operation_reading.get_log},
    ("pools",): {"GET": _pool_actions.find},
    ("pools", "*"): {"GET": _pool_actions.get},
    ("pools", "*", "open"): {"POST": _pool_actions.open_pool},
    ("pools", "*", "close"): {"POST": _pool_actions.close_pool},
    ("projects", "*"): {"GET": _pool_actions.get_project},
    ("requester",): {"GET": _pool_actions.get_requester},
}


def respond(service: Service, request: Request) -> Answer:
    """Give the service's answer to any request; every refusal has the API's error body."""
    try:
        service.access.check(request)
        endpoint = _endpoint(request)
        service.settle()
        return endpoint(service, request)
    except ApiError as refused:
        return refused.answer(request.id)
    except RecursionError:
        return malformed("it is nested too deeply").answer(request.id)


def _endpoint(request: Request) -> Endpoint:
    parts = request.segments
    for pattern, methods in ROUTES.items():
        if len(pattern) == len(parts) and all(
            one in {"*", part} for one, part in zip(pattern, parts, strict=True)
        ):
            if request.method not in methods:
                message = f"{request.method} is not possible here"
                allow = {"allow": ", ".join(methods)}
                raise ApiError(405, "METHOD_NOT_ALLOWED", message, headers=allow)
            return methods[request.method]
    raise ApiError(404, "NOT_FOUND", "there is no such path")
