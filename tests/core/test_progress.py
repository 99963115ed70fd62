"""Who sees how far something is."""

from __future__ import annotations

import io
import sys
import types
from typing import Any

import pytest

from toloka_typed import Operation, UploadProgress
from toloka_typed._progress import is_wanted, watching_operation, watching_upload

HALF = UploadProgress(read=10, confirmed=4, refused=1, total=10)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def operation(status: str, progress: int | None) -> Operation:
    return Operation(id="1", type="X", status=status, progress=progress)


def test_a_bar_is_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a word a bar is shown on a terminal and in a notebook, and nowhere else."""
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert not is_wanted(None)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert is_wanted(None)
    monkeypatch.setattr(sys, "stderr", None)
    assert not is_wanted(None)
    for shell, wanted in (("ZMQInteractiveShell", True), ("TerminalInteractiveShell", False)):
        ipython: Any = types.ModuleType("IPython")
        ipython.get_ipython = type(shell, (), {})
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        assert is_wanted(None) is wanted


def test_a_bool_decides(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`True` and `False` hold wherever a person looks or not."""
    with watching_upload(True, total=10) as watch:
        assert watch is not None
        watch(UploadProgress(read=5, confirmed=2, refused=0, total=10))
        watch(HALF)
    assert "5/10" in capsys.readouterr().err
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with watching_upload(False, total=10) as watch:
        assert watch is None
    with watching_operation(False) as look:
        assert look is None
    assert terminal.getvalue() == ""


def test_a_callable_gets_each_update() -> None:
    """A callable is called itself, and no bar is shown."""
    seen: list[Any] = []
    with watching_upload(seen.append, total=None) as watch:
        assert watch is not None
        watch(HALF)
    with watching_operation(seen.append) as look:
        assert look is not None
        look(operation("RUNNING", 5))
    assert seen == [HALF, operation("RUNNING", 5)]


def test_an_operation_s_bar_shows_status_and_percent(capsys: pytest.CaptureFixture[str]) -> None:
    """The bar of a wait shows what the operation says of itself, also if it says nothing."""
    with watching_operation(True) as look:
        assert look is not None
        look(operation("RUNNING", None))
        look(operation("RUNNING", 40))
        look(operation("SUCCESS", 100))
    shown = capsys.readouterr().err
    assert "SUCCESS" in shown
    assert "40/100" in shown
    assert "100/100" in shown


def test_an_upload_of_unknown_length_has_a_bar_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a total the bar counts."""
    with watching_upload(True, total=None) as watch:
        assert watch is not None
        watch(UploadProgress(read=3, confirmed=3, refused=0, total=None))
    assert "3 tasks" in capsys.readouterr().err


def test_what_a_callable_raises_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A callable that fails stops nothing, and is not passed over in silence."""

    def fail(_: object) -> None:
        raise RuntimeError("the caller's own trouble")

    with watching_upload(fail, total=None) as watch, watching_operation(fail) as look:
        assert watch is not None
        assert look is not None
        watch(HALF)
        look(operation("RUNNING", 5))
    assert caplog.text.count("RuntimeError: the caller's own trouble") == 2
