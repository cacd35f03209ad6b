"""What looks like a figure and is none: years, times of day, codes, scores, telephone numbers, list numbers."""

from __future__ import annotations

import re

from etl.figures.lexicon import context, guard, is_definite, nouns
from etl.figures.quantities import Quantity
from etl.numbers.digits import is_digits
from etl.numbers.lexicon import has_article
from etl.text import Text

_OPENING = frozenset("([\"«“”'")
_QUOTES = frozenset("\"«“”'")
_CLOSING = frozenset(")]\"»”“'")
_JOINERS = frozenset("-–/:+_#@")


def is_whole_text(text: Text, quantity: Quantity) -> bool:
    """Whether the text says nothing but this quantity: a cell of a table, the answer to a question."""
    size = len(text.words)
    if size - (quantity.stop - quantity.first) > 4:
        return False
    rest = text.words[: quantity.first] + text.words[quantity.stop :]
    return not any(word[0].isalnum() for word in rest)


def is_no_figure(text: Text, quantity: Quantity, measured: bool) -> bool:
    """Whether the number is no quantity; ``measured`` says that a unit or a known noun follows it."""
    words, first, stop = text.words, quantity.first, quantity.stop
    before = words[first - 1] if first else ""
    if is_whole_text(text, quantity):
        return False
    if before in guard("clock") or (stop < len(words) and words[stop] in guard("clock_after")):
        return True
    if quantity.form in ("digits", "mixed"):
        return _is_code(text, quantity, before, measured)
    return _is_word_without_count(text, quantity, before, measured)


def _is_code(text: Text, quantity: Quantity, before: str, measured: bool) -> bool:
    if quantity.form == "digits":
        if _is_second_label(text, quantity) or (_is_labelled(text, quantity, before) and not measured):
            return True
        if not measured and (_is_score(text, quantity) or _is_resolution(text, quantity) or _is_called(text, quantity)):
            return True
        if _is_year(text, quantity, measured) or _is_identifier(text, quantity):
            return True
    if _is_list_number(text, quantity) or (not measured and _is_counted_line(text, quantity)):
        return True
    if not measured and quantity.form == "digits" and ("a" <= before[:1] <= "z" or _is_enclosed(text, quantity)):
        return True
    return not quantity.is_range and not measured and _is_joined(text, quantity)


def _is_labelled(text: Text, quantity: Quantity, before: str) -> bool:
    """المادة 4, عام 2016, and the Maghreb's القانون عدد 52: the word before names something by its number."""
    if before == "عدد" and quantity.first > 1:
        before = text.words[quantity.first - 2]
    return before in guard("label") or before in guard("year")


def _is_second_label(text: Text, quantity: Quantity) -> bool:
    """المادتان 4 و5: what names the first number names the second."""
    words, first = text.words, quantity.first
    return first > 2 and words[first - 1] == "و" and is_digits(words[first - 2]) and words[first - 3] in guard("label")


#: More goals no match has.
_GOALS = 20
#: How far before its number the word resolution, or the verb to call, may stand, in tokens.
_NAMED = 4
#: A number of a telephone has no fewer digits, and no count so many in a row.
_DIALLED = 9


def _is_score(text: Text, quantity: Quantity) -> bool:
    """1-2 of a match: two small numbers on a dash that count nothing named."""
    if text.words[quantity.first] in ("-", "–"):  # 3 -2
        return quantity.first > 0 and is_digits(text.words[quantity.first - 1])
    return quantity.rule == "range_dash" and quantity.high <= _GOALS and not quantity.low % 1


def _is_resolution(text: Text, quantity: Quantity) -> bool:
    """قرار مجلس الأمن الدولي 2254."""
    near = text.words[max(0, quantity.first - _NAMED) : quantity.first]
    return 3 <= len(text.words[quantity.stop - 1]) <= 4 and not guard("resolution").isdisjoint(near)


def _is_called(text: Text, quantity: Quantity) -> bool:
    """A number to call: اتصل على 19911."""
    near = text.words[max(0, quantity.first - _NAMED) : quantity.first]
    return len(text.words[quantity.stop - 1]) >= _DIALLED or not guard("call").isdisjoint(near)


def _is_enclosed(text: Text, quantity: Quantity) -> bool:
    """A bare number in brackets or quotes is a note or a name: the minute of a goal, ملف "4000"."""
    words, first, stop = text.words, quantity.first, quantity.stop
    if not first or stop >= len(words) or words[stop] not in _CLOSING:
        return False
    named = first > 1 and words[first - 2] in _QUOTES and words[first - 1].isalpha()  # "بيجو 206"
    return words[first - 1] in _OPENING or (named and words[first - 1] not in context("left"))


def _is_year(text: Text, quantity: Quantity, measured: bool) -> bool:
    """Four bare digits of our age without a noun; after a counted noun (عدد القتلى 2000) they do count."""
    first = text.words[quantity.stop - 1]
    if measured or not (len(first) == 4 and 1900 <= quantity.high <= 2100 and float(quantity.high).is_integer()):
        return False
    noun = nouns().get(text.words[quantity.first - 1]) if quantity.first else None
    return noun is None or not (noun.definite and noun.number == "plural")


def _is_identifier(text: Text, quantity: Quantity) -> bool:
    """Digits with a leading zero, or right after + or #."""
    i = _first_of_row(text, quantity.first)
    word = text.words[i]
    if i and text.words[i - 1] in "+#@_" and text.ends[i - 1] == text.starts[i]:
        return True
    return len(word) > 1 and word[0] == "0" and (quantity.stop == i + 1 or quantity.first > i)


def _first_of_row(text: Text, i: int) -> int:
    """First of the digit groups that blanks or dashes string together, as in a telephone number."""
    words = text.words
    for _ in range(6):
        back = i - 2 if i > 1 and words[i - 1] in "-–" else i - 1
        if back < 0 or not is_digits(words[back]) or text.starts[i] - text.ends[back] > 3:
            break
        i = back
    return i


def _is_list_number(text: Text, quantity: Quantity) -> bool:
    """1- or (1) at the head of a line."""
    i, stop, words = quantity.first, quantity.stop, text.words
    if stop - i != 1 or stop >= len(words) or quantity.high > 99:
        return False
    head = i - 1 if i and words[i - 1] in "([" else i
    starts_line = not head or "\n" in text.clean[text.ends[head - 1] : text.starts[head]]
    if not starts_line and (words[head - 1] not in ".!؟" or words[stop] not in "-–"):
        return False
    mark = words[stop]
    if mark in ")-–./:،]" and (mark in ")]" or text.starts[stop] - text.ends[stop - 1] <= 1):
        return stop + 1 < len(words) and not (mark in "-–." and words[stop + 1][0].isdigit())
    return False


def _is_counted_line(text: Text, quantity: Quantity) -> bool:
    """1 at the head of a line and 2 at the head of another, without a mark behind them."""
    i = quantity.first
    if quantity.stop - i != 1 or quantity.high > 99 or quantity.low % 1:
        return False
    if i and "\n" not in text.clean[text.ends[i - 1] : text.starts[i]]:
        return False
    beside = f"{quantity.low + 1:.0f}|{quantity.low - 1:.0f}" if quantity.low > 1 else "2"
    return re.search(rf"^\W*(?:{beside})[ \t]+[^\W\d]", text.clean, re.MULTILINE) is not None


def _is_joined(text: Text, quantity: Quantity) -> bool:
    """Marks glue it to more digits or letters: 10:30, 3-1, 5+1, 4x4, 16GB."""
    words, starts, ends = text.words, text.starts, text.ends
    i, stop = quantity.first, quantity.stop
    if i > 1 and words[i - 1] in _JOINERS and ends[i - 1] == starts[i] and ends[i - 2] == starts[i - 1]:
        return True
    if i > 1 and words[i - 1] in "-–/" and words[i - 2][0].isdigit():
        return True
    if stop >= len(words):
        return False
    if ends[stop - 1] == starts[stop]:
        if "a" <= words[stop][0] <= "z":
            return True
        if words[stop] in _JOINERS and stop + 1 < len(words) and ends[stop] == starts[stop + 1]:
            return words[stop + 1][0].isalnum()
    return words[stop] in "-–/" and stop + 1 < len(words) and words[stop + 1][0].isdigit()


def _is_word_without_count(text: Text, quantity: Quantity, before: str, measured: bool) -> bool:
    words, stop = text.words, quantity.stop
    if quantity.form == "words" and stop - quantity.first == 1:
        if quantity.high == 1 or quantity.high == 0:  # "one" as pronoun or emphasis, the zero hour
            return not measured and words[stop : stop + 2] != ["من", "اصل"]  # واحد من أصل أربعة
        if quantity.rule == "definite_cardinal" and before in ("مجموعه", "قمه", "ومجموعه", "لمجموعه"):
            return True  # the Group of Seven
        if words[quantity.first] == "وست" and words[stop : stop + 1] and words[stop] in guard("west"):
            return True
        if before in ("يوم", "ليل", "ليله", "صباح", "مساء", "فجر"):  # الاثنين without its article
            return quantity.high == 2
    if quantity.form == "fraction" and stop < len(words) and has_article(words[quantity.first]):
        return is_definite(words[stop])  # النصف الأول, الربع المالي: an adjective, no whole
    return before == "رقم"
