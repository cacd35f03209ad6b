"""Make seeds/countries.csv: numeric codes of countries from Unicode CLDR by way of babel, and ACLED's regions.

python -m tools.build_countries
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.core import get_global

_OUT = Path(__file__).resolve().parents[1] / "seeds" / "countries.csv"
_HEAD = """\
# Numeric codes of ISO 3166-1: Unicode CLDR by way of babel, Unicode licence. Regions as ACLED (codebook 2023) draws
# them, written for this project, CC0. Built by tools/build_countries.py: do not edit.
country_code,iso_numeric,acled_region
"""
_REGIONS = {
    "Northern Africa": "DZ EG EH LY MA SD TN",
    "Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "Middle Africa": "AO CD CF CG CM GA GQ ST TD",
    "Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TZ UG YT ZM ZW",
    "Southern Africa": "BW LS NA SZ ZA",
    "Middle East": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "Caucasus and Central Asia": "AF AM AZ GE KG KZ TJ TM UZ",
    "South Asia": "BD BT IN LK MV NP PK",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD"
    " ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "North America": "CA GL MX PM US",
    "Central America": "BZ CR GT HN NI PA SV",
    "Caribbean": "AG AI AW BB BL BM BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "South America": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "Oceania": "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS",
}


def main() -> None:
    numeric = {
        countries[0]: int(code)
        for code, countries in get_global("territory_aliases").items()
        if re.fullmatch(r"\d{3}", code) and len(countries) == 1
    }
    regions = {country: name for name, countries in _REGIONS.items() for country in countries.split()}
    lines = "".join(f"{country},{_numeric(numeric, country)},{regions[country]}\n" for country in sorted(regions))
    _OUT.write_text(_HEAD + lines, encoding="utf-8")


def _numeric(numeric: dict[str, int], country: str) -> int | str:
    # From 900 on they are nobody's but the user's own.
    return numeric[country] if numeric.get(country, 999) < 900 else ""


if __name__ == "__main__":
    main()
