"""The options of `toloka-typed upload`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any, Final

import attrs

from toloka_typed._options import CONCURRENCY
from toloka_typed._requests.settings import HOSTS, TOKEN_VARIABLE, Environment

DESCRIPTION: Final = f"""\
Create a task in a pool for each row of a TSV file with the columns INPUT:name, GOLDEN:name,
HINT:text and TASK:overlap. The token is read from the environment variable {TOKEN_VARIABLE}.
The whole file is checked before anything is sent.
"""
RESUMING: Final = """\
resuming:
  What has been sent, and what came of it, is written to a journal beside the file. After Ctrl-C, a
  crash or a lost network, run the same command again: it goes on where it stopped and creates no
  task twice. A finished upload is not repeated, unless --again says so; rows that were added at
  the end, and refused rows that were corrected, are uploaded.

exit code: 0 if all rows were created, 1 if not, 2 for wrong usage, 130 after Ctrl-C
"""


@attrs.frozen(kw_only=True)
class UploadOptions:
    """What the command line asks for."""

    file: Path
    pool_id: str
    url: str | None
    environment: Environment | None
    skip_invalid_items: bool
    allow_defaults: bool
    open_pool: bool
    results: Path | None
    journal: Path | None
    again: bool
    concurrency: int

    def host(self) -> str:
        """Give the address that tasks go to."""
        return self.url or HOSTS[self.environment or "PRODUCTION"]


def add_arguments(parser: ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.epilog = RESUMING
    parser.add_argument("file", type=Path, metavar="FILE", help="the TSV file, UTF-8")
    parser.add_argument("--pool-id", required=True, metavar="ID", help="where the tasks go")
    host = parser.add_mutually_exclusive_group()
    host.add_argument("--url", metavar="URL", help="the host, of a sandbox for example")
    host.add_argument(
        "--environment", choices=sorted(HOSTS), metavar="NAME", help="PRODUCTION (default), SANDBOX"
    )
    parser.add_argument(
        "--skip-invalid-items",
        action="store_true",
        help="create the other tasks of a request although the service refuses some",
    )
    parser.add_argument(
        "--no-allow-defaults",
        dest="allow_defaults",
        action="store_false",
        help="refuse rows without TASK:overlap, instead of taking the pool's default",
    )
    parser.add_argument(
        "--open-pool", action="store_true", help="open the pool when all tasks have been created"
    )
    parser.add_argument(
        "--results",
        type=Path,
        metavar="OUT.tsv",
        help="write the task id, or the errors, of each row to this file",
    )
    journal = parser.add_mutually_exclusive_group()
    journal.add_argument(
        "--journal", type=Path, metavar="PATH", help="where to resume from (FILE.journal)"
    )
    journal.add_argument(
        "--no-journal", action="store_true", help="keep no journal: this cannot be resumed"
    )
    parser.add_argument(
        "--again", action="store_true", help="upload a second time what has been uploaded"
    )
    parser.add_argument(
        "--concurrency",
        type=_positive,
        default=CONCURRENCY,
        metavar="N",
        help="how many requests may be under way at once (%(default)s)",
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def options_of(arguments: Namespace) -> UploadOptions:
    journal: Path | None = arguments.journal
    file: Path = arguments.file
    if journal is None and not arguments.no_journal:
        journal = file.parent / f"{file.name}.journal"
    if arguments.url is None and arguments.environment is None:
        arguments.environment = "PRODUCTION"
    given: dict[str, Any] = {**vars(arguments), "journal": journal}
    return UploadOptions(**{field.name: given[field.name] for field in attrs.fields(UploadOptions)})
