"""The token goes to the host that was named and to nobody else: no redirect, no proxy."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import tasks
from tests.security.conftest import Eavesdropper
from tests.security.token_watch import TOKEN
from toloka_typed import (
    ApiError,
    AsyncTolokaClient,
    RetryPolicy,
    TolokaClient,
    TransportError,
)
from toloka_typed.sandbox import Sandbox
from toloka_typed.sandbox.faults import Every, Fault, Instead

ONCE = RetryPolicy(attempts=1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_error(connect: Connect, sandbox: Sandbox, status: int) -> None:
    """The token is not taken to another host, nor to another path of the same one."""
    with Sandbox() as elsewhere:
        for target in (elsewhere.url, sandbox.url):
            act = Instead(status=status, headers={"location": f"{target}/api/v1/requester"})
            sandbox.faults = [Fault("GET /pools/*", act)]
            with pytest.raises(ApiError) as caught:
                connect().get_pool("1238218")
            assert caught.value.status_code == status
        assert not elsewhere.requests
    assert [request.path for request in sandbox.requests] == ["/pools/1238218"] * 2


def test_a_client_that_follows_redirects_does_not_do_so_for_us(sandbox: Sandbox) -> None:
    """An httpx client of the caller's own is told not to follow, for each request."""
    with Sandbox() as elsewhere:
        act = Instead(status=307, headers={"location": f"{elsewhere.url}/api/v1/requester"})
        sandbox.faults = [Fault("*", act, Every(1))]
        with httpx.Client(follow_redirects=True, max_redirects=3) as http_client:
            client = TolokaClient("any", url=sandbox.url, http_client=http_client)
            with pytest.raises(ApiError, match="307"):
                client.get_requester()
            with pytest.raises(ApiError, match="307"):
                list(client.upload_tasks(tasks(2), allow_defaults=True))

        async def ask() -> None:
            async with httpx.AsyncClient(follow_redirects=True) as http_client:
                client = AsyncTolokaClient("any", url=sandbox.url, http_client=http_client)
                await client.get_requester()

        with pytest.raises(ApiError, match="307"):
            asyncio.run(ask())
        assert not elsewhere.requests


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch, eavesdropper: Eavesdropper) -> Eavesdropper:
    """A proxy that the environment names for everything."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
        if name != "no_proxy":
            monkeypatch.setenv(name, eavesdropper.url)
    return eavesdropper


def test_requests_to_loopback_use_no_proxy(connect: Connect, proxied: Eavesdropper) -> None:
    """Plain HTTP that is meant for this machine does not leave it by the environment's proxy."""
    assert connect(token=TOKEN).get_pool("1238218").id == "1238218"
    assert proxied.heard == b""


def test_a_proxy_of_the_environment_is_asked_for_a_tunnel(
    connect: Connect, proxied: Eavesdropper
) -> None:
    """Other hosts are reached by the environment's proxy, which sees the host, not the token."""
    with pytest.raises(TransportError):
        connect(token=TOKEN, url="https://toloka.invalid", retries=ONCE).get_requester()
    assert proxied.heard.startswith(b"CONNECT toloka.invalid:443 ")
    assert TOKEN.encode() not in proxied.heard
    assert b"uthorization" not in proxied.heard
