"""Participants and places that are described and not named, how a day is known, and what decided."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def downgrade() -> None:
    for suffix in ("", "_history"):
        op.execute(
            f"ALTER TABLE core.events{suffix} DROP COLUMN date_source, DROP COLUMN why;"
            f" ALTER TABLE core.event_participants{suffix} DROP COLUMN form, DROP COLUMN head_class,"
            " DROP COLUMN country_code, DROP COLUMN reason_code;"
            f" ALTER TABLE core.event_locations{suffix} DROP COLUMN form, DROP COLUMN reason_code;"
            f" COMMENT ON COLUMN core.events{suffix}.rule IS 'Name of the rule that coded it.';"
            f" COMMENT ON COLUMN core.event_participants{suffix}.actor_mention_id IS 'Mention.';"
            f" COMMENT ON COLUMN core.event_locations{suffix}.location_mention_id IS 'Mention.'"
        )
    op.execute(
        "DROP TYPE ref.date_source;"
        " COMMENT ON TABLE core.event_participants IS 'Who did it, to whom, and who says so.';"
        " COMMENT ON TABLE core.event_locations IS 'Where it happened, from where, to where.'"
    )
