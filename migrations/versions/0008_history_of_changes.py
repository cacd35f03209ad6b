"""History keeps only what a run changed: rows as they were before, and marks of what was not there."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_CODING = (
    "sentences", "figures", "time_expressions", "location_mentions", "actor_mentions", "uncoded_sentences", "events",
    "event_participants", "event_locations", "event_mentions", "event_figures", "attributions",
)  # fmt: skip


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    for table in _CODING:
        op.execute(
            f"DELETE FROM core.{table}_history WHERE is_addition;"  # noqa: S608 - names of ours
            f" ALTER TABLE core.{table}_history DROP COLUMN is_addition"
        )
    for table in ("documents", *_CODING):
        op.execute(f"COMMENT ON TABLE core.{table}_history IS 'Superseded rows of core.{table}.'")
