"""The parameters of a query: each is read as its type, or refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar

from toloka_typed.sandbox._problems import Problem, problem, refusal
from toloka_typed.sandbox._times import moment_of

T = TypeVar("T", int, str)
Bound: TypeAlias = Literal["gt", "gte", "lt", "lte"]
BOUNDS: tuple[Bound, ...] = ("gt", "gte", "lt", "lte")

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_within(value: T, bound: Bound, limit: T) -> bool:
    """Whether a value keeps to a bound."""
    if value == limit:
        return bound in {"gte", "lte"}
    return (value > limit) == (bound in {"gt", "gte"})


class Query:
    """The query of one request; a wrong value is a 400 that names the parameter."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def flag(self, name: str) -> bool:
        """Give a truth value; absent means false."""
        text = self._given.get(name, "false")
        if text not in {"true", "false"}:
            raise _refused(name, problem("BOOLEAN_EXPECTED"))
        return text == "true"

    def text(self, name: str) -> str | None:
        """Give the text, or `None` where it is absent."""
        return self._given.get(name)

    def uuid(self, name: str) -> str | None:
        """Give a UUID in lower case, or `None` where it is absent."""
        text = self._given.get(name)
        if text is None:
            return None
        if not _UUID.fullmatch(text.lower()):
            raise _refused(name, problem("UUID_EXPECTED"))
        return text.lower()

    def integer(self, name: str) -> int | None:
        """Give an integer, or `None` where it is absent."""
        return self._read(name, _integer, "INTEGER_EXPECTED")

    def texts(self, field: str) -> Iterator[tuple[Bound, str]]:
        """Give each bound on a text, such as `id_gt`."""
        return self._bounds(field, str, "STRING_EXPECTED")

    def moments(self, field: str) -> Iterator[tuple[Bound, int]]:
        """Give each bound on a point in time, such as `created_gte`."""
        return self._bounds(field, moment_of, "INVALID_DATE_TIME_SYNTAX")

    def integers(self, field: str) -> Iterator[tuple[Bound, int]]:
        """Give each bound on a whole number, such as `overlap_lt`."""
        return self._bounds(field, _integer, "INTEGER_EXPECTED")

    def sort(self, fields: Collection[str]) -> Sequence[tuple[str, bool]]:
        """Give the fields to sort by, the weightiest first, each with whether it descends."""
        text = self._given.get("sort")
        if not text:
            return []
        keys = [(part.removeprefix("-"), part.startswith("-")) for part in text.split(",")]
        if not {name for name, _ in keys} <= set(fields):
            raise _refused("sort", problem("UNKNOWN_ENUM_VALUE", *fields))
        return keys

    def limit(self, *, usual: int, most: int, shorten: bool = False) -> int:
        """Give the size of the page; more than `most` is refused, or shortened to it."""
        limit = self.integer("limit")
        if limit is None:
            return min(usual, most)
        if limit < 1:
            raise _refused("limit", problem("VALUE_LESS_THAN_MIN", 1))
        if limit > most and not shorten:
            raise _refused("limit", problem("VALUE_GREATER_THAN_MAX", most))
        return min(limit, most)

    def _bounds(self, field: str, read: Callable[[str], T], code: str) -> Iterator[tuple[Bound, T]]:
        for bound in BOUNDS:
            value = self._read(f"{field}_{bound}", read, code)
            if value is not None:
                yield bound, value

    def _read(self, name: str, read: Callable[[str], T], code: str) -> T | None:
        text = self._given.get(name)
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            raise _refused(name, problem(code)) from error


def _refused(name: str, found: Problem) -> Exception:
    return refusal({name: found})


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)
