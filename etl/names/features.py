"""What a word says about itself: the features that the tagger weighs, for the word and for its neighbours.

A word's features depend on the word alone, never on its place in the sentence: so the weights of a word in each
position of the window are summed once per word of the vocabulary, and not once per token. The same function serves
training (``tools/train_names.py``) and reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

#: Stands for whatever lies before the first and after the last word of a sentence.
EDGE = ""
# Longest prefix and suffix looked at, in letters.
_AFFIX = 4
# Prefixes that hide a known word: ordered, the first that leaves a known word counts.
_HIDING = ("و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "فال", "كال")


def features(word: str, classes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Names of the features of the folded ``word``.

    ``classes`` gives what was learned of the known words, see :func:`expand`.

    >>> list(features("12", {}))
    ['w0']
    """
    if word == EDGE:
        yield "w"
        return
    if word.isdigit():
        yield "w0"
        return
    yield "w" + word
    size = len(word)
    for n in range(1, min(_AFFIX, size - 1) + 1):
        yield "p" + word[:n]
        yield "s" + word[-n:]
    yield f"l{min(size, 8)}"
    known = classes.get(word)
    if known is None:
        yield "u"
        known = _hidden(word, classes)
    yield from known
    if size > 3 and word[0] in "وبلفك":
        stem = word[1:]
        yield "b" + stem
        if stem[0] == "ل":
            yield "b" + "ا" + stem
        yield from ("b" + name for name in classes.get(stem, ()))
    else:
        yield "b" + word


@cache
def expand(notes: str) -> tuple[str, ...]:
    """Features that the ``notes`` on a word stand for.

    c, d and e number groups of words with like neighbours, from fine to coarse. g marks words of lists: gG given
    names, gS family names; of places gL whole names, gA first and gB further words; of known persons gF first and gN
    last words; of known organisations gO whole names, gP first and gQ further words. r and t say how often readers took
    the word for a part of a person's, place's or organisation's name (r from its neighbours alone, t knowing the word):
    a digit each, all levels up to it count.

    >>> expand("c7 r201")
    ('c7', 'rP1', 'rP2', 'rO1')
    """
    found: list[str] = []
    for note in notes.split():
        if note[0] in "rt":
            for kind, level in zip("PLO", note[1:], strict=True):
                found += (f"{note[0]}{kind}{n}" for n in range(1, int(level) + 1))
        else:
            found.append(note)
    return tuple(found)


def _hidden(word: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Classes of the word that is left of ``word`` without a proclitic or article."""
    for prefix in _HIDING:
        if word.startswith(prefix):
            stem = word[len(prefix) :]
            if stem in classes:
                return classes[stem]
    if word.startswith("لل"):
        return classes.get("ا" + word[1:], ())
    return ()
