"""What types an upload's values have, so that the same types come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic

from toloka_typed._fields import FieldTypes, In, Out, types_or_plain
from toloka_typed._json import JsonObject
from toloka_typed._uploads.checks import is_solution, is_task
from toloka_typed.tasks import Task

__all__ = ["LearnedTypes"]


class LearnedTypes(Generic[In, Out]):
    """The types of values that go out, task by task: a schema's may be the base of several."""

    def __init__(self) -> None:
        """Start with plain JSON objects: that is what a `TypedDict` is, too."""
        self._learned: dict[int, FieldTypes[In, Out]] = {}

    def learn(self, position: int, task: Task[In, Out]) -> None:
        """Look at a task whose values may be instances; what is no task is refused elsewhere."""
        if not is_task(task):
            return
        inputs, outputs = _type_of([task.input_values]), _type_of(_answers(task))
        if inputs is not JsonObject or outputs is not JsonObject:
            types: FieldTypes[Any, Any] = FieldTypes(inputs, outputs)
            self._learned[position] = types

    def at(self, position: int) -> FieldTypes[In, Out]:
        """Give the types of a task."""
        return types_or_plain(self._learned.get(position))


def _answers(task: Task[In, Out]) -> Iterator[object]:
    for known in task.known_solutions:
        if is_solution(known):
            yield known.output_values
    for baseline in task.baseline_solutions:
        if is_solution(baseline):
            yield baseline.output_values


def _type_of(values: Iterable[object]) -> type[Any]:
    """Give the type of the first value that is an instance, or that of JSON objects."""
    for value in values:
        if type(value) is not dict:
            return type(value)
    return JsonObject
