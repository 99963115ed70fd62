"""`TaskSchema`: the types of one project's input and output fields, and tasks made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
from typing_extensions import TypeIs, Unpack

from toloka_typed._fields import FieldTypes, In, Out, V, convert, to_wire
from toloka_typed._json import JsonObject
from toloka_typed.errors import InvalidTaskError
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import Task, TaskOptions

__all__ = ["TaskSchema"]


@attrs.frozen
class TaskSchema(FieldTypes[In, Out]):
    """The fields of one project, as two types; what it builds and what is read with it has them.

    The types are `TypedDict`s, which cost nothing at run time, or attrs classes or dataclasses,
    which are converted to JSON and back. A type checker sees wrong values; with `validate=True`
    they are refused at run time too, all of them or those of one call. `pool_id` is where tasks go
    unless a call says otherwise.
    """

    pool_id: str | None = attrs.field(default=None, kw_only=True)

    def task(
        self,
        input_values: In,
        *,
        pool_id: str | None = None,
        baseline_solutions: Iterable[BaselineSolution[Out]] = (),
        validate: bool | None = None,
        **options: Unpack[TaskOptions],
    ) -> Task[In, Out]:
        """Give a general task: one whose answer nobody knows.

        `validate` checks the values at run time, whatever the schema says.
        """
        return self._build(
            input_values,
            pool_id=pool_id,
            known_solutions=(),
            baseline_solutions=baseline_solutions,
            validate=validate,
            options=options,
        )

    def control(
        self,
        input_values: In,
        *,
        answers: Iterable[Out | KnownSolution[Out]],
        pool_id: str | None = None,
        baseline_solutions: Iterable[BaselineSolution[Out]] = (),
        validate: bool | None = None,
        **options: Unpack[TaskOptions],
    ) -> Task[In, Out]:
        """Give a control task: each of the answers is right, and a Toloker's is compared with them.

        Its overlap is infinite, so that every Toloker can get it, unless `overlap` or
        `infinite_overlap` is given. An answer that is less than wholly right comes with its weight:
        see `known_solution`.
        """
        known = [answer if _is_known(answer) else self.known_solution(answer) for answer in answers]
        if not known:
            raise InvalidTaskError("at least one answer is needed", field="known_solutions")
        if options.get("overlap") is None:
            options.setdefault("infinite_overlap", True)
        return self._build(
            input_values,
            pool_id=pool_id,
            known_solutions=known,
            baseline_solutions=baseline_solutions,
            validate=validate,
            options=options,
        )

    def training(
        self,
        input_values: In,
        *,
        answers: Iterable[Out | KnownSolution[Out]],
        hint: str,
        pool_id: str | None = None,
        validate: bool | None = None,
        **options: Unpack[TaskOptions],
    ) -> Task[In, Out]:
        """Give a training task: a control task whose `hint` is shown after a wrong answer."""
        options["message_on_unknown_solution"] = hint
        return self.control(
            input_values, answers=answers, pool_id=pool_id, validate=validate, **options
        )

    def known_solution(
        self, output_values: Out, *, correctness_weight: float | None = None
    ) -> KnownSolution[Out]:
        """Give an answer for a control task; the weight, 0 to 1, says how right it is."""
        return KnownSolution[Out].typed(
            output_values=output_values, correctness_weight=correctness_weight
        )

    def baseline_solution(
        self, output_values: Out, *, confidence_weight: float | None = None
    ) -> BaselineSolution[Out]:
        """Give an answer that counts beside the Tolokers'; the weight, 0 to 1, says how much."""
        return BaselineSolution[Out].typed(
            output_values=output_values, confidence_weight=confidence_weight
        )

    def tasks_from(
        self,
        rows: Iterable[JsonObject],
        *,
        pool_id: str | None = None,
        **options: Unpack[TaskOptions],
    ) -> Iterator[Task[In, Out]]:
        """Give a general task for each row of input values that come from outside.

        Every row is checked, whatever `validate` says. Raises `InvalidTaskError` with the row's
        position, the field and the reason.
        """
        for position, row in enumerate(rows):
            try:
                values = convert(row, self.input_type, field="input_values")
                task = self.task(values, pool_id=pool_id, **options)
            except InvalidTaskError as error:
                error.position = position
                raise
            yield task

    def _build(
        self,
        input_values: In,
        *,
        pool_id: str | None,
        known_solutions: Iterable[KnownSolution[Out]],
        baseline_solutions: Iterable[BaselineSolution[Out]],
        validate: bool | None,
        options: TaskOptions,
    ) -> Task[In, Out]:
        target = self.pool_id if pool_id is None else pool_id
        if target is None:
            raise InvalidTaskError("neither the call nor the schema names a pool", field="pool_id")
        task = Task[In, Out].typed(
            input_values=input_values,
            pool_id=target,
            known_solutions=known_solutions,
            baseline_solutions=baseline_solutions,
            **options,
        )
        if self.validate if validate is None else validate:
            self._check(task)
        return task

    def _check(self, task: Task[In, Out]) -> None:
        _check(task.input_values, self.input_type, field="input_values")
        for index, known in enumerate(task.known_solutions):
            place = f"known_solutions.{index}.output_values"
            _check(known.output_values, self.output_type, field=place)
        for index, baseline in enumerate(task.baseline_solutions):
            place = f"baseline_solutions.{index}.output_values"
            _check(baseline.output_values, self.output_type, field=place)


def _is_known(answer: Out | KnownSolution[Out]) -> TypeIs[KnownSolution[Out]]:
    return isinstance(answer, KnownSolution)


def _check(values: V, kind: type[V], *, field: str) -> None:
    convert(to_wire(values, field=field), kind, field=field)
