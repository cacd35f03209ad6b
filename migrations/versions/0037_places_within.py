"""What a described place with an identity is: the place itself, or one that lies in it."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_COMMENT = (
    "COMMENT ON TABLE core.event_locations IS"
    " 'Where it happened, from where, to where; a description with a location_id {}.'"
)


def upgrade() -> None:
    op.execute(_COMMENT.format("is that place or lies in it"))


def downgrade() -> None:
    op.execute(_COMMENT.format("stands for that place"))
