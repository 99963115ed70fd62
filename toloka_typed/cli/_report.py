"""What a person is told when an upload has ended."""

from __future__ import annotations

from toloka_typed._uploads.outcome import RefusedError
from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._source import Inspection, Source
from toloka_typed.cli._upload_options import UploadOptions
from toloka_typed.errors import (
    BatchError,
    InvalidTaskError,
    JournalError,
    TolokaError,
    TransportError,
)
from toloka_typed.tsv import TsvError


def summary(
    found: Inspection,
    outcome: Outcome,
    options: UploadOptions,
    *,
    created_before: int,
    seconds: float,
) -> str:
    """Give the table that stands at the end."""
    before = f"  ({created_before:,} of them before)" if created_before else ""
    lines = {
        "rows": f"{found.rows:>9,}  ({found.kinds()})",
        "created": f"{outcome.created:>9,}{before}",
        "refused": f"{outcome.refused:>9,}",
        "operations": f"{outcome.operations:>9,}",
        "seconds": f"{seconds:>9,.1f}",
        "pool": f"{options.pool_id:>9}  ({_pool(outcome, options)})",
    }
    return "\n".join(f"{name:<12}{value}" for name, value in lines.items())


def _pool(outcome: Outcome, options: UploadOptions) -> str:
    if outcome.pool_opened:
        return "opened"
    if not options.open_pool:
        return "left as it is: no --open-pool"
    return "not opened" if outcome.pool_opened is False else "nothing to open"


def failure_text(
    failure: BaseException | None, outcome: Outcome, source: Source, options: UploadOptions
) -> str:
    """Say what went wrong, what there is all the same, and how to go on."""
    lines = [f"toloka-typed upload: {_headline(failure, outcome, source, options)}"]
    lines += [f"  {reason}" for reason in outcome.reasons()]
    if _is_refusal(failure):
        lines.append("Without --skip-invalid-items, one refused row stops all of its request.")
    if failure is not None:
        lines.append(f"{outcome.created:,} of {len(source):,} rows are known to be created.")
    lines += _how_to_go_on(failure, outcome, source, options)
    return "\n".join(lines)


def _headline(
    failure: BaseException | None, outcome: Outcome, source: Source, options: UploadOptions
) -> str:
    if isinstance(failure, KeyboardInterrupt):
        return "interrupted"
    if outcome.refused and (failure is None or _is_refusal(failure)):
        return f"{outcome.refused:,} {'row was' if outcome.refused == 1 else 'rows were'} refused:"
    if isinstance(failure, InvalidTaskError | JournalError) and failure.position is not None:
        line = source.lines.get(failure.position)
        if line is not None and not isinstance(failure, TsvError):
            return f"{options.file}, line {line}: {failure}"
    if isinstance(failure, BatchError) and failure.__cause__ is not None:
        failure = failure.__cause__
    if isinstance(failure, TransportError):
        return f"{options.host()} gives no answer: {failure}"
    if failure is not None:
        return str(failure)
    error = outcome.pool_open_error
    return f"the pool was not opened{f': {error.code}: {error.message}' if error else ''}"


def _is_refusal(failure: BaseException | None) -> bool:
    return failure is not None and isinstance(failure.__cause__, RefusedError)


def _how_to_go_on(
    failure: BaseException | None, outcome: Outcome, source: Source, options: UploadOptions
) -> list[str]:
    if isinstance(failure, JournalError):
        return []
    if options.journal:
        if failure is None and not outcome.refused:
            return ["All tasks are there."]
        mend = "Run" if isinstance(failure, KeyboardInterrupt) else "Put that right and run"
        return [f"{mend} the same command again to go on: nothing is created twice."]
    lines: list[str] = []
    if outcome.created:
        lines.append("There is no journal: the same command would create them once more.")
    if _leaves_doubt(failure) and source.lines:
        rows = f"{len(source.lines):,} more row{'' if len(source.lines) == 1 else 's'}"
        lines.append(f"Of {rows} it is not known if they were created.")
    return lines


def _leaves_doubt(failure: BaseException | None) -> bool:
    """Whether tasks may have been created that nobody has reported on."""
    if isinstance(failure, TolokaError):
        return not _is_refusal(failure) and bool(failure.fate_unknown or failure.operation_id)
    return failure is not None
