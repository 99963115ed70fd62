"""What a client is built with: certificates, another's http client, and what headers hold."""

from __future__ import annotations

import asyncio
import linecache
from collections.abc import Callable

import httpx
import pytest

from tests.security.token_watch import TOKEN
from toloka_typed import AsyncTolokaClient, TolokaClient
from toloka_typed.sandbox import Sandbox

Build = Callable[..., TolokaClient | AsyncTolokaClient]

both = pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])


@both
def test_unverified_certificates_are_warned_about(kind: Build) -> None:
    """`verify=False` warns, and the warning points at the line that said so."""
    with pytest.warns(UserWarning, match="can read the token") as warned:
        kind("any", "SANDBOX", verify=False)
    [warning] = warned
    assert "verify=False)" in linecache.getline(warning.filename, warning.lineno)


@both
@pytest.mark.parametrize("verify", [True, False])
def test_verify_belongs_to_the_http_client(kind: Build, verify: bool) -> None:
    """With an httpx client of the caller's own, `verify` would change nothing, so it is refused."""
    own = httpx.Client() if kind is TolokaClient else httpx.AsyncClient()
    with pytest.raises(ValueError, match="http_client"):
        kind("any", "SANDBOX", verify=verify, http_client=own)


def test_an_http_client_stays_its_owners(sandbox: Sandbox) -> None:
    """Url and timeout are ours for each request; closing, the rest and other requests are not."""
    seen: list[httpx.Request] = []
    own = httpx.Client(
        base_url="http://127.0.0.1:9",
        timeout=77.0,
        headers={"x-team": "a", "authorization": "Basic x"},
        event_hooks={"request": [seen.append]},
    )
    with own:
        with TolokaClient(TOKEN, url=sandbox.url, timeout=20.0, http_client=own) as client:
            client.get_requester()
        assert not own.is_closed
        assert own.get(f"{sandbox.url}/api/v1/requester").status_code == 401
    ours, theirs = seen
    assert ours.headers["authorization"] == f"OAuth {TOKEN}"
    assert ours.headers["x-team"] == "a"
    assert set(ours.extensions["timeout"].values()) == {20.0}
    assert theirs.headers["authorization"] == "Basic x"
    assert set(theirs.extensions["timeout"].values()) == {77.0}


def test_an_asyncio_http_client_stays_its_owners(sandbox: Sandbox) -> None:
    """What is true of httpx's blocking client is true of its asyncio one."""
    seen: list[httpx.Request] = []

    async def see(request: httpx.Request) -> None:
        seen.append(request)

    async def work() -> None:
        async with httpx.AsyncClient(timeout=77.0, event_hooks={"request": [see]}) as own:
            async with AsyncTolokaClient(
                TOKEN, url=sandbox.url, timeout=20.0, http_client=own
            ) as client:
                await client.get_requester()
            assert not own.is_closed
            assert (await own.get(f"{sandbox.url}/api/v1/requester")).status_code == 401

    asyncio.run(work())
    ours, theirs = seen
    assert ours.headers["authorization"] == f"OAuth {TOKEN}"
    assert set(ours.extensions["timeout"].values()) == {20.0}
    assert "authorization" not in theirs.headers
    assert set(theirs.extensions["timeout"].values()) == {77.0}


@both
@pytest.mark.parametrize(
    "account", ["1\r\nHost: example.com", "1\n", "1\0", "é", "①", "", " ", "a b", "\ud800"]
)
def test_an_account_cannot_inject_headers(kind: Build, account: str) -> None:
    """An account's id that no header can hold is refused when the client is built."""
    with pytest.raises(ValueError, match="account"):
        kind("any", "SANDBOX", act_under_account_id=account)


@both
@pytest.mark.parametrize(
    "token", ["a\r\nHost: x", "a\0", "é", "a\x7f", "\ud800", "", " ", "\n", "OAuth ", "ApiKey\n"]
)
def test_a_token_cannot_inject_headers(kind: Build, token: str) -> None:
    """What is no token, or would be more than one header, is refused when the client is built."""
    with pytest.raises(ValueError, match="token"):
        kind(token, "SANDBOX")


def test_white_space_around_a_token_is_nobodys_intention(sandbox: Sandbox) -> None:
    """A token read from a file may end with its line."""
    seen: list[httpx.Request] = []
    with httpx.Client(event_hooks={"request": [seen.append]}) as own:
        client = TolokaClient(f" OAuth\t{TOKEN}\r\n", url=sandbox.url, http_client=own)
        client.get_requester()
        TolokaClient(
            TOKEN, url=sandbox.url, http_client=own, act_under_account_id="7"
        ).get_requester()
    assert [one.headers["authorization"] for one in seen] == [f"OAuth {TOKEN}"] * 2
    assert [one.headers.get("x-act-under-account-id") for one in seen] == [None, "7"]
