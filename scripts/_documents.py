"""API documents: read from a file or a git revision, with the files that they refer to."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TypeAlias

import attrs
import yaml

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTION = ROOT / "openapi" / "toloka.yaml"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class DocumentError(Exception):
    """A document or a part of it cannot be found; the message names it."""


@attrs.frozen
class Document:
    """One file of an API description."""

    root: dict[str, Json]
    path: Path

    def resolve(self, reference: str) -> tuple[Document, dict[str, Json]]:
        """Give what a reference leads to, and the document that holds it."""
        file, _, pointer = reference.partition("#")
        document = read(self.path.parent / file) if file else self
        found: Json = document.root
        for key in pointer.strip("/").split("/"):
            name = key.replace("~1", "/").replace("~0", "~")
            if not isinstance(found, dict) or name not in found:
                raise DocumentError(
                    f"{document.path} has no {pointer}, which {self.path} refers to"
                )
            found = found[name]
        return document, mapping(found)


_read: dict[Path, Document] = {}


def read(path: Path) -> Document:
    """Read a document, once only: a large one takes seconds."""
    place = path.resolve()
    if place not in _read:
        try:
            _read[place] = parse(place.read_text(encoding="utf-8"), path=place)
        except OSError as error:
            raise DocumentError(f"cannot read {path}: {error.strerror}") from error
    return _read[place]


def at_revision(path: Path, *, revision: str) -> Document:
    """Read a document as it was at a git revision."""
    command = ["git", "show", f"{revision}:./{path.name}"]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DocumentError(f"git has no {path.name} at {revision}: {done.stderr.strip()}")
    return parse(done.stdout, path=path)


def parse(text: str, *, path: Path) -> Document:
    """Make a document of YAML text; the path is where the files that it refers to are found."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Document(root=mapping(yaml.load(text, Loader=loader)), path=path)  # noqa: S506 - safe


def mapping(node: Json) -> dict[str, Json]:
    """Give an object of a document; an absent one is empty."""
    if node is None:
        return {}
    if not isinstance(node, dict):
        raise DocumentError(f"an object is expected where the document has {node!r:.80}")
    return node


def sequence(node: Json) -> list[Json]:
    """Give a list of a document; an absent one is empty."""
    if node is None:
        return []
    if not isinstance(node, list):
        raise DocumentError(f"a list is expected where the document has {node!r:.80}")
    return node
