"""The data dictionary says what the database is."""

from __future__ import annotations

from contextlib import closing

from etl.warehouse.connect import connect
from tools.build_dictionary import TARGET, render


def test_the_dictionary_is_up_to_date(empty_warehouse: str) -> None:
    with closing(connect(empty_warehouse)) as connection:
        assert TARGET.read_text(encoding="utf-8") == render(connection), "run python -m tools.build_dictionary"
