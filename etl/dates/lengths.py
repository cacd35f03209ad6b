"""Lengths of time as they are counted: three days, two months and a half, a few hours."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from etl.dates.lexicon import Shift, Unit
from etl.dates.reader import Reader
from etl.dates.years import shift_at
from etl.numbers.exact import Exact, exact, plain

#: Unit -> grain of the contract.
GRAINS = {
    "s": "minute",
    "m": "minute",
    "H": "hour",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "X": "decade",
    "C": "century",
}


_VAGUE = {"X": "PX0Y", "C": "PX00Y", "s": "PTXS", "m": "PTXM", "H": "PXH"}


#: Units of which a vague plural is bounded (of the hour of publication nothing is known, and years would bound
#: nothing), and how many they are at most: plurals stand behind three to ten (Ryding 2005, chapter 15), and mean that
#: few where no number stands.
_BOUNDED, _FEW = "DWM", 10


_DATE_ORDER, _TIME_ORDER = "YMWD", "Hms"


#: Unit, the unit of its parts and how many of those it has.
_PARTS = (("Y", "M", 12), ("D", "H", 24), ("H", "m", 60), ("m", "s", 60))


class Length(NamedTuple):
    """A duration read in a text: counts by unit, or a unit alone where the count is vague."""

    stop: int
    counts: tuple[tuple[Exact, str], ...]
    vague: str | None = None
    #: A vague count that says of itself that it is large: عشرات السنين, أشهر طويلة.
    many: bool = False

    @property
    def most(self) -> Length | None:
        """The length that it does not exceed: itself where it is counted; None where nothing bounds a vague one."""
        if not self.vague:
            return self
        return None if self.many or self.vague not in _BOUNDED else Length(self.stop, ((_FEW, self.vague),))

    @property
    def unit(self) -> str:
        return self.vague or self.counts[-1][1]

    @property
    def value(self) -> str:
        if self.vague:
            return _VAGUE.get(self.vague, f"PX{self.vague}")
        totals: dict[str, Exact] = {}
        for count, unit in self.counts:
            factor, code = {"X": (10, "Y"), "C": (100, "Y")}.get(unit, (1, unit))
            totals[code] = totals.get(code, 0) + count * factor
        for code, finer, factor in _PARTS:  # half an hour is thirty minutes
            part = totals.get(code, 0) % 1 * factor
            if part and part == int(part):
                totals[code] -= Fraction(part, factor)
                totals[finer] = totals.get(finer, 0) + part
        totals = {code: count for code, count in totals.items() if count}
        days = "".join(f"{_plain(totals[code])}{code}" for code in _DATE_ORDER if code in totals)
        time = "".join(f"{_plain(totals[code])}{code.upper()}" for code in _TIME_ORDER if code in totals)
        return f"P{days}T{time}" if time else f"P{days}"


def _plain(count: Exact) -> str:
    return str(count) if isinstance(count, int) else f"{float(plain(count)):.9f}".rstrip("0").removesuffix(".")


def length_at(r: Reader, i: int, bare: bool) -> Length | None:
    """A duration at token ``i``; ``bare``: a preposition before it lets a unit alone be one (قبل شهر, منذ سنوات)."""
    first = _term(r, i, bare)
    if first is None or first.vague:
        return first
    stop, counts = first.stop, list(first.counts)
    while len(counts) < 8:
        j = stop
        if r.at(j) in ("،", ",") and r.at(i - 1) not in ('"', "»", "،"):  # no age and what follows it
            j += 1
        joined = r.at(j) == "و"
        j += joined
        prefixed = not joined and r.at(j)[:1] == "و"
        if not joined and not prefixed and j == stop:
            break
        word = r.at(j)[1:] if prefixed else r.at(j)
        fraction = r.lexicon.unit_fractions.get(word)
        if fraction is not None and joined + prefixed:
            last = counts[-1]
            follow = r.lexicon.units.get(r.at(j + 1))
            if follow is None or follow[1].code == last[1]:
                if follow is not None and not follow[1].definite and len(counts) == 1 and last[0] != int(last[0]):
                    break
                counts[-1] = (last[0] + fraction, last[1])
                stop = j + 1 + (follow is not None)
                continue
            counts.append((fraction, follow[1].code))
            stop = j + 2
            continue
        after = _term(r, j, bare=True)
        if after is None or after.vague or not _finer(after.counts[0][1], counts[-1][1]):
            break
        counts += after.counts
        stop = after.stop
    if r.at(stop) == "الا":
        fraction = r.lexicon.unit_fractions.get(r.at(stop + 1))
        if fraction is not None:
            counts[-1] = (counts[-1][0] - fraction, counts[-1][1])
            stop += 2
    return Length(stop, tuple(counts))


def _is_about_one(r: Reader, i: int, unit: Unit) -> bool:
    """ما يقارب العام, قرابة الساعتين: behind an approximation the article makes no period of the calendar."""
    before, after = r.at(i - 1), r.at(i + 1)
    if before not in r.lexicon.words["about"] and before not in ("يقارب", "يقرب", "مايقارب", "مايقرب", "من"):
        return False
    if before == "من" and r.at(i - 2) not in ("يقرب", "مايقرب"):
        return False
    named = after[:2] == "ال" and after not in _NO_OWNER and after not in ("الواحد", "الواحده")
    return unit.number in ("singular", "dual") and not named and not after.isdecimal() and after not in r.lexicon.shifts


def _finer(unit: str, than: str) -> bool:
    order = "CXYMWDHms"
    return order.index(unit) >= order.index(than)


def _term(r: Reader, i: int, bare: bool) -> Length | None:
    """One count and its unit."""
    word = r.at(i)
    entry = r.lexicon.units.get(word)
    lists = r.lexicon.words
    if entry is not None and not entry[1].definite:
        return counted_by_itself(r, i, entry[1], bare)
    if entry is not None and _is_about_one(r, i, entry[1]):
        return Length(i + 1, ((2 if entry[1].number == "dual" else 1, entry[1].code),))
    few = word if word in lists["few_before"] else word[1:] if word[:1] in "وبلف" else ""
    if few in lists["few_before"]:
        follow = r.lexicon.units.get(r.at(i + 1))
        several = word.endswith(("بضع", "بضعه", "عده"))  # these have the plural behind them: not لغات عدة سنة 1991
        numbers = ("plural",) if several else ("plural", "singular")
        if follow is not None and follow[1].number in numbers and not r.at(i - 1).isdecimal():
            return Length(i + 2, (), follow[1].code, few in lists["many"])
        return None
    fraction = r.lexicon.unit_fractions.get(word if word[:1] != "و" else word[1:])
    if fraction is not None:
        follow = r.lexicon.units.get(r.at(i + 1))
        if (
            follow is not None
            and not follow[0]
            and follow[1].number == "singular"
            and not (follow[1].definite and not bare)
        ):
            return Length(i + 2, ((fraction, follow[1].code),))
        return None
    number = r.number(i)
    if number is None:
        return None
    stop = number.stop
    follow = r.lexicon.units.get(r.at(stop))
    if follow is None or follow[0] or follow[1].number in ("dual", "construct"):
        return None
    part = number.form == "fraction" and follow[1].number == "singular"  # ثلاثة أرباع الساعة
    placed = r.words[i].startswith(("ال", "وال")) and last_or_shift(r, stop + 1)  # الستة الأيام الماضية
    if follow[1].definite and not (part or placed):
        return None
    unit = follow[1]
    counts = number.rule == "definite_round" and follow[1].number == "singular" and not follow[1].definite
    orders = number.form == "ordinal" and not counts  # العشرون عاما الماضية
    if orders or (unit.code in "XC" and unit.number == "plural" and not bare and unit.code == "X"):
        return None
    if number.low != number.high or number.form == "vague":
        return Length(stop + 1, (), unit.code, number.high is None or number.high > _FEW)
    if r.at(i - 1) in (".", ",", ":", "/") and r.touching(i) and r.at(i - 2).isdecimal():
        return None
    if r.at(stop) == "يوم" and (r.at(stop + 1) in r.lexicon.weekdays or number.low < 3):  # 2 - 1 يوم الثلاثاء
        return None
    if r.at(stop) == "عام" and len(r.at(stop + 1)) == 4 and r.at(stop + 1).isdecimal():  # 48 عام 1991
        return None
    return Length(stop + 1, ((exact(number.low), unit.code),))


# Words in ال- that no noun before them belongs to.
_NO_OWNER = frozenset({"الا", "الي", "الان", "التي", "الذي", "الذين", "اللذين", "اللتين"})


def counted_by_itself(r: Reader, i: int, unit: Unit, bare: bool) -> Length | None:
    """A unit whose form holds the count: a dual, a singular with one, a plural with a vague adjective."""
    after = r.at(i + 1)
    lists = r.lexicon.words
    if after[:2] == "ال" and after not in _NO_OWNER and unit.number in ("singular", "plural") and bare:
        return None  # ساعات العمل, ساعة الصفر
    if unit.number == "dual":
        return Length(i + 1 + (after in ("اثنين", "اثنتين", "كاملين", "كاملتين")), ((2, unit.code),))
    if unit.number == "singular":
        if after in lists["one"] or after in lists["whole"]:
            return Length(i + 2, ((1, unit.code),))
        if unit.code in "XC" and after == "من" and r.at(i + 2) in ("الزمن", "الزمان"):  # عقد من الزمن
            return Length(i + 3, ((1, unit.code),))
        if unit.code in "smHDWMY" and after[:1] == "و":
            rest = after[1:] or r.at(i + 2)
            if rest in ("نصف", "النصف", "ربع", "الربع"):
                return Length(i + 1, ((1, unit.code),))
            if not bare:  # عام وثلاثة أشهر, يوم و 3 ساعات: what is joined is counted in a finer unit
                number = r.number(i + 2 if after == "و" else i + 1)
                counted = r.lexicon.units.get(r.at(number.stop)) if number else None
                hit = r.lexicon.units.get(rest) or counted
                finer = hit is not None and _finer(hit[1].code, unit.code) and hit[1].code != unit.code
                return Length(i + 1, ((1, unit.code),)) if finer else None
        if after == "الا" and r.at(i + 2) in r.lexicon.unit_fractions:  # ساعة إلا ربعا
            return Length(i + 1, ((1, unit.code),))
        return Length(i + 1, ((1, unit.code),)) if bare else None
    if unit.number == "plural":
        if after in lists["few_after"] and after != "متتاليه":
            return Length(i + 2, (), unit.code, after in lists["many"])
        for_long = r.words[i][0] == "ل" and r.lexicon.units[r.words[i]][0] == 1
        if bare or for_long or r.words[i][-1] == "ا" or after in ("بعد", "قبل"):
            return Length(i + 1, (), unit.code)
    return None


def last_or_shift(r: Reader, j: int) -> tuple[int, Shift] | None:
    """What places a length beside the day of publication: الماضية, المقبلة, الأخيرة."""
    if r.at(j) in ("الاخيره", "الاخيرين", "الاخيرتين"):
        return j + 1, Shift(-1, "published_on")
    shift = shift_at(r, j)
    return shift if shift and shift[1].steps and shift[1].anchor == "published_on" else None


def definite_count(r: Reader, j: int) -> tuple[int, Exact | None]:
    """End and value of the count that follows a definite unit: الثلاثة, الـ24; None where there is none."""
    k = j + (r.at(j) == "ال")
    number = r.number(k)
    known = r.lexicon.cardinals.get(r.at(j))
    if known is not None and (number is None or number.stop == j + 1):
        return j + 1, known
    counts = number is not None and (number.form != "ordinal" or number.rule == "definite_round")  # الأربع والعشرين
    if number is not None and counts and number.low == number.high:
        return number.stop, exact(number.low)
    return (k + 1, r.digits(k)) if k > j and r.digits(k) is not None else (j, None)
