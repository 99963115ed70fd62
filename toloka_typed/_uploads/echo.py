"""Whether the inputs that an operation's log echoes are the ones that were sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from toloka_typed._json import JSON, UNREADABLE, JsonObject, decode, is_list, is_object
from toloka_typed._uploads.steps import CreationLog
from toloka_typed.errors import DecodeError
from toloka_typed.tasks import LISTED

__all__ = ["same_inputs"]

FULL_WEIGHT: Final = 1
"""What a solution's weight is where none was given."""


def same_inputs(log: CreationLog, sent: bytes, *, complete: bool) -> bool:
    """Whether the echoed inputs are the ones that were sent, and with `complete` all of them.

    The service adds to what it echoes: the overlap and the weights that it filled in, and fields
    that are its own. Raises `DecodeError` for an echo that cannot be read.
    """
    tasks: list[JsonObject] = decode(sent if sent.startswith(b"[") else b"[%b]" % sent)
    ours = {int(task["__item_idx"]): task for task in tasks}
    if not log.inputs or not log.inputs.keys() <= ours.keys():
        return False
    if complete and log.inputs.keys() != ours.keys():
        return False
    return all(_is_echo(_read(raw, index), ours[index]) for index, raw in log.inputs.items())


def _read(raw: bytes, index: int) -> JSON:
    try:
        return decode(raw)
    except UNREADABLE as error:
        raise DecodeError(f"the log's input of task {index} is not JSON: {error}") from error


def _is_echo(echo: JSON, sent: JsonObject) -> bool:
    if not is_object(echo):
        return False
    ours = (sent.keys() | LISTED) - {"__item_idx"}
    return all(COMPARED.get(name, _is_same)(echo.get(name), sent.get(name)) for name in ours)


def _is_same(echo: JSON, sent: JSON) -> bool:
    # a field that was left out may come back null or empty
    return bool((echo or None) == (sent or None))


def _is_filled_in(echo: JSON, sent: JSON) -> bool:
    return not sent or bool(echo == sent)


def _is_same_id(echo: JSON, sent: JSON) -> bool:
    return bool(str(echo) == sent)


def _is_same_set(echo: JSON, sent: JSON) -> bool:
    if not is_list(echo) or not is_list(sent):
        return _is_same(echo, sent)
    return sorted(map(str, echo)) == sorted(map(str, sent))


def _are_same_solutions(echo: JSON, sent: JSON, *, weight: str) -> bool:
    if not is_list(echo) or not is_list(sent):
        return _is_same(echo, sent)
    return len(echo) == len(sent) and all(
        is_object(one)
        and one.get("output_values") == other["output_values"]
        and _weight(one, weight) == _weight(other, weight)
        for one, other in zip(echo, sent, strict=True)
    )


def _weight(solution: JsonObject, name: str) -> JSON:
    weight = solution.get(name)
    return FULL_WEIGHT if weight is None else weight


COMPARED: Final[Mapping[str, Callable[[JSON, JSON], bool]]] = {
    "pool_id": _is_same_id,
    "overlap": _is_filled_in,
    "infinite_overlap": _is_filled_in,
    "known_solutions": partial(_are_same_solutions, weight="correctness_weight"),
    "baseline_solutions": partial(_are_same_solutions, weight="confidence_weight"),
    "reserved_for": _is_same_set,
    "unavailable_for": _is_same_set,
    "traits_all_of": _is_same_set,
    "traits_any_of": _is_same_set,
    "traits_none_of_any": _is_same_set,
}
"""How fields are compared of which the echo may differ in form; others are equal or not."""
