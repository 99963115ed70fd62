"""One HTTP exchange as values: what was asked, and what to answer in which manner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import unquote

import attrs

from toloka_typed.sandbox._json import encode

API_ROOT = "/api/v1"


@attrs.frozen(kw_only=True)
class Request:
    """What was asked. `path` is as sent, still quoted; header names are in lower case."""

    id: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    delay: float = 0.0
    """Seconds before the service gets the request."""

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path below `/api/v1`; a quoted slash stays inside its part."""
        if not self.path.startswith(f"{API_ROOT}/"):
            return ()
        return tuple(unquote(part) for part in self.path[len(API_ROOT) + 1 :].split("/"))


@attrs.frozen(kw_only=True)
class Delivery:
    """How an answer goes over the wire: when, how fast, how far, and how the connection ends."""

    delay: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds between two pieces of the body."""
    piece: int = 1 << 20
    """Bytes of the body in one piece."""
    body_bytes: int | None = None
    """How much of the body is sent before the connection ends; `None`: all, and it stays open."""
    end: Literal["open", "close", "reset"] = "open"
    """What happens to the connection: `close` and `reset` come before the status line
    where `body_bytes` is `None`, else after that much of the body."""
    version: Literal["1.0", "1.1"] = "1.1"


@attrs.frozen(kw_only=True)
class Answer:
    """What to answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    delivery: Delivery = Delivery()


def json_answer(status: int, value: object) -> Answer:
    """Give an answer whose body is the value as JSON."""
    return encoded_answer(status, encode(value))


def encoded_answer(status: int, body: bytes) -> Answer:
    """Give an answer whose body is JSON already."""
    return Answer(status=status, body=body, headers={"content-type": "application/json"})


def is_match(pattern: str, method: str, path: str) -> bool:
    """Whether `METHOD /path` fits a pattern such as `GET /operations/*`.

    `*` stands for one part of a path or any method; a lone `*` for every request.
    """
    if pattern == "*":
        return True
    wanted_method, _, wanted_path = pattern.partition(" ")
    if wanted_method not in {"*", method}:
        return False
    wanted, parts = wanted_path.split("/"), path.split("/")
    return len(wanted) == len(parts) and all(
        one in {"*", other} for one, other in zip(wanted, parts, strict=True)
    )
