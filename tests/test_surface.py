"""The public surface: what applications can use, and how it may be used."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import EnumType
from typing import Any

import _surface
import pytest

import toloka_typed

POSITIONAL = {
    # a client is built as in the notebooks of old: token, then environment
    "TolokaClient": ["token", "environment"],
    "AsyncTolokaClient": ["token", "environment"],
    "TaskSchema": ["input_type", "output_type"],
    "wait_operation": ["operation", "timeout"],
    "write_tasks": ["tasks", "target"],
    "Fault": ["on", "act", "when"],
    "Instead.error": ["status", "code"],
    "Instead.json": ["status", "value"],
    "acts": ["method", "path"],
    "before": ["request", "service"],
    "after": ["answer", "request", "service"],
}
"""What can be given by position: the first parameter, and where there are more of them."""


def test_the_surface_is_the_one_that_was_written_down() -> None:
    """Whoever changes what users meet has to say so: in tests/surface.txt and to the users."""
    lines = _surface.drift()
    assert not lines, "\n".join(["", *lines, _surface.ADVICE])


def test_a_change_of_a_signature_is_a_change_of_the_surface(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A parameter that loses its default shows up, and the advice says what to do."""

    def get_task(self: Any, task_id: str, *, schema: Any) -> None: ...

    before = _surface.surface()
    monkeypatch.setattr(toloka_typed.TolokaClient, "get_task", get_task)
    after = set(_surface.surface().splitlines())
    changed = [line for line in before.splitlines() if line not in after]
    assert [line.partition("(")[0] for line in changed] == ["toloka_typed.TolokaClient.get_task"]
    assert "scripts/surface --write" in _surface.ADVICE
    assert "CHANGELOG.md" in _surface.ADVICE


def signatures() -> Iterator[tuple[str, inspect.Signature]]:
    """Give every function, constructor and method that applications can call."""
    for module in _surface.modules():
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if isinstance(value, EnumType):
                continue  # its members are not called
            callables = {name: value} if callable(value) else {}
            if isinstance(value, type):
                callables |= {
                    f"{name}.{method}": member
                    for method, member in _surface.members(value)
                    if inspect.isroutine(member)
                }
            for place, found in callables.items():
                try:
                    yield place, inspect.signature(found)
                except ValueError:
                    continue  # a built-in constructor


def test_all_but_the_first_argument_is_given_by_name() -> None:
    """Only the first argument of a call has a position, save where two belong together."""
    strange = {}
    for name, signature in signatures():
        positional = [
            parameter.name
            for parameter in signature.parameters.values()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and parameter.name != "self"
        ]
        method = name.rpartition(".")[2]
        if positional != (POSITIONAL.get(name) or POSITIONAL.get(method, positional[:1])):
            strange[name] = positional
    assert strange == {}


# an error holds the result of any batch; the sandbox calls a JSON value by its type
HOLD_ANY = frozenset(
    {"BatchError", "Exchange.json", "Sandbox.operations", "Sandbox.pool", "Sandbox.tasks"}
)


def test_any_is_in_no_public_signature() -> None:
    """What is JSON is called JSON; nothing else may be anything."""
    strange = {
        name
        for name, signature in signatures()
        for kind in (*signature.parameters.values(), signature.return_annotation)
        if re.search(r"\bAny\b", str(kind))
    }
    assert strange - HOLD_ANY == set()
