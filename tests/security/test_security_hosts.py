"""Which addresses a client takes: a token goes out encrypted, or not beyond this machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toloka_typed import AsyncTolokaClient, TolokaClient

Build = Callable[..., TolokaClient | AsyncTolokaClient]

both = pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])


@both
@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "localhost.",
        "127.0.0.1.",
        "127.0.0.1-example.com",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "[::]",
        "[::ffff:10.0.0.1]",
        "10.0.0.1",
        "169.254.169.254",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "127.1",
        "loca%6chost",
        "xn--localhost",
    ],
)
def test_plain_http_beyond_loopback_is_refused(kind: Build, host: str) -> None:
    """A host that is not certainly this machine gets no token in plain HTTP, unless allowed."""
    for url in (f"http://{host}", f"HTTP://{host.upper()}:8080/api/v1"):
        with pytest.raises(ValueError, match=r"plain http://|cannot be read"):
            kind("any", url=url)
    kind("any", url="http://10.0.0.1", allow_http=True)


@both
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10", "localhost", "LocalHost", "[::1]", "127.0.0.1:8080"]
)
def test_plain_http_to_loopback_is_allowed(kind: Build, host: str) -> None:
    """A sandbox on this machine needs no certificate."""
    assert host.lower() in repr(kind("any", url=f"http://{host}"))


@both
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1@example.com",
        "http://127.0.0.1:80@example.com",
        "http://example.com\\@127.0.0.1",
        "https://toloka.dev@example.com",
        "https://user:password@toloka.dev",
        "https://toloka.dev?x=1",
        "https://toloka.dev?",
        "https://toloka.dev/api/v1#x",
        "https://toloka.dev#@example.com",
        "https://toloka.dev\n.example.com",
        "https://toloka.dev\0.example.com",
        "https:///api/v1",
        "https:toloka.dev",
        "//toloka.dev",
        "toloka.dev",
        "",
        "ftp://toloka.dev",
        "file:///etc/passwd",
        "https://[::1",
        "https://toloka.dev:port",
        "http://xn--localhost-",
    ],
)
def test_a_url_is_a_host_and_nothing_else(kind: Build, url: str) -> None:
    """Credentials, queries, fragments and what is no URL are refused."""
    with pytest.raises(ValueError, match="url"):
        kind("any", url=url)


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://toloka.dev", "https://toloka.dev/api/v1"),
        ("https://TOLOKA.dev:443/api", "https://toloka.dev/api/v1"),
        ("https://toloka.dev/api/v1/", "https://toloka.dev/api/v1"),
        ("https://gateway/a%3Fb%23c%2Fd", "https://gateway/a%3Fb%23c%2Fd/api/v1"),
        ("https://gateway/a/../b", "https://gateway/b/api/v1"),
        ("https://127。0。0。1", "https://127.0.0.1/api/v1"),
    ],
)
def test_what_is_quoted_in_a_url_stays_quoted(url: str, root: str) -> None:
    """The address that requests go to is the one that was checked."""
    assert repr(TolokaClient("any", url=url)) == f"TolokaClient(url='{root}')"
