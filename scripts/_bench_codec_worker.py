"""Times one contestant in a process of its own: its module, the kind of tasks, how many.

Prints the CPU seconds of encoding and of decoding. The garbage collector works as it always does.
"""

from __future__ import annotations

import gc
import importlib
import sys
import time

import _bench_tasks


def main(contestant: str, kind: str, count: int) -> None:
    """Time one run of each."""
    module = importlib.import_module(contestant)
    tasks = module.tasks(_bench_tasks.forms(kind, count=count))
    encoding = _seconds(module.encode, tasks)
    del tasks
    decoding = _seconds(module.decode, _bench_tasks.page(kind, count=count))
    print(encoding, decoding)


def _seconds(work: object, argument: object) -> float:
    if not callable(work):
        raise TypeError(f"{work!r} cannot be timed")
    gc.collect()
    started = time.process_time()
    result = work(argument)
    seconds = time.process_time() - started
    if not result:
        raise ValueError(f"{work!r} gave {result!r}")
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
