"""What a written word can be: clitics taken off, every reading with its part of speech, lemma and features.

This is the only place where a letter is split off a word. The clitics follow Habash, "Introduction to Arabic Natural
Language Processing" (2010), chapter 4; parts of speech are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from etl.morphology.forms import Forms, Stem, forms
from etl.tables import read_csv
from etl.text.cleaning import fold
from etl.text.memo import Memo

_CONJUNCTIONS = ("", "و", "ف")
_NOMINAL = ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال")
_VERBAL = ("", "س", "ل")
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "ي", "نا", "ني", "ك", "كم")
#: Last letter of a word to those that it may end in, no pronoun first.
_PRONOUNS_OF = {p[-1]: ("", *(q for q in _PRONOUNS if q.endswith(p[-1]))) for p in _PRONOUNS if p}
_POS = {
    "verb": ("VERB",),
    "masdar": ("NOUN",),
    "noun": ("NOUN",),
    "active": ("NOUN", "ADJ"),
    "passive": ("NOUN", "ADJ"),
    "nisba": ("ADJ", "NOUN"),
    "adjective": ("ADJ", "NOUN"),
    "proper": ("PROPN",),
    "adverb": ("ADV",),
}
# Prepositions as they look before a pronoun.
_BOUND = {stem: stem for stem in "ل ب في من عن مع بين لدى عند ضد قبل بعد حول خلال تجاه أمام دون تحت فوق".split()}
_BOUND |= {"علي": "على", "إلي": "إلى", "الي": "إلى", "لدي": "لدى"}
# Conjunctions and particles that carry a pronoun: أنه, لكنها, لأنهم.
_CARRIERS = frozenset({"أن", "إن", "ان", "لأن", "لان", "لكن", "كأن", "لعل", "ليت", "بأن", "بان"})


# A reading e^7 times less likely than another of the word stands in grammars only: المدينة is a town, not "indebted".
_UNHEARD_OF = 70


class Reading(NamedTuple):
    """One thing that a word can be."""

    pos: str
    lemma: str
    #: و or ف before the word, else "".
    conjunction: str
    #: ب, ل or ك before the word; for a preposition with a pronoun the preposition itself; else "".
    preposition: str
    definite: bool
    #: س before a verb.
    future: bool
    #: The pronoun behind the word, else "".
    pronoun: str
    stem: Stem | None
    #: Code points of the word before the stem.
    offset: int


#: Parts of speech between which the sentence decides.
NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})


class Word(NamedTuple):
    """A written word with all its readings."""

    form: str
    readings: tuple[Reading, ...]
    #: Parts of speech of the readings, sorted.
    parts: tuple[str, ...]
    known: bool

    def of(self, pos: str) -> tuple[Reading, ...]:
        """Readings with this part of speech, likelier clitic splits (fewer letters taken off) first.

        The dictionary knows one nominal part of speech of most words, and the sentence makes another of it (محمد,
        الأخيرة, الماضي): where it has none of a kind, the others stand in.
        """
        found = tuple(r for r in self.readings if r.pos == pos)
        if found or pos not in NOMINAL:
            return found
        return tuple(dict.fromkeys(r._replace(pos=pos) for r in self.readings if r.pos in NOMINAL))


@cache
def _function_words() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in read_csv("morphology/function_words.csv"):
        for form in row["forms"].split():
            found[form] = (*found.get(form, ()), (row["pos"], row["lemma"]))
    return found


def analyse(form: str) -> Word:
    """Readings of a word as written (without vowel marks); those of its folded spelling if it has none itself.

    >>> sorted({(r.pos, r.lemma, r.preposition) for r in analyse("بالهجوم").readings})
    [('NOUN', 'هجوم', 'ب')]
    """
    table = forms()
    readings = [*_closed(form), *_open(form, table, "")]
    if not readings:
        readings = list(_inflected(form, table))
    if not any(r.stem for r in readings) and not any(not r.conjunction for r in readings):
        readings += _open(fold(form), table, "~")
    least = max((r.stem.likely for r in readings if r.stem), default=0) - _UNHEARD_OF
    heard = [r for r in readings if r.stem is None or r.stem.likely >= least]
    unique = tuple(dict.fromkeys(sorted(heard, key=_rank)))
    return Word(form, unique, tuple(sorted({r.pos for r in unique})), bool(unique))


def _pronouns(form: str) -> tuple[str, ...]:
    """Pronouns that may stand behind a word, by its last letter."""
    return _PRONOUNS_OF.get(form[-1:], ("",))


def _rank(reading: Reading) -> tuple[int, int]:
    """Fewer letters taken off first, then the likelier lemma."""
    return reading.offset + len(reading.pronoun), -reading.stem.likely if reading.stem else 0


def _closed(form: str) -> Iterator[Reading]:
    words = _function_words()
    for conjunction in _CONJUNCTIONS:
        if not form.startswith(conjunction) or len(form) == len(conjunction):
            continue
        rest = form[len(conjunction) :]
        for pos, lemma in words.get(rest, ()):
            yield Reading(pos, lemma, conjunction, "", rest.startswith("ال"), False, "", None, len(conjunction))
        for preposition in ("ب", "ل", "ك"):
            if rest.startswith(preposition):
                for pos, lemma in words.get(rest[1:], ()):
                    if pos in ("SCONJ", "PRON", "DET", "ADV", "PART") and len(rest) > 2:
                        yield Reading(
                            pos, lemma, conjunction, preposition, False, False, "", None, len(conjunction) + 1
                        )
        for pronoun in _pronouns(rest)[1:]:
            if rest.endswith(pronoun) and len(rest) > len(pronoun):
                stem = rest[: -len(pronoun)]
                if stem in _BOUND:
                    yield Reading(
                        "PRON", pronoun, conjunction, _BOUND[stem], True, False, pronoun, None, len(conjunction)
                    )
                if stem in _CARRIERS:
                    yield Reading("SCONJ", stem, conjunction, "", False, False, pronoun, None, len(conjunction))


def _open(form: str, table: Forms, mark: str) -> Iterator[Reading]:
    for conjunction in _CONJUNCTIONS:
        if not form.startswith(conjunction):
            continue
        rest = form[len(conjunction) :]
        for clitic in _NOMINAL:
            if rest.startswith(clitic):
                yield from _nominal(rest, conjunction, clitic, table, mark)
        for clitic in _VERBAL:
            if rest.startswith(clitic):
                yield from _verbal(rest, conjunction, clitic, table, mark)


def _nominal(rest: str, conjunction: str, clitic: str, table: Forms, mark: str) -> Iterator[Reading]:
    stem_form = rest[len(clitic) :]
    definite = clitic.endswith("ال") or clitic == "لل"
    offset = len(conjunction) + len(clitic)
    for pronoun in _pronouns(stem_form):
        if pronoun and (definite or not stem_form.endswith(pronoun) or pronoun == "ني"):
            continue
        bare_form = stem_form[: -len(pronoun)] if pronoun else stem_form
        if len(bare_form) < 2:
            continue
        preposition = clitic[0] if clitic and clitic != "ال" else ""
        for stem in _before_pronoun(mark + bare_form, table) if pronoun else table.get(mark + bare_form):
            if stem.kind == "verb" or (stem.kind == "proper" and pronoun):
                continue
            for pos in _POS[stem.kind]:
                yield Reading(pos, stem.lemma, conjunction, preposition, definite, False, pronoun, stem, offset)


# Endings of regular inflection -> what the word may have without them, and gender and number of the whole.
_ENDINGS = (
    ("يات", ("ي", "ية"), "fp"), ("ات", ("", "ة"), "fp"), ("ية", ("ي",), "fs"), ("ة", ("",), "fs"),
    ("ون", ("",), "mp"), ("ين", ("",), "mp"), ("ان", ("",), "md"), ("تان", ("ة",), "fd"), ("تين", ("ة",), "fd"),
    ("ا", ("",), "ms"),
)  # fmt: skip


def _inflected(form: str, table: Forms) -> Iterator[Reading]:
    """Readings of a word that the table has in the singular alone: الفيضانات, نافية, متمركزين, نافيا."""
    for ending, singulars, agreement in _ENDINGS:
        if form.endswith(ending):
            for singular in singulars:
                for reading in _open(form.removesuffix(ending) + singular, table, ""):
                    if reading.stem is not None and reading.pos in NOMINAL and not reading.pronoun:
                        yield reading._replace(stem=reading.stem._replace(agreement=agreement))


def _before_pronoun(form: str, table: Forms) -> list[Stem]:
    """Readings of a noun before a pronoun, where the hamza behind a long vowel takes a seat: لقاء, لقائه, لقاؤه."""
    seat = table.get(form[:-1] + "ء") if form.endswith(("ائ", "اؤ")) else []
    return [*table.get(form + "+"), *seat]


def _verbal(rest: str, conjunction: str, clitic: str, table: Forms, mark: str) -> Iterator[Reading]:
    stem_form = rest[len(clitic) :]
    for pronoun in _pronouns(stem_form):
        if pronoun and not stem_form.endswith(pronoun):
            continue
        bare_form = stem_form[: -len(pronoun)] if pronoun else stem_form
        if len(bare_form) < 2:
            continue
        for stem in table.get(mark + bare_form + ("+" if pronoun else "")):
            if stem.kind != "verb" or (clitic and stem.tense != "present"):
                continue
            if pronoun and stem.voice == "passive":
                continue
            yield Reading(
                "VERB",
                stem.lemma,
                conjunction,
                clitic if clitic == "ل" else "",
                False,
                clitic == "س",
                pronoun,
                stem,
                len(conjunction) + len(clitic),
            )


#: Word as written to its readings, computed once for the vocabulary.
WORDS = Memo(analyse)
