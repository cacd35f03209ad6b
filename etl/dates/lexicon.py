"""The tables of the date grammar as dictionaries of folded words, with the proclitics that may stand before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from etl.tables import read_csv, read_yaml
from etl.text import fold

T = TypeVar("T")

_PROCLITICS = ("و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
#: Word -> (code points of its proclitic, what it stands for).
Table = dict[str, tuple[int, T]]


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    hijri: bool
    #: yes | cue | strict: how much must stand beside the name for it to be a month.
    alone: str


@dataclass(frozen=True, slots=True)
class Holiday:
    month: Month
    day: int


@dataclass(frozen=True, slots=True)
class Weekday:
    iso: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Unit:
    #: s, m, H, D, W, M, Y, X (decade), C (century)
    code: str
    #: singular | dual | construct | plural
    number: str
    definite: bool


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    #: head | adverb | both
    kind: str


@dataclass(frozen=True, slots=True)
class Shift:
    steps: int
    #: published_on | document
    anchor: str


@dataclass(frozen=True, slots=True)
class Preposition:
    modifier: str | None
    #: ago | ahead | length | throughout | none
    duration: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that points at now, the past or the future."""

    #: PRESENT_REF | PAST_REF | FUTURE_REF
    value: str
    #: Words one of which stands right before it; empty where anything may.
    after: frozenset[str]
    #: It lies within so many days up to that of publication; -1 where it may be any time.
    days: int


class Era(NamedTuple):
    """The first and the last year of a period of history that has a name."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Modifier:
    name: str
    #: first | middle | last, or "" where the value stays the period's own
    point: str


def _table(rows: Iterable[tuple[str, T]], proclitics: Iterable[str] = _PROCLITICS) -> Table[T]:
    """Folded forms with and without proclitics; a form of its own goes before one with a proclitic."""
    plain: dict[str, T] = {}
    for form, value in rows:
        plain.setdefault(fold(form), value)
    table: Table[T] = {form: (0, value) for form, value in plain.items()}
    for form, value in plain.items():
        for proclitic in proclitics:
            table.setdefault(proclitic + form, (len(proclitic), value))
            if form.startswith("ال") and proclitic.endswith("ل"):
                table.setdefault(proclitic + form[1:], (len(proclitic), value))
    return table


#: Second word -> the rest of each phrase and its value, the longest first.
Choices = dict[str, list[tuple[list[str], object]]]


class Phrases:
    """Phrases of a few words; the first may carry a proclitic."""

    def __init__(self, rows: Iterable[tuple[str, object]]) -> None:
        plain: dict[str, Choices] = {}
        for phrase, value in rows:
            first, *rest = fold(phrase).split()
            second = plain.setdefault(first, {}).setdefault(rest[0] if rest else "", [])
            second.append((rest, value))
            second.sort(key=lambda choice: -len(choice[0]))
        #: First word -> what may follow it; a phrase of one word is under "".
        self.first: Table[Choices] = _table(plain.items())

    def at(self, words: list[str], i: int) -> tuple[int, object] | None:
        """End and value of the longest phrase at token ``i``."""
        entry = self.first.get(words[i]) if i < len(words) else None
        if entry is None:
            return None
        choices = entry[1]
        if i + 1 < len(words) and words[i + 1] in choices:
            for rest, value in choices[words[i + 1]]:
                stop = i + 1 + len(rest)
                if len(rest) == 1 or words[i + 1 : stop] == rest:
                    return stop, value
        return (i + 1, choices[""][0][1]) if "" in choices else None


@dataclass(frozen=True, slots=True)
class Lexicon:
    months: Phrases
    holidays: Phrases
    eras: Phrases
    weekdays: Table[Weekday]
    units: Table[Unit]
    parts: Phrases
    relative: Phrases
    references: Phrases
    shifts: dict[str, Shift]
    prepositions: Table[Preposition]
    modifiers: Table[Modifier]
    year_words: Table[bool]
    seasons: Table[str]
    decades: Table[int]
    hours: Phrases
    year_parts: Table[int]
    quarters: dict[str, int]
    ordinals: dict[str, int]
    #: Word before the day, month, day -> year, of happenings that are called by their day.
    named_days: dict[tuple[str, int, int], int]
    #: The first (1) or last (-1) of several.
    edges: dict[str, int]
    month_numbers: dict[str, int]
    cardinals: dict[str, int]
    fractions: dict[str, int]
    unit_fractions: dict[str, Fraction]
    each_adverbs: dict[str, str]
    each_adjectives: dict[str, str]
    set_adjectives: dict[str, str]
    demonstratives: Table[bool]
    #: Every other list of ``dates_words.yml`` by its name.
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """All tables, read once."""
    raw = cast(dict[str, Any], read_yaml("dates_words.yml"))  # lists of words, and words with what they stand for
    lists = {name: frozenset(map(fold, value)) for name, value in raw.items()}
    maps: dict[str, dict[str, Any]] = {
        name: {fold(k): v for k, v in value.items()} for name, value in raw.items() if isinstance(value, dict)
    }
    units: list[tuple[str, Unit]] = []
    for row in read_csv("dates_units.csv"):
        units.append((row["form"], Unit(row["unit"], row["number"], False)))
        units.append(("ال" + row["form"], Unit(row["unit"], row["number"], True)))
    seasons = [(article + name, value) for name, value in raw["seasons"].items() for article in ("", "ال")]
    decades = [(article + name, value) for name, value in raw["decades"].items() for article in ("", "ال")]
    far = [(word, False) for word in raw["far_demonstratives"]]
    return Lexicon(
        months=Phrases(
            (r["name"], Month(int(r["month"]), r["calendar"] == "hijri", r["alone"]))
            for r in read_csv("dates_months.csv")
        ),
        holidays=Phrases(
            (r["name"], Holiday(Month(int(r["month"]), r["calendar"] == "hijri", "yes"), int(r["day"])))
            for r in read_csv("dates_holidays.csv")
        ),
        eras=Phrases((r["name"], Era(int(r["first"]), int(r["last"]))) for r in read_csv("dates_eras.csv")),
        weekdays=_table(
            (r["name"], Weekday(int(r["iso"]), r["bare"] == "yes")) for r in read_csv("dates_weekdays.csv")
        ),
        units=_table(units),
        parts=Phrases((r["phrase"], Part(r["code"], r["kind"])) for r in read_csv("dates_parts.csv")),
        relative=Phrases((r["phrase"], int(r["days"])) for r in read_csv("dates_relative.csv")),
        references=Phrases(
            (r["phrase"], Reference(r["value"], frozenset(fold(r["after"]).split()), int(r["days"] or -1)))
            for r in read_csv("dates_references.csv")
        ),
        named_days={
            (fold(head), int(r["month"]), int(r["day"])): int(r["year"])
            for r in read_csv("dates_named_days.csv")
            for head in r["heads"].split("|")
        },
        shifts={fold(r["word"]): Shift(int(r["steps"]), r["anchor"]) for r in read_csv("dates_shifts.csv")},
        prepositions=_table(
            (
                (r["word"], Preposition(r["modifier"] or None, r["duration"]))
                for r in read_csv("dates_prepositions.csv")
            ),
            ("و", "ف", "ب", "ل"),
        ),
        modifiers=_table((r["word"], Modifier(r["modifier"], r["point"])) for r in read_csv("dates_modifiers.csv")),
        year_words=_table((word, True) for word in raw["year_words"]),
        seasons=_table(seasons),
        decades=_table(decades),
        hours=Phrases(raw["hours"].items()),
        year_parts=_table(raw["year_parts"].items()),
        quarters=maps["quarters"],
        ordinals=maps["ordinals"],
        edges=maps["edges"],
        month_numbers=maps["month_numbers"],
        cardinals=maps["definite_cardinals"],
        fractions=maps["fractions"],
        unit_fractions={word: Fraction(1, parts) for word, parts in maps["unit_fractions"].items()},
        each_adverbs=maps["each_adverbs"],
        each_adjectives=maps["each_adjectives"],
        set_adjectives=maps["set_adjectives"],
        demonstratives=_table([*((word, True) for word in raw["demonstratives"]), *far], ("و", "ف", "ب", "ل", "ك")),
        words=lists,
    )


#: Lists of words that stand beside an expression and are no part of any.
_CONTEXT = frozenset({
    "future", "past", "happened", "postponing", "prolonging", "continuing", "changing", "lasting", "not_since",
    "death_words", "before_end", "after_age", "year_leads", "not_before_weekday", "not_before_today",
    "not_before_month", "not_before_date", "not_before_each", "named_day_heads", "named_month_heads",
    "not_future_prefixes", "what_begins",
})  # fmt: skip


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every word that may be in an expression: those of the tables, and the first and the second of every phrase."""
    tables = [getattr(lexicon(), field.name) for field in fields(Lexicon) if field.name not in ("words", "named_days")]
    words = (table.first if isinstance(table, Phrases) else table for table in tables)
    phrases = (table for table in tables if isinstance(table, Phrases))
    seconds = (choices for table in phrases for _, choices in table.first.values())
    lists = (known for name, known in lexicon().words.items() if name not in _CONTEXT)
    return frozenset().union(*words, *seconds, *lists)
