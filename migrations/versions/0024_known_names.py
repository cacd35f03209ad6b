"""A mention of a known actor or place does not repeat what is known. No row is touched, the columns stay."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

#: Table that mentions, table that knows, its key, and the columns that both have with their meanings.
_KNOWN = (
    (
        "actor_mentions",
        "actors",
        "actor_id",
        {
            "name_ar": "Name in Arabic",
            "name_en": "Name in English",
            "country_code": "ISO 3166-1 alpha-2 code of the actor",
            "sector": "PLOVER sector",
        },
    ),
    (
        "location_mentions",
        "locations",
        "location_id",
        {
            "name_ar": "Name in Arabic",
            "name_en": "Name in English",
            "country_code": "ISO 3166-1 alpha-2 code of the place",
            "feature": "Kind of place",
        },
    ),
)


def upgrade() -> None:
    for table, known, key, meanings in _KNOWN:
        _comment(table, {name: f"{told}; null where core.{known} has it, by {key}" for name, told in meanings.items()})


def downgrade() -> None:
    for table, known, key, meanings in _KNOWN:
        for of in (table, f"{table}_history"):
            values = ", ".join(f"{name} = coalesce(row.{name}, known.{name})" for name in meanings)
            back = f"UPDATE core.{of} AS row SET {values} FROM core.{known} AS known WHERE known.{key} = row.{key}"  # noqa: S608
            op.execute(back)
        _comment(
            table, meanings | ({"feature": "Kind of place, as in core.locations"} if "feature" in meanings else {})
        )


def _comment(table: str, meanings: dict[str, str]) -> None:
    for of in (table, f"{table}_history"):
        for column, told in meanings.items():
            op.execute(f"COMMENT ON COLUMN core.{of}.{column} IS '{told}.'")
