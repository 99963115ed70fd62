"""Pages of a listing."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

__all__ = ["Page"]

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True, repr=False)
class Page(Generic[T_co]):
    """One page of a listing, in the order that was asked for."""

    items: tuple[T_co, ...]
    has_more: bool
    """Whether the service has more of them behind this page."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(items=<{len(self.items)}>, has_more={self.has_more!r})"
