"""An API document as a flat table: a row for each endpoint, parameter, answer and field.

A row is named by a pointer that a person can read:

    POST /tasks                 an endpoint
    POST /tasks ?open_pool      a parameter; `:id` stands for one in the path, `@name` for a header
    POST /tasks body            what is sent;  `POST /tasks 201` is an answer
    TaskForm.overlap            a field of a named schema
    TaskForm.reserved_for[]     what a list holds;  `TaskBatch.items{}` is what a map holds

and holds its aspects: type, nullable, required, format, enum, limits, default and so on. What a
document says in words (descriptions, examples, samples) is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from _documents import Document, DocumentError, Json, mapping, sequence

METHODS = ("get", "put", "post", "delete", "patch")
_LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")
_COPIED = ("format", "default", "nullable", "deprecated", "uniqueItems", *_LIMITS)
_MARKS = {"query": "?", "path": ":", "header": "@"}


@attrs.frozen
class Row:
    """One line of the table."""

    parent: str | None
    aspects: dict[str, Json]


Table = dict[str, Row]


@attrs.frozen
class _Place:
    """A schema in its document; the references followed to get there stop a circle."""

    document: Document
    schema: dict[str, Json]
    followed: tuple[str, ...] = ()

    def inner(self, schema: Json) -> _Place:
        return attrs.evolve(self, schema=mapping(schema))


def endpoint_pointers(document: Document) -> list[str]:
    """Name the endpoints of a document."""
    return [
        f"{method.upper()} {path}"
        for path, item in mapping(document.root["paths"]).items()
        for method in METHODS
        if method in mapping(item)
    ]


@attrs.frozen
class Flattening:
    """Makes tables of a document; a schema in `names` is shown by that name and not spelled out."""

    document: Document
    names: Mapping[str, str]

    def endpoint(self, pointer: str) -> Table:
        """Give the rows of one endpoint."""
        table: Table = {}
        method, path = pointer.split(" ")
        item = mapping(mapping(self.document.root["paths"])[path])
        self._add_endpoint(table, pointer, item, mapping(item[method.lower()]))
        return table

    def schema(self, reference: str) -> Table:
        """Give the rows of one of the named schemas."""
        table: Table = {}
        document, schema = self.document.resolve(reference)
        self._add(table, self.names[_last(reference)], [_Place(document, schema)])
        return table

    def _add_endpoint(
        self, table: Table, pointer: str, shared: dict[str, Json], operation: dict[str, Json]
    ) -> None:
        aspects: dict[str, Json] = {"security": self._security(operation)}
        table[pointer] = Row(None, aspects | {"operationId": operation.get("operationId")})
        for node in sequence(shared.get("parameters")) + sequence(operation.get("parameters")):
            document, parameter = self._referred(node)
            name = f"{pointer} {_MARKS[str(parameter['in'])]}{parameter['name']}"
            place = _Place(document, mapping(parameter["schema"]))
            self._add(table, name, [place], parent=pointer)
            table[name].aspects["required"] = parameter.get("required", False)
        if "requestBody" in operation:
            document, body = self._referred(operation["requestBody"])
            self._add_content(table, f"{pointer} body", document, body, parent=pointer)
            table[f"{pointer} body"].aspects["required"] = body.get("required", False)
        for status, node in mapping(operation["responses"]).items():
            document, response = self._referred(node)
            self._add_content(table, f"{pointer} {status}", document, response, parent=pointer)

    def _add_content(
        self,
        table: Table,
        pointer: str,
        document: Document,
        holder: dict[str, Json],
        *,
        parent: str,
    ) -> None:
        content = mapping(holder.get("content"))
        schemas = [mapping(mapping(kind)["schema"]) for kind in content.values()]
        self._add(table, pointer, [_Place(document, schema) for schema in schemas], parent=parent)
        table[pointer].aspects["media"] = " | ".join(sorted(content)) or "nothing"

    def _add(
        self, table: Table, pointer: str, places: list[_Place], *, parent: str | None = None
    ) -> None:
        """Add the row of what any of the schemas allows, and the rows of what is inside."""
        variants = [found for place in places for found in self._variants(place)]
        schemas = [place.schema for place in places] + [variant.schema for variant in variants]
        aspects: dict[str, Json] = {
            key: schema[key] for schema in schemas for key in _COPIED if key in schema
        }
        types = {_type(variant.schema) for variant in variants}
        aspects["type"] = " | ".join(sorted(types - {"null"}))
        if "null" in types:
            aspects["nullable"] = True
        members = [
            member for variant in variants for member in sequence(variant.schema.get("enum"))
        ]
        if members:
            aspects["enum"] = list[Json](sorted({str(member) for member in members}))
        if members and any(_is_plain_text(variant.schema) for variant in variants):
            aspects["open"] = True
        table[pointer] = Row(parent, aspects)
        self._add_inner(table, pointer, variants)

    def _add_inner(self, table: Table, pointer: str, variants: list[_Place]) -> None:
        objects = [variant for variant in variants if "properties" in variant.schema]
        for name in {name: None for one in objects for name in mapping(one.schema["properties"])}:
            holders = [one for one in objects if name in mapping(one.schema["properties"])]
            places = [one.inner(mapping(one.schema["properties"])[name]) for one in holders]
            inner = f"{pointer}.{name}"
            self._add(table, inner, places, parent=pointer)
            table[inner].aspects["required"] = all(
                name in sequence(one.schema.get("required")) for one in objects
            )
        for mark, key in (("[]", "items"), ("{}", "additionalProperties")):
            found = [(one, one.schema.get(key)) for one in variants]
            places = [one.inner(schema) for one, schema in found if schema and schema is not True]
            if places:
                self._add(table, f"{pointer}{mark}", places, parent=pointer)

    def _variants(self, place: _Place) -> list[_Place]:
        """Give the alternatives that a schema allows, each with one type and no reference."""
        schema = place.schema
        if "$ref" in schema:
            return self._follow(place, str(schema["$ref"]))
        for union in ("anyOf", "oneOf"):
            if union in schema:
                members = sequence(schema[union])
                return [found for node in members for found in self._variants(place.inner(node))]
        parts = sequence(schema.get("allOf"))
        if len(parts) == 1 and "properties" not in schema:
            return self._variants(place.inner(parts[0]))
        if parts:
            return [self._merge(place, parts)]
        types = schema.get("type")
        if isinstance(types, list):
            return [place.inner(schema | {"type": name}) for name in types]
        return [place]

    def _follow(self, place: _Place, reference: str) -> list[_Place]:
        if _last(reference) in self.names:
            return [place.inner({"type": self.names[_last(reference)]})]
        if reference in place.followed:
            return [place.inner({"type": "itself"})]
        try:
            document, schema = place.document.resolve(reference)
        except DocumentError:
            # The parts of a bundled description may refer to its main file as if to themselves.
            document, schema = self.document.resolve(reference)
        return self._variants(_Place(document, schema, (*place.followed, reference)))

    def _merge(self, place: _Place, parts: list[Json]) -> _Place:
        """Put the parts of an `allOf` together, named ones too: their fields become its own."""
        properties = dict(mapping(place.schema.get("properties")))
        required = list(sequence(place.schema.get("required")))
        for node in parts:
            part = mapping(node)
            spelled_out = Flattening(self.document, {})
            for found in spelled_out._variants(place.inner(part)):
                properties |= mapping(found.schema.get("properties"))
                required += sequence(found.schema.get("required"))
        return place.inner({"type": "object", "properties": properties, "required": required})

    def _referred(self, node: Json) -> tuple[Document, dict[str, Json]]:
        found = mapping(node)
        if "$ref" in found:
            return self.document.resolve(str(found["$ref"]))
        return self.document, found

    def _security(self, operation: dict[str, Json]) -> str:
        schemes = mapping(mapping(self.document.root["components"]).get("securitySchemes"))
        wanted = sequence(operation.get("security", self.document.root.get("security")))
        found = [mapping(schemes[name]) for one in wanted for name in mapping(one)]
        return ", ".join(f"{scheme['type']} {scheme['in']} {scheme['name']}" for scheme in found)


def _type(schema: dict[str, Json]) -> str:
    others = schema.get("additionalProperties")
    if isinstance(others, dict) and others:
        return "map"
    return str(schema.get("type", "object" if "properties" in schema else "any"))


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]


def _is_plain_text(schema: dict[str, Json]) -> bool:
    return schema.get("type") == "string" and "enum" not in schema
