"""What a person is told when an upload fails."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import pytest

from toloka_typed.batches import TaskBatchCreateResult
from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._report import failure_text
from toloka_typed.cli._results import Results
from toloka_typed.cli._source import Source
from toloka_typed.cli._upload_options import add_arguments, options_of
from toloka_typed.errors import BatchError, InvalidTaskError, TransportError


def told(failure: BaseException, *options: str, read: int = 0, created: int = 0) -> list[str]:
    """Give the lines about a failure of an upload of three rows, of which `read` were read."""
    parser = ArgumentParser()
    add_arguments(parser)
    arguments = parser.parse_args(["words.tsv", "--pool-id", "1", *options])
    source = Source(Path("words.tsv"), pool_id="1", rows=3)
    source.lines.update((position, position + 2) for position in range(created, read))
    outcome = Outcome(source, Results(None))
    outcome.created = created
    return failure_text(failure, outcome, source, options_of(arguments)).splitlines()


def batch_error(cause: Exception) -> BatchError:
    error = BatchError("much text", result=TaskBatchCreateResult(items={}))
    error.__cause__ = cause
    return error


LOST = TransportError("GET /operations/5: connection refused", sent=False)


@pytest.mark.parametrize("failure", [LOST, batch_error(LOST)])
def test_a_lost_network_names_the_host(failure: Exception) -> None:
    """Who gives no answer is told once, with what was asked, and how to go on."""
    host = "https://sandbox.toloka.dev"
    assert told(failure, "--environment", "SANDBOX", created=2) == [
        f"toloka-typed upload: {host} gives no answer: GET /operations/5: connection refused",
        "2 of 3 rows are known to be created.",
        "Put that right and run the same command again to go on: nothing is created twice.",
    ]


def test_without_a_journal_the_unknown_is_told() -> None:
    """Rows of unknown fate are counted where nothing can look them up later, and only these."""
    known = [
        "1 of 3 rows are known to be created.",
        "There is no journal: the same command would create them once more.",
    ]
    doubtful = TransportError("POST /tasks: reset", sent=True)
    doubtful.fate_unknown = True
    for failure in (doubtful, KeyboardInterrupt()):
        assert told(failure, "--no-journal", read=3, created=1)[1:] == [
            *known,
            "Of 2 more rows it is not known if they were created.",
        ]
    assert told(LOST, "--no-journal", read=3, created=1)[1:] == known


def test_a_refusal_before_sending_names_the_line() -> None:
    """A task that can never be right is named by its line in the file."""
    failure = InvalidTaskError("too large", field="input_values", position=1)
    assert told(failure, read=2)[0] == (
        "toloka-typed upload: words.tsv, line 3: task 1: input_values: too large"
    )
