"""The API description keeps the rules that make it valid and good to generate from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
import yaml
from _documents import DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _documents import Json

DOCUMENT = yaml.safe_load(DESCRIPTION.read_text())
METHODS = ("get", "post", "put", "patch", "delete")


OPERATIONS = [
    pytest.param(item, item[method], id=f"{method.upper()} {path}")
    for path, item in DOCUMENT["paths"].items()
    for method in METHODS
    if method in item
]


def test_the_description_is_valid() -> None:
    """The document is valid OpenAPI 3.1."""
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_the_description_stands_alone() -> None:
    """Every reference leads to a component of the document, and every component is used."""
    components = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses")
        for name in DOCUMENT["components"][kind]
    }
    assert set(references(DOCUMENT)) == components


@pytest.mark.parametrize(("item", "operation"), OPERATIONS)
def test_an_operation_is_complete(item: dict[str, Any], operation: dict[str, Any]) -> None:
    """An operation has one tag, an id, a summary, the token, and an answer for any failure."""
    assert len(operation["tags"]) == 1
    assert operation["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    assert operation["operationId"].isidentifier()
    assert operation["summary"]
    assert operation["security"] == [{"token": []}]
    assert operation["responses"]["default"] == {"$ref": "#/components/responses/Error"}
    for parameter in parameters(item, operation):
        assert parameter["description"]


@pytest.mark.parametrize(("item", "operation"), OPERATIONS)
def test_an_absent_parameter_stays_absent(item: dict[str, Any], operation: dict[str, Any]) -> None:
    """No parameter has a default, for the generated client would always send it."""
    for parameter in parameters(item, operation):
        assert "default" not in parameter["schema"]


@pytest.mark.parametrize(("item", "operation"), OPERATIONS)
def test_lists_in_the_query_are_text(item: dict[str, Any], operation: dict[str, Any]) -> None:
    """A comma-separated list is a string, for the generated client repeats an array's name."""
    for parameter in parameters(item, operation):
        assert parameter["schema"]["type"] in {"string", "integer", "boolean"}


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_a_schema_tolerates_what_is_new(name: str) -> None:
    """Objects take fields that are not listed, and no field is held to today's enumeration."""
    schema = DOCUMENT["components"]["schemas"][name]
    assert schema.get("additionalProperties", True) is not False
    enumerations = {
        f"#/components/schemas/{other}"
        for other, found in DOCUMENT["components"]["schemas"].items()
        if "enum" in found
    }
    for field in schema.get("properties", {}).values():
        members = field.get("anyOf", [])
        if any(member.get("$ref") in enumerations for member in members):
            assert {"type": "string"} in members
        assert "enum" not in field
        assert field.get("$ref") not in enumerations


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_field_is_described(name: str) -> None:
    """A schema and each of its fields say what they are."""
    schema = DOCUMENT["components"]["schemas"][name]
    assert schema["description"]
    assert all(field["description"] for field in schema.get("properties", {}).values())


def parameters(item: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item.get("parameters", []) + operation.get("parameters", [])
    return found


def references(node: Json) -> Iterator[str]:
    """Give the targets of all references at and below a node of the document."""
    match node:
        case {"$ref": str(target)}:
            yield target
        case dict():
            yield from references(list(node.values()))
        case list():
            for inner in node:
                yield from references(inner)
        case _:
            pass
