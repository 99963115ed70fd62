"""Random JSON values for the schemas of a description, right ones and wrong ones."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import JSON, Json, Strategy, few, objects, some_fields

_TEXT = st.text(max_size=8)
_JUNK = st.sampled_from([None, True, -1, 0.5, "", "junk", [], [None], {}, {"junk": 1}])
_FORMATS = {
    "date-time": st.datetimes().map(lambda moment: moment.isoformat()),
    "date": st.dates().map(lambda day: day.isoformat()),
    "uuid": st.uuids().map(str),
}
_SCALARS: dict[str, Strategy] = {
    "string": _TEXT,
    "integer": st.integers(),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "null": st.none(),
}


class Values:
    """Strategies for the named schemas of one description."""

    def __init__(self, document: dict[str, Json], *, junk: bool) -> None:
        self._schemas = document["components"]["schemas"]
        self._junk = junk
        self._named: dict[str, Strategy] = {}

    def of(self, name: str) -> Strategy:
        """Give the values of the named schema; with junk, any part of them may be wrong."""
        if name not in self._named:
            # deferred, because schemas may refer to each other in a circle
            self._named[name] = st.deferred(lambda: self._schema(self._schemas[name]))
        return self._named[name]

    def _schema(self, schema: dict[str, Json]) -> Strategy:
        right = self._right(schema)
        return st.one_of(right, right, right, _JUNK) if self._junk else right

    def _right(self, schema: dict[str, Json]) -> Strategy:
        if "$ref" in schema:
            return self.of(schema["$ref"].rpartition("/")[2])
        for union in ("allOf", "anyOf", "oneOf"):
            if union in schema:
                return st.one_of(*map(self._schema, schema[union]))
        if isinstance(schema.get("type"), list):
            return st.one_of(*(self._right(schema | {"type": name}) for name in schema["type"]))
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        if "format" in schema and schema["type"] == "string":
            return _FORMATS.get(schema["format"], _TEXT)
        if schema.get("type") == "array":
            return few(self._schema(schema["items"]))
        return self._object(schema) if schema.get("type") == "object" else self._scalar(schema)

    def _scalar(self, schema: dict[str, Json]) -> Strategy:
        return _SCALARS[schema["type"]] if "type" in schema else JSON

    def _object(self, schema: dict[str, Json]) -> Strategy:
        fields = {name: self._schema(field) for name, field in schema.get("properties", {}).items()}
        needed: list[str] = [] if self._junk else schema.get("required", [])
        others = schema.get("additionalProperties", True)
        extra = JSON if isinstance(others, bool) else self._schema(others)
        unknown = objects(_TEXT.filter(lambda key: key not in fields), extra)
        known = some_fields(
            {name: fields[name] for name in needed},
            {name: fields[name] for name in fields if name not in needed},
        )
        return st.tuples(known, unknown).map(lambda both: both[0] | both[1])
