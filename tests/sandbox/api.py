"""The v1 API as a bare HTTP client sees it, for the tests of the sandbox."""

from __future__ import annotations

import ssl
import uuid
from typing import Any, Self

import httpx

POOL = "1238218"
# to read those of the world for each client takes longer than most tests
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def task(image: str = "a.jpg", **fields: Any) -> dict[str, Any]:
    """Give a valid new task of the first pool, with an overlap."""
    return {"pool_id": POOL, "input_values": {"image": image}, "overlap": 1, **fields}


def bad_task(**fields: Any) -> dict[str, Any]:
    """Give a task that lacks its required field."""
    return {"pool_id": POOL, "input_values": {}, "overlap": 1, **fields}


class Api:
    """Requests to one sandbox, with any token; failures of the transport are raised."""

    def __init__(self, url: str) -> None:
        headers = {"authorization": "OAuth any"}
        self.http = httpx.Client(
            base_url=f"{url}/api/v1",
            headers=headers,
            timeout=20,
            trust_env=False,
            verify=NO_CERTIFICATES,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **query: Any) -> Any:
        """Give the JSON of a page or thing that must be there."""
        response = self.http.get(path, params=query)
        assert response.status_code == 200, response.text
        return response.json()

    def create(self, items: Any, **query: Any) -> httpx.Response:
        """Create tasks at once."""
        return self.http.post("/tasks", json=items, params=query)

    def start(self, items: Any, **query: Any) -> str:
        """Start to create tasks in the background, and give the operation's id."""
        query = {"operation_id": str(uuid.uuid4()), **query}
        response = self.http.post("/tasks", json=items, params={"async_mode": True, **query})
        assert response.status_code == 202, response.text
        operation_id: str = response.json()["id"]
        return operation_id

    def log(self, operation_id: str) -> list[dict[str, Any]]:
        """Give the log of an operation."""
        self.get(f"/operations/{operation_id}")
        steps: list[dict[str, Any]] = self.get(f"/operations/{operation_id}/log")
        return steps

    def ids(self, **query: Any) -> list[str]:
        """Give the ids on a page of the first pool's tasks."""
        return [one["id"] for one in self.get("/tasks", pool_id=POOL, **query)["items"]]


def problem_codes(response: httpx.Response) -> dict[str, str]:
    """Give the code of each field that a refused request names."""
    assert response.status_code == 400, response.text
    body = response.json()
    assert body["code"] == "VALIDATION_ERROR"
    return {field: found["code"] for field, found in body["payload"].items()}


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Give the status and the code of an error."""
    body = response.json()
    assert body["message"]
    assert body["request_id"] == response.headers["x-request-id"]
    return response.status_code, body["code"]
