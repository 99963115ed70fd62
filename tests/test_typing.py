"""What type checkers say about code that uses the package, and about the package's own types."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.strategies import Json
from toloka_typed import AsyncTolokaClient, TolokaClient
from toloka_typed._schema_module import schema_module

ROOT = Path(__file__).parent.parent
PATHS = [str(ROOT), str(ROOT / "generated")]
CASES = ROOT / "tests" / "typing"

CATS: Json = {
    "task_spec": {
        "input_spec": {"image": {"type": "url"}, "size": {"type": "float", "required": False}},
        "output_spec": {"result": {"type": "string", "allowed_values": ["cat", "dog"]}},
    }
}
USE_OF_CATS = """
from typing import Literal, assert_type
from cats import task_schema

task = task_schema.control({"image": "u"}, answers=[{"result": "cat"}], pool_id="1")
assert_type(task.input_values.get("size"), float | None)
assert_type(task.known_solutions[0].output_values["result"], Literal["cat", "dog"])
task_schema.task(
    {},  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    pool_id="1",
)
"""
ODD_NAMES = ["keys", "items", "copy", "get", "print", "match", "_", "TypedDict", "self", "mro"]
HOSTILE_NAMES = [*ODD_NAMES, "class", "str", "Any", "a-b", '"', "'", '"""', "\\", "\n", "ф"]


def project(names: list[str]) -> Json:
    kinds = ["string", "array_integer", "json", "boolean"]
    specs = {
        name: {
            "type": kinds[index % len(kinds)],
            "required": index % 3 > 0,
            "allowed_values": [*HOSTILE_NAMES, 1.5] if index % 5 == 0 else HOSTILE_NAMES,
        }
        for index, name in enumerate(names)
    }
    return {"task_spec": {"input_spec": specs, "output_spec": {}}}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Modules made from projects, and code that uses one of them."""
    folder = tmp_path_factory.mktemp("written")
    sources = {
        "cats": schema_module(CATS),
        "odd": schema_module(project(ODD_NAMES)),
        "hostile": schema_module(project(HOSTILE_NAMES)),
        "use_of_cats": USE_OF_CATS,
    }
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return folder


def run(*command: str, paths: list[str] = PATHS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_mypy_agrees(written: Path) -> None:
    """`mypy --strict` infers the types of the cases, and reports each misuse and nothing else."""
    done = run("mypy", str(CASES), str(written))
    assert done.returncode == 0, done.stdout


def test_pyright_agrees(written: Path) -> None:
    """pyright's strict mode infers the same types, and reports the same misuses."""
    config = written / "pyrightconfig.json"
    settings = {
        "include": [str(CASES), "."],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": PATHS,
        "enableTypeIgnoreComments": False,  # those are for mypy
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    config.write_text(json.dumps(settings))
    done = run("basedpyright", "--pythonpath", sys.executable, "--project", str(config))
    assert done.returncode == 0, done.stdout


def test_the_public_types_are_complete() -> None:
    """A type checker knows every type that the package shows, without having to infer any."""
    done = run(
        "basedpyright",
        *("--pythonpath", sys.executable),
        *("--verifytypes", "toloka_typed", "--ignoreexternal"),
    )
    assert "Type completeness score: 100%" in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("client", "file"),
    [(TolokaClient, "blocking.py"), (AsyncTolokaClient, "asynchronous.py")],
    ids=["blocking", "asynchronous"],
)
def test_every_method_has_a_case(client: type, file: str) -> None:
    """No public method of a client is left without a case."""
    text = (CASES / file).read_text()
    methods = [name for name, _ in inspect.getmembers(client, callable) if not name.startswith("_")]
    assert methods
    assert [name for name in methods if f"client.{name}(" not in text] == []
