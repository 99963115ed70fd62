"""`toloka-typed upload`: the tasks of a TSV file go into a pool."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import attrs

from toloka_typed._atomic_file import replacing
from toloka_typed._options import CONCURRENCY
from toloka_typed._settings import HOSTS, TOKEN_VARIABLE, Environment
from toloka_typed.cli._history import History, history, set_aside
from toloka_typed.cli._outcome import Outcome
from toloka_typed.cli._source import Inspection, Source, inspect
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.client import TolokaClient
from toloka_typed.errors import BatchError, InvalidTaskError, JournalError, TolokaError
from toloka_typed.tsv import TsvError

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
PROBLEMS_SHOWN: Final = 10
