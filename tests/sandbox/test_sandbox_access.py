"""Who may ask, for what, and how refusals look."""

from __future__ import annotations

import httpx
import pytest

from tests.sandbox.api import POOL, Api, refusal, task
from toloka_typed.sandbox import Sandbox


def ask(sandbox: Sandbox, authorization: str | None) -> httpx.Response:
    headers = {} if authorization is None else {"authorization": authorization}
    return httpx.get(f"{sandbox.url}/api/v1/requester", headers=headers)


@pytest.mark.parametrize("authorization", ["OAuth any", "ApiKey any"])
def test_any_token_is_accepted(sandbox: Sandbox, authorization: str) -> None:
    """Both schemes open the sandbox, whatever the secret."""
    assert ask(sandbox, authorization).status_code == 200


@pytest.mark.parametrize("authorization", [None, "", "any", "OAuth", "Bearer any", "oauth any"])
def test_a_missing_or_odd_scheme_is_refused(sandbox: Sandbox, authorization: str | None) -> None:
    """Without a known scheme and a secret the answer is 401."""
    assert refusal(ask(sandbox, authorization)) == (401, "AUTHENTICATION_ERROR")


def test_a_strict_sandbox_accepts_one_token() -> None:
    """With `token` any other secret is refused."""
    with Sandbox(token="right") as sandbox:
        assert ask(sandbox, "ApiKey right").status_code == 200
        assert ask(sandbox, "ApiKey wrong").status_code == 401


def test_refused_tokens_are_refused() -> None:
    """A secret in `refused_tokens` is refused, any other accepted."""
    with Sandbox(refused_tokens=["expired"]) as sandbox:
        assert ask(sandbox, "OAuth expired").status_code == 401
        assert ask(sandbox, "OAuth fresh").status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/tasks/1/2", "/operations/1/log/2", "/"])
def test_an_unknown_path_is_not_found(api: Api, path: str) -> None:
    """A path that the API does not have is 404 with the API's error body."""
    assert refusal(api.http.get(path)) == (404, "NOT_FOUND")


def test_nothing_is_served_outside_the_api_root(sandbox: Sandbox) -> None:
    """The API lives under /api/v1 alone."""
    headers = {"authorization": "OAuth any"}
    for path in ("/requester", "/api/requester", "/api/v2/requester"):
        assert refusal(httpx.get(sandbox.url + path, headers=headers)) == (404, "NOT_FOUND")


def test_a_method_that_a_path_does_not_have_is_refused(api: Api) -> None:
    """405 names the methods that are possible."""
    response = api.http.delete(f"/pools/{POOL}")
    assert refusal(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET"


def test_a_quoted_slash_stays_in_its_part_of_the_path(api: Api) -> None:
    """An id with a slash is an unknown id, never another path."""
    response = api.http.patch("/tasks/1%2Fset-overlap-or-min", json={"overlap": 0})
    assert refusal(response) == (404, "DOES_NOT_EXIST")
    assert refusal(api.http.get("/tasks/..%2Frequester")) == (404, "DOES_NOT_EXIST")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_must_be_json_by_its_type(api: Api, content_type: str) -> None:
    """415 where the content type is not application/json."""
    headers = {"content-type": content_type}
    response = api.http.post("/tasks", content=b"{}", headers=headers)
    assert refusal(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_charset_does_no_harm(api: Api) -> None:
    """Parameters of the content type are ignored."""
    headers = {"content-type": "application/json; charset=UTF-8"}
    response = api.http.post(
        "/tasks", content=httpx.Request("POST", "x", json=task()).content, headers=headers
    )
    assert response.status_code == 201


@pytest.mark.parametrize(
    "body",
    [b"{", b"nope", b"\xff", b'"\\ud800"', b"[NaN]", b"1e400", b"[" * 5000, b'{"a":' * 5000, b"\0"],
)
def test_a_body_that_is_not_json_is_refused(api: Api, body: bytes) -> None:
    """Broken JSON is a 400, whatever breaks it."""
    response = api.http.post("/tasks", content=body, headers={"content-type": "application/json"})
    assert refusal(response) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("body", ["text", 1, None, [1], [[]], [{}, None]])
def test_a_body_of_the_wrong_kind_is_refused(api: Api, body: object) -> None:
    """New tasks are an object or an array of objects."""
    assert refusal(api.create(body)) == (400, "VALIDATION_ERROR")


def test_a_missing_body_is_refused(api: Api) -> None:
    """A request that needs a body says so."""
    assert api.http.post("/tasks").json()["payload"][""]["code"] == "NOT_NULL_BODY"


def test_an_empty_body_is_refused(api: Api) -> None:
    """An empty array creates nothing, and an empty object changes nothing."""
    assert api.create([]).json()["payload"][""]["code"] == "ARRAY_SIZE_LESS_THAN_MIN"
    task_id = api.create(task()).json()["id"]
    empty = api.http.patch(f"/tasks/{task_id}", json={})
    assert empty.json()["payload"][""]["code"] == "EMPTY_OBJECT_NOT_ALLOWED"


def test_every_answer_has_a_request_id(api: Api) -> None:
    """The header identifies each request, and no two share it."""
    ids = {api.http.get(path).headers["x-request-id"] for path in ("/requester", "/x", "/tasks")}
    assert len(ids) == 3
