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

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Date, Table
from sqlalchemy.dialects.postgresql import UUID

from benchmarks.corpus import write_corpus
from etl.load import prepare_warehouse, run_target
from etl.warehouse.connect import connect
from etl.warehouse.copying import columns_of
from etl.warehouse.refresh import refresh_views
from etl.warehouse.schema import CODING, metadata
from tools.build_cookbook import questions

#: Articles of the synthetic corpus beside those of seeds/news: together about ten events a document.
ARTICLES = 6
#: Copies are spread over so many days, and over so many places and actors.
DAYS, PLACES, ACTORS = 1500, 2000, 1000
#: And over so many runs, a day apart.
RUNS = 100
#: A question is asked so often; the best time counts.
TIMES = 3

_TABLES = (
    *(metadata.tables[f"core.{name}"] for name in ("documents", "document_texts", "document_search")),
    *CODING,
    *(metadata.tables[f"core.{name}"] for name in ("event_clusters", "near_duplicates")),
)
_RUN = "md5({}::text || copy)::uuid"
_PREPARE = """
    INSERT INTO ops.runs ({runs})
        SELECT {values} FROM ops.runs AS row CROSS JOIN generate_series(1, {count}) AS copy WHERE status = 'finished';
    CREATE TEMP TABLE many_places AS
        SELECT row_number() OVER (ORDER BY population DESC NULLS LAST, location_id) - 1 AS n, location_id
        FROM core.locations WHERE is_seeded AND feature = 'city' LIMIT {places};
    CREATE TEMP TABLE many_actors AS
        SELECT row_number() OVER (ORDER BY actor_id) - 1 AS n, actor_id FROM core.actors LIMIT {actors};
    CREATE UNIQUE INDEX ON many_places (n);
    CREATE UNIQUE INDEX ON many_actors (n);
    ANALYZE many_places, many_actors;
"""


def fill(cursor: Cursor, documents: int) -> None:
    """Copy the rows of the documents that are there until there are about ``documents``."""
    cursor.execute("SELECT count(*) FROM core.documents")
    copies = documents // cursor.fetchall()[0][0]
    cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'")
    runs = [sql.Identifier(name) for name in columns_of(metadata.tables["ops.runs"])]
    values = [
        sql.SQL(
            _RUN if name == "run_id" else "{} - copy * interval '1 day'" if name.endswith("ed_at") else "{}"
        ).format(sql.Identifier("row", name))
        for name in columns_of(metadata.tables["ops.runs"])
    ]
    cursor.execute(
        sql.SQL(_PREPARE).format(
            places=sql.Literal(PLACES),
            actors=sql.Literal(ACTORS),
            runs=sql.SQL(", ").join(runs),
            values=sql.SQL(", ").join(values),
            count=sql.Literal(RUNS),
        ),
    )
    names = [table.name for table in _TABLES]
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index AS i JOIN pg_class AS c"
        " ON c.oid = i.indrelid WHERE relnamespace = 'core'::regnamespace AND relname = ANY(%s) AND NOT indisunique",
        [names],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(*name.split("."))))
    for table in _TABLES:
        began = time.monotonic()
        cursor.execute(_copying(table), {"copies": copies - 1})
        print(f"  {table.name}: {cursor.rowcount:,} rows in {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    for _, definition in indexes:
        cursor.execute(definition)
    print(f"  indexes: {time.monotonic() - began:.0f} s", flush=True)
    cursor.execute("RESET session_replication_role")
    cursor.execute("INSERT INTO core.changed_documents (document_id) SELECT document_id FROM core.documents")


def _copying(table: Table) -> sql.Composed:
    places, actors, values = sql.SQL(""), sql.SQL(""), []
    for name in columns_of(table):
        column, kind = sql.Identifier("row", name), table.columns[name].type
        if name == "location_id":
            places = sql.SQL(
                "LEFT JOIN many_places AS place ON place.n = mod(abs(hashtext(row.location_id)::bigint + copy), {})"
            )
            places = places.format(sql.Literal(PLACES))
            values.append(sql.SQL("place.location_id"))
        elif name == "actor_id":
            actors = sql.SQL(
                "LEFT JOIN many_actors AS actor ON actor.n = mod(abs(hashtext(row.actor_id)::bigint + copy), {})"
            )
            actors = actors.format(sql.Literal(ACTORS))
            values.append(sql.SQL("actor.actor_id"))
        elif name == "run_id":
            run = sql.SQL("md5({}::text || (1 + mod(copy, {})))::uuid")
            values.append(run.format(column, sql.Literal(RUNS)))
        elif isinstance(kind, UUID):
            values.append(sql.SQL("md5({}::text || copy)::uuid").format(column))
        elif isinstance(kind, Date):
            values.append(sql.SQL("{} - mod(copy, {})").format(column, sql.Literal(DAYS)))
        else:
            values.append(column)
    return sql.SQL(
        "INSERT INTO core.{table} ({columns}) SELECT {values} FROM core.{table} AS row"
        " CROSS JOIN generate_series(1, %(copies)s) AS copy {places} {actors}"
    ).format(
        table=sql.Identifier(table.name),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns_of(table))),
        values=sql.SQL(", ").join(values),
        places=places,
        actors=actors,
    )


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
            fill(cursor, given.documents)
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
