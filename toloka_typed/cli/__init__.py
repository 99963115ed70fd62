"""The command line, `toloka-typed`: one module for each subcommand, and a table of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from toloka_typed.cli import journal, sandbox, schema, upload
from toloka_typed.cli._errors import INTERRUPTED, CommandError
from toloka_typed.cli._screen import take_any_text, tell
from toloka_typed.cli._subcommand import Subcommand

__all__ = ["main"]

SUBCOMMANDS: Final[Sequence[Subcommand]] = (
    upload.COMMAND,
    journal.COMMAND,
    schema.COMMAND,
    sandbox.COMMAND,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand, and give the exit code: 0 for success, 1 for a failure, 130 for Ctrl-C.

    Wrong usage raises `SystemExit` with 2, as argparse does.
    """
    take_any_text()
    arguments = _parser().parse_args(argv)
    subcommand: Subcommand = arguments.subcommand
    try:
        return subcommand.run(arguments)
    except CommandError as error:
        tell(f"toloka-typed {subcommand.name}: {error}")
        return error.code
    except KeyboardInterrupt:
        tell("\ninterrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has gone; the interpreter would complain when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toloka-typed",
        description="Upload tasks to Toloka.",
        epilog="`toloka-typed SUBCOMMAND --help` says more.",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {version('toloka-typed')}"
    )
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    for subcommand in SUBCOMMANDS:
        subparser = subparsers.add_parser(
            subcommand.name,
            help=subcommand.help,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        subcommand.add_arguments(subparser)
        subparser.set_defaults(subcommand=subcommand)
    return parser
