"""What a client was asked to create and what it said, held against what the service has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from toloka_typed import (
    BatchError,
    NotFoundError,
    OperationFailedError,
    OperationTimeoutError,
    Task,
    TaskBatchCreateResult,
    TasksCreateOperation,
    TolokaClient,
    TolokaError,
)
from toloka_typed.journal import JournalRow, RowState
from toloka_typed.sandbox import Sandbox


@attrs.frozen
class Order:
    """The tasks of one call; every valid one has a label that no other task has."""

    tasks: Sequence[Task]

    @property
    def labels(self) -> Mapping[int, str]:
        """The labels of the valid tasks, by position."""
        return {
            position: task.input_values["image"]
            for position, task in enumerate(self.tasks)
            if "image" in task.input_values
        }


@attrs.define(kw_only=True)
class Claim:
    """What a call said of its tasks, by position, and of the operations to ask about the rest."""

    ids: dict[int, str] = attrs.field(factory=dict[int, str])
    refused: set[int] = attrs.field(factory=set[int])
    operations: set[str] = attrs.field(factory=set[str])
    open_fate: bool = False
    """Whether it said that tasks may have been created without anybody knowing."""
    error: TolokaError | None = None

    def take_result(self, result: TaskBatchCreateResult) -> None:
        """Take in what a result says."""
        assert list(result.items) == sorted(result.items), "not in the order of the input"
        for position, task in result.items.items():
            assert task.id == result.ids[position], f"two ids for task {position}"
        self.ids |= result.ids
        self.refused |= result.validation_errors.keys()
        self.operations |= set(result.operation_ids)

    def take_journal(self, rows: Iterable[JournalRow]) -> None:
        """Take in what an upload's journal says."""
        for row in rows:
            if row.task_id:
                self.ids[row.position] = row.task_id
            elif row.state is RowState.SENT and row.operation_id:
                self.operations.add(row.operation_id)

    def take_error(self, error: TolokaError) -> None:
        """Take in what an error says."""
        self.error = error
        self.open_fate = "may have been created" in str(error)
        if error.operation_id:
            self.operations.add(error.operation_id)
        if isinstance(error, BatchError):
            self.take_result(error.result)
        if isinstance(error, BatchError | OperationFailedError | OperationTimeoutError):
            self.operations |= {error.operation.id} if error.operation else set()


@attrs.frozen
class Ledger:
    """All that was reported so far, and the service that it was reported of."""

    sandbox: Sandbox
    pools: Sequence[str]
    reported: dict[str, str] = attrs.field(factory=dict[str, str])
    story: list[str] = attrs.field(factory=list[str])
    """What happened so far, for whoever has to find out why."""

    def insist(self, fact: bool, message: str) -> None:
        """Fail with the story unless it is a fact."""
        assert fact, "\n".join([message, *self.story])

    def tasks(self) -> Iterable[Mapping[str, Any]]:
        """Give every task that the service has."""
        return (task for pool in self.pools for task in self.sandbox.tasks(pool))

    def check(self) -> None:
        """Insist that nothing exists twice, and everything reported exists as reported."""
        labels = Counter(str(task["input_values"]["image"]) for task in self.tasks())
        twice = sorted(label for label, count in labels.items() if count > 1)
        self.insist(not twice, f"created twice: {twice}")
        found = self._found()
        lost = {label for label, task_id in self.reported.items() if found.get(label) != task_id}
        self.insist(not lost, f"reported and not there: {sorted(lost)}")

    def settle(self, client: TolokaClient, order: Order, claim: Claim) -> None:
        """Insist that each task of a call is reported, or can be found through what it said.

        The service must be well by now; any client of it will do.
        """
        recovered = [ids_of(client, operation_id) for operation_id in sorted(claim.operations)]
        found = self._found()
        for position, label in order.labels.items():
            if position in claim.ids:
                self.reported[label] = claim.ids[position]
            elif label in found:
                known = (
                    claim.open_fate
                    or label in self.reported
                    or any(found[label] == ids.get(label) for ids in recovered)
                )
                self.insist(known, f"created, and nobody knows: {label} ({claim.error!r})")
                self.insist(position not in claim.refused, f"created, and refused: {label}")
                self.reported[label] = found[label]
        strange = claim.ids.keys() - order.labels.keys()
        self.insist(not strange, f"said to be created, and can never be: {strange}")
        self.check()

    def _found(self) -> Mapping[str, str]:
        return {task["input_values"]["image"]: task["id"] for task in self.tasks()}


def ids_of(client: TolokaClient, operation_id: str) -> Mapping[str, str]:
    """Find the tasks that an operation created, by label, as a caller would who has its id."""
    try:
        operation = client.get_operation(operation_id)
    except NotFoundError:
        return {}
    if not isinstance(operation, TasksCreateOperation):
        return {}
    client.wait_operation(operation)
    return {
        step.input["input_values"]["image"]: step.output["task_id"]
        for step in client.get_operation_log(operation_id)
        if step.type == "TASK_CREATE" and step.input and step.output
    }
