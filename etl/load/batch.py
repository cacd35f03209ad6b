"""One batch: read its files, code what is new, load all of it in one transaction with its ledger rows.

A batch larger than a part (:data:`PART_DOCUMENTS`) is loaded in several transactions, so that a file of any size
streams. What the database refuses or the memory cannot hold is split until the guilty document is alone; that one goes
to quarantine.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.bounds import bounded_memory
from etl.documents import Document, Origin, RawFile, Rejection
from etl.errors import TerminalError, TransientError, WaqaiError
from etl.ingest import Refusal, fingerprint, read_file
from etl.load import recode
from etl.load.addresses import original, storable
from etl.load.counts import Counts
from etl.load.entries import FilePart
from etl.load.part import CodingCache, load_part, where_raised
from etl.load.statements import DOCUMENT_ERRORS, execute, plain, transaction
from etl.warehouse.connect import connect, database_url
from etl.warm import warm_up

log = logging.getLogger(__name__)

#: Documents and characters after which a part is full: seconds of work, some 50 MB of memory; a text of the greatest
#: length that is nothing but names takes ten times as much, and must be almost alone.
PART_DOCUMENTS = 250
PART_CHARACTERS = 1_500_000
#: Times that a part is tried when the database breaks off; the waits in between double from half a second.
ATTEMPTS = 5

#: Called with the name of each step, so that tests can fail there and a terminal can show where the work is.
Steps = Callable[[str], None]


def no_steps(step: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of a run are read."""

    run_id: str
    published_on: date | None
    source: str | None
    #: Version of the extractor and options, for the ledger.
    name: str


def process_batch(batch_id: str, *, steps: Steps = no_steps, url: str | None = None) -> Counts:
    """Process what is left of the batch ``batch_id`` and return its counts; a batch that is done is left alone.

    Raises TransientError where the database stays away for several attempts: the batch can be processed again.
    """
    address = url or database_url()
    _warm_up()
    loader = _Loader(address, steps)
    try:
        reading, files = _manifest(loader.connection(), batch_id)
        with bounded_memory():
            for part in parts(files, reading, address):
                loader.load(reading, part)
        return _close(loader.connection(), batch_id)
    finally:
        loader.close()


@cache
def _warm_up() -> None:
    """Read the extractor's tables now: a broken one is no document's fault.

    Raises TerminalError where one cannot be read.
    """
    try:
        warm_up()
    except (ValueError, KeyError, OSError) as error:
        raise TerminalError(f"the extractor does not work, a table of seeds/ may be broken: {error}") from error


def parts(files: Sequence[RawFile], reading: Reading, url: str) -> Iterator[list[FilePart]]:
    """The documents of ``files`` in portions that fit into memory and into one transaction."""
    portion: list[FilePart] = []
    documents = characters = 0
    for file in files:
        part = FilePart(storable(file.uri), is_first=True)
        read = _Read()
        for item in _items(file, reading, url, read):
            if isinstance(item, Rejection):
                part.rejections.append(item)
            else:
                part.documents.append(item)
                characters += len(item.raw_text)
            documents += 1
            part.fingerprint = read.fingerprint
            if documents >= PART_DOCUMENTS or characters >= PART_CHARACTERS:
                yield [*portion, part]
                portion, part = [], FilePart(storable(file.uri), is_first=False)
                documents = characters = 0
        part.is_last = True
        part.fingerprint = read.fingerprint
        portion.append(part)
    if portion:
        yield portion


@dataclass(slots=True)
class _Read:
    """What is known of a file once it is read."""

    fingerprint: str | None = None

    def note(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint


def _items(file: RawFile, reading: Reading, url: str, read: _Read) -> Iterable[Document | Rejection]:
    if file.uri.startswith(recode.SCHEME):
        return recode.stored_documents(file.uri, recode.Selection.parse(reading.name), url=url)
    return _read(file, reading, read)


def _read(file: RawFile, reading: Reading, read: _Read) -> Iterator[Document | Rejection]:
    """What ``file`` holds; a reader that fails on it leaves the rest of the batch alone."""
    try:
        yield from read_file(file, published_on=reading.published_on, source=reading.source, note=read.note)
    except WaqaiError:
        raise
    except OSError as error:
        raise TransientError(f"reading {file.uri} failed: {error}; what is loaded stays, the rest was not") from error
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, it is this file alone that waits
        log.warning("reading %s failed: %r", file.uri, error)
        if read.fingerprint is None:
            with suppress(Refusal):
                read.note(fingerprint(file))
        yield Rejection(Origin(file.uri, ""), "reading_failed", where_raised(error))


class _Loader:
    """Loads parts over one connection, which is opened again when it is lost."""

    def __init__(self, url: str, steps: Steps) -> None:
        self._url = url
        self._steps = steps
        self._connection: Connection | None = None
        self._coded = CodingCache()

    def connection(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._url)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def load(self, reading: Reading, part: list[FilePart]) -> None:
        """Load ``part``, or what is left of it when the guilty documents are in quarantine."""
        self._coded.clear()
        pending = [part]
        while pending:
            current = pending.pop()
            try:
                self._try(reading, current)
            except DOCUMENT_ERRORS as error:
                pending.extend(reversed(_split(current, f"the database refuses a row of it: {plain(error)}")))
            except MemoryError:
                self._coded.clear()
                pending.extend(reversed(_split(current, "its rows do not fit into memory")))

    def _try(self, reading: Reading, part: list[FilePart]) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with transaction(self.connection()) as cursor:
                    load_part(cursor, part, reading.run_id, reading.name, self._coded, self._steps)
                    self._steps("before commit")
                self._steps("committed")
                return
            except TransientError as error:
                if attempt == ATTEMPTS:
                    raise
                log.warning("attempt %s of %s: %s", attempt, ATTEMPTS, error)
                # Two loaders that met once should not meet again; the rows do not depend on when they load.
                time.sleep(2 ** (attempt - 2) * random.uniform(0.5, 1.0))


def _split(part: list[FilePart], error: str) -> list[list[FilePart]]:
    """Two halves of a part that could not be loaded, or the one document in it made a rejection."""
    total = sum(len(p.documents) for p in part)
    if total == 0:
        raise TerminalError(f"the ledger refuses {part[0].uri}: {error}")
    if total == 1:
        return [[_refused(p, error) for p in part]]
    half, first, second = total // 2, [], []
    for p in part:
        if half >= len(p.documents):
            first.append(p)
            half -= len(p.documents)
        elif half <= 0:
            second.append(p)
        else:
            first.append(replace(p, documents=p.documents[:half], is_last=False))
            second.append(replace(p, documents=p.documents[half:], rejections=[], is_first=False))
            half = 0
    return [first, second]


def _refused(part: FilePart, error: str) -> FilePart:
    made = [Rejection(document.origin, "load_failed", error) for document in part.documents]
    return replace(part, documents=[], rejections=[*part.rejections, *made])


def _manifest(connection: Connection, batch_id: str) -> tuple[Reading, list[RawFile]]:
    with transaction(connection) as cursor:
        rows = execute(cursor, "batch_manifest", batch_id=batch_id).fetchall()
    if not rows:
        raise TerminalError(f"there is no batch {batch_id} in ops.batches: plan a run first")
    first = rows[0]
    reading = Reading(first.run_id, first.published_on, first.source_code, first.reading)
    return reading, [RawFile(original(row.uri), row.bytes) for row in rows if row.uri is not None]


def _close(connection: Connection, batch_id: str) -> Counts:
    with transaction(connection) as cursor:
        execute(cursor, "close_batch", batch_id=batch_id)
        return Counts.of(execute(cursor, "batch_counts", batch_id=batch_id).fetchone())
