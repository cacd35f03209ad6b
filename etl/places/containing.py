"""Which place lies in which."""

from __future__ import annotations

from functools import cache
from math import cos, hypot, radians

from etl.documents import PlaceMention
from etl.places.gazetteer import Place, fineness, gazetteer
from etl.tables import read_csv

_KM_PER_DEGREE = 111.2
#: A quarter or a building this far from the middle of a town is taken for one of the town's.
_TOWN_KM = 15.0
_PROVINCE, _TOWN, _QUARTER = 2, 4, 5


def takes_in(broad: PlaceMention, fine: PlaceMention) -> bool:
    """Whether ``fine`` lies in ``broad``: in its country, its province, its region as far as anyone knows, its town."""
    wide_level, narrow_level = fineness(broad.feature), fineness(fine.feature)
    if broad.country is None or broad.country != fine.country or wide_level is None or narrow_level is None:
        return False
    if wide_level >= narrow_level:
        return False
    if wide_level == _PROVINCE:
        known = _provinces()
        wide, narrow = known.get(broad.place_id or ""), known.get(fine.place_id or "")
        return wide is None or narrow is None or narrow <= wide
    if wide_level < _TOWN:
        return True
    return narrow_level == _QUARTER and distance(broad, fine) <= _TOWN_KM


@cache
def _provinces() -> dict[str, frozenset[str]]:
    """place id -> first-level divisions that it lies in, where the tables know them."""
    found = {place.place_id: frozenset((place.admin1,)) for place in gazetteer().places if place.admin1 is not None}
    return found | {row["region"]: frozenset(row["admin1"].split()) for row in read_csv("place_regions.csv")}


def distance(one: PlaceMention | Place, other: PlaceMention | Place) -> float:
    """Kilometres between two places, on a flat earth; far where a position is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return _KM_PER_DEGREE * hypot(one.lat - other.lat, east)
