"""The bands of a sketch stand in its row alone; who shares one is found by the indexes of 0033."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_COMPARED = """
SELECT {n} AS number, bands[{n}] AS band, document_id FROM core.document_sketches AS sketch
WHERE NOT EXISTS (SELECT FROM core.unlinked_documents AS waiting WHERE waiting.document_id = sketch.document_id)"""


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    _run(script.replace("{compared}", "\nUNION ALL".join(_COMPARED.format(n=n) for n in range(1, 17))))


def downgrade() -> None:
    # The next run compares anew what is waiting, and enters its bands.
    before = Path(__file__).with_name("0005_bands.sql").read_text(encoding="utf-8")
    begin, end = before.index("CREATE TABLE core.sketch_bands"), before.index("DROP INDEX")
    _run("ALTER VIEW core.sketch_bands RENAME TO compared_bands")
    _run(before[begin:end])
    _run(
        "INSERT INTO core.sketch_bands (band, document_id) SELECT band, document_id FROM core.compared_bands"
        " WHERE band IS NOT NULL ON CONFLICT DO NOTHING;"
        " DROP VIEW core.compared_bands; DROP FUNCTION core.enter_band; DROP FUNCTION core.leave_band"
    )


def _run(statement: str) -> None:
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(statement)
