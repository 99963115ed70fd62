"""Where requests go and as whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import AsyncTolokaClient, Quota, TolokaClient
from toloka_typed._requests.durations import seconds
from toloka_typed._requests.settings import Settings, settings_of


def settings(**changed: Any) -> Settings:
    arguments: dict[str, Any] = {
        "token": "t",
        "environment": None,
        "url": "https://toloka.dev",
        "timeout": 60.0,
        "act_under_account_id": None,
        "allow_http": False,
    }
    return settings_of(**{**arguments, **changed})


def authorization(token: str) -> str:
    return settings(token=token).headers["Authorization"]


@pytest.mark.parametrize(
    ("token", "scheme"),
    [
        (f"{'a' * 21}.b.c", "OAuth"),
        (f"{'a' * 22}.b.c", "ApiKey"),
        (f"{'a' * 23}.b.c", "ApiKey"),
        (f"{'a' * 24}.b.c", "ApiKey"),
        (f"{'a' * 25}.b.c", "OAuth"),
        (f"{'a' * 22}.b", "OAuth"),
        (f"{'a' * 22}.b.c.d", "OAuth"),
        (f"{'a' * 22}..", "ApiKey"),
        ("AQAD-qJSJnTqAAAABc", "OAuth"),
    ],
)
def test_the_token_s_shape_is_its_scheme(token: str, scheme: str) -> None:
    """Two dots, the first at the 23rd to 25th place, are an API key; all else is OAuth."""
    assert authorization(token) == f"{scheme} {token}"
    assert settings(token=token).auth_scheme == scheme


@pytest.mark.parametrize("prefix", ["ApiKey", "OAuth"])
def test_an_explicit_scheme_wins(prefix: str) -> None:
    """A scheme before the token is kept, and blanks around it are not."""
    for token in ("plain", f"{'a' * 22}.b.c"):
        assert authorization(f"{prefix} {token}") == f"{prefix} {token}"
        assert authorization(f"\t{prefix}   {token}\n") == f"{prefix} {token}"


SECRET = "hush"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "   ",
        f"Bearer {SECRET}",
        f"apikey {SECRET}",
        f"ApiKey {SECRET} {SECRET}",
        f"{SECRET} {SECRET}",
        f"{SECRET}ü",
        f"{SECRET}\x00",
        f"{SECRET}\x7f",
        f"{SECRET}\u200b",
    ],
)
def test_what_is_no_token_is_refused_and_not_shown(token: str) -> None:
    """Other schemes, several words and strange characters are refused, without a repetition."""
    with pytest.raises(ValueError, match="token") as raised:
        settings(token=token)
    assert SECRET not in str(raised.value)


@given(st.text(max_size=30))
def test_a_token_is_a_header_or_refused(token: str) -> None:
    """Any text either becomes a header that can be sent, or is refused without being shown."""
    shown, header = "", None
    try:
        header = authorization(token)
    except ValueError as error:
        shown = str(error)
    if header is None:
        assert len(token) < 3 or token not in shown
    else:
        assert header.isascii()
        assert header.isprintable()
        assert header.split()[0] in ("ApiKey", "OAuth")


def test_the_environment_variable_is_read_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """`TOLOKA_TOKEN` counts only where no token was given; an empty token is none at all."""
    monkeypatch.setenv("TOLOKA_TOKEN", "ApiKey theirs")
    assert settings(token=None).headers["Authorization"] == "ApiKey theirs"
    assert authorization("mine") == "OAuth mine"
    with pytest.raises(ValueError, match="TOLOKA_TOKEN"):
        settings(token="")


@pytest.mark.parametrize("tail", ["", "/", "/api", "/api/", "/api/v1", "/api/v1/"])
@pytest.mark.parametrize(
    "host", ["https://toloka.dev", "https://a.b:8443", "http://127.0.0.1:80", "http://localhost"]
)
def test_a_url_is_a_host_with_or_without_the_api(host: str, tail: str) -> None:
    """The root is the same whatever part of `/api/v1` was given."""
    root = settings(url=host + tail).root
    assert root == f"{host.removesuffix(':80')}/api/v1"


def test_a_path_before_the_api_is_kept() -> None:
    """A service behind a prefix is reached there."""
    assert settings(url="https://proxy/toloka/api/v1").root == "https://proxy/toloka/api/v1"


@pytest.mark.parametrize(
    ("environment", "root"),
    [
        ("PRODUCTION", "https://toloka.dev/api/v1"),
        ("SANDBOX", "https://sandbox.toloka.dev/api/v1"),
    ],
)
def test_environments_have_hosts(environment: str, root: str) -> None:
    """The two environments are the service's two hosts."""
    assert settings(environment=environment, url=None).root == root


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        (None, None),
        ("PRODUCTION", "https://toloka.dev"),
        ("production", None),
        ("", None),
        (None, ""),
        (None, "toloka.dev"),
        (None, "ftp://toloka.dev"),
        (None, "https://"),
        (None, "https://user:pass@toloka.dev"),
        (None, "https://toloka.dev?x=1"),
        (None, "https://toloka.dev#x"),
        (None, "https://[::1"),
    ],
)
def test_where_to_must_be_clear(environment: str | None, url: str | None) -> None:
    """Either an environment or a url is given, and a url is nothing but a host."""
    with pytest.raises(ValueError, match=r"url|environment"):
        settings(environment=environment, url=url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10:99", "[::1]:8080", "localhost:8080", "LOCALHOST"]
)
def test_plain_http_goes_to_loopback(host: str) -> None:
    """A token may travel openly inside one machine."""
    assert settings(url=f"http://{host}").root.startswith("http://")


@pytest.mark.parametrize(
    "host",
    [
        "toloka.dev",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "[::]",
        "192.168.1.1:8080",
    ],
)
def test_plain_http_to_elsewhere_is_refused(host: str) -> None:
    """Other hosts need https, or an explicit permission."""
    with pytest.raises(ValueError, match="allow_http"):
        settings(url=f"http://{host}")
    assert settings(url=f"http://{host}", allow_http=True).root == f"http://{host}/api/v1"


@pytest.mark.parametrize(
    "host",
    ["a..b", ".", ".a", f"{'a' * 64}.dev", "a:0", "localhost:65536", "[::1]:99999"],
)
def test_a_host_and_a_port_can_exist(host: str) -> None:
    """What no look-up can ask for, and no connection be made to, is refused at once."""
    with pytest.raises(ValueError, match="url"):
        settings(url=f"https://{host}")
    for possible in ("a.b.", f"{'a' * 63}.dev:65535", "[::1]:1"):
        assert settings(url=f"https://{possible}").root == f"https://{possible}/api/v1"


@pytest.mark.parametrize("name", ["token", "url", "act_under_account_id"])
@pytest.mark.parametrize("value", [b"https://hush", bytearray(b"hush"), 123456789, ["hush"], b""])
def test_what_is_no_text_is_refused_and_not_shown(name: str, value: object) -> None:
    """Bytes and numbers are no token, url or account, and the error shows nothing of them."""
    with pytest.raises(TypeError, match=name) as raised:
        settings(**{name: value})
    assert "hush" not in str(raised.value)
    assert "123456789" not in str(raised.value)


def test_a_token_in_the_account_s_place_is_not_shown() -> None:
    """An account's id that is none may be credentials."""
    with pytest.raises(ValueError, match="account") as raised:
        settings(act_under_account_id=f"ApiKey {SECRET}")
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("account", ["", "a b", "a\nb", "ü", "\x00"])
def test_an_account_is_an_id(account: str) -> None:
    """What a header cannot hold is no account, and refused before any request."""
    with pytest.raises(ValueError, match="account"):
        settings(act_under_account_id=account)


def test_durations_are_seconds_or_timedeltas() -> None:
    """Both say the same; `None` is no limit; negative ones and NaN are refused."""
    assert seconds(1.5) == seconds(timedelta(milliseconds=1500)) == 1.5
    assert seconds(None) is None
    assert seconds(0) == 0
    assert settings(timeout=timedelta(minutes=1)).timeout == 60.0
    assert settings(timeout=timedelta(days=20)).timeout == 20 * 86_400.0
    for endless in (4_294_968, 1e10, float("inf"), timedelta.max):
        assert settings(timeout=endless).timeout is None
    for wrong in (-1, float("nan"), timedelta(seconds=-1)):
        with pytest.raises(ValueError, match="duration"):
            settings(timeout=wrong)


@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
def test_a_client_does_not_show_its_token(
    kind: type[TolokaClient | AsyncTolokaClient],
) -> None:
    """Neither the client's text nor its parts' texts hold the token."""
    client = kind("ApiKey very-secret", "PRODUCTION")
    transport: object = vars(client)["_transport"]
    parts: list[object] = [client, *vars(client).values(), *vars(transport).values()]
    assert not any("very-secret" in f"{part!r}{part!s}" for part in parts)
    assert "https://toloka.dev" in repr(client)


@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
@pytest.mark.parametrize(("name", "wrong"), [("retries", 3), ("retries", None), ("quota", 5)])
def test_a_policy_of_another_kind_is_refused_at_once(kind: Any, name: str, wrong: Any) -> None:
    """A number, as toloka-kit takes it, is told what to be instead, and not at the first fault."""
    with pytest.raises(TypeError, match=f"{name} is a "):
        kind("any", url="https://example.com", **{name: wrong})


def test_a_quota_lets_something_through() -> None:
    """A quota of nothing would hold everything for ever."""
    with pytest.raises(ValueError, match="requests_per_second"):
        Quota(requests_per_second=0)


@pytest.mark.parametrize("timeout", [1e400, 1e10, 2_147_484.0, timedelta.max, None])
def test_a_limit_that_no_socket_can_wait_for_is_none(timeout: Any) -> None:
    """Weeks are as good as no limit, and no error at the first call."""
    assert settings(timeout=timeout).timeout is None
