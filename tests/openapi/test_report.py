"""The report says what changed in the description, and what of it breaks callers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import _deviations
import _report
import pytest
from _documents import DESCRIPTION, DocumentError, at_revision, read

from tests.openapi.planting import Change, append, drop, parameter, planted, put

SCHEMAS = "components schemas"
TEXT = {"type": "string"}

PLANTED: dict[str, tuple[Change, str, bool]] = {
    "endpoint removed": (drop("paths /requester"), "removed GET /requester", True),
    "endpoint added": (
        put("paths /skills", {"get": {"responses": {}, "security": [{"token": []}]}}),
        "added GET /skills",
        False,
    ),
    "parameter removed": (
        drop("paths /tasks get parameters 1"),
        "removed GET /tasks ?sort",
        True,
    ),
    "optional parameter added": (
        append("paths /tasks get parameters", {"name": "a", "in": "query", "schema": TEXT}),
        "added GET /tasks ?a",
        False,
    ),
    "required parameter added": (
        append(
            "paths /tasks get parameters",
            {"name": "a", "in": "query", "schema": TEXT, "required": True},
        ),
        "added GET /tasks ?a",
        True,
    ),
    "parameter newly required": (
        parameter("get /tasks", "sort", "required", value=True),
        "changed GET /tasks ?sort: required False → True",
        True,
    ),
    "parameter no longer required": (
        parameter("get /tasks", "pool_id", "required", value=False),
        "changed GET /tasks ?pool_id: required True → False",
        False,
    ),
    "parameter of another type": (
        parameter("get /tasks", "limit", "schema type", "string"),
        "changed GET /tasks ?limit: type integer → string",
        True,
    ),
    "smaller limit": (
        parameter("get /tasks", "limit", "schema maximum", 300),
        "changed GET /tasks ?limit: maximum 100000 → 300",
        True,
    ),
    "larger limit": (
        parameter("get /pools", "limit", "schema maximum", 500),
        "changed GET /pools ?limit: maximum 300 → 500",
        False,
    ),
    "new limit": (
        put(f"{SCHEMAS} TaskForm properties pool_id maxLength", 9),
        "changed TaskForm.pool_id: maxLength absent → 9",
        True,
    ),
    "limit of an answer": (
        put(f"{SCHEMAS} Operation properties progress maximum", 50),
        "changed Operation.progress: maximum 100 → 50",
        False,
    ),
    "field removed": (
        drop(f"{SCHEMAS} TaskView properties overlap"),
        "removed TaskView.overlap",
        True,
    ),
    "field of an answer added": (
        put(f"{SCHEMAS} TaskView properties a", TEXT),
        "added TaskView.a",
        False,
    ),
    "optional field of a request added": (
        put(f"{SCHEMAS} TaskForm properties a", TEXT),
        "added TaskForm.a",
        False,
    ),
    "field of another type": (
        put(f"{SCHEMAS} TaskView properties overlap type", ["string", "null"]),
        "changed TaskView.overlap: type integer → string",
        True,
    ),
    "field of an answer now optional": (
        put(f"{SCHEMAS} TaskPage required", ["items"]),
        "changed TaskPage.has_more: required True → False",
        True,
    ),
    "field of a request now optional": (
        put(f"{SCHEMAS} TaskOverlapPatch required", []),
        "changed TaskOverlapPatch.overlap: required True → False",
        False,
    ),
    "field of a request now required": (
        append(f"{SCHEMAS} TaskForm required", "overlap"),
        "changed TaskForm.overlap: required False → True",
        True,
    ),
    "field of both now required": (
        append(f"{SCHEMAS} KnownSolution required", "correctness_weight"),
        "changed KnownSolution.correctness_weight: required False → True",
        True,
    ),
    "field of an answer now nullable": (
        put(f"{SCHEMAS} TaskView properties id type", ["string", "null"]),
        "changed TaskView.id: nullable absent → True",
        True,
    ),
    "field of a request now nullable": (
        put(f"{SCHEMAS} TaskForm properties pool_id type", ["string", "null"]),
        "changed TaskForm.pool_id: nullable absent → True",
        False,
    ),
    "list of something else": (
        put(f"{SCHEMAS} TaskView properties traits_all_of items type", "integer"),
        "changed TaskView.traits_all_of[]: type string → integer",
        True,
    ),
    "member removed": (
        drop(f"{SCHEMAS} OperationStatus enum 0"),
        "removed OperationStatus enum PENDING",
        True,
    ),
    "member added": (
        append(f"{SCHEMAS} OperationStatus enum", "PAUSED"),
        "added OperationStatus enum PAUSED",
        False,
    ),
    "enumeration closed": (
        put(
            f"{SCHEMAS} Operation properties status",
            {"$ref": "#/components/schemas/OperationStatus"},
        ),
        "changed Operation.status: type OperationStatus | string → OperationStatus",
        True,
    ),
    "answer removed": (
        drop("paths /pools/{id}/open post responses 204"),
        "removed POST /pools/{id}/open 204",
        True,
    ),
    "failure no longer listed": (
        drop("paths /pools/{id}/open post responses 409"),
        "removed POST /pools/{id}/open 409",
        False,
    ),
    "function renamed": (
        put("paths /requester get operationId", "whoAmI"),
        "changed GET /requester: operationId getRequester → whoAmI",
        True,
    ),
}


@pytest.mark.parametrize(("change", "text", "breaking"), PLANTED.values(), ids=PLANTED)
def test_a_change_is_reported_as_what_it_is(change: Change, text: str, *, breaking: bool) -> None:
    """A change of each kind is told, and marked as breaking when it breaks a caller."""
    before = read(DESCRIPTION)
    found = _report.changes(before, planted(before, change))
    told = {f"{one.kind} {one.text}": one.breaking for one in found}
    assert told[text] is breaking
    assert len(told) == 1


def test_a_required_field_of_a_request_breaks_senders() -> None:
    """A new field is breaking when a request must have it, and not when an answer brings it."""
    before = read(DESCRIPTION)
    for name, breaking in (("TaskForm", True), ("TaskView", False)):
        field = put(f"{SCHEMAS} {name} properties a", TEXT)
        after = planted(before, field, append(f"{SCHEMAS} {name} required", "a"))
        assert _report.changes(before, after) == [_report.Change("added", f"{name}.a", breaking)]


def test_words_are_no_change() -> None:
    """Another description of a field changes nothing for a caller."""
    before = read(DESCRIPTION)
    after = planted(before, put(f"{SCHEMAS} TaskForm properties pool_id description", "Other"))
    assert _report.changes(before, after) == []
    assert _report.as_text([]) == "no change"


def test_breaking_changes_come_first() -> None:
    """A person sees first what needs work; the changelog form keeps its usual headings."""
    found = _report.changes(
        before := read(DESCRIPTION),
        planted(
            before,
            drop(f"{SCHEMAS} TaskView properties overlap"),
            put(f"{SCHEMAS} TaskView properties a", TEXT),
        ),
    )
    assert _report.as_text(found).splitlines() == [
        "removed  TaskView.overlap  BREAKING",
        "added    TaskView.a",
    ]
    assert _report.as_markdown(found) == (
        "### Added\n\n- TaskView.a\n\n### Removed\n\n- **Breaking:** TaskView.overlap"
    )


def test_the_base_is_a_git_revision(tmp_path: Path) -> None:
    """The edition to compare with comes from git; a revision without one is refused."""
    description = tmp_path / "toloka.yaml"
    description.write_text("paths: {}\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(tmp_path)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)  # noqa: S603
    description.write_text("paths: {/other: {}}\n")
    assert at_revision(description, revision="HEAD").root == {"paths": {}}
    with pytest.raises(DocumentError, match="nowhere"):
        at_revision(description, revision="nowhere")


def test_the_readme_shows_the_deviations() -> None:
    """The table in openapi/README.md is that of deviations.yaml."""
    text = _deviations.README.read_text(encoding="utf-8")
    assert text == _deviations.readme()
    assert all(one.reason in text for one in _deviations.read().deviations)
