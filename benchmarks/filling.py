"""A large warehouse out of a small one: the rows of its documents, copied inside the database.

Each copy has ids, days, places, actors, runs and sketches of its own, so that filling takes minutes instead of hours of
extraction. What a load leaves to be done (renewing, checking) is left to be done for the copies too; texts are
searchable at once, and resemble nobody.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Date, Table
from sqlalchemy.dialects.postgresql import UUID

from etl.warehouse.copying import columns_of
from etl.warehouse.schema import CODING, metadata

#: Copies are spread over so many days, places and actors, and over so many runs, a day apart.
DAYS, PLACES, ACTORS, RUNS = 1500, 2000, 1000, 100
#: Days between a copy and the next one, around the circle of DAYS, with which it has no factor in common.
_STEP = 571

_TABLES = (
    *(
        metadata.tables[f"core.{name}"]
        for name in ("documents", "document_texts", "document_origins", "document_search", "document_sketches")
    ),
    *CODING,
    metadata.tables["core.event_clusters"],
)
_PREPARE = """
    INSERT INTO ops.runs ({runs})
        SELECT {values}
        FROM (SELECT * FROM ops.runs WHERE status = 'finished' ORDER BY started_at DESC LIMIT 1) AS row
        CROSS JOIN generate_series(1, {count}) AS copy
        ON CONFLICT DO NOTHING;
    CREATE TEMP TABLE many_runs ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY run_id) - 1 AS n, run_id
        FROM ops.runs WHERE status = 'finished' LIMIT {count};
    CREATE TEMP TABLE many_places ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY population DESC NULLS LAST, location_id) - 1 AS n, location_id
        FROM core.locations WHERE is_seeded AND feature = 'city' LIMIT {places};
    CREATE TEMP TABLE many_actors ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY actor_id) - 1 AS n, actor_id FROM core.actors LIMIT {actors};
    CREATE UNIQUE INDEX ON many_runs (n);
    CREATE UNIQUE INDEX ON many_places (n);
    CREATE UNIQUE INDEX ON many_actors (n);
    ANALYZE many_runs, many_places, many_actors;
"""
_LEFT_TO_DO = """
    CREATE TEMP TABLE copied ON COMMIT DROP AS
        SELECT document_id FROM core.documents WHERE document_id NOT IN (SELECT document_id FROM analyst.counts_kept);
    INSERT INTO core.changed_documents (document_id) SELECT document_id FROM copied;
    INSERT INTO ops.unchecked_documents (document_id) SELECT document_id FROM copied"""
_POOLS = {"run_id": ("runs", RUNS), "location_id": ("places", PLACES), "actor_id": ("actors", ACTORS)}
_SHIFT = f"mod(copy::bigint * {_STEP}, {DAYS})::integer"
# Ids of the rows of a document begin as that of the document does, up to the digit of the version: those of a copy too.
_ID = (
    "(left(md5(left(overlay({0}::text PLACING '-' FROM 15 FOR 1), 18) || copy), 16)"
    " || right(md5({0}::text || copy), 16))::uuid"
)
_MIXED = {
    "uri": "{} || '#' || copy",
    # Of another place and day than that of the event copied: a new event of that key would put all of them apart again.
    "cluster_key": "{} || '#' || copy",
    "signature": "ARRAY(SELECT one # hashint4(copy) FROM unnest({}) AS one)",
    "bands": "ARRAY(SELECT one # hashint8extended(copy, 0) FROM unnest({}) AS one)",
}
# The month by which a text is searched is that of the copy.
_WORDS = """
    ts_delete(row.words, ARRAY(
        SELECT word FROM unnest(tsvector_to_array(row.words)) AS word WHERE starts_with(word, 'month:')
    )) || array_to_tsvector(ARRAY[
        coalesce(to_char(of.published_on - {shift}, '"month:"YYYY-MM'), 'month:unknown')
    ])"""


def fill(cursor: Cursor, documents: int, told: Callable[[str], None] = lambda line: None) -> None:
    """Copy the rows of the documents that are there until there are about ``documents``; needs a superuser."""
    cursor.execute("SELECT count(*) FROM core.documents")
    there = cursor.fetchall()[0][0]
    # Numbers that no copy has had: what was copied before is copied again.
    numbers = {"first": there + 1, "last": there + round(documents / there) - 1}
    cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL work_mem = '256MB'")
    cursor.execute(_prepared())
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
        cursor.execute(_copying(table), numbers)
        told(f"{table.name}: {cursor.rowcount:,} rows in {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    for _, definition in indexes:
        cursor.execute(definition)
    told(f"indexes: {time.monotonic() - began:.0f} s")
    cursor.execute("SET LOCAL session_replication_role = origin")
    cursor.execute(_LEFT_TO_DO)


def _prepared() -> sql.Composed:
    names = columns_of(metadata.tables["ops.runs"])
    values = [sql.SQL(_of_run(name)).format(sql.Identifier("row", name)) for name in names]
    return sql.SQL(_PREPARE).format(
        places=sql.Literal(PLACES),
        actors=sql.Literal(ACTORS),
        runs=sql.SQL(", ").join(map(sql.Identifier, names)),
        values=sql.SQL(", ").join(values),
        count=sql.Literal(RUNS),
    )


def _of_run(column: str) -> str:
    if column == "run_id":
        return _ID
    if column.startswith(("files_", "documents_")):
        return "0"  # the ledger of files is not copied
    return "{} - copy * interval '1 day'" if column.endswith("ed_at") else "{}"


def _copying(table: Table) -> sql.Composed:
    joins, values = [], []
    for name in columns_of(table):
        column, kind = sql.Identifier("row", name), table.columns[name].type
        if name in _POOLS:
            what, count = _POOLS[name]
            joins.append(
                sql.SQL(
                    "LEFT JOIN {many} AS {what}"
                    " ON {what}.n = mod(abs(hashtext({column}::text)::bigint + copy), {count})"
                ).format(
                    many=sql.Identifier(f"many_{what}"),
                    what=sql.Identifier(what),
                    column=column,
                    count=sql.Literal(count),
                )
            )
            values.append(sql.Identifier(what, name))
        elif name == "words":
            joins.append(sql.SQL("JOIN core.documents AS of ON of.document_id = row.document_id"))
            values.append(sql.SQL(_WORDS).format(shift=sql.SQL(_SHIFT)))
        elif name in _MIXED:
            values.append(sql.SQL(_MIXED[name]).format(column))
        elif isinstance(kind, UUID):
            values.append(sql.SQL(_ID).format(column))
        elif isinstance(kind, Date):
            values.append(sql.SQL(f"{{}} - {_SHIFT}").format(column))
        else:
            values.append(column)
    return sql.SQL(
        "INSERT INTO core.{table} ({columns}) SELECT {values} FROM core.{table} AS row"
        " CROSS JOIN generate_series(%(first)s, %(last)s) AS copy {joins}"
    ).format(
        table=sql.Identifier(table.name),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns_of(table))),
        values=sql.SQL(", ").join(values),
        joins=sql.SQL(" ").join(joins),
    )
