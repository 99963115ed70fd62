"""A sandbox starts, answers, stops, and keeps apart from the client."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

import toloka_typed.sandbox
from tests.sandbox.api import POOL, Api, task
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Delay

PACKAGE = Path(toloka_typed.sandbox.__file__).parent


def test_answers_on_the_loopback_interface_while_it_runs() -> None:
    """Inside the `with` the URL answers; after it nothing listens there."""
    with Sandbox() as sandbox:
        url = sandbox.url
        assert url.startswith("http://127.0.0.1:")
        with Api(url) as api:
            assert api.get("/requester")["balance"] == 121.3
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_has_no_url_before_it_starts() -> None:
    """A sandbox that does not run says so when asked for its address."""
    with pytest.raises(RuntimeError, match="start"):
        Sandbox().url  # noqa: B018 - reading it is the test


def test_starts_and_stops_any_number_of_times() -> None:
    """State outlives a stop, and starting or stopping twice does no harm."""
    sandbox = Sandbox()
    sandbox.start()
    assert sandbox.start() is sandbox
    with Api(sandbox.url) as api:
        api.create(task("kept"))
    sandbox.stop()
    sandbox.stop()
    with sandbox, Api(sandbox.url) as api:
        assert api.ids()


def test_takes_the_port_it_is_given() -> None:
    """`port` fixes the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Sandbox(port=port) as sandbox:
        assert sandbox.url == f"http://127.0.0.1:{port}"


def test_two_sandboxes_know_nothing_of_each_other() -> None:
    """Each sandbox has its own tasks."""
    with Sandbox() as one, Sandbox() as other, Api(one.url) as api:
        api.create(task())
        assert (len(one.tasks()), len(other.tasks())) == (1, 0)


def test_stopping_ends_all_waiting() -> None:
    """An answer that was to come in an hour comes when the sandbox stops."""
    with Sandbox(faults=[Fault("*", Delay(after_handling=3600))]) as sandbox:
        statuses: list[int] = []

        def ask() -> None:
            statuses.append(httpx.get(f"{sandbox.url}/api/v1/requester").status_code)

        thread = threading.Thread(target=ask)
        thread.start()
        while not sandbox.requests:
            time.sleep(0.001)
    thread.join()
    assert statuses == [401]


def test_may_be_asked_from_other_threads_while_it_answers(sandbox: Sandbox, api: Api) -> None:
    """Reading tasks in one thread and creating them in others loses nothing."""

    def create() -> None:
        for _ in range(10):
            assert api.create([task(), task()]).status_code == 201

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    counts = [len(sandbox.tasks()) for _ in range(20)]
    for thread in threads:
        thread.join()
    assert counts == sorted(counts)
    assert len({one["id"] for one in sandbox.tasks()}) == 80


def test_the_fixture_is_a_running_sandbox(toloka_sandbox: Sandbox) -> None:
    """The pytest fixture answers and begins without tasks."""
    with Api(toloka_sandbox.url) as api:
        assert api.get("/tasks", pool_id=POOL) == {"items": [], "has_more": False}


def test_the_pytest_plugin_imports_nothing_of_the_extra() -> None:
    """A pytest run that does not use the fixture needs neither starlette nor uvicorn."""
    program = (
        "import sys, toloka_typed.sandbox.pytest_plugin\n"
        "print({'starlette', 'uvicorn', 'h11'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("module", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_imports_nothing_of_the_client(module: Path) -> None:
    """No module of the sandbox imports the client or the generated package."""
    names: list[str] = []
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.append(node.module or "")
    ours = [name for name in names if name.split(".")[0].startswith("toloka")]
    assert all(name.startswith("toloka_typed.sandbox") for name in ours)
