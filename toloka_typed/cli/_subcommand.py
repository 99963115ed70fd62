"""What a subcommand is made of."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

import attrs


@attrs.frozen(kw_only=True)
class Subcommand:
    """One verb of the command line."""

    name: str
    help: str
    """One line, for the list of subcommands."""
    add_arguments: Callable[[ArgumentParser], object]
    run: Callable[[Namespace], int]
    """Does it, and gives the exit code; `KeyboardInterrupt` is the caller's to handle."""
