"""What can be seen of a client, an error or a journal, and that the token is not in it."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, task, tasks
from tests.security.token_watch import TOKEN
from toloka_typed import AsyncTolokaClient, RetryPolicy, TolokaClient, TolokaError
from toloka_typed.sandbox import Sandbox
from toloka_typed.sandbox._acts import Act
from toloka_typed.sandbox._http import Answer, Request
from toloka_typed.sandbox._service import Service
from toloka_typed.sandbox.faults import CutAnswer, Every, Fault, Instead, NoAnswer

ONCE = RetryPolicy(attempts=1)
Build = Callable[..., TolokaClient | AsyncTolokaClient]


def shown(error: BaseException) -> str:
    """Give all that logs and reports show of an error and of those that it came from."""
    texts: list[str] = []
    one: BaseException | None = error
    while one is not None:
        texts += [repr(one), str(one), repr(one.args), repr(vars(one))]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join([*texts, *traceback.format_exception(error)])


@attrs.frozen(kw_only=True)
class Echo(Act):
    """A proxy's page for developers: it shows the request, its credentials included."""

    status: int
    form: Callable[[str], bytes]

    def after(self, answer: Answer, request: Request, service: Service) -> Answer:  # noqa: ARG002
        return Answer(status=self.status, body=self.form(request.headers["authorization"]))


def as_text(credentials: str) -> bytes:
    return f"Authorization: {credentials}".encode()


def as_error(credentials: str) -> bytes:
    echo = f'"{credentials}"'
    return (
        f'{{"code": {echo}, "message": {echo}, "request_id": {echo},'
        f' "payload": {{{echo}: {{"code": {echo}, "message": {echo}, "params": [{echo}]}}}}}}'
    ).encode()


@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
@pytest.mark.parametrize("token", [TOKEN, f"OAuth {TOKEN}", f"ApiKey {TOKEN}"])
def test_no_view_of_a_client_shows_the_token(kind: Build, token: str) -> None:
    """Neither a client nor what it is made of shows the token by `repr`, `str` or `vars`."""
    client = kind(token, url="https://example.com")
    parts: list[object] = [client, *vars(client).values()]
    parts += [deeper for part in parts for deeper in getattr(part, "__dict__", {}).values()]
    for part in parts:
        assert TOKEN not in f"{part!r} {part!s} {getattr(part, '__dict__', None)!r}"
    assert "example.com" in repr(client)


@pytest.mark.parametrize(
    "act",
    [
        *(Instead.error(status, "ANY") for status in (400, 401, 403, 404, 409, 413, 429, 500)),
        *(Instead.html(status) for status in (200, 302, 401, 502)),
        CutAnswer(),
        NoAnswer(),
        NoAnswer(end="reset"),
    ],
    ids=repr,
)
def test_no_error_shows_the_token(connect: Connect, sandbox: Sandbox, act: Act) -> None:
    """Whatever goes wrong, the token is in no text, attribute or pickle of the error."""
    sandbox.faults = [Fault("*", act, Every(1))]
    with pytest.raises(TolokaError) as caught:
        connect(token=TOKEN, retries=ONCE).get_task("1")
    assert TOKEN not in shown(caught.value)
    pickled = pickle.dumps(caught.value)
    assert TOKEN.encode() not in pickled
    assert str(pickle.loads(pickled)) == str(caught.value)  # noqa: S301 - pickled here


@pytest.mark.parametrize("status", [200, 400, 401, 404, 429, 502])
@pytest.mark.parametrize("form", [as_text, as_error])
def test_an_answer_that_echoes_the_token_is_cleared_of_it(
    connect: Connect, sandbox: Sandbox, status: int, form: Callable[[str], bytes]
) -> None:
    """Errors quote the answers that they are about, but not the token in them."""
    sandbox.faults = [Fault("*", Echo(status=status, form=form), Every(1))]
    with pytest.raises(TolokaError) as caught:
        connect(token=TOKEN, retries=ONCE).get_task("1")
    assert TOKEN not in shown(caught.value)
    assert "[token]" in shown(caught.value)
    assert TOKEN.encode() not in pickle.dumps(caught.value)


def test_a_header_that_echoes_the_token_is_cleared_of_it() -> None:
    """An error names the id that a header gives the request, but not a token in it."""

    def echo(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, headers={"x-request-id": request.headers["authorization"]})

    with httpx.Client(transport=httpx.MockTransport(echo)) as http_client:
        client = TolokaClient(TOKEN, url="https://example.com", http_client=http_client)
        with pytest.raises(TolokaError, match=r"request OAuth \[token\]") as caught:
            client.get_task("1")
    assert TOKEN not in shown(caught.value)


def test_a_short_made_up_token_changes_no_answer(connect: Connect) -> None:
    """A token that is part of ordinary words, as for a sandbox, is left where it stands."""
    created = connect(token="a").create_task(task("a banana"), allow_defaults=True)
    assert created.input_values == {"image": "a banana"}


def test_an_error_of_a_batch_shows_no_token(connect: Connect) -> None:
    """The error that holds a whole result does not hold the token."""
    with pytest.raises(TolokaError) as caught:
        connect(token=TOKEN).create_tasks([task(), bad_task()], allow_defaults=True)
    assert TOKEN not in shown(caught.value)
    assert TOKEN.encode() not in pickle.dumps(caught.value)


def test_an_unreachable_service_shows_no_token(connect: Connect) -> None:
    """The error of a refused connection, and what caused it, do not show the token."""
    with pytest.raises(TolokaError) as caught:
        connect(token=TOKEN, url="http://127.0.0.1:9", retries=ONCE).get_requester()
    assert caught.value.__cause__ is not None
    assert TOKEN not in shown(caught.value)


def test_no_log_record_shows_the_token(
    connect: Connect, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG the library, httpx and httpcore tell much, and not the token."""
    for name in ("toloka_typed", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
    sandbox.faults = [Fault("POST /tasks", NoAnswer()), Fault("GET /tasks", Instead.html(502))]
    connect(token=TOKEN).create_tasks(tasks(3), allow_defaults=True)
    assert {record.name.partition(".")[0] for record in caplog.records} >= {
        "toloka_typed",
        "httpx",
        "httpcore",
    }
    assert TOKEN not in caplog.text
    assert not [record for record in caplog.records if TOKEN in repr(vars(record))]


def test_no_observer_is_shown_the_token(connect: Connect) -> None:
    """What an observer of the exchanges gets holds no header."""
    seen: list[object] = []
    connect(token=TOKEN, on_exchange=seen.append).create_task(task(), allow_defaults=True)
    assert len(seen) >= 4
    assert TOKEN not in repr(seen)


@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_client_cannot_be_pickled_or_copied(kind: Build, copied: Callable[[Any], Any]) -> None:
    """A client stays where it is; the error says to build one in each process."""
    with pytest.raises(TypeError, match="build one in each process"):
        copied(kind(TOKEN, url="https://example.com"))


def test_values_and_results_can_be_pickled(connect: Connect) -> None:
    """What a client gives can go to another process, and does not take the token along."""
    client = connect(token=TOKEN)
    result = client.create_tasks([task(), bad_task()], allow_defaults=True, skip_invalid_items=True)
    values = [
        task(),
        result,
        client.get_operation(result.operation_ids[0]),
        client.get_operation_log(result.operation_ids[0]),
        client.get_pool("1238218"),
        client.find_tasks(pool_id="1238218"),
        client.get_requester(),
    ]
    pickled = pickle.dumps(values)
    assert TOKEN.encode() not in pickled
    assert pickle.loads(pickled) == values  # noqa: S301 - pickled here


def test_a_journal_holds_neither_token_nor_scheme(connect: Connect, tmp_path: Path) -> None:
    """The files of a journal hold no credentials, and nobody else may read them."""
    journal = tmp_path / "upload.journal"
    client = connect(token=f"OAuth {TOKEN}")
    for _ in client.upload_tasks(tasks(3), allow_defaults=True, journal=journal):
        for file in tmp_path.iterdir():
            assert b"OAuth" not in file.read_bytes()
            assert TOKEN.encode() not in file.read_bytes()
            assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {"token": "PRODUCTION", "environment": TOKEN},
        {"token": f"{TOKEN} {TOKEN}", "environment": "PRODUCTION"},
        {"token": f"Bearer {TOKEN}", "environment": "PRODUCTION"},
        {"token": f"{TOKEN}é", "environment": "PRODUCTION"},
        {"token": f"{TOKEN}\0", "environment": "PRODUCTION"},
        {"token": "any", "url": TOKEN},
        {"token": "any", "url": f"https://user:{TOKEN}"},
        {"token": "any", "url": f"https://{TOKEN}@example.com"},
        {"token": "any", "url": f"https://user:{TOKEN}@example.com"},
        {"token": "any", "url": f"https://user:{TOKEN}@example.com:99x"},
        {"token": "any", "url": f"https://example.com?token={TOKEN}"},
        {"token": "any", "url": f"http://{TOKEN}@127.0.0.1"},
    ],
)
@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
def test_no_refused_argument_shows_the_token(kind: Build, arguments: dict[str, str]) -> None:
    """A token in the wrong place, or a wrong one, is refused without being shown."""
    with pytest.raises(ValueError, match=r"token|url|environment") as refused:
        kind(**arguments)
    assert TOKEN not in shown(refused.value)
