"""What one transaction loads: documents of some files, coded where they are new, with their ledger rows."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.bounds import bounded_time, check_words, said
from etl.documents import ActorMention, CodedDocument, Document, PlaceMention
from etl.ids import as_uuid, lock_key
from etl.load.entries import FilePart, enter_part
from etl.load.origins import FoundOrigin, find_origins
from etl.load.rows import Rows, coded_rows
from etl.load.sketches import sketch
from etl.load.statements import execute
from etl.load.supersede import keep_documents, supersede
from etl.load.version import coding_version
from etl.pipeline import code_text
from etl.text import Text, read_text
from etl.text.cleaning import CLEANING_VERSION, rebuilt
from etl.warehouse.copying import Row, copy_rows, stage_rows
from etl.warehouse.schema import CODING, metadata

log = logging.getLogger(__name__)

_OWNED = ("documents", "document_texts", "document_sketches")


class CodingCache(dict[tuple[str, date | None], tuple[Text, CodedDocument]]):
    """Codings of the part at hand, so that trying again or splitting does not code again."""


@dataclass(slots=True)
class _Coding:
    """What a part brings: rows by table, for documents that are new and for those that are known."""

    new: Rows = field(default_factory=lambda: {name: [] for name in _OWNED})
    known: Rows = field(default_factory=lambda: {name: [] for name in _OWNED})
    #: The same for the tables of a coding.
    rows: Rows = field(default_factory=lambda: {table.name: [] for table in CODING})
    recoded: Rows = field(default_factory=lambda: {table.name: [] for table in CODING})
    coded: list[CodedDocument] = field(default_factory=list)
    #: Number of events of each document that was coded.
    loaded: dict[str, int] = field(default_factory=dict)
    #: What went wrong with the others.
    refused: dict[str, str] = field(default_factory=dict)


def load_part(
    cursor: Cursor,
    part: list[FilePart],
    run_id: str,
    reading: str,
    cache: CodingCache,
    steps: Callable[[str], None],
) -> None:
    """Load ``part`` inside the transaction of ``cursor``; ``reading`` goes into the ledger.

    Raises psycopg2.Error for what the database refuses, MemoryError where the documents are too much together.
    """
    documents = {as_uuid(d.document_id): d for p in reversed(part) for d in reversed(p.documents)}
    execute(cursor, "lock_documents", keys=sorted(map(lock_key, documents)))
    steps("locked")
    known: dict[str, Any] = {row.document_id: row for row in execute(cursor, "known_documents", ids=list(documents))}
    origins = find_origins(cursor, [d for p in part for d in p.documents], run_id)
    cursor.execute("SELECT now()")
    now = cast(datetime, cursor.fetchall()[0][0])
    result = _Coding()
    for identifier, document in documents.items():
        best = min(origins[identifier].values(), key=lambda origin: origin.trust)
        _code_document(
            result, identifier, document, best, known.get(identifier), cache, (now, run_id), len(documents) == 1
        )
    steps("coded")

    again = sorted(identifier for identifier in result.loaded if identifier in known)
    execute(cursor, "share_links")
    stale = _clusters_of(cursor, again)
    if again:
        keep_documents(cursor, again, run_id)
    _merge(cursor, "sources", {(d.source, None, None, None) for d in documents.values()})
    found = [o for i, of in origins.items() if i not in result.refused for o in of.values() if o.run_id == run_id]
    # Nobody else can touch these documents while we hold their locks: what is new needs no staging.
    for name in _OWNED:
        copy_rows(cursor, metadata.tables[f"core.{name}"], result.new[name])
        _merge(cursor, name, result.known[name])
    copy_rows(cursor, metadata.tables["core.document_origins"], [o.row for o in found if o.is_new])
    _merge(cursor, "document_origins", [o.row for o in found if not o.is_new])
    steps("documents")
    _merge(cursor, "locations", {_location(p) for c in result.coded for p in _places(c) if p.place_id})
    _merge(cursor, "actors", {_actor(a) for c in result.coded for a in _actors(c) if a.actor_id})
    steps("reference")
    for table in CODING:
        copy_rows(cursor, table, result.rows[table.name])
        steps(f"copied {table.name}")
    if again:
        supersede(cursor, again, result.recoded, run_id)
        steps("superseded")
    stale |= _clusters_of(cursor, list(result.loaded))
    execute(cursor, "mark_stale_clusters", keys=sorted(stale))
    enter_part(cursor, part, run_id, reading, result.loaded, result.refused, now)
    steps("ledger")


def _code_document(
    result: _Coding,
    identifier: str,
    document: Document,
    best: FoundOrigin,
    before: Any,
    cache: CodingCache,
    coded_by: tuple[datetime, str],
    is_alone: bool,
) -> None:
    """Code ``document`` into ``result``, unless its coding ``before`` is of this version and for the same day."""
    is_coded = before is not None and (before.coding_version, before.coded_for) == (coding_version(), best.published_on)
    if is_coded and tuple(before[3:]) == (best.origin_id, *best.described):
        return
    target, coding = (result.new, result.rows) if before is None else (result.known, result.recoded)
    if not is_coded:
        try:
            text, coded = coded_text(document, identifier, best.published_on, cache)
            made = coded_rows(document, text, coded)
            drawn = sketch(text)
        except Exception as error:
            if isinstance(error, MemoryError) and not is_alone:
                raise  # perhaps for what others hold
            log.warning("coding %s failed: %r", document.origin.uri, error)
            log.debug("coding failed", exc_info=True)
            result.refused[identifier] = where_raised(error)
            return
        for name, new in made.items():
            coding[name] += new
        result.coded.append(coded)
        result.loaded[identifier] = len(made["events"])
        starts = (text.offsets.clean_starts, text.offsets.raw_starts)
        clean = None if rebuilt(document.raw_text, text.offsets) == text.clean else text.clean
        target["document_texts"].append((identifier, document.raw_text, clean, *starts, CLEANING_VERSION))
        if drawn:
            target["document_sketches"].append((identifier, *drawn, True))
    *described, record_id = best.described
    about = (best.origin_id, *described, len(document.raw_text), coding_version(), *coded_by, record_id)
    target["documents"].append((identifier, document.source, *about))


def coded_text(document: Document, identifier: str, day: date | None, cache: CodingCache) -> tuple[Text, CodedDocument]:
    """``document`` coded for ``day``. Raises whatever a stage raises, and TooMuch for a text that takes too much."""
    found = cache.get((identifier, day))
    if found is None:
        with bounded_time():
            text = read_text(document.raw_text)
            check_words(text)
            found = cache[identifier, day] = text, code_text(text, day, document.document_id)
    return found


def where_raised(error: Exception) -> str:
    """The error and the line of ours that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{said(error)} (in {last.name}, {Path(last.filename).name} line {last.lineno})"


def _clusters_of(cursor: Cursor, document_ids: list[str]) -> set[str]:
    if not document_ids:
        return set()
    return {row.cluster_key for row in execute(cursor, "cluster_keys", ids=document_ids)}


def _places(coded: CodedDocument) -> Iterable[PlaceMention]:
    yield from coded.places
    for event in coded.events:
        yield from filter(None, (event.place, event.origin, event.destination))


def _actors(coded: CodedDocument) -> Iterable[ActorMention]:
    yield from coded.actors
    for event in coded.events:
        yield from (*event.sources, *event.targets, *filter(None, (event.speaker,)))


def _location(p: PlaceMention) -> Row:
    return (p.place_id, p.name_ar, p.name_en, p.country, p.feature, None, p.lat, p.lon, None, False)


def _actor(a: ActorMention) -> Row:
    return (a.actor_id, a.name_ar, a.name_en, a.kind, a.country, a.sector, None, False)


def _merge(cursor: Cursor, name: str, rows: Iterable[Row]) -> None:
    """Bring ``rows`` into a table where others may hold the same ones: by way of a temporary table, in sorted order."""
    held = list(rows)
    if held:
        stage_rows(cursor, metadata.tables[f"core.{name}"], held)
        execute(cursor, f"merge_{name}")
