"""Measures one contestant in a process of its own: its module, the case, the sandbox, how many.

Imports, the client and whatever the contestant prepares come before the clock starts. Memory is
the peak of the whole process above what it was when the library had just been imported.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from typing import Final

PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024


def main(module: str, case: str, url: str, count: int) -> None:
    """Measure one run."""
    contestant = importlib.import_module(module)
    imported = _peak()
    work = getattr(contestant, case)(url, count)
    cpu = time.process_time()
    started = time.perf_counter()
    created = work()
    seconds = time.perf_counter() - started
    cpu = time.process_time() - cpu
    if created != count:
        raise ValueError(f"{created} of {count} tasks")
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": _peak() - imported}))


def _peak() -> int:
    """Give the most memory that the process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
