"""Numbers written in digits: separators read by context.

The clean text has Western digits only in its folded form; tokens are digit runs and single marks. A mark between two
digit runs that touch it is decimal or grouping by its own kind (٫ and ٬ are unambiguous), by the length of the groups,
by what follows, and last by the habit of the document.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from etl.numbers.exact import Exact
from etl.numbers.lexicon import guard
from etl.text import Text, fold

_VULGAR = frozenset("¼½¾⅓⅔⅛")
_SEPARATORS = frozenset(".,٫٬،'’")
#: What may go on a numeral of one token, but for more digits: separators, ر for a comma, a half.
_CHAINS = _SEPARATORS | _VULGAR | {"ر"}
#: Digits beyond this are an identifier, and int() of a long run would not be linear.
_MAX_DIGITS = 18
MINUS = frozenset("-−")
_DOT_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.[0-9]{1,2}(?![0-9.,])")
#: What is counted with decimals: after 7.125 it speaks for a decimal point.
_FINE = frozenset("% ٪ بالمئه بالمائه درجه درجات مليون مليونا مليار مليارا بليون تريليون ترليون".split())
_JOINED_BEFORE = frozenset({"و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل", "وب", "ول", "ولل", "وبال", "ا"})


def is_digits(word: str) -> bool:
    """Whether the token is a run of digits: they sort before the letters and after most marks."""
    return "0" <= word < ":"


class Numerals:
    """The digit numbers of one text."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._dot_decimal: bool | None = None

    def stands_alone(self, i: int) -> bool:
        """Whether the digits at ``i`` are no part of a code: F-16, A320, فرانس24, كوفيد-19."""
        text = self._text
        if i == 0 or text.ends[i - 1] != text.starts[i]:
            return True
        before = text.words[i - 1]
        if before[0].isalpha():
            leads = before in _JOINED_BEFORE or before in guard("function")
            leads = leads or before in guard("lead") or (before[0] in "وفبل" and before[1:] in guard("lead"))
            return leads or self._counts_behind(i)
        if before in "-–_" and i > 1 and text.ends[i - 2] == text.starts[i - 1]:
            return not text.words[i - 2][0].isalpha() or text.words[i - 2] in _JOINED_BEFORE
        return True

    def _counts_behind(self, i: int) -> bool:
        """Whether a noun in the accusative of what is counted from 11 to 99 follows: مقتل52 شخصا, no code."""
        words = self._text.words
        counted = words[i + 1] if i + 1 < len(words) else ""
        is_tamyiz = len(counted) > 3 and counted[-1] == "ا" and counted[:2] != "ال"
        return is_tamyiz and len(words[i]) == 2 and words[i] > "10"

    def at(self, i: int) -> tuple[int, Exact | None]:
        """(position after the numeral that begins at token ``i``, its value or None where it is no number)."""
        words = self._text.words
        following = words[i + 1] if i + 1 < len(words) else ""
        if following not in _CHAINS and not is_digits(following):  # most numerals are one token
            return i + 1, int(words[i]) if len(words[i]) <= _MAX_DIGITS else None
        parts, marks, stop = self._chain(i)
        if marks == ["ر"]:
            return stop, Fraction(f"{parts[1]}.{parts[0]}") if max(map(len, parts)) < _MAX_DIGITS else None
        if sum(map(len, parts)) > _MAX_DIGITS:
            return stop, None
        if not marks:
            return self._with_vulgar_fraction(stop, int(parts[0]))
        decimal = self._is_decimal(parts, marks, stop)
        if decimal is None:
            return stop, None
        if decimal:
            return stop, Fraction("".join(parts[:-1]) + "." + parts[-1])
        return stop, int("".join(parts))

    def _with_vulgar_fraction(self, stop: int, value: int) -> tuple[int, Exact]:
        """3½ is 3.5."""
        text = self._text
        mark = text.words[stop] if stop < len(text.words) else ""
        if mark in _VULGAR and text.starts[stop] == text.ends[stop - 1]:
            return stop + 1, value + Fraction(unicodedata.numeric(mark)).limit_denominator(8)
        return stop, value

    def _chain(self, i: int) -> tuple[list[str], list[str], int]:
        words, starts, ends = self._text.words, self._text.starts, self._text.ends
        parts, marks = [words[i]], list[str]()
        j, last = i + 1, len(words)
        while j < last:
            if not marks and self._is_agency_decimal(j):
                return [parts[0], words[j + 1]], ["ر"], j + 2
            if (
                j + 1 < last
                and words[j] in _SEPARATORS
                and ends[j - 1] == starts[j]
                and ends[j] == starts[j + 1]
                and is_digits(words[j + 1])
            ):
                marks.append(words[j])
                parts.append(words[j + 1])
                j += 2
            elif (
                is_digits(words[j])
                and len(words[j]) == 3
                and len(parts[0]) <= 3
                and parts[0][0] != "0"
                and starts[j] - ends[j - 1] == 1
                and self._text.clean[ends[j - 1]] == " "
                and (not marks or " " in marks or marks[-1] == "٬")
            ):
                marks.append(" ")
                parts.append(words[j])
                j += 1
            else:
                break
        return parts, marks, j

    def _is_agency_decimal(self, j: int) -> bool:
        """5ر2 is 2.5: agencies write the decimals, ر for the comma, the whole, to show it from right to left."""
        text = self._text
        return (
            text.words[j] == "ر"
            and j + 1 < len(text.words)
            and text.starts[j] == text.ends[j - 1]
            and text.starts[j + 1] == text.ends[j]
            and is_digits(text.words[j + 1])
        )

    def _is_decimal(self, parts: list[str], marks: list[str], stop: int) -> bool | None:
        """Whether the last group is the decimals; None where the whole is no number (a date, an address)."""
        grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
        last = marks[-1]
        if len(marks) > 1:
            if last not in marks[:-1] and all(len(part) == 3 for part in parts[1:-1]):
                if last in "٬ ":
                    return False if grouped else None
                return True
            return False if grouped and "٫" not in marks else None
        if last == "٫":
            return True
        if not grouped:
            return True if last != " " and last != "٬" else None
        if last in "٬ '’":
            return False
        if parts[1] == "000":
            return False
        if self._fine(stop):
            return last == "." or not parts[1].endswith("0")
        if last == ".":
            if self._dot_decimal is None:
                self._dot_decimal = _DOT_DECIMAL.search(fold(self._text.clean)) is not None
            return self._dot_decimal or not self._word_follows(stop)
        return False

    def _fine(self, stop: int) -> bool:
        words = self._text.words
        following = words[stop : stop + 2]
        return bool(following) and (following[0] in _FINE or following in (["في", "المئه"], ["في", "المائه"]))

    def _word_follows(self, stop: int) -> bool:
        words = self._text.words
        return stop < len(words) and words[stop][0].isalpha()

    def is_bare_decimal(self, i: int) -> bool:
        """.77 at the head of the text or a bracket; elsewhere the point ends a sentence."""
        text = self._text
        if i == 0 or text.words[i - 1] != "." or text.ends[i - 1] != text.starts[i]:
            return False
        return i == 1 or text.words[i - 2] in "(["

    def has_sign_behind(self, i: int, stop: int) -> bool:
        """12- درجة: a minus sign that touches the numeral's end alone, as the line runs, before degrees."""
        text = self._text
        if stop + 1 >= len(text.words) or text.words[stop + 1] not in guard("signed"):
            return False
        behind = text.ends[stop - 1] == text.starts[stop] and text.ends[stop] < text.starts[stop + 1]
        return behind and i > 0 and text.clean[text.starts[i] - 1] in " ("  # at the head of a line a list

    def sign(self, i: int) -> int:
        """-1 where a minus sign touches the numeral at ``i`` and nothing touches the sign, else 1."""
        text = self._text
        if i == 0 or text.words[i - 1] not in MINUS or text.ends[i - 1] != text.starts[i]:
            return 1
        if i == 1:
            return -1
        before = text.clean[text.starts[i - 1] - 1]
        if before == "و" and text.words[i - 2] == "و" and text.starts[i - 1] == text.ends[i - 2]:
            before = text.clean[text.starts[i - 2] - 1]  # بين -5 و-10
        # At the head of a line it is the dash of a list.
        return -1 if before == " " or before == "(" else 1
