"""The file of results: whole, or as it was before."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

from toloka_typed._atomic_file import replacing
from toloka_typed.cli._errors import CommandError


class _LeftAloneError(Exception):
    """Keeps the file from taking its place."""


class Results:
    """A new file of results, which takes its place at the end of the context.

    What cannot be written any more does not stop the upload: `error` says so afterwards.
    """

    def __init__(self, path: Path | None) -> None:
        """Write to a file, or nowhere."""
        self.path = path
        self.error: OSError | None = None
        self.is_kept = path is not None
        """Whether the file takes its place; set it to `False` to leave the earlier one alone."""
        self._file: TextIO | None = None

    def write(self, text: str) -> None:
        """Write some of the results."""
        try:
            if self._file and not self.error:
                self._file.write(text)
        except OSError as error:
            self.error = error

    def __enter__(self) -> Self:
        """Open the file. Raises `CommandError` where there can be none."""
        if self.path:
            self._place = replacing(self.path)
            try:
                self._file = self._place.__enter__()
            except OSError as error:
                raise CommandError(_reason(self.path, error)) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """Put the file into its place, or take it away."""
        if self._file is None:
            return
        try:
            if kind is None and self.is_kept and not self.error:
                self._place.__exit__(None, None, None)
                return
        except OSError as failure:
            self.error = failure
            return
        with suppress(_LeftAloneError):
            self._place.__exit__(_LeftAloneError, _LeftAloneError(), None)

    def outcome(self) -> str | None:
        """Say where the results are, or why they are not; `None` where none were wanted."""
        if self.path is None:
            return None
        if self.error:
            return _reason(self.path, self.error)
        if self.is_kept:
            return f"results: {self.path}"
        return f"{self.path} is left as it was" if self.path.exists() else None


def _reason(path: Path, error: OSError) -> str:
    return f"the results cannot be written to {path}: {error.strerror or error}"
