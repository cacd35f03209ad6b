"""Coding again what is in the warehouse, from the texts that it keeps: after a new version, or a longer lexicon."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from etl.documents import Document, Origin, RawFile
from etl.load.compare import Change, compared
from etl.load.counts import RunPlan
from etl.load.ledger import manifest_row, open_batches
from etl.load.part import CodingCache, coded_text, where_raised
from etl.load.rows import Rows, coded_rows
from etl.load.statements import execute, transaction
from etl.load.version import coding_version
from etl.warehouse.connect import connect
from etl.warehouse.copying import copy_rows
from etl.warehouse.schema import CODING, metadata

log = logging.getLogger(__name__)

#: What stands in the manifest for a range of stored documents: documents:FIRST_ID:LAST_ID.
SCHEME = "documents:"
#: Documents of one such range, which is read and coded at once.
RANGE = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to code again, of those that the current version did not code; None chooses all."""

    version: str | None = None
    source: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    document_ids: tuple[str, ...] | None = None

    @classmethod
    def parse(cls, text: str) -> Selection:
        """The selection that :meth:`__str__` wrote."""
        values = json.loads(text)
        ids = values.pop("document_ids")
        return cls(**values, document_ids=None if ids is None else tuple(ids))

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def described(self) -> str:
        """The selection in words, as `waqai status` shows it."""
        stored = f"{len(self.document_ids)} stored documents" if self.document_ids else "stored documents"
        limits = {
            "coded by": self.version,
            "of": self.source,
            "published from": self.first_day,
            "published to": self.last_day,
        }
        return " ".join([stored, *(f"{words} {value}" for words, value in limits.items() if value)])


def from_params(params: Mapping[str, Any]) -> Selection:
    """The selection that a form of these ``params`` describes."""
    ids = params["document_ids"]
    days = (params["first_day"], params["last_day"])
    return Selection(params["version"], params["source"], *days, tuple(ids) if ids else None)


def plan_recoding(selection: Selection, *, url: str | None = None) -> RunPlan:
    """Open a run over the stored documents of ``selection``; its batches are processed like any others."""
    run_id = str(uuid.uuid4())
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            found = list(_selected(cursor, selection))
            ranges = [found[i : i + RANGE] for i in range(0, len(found), RANGE)]
            files = [RawFile(f"{SCHEME}{part[0][0]}:{part[-1][0]}", sum(size for _, size in part)) for part in ranges]
            execute(
                cursor,
                "open_run",
                run_id=run_id,
                target=selection.described(),
                published_on=None,
                source_code=None,
                coding_version=coding_version(),
                reading=str(selection),
            )
            rows = [manifest_row(run_id, file.uri, file.size, None) for file in files]
            copy_rows(cursor, metadata.tables["ops.run_files"], rows)
            batch_ids = open_batches(cursor, run_id, files) if files else ()
    finally:
        connection.close()
    return RunPlan(run_id, batch_ids, len(files), 0)


def stored_documents(uri: str, selection: Selection, *, url: str) -> Iterator[Document]:
    """The documents of the range ``uri`` that belong to ``selection``, as they were read from their files."""
    first, last = uri.removeprefix(SCHEME).split(":")
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            ids = [identifier for identifier, _ in _selected(cursor, selection, first, last)]
            rows = execute(cursor, "stored_documents", ids=ids).fetchall()
    finally:
        connection.close()
    return map(_document, rows)


def _document(row: Any) -> Document:
    return Document(
        document_id=row.document_id,
        source=row.source_code,
        raw_text=row.raw_text,
        origin=Origin(row.uri, row.sha256, row.member, row.position, row.encoding, row.encoding_confidence),
        title=row.title,
        url=row.url,
        author=row.author,
        section=row.section,
        record_id=row.source_record_id,
        published_at=row.published_at,
        published_on=row.published_on,
        published_source=row.published_source,
        undated_reason=row.undated_reason_code,
        undated_surface=row.undated_surface,
        language=row.language_code,
    )


def changes(selection: Selection, *, url: str | None = None) -> Iterator[Change]:
    """What coding ``selection`` again would change, row by row, document by document; nothing is written.

    A document that cannot be coded any more is warned about and left out: the run would leave it alone, too.
    """
    order = [table.name for table in CODING]
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            found = [identifier for identifier, _ in _selected(cursor, selection)]
        for i in range(0, len(found), RANGE):
            with transaction(connection) as cursor:
                rows = execute(cursor, "stored_documents", ids=found[i : i + RANGE]).fetchall()
                made, ids = _made(map(_document, rows))
                yield from sorted(compared(cursor, ids, made), key=lambda c: (c.document_id, order.index(c.table)))
    finally:
        connection.close()


def _made(documents: Iterable[Document]) -> tuple[Rows, list[str]]:
    """Rows by table, and the ids of the documents that they belong to."""
    made: Rows = {table.name: [] for table in CODING}
    ids = []
    for document in documents:
        try:
            text, coded = coded_text(document, document.document_id, document.published_on, CodingCache())
        except Exception as error:  # noqa: BLE001 - it is this document's alone; the run would refuse it and go on
            log.warning("%s would be refused: %s", document.document_id, where_raised(error))
            continue
        ids.append(document.document_id)
        for name, rows in coded_rows(document, text, coded).items():
            made[name] += rows
    return made, ids


def _selected(
    cursor: Any, selection: Selection, after: str | None = None, until: str | None = None
) -> Iterator[tuple[str, int]]:
    values = asdict(selection)
    ids = list(selection.document_ids) if selection.document_ids is not None else None
    values |= {"current": coding_version(), "document_ids": ids, "after": after, "until": until}
    for row in execute(cursor, "select_documents", **values):
        yield row.document_id, row.bytes
