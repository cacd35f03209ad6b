"""What number a token begins: cardinal, ordinal, fraction, vague or negative number."""

from __future__ import annotations

from fractions import Fraction

from etl.documents import Number
from etl.numbers.cardinals import Cardinals, Part
from etl.numbers.cursor import Reading
from etl.numbers.digits import MINUS, is_digits
from etl.numbers.exact import Exact, plain
from etl.numbers.lexicon import Lexeme, guard

_CARDINAL_ROLES = frozenset({"unit", "one", "two", "ten", "hundred", "scale"})


#: Words that are no numbers and may go on one.
_GO_ON = frozenset({"و", "واحد", "فاصل"})


class Grammar(Cardinals):
    """The grammar at work on one text."""

    def read(self, i: int) -> tuple[int, Number | None]:
        """(position to go on from, number that begins at token ``i`` or None)."""
        if is_digits(self._words[i]):
            return self._read_digits(i)
        first = self._lexicon[self._words[i]]
        reading = self._reading(i, first)
        if reading is None:
            return i + 1, None
        return reading.stop, self._number(i, len(first.clitic), reading)

    def _number(self, i: int, prefix: int, reading: Reading) -> Number:
        text = self._text
        start = text.starts[i] + min(prefix, text.ends[i] - text.starts[i] - 1)
        return Number(
            i, reading.stop, start, text.ends[reading.stop - 1],
            plain(reading.low), plain(reading.high), reading.form, reading.rule,
        )  # fmt: skip

    def _read_digits(self, i: int) -> tuple[int, Number | None]:
        stop, value = self._numerals.at(i)
        if value is None or not self._numerals.stands_alone(i):
            return stop, None
        if isinstance(value, int) and self._numerals.is_bare_decimal(i):
            value = Fraction(f"0.{self._words[i]}")
            return stop, self._number(i - 1, 0, Reading(stop, value, value, "digits", "cardinal_digits"))
        sign = self._numerals.sign(i)
        following = self._word(stop)
        if following in self._lexicon or following in _GO_ON:
            reading = self._fraction_of(i, stop, value) or self._compound(i)
        elif following in MINUS and self._numerals.has_sign_behind(i, stop):
            sign, reading = 1, Reading(stop + 1, -value, -value, "digits", "cardinal_digits")
        else:  # most numerals stand alone
            reading = Reading(stop, value, value, "digits", "cardinal_digits")
        if reading is None:
            return stop, None
        if sign < 0:
            reading.low, reading.high = -reading.low, -reading.high
            return reading.stop, self._number(i - 1, 0, reading)
        return reading.stop, self._number(i, 0, reading)

    def _reading(self, i: int, first: Lexeme) -> Reading | None:
        role = first.role
        if role in ("ordinal", "eleventh"):
            return self._ordinal(i, first)
        if role == "minus":
            return self._negative(i)
        if role == "few":
            return self._few(i)
        if role in ("tens", "hundreds", "scales"):
            return self._vague(i, first)
        if role in ("part", "two_parts"):
            return self._fraction(i, first)
        if role == "odd":
            return self._odd_first(i)
        if (
            first.definite
            and first.value in (100, 1000)
            and role in ("hundred", "scale")
            and self._is_percent(i, first)
        ):
            return None
        if role == "unit":
            fraction = self._fraction_of(i, i + 1, first.value) or self._one_nth(i, first)
            if fraction:
                return fraction
        if role == "scale" and first.value == 1000 and not first.definite and self._is_verb(i):
            return None
        return self._compound(i, first)

    def _is_percent(self, i: int, first: Lexeme) -> bool:
        """في المئة, بالألف after a number: the unit, not a hundred or a thousand."""
        if first.clitic == "ب":
            return True
        before = self._word(i - 2)
        return self._word(i - 1) == "في" and (is_digits(before) or before in self._lexicon)

    def _is_verb(self, i: int) -> bool:
        """ألف "wrote", "formed": before what is written or formed, or after the words that open a clause."""
        if self._begins_number(i + 1):
            return False
        if self._word(i - 1) in guard("author"):
            return True
        following = self._word(i + 1)
        if following in guard("authored"):
            return True
        return following[:2] == "ال" and following not in self._lexicon and following not in ("الاف",)

    def _compound(self, i: int, first: Lexeme | None = None) -> Reading | None:
        """A cardinal with all its parts; the definite ones without a scale also serve as ordinals."""
        part = self._cardinal(i, first)
        if part is None:
            return None
        stop, value, rank = part
        if self._word(i - 1).endswith("بين") and stop - i > 1 and not self._begins_number(stop):
            part = self._halved(i, first) or part
            stop, value, rank = part
        point = self._point(stop, value)
        if point:
            stop, value = point
        if first is not None and first.definite and stop == i + 1 and self._words[i].endswith("الاثنين"):
            return None  # Monday
        form = self._form(i, stop)
        if first is not None and first.definite:
            ordinal = self._rest_of_ordinal(i, stop, value, rank, first)
            if ordinal:
                return ordinal
            return Reading(stop, value, value, form, "definite_cardinal")
        odd = self._odd_last(stop, value)
        if odd:
            return odd
        return Reading(stop, value, value, form, f"cardinal_{form}")

    def _halved(self, i: int, first: Lexeme | None) -> Part | None:
        """After "between": the part before the first و, if what follows that و is more."""
        self._split = True
        part = self._cardinal(i, first)
        self._split = False
        if part is None:
            return None
        second = self._joined(part[0])
        follows = self._cardinal(second[0], second[1]) if second else None
        return part if follows and follows[1] > part[1] else None

    def _fraction(self, i: int, first: Lexeme) -> Reading | None:
        """نصف, ثلثا, ربع مليون."""
        if self._word(i + 1) in guard("not_fraction"):
            return None
        share = Fraction(2 if first.role == "two_parts" else 1, first.value)
        return self._share(i + 1, share)

    def _fraction_of(self, i: int, stop: int, count: Exact) -> Reading | None:
        """ثلاثة أرباع, 3 أخماس."""
        parts = self._next(stop)
        if parts is None or parts.role != "parts" or parts.clitic or not 0 < count < parts.value:
            return None
        return self._share(stop + 1, Fraction(count, parts.value))

    def _share(self, stop: int, share: Fraction) -> Reading:
        whole = self._next(stop)
        if whole and whole.role == "scale" and not whole.clitic:
            value = share * whole.value
            return Reading(stop + 1, value, value, "words", "fraction_of_scale")
        return Reading(stop, share, share, "fraction", "fraction")

    def _one_nth(self, i: int, first: Lexeme) -> Reading | None:
        """خمس السكان is a fifth, for a feminine numeral never stands before a definite noun."""
        word = self._words[i]
        if first.definite or first.value not in (5, 7, 9, 10) or word[-1] == "ه":
            return None
        following = self._word(i + 1)
        if following in self._lexicon or not (following[:2] == "ال" or following in guard("whole")):
            return None
        share = Fraction(1, first.value)
        return Reading(i + 1, share, share, "fraction", "fraction")

    def _negative(self, i: int) -> Reading | None:
        k = i + 1
        if k >= self._size:
            return None
        lexeme = None if is_digits(self._words[k]) else self._next(k)
        if lexeme is None and not is_digits(self._words[k]):
            return None
        if lexeme is not None and (lexeme.clitic or lexeme.role not in _CARDINAL_ROLES):
            return None
        reading = self._compound(k, lexeme)
        if reading:
            reading.low, reading.high = -reading.high, -reading.low
        return reading

    def _vague(self, i: int, first: Lexeme) -> Reading:
        """عشرات is 20 to 99; a scale after it multiplies: عشرات الآلاف is 20,000 to 99,999."""
        stop, base = self._multiplied(i + 1, first.value)
        return Reading(stop, 2 * base, 10 * base - 1, "vague", "vague_plural")

    def _multiplied(self, stop: int, base: int) -> tuple[int, int]:
        while True:
            scale = self._next(stop)
            if scale is None or scale.clitic or scale.role not in ("scale", "scales"):
                return stop, base
            stop, base = stop + 1, base * scale.value

    def _few(self, i: int) -> Reading:
        """بضعة is three to nine (Lane, Lexicon, s.v. بضع): of ones, or of the tens or thousands that follow."""
        following = self._next(i + 1)
        if following and following.role == "unit" and following.value == 10:
            return Reading(i + 2, 13, 19, "vague", "vague_few")
        if following and following.role in ("tens", "hundreds", "scales") and not following.clitic:
            stop, scale = self._multiplied(i + 2, following.value)
            return Reading(stop, 3 * scale, 10 * scale - 1, "vague", "vague_few")
        joined = self._joined(i + 1)
        if joined and joined[1] and joined[1].role == "ten":
            ten = joined[1].value
            return Reading(joined[0] + 1, ten + 3, ten + 9, "vague", "vague_few")
        return Reading(i + 1, 3, 9, "vague", "vague_few")

    def _odd_first(self, i: int) -> Reading | None:
        """نيف وثلاثون: thirty and some."""
        joined = self._joined(i + 1)
        if joined is None or joined[1] is None or joined[1].role != "ten":
            return None
        ten = joined[1].value
        return Reading(joined[0] + 1, ten + 1, ten + 9, "vague", "vague_odd")

    def _odd_last(self, stop: int, value: Exact) -> Reading | None:
        """عشرون ونيف: up to the next round number."""
        joined = self._joined(stop)
        if joined is None or joined[1] is None or joined[1].role != "odd" or value < 10 or value % 1:
            return None
        rank = 10 ** (len(str(int(value))) - 1)
        while value % rank:
            rank //= 10
        if rank == 1:
            return None  # أحد عشر ونيف: no room before the next number
        return Reading(joined[0] + 1, value + 1, value + rank - 1, "vague", "vague_odd")

    def _ordinal(self, i: int, first: Lexeme) -> Reading | None:
        """الخامس, الخامس عشر, الخامس والعشرون, الخامس والعشرون بعد المئة."""
        value = first.value
        stop = i + 1
        if self._words[i] == "باول" and self._text.clean[self._text.starts[i] + 1] != "أ":  # Powell
            return None
        following = self._next(stop)
        if following and value < 10 and following.role == "unit" and following.value == 10 and not following.definite:
            if not following.clitic:
                stop, value = stop + 1, value + 10
        elif value < 10:
            joined = self._joined(stop)
            if joined and joined[1] and joined[1].role == "ten" and joined[1].definite == first.definite:
                stop, value = joined[0] + 1, value + joined[1].value
        if first.role == "eleventh" and stop == i + 1:
            return None
        stop, value = self._after_round(stop, value)
        return Reading(stop, value, value, "ordinal", "ordinal")

    def _after_round(self, stop: int, value: int) -> tuple[int, int]:
        """الأول بعد المئة: the hundred and first."""
        if self._word(stop) == "بعد":
            whole = self._next(stop + 1)
            if whole and whole.definite and whole.role in ("hundred", "scale") and whole.value > value:
                return stop + 2, value + whole.value
        return stop, value

    def _rest_of_ordinal(self, i: int, stop: int, value: Exact, rank: Exact, first: Lexeme) -> Reading | None:
        """A definite cardinal that serves as ordinal: العشرون, الأحد عشر, المئة والخامس والعشرون."""
        if rank > 1 or value != int(value) or (value <= 10 and first.role == "unit"):
            return None
        joined = self._joined(stop)
        if first.role == "hundred" and joined and joined[1] and joined[1].role == "ordinal" and joined[1].definite:
            rest = self._ordinal(*joined)  # type: ignore[arg-type]
            if rest and rest.low < 100:
                return Reading(rest.stop, value + rest.low, value + rest.low, "ordinal", "ordinal")
        stop, total = self._after_round(stop, int(value))
        return Reading(stop, total, total, "ordinal", "definite_round")
