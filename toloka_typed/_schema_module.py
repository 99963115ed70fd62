"""Writes a project's input and output fields as a Python module: two types and a `TaskSchema`."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs
from toloka_typed_api.models.field_spec import FieldSpecDict

from toloka_typed._json import JSON, JsonObject, is_object
from toloka_typed._wire import shaped
from toloka_typed.errors import DecodeError

WIDTH: Final = 88
"""The line length up to which formatters leave a line alone, unless told otherwise."""

TYPES: Final[Mapping[str, str]] = {
    "string": "str",
    "url": "str",
    "file": "str",
    "coordinates": "str",
    "integer": "int",
    "float": "float",
    "boolean": "bool",
    "json": "Any",
}
MEANINGS: Final[Mapping[str, str]] = {
    "url": "a URL",
    "file": "the id of an attachment",
    "coordinates": "latitude and longitude, with a comma between them",
    "json": "any JSON",
}
NAMES: Final = frozenset({*TYPES.values(), "list", "Literal", "NotRequired"})
"""What the types of fields are made of: a field of that name would hide it from the others."""

HEADER: Final = '''"""The input and output fields of a Toloka project, as types.

Made by `toloka-typed schema` from the project: make it again when its fields change.
"""

'''


@attrs.frozen
class _Field:
    """One field as it will be written."""

    name: str
    wrappers: Sequence[str]
    """What the type is wrapped in, from outside."""
    type: str
    """Its name, or `Literal`."""
    choices: Sequence[str]
    """What is between the brackets of a `Literal`, piece by piece."""
    doc: str

    def annotation(self, *, before: str, after: str) -> str:
        """Give the lines that say the type, with what stands around it in the module.

        A type that is too long for one line gets one for each bracket and choice, which is how
        formatters would lay it out.
        """
        opened = [*self.wrappers, "Literal"] if self.choices else [*self.wrappers]
        inner = ", ".join(self.choices) or self.type
        line = before + "".join(f"{name}[" for name in opened) + inner + "]" * len(opened) + after
        if len(line) <= WIDTH or not self.choices:
            return line
        indent = " " * (len(before) - len(before.lstrip()))
        lines = [before + f"{opened[0]}["]
        for depth, name in enumerate(opened[1:], start=1):
            lines.append(f"{indent}{'    ' * depth}{name}[")
        comma = "," if len(self.choices) > 1 else ""
        lines += [f"{indent}{'    ' * len(opened)}{choice}{comma}" for choice in self.choices]
        lines += [f"{indent}{'    ' * depth}]" for depth in reversed(range(len(opened)))]
        return "\n".join(lines) + after


def schema_module(project: JSON) -> str:
    """Give the source of the module that declares a project's fields.

    The fields come in the order of their names, so that the same fields always give the same
    text. Raises `DecodeError` for what is not a project.
    """
    spec = project.get("task_spec") if is_object(project) else None
    if not is_object(spec):
        raise DecodeError("not a project: it has no task_spec")
    inputs = _fields(spec.get("input_spec"), place="input_spec")
    outputs = _fields(spec.get("output_spec"), place="output_spec")
    blocks = [
        _declaration("TaskInput", inputs, doc="What a task shows."),
        _declaration("TaskOutput", outputs, doc="What an answer holds."),
    ]
    used = {"TypedDict", *(name for field in (*inputs, *outputs) for name in _typing_names(field))}
    imports = f"from typing import {', '.join(sorted(used))}\n\nfrom toloka_typed import TaskSchema"
    schema = "task_schema = TaskSchema(TaskInput, TaskOutput)\n"
    return HEADER + "\n\n\n".join([imports, *blocks, schema])


def _typing_names(field: _Field) -> Iterator[str]:
    if "NotRequired" in field.wrappers:
        yield "NotRequired"
    if field.choices:
        yield "Literal"
    elif field.type == "Any":
        yield "Any"


def _fields(specs: JSON, *, place: str) -> list[_Field]:
    if not is_object(specs):
        raise DecodeError(f"not a project: its task_spec has no {place}")
    return [_field(name, specs[name], place=place) for name in sorted(specs)]


def _field(name: str, wire: JsonObject, *, place: str) -> _Field:
    try:
        spec = shaped(wire, FieldSpecDict)
    except DecodeError as error:
        raise DecodeError(f"{place}.{name}: {error}") from error
    kind = spec["type"].lower()
    wrappers = ["NotRequired"] if spec.get("required") is False else []
    if kind.startswith("array_"):
        wrappers.append("list")
    one = kind.removeprefix("array_")
    python = TYPES.get(one, "Any")
    allowed = _choices(python, spec.get("allowed_values") or ())
    return _Field(
        name=name,
        wrappers=wrappers,
        type=python,
        choices=allowed,
        doc=_doc(one, spec, is_array="list" in wrappers, shows_choices=bool(allowed)),
    )


def _choices(python: str, allowed: Sequence[str | float]) -> list[str]:
    """Give the allowed values as a `Literal` names them; it can hold no floats."""
    kinds = {"str": str, "int": int}
    kind = kinds.get(python)
    if kind is None or not all(type(value) is kind for value in allowed):
        return []
    return list(dict.fromkeys(_source(value) for value in allowed))


def _doc(kind: str, spec: FieldSpecDict, *, is_array: bool, shows_choices: bool) -> str:
    # whatever text is the project's own stays out of here: it could end the docstring
    unknown = f"of the unknown type {kind}" if kind.isidentifier() else "of an unknown type"
    parts = [MEANINGS.get(kind, "") if kind in TYPES else unknown]
    parts.append(_range(spec.get("min_length"), spec.get("max_length"), unit=" characters"))
    parts.append(_range(spec.get("min_value"), spec.get("max_value"), unit=""))
    if is_array:
        parts = [f"each {part}" if part else "" for part in parts]
        parts.append(_range(spec.get("min_size"), spec.get("max_size"), unit=" values"))
    allowed = spec.get("allowed_values") or ()
    if allowed and not shows_choices and not any(isinstance(value, str) for value in allowed):
        parts.append("one of " + ", ".join(map(repr, allowed)))
    if spec.get("current_location"):
        parts.append("filled in with the Toloker's own place")
    if spec.get("hidden"):
        parts.append("hidden from Tolokers")
    text = "; ".join(filter(None, parts))
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _range(least: float | None, most: float | None, *, unit: str) -> str:
    if least is None:
        return "" if most is None else f"at most {most}{unit}"
    return f"at least {least}{unit}" if most is None else f"{least} to {most}{unit}"


def _declaration(name: str, fields: Sequence[_Field], *, doc: str) -> str:
    """Declare a `TypedDict`, as a class where the names of its fields can be attributes."""
    if all(_is_plain(field.name) for field in fields):
        lines = [f"class {name}(TypedDict):", f'    """{doc}"""']
        lines += [""] if fields else []
        for field in fields:
            lines.append(field.annotation(before=f"    {field.name}: ", after=""))
            lines += [f'    """{field.doc}"""'] if field.doc else []
    else:
        lines = [f"# {doc}", f"{name} = TypedDict(", f'    "{name}",', "    {"]
        for field in fields:
            lines += [f"        # {field.doc}"] if field.doc else []
            key = _source(field.name)
            lines.append(field.annotation(before=f"        {key}: ", after=","))
        lines += ["    },", ")"]
    return "\n".join(lines)


def _is_plain(name: str) -> bool:
    return (
        name.isascii()
        and name.isidentifier()
        and not name.startswith("__")
        and not keyword.iskeyword(name)
        and name not in NAMES
    )


def _source(value: str | float) -> str:
    """Write a value as Python, text in the quotes that formatters choose."""
    if not isinstance(value, str):
        return repr(value)
    # a text that begins with a double quote is put in single ones, whatever follows
    escaped = repr('"' + value)[2:-1]
    if value.count('"') > value.count("'"):
        return f"'{escaped}'"
    return '"' + escaped.replace("\\'", "'").replace('"', '\\"') + '"'
