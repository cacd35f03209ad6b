"""Schema ``core``, part two: actors and places as we know them, and what the texts mention."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

from etl.warehouse.schema_base import (
    CALENDAR,
    MENTION_FORM,
    QUALIFIER,
    TIMEX,
    document_key,
    interval_check,
    key,
    metadata,
    optional,
    required,
    span_check,
    span_columns,
)

Uuid = UUID(as_uuid=False)

#: Of columns of mentions that are null where they would repeat another table; rows of earlier versions repeat it.
_KNOWN_ACTOR = "null where core.actors has it, by actor_id"
_KNOWN_PLACE = "null where core.locations has it, by location_id"


def _rule() -> Column[Any]:
    return required("rule", Text, "Name of the rule that found it.")


def _country(of: str) -> Column[Any]:
    return optional("country_code", Text, f"ISO 3166-1 alpha-2 code of the {of}.")


def _bare_name() -> list[Column[Any]]:
    return [
        optional("name_start_offset", Integer, "First character of the bare name; null where it is start_offset."),
        optional("name_end_offset", Integer, "End of the bare name, exclusive; null where it is end_offset."),
    ]


def _reason(of: str) -> Column[Any]:
    return optional("reason_code", Text, f"Why the {of} is unresolved (ref.reason_codes); null where it is resolved.")


actors = Table(
    "actors",
    metadata,
    key("actor_id", Text, "Stable id: that of seeds/actors.csv, or made by a rule of the extractor."),
    optional("name_ar", Text, "Name in Arabic."),
    optional("name_en", Text, "Name in English."),
    required("kind", Text, "person, state, government, military, armed_group, police, party, igo, ngo, media, ..."),
    _country("actor"),
    optional("sector", Text, "PLOVER sector: GOV, MIL, REB, CVL, ..."),
    optional("wikidata_id", Text, "Item of Wikidata."),
    required("is_seeded", Boolean, "Comes from seeds/; otherwise from the mentions."),
    schema="core",
    comment="Persons, states, organisations and groups that act.",
)

actor_aliases = Table(
    "actor_aliases",
    metadata,
    key("actor_id", Text, "Actor.", ForeignKey("core.actors.actor_id")),
    key("alias", Text, "A way to write the name.", index=True),
    optional("form", Text, "name, nisba or description."),
    optional("condition", Text, "What must be true of a document for the alias to count."),
    schema="core",
    comment="Names of actors as the press writes them.",
)

actor_roles = Table(
    "actor_roles",
    metadata,
    key("actor_id", Text, "Who held the role.", ForeignKey("core.actors.actor_id")),
    key("role", Text, "Role, for instance president."),
    key("organisation", Text, "Country code or actor in which it was held; empty where none is meant."),
    key("valid_from_on", Date, "First day, of the month where only that is known; -infinity where unknown."),
    optional("valid_to_on", Date, "Last day; null where it lasts or is unknown."),
    interval_check("valid_from_on", "valid_to_on", "valid"),
    schema="core",
    comment="Who held which office when.",
)

actor_mentions = Table(
    "actor_mentions",
    metadata,
    key("actor_mention_id", Uuid, "Made from document, span and kind."),
    document_key(index=True),
    *span_columns(),
    _rule(),
    *_bare_name(),
    required("form", MENTION_FORM, "By name, by nationality adjective, or by description."),
    optional("actor_id", Text, "Actor; null where unresolved.", ForeignKey("core.actors.actor_id")),
    optional("name_ar", Text, f"Name in Arabic; {_KNOWN_ACTOR}."),
    optional("name_en", Text, f"Name in English; {_KNOWN_ACTOR}."),
    optional("kind", Text, f"Kind of actor; {_KNOWN_ACTOR}."),
    optional("country_code", Text, f"ISO 3166-1 alpha-2 code of the actor; {_KNOWN_ACTOR}."),
    optional("sector", Text, f"PLOVER sector; {_KNOWN_ACTOR}."),
    optional("role", Text, "Title as written."),
    _reason("actor"),
    span_check(),
    schema="core",
    comment="Where a document names an actor.",
)

locations = Table(
    "locations",
    metadata,
    key("location_id", Text, "GeoNames id where one exists."),
    optional("name_ar", Text, "Name in Arabic."),
    optional("name_en", Text, "Name in English."),
    _country("place"),
    optional("feature", Text, "country, region, admin1, admin2, city, district, camp, facility, water, ..."),
    optional("admin1_code", Text, "ISO 3166-2 code of the first-level region that it lies in."),
    optional(
        "latitude", Double, "Degrees north (WGS 84).", CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude")
    ),
    optional(
        "longitude",
        Double,
        "Degrees east (WGS 84).",
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    ),
    optional("population", BigInteger, "Inhabitants, for ranking only."),
    required("is_seeded", Boolean, "Comes from seeds/; otherwise from the mentions."),
    schema="core",
    comment="Places.",
)

location_aliases = Table(
    "location_aliases",
    metadata,
    key("location_id", Text, "Place.", ForeignKey("core.locations.location_id")),
    key("alias", Text, "A way to write the name.", index=True),
    required("is_weak", Boolean, "Names the place only where something else says so."),
    schema="core",
    comment="Names of places as the press writes them.",
)

location_mentions = Table(
    "location_mentions",
    metadata,
    key("location_mention_id", Uuid, "Made from document, span and form."),
    document_key(index=True),
    *span_columns(),
    _rule(),
    *_bare_name(),
    required("form", MENTION_FORM, "By name, by nationality adjective, or by description."),
    optional("location_id", Text, "Place; null where unresolved.", ForeignKey("core.locations.location_id")),
    optional("name_ar", Text, f"Name in Arabic; {_KNOWN_PLACE}."),
    optional("name_en", Text, f"Name in English; {_KNOWN_PLACE}."),
    optional("country_code", Text, f"ISO 3166-1 alpha-2 code of the place; {_KNOWN_PLACE}."),
    optional("feature", Text, f"Kind of place; {_KNOWN_PLACE}."),
    optional("relation", Text, "Where from the place: east, countryside, centre, near, dateline, ..."),
    optional(
        "precision",
        SmallInteger,
        "PLOVER: 5 below city, 4 city, 3 district, 2 province, 1 country.",
        CheckConstraint("precision BETWEEN 1 AND 5", name="precision"),
    ),
    optional("score", REAL, "Certainty of the resolution, 0 to 1."),
    _reason("place"),
    span_check(),
    schema="core",
    comment="Where a document names a place.",
)

figures = Table(
    "figures",
    metadata,
    key("figure_id", Uuid, "Made from document, span and unit."),
    document_key(index=True),
    *span_columns(),
    _rule(),
    required("number_start_offset", Integer, "First character of the number alone."),
    required("number_end_offset", Integer, "End of the number alone, exclusive."),
    optional("low", Numeric, "Lower bound, inclusive; null where open."),
    optional("high", Numeric, "Upper bound, inclusive; null where open."),
    optional("best", Numeric, "Best single value; null where none can be said."),
    required("qualifier", QUALIFIER, "How the text limits the number."),
    required("unit", Text, "What is counted or measured: count, persons, households, money, distance, ..."),
    optional("unit_code", Text, "Unit in detail: USD, km, ..."),
    optional("counted", Text, "The counted noun phrase as written."),
    optional("kind", Text, "killed, injured, displaced, ..., territory_share; null where nothing of the kind is said."),
    optional("flow", Text, "flow, stock, cumulative or share."),
    optional("part_of_id", Uuid, "Figure of the same document that counts these too: 3 children of 10 killed."),
    interval_check("low", "high", "bounds"),
    span_check(),
    schema="core",
    comment="Quantities with their bounds and the phrase that gives them.",
)

time_expressions = Table(
    "time_expressions",
    metadata,
    key("time_expression_id", Uuid, "Made from document, span and type."),
    document_key(index=True),
    *span_columns(),
    _rule(),
    required("timex", TIMEX, "TIMEX3 type."),
    optional("value", Text, "TIMEX3 value; null where unresolved."),
    optional("starts_on", Date, "First day; null where unresolved."),
    optional("ends_on", Date, "Last day, inclusive; null where unresolved."),
    required("grain", Text, "minute, hour, part_of_day, day, week, month, quarter, year, decade or century."),
    optional("modifier", Text, "start, mid, end, approx, since, until, before or after."),
    required("calendar", CALENDAR, "Calendar as written."),
    required("anchor", Text, "What it counts from: none, published_on, document or absolute."),
    _reason("expression"),
    interval_check("starts_on", "ends_on", "days"),
    span_check(),
    schema="core",
    comment="Time expressions (TIMEX3) with the days they cover.",
)

uncoded_rows = Table(
    "uncoded_rows",
    metadata,
    key("uncoded_sentence_id", Uuid, "Made from document, span and reason."),
    document_key(index=True),
    *(column for column in span_columns() if column.name != "surface"),
    optional("surface", Text, "The characters of the raw text; null where only that has them."),
    required("reason_code", Text, "Why no event came of it (ref.reason_codes)."),
    span_check(),
    schema="core",
    comment="What earlier versions coded of core.uncoded_sentences; it goes when the documents are coded again.",
)
