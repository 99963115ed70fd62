"""The command line of the sandbox: serve in the foreground until somebody stops it."""

from __future__ import annotations

import argparse
import math
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from toloka_typed.sandbox._sandbox import Sandbox
from toloka_typed.sandbox.faults import Fault, NoAnswer, Sometimes
from toloka_typed.sandbox.settings import After, SandboxSettings

LONGEST_HEADER = 1024 * 1024
"""Characters that are read of a file's first line; a device may have no end."""
TOKEN_VARIABLE = "TOLOKA_SANDBOX_TOKEN"  # noqa: S105 - a name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sandbox's options to a parser."""
    usual = SandboxSettings()
    parser.description = (
        "Serve a local Toloka on 127.0.0.1 until Ctrl-C. Any token is accepted, unless the "
        f"environment variable {TOKEN_VARIABLE} names the only one."
    )
    parser.add_argument(
        "--port", type=_number(65_535), default=8080, help="0 takes any free one (%(default)s)"
    )
    parser.add_argument(
        "--pool",
        action="append",
        default=[],
        type=_pool,
        metavar="ID=FILE.tsv",
        dest="pools",
        help="add a pool whose fields are the INPUT: and GOLDEN: columns of a file; repeatable",
    )
    parser.add_argument(
        "--latency", type=_duration(1e-3), default=0.0, metavar="MS", help="delay of each answer"
    )
    parser.add_argument(
        "--per-task",
        type=_duration(1e-6),
        default=0.0,
        metavar="MICROSECONDS",
        help="what each task adds to the time of its operation",
    )
    parser.add_argument(
        "--log-output",
        choices=("flat", "wrapped", "bare"),
        default=usual.log_output,
        help="how an operation's log shows a refused task (%(default)s)",
    )
    parser.add_argument(
        "--page-limit",
        type=_number(100_000, least=1),
        default=usual.page_limit,
        metavar="N",
        help="the largest page of tasks (%(default)s)",
    )
    parser.add_argument(
        "--listed-after",
        type=_duration(1.0),
        default=0.0,
        metavar="SECONDS",
        help="how late a new task shows up in lists",
    )

    parser.add_argument(
        "--lose-answers",
        type=_probability,
        default=0.0,
        metavar="PROBABILITY",
        help="close the connection in place of an answer now and then, with the work done",
    )


def main(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; give the exit code."""
    settings = SandboxSettings(
        latency=arguments.latency,
        seconds_per_task=arguments.per_task,
        log_output=arguments.log_output,
        page_limit=arguments.page_limit,
        listed_after=After(seconds=arguments.listed_after),
    )
    token = os.environ.get(TOKEN_VARIABLE)
    sandbox = Sandbox(
        port=arguments.port,
        token=token,
        settings=settings,
        faults=[Fault("*", NoAnswer(), Sometimes(arguments.lose_answers))],
        record=False,
    )
    for pool_id, inputs, outputs in arguments.pools:
        sandbox.add_pool(
            pool_id,
            input_spec=dict.fromkeys(inputs, "string"),
            output_spec=dict.fromkeys(outputs, "string"),
        )
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        sandbox.start()
    except OSError as error:
        print(f"port {arguments.port} cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    with sandbox:
        print(f"Toloka sandbox at {sandbox.url} (Ctrl-C stops it)", flush=True)
        stopped.wait()
    return 0


def _duration(unit: float) -> Callable[[str], float]:
    """Give a reader of durations in this unit, in seconds."""

    def read(text: str) -> float:
        seconds = float(text) * unit
        if not 0 <= seconds < math.inf:
            raise argparse.ArgumentTypeError(f"{text!r} is not a duration")
        return seconds

    return read


def _number(most: int, *, least: int = 0) -> Callable[[str], int]:
    """Give a reader of numbers in a range."""

    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return int(text)

    return read


def _probability(text: str) -> float:
    chance = float(text)
    if not 0 <= chance <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability")
    return chance


def _pool(text: str) -> tuple[str, list[str], list[str]]:
    """Read `ID=FILE.tsv` into the id and the names of the input and the output fields."""
    pool_id, _, file = text.partition("=")
    if not pool_id.isdecimal() or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form ID=FILE.tsv")
    try:
        with Path(file).open(encoding="utf-8-sig") as lines:
            columns = lines.readline(LONGEST_HEADER).rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{file}: {error}") from error
    inputs = [column.removeprefix("INPUT:") for column in columns if column.startswith("INPUT:")]
    outputs = [column.removeprefix("GOLDEN:") for column in columns if column.startswith("GOLDEN:")]
    if not inputs:
        raise argparse.ArgumentTypeError(f"{file}: the first line names no INPUT: column")
    return pool_id, inputs, outputs or ["result"]
