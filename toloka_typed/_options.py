"""The arguments that both clients take, and what they turn them into."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, NoReturn

from toloka_typed._json import is_text
from toloka_typed._requests.exchange import Exchanger, Observer
from toloka_typed._requests.quota import Gate, Quota
from toloka_typed._requests.retry import RetryPolicy
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import InvalidTaskError

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

CONCURRENCY: Final = 4
"""Requests under way at once: more gain little where 200,000 tasks a minute are the limit."""

PAGE: Final = 300
"""Items asked for at a time: the most that all sources of the API agree on."""


def api_of(
    settings: Settings,
    *,
    retries: RetryPolicy,
    quota: Quota | None,
    on_exchange: Observer | None,
) -> Api:
    """Give the endpoints by one client's rules."""
    _insist_on(retries, RetryPolicy, "retries is a RetryPolicy, as in RetryPolicy(attempts=3)")
    if quota is not None:
        _insist_on(quota, Quota, "quota is a Quota, as in Quota(requests_per_second=100)")
    # imported with the first client: the generated package takes as long to import as httpx
    from toloka_typed._endpoints import Api

    return Api(
        Exchanger(
            policy=retries,
            gate=Gate(quota),
            observer=on_exchange,
            asks_as=f"{settings.auth_scheme} at {settings.host}",
        )
    )


def _insist_on(value: object, kind: type[object], message: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{message}, not {type(value).__name__}")


def check_verify(verify: bool | None, *, has_client: bool) -> bool:
    """Tell whether certificates are verified; warns where they are not."""
    if verify is None:
        return True
    if has_client:
        raise ValueError("verify belongs to the http_client that you give: set it there")
    if not verify:
        warnings.warn(
            "verify=False: whoever is on the way to the service can read the token",
            stacklevel=3,
        )
    return verify


def checked_path_id(identifier: str) -> str:
    """Refuse what is no id: `TypeError` for what is no text, or else `InvalidTaskError`."""
    if not is_text(identifier):
        raise TypeError(f"an id is text, not {type(identifier).__name__}")
    if not identifier:
        raise InvalidTaskError("an id is not empty")
    return identifier


def checked_concurrency(concurrency: int) -> int:
    """Refuse a number of requests that is none. Raises `ValueError`."""
    if concurrency < 1:
        raise ValueError(f"concurrency is at least 1, not {concurrency}")
    return concurrency


def refuse_pickling() -> NoReturn:
    """Say why a client cannot be pickled."""
    raise TypeError("a client holds a token and connections: build one in each process")
