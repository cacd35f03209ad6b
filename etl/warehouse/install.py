"""Views and roles: kept as SQL, installed again whenever their text changes."""

from __future__ import annotations

import csv
import hashlib
import logging
import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from importlib.resources import files
from itertools import takewhile

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.errors import TerminalError
from etl.warehouse.schema import SCHEMAS

log = logging.getLogger(__name__)

_FUNCTION = re.compile(r"^CREATE FUNCTION ", re.MULTILINE)
_AFTER = re.compile(r"^-- after: (.+)$", re.MULTILINE)

_KINDS = {"v": sql.SQL("VIEW"), "m": sql.SQL("MATERIALIZED VIEW"), "r": sql.SQL("TABLE")}

# Views of the schema and tables that keep their rows, those that others build on after them.
_DEPTHS = """
    WITH RECURSIVE above AS (
        SELECT DISTINCT rule.ev_class AS view, link.refobjid AS base
        FROM pg_rewrite AS rule
        JOIN pg_depend AS link ON link.classid = 'pg_rewrite'::regclass AND link.objid = rule.oid
            AND link.refclassid = 'pg_class'::regclass AND link.refobjid <> rule.ev_class
    ), depths AS (
        SELECT oid, 0 AS depth FROM pg_class
        WHERE relnamespace = 'analyst'::regnamespace AND relkind IN ('v', 'm', 'r')
        UNION
        SELECT above.view, depths.depth + 1 FROM depths JOIN above ON above.base = depths.oid
    )
    SELECT relname, relkind FROM depths JOIN pg_class USING (oid)
    WHERE relnamespace = 'analyst'::regnamespace
    GROUP BY oid, relname, relkind ORDER BY max(depth) DESC, relname"""
_TABLES = """
    SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
    WHERE relnamespace = 'core'::regnamespace AND relkind = 'r'"""


def view_files() -> dict[str, str]:
    """SQL of the views by name, each after those that it builds on (its line ``-- after: a, b``)."""
    return _ordered({name: text for name, text in _files().items() if not _FUNCTION.search(text)})


def function_files() -> dict[str, str]:
    """SQL of the functions by name, each after those that it calls."""
    return _ordered({name: text for name, text in _files().items() if _FUNCTION.search(text)})


def _files() -> dict[str, str]:
    return {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in files("etl.warehouse.views").iterdir()
        if entry.name.endswith(".sql")
    }


def _ordered(found: Mapping[str, str]) -> dict[str, str]:
    # In lists: the order of a set is another one in each process, and in another order everything is made anew.
    needs = {
        name: [other.strip() for line in _AFTER.findall(text) for other in line.split(",")]
        for name, text in sorted(found.items())
    }
    return {name: found[name] for name in TopologicalSorter(needs).static_order() if name in found}


def install_views(cursor: Cursor) -> bool:
    """Replace the views and functions of schema ``analyst`` if they changed; whether they did.

    Raises TerminalError where somebody's own view builds on one of ours and stands in the way, ValueError where a
    column has no meaning in ``views/columns.csv``.
    """
    views, functions = view_files(), function_files()
    meanings = column_meanings()
    parts = (*views, *views.values(), *functions, *functions.values(), *meanings, *meanings.values())
    cursor.execute("SELECT to_regclass('analyst.events') IS NOT NULL")  # a migration backwards takes them away
    are_there = cursor.fetchall()[0][0]
    if not changed(cursor, "views", "\0".join(parts)) and are_there:
        return False
    cursor.execute("CREATE SCHEMA IF NOT EXISTS analyst")
    cursor.execute("COMMENT ON SCHEMA analyst IS %s", [SCHEMAS["analyst"]])
    _drop(cursor)
    # Some views keep their rows, and what was just migrated or restored has no statistics: without them the planner
    # reads tables as a whole for each event. Of an empty table it has to be told too that there is nothing.
    cursor.execute(_TABLES)
    cursor.execute(f"ANALYZE (SKIP_LOCKED) {cursor.fetchall()[0][0]}")
    for name, text in views.items():
        cursor.execute(text)
        _explain(cursor, name, text, meanings)
    for name, text in functions.items():
        cursor.execute(text)
        cursor.execute(
            sql.SQL("COMMENT ON FUNCTION {} IS %s").format(sql.Identifier("analyst", name)), [_purpose(text)]
        )
    return True


def _drop(cursor: Cursor) -> None:
    """Take away what is in schema ``analyst``, from the top of the dependencies down."""
    cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'analyst'::regnamespace")
    for (signature,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {signature}")
    cursor.execute(_DEPTHS)
    try:
        for name, kind in cursor.fetchall():
            cursor.execute(sql.SQL("DROP {} {}").format(_KINDS[kind], sql.Identifier("analyst", name)))
    except psycopg2.errors.DependentObjectsStillExist as error:
        detail = " ".join((error.diag.message_detail or "").split())
        raise TerminalError(
            f"the analyst views cannot be replaced: {detail}. Drop what builds on them, migrate, and make it again"
        ) from error


def _purpose(text: str) -> str:
    """What the head of a file says."""
    head = takewhile(lambda line: line.startswith("--"), text.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in head if not _AFTER.match(line))


def column_meanings() -> dict[str, str]:
    """Meaning of every column of the views, by its name, or by ``view.column`` where it differs in one view."""
    text = files("etl.warehouse.views").joinpath("columns.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("# "))
    return dict(row for row in list(rows)[1:])


def _explain(cursor: Cursor, name: str, text: str, meanings: Mapping[str, str]) -> None:
    """Comment on the view ``name`` with the head of its file, and on its columns."""
    cursor.execute("SELECT relkind FROM pg_class WHERE oid = %s::regclass", [f"analyst.{name}"])
    kind = _KINDS[cursor.fetchall()[0][0]]
    view = sql.Identifier("analyst", name)
    cursor.execute(sql.SQL("COMMENT ON {} {} IS %s").format(kind, view), [_purpose(text)])
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
        [f"analyst.{name}"],
    )
    for (column,) in cursor.fetchall():
        meaning = meanings.get(f"{name}.{column}") or meanings.get(column)
        if not meaning:
            raise ValueError(f"etl/warehouse/views/columns.csv does not say what {name}.{column} means")
        cursor.execute(sql.SQL("COMMENT ON COLUMN {} IS %s").format(sql.Identifier("analyst", name, column)), [meaning])


def install_roles(cursor: Cursor) -> bool:
    """Create and equip the roles if that changed; False where nothing was done, for want of permission too."""
    text = files("etl.warehouse").joinpath("roles.sql").read_text(encoding="utf-8")
    cursor.execute("SELECT fingerprint FROM ops.installed WHERE part = 'views'")
    views = cursor.fetchone()
    if not changed(cursor, "roles", f"{text}{views}") and not roles_lacking(cursor):
        return False
    if not may_make_roles(cursor):
        log.warning("the database role may not create roles: waqai_owner, waqai_loader and analyst_ro are left out")
        return False
    cursor.execute(text)
    return True


def may_make_roles(cursor: Cursor) -> bool:
    """Whether the role of the connection may make the others."""
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    row = cursor.fetchone()
    return row is not None and bool(row[0])


def roles_lacking(cursor: Cursor) -> list[str]:
    """What a database that was restored or copied lacks: roles are kept per server, their settings per database."""
    cursor.execute(
        "SELECT wanted.name, role.oid IS NOT NULL, setting.setconfig IS NOT NULL"
        " FROM unnest(ARRAY['waqai_owner', 'waqai_loader', 'analyst_ro']) AS wanted (name)"
        " LEFT JOIN pg_roles AS role ON role.rolname = wanted.name"
        " LEFT JOIN pg_db_role_setting AS setting ON setting.setrole = role.oid"
        " AND setting.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return [
        name if not exists else f"the settings of {name}"
        for name, exists, is_set in cursor.fetchall()
        if not (exists and is_set)
    ]


def changed(cursor: Cursor, part: str, content: str) -> bool:
    """Whether ``part`` was last installed from something else than ``content``; notes that it is from now on."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    cursor.execute(
        "INSERT INTO ops.installed AS kept (part, fingerprint, installed_at) VALUES (%s, %s, now())"
        " ON CONFLICT (part) DO UPDATE SET fingerprint = excluded.fingerprint, installed_at = excluded.installed_at"
        " WHERE kept.fingerprint <> excluded.fingerprint RETURNING part",
        [part, digest],
    )
    return cursor.fetchone() is not None
