"""How an answer is taken in, piece by piece."""

from __future__ import annotations

import gzip
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
from toloka_typed.errors import TransportError

REQUEST = Request(method="GET", path="/requester")
SECRET = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=40)


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


def test_a_gzip_answer_may_have_several_members() -> None:
    """A file of several is as valid as one, and is read whole."""
    taken = intake()
    head = httpx.Headers({"content-encoding": "gzip"})
    taken.begin(httpx.Response(200, headers=head, stream=httpx.ByteStream(b"")))
    taken.take(gzip.compress(b"[1") + gzip.compress(b",2]"))
    assert taken.response().body == b"[1,2]"


@given(SECRET, st.data())
def test_no_character_of_a_token_is_safe_in_another_spelling(
    secret: str, data: st.DataObject
) -> None:
    """Plain, or escaped for JSON or a URL, character by character: it is taken out."""
    spellings = [
        [one, f"\\u{ord(one):04x}", f"\\u{ord(one):04X}", f"\\{one}", f"%{ord(one):02X}"]
        for one in secret
    ]
    spelled = "".join(data.draw(st.sampled_from(choice)) for choice in spellings)
    for text in (spelled, secret, quote(secret, safe="")):
        assert without_secret(f"<{text}>".encode(), secret) == b"<[token]>"


@given(SECRET, st.integers(8, 40))
def test_the_beginning_of_a_token_at_the_end_is_one(secret: str, length: int) -> None:
    """What was cut within the token shows no more of it than a few characters."""
    assert without_secret(b"<" + secret[:length].encode(), secret) == b"<[token]"
