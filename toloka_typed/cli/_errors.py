"""How a subcommand ends early."""

from __future__ import annotations

from typing import Final

INTERRUPTED: Final = 128 + 2
"""The exit code that shells expect of a program that Ctrl-C has ended."""


class CommandError(Exception):
    """A failure that a person can do something about; `main` shows the message and nothing else."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        """Say what happened and what to do; `code` becomes the exit code."""
        super().__init__(message)
        self.code = code
