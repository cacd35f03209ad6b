"""The gazetteer: places, their names, and the phrase table that finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from etl.tables import read_csv
from etl.text import PhraseTable, clean, fold

# Vowel signs but damma and shadda, and tatweel.
_OTHER_SIGNS = re.compile("[\u064b-\u064e\u0650\u0652-\u065f\u0670\u0640]")

TABLES = ("places_reviewed.csv", "places.csv")

#: Countries whose place names are words of the language: a preposition alone proves nothing there.
ARABIC_SPEAKING = frozenset("AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())

#: PLOVER's precision of a location by feature; a region may be as large as a continent.
_PRECISION = {"country": 1, "region": 2, "admin1": 2, "admin2": 3, "city": 4, "district": 5, "camp": 5, "facility": 5}


def fineness(feature: str | None) -> int | None:
    """How small a place of this kind is, on PLOVER's scale."""
    return _PRECISION.get(feature or "")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer. ``admin1`` is an ISO 3166-2 code; degrees are WGS 84; unknown numbers are None.

    ``is_reviewed``: of the table that people checked, not only of the libraries. ``shown_at``: the place whose position
    this one has, because no table knows its own.
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
    shown_at: Place | None = None

    @property
    def precision(self) -> int | None:
        """How fine the position is: that of the place that it is borrowed from, if it is."""
        own = fineness(self.feature)
        lent = self.shown_at and self.shown_at.precision
        return min(own, lent) if own and lent else own


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A place that a name may mean; ``is_sure`` if the name needs no evidence to be one."""

    place: Place
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``names`` gives the senses of a name; None stands for a phrase that names no place (فرانس برس).

    ``vowelled``: a name with the signs that tell it from others -> ids of the places that it is then: عمّان, عُمان.
    """

    places: tuple[Place, ...]
    names: PhraseTable[Sense | None]
    vowelled: dict[str, frozenset[str]]

    def told_by_signs(self, senses: tuple[Sense, ...], written: str) -> tuple[Sense, ...]:
        """``senses`` that the vowel signs of the name as ``written`` allow: all where they tell nothing."""
        ids = self.vowelled.get(_signs(written))
        return tuple(sense for sense in senses if sense.place.place_id in ids) or senses if ids else senses


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    rows = {table: list(read_csv(table)) for table in TABLES}
    regions = _regions(row for table in TABLES for row in rows[table])
    places: list[Place] = []
    vowelled: dict[str, frozenset[str]] = {}
    entries: list[tuple[str, Sense | None]] = [(row["phrase"], None) for row in read_csv("place_blocks.csv")]
    for table in TABLES:
        for row in rows[table]:
            names = row["names"].split("|") if row["names"] else []
            weak = row["weak"].split("|") if row["weak"] else []
            place = _place(row, is_reviewed=table == TABLES[0])
            if place.lat is None and (region := regions.get(place.admin1 or "")):
                place = replace(place, lat=region.lat, lon=region.lon, shown_at=region)
            places.append(place)
            for spellings, sense in ((names, Sense(place, True)), (weak, Sense(place, False))):
                for name in spellings:
                    if (plain := clean(name)[0]) != name:
                        vowelled[_signs(name)] = vowelled.get(_signs(name), frozenset()) | {place.place_id}
                    entries.append((plain, sense))
    return Gazetteer(tuple(places), PhraseTable(entries), vowelled)


def _signs(written: str) -> str:
    """``written`` with no other signs than doubling and u, which writers use to tell names apart."""
    return _OTHER_SIGNS.sub("", written)


@cache
def countries() -> dict[str, Place]:
    """The states, by their code."""
    return {place.country: place for place in gazetteer().places if place.feature == "country" and place.country}


@cache
def capitals() -> dict[str, Place]:
    """Country -> its capital."""
    ids = {row["place_id"]: row["country"] for row in read_csv("place_capitals.csv")}
    return {ids[place.place_id]: place for place in gazetteer().places if place.place_id in ids}


def _nisbas() -> Iterator[tuple[str, str]]:
    """Adjectives of nationality of one word that need no evidence, and the country of each."""
    for row in read_csv("nisbas.csv"):
        if row["nisba"] and not row["condition"] and " " not in row["nisba"]:
            yield row["nisba"], row["country"]


@cache
def nationalities() -> dict[str, str]:
    """Feminine adjective with article, folded -> country: العاصمة الجزائرية."""
    return {fold(f"ال{nisba}ة"): country for nisba, country in _nisbas()}


@cache
def demonyms() -> dict[str, str]:
    """Adjective of nationality in its usual forms, folded -> country: ليبي, السوداني, الجزائرية."""
    return {
        fold(f"{article}{nisba}{ending}"): country
        for nisba, country in _nisbas()
        for ending in ("", "ة", "ين", "ون")
        for article in ("", "ال")
    }


# Whoever is known by one word and acts for or in one country; people only of those whose places need telling apart.
_SIGN_KINDS = frozenset({"armed_group", "party", "military", "government", "police", "person"})


@cache
def signs() -> dict[str, str]:
    """Word that speaks of one country, folded -> that country: adjectives of nationality, and الحوثيون, حفتر, قسد."""
    rows = {row["actor_id"]: row for row in read_csv("actors.csv")}
    found: dict[str, str] = {}
    for row in read_csv("actor_aliases.csv"):
        actor, word = rows[row["actor_id"]], fold(row["alias"])
        if " " in word or row["condition"] or not actor["country"] or actor["kind"] not in _SIGN_KINDS:
            continue
        if actor["kind"] == "person" and actor["country"] not in ARABIC_SPEAKING:
            continue
        words = [word]
        if word.endswith("يون") and actor["country"] in ARABIC_SPEAKING:  # الحوثيون: قيادي حوثي
            one = word.removeprefix("ال").removesuffix("ون")
            words += [article + one + ending for article in ("", "ال") for ending in ("", "ه", "ين")]
        found.update((proclitic + form, actor["country"]) for form in words for proclitic in ("", "و", "ل", "ب"))
    return found | demonyms()


def _regions(rows: Iterable[dict[str, str]]) -> dict[str, Place]:
    """First-level divisions whose position is known, by their code."""
    return {row["admin1"]: _place(row, True) for row in rows if row["feature"] == "admin1" and row["lat"]}


def _place(row: dict[str, str], is_reviewed: bool) -> Place:
    return Place(
        place_id=row["place_id"],
        feature=row["feature"],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        name_ar=(row["names"] or row["weak"]).split("|")[0],
        name_en=row["name_en"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"] or 0),
        is_reviewed=is_reviewed,
    )
