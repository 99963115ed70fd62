"""A change of the API description breaks the typed layer loudly, wherever it no longer fits.

Each change is made in a copy of the description. What is generated from it makes either the type
checker or the completeness check name the place.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import _generation
import attrs
import pytest
from _documents import DESCRIPTION, ROOT, read

from tests.openapi import completeness
from tests.openapi.planting import Change, append, drop, parameter, planted, put, rename
from tests.profiles import nightly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHANGED = "changed_api"
SCHEMAS = "components schemas"
TEXT = {"type": "string"}
# The modules that meet the generated package.
TYPED = (
    "_endpoints",
    "_operation_log.py",
    "_task_wire.py",
    "operations.py",
    "pools.py",
    "solutions.py",
    "tasks.py",
)

SEEN_BY_THE_TYPE_CHECKER: dict[str, tuple[Change, str]] = {
    "field of an answer removed": (
        drop(f"{SCHEMAS} TaskView properties remaining_overlap"),
        "remaining_overlap",
    ),
    "field of a request removed": (
        drop(f"{SCHEMAS} TaskForm properties traits_any_of"),
        "traits_any_of",
    ),
    "nested field removed": (
        drop(f"{SCHEMAS} KnownSolution properties correctness_weight"),
        "correctness_weight",
    ),
    "field renamed": (
        rename(f"{SCHEMAS} Operation properties progress", new="percentage"),
        "progress",
    ),
    "integer to string": (
        put(f"{SCHEMAS} TaskView properties overlap type", ["string", "null"]),
        "overlap",
    ),
    "number to string": (
        put(f"{SCHEMAS} KnownSolution properties correctness_weight type", "string"),
        "correctness_weight",
    ),
    "boolean to string": (
        put(f"{SCHEMAS} OperationLogStep properties success type", "string"),
        "success",
    ),
    "string to integer": (put(f"{SCHEMAS} TaskView properties id type", "integer"), "id"),
    "moment to integer": (
        put(f"{SCHEMAS} TaskView properties created", {"type": "integer"}),
        "read_datetime",
    ),
    "object to string": (
        put(f"{SCHEMAS} Pool properties filter", {"type": ["string", "null"]}),
        "filter",
    ),
    "list to string": (
        put(f"{SCHEMAS} TaskForm properties reserved_for", TEXT),
        "reserved_for",
    ),
    "list of something else": (
        put(f"{SCHEMAS} TaskView properties traits_all_of items type", "integer"),
        "list[int]",
    ),
    "field of a request newly required": (
        append(f"{SCHEMAS} TaskForm required", "overlap"),
        "overlap",
    ),
    "required field of a request added": (
        lambda root: (
            put(f"{SCHEMAS} TaskForm properties colour", TEXT)(root),
            append(f"{SCHEMAS} TaskForm required", "colour")(root),
        ),
        "colour",
    ),
    "field of an answer now nullable": (
        put(f"{SCHEMAS} Operation properties id type", ["string", "null"]),
        "id",
    ),
    "list of an answer no longer there": (drop(f"{SCHEMAS} PoolPage properties items"), "items"),
    "parameter removed": (drop("paths /tasks get parameters 4"), "overlap_gt"),
    "parameter newly required": (
        parameter("get /pools", "project_id", "required", value=True),
        "project_id",
    ),
    "required parameter added": (
        append(
            "paths /tasks post parameters",
            {"name": "colour", "in": "query", "required": True, "schema": TEXT},
        ),
        "colour",
    ),
    "parameter of another type": (
        parameter("get /tasks", "limit", "schema type", "string"),
        'type "int | None"; expected "str',
    ),
    "endpoint removed": (drop("paths /requester"), f"{CHANGED}.api.requesters"),
    "endpoint renamed": (
        put("paths /pools/{id}/open post operationId", "startPool"),
        "open_pool",
    ),
    "schema renamed": (
        lambda root: (
            rename(f"{SCHEMAS} TaskOverlapPatch", new="OverlapPatch")(root),
            put(
                "paths /tasks/{id}/set-overlap-or-min patch requestBody content"
                " application/json schema $ref",
                "#/components/schemas/OverlapPatch",
            )(root),
        ),
        "task_overlap_patch",
    ),
}

LIKE_OTHERS = {
    "field of a request removed",
    "list to string",
    "required field of a request added",
    "parameter newly required",
    "nested field removed",
    "number to string",
    "boolean to string",
    "string to integer",
    "object to string",
    "list of something else",
    "field of an answer now nullable",
    "list of an answer no longer there",
    "parameter removed",
    "endpoint renamed",
    "schema renamed",
}
"""What every run can do without: each type check takes a second."""

SEEN_BY_THE_COMPLETENESS_CHECK: dict[str, tuple[Change, str]] = {
    "field of an answer added": (
        put(f"{SCHEMAS} TaskView properties colour", TEXT),
        "TaskView.colour is described",
    ),
    "optional field of a request added": (
        put(f"{SCHEMAS} TaskForm properties colour", TEXT),
        "TaskForm.colour is described",
    ),
    "nested field added": (
        put(f"{SCHEMAS} KnownSolution properties colour", TEXT),
        "KnownSolution.colour is described",
    ),
    "field of an answer no longer required": (
        put(f"{SCHEMAS} TaskView required", ["id", "created", "input_values"]),
        "TaskView.pool_id may be missing",
    ),
    "field of a page no longer required": (
        put(f"{SCHEMAS} TaskPage required", ["items"]),
        "TaskPage.has_more may be missing",
    ),
    "optional parameter added": (
        append("paths /pools get parameters", {"name": "owner", "in": "query", "schema": TEXT}),
        "owner, which is never given",
    ),
    "member added": (
        append(f"{SCHEMAS} OperationStatus enum", "PAUSED"),
        "OperationStatus has the member PAUSED",
    ),
}


@attrs.frozen
class Workshop:
    """A copy of the typed layer beside a package generated from a changed description."""

    home: Path
    templates: Path
    """The generator's templates, patched once for all."""
    _moments: Iterator[int] = attrs.field(factory=lambda: itertools.count(1_000_000_000))

    def generate(self, *changes: Change) -> None:
        # as JSON, which is read in a tenth of the time
        description = self.home / "toloka.json"
        document = planted(read(DESCRIPTION), *changes)
        description.write_text(json.dumps(document.root), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_generation, "patch_templates", self._give_templates)
            _generation.generate(self.home / "generated" / CHANGED, description=description)
        # mypy takes a module of the same size and the same second for the one it has seen
        moment = next(self._moments)
        for module in (self.home / "generated").rglob("*.py"):
            os.utime(module, (moment, moment))

    def _give_templates(self, directory: Path, *, patches: Path) -> None:  # noqa: ARG002
        shutil.copytree(self.templates, directory, dirs_exist_ok=True)

    def type_errors(self) -> set[str]:
        modules = [f"toloka_typed/{name}" for name in TYPED]
        # in this process it would leave a gigabyte behind
        done = self._run("mypy", "--no-error-summary", "--hide-error-context", *modules)
        return set(done.stdout.splitlines())

    def gaps(self) -> list[str]:
        done = self._run("completeness")
        found = done.stdout.split("\n") if done.stdout.strip() else []
        assert done.returncode == bool(found), done.stderr
        return found

    def _run(self, *module: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.home / "generated"), str(self.home)])
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", *module],
            cwd=self.home,
            env=os.environ | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    home = tmp_path_factory.mktemp("chain")
    shutil.copy(ROOT / "pyproject.toml", home)
    shutil.copytree(ROOT / "toloka_typed", home / "toloka_typed")
    shutil.copy(str(completeness.__file__), home)
    # Under another name: mypy would find in the installed package what this one has lost.
    for module in home.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        module.write_text(text.replace("toloka_typed_api", CHANGED), encoding="utf-8")
    templates = tmp_path_factory.mktemp("templates")
    _generation.patch_templates(templates)
    return Workshop(home, templates)


@pytest.fixture(scope="module")
def errors_today(workshop: Workshop) -> set[str]:
    workshop.generate()
    return workshop.type_errors()


def test_the_typed_layer_covers_the_description() -> None:
    """Every described field, parameter and member has its counterpart in the typed layer."""
    assert list(completeness.gaps()) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param(*seen, id=name, marks=[nightly] if name in LIKE_OTHERS else [])
        for name, seen in SEEN_BY_THE_TYPE_CHECKER.items()
    ],
)
def test_the_type_checker_sees(
    workshop: Workshop, errors_today: set[str], change: Change, word: str
) -> None:
    """What the typed layer reads or writes cannot change without an error that names it."""
    workshop.generate(change)
    new = workshop.type_errors() - errors_today
    assert any(word in error for error in new), new


def test_the_completeness_check_sees(workshop: Workshop) -> None:
    """What types do not forbid, because it is new or no longer promised, is named, all of it."""
    changes, gaps = zip(*SEEN_BY_THE_COMPLETENESS_CHECK.values(), strict=True)
    workshop.generate(*changes)
    found = workshop.gaps()
    for gap in gaps:
        assert sum(gap in line for line in found) == 1, (gap, found)
    workshop.generate()
    assert workshop.gaps() == []
