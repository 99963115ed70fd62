"""Virtual environments for the scripts: each script makes what it needs and continues in it.

Runs on any Python 3 (it looks for a new enough one), and imports nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14", "python3")
TOLOKA_KIT = (
    "toloka-kit==1.2.3",
    "httpx==0.27.2",
    "attrs==23.2.0",
    "cattrs==23.2.3",
    "setuptools==80.9.0",
)


def enter() -> None:
    """Continue the running script in the project's environment, made first if missing or stale."""
    home = ROOT / ".venv"
    if Path(sys.prefix) == home and _is_current(home, _project_stamp()):
        return
    make(home, _project_stamp(), ["-c", str(CONSTRAINTS), "-e", str(ROOT), "--group", "test"])
    script = Path(sys.argv[0]).resolve()
    python = home / "bin" / "python"
    os.environ["PATH"] = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execv(python, [str(python), str(script), *sys.argv[1:]])  # noqa: S606 - the same script


def toloka_kit_python() -> Path:
    """Give the interpreter of an environment that holds toloka-kit and the pins it needs."""
    home = ROOT / ".venv-toloka-kit"
    make(home, "\n".join(TOLOKA_KIT), list(TOLOKA_KIT))
    return home / "bin" / "python"


def _project_stamp() -> str:
    parts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_current(home: Path, stamp: str) -> bool:
    written = home / "stamp"
    return written.is_file() and written.read_text() == stamp


def make(home: Path, stamp: str, requirements: list[str]) -> None:
    """Build the environment in place; an interrupted build leaves no stamp and is done again."""
    if _is_current(home, stamp):
        return
    print(f"making {home.name} ...", file=sys.stderr, flush=True)
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([_base_python(), "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq"]
    pip.append("--disable-pip-version-check")
    subprocess.run([*pip, "pip>=25.1"], check=True)
    subprocess.run([*pip, *requirements], check=True, cwd=ROOT)
    (home / "stamp").write_text(stamp)


def _base_python() -> str:
    if tuple(sys.version_info[:2]) >= (3, 11):
        return getattr(sys, "_base_executable", None) or sys.executable
    for name in PYTHONS:
        found = shutil.which(name)
        probe = "import sys; sys.exit(sys.version_info < (3, 11))"
        if found and subprocess.run([found, "-c", probe], check=False).returncode == 0:
            return found
    raise SystemExit("Python 3.11 or later is needed, and none is on the PATH")
