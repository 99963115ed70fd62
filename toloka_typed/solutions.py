"""Answers that are known beforehand: known solutions and baseline solutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, overload

import attrs

from toloka_typed._fields import FieldTypes, In, Out, SchemaIn, SchemaOut, to_wire, types_or_plain
from toloka_typed._frozen import builder, filler
from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._shapes import baseline_solution_shape, known_solution_shape
from toloka_typed._wire import unlisted, with_unlisted

if TYPE_CHECKING:
    from toloka_typed_api.models.baseline_solution import BaselineSolutionDict
    from toloka_typed_api.models.known_solution import KnownSolutionDict

__all__ = ["BaselineSolution", "KnownSolution"]

KNOWN: Final = frozenset({"output_values", "correctness_weight"})
BASELINE: Final = frozenset({"output_values", "confidence_weight"})


@attrs.frozen(init=False)
class KnownSolution(Generic[Out]):
    """A correct answer, by which a control or training task judges the Toloker's."""

    output_values: Out
    correctness_weight: float | None
    """How right the answer is, 0 to 1; the service takes `None` for 1."""
    additional_properties: Mapping[str, JSON]

    def __init__(
        self: KnownSolution[JsonObject],
        *,
        output_values: JsonObject,
        correctness_weight: float | None = None,
        additional_properties: Mapping[str, JSON] = EMPTY,
    ) -> None:
        """Take an answer as a plain JSON object; `typed` takes one of a project's own type."""
        _fill_known(
            self,
            output_values=output_values,
            correctness_weight=correctness_weight,
            additional_properties=additional_properties,
        )

    @classmethod
    def typed(
        cls: type[KnownSolution[Out]],
        *,
        output_values: Out,
        correctness_weight: float | None = None,
        additional_properties: Mapping[str, JSON] = EMPTY,
    ) -> KnownSolution[Out]:
        """Give an answer of a project's own type."""
        build: Any = cls  # its signature is for plain values, so that literals infer well
        solution: KnownSolution[Out] = build(
            output_values=output_values,
            correctness_weight=correctness_weight,
            additional_properties=additional_properties,
        )
        return solution

    def to_dict(self) -> JsonObject:
        """Give the JSON object that goes onto the wire."""
        return {**known_wire(self)}

    @overload
    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON], *, schema: None = None) -> KnownSolution: ...
    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut]
    ) -> KnownSolution[SchemaOut]: ...
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut] | None = None
    ) -> KnownSolution[SchemaOut]:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_known(known_solution_shape(wire), types_or_plain(schema))


def known_wire(solution: KnownSolution[Out]) -> KnownSolutionDict:
    """Write a solution, without what is at its default."""
    wire: KnownSolutionDict = {
        "output_values": to_wire(solution.output_values, field="output_values")
    }
    if solution.correctness_weight is not None:
        wire["correctness_weight"] = solution.correctness_weight
    return with_unlisted(wire, solution.additional_properties)


def read_known(wire: KnownSolutionDict, types: FieldTypes[In, Out]) -> KnownSolution[Out]:
    """Read a solution from a checked wire shape."""
    weight: float | None = wire.get("correctness_weight")
    solution: KnownSolution[Out] = _build_known(
        output_values=types.read_output(wire["output_values"]),
        correctness_weight=weight,
        additional_properties=unlisted(wire, listed=KNOWN),
    )
    return solution


_fill_known: Final = filler(KnownSolution)
_build_known: Final = builder(KnownSolution)


@attrs.frozen(init=False)
class BaselineSolution(Generic[Out]):
    """An answer that counts beside the Tolokers' own, for dynamic overlap."""

    output_values: Out
    confidence_weight: float | None
    """How sure the answer is, 0 to 1; the service takes `None` for 1."""
    additional_properties: Mapping[str, JSON]

    def __init__(
        self: BaselineSolution[JsonObject],
        *,
        output_values: JsonObject,
        confidence_weight: float | None = None,
        additional_properties: Mapping[str, JSON] = EMPTY,
    ) -> None:
        """Take an answer as a plain JSON object; `typed` takes one of a project's own type."""
        _fill_baseline(
            self,
            output_values=output_values,
            confidence_weight=confidence_weight,
            additional_properties=additional_properties,
        )

    @classmethod
    def typed(
        cls: type[BaselineSolution[Out]],
        *,
        output_values: Out,
        confidence_weight: float | None = None,
        additional_properties: Mapping[str, JSON] = EMPTY,
    ) -> BaselineSolution[Out]:
        """Give an answer of a project's own type."""
        build: Any = cls  # its signature is for plain values, so that literals infer well
        solution: BaselineSolution[Out] = build(
            output_values=output_values,
            confidence_weight=confidence_weight,
            additional_properties=additional_properties,
        )
        return solution

    def to_dict(self) -> JsonObject:
        """Give the JSON object that goes onto the wire."""
        return {**baseline_wire(self)}

    @overload
    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON], *, schema: None = None) -> BaselineSolution: ...
    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut]
    ) -> BaselineSolution[SchemaOut]: ...
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut] | None = None
    ) -> BaselineSolution[SchemaOut]:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_baseline(baseline_solution_shape(wire), types_or_plain(schema))


def baseline_wire(solution: BaselineSolution[Out]) -> BaselineSolutionDict:
    """Write a solution, without what is at its default."""
    wire: BaselineSolutionDict = {
        "output_values": to_wire(solution.output_values, field="output_values")
    }
    if solution.confidence_weight is not None:
        wire["confidence_weight"] = solution.confidence_weight
    return with_unlisted(wire, solution.additional_properties)


def read_baseline(wire: BaselineSolutionDict, types: FieldTypes[In, Out]) -> BaselineSolution[Out]:
    """Read a solution from a checked wire shape."""
    weight: float | None = wire.get("confidence_weight")
    solution: BaselineSolution[Out] = _build_baseline(
        output_values=types.read_output(wire["output_values"]),
        confidence_weight=weight,
        additional_properties=unlisted(wire, listed=BASELINE),
    )
    return solution


_fill_baseline: Final = filler(BaselineSolution)
_build_baseline: Final = builder(BaselineSolution)
