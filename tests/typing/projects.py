"""The projects that the other files here speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import attrs

from toloka_typed import TaskSchema


class CatInput(TypedDict):
    image: str


class CatOutput(TypedDict):
    result: Literal["cat", "dog"]


@attrs.frozen
class Place:
    name: str
    size: float = 1.0


@dataclass
class Rating:
    stars: int


class EveryField(TypedDict):
    text: str
    url: str
    whole: int
    number: float
    flag: bool
    anything: Any
    coordinates: str
    file: str
    texts: list[str]
    numbers: list[int]
    choice: NotRequired[Literal["a", "b"]]


cats = TaskSchema(CatInput, CatOutput, pool_id="1238218")
places = TaskSchema(Place, Rating)
every = TaskSchema(EveryField, EveryField, pool_id="1", validate=True)
