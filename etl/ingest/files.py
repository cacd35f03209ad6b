"""Bytes from where they lie: local paths and fsspec addresses alike."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

import fsspec

from etl.documents import RawFile
from etl.errors import TransientError
from etl.ingest.content import Content, capture
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.refusal import Refusal
from etl.ingest.scan import is_address
from etl.ingest.sidecars import candidates
from etl.ingest.unpack import is_one_document

#: A sidecar holds a few fields.
SIDECAR_BYTES = 1024 * 1024


def capture_file(raw_file: RawFile, limits: Limits) -> Content:
    """A private copy of the file. Raises Refusal, and TransientError where a network failed."""
    if is_address(raw_file.uri):
        name = PurePosixPath(unquote(urlsplit(raw_file.uri).path)).name or raw_file.uri
        try:
            with fsspec.open(raw_file.uri, "rb") as stream:
                return capture(name, stream, limits, None, is_one_document)
        except Refusal:
            raise
        except (FileNotFoundError, PermissionError) as error:
            if _may_come_back(error):
                raise TransientError(f"cannot read {raw_file.uri}: {error.__cause__}") from error
            raise Refusal("unreadable", str(error)) from error
        except Exception as error:
            raise TransientError(f"cannot read {raw_file.uri}: {error}") from error
    path = Path(raw_file.uri)
    try:
        # A pipe would block for ever on opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refusal("unreadable", "not a regular file")
        with path.open("rb") as stream:
            before = _state(stream)
            content = capture(path.name, stream, limits, None, is_one_document)
            if _state(stream) != before:
                content.close()
                raise Refusal("changed_while_reading", "the file was written to while it was read")
            return content
    except (FileNotFoundError, PermissionError) as error:
        raise Refusal("unreadable", error.strerror or str(error)) from error


def _may_come_back(error: Exception) -> bool:
    """fsspec reports every failure of HTTP as a missing file; the cause tells a lost connection or 503 from a 404."""
    module = type(error.__cause__).__module__
    status = getattr(error.__cause__, "status", None)
    return module.startswith("aiohttp") and (status is None or status in (408, 429) or status >= 500)


def _state(stream: IO[bytes]) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def sidecar_of(uri: str) -> tuple[str, bytes] | None:
    """(name, bytes) of the sidecar beside the file at ``uri``, or None."""
    if not is_address(uri):
        for candidate in candidates(uri):
            path = Path(candidate)
            if path.is_file():
                with path.open("rb") as stream:
                    return path.name, stream.read(SIDECAR_BYTES + 1)
        return None
    if uri.startswith(("http://", "https://")):
        return None
    try:
        system, path_there = fsspec.core.url_to_fs(uri)
        # One listing, which the file system remembers from the scan, costs less than asking for each name.
        beside = set(system.ls(system._parent(path_there), detail=False))
        found = next((candidate for candidate in candidates(path_there) if candidate in beside), None)
        return (PurePosixPath(found).name, system.cat_file(found, end=SIDECAR_BYTES + 1)) if found else None
    except Exception as error:
        raise TransientError(f"cannot look for what lies beside {uri}: {error}") from error


def fingerprint(raw_file: RawFile, limits: Limits = LIMITS) -> str:
    """Hexadecimal SHA-256 over the file's bytes and its sidecar's: the same as long as reading it gives the same.

    Raises Refusal as :func:`capture_file`.
    """
    content = capture_file(raw_file, limits)
    content.close()
    return with_sidecar(content.sha256, sidecar_of(raw_file.uri))


def with_sidecar(sha256: str, beside: tuple[str, bytes] | None) -> str:
    """The fingerprint of a file with ``sha256`` and of what lies ``beside`` it."""
    return sha256 if beside is None else hashlib.sha256(f"{sha256}\n".encode() + beside[1]).hexdigest()
