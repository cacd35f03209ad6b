"""Which events are asked for: days, types, places, actors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.errors import TerminalError
from etl.publish.reading import rows
from etl.text.cleaning import fold

_PLACES = """
SELECT DISTINCT location_id, feature, country_code, admin1_code
FROM core.locations
WHERE location_id = %(given)s OR admin1_code = upper(%(given)s) AND feature = 'admin1'
   OR country_code = upper(%(given)s) AND feature = 'country'
   OR core.fold(name_en) = %(name)s OR core.fold(name_ar) = %(name)s
   OR location_id IN (SELECT location_id FROM core.location_aliases WHERE core.fold(alias) = %(name)s)
"""

#: What is said of a name that nobody has: where nothing is like it, and where something is.
_NOBODY = {
    "actor": (
        "no actor is called {given!r}; core.actors and core.actor_aliases list them",
        "no actor is called {given!r}; like it are: {names}",
    ),
    "place": (
        "no place is called {given!r}; core.locations and core.location_aliases list them",
        "no place is called {given!r}; like it are: {names}",
    ),
}

#: Actors that people are told of by name, where one name stands for many.
_SHOWN = 8
_DAYS_FROM = "event.ends_on >= %(from_on)s"
_DAYS_TO = "event.starts_on <= %(to_on)s"
_TYPES = "event.event_type = ANY(%(types)s)"
_SOMEWHERE = """event.event_id IN (
    SELECT somewhere.event_id
    FROM analyst.corrected_locations AS somewhere JOIN core.locations AS known USING (location_id)
    WHERE known.location_id = ANY(%(locations)s) OR known.admin1_code = ANY(%(regions)s)
       OR known.country_code = ANY(%(countries)s)
)"""

_ACTORS = "SELECT * FROM analyst.actors_called(%(given)s)"
_WRITTEN = "SELECT FROM core.event_participants WHERE core.fold(surface) ~ %(written)s LIMIT 1"
#: Takes the values ``actors`` and ``written``.
ACTING = """event.event_id IN (
    SELECT acting.event_id FROM analyst.events_all AS acting
    WHERE acting.source_actor_ids && %(actors)s::text[] OR acting.target_actor_ids && %(actors)s::text[]
    UNION ALL
    SELECT acting.event_id FROM core.event_participants AS acting
    WHERE acting.role IN ('source', 'target') AND core.fold(acting.surface) ~ ANY(%(written)s::text[])
)"""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asks for; empty means all. Days are inclusive; an event lies in them if one of its days does."""

    from_on: date | None = None
    to_on: date | None = None
    types: tuple[str, ...] = ()
    #: Names in Arabic or English, ids, or ISO codes of countries and first-level regions.
    places: tuple[str, ...] = ()
    #: Names in Arabic or English, parts of them, ids, or words of those who have no name: who acted, or was acted upon.
    actors: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Selection()


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a name stands for, the likest first."""

    given: str
    #: Rows of analyst.actors_called().
    actors: tuple[Any, ...]
    #: Whether also those are meant who have no name and whom the articles call so.
    with_described: bool

    def __str__(self) -> str:
        """For people: whom the name stands for."""
        names = [actor.name_en for actor in self.actors]
        said = [", ".join(names[:_SHOWN])] if names else []
        said += [f"{len(names) - _SHOWN} others"] if len(names) > _SHOWN else []
        said += ["all whom the articles call so"] if self.with_described else []
        return f"{self.given}: {' and '.join(said)}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A selection as SQL over a relation ``event`` with ``event_id``, ``event_type``, ``starts_on`` and ``ends_on``."""

    sql: str
    values: dict[str, Any]
    #: One for each actor of the selection.
    meant: tuple[Meant, ...] = ()


def condition(connection: Connection, selection: Selection) -> Condition:
    """The selection as SQL; "true" where all is asked for.

    A place stands for what lies in it: a country or a region takes in its towns. Raises TerminalError for a type, a
    place or an actor that the warehouse does not know: an empty answer would look like peace.
    """
    _check_days(selection)
    _check_types(connection, selection.types)
    parts: list[str] = []
    meant = tuple(called(connection, given) for given in selection.actors)
    values: dict[str, Any] = {"from_on": selection.from_on, "to_on": selection.to_on, "types": list(selection.types)}
    if selection.from_on:
        parts.append(_DAYS_FROM)
    if selection.to_on:
        parts.append(_DAYS_TO)
    if selection.types:
        parts.append(_TYPES)
    if selection.places:
        values |= _areas(connection, selection.places)
        parts.append(_SOMEWHERE)
    if selection.actors:
        values["actors"] = sorted({actor.actor_id for one in meant for actor in one.actors})
        values["written"] = [_pattern(one.given) for one in meant if one.with_described]
        parts.append(ACTING)
    return Condition(" AND ".join(parts) or "true", values, meant)


def _check_days(selection: Selection) -> None:
    if selection.from_on and selection.to_on and selection.from_on > selection.to_on:
        raise TerminalError(
            "the first day, {first}, is after the last, {last}", first=selection.from_on, last=selection.to_on
        )


def _check_types(connection: Connection, types: tuple[str, ...]) -> None:
    known = {row.event_type for row in rows(connection, "SELECT event_type FROM ref.event_types")} if types else set()
    for unknown in (name for name in types if name not in known):
        raise TerminalError("no event type is called {given!r}; ref.event_types lists them", given=unknown)


def called(connection: Connection, given: str) -> Meant:
    """Whom the name ``given`` stands for: analyst.actors_called() holds the rule.

    Where nobody bears it as a name of his own, those whom the articles call so are meant as well. Raises TerminalError
    where there is nobody.
    """
    actors = tuple(rows(connection, _ACTORS, {"given": given}))
    is_name = any(actor.fit == "name" and actor.kind != "population" for actor in actors)
    written = bool(fold(given)) and not is_name and bool(rows(connection, _WRITTEN, {"written": _pattern(given)}))
    if not actors and not written:
        raise _unknown(connection, given, "actor")
    return Meant(given, actors, written)


def _pattern(given: str) -> str:
    """A regular expression for ``given`` in what the articles write; plurals of people have two cases.

    >>> _pattern("مسلحين")
    'مسلح(ون|ين)'
    """
    return re.sub(r"(?<=\w{3})(ون|ين)\b", "(ون|ين)", re.escape(fold(given)))


def _unknown(connection: Connection, given: str, kind: str) -> TerminalError:
    query = "SELECT * FROM analyst.find_names(%(given)s) WHERE kind = %(kind)s LIMIT 5"
    like = rows(connection, query, {"given": given, "kind": kind})
    names = ", ".join({f"{row.name_en} ({row.name_ar})" if row.name_ar else row.name_en: row for row in like})
    listed, alike = _NOBODY[kind]
    return TerminalError(alike, given=given, names=names) if names else TerminalError(listed, given=given)


def _areas(connection: Connection, places: tuple[str, ...]) -> dict[str, list[str]]:
    locations: set[str] = set()
    regions: set[str] = set()
    countries: set[str] = set()
    for given in places:
        values = {"given": given, "name": fold(given)}
        found = rows(connection, _PLACES, values)
        if not found:
            raise _unknown(connection, given, "place")
        locations |= {row.location_id for row in found}
        regions |= {row.admin1_code for row in found if row.feature == "admin1" and row.admin1_code}
        countries |= {row.country_code for row in found if row.feature == "country" and row.country_code}
    return {"locations": sorted(locations), "regions": sorted(regions), "countries": sorted(countries)}
