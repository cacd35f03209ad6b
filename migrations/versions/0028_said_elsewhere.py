"""A mention repeats neither its span nor the kind of a known actor, an event not the codes of its type.

No row is touched, the columns stay.
"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_NAMED = ("actor_mentions", "location_mentions")
#: Column, its meaning, and what null in it means from now on.
_NAME = (
    ("name_start_offset", "First character of the bare name", "null where it is start_offset"),
    ("name_end_offset", "End of the bare name, exclusive", "null where it is end_offset"),
)
_CODES = {"plover_type": "PLOVER 2.0 type", "plover_mode": "PLOVER 2.0 mode", "cameo_code": "CAMEO code"}


def upgrade() -> None:
    for table in _NAMED:
        for column, meaning, null in _NAME:
            _alter(table, column, "DROP NOT NULL", f"{meaning}; {null}")
    _alter("actor_mentions", "kind", "DROP NOT NULL", "Kind of actor; null where core.actors has it, by actor_id")
    for column in _CODES:
        _comment("events", column, "Null: ref.event_types says it; rows of earlier versions have it")
    _comment("events", "rule", "Row of triggers.csv, or of event_seen.csv, that coded it: type and first word")


def downgrade() -> None:
    for table in _both(*_NAMED):
        op.execute(
            f"UPDATE core.{table} SET name_start_offset = coalesce(name_start_offset, start_offset),"  # noqa: S608
            " name_end_offset = coalesce(name_end_offset, end_offset)"
        )
    for table in _both("actor_mentions"):
        op.execute(
            f"UPDATE core.{table} AS row SET kind = actor.kind FROM core.actors AS actor"  # noqa: S608
            " WHERE actor.actor_id = row.actor_id AND row.kind IS NULL"
        )
    for table in _both("events"):
        values = ", ".join(f"{column} = coalesce(row.{column}, type.{column})" for column in _CODES)
        op.execute(
            f"UPDATE core.{table} AS row SET {values} FROM ref.event_types AS type"  # noqa: S608
            " WHERE type.event_type = row.event_type"
        )
    for table in _NAMED:
        for column, meaning, _ in _NAME:
            _alter(table, column, "SET NOT NULL", meaning)
    _alter("actor_mentions", "kind", "SET NOT NULL", "Kind of actor, as in core.actors")
    for column, meaning in _CODES.items():
        _comment("events", column, meaning)
    _comment("events", "rule", "Row of seeds/triggers.csv that coded it: its type and first word")


def _alter(table: str, column: str, what: str, meaning: str) -> None:
    for of in _both(table):
        op.execute(f"ALTER TABLE core.{of} ALTER COLUMN {column} {what}")
    _comment(table, column, meaning)


def _comment(table: str, column: str, meaning: str) -> None:
    for of in _both(table):
        op.execute(f"COMMENT ON COLUMN core.{of}.{column} IS '{meaning}.'")


def _both(*tables: str) -> list[str]:
    return [name for table in tables for name in (table, f"{table}_history")]
