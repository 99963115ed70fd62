"""Bytes that no honest server sends end in an error of ours, and give nothing away."""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
import time
from collections.abc import Iterable
from functools import partial

import httpx
import pytest

from tests.scenarios.conftest import Connect
from tests.security.rawserver import answer, raw_server
from tests.security.test_security_token import shown
from tests.security.token_watch import TOKEN
from toloka_typed import (
    ApiError,
    AsyncTolokaClient,
    DecodeError,
    RetryPolicy,
    TolokaClient,
    TolokaError,
    TransportError,
)

ONCE = RetryPolicy(attempts=1)
NOWHERE = [
    b"http://xn--a/",
    b"http://xn--0000h/",
    b"mailto:x@y",
    b"foo:bar",
    b"http:x",
    b"http://x:y/",
    b"/" + b"a" * 65_520,
    b"\xff\xfe",
]
STRANGE_LINES = [
    b"HTTP/1.1 banana %b\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n%b\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%b\r\n",
    b"HTTP/1.1 302 Found\r\nlocation: http://x:%b/\r\ncontent-length: 0\r\n\r\n",
    b"%b",
]


SECRET = "AnotherTokenThatHttpcoreMayLog0123456789"
"""For lines that httpcore quotes at DEBUG as they came."""


def refused(connect: Connect, url: str, **options: str) -> TolokaError:
    """Give the error of a question."""
    with pytest.raises(TolokaError) as raised:
        connect(url=url, retries=ONCE, **options).get_requester()
    return raised.value


@pytest.mark.parametrize("location", NOWHERE, ids=lambda location: repr(location[:20]))
def test_a_redirect_that_leads_nowhere_is_the_service_s_fault(
    connect: Connect, location: bytes
) -> None:
    """Whatever a `Location` holds, the error is about the answer, not about the arguments."""
    found = answer(b"", b"location: " + location, status=b"302 Found")
    with raw_server(lambda _: [found]) as server:
        error = refused(connect, server.url)
    assert isinstance(error, ApiError | TransportError)
    if isinstance(error, TransportError):
        assert error.sent is True
        assert len(str(error)) < 1_000


@pytest.mark.parametrize("line", STRANGE_LINES)
def test_a_line_that_is_quoted_does_not_show_the_token(connect: Connect, line: bytes) -> None:
    """An error that httpx words with the service's bytes has the token nowhere in its chain."""
    with raw_server(lambda _: [line % SECRET.encode()]) as server:
        error = refused(connect, server.url, token=SECRET)
    assert isinstance(error, TransportError)
    assert SECRET not in shown(error)
    assert "GET /requester" in str(error)


def test_an_endless_line_is_cut(connect: Connect) -> None:
    """An error quotes the first bytes, and no more."""
    with raw_server(lambda _: [b"HTTP/1.1 " + b"x" * 80_000 + b"\r\n\r\n"]) as server:
        assert len(str(refused(connect, server.url))) < 1_000


@pytest.mark.parametrize(
    "spelled",
    [
        TOKEN.encode(),
        b"".join(b"\\u%04x" % ord(one) for one in TOKEN),
        b"\\u%04X" % ord(TOKEN[0]) + TOKEN[1:].encode(),
        b"".join(b"%%%02X" % ord(one) for one in TOKEN),
    ],
)
def test_no_spelling_of_the_token_comes_back(connect: Connect, spelled: bytes) -> None:
    """JSON's and URLs' escapes of it are taken out as well."""
    for body in (b'{"code": "X", "message": "%b"}' % spelled, b"<html>%b" % spelled):
        found = answer(body, status=b"400 Bad")
        with raw_server(partial(_always, found)) as server:
            error = refused(connect, server.url)
        assert TOKEN not in shown(error)
        assert spelled.decode() not in shown(error)


def _always(found: bytes, _: bytes) -> list[bytes]:
    return [found]


def test_a_token_that_was_cut_does_not_come_back(connect: Connect) -> None:
    """An answer that ends within the token shows no part of it."""
    with raw_server(
        lambda _: [answer(b"<html>" + TOKEN[:-1].encode(), status=b"502 Bad")]
    ) as server:
        error = refused(connect, server.url)
    assert TOKEN[:12] not in shown(error)


def test_cookies_are_neither_kept_nor_sent(connect: Connect) -> None:
    """What a proxy wants to be remembered does not come back, nor break the next request."""
    cookies = [b"set-cookie: a=\xc3\xa9", b"set-cookie: b=c; Domain=127.0.0.1", b"set-cookie: =;;="]
    with raw_server(lambda _: [answer(b"{}", *cookies)]) as server:
        client = connect(url=server.url, retries=ONCE)
        for _ in range(3):
            with pytest.raises(DecodeError):
                client.get_requester()
    assert len(server.heard) == 3
    assert not any(b"cookie:" in head.lower() for head in server.heard)


def test_an_auth_of_the_http_client_does_not_replace_the_token() -> None:
    """The token is what a request goes out with, whatever the caller's client does for others."""

    async def ask(url: str) -> None:
        async with httpx.AsyncClient(auth=("me", "pw")) as http_client:
            client = AsyncTolokaClient("any", url=url, http_client=http_client, retries=ONCE)
            await client.get_requester()

    with raw_server(lambda _: [answer()]) as server:
        with httpx.Client(auth=("me", "pw")) as http_client:
            client = TolokaClient("any", url=server.url, http_client=http_client, retries=ONCE)
            with pytest.raises(DecodeError):
                client.get_requester()
        with pytest.raises(DecodeError):
            asyncio.run(ask(server.url))
    assert len(server.heard) == 2
    for head in server.heard:
        assert f"authorization: oauth {TOKEN}".lower().encode() in head.lower()


@pytest.mark.parametrize("line", [b"x-%d: y\r\n", b"HTTP/1.1 102 Processing\r\nx: %d\r\n\r\n"])
def test_a_head_that_trickles_ends_with_the_time(connect: Connect, line: bytes) -> None:
    """The limit of a request holds also for an answer that never gets to its body."""
    stop = threading.Event()

    def trickle(_: bytes) -> Iterable[bytes]:
        if line.startswith(b"x"):
            yield b"HTTP/1.1 200 OK\r\n"
        for number in itertools.count():
            if stop.wait(0.02):
                return
            yield line % number

    with raw_server(trickle) as server:
        started = time.monotonic()
        with pytest.raises(TransportError) as raised:
            connect(url=server.url, timeout=0.2, retries=ONCE).get_requester()
        assert time.monotonic() - started < 5
        stop.set()
    assert raised.value.sent is True


def test_how_far_a_request_got_is_told(connect: Connect) -> None:
    """`sent` is what was seen: nothing left, nobody can say, or all of it did."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        closed = "http://{}:{}".format(*unused.getsockname())
    never = refused(connect, closed)
    assert isinstance(never, TransportError)
    assert never.sent is False
    with raw_server(lambda _: []) as server:
        whole = refused(connect, server.url)
    assert isinstance(whole, TransportError)
    assert whole.sent is True


def test_a_proxy_that_opens_no_tunnel_was_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that waits for a proxy's tunnel has not left: another attempt does no harm."""
    with raw_server(lambda _: []) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = TolokaClient("any", url="https://toloka.invalid", retries=ONCE)
        with pytest.raises(TransportError) as raised:
            client.get_requester()
        client.close()
    assert proxy.heard[0].startswith(b"CONNECT")
    assert raised.value.sent is False


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1", "SOCKS"),
        ("HTTPS_PROXY", "http://host:port", "proxy"),
        ("HTTPS_PROXY", "http://127.0.0.1:99999", ""),
        ("SSL_CERT_FILE", "/no", "No such file"),
    ],
)
def test_an_environment_that_cannot_be_used_is_told(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    """Wrong proxies and certificates are an error of ours, at the first call."""
    monkeypatch.setenv(variable, value)
    assert told in str(refused(connect, "https://toloka.invalid"))


def test_what_cookies_break_is_not_the_arguments_fault() -> None:
    """A client of the caller's own keeps cookies; one that no header can hold is told as such."""
    with (
        raw_server(lambda _: [answer(b"{}", b"set-cookie: a=\xc3\xa9")]) as server,
        httpx.Client() as http_client,
    ):
        client = TolokaClient("any", url=server.url, http_client=http_client, retries=ONCE)
        with pytest.raises(DecodeError):
            client.get_requester()
        with pytest.raises(TransportError, match="ascii"):
            client.get_requester()
    assert len(server.heard) == 1
