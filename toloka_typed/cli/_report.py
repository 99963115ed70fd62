"""What a person is told when an upload has ended."""

from __future__ import annotations

from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._source import Inspection, Source
from toloka_typed.cli._upload_options import UploadOptions
from toloka_typed.errors import FieldValidationError, InvalidTaskError, JournalError
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
        "rows read": f"{found.rows:>9,}  ({found.kinds()})",
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
    if failure is not None:
        lines.append(f"{outcome.created:,} of {len(source):,} rows are known to be created.")
    lines += _how_to_go_on(failure, outcome, source, options)
    return "\n".join(lines)


def _headline(
    failure: BaseException | None, outcome: Outcome, source: Source, options: UploadOptions
) -> str:
    if isinstance(failure, KeyboardInterrupt):
        return "interrupted"
    if isinstance(failure, InvalidTaskError | JournalError) and failure.position is not None:
        line = source.lines.get(failure.position)
        if line is not None and not isinstance(failure, TsvError):
            return f"{options.file}, line {line}: {failure}"
    if failure is not None:
        return str(failure)
    if outcome.refused:
        return f"{outcome.refused:,} rows were refused:"
    return f"the pool could not be opened{_reason(outcome.pool_open_error)}"


def _reason(error: FieldValidationError | None) -> str:
    return f": {error.code}: {error.message}" if error else ""


def _how_to_go_on(
    failure: BaseException | None, outcome: Outcome, source: Source, options: UploadOptions
) -> list[str]:
    if isinstance(failure, JournalError):
        return []
    if options.journal:
        if failure is None and not outcome.refused:
            return ["The tasks are there: open the pool when that is put right."]
        mended = " with corrected rows" if outcome.refused else ""
        return [f"Run the same command again{mended} to go on: nothing is created twice."]
    unknown = len(source.lines)
    lines = ["There is no journal: the same command would create all rows once more."]
    if unknown and failure is not None:
        lines.append(f"Of {unknown:,} more rows nobody knows whether they were created.")
    return lines
