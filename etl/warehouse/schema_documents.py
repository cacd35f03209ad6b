"""Schema ``core``, part one: what was read, and where it came from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP, UUID

from etl.warehouse.schema_base import PUBLISHED_SOURCE, document_key, key, metadata, optional, required

Uuid = UUID(as_uuid=False)
Instant = TIMESTAMP(timezone=True)


def _undated() -> list[Column[Any]]:
    return [
        optional("undated_reason_code", Text, "Why there is no day of publication (ref.reason_codes); null with one."),
        optional("undated_surface", Text, "What was written and is no day, or can be read as two; null for nothing."),
    ]


sources = Table(
    "sources",
    metadata,
    key("source_code", Text, "Short name of the outlet as the files give it."),
    optional("name_ar", Text, "Name in Arabic."),
    optional("name_en", Text, "Name in English."),
    optional("country_code", Text, "ISO 3166-1 alpha-2 code of its seat."),
    schema="core",
    comment="Outlets that the documents come from.",
)

documents = Table(
    "documents",
    metadata,
    key("document_id", Uuid, "Made from the source and the content alone: the same item has it wherever it is found."),
    required("source_code", Text, "Outlet.", ForeignKey("core.sources.source_code")),
    required("origin_id", Uuid, "The origin that title, address and day were taken from (document_origins)."),
    optional("title", Text, "Headline."),
    optional("url", Text, "Address of the item on the web."),
    optional("author", Text, "Author as written."),
    optional("section", Text, "Section or category that the outlet put it in."),
    optional("published_at", Instant, "Moment of publication where the file gives it."),
    optional("published_on", Date, "Day of publication, which relative dates count from.", index=True),
    required("published_source", PUBLISHED_SOURCE, "How the day of publication is known."),
    *_undated(),
    required("language_code", Text, "ISO 639-1 code of the language."),
    required("characters", Integer, "Length of the raw text in Unicode code points."),
    required("coding_version", Text, "Version of the extractor and fingerprint of its tables."),
    required("coded_at", Instant, "When this coding was loaded."),
    required("run_id", Uuid, "Run that loaded this coding (ops.runs).", index=True),
    optional("source_record_id", Text, "Key of the item in its source's own records.", index=True),
    schema="core",
    comment="News items, one row each, whatever the number of files that hold them.",
)
Index("documents_source_code_published_on_idx", documents.c.source_code, documents.c.published_on)

document_texts = Table(
    "document_texts",
    metadata,
    document_key(primary=True),
    required("raw_text", Text, "The decoded text, never altered; all offsets count its Unicode code points."),
    optional(
        "clean_text",
        Text,
        "The text without vowel marks, invisible characters and debris; null where core.rebuilt(raw_text, clean_starts,"
        " raw_starts) gives it.",
    ),
    required("clean_starts", ARRAY(Integer), "Offset map: where in the clean text each run begins."),
    required("raw_starts", ARRAY(Integer), "Offset map: where in the raw text the same run begins."),
    required("cleaning_version", Text, "Version of the cleaning rules."),
    schema="core",
    comment="Texts of the documents with the map from clean to raw offsets.",
)

document_origins = Table(
    "document_origins",
    metadata,
    key("origin_id", Uuid, "Made from document, uri and member."),
    document_key(index=True),
    required("uri", Text, "Path or address of the file."),
    required("member", Text, "Path inside an archive, empty outside of one."),
    required("position", Integer, "Ordinal of the document in its file or member, from 0."),
    required(
        "sha256", Text, "SHA-256 of the file's bytes.", CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256")
    ),
    required("encoding", Text, "Encoding the bytes were decoded from."),
    required(
        "encoding_confidence",
        REAL,
        "0 to 1; 1 where the encoding is declared or proven.",
        CheckConstraint("encoding_confidence BETWEEN 0 AND 1", name="encoding_confidence"),
    ),
    optional("title", Text, "Headline in this file."),
    optional("url", Text, "Address given in this file."),
    optional("author", Text, "Author given in this file."),
    optional("section", Text, "Section given in this file."),
    optional("published_at", Instant, "Moment of publication given in this file."),
    optional("published_on", Date, "Day of publication given with this file."),
    required("published_source", PUBLISHED_SOURCE, "How this file's day of publication is known."),
    *_undated(),
    required("language_code", Text, "Language found in this file."),
    required("run_id", Uuid, "Run that last read it (ops.runs).", index=True),
    optional("source_record_id", Text, "Key of the item in the records of this file."),
    schema="core",
    comment="Every place where a document was found: enough to find its bytes again.",
)

sentence_bounds = Table(
    "sentence_bounds",
    metadata,
    document_key(primary=True),
    required("starts", ARRAY(Integer), "Of each sentence in order, the first character in the raw text."),
    required("ends", ARRAY(Integer), "Of each sentence in order, the end in the raw text, exclusive."),
    optional("uncoded", ARRAY(Integer), "Ordinals of the sentences that look like news of an event and gave none."),
    optional("uncoded_reasons", ARRAY(Text), "Of each of them, why (ref.reason_codes)."),
    CheckConstraint("core.are_spans(starts, ends)", name="span"),
    schema="core",
    comment="Where the sentences of a document begin and end (core.sentences has a row for each), and which gave no"
    " event (core.uncoded_sentences).",
)

sentence_rows = Table(
    "sentence_rows",
    metadata,
    document_key(primary=True),
    key("sentence_no", Integer, "Ordinal in the document, from 0."),
    required("start_offset", Integer, "First character in the raw text."),
    required("end_offset", Integer, "End in the raw text, exclusive."),
    CheckConstraint("0 <= start_offset AND start_offset < end_offset", name="span"),
    schema="core",
    comment="Sentences of documents that earlier versions coded; they go when these are coded again.",
)
