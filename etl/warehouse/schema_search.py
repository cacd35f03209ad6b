"""Schema ``core``, part four: what searches look in. The functions that fill it are in the migrations."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Table
from sqlalchemy.dialects.postgresql import TSVECTOR, UUID

from etl.warehouse.schema_base import key, metadata, queue, required

document_search = Table(
    "document_search",
    metadata,
    key("document_id", UUID(as_uuid=False), "Document that says so.", ForeignKey("core.documents.document_id")),
    required(
        "words",
        TSVECTOR,
        "Stems of headline (weight A) and text with their positions, as core.in_capitals writes them; month:2016-12 and"
        " source:CODE as words of their own.",
    ),
    schema="core",
    comment="What analyst.search looks in; filled when the views are refreshed.",
)
Index("document_search_words_idx", document_search.c.words, postgresql_using="gin")

unsearched_documents = queue(
    "unsearched_documents",
    "core",
    "Document whose text came or changed since.",
    "What is to be made searchable when the views are refreshed; triggers note it.",
)
