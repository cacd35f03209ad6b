"""What a warehouse of ten thousand, a hundred thousand and a million documents costs.

    python -m benchmarks.scale --documents 1000000 [--articles FOLDER]

A PostgreSQL of its own is started for the time of the run, with the settings of the embedded one. Some articles of
``benchmarks/corpus.py``, or those of a folder, are coded and loaded into it; copies of their rows
(``benchmarks/filling.py``) make it grow tenfold at a time. At each size it tells, in a table as in docs/scale.md: a run
over new articles, a refresh and the checks after it, search, the questions of docs/cookbook, the renewing of all
documents, and the bytes of each table.

Times of the server are those of its processors where they are told a document, and on the clock where somebody waits.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from benchmarks.corpus import write_corpus
from benchmarks.filling import fill
from benchmarks.loading import Time, timed
from etl.load import run_target
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.quality import run_checks
from etl.warehouse.refresh import refresh_views
from etl.warehouse.server import EmbeddedServer
from etl.warm import warm_up
from tools.build_cookbook import questions

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
#: Articles that are coded and then copied, and articles of one further run, of so many characters.
CODED, FURTHER, CHARACTERS = 500, 100, 2400
#: A word of every second text, two words of few, and two words in a row.
SEARCHES = {"a frequent word": "المدنيين", "two words": "قصف حلب", "in a row": '"الأمم المتحدة"'}
#: A question is asked so often; the best time counts.
TIMES = 3
#: Puts so many articles into a folder, other ones than those before.
Bring = Callable[[Path, int], None]
_SIZES = """
    SELECT format('%I.%I', relnamespace::regnamespace, relname), pg_table_size(oid), pg_indexes_size(oid)
    FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('core', 'analyst', 'ops')
    ORDER BY pg_total_relation_size(oid) DESC"""


@dataclass
class Stage:
    """What was measured with so many documents."""

    documents: int
    #: Name of the measure, and its value with the unit.
    told: dict[str, str] = field(default_factory=dict)
    kilobytes: dict[str, float] = field(default_factory=dict)

    def tell(self, what: str, value: str) -> None:
        self.told[what] = value
        print(f"  {what}: {value}", flush=True)


def main() -> None:
    """Grow, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--articles", type=Path, help="code these files instead of synthetic articles")
    given = parser.parse_args()
    batches = written(given.articles) if given.articles else synthetic()
    home = Path(tempfile.mkdtemp(prefix="waqai-scale-"))
    home.chmod(0o755)
    os.environ["WAQAI_HOME"] = str(home)
    server = EmbeddedServer(home)
    try:
        server.start()
        url = server.url()
        prepare_warehouse(url)
        warm_up()
        next(batches)(home / "coded", CODED)
        run_target(str(home / "coded"), url=url)
        refresh_views(url)
        run_checks(url, only_new=True)
        postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        sizes = [size for size in SIZES if size < given.documents] + [given.documents]
        stages: list[Stage] = []
        for size in sizes:
            stages.append(measured(url, home, size, next(batches), postmaster))
            print_table(stages)
    finally:
        server.stop()
        shutil.rmtree(home)


def synthetic() -> Iterator[Bring]:
    """Each puts other synthetic articles into a folder."""
    for n in count():
        yield lambda folder, number, n=n: write_corpus(  # type: ignore[misc]
            folder, number, per_file=5, characters=CHARACTERS, first=n * 1_000_000
        )


def written(articles: Path) -> Iterator[Bring]:
    """Each puts other files of ``articles`` into a folder, mixed, always the same ones."""
    files = iter(sorted(articles.rglob("*.txt"), key=lambda file: zlib.crc32(file.name.encode())))

    def bring(folder: Path, number: int) -> None:
        for file in islice(files, number):
            to = folder / file.relative_to(articles)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)

    while True:
        yield bring


def measured(url: str, home: Path, documents: int, bring: Bring, postmaster: int) -> Stage:
    """Grow to ``documents`` and measure."""
    stage = Stage(documents)
    print(f"{documents:,} documents", flush=True)
    with closing(connect(url)) as connection:
        stage.documents = grow(connection, documents)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core.changed_documents")
            changed = cursor.fetchall()[0][0]
        connection.rollback()
        spent = spent_on(lambda: refresh_views(url), postmaster)
        stage.tell("renewing all documents, ms of the server each", f"{spent.server / changed * 1000:.2f}")
        run_checks(url, only_new=True)
        vacuum(connection)
        bring_further(stage, url, home / f"further-{documents}", bring, postmaster)
        with connection.cursor() as cursor:
            for name, query in SEARCHES.items():
                seconds, _ = ask(cursor, "SELECT * FROM analyst.search(%s)", query)
                stage.tell(f"search, {name}, s", f"{seconds:.2f}")
            times = {question.path.stem: ask(cursor, question.statement)[0] for question in questions()}
        slowest = max(times, key=times.__getitem__)
        stage.tell("slowest question of the cookbook, s", f"{times[slowest]:.2f} ({slowest[:2]})")
        for name, seconds in times.items():
            stage.tell(f"question {name[:2]}, s", f"{seconds:.3f}")
        with connection.cursor() as cursor:
            cursor.execute(_SIZES)
            for name, heap, indexes in cursor.fetchall():
                stage.kilobytes[name] = (heap + indexes) / stage.documents / 1024
        connection.rollback()
    return stage


def grow(connection: Connection, documents: int) -> int:
    """Fill the warehouse up to about ``documents``; how many there are."""
    began = time.monotonic()
    with connection, connection.cursor() as cursor:
        fill(cursor, documents)
        cursor.execute("SELECT count(*) FROM core.documents")
        there = int(cursor.fetchall()[0][0])
    vacuum(connection)
    print(f"  {there:,} filled in {time.monotonic() - began:.0f} s", flush=True)
    return there


def vacuum(connection: Connection) -> None:
    """What autovacuum and the checkpointer would have done meanwhile, which would count as the work of the next run."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    connection.autocommit = False


def bring_further(stage: Stage, url: str, folder: Path, bring: Bring, postmaster: int) -> None:
    """One run over new articles with what follows it."""
    bring(folder, FURTHER)
    with closing(connect(url)) as connection:
        before = written_ahead(connection)
        spent = spent_on(lambda: run_target(str(folder), url=url), postmaster)
        written_by = written_ahead(connection) - before
    stage.tell("a run, ms of processor a document", f"{spent.processors / FURTHER * 1000:.1f}")
    stage.tell("of it the server's", f"{spent.server / FURTHER * 1000:.1f}")
    stage.tell("WAL of it, KB a document", f"{written_by / FURTHER / 1024:.0f}")
    stage.tell("a run, documents a second", f"{FURTHER / spent.clock:.0f}")
    spent = spent_on(lambda: run_checks(url, only_new=True), postmaster)
    stage.tell("checks after it, s", f"{spent.clock:.2f}")
    spent = spent_on(lambda: refresh_views(url), postmaster)
    stage.tell("refresh after it, s", f"{spent.clock:.2f}")


def written_ahead(connection: Connection) -> int:
    """Bytes of the write-ahead log so far."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchall()[0][0])


def spent_on(work: Callable[[], object], postmaster: int) -> Time:
    """How long ``work`` takes."""
    spent = Time()
    with timed(spent, postmaster):
        work()
    return spent


def ask(cursor: Cursor, statement: str, *values: str) -> tuple[float, int]:
    """Best seconds of a few times, and the number of rows."""
    best, count = float("inf"), 0
    for _ in range(TIMES):
        began = time.monotonic()
        cursor.execute(statement, values or None)
        count = len(cursor.fetchall())
        best = min(best, time.monotonic() - began)
        cursor.connection.rollback()
    return best, count


def print_table(stages: list[Stage]) -> None:
    """All stages side by side, as Markdown."""
    out = sys.stdout
    out.write("| documents | " + " | ".join(f"{stage.documents:,}" for stage in stages) + " |\n")
    out.write("|---|" + "---|" * len(stages) + "\n")
    for what in stages[0].told:
        out.write(f"| {what} | " + " | ".join(stage.told[what] for stage in stages) + " |\n")
    out.write("| KB a document | " + " | ".join(f"{sum(s.kilobytes.values()):.1f}" for s in stages) + " |\n")
    for table, kilobytes in stages[-1].kilobytes.items():
        if kilobytes >= 0.1:
            out.write(f"| {table} | " + " | ".join(f"{s.kilobytes[table]:.2f}" for s in stages) + " |\n")


if __name__ == "__main__":
    main()
