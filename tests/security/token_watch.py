"""A pytest plugin: no test may make the library, or the command line, write its token anywhere.

Whoever asks for the token `"any"`, as nearly all tests do, gets one that is easy to recognise. Log
records at DEBUG (httpx's and httpcore's too), what is printed, warnings and the output of
subprocesses are searched for it test by test, and all temporary files at the end of the session.
"""

from __future__ import annotations

import logging
import mmap
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from toloka_typed._requests import settings as _settings

TOKEN: Final = "ThisIsTheTokenThatNobodyMayEverSee0123456789"
LOGGERS: Final = ("toloka_typed", "httpx", "httpcore")


class TokenWatch(logging.Handler):
    """Looks for the token in whatever comes by, and remembers where it was."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._places: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.look(self.format(record), place=f"a log record of {record.name}")

    def look(self, text: object, *, place: str) -> None:
        """Look at text, or at bytes; whatever else there may be, shows nothing."""
        seen = TOKEN.encode() in text if isinstance(text, bytes) else TOKEN in str(text)
        if seen:
            self._places.append(place)

    def places(self) -> list[str]:
        """Give the places where the token has been since the last question."""
        found, self._places = self._places, []
        return found


WATCH: Final = TokenWatch()


def pytest_configure(config: pytest.Config) -> None:
    """Keep reports as short as they are without the records at DEBUG."""
    if config.option.log_level is None:
        config.option.log_level = "WARNING"


@pytest.fixture(scope="session", autouse=True)
def watched() -> Iterator[None]:
    """Let everybody use the one token, and see what is printed to whom."""
    with pytest.MonkeyPatch.context() as patch:
        _give_out_the_token(patch)
        _read_along(patch, pytest.CaptureFixture, "readouterr", place="what a test printed")
        _read_along(patch, subprocess.Popen, "communicate", place="what a subprocess printed")
        logging.getLogger().addHandler(WATCH)
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield
        logging.getLogger().removeHandler(WATCH)


@pytest.fixture(scope="session", autouse=True)
def token_in_no_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Search what all tests have left on the disk."""
    yield
    places = [
        path for path in sorted(tmp_path_factory.getbasetemp().rglob("*")) if holds_token(path)
    ]
    assert not places, f"the token was written to {', '.join(map(str, places))}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "teardown":
        for title, text in report.sections:
            WATCH.look(text, place=title)
        places = WATCH.places()
        if places and report.passed:
            report.outcome = "failed"
            report.longrepr = f"the token was in {', '.join(sorted(set(places)))}"
    return report


def pytest_warning_recorded(warning_message: Any) -> None:
    WATCH.look(warning_message.message, place="a warning")


def _give_out_the_token(patch: pytest.MonkeyPatch) -> None:
    authorization: Callable[[str | None], str] = vars(_settings)["_authorization"]

    def watched_authorization(token: str | None) -> str:
        return authorization(TOKEN if token == "any" else token)

    patch.setattr(_settings, "_authorization", watched_authorization)
    patch.setenv(_settings.TOKEN_VARIABLE, TOKEN)


def _read_along(patch: pytest.MonkeyPatch, owner: type, name: str, *, place: str) -> None:
    method: Callable[..., tuple[object, object]] = getattr(owner, name)

    def reading(*args: Any, **kwargs: Any) -> tuple[object, object]:
        result = method(*args, **kwargs)
        for text in result:
            WATCH.look(text, place=place)
        return result

    patch.setattr(owner, name, reading)


def holds_token(path: Path) -> bool:
    """Whether a file holds the token that the tests use."""
    if path.is_symlink() or not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(TOKEN.encode()) >= 0
