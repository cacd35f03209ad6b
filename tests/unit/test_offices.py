"""No month of an office of the news is silent: it has a holder, or silent_offices.csv says why it has none."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.tables import read_csv

ARAB = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split()
POWERS = "US GB FR RU CN TR IR IL".split()
ENVOYS = "SY YE LY SD IQ LB SO EH".split()
HEADS = frozenset("president king queen emir sultan pm".split())
CHIEFS = frozenset({"chief-of-staff", "commander"})
YEARS = range(2010, 2026)


def offices() -> dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]]:
    """Name of the office and whose it is -> its roles and organisations in the table."""
    found = {("head", country): (HEADS, frozenset({country})) for country in ARAB + POWERS}
    found |= {("fm", country): (frozenset({"fm"}), frozenset({country})) for country in ARAB + POWERS}
    found |= {(code, country): (frozenset({code}), frozenset({country})) for code in ("dm", "im") for country in ARAB}
    found |= {("chief", country): (CHIEFS, frozenset({country, f"{country.lower()}-army"})) for country in ARAB}
    found |= {("un-envoy", country): (frozenset({"un-envoy"}), frozenset({country})) for country in ENVOYS}
    found[("head", "EU")] = (frozenset({"head"}), frozenset({"european-commission", "european-council"}))
    found[("fm", "EU")] = (frozenset({"eu-hr"}), frozenset({"eu"}))
    return found


def silent() -> set[tuple[str, str, str]]:
    """Office, whose, and month of each that no row of the table covers."""
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in read_csv("actor_roles.csv"):
        period = (row["valid_from"] or "0000", row["valid_to"] or "9999")
        held.setdefault((row["role"], row["organisation"]), []).append(period)
    months = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
    found = set()
    for (office, whose), (roles, organisations) in offices().items():
        periods = [p for role in roles for organisation in organisations for p in held.get((role, organisation), ())]
        found |= {
            (office, whose, month)
            for month in months
            if not any(start[:7] <= month and month[: len(end)] <= end[:7] for start, end in periods)
        }
    return found


def test_no_month_is_silent_and_no_mark_is_out_of_date() -> None:
    lines = Path(__file__).with_name("silent_offices.csv").read_text(encoding="utf-8").splitlines()
    marked = set()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        assert row["why"] in {"none", "vacant", "contested", "council", "not certain"}
        months = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
        marked |= {(row["office"], row["whose"], m) for m in months if row["from"] <= m <= row["to"]}
    assert silent() == marked
