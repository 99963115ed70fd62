"""Where requests go and as whom: the arguments of a client, checked."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import attrs
import httpx

from toloka_typed._requests.durations import Duration, seconds

__all__ = ["Environment", "Settings", "settings_of"]

Environment: TypeAlias = Literal["PRODUCTION", "SANDBOX"]

HOSTS: Final[Mapping[str, str]] = {
    "PRODUCTION": "https://toloka.dev",
    "SANDBOX": "https://sandbox.toloka.dev",
}
TOKEN_VARIABLE: Final = "TOLOKA_TOKEN"  # noqa: S105 - the name of the variable
LONGEST_WAIT: Final = 2_000_000.0
"""Seconds: sockets count the milliseconds of a wait in 31 bits."""
MAX_ANSWER: Final = 512 * 1024 * 1024


@attrs.frozen(kw_only=True)
class Identity:
    """Whose requests they are: to which host, with which credentials."""

    host: str
    credentials: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Settings:
    """What every request of one client has in common."""

    root: str
    """The API's root, as in `https://toloka.dev/api/v1`."""
    headers: Mapping[str, str] = attrs.field(repr=False)
    timeout: float | None
    """Seconds that one request may take, its answer included."""
    max_answer: int = MAX_ANSWER
    """The largest answer that is read, in bytes."""

    @property
    def identity(self) -> Identity:
        """Whose requests these are."""
        return Identity(host=self.host, credentials=self.headers["Authorization"])

    @property
    def host(self) -> str:
        """The host, with the port where one is given."""
        return httpx.URL(self.root).netloc.decode("ascii")

    @property
    def secret(self) -> str:
        """The token without its scheme."""
        return self.headers["Authorization"].partition(" ")[2]

    @property
    def is_local(self) -> bool:
        """Whether requests stay on this machine in plain HTTP: no certificates, and no proxy."""
        root = httpx.URL(self.root)
        return root.scheme == "http" and _is_loopback(root.host)

    @property
    def auth_scheme(self) -> str:
        """The scheme of the credentials: `ApiKey` or `OAuth`."""
        return self.headers["Authorization"].partition(" ")[0]


def settings_of(
    *,
    token: str | None,
    environment: Environment | None,
    url: str | None,
    timeout: Duration | None,
    act_under_account_id: str | None,
    allow_http: bool,
) -> Settings:
    """Check a client's arguments; a `ValueError` names the wrong one and never shows the token."""
    # imported late: it is slow to import
    from importlib.metadata import version

    headers = {
        "Authorization": _authorization(token),
        "User-Agent": f"toloka-typed/{version('toloka-typed')}",
        "Accept": "application/json",
    }
    if act_under_account_id is not None:
        if not _is_word(_text(act_under_account_id, "act_under_account_id")):
            raise ValueError("the account's id holds characters that no id has")
        headers["X-Act-Under-Account-ID"] = act_under_account_id
    root = _root(environment=environment, url=url, allow_http=allow_http)
    return Settings(root=root, headers=headers, timeout=_limit(timeout))


def _limit(timeout: Duration | None) -> float | None:
    """Give the limit of a request; one beyond what the system can wait for is none."""
    limit = seconds(timeout)
    return None if limit is None or limit > LONGEST_WAIT else limit


def _text(value: object, name: str) -> str:
    """Insist on text. Raises `TypeError`, which does not show the value."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    return value


def _root(*, environment: str | None, url: str | None, allow_http: bool) -> str:
    if (environment is None) == (url is None):
        raise ValueError("give either an environment, 'PRODUCTION' or 'SANDBOX', or a url")
    if url is None:
        if environment is None or environment not in HOSTS:
            # not shown: with the arguments in the wrong order this is the token
            raise ValueError(f"no such environment; there are {', '.join(HOSTS)}")
        url = HOSTS[environment]
    try:
        parsed = httpx.URL(_text(url, "url"))
        host = parsed.host
    except (httpx.InvalidURL, UnicodeError):
        # what cannot be read may hold a password, so nothing of it is shown
        raise ValueError("url cannot be read as one: it should look like https://host") from None
    if parsed.scheme not in ("http", "https") or not host:
        raise ValueError("url must be a host with http:// or https:// before it")
    if not (_is_port(parsed.port) and _is_resolvable(host)):
        raise ValueError("url must have a host and a port that can exist")
    if parsed.userinfo or "?" in url or "#" in url:
        raise ValueError("url is a host, with nothing but /api/v1 after it and no credentials")
    if parsed.scheme == "http" and not (allow_http or _is_loopback(host)):
        raise ValueError(
            f"plain http:// to {host} would show the token to everyone on the way: "
            "use https://, or allow_http=True if you must"
        )
    path = parsed.raw_path.decode("ascii").rstrip("/").removesuffix("/v1").removesuffix("/api")
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}{path}/api/v1"


def _is_port(port: int | None) -> bool:
    return port is None or 0 < port < 65_536


def _is_resolvable(host: str) -> bool:
    """Whether a look-up of its name can be asked for: no label is empty, or too long."""
    return all(0 < len(label) < 64 for label in host.removesuffix(".").split("."))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _authorization(token: str | None) -> str:
    """Put the scheme before a token: the explicit one, or else the one that its shape shows."""
    given = os.environ.get(TOKEN_VARIABLE, "") if token is None else _text(token, "token")
    words = given.split()
    if words in ([], ["ApiKey"], ["OAuth"]):
        raise ValueError(f"no token: give one, or set the environment variable {TOKEN_VARIABLE}")
    if not all(map(_is_word, words)):
        raise ValueError("the token holds characters that no token has")
    if len(words) == 1:
        return f"{'ApiKey' if _is_api_key(words[0]) else 'OAuth'} {words[0]}"
    if len(words) == 2 and words[0] in ("ApiKey", "OAuth"):
        return " ".join(words)
    raise ValueError("a token is one word, with 'ApiKey' or 'OAuth' before it or nothing")


def _is_word(text: str) -> bool:
    """Whether a header can hold it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _is_api_key(token: str) -> bool:
    return token.count(".") == 2 and token.index(".") in (22, 23, 24)
