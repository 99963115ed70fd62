"""The module that `toloka-typed schema` writes: right, harmless, formatted, and held to."""

from __future__ import annotations

import argparse
import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import Json
from toloka_typed._schema_module import schema_module
from toloka_typed.cli import schema
from toloka_typed.errors import DecodeError

CATS: Json = {
    "task_spec": {
        "input_spec": {"image": {"type": "URL", "required": True, "hidden": False}},
        "output_spec": {"result": {"type": "string", "allowed_values": ["cat", "dog"]}},
    }
}
CATS_MODULE = '''"""The input and output fields of a Toloka project, as types.

Made by `toloka-typed schema` from the project: make it again when its fields change.
"""

from typing import Literal, TypedDict

from toloka_typed import TaskSchema


class TaskInput(TypedDict):
    """What a task shows."""

    image: str
    """A URL."""


class TaskOutput(TypedDict):
    """What an answer holds."""

    result: Literal["cat", "dog"]


task_schema = TaskSchema(TaskInput, TaskOutput)
'''
HOSTILE = ['"', "'", '"""', "\\", "\n", "#", "'''\"\"\"", "\u202e", "{x}", "%s", "]", 'a"\n', "ﬁ"]
NAMES = ["class", "str", "Literal", "keys", "__private", "print", "a-b", "Any", "x", "TypedDict"]
SCALARS = [
    "string",
    "url",
    "integer",
    "float",
    "boolean",
    "json",
    "coordinates",
    "file",
    "odd",
    '"""',
]
NUMBERS = st.none() | st.integers(0, 9) | st.sampled_from([0.5, 10**30])
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=40)


@st.composite
def fields(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(SCALARS))
    allowed = st.integers() if kind == "integer" else TEXTS
    limits = {f"{end}_{what}": NUMBERS for end in ("min", "max") for what in ("value",)}
    limits |= {f"{end}_length": st.none() | st.integers(0, 9) for end in ("min", "max")}
    return {
        "type": draw(st.sampled_from(["", "array_"])) + draw(st.sampled_from([kind, kind.upper()])),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "required": st.booleans(),
                    "hidden": st.booleans(),
                    "allowed_values": st.none() | st.lists(allowed, max_size=4),
                    **limits,
                },
            )
        ),
    }


SPECS = st.dictionaries(
    st.sampled_from(HOSTILE + NAMES) | st.text(max_size=8), fields(), max_size=4
)
PROJECTS = st.fixed_dictionaries(
    {"task_spec": st.fixed_dictionaries({"input_spec": SPECS, "output_spec": SPECS})}
)


def run(source: str, *, at: Path) -> dict[str, Any]:
    at.write_text(source, encoding="utf-8")
    return runpy.run_path(str(at))


def command(*arguments: str) -> int:
    """Run the subcommand."""
    parser = argparse.ArgumentParser()
    schema.COMMAND.add_arguments(parser)
    return schema.COMMAND.run(parser.parse_args(arguments))


def test_the_module_declares_the_fields() -> None:
    """The two types and the schema of them are written as a person would write them."""
    assert schema_module(CATS) == CATS_MODULE


@pytest.mark.parametrize("name", ["a-b", "class", "str", "Literal", "__private", "ф", ""])
def test_a_field_name_that_cannot_be_an_attribute_is_a_key(name: str, tmp_path: Path) -> None:
    """Where one name is no identifier, is taken or would be changed, all stand in a dict."""
    project = {"task_spec": {"input_spec": {name: {"type": "integer"}}, "output_spec": {}}}
    module = run(schema_module(project), at=tmp_path / "module.py")
    assert module["TaskInput"].__annotations__.keys() == {name}


@pytest.fixture(scope="module")
def module_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("module") / "module.py"


@given(project=PROJECTS)
def test_the_types_are_those_of_the_fields(project: Json, module_file: Path) -> None:
    """Whatever the fields are called and allow, the module runs and demands just these fields."""
    module = run(schema_module(project), at=module_file)
    for place, declared in (("input_spec", "TaskInput"), ("output_spec", "TaskOutput")):
        specs, kind = project["task_spec"][place], module[declared]
        assert get_type_hints(kind).keys() == specs.keys()
        needed = {name for name, spec in specs.items() if spec.get("required") is not False}
        assert kind.__required_keys__ == needed
    assert module["task_schema"].input_type is module["TaskInput"]
    assert module["task_schema"].output_type is module["TaskOutput"]


@given(value=TEXTS, other=TEXTS)
def test_allowed_values_arrive_as_they_are(value: str, other: str, module_file: Path) -> None:
    """The `Literal` holds the very texts of the project, whatever is in them."""
    spec = {"result": {"type": "string", "allowed_values": [value, other]}}
    project = {"task_spec": {"input_spec": {}, "output_spec": spec}}
    module = run(schema_module(project), at=module_file)
    assert get_args(get_type_hints(module["TaskOutput"])["result"]) == tuple({value: 0, other: 0})


def test_the_module_is_formatted(tmp_path: Path) -> None:
    """`ruff format` changes nothing in any of them."""
    made = 0

    @settings(max_examples=200)
    @given(project=PROJECTS)
    def write(project: Json) -> None:
        nonlocal made
        made += 1
        (tmp_path / f"module_{made}.py").write_text(schema_module(project), encoding="utf-8")

    write()
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "--diff"]
    done = subprocess.run([*ruff, str(tmp_path)], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout
    assert made > 100


@given(project=PROJECTS, data=st.data())
def test_the_module_does_not_depend_on_the_order_of_fields(
    project: Json, data: st.DataObject
) -> None:
    """The same fields in another order, with other things changed around them, give the same."""
    spec = {
        place: dict(data.draw(st.permutations(list(fields.items()))))
        for place, fields in project["task_spec"].items()
    }
    other = {"id": "1", "public_name": data.draw(TEXTS), "task_spec": {"view_spec": {}, **spec}}
    assert schema_module(other) == schema_module(project)


@pytest.mark.parametrize(
    ("project", "reason"),
    [
        ([], "no task_spec"),
        ({"task_spec": {"input_spec": {}}}, "no output_spec"),
        ({"task_spec": {"input_spec": {"image": {}}, "output_spec": {}}}, "input_spec.image"),
    ],
)
def test_what_is_no_project_is_refused(project: Json, reason: str) -> None:
    """The error says what is missing, and in which field."""
    with pytest.raises(DecodeError, match=reason):
        schema_module(project)


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    file = tmp_path / "project.json"
    file.write_bytes(msgspec.json.encode(CATS))
    return file


def test_the_command_writes_the_module(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The module goes to standard output, or with `--output` into a file."""
    assert command("--project", str(project_file)) == 0
    assert capsys.readouterr().out == CATS_MODULE
    output = tmp_path / "cats.py"
    assert command("--project", str(project_file), "--output", str(output)) == 0
    assert output.read_text() == CATS_MODULE


def test_the_check_holds_a_module_to_its_project(
    project_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It passes until the project's fields change; then a diff shows how, and that is all."""
    module = tmp_path / "cats.py"
    module.write_text(CATS_MODULE)
    check = ["--project", str(project_file), "--check", str(module)]
    assert command(*check) == 0
    changed = json.loads(project_file.read_text())
    changed["task_spec"]["output_spec"]["result"]["allowed_values"].append("bird")
    project_file.write_text(json.dumps(changed))
    assert command(*check) == 1
    out = capsys.readouterr().out
    assert '-    result: Literal["cat", "dog"]\n+    result: Literal["cat", "dog", "bird"]' in out
    assert module.read_text() == CATS_MODULE


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_file_that_cannot_be_used_is_not_a_difference(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 2, and standard error names the reason."""
    file = tmp_path / "project.json"
    if content is not None:
        file.write_text(content)
    assert command("--project", str(file)) == 2
    assert "toloka-typed schema: " in capsys.readouterr().err
