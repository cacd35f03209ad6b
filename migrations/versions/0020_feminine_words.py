"""Search tells a word with taa marbuta from the same one without."""

from __future__ import annotations

import re
from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

# Words are filled in again when the views are refreshed.
_AGAIN = """
    WITH gone AS (DELETE FROM core.document_search RETURNING document_id)
    INSERT INTO core.unsearched_documents (document_id)
    SELECT document_id FROM gone EXCEPT SELECT document_id FROM core.unsearched_documents"""


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind().execution_options(no_parameters=True)
    connection.exec_driver_sql(script)
    connection.exec_driver_sql(_AGAIN)


def downgrade() -> None:
    before = Path(__file__).with_name("0003_search_and_corrections.sql").read_text(encoding="utf-8")
    (function,) = re.findall(r"^CREATE (FUNCTION core\.search_words.*?;)$", before, re.DOTALL | re.MULTILINE)
    connection = op.get_bind().execution_options(no_parameters=True)
    connection.exec_driver_sql(f"CREATE OR REPLACE {function}")
    connection.exec_driver_sql(_AGAIN)
