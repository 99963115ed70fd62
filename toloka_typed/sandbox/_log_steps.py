"""The steps of a batch operation's log, each as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from toloka_typed.sandbox._forms import Problems
from toloka_typed.sandbox._json import encode
from toloka_typed.sandbox._problems import Problem

_REQUEST_ID = "ao_0000000000000000"


def refused_step(item: Mapping[str, object], problems: Problems, *, shape: str) -> bytes:
    """Give the step of an item that was refused, as it was sent."""
    output: Mapping[str, object]
    if shape == "flat":
        output = problems
    elif shape == "wrapped":
        message = "validation failed"
        output = {"code": "VALIDATION_ERROR", "message": message, "payload": problems}
    else:
        output = {**next(iter(problems.values())), "request_id": _REQUEST_ID}
    return _step("TASK_VALIDATE", success=False, given=item, output=output)


def valid_step(*, echo: bytes, form: bytes) -> bytes:
    """Give the step of an item that was found valid and yet not created."""
    return b'{"type":"TASK_VALIDATE","success":true,"input":{%b%b},"output":{}}' % (echo, form)


def created_step(task_id: str, *, echo: bytes, form: bytes) -> bytes:
    """Give the step of an item that became a task."""
    return b'{"type":"TASK_CREATE","success":true,"input":{%b%b},"output":{"task_id":"%b"}}' % (
        echo,
        form,
        task_id.encode(),
    )


def pool_step(pool_id: int | str, *, error: Problem | None) -> bytes:
    """Give the step of a pool that was to be opened."""
    output = {**error, "request_id": _REQUEST_ID} if error else None
    return _step("POOL_OPEN", success=error is None, given={"pool_id": pool_id}, output=output)


def _step(
    kind: str, *, success: bool, given: Mapping[str, object], output: Mapping[str, object] | None
) -> bytes:
    return encode({"type": kind, "success": success, "input": given, "output": output or {}})
