"""Schema ``ops``: what was asked, what came of every file, what was refused, what was checked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

from etl.warehouse.schema_base import (
    BATCH_STATUS,
    CHECK_STATUS,
    FILE_OUTCOME,
    RUN_STATUS,
    key,
    metadata,
    optional,
    queue,
    required,
)

Uuid = UUID(as_uuid=False)
Instant = TIMESTAMP(timezone=True)


def _counts(of: str) -> list[Column[Any]]:
    return [
        required(f"{of}_in", Integer, f"Number of {of} found.", server_default="0"),
        required(f"{of}_loaded", Integer, f"Number of {of} loaded.", server_default="0"),
        required(f"{of}_unchanged", Integer, f"Number of {of} known already and left alone.", server_default="0"),
        required(f"{of}_quarantined", Integer, f"Number of {of} refused (ops.quarantine).", server_default="0"),
    ]


def _remarks() -> list[Column[Any]]:
    return [
        required("documents_title_only", Integer, "Number of documents whose text is a title.", server_default="0"),
        required("documents_undated", Integer, "Number of documents without day of publication.", server_default="0"),
        required("documents_day_open", Integer, "Number of them that state a day in vain.", server_default="0"),
        required("documents_unsourced", Integer, "Number of documents without a source.", server_default="0"),
    ]


def _adds_up(of: str) -> CheckConstraint:
    return CheckConstraint(
        f"status <> 'finished' OR {of}_in = {of}_loaded + {of}_unchanged + {of}_quarantined", name=f"{of}_add_up"
    )


runs = Table(
    "runs",
    metadata,
    key("run_id", Uuid, "Id of the run."),
    required("target", Text, "File, folder or address that was asked for."),
    optional("published_on", Date, "Day given for files that do not say theirs."),
    optional("source_code", Text, "Source given for files that do not say theirs."),
    required("coding_version", Text, "Version of the extractor and fingerprint of its tables."),
    required("reading", Text, "Version of the extractor and options, as in ops.files."),
    required(
        "status",
        RUN_STATUS,
        "A run that adds up is finished; one with unprocessed files is failed, or interrupted where it was cut off.",
    ),
    required("started_at", Instant, "When it was planned."),
    optional("finished_at", Instant, "When it was closed."),
    *_counts("files"),
    *_counts("documents"),
    required("events_loaded", Integer, "Number of events loaded.", server_default="0"),
    *_remarks(),
    required("files_known", Integer, "Number of files that planning found unchanged; no row each.", server_default="0"),
    required("documents_known", Integer, "Number of documents in them.", server_default="0"),
    required(
        "is_attended", Boolean, "One process works on it and holds a lock while it lives.", server_default="false"
    ),
    _adds_up("files"),
    _adds_up("documents"),
    CheckConstraint("(status = 'running') = (finished_at IS NULL)", name="finished_at"),
    schema="ops",
    comment="Runs, one row each; the database itself refuses to close one whose counts do not add up.",
)

batches = Table(
    "batches",
    metadata,
    key("batch_id", Uuid, "Made from run and ordinal."),
    required("run_id", Uuid, "Run.", ForeignKey("ops.runs.run_id"), index=True),
    required("position", Integer, "Ordinal in the run, from 0."),
    required("bytes", BigInteger, "Size of its files."),
    required("status", BATCH_STATUS, "Whether all of its files are processed."),
    schema="ops",
    comment="Parts of a run that are processed on their own, of about the same size.",
)

run_files = Table(
    "run_files",
    metadata,
    key("run_id", Uuid, "Run.", ForeignKey("ops.runs.run_id")),
    key("uri", Text, "Path or address of the file."),
    optional(
        "batch_id",
        Uuid,
        "Batch; null before it is shared out.",
        ForeignKey("ops.batches.batch_id"),
        index=True,
    ),
    required("bytes", BigInteger, "Size of the file."),
    optional("fingerprint", Text, "SHA-256 over the bytes that were read, and over those of its sidecar."),
    optional("outcome", FILE_OUTCOME, "What came of it; null until it is processed."),
    *_counts("documents"),
    required("events_loaded", Integer, "Number of events loaded from it.", server_default="0"),
    *_remarks(),
    schema="ops",
    comment="The manifest: every file that a run had to read, and what came of it.",
)

files = Table(
    "files",
    metadata,
    key("uri", Text, "Path or address of the file."),
    required("fingerprint", Text, "SHA-256 over the bytes that were last read, and over those of its sidecar."),
    required("bytes", BigInteger, "Its size then."),
    required("reading", Text, "Version of the extractor and options that it was processed with."),
    required("outcome", FILE_OUTCOME, "What came of it when it was last processed."),
    required("documents_in", Integer, "Number of documents in it."),
    required("documents_quarantined", Integer, "Number of documents in it that were refused."),
    required("run_id", Uuid, "Run that last processed it.", ForeignKey("ops.runs.run_id")),
    required("processed_at", Instant, "When."),
    schema="ops",
    comment="The ledger: a file with the same bytes and the same reading is unchanged and is not read again.",
)


def _refused() -> list[Column[Any]]:
    return [
        required("uri", Text, "Path or address of the file.", index=True),
        required("member", Text, "Path inside an archive, empty outside of one."),
        required("position", Integer, "Ordinal of the document in its file or member, from 0."),
        optional("document_id", Uuid, "Document, where it could be read so far."),
        required("sha256", Text, "SHA-256 of the file's bytes; empty where they could not be read."),
        required("reason_code", Text, "Why (ref.reason_codes)."),
        required("detail", Text, "What was wrong and where, for people."),
    ]


quarantine = Table(
    "quarantine",
    metadata,
    key("quarantine_id", Uuid, "Made from uri, member, position and reason."),
    *_refused(),
    required("run_id", Uuid, "Run that refused it last.", ForeignKey("ops.runs.run_id")),
    required("quarantined_at", Instant, "When it was refused last."),
    schema="ops",
    comment="What could not be loaded, and why. A row goes when its file is processed without the fault.",
)

refusals = Table(
    "refusals",
    metadata,
    key("quarantine_id", Uuid, "As in ops.quarantine."),
    *_refused(),
    key("run_id", Uuid, "Run that reads the file.", ForeignKey("ops.runs.run_id", ondelete="CASCADE")),
    required("quarantined_at", Instant, "When it was refused."),
    schema="ops",
    comment="What was refused so far of files that a run has not read to their end; then it goes into ops.quarantine.",
)

checks = Table(
    "checks",
    metadata,
    key("check_id", Uuid, "Id of the result."),
    optional("run_id", Uuid, "Run that it followed.", ForeignKey("ops.runs.run_id"), index=True),
    required("check_code", Text, "Name of the check."),
    required("status", CHECK_STATUS, "Result."),
    required("observed", JSONB, "What was found."),
    required("expected", Text, "What was expected, for people."),
    required("checked_at", Instant, "When."),
    schema="ops",
    comment="Results of the quality checks.",
)

unchecked_documents = queue(
    "unchecked_documents",
    "ops",
    "Document that was coded since.",
    "What the checks have not found clean yet; triggers note it.",
)

names_daily = Table(
    "names_daily",
    metadata,
    key("checked_on", Date, "Day of the check."),
    key("source_code", Text, "Outlet."),
    key("layer", Text, "places or actors."),
    required("mentions", BigInteger, "Number of names, descriptions left out."),
    required("unresolved", BigInteger, "How many of them are not resolved."),
    schema="ops",
    comment="Names of places and actors in the documents that were checked, day by day.",
)

installed = Table(
    "installed",
    metadata,
    key("part", Text, "views, roles or the name of a table of seeds/."),
    required("fingerprint", Text, "SHA-256 of what it was installed from."),
    required("installed_at", Instant, "When."),
    schema="ops",
    comment="What `waqai migrate` installed beside the migrations, so that it does so once.",
)
