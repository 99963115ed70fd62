"""What types an upload's values have."""

from __future__ import annotations

from typing import Generic

from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._json import JsonObject
from toloka_typed._uploads.checks import is_solution, is_task
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import Task


class LearnedTypes(Generic[In, Out]):
    """The types of values that go out, so that the same types come back."""

    def __init__(self) -> None:
        """Start with plain JSON objects: that is what a `TypedDict` is, too."""
        self._input_type: type = JsonObject
        self._output_type: type = JsonObject

    def learn(self, task: Task[In, Out]) -> None:
        """Look at a task whose values may be instances; what is no task is refused elsewhere."""
        if not is_task(task):
            return
        if type(task.input_values) is not dict:
            self._input_type = type(task.input_values)
        for known in task.known_solutions:
            self._learn_answer(known)
        for baseline in task.baseline_solutions:
            self._learn_answer(baseline)

    def _learn_answer(self, solution: KnownSolution[Out] | BaselineSolution[Out]) -> None:
        if is_solution(solution) and type(solution.output_values) is not dict:
            self._output_type = type(solution.output_values)

    def known(self) -> FieldTypes[In, Out]:
        """Give the types as far as they are known."""
        return FieldTypes(self._input_type, self._output_type)
