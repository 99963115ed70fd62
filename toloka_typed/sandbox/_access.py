"""Who may ask: the `Authorization` header, which the sandbox believes unless told otherwise."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import attrs

from toloka_typed.sandbox._http import Request
from toloka_typed.sandbox._problems import ApiError


@attrs.frozen(kw_only=True)
class Access:
    """The one accepted secret (`None`: any), and those that are refused nevertheless."""

    token: str | None = None
    refused_tokens: AbstractSet[str] = frozenset()

    def check(self, request: Request) -> None:
        """Refuse a request without `ApiKey …` or `OAuth …`, or with the wrong secret."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        known = scheme in {"ApiKey", "OAuth"} and secret and secret not in self.refused_tokens
        if not known or self.token not in {None, secret}:
            message = "the Authorization header needs a scheme, ApiKey or OAuth, and a valid secret"
            raise ApiError(401, "AUTHENTICATION_ERROR", message)
