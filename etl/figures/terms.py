"""Terms of imprisonment: a length of time that a sentence or an order of custody sets (حكم عليه بالسجن 5 سنوات), or the
rest of a life (السجن المؤبد).

The length is a time expression already; here it counts what someone was sentenced to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from etl.documents import Number, TimeExpression
from etl.figures.lexicon import Unit, guard
from etl.figures.meaning import CLAUSE_ENDS
from etl.figures.quantities import BETWEEN, Quantity
from etl.numbers.exact import plain
from etl.text import Text

#: How far before the term the word for prison may stand, in tokens: whoever is sentenced comes between (حبس فلان لمدة).
_REACH = 8
_VALUE = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?")
_CODES = ("a", "mo", "wk", "d")
#: The unit of a term that ends with the life of the prisoner; it has no number.
LIFE = Unit("duration", "life")
#: How far before the word for a life term the sentence may stand that it belongs to.
_LIFE_REACH = 6


class Term(NamedTuple):
    """A term as a quantity of its unit."""

    quantity: Quantity
    unit: Unit


def find_terms(text: Text, numbers: tuple[Number, ...], dates: tuple[TimeExpression, ...]) -> Iterator[Term]:
    """The terms of imprisonment among the durations of ``text``."""
    before: TimeExpression | None = None
    for date in dates:
        if date.rule not in ("duration", "duration_range") or not date.value:
            continue
        joined = before is not None and _goes_on(text, before, date)
        if before is not None and not joined and _is_term(text, before):
            yield from _term(text, numbers, before)
        before = (
            replace(date, start=before.start, first=before.first, value=f"{before.value}/{date.value}")
            if (before is not None and joined)
            else date
        )
    if before is not None and _is_term(text, before):
        yield from _term(text, numbers, before)


def _goes_on(text: Text, low: TimeExpression, high: TimeExpression) -> bool:
    """Whether two lengths are the ends of one range: بين سنتين وثلاث سنوات, من سنة إلى سنتين.

    Not where the second is no longer: what is reduced من خمس سنوات إلى ثلاث was the one and is the other.
    """
    words = text.words
    first, last = _length((low.value or "").split("/")[0]), _length(high.value or "")
    if first is not None and last is not None and first[1] == last[1] and first[0] >= last[0]:
        return False
    between, lead = words[low.stop : high.first], words[low.first - 1] if low.first else ""
    if lead in BETWEEN:
        return between == ["و"] or (not between and words[high.first][0] == "و")
    return between in (["الي"], ["حتي"], ["او"])


def _term(text: Text, numbers: tuple[Number, ...], date: TimeExpression) -> Iterator[Term]:
    """The length ``date`` as a quantity, if it is one of a single unit."""
    lengths = [_length(value) for value in (date.value or "").split("/")]
    low, high = lengths[0], lengths[-1]
    if low is not None and high is not None and low[1] == high[1]:
        yield Term(_quantity(text, numbers, date, low[0], high[0]), high[1])


def find_life_terms(text: Text, spots: Iterable[int]) -> Iterator[Term]:
    """The terms that have no length in years at the tokens ``spots``: السجن المؤبد, المؤبد, السجن مدى الحياة."""
    words, life = text.words, guard("life")
    for i in spots:
        if words[i] not in life:
            continue
        first = i - 1 if words[i] == "الحياه" else i
        if first < i and (not first or words[first] != "مدي"):
            continue
        if not _is_sentenced(words, first):
            continue
        prefix = len(words[first]) - len(words[first].lstrip("وفبل")) if first == i else 0
        start, end = text.starts[first] + prefix, text.ends[i]
        yield Term(Quantity(first, i + 1, start, end, 0, 0, "words", "life_term", prefix), LIFE)


def _is_sentenced(words: list[str], first: int) -> bool:
    """Whether prison or the sentence of a court stands close before token ``first``: not وقف مؤبد."""
    if words[first].startswith(("بالمؤبد", "بالموبد")):
        return True
    return _says(words, max(0, first - _LIFE_REACH), first, guard("prison") | guard("life_before"))


def _is_term(text: Text, date: TimeExpression) -> bool:
    words = text.words
    if not guard("prison").isdisjoint(words[date.stop : date.stop + 2]):
        return True
    sentence = text.sentences[text.sentence_of[date.first]]
    return _says(words, max(sentence.first, date.first - _REACH), date.first, guard("prison"))


def _says(words: list[str], first: int, stop: int, known: frozenset[str]) -> bool:
    """Whether one of the ``known`` words stands in ``first..stop``, in the clause that goes on at ``stop``."""
    for i in range(stop - 1, first - 1, -1):
        if words[i] in known:
            return True
        if words[i] in CLAUSE_ENDS:
            return False
    return False


def _quantity(text: Text, numbers: tuple[Number, ...], date: TimeExpression, low: float, high: float) -> Quantity:
    """The amount of the length ``date``, or the range of it: من 3 إلى 5 سنوات."""
    first, end = date.first, text.ends[date.stop - 1]
    prefix = next((n for n in range(3) if text.raw_span(text.starts[first] + n, text.ends[first])[0] == date.start), 0)
    counted = (number.clean_start for number in numbers if first <= number.first < date.stop)
    start = next(counted, 0) if low < high else 0
    start = start or text.starts[first] + prefix
    return Quantity(first, date.stop, start, end, low, high, "words", "term", prefix, is_range=low < high)


def _length(value: str) -> tuple[float, Unit] | None:
    """Amount and unit of a TIMEX3 value; years and months together are months."""
    match = _VALUE.fullmatch(value)
    counts = zip(match.groups(), _CODES, strict=True) if match else ()
    parts = [(Fraction(count), code) for count, code in counts if count]
    if [code for _, code in parts] == ["a", "mo"]:
        parts = [(parts[0][0] * 12 + parts[1][0], "mo")]
    return (plain(parts[0][0]), Unit("duration", parts[0][1])) if len(parts) == 1 else None
