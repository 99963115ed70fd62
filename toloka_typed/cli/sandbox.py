"""`toloka-typed sandbox`: a local Toloka in the foreground."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from toloka_typed.cli._errors import CommandError
from toloka_typed.cli._subcommand import Subcommand

EXTRA: Final = frozenset({"starlette", "uvicorn"})
MISSING: Final = (
    "the sandbox needs packages that are not installed: pip install 'toloka-typed[sandbox]'"
)


def _add_arguments(parser: ArgumentParser) -> None:
    try:
        from toloka_typed.sandbox import command
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        # take whatever is given: what is missing is the packages, not an option
        parser.prefix_chars = "\0"
        parser.add_argument("ignored", nargs="*", help=MISSING)
    else:
        command.add_arguments(parser)


def _run(arguments: Namespace) -> int:
    try:
        from toloka_typed.sandbox import command
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        raise CommandError(MISSING) from error
    return command.main(arguments)


COMMAND: Final = Subcommand(
    name="sandbox",
    help="serve a local Toloka, to try things out",
    add_arguments=_add_arguments,
    run=_run,
)
