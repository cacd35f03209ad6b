"""Nouns that count without a number: duals (غارتين) and the singular of a victim (سقوط قتيل)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etl.figures.lexicon import Lone, guard, is_definite, lone_nouns
from etl.numbers.lexicon import guard as number_guard
from etl.numbers.lexicon import lexicon
from etl.text import Text


def find_lone(text: Text, taken: bytearray, spots: Iterable[int]) -> Iterator[tuple[int, Lone]]:
    """(token, reading) of each noun at the tokens ``spots``, outside of ``taken``, that counts by its form."""
    known, words = lone_nouns(), text.words
    for i in spots:
        lone = known.get(words[i])
        if lone is None or taken[i]:
            continue
        if _counts_two(text, i) if lone.amount == 2 else _counts_one(text, i, lone, taken):
            yield i, lone


def is_measured_dual(words: list[str], i: int) -> bool:
    """Whether token ``i`` is two of a unit: مترين, طنان."""
    lone = lone_nouns().get(words[i]) if i >= 0 else None
    return lone is not None and lone.amount == 2 and lone.unit.unit not in ("count", "persons", "households")


def _counts_two(text: Text, i: int) -> bool:
    """Whether the dual at ``i`` is a noun, and no adjective of the dual before it (مسؤولان أميركيان)."""
    before = text.words[i - 1] if i else ""
    is_adjective = text.words[i].endswith(("يان", "يين", "يتان", "يتين"))
    return not (is_adjective and len(before) > 4 and before.endswith(("ان", "ين")))


def _counts_one(text: Text, i: int, lone: Lone, taken: bytearray) -> bool:
    """Whether the singular at ``i`` is one victim: after a word of harm, or beside a count (قتيل و40 جريحا)."""
    words = text.words
    before = words[i - 1] if i else ""
    following = words[i + 1] if i + 1 < len(words) else ""
    if is_definite(following) and following not in lexicon():  # a construct is definite
        return False
    harmed = not lone.prefix and before in guard("victim_before")
    if lone.role == "person" and _is_among(words, i, lone, taken):
        return True
    if lone.role == "other":  # not "the last of"
        return harmed and _ends_phrase(following)
    if harmed or lone.role != "victim":
        return harmed
    if lone.prefix:
        return i > 0 and taken[i - 1] == 2
    beside = i + 2 if following == "و" else i + 1
    return before in guard("victim_verb") or (following[:1] == "و" and 2 in taken[beside : beside + 1])


#: How far before بينهم its whole may stand, in tokens.
_WHOLE = 4


def _is_among(words: list[str], i: int, lone: Lone, taken: bytearray) -> bool:
    """Whether the singular at ``i`` is one of those counted before (3 أشخاص بينهم طفل), or joined to others who are."""
    if lone.prefix:
        return i > 0 and taken[i - 1] == 2 and words[i][0] == "و"
    return i > 0 and words[i - 1] in guard("part") and 2 in taken[max(0, i - 1 - _WHOLE) : i - 1]


def _ends_phrase(following: str) -> bool:
    return not following or not following[0].isalpha() or following in number_guard("function") or following[0] in "وب"
