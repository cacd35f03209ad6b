"""Speed of what analysts ask, on 100,000 documents with about a million events.

    python -m benchmarks.views --documents 100000

Codes a few documents of seeds/news and of ``benchmarks/corpus.py``, then copies their rows inside the database, each
copy with ids, days, places and actors of its own, so that filling takes minutes instead of hours of extraction. Then
runs every query of docs/cookbook three times and prints its best time and how many rows it gave. The database stays
(``WAQAI_HOME``, here a folder of its own under the temporary one, or ``--home``): a second call only asks.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from benchmarks.corpus import write_corpus
from benchmarks.filling import fill
from etl.load import prepare_warehouse, run_target
from etl.warehouse.connect import connect
from etl.warehouse.refresh import refresh_views
from tools.build_cookbook import questions

#: Articles of the synthetic corpus beside those of seeds/news: together about ten events a document.
ARTICLES = 6
#: A question is asked so often; the best time counts.
TIMES = 3


def ask(cursor: Cursor, statement: str) -> tuple[float, int]:
    """Best seconds of a few times, and the number of rows."""
    best, count = float("inf"), 0
    for _ in range(TIMES):
        began = time.monotonic()
        cursor.execute(statement)
        count = len(cursor.fetchall())
        best = min(best, time.monotonic() - began)
        cursor.connection.rollback()
    return best, count


def main() -> None:
    """Fill where needed, refresh, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "waqai-views")
    parser.add_argument("--only", default="", help="Only questions whose file name holds this.")
    given = parser.parse_args()
    given.home.mkdir(exist_ok=True, mode=0o755)
    os.environ["WAQAI_HOME"] = str(given.home)
    url = prepare_warehouse()
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core.documents")
        if cursor.fetchall()[0][0] < given.documents // 2:
            connection.rollback()
            run_target("seeds/news", url=url)
            write_corpus(given.home / "corpus", ARTICLES)
            run_target(str(given.home / "corpus"), url=url)
            refresh_views(url)
            print(f"filling a warehouse with {given.documents:,} documents")
            began = time.monotonic()
            fill(cursor, given.documents, told=print)
            connection.commit()
            print(f"filled in {time.monotonic() - began:.0f} s")
            connection.autocommit = True
            cursor.execute("VACUUM ANALYZE")
            began = time.monotonic()
            print(refresh_views(url), f"in {time.monotonic() - began:.0f} s")
            cursor.execute("VACUUM ANALYZE")
            connection.autocommit = False
        connection.rollback()
        slow = 0
        for question in questions():
            if given.only in question.path.name:
                seconds, rows = ask(cursor, question.statement)
                slow += seconds >= 1
                print(f"{seconds:7.3f} s {rows:6,} rows  {question.path.stem}", flush=True)
    print(f"{slow} of the questions take a second or more")


if __name__ == "__main__":
    main()
