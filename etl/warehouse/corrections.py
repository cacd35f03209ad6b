"""Corrections of analysts as gold: what the extractor should have said, in the names of its contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.warehouse.connect import connect

_LAYERS = {"events": "events", "figures": "figures", "actor_mentions": "actors", "location_mentions": "places"}
_FIELDS = {"starts_on": "date_start", "ends_on": "date_end", "location_id": "place_id"}
_NUMBERS = frozenset({"low", "high", "best"})
_CURRENT = """
    SELECT c.document_id::text, content.raw_text, document.published_on, document.source_code, c.table_name,
           c.start_offset, c.end_offset, c.surface, c.column_name, c.coded_value, c.corrected_value, c.reason
    FROM (
        SELECT document_id, table_name, start_offset, end_offset, surface, column_name, coded_value, corrected_value,
               reason
        FROM analyst.corrections WHERE is_current
        UNION ALL
        SELECT added.document_id, added.table_name, added.start_offset, added.end_offset, added.surface, given.key,
               NULL, given.value, added.reason
        FROM analyst.additions AS added
        CROSS JOIN LATERAL jsonb_each_text(added.right_values) AS given
        WHERE added.is_shown
    ) AS c
    JOIN core.documents AS document USING (document_id)
    JOIN core.document_texts AS content USING (document_id)
    ORDER BY c.document_id, c.start_offset, c.end_offset, c.table_name, c.column_name"""


def gold(url: str | None = None) -> Iterator[dict[str, Any]]:
    """The corrections that count: input of the extractor, span, field, and the value as coded and as it should be.

    Of what the coding missed and an analyst added each field is one row whose coded value is None.

    ``layer`` and ``field`` are names of the extraction contract, ``start`` and ``end`` offsets into ``text``.
    """
    connection = connect(url)
    try:
        with connection, connection.cursor("gold") as cursor:
            cursor.execute(_CURRENT)
            for document_id, text, day, source, table, start, end, surface, column, coded, right, reason in cursor:
                yield {
                    "id": document_id,
                    "text": text,
                    "published_on": day and day.isoformat(),
                    "source": source,
                    "layer": _LAYERS[table],
                    "start": start,
                    "end": end,
                    "surface": surface,
                    "field": _FIELDS.get(column, column),
                    "coded": _value(column, coded),
                    "corrected": _value(column, right),
                    "reason": reason,
                }
    finally:
        connection.close()


def _value(column: str, value: str | None) -> str | float | None:
    return float(value) if value is not None and column in _NUMBERS else value
