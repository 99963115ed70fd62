"""Every difference from the official document is explained, and none goes unseen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import _deviations
import pytest
from _documents import DESCRIPTION, ROOT, DocumentError, read

from tests.openapi.planting import Change, append, drop, parameter, planted, put

OFFICIAL = ROOT.parent / "shared" / "upstream" / "fullApi.yaml"
SCRIPT = ROOT / "scripts" / "compare-upstream"
SCHEMAS = "components schemas"
TASK = f"{SCHEMAS} TaskFormV1"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_file(), reason=f"there is no {OFFICIAL}")

PLANTED: dict[str, tuple[Change, str]] = {
    "endpoint removed": (drop("paths /requester get"), "GET /requester#row"),
    "method changed": (
        lambda root: root["paths"]["/tasks/{id}"].update(
            put=root["paths"]["/tasks/{id}"].pop("patch")
        ),
        "PATCH /tasks/{id}#row",
    ),
    "parameter added": (
        append(
            "paths /pools get parameters",
            {"name": "owner", "in": "query", "schema": {"type": "string"}},
        ),
        "GET /pools ?owner#row",
    ),
    "parameter removed": (drop("paths /tasks get parameters 1"), "GET /tasks ?sort#row"),
    "parameter required": (
        parameter("get /tasks", "sort", "required", value=True),
        "GET /tasks ?sort#required",
    ),
    "parameter type": (
        parameter("get /tasks", "sort", "schema type", "array"),
        "GET /tasks ?sort#type",
    ),
    "parameter format": (
        parameter("get /tasks", "limit", "schema format", "int32"),
        "GET /tasks ?limit#format",
    ),
    "parameter limit": (
        parameter("get /tasks", "limit", "schema maximum", 300),
        "GET /tasks ?limit#maximum",
    ),
    "parameter default": (
        parameter("post /tasks", "async_mode", "schema default", value=True),
        "POST /tasks ?async_mode#default",
    ),
    "body type": (
        put("paths /tasks post requestBody content application/json schema", {"type": "array"}),
        "POST /tasks body#type",
    ),
    "body optional": (
        put("paths /tasks post requestBody required", value=False),
        "POST /tasks body#required",
    ),
    "field added": (put(f"{TASK} properties colour", {"type": "string"}), "TaskForm.colour#row"),
    "field removed": (drop(f"{TASK} properties reserved_for"), "TaskForm.reserved_for#row"),
    "field renamed": (
        lambda root: root["components"]["schemas"]["TaskFormV1"]["properties"].update(
            pool=root["components"]["schemas"]["TaskFormV1"]["properties"].pop("pool_id")
        ),
        "TaskForm.pool#row",
    ),
    "field required": (append(f"{TASK} required", "overlap"), "TaskForm.overlap#required"),
    "field type": (put(f"{TASK} properties overlap type", "string"), "TaskForm.overlap#type"),
    "field format": (put(f"{TASK} properties overlap format", "int32"), "TaskForm.overlap#format"),
    "field limit": (put(f"{TASK} properties overlap maximum", 9), "TaskForm.overlap#maximum"),
    "field default": (
        put(f"{TASK} properties infinite_overlap default", value=True),
        "TaskForm.infinite_overlap#default",
    ),
    "field nullable": (
        put(f"{TASK} properties pool_id nullable", value=True),
        "TaskForm.pool_id#nullable",
    ),
    "list of something else": (
        put(f"{TASK} properties reserved_for items type", "integer"),
        "TaskForm.reserved_for[]#type",
    ),
    "list of unique values": (
        drop(f"{TASK} properties reserved_for uniqueItems"),
        "TaskForm.reserved_for#uniqueItems",
    ),
    "inherited field": (put(f"{TASK} properties pool_id type", "integer"), "TaskView.pool_id#type"),
    "member added": (
        append(f"{SCHEMAS} OperationViewV1 properties status enum", "PAUSED"),
        "Operation.status#enum PAUSED",
    ),
    "member removed": (
        drop(f"{SCHEMAS} OperationViewV1 properties status enum 0"),
        "Operation.status#enum PENDING",
    ),
    "answer added": (
        put("paths /requester get responses 206", {"description": "Part"}),
        "GET /requester 206#row",
    ),
    "answer removed": (drop("paths /requester get responses 200"), "GET /requester 200#row"),
    "answer of another type": (
        put(
            "paths /requester get responses 200 content application/json schema $ref",
            "#/components/schemas/PoolViewV1",
        ),
        "GET /requester 200#type",
    ),
    "answer in another form": (
        lambda root: root["paths"]["/requester"]["get"]["responses"]["200"]["content"].update(
            {"text/csv": {"schema": {"type": "string"}}}
        ),
        "GET /requester 200#media",
    ),
    "schema removed": (
        put(f"{SCHEMAS} TaskPatchV1", {"$ref": "#/components/schemas/TaskOverlapPatchV1"}),
        "TaskPatch#type",
    ),
    "security": (put("security", []), "GET /tasks#security"),
}


def unexplained(*changes: Change) -> set[str]:
    theirs = planted(read(OFFICIAL), *changes)
    outcome = _deviations.hold_against(read(DESCRIPTION), theirs, _deviations.read())
    return {difference.place for difference in outcome.unexplained}


def test_every_difference_is_explained() -> None:
    """The list of deviations explains all there is, and nothing that is not."""
    outcome = _deviations.hold_against(read(DESCRIPTION), read(OFFICIAL), _deviations.read())
    assert outcome.unexplained == []
    assert outcome.outdated == []
    assert outcome.explained > 100
    assert "POST /task-suites" in outcome.not_covered
    assert "POST /tasks" not in outcome.not_covered


@pytest.mark.parametrize(("change", "place"), PLANTED.values(), ids=PLANTED)
def test_a_planted_difference_is_found(change: Change, place: str) -> None:
    """A difference of each kind is reported at its place."""
    assert place in unexplained(change)


@pytest.mark.parametrize(
    "change",
    [
        put(f"{TASK} description", "Something else"),
        put("paths /tasks get summary", "Something else"),
        put("paths /tasks get x-code-samples", {"$ref": "missing.yaml"}),
        put("paths /requester get responses 200 content application/json examples", {"a": 1}),
        put("paths /skills get parameters 0", {"name": "broken"}),
    ],
)
def test_words_and_other_endpoints_do_not_matter(change: Change) -> None:
    """Descriptions, samples and examples are not compared, nor is what we do not cover."""
    assert unexplained(change) == set()


def test_an_explanation_is_needed_for_each_difference() -> None:
    """Without its deviation a difference is unexplained; the others still explain theirs."""
    known = _deviations.read()
    fewer = _deviations.Deviations(known.same, known.deviations[1:])
    outcome = _deviations.hold_against(read(DESCRIPTION), read(OFFICIAL), fewer)
    assert outcome.unexplained
    assert {difference.aspect for difference in outcome.unexplained} == {"row"}


def test_an_outdated_explanation_is_reported() -> None:
    """A deviation that no longer is one is named with its reason."""
    gone: Any = {"type": "string", "format": "uuid"}
    theirs = planted(read(OFFICIAL), put(f"{TASK} properties __item_idx", gone))
    outcome = _deviations.hold_against(read(DESCRIPTION), theirs, _deviations.read())
    assert any(one.startswith("TaskForm.__item_idx#row (") for one in outcome.outdated)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    """A document without its other files is refused, and the missing file named."""
    lonely = tmp_path / "fullApi.yaml"
    lonely.write_text(OFFICIAL.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"additional\.yaml"):
        _deviations.hold_against(read(DESCRIPTION), read(lonely), _deviations.read())


def test_the_script_fails_on_another_document(tmp_path: Path) -> None:
    """`compare-upstream` ends with 0 when all is explained, and not with 0 otherwise."""
    missing = [sys.executable, str(SCRIPT), str(tmp_path / "missing.yaml")]
    assert subprocess.run([sys.executable, str(SCRIPT)], check=False).returncode == 0  # noqa: S603
    assert subprocess.run(missing, check=False).returncode == 2  # noqa: S603
