"""The generated package is what the description gives, on any machine, or generating fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import _generation
import pytest
import yaml
from _documents import DESCRIPTION

SCRIPTS = Path(_generation.__file__).parent
GENERATE = "import sys, pathlib, _generation; _generation.generate(pathlib.Path(sys.argv[1]))"


def test_the_checked_in_package_is_up_to_date() -> None:
    """Generating anew gives the package in the repository, byte for byte."""
    assert _generation.drift() == []


def test_output_depends_on_the_description_alone(tmp_path: Path) -> None:
    """Neither the hash seed nor a pyproject.toml above the output changes a byte."""
    outputs = [tmp_path / "one" / "toloka_typed_api", tmp_path / "two" / "toloka_typed_api"]
    for seed, output in enumerate(outputs):
        output.parent.mkdir()
        width = f"[tool.ruff]\nline-length = {100 - 40 * seed}\n"
        (output.parent / "pyproject.toml").write_text(width)
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(SCRIPTS)}
        command = [sys.executable, "-c", GENERATE, str(output)]
        subprocess.run(command, env=environment, cwd=output.parent, check=True)  # noqa: S603
    assert _generation.differences(*outputs) == []


def test_stray_files_are_removed(tmp_path: Path) -> None:
    """A file that the description no longer gives does not survive."""
    package = tmp_path / "toloka_typed_api"
    package.mkdir()
    (package / "stray.py").write_text("")
    _generation.generate(package)
    assert not (package / "stray.py").exists()


def test_every_module_says_that_it_is_generated() -> None:
    """Each module opens with the warning not to edit it, and the package is marked as typed."""
    modules = list(_generation.PACKAGE.rglob("*.py"))
    assert len(modules) > 40
    assert all(module.read_text().startswith(_generation.HEADER) for module in modules)
    assert (_generation.PACKAGE / "py.typed").is_file()


def test_drift_is_shown_file_by_file(tmp_path: Path) -> None:
    """A changed, a missing and a stray file are named, with the changed lines."""
    copy = tmp_path / "toloka_typed_api"
    shutil.copytree(_generation.PACKAGE, copy)
    (copy / "errors.py").unlink()
    (copy / "stray.py").write_text("")
    types = copy / "types.py"
    types.write_text(types.read_text().replace("class File", "class Folder"))
    lines = _generation.differences(_generation.PACKAGE, copy)
    assert "errors.py is missing" in lines
    assert "stray.py should not be there" in lines
    assert "-class File:" in lines
    assert "+class Folder:" in lines


def test_a_description_that_loses_an_endpoint_fails(tmp_path: Path) -> None:
    """What the generator only warns about, and leaves out, stops the generation."""
    document = yaml.safe_load(DESCRIPTION.read_text())
    body = document["paths"]["/tasks"]["post"]["requestBody"]
    body["content"] = {"application/x-unknown": body["content"]["application/json"]}
    description = tmp_path / "broken.yaml"
    description.write_text(yaml.safe_dump(document, sort_keys=False))
    with pytest.raises(_generation.GenerationError, match="POST /tasks"):
        _generation.generate(tmp_path / "toloka_typed_api", description=description)


def test_patches_fit_the_installed_generator(tmp_path: Path) -> None:
    """Every patch applies, and changes the template that it is named after."""
    _generation.patch_templates(tmp_path)
    patched = {path.name for path in tmp_path.iterdir()}
    assert patched == {path.stem for path in _generation.PATCHES.glob("*.patch")}
    assert "get_kwargs(" in (tmp_path / "endpoint_module.py.jinja").read_text()


@pytest.mark.parametrize("changed", ["another text", None], ids=["changed", "gone"])
def test_a_changed_template_stops_the_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str | None
) -> None:
    """A generator whose template is not the one that was patched is refused by name."""
    originals = tmp_path / "originals"
    shutil.copytree(_generation.installed_templates(), originals)
    template = originals / "types.py.jinja"
    text = template.read_text()
    template.unlink()
    if changed:
        # at the end, where the patch would still apply
        template.write_text(f"{text}\n{changed}\n")
    monkeypatch.setattr(_generation, "installed_templates", lambda: originals)
    with pytest.raises(_generation.GenerationError, match=r"types\.py\.jinja"):
        _generation.generate(tmp_path / "toloka_typed_api")
