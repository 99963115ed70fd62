"""Tasks: `Task` is what a requester asks for, `CreatedTask` what the service made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypedDict, overload

import attrs
from typing_extensions import Unpack

from toloka_typed._fields import FieldTypes, In, Out, SchemaIn, SchemaOut, types_or_plain
from toloka_typed._frozen import builder, filler
from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._shapes import task_form_shape, task_view_shape
from toloka_typed._task_shape import is_ordinary
from toloka_typed._task_wire import created_task_wire, task_wire
from toloka_typed._wire import read_datetime, unlisted
from toloka_typed.errors import DecodeError
from toloka_typed.solutions import (
    BaselineSolution,
    KnownSolution,
    read_baseline,
    read_known,
)

if TYPE_CHECKING:
    from toloka_typed_api.models.task_form import TaskFormDict
    from toloka_typed_api.models.task_view import TaskViewDict

__all__ = ["CreatedTask", "Task", "TaskOptions"]


class TaskOptions(TypedDict, total=False):
    """What every task can have whatever its project's fields are."""

    message_on_unknown_solution: str | None
    overlap: int | None
    infinite_overlap: bool
    reserved_for: Iterable[str]
    unavailable_for: Iterable[str]
    traits_all_of: Iterable[str]
    traits_any_of: Iterable[str]
    traits_none_of_any: Iterable[str]
    localization_config: JsonObject | None
    additional_properties: Mapping[str, JSON]


@attrs.frozen(kw_only=True)
class _Body(Generic[In, Out]):
    """What a task is made of, before and after the service has created it."""

    input_values: In
    pool_id: str
    known_solutions: tuple[KnownSolution[Out], ...] = ()
    baseline_solutions: tuple[BaselineSolution[Out], ...] = ()
    message_on_unknown_solution: str | None = None
    overlap: int | None = None
    infinite_overlap: bool = False
    reserved_for: tuple[str, ...] = ()
    unavailable_for: tuple[str, ...] = ()
    traits_all_of: tuple[str, ...] = ()
    traits_any_of: tuple[str, ...] = ()
    traits_none_of_any: tuple[str, ...] = ()
    localization_config: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY


@attrs.frozen(init=False)
class Task(_Body[In, Out]):
    """A task to be created in a pool.

    Built from a plain JSON object it is a `Task[dict[str, Any], dict[str, Any]]`; a `TaskSchema`
    builds tasks of a project's own types.
    """

    def __init__(
        self: Task[JsonObject, JsonObject],
        *,
        input_values: JsonObject,
        pool_id: str,
        known_solutions: Iterable[KnownSolution[JsonObject]] = (),
        baseline_solutions: Iterable[BaselineSolution[JsonObject]] = (),
        message_on_unknown_solution: str | None = None,
        overlap: int | None = None,
        infinite_overlap: bool = False,
        reserved_for: Iterable[str] = (),
        unavailable_for: Iterable[str] = (),
        traits_all_of: Iterable[str] = (),
        traits_any_of: Iterable[str] = (),
        traits_none_of_any: Iterable[str] = (),
        localization_config: JsonObject | None = None,
        additional_properties: Mapping[str, JSON] = EMPTY,
    ) -> None:
        """Describe a task; what can never be right is refused when it is to be sent.

        `overlap` is how many Tolokers do the task, 1 to 30,000; left out, the pool's default
        counts if the upload allows defaults. Control and training tasks want `infinite_overlap`
        instead. `reserved_for` and `unavailable_for` hold Toloker ids.
        """
        _fill_task(
            self,
            input_values=input_values,
            pool_id=pool_id,
            known_solutions=tuple(known_solutions),
            baseline_solutions=tuple(baseline_solutions),
            message_on_unknown_solution=message_on_unknown_solution,
            overlap=overlap,
            infinite_overlap=infinite_overlap,
            reserved_for=_names(reserved_for),
            unavailable_for=_names(unavailable_for),
            traits_all_of=_names(traits_all_of),
            traits_any_of=_names(traits_any_of),
            traits_none_of_any=_names(traits_none_of_any),
            localization_config=localization_config,
            additional_properties=additional_properties,
        )

    @classmethod
    def typed(
        cls: type[Task[In, Out]],
        *,
        input_values: In,
        pool_id: str,
        known_solutions: Iterable[KnownSolution[Out]] = (),
        baseline_solutions: Iterable[BaselineSolution[Out]] = (),
        **options: Unpack[TaskOptions],
    ) -> Task[In, Out]:
        """Give a task of a project's own types; the options are the constructor's."""
        build: Any = cls  # its signature is for plain values, so that literals infer well
        task: Task[In, Out] = build(
            input_values=input_values,
            pool_id=pool_id,
            known_solutions=known_solutions,
            baseline_solutions=baseline_solutions,
            **options,
        )
        return task

    def to_dict(self) -> JsonObject:
        """Give the JSON object that goes onto the wire."""
        return {**self.additional_properties, **task_wire(self)}

    @overload
    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON], *, schema: None = None) -> Task: ...
    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut]
    ) -> Task[SchemaIn, SchemaOut]: ...
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut] | None = None
    ) -> Task[SchemaIn, SchemaOut]:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        if strange := READ_ONLY.intersection(wire):
            raise DecodeError(f"{min(strange)} is the service's: read it as a CreatedTask")
        given = {k: v for k, v in wire.items() if v is not None or k not in LISTED}
        return read_task(task_form_shape(given), types_or_plain(schema))


@attrs.frozen(kw_only=True)
class CreatedTask(_Body[In, Out]):
    """A task as the service holds it."""

    id: str
    created: datetime
    """When it was created: aware, UTC."""
    remaining_overlap: int | None = None
    """How many more Tolokers will get the task."""
    origin_task_id: str | None = None
    """The task that this one was copied from."""

    def to_task(self, *, pool_id: str | None = None) -> Task[In, Out]:
        """Give the task to be created once more, in this pool or in another one."""
        return Task[In, Out].typed(
            input_values=self.input_values,
            known_solutions=self.known_solutions,
            baseline_solutions=self.baseline_solutions,
            pool_id=self.pool_id if pool_id is None else pool_id,
            message_on_unknown_solution=self.message_on_unknown_solution,
            # the service may fill in a number beside the infinity, and refuses to take both
            overlap=None if self.infinite_overlap else self.overlap,
            infinite_overlap=self.infinite_overlap,
            reserved_for=self.reserved_for,
            unavailable_for=self.unavailable_for,
            traits_all_of=self.traits_all_of,
            traits_any_of=self.traits_any_of,
            traits_none_of_any=self.traits_none_of_any,
            localization_config=self.localization_config,
            additional_properties=self.additional_properties,
        )

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        return {**self.additional_properties, **created_task_wire(self)}

    @overload
    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON], *, schema: None = None) -> CreatedTask: ...
    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut]
    ) -> CreatedTask[SchemaIn, SchemaOut]: ...
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut] | None = None
    ) -> CreatedTask[SchemaIn, SchemaOut]:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_created_task(task_view_shape(wire), types_or_plain(schema))


_fill_task: Final = filler(Task)
if TYPE_CHECKING:
    _build_created = CreatedTask
else:
    _build_created = builder(CreatedTask)

_OURS: Final = {"additional_properties"}
LISTED: Final = frozenset(field.name for field in attrs.fields(Task)) - _OURS
LISTED_CREATED: Final = frozenset(field.name for field in attrs.fields(CreatedTask)) - _OURS
READ_ONLY: Final = LISTED_CREATED - LISTED


def read_task(wire: TaskFormDict, types: FieldTypes[In, Out]) -> Task[In, Out]:
    """Read a task from a checked wire shape."""
    return Task[In, Out].typed(
        input_values=types.read_input(wire["input_values"]),
        pool_id=wire["pool_id"],
        known_solutions=[read_known(known, types) for known in wire.get("known_solutions", ())],
        baseline_solutions=[
            read_baseline(known, types) for known in wire.get("baseline_solutions", ())
        ],
        message_on_unknown_solution=wire.get("message_on_unknown_solution"),
        overlap=wire.get("overlap"),
        infinite_overlap=wire.get("infinite_overlap", False),
        reserved_for=wire.get("reserved_for", ()),
        unavailable_for=wire.get("unavailable_for", ()),
        traits_all_of=wire.get("traits_all_of", ()),
        traits_any_of=wire.get("traits_any_of", ()),
        traits_none_of_any=wire.get("traits_none_of_any", ()),
        localization_config=wire.get("localization_config"),
        additional_properties=unlisted(wire, listed=LISTED),
    )


def read_created_task(wire: TaskViewDict, types: FieldTypes[In, Out]) -> CreatedTask[In, Out]:
    """Read a created task from a checked wire shape."""
    known = wire.get("known_solutions")
    baseline = wire.get("baseline_solutions")
    return _build_created(
        id=wire["id"],
        created=read_datetime(wire["created"]),
        pool_id=wire["pool_id"],
        input_values=types.read_input(wire["input_values"]),
        known_solutions=tuple([read_known(item, types) for item in known]) if known else (),
        baseline_solutions=(
            tuple([read_baseline(item, types) for item in baseline]) if baseline else ()
        ),
        message_on_unknown_solution=wire.get("message_on_unknown_solution"),
        overlap=wire.get("overlap"),
        infinite_overlap=wire.get("infinite_overlap") or False,
        remaining_overlap=wire.get("remaining_overlap"),
        origin_task_id=wire.get("origin_task_id"),
        reserved_for=tuple(wire.get("reserved_for") or ()),
        unavailable_for=tuple(wire.get("unavailable_for") or ()),
        traits_all_of=tuple(wire.get("traits_all_of") or ()),
        traits_any_of=tuple(wire.get("traits_any_of") or ()),
        traits_none_of_any=tuple(wire.get("traits_none_of_any") or ()),
        localization_config=wire.get("localization_config"),
        additional_properties=unlisted(wire, listed=LISTED_CREATED),
    )


def read_task_view(wire: JSON, types: FieldTypes[In, Out]) -> CreatedTask[In, Out]:
    """Read a created task from JSON that nobody has checked. Raises `DecodeError`."""
    if not is_ordinary(wire):
        task_view_shape(wire)
    return read_created_task(wire, types)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError(f"several names are wanted, not the one string {names!r}")
    return tuple(names)
