"""Finding files: a path or an address to raw files, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec

from etl.documents import RawFile
from etl.errors import TerminalError, TransientError
from etl.ingest.sidecars import Sidecars, hidden


def scan(target: str) -> Iterator[RawFile]:
    """The files of ``target``: a file, a folder with all folders in it, or an fsspec address (s3://, gs://, https://...).

    Hidden files and sidecars are no files of their own; links are followed, each folder is entered once. A file that
    is named itself is always yielded. Raises TerminalError where there is nothing at ``target``.
    """
    return _scan_address(target) if is_address(target) else _scan_path(Path(target))


def is_address(target: str) -> bool:
    """Whether ``target`` is to be opened through fsspec rather than as a local path."""
    return "://" in target or "::" in target


def _scan_path(target: Path) -> Iterator[RawFile]:
    if not target.exists():
        raise TerminalError(f"there is no file or folder {target}")
    if not target.is_dir():
        yield RawFile(str(target), target.stat().st_size)
        return
    if not os.access(target, os.R_OK | os.X_OK):
        raise TerminalError(f"the folder {target} may not be read")
    yield from _walk(target, set())


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[RawFile]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in entered:
        return
    entered.add((status.st_dev, status.st_ino))
    try:
        with os.scandir(folder) as listing:
            entries = sorted((entry for entry in listing if not hidden(entry.name)), key=lambda entry: entry.name)
    except PermissionError:
        # Reading it as a file says in the quarantine what is wrong.
        yield RawFile(str(folder), 0)
        return
    folders = {entry.name for entry in entries if entry.is_dir()}
    sidecars = Sidecars(entry.name for entry in entries if entry.name not in folders)
    for entry in entries:
        if entry.name in folders:
            yield from _walk(folder / entry.name, entered)
        elif not sidecars.is_sidecar(entry.name):
            # A dangling link is yielded too: reading it says what is wrong.
            yield RawFile(str(folder / entry.name), entry.stat().st_size if Path(entry.path).exists() else 0)


def _scan_address(target: str) -> Iterator[RawFile]:
    try:
        system, path = fsspec.core.url_to_fs(target)
    except (ValueError, ImportError) as error:
        raise TerminalError(f"cannot open {target}: {error}") from error
    try:
        if not system.exists(path):
            raise TerminalError(f"there is nothing at {target}")
        if system.isfile(path):
            yield RawFile(target, int(system.size(path) or 0))
            return
        found: dict[str, dict[str, Any]] = system.find(path, detail=True)
    except TerminalError:
        raise
    except PermissionError as error:
        raise TerminalError(f"{target} may not be read: {error}") from error
    except Exception as error:
        # The client of each store has errors of its own for a network that fails.
        raise TransientError(f"cannot list {target}: {error}") from error
    # Object stores mark empty folders by an empty object whose name ends in a slash.
    names = sorted(name for name in found if not name.endswith("/") and not hidden(name[len(path) :]))
    sidecars = Sidecars(names)
    for name in names:
        if not sidecars.is_sidecar(name):
            yield RawFile(system.unstrip_protocol(name), int(found[name].get("size") or 0))
