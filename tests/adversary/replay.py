"""Answers as they came, and a transport that gives them once more, spoilt or not."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs
import httpx

from tests.adversary.calls import CALLS, TOKEN, prepare
from toloka_typed import TolokaClient
from toloka_typed.sandbox import Sandbox

NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
NOW = 1_700_000_000.0
LOCAL = "http://127.0.0.1:1"
"""Where nobody listens: a replay needs no network."""

PIECE = 4_096
"""Bytes at least that an endless answer goes on by."""


@attrs.frozen(kw_only=True)
class Answer:
    """One HTTP answer; `endless` repeats the body for as long as anybody reads."""

    status: int
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""
    endless: bool = False

    def response(self) -> httpx.Response:
        """Give it as httpx has it from the wire: with its body still to be decoded."""
        return httpx.Response(self.status, headers=list(self.headers), stream=_Pieces(self))

    def header(self, name: bytes) -> str | None:
        """Give a header as a client shows it."""
        shown: str | None = httpx.Headers(list(self.headers)).get(name.decode())
        return shown


class _Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in over the wire."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield self._answer.body
        again = self._answer.body or b" "
        again *= -(-PIECE // len(again))  # byte by byte it would take all the time there is
        while self._answer.endless:
            yield again

    async def __aiter__(self):  # type: ignore[no-untyped-def]  # the base class says what it gives
        for piece in self:
            yield piece


Recording: TypeAlias = Mapping[str, Sequence[Answer]]
"""The answers of one call by endpoint, as in `GET /tasks/*`: an id may be another in a replay."""


class Replay(httpx.MockTransport):
    """Gives each endpoint its answers in turn, the last one for ever, and others a 404."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(self._answer)
        self._left = {endpoint: iter(answers) for endpoint, answers in recording.items()}
        self._last: dict[str, Answer] = {}
        self.given: list[tuple[str, Answer]] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        endpoint = endpoint_of(request)
        name = _without_id(endpoint)
        answer = next(self._left.get(name, iter(())), None) or self._last.get(name)
        answer = answer or Answer(status=404, body=b'{"code":"DOES_NOT_EXIST","message":"no"}')
        self._last[name] = answer
        self.given.append((endpoint, answer))
        return answer.response()


class _Recorder(httpx.HTTPTransport):
    """Keeps what comes in."""

    def __init__(self) -> None:
        super().__init__(verify=NO_CERTIFICATES)
        self.seen: dict[str, list[Answer]] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        body = response.read()
        answer = Answer(status=response.status_code, headers=response.headers.raw, body=body)
        self.seen.setdefault(_without_id(endpoint_of(request)), []).append(answer)
        return answer.response()


def endpoint_of(request: httpx.Request) -> str:
    """Name the endpoint as errors do."""
    path = request.url.raw_path.decode("ascii").partition("?")[0]
    return f"{request.method} {path.removeprefix('/api/v1')}"


def _without_id(endpoint: str) -> str:
    first, *rest = endpoint.split("/")[1:]
    return "/".join([endpoint.partition("/")[0] + "/" + first, *(["*", *rest[1:]] if rest else [])])


def recordings() -> Mapping[str, Recording]:
    """Call every method at a sandbox, and give the answers by call."""
    return {name: _recorded(name) for name in CALLS}


def _recorded(name: str) -> Recording:
    recorder = _Recorder()
    with Sandbox(clock=lambda: NOW) as sandbox, httpx.Client(transport=recorder) as http:
        client = TolokaClient(TOKEN, url=sandbox.url, http_client=http)
        prepare(name, client, sandbox)
        recorder.seen.clear()
        CALLS[name](client)
    return recorder.seen
