"""The gazetteer: places, their names, and the phrase table that finds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.tables import read_csv
from etl.text import PhraseTable

TABLES = ("places_reviewed.csv", "places.csv")

#: PLOVER's precision of a location by feature; a region may be as large as a continent.
_PRECISION = {"country": 1, "region": 2, "admin1": 2, "admin2": 3, "city": 4, "district": 5, "camp": 5, "facility": 5}


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer. ``admin1`` is an ISO 3166-2 code; degrees are WGS 84; unknown numbers are None.

    ``is_reviewed``: of the table that people checked, not only of the libraries.
    """

    place_id: str
    feature: str
    country: str | None
    admin1: str | None
    name_ar: str
    name_en: str
    lat: float | None
    lon: float | None
    population: int
    is_reviewed: bool

    @property
    def precision(self) -> int | None:
        return _PRECISION.get(self.feature)


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A place that a name may mean; ``is_sure`` if the name needs no evidence to be one."""

    place: Place
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``names`` gives the senses of a name; None stands for a phrase that names no place (فرانس برس)."""

    places: tuple[Place, ...]
    names: PhraseTable[Sense | None]


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    places: list[Place] = []
    entries: list[tuple[str, Sense | None]] = [(row["phrase"], None) for row in read_csv("place_blocks.csv")]
    for table in TABLES:
        for row in read_csv(table):
            names = row["names"].split("|") if row["names"] else []
            weak = row["weak"].split("|") if row["weak"] else []
            place = _place(row, (names or weak)[0], is_reviewed=table == TABLES[0])
            places.append(place)
            for spellings, sense in ((names, Sense(place, True)), (weak, Sense(place, False))):
                entries += [(name, sense) for name in spellings]
    return Gazetteer(tuple(places), PhraseTable(entries))


def _place(row: dict[str, str], name: str, is_reviewed: bool) -> Place:
    return Place(
        place_id=row["place_id"],
        feature=row["feature"],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        name_ar=name,
        name_en=row["name_en"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"] or 0),
        is_reviewed=is_reviewed,
    )
