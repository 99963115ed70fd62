"""Our patches of the generator's templates change no behaviour of a model."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import typing
from pathlib import Path
from types import GenericAlias
from typing import Any

import pytest
import yaml
from _documents import DESCRIPTION
from hypothesis import given, settings
from hypothesis import strategies as st
from toloka_typed_api import models
from toloka_typed_api.models import TaskPatch
from toloka_typed_api.types import UNSET

from tests.openapi.generated_packages import STRESS, generate_and_import
from tests.openapi.json_values import Values

DESCRIPTIONS = {"toloka": DESCRIPTION, "stress": STRESS}
DOCUMENTS = {name: yaml.safe_load(path.read_text()) for name, path in DESCRIPTIONS.items()}
MODELS = [
    pytest.param(description, name, id=name)
    for description, document in DOCUMENTS.items()
    for name, schema in document["components"]["schemas"].items()
    if schema["type"] == "object"
]
Modules = dict[tuple[str, bool], Any]


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    home = tmp_path_factory.mktemp("generated")
    return {
        (name, patched): generate_and_import(
            home,
            name=f"{name}_{'patched' if patched else 'plain'}",
            description=path,
            patched=patched,
        )
        for name, path in DESCRIPTIONS.items()
        for patched in (True, False)
    }


@pytest.mark.parametrize("junk", [False, True], ids=["right", "wrong"])
@pytest.mark.parametrize(("description", "name"), MODELS)
def test_patched_models_behave_as_unpatched(
    modules: Modules, description: str, name: str, *, junk: bool
) -> None:
    """The same JSON gives the same attributes, the same JSON back, or the same exception."""
    patched = getattr(modules[description, True], name)
    plain = getattr(modules[description, False], name)

    @settings(max_examples=10, deadline=None, database=None)
    @given(Values(DOCUMENTS[description], junk=junk).of(name))
    def compare(value: Any) -> None:
        assert behaviour(patched, value) == behaviour(plain, value)

    compare()


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_right_values_are_read(data: st.DataObject) -> None:
    """A value that the description allows is read, and written back as it was."""
    name = data.draw(st.sampled_from(["TaskView", "TaskBatch", "Operation", "Pool", "Project"]))
    value = data.draw(Values(DOCUMENTS["toloka"], junk=False).of(name))
    assert getattr(models, name).from_dict(value).to_dict() == value


@pytest.mark.parametrize(("description", "name"), MODELS)
def test_json_forms_have_the_fields_of_the_description(
    modules: Modules, description: str, name: str
) -> None:
    """The TypedDict beside a model has the described keys, required where they are required."""
    schema = DOCUMENTS[description]["components"]["schemas"][name]
    form = getattr(modules[description, True], f"{name}Dict")
    if "properties" in schema:
        assert form.__required_keys__ == set(schema.get("required", ()))
        assert form.__required_keys__ | form.__optional_keys__ == set(schema["properties"])
    else:
        assert typing.get_origin(form) is dict


def test_json_forms_have_the_types_of_the_wire(modules: Modules) -> None:
    """A TypedDict speaks of JSON: text for dates and ids, forms for models, null for nullable."""
    module = sys.modules[modules["stress", True].ScalarsDict.__module__]
    node: Any = module.NodeDict
    hints = typing.get_type_hints(module.ScalarsDict, vars(module))
    assert hints == {
        "from": str,
        "class": int,
        "maybe": str | None,
        "__private": bool,
        "a-b": str,
        "moment": str,
        "day": str,
        "key": str,
        "maybe_moment": str | None,
        "anything": Any,
        "number_or_node": node | int,
        "nodes_or_text": GenericAlias(list, (node,)) | str,
        "matrix": list[list[int]],
    }


@pytest.mark.parametrize("way", ["copy", "deepcopy", "pickle"])
def test_a_copied_model_knows_which_fields_are_absent(way: str) -> None:
    """Copying and pickling a model keep absent fields absent."""
    original = TaskPatch(overlap=None)
    if way == "pickle":
        patch = pickle.loads(pickle.dumps(original))  # noqa: S301 - our own
    else:
        patch = copy.copy(original) if way == "copy" else copy.deepcopy(original)
    assert patch == TaskPatch(overlap=None)
    assert patch.to_dict() == {"overlap": None}
    assert patch.infinite_overlap is UNSET
    assert repr(UNSET) == "UNSET"


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_patched_output_is_strictly_typed(modules: Modules, description: str) -> None:
    """`mypy --strict` finds nothing in the output."""
    package = Path(modules[description, True].__file__).parent.parent
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", package.name]
    done = subprocess.run(mypy, cwd=package.parent, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout


def test_an_endpoint_does_not_import_every_model() -> None:
    """Importing one endpoint imports the models that it speaks of, and no other."""
    code = "import sys, toloka_typed_api.api.operations.get_operation; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    modules = done.stdout.split()
    assert "toloka_typed_api.models.operation" in modules
    assert "toloka_typed_api.models.pool" not in modules


def test_every_model_can_be_imported_from_models() -> None:
    """Each name in `models.__all__` is there, and no other name is made up."""
    assert all(hasattr(models, name) for name in models.__all__)
    assert not hasattr(models, "Nothing")


def behaviour(model: Any, value: Any) -> Any:
    """Give all that can be seen of reading the value and writing it again."""
    try:
        read = model.from_dict(copy.deepcopy(value))
        return attributes(read), json.dumps(read.to_dict(), default=repr)
    except Exception as error:  # noqa: BLE001 - any exception is behaviour
        return type(error).__name__, str(error)


def attributes(read: Any) -> Any:
    """Spell out a model without the classes, which differ between two packages."""
    name: str = type(read).__name__
    if name == "dict":
        return {key: attributes(value) for key, value in read.items()}
    if name == "list":
        return [attributes(value) for value in read]
    if hasattr(read, "__attrs_attrs__"):
        fields = [field.name for field in read.__attrs_attrs__]
        return name, {field: attributes(getattr(read, field)) for field in fields}
    return name if name == "Unset" else read
