"""What all tables share: naming of constraints, vocabularies as enum types, columns that must be explained.

One registry yields the tables, their comments, the history tables and the data dictionary.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ENUM, UUID
from sqlalchemy.types import TypeEngine

from etl.documents import Form, Modality, Qualifier, Timex

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

#: Schema name -> what it holds. Order is the order of the data dictionary.
SCHEMAS = {
    "core": "What the news says, normalised: documents, mentions, events; every row points at its characters.",
    "analyst": "Views with stable names for people who ask questions.",
    "ref": "Reference tables loaded from seeds/, and the vocabularies.",
    "ops": "Runs, ledger of files, quarantine and checks.",
}


def vocabulary(name: str, *values: str) -> ENUM:
    """A closed list of words as a type of schema ``ref``; migrations create it, tables do not."""
    return ENUM(*values, name=name, schema="ref", create_type=False)


QUALIFIER = vocabulary("qualifier", *get_args(Qualifier))
TIMEX = vocabulary("timex", *get_args(Timex))
MODALITY = vocabulary("modality", *get_args(Modality))
MENTION_FORM = vocabulary("mention_form", *get_args(Form))
DATE_SOURCE = vocabulary("date_source", "text", "scene", "published")
CALENDAR = vocabulary("calendar", "gregorian", "hijri")
PARTICIPANT_ROLE = vocabulary("participant_role", "source", "target", "speaker", "affected")
LOCATION_ROLE = vocabulary("location_role", "where", "origin", "destination")
PUBLISHED_SOURCE = vocabulary("published_source", "metadata", "sidecar", "path", "dateline", "argument", "none")
FILE_OUTCOME = vocabulary("file_outcome", "loaded", "unchanged", "quarantined")
RUN_STATUS = vocabulary("run_status", "running", "finished", "failed", "interrupted")
BATCH_STATUS = vocabulary("batch_status", "planned", "done")
CHECK_STATUS = vocabulary("check_status", "passed", "warned", "failed")
VOCABULARIES = (
    QUALIFIER,
    TIMEX,
    MODALITY,
    MENTION_FORM,
    DATE_SOURCE,
    CALENDAR,
    PARTICIPANT_ROLE,
    LOCATION_ROLE,
    PUBLISHED_SOURCE,
    FILE_OUTCOME,
    RUN_STATUS,
    BATCH_STATUS,
    CHECK_STATUS,
)

AnyType = TypeEngine[Any] | type[TypeEngine[Any]]


def required(name: str, kind: AnyType, comment: str, *rules: Any, **options: Any) -> Column[Any]:
    """A column that always has a value."""
    return Column(name, kind, *rules, nullable=False, comment=comment, **options)


def optional(name: str, kind: AnyType, comment: str, *rules: Any, **options: Any) -> Column[Any]:
    """A column that may be null; ``comment`` says what null means where it is not plain."""
    return Column(name, kind, *rules, nullable=True, comment=comment, **options)


def key(name: str, kind: AnyType, comment: str, *rules: Any, **options: Any) -> Column[Any]:
    """A column of the primary key."""
    return Column(name, kind, *rules, primary_key=True, comment=comment, **options)


def document_key(*, primary: bool = False, index: bool = False) -> Column[Any]:
    """The document that a row belongs to."""
    make = key if primary else required
    of = ForeignKey("core.documents.document_id")
    return make("document_id", UUID(as_uuid=False), "Document that says so.", of, index=index)


def queue(name: str, schema: str, document: str, comment: str) -> Table:
    """Documents with which something is to be done, in the order of what happened to them."""
    return Table(
        name,
        metadata,
        key("change_id", BigInteger, "Ordinal of the change.", Identity(always=True)),
        required("document_id", UUID(as_uuid=False), document),
        schema=schema,
        comment=comment,
    )


def span_columns() -> list[Column[Any]]:
    """Where in the raw text: what every mention has."""
    return [
        required("sentence_no", Integer, "Ordinal of the sentence in the document, from 0."),
        required("start_offset", Integer, "First character in documents' raw text, in Unicode code points, from 0."),
        required("end_offset", Integer, "End in the raw text, exclusive."),
        required("surface", Text, "The characters of the raw text from start_offset to end_offset."),
    ]


def span_check() -> CheckConstraint:
    """``surface`` is what stands between the offsets, as far as a row can tell."""
    return CheckConstraint("start_offset >= 0 AND end_offset - start_offset = char_length(surface)", name="span")


def interval_check(low: str, high: str, name: str) -> CheckConstraint:
    """``low`` is not above ``high`` where both are known."""
    return CheckConstraint(f"{low} <= {high}", name=name)
