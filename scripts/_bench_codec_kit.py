"""Contestant: toloka-kit 1.2.3, as its `create_tasks` and `find_tasks` do it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

# Imported by name, for type checkers run where toloka-kit is not installed.
kit = importlib.import_module("toloka.client")
converter = importlib.import_module("toloka.client._converter")
search_results = importlib.import_module("toloka.client.search_results")
simplejson = importlib.import_module("simplejson")


def tasks(forms: Iterable[dict[str, Any]]) -> list[Any]:
    """Give the tasks that a requester would build."""
    built = []
    for form in forms:
        fields = dict(form)
        for name, kind in (
            ("known_solutions", kit.Task.KnownSolution),
            ("baseline_solutions", kit.Task.BaselineSolution),
        ):
            if name in fields:
                fields[name] = [kind(**solution) for solution in fields[name]]
        built.append(kit.Task(**fields))
    return built


def encode(tasks: list[Any]) -> int:
    """Give the size of the request's body."""
    for index, task in enumerate(tasks):
        task._unexpected["__item_idx"] = str(index)  # noqa: SLF001 - as toloka-kit does
    return len(simplejson.dumps(converter.unstructure(tasks)))


def decode(page: bytes) -> list[Any]:
    """Give the tasks of a page."""
    answer = json.loads(page, parse_float=Decimal)
    items: list[Any] = converter.structure(answer, search_results.TaskSearchResult).items
    return items
