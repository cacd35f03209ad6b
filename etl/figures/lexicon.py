"""The tables of this room: units, currencies, counted nouns, qualifiers and the words that settle a meaning.

Every form of a noun is generated once, so that a token of the text costs one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from etl.tables import read_csv
from etl.text import fold, read_text

T = TypeVar("T")
#: Written joined to the word that follows.
CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")


_ROLES = {"v": "victim", "d": "person", "o": "other"}


class Unit(NamedTuple):
    """What a number measures; ``name`` is that of a currency, for a code that the text has to settle."""

    unit: str
    code: str | None
    name: str = ""


class Noun(NamedTuple):
    """A counted noun in one of its forms."""

    unit: str
    kind: str | None
    #: singular | dual | plural
    number: str
    definite: bool


class Lone(NamedTuple):
    """A noun that counts by its form alone: a dual, or the singular of one to whom something happened."""

    unit: Unit
    kind: str | None
    #: 1 or 2.
    amount: int
    #: Code points before the noun.
    prefix: int
    #: victim: what happened is in the word itself (قتيل); person; other: "another"; "" for things.
    role: str


class Phrases(Generic[T]):
    """Phrases by their first word, the longest first."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        table: dict[str, list[tuple[list[str], T]]] = {}
        for words, value in entries:
            known = table.setdefault(words[0], [])
            if all(list(words[1:]) != rest for rest, _ in known):
                known.append((list(words[1:]), value))
        self._table = {word: sorted(rest, key=lambda entry: -len(entry[0])) for word, rest in table.items()}
        #: First words of all phrases.
        self.first_words = frozenset(table)

    def at(self, words: list[str], i: int) -> tuple[int, T] | None:
        """(position after the longest phrase that begins at token ``i``, its value)."""
        if i >= len(words):
            return None
        for rest, value in self._table.get(words[i], ()):
            if not rest or words[i + 1 : i + 1 + len(rest)] == rest:
                return i + 1 + len(rest), value
        return None


class EndPhrases(Generic[T]):
    """Phrases by their last two words, to be found backwards."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        self._single: dict[str, T] = {}
        self._longer: dict[str, dict[str, list[tuple[list[str], T]]]] = {}
        for words, value in entries:
            if len(words) == 1:
                self._single.setdefault(words[0], value)
            else:
                ends = self._longer.setdefault(words[-1], {}).setdefault(words[-2], [])
                ends.append((list(words[:-2]), value))
                ends.sort(key=lambda entry: -len(entry[0]))
        #: Last words of all phrases.
        self.last_words = frozenset((*self._single, *self._longer))

    def before(self, words: list[str], stop: int) -> tuple[int, T] | None:
        """(first token of the longest phrase that ends before token ``stop``, its value)."""
        if stop < 1:
            return None
        last = words[stop - 1]
        if last in self._longer and stop > 1:
            for rest, value in self._longer[last].get(words[stop - 2], ()):
                first = stop - 2 - len(rest)
                if first >= 0 and words[first : stop - 2] == rest:
                    return first, value
        return (stop - 1, self._single[last]) if last in self._single else None


def _tokens(phrase: str) -> list[str]:
    """The tokens that the text would have for ``phrase``."""
    return read_text(phrase).words


def _cases(word: str) -> list[str]:
    """The singular, and its accusative where that shows in writing, folded."""
    return [fold(word)] if word[-1] in "ةاءى" else [fold(word), fold(word) + "ا"]


def _duals(word: str) -> tuple[str, str]:
    """Nominative and oblique dual of a singular, folded."""
    stem = fold(word[:-1] + "ت" if word[-1] == "ة" else word)
    return stem + "ان", stem + "ين"


def _is_arabic(word: str) -> bool:
    return "ء" <= word[0] <= "ي"


def _article(word: str) -> str:
    return "ال" + word


@cache
def units() -> Phrases[Unit]:
    """Units of measure and currencies, in all forms."""
    entries: list[tuple[Sequence[str], Unit]] = []
    for row in read_csv("units.csv"):
        words = _tokens(row["phrase"])
        unit = _measure(row)
        if row["number"] != "dual":
            entries.append((words, unit))
            if _is_arabic(words[0]):
                entries.append(([_article(words[0]), *words[1:]], unit))
    entries += _currencies()
    return Phrases(entries)


def _currencies() -> Iterable[tuple[Sequence[str], Unit]]:
    for row in read_csv("currencies.csv"):
        words = _tokens(row["name"])
        unit = _currency(row)
        if len(words) > 1 or not _is_arabic(words[0]):
            yield words, unit
            continue
        noun = row["name"]
        nouns = [*_cases(noun), *fold(row["plurals"]).split(), *([] if noun[-1] == "و" else _duals(noun))]
        adjective = fold(row["adjective"]).split()
        if not adjective:
            for form in nouns:
                yield [form], unit
                yield [_article(form)], unit
            continue
        *head, last = adjective
        endings = (last, last + "ا", last + "ه", last + "ين", last + "ان", last + "تين", last + "تان")
        for form in nouns:
            for ending in endings:
                yield [form, *head, ending], unit
                yield [_article(form), *head, _article(ending)], unit


@cache
def currency_countries() -> dict[str, dict[str, str]]:
    """Open currency name -> word of a country -> code."""
    table: dict[str, dict[str, str]] = {}
    for row in read_csv("currencies.csv"):
        for word in fold(row["country_words"]).split():
            for clitic in CLITICS:
                table.setdefault(fold(row["name"]), {}).setdefault(clitic + word, row["code"])
    return table


@cache
def currency_parts() -> dict[str, int]:
    """Part of a currency unit -> how many make one."""
    return {fold(row["word"]): int(row["parts"]) for row in read_csv("currency_parts.csv")}


@cache
def nouns() -> dict[str, Noun]:
    """Counted nouns, all forms with and without article."""
    table: dict[str, Noun] = {}
    for row in read_csv("figure_nouns.csv"):
        singular, plurals = row["singular"], fold(row["plurals"]).split()
        forms = [(form, "singular") for form in _cases(singular)] + [(form, "plural") for form in plurals]
        forms += [(form, "dual") for form in _duals(singular)]
        for form, number in forms:
            table.setdefault(form, Noun(row["unit"], row["kind"] or None, number, False))
            table.setdefault(_article(form), Noun(row["unit"], row["kind"] or None, number, True))
    return table


@cache
def lone_nouns() -> dict[str, Lone]:
    """Nouns that count by their form, with every proclitic."""
    table: dict[str, Lone] = {}
    for row in read_csv("figure_nouns.csv"):
        flags, kind, unit = row["flags"], row["kind"] or None, Unit(row["unit"], None)
        singular, plurals = row["singular"], fold(row["plurals"]).split()
        forms: list[tuple[str, int]] = []
        if "-" not in flags:
            nominative, oblique = _duals(singular)
            # A sound masculine plural in -ين is spelt like the dual.
            forms += [(form, 2) for form in (nominative, oblique) if form not in plurals]
        role = next((_ROLES[flag] for flag in flags if flag in _ROLES), "")
        if role:
            # The accusative of a nisba is spelt like the country: تركيا.
            forms += [(form, 1) for form in _cases(singular) if not form.endswith("يا")]
        for clitic in CLITICS:
            for form, amount in forms:
                table.setdefault(clitic + form, Lone(unit, kind, amount, len(clitic), role))
    duals = [(row["phrase"], _measure(row)) for row in read_csv("units.csv") if row["number"] == "dual"]
    for row in read_csv("currencies.csv"):
        if not row["adjective"] and _is_arabic(row["name"]) and row["name"].isalpha() and row["name"][-1] != "و":
            duals += [(dual, _currency(row)) for dual in _duals(row["name"])]
    for word, unit in duals:
        for clitic in CLITICS:
            table.setdefault(clitic + fold(word), Lone(unit, None, 2, len(clitic), ""))
    return table


def _measure(row: dict[str, str]) -> Unit:
    return Unit(row["unit"], row["unit_code"] or None)


def _currency(row: dict[str, str]) -> Unit:
    return Unit("money", row["code"] or None, fold(row["name"]))


def _spellings(words: Sequence[str]) -> Iterator[list[str]]:
    """The phrase with ما and لا written apart and joined to the word behind: ما لا يقل, مالا يقل, ما لايقل, مالايقل."""
    if len(words) < 2:
        yield list(words)
        return
    for rest in _spellings(words[1:]):
        yield [words[0], *rest]
        if words[0] in ("ما", "لا"):
            yield [words[0] + rest[0], *rest[1:]]


@cache
def qualifiers_before() -> EndPhrases[tuple[str, int]]:
    """Qualifiers before a number, with the length of the proclitic of their first word."""
    entries: list[tuple[Sequence[str], tuple[str, int]]] = []
    for row in read_csv("qualifiers.csv"):
        if row["side"] == "before":
            for head, *rest in _spellings(_tokens(row["phrase"])):
                for clitic in CLITICS:
                    if "ل" not in clitic or head not in ("يصل", "تصل"):  # ليصل إلى tells what was reached
                        entries.append(([clitic + head, *rest], (row["qualifier"], len(clitic))))
    return EndPhrases(entries)


@cache
def qualifiers_around() -> EndPhrases[tuple[str, bool]]:
    """Verbs that bound a number behind their subject, with whether they do so through على or عن."""
    return EndPhrases(
        ([clitic + head, *rest], (row["qualifier"], row["side"] == "around_on"))
        for row in read_csv("qualifiers.csv")
        if row["side"].startswith("around")
        for head, *rest in _spellings(_tokens(row["phrase"]))
        for clitic in CLITICS
    )


@cache
def qualifiers_after() -> Phrases[str]:
    """Qualifiers after a number and its noun."""
    return Phrases(
        (_tokens(row["phrase"]), row["qualifier"]) for row in read_csv("qualifiers.csv") if row["side"] == "after"
    )


@cache
def quantifiers() -> Phrases[int]:
    """Words for many or some before what they quantify, with the length of the proclitic of their first word."""
    return Phrases(
        ([clitic + head, *rest], len(clitic))
        for row in read_csv("figure_quantifiers.csv")
        for head, *rest in [_tokens(row["phrase"])]
        for clitic in CLITICS
    )


@cache
def context(side: str) -> dict[str, str]:
    """Word -> what happened to those counted on its other side."""
    clitics = CLITICS if side == "left" else ("",)
    table: dict[str, str] = {}
    for clitic in clitics:
        for row in read_csv("figure_context.csv"):
            if row["side"] == side:
                table.setdefault(clitic + fold(row["word"]), row["kind"])
    return table


@cache
def flows() -> EndPhrases[str]:
    """Words of a running total or of a state."""
    return EndPhrases(
        ([clitic + head, *rest], row["flow"])
        for row in read_csv("figure_flow.csv")
        for head, *rest in [_tokens(row["phrase"])]
        for clitic in CLITICS
    )


def is_definite(word: str) -> bool:
    """Whether ``word`` carries the article, as far as its letters tell (إلى, folded, begins like one)."""
    return word[:2] == "ال" and word not in guard("no_article")


@cache
def guard(name: str) -> frozenset[str]:
    """The folded words of one guard of ``seeds/figure_guards.csv``, with their proclitics."""
    words = [fold(row["word"]) for row in read_csv("figure_guards.csv") if row["guard"] == name]
    return frozenset(clitic + word for word in words for clitic in CLITICS)
