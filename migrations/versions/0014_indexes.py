"""What a source brought on a day, and where a run found what, is told by index; made while others load."""

from __future__ import annotations

from alembic import op

from etl.warehouse.migrate import while_others_work

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MADE = {
    "documents_source_code_published_on_idx": "core.documents (source_code, published_on)",
    "document_origins_run_id_idx": "core.document_origins (run_id)",
    "document_origins_place_idx": "core.document_origins (hashtextextended(uri, position))",
}
_GONE = {"documents_source_code_idx": "core.documents (source_code)"}


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
