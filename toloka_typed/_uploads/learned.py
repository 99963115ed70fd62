"""What types an upload's values have."""

from __future__ import annotations

from typing import Generic

from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._json import JsonObject
from toloka_typed.tasks import Task


class LearnedTypes(Generic[In, Out]):
    """The types of values that go out, so that the same types come back."""

    def __init__(self) -> None:
        """Start with plain JSON objects: that is what a `TypedDict` is, too."""
        self._input_type: type = JsonObject
        self._output_type: type = JsonObject

    def learn(self, task: Task[In, Out]) -> None:
        """Look at a task whose values may be instances."""
        if type(task.input_values) is not dict:
            self._input_type = type(task.input_values)
        outputs = [known.output_values for known in task.known_solutions]
        outputs += [baseline.output_values for baseline in task.baseline_solutions]
        for values in outputs:
            if type(values) is not dict:
                self._output_type = type(values)

    def known(self) -> FieldTypes[In, Out]:
        """Give the types as far as they are known."""
        return FieldTypes(self._input_type, self._output_type)
