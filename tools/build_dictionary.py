"""docs/data_dictionary.md from the database itself: `python -m tools.build_dictionary` after a change of the schema."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from pathlib import Path

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.schema import SCHEMAS

TARGET = Path(__file__).resolve().parents[1] / "docs" / "data_dictionary.md"

_COLUMNS = """
    SELECT c.relnamespace::regnamespace::text, c.relname, c.relkind IN ('v', 'm'), obj_description(c.oid, 'pg_class'),
           a.attname, replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
           a.attnotnull, col_description(c.oid, a.attnum),
           coalesce((SELECT bool_or(a.attnum = ANY(k.conkey)) FROM pg_constraint AS k
                     WHERE k.conrelid = c.oid AND k.contype = 'p'), false),
           (SELECT min(k.confrelid::regclass::text) FROM pg_constraint AS k
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey[1] = a.attnum)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'v', 'm') AND c.relname <> 'schema_version'
      AND c.relnamespace::regnamespace::text = ANY(%s)
    ORDER BY array_position(%s, c.relnamespace::regnamespace::text), c.relname, a.attnum
"""
_REFERENCES = """
    SELECT DISTINCT confrelid::regclass::text, conrelid::regclass::text
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace::regnamespace::text = 'core'
    ORDER BY 1, 2
"""
_WORDS = """
    SELECT t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
    FROM pg_type AS t
    JOIN pg_enum AS e ON e.enumtypid = t.oid
    WHERE t.typnamespace = 'ref'::regnamespace
    GROUP BY t.typname
    ORDER BY t.typname
"""


def render(connection: Connection) -> str:
    """The dictionary of the warehouse behind ``connection`` as Markdown."""
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = pg_catalog")
        names = list(SCHEMAS)
        cursor.execute(_COLUMNS, [names, names])
        columns = cursor.fetchall()
        cursor.execute(_REFERENCES)
        references = cursor.fetchall()
        cursor.execute(_WORDS)
        words = cursor.fetchall()
    connection.rollback()
    lines = [
        "# Data dictionary",
        "",
        "Made from the database by `python -m tools.build_dictionary`; do not edit. The primary key is **bold**.",
        "`*_history` tables hold superseded codings: the columns of their table, and when and by which run it was",
        "superseded. Offsets count Unicode code points of the raw text, from 0, ends exclusive.",
    ]
    for schema, of_schema in groupby(columns, key=lambda row: row[0]):
        lines += ["", f"## {schema}", "", SCHEMAS[schema]]
        for (table, is_view, purpose), of_table in groupby(of_schema, key=lambda row: row[1:4]):
            if table.endswith("_history"):
                continue
            lines += ["", f"### {schema}.{table}{' (view)' if is_view else ''}", "", purpose, ""]
            lines += ["| column | type | meaning |", "|---|---|---|"]
            for _, _, _, _, column, kind, is_required, meaning, is_key, refers in of_table:
                name = f"**{column}**" if is_key else column
                null = "" if is_required or is_view else ", may be null"
                link = f" → {refers}" if refers else ""
                lines.append(f"| {name} | {kind}{null} | {meaning.replace('|', '/')}{link} |")
    lines += ["", "## Vocabularies", "", "| type | words |", "|---|---|"]
    lines += [f"| ref.{name} | {labels} |" for name, labels in words]
    lines += ["", "## Who refers to whom", "", "```mermaid", "erDiagram"]
    lines += [f'    {_plain(parent)} ||--o{{ {_plain(child)} : ""' for parent, child in references if parent != child]
    lines += ["```", ""]
    return "\n".join(lines)


def _plain(name: str) -> str:
    return name.rpartition(".")[2]


def main() -> None:
    """Write the dictionary anew."""
    with closing(connect(prepare_warehouse())) as connection:
        TARGET.write_text(render(connection), encoding="utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
