"""Documents are found by the bands of their sketches where these stand; the indexes are made while others work."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import while_others_work

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

#: Bands of a sketch (etl/load/sketches.py).
_BANDS = range(1, 17)


def upgrade() -> None:
    _each(
        # Half of one, where this was broken off, goes first.
        "DROP INDEX CONCURRENTLY IF EXISTS core.document_sketches_{n}_band_idx",
        "CREATE INDEX CONCURRENTLY document_sketches_{n}_band_idx"
        " ON core.document_sketches ((bands[{n}]), document_id)",
    )


def downgrade() -> None:
    _each("DROP INDEX CONCURRENTLY IF EXISTS core.document_sketches_{n}_band_idx")


def _each(*statements: str) -> None:
    with while_others_work():
        for n in _BANDS:
            for statement in statements:
                op.execute(statement.format(n=n))
