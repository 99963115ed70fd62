"""Answers as a hostile server might give them, made from real ones."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec
from hypothesis import strategies as st

from tests.adversary.replay import Answer, Recording
from toloka_typed._json import is_object

Path: TypeAlias = tuple[str | int, ...]

STATUSES = [
    *(200, 200, 200, 201, 202, 203, 204, 206, 301, 302, 304, 400, 400, 401, 403, 404, 405, 408),
    *(409, 409, 410, 413, 415, 418, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511),
    *(520, 599, 600, 999),
]

INSERTED = [
    b"\xff",
    b"\x00",
    b"\xef\xbb\xbf",
    b'"',
    b"{",
    b"]",
    b",",
    b"\\ud800",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-0.0",
    b"9" * 5_000,
    b'"__item_idx":"0","__item_idx":"1",',
    b'"id":"x","id":7,',
]
BODIES = [
    b"",
    b" ",
    b"null",
    b"true",
    b"0",
    b'"text"',
    b"[]",
    b"{}",
    b"[null]",
    b'{"items":[],"has_more":true}',
    b'{"items":{},"validation_errors":null}',
    b'{"items":{"0":{},"-1":{},"x":{}}}',
    b'{"code":"OPERATION_ALREADY_EXISTS"}',
    b'{"code":"OPERATION_LOGS_ARCHIVED","message":"gone"}',
    b'{"code":"POOL_LOCKED_BY_ANOTHER_OPERATION","message":"later"}',
    b'{"code":"VALIDATION_ERROR","message":"bad","payload":{"0.input_values.image":{"code":"X"}}}',
    b'{"code":"VALIDATION_ERROR","payload":{"99999999999999999999.x":{"code":"X"},"9.":[]}}',
    b'{"code":"TOO_MANY_REQUESTS","payload":{"interval":"DAY"}}',
    b'{"code":5,"message":["x"],"request_id":{},"payload":"x"}',
    b"<html><body><h1>nginx</h1></body></html>",
    b"[" * 100_000,
    b"[" * 900 + b"]" * 900,
    b'{"a":' * 900 + b"0" + b"}" * 900,
    b'{"code":"X","payload":' + b"[" * 400 + b"]" * 400 + b"}",
    b"x" * 100_000,
]
HOSTILE: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    1e308,
    "",
    "x",
    "SUCCESS",
    "FAIL",
    "POOL.OPEN",
    "TASK.BATCH_CREATE",
    "..",
    "a/../../pools/1/archive?x=#",
    "a\r\nX-Header: b",
    "\x00",
    "é\u2028\U0001f600",
    "9" * 5_000,
    "2024-13-45T99:00:00",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2024-01-01",
    [],
    {},
    [None],
    {"": None},
    {"code": 1},
    {"code": "X", "message": None},
    {"output_values": None},
]
"""Values where others are expected."""
JSON = st.recursive(
    st.sampled_from(HOSTILE) | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
ENCODINGS = [b"gzip", b"deflate", b"br", b"zstd", b"gzip, deflate", b"identity", b"unheard-of"]
HEADERS = [
    (b"content-type", b"text/html; charset=unheard-of"),
    (b"content-type", b"application/json; charset=utf-16"),
    (b"retry-after", b"1e400"),
    (b"retry-after", b"nan"),
    (b"retry-after", b"-5"),
    (b"retry-after", b"9" * 400),
    (b"retry-after", b"Fri, 99 Foo 2024 25:61:61 GMT"),
    (b"retry-after", b"Fri, 31 Dec 9999 23:59:59 -2359"),
    (b"retry-after", b"Wed, 21 Oct 2015 07:28:00 GMT"),
    (b"retry-after", "\u0665".encode()),
    (b"retry-after", b""),
    (b"location", b"http://127.0.0.1:9/elsewhere"),
    (b"set-cookie", b"a=b"),
    (b"x-request-id", b""),
    (b"x-request-id", b"\xff\xfe"),
    (b"x-request-id", b"r" * 9_000),
    (b"content-length", b"-1"),
    (b"transfer-encoding", b"chunked"),
]


@st.composite
def spoilt(draw: st.DrawFn, answer: Answer) -> Answer:
    """Give an answer of which something is wrong, or several things are."""
    body = draw(_body(answer.body))
    headers = [header for header in answer.headers if header[0].lower() != b"content-length"]
    headers += draw(st.lists(st.sampled_from(HEADERS), max_size=2))
    status = answer.status if draw(st.booleans()) else draw(st.sampled_from(STATUSES))
    if draw(st.integers(0, 9)) == 0:
        encoding = draw(st.sampled_from(ENCODINGS))
        headers.append((b"content-encoding", encoding))
        whole = _encoded(body, encoding)
        body = draw(st.sampled_from([body, whole, whole[:-9]]))
    endless = draw(st.integers(0, 60)) == 0
    return Answer(status=status, headers=headers, body=body, endless=endless)


def _encoded(body: bytes, encoding: bytes) -> bytes:
    return gzip.compress(body) if encoding == b"gzip" else zlib.compress(body)


@st.composite
def _body(draw: st.DrawFn, body: bytes) -> bytes:
    kinds = ["value", "value", "value", "bytes", "bytes", "other", "any", "same"]
    kind = draw(st.sampled_from(kinds))
    if kind == "value" and body:
        return draw(_with_other_value(body))
    if kind == "bytes":
        return draw(_with_other_bytes(body))
    if kind == "other":
        return draw(st.sampled_from(BODIES))
    return draw(st.binary(max_size=40)) if kind == "any" else body


@st.composite
def _with_other_bytes(draw: st.DrawFn, body: bytes) -> bytes:
    place = draw(st.integers(0, len(body)))
    end = draw(st.sampled_from([place, place + 1, len(body)]))
    return body[:place] + draw(st.sampled_from([b"", *INSERTED])) + body[end:]


@st.composite
def _with_other_value(draw: st.DrawFn, body: bytes) -> bytes:
    """Give JSON with one value changed, left out, or added."""
    whole: Any = msgspec.json.decode(body)
    place = draw(st.sampled_from(list(_paths(whole))))
    change = draw(st.sampled_from(["set", "set", "set", "remove", "add"]))
    value = draw(JSON)
    if not place:
        return _text(value)
    holder: Any = whole
    for step in place[:-1]:
        holder = holder[step]
    if change == "set":
        holder[place[-1]] = value
    elif change == "remove":
        del holder[place[-1]]
    elif is_object(holder):
        holder[draw(st.text(max_size=5))] = value
    else:
        holder.append(value)
    return _text(whole)


def _text(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a lone surrogate, which the library does not write
        return b'"\\ud800"'


def _paths(value: Any, start: Path = ()) -> Iterator[Path]:
    yield start
    inside: Iterable[tuple[str | int, Any]] = ()
    if is_object(value):
        inside = value.items()
    elif type(value) is list:
        inside = enumerate(value)
    for step, inner in inside:
        yield from _paths(inner, (*start, step))


@st.composite
def spoilt_recording(draw: st.DrawFn, recording: Recording) -> Recording:
    """Give a recording in which an endpoint's answers are spoilt from some answer on."""
    endpoint = draw(st.sampled_from(sorted(recording)))
    answers = recording[endpoint]
    first = draw(st.integers(0, len(answers) - 1))
    bad = [draw(spoilt(answer)) for answer in answers[first:]]
    good_again = draw(st.integers(0, 1))
    return {**recording, endpoint: [*answers[:first], *bad, *answers[-1:][:good_again]]}
