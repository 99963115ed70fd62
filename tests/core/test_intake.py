"""How an answer is taken in, piece by piece."""

from __future__ import annotations

import gzip
import random
import string
import time
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed._requests.intake import Intake
from toloka_typed._requests.plan import Request
from toloka_typed._requests.secrecy import without_secret
from toloka_typed._requests.settings import settings_of
from toloka_typed._requests.unzipping import MOST_ARCHIVES
from toloka_typed.errors import TransportError

REQUEST = Request(method="GET", path="/requester")
VISIBLE = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\%")
WORDS = st.text(VISIBLE, min_size=7, max_size=40)
SECRET = WORDS.map(lambda word: f"T{word}")
"""A token whose first character is in no escape of another, so that it has one beginning."""


def intake(*, started: float | None = None) -> Intake:
    settings = settings_of(
        token="any",
        environment=None,
        url="https://example.com",
        timeout=1.0,
        act_under_account_id=None,
        allow_http=False,
    )
    return Intake(REQUEST, settings=settings, started=started or time.monotonic())


def test_an_answer_that_is_complete_counts_however_late() -> None:
    """The limit ends the wait for more; what is all there is not thrown away."""
    late = intake(started=time.monotonic() - 100.0)
    late.begin(httpx.Response(200, stream=httpx.ByteStream(b"")))
    late.take(b"{}")
    assert late.response().body == b"{}"
    with pytest.raises(TransportError, match="longer than 1 s"):
        late.take(b"more")


def zipped(raw: bytes) -> bytes:
    """Give the body of an answer that says it is in gzip."""
    taken = intake()
    head = httpx.Headers({"content-encoding": "gzip"})
    taken.begin(httpx.Response(200, headers=head, stream=httpx.ByteStream(b"")))
    taken.take(raw)
    return taken.response().body


@given(st.lists(st.binary(max_size=100), min_size=1, max_size=5), st.binary(max_size=5))
def test_a_gzip_answer_may_have_several_members(parts: list[bytes], rest: bytes) -> None:
    """An archive of several is as valid as one; what follows and is none is left out."""
    rest = b"" if rest.startswith(b"\x1f\x8b") else rest
    assert zipped(b"".join(map(gzip.compress, parts)) + rest) == b"".join(parts)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        gzip.compress(b"[1]")[:-1],
        gzip.compress(b"[1]") + gzip.compress(b"[2]")[:-1],
        gzip.compress(b"[1]")[:-8] + b"\0" * 8,
        gzip.compress(b"") * (MOST_ARCHIVES + 1),
    ],
    ids=len,
)
def test_what_is_no_gzip_stays_as_it_came(raw: bytes) -> None:
    """A body that is not what its header says is shown by errors as it is."""
    assert zipped(raw) == raw


def test_many_empty_members_take_no_time() -> None:
    """An answer of nothing but beginnings is given up before long."""
    started = time.monotonic()
    raw = gzip.compress(b"") * 500_000
    assert zipped(raw) == raw
    assert time.monotonic() - started < 5


def spelled(draw: st.DrawFn, secret: str) -> bytes:
    """Give a token with each character as JSON, a URL or nobody escapes it."""
    return "".join(
        draw(
            st.sampled_from(
                [one, f"\\u{ord(one):04x}", f"\\u{ord(one):04X}", f"\\{one}", f"%{ord(one):02X}"]
            )
        )
        for one in secret
    ).encode()


@given(st.data(), SECRET)
def test_no_character_of_a_token_is_safe_in_another_spelling(
    data: st.DataObject, secret: str
) -> None:
    """Plain, or escaped for JSON or a URL, character by character: it is taken out."""
    strange = data.draw(st.composite(spelled)(secret))
    for text in (strange, secret.encode(), quote(secret, safe="").encode()):
        assert without_secret(b"<%b>" % text, secret) == b"<[token]>"


@given(st.data(), SECRET)
def test_the_beginning_of_a_token_at_the_end_is_one(data: st.DataObject, secret: str) -> None:
    """What was cut within the token, or within one of its escapes, shows a few characters."""
    first = data.draw(st.composite(spelled)(secret[:8]))
    text = first + data.draw(st.composite(spelled)(secret[8:]))
    cut = data.draw(st.integers(len(first), len(text)))
    assert without_secret(b"<" + text[:cut], secret) == b"<[token]"


def test_a_long_token_costs_no_time() -> None:
    """A token of some thousand characters is taken out as fast as one of a few."""
    secret = "".join(random.Random(1).choices(string.ascii_letters, k=4_000))  # noqa: S311
    page = b'{"a": "' + (secret[:-1].encode() + b'\\n"}') * 200
    started = time.monotonic()
    for _ in range(3):
        assert without_secret(page, secret) == page
        assert without_secret(page + secret[:-1].encode(), secret) == page + b"[token]"
    assert time.monotonic() - started < 5
