"""The reference tables: rows of ``seeds/`` brought into the database, again whenever a file changes."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812
from sqlalchemy import Table

from etl.tables import read_csv, seed
from etl.warehouse.copying import columns_of, stage_rows
from etl.warehouse.install import changed
from etl.warehouse.schema import metadata

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One table of the database and the files of ``seeds/`` that fill it.

    Of a table that documents refer to (``is_shared``) rows are never deleted: those that left the files merely stop
    being seeded. The others are made anew.
    """

    table: str
    seeds: tuple[str, ...]
    rows: Callable[[Iterable[dict[str, str]]], Iterator[Row]]
    is_shared: bool = False


def load_reference_tables(cursor: Cursor) -> list[str]:
    """Bring every reference table whose files changed up to date; names of those tables.

    Raises ValueError, with file and line, for a malformed file.
    """
    done = []
    for reference in REFERENCES:
        digest = hashlib.sha256()
        for name in reference.seeds:
            digest.update(seed(name).read_bytes())
        if changed(cursor, reference.table, digest.hexdigest()):
            _replace(cursor, reference)
            done.append(reference.table)
    if done:  # names, codes and places of any event may be others now
        cursor.execute("INSERT INTO core.changed_documents (document_id) SELECT document_id FROM core.documents")
    return done


def _replace(cursor: Cursor, reference: Reference) -> None:
    table = metadata.tables[reference.table]
    records = (record for name in reference.seeds for record in read_csv(name))
    if not reference.is_shared:
        cursor.execute(sql.SQL("DELETE FROM {}").format(_name(table)))
    stage_rows(cursor, table, reference.rows(records))
    columns = columns_of(table)
    keys = [column.name for column in table.primary_key.columns]
    rest = [name for name in columns if name not in keys]
    cursor.execute(
        sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT DISTINCT ON ({keys}) {columns} FROM {staged} ORDER BY {keys}"
            " ON CONFLICT ({keys}) DO UPDATE SET {changes}"
        ).format(
            table=_name(table),
            columns=_list(columns),
            keys=_list(keys),
            staged=sql.Identifier(f"staged_{table.name}"),
            changes=sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in rest or keys
            ),
        )
    )
    if reference.is_shared and "is_seeded" in columns:
        cursor.execute(
            sql.SQL(
                "UPDATE {table} SET is_seeded = false WHERE is_seeded AND {key} NOT IN (SELECT {key} FROM {staged})"
            ).format(table=_name(table), key=_list(keys), staged=sql.Identifier(f"staged_{table.name}"))
        )


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(str(table.schema), table.name)


def _list(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _plain(table: str) -> Callable[[Iterable[dict[str, str]]], Iterator[Row]]:
    """Rows of a file whose columns are named as those of the table."""

    def rows(records: Iterable[dict[str, str]]) -> Iterator[Row]:
        names = columns_of(metadata.tables[table])
        for record in records:
            yield tuple(record.get(name) or None for name in names)

    return rows


def _actors(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    for r in records:
        values = (r["actor_id"], r["name_ar"], r["name_en"], r["kind"], r["country"], r["sector"], r["wikidata"])
        yield (*(value or None for value in values), True)


def _actor_aliases(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    for r in records:
        yield r["actor_id"], r["alias"], r["form"] or None, r["condition"] or None


def _actor_roles(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    for r in records:
        first = _day(r["valid_from"], last=False) if r["valid_from"] else "-infinity"
        last = _day(r["valid_to"], last=True) if r["valid_to"] else None
        yield r["actor_id"], r["role"], r["organisation"], first, last


def _locations(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    for r in records:
        name_ar = r["names"].split("|")[0] or r["weak"].split("|")[0]
        values = (r["place_id"], name_ar, r["name_en"], r["country"], r["feature"], r["admin1"], r["lat"], r["lon"])
        yield (*(value or None for value in (*values, r["population"])), True)


def _location_aliases(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    for r in records:
        for column, is_weak in (("names", False), ("weak", True)):
            yield from ((r["place_id"], alias, is_weak) for alias in r[column].split("|") if alias)


def _day(written: str, *, last: bool) -> date:
    """A day, or the first or last day of a month or year: ``2016``, ``2016-12``, ``2016-12-11``."""
    year, month, day = (int(part) for part in [*written.split("-"), "0", "0"][:3])
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


_PLACES = ("places.csv", "places_reviewed.csv")
#: In the order of their references to one another.
REFERENCES = (
    Reference("ref.event_types", ("event_types.csv",), _plain("ref.event_types"), is_shared=True),
    Reference("ref.countries", ("countries.csv",), _plain("ref.countries")),
    Reference("ref.reason_codes", ("reason_codes.csv",), _plain("ref.reason_codes")),
    Reference("core.actors", ("actors.csv",), _actors, is_shared=True),
    Reference("core.actor_aliases", ("actor_aliases.csv",), _actor_aliases),
    Reference("core.actor_roles", ("actor_roles.csv",), _actor_roles),
    Reference("core.locations", _PLACES, _locations, is_shared=True),
    Reference("core.location_aliases", _PLACES, _location_aliases),
)
