"""The watch over all tests finds a token wherever one is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.security.token_watch import TOKEN
from toloka_typed import AsyncTolokaClient, TolokaClient

ROOT = Path(__file__).parents[2]
TESTS = """\
import logging, os, subprocess, sys
from tests.security.token_watch import TOKEN

def test_leak_by_our_log():
    logging.getLogger("toloka_typed").debug("as %s", TOKEN)

def test_leak_by_the_log_of_httpcore():
    logging.getLogger("httpcore.http11").debug(TOKEN)

def test_innocence():
    logging.getLogger("toloka_typed").debug("nothing")

def test_leak_by_standard_output():
    print(TOKEN)

def test_leak_by_standard_error():
    os.write(2, TOKEN.encode())

def test_leak_that_the_test_takes_away(capfd):
    print(TOKEN)
    capfd.readouterr()

def test_leak_by_a_subprocess():
    script = "import os; print(os.environ['TOLOKA_TOKEN'])"
    subprocess.run([sys.executable, "-S", "-c", script], capture_output=True)

def test_leak_by_a_file(tmp_path):
    (tmp_path / "journal").write_bytes(b"x" * 100 + TOKEN.encode())

def test_that_is_the_last():
    pass
"""


def test_a_token_is_found_wherever_it_goes(tmp_path: Path) -> None:
    """A test that lets the token out fails; what is left in a file fails the last one."""
    (tmp_path / "test_leaks.py").write_text(TESTS)
    with tempfile.TemporaryDirectory() as elsewhere:
        ended = subprocess.run(  # noqa: S603 - this interpreter, the tests above
            [
                *(sys.executable, "-m", "pytest", "-vv", "--tb=line", "--show-capture=no"),
                *("-p", "tests.security.token_watch", "-p", "no:cacheprovider"),
                *(f"--basetemp={elsewhere}/tests", f"--rootdir={tmp_path}", str(tmp_path)),
            ],
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}",
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    results = dict(re.findall(r"::test_(\w+) (PASSED|ERROR)", ended.stdout))
    assert len(results) == TESTS.count("def test_"), ended.stdout + ended.stderr
    innocent = {name for name, result in results.items() if result == "PASSED"}
    assert innocent == {"innocence", "leak_by_a_file"}
    assert "/journal" in ended.stdout.split("the token was written to", 1)[1]
    assert ended.returncode == 1


@pytest.mark.parametrize("kind", [TolokaClient, AsyncTolokaClient])
def test_all_tests_use_the_token_that_is_watched(
    kind: Callable[..., TolokaClient | AsyncTolokaClient],
) -> None:
    """Both `"any"` and the environment stand for the one token."""
    for client in (kind("any", "SANDBOX"), kind(environment="SANDBOX")):
        transport: Any = vars(client)["_transport"]
        assert transport.settings.secret == TOKEN
