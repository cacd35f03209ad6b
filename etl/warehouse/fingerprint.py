"""One value per table that says whether two warehouses hold the same rows, whenever and by whichever run they came."""

from __future__ import annotations

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.warehouse.copying import columns_of
from etl.warehouse.schema import metadata

#: Columns that say when and by which run a row came, not what the news says.
RUN_COLUMNS = frozenset({"run_id", "coded_at"})
#: A list of work that is still to be done holds no rows of the news.
_TO_DO = frozenset({"changed_documents", "unsearched_documents", "unlinked_documents"})


def table_fingerprints(cursor: Cursor) -> dict[str, str]:
    """Hash of the rows of every table of ``core``, run columns, superseded codings and lists of work aside.

    The order of the rows does not matter.
    """
    found: dict[str, str] = {}
    for table in metadata.sorted_tables:
        if table.schema != "core" or table.name.endswith("_history") or table.name in _TO_DO:
            continue
        columns = [name for name in columns_of(table) if name not in RUN_COLUMNS]
        cursor.execute(
            sql.SQL(
                "SELECT count(*) || ':' || md5(coalesce(string_agg(digest, '' ORDER BY digest), ''))"
                ' FROM (SELECT md5(ROW({})::text) COLLATE "C" AS digest FROM core.{}) AS rows'
            ).format(sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table.name))
        )
        found[table.name] = str(cursor.fetchall()[0][0])
    return found
