"""A text read once: its clean form, tokens in columns, sentences.

Tokens are kept as parallel lists, not objects: the grammars look at a hundred thousand of them a second.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from etl.documents import Span
from etl.text.cleaning import OffsetMap, clean, fold, trailing_marks
from etl.text.memo import Memo

# Arabic word | digits | Latin word | any other mark. Over folded text.
_TOKEN = re.compile(r"[ء-غف-يٮ-ۓۺ-ۼ]+|[0-9]+|[a-zß-ɏ]+|[^\s]")
# The first mark stands alone: re looks for a single class of characters faster than for a repeated one.
_BOUNDARY = re.compile(r"[\n.!?؟…][\n.!?؟…]*(?:(?<=\n)|[\"»”’')\]]*(?=\s|$))")
# A full stop after a single letter is an initial or a title (د. محمد), one inside brackets an omission: (...).
_NO_BOUNDARY = re.compile(r"(?:^|[\s(])[ء-ي]$|\($", re.MULTILINE)
# No writer's sentence is longer; it keeps work per sentence bounded on text without any punctuation.
MAX_SENTENCE_TOKENS = 300


class Sentence(NamedTuple):
    """Offsets into the clean text and token positions, ends exclusive."""

    ordinal: int
    start: int
    end: int
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Text:
    """``words[i]`` is the folded form of token i, at ``clean[starts[i]:ends[i]]``, in sentence ``sentence_of[i]``."""

    raw: str
    clean: str
    offsets: OffsetMap
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: tuple[Sentence, ...]
    sentence_of: list[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the clean stretch ``start..end`` (not empty), with the marks on its last letter."""
        if len(self.offsets.clean_starts) == 1:
            return start, end
        start, end = self.offsets.raw_span(start, end)
        return start, trailing_marks(self.raw, end)

    def span(self, first: int, stop: int, prefix: int = 0) -> Span:
        """Tokens ``first..stop`` as a raw span, without the ``prefix`` first code points of the first token."""
        start, end = self.raw_span(self.starts[first] + prefix, self.ends[stop - 1])
        return Span(start, end, self.raw[start:end], self.sentence_of[first])

    def gap(self, i: int) -> str:
        """What stands between token ``i`` and the next one in the clean text ("" where they touch)."""
        return self.clean[self.ends[i] : self.starts[i + 1]] if i + 1 < len(self.words) else ""


def _cut(piece: str) -> tuple[tuple[str, int, int], ...]:
    """Tokens of a stretch without a space: folded word, start and end in the stretch."""
    return tuple((match.group(), *match.span()) for match in _TOKEN.finditer(fold(piece)))


# Most stretches come again and again. Their words are then the same objects, which every later look-up is faster for.
_CUTS = Memo(_cut)


def read_text(raw: str) -> Text:
    """Clean, fold, tokenise and split ``raw`` into sentences."""
    cleaned, offsets = clean(raw)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    # A line break is no space for tokens to stand between, but no token holds one.
    for piece in cleaned.replace("\n", " ").split(" "):
        for word, start, end in _CUTS[piece]:
            words.append(word)
            starts.append(at + start)
            ends.append(at + end)
        at += len(piece) + 1
    sentences = _sentences(cleaned, starts, ends)
    sentence_of: list[int] = []
    for sentence in sentences:
        sentence_of += [sentence.ordinal] * (sentence.stop - sentence.first)
    return Text(raw, cleaned, offsets, words, starts, ends, sentences, sentence_of)


def _sentences(cleaned: str, starts: list[int], ends: list[int]) -> tuple[Sentence, ...]:
    """Every token belongs to exactly one sentence."""
    found: list[Sentence] = []
    first = 0
    cuts = [match.end() for match in _BOUNDARY.finditer(cleaned) if _ends_sentence(cleaned, match.start())]
    if not cuts or cuts[-1] < len(cleaned):
        cuts.append(len(cleaned))
    for cut in cuts:
        stop = bisect_left(starts, cut, first)
        while first < stop:
            part = min(stop, first + MAX_SENTENCE_TOKENS)
            found.append(Sentence(len(found), starts[first], ends[part - 1], first, part))
            first = part
    return tuple(found)


def _ends_sentence(cleaned: str, at: int) -> bool:
    return cleaned[at] == "\n" or _NO_BOUNDARY.search(cleaned, max(0, at - 2), at) is None
