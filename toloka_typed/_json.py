"""JSON as bytes and as Python values, and the one empty mapping."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeGuard

import msgspec

JSON: TypeAlias = Any
"""A JSON value. What the fields of a project hold is known to that project alone."""

JsonObject: TypeAlias = dict[str, JSON]

UNREADABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError)
"""What reading hostile bytes can raise: bad syntax, bad UTF-8, monstrous numbers, deep nesting."""

UNWRITABLE: Final = (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError)
"""What writing a hostile value can raise."""

_OBJECTS: Final = frozenset({dict})
_SCALARS: Final = frozenset({str, int, bool, type(None)})


def _plain_number(value: object) -> float | int:
    """Take numpy's numbers, and other look-alikes, for the numbers that they are."""
    return float(value) if isinstance(value, float) else operator.index(value)  # type: ignore[arg-type]


encode: Final = msgspec.json.Encoder(enc_hook=_plain_number).encode
decode: Final = msgspec.json.Decoder().decode


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether it is a JSON object; what it holds is not looked at."""
    return isinstance(value, dict)


def is_text(value: object) -> TypeGuard[str]:
    """Whether it is text, whatever its annotation says: not every caller uses a type checker."""
    return isinstance(value, str)


def is_list(value: object) -> TypeGuard[list[JSON]]:
    """Whether it is a JSON array; what it holds is not looked at."""
    return type(value) is list


def survives(values: JSON) -> TypeGuard[JsonObject]:
    """Whether it is an object that JSON gives back as it is: no NaN, no tuple, and so on.

    What cannot be written at all does not survive either.
    """
    if type(values) not in _OBJECTS and not is_object(values):
        return False
    for name, value in values.items():
        if type(name) is not str:
            break
        # most values are text: the rest may cost a look-up
        if type(value) is str or type(value) in _SCALARS:
            continue
        if type(value) is not float or not math.isfinite(value):
            break
    else:
        return True
    try:
        # the library writes NaN as null and sets as lists without a word: ask it for the way back
        returned: JSON = decode(encode(values))
        return bool(returned == values)
    except UNWRITABLE:
        return False


class _Empty(Mapping[Any, JSON]):
    """The mapping without entries: one for all, as nobody can write to it."""

    __slots__ = ()

    def __getitem__(self, key: object) -> JSON:
        raise KeyError(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "{}"

    def __copy__(self) -> _Empty:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> _Empty:
        return self

    def __reduce__(self) -> str:
        return "EMPTY"


EMPTY: Final = _Empty()
