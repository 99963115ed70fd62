"""`toloka-typed journal`: what the journal of an upload knows."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Final

from toloka_typed._atomic_file import replacing
from toloka_typed._uploads.journal_place import files_of
from toloka_typed.cli._errors import CommandError
from toloka_typed.cli._places import keep_apart
from toloka_typed.cli._screen import show, tell
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.errors import JournalError
from toloka_typed.journal import JournalRow, RowState, journal_rows
from toloka_typed.tsv._rows import written_row

COLUMNS: Final = ["position", "state", "task_id", "operation_id", "errors"]
REASONS_SHOWN: Final = 10
STATES: Final = {
    RowState.CREATED: "created",
    RowState.REFUSED: "refused",
    RowState.SENT: "sent, and not known to have arrived",
    RowState.FAILED: "failed, to be sent again",
}


def _add_arguments(parser: ArgumentParser) -> None:
    parser.description = (
        "Show what the journal of an upload knows: how many rows came to what, and why rows were\n"
        "refused. A running upload is not disturbed; to resume one, run its command again."
    )
    parser.add_argument("journal", type=Path, metavar="FILE", help="the journal")
    parser.add_argument(
        "--export",
        type=Path,
        metavar="OUT.tsv",
        help="write a line a row: its position in the input, its state, task id and errors",
    )


def _run(arguments: Namespace) -> int:
    path: Path = arguments.journal
    export: Path | None = arguments.export
    try:
        if export is None:
            _show(path)
        else:
            keep_apart("--export", [export], from_={"the journal": files_of(path)})
            _export(path, export)
    except JournalError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    return 0


def _show(path: Path) -> None:
    states: Counter[RowState] = Counter()
    reasons: Counter[str] = Counter()
    operations: set[str] = set()
    for row in journal_rows(path):
        states[row.state] += 1
        reasons.update(_reasons(row))
        if row.operation_id:
            operations.add(row.operation_id)
    show(f"{'rows':<12}{states.total():>10,}")
    show(f"{'operations':<12}{len(operations):>10,}")
    for state, meaning in STATES.items():
        if states[state]:
            show(f"{state.value:<12}{states[state]:>10,}  ({meaning})")
    for reason, rows in reasons.most_common(REASONS_SHOWN):
        show(f"{'':<12}{rows:>10,}  {reason}")


def _export(path: Path, export: Path) -> None:
    rows = 0
    with replacing(export) as file:
        file.write(written_row(COLUMNS))
        for row in journal_rows(path):
            errors = "; ".join(_reasons(row))
            cells = [str(row.position), row.state.value, row.task_id or "", row.operation_id or ""]
            file.write(written_row([*cells, errors]))
            rows += 1
    tell(f"{rows:,} rows written to {export}")


def _reasons(row: JournalRow) -> list[str]:
    return [
        ": ".join(part for part in (field, error.code, error.message) if part)
        for field, error in row.errors.items()
    ]


COMMAND: Final = Subcommand(
    name="journal",
    help="show what the journal of an upload knows",
    add_arguments=_add_arguments,
    run=_run,
)
