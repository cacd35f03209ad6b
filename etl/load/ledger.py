"""The ledger of runs and files: what is new under a target, how it is shared out, and whether it adds up."""

from __future__ import annotations

import heapq
import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.documents import RawFile
from etl.errors import TerminalError, TransientError
from etl.ids import lock_key, row_id
from etl.ingest import Refusal, fingerprint, scan
from etl.ingest.scan import is_address
from etl.load.addresses import storable
from etl.load.counts import Counts, RunPlan, RunReport
from etl.load.link import link_documents
from etl.load.statements import execute, transaction
from etl.load.version import coding_version
from etl.warehouse.connect import connect
from etl.warehouse.copying import Row, copy_rows, stage_rows
from etl.warehouse.schema import metadata

log = logging.getLogger(__name__)

#: A run has at most so many batches: a scheduler shows and starts each as a task of its own.
MAX_BATCHES = 64
#: Files and bytes of one batch, where the run is small enough: some ten seconds of work.
BATCH_FILES = 400
BATCH_BYTES = 500_000


def plan(
    target: str,
    *,
    published_on: date | str | None = None,
    source: str | None = None,
    batch_files: int = BATCH_FILES,
    batch_bytes: int = BATCH_BYTES,
    workers: int = 1,
    url: str | None = None,
) -> RunPlan:
    """Open a run over the files at ``target``: what the ledger knows is left alone, the rest is put into batches.

    ``published_on`` and ``source`` are for files that do not say them themselves. Each of so many ``workers`` gets the
    same number of batches.
    Raises TerminalError where there is nothing at ``target``, TransientError where the database stays away.
    """
    where = target if is_address(target) else str(Path(target).expanduser().absolute())
    return plan_files(
        scan(where),
        where,
        published_on=published_on,
        source=source,
        batch_files=batch_files,
        batch_bytes=batch_bytes,
        workers=workers,
        url=url,
    )


def plan_files(
    files: Iterable[RawFile],
    where: str,
    *,
    published_on: date | str | None = None,
    source: str | None = None,
    batch_files: int = BATCH_FILES,
    batch_bytes: int = BATCH_BYTES,
    workers: int = 1,
    url: str | None = None,
) -> RunPlan:
    """:func:`plan` for ``files`` that are found already; ``where`` is what the run shows as its target."""
    day = _day(published_on)
    run_id = str(uuid.uuid4())
    reading = f"{coding_version()} published_on={day or ''} source={source or ''}"
    try:
        manifest = [manifest_row(run_id, storable(file.uri), file.size, _fingerprint(file)) for file in files]
    except OSError as error:
        raise TransientError(f"reading {where} failed: {error}; nothing was loaded") from error
    if not manifest:
        raise TerminalError(f"there is no file in {where}: nothing to do")
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            execute(
                cursor,
                "open_run",
                run_id=run_id,
                target=where,
                published_on=day,
                source_code=source,
                coding_version=coding_version(),
                reading=reading,
            )
            stage_rows(cursor, metadata.tables["ops.run_files"], manifest)
            execute(cursor, "mark_unchanged", run_id=run_id, reading=reading)
            execute(cursor, "enter_manifest")
            todo = [RawFile(row.uri, row.bytes) for row in execute(cursor, "files_to_process", run_id=run_id)]
            batch_ids = open_batches(cursor, run_id, todo, batch_files, batch_bytes, workers)
    finally:
        connection.close()
    return RunPlan(run_id, batch_ids, len(manifest), len(manifest) - len(todo))


def manifest_row(run_id: str, uri: str, size: int, fingerprint: str | None) -> Row:
    """A row of ops.run_files for a file of which nothing is known yet."""
    return (run_id, uri, None, size, fingerprint, None, *[0] * 9)


def open_batches(
    cursor: Cursor,
    run_id: str,
    files: Iterable[RawFile],
    batch_files: int = BATCH_FILES,
    batch_bytes: int = BATCH_BYTES,
    workers: int = 1,
) -> tuple[str, ...]:
    """Share ``files`` of the manifest of ``run_id`` out to batches; the ids of these."""
    shares = share_out(files, batch_files, batch_bytes, workers)
    batches = [
        (row_id("batch", run_id, n), run_id, n, sum(file.size for file in share), "planned")
        for n, share in enumerate(shares)
    ]
    copy_rows(cursor, metadata.tables["ops.batches"], batches)
    assigned = [(file.uri, batch[0]) for batch, share in zip(batches, shares, strict=True) for file in share]
    execute(
        cursor,
        "assign_batches",
        run_id=run_id,
        uris=[uri for uri, _ in assigned],
        batch_ids=[batch_id for _, batch_id in assigned],
    )
    return tuple(str(batch[0]) for batch in batches)


def share_out(files: Iterable[RawFile], batch_files: int, batch_bytes: int, workers: int = 1) -> list[list[RawFile]]:
    """``files`` in batches of about the same size in bytes, as many for each of ``workers``.

    The largest file goes next to the lightest batch.
    """
    ordered = sorted(files, key=lambda file: (-file.size, file.uri))
    total = sum(file.size for file in ordered)
    wanted = max(-(-len(ordered) // batch_files), -(-total // batch_bytes), 1)
    # Five batches keep two workers busy as long as six would. A single one is done before a second worker has started.
    even = wanted if wanted == 1 else -(-wanted // workers) * workers
    count = min(even, MAX_BATCHES, len(ordered))
    shares: list[list[RawFile]] = [[] for _ in range(count)]
    heap = [(0, 0, n) for n in range(count)]
    for file in ordered:
        size, number, n = heapq.heappop(heap)
        shares[n].append(file)
        heapq.heappush(heap, (size + file.size, number + 1, n))
    return shares


@contextmanager
def attended(run_id: str, *, url: str | None = None) -> Iterator[None]:
    """While this process works on the run ``run_id``: it is interrupted as soon as the process is gone.

    A KeyboardInterrupt inside closes the run as interrupted; what was loaded stays.
    """
    with closing(connect(url)) as connection:
        with transaction(connection) as cursor:
            execute(cursor, "attend_run", run_id=run_id)
            execute(cursor, "hold_run", key=lock_key(run_id))
        try:
            yield
        except KeyboardInterrupt:
            with transaction(connection) as cursor:
                execute(cursor, "close_run", run_id=run_id, otherwise="interrupted")
            raise


def finish(run_id: str, *, url: str | None = None) -> RunReport:
    """Close the run ``run_id``; closing it again gives the same report.

    Raises TerminalError if files were left unprocessed; the run is then marked failed.
    """
    connection = connect(url)
    try:
        link_documents(connection)
        with transaction(connection) as cursor:
            row = execute(cursor, "close_run", run_id=run_id, otherwise="failed").fetchone()
            held = {item.reason_code: item.items for item in execute(cursor, "quarantined_by_reason")}
            twice = {other.source_code: other.documents for other in execute(cursor, "other_sources", run_id=run_id)}
    finally:
        connection.close()
    if row is None:
        raise TerminalError(f"there is no run {run_id} in ops.runs")
    if row.unprocessed:
        raise TerminalError(
            f"run {run_id} over {row.target}: {row.unprocessed} of {row.files_in} files were not processed; "
            "run it again, what is loaded is left alone"
        )
    return RunReport(run_id, row.target, Counts.of(row), row.started_at, row.finished_at, held, twice)


def _day(published_on: date | str | None) -> date | None:
    if not isinstance(published_on, str):
        return published_on
    try:
        return date.fromisoformat(published_on)
    except ValueError:
        raise TerminalError(f"{published_on!r} is no day of publication: write YYYY-MM-DD") from None


def _fingerprint(file: RawFile) -> str | None:
    """None where the file cannot be read; reading it later gives the reason for the quarantine."""
    try:
        return fingerprint(file)
    except Refusal:
        return None
