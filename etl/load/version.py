"""Which extractor coded a document: its version and the fingerprint of its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from etl import __version__

# Sample articles, how to read a source and what only exports and pages need are no knowledge of the extractor.
_NOT_KNOWLEDGE = {
    "news", "sources", "reason_codes.csv", "countries.csv", "interface.csv", "README.md", "__init__.py", "__pycache__",
}  # fmt: skip


@cache
def coding_version() -> str:
    """For instance ``0.1.0+5f0c2a9b41de``. Two documents of the same version were coded by the same rules."""
    digest = hashlib.sha256()
    for path, file in _tables(files("waqai_seeds"), ""):
        content = file.read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _tables(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name in _NOT_KNOWLEDGE or entry.name.endswith(".pyc"):
            continue
        if entry.is_dir():
            yield from _tables(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry
