"""Schema ``core``, part three: events, who, whom, where, how many; claims across documents; corrections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP, UUID

from etl.warehouse.schema_base import (
    DATE_SOURCE,
    LOCATION_ROLE,
    MENTION_FORM,
    MODALITY,
    PARTICIPANT_ROLE,
    document_key,
    interval_check,
    key,
    metadata,
    optional,
    queue,
    required,
    span_check,
    span_columns,
)

Uuid = UUID(as_uuid=False)
Instant = TIMESTAMP(timezone=True)


def _event_key() -> Column[Any]:
    return key("event_id", Uuid, "Event.", ForeignKey("core.events.event_id"))


def _form(of: str) -> Column[Any]:
    return optional("form", MENTION_FORM, f"How the text gives the {of}: name, nationality adjective or description.")


def _reason(of: str) -> Column[Any]:
    return optional("reason_code", Text, f"Why the {of} is unresolved (ref.reason_codes); null where it is resolved.")


events = Table(
    "events",
    metadata,
    key("event_id", Uuid, "Made from document, trigger and type."),
    document_key(index=True),
    *span_columns(),
    required("rule", Text, "Row of triggers.csv, or of event_seen.csv, that coded it: type and first word."),
    required("event_type", Text, "Type.", ForeignKey("ref.event_types.event_type")),
    optional("plover_type", Text, "Null: ref.event_types says it; rows of earlier versions have it."),
    optional("plover_mode", Text, "Null: ref.event_types says it; rows of earlier versions have it."),
    optional("cameo_code", Text, "Null: ref.event_types says it; rows of earlier versions have it."),
    required("modality", MODALITY, "Only asserted events are said to have happened."),
    optional("starts_on", Date, "First day; null where the text does not say."),
    optional("ends_on", Date, "Last day, inclusive."),
    optional("grain", Text, "How exactly the day is known."),
    optional(
        "time_expression_id",
        Uuid,
        "Expression that gives the day; null where it is the document's own.",
        ForeignKey("core.time_expressions.time_expression_id"),
    ),
    required("confidence", REAL, "0 to 1.", CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence")),
    optional(
        "date_source",
        DATE_SOURCE,
        "How the day is known: text (its own sentence says it), scene (what stands before, or the event that it is part"
        " of, says it), published (told as news, so it is lent the day of publication); null without a day.",
    ),
    optional(
        "why",
        JSONB,
        "Null: decided says it; rows of earlier versions have it as a list of [step, rule, weight, rejected, start,"
        " end] or of {step, rule, ...}.",
    ),
    optional(
        "decided",
        Text,
        "What decided, in order: a line a step, its parts apart by tabs: step, rule, weight, rejected, start, length. A"
        " step is named by two letters (trigger, modality, source, target, place, speaker) or in full; a rule that"
        " lacks is that of the event, a lone backslash none; what else lacks at the end is empty or the span of the"
        " event; weight is 0 to 1, rejected what came second. core.steps_of gives it with names.",
    ),
    optional(
        "further_starts",
        ARRAY(Integer),
        "Of each further mention of the event, the first character in the raw text; null where the trigger is the only"
        " one. core.event_mentions has all.",
    ),
    optional("further_ends", ARRAY(Integer), "Of each of them, the end in the raw text, exclusive."),
    interval_check("starts_on", "ends_on", "days"),
    span_check(),
    schema="core",
    comment="What happened, as one document tells it; start_offset, end_offset and surface are those of the trigger.",
)
Index(
    "events_of_one_day_idx",
    events.c.starts_on,
    events.c.event_type,
    postgresql_where=text("starts_on = ends_on AND modality = 'asserted'"),
)

event_participants = Table(
    "event_participants",
    metadata,
    _event_key(),
    key("role", PARTICIPANT_ROLE, "source acts, target is acted upon, speaker reports it, affected suffers it."),
    key("position", SmallInteger, "Ordinal among the participants of this role, from 0."),
    *span_columns(),
    optional("actor_id", Text, "Actor; null where unresolved.", ForeignKey("core.actors.actor_id")),
    optional(
        "actor_mention_id",
        Uuid,
        "Mention; null where the text describes the participant without naming one.",
        ForeignKey("core.actor_mentions.actor_mention_id"),
    ),
    _form("participant"),
    optional(
        "head_class",
        Text,
        "What the noun of a described participant stands for: person, armed, crowd, official, org, ... (the classes of"
        " seeds/noun_classes.csv).",
    ),
    optional("country_code", Text, "ISO 3166-1 alpha-2 code of the participant's country, where the text gives one."),
    _reason("actor"),
    span_check(),
    schema="core",
    comment="Who did it, to whom, and who says so: by name, or described (three gunmen) with the whole phrase.",
)

event_locations = Table(
    "event_locations",
    metadata,
    _event_key(),
    key("role", LOCATION_ROLE, "where it happened, origin or destination of a movement."),
    *span_columns(),
    optional(
        "location_id", Text, "Place; null where unresolved.", ForeignKey("core.locations.location_id"), index=True
    ),
    optional(
        "location_mention_id",
        Uuid,
        "Mention; null where the text describes the place (the market) or lets a word stand for it (the city).",
        ForeignKey("core.location_mentions.location_mention_id"),
    ),
    optional("relation", Text, "Where from the place: east, countryside, near, ..."),
    optional("precision", SmallInteger, "PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country."),
    _form("place"),
    _reason("place"),
    span_check(),
    schema="core",
    comment="Where it happened, from where, to where; a description with a location_id is that place or lies in it.",
)

further_mentions = Table(
    "further_mentions",
    metadata,
    _event_key(),
    key("start_offset", Integer, "First character in the raw text."),
    key("end_offset", Integer, "End in the raw text, exclusive."),
    required("sentence_no", Integer, "Ordinal of the sentence."),
    required("surface", Text, "The characters of the raw text."),
    span_check(),
    schema="core",
    comment="What earlier versions coded of core.event_mentions beside triggers; it goes when the documents are coded"
    " again.",
)

event_figures = Table(
    "event_figures",
    metadata,
    _event_key(),
    key("figure_id", Uuid, "Figure.", ForeignKey("core.figures.figure_id"), index=True),
    schema="core",
    comment="How many: the figures that belong to an event.",
)

event_clusters = Table(
    "event_clusters",
    metadata,
    key("event_id", Uuid, "Event.", ForeignKey("core.events.event_id", ondelete="CASCADE")),
    required("cluster_id", Uuid, "The happening that the events of several documents tell of.", index=True),
    required("cluster_key", Text, "Type, place and day that the events of the cluster share.", index=True),
    schema="core",
    comment="Events of different documents that tell of one happening.",
)

stale_clusters = Table(
    "stale_clusters",
    metadata,
    key("cluster_key", Text, "Type, place and day whose events changed since they were last brought together."),
    schema="core",
    comment="What is to be brought together again when a run ends.",
)

changed_documents = queue(
    "changed_documents",
    "core",
    "Document whose coding, cluster or group is another since.",
    "What is to be put together again in events_all and event_figures when a run ends; triggers note it.",
)

document_sketches = Table(
    "document_sketches",
    metadata,
    document_key(primary=True),
    required("signature", ARRAY(Integer), "MinHash of the word triples: the share of equal members is the similarity."),
    required("bands", ARRAY(BigInteger), "Hashes of parts of the signature; similar texts share one."),
    required("is_linked", Boolean, "Means nothing any more: unlinked_documents holds what is to be compared."),
    schema="core",
    comment="Fingerprints of the texts, to find those that are nearly the same.",
)

unlinked_documents = Table(
    "unlinked_documents",
    metadata,
    key("document_id", Uuid, "Document whose sketch came or changed since."),
    schema="core",
    comment="What is to be compared with others when a run ends; triggers note it.",
)

near_duplicates = Table(
    "near_duplicates",
    metadata,
    key("document_id", Uuid, "Document.", ForeignKey("core.documents.document_id")),
    required("group_id", Uuid, "Smallest document id of the group of near-identical texts.", index=True),
    required(
        "similarity",
        REAL,
        "Estimated share of word sequences in common with the nearest text compared with it.",
    ),
    schema="core",
    comment="Documents whose texts are nearly the same, as when two outlets print one dispatch.",
)

corrections = Table(
    "corrections",
    metadata,
    key("correction_id", Uuid, "Id of the correction."),
    required("table_name", Text, "Table of core that holds the wrong value."),
    required("row_id", Uuid, "Id of the row in that table.", index=True),
    required("column_name", Text, "Column with the wrong value."),
    optional("coded_value", Text, "The value as coded when it was corrected."),
    optional("corrected_value", Text, "The right value; null where there is none."),
    required("reason", Text, "Why, for people."),
    required("corrected_by", Text, "Who."),
    required("corrected_at", Instant, "When."),
    required("document_id", Uuid, "Document of the row."),
    required("start_offset", Integer, "First character of the row in the raw text."),
    required("end_offset", Integer, "End in the raw text, exclusive."),
    required("surface", Text, "The characters of the raw text."),
    schema="core",
    comment="Values that an analyst found wrong. Row ids come from content, so a correction survives re-coding.",
)
