"""Where a document was found, and which of those places is believed on its title, address and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.documents import Document
from etl.ids import as_uuid
from etl.load.addresses import storable, without_forbidden
from etl.load.rows import origin_id
from etl.load.statements import execute


@dataclass(frozen=True, slots=True)
class FoundOrigin:
    """One place where a document was found: a row of ``core.document_origins``."""

    row: tuple[Any, ...]
    #: The database does not know it yet.
    is_new: bool
    origin_id: str
    published_on: date | None
    trust: tuple[Any, ...]
    described: tuple[Any, ...]

    @property
    def run_id(self) -> str:
        """The run that read it last."""
        return str(self.row[_RUN])


# From most to least trusted.
_TRUST = ("metadata", "sidecar", "path", "dateline", "argument", "none")
# Where the ordinal in the file and the run stand in a row.
_POSITION, _RUN = 4, 18


def find_origins(cursor: Cursor, documents: Sequence[Document], run_id: str) -> dict[str, dict[str, FoundOrigin]]:
    """Origins by document and origin id: those that the database knows, and over them those of ``documents``."""
    found: dict[str, dict[str, FoundOrigin]] = {as_uuid(document.document_id): {} for document in documents}
    for row in execute(cursor, "known_origins", ids=list(found)):
        found[row.document_id][row.origin_id] = _origin(tuple(row), is_new=False)
    known = {identifier for of in found.values() for identifier in of}
    for document in documents:
        row = _origin_row(document, run_id)
        of_document = found[as_uuid(document.document_id)]
        before = of_document.get(row[0])
        # Of two in one file the first counts, even where they load in different parts.
        if before is None or before.run_id != run_id or before.row[_POSITION] > row[_POSITION]:
            of_document[row[0]] = _origin(row, is_new=row[0] not in known)
    return found


def _origin_row(d: Document, run_id: str) -> tuple[Any, ...]:
    o = d.origin
    found = (storable(o.uri), without_forbidden(o.member), o.position, o.sha256, o.encoding, o.encoding_confidence)
    said = (d.title, d.url, d.author, d.section, d.published_at, d.published_on, d.published_source)
    undated = (d.undated_reason, d.undated_surface)
    return (origin_id(d), as_uuid(d.document_id), *found, *said, *undated, d.language, run_id, d.record_id)


def _origin(row: tuple[Any, ...], *, is_new: bool) -> FoundOrigin:
    identifier, _, uri, member = row[:4]
    title, url, _, _, at, on, known = row[8:15]
    instant: datetime | None = at
    trust = (
        _TRUST.index(known),
        on or date.max,
        instant is None,
        instant.timestamp() if instant else 0,
        title is None,
        title or "",
        url or "",
        uri,
        member,
    )
    return FoundOrigin(row, is_new, identifier, on, trust, (*row[8:_RUN], row[_RUN + 1]))
