"""Numbers become quantities: ranges are joined, and what both ends share is shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from etl.documents import Number
from etl.figures.lexicon import Unit, guard, is_definite, nouns, units
from etl.numbers.exact import exact, plain, times
from etl.numbers.lexicon import guard as number_guard
from etl.numbers.lexicon import lexicon
from etl.text import Text, fold

#: Between the ends of a range, folded.
_TO = frozenset({"الي", "حتي", "لغايه"})
_DASHES = frozenset({"-", "–", "—", "ـ"})
#: The same after بين: بين 5% وحتى 25%.
_AND = frozenset({"و", "وحتي", "حتي", "والي", "الي"})
#: Before the two ends.
BETWEEN = frozenset({"بين", "وبين"})
_BETWEEN = BETWEEN | {"فبين", "لبين"}
_FROM = frozenset({"من", "ومن", "فمن"})
#: No more tokens stand between two numbers that are one quantity.
_APART = 4


@dataclass(slots=True)
class Quantity:
    """One number or the two ends of a range, and the tokens they cover."""

    first: int
    stop: int
    #: Clean offsets of the number alone.
    start: int
    end: int
    low: float
    high: float
    form: str
    rule: str
    #: Code points of the first token that are a proclitic.
    prefix: int
    is_range: bool = False
    #: Where a bound stands before its own unit (10$-20$), the unit is known already.
    unit: Unit | None = None
    #: Position in the list of numbers after those used.
    following: int = 0


def _single(text: Text, number: Number, following: int) -> Quantity:
    prefix = max(0, number.clean_start - text.starts[number.first])
    return Quantity(
        number.first, number.stop, number.clean_start, number.clean_end, number.low, number.high,
        number.form, number.rule, prefix, following=following,
    )  # fmt: skip


def quantity_at(text: Text, numbers: tuple[Number, ...], k: int) -> Quantity:
    """The quantity that begins with ``numbers[k]``: a range where a second end follows, else the number alone."""
    single = _single(text, numbers[k], k + 1)
    if k + 1 < len(numbers) and numbers[k + 1].first - single.stop <= _APART:
        pair = _ratio(text, numbers, k, single) or _range(text, numbers, k, single)
        if pair is not None:
            return pair
    if single.form == "fraction":
        return _one_and_a_part(text, single) or single
    return _one_of_every(text, single) or single


def _range(text: Text, numbers: tuple[Number, ...], k: int, single: Quantity) -> Quantity | None:
    low, high = numbers[k], numbers[k + 1]
    if low.form == "ordinal" or high.form == "ordinal":
        return None
    words = text.words
    middle = units().at(words, low.stop)
    stop, unit = middle if middle else (low.stop, None)
    connector = _connector(text, stop, high)
    before = words[low.first - 1] if low.first else ""
    if before in ("%", "٪") and text.ends[low.first - 1] == text.starts[low.first]:
        return None
    first, rule = low.first, ""
    if connector in _AND and before in _BETWEEN:
        first, rule = low.first - 1, "range_between"
        if first and words[first - 1] in ("ما", "وما", "فيما"):
            first -= 1
    elif connector in _TO or connector == "ل":
        if before in _FROM:
            if is_change(words, low.first - 1):
                shared = units().at(words, high.stop)
                if unit is None and shared and shared[1].unit != "duration":
                    single.unit = shared[1]
                return None
            first, rule = low.first - 1, "range_from_to"
        elif connector == "الي" and unit is None and (low.low, low.form) != (1, "words"):
            rule = "range_to"
    elif connector in _DASHES and _dash_joins(text, low, high):
        rule = "range_dash"
    elif connector == "او" and unit is None and low.low < high.low <= 2 * low.low + 1:
        rule = "range_or"
    if not rule or (unit is not None and unit.unit == "duration"):
        return None
    bottom, top = _shared_scale(words, low, high) if unit is None else low.low, high.high
    if top < bottom <= 0:  # بين -5 و-10 درجات
        bottom, top = top, bottom
    if not bottom < top:
        return None
    prefix = len(words[first]) - len(words[first].lstrip("وف")) if first != low.first else single.prefix
    return Quantity(
        first, high.stop, low.clean_start, high.clean_end, bottom, top,
        low.form if low.form == high.form else "mixed", rule, prefix, True, unit, k + 2,
    )  # fmt: skip


def _connector(text: Text, stop: int, high: Number) -> str:
    """The one word between the ends; "" where there is none or more."""
    if stop == high.first:
        prefix = fold(text.clean[text.starts[stop] : high.clean_start])
        return prefix if prefix in ("و", "ل") else ""
    return text.words[stop] if stop + 1 == high.first else ""


def _dash_joins(text: Text, low: Number, high: Number) -> bool:
    """Whether the dash stands between two ends and is none of a date, a score, a telephone number."""
    words = text.words
    if low.form not in ("digits", "words", "mixed") or high.low < 0:
        return False
    for neighbour in (low.first - 1, high.stop):
        if 0 <= neighbour < len(words) and (words[neighbour] in _DASHES or words[neighbour] == "/"):
            touches = (
                text.ends[low.first - 1] == text.starts[low.first]
                if neighbour < low.first
                else (text.ends[high.stop - 1] == text.starts[high.stop])
            )
            if touches:
                return False
    return True


def is_change(words: list[str], first: int) -> bool:
    """ارتفع من 5 إلى 7 tells two values, not a range."""
    before = words[max(0, first - 8) : first]
    return not guard("change").isdisjoint(before) and guard("between").isdisjoint(before)


def _shared_scale(words: list[str], low: Number, high: Number) -> float:
    """من 10 إلى 15 ألف: the first end is counted in the scale of the second, if that keeps it the smaller one."""
    last = lexicon().get(words[high.stop - 1])
    own = lexicon().get(words[low.stop - 1])
    if last is None or last.role not in ("scale", "scale_a", "scales") or (own is not None and own.value >= 1000):
        return low.low
    share = high.low / last.value
    return times(low.low, last.value) if low.low <= share and high.stop - high.first > 1 else low.low


_OF_EVERY = (["من", "كل"], ["من", "بين", "كل"])


def _ratio(text: Text, numbers: tuple[Number, ...], k: int, single: Quantity) -> Quantity | None:
    """واحد من كل خمسة, بنسبة 3 إلى 1, 3/4 السكان: two numbers that are one part of the other."""
    low, high = numbers[k], numbers[k + 1]
    if low.low <= 0 or high.low <= 0 or "ordinal" in (low.form, high.form):
        return None
    words, between = text.words, text.words[low.stop : high.first]
    counted = 1 if between and between[0] in nouns() else 0  # 3 أطفال من كل 10
    if between[counted:] in _OF_EVERY and low.low < high.low:
        return _part_of(low, high, single, "ratio", k)
    if between == ["/"] and _is_written_fraction(text, low, high):
        return _part_of(low, high, single, "fraction_slash", k)
    is_led = low.first > 0 and words[low.first - 1] in guard("proportion")
    if is_led and between in (["الي"], [":"]) and units().at(words, high.stop) is None:  # else a range of percents
        return replace(_part_of(low, high, single, "proportion", k), unit=Unit("ratio", None))
    return None


def _part_of(part: Number, whole: Number, single: Quantity, rule: str, k: int) -> Quantity:
    share = plain(Fraction(exact(part.low)) / exact(whole.low))
    return Quantity(
        part.first, whole.stop, part.clean_start, whole.clean_end, share, share, "fraction", rule,
        single.prefix, following=k + 2,
    )  # fmt: skip


def _is_written_fraction(text: Text, part: Number, whole: Number) -> bool:
    """Whether 3/4 is no day but three quarters: of a whole that is named behind it, or of a unit."""
    words, stop = text.words, whole.stop
    if text.ends[part.stop - 1] != text.starts[part.stop] or text.ends[part.stop] != text.starts[whole.first]:
        return False
    if not (part.low < whole.low <= 10 and part.form == whole.form == "digits") or stop >= len(words):
        return False
    if words[stop] == "من":
        stop += 1
    following = words[stop] if stop < len(words) else ""
    noun = nouns().get(following)
    is_whole = following in number_guard("whole") or following in guard("land") or (noun is not None and noun.definite)
    return is_whole or units().at(words, whole.stop) is not None


def _one_of_every(text: Text, single: Quantity) -> Quantity | None:
    """طفل من (بين) كل خمسة أطفال: the singular counts one."""
    words = text.words
    if single.first < 3 or words[single.first - 1] != "كل":
        return None
    first = single.first - 3 - (words[single.first - 2] == "بين")
    if first < 0 or words[first + 1 : single.first] not in _OF_EVERY:
        return None
    noun = nouns().get(words[first].removeprefix("و"))
    if noun is None or noun.number != "singular" or noun.definite or single.low <= 0:
        return None
    prefix = int(words[first] not in nouns())
    share = plain(1 / Fraction(exact(single.low)))
    return replace(
        single, first=first, start=text.starts[first] + prefix, low=share, high=share, form="fraction", rule="ratio",
        prefix=prefix,
    )  # fmt: skip


def _one_and_a_part(text: Text, single: Quantity) -> Quantity | None:
    """كيلومتر ونصف, طن ونصف الطن: the unit alone counts one."""
    words, first = text.words, single.first - 1
    if first < 0 or single.low >= 1 or words[single.first][0] != "و":
        return None
    prefix = next((n for n in (0, 1) if units().at([words[first][n:]], 0)), None)
    if prefix is None or (prefix and words[first][0] not in "وفبل") or is_definite(words[first]):
        return None
    unit = units().at([words[first][prefix:]], 0)
    if unit is None or unit[1].unit in _UNDIVIDED or not words[first][0].isalpha():
        return None
    again = units().at(words, single.stop)
    stop = again[0] if again is not None and is_definite(words[single.stop]) and again[1] == unit[1] else single.stop
    if stop == single.stop and stop < len(words) and is_definite(words[stop]):
        return None  # and half of something else
    amount = plain(1 + exact(single.low))
    return replace(
        single, first=first, stop=stop, start=text.starts[first] + prefix, end=text.ends[stop - 1], low=amount,
        high=amount, form="words", rule="unit_and_part", prefix=prefix, unit=unit[1],
    )  # fmt: skip


#: Units of which no half follows so.
_UNDIVIDED = frozenset({"percent", "duration", "money_part"})
