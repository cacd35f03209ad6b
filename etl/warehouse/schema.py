"""The whole schema: importing this module fills ``metadata`` with every table."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, func
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

from etl.warehouse import (  # noqa: F401
    schema_additions,
    schema_documents,
    schema_events,
    schema_mentions,
    schema_ops,
    schema_ref,
    schema_search,
)
from etl.warehouse.schema_base import SCHEMAS, VOCABULARIES, metadata

__all__ = ["CODING", "SCHEMAS", "VOCABULARIES", "history_of", "metadata"]

#: Tables whose rows one coding of one document makes, each after those that it refers to.
CODING = (
    schema_documents.sentence_bounds,
    schema_documents.sentence_rows,
    schema_mentions.figures,
    schema_mentions.time_expressions,
    schema_mentions.location_mentions,
    schema_mentions.actor_mentions,
    schema_mentions.uncoded_rows,
    schema_events.events,
    schema_events.event_participants,
    schema_events.event_locations,
    schema_events.further_mentions,
    schema_events.event_figures,
)


def history_of(table: Table) -> Table:
    """The table that keeps the superseded rows of ``table``."""
    return metadata.tables[f"core.{table.name}_history"]


def _make_history(table: Table) -> None:
    absent = Column(
        "is_addition",
        Boolean,
        nullable=False,
        server_default="false",
        comment="The run added the row as it stands here; before there was none.",
    )
    columns = [
        Column(
            column.name, column.type, primary_key=column.primary_key, nullable=column.nullable, comment=column.comment
        )
        for column in table.columns
    ]
    Table(
        f"{table.name}_history",
        metadata,
        *columns,
        Column(
            "superseded_at",
            TIMESTAMP(timezone=True),
            primary_key=True,
            server_default=func.now(),
            comment="When a newer coding took its place.",
        ),
        Column("superseded_run_id", UUID(as_uuid=False), nullable=False, comment="Run of the newer coding (ops.runs)."),
        *([absent] if table in CODING else []),
        schema="core",
        comment=f"Rows of core.{table.name} as they were before a run that changed them.",
    )


for _table in (schema_documents.documents, *CODING):
    _make_history(_table)
