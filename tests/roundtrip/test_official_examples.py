"""The examples of the official documentation are read and written again without loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from toloka_typed_api import models

from tests.roundtrip.wire_forms import normal
from tests.strategies import Json, Kind, exact
from toloka_typed.operations import Operation, OperationLogItem
from toloka_typed.pools import Pool, Requester
from toloka_typed.tasks import CreatedTask, Task

EXAMPLES = Path(__file__).parents[3] / "shared" / "upstream"
Select = Callable[[Json], Any]


def one(example: Json) -> list[Json]:
    return [example]


def several(example: Json) -> list[Json]:
    return list(example)


def listed(example: Json) -> list[Json]:
    return list(example["items"])


def by_position(example: Json) -> list[Json]:
    return list(example["items"].values())


CASES: list[tuple[str, str, Kind, Select]] = [
    ("requests/api/task-body.yaml", "single_task_body", Task, one),
    ("requests/api/task-body.yaml", "multiple_tasks_body", Task, several),
    ("responses/api/task-id.yaml", "success", CreatedTask, one),
    ("responses/api/task-list.yaml", "success", CreatedTask, listed),
    ("responses/api/task-post.yaml", "single_task", CreatedTask, one),
    ("responses/api/task-post.yaml", "multiple_tasks", CreatedTask, by_position),
    ("responses/api/task-post.yaml", "single_task_async", Operation, one),
    ("responses/api/task-post.yaml", "multiple_tasks_async", Operation, one),
    ("responses/api/operation-id.yaml", "success", Operation, one),
    ("responses/api/operation-list.yaml", "success", Operation, listed),
    ("responses/api/pool-open-operation.yaml", "success", Operation, one),
    ("responses/api/pool-close-operation.yaml", "success", Operation, one),
    ("responses/api/operation-log.yaml", "success", OperationLogItem, one),
    ("responses/api/operation-log.yaml", "fail", OperationLogItem, one),
    ("responses/api/pool-id.yaml", "success", Pool, one),
    ("responses/api/pool-list.yaml", "success", Pool, listed),
    ("responses/api/requester.yaml", "success", Requester, one),
]
MODELS: dict[Kind, str] = {
    Task: "TaskForm",
    CreatedTask: "TaskView",
    OperationLogItem: "OperationLogStep",
    Operation: "Operation",
    Pool: "Pool",
    Requester: "Requester",
}


@pytest.mark.parametrize(("file", "name", "kind", "select"), CASES)
def test_official_examples_survive(file: str, name: str, kind: Kind, select: Select) -> None:
    """Reading an example and writing it again loses nothing, in our classes and in the models."""
    if not EXAMPLES.is_dir():
        pytest.skip(f"the official examples are not at {EXAMPLES}")
    documents = yaml.safe_load((EXAMPLES / file).read_text())
    assert name in documents, f"{file} has other examples now: {', '.join(documents)}"
    examples = select(documents[name]["value"])
    assert examples
    model = getattr(models, MODELS[kind])
    for wire in examples:
        assert exact(model.from_dict(wire).to_dict()) == exact(wire)
        assert exact(normal(kind, kind.from_dict(wire).to_dict())) == exact(normal(kind, wire))
