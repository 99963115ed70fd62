"""Shows a person how far something is, where a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from toloka_typed._requests.listeners import tell
from toloka_typed.batches import UploadProgress
from toloka_typed.operations import Operation

if TYPE_CHECKING:
    from typing import Never

    from tqdm.auto import tqdm

V = TypeVar("V")

Watch: TypeAlias = Callable[[V], object]
Progress: TypeAlias = bool | Watch[V] | None
"""`None`: a bar where a person looks; a bool forces it; a callable gets each update.

What a callable raises is logged, and stops nothing.
"""

NOTEBOOK_SHELL: Final = "ZMQInteractiveShell"


@contextmanager
def watching_operation(progress: Progress[Operation]) -> Generator[Watch[Operation] | None]:
    """Give what is to be called with each look at an operation."""
    if callable(progress):
        yield partial(tell, progress)
    elif not is_wanted(progress):
        yield None
    else:
        with _bar(total=100, unit="%") as bar:

            def watch(operation: Operation) -> None:
                bar.set_description(operation.status)
                bar.update((operation.progress or 0) - bar.n)

            yield watch


@contextmanager
def watching_upload(
    progress: Progress[UploadProgress], *, total: int | None
) -> Generator[Watch[UploadProgress] | None]:
    """Give what is to be called whenever an upload has got further."""
    if callable(progress):
        yield partial(tell, progress)
    elif not is_wanted(progress):
        yield None
    else:
        with _bar(total=total, unit=" tasks") as bar:

            def watch(now: UploadProgress) -> None:
                bar.set_postfix_str(f"{now.read:,} read, {now.refused:,} refused", refresh=False)
                bar.update(now.confirmed + now.refused - bar.n)

            yield watch


def is_wanted(progress: bool | None) -> bool:
    """Whether a bar is wanted: as told, or else where a person looks."""
    return _someone_looks() if progress is None else progress


def _someone_looks() -> bool:
    if sys.stderr is not None and sys.stderr.isatty():
        return True
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return type(shell).__name__ == NOTEBOOK_SHELL


def _bar(*, total: int | None, unit: str) -> tqdm[Never]:
    # imported late: it is slow to import, and most programs show no bar
    from tqdm.auto import tqdm

    return tqdm(total=total, unit=unit, leave=True)
