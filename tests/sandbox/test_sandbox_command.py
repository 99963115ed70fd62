"""The command line of the sandbox."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.sandbox.api import POOL, Api, bad_task, task
from toloka_typed.sandbox.command import add_arguments

PROGRAM = """
import argparse, sys
from toloka_typed.sandbox import command
parser = argparse.ArgumentParser("sandbox")
command.add_arguments(parser)
sys.exit(command.main(parser.parse_args()))
"""


@contextmanager
def served(*arguments: str, **environment: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """Run the command on a free port; give the process and its URL."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, "--port", "0", *arguments]
    env = {**os.environ, **environment}
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield process, line.split()[3]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_it_is_stopped(number: signal.Signals) -> None:
    """One line tells the address; a signal ends it with exit code 0 and no noise."""
    with served() as (process, url):
        with Api(url) as api:
            assert api.create(task()).status_code == 201
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
        assert (process.returncode, output, errors) == (0, "", "")


def test_options_set_pools_and_behaviour(tmp_path: Path) -> None:
    """Pools come from the header of a file; switches choose among the variants."""
    table = tmp_path / "words.tsv"
    header = "INPUT:text\tINPUT:lang\tGOLDEN:mood\tHINT:text\tTASK:overlap"
    table.write_text(f"{header}\nhi\ten\tgood\t\t1\n", encoding="utf-8-sig")
    arguments = ["--pool", f"77={table}", "--log-output", "wrapped", "--page-limit", "300"]
    with served(*arguments) as (_, url), Api(url) as api:
        spec = api.get(f"/projects/{api.get('/pools/77')['project_id']}")["task_spec"]
        assert (list(spec["input_spec"]), list(spec["output_spec"])) == (["text", "lang"], ["mood"])
        (step,) = api.log(api.start([bad_task()], skip_invalid_items=True))
        assert step["output"]["code"] == "VALIDATION_ERROR"
        assert api.http.get(f"/tasks?pool_id={POOL}&limit=301").status_code == 400


def test_answers_may_be_lost() -> None:
    """With --lose-answers 1 every request is handled and none is answered."""
    with (
        served("--lose-answers", "1") as (_, url),
        Api(url) as api,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        api.get("/requester")


def test_the_environment_may_name_the_only_token() -> None:
    """With TOLOKA_SANDBOX_TOKEN another secret is refused."""
    right = {"authorization": "OAuth right"}
    with served(TOLOKA_SANDBOX_TOKEN="right") as (_, url), Api(url) as api:
        assert api.http.get("/requester").status_code == 401
        assert api.http.get("/requester", headers=right).status_code == 200


def test_a_used_port_is_told() -> None:
    """An address that cannot be had ends the command with one line."""
    with socket.create_server(("127.0.0.1", 0)) as used:
        command = [sys.executable, "-c", PROGRAM, "--port", str(used.getsockname()[1])]
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("port ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--latency", "-1"], "not a duration"),
        (["--per-task", "nan"], "not a duration"),
        (["--pool", "7"], "ID=FILE.tsv"),
        (["--pool", "seven=x.tsv"], "ID=FILE.tsv"),
        (["--pool", "7=/no/such/file.tsv"], "No such file"),
        (["--pool", f"7={__file__}"], "no INPUT: column"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_wrong_options_are_explained(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is refused before anything is served."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args(arguments)
    assert told in capsys.readouterr().err
