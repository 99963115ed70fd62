"""`toloka-typed schema`: a project's fields as a Python module, and whether one still fits."""

from __future__ import annotations

import difflib
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from toloka_typed._atomic_file import replacing
from toloka_typed._json import JSON, UNREADABLE, decode
from toloka_typed._schema_module import schema_module
from toloka_typed.cli._places import keep_apart, read_whole
from toloka_typed.cli._subcommand import Subcommand
from toloka_typed.errors import DecodeError

DIFFERENT: Final = 1
UNUSABLE: Final = 2


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options of the subcommand to a parser."""
    parser.description = (
        "Write a project's input and output fields as a Python module with a TaskSchema. With "
        "--check, compare such a module with the project: exit code 0 where they agree, 1 and a "
        "diff where they do not, 2 where a file cannot be used."
    )
    parser.add_argument(
        "--project",
        type=Path,
        required=True,
        metavar="FILE.json",
        help="the project as JSON, as GET /projects/{id} gives it",
    )
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--output", type=Path, metavar="FILE.py", help="where to write (standard output)"
    )
    target.add_argument("--check", type=Path, metavar="FILE.py", help="compare, and write nothing")


def main(arguments: Namespace) -> int:
    """Write or compare; give the exit code."""
    try:
        if arguments.output:
            project: Path = arguments.project
            keep_apart("--output", [arguments.output], from_={str(project): [project]})
        source = schema_module(_read_json(arguments.project))
        if arguments.check:
            return _check(arguments.check, source=source, project=arguments.project)
        if arguments.output:
            with replacing(arguments.output) as file:
                file.write(source)
        else:
            print(source, end="")
    except (OSError, UnicodeDecodeError, DecodeError) as error:
        print(f"toloka-typed schema: {error}", file=sys.stderr)
        return UNUSABLE
    return 0


def _read_json(path: Path) -> JSON:
    try:
        return decode(read_whole(path))
    except UNREADABLE as error:
        raise DecodeError(f"{path} is not JSON: {error}") from error


def _check(path: Path, *, source: str, project: Path) -> int:
    diff = difflib.unified_diff(
        path.read_text(encoding="utf-8").splitlines(),
        source.splitlines(),
        fromfile=str(path),
        tofile=f"the fields of {project}",
        lineterm="",
    )
    lines = list(diff)
    print("\n".join(lines) if lines else f"{path} has the fields of {project}")
    return DIFFERENT if lines else 0


COMMAND: Final = Subcommand(
    name="schema",
    help="write a project's fields as Python types, or check such a module",
    add_arguments=add_arguments,
    run=main,
)
