"""Cardinals of words and digits, with their scales, parts and decimals.

Composition follows Wright, part II, sections 318-328: units before tens, hundreds before both, scales in falling
order, every part but the first after و. Each method reads at a token position and answers with the position after what
it read.
"""

from __future__ import annotations

from fractions import Fraction

from etl.numbers.cursor import Cursor
from etl.numbers.digits import is_digits
from etl.numbers.exact import Exact
from etl.numbers.lexicon import Lexeme, guard

#: A quantity and its place: (position after it, value, rank). The rank is the scale of its last part, 1 without any.
Part = tuple[int, Exact, Exact]


class Cardinals(Cursor):
    """Reads cardinals."""

    def _cardinal(self, i: int, first: Lexeme | None) -> Part | None:
        """Digits or words with their scales, and every smaller part that و adds."""
        part = self._scaled(i, first, None, first is not None and first.definite)
        if part is None:
            return None
        stop, total, rank = part
        definite = first is not None and first.definite
        while not self._split:
            half = self._and_a_part(stop, rank)
            if half:
                return half[0], total + half[1], rank
            if rank == 1:
                break
            joined = self._joined(stop, digits=True)
            if joined is None or (joined[1] is not None and joined[1].definite and not definite):
                break
            more = self._scaled(joined[0], joined[1], rank, definite)
            if more is None or more[1] >= rank:
                break
            stop, rank = more[0], more[2]
            total += more[1]
        return stop, total, rank

    def _scaled(self, i: int, lexeme: Lexeme | None, limit: Exact | None, definite: bool) -> Part | None:
        """One part of a cardinal: (digits | words below a thousand | nothing) and the scales that multiply it."""
        rank: Exact = 1
        if lexeme is None:
            stop, value = self._numerals.at(i)
            if value is None:
                return None
            amount: Exact = value
        elif lexeme.role in ("scale", "scale_a", "scale_two"):
            rank = lexeme.value
            amount = rank * (2 if lexeme.role == "scale_two" or self._is_dual(i, lexeme) else 1)
            stop = i + 1
        else:
            group = self._below_thousand(i, lexeme)
            if group is None:
                return None
            stop, amount = group
        while stop < self._size:
            scale = self._next(stop)
            if scale is None or scale.clitic or scale.role not in ("scale", "scale_a", "scales"):
                break
            if scale.definite and not definite:
                break
            if scale.role == "scale_a" and rank > 1 and scale.value >= rank:
                break
            amount, rank, stop = amount * scale.value, rank * scale.value, stop + 1
        return (stop, amount, rank) if limit is None or rank < limit else None

    def _is_dual(self, i: int, lexeme: Lexeme) -> bool:
        """Whether ألفا, مليونا stands before its noun (two thousand) and is no accusative (ألفًا)."""
        if lexeme.role != "scale_a":
            return False
        text = self._text
        start, end = text.raw_span(text.starts[i], text.ends[i])
        if "\u064b" in text.raw[start:end] or self._joined(i + 1, digits=True):
            return False
        following = self._word(i + 1)
        return bool(following) and following[0].isalpha() and following not in guard("function") and following[0] != "و"

    def _below_thousand(self, i: int, lexeme: Lexeme) -> tuple[int, Exact] | None:
        if lexeme.role == "hundred":
            return self._after_hundred(i + 1, lexeme.value, lexeme.definite)
        small = self._below_hundred(i, lexeme)
        if small is None:
            return None
        stop, value = small
        following = self._next(stop)
        if following and not following.clitic and following.value == 100 and stop == i + 1 and 3 <= value <= 9:
            return self._after_hundred(stop + 1, int(value) * 100, lexeme.definite)
        return self._rising(stop, value)

    def _after_hundred(self, stop: int, value: int, definite: bool) -> tuple[int, Exact]:
        """``value`` hundreds and what و adds below a hundred."""
        if self._split:
            return stop, value
        joined = self._joined(stop, digits=True)
        if joined is None:
            return stop, value
        k, lexeme = joined
        if lexeme is None:
            after, digits = self._numerals.at(k)
            if isinstance(digits, int) and digits < 100 and not self._is_scale(after):
                return after, value + digits
            return stop, value
        if lexeme.definite and not definite:
            return stop, value
        small = self._below_hundred(k, lexeme)
        return (small[0], value + small[1]) if small else (stop, value)

    def _rising(self, stop: int, value: Exact) -> tuple[int, Exact]:
        """The classical order, smallest first: خمسة وثلاثون ومئة; with وألف the year of an era."""
        if self._split or not 0 < value < 100 or self._behind_between(stop):
            return stop, value
        hundred = self._rises(stop, "hundred")
        if hundred is None:
            return stop, value
        thousand = self._rises(hundred[0], "scale")
        if thousand and thousand[1] == 1000:
            return thousand[0], value + hundred[1] + 1000
        return hundred[0], value + hundred[1]

    def _rises(self, i: int, role: str) -> tuple[int, int] | None:
        """A joined indefinite word of ``role`` that no scale multiplies."""
        joined = self._joined(i)
        if joined is None or joined[1] is None or joined[1].role != role or joined[1].definite:
            return None
        return None if self._is_scale(joined[0] + 1) else (joined[0] + 1, joined[1].value)

    def _behind_between(self, stop: int) -> bool:
        return any(word.endswith("بين") for word in self._words[max(0, stop - 4) : stop])

    def _below_hundred(self, i: int, lexeme: Lexeme) -> tuple[int, Exact] | None:
        if lexeme.role == "ten":
            return i + 1, lexeme.value
        if lexeme.role not in ("unit", "one", "two"):
            return None
        value = lexeme.value
        if 0 < value < 10:
            following = self._next(i + 1)
            if following and following.role == "unit" and following.value == 10 and following[2:] == ("", False):
                return i + 2, 10 + value
            joined = None if self._split else self._joined(i + 1)
            if joined and joined[1] and joined[1].role == "ten" and joined[1].definite <= lexeme.definite:
                return joined[0] + 1, value + joined[1].value
        if lexeme.role == "one" or (lexeme.role == "two" and not self._is_scale(i + 1)):
            return None
        return i + 1, value

    def _and_a_part(self, stop: int, rank: Exact) -> tuple[int, Exact] | None:
        """ونصف, ونصف المليون, وثلاثة أرباع المليون: a part of the last scale."""
        joined = self._joined(stop)
        if joined is None or joined[1] is None or joined[1].definite:
            return None
        k, lexeme = joined[0], joined[1]
        after, share = k + 1, Fraction(0)
        if lexeme.role == "part":
            share = Fraction(1, lexeme.value)
        elif lexeme.role == "unit":
            parts = self._next(k + 1)
            if parts and parts.role == "parts" and not parts.clitic:
                after, share = k + 2, Fraction(lexeme.value, parts.value)
        if not share:
            return None
        whole = self._next(after)
        if whole and not whole.clitic and whole.role == "scale":
            return (after + 1, share * whole.value) if whole.value == rank else None
        if self._word(after)[:2] == "ال":  # "and half of the ...": a quantity of its own
            return None
        return after, share * rank

    def _point(self, stop: int, value: Exact) -> tuple[int, Exact] | None:
        """عشرة فاصلة سبعة: the words or digits after the point are its decimals, and a scale multiplies both."""
        if not self._is_point(stop) or stop + 1 >= self._size or value != int(value):
            return None
        after, text = self._decimals(stop + 1)
        if not text:
            return None
        total = Fraction(f"{int(value)}.{text}")
        scale = self._next(after)
        if scale and not scale.clitic and scale.role in ("scale", "scale_a", "scales") and not scale.definite:
            return after + 1, total * scale.value
        return after, total

    def _is_point(self, i: int) -> bool:
        """فاصلة, and between two numbers فاصل, which elsewhere parts other things."""
        point = self._next(i)
        return self._word(i) == "فاصل" or (point is not None and point.role == "point" and not point.clitic)

    def _decimals(self, k: int) -> tuple[int, str]:
        """End and digits of the decimals at token ``k``: 14, أربعة عشر, or one by one: صفر خمسة."""
        if is_digits(self._words[k]):
            after, decimals = self._numerals.at(k)
            return (after, self._words[k]) if isinstance(decimals, int) and after == k + 1 else (k, "")
        digits = ""
        while (digit := self._next(k)) is not None and self._is_single(k, digit, bool(digits)):
            digits, k = digits + str(digit.value), k + 1
        if digits:
            return k, digits
        lexeme = self._next(k)
        if lexeme is None:
            return k, ""
        group = self._below_thousand(k, lexeme) or (self._cardinal(k, lexeme) or (k, 0))[:2]
        return (group[0], str(int(group[1]))) if group[0] > k else (k, "")

    def _is_single(self, k: int, digit: Lexeme, begun: bool) -> bool:
        """Whether the word at ``k`` is one of several digits told one by one."""
        if digit.role != "unit" or digit.value > 9 or digit.clitic or digit.definite:
            return False
        following = self._next(k + 1)
        if following is not None and following.role == "unit" and not following.clitic:
            return following.value < 10
        return begun and not self._begins_number(k + 1)
