"""JSON as the sandbox reads and writes it: exact integers, finite floats, and types that narrow."""

from __future__ import annotations

import msgspec
from typing_extensions import TypeIs

encode = msgspec.json.encode
_decode = msgspec.json.Decoder().decode


def decode(text: bytes) -> object:
    """Give the value; `ValueError` where the text is not JSON, is not UTF-8, or overflows."""
    value: object = _decode(text)
    return value


def is_object(value: object) -> TypeIs[dict[str, object]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeIs[list[object]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list)


def is_integer(value: object) -> TypeIs[int]:
    """Whether the value is a JSON number without a fraction (`true` is none)."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeIs[int | float]:
    """Whether the value is any JSON number."""
    return is_integer(value) or isinstance(value, float)
