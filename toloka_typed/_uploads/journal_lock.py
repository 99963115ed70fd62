"""One process at a time: a lock that dies with whoever holds it, and says who that is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from toloka_typed.errors import JournalError

__all__ = ["JournalLock"]


class JournalLock:
    """A lock on a journal, held until `release` or the end of the process.

    It is a file of its own beside the journal: to close any descriptor of a database that this
    process has open would take SQLite's own locks away.
    """

    def __init__(self, journal: Path) -> None:
        """Take the lock at once. Raises `JournalError`, which names another holder."""
        if sys.platform == "win32":
            raise JournalError("journals need a POSIX system: Windows has no lock that fits")
        file = journal.resolve()
        self._path = file.with_name(f"{file.name}.lock")
        try:
            self._descriptor = _locked(self._path, journal=journal)
        except OSError as error:
            raise JournalError(f"{journal}: {error.strerror}") from error

    def release(self) -> None:
        """Let the next one have it."""
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def _locked(path: Path, *, journal: Path) -> int:
    """Give a descriptor of the file that is locked, and is the one that has this path."""
    import fcntl

    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, descriptor):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"process {os.getpid()} on {os.uname().nodename}".encode(), 0)
                return descriptor
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another process"
            os.close(descriptor)
            raise JournalError(f"{journal} is in use by {holder}") from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether a file is still there: who held it before may have removed it since it was opened."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
