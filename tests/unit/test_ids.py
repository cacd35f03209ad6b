"""Ids: made from content, and those of the rows of one document side by side."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from etl.documents import Document, Origin
from etl.ids import as_uuid, id_within, row_id
from etl.load.rows import Rows, coded_rows
from etl.pipeline import code_text
from etl.text import read_text
from etl.warehouse.schema import CODING

TEXT = "دمشق: قتل 12 مدنيا وأصيب 30 في غارة جوية على مدينة حلب يوم 9 كانون الأول 2016. وأدان وزير الخارجية الغارة."
_NAMED = {table.name for table in CODING if {"document_id", "start_offset"} <= set(table.columns.keys())}


def rows_of(document_id: str) -> Rows:
    day = date(2016, 12, 10)
    origin = Origin("news.txt", "0" * 64)
    document = Document(document_id, "wire", TEXT, origin, published_on=day)
    text = read_text(TEXT)
    return coded_rows(document, text, code_text(text, day, document_id))


def ids_of(rows: Rows) -> list[str]:
    return [row[0] for name in sorted(_NAMED) for row in rows[name]]


def test_ids_of_a_document_begin_as_it_does_and_are_uuids_of_a_layout_of_their_own() -> None:
    for document_id in (row_id("news", 1), "a key of its own"):
        ids = ids_of(rows_of(document_id))
        assert len(set(ids)) == len(ids) > 8
        own = as_uuid(document_id)
        assert {(i[:14], i[15:18]) for i in ids} == {(own[:14], own[15:18])}
        assert {(UUID(i).version, UUID(i).variant) for i in ids} == {(8, UUID(own).variant)}


def test_what_tells_rows_apart_is_in_the_half_that_is_theirs() -> None:
    ids = [i for n in range(30) for i in ids_of(rows_of(row_id("news", n)))]
    assert len({UUID(i).bytes[8:] for i in ids}) == len(ids)


def test_ids_are_what_they_were() -> None:
    """They are public: links, corrections and exports hold them."""
    assert row_id("figure", "d", 0, 5) == "d1d0d4ba-712a-5b53-8683-ca35506877c4"
    rows = rows_of("11111111-1111-5111-8111-111111111111")
    assert rows["figures"][0][0] == "11111111-1111-8111-859d-4bee30c8a8a9"
    assert rows["events"][0][0] == "11111111-1111-8111-a37c-b11298c0718c"
    assert id_within(as_uuid("d"), row_id("x")) == "fe6f4eeb-5745-8e31-a676-f400e0d51dc1"
