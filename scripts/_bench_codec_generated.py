"""Contestant: the models of a generated package, and JSON as httpx reads and writes it."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterable
from typing import Any

# The default output of the generator, or ours: whichever the benchmark names.
models = importlib.import_module(os.environ["BENCH_PACKAGE"] + ".models")


def tasks(forms: Iterable[dict[str, Any]]) -> list[Any]:
    """Give the tasks that a requester would build."""
    return [
        models.TaskForm.from_dict({**form, "__item_idx": str(index)})
        for index, form in enumerate(forms)
    ]


def encode(tasks: list[Any]) -> int:
    """Give the size of the request's body."""
    wire = [task.to_dict() for task in tasks]
    return len(json.dumps(wire, ensure_ascii=False, separators=(",", ":")).encode())


def decode(page: bytes) -> list[Any]:
    """Give the tasks of a page."""
    items: list[Any] = models.TaskPage.from_dict(json.loads(page)).items
    return items
