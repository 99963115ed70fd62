"""Going from page to page."""

from __future__ import annotations

import attrs
import pytest

from toloka_typed import DecodeError, Page
from toloka_typed._paging import next_start


@attrs.frozen
class Item:
    id: str


def start(*ids: str, more: bool, after: str | None = None) -> str | None:
    page = Page(items=tuple(map(Item, ids)), has_more=more)
    return next_start(page, after=after, endpoint="GET /tasks")


def test_the_next_page_begins_behind_the_last_item() -> None:
    """As long as there is more, the last item's id is where to go on, however few there are."""
    assert start("a", "b", more=True) == "b"
    assert start("c", more=True, after="b") == "c"


def test_the_service_says_which_page_is_the_last() -> None:
    """Without more there is no next page, whether this one is full or empty."""
    assert start("a", "b", more=False) is None
    assert start(more=False, after="b") is None


@pytest.mark.parametrize(
    ("ids", "after"), [((), None), ((), "b"), (("b",), "b"), (("a", "b"), "b")]
)
def test_a_page_must_lead_on(ids: tuple[str, ...], after: str | None) -> None:
    """A page that promises more and ends where it began would be asked for for ever."""
    with pytest.raises(DecodeError, match="GET /tasks"):
        start(*ids, more=True, after=after)
