"""Schema ``core``, part five: events and figures that the coding missed and an analyst added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP, UUID

from etl.warehouse.schema_base import (
    MODALITY,
    QUALIFIER,
    document_key,
    interval_check,
    key,
    metadata,
    optional,
    required,
    span_check,
)

Uuid = UUID(as_uuid=False)
Instant = TIMESTAMP(timezone=True)


def _added() -> list[Column[Any]]:
    # No ordinal of a sentence: another coding may count them otherwise.
    return [
        document_key(index=True),
        required("start_offset", Integer, "First character in the raw text, in Unicode code points, from 0."),
        required("end_offset", Integer, "End in the raw text, exclusive."),
        required("surface", Text, "The words that say so."),
        required("reason", Text, "Why, for people."),
        required("added_by", Text, "Who."),
        required("added_at", Instant, "When."),
    ]


added_events = Table(
    "added_events",
    metadata,
    key("event_id", Uuid, "Id of the event."),
    *_added(),
    required("event_type", Text, "Type.", ForeignKey("ref.event_types.event_type")),
    required("modality", MODALITY, "Only asserted events are said to have happened."),
    optional("starts_on", Date, "First day; null where it is not known."),
    optional("ends_on", Date, "Last day, inclusive."),
    optional("location_id", Text, "Where it happened.", ForeignKey("core.locations.location_id")),
    required("source_actor_ids", ARRAY(Text), "Those who act (core.actors), in order."),
    required("target_actor_ids", ARRAY(Text), "Those acted upon (core.actors), in order."),
    interval_check("starts_on", "ends_on", "days"),
    CheckConstraint("(starts_on IS NULL) = (ends_on IS NULL)", name="both_days"),
    span_check(),
    schema="core",
    comment="Events that analysts added; one gives way where a later coding finds its type in its words.",
)

added_figures = Table(
    "added_figures",
    metadata,
    key("figure_id", Uuid, "Id of the figure."),
    *_added(),
    optional("event_id", Uuid, "Event that it belongs to: of core.events or of core.added_events.", index=True),
    optional("low", Numeric, "Lower bound; null where open."),
    optional("best", Numeric, "Best single value; null where none can be said."),
    optional("high", Numeric, "Upper bound; null where open."),
    required("qualifier", QUALIFIER, "How the text limits the number."),
    required("unit", Text, "persons, households, count or percent."),
    required("kind", Text, "killed, injured, displaced, ..."),
    optional("flow", Text, "flow, stock, cumulative or share; null where the text does not say."),
    interval_check("low", "high", "bounds"),
    span_check(),
    schema="core",
    comment="Figures that analysts added; one gives way where a later coding finds its kind in its words.",
)
