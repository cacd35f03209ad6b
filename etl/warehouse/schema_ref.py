"""Schema ``ref``: the reference tables that ``seeds/`` fills."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Numeric, SmallInteger, Table, Text, text

from etl.warehouse.schema_base import key, metadata, optional, required

event_types = Table(
    "event_types",
    metadata,
    key("event_type", Text, "Our code of the type, for instance airstrike."),
    required("name_en", Text, "Name in English."),
    required("name_ar", Text, "Name in Arabic."),
    optional("plover_type", Text, "PLOVER 2.0 type; null where PLOVER has no home for it (disasters, economy)."),
    optional("plover_mode", Text, "PLOVER 2.0 mode of that type."),
    optional(
        "quad_code",
        SmallInteger,
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
        CheckConstraint("quad_code BETWEEN 1 AND 4", name="quad_code"),
    ),
    optional("cameo_code", Text, "CAMEO code."),
    optional("acled_event_type", Text, "Nearest ACLED event type."),
    optional("acled_sub_event_type", Text, "Nearest ACLED sub-event type."),
    optional(
        "intensity",
        Numeric,
        "Conflict (-10) to cooperation (+10), after Goldstein (1992).",
        CheckConstraint("intensity BETWEEN -10 AND 10", name="intensity"),
    ),
    required(
        "is_mutual", Boolean, "Those who act do it with one another: a meeting, a clash.", server_default=text("false")
    ),
    optional("description", Text, "What counts as this type."),
    schema="ref",
    comment="Types of events with their places in PLOVER, CAMEO and ACLED.",
)

countries = Table(
    "countries",
    metadata,
    key("country_code", Text, "ISO 3166-1 alpha-2 code."),
    optional("iso_numeric", SmallInteger, "ISO 3166-1 numeric code."),
    optional("acled_region", Text, "Region that ACLED counts it to."),
    schema="ref",
    comment="Countries as other data sets code them.",
)

reason_codes = Table(
    "reason_codes",
    metadata,
    key("reason_code", Text, "Code as stored in ops.quarantine."),
    required("name_en", Text, "Name in English."),
    required("description", Text, "What it means."),
    optional("advice", Text, "What an operator can do."),
    schema="ref",
    comment="Why a file or a document was refused.",
)
