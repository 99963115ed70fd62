"""Pages of the few things that are not tasks: filtered, sorted and cut in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from toloka_typed.sandbox._http import Answer, json_answer
from toloka_typed.sandbox._query import Query, is_within
from toloka_typed.sandbox._times import moment_of


def page(
    views: Iterable[Mapping[str, object]],
    query: Query,
    *,
    exact: Collection[str],
    moments: Collection[str],
    usual: int,
    most: int,
) -> Answer:
    """Give the page that a query asks for.

    `exact` and `moments` are the fields that it may filter by, besides the id.
    """
    limit = query.limit(usual=usual, most=most)
    kept = list(views)
    for name in exact:
        wanted = query.text(name)
        if wanted:
            kept = [view for view in kept if view.get(name) in wanted.split(",")]
    for bound, text in query.texts("id"):
        kept = [view for view in kept if is_within(_id_key(view["id"]), bound, _id_key(text))]
    for name in moments:
        for bound, moment in query.moments(name):
            kept = [
                view
                for view in kept
                if name in view and is_within(_moment(view[name]), bound, moment)
            ]
    for name, descending in [("id", False), *reversed(query.sort(["id", *moments]))]:
        kept.sort(key=_sort_key(name), reverse=descending)
    return json_answer(200, {"items": kept[:limit], "has_more": len(kept) > limit})


def _sort_key(name: str) -> Callable[[Mapping[str, object]], int | str]:
    if name == "id":
        return lambda view: _id_key(view["id"])
    return lambda view: _moment(view.get(name))


def _id_key(value: object) -> str:
    """Give a key by which decimal ids go by their size."""
    return str(value).zfill(20)


def _moment(value: object) -> int:
    return moment_of(value) if isinstance(value, str) else -1
