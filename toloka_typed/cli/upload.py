"""`toloka-typed upload`: the tasks of a TSV file go into a pool."""

from __future__ import annotations

import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import Final

from toloka_typed._uploads.journal_place import files_of
from toloka_typed.cli._errors import INTERRUPTED, CommandError
from toloka_typed.cli._history import history, set_aside
from toloka_typed.cli._notices import Notices
from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._places import keep_apart
from toloka_typed.cli._report import failure_text, summary
from toloka_typed.cli._results import Results
from toloka_typed.cli._screen import show, tell
from toloka_typed.cli._source import Inspection, Source, inspect
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.cli._upload_options import UploadOptions, add_arguments, options_of
from toloka_typed.client import TolokaClient
from toloka_typed.errors import BatchError, JournalError, TolokaError
from toloka_typed.tsv import TsvError


def _run(arguments: Namespace) -> int:
    options = options_of(arguments)
    with _client(options) as client:
        _check_places(options)
        found = _inspected(options.file)
        tell(f"{options.file}: {found.rows:,} rows ({found.kinds()})")
        created_before = _prepare_journal(options, rows=found.rows)
        source = Source(options.file, pool_id=options.pool_id, rows=found.rows)
        started = time.monotonic()
        with Results(options.results) as results:
            outcome = Outcome(source, results)
            failure = _upload(client, source, outcome, options)
            # the earlier file may know more than what this run got to
            results.is_kept = not isinstance(failure, JournalError) and bool(
                failure is None or outcome.created or outcome.refused
            )
    seconds = time.monotonic() - started
    if failure is not None and options.journal:
        # it knows of requests that ended after the one that is reported on
        with suppress(JournalError):
            outcome.created = max(outcome.created, history(options.journal).created)
    show(summary(found, outcome, options, created_before=created_before, seconds=seconds))
    if said := results.outcome():
        tell(said)
    if results.error and options.journal:
        tell(f"The ids are in the journal: toloka-typed journal {options.journal} --export OUT.tsv")
    if failure is None and outcome.is_success():
        return 1 if results.error else 0
    tell(failure_text(failure, outcome, source, options))
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
    lines += [f"  {problem}" for problem in found.problems]
    if found.more_problems:
        lines.append(f"  and {found.more_problems:,} more")
    raise CommandError("\n".join([*lines, "Nothing was sent."]))


def _check_places(options: UploadOptions) -> None:
    """Refuse to write over the file that is read, or over anything of the journal."""
    input_file = {str(options.file): [options.file]}
    journal = files_of(options.journal) if options.journal else ()
    keep_apart("--journal", journal, from_=input_file)
    if options.results:
        others = {**input_file, "the journal": journal}
        keep_apart("--results", [options.results], from_=others)


def _prepare_journal(options: UploadOptions, *, rows: int) -> int:
    """Say what the journal is good for, and give how many rows it knows as created."""
    if options.journal is None:
        tell("no journal: this upload cannot be resumed")
        return 0
    try:
        kept = set_aside(options.journal, rows=rows) if options.again else None
        known = history(options.journal)
    except JournalError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{options.journal}: {error.strerror}") from error
    if kept:
        tell(f"the journal of the last upload is {kept} now")
    if rows and known.created >= rows:
        tell(f"{options.journal}: all rows are uploaded already; --again would do it once more")
    elif known.created or known.refused:
        refused = f", {known.refused:,} were refused" if known.refused else ""
        tell(
            f"{options.journal}: {known.created:,} rows are created already{refused}; "
            "going on from there"
        )
    else:
        tell(f"journal: {options.journal} (if this is interrupted, run the same command again)")
    return known.created


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


COMMAND: Final = Subcommand(
    name="upload",
    help="create a task for each row of a TSV file",
    add_arguments=add_arguments,
    run=_run,
)
