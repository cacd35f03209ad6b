"""One pass over the numbers of a text, one over its nouns: each becomes a figure or nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from etl.documents import Figure, Number, Qualifier, TimeExpression
from etl.figures.duals import with_dual_ranges
from etl.figures.guards import is_no_figure, is_whole_text
from etl.figures.lexicon import Lone, Noun, Unit, guard, lone_nouns, nouns, quantifiers, units
from etl.figures.lists import with_lists
from etl.figures.lone import find_lone, is_measured_dual
from etl.figures.meaning import (
    counted_before,
    flow_of,
    is_age,
    is_magnitude,
    is_multiple,
    is_of_both,
    is_told,
    kind_of,
    share_kind,
    unit_in_context,
)
from etl.figures.parts import with_parts
from etl.figures.quantifiers import SEVERAL, Quantified, find_quantified
from etl.figures.quantities import Quantity, quantity_at
from etl.figures.sums import with_sums
from etl.figures.surroundings import Around, add_half, adjectives_after, find_qualifier, look_around
from etl.figures.terms import Term, find_life_terms, find_terms
from etl.numbers.exact import exact, plain
from etl.numbers.lexicon import has_article
from etl.syntax.trees import Trees
from etl.text import Text, positions

_COUNTED = frozenset({"persons", "households"})


@cache
def _unnumbered() -> frozenset[str]:
    """Words that may begin a figure without a number."""
    return quantifiers().first_words | guard("life") | frozenset(lone_nouns())


class Finder:
    """The figures of one text."""

    def __init__(
        self, text: Text, numbers: tuple[Number, ...], dates: tuple[TimeExpression, ...], trees: Trees | None
    ) -> None:
        self._trees = trees
        self._text = text
        self._numbers = numbers
        self._dates = dates
        self._words: frozenset[str] | None = None
        size = len(text.words)
        #: 1 for tokens of a time expression, 2 for those of a figure.
        self._taken = bytearray(size)
        long = (number for number in numbers if number.stop - number.first > 1)
        inner = {position: number for number in long for position in range(number.first, number.stop)}
        for date in dates:
            if not (inner and _is_cut(date, inner)):
                self._taken[date.first : date.stop] = b"\x01" * (date.stop - date.first)

    def figures(self) -> tuple[Figure, ...]:
        """All figures, sorted by start."""
        found: list[Figure] = []
        k = 0
        while k < len(self._numbers):
            quantity = quantity_at(self._text, self._numbers, k)
            if quantity.is_range and self._is_dated(quantity):
                k += 1  # بين 120 و180 يوما: the second end, and with it the first, is a duration
                continue
            figure = self._figure(quantity)
            k = quantity.following
            if figure is not None:
                found.append(figure)
                self._taken[figure.first : figure.stop] = b"\x02" * (figure.stop - figure.first)
        unnumbered = positions(_unnumbered().__contains__, self._text.words)
        for i, lone in find_lone(self._text, self._taken, unnumbered):
            figure = self._lone(i, lone)
            if lone.prefix and lone.amount == 1 and lone.role == "person" and figure.kind is None:
                continue  # ثلاثة وزراء وسفير: nothing happened to the one
            found.append(figure)
            self._taken[figure.first : figure.stop] = b"\x02" * (figure.stop - figure.first)
        for quantified in find_quantified(self._text, self._taken, unnumbered):
            figure = self._quantified(quantified)
            if figure is not None:
                found.append(figure)
        found += [self._term(term) for term in find_terms(self._text, self._numbers, self._dates)]
        for term in find_life_terms(self._text, unnumbered):
            found.append(replace(self._term(term), low=None, high=None, best=None))
        found = with_dual_ranges(self._text, sorted(found, key=lambda figure: figure.start))
        found = with_sums(self._text, found)
        found = with_lists(self._text, found)
        return with_parts(self._text, found)

    def _vocabulary(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(self._text.words)
        return self._words

    # ------------------------------------------------------------------ numbers
    def _is_dated(self, quantity: Quantity) -> bool:
        return 1 in self._taken[quantity.first : quantity.stop]

    def _figure(self, quantity: Quantity) -> Figure | None:
        if 2 in self._taken[quantity.first : quantity.stop]:
            return None
        if quantity.form == "ordinal":
            return self._ordinal(quantity)
        if quantity.form == "fraction" and quantity.prefix and is_measured_dual(self._text.words, quantity.first - 1):
            return None  # مترين ونصف: the dual takes its half along
        dated = self._is_dated(quantity)
        if dated and not self._may_count(quantity):
            return None
        found = self._look_around(quantity)
        if found.unit is not None and found.unit.unit == "duration":
            unit = self._unit(quantity, found)
            return self._build(quantity, found, unit) if unit.unit == "age" or not dated else None
        if dated and not self._outlives_date(quantity, found) and not is_whole_text(self._text, quantity):
            return None
        if not found.is_measured and quantity.first and self._text.words[quantity.first - 1] in guard("age"):
            return self._build(quantity, found, Unit("age", "a"))
        behind = self._text.words[quantity.stop : quantity.stop + 2]
        if not found.is_measured and behind[:1] == ["من"] and not guard("age_after").isdisjoint(behind):
            return self._build(quantity, found, Unit("age", "a"))  # في الـ16 من العمر
        if self._is_ranked(quantity, found):
            return self._build(quantity, Around(quantity.first, quantity.stop), Unit("ordinal", None))
        if is_no_figure(self._text, quantity, found.is_measured) or self._is_emphasis(quantity, found):
            return None
        if (
            found.unit is None
            and quantity.form != "fraction"
            and is_magnitude(self._text, found)
            and found.noun is None
        ):
            return self._build(quantity, found, Unit("magnitude", "[Richter]"))
        return self._build(quantity, found, self._unit(quantity, found))

    def _may_count(self, quantity: Quantity) -> bool:
        """Whether a number within a date may count something all the same: what it counts follows, or nothing does."""
        words, stop = self._text.words, quantity.stop
        following = words[stop] if stop < len(words) else ""
        if following == "من" or following in units().first_words or following in nouns():
            return True
        return quantity.is_range or is_whole_text(self._text, quantity)

    def _is_age(self, quantity: Quantity, found: Around) -> bool:
        """Whether years are an age: what says so stands beside them, or the dates left them out as one."""
        if found.unit is None or found.unit.code != "a":
            return False
        counted = found.stop > quantity.stop and not quantity.is_range
        return (counted and not self._is_dated(quantity)) or is_age(self._text, found)

    def _is_emphasis(self, quantity: Quantity, found: Around) -> bool:
        """كلمة واحدة, رجل واحد, واحد من أبرز الكتاب: "one" behind its noun, or of others, counts only those harmed."""
        if quantity.high != 1 or quantity.form != "words" or found.noun is None or found.counted is None:
            return False
        of_others = self._text.words[quantity.stop : quantity.stop + 1] == ["من"]
        if found.noun.unit == "households" and found.first and self._text.words[found.first - 1] == "من":
            return True  # أربعة أطفال من أسرة واحدة
        return (of_others or found.counted[0] < quantity.first) and kind_of(self._text, self._trees, found) is None

    def _is_ranked(self, quantity: Quantity, found: Around) -> bool:
        """القمة الـ28, المرتبة 78: digits that order; in المباريات الـ20 they count."""
        words, first = self._text.words, quantity.first
        before = words[first - 1] if first else ""
        if quantity.form != "digits" or found.is_measured or quantity.is_range:
            return False
        if before not in ("ال", "وال"):
            return before in guard("rank")
        if words[quantity.stop : quantity.stop + 1] and words[quantity.stop].removeprefix("ال") in guard("other"):
            return False  # والـ15 الآخرين
        noun = nouns().get(words[first - 2]) if first > 1 else None
        return noun is None or not noun.definite or noun.number != "plural"

    def _look_around(self, quantity: Quantity) -> Around:
        """What stands around ``quantity`` and belongs to no other figure."""
        found = look_around(self._text, quantity)
        # The unit begins a date that goes on behind it: بلغ عددهم 700 اليوم الأحد
        of_a_date = found.unit is not None and any(date.first < found.stop < date.stop for date in self._dates)
        if 2 in self._taken[found.first : quantity.first] or (of_a_date and not self._is_dated(quantity)):
            return Around(quantity.first, quantity.stop, prefix=quantity.prefix)
        return found

    def _outlives_date(self, quantity: Quantity, found: Around) -> bool:
        """A bare year that is followed by persons was no year."""
        return (
            quantity.form == "digits"
            and found.noun is not None
            and found.noun.unit in _COUNTED
            and not self._taken[quantity.first - 1]
        )

    def _unit(self, quantity: Quantity, found: Around) -> Unit:
        if self._is_age(quantity, found):
            return Unit("age", "a")
        if found.unit is not None:
            return unit_in_context(self._text, found, found.unit, self._vocabulary)
        if quantity.form == "fraction":
            return Unit("fraction", None)
        return Unit(found.noun.unit if found.noun else "count", None)

    def _bare(self, quantity: Quantity, found: Around) -> Unit:
        """What a number without a noun counts: those whose number the sentence speaks of, or those harmed."""
        named = counted_before(self._text, found)
        if named:
            found.noun, found.counted = named[0], (named[1], named[1] + 1)
            return Unit(found.noun.unit, None)
        words = self._text.words
        if found.counted is not None:
            return Unit("count", None)
        if is_of_both(words, found.stop):
            return Unit("persons", None)
        if not guard("their_number").isdisjoint(words[max(0, found.first - 4) : quantity.first]):
            return Unit("persons", None)
        of_what = words[found.stop : found.stop + 1] == ["من"]
        crowd = quantity.form == "vague" and has_article(words[quantity.first]) and not of_what
        return Unit("persons" if crowd or is_told(self._text, self._trees, found) else "count", None)

    def _is_case(self, found: Around) -> bool:
        """عدد الوفيات 2150 حالة: a case is one of what the sentence counts."""
        return found.counted is not None and self._text.words[found.counted[0]] in guard("case")

    def _ordinal(self, quantity: Quantity) -> Figure | None:
        if self._is_dated(quantity):
            return None
        text, first = self._text, quantity.first
        before = text.words[first - 1] if first else ""
        found = Around(quantity.first, quantity.stop, prefix=quantity.prefix)
        if quantity.rule == "definite_round":  # العشرون جنديا counts, المركز العشرون orders
            around = look_around(text, quantity)
            behind = around.first < quantity.first and around.counted is not None  # الأعضاء الخمسة عشر
            if (around.is_measured and (behind or around.stop > quantity.stop)) or around.qualifier:  # فوق المئة
                return self._build(quantity, around, self._unit(quantity, around))
        if before in ("ال", "مجموعه", "قمه") or before in guard("clock") or before in guard("name_before"):
            return None
        if text.words[quantity.stop : quantity.stop + 1] in (["الواحده"], ["الواحد"]):  # في الثانية الواحدة: per second
            return None
        return self._build(quantity, found, Unit("ordinal", None))

    # ------------------------------------------------------------------ nouns alone
    def _lone(self, i: int, lone: Lone) -> Figure:
        text = self._text
        number = "dual" if lone.amount == 2 else "singular"
        noun = Noun(lone.unit.unit, lone.kind, number, False)
        found = Around(i, adjectives_after(text.words, i + 1, noun), noun=noun, prefix=lone.prefix)
        unit = lone.unit
        phrase = units().at(text.words, i)
        if unit.unit == "money":
            found.stop, unit = phrase or (i + 1, unit)
        elif phrase is not None and phrase[0] > i + 1:  # كيلومترين مربعين
            found.stop, unit = phrase
        else:
            found.counted, found.unit = (i, found.stop), unit
            if add_half(text.words, found):
                found.counted = None
            found.unit = None
        if not lone.prefix:
            find_qualifier(text.words, found)
        quantity = Quantity(
            i, i + 1, text.starts[i] + lone.prefix, text.ends[i], lone.amount, lone.amount, "words",
            f"noun_{number}", lone.prefix,
        )  # fmt: skip
        return self._build(quantity, found, unit_in_context(text, found, unit, self._vocabulary))

    # ------------------------------------------------------------------ no number at all, or that of a time expression
    def _quantified(self, found: Quantified) -> Figure | None:
        """Those to whom something happened; some of all others (العديد من الخبراء) are no figure."""
        text, first, stop = self._text, found.first, found.counted[0]
        start, end = text.starts[first] + found.prefix, text.ends[stop - 1]
        quantity = Quantity(first, stop, start, end, SEVERAL, SEVERAL, "vague", "quantifier", found.prefix)
        around = Around(first, found.counted[1], noun=found.noun, counted=found.counted, prefix=found.prefix)
        figure = self._build(quantity, around, Unit(found.noun.unit, None))
        return replace(figure, high=None) if is_told(self._text, self._trees, around) else None

    def _term(self, term: Term) -> Figure:
        """A term is counted apart from what the tokens around it count."""
        found = Around(term.quantity.first, term.quantity.stop, unit=term.unit, prefix=term.quantity.prefix)
        find_qualifier(self._text.words, found)
        return self._build(term.quantity, found, term.unit)

    # ------------------------------------------------------------------ assembly
    def _build(self, quantity: Quantity, found: Around, unit: Unit) -> Figure:
        text = self._text
        low, high, best, qualifier = bounds(quantity, found)
        kind = flow = None
        if is_multiple(text, found):
            unit = Unit("multiple", None)
        if unit.unit == "count" and found.unit is None and (found.noun is None or self._is_case(found)):
            unit = self._bare(quantity, found)
        if unit.unit in _COUNTED:
            kind = kind_of(self._text, self._trees, found)
            flow = flow_of(text, found, kind)
        elif unit.unit in ("percent", "fraction"):
            kind, flow = share_kind(text, found)
            flow = "share" if unit.unit == "fraction" else flow
        start, end = text.raw_span(text.starts[found.first] + found.prefix, text.ends[found.stop - 1])
        number_start, number_end = text.raw_span(quantity.start, quantity.end)
        counted = None
        if found.counted:
            prefix = found.prefix if found.counted[0] == found.first else 0
            counted_start, counted_end = text.raw_span(
                text.starts[found.counted[0]] + prefix, text.ends[found.counted[1] - 1]
            )
            counted = text.raw[counted_start:counted_end]
        return Figure(
            start, end, text.raw[start:end], text.sentence_of[found.first], quantity.rule, found.first, found.stop,
            number_start, number_end, low, high, best, qualifier, unit.unit, unit.code, counted, kind, flow,
        )  # fmt: skip


def _is_cut(date: TimeExpression, inner: dict[int, Number]) -> bool:
    """Whether the expression begins or ends within a number of ``inner``, by its tokens."""
    for end in (date.first, date.stop - 1):
        number = inner.get(end)
        if number is not None and (number.first < date.first or date.stop < number.stop):
            return True
    return False


def bounds(quantity: Quantity, found: Around) -> tuple[float | None, float | None, float | None, Qualifier]:
    """(low, high, best, qualifier): an open end is None, and an interval has no best value."""
    low, high = quantity.low, quantity.high
    if found.parts:
        low = high = plain(exact(low) + found.parts)
    if found.is_below_zero:
        low, high = -high, -low
    if quantity.is_range:
        return low, high, None, "between"
    if quantity.form == "vague":
        return low, high, None, "order_of_magnitude"
    if found.qualifier in ("more_than", "at_least"):
        return low, None, low, found.qualifier
    if found.qualifier in ("less_than", "at_most"):
        return None, high, high, found.qualifier
    return low, high, low, found.qualifier or "exact"
