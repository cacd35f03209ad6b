"""The number grammar: digits, words and their mixtures, shared by figures and dates.

A number is what Arabic writes as one: خمسة وعشرون ألفا و140, 3,7 مليار, ثلاثة أرباع, عشرات الآلاف, الحادي والعشرون.
Ranges, units and counted nouns belong to :mod:`etl.figures`, calendars to :mod:`etl.dates`.
"""

from __future__ import annotations

from etl.documents import Number
from etl.numbers.digits import is_digits
from etl.numbers.grammar import Grammar
from etl.numbers.lexicon import lexicon
from etl.text import Memo, Text, positions

_BEGINS = Memo(lambda word: word in lexicon() or is_digits(word))


def find_numbers(text: Text) -> tuple[Number, ...]:
    """All numbers of ``text``, sorted, without overlap.

    >>> from etl.text import read_text
    >>> [(n.low, n.form) for n in find_numbers(read_text("23 ألفا و140 شخصا في عشرات المدن"))]
    [(23140, 'mixed'), (20, 'vague')]
    """
    candidates = positions(_BEGINS.__getitem__, text.words)
    if not candidates:
        return ()
    grammar = Grammar(text)
    found: list[Number] = []
    done = 0
    for i in candidates:
        if i < done:
            continue
        done, number = grammar.read(i)
        if number is not None:
            found.append(number)
    return tuple(found)
