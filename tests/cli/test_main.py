"""The command line as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from importlib.metadata import version

import pytest

from toloka_typed import cli
from toloka_typed.cli._subcommand import Subcommand


def run(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    environment = {**os.environ, **options}
    return subprocess.run(  # noqa: S603 - our own program
        command, env=environment, capture_output=True, text=True, check=False
    )


def test_the_module_is_the_program() -> None:
    """`python -m toloka_typed --version` tells the version."""
    ended = run("-m", "toloka_typed", "--version")
    assert (ended.returncode, ended.stdout) == (0, f"toloka-typed {version('toloka-typed')}\n")


def test_without_a_subcommand_it_tells_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to do is wrong usage."""
    with pytest.raises(SystemExit) as caught:
        cli.main([])
    assert caught.value.code == 2
    assert "SUBCOMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("subcommand", [None, *(one.name for one in cli.SUBCOMMANDS)])
def test_everything_has_a_help(subcommand: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    """--help explains each subcommand, and the program lists them all."""
    with pytest.raises(SystemExit) as caught:
        cli.main([*filter(None, [subcommand]), "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert all(one.name in text for one in cli.SUBCOMMANDS) or subcommand


def test_resuming_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of `upload` says what to do after an interruption."""
    with pytest.raises(SystemExit):
        cli.main(["upload", "--help"])
    assert "run the same command again" in capsys.readouterr().out


def test_no_subcommand_takes_a_token() -> None:
    """A token among the arguments would be seen by everyone on the machine."""
    for subcommand in cli.SUBCOMMANDS:
        parser = ArgumentParser()
        subcommand.add_arguments(parser)
        assert not [option for option in parser._option_string_actions if "token" in option]


def test_ctrl_c_anywhere_is_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An interruption that a subcommand leaves to the program ends it quietly."""

    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    fake = Subcommand(name="wait", help="", add_arguments=lambda _parser: None, run=interrupted)
    monkeypatch.setattr(cli, "SUBCOMMANDS", [fake])
    assert cli.main(["wait"]) == 130
    assert "interrupted" in capsys.readouterr().err


WITHOUT_EXTRA = """
import sys
sys.modules["uvicorn"] = None
from toloka_typed.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_sandbox_says_what_to_install() -> None:
    """Where the extra is missing, the sandbox names it and does nothing."""
    ended = run("-c", WITHOUT_EXTRA, "sandbox", "--port", "0")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "toloka-typed[sandbox]" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_sandbox_serves_until_it_is_stopped() -> None:
    """`toloka-typed sandbox` tells its address and ends with 0 on Ctrl-C."""
    command = [sys.executable, "-m", "toloka_typed", "sandbox", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
