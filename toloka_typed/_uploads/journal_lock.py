"""One process at a time: a lock that dies with whoever holds it, and says who that is."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

from toloka_typed._uploads.journal_place import LOCK, real_place
from toloka_typed.errors import JournalError

__all__ = ["JournalLock"]

HOLDER: Final = "process "
"""What a lock begins with. A crash may have left an empty one."""


class JournalLock:
    """A lock on a journal, held until `release` or the end of the process; no child inherits it.

    It is a file of its own beside the journal: to close any descriptor of a database that this
    process has open would take SQLite's own locks away.
    """

    def __init__(self, journal: Path) -> None:
        """Take the lock at once. Raises `JournalError`, which names another holder."""
        if sys.platform == "win32":
            raise JournalError("journals need a POSIX system: Windows has no lock that fits")
        self._path = Path(f"{real_place(journal)}{LOCK}")
        try:
            _held[self] = _locked(self._path, journal=journal)
        except OSError as error:
            raise JournalError(f"the lock {self._path}: {error.strerror}") from error

    def release(self) -> None:
        """Let the next one have it; what has been released, or is a parent's, stays as it is."""
        descriptor = _held.get(self)
        if descriptor is not None:
            self._path.unlink(missing_ok=True)
            del _held[self]
            os.close(descriptor)


_held: Final[dict[JournalLock, int]] = {}
"""The locks of this process, each with its descriptor."""


def _leave_to_parent() -> None:
    """Close a forked child's copies: a lock is held as long as anybody has it open."""
    for descriptor in _held.values():
        os.close(descriptor)
    _held.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_leave_to_parent)


def _locked(path: Path, *, journal: Path) -> int:
    """Give a descriptor of the file that is locked, and is the one that has this path."""
    import fcntl

    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, descriptor):
                _insist_on_lock(path, descriptor)
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"{HOLDER}{os.getpid()} on {os.uname().nodename}".encode(), 0)
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
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _insist_on_lock(path: Path, descriptor: int) -> None:
    """Refuse to write over what is not a lock. Raises `JournalError`."""
    found = os.fstat(descriptor)
    begins = HOLDER.encode()
    if (
        not stat.S_ISREG(found.st_mode)
        or found.st_nlink != 1
        or (found.st_size and os.pread(descriptor, len(begins), 0) != begins)
    ):
        raise JournalError(f"{path} is no lock of a journal: move it away, or name another journal")
