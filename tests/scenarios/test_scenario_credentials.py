"""Scenario 25, the credentials: who asks, and who must not learn the token."""

from __future__ import annotations

import logging
import pickle
import traceback

import httpx
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import tasks
from toloka_typed import AccessDeniedError, ApiError, AuthenticationError, TolokaClient
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead

SECRET = "s3cr3t-t0ken"
API_KEY = "aaaaaaaaaaaaaaaaaaaaaa.bbbb.cccccccc"


@pytest.mark.parametrize("secret", [SECRET, API_KEY])
def test_bad_credentials_are_one_error(
    connect: Connect, sandbox: Sandbox, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A 401 is raised at once, names host and scheme, and shows the token nowhere."""
    caplog.set_level(logging.DEBUG)
    with Sandbox(refused_tokens=[secret]) as strict:
        client = connect(token=secret, url=strict.url)
        for call in (client.get_requester, lambda: client.create_tasks(tasks(1))):
            strict.clear_requests()
            with pytest.raises(AuthenticationError) as raised:
                call()
            assert len(strict.requests) == 1
            error = raised.value
            assert error.status_code == 401
            assert httpx.URL(strict.url).netloc.decode() in str(error)
            assert ("ApiKey" if secret == API_KEY else "OAuth") in str(error)
            shown = [str(error), repr(error), repr(vars(error)), repr(client), caplog.text]
            shown += traceback.format_exception(error)
            assert not any(secret in text for text in shown)
            assert secret.encode() not in pickle.dumps(error)
    assert sandbox.requests == ()


def test_denied_access_is_one_error(client: TolokaClient, sandbox: Sandbox) -> None:
    """A 403 is raised at once, and names host and scheme as well."""
    sandbox.faults = [Fault("*", Instead.error(403, "ACCESS_DENIED"), First(1_000))]
    with pytest.raises(AccessDeniedError, match=r"OAuth at 127\.0\.0\.1:") as raised:
        client.get_requester()
    assert raised.value.asked_as == f"OAuth at {httpx.URL(sandbox.url).netloc.decode()}"
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "AUTHENTICATION_ERROR", AuthenticationError),
        (403, "OAUTH_AUTHENTICATION_ERROR", AuthenticationError),
        (401, "ACCESS_DENIED", AccessDeniedError),
        (401, "SOMETHING_NEW", AuthenticationError),
        (401, None, AuthenticationError),
        (403, None, AccessDeniedError),
    ],
)
def test_the_code_decides_before_the_status(
    client: TolokaClient, sandbox: Sandbox, status: int, code: str | None, kind: type[ApiError]
) -> None:
    """The class follows the code where it is known, and otherwise the status."""
    answer = Instead.error(status, code) if code else Instead(status=status)
    sandbox.faults = [Fault("*", answer)]
    with pytest.raises(kind) as raised:
        client.get_requester()
    assert (raised.value.status_code, raised.value.code) == (status, code)


@pytest.mark.parametrize(
    ("token", "scheme"),
    [
        (SECRET, "OAuth"),
        (API_KEY, "ApiKey"),
        (f"OAuth {API_KEY}", "OAuth"),
        (f"ApiKey {SECRET}", "ApiKey"),
        (f"  ApiKey   {SECRET} ", "ApiKey"),
    ],
)
def test_the_scheme_follows_the_token(
    connect: Connect, sandbox: Sandbox, token: str, scheme: str
) -> None:
    """The token's shape picks `ApiKey` or `OAuth`, and an explicit prefix wins."""
    connect(token=token).get_requester()
    assert sandbox.requests[-1].scheme == scheme


def test_the_token_may_stand_in_the_environment(
    connect: Connect, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a token `TOLOKA_TOKEN` is read; without that, the error names the variable."""
    monkeypatch.setenv("TOLOKA_TOKEN", API_KEY)
    connect(token=None).get_requester()
    assert sandbox.requests[-1].scheme == "ApiKey"
    monkeypatch.delenv("TOLOKA_TOKEN")
    with pytest.raises(ValueError, match="TOLOKA_TOKEN"):
        connect(token=None)


def test_an_account_can_be_acted_for(connect: Connect, sandbox: Sandbox) -> None:
    """`act_under_account_id` goes out with every request, and only if it was given."""
    connect().get_requester()
    assert "x-act-under-account-id" not in sandbox.requests[-1].headers
    client = connect(act_under_account_id="account-7")
    client.create_tasks(tasks(1), allow_defaults=True)
    headers = [request.headers["x-act-under-account-id"] for request in sandbox.requests[1:]]
    assert set(headers) == {"account-7"}


def test_requests_say_what_they_are(client: TolokaClient, sandbox: Sandbox) -> None:
    """Each request names this package and the JSON that it wants; bodies are JSON by type."""
    client.create_tasks(tasks(1), allow_defaults=True)
    for request in sandbox.requests:
        assert request.headers["user-agent"].startswith("toloka-typed/")
        assert request.headers["accept"] == "application/json"
        assert ("content-type" in request.headers) is (request.method == "POST")
