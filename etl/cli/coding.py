"""What commands that code on their own share with the load: its bounds, and one sentence for what goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from etl.bounds import bounded_memory, said
from etl.documents import Document, Origin, Rejection
from etl.errors import TerminalError, WaqaiError
from etl.terminal import say
from etl.warm import warm_up

log = logging.getLogger(__name__)

Made = TypeVar("Made")


@contextmanager
def coding(what: str) -> Iterator[None]:
    """A block that reads and codes ``what``, within the memory that a batch may take. Raises TerminalError."""
    warm_up()
    try:
        with bounded_memory():
            yield
    except (WaqaiError, OSError):
        raise
    except Exception as error:
        log.debug("coding failed", exc_info=True)
        raise TerminalError(f"{what}: coding failed, {said(error)}") from error


def coded_documents(
    file: str, published: datetime | None, code: Callable[[Document], Made]
) -> Iterator[tuple[Document, Made]]:
    """The documents of ``file`` with what ``code`` makes of each; one on which it fails is told, and the others go on.

    Raises TerminalError at the end where one failed, at once where the file cannot be read.
    """
    failed = 0
    with coding(file):
        for document in _documents(file, published):
            try:
                made = code(document)
            except Exception as error:
                log.debug("coding failed", exc_info=True)
                failed += 1
                say(f"{_place(file, document.origin)}: coding failed, {said(error)}", err=True)
            else:
                yield document, made
    if failed:
        raise TerminalError(f"{file}: {failed} of its documents could not be coded, as told above")


def _documents(file: str, published: datetime | None) -> Iterator[Document]:
    """The documents of ``file``; what could not become one is told beside them, or raised where there is none."""
    from etl.ingest import read_file, scan

    refused: list[str] = []
    found = 0
    for raw_file in scan(file):
        for item in read_file(raw_file, published_on=published.date() if published else None):
            if isinstance(item, Rejection):
                refused.append(f"{_place(file, item.origin)}: {item.detail} ({item.reason_code})")
            else:
                found += 1
                yield item
            while found and refused:
                say(refused.pop(0), err=True)
    if refused:
        raise TerminalError(refused[0])


def _place(file: str, origin: Origin) -> str:
    """Where in ``file`` something stands, for people."""
    member = f" {origin.member}" if origin.member else ""
    return f"{file}{member}" + (f", document {origin.position + 1}" if origin.position else "")
