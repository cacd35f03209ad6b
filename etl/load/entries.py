"""The ledger's side of a part: what came of every file, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.documents import UNKNOWN_SOURCE, Document, Rejection
from etl.ids import as_uuid, row_id
from etl.load.addresses import without_forbidden
from etl.load.statements import execute
from etl.warehouse.copying import stage_rows
from etl.warehouse.schema import metadata


@dataclass(slots=True)
class FilePart:
    """Some or all of what one file holds."""

    uri: str
    #: The file begins, or ends, with this part.
    is_first: bool
    is_last: bool = False
    #: SHA-256 over the bytes that were read and those of the sidecar; None where they could not be.
    fingerprint: str | None = None
    documents: list[Document] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def enter_part(
    cursor: Cursor,
    part: list[FilePart],
    run_id: str,
    reading: str,
    loaded: Mapping[str, int],
    refused: Mapping[str, str],
    now: datetime,
) -> None:
    """Count every file's documents, quarantine what was refused, close the files that end here.

    ``loaded`` gives the number of events of each document that was coded, ``refused`` what went wrong with the others.
    """
    quarantine: list[tuple[Any, ...]] = []
    columns: dict[str, list[Any]] = {name: [] for name in _COUNTED}
    counted: set[str] = set()
    for file in sorted(part, key=lambda p: p.uri):
        fresh = events = failed = 0
        for document in file.documents:
            identifier = as_uuid(document.document_id)
            if identifier in refused:
                failed += 1
                rejection = Rejection(document.origin, "coding_failed", refused[identifier])
                quarantine.append(_quarantined(rejection, file.uri, run_id, now, identifier))
            elif identifier in loaded and identifier not in counted:
                counted.add(identifier)
                fresh += 1
                events += loaded[identifier]
        quarantine += [_quarantined(rejection, file.uri, run_id, now) for rejection in file.rejections]
        held = len(file.rejections)
        of_documents = (len(file.documents) + held, fresh, len(file.documents) - fresh - failed, failed + held)
        remarks = (
            sum(map(_is_title, file.documents)),
            *_undated(file.documents),
            sum(d.source == UNKNOWN_SOURCE for d in file.documents),
        )
        row = (file.uri, file.is_first, file.is_last, file.fingerprint, *of_documents, events, *remarks)
        for name, value in zip(_COUNTED, row, strict=True):
            columns[name].append(value)
    execute(cursor, "count_files", run_id=run_id, **columns)
    # What a run refuses in a file takes the place of what was refused before when the file ends, with its line in the
    # ledger: of two runs that read one file at once, the last one has both.
    execute(cursor, "begin_refusals", run_id=run_id, uris=sorted(file.uri for file in part if file.is_first))
    if quarantine:
        stage_rows(cursor, metadata.tables["ops.refusals"], quarantine)
        execute(cursor, "add_refusals")
    done = sorted(file.uri for file in part if file.is_last)
    execute(cursor, "lock_files", uris=done)
    execute(cursor, "enter_files", run_id=run_id, uris=done, reading=reading)
    execute(cursor, "clear_quarantine", uris=done)
    execute(cursor, "enter_quarantine", run_id=run_id, uris=done)


_COUNTED = (
    "uris",
    "is_first",
    "is_last",
    "fingerprints",
    "documents_in",
    "documents_loaded",
    "documents_unchanged",
    "documents_quarantined",
    "events_loaded",
    "documents_title_only",
    "documents_undated",
    "documents_day_open",
    "documents_unsourced",
)


def _undated(documents: list[Document]) -> tuple[int, int]:
    """How many have no day of publication, and how many of these state one all the same."""
    undated = [document for document in documents if document.published_on is None]
    return len(undated), sum(document.undated_surface is not None for document in undated)


def _is_title(document: Document) -> bool:
    return document.title is not None and " ".join(document.raw_text.split()) == document.title


def _quarantined(
    rejection: Rejection, uri: str, run_id: str, now: datetime, document_id: str | None = None
) -> tuple[Any, ...]:
    o = rejection.origin
    identifier = row_id("quarantine", uri, o.member, o.position, rejection.reason_code)
    where = (uri, without_forbidden(o.member), o.position, document_id, o.sha256)
    return (identifier, *where, rejection.reason_code, without_forbidden(rejection.detail), run_id, now)
