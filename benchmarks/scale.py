"""Scale of the whole way from files to the warehouse: speed, memory, growth, and what loading adds to a bare COPY.

    python benchmarks/scale.py --documents 10000

A PostgreSQL of its own is started for the time of the run, with the settings of the embedded one, and the articles of
``benchmarks/corpus.py`` are read, coded and loaded into it: with one process, with two, and once more over the same
files. Then a thousand further articles are loaded in transactions that are rolled back, each followed by a COPY of the
very rows that it wrote, as text made beforehand, into the same tables with all of their indexes and constraints.

The bytes that a document takes are those of the database after the analysts' rows are made.

Two kinds of time are told: on the clock, and of the processors (ours and the server's; what others do on the machine
hardly touches it). Memory is that of our processes, the server's apart.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus import write_corpus
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from psycopg2.extras import NamedTupleCursor

from etl.documents import Document, RawFile
from etl.ingest import read_file
from etl.load import plan, run_target
from etl.load.entries import FilePart
from etl.load.part import CodingCache, load_part
from etl.pipeline import code_text
from etl.text import read_text
from etl.warehouse.connect import connect
from etl.warehouse.copying import columns_of
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views
from etl.warehouse.schema import metadata
from etl.warehouse.server import EmbeddedServer
from etl.warm import warm_up

PER_FILE = 5
#: Articles that are loaded beside a bare COPY.
COMPARED = 1000
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Time:
    """Seconds on the clock and of the processors."""

    clock: float = 0.0
    ours: float = 0.0
    server: float = 0.0

    @property
    def processors(self) -> float:
        return self.ours + self.server


@contextmanager
def timed(into: Time, server: int) -> Iterator[None]:
    """Add the time of the block to ``into``; ``server`` is the id of the server's process that counts."""
    before = time.perf_counter(), processor(os.getpid()), processor(server)
    yield
    into.clock += time.perf_counter() - before[0]
    into.ours += processor(os.getpid()) - before[1]
    time.sleep(0.2)  # until the server has buried the processes that ended
    into.server += processor(server) - before[2]


def processor(pid: int) -> float:
    """Seconds that the process ``pid`` and its children, living and dead, have worked."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = path.read_text().rpartition(")")[2].split()
            if pid in (int(path.parent.name), int(fields[1])):
                ticks += sum(map(int, fields[11:15]))
    return ticks / _TICK


def peak_mb(who: int) -> float:
    """Peak resident memory of this process, or of the largest of its children."""
    return resource.getrusage(who).ru_maxrss / 1024


def whole_run(url: str, folder: Path, documents: int, processes: int, postmaster: int) -> Time:
    """One run over ``folder``; prints its speed and how it goes as the tables grow."""
    spent = Time()
    marks: list[tuple[int, float]] = []

    def mark(done: int, total: int) -> None:
        marks.append((done, processor(os.getpid()) + processor(postmaster)))

    with timed(spent, postmaster):
        report = run_target(str(folder), processes=processes, progress=mark, url=url)
    assert report.counts.documents_loaded == documents, report.summary()
    who = resource.RUSAGE_SELF if processes == 1 else resource.RUSAGE_CHILDREN
    per = "" if processes == 1 else " each"
    each, of_server = (seconds / documents * 1000 for seconds in (spent.processors, spent.server))
    print(f"{processes} processes: {documents / spent.clock:.0f} documents a second by the clock, "
          f"{each:.2f} ms of processor a document ({of_server:.2f} of it the server's), "
          f"peak memory {peak_mb(who):.0f} MB{per}")  # fmt: skip
    steps = min(5, len(marks) - 1)
    points = [marks[n * (len(marks) - 1) // steps] for n in range(steps + 1)]
    speeds = [(t2 - t1) / (done2 - done1) / PER_FILE * 1000 for (done1, t1), (done2, t2) in pairwise(points)]
    print(
        f"   by processor, from an empty table to the full one: {', '.join(f'{ms:.2f}' for ms in speeds)} ms a document"
    )
    return spent


def size(url: str) -> int:
    """Bytes of the database, indexes and all."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchall()[0][0])


def load_and_copy(url: str, folder: Path) -> None:
    """Load the articles of ``folder``, and COPY the same rows, in turn; prints rows a second and the share."""
    load, bare, rows = Time(), Time(), 0
    run_id = plan(str(folder), url=url).run_id
    with closing(connect(url)) as connection, connection.cursor(cursor_factory=NamedTupleCursor) as cursor:
        backend = connection.get_backend_pid()
        for path in sorted(folder.iterdir()):
            found = [d for d in read_file(RawFile(str(path), path.stat().st_size)) if isinstance(d, Document)]
            cache = CodingCache()
            for document in found:
                text = read_text(document.raw_text)
                coded = code_text(text, document.published_on, document.document_id)
                cache[document.document_id, document.published_on] = text, coded
            with timed(load, backend):
                load_part(
                    cursor,
                    [FilePart(str(path), is_first=True, is_last=True, documents=found)],
                    run_id,
                    "",
                    cache,
                    lambda step: None,
                )
            copies = list(_written(cursor))
            connection.rollback()
            with timed(bare, backend):
                for statement, data in copies:
                    cursor.copy_expert(statement, io.BytesIO(data), size=1 << 17)
            connection.rollback()
            rows += sum(data.count(b"\n") for _, data in copies)
    print(f"load of coded documents: {rows / load.clock:,.0f} rows a second by the clock, "
          f"{rows / load.processors:,.0f} by processor")  # fmt: skip
    print(f"bare COPY of the same {rows:,} rows: {rows / bare.clock:,.0f} and {rows / bare.processors:,.0f}; "
          f"the load reaches {bare.clock / load.clock:.0%} and {bare.processors / load.processors:.0%}")  # fmt: skip


def _written(cursor: Cursor) -> Iterator[tuple[sql.Composed, bytes]]:
    """What the transaction of ``cursor`` wrote into ``core``: a COPY statement and its data for each table."""
    for table in metadata.sorted_tables:
        if table.schema == "core":
            name = sql.Identifier("core", table.name)
            columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
            out = io.BytesIO()
            ours = sql.SQL("COPY (SELECT {} FROM {} WHERE xmin = pg_current_xact_id()::xid) TO STDOUT")
            cursor.copy_expert(ours.format(columns, name), out)
            if out.tell():
                yield sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns), out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=1300, help="of one article, about")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    chosen = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="waqai-scale-", dir="/var/tmp"))
    home.chmod(0o755)
    server = EmbeddedServer(home)
    server.start()
    try:
        postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        # Tables of the extractor are read when they are first asked for.
        warm_up()
        news, further = home / "news", home / "further"
        write_corpus(news, chosen.documents, PER_FILE, chosen.characters)
        write_corpus(further, COMPARED, 250, chosen.characters, first=chosen.documents)
        spent = []
        for processes in chosen.processes:
            url = server.ensure_database(f"scale_{processes}")
            prepare_warehouse(url)
            empty = size(url)
            spent.append(whole_run(url, news, chosen.documents, processes, postmaster))
        refresh_views(url)
        text = sum(path.stat().st_size for path in news.iterdir())
        print(
            f"database: {empty / 2**20:.0f} MB without news, then {(size(url) - empty) / chosen.documents:,.0f} bytes"
            f" a document (its file: {text / chosen.documents:,.0f}), with search, indexes and the analysts' rows"
        )
        again = Time()
        with timed(again, postmaster):
            assert run_target(str(news), url=url).counts.documents_unchanged == chosen.documents
        print(f"again over the unchanged files: {again.clock:.2f} s, {spent[-1].clock / again.clock:.0f} times faster")
        if len(spent) > 1:
            print(f"speed of {chosen.processes[-1]} processes over {chosen.processes[0]}: "
                  f"{spent[0].clock / spent[-1].clock:.2f} times by the clock")  # fmt: skip
        load_and_copy(url, further)
    finally:
        server.stop()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
