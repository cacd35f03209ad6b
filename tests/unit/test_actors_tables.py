"""The tables of actors: whole, consistent, and no name so common that it would be found everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from etl.actors.knowledge import knowledge
from etl.tables import read_csv
from etl.text import fold

ROOT = Path(__file__).parents[2]
ACTORS = list(read_csv("actors.csv"))
ALIASES = list(read_csv("actor_aliases.csv"))
ROLES = list(read_csv("actor_roles.csv"))
IDS = {row["actor_id"] for row in ACTORS}
KINDS = set("person state government military armed_group police party igo ngo media company population other".split())
MONTH = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def test_there_are_enough() -> None:
    assert len(ACTORS) >= 1_500
    assert len(ALIASES) >= 6_000
    assert sum(row["kind"] == "person" for row in ACTORS) >= 1_500
    assert len(ROLES) >= 1_400


def test_ids_are_unique() -> None:
    assert len(IDS) == len(ACTORS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor_id) for actor_id in IDS)


def test_every_alias_and_role_has_its_actor() -> None:
    assert {row["actor_id"] for row in ALIASES} <= IDS
    assert {row["actor_id"] for row in ROLES} <= IDS
    countries = {row["country"] for row in ACTORS}
    assert {row["organisation"] for row in ROLES} <= IDS | countries


def test_values_are_of_the_vocabulary() -> None:
    assert {row["kind"] for row in ACTORS} == KINDS
    assert all(re.fullmatch("([A-Z]{2})?", row["country"]) for row in ACTORS)
    assert all(re.fullmatch("([A-Z]{3})?", row["sector"]) for row in ACTORS)
    assert all(re.fullmatch("(Q[1-9][0-9]*)?", row["wikidata"]) for row in ACTORS)
    assert {row["form"] for row in ALIASES} == {"name", "description"}
    assert {row["condition"] for row in ALIASES} == {"", "context", "title", "metonym"}


def test_no_item_of_wikidata_is_given_twice() -> None:
    items = Counter(row["wikidata"] for row in ACTORS if row["wikidata"])
    assert [item for item, n in items.items() if n > 1] == []


def test_arabic_names_are_in_arabic_and_english_ones_are_not() -> None:
    arabic = re.compile(r"[؀-ۿ]")
    assert [row["name_ar"] for row in ACTORS if not arabic.search(row["name_ar"])] == []
    assert [row["name_en"] for row in ACTORS if not row["name_en"] or arabic.search(row["name_en"])] == []
    persian = re.compile("[ےھہۀ]")
    assert [row["alias"] for row in ALIASES if persian.search(row["alias"])] == []


@pytest.mark.parametrize("rows", [ALIASES, ROLES, ACTORS], ids=["aliases", "roles", "actors"])
def test_periods_are_ordered(rows: list[dict[str, str]]) -> None:
    for row in rows:
        start, end = row["valid_from"], row["valid_to"]
        assert all(not day or MONTH.fullmatch(day) for day in (start, end)), row
        assert not (start and end) or start[: len(end)] <= end, row


def test_a_name_stands_for_one_actor() -> None:
    owners: dict[str, set[str]] = {}
    for row in ALIASES:
        if not row["condition"]:
            owners.setdefault(fold(row["alias"]), set()).add(row["actor_id"])
    assert {alias for alias, ids in owners.items() if len(ids) > 1} == set()


def test_nobody_is_listed_twice() -> None:
    """Two rows with one English name, or with a proper name in common but for articles, are one actor."""

    def bare(alias: str) -> str:
        return " ".join(re.sub("^(?:ال|لل)", "", word) for word in fold(alias).split())

    rows = {row["actor_id"]: row for row in ACTORS if row["kind"] not in {"state", "population"}}
    owners: dict[tuple[str, str, str], set[str]] = {}
    for actor_id, row in rows.items():
        english = re.sub(r"\(.*?\)|[^a-z0-9]", " ", row["name_en"].lower().replace("+", " plus"))
        owners.setdefault((row["kind"], row["country"], " ".join(english.split())), set()).add(actor_id)
    for row in ALIASES:
        if row["actor_id"] in rows and row["form"] == "name" and not row["condition"]:
            actor = rows[row["actor_id"]]
            owners.setdefault((actor["kind"], actor["country"], bare(row["alias"])), set()).add(row["actor_id"])
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_one_person_holds_a_presidency_at_a_time() -> None:
    """Of two holders in one month none is chosen: overlaps would silently take offices away."""
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in ROLES:
        if row["role"] in {"president", "king", "emir"} and row["valid_from"] >= "2010":
            held.setdefault((row["role"], row["organisation"]), []).append(
                (row["valid_from"], row["valid_to"] or "9999")
            )
    for periods in held.values():
        periods.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(periods)), periods


def test_no_common_word_is_a_name_without_condition() -> None:
    common = knowledge().cues["common"] | {fold(row["forms"].split(";")[0]) for row in read_csv("titles.csv")}
    plain = {fold(row["alias"]) for row in ALIASES if not row["condition"] and row["form"] == "name"}
    assert plain & common == set()


def test_countries_of_nisbas_are_states() -> None:
    states = {row["country"] for row in ACTORS if row["kind"] == "state"}
    assert {row["country"] for row in read_csv("nisbas.csv")} <= states


def test_offices_point_to_institutions() -> None:
    for row in read_csv("actor_offices.csv"):
        assert not row["institution"] or f"fr-{row['institution']}" in IDS or f"sa-{row['institution']}" in IDS, row


def test_tables_are_those_of_their_sources() -> None:
    done = subprocess.run([sys.executable, "tools/build_actors.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0
