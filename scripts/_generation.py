"""The generated package: made from the API description, and compared with what is checked in.

The generator's own templates are patched first (`openapi/templates/*.patch`). A patch fits one
text of a template only, so a generator that has changed stops here and not in the output.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openapi_python_client
from _documents import DESCRIPTION, ROOT
from openapi_python_client.config import Config, ConfigFile, MetaType

OPTIONS = ROOT / "openapi" / "generator.yaml"
PATCHES = ROOT / "openapi" / "templates"
PACKAGE = ROOT / "generated" / "toloka_typed_api"
HEADER = "# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.\n"

# Isolated, for a pyproject.toml above the output must not change it. TC006 quotes the types that
# cast() would build again at every call. UP013 would turn a TypedDict into a class, which at run
# time takes all its keys for required.
_RUFF_RULES = ("--select", "F401,F541,I,UP,TC006", "--ignore", "UP013")
_RUFF = ("--isolated", "--no-cache", "--quiet", "--target-version", "py311")


class GenerationError(Exception):
    """The package cannot be made; the message says what to do."""


def generate(package: Path, *, description: Path = DESCRIPTION, patches: Path = PATCHES) -> None:
    """Make the package anew at the given path, deleting what is there."""
    shutil.rmtree(package, ignore_errors=True)
    package.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        templates = Path(scratch)
        patch_templates(templates, patches=patches)
        _run_generator(package, description=description, templates=templates)
    ruff = [sys.executable, "-m", "ruff"]
    _run([*ruff, "check", *_RUFF, *_RUFF_RULES, "--fix-only", str(package)])
    _run([*ruff, "format", *_RUFF, "--line-length", "100", str(package)])
    for module in package.rglob("*.py"):
        module.write_text(HEADER + module.read_text(encoding="utf-8"), encoding="utf-8")
    (package / "py.typed").touch()


def patch_templates(directory: Path, *, patches: Path = PATCHES) -> None:
    """Put the generator's templates that have a patch into the directory, patched."""
    originals = installed_templates()
    for patch in sorted(patches.glob("*.patch")):
        original = originals / patch.stem
        _require_patch_fits(patch, original)
        shutil.copy(original, directory)
        _run(["git", "apply", str(patch.resolve())], cwd=directory)


def installed_templates() -> Path:
    """Give the directory of the generator's own templates."""
    return Path(openapi_python_client.__file__).parent / "templates"


def drift() -> list[str]:
    """Give the lines of a diff between what the description gives and what is checked in."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / PACKAGE.name
        generate(fresh)
        return differences(fresh, PACKAGE)


def differences(expected: Path, actual: Path) -> list[str]:
    """Give the lines of a diff between two directories of text files; none if they are equal."""
    names = {
        path.relative_to(top)
        for top in (expected, actual)
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    lines: list[str] = []
    for name in sorted(names):
        if not (actual / name).is_file():
            lines.append(f"{name} is missing")
        elif not (expected / name).is_file():
            lines.append(f"{name} should not be there")
        else:
            before, after = _lines(expected / name), _lines(actual / name)
            lines += difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
    return lines


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _require_patch_fits(patch: Path, original: Path) -> None:
    """Compare the template with the blob name that git wrote into the patch."""
    index = re.search(r"^index ([0-9a-f]{40})\.\.", patch.read_text(encoding="utf-8"), re.MULTILINE)
    content = original.read_bytes() if original.is_file() else b""
    blob = hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False)
    if index is None or index[1] != blob.hexdigest():
        raise GenerationError(
            f"{patch.name} was made for another text of {original.name}: the generator has changed."
            " Install the pinned version, or make the patch anew (openapi/README.md)."
        )


def _run_generator(package: Path, *, description: Path, templates: Path) -> None:
    config = Config.from_sources(
        ConfigFile.load_from_path(OPTIONS),
        MetaType.NONE,
        description,
        file_encoding="utf-8",
        overwrite=False,
        output_path=package,
    )
    with contextlib.redirect_stdout(io.StringIO()):  # it says where it writes
        found = openapi_python_client.generate(config=config, custom_template_path=templates)
    if found:
        # Warnings too: they mean that something was left out.
        raise GenerationError("\n".join(f"{one.header}\n{one.detail}" for one in found))


def _run(command: list[str], *, cwd: Path | None = None) -> None:
    # With a ceiling, git does not take a repository above the directory for its own.
    ceiling = {} if cwd is None else {"GIT_CEILING_DIRECTORIES": str(cwd.parent)}
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | ceiling, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise GenerationError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
