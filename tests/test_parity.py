"""The blocking and the asyncio client are one client, written for two worlds."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_overloads

import pytest

from toloka_typed import AsyncTolokaClient, TolokaClient
from toloka_typed._patches import TaskChanges

RENAMED = {"close": "aclose", "__enter__": "__aenter__", "__exit__": "__aexit__"}
METHODS = [
    name
    for name, _ in inspect.getmembers(TolokaClient, inspect.isfunction)
    if not name.startswith("_") or name in ("__init__", *RENAMED)
]
TYPES = {
    "AsyncIterator[": "Iterator[",
    "AsyncGenerator[TaskUploadChunk, None]": "Generator[TaskUploadChunk, None, None]",
    "AsyncTolokaClient": "TolokaClient",
    "httpx.AsyncClient": "httpx.Client",
}


def method(client: type, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(client, name)
    return found


def blocking_twin(signature: inspect.Signature) -> str:
    """Write an asyncio method's signature as its twin's would be."""
    text = str(signature)
    for name, twin in TYPES.items():
        text = text.replace(name, twin)
    return text


@pytest.mark.parametrize("name", METHODS)
def test_a_method_and_its_twin_are_called_alike(name: str) -> None:
    """Parameters, defaults, types and the documentation of a method are the same in both."""
    ours, twin = method(TolokaClient, name), method(AsyncTolokaClient, RENAMED.get(name, name))
    assert blocking_twin(inspect.signature(twin)) == str(inspect.signature(ours))
    assert inspect.getdoc(twin) == inspect.getdoc(ours)
    assert [blocking_twin(inspect.signature(one)) for one in get_overloads(twin)] == [
        str(inspect.signature(one)) for one in get_overloads(ours)
    ]


READERS = [
    name for name in METHODS if "schema" in inspect.signature(method(TolokaClient, name)).parameters
]


@pytest.mark.parametrize("client", [TolokaClient, AsyncTolokaClient])
@pytest.mark.parametrize("name", READERS)
def test_a_reader_promises_no_types_without_a_schema(client: type, name: str) -> None:
    """What reads tasks has two overloads, and only the one with a schema gives its types."""
    plain, typed = map(inspect.signature, get_overloads(method(client, name)))
    assert plain.parameters["schema"].annotation == "None"
    assert "[In, Out]" not in str(plain.return_annotation)
    assert typed.parameters["schema"].default is inspect.Parameter.empty
    assert "[In, Out]" in str(typed.return_annotation)
    names = set(inspect.signature(method(client, name)).parameters)
    for one in (plain, typed):
        given = set(one.parameters)
        if "changes" in given:
            given = given - {"changes"} | TaskChanges.__optional_keys__
        assert given == names


@pytest.mark.parametrize("name", [name for name in METHODS if name != "__init__"])
def test_a_twin_is_awaited_unless_it_iterates(name: str) -> None:
    """Where a blocking method gives an iterator, the twin gives one at once; others are awaited."""
    twin = method(AsyncTolokaClient, RENAMED.get(name, name))
    given = str(inspect.signature(method(TolokaClient, name)).return_annotation)
    iterates = "Iterator[" in given or "Generator[" in given
    assert inspect.iscoroutinefunction(twin) is not iterates


def test_no_client_has_a_method_of_its_own() -> None:
    """The two have the same public names, but for how they are closed."""
    names = {name for name in dir(TolokaClient) if not name.startswith("_")}
    twins = {name for name in dir(AsyncTolokaClient) if not name.startswith("_")}
    assert {RENAMED.get(name, name) for name in names} == twins
