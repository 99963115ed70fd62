"""`toloka-typed sandbox`: a local Toloka in the foreground."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from toloka_typed.cli._errors import CommandError
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.sandbox import command

EXTRA: Final = frozenset({"starlette", "uvicorn"})
"""What only a running sandbox needs."""


def _run(arguments: Namespace) -> int:
    try:
        return command.main(arguments)
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        raise CommandError(
            f"{error.name} is not installed: pip install 'toloka-typed[sandbox]'"
        ) from error


COMMAND: Final = Subcommand(
    name="sandbox",
    help="serve a local Toloka, to try things out",
    add_arguments=command.add_arguments,
    run=_run,
)
