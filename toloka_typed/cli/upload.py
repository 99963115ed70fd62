"""`toloka-typed upload`: the tasks of a TSV file go into a pool."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from toloka_typed._atomic_file import replacing
from toloka_typed.cli._errors import INTERRUPTED, CommandError
from toloka_typed.cli._history import history, set_aside
from toloka_typed.cli._notices import Notices
from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._report import failure_text, summary
from toloka_typed.cli._source import Inspection, Source, inspect
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.cli._upload_options import UploadOptions, add_arguments, options_of
from toloka_typed.client import TolokaClient
from toloka_typed.errors import BatchError, JournalError, TolokaError
from toloka_typed.tsv import TsvError

PROBLEMS_SHOWN: Final = 10


def _run(arguments: Namespace) -> int:
    options = options_of(arguments)
    with _client(options) as client:
        found = _inspected(options.file)
        _check_places(options)
        _tell(f"{options.file}: {found.rows:,} rows ({found.kinds()})")
        created_before = _prepare_journal(options, rows=found.rows)
        source = Source(options.file, pool_id=options.pool_id, rows=found.rows)
        started = time.monotonic()
        with _results(options.results) as results:
            outcome = Outcome(source, results)
            failure = _upload(client, source, outcome, options)
    seconds = time.monotonic() - started
    if failure is not None and options.journal:
        # it knows of requests that ended after the one that is reported on
        with suppress(JournalError):
            outcome.created = max(outcome.created, history(options.journal).created)
    print(summary(found, outcome, options, created_before=created_before, seconds=seconds))
    sys.stdout.flush()
    if options.results:
        _tell(f"results: {options.results}")
    if failure is None and outcome.is_success():
        return 0
    _tell(failure_text(failure, outcome, source, options))
    return INTERRUPTED if isinstance(failure, KeyboardInterrupt) else 1


def _client(options: UploadOptions) -> TolokaClient:
    try:
        return TolokaClient(
            environment=options.environment, url=options.url, on_exchange=Notices(options.host())
        )
    except ValueError as error:
        raise CommandError(str(error), code=2) from error


def _inspected(file: Path) -> Inspection:
    """Look through the file. Raises `CommandError` naming what cannot be right."""
    try:
        found = inspect(file)
    except TsvError as error:
        raise CommandError(f"{error}\nNothing was sent.") from error
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    if not found.problems:
        return found
    lines = [f"{file} has rows that cannot be right:"]
    lines += [f"  {problem}" for problem in found.problems[:PROBLEMS_SHOWN]]
    if len(found.problems) > PROBLEMS_SHOWN:
        lines.append(f"  and {len(found.problems) - PROBLEMS_SHOWN:,} more")
    raise CommandError("\n".join([*lines, "Nothing was sent."]))


def _check_places(options: UploadOptions) -> None:
    """Refuse to write over the file that is read, or over the journal."""
    written = {"--results": options.results, "--journal": options.journal}
    for name, path in written.items():
        if path and _is_same(path, options.file):
            raise CommandError(f"{name} would be written over {options.file}", code=2)
    if options.results and options.journal and _is_same(options.results, options.journal):
        raise CommandError("--results would be written over the journal", code=2)


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _prepare_journal(options: UploadOptions, *, rows: int) -> int:
    """Say what the journal is good for, and give how many rows it knows as created."""
    if options.journal is None:
        _tell("no journal: this upload cannot be resumed")
        return 0
    try:
        kept = set_aside(options.journal, rows=rows) if options.again else None
        known = history(options.journal)
    except JournalError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{options.journal}: {error.strerror}") from error
    if kept:
        _tell(f"the journal of the last upload is {kept} now")
    if known.is_whole(rows=rows):
        _tell(f"{options.journal}: all rows are uploaded already; --again would do it once more")
    elif known.created:
        _tell(f"{options.journal}: {known.created:,} rows are created already; going on from there")
    else:
        _tell(f"journal: {options.journal} (if this is interrupted, run the same command again)")
    return known.created


@contextmanager
def _results(path: Path | None) -> Generator[TextIO | None]:
    if path is None:
        yield None
        return
    try:
        with replacing(path) as file:
            yield file
    except OSError as error:
        raise CommandError(f"the results cannot be written to {path}: {error}") from error


def _upload(
    client: TolokaClient, source: Source, outcome: Outcome, options: UploadOptions
) -> BaseException | None:
    """Upload, and give what stopped it; what is known until then is in the outcome."""
    try:
        for chunk in client.upload_tasks(
            source,
            allow_defaults=options.allow_defaults,
            open_pool=options.open_pool,
            skip_invalid_items=options.skip_invalid_items,
            journal=options.journal,
            concurrency=options.concurrency,
        ):
            outcome.add(chunk)
        outcome.end()
    except BatchError as error:
        outcome.add_rows(error.result.ids, error.result.validation_errors)
        return error
    except (TolokaError, OSError, KeyboardInterrupt) as error:
        return error
    return None


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


COMMAND: Final = Subcommand(
    name="upload",
    help="create a task for each row of a TSV file",
    add_arguments=add_arguments,
    run=_run,
)
