"""Which rules a word sets off: the dispatch from tokens to rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from etl.dates.clock import read_clock
from etl.dates.days import read_day_word, read_relative, read_weekday
from etl.dates.daytime import read_hours_of_part, read_night_between, read_part, read_tonight
from etl.dates.durations import read_after_that, read_definite, read_duration, read_in_a_row, read_length_range
from etl.dates.eras import (
    read_centuries,
    read_decade,
    read_edge,
    read_fraction_of_year,
    read_named_era,
    read_nth_decade,
)
from etl.dates.holidays import read_day_of_holiday, read_holiday
from etl.dates.lexicon import Phrases, Unit, lexicon
from etl.dates.monthdays import read_month_day, read_numeric, read_year_range
from etl.dates.nth import read_nth
from etl.dates.periods import read_bare_year, read_demonstrative, read_era_year, read_same_period, read_unit
from etl.dates.phrases import extended, read_modified, read_month_first, read_nth_beside, read_preposition
from etl.dates.reader import Found, Reader, Rule, Trigger
from etl.dates.references import read_eve, read_reference
from etl.dates.seasons import read_season
from etl.dates.sets import (
    read_day_of_each,
    read_each_adjective,
    read_frequency,
    read_listed_weekday,
    read_part_of_each,
    read_set,
)
from etl.dates.stretches import stretch

_NUMBER_RULES: tuple[Rule, ...] = (
    read_numeric, read_year_range, read_month_day, read_length_range, read_clock, read_duration, read_era_year,
    read_bare_year, read_day_of_each,
)  # fmt: skip
#: What a number in words sets off.
SPELT: tuple[Rule, ...] = (read_month_day, read_length_range, read_clock, read_duration, read_day_of_each)
# After a preposition these leave the word to the preposition's own rule.
_NO_DATES = frozenset({
    read_after_that, read_preposition, read_duration, read_set, read_reference, read_listed_weekday, read_day_of_each,
})  # fmt: skip


def _trigger(prefix: int, rules: Sequence[Rule], leads: bool = False) -> Trigger:
    dates = tuple(rule for rule in rules if rule not in _NO_DATES)
    return Trigger(prefix, tuple(rules), dates, tuple(rule for rule in SPELT if rule not in rules), leads)


#: What a number in digits sets off.
NUMERIC = _trigger(0, _NUMBER_RULES)


def _unit_rules(unit: Unit) -> list[Rule]:
    """The rules that a form of a unit may begin, in the order in which they are tried."""
    several = unit.definite and unit.number in ("dual", "plural")
    chosen: list[tuple[bool, Rule]] = [
        (not unit.definite and unit.number in ("singular", "dual"), read_length_range),
        (unit.code == "H", read_hours_of_part),
        (unit.code == "H", read_clock),
        (several, read_edge),
        (unit.code in "WM" and unit.definite, read_nth),
        (unit.code == "X" and unit.definite, read_nth_decade),
        (unit.code == "C" and several, read_centuries),
        (unit.definite and unit.number == "singular", read_in_a_row),
        (unit.code == "D" and unit.number in ("plural", "construct"), read_set),
        (unit.code == "D" and unit.number == "singular", read_day_of_each),
        (unit.code == "D" and not unit.definite, read_day_word),
        (not unit.definite, read_duration),
        (several, read_definite),
        (unit.code == "M" and not unit.definite, read_month_first),
        (unit.number in ("singular", "construct"), read_unit),
    ]
    return [rule for holds, rule in chosen if holds]


@lru_cache(maxsize=1)
def triggers() -> dict[str, Trigger]:
    """Word -> (code points of its proclitic, the rules to try where it stands)."""
    lex = lexicon()
    prefixes: dict[str, int] = {}
    rules: dict[str, list[Rule]] = {}
    alone: set[str] = set()

    def add(words: dict[str, int], *tried: Rule, leads: bool = False) -> None:
        if not leads:
            alone.update(words)
        for word, prefix in words.items():
            prefixes[word] = min(prefix, prefixes.get(word, prefix))
            known = rules.setdefault(word, [])
            known += [rule for rule in tried if rule not in known]

    def joined(words: Iterable[str]) -> dict[str, int]:
        return {p + w: len(p) for w in words for p in ("", "و", "ف", "ب", "ل")}

    def add_phrases(phrases: Phrases, *tried: Rule) -> None:
        for is_head in (False, True):  # بعد, of بعد غد, is none by itself
            add({w: e[0] for w, e in phrases.first.items() if ("" not in e[1]) is is_head}, *tried, leads=is_head)

    add_phrases(lex.references, read_reference)
    add({w: e[0] for w, e in lex.holidays.first.items()}, read_holiday)
    add({w: e[0] for w, e in lex.eras.first.items()}, read_named_era)
    add({"اليوم": 0, "واليوم": 1, "باليوم": 1}, read_day_of_holiday)
    add({"اليوم": 0}, read_day_of_each)
    add_phrases(lex.relative, read_relative)
    add({w: e[0] for w, e in lex.parts.first.items() if "" in e[1]}, read_part_of_each)
    add_phrases(lex.parts, read_part)
    add({"الليله": 0, "والليله": 1, "بالليله": 1}, read_night_between, read_tonight)
    add(joined(lex.words["eves"]), read_eve)
    add({w: e[0] for w, e in lex.modifiers.items()}, read_modified)
    add({w: e[0] for w, e in lex.prepositions.items() if w.endswith(("بعد", "قبل"))}, read_after_that, leads=True)
    add({w: e[0] for w, e in lex.prepositions.items()}, read_preposition, leads=True)
    add(joined(lex.words["after_it"]), read_after_that)
    add({w: e[0] for w, e in lex.demonstratives.items()}, read_tonight, read_demonstrative, leads=True)
    add(joined(lex.words["same"]), read_same_period, read_demonstrative, leads=True)
    add({"الفتره": 0, "بالفتره": 1, "والفتره": 1, "للفتره": 1}, read_same_period)
    add({w: e[0] for w, e in lex.weekdays.items()}, read_listed_weekday, read_day_of_each, read_weekday)
    add({w: e[0] for w, e in lex.months.first.items()}, read_month_first)
    for word, (prefix, unit) in lex.units.items():
        add({word: prefix}, *_unit_rules(unit))
    add({w: e[0] for w, e in lex.seasons.items()}, read_season)
    add({w: e[0] for w, e in lex.decades.items()}, read_decade)
    add({w: e[0] for w, e in lex.year_parts.items()}, read_fraction_of_year)
    add({w: e[0] for w, e in lex.hours.first.items()}, read_length_range, read_clock, leads=True)
    add(joined(lex.words["few_before"]), read_duration)
    add(joined(lex.unit_fractions), read_duration, read_set)
    add(joined(lex.words["about"] | lex.words["more_or_less"]), read_duration)
    add(joined(lex.each_adverbs), read_set)
    add(joined(lex.words["every"] | lex.words["manner"]), read_set, leads=True)
    add(dict.fromkeys(lex.set_adjectives, 0), read_each_adjective)
    add(joined(lex.words["times"]), read_frequency)
    add(joined(lex.words["first_days"]), read_month_day)
    add(
        {w: 0 for w in lex.ordinals if not w.startswith("ال")},
        read_day_of_each,
        read_edge,
        read_day_of_holiday,
        read_nth_beside,
        read_nth,
    )
    add(joined(lex.words["ten_days"]), read_edge)
    add(joined(lex.words["millennium"]), read_centuries)
    add({"ال": 0, "اخر": 0, "واخر": 1}, read_definite)
    return {word: _trigger(prefixes[word], tried, word not in alone) for word, tried in rules.items()}


def read_expression(r: Reader, i: int, rules: tuple[Rule, ...]) -> Found | None:
    """The first of ``rules`` that reads a time expression at token ``i``, with all that belongs to it."""
    for rule in rules:
        found = rule(r, i)
        if found is not None:
            return stretch(r, found if rule is read_preposition else extended(r, found))
    return None
