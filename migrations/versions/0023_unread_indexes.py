"""Indexes that no question goes by take no room; what may be told by others is found among those events alone."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import while_others_work

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_MADE = {
    "events_of_one_day_idx": "core.events (starts_on, event_type) WHERE starts_on = ends_on AND modality = 'asserted'"
}
#: The views look at the actors and places of mentions as analysts corrected them, which no index on the table tells.
_GONE = {
    "events_starts_on_event_type_idx": "core.events (starts_on, event_type)",
    "actor_mentions_actor_id_idx": "core.actor_mentions (actor_id)",
    "location_mentions_location_id_idx": "core.location_mentions (location_id)",
    "event_participants_actor_id_idx": "core.event_participants (actor_id)",
}


def upgrade() -> None:
    _swap(_MADE, _GONE)


def downgrade() -> None:
    _swap(_GONE, _MADE)


def _swap(made: dict[str, str], gone: dict[str, str]) -> None:
    with while_others_work():
        for name, what in made.items():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS core.{name}")  # half of one, where this was broken off
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {what}")
        for name in gone:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS core.{name}")
