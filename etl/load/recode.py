"""Coding again what is in the warehouse, from the texts that it keeps: after a new version, or a longer lexicon."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from etl.contract import event_json
from etl.documents import Document, Origin, RawFile
from etl.load.counts import RunPlan
from etl.load.ids import as_uuid
from etl.load.ledger import manifest_row, open_batches
from etl.load.statements import execute, transaction
from etl.load.version import coding_version
from etl.pipeline import code
from etl.warehouse.connect import connect
from etl.warehouse.copying import copy_rows
from etl.warehouse.schema import metadata

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


def from_params(params: Mapping[str, Any]) -> Selection:
    """The selection that a form of these ``params`` describes."""
    ids = params["document_ids"]
    days = (params["first_day"], params["last_day"])
    return Selection(params["version"], params["source"], *days, tuple(ids) if ids else None)


@dataclass(frozen=True, slots=True)
class Change:
    """One event that a re-coding would add, remove or change; ``before`` or ``after`` is None where it is not there."""

    document_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


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
                target=f"stored documents {selection}",
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
    for row in rows:
        origin = Origin(row.uri, row.sha256, row.member, row.position, row.encoding, row.encoding_confidence)
        yield Document(
            document_id=row.document_id,
            source=row.source_code,
            raw_text=row.raw_text,
            origin=origin,
            title=row.title,
            url=row.url,
            author=row.author,
            section=row.section,
            published_at=row.published_at,
            published_on=row.published_on,
            published_source=row.published_source,
            undated_reason=row.undated_reason_code,
            undated_surface=row.undated_surface,
            language=row.language_code,
        )


def changes(selection: Selection, *, url: str | None = None) -> Iterator[Change]:
    """What coding ``selection`` again would change, event by event; nothing is written."""
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            found = [identifier for identifier, _ in _selected(cursor, selection)]
        for i in range(0, len(found), RANGE):
            ids = found[i : i + RANGE]
            with transaction(connection) as cursor:
                documents = execute(cursor, "stored_documents", ids=ids).fetchall()
                stored = execute(cursor, "stored_events", ids=ids).fetchall()
            for document in documents:
                before = {row.event_id: _stored(row) for row in stored if row.document_id == document.document_id}
                after = _coded(document.raw_text, document.published_on, document.document_id)
                for event_id in sorted(before.keys() | after.keys()):
                    old, new = before.get(event_id), after.get(event_id)
                    if old != new:
                        yield Change(document.document_id, old, new)
    finally:
        connection.close()


def _selected(
    cursor: Any, selection: Selection, after: str | None = None, until: str | None = None
) -> Iterator[tuple[str, int]]:
    values = asdict(selection)
    ids = list(selection.document_ids) if selection.document_ids is not None else None
    values |= {"current": coding_version(), "document_ids": ids, "after": after, "until": until}
    for row in execute(cursor, "select_documents", **values):
        yield row.document_id, row.bytes


def _stored(row: Any) -> dict[str, Any]:
    return {
        "event_type": row.event_type,
        "modality": row.modality,
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
        "place": row.place,
        "figures": row.figures,
        "trigger": row.surface,
    }


def _coded(raw_text: str, day: date | None, document_id: str) -> dict[str, dict[str, Any]]:
    found = {}
    for event in code(raw_text, day, document_id).events:
        values = event_json(event)
        found[as_uuid(event.event_id)] = {
            "event_type": values["event_type"],
            "modality": values["modality"],
            "starts_on": values["date_start"],
            "ends_on": values["date_end"],
            "place": values["place"] and values["place"]["text"],
            "figures": len(set(values["figures"])),
            "trigger": values["trigger"]["text"],
        }
    return found
