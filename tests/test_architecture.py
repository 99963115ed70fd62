"""Which module may know which: read from the import statements, not from running them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS, GENERATED = ROOT / "toloka_typed", ROOT / "generated" / "toloka_typed_api"

SANDBOX = "toloka_typed.sandbox"
CLI = "toloka_typed.cli"
DRIVERS = {"toloka_typed._blocking.driver", "toloka_typed._asyncio.driver"}
TRANSPORTS = {"toloka_typed._blocking.transport", "toloka_typed._asyncio.transport"}
SHARED_BY_BLOCKING = {
    "toloka_typed._blocking.driver",
    "toloka_typed._blocking.transport",
}
"""What the asyncio side takes from the blocking one: how to step, and the limits of an answer."""
VALUES = {
    f"toloka_typed.{name}"
    for name in ("errors", "tasks", "solutions", "operations", "pools", "pages", "filters")
}
"""What the application holds: it knows nothing of requests."""


def module_of(path: Path) -> str:
    parts = path.relative_to(path_root(path)).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def path_root(path: Path) -> Path:
    return GENERATED.parent if path.is_relative_to(GENERATED) else ROOT


@cache
def trees() -> dict[str, ast.Module]:
    """Parse each of our modules."""
    return {module_of(path): ast.parse(path.read_text("utf-8")) for path in OURS.rglob("*.py")}


def in_sandbox(module: str) -> bool:
    return f"{module}.".startswith(f"{SANDBOX}.")


def in_cli(module: str) -> bool:
    return f"{module}.".startswith(f"{CLI}.") or module == "toloka_typed.__main__"


@cache
def imports(module: str) -> frozenset[str]:
    """Give every name that a module imports, wherever in it, as `package.module.name`."""
    return frozenset(_imports(ast.walk(trees()[module])))


def _imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_modules(module: str, *, at_once: bool = False) -> set[str]:
    """Give our modules that a module imports; `at_once`: when it is imported itself."""
    names: Iterator[str] = iter(imports(module))
    if at_once:
        names = _imports(iter(trees()[module].body))
    found = {name if name in trees() else name.rpartition(".")[0] for name in names}
    return {name for name in found if name in trees()} - {module}


def those_that_import(prefix: str) -> set[str]:
    """Give our modules that import anything below a name."""
    return {
        module
        for module in trees()
        if any(f"{name}.".startswith(f"{prefix}.") for name in imports(module))
    }


def test_the_sandbox_knows_nothing_of_the_client() -> None:
    """The sandbox imports itself alone: it keeps the wire contract, not the client's habits."""
    for module in filter(in_sandbox, trees()):
        assert all(map(in_sandbox, imported_modules(module))), module
        assert not any(name.startswith("toloka_typed_api") for name in imports(module)), module


def test_the_client_knows_nothing_of_the_sandbox() -> None:
    """Only the command line starts a sandbox."""
    for module in trees():
        if not in_sandbox(module) and not in_cli(module):
            assert not any(map(in_sandbox, imported_modules(module))), module


def test_nobody_but_the_command_line_knows_the_command_line() -> None:
    """The command line is the outermost layer."""
    for module in trees():
        if not in_cli(module):
            assert not any(map(in_cli, imported_modules(module))), module


def test_the_two_clients_do_not_know_each_other() -> None:
    """Neither client imports the other; asyncio takes the shared pieces, blocking code nothing."""
    for module in trees():
        known = imported_modules(module)
        if module.startswith("toloka_typed._blocking") or module == "toloka_typed.client":
            assert not any(name.startswith("toloka_typed._asyncio") for name in known), module
            assert "toloka_typed.async_client" not in known
        if module.startswith("toloka_typed._asyncio") or module == "toloka_typed.async_client":
            blocking = {name for name in known if name.startswith("toloka_typed._blocking")}
            assert blocking <= SHARED_BY_BLOCKING, module
            assert "toloka_typed.client" not in known


def test_the_parts_of_the_clients_are_known_to_the_clients_alone() -> None:
    """Plans do not know who drives them."""
    parts = ("toloka_typed._blocking", "toloka_typed._asyncio")
    for module in trees():
        if module.startswith(parts) or module in {
            "toloka_typed.client",
            "toloka_typed.async_client",
        }:
            continue
        assert not any(name.startswith(parts) for name in imported_modules(module)), module


def test_values_know_nothing_of_requests() -> None:
    """What the application holds needs no plan, no request and no HTTP, however indirectly."""
    ahead, known = list(VALUES), set(VALUES)
    while ahead:
        module = ahead.pop()
        assert not any(name.partition(".")[0] == "httpx" for name in imports(module)), module
        new = imported_modules(module, at_once=True) - known
        known |= new
        ahead += new
    assert "toloka_typed._requests.plan" not in known
    assert not any(name.startswith("toloka_typed._endpoints") for name in known)


def test_requests_know_nothing_of_what_they_are_for() -> None:
    """To send and repeat requests takes no knowledge of tasks, uploads, endpoints or clients."""
    allowed = {"toloka_typed.errors", "toloka_typed._json", "toloka_typed._wire"}
    for module in trees():
        if module.startswith("toloka_typed._requests."):
            others = {one for one in imported_modules(module) if "._requests" not in one}
            assert others <= allowed, module


def test_one_package_calls_the_endpoints() -> None:
    """Only `_endpoints` knows the generated endpoint modules."""
    for module in those_that_import("toloka_typed_api.api"):
        assert f"{module}.".startswith("toloka_typed._endpoints."), module


def test_one_module_names_unset() -> None:
    """What is left out of a request is the business of the endpoints."""
    known = {"toloka_typed._endpoints._base"}
    for name in ("UNSET", "Unset"):
        assert those_that_import(f"toloka_typed_api.types.{name}") == known
    assert those_that_import("toloka_typed_api.types") == known


def calls(module: str) -> set[str]:
    """Give the dotted names that a module calls or takes as values."""
    return {
        ast.unparse(node) for node in ast.walk(trees()[module]) if isinstance(node, ast.Attribute)
    }


def test_only_drivers_sleep() -> None:
    """Waiting is a plan's effect; two modules carry it out."""
    sleeping = {
        module
        for module in trees()
        if not in_sandbox(module) and calls(module) & {"time.sleep", "asyncio.sleep"}
    }
    assert sleeping == DRIVERS
    assert not those_that_import("time.sleep")
    assert not those_that_import("asyncio.sleep")


def test_only_transports_send() -> None:
    """Sending is a plan's effect; two modules carry it out, and nobody else makes HTTP clients."""
    for module in trees():
        if in_sandbox(module) or module in TRANSPORTS:
            continue
        assert not {"httpx.Client", "httpx.AsyncClient"} & called(module), module
        assert not any(name.endswith(".stream") for name in called(module)), module


def called(module: str) -> set[str]:
    """Give the dotted names that a module calls."""
    nodes = ast.walk(trees()[module])
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


def test_only_the_blocking_driver_starts_threads() -> None:
    """Threads are started in one place of the client, where they also end."""
    starting = {module for module in trees() if "threading.Thread" in called(module)}
    assert {module for module in starting if not in_sandbox(module)} == {
        "toloka_typed._blocking.driver"
    }


def test_imports_make_no_circle() -> None:
    """Modules that need each other at import time have an order."""
    graph = {module: imported_modules(module, at_once=True) for module in trees()}
    list(TopologicalSorter(graph).static_order())


def test_generated_code_knows_nothing_of_ours() -> None:
    """What the generator wrote imports only itself and libraries."""
    for path in GENERATED.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").split(".")[0] != "toloka_typed", path
            elif isinstance(node, ast.Import):
                assert all(a.name.split(".")[0] != "toloka_typed" for a in node.names), path


LAZY = ["asyncio", "tqdm", "starlette", "uvicorn", "yaml", "anyio", "toloka_typed.async_client"]


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("toloka_typed", [*LAZY, SANDBOX, CLI]),
        ("toloka_typed.sandbox", ["asyncio", "starlette", "uvicorn"]),
        ("toloka_typed.sandbox.pytest_plugin", ["asyncio", "starlette", "uvicorn"]),
        ("toloka_typed.cli", ["asyncio", "starlette", "uvicorn"]),
    ],
)
def test_importing_is_cheap(module: str, absent: list[str]) -> None:
    """Importing brings in nothing that only some programs need."""
    script = f"import sys, {module}\nprint([name for name in {absent!r} if name in sys.modules])"
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(GENERATED.parent)!r}]\n"
    found = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", paths + script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
