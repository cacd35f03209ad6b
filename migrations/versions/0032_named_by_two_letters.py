"""What decided an event names its steps by two letters."""

from __future__ import annotations

import re
from pathlib import Path

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_STEPS = ("trigger", "modality", "source", "target", "place", "speaker")


def upgrade() -> None:
    _run(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    before = Path(__file__).with_name("0022_decided.sql").read_text(encoding="utf-8")
    decided = "decided"
    for step in _STEPS:
        decided = f"regexp_replace({decided}, '^{step[:2]}\\t', E'{step}\\t', 'gn')"
    for table in ("events", "events_history"):
        _run(f"UPDATE core.{table} SET decided = {decided} WHERE decided IS NOT NULL")  # noqa: S608
    flags = re.DOTALL | re.MULTILINE
    (function,) = re.findall(r"^CREATE (FUNCTION core\.steps_of.*?;)$", before, flags)
    _run(f"CREATE OR REPLACE {function}")
    for comment in re.findall(r"^COMMENT ON COLUMN core\.\w+\.decided IS.*?;$", before, flags):
        _run(comment)


def _run(statement: str) -> None:
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(statement)
