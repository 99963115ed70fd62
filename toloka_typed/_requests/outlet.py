"""How a request goes out over httpx: what both transports build, and how their clients are made."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, TypeAlias

import httpx

from toloka_typed._requests.intake import headers_of
from toloka_typed._requests.plan import Request
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import InvalidTaskError

__all__ = ["CLOSED", "built", "check_url", "no_cookies", "set_up"]

CLOSED: Final = "this client has been closed"

Trace: TypeAlias = Callable[[str, dict[str, object]], object]


def built(
    client: httpx.Client | httpx.AsyncClient, request: Request, *, settings: Settings, trace: Trace
) -> httpx.Request:
    """Build httpx's request."""
    return client.build_request(
        request.method,
        settings.root + request.path,
        params=dict(request.query),
        content=request.body,
        headers=headers_of(request, settings=settings),
        timeout=settings.timeout,
        extensions={"trace": trace},
    )


def check_url(request: Request, *, settings: Settings) -> None:
    """Refuse arguments that no URL can hold. Raises `InvalidTaskError`."""
    try:
        httpx.URL(settings.root + request.path, params=dict(request.query))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InvalidTaskError(f"no URL can hold these arguments: {error}") from error


def no_cookies() -> CookieJar:
    """Give a jar that takes none: the API has no use for cookies, and a proxy's can be anything."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


@contextmanager
def set_up() -> Generator[None]:
    """Explain why no client can be made. Raises `InvalidTaskError`."""
    try:
        yield
    except (ImportError, httpx.InvalidURL, OSError, ValueError) as error:
        # an address may hold a password
        shown = str(error) if isinstance(error, ImportError | OSError) else type(error).__name__
        raise InvalidTaskError(
            f"the proxy or the certificates that the environment names cannot be used: {shown}"
        ) from None
