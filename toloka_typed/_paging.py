"""Going from page to page by the ids of the items."""

from __future__ import annotations

from typing import Final, Protocol

from toloka_typed.errors import DecodeError
from toloka_typed.pages import Page

__all__ = ["HasId", "next_start"]


LONGEST_ID: Final = 3_000
"""Characters that an id can have at most, to stand in a URL."""


class HasId(Protocol):
    """Whatever listings are sorted by the id of."""

    @property
    def id(self) -> str:
        """The id."""
        ...


def next_start(page: Page[HasId], *, after: str | None, endpoint: str) -> str | None:
    """Give the id after which the next page begins; `None` where this page is the last.

    `after` is what the page was asked with. Raises `DecodeError` for a page that says that there
    is more and leads nowhere.
    """
    if not page.has_more:
        return None
    last = page.items[-1].id if page.items else None
    if last is None or last == after or len(last) > LONGEST_ID:
        where = "an empty page" if last is None else f"a page that ends at {last:.80}"
        error = DecodeError(f"{where} says that there is more, and leads nowhere")
        error.endpoint = endpoint
        raise error
    return last
