"""One run of one contestant against a fresh sandbox, each in a process of its own.

Nothing but the standard library is imported: a process begins with its parent's peak of memory,
so this one has to stay smaller than any contestant.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SCRIPTS: Final = Path(__file__).resolve().parent
POLL: Final = "GET /operations/*"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run took, and what the sandbox saw of it."""

    seconds: float
    cpu: float
    memory: int
    """The peak above the freshly imported library, in bytes."""
    requests: Mapping[str, int]
    """How many of each kind."""
    tasks: int
    """How many the sandbox holds at the end."""
    each_once: bool
    """Whether these are the ones that were to be created, each once."""

    @property
    def polls(self) -> int:
        """How often it looked whether an operation had ended."""
        return self.requests.get(POLL, 0)


def run(module: str, *, case: str, count: int, python: str | Path = sys.executable) -> Run:
    """Let a contestant create so many tasks."""
    with subprocess.Popen(
        [sys.executable, str(SCRIPTS / "_bench_upload_sandbox.py"), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as sandbox:
        url = sandbox.stdout.readline().strip() if sandbox.stdout else ""
        if not url:
            raise RuntimeError("the sandbox did not start")
        command = [str(python), "-W", "ignore", str(SCRIPTS / "_bench_upload_worker.py")]
        try:
            taken = subprocess.run(
                [*command, module, case, url, str(count)],
                check=True,
                capture_output=True,  # toloka-kit draws bars
                text=True,
            )
        except subprocess.CalledProcessError as error:
            sys.stderr.write(error.stderr)
            raise
        seen, _ = sandbox.communicate()
    return Run(**json.loads(taken.stdout), **json.loads(seen))
