"""What commands that code on their own share with the load: its bounds, and one sentence for what goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from etl.bounds import bounded_memory, said
from etl.documents import Document, Rejection
from etl.errors import TerminalError, WaqaiError
from etl.terminal import say
from etl.warm import warm_up

log = logging.getLogger(__name__)


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


def documents_of(file: str, published: datetime | None) -> Iterator[Document]:
    """The documents of ``file``; what could not become one is told beside them, or raised where there is none."""
    from etl.ingest import read_file, scan

    refused: list[str] = []
    found = 0
    for raw_file in scan(file):
        for item in read_file(raw_file, published_on=published.date() if published else None):
            if isinstance(item, Rejection):
                member = f" {item.origin.member}" if item.origin.member else ""
                refused.append(f"{file}{member}: {item.detail} ({item.reason_code})")
            else:
                found += 1
                yield item
            while found and refused:
                say(refused.pop(0), err=True)
    if refused:
        raise TerminalError(refused[0])
