"""Views and roles: kept as SQL, installed again whenever their text changes."""

from __future__ import annotations

import hashlib
import logging
import re
from graphlib import TopologicalSorter
from importlib.resources import files

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.errors import TerminalError
from etl.warehouse.schema import SCHEMAS

log = logging.getLogger(__name__)

_AFTER = re.compile(r"^-- after: (.+)$", re.MULTILINE)


def view_files() -> dict[str, str]:
    """SQL of the views by name, each after those that it builds on (its line ``-- after: a, b``)."""
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in files("etl.warehouse.views").iterdir()
        if entry.name.endswith(".sql")
    }
    needs = {
        name: {other.strip() for line in _AFTER.findall(text) for other in line.split(",")}
        for name, text in sorted(found.items())
    }
    return {name: found[name] for name in TopologicalSorter(needs).static_order()}


def install_views(cursor: Cursor) -> bool:
    """Replace the views of schema ``analyst`` if they changed; whether they did.

    Raises TerminalError where somebody's own view builds on one of ours and stands in the way.
    """
    views = view_files()
    if not changed(cursor, "views", "\0".join(f"{name}\0{text}" for name, text in views.items())):
        return False
    cursor.execute("CREATE SCHEMA IF NOT EXISTS analyst")
    cursor.execute("COMMENT ON SCHEMA analyst IS %s", [SCHEMAS["analyst"]])
    cursor.execute("SELECT table_name FROM information_schema.views WHERE table_schema = 'analyst'")
    old = [sql.Identifier("analyst", row[0]) for row in cursor.fetchall()]
    try:
        if old:
            cursor.execute(sql.SQL("DROP VIEW {}").format(sql.SQL(", ").join(old)))
    except psycopg2.errors.DependentObjectsStillExist as error:
        detail = " ".join((error.diag.message_detail or "").split())
        raise TerminalError(
            f"the analyst views cannot be replaced: {detail}. Drop what builds on them, migrate, and make it again"
        ) from error
    for text in views.values():
        cursor.execute(text)
    return True


def install_roles(cursor: Cursor) -> bool:
    """Create and equip the roles if that changed; False where nothing was done, for want of permission too."""
    text = files("etl.warehouse").joinpath("roles.sql").read_text(encoding="utf-8")
    cursor.execute("SELECT fingerprint FROM ops.installed WHERE part = 'views'")
    views = cursor.fetchone()
    if not changed(cursor, "roles", f"{text}{views}"):
        return False
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    row = cursor.fetchone()
    if row is None or not row[0]:
        log.warning("the database role may not create roles: waqai_owner, waqai_loader and analyst_ro are left out")
        return False
    cursor.execute(text)
    return True


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
