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

from etl.documents import CodedDocument, Document, Rejection
from etl.load.addresses import storable
from etl.load.ids import as_uuid, lock_key, row_id
from etl.load.rows import Rows, coded_rows, origin_id
from etl.load.sketches import sketch
from etl.load.statements import execute
from etl.load.supersede import supersede
from etl.load.version import coding_version
from etl.pipeline import code_text
from etl.text import Text, read_text
from etl.text.cleaning import CLEANING_VERSION
from etl.warehouse.copying import copy_rows, stage_rows
from etl.warehouse.schema import CODING, metadata

log = logging.getLogger(__name__)


@dataclass(slots=True)
class FilePart:
    """Some or all of what one file holds."""

    uri: str
    #: The file begins, or ends, with this part.
    is_first: bool
    is_last: bool = False
    documents: list[Document] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class CodingCache(dict[tuple[str, date | None], tuple[Text, CodedDocument]]):
    """Codings of the part at hand, so that trying again or splitting does not code again."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """One place where a document was found: a row of ``core.document_origins``."""

    row: tuple[Any, ...]
    origin_id: str
    published_on: date | None
    trust: tuple[Any, ...]
    described: tuple[Any, ...]


# From most to least trusted.
_TRUST = ("metadata", "sidecar", "path", "dateline", "argument", "none")


def load_part(
    cursor: Cursor,
    part: list[FilePart],
    run_id: str,
    reading: str,
    cache: CodingCache,
    steps: Callable[[str], None],
) -> None:
    """Load ``part`` inside the transaction of ``cursor``; ``reading`` goes into the ledger.

    Raises psycopg2.Error for what the database refuses.
    """
    documents = {as_uuid(d.document_id): d for p in reversed(part) for d in reversed(p.documents)}
    execute(cursor, "lock_documents", keys=sorted(map(lock_key, documents)))
    steps("locked")
    known: dict[str, Any] = {row.document_id: row for row in execute(cursor, "known_documents", ids=list(documents))}
    origins = _origins(cursor, part, run_id, list(documents))

    refused: dict[str, str] = {}
    loaded: dict[str, int] = {}
    changed: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    sketches: list[tuple[Any, ...]] = []
    rows: Rows = {table.name: [] for table in CODING}
    coded_all: list[CodedDocument] = []
    now = _now(cursor)
    for identifier, document in documents.items():
        best = min(origins[identifier].values(), key=lambda origin: origin.trust)
        before: Any = known.get(identifier)
        coding = (coding_version(), best.published_on)
        is_coded = before is not None and (before.coding_version, before.coded_for) == coding
        if is_coded and tuple(before[3:]) == (best.origin_id, *best.described):
            continue
        if not is_coded:
            try:
                text, coded = _code(document, identifier, best.published_on, cache)
            except Exception as error:  # whatever goes wrong, it is this document alone that waits
                log.warning("coding %s failed: %r", document.origin.uri, error)
                log.debug("coding failed", exc_info=True)
                refused[identifier] = where_raised(error)
                continue
            made = coded_rows(document, text, coded)
            for name, new in made.items():
                rows[name] += new
            coded_all.append(coded)
            loaded[identifier] = len(made["events"])
            starts = (text.offsets.clean_starts, text.offsets.raw_starts)
            found = sketch(text)
            if found:
                sketches.append((identifier, *found, False))
            texts.append((identifier, document.raw_text, text.clean, *starts, CLEANING_VERSION))
        described = (best.origin_id, *best.described, len(document.raw_text), coding_version(), now, run_id)
        changed.append((identifier, document.source, *described))
    steps("coded")

    _merge(cursor, "sources", {(d.source, None, None, None) for d in documents.values()})
    again = sorted(identifier for identifier in loaded if identifier in known)
    execute(cursor, "mark_stale_clusters", ids=again)
    supersede(cursor, again, run_id)
    _merge(cursor, "documents", changed)
    _merge(cursor, "document_texts", texts)
    _merge(cursor, "document_sketches", sketches)
    kept = (o.row for identifier, of in origins.items() if identifier not in refused for o in of.values())
    _merge(cursor, "document_origins", [row for row in kept if row[-1] == run_id])
    steps("documents")
    _merge(cursor, "locations", {_location(p) for c in coded_all for p in _places(c) if p.place_id})
    _merge(cursor, "actors", {_actor(a) for c in coded_all for a in _actors(c) if a.actor_id})
    steps("reference")
    # Nobody else can hold rows of these documents while we hold their locks: no staging, no conflicts.
    for table in CODING:
        copy_rows(cursor, table, rows[table.name])
        steps(f"copied {table.name}")
    execute(cursor, "mark_stale_clusters", ids=list(loaded))
    _enter(cursor, part, run_id, reading, loaded, refused)
    steps("ledger")


def _code(document: Document, identifier: str, day: date | None, cache: CodingCache) -> tuple[Text, CodedDocument]:
    found = cache.get((identifier, day))
    if found is None:
        text = read_text(document.raw_text)
        found = cache[identifier, day] = text, code_text(text, day, document.document_id)
    return found


def where_raised(error: Exception) -> str:
    """The error and the line of ours that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {last.name}, {Path(last.filename).name} line {last.lineno})"


def _origins(cursor: Cursor, part: list[FilePart], run_id: str, ids: list[str]) -> dict[str, dict[str, _Origin]]:
    """Origins by document and origin id: those stored, and over them those of this part."""
    found: dict[str, dict[str, _Origin]] = {identifier: {} for identifier in ids}
    for row in execute(cursor, "known_origins", ids=ids):
        found[row.document_id][row.origin_id] = _origin(tuple(row))
    seen: set[str] = set()
    for file in part:
        for document in file.documents:
            origin = _origin(_origin_row(document, run_id))
            if origin.origin_id not in seen:  # of two in one file, the first
                seen.add(origin.origin_id)
                found[as_uuid(document.document_id)][origin.origin_id] = origin
    return found


def _origin_row(d: Document, run_id: str) -> tuple[Any, ...]:
    o = d.origin
    found = (storable(o.uri), _plain(o.member), o.position, o.sha256, o.encoding, o.encoding_confidence)
    said = (d.title, d.url, d.author, d.section, d.published_at, d.published_on, d.published_source, d.language)
    return (origin_id(d), as_uuid(d.document_id), *found, *said, run_id)


def _origin(row: tuple[Any, ...]) -> _Origin:
    identifier, _, uri, member = row[:4]
    title, url, author, section, at, on, known, language = row[8:16]
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
    return _Origin(row, identifier, on, trust, (title, url, author, section, at, on, known, language))


def _places(coded: CodedDocument) -> Iterable[Any]:
    yield from coded.places
    for event in coded.events:
        yield from filter(None, (event.place, event.origin, event.destination))


def _actors(coded: CodedDocument) -> Iterable[Any]:
    yield from coded.actors
    for event in coded.events:
        yield from (*event.sources, *event.targets, *filter(None, (event.speaker,)))


def _location(p: Any) -> tuple[Any, ...]:
    return (p.place_id, p.name_ar, p.name_en, p.country, p.feature, None, p.lat, p.lon, None, False)


def _actor(a: Any) -> tuple[Any, ...]:
    return (a.actor_id, a.name_ar, a.name_en, a.kind, a.country, a.sector, None, False)


def _merge(cursor: Cursor, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    schema = "ops" if name == "quarantine" else "core"
    if stage_rows(cursor, metadata.tables[f"{schema}.{name}"], rows):
        execute(cursor, f"merge_{name}")


def _now(cursor: Cursor) -> datetime:
    cursor.execute("SELECT now()")
    (moment,) = cursor.fetchall()[0]
    return cast(datetime, moment)


def _enter(
    cursor: Cursor,
    part: list[FilePart],
    run_id: str,
    reading: str,
    loaded: dict[str, int],
    refused: dict[str, str],
) -> None:
    """Count every file's documents, quarantine what was refused, close the files that end here."""
    quarantine: list[tuple[Any, ...]] = []
    counted: set[str] = set()
    now = _now(cursor)
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
        execute(
            cursor,
            "count_file",
            run_id=run_id,
            uri=file.uri,
            is_first=file.is_first,
            documents_in=len(file.documents) + len(file.rejections),
            documents_loaded=fresh,
            documents_unchanged=len(file.documents) - fresh - failed,
            documents_quarantined=failed + len(file.rejections),
            events_loaded=events,
        )
        if file.is_last:
            execute(cursor, "close_file", run_id=run_id, uri=file.uri)
            execute(cursor, "enter_file", run_id=run_id, uri=file.uri, reading=reading)
            execute(cursor, "clear_quarantine", run_id=run_id, uri=file.uri)
    _merge(cursor, "quarantine", quarantine)


def _plain(text: str) -> str:
    """``text`` with what no database stores written as escapes."""
    return text.replace("\x00", "\\0").encode("utf-8", "backslashreplace").decode()


def _quarantined(
    rejection: Rejection, uri: str, run_id: str, now: datetime, document_id: str | None = None
) -> tuple[Any, ...]:
    o = rejection.origin
    identifier = row_id("quarantine", uri, o.member, o.position, rejection.reason_code)
    detail = _plain(rejection.detail)
    where = (uri, _plain(o.member), o.position, document_id, o.sha256)
    return (identifier, *where, rejection.reason_code, detail, run_id, now)
