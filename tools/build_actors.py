"""Write seeds/actors.csv, actor_aliases.csv, actor_roles.csv and nisbas.csv from the reviewed sources in tools/actors/.

Organisations and people are listed one by one; institutions that most states have (ministries, armies, parliaments ...)
are a product of Arabic templates and countries, corrected by overrides.psv.

    python tools/build_actors.py          writes the tables
    python tools/build_actors.py --check  exits 1 where the tables differ from their sources
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.text import fold

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
LICENCE = "# Written and reviewed for Waqai, CC0; made by tools/build_actors.py from tools/actors/*.psv: edit those.\n"

ACTOR_FIELDS = ("actor_id", "name_ar", "name_en", "kind", "country", "sector", "wikidata", "valid_from", "valid_to")
ALIAS_FIELDS = ("actor_id", "alias", "form", "condition", "valid_from", "valid_to")
ROLE_FIELDS = ("actor_id", "role", "organisation", "valid_from", "valid_to", "certain")
NISBA_FIELDS = ("country", "nisba", "plural", "condition")

Row = dict[str, str]


def sources(name: str, size: int, least: int = 0) -> Iterator[list[str]]:
    """Fields of every row of a source table; those after ``least`` may be left out. ValueError for another number."""
    for number, line in enumerate((HERE / "actors" / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        fields += [""] * (size - len(fields)) if len(fields) >= (least or size) else []
        if len(fields) != size:
            raise ValueError(f"{name}, line {number}: {len(fields)} fields, not {size}")
        yield fields


def listed(field: str) -> list[str]:
    return [item.strip() for item in field.split(";") if item.strip()]


def months(field: str) -> tuple[str, str]:
    """``2011-02..2014-05`` as (from, to); an open side is empty."""
    if not field:
        return "", ""
    start, _, end = field.partition("..")
    return start, end


def feminine(nisba: str) -> str:
    """كوري شمالي is كورية شمالية, but جنوب أفريقي is جنوب أفريقية."""
    return " ".join(word + "ة" if word.endswith("ي") else word for word in nisba.split())


def definite(phrase: str) -> str:
    """الكوري الشمالي, but الجنوب أفريقي: what begins with a noun takes one article."""
    first, *rest = phrase.split()
    agrees = first.endswith(("ي", "ية")) or not rest
    return " ".join(["ال" + first, *("ال" + word if agrees else word for word in rest)])


def alias(actor_id: str, written: str, form: str = "name") -> Row:
    """An alias as the sources write it: ~ description, = name, ? conditional, ! after an office, @from..to."""
    text, _, period = written.partition("@")
    flags = set(re.findall(r"[~?=!]", text[-2:]))
    text = text.rstrip("~?=!").strip()
    valid_from, valid_to = months(period)
    form = "description" if "~" in flags else "name" if "=" in flags else form
    condition = "context" if "?" in flags else "title" if "!" in flags else ""
    values = (actor_id, text, form, condition, valid_from, valid_to)
    return dict(zip(ALIAS_FIELDS, values, strict=True))


class Tables:
    """Rows in the making; the first actor to claim an alias without condition keeps it."""

    def __init__(self) -> None:
        self.actors: dict[str, Row] = {}
        self.aliases: dict[tuple[str, str, str], Row] = {}
        self.owner: dict[str, str] = {}
        self.roles: list[Row] = []
        self.nisbas: list[Row] = []

    def actor(self, *values: str) -> None:
        row = dict(zip(ACTOR_FIELDS, values, strict=True))
        if row["actor_id"] in self.actors:
            raise ValueError(f"actor twice: {row['actor_id']}")
        self.actors[row["actor_id"]] = row

    def alias(self, row: Row) -> None:
        key = fold(row["alias"])
        if not row["condition"] and self.owner.setdefault(key, row["actor_id"]) != row["actor_id"]:
            return
        self.aliases.setdefault((row["actor_id"], key, row["condition"]), row)


def add_organisations(tables: Tables) -> None:
    for actor_id, kind, country, sector, name_en, wikidata, valid, names in sources("organisations.psv", 8):
        aliases = [alias(actor_id, written) for written in listed(names)]
        tables.actor(actor_id, aliases[0]["alias"], name_en, kind, country, sector, wikidata, *months(valid))
        for row in aliases:
            tables.alias(row)


# The press of Egypt writes ج for a foreign g, others غ; the غ in the names of these countries' people is their own.
_OWN_G = frozenset("SY IQ EG SA AE QA KW BH OM YE JO LB PS SD SS LY TN DZ MA EH MR SO DJ KM TR IR AF PK".split())


def spellings(name: str, country: str) -> Iterator[str]:
    """``name`` and the ways to write it that follow a rule: compounds in one word, g as ج."""
    yield name
    joined = re.sub(r"(^| )عبد (?=ال)", r"\1عبد", name)
    joined = re.sub(r"(^| )([أا]بو) (?=ال)", r"\1\2", joined)
    if joined != name:
        yield joined
    if "-" not in name and " " in name and "غ" in name and country not in _OWN_G:
        yield name.replace("غ", "ج")


def identifier(name_en: str) -> str:
    """The stable id of a person: the English name without articles and marks."""
    plain = unicodedata.normalize("NFKD", name_en).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"\b(al|el)-", "", plain).replace("'", "")).strip("-")


def add_people(tables: Tables) -> None:
    for path in sorted((HERE / "actors").glob("people_*.psv")):
        for name_en, country, sector, names, roles, wikidata in sources(path.name, 6, least=5):
            actor_id = identifier(name_en)
            aliases = [alias(actor_id, written) for written in listed(names)]
            tables.actor(actor_id, aliases[0]["alias"], name_en, "person", country, sector, wikidata, "", "")
            for row in aliases:
                for text in spellings(row["alias"], country):
                    tables.alias({**row, "alias": text})
            for written in listed(roles):
                role, _, period = written.rstrip("?").partition("@")
                role, _, organisation = role.partition(":")
                certain = "no" if written.endswith("?") else ""
                values = (actor_id, role, organisation or country, *months(period), certain)
                tables.roles.append(dict(zip(ROLE_FIELDS, values, strict=True)))


def romanisations(tables: Tables) -> Iterator[Row]:
    """Words of people's names in English: as listed, or as most often where both names have as many words."""
    seen = {fold(word): Counter({latin: 1000}) for word, latin in sources("given_names.psv", 2)}
    for row in tables.actors.values():
        arabic = re.sub(r"(^| )(عبد|أبو|ابو|أم|آل) ", r"\1\2_", row["name_ar"]).split()
        latin = re.sub(r"\b(Abdel|Abdul|Abdal|Abd|Abu|Aboul|Al) (?=[A-Z])", r"\1_", row["name_en"]).split()
        if row["kind"] != "person" or len(arabic) != len(latin) or latin[0] == "Pope":
            continue
        for word, written in zip(arabic, latin, strict=True):
            if "_" not in word:
                seen.setdefault(fold(word), Counter())[written.replace("_", " ")] += 1
            elif word.startswith("عبد_"):
                seen.setdefault(fold(word.replace("_", "")), Counter())[written.replace("_", " ")] += 1
    for word, written in sorted(seen.items()):
        latin_word = max(written.items(), key=lambda item: (item[1], item[0]))[0]
        is_given = max(written.values()) >= 1000 and len(word) > 2 and not word.startswith("ال")
        yield {"word": word, "latin": latin_word, "given": "yes" if is_given else ""}


def add_countries(tables: Tables) -> None:
    overrides = {row[0]: row[1:] for row in sources("overrides.psv", 5)}
    institutions = list(sources("institutions.psv", 7))
    populations = [(row["population"], row) for row in _population_rows()]
    for country, name_en, adjective, names, nisbas, plurals, capitals, group, wikidata in sources("countries.psv", 9):
        code = country.lower()
        state_names = [alias(code, written) for written in listed(names)]
        tables.actor(code, state_names[0]["alias"], name_en, "state", country, "GOV", wikidata, "", "")
        for row in state_names:
            tables.alias(row)
        stems = listed(nisbas)
        for stem in stems:
            condition = "context" if stem.endswith("?") else ""
            values = (country, stem.rstrip("?"), "", condition)
            tables.nisbas.append(dict(zip(NISBA_FIELDS, values, strict=True)))
        for plural in listed(plurals):
            condition = "context" if plural.endswith("?") else ""
            tables.nisbas.append(dict(zip(NISBA_FIELDS, (country, "", plural.rstrip("?"), condition), strict=True)))
        for slug, groups, kind, sector, template_en, templates, absent in institutions:
            if groups not in ("+", "*" if group else "", group) or country in absent.split():
                continue
            _institution(
                tables, f"{code}-{slug}", kind, country, sector,
                template_en.format(en=name_en, adj=adjective), listed(templates),
                state_names[0]["alias"], [s.rstrip("?") for s in stems], [p.rstrip("?") for p in listed(plurals)],
                overrides.get(f"{code}-{slug}", ["", "", "", ""]),
            )  # fmt: skip
        if not group:
            continue
        for capital in listed(capitals):
            row = alias(f"{code}-government", capital, "description")
            tables.alias({**row, "condition": "metonym"})
        for slug, population in populations:
            tables.actor(
                f"{code}-{slug}", population["name_ar"], f"{population['name_en']} ({name_en})", "population", country,
                population["sector"], "", "", "",
            )  # fmt: skip
    for slug, population in populations:
        tables.actor(
            slug, population["name_ar"], population["name_en"], "population", "", population["sector"], "", "", ""
        )


def _population_rows() -> Iterator[Row]:
    lines = (SEEDS / "populations.csv").read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _institution(
    tables: Tables, actor_id: str, kind: str, country: str, sector: str, name_en: str, templates: list[str],
    state: str, stems: list[str], plurals: list[str], override: list[str],
) -> None:  # fmt: skip
    better_en, better_ar, more, wikidata = override
    aliases = [alias(actor_id, written, "description") for written in listed(more)]
    for template in templates:
        for text in _expanded(template, state, stems, plurals):
            aliases.append(alias(actor_id, text, "description"))
    aliases = [row for row in aliases if tables.owner.get(fold(row["alias"]), actor_id) == actor_id]
    if not aliases:
        return
    name_ar = better_ar or next((row["alias"] for row in aliases if row["form"] == "description"), aliases[0]["alias"])
    tables.actor(actor_id, name_ar, better_en or name_en, kind, country, sector, wikidata, "", "")
    if better_ar:
        aliases.insert(0, alias(actor_id, better_ar, "description"))
    for row in sorted(aliases, key=lambda row: row["form"] == "description"):
        tables.alias(row)


def _expanded(template: str, state: str, stems: list[str], plurals: list[str]) -> Iterable[str]:
    if "{x}" in template:
        return [template.format(x=feminine(stem)) for stem in stems]
    if "{n}" in template:
        return [template.format(n=state)]
    if "{p}" in template or "{u}" in template:
        people = plurals or [stem + ending for stem in stems if " " not in stem for ending in ("ين", "ون")]
        return [template.format(p=definite(word), u=word) for word in people]
    return [template.format(m=definite(stem), f=definite(feminine(stem))) for stem in stems]


def table(fields: tuple[str, ...], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return LICENCE + out.getvalue()


def build() -> dict[str, str]:
    """Content of every table, by file name."""
    tables = Tables()
    add_people(tables)
    add_organisations(tables)
    add_countries(tables)
    return {
        "actors.csv": table(ACTOR_FIELDS, tables.actors.values()),
        "actor_aliases.csv": table(ALIAS_FIELDS, tables.aliases.values()),
        "actor_roles.csv": table(ROLE_FIELDS, tables.roles),
        "name_romanisations.csv": table(("word", "latin", "given"), romanisations(tables)),
        "nisbas.csv": table(NISBA_FIELDS, tables.nisbas),
    }


def main() -> int:
    stale = [name for name, text in build().items() if not _same(SEEDS / name, text)]
    if "--check" in sys.argv:
        return 1 if stale else 0
    for name, text in build().items():
        (SEEDS / name).write_text(text, encoding="utf-8")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
