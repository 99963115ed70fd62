"""The traffic that a sandbox has seen, as values for assertions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from toloka_typed.sandbox._http import API_ROOT, Answer, Request
from toloka_typed.sandbox._json import decode


@attrs.frozen(kw_only=True)
class Exchange:
    """One request and what became of it.

    `path` is as sent, without `/api/v1` and the query. `status` is `None` where no answer was
    sent. `body` is `None` where it was larger than the sandbox keeps. Header names are in lower
    case; of `Authorization` only the scheme is kept, as `scheme`.
    """

    method: str
    path: str
    query: Mapping[str, str]
    status: int | None
    headers: Mapping[str, str]
    scheme: str
    body_bytes: int
    body: bytes | None

    def json(self) -> Any:
        """Give the body's value; `ValueError` where it was not kept or is not JSON."""
        if self.body is None:
            raise ValueError("the body was larger than the sandbox keeps")
        return decode(self.body)


def exchange(request: Request, answer: Answer, *, kept_body_bytes: int) -> Exchange:
    """Give what is recorded of a request."""
    lost = answer.delivery.end != "open" and answer.delivery.body_bytes is None
    size = len(request.body)
    return Exchange(
        method=request.method,
        path=request.path.removeprefix(API_ROOT),
        query=request.query,
        status=None if lost else answer.status,
        headers={name: text for name, text in request.headers.items() if name != "authorization"},
        scheme=request.headers.get("authorization", "").partition(" ")[0],
        body_bytes=size,
        body=request.body if size <= kept_body_bytes else None,
    )
