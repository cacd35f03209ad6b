"""A sentence as the event coder sees it: its words, mentions with their prepositions, clauses and finite verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from etl.events.conditions import group
from etl.events.items import Item, is_name, structure
from etl.events.lexicon import Governor, Reading, Row, Word
from etl.events.needs import counts_people
from etl.events.prepositions import read_prepositions
from etl.text import Text, positions

_COMMAS = frozenset("،,")
# Prepositions behind which a word of no other reading is no verb of ours (في وادي الشاي).
_NOMINAL = frozenset({"في", "الي", "علي", "عن", "مع", "لدي"})
# Between a verb and its object stand at most the subject and an adverb.
_OBJECT_REACH = 5


class View:
    """One sentence with at least one trigger. Built once per sentence; every query is over a few tokens."""

    __slots__ = (
        "_by_token",
        "_clauses",
        "_named",
        "_starts",
        "acting",
        "antecedent",
        "boundaries",
        "choices",
        "first",
        "hits",
        "items",
        "sayings",
        "stop",
        "text",
        "verbs",
        "words",
    )

    def __init__(
        self,
        text: Text,
        first: int,
        stop: int,
        hits: list[tuple[int, Word]],
        mentions: list[Item],
    ) -> None:
        self.text = text
        self.words = text.words
        self.first = first
        self.stop = stop
        #: The person whom a sentence before spoke of.
        self.antecedent: Item | None = None
        #: What :func:`etl.events.choosing.choose` found, by token.
        self.choices: dict[int, tuple[Row, Reading, int] | None] = {}
        #: Event nouns that are the subject of a verb of harm (قتلت غارة).
        self.acting: set[int] = set()
        named: set[int] = set()
        covered: set[int] = set()
        openings: set[int] = set()
        for item in mentions:
            if item.kind != "figure":
                covered.update(range(item.first, item.stop))
            if is_name(item):
                named.update(range(item.first, item.stop))
            if item.actor is not None:
                openings.add(item.first)
        self._named = named
        # تدمر is a town here, not "destroys"
        self.hits = [(i, word) for i, word in hits if i not in named or word.speech is not None or _plural(word)]
        self.items = mentions
        self._starts = [item.first for item in mentions]
        self._by_token = dict(hits)
        words = text.words
        self.boundaries = self._clause_boundaries(
            positions(structure("boundary").__contains__, words[first:stop], first)
        )
        self._clauses: dict[int, tuple[int, int]] = {}
        counted = {k for item in mentions if item.figure is not None for k in range(item.first + 1, item.stop)}
        self.verbs = [
            i
            for i, word in self.hits
            if (verb := word.verb) is not None
            and i not in counted  # 34 طالبا: students, no demand
            and (verb.tense != "J" or (i > first and words[i - 1] in structure("negation")))
            # A name recogniser takes a verb for a first name (اغتالوا العميد): the plural is none.
            and (i not in covered or (i in openings and verb.person in ("3mp", "3fs") and verb.tense == "P"))
            # تعتزم شن هجوم, لاحتمال شن غارة: a verbal noun spelt like a past verb stands as a genitive or object
            and (i == first or not word.is_homograph or not self._is_verbal_noun(i))
            and (i == first or words[i - 1] not in _NOMINAL or any(r.pos == "noun" for _, r in word.rows))
        ]
        # أنقذت فرق الدفاع: what stands right behind a verb and is spelt like one is its subject
        self.verbs = [
            i
            for i in self.verbs
            if i - 1 not in self.verbs
            or self._by_token[i].governors
            or self._by_token[i].speech
            or ((verb := self._by_token[i].verb) is not None and verb.proclitic)
        ]
        #: Verbs of saying.
        self.sayings = [i for i, word in self.hits if word.speech is not None and i in self.verbs]
        read_prepositions(self)

    def _is_verbal_noun(self, i: int) -> bool:
        """Whether the homograph at ``i`` has the place of a noun."""
        if self.words[i - 1] in structure("preposition"):
            return True
        lo, _ = self.clause(i)
        for k in range(i - 1, max(lo, i - _OBJECT_REACH) - 1, -1):
            governing = self._by_token.get(k)
            if governing is None or k in self._named or self.words[k] == "و":
                continue
            for governor, reading in governing.governors:
                beside = k == i - 1 and not reading.suffix
                if reading.pos == "noun" and not reading.definite and (beside or _takes_deed(governor, reading)):
                    return True
                if reading.pos == "verb" and governor.slot in ("after", "object") and not reading.suffix:
                    return True
            if governing.verb is not None:
                return False
        return False

    def _clause_boundaries(self, cuts: list[int]) -> list[int]:
        """``cuts`` without those in names and the commas around a date (شنت القوات، الجمعة، غارات)."""
        days = {k for item in self.items if item.date is not None for k in range(item.first, item.stop)}
        kept: list[int] = []
        for cut in cuts:
            if cut in self._named:
                continue  # غير بيدرسن
            if kept and self.words[cut] in _COMMAS and self.words[kept[-1]] in _COMMAS:
                between = range(kept[-1] + 1, cut)
                if between and days.issuperset(between):
                    kept.pop()
                    continue
            kept.append(cut)
        return kept

    def word_at(self, i: int) -> Word | None:
        """What the lexicons know of token ``i``."""
        return self._by_token.get(i)

    def clause(self, i: int) -> tuple[int, int]:
        """Tokens of the clause around ``i``: between the nearest boundaries."""
        known = self._clauses.get(i)
        if known is None:
            at = bisect_left(self.boundaries, i)
            lo = self.boundaries[at - 1] + 1 if at else self.first
            at = bisect_right(self.boundaries, i)
            hi = self.boundaries[at] if at < len(self.boundaries) else self.stop
            known = self._clauses[i] = (lo, hi)
        return known

    def items_in(self, lo: int, hi: int) -> list[Item]:
        """Mentions that begin among tokens ``lo..hi``."""
        starts = self._starts
        return self.items[bisect_left(starts, lo) : bisect_left(starts, hi)]

    def has_word(self, name: str, lo: int, hi: int) -> bool:
        """Whether a word of the group ``name`` stands among tokens ``lo..hi``."""
        return not group(name).isdisjoint(self.words[lo:hi])

    def verbs_in(self, lo: int, hi: int) -> Iterator[Word]:
        """Finite verbs of the lexicons among tokens ``lo..hi``."""
        verbs = self.verbs
        return (self._by_token[k] for k in verbs[bisect_left(verbs, lo) : bisect_left(verbs, hi)])

    def next_verb(self, i: int) -> int:
        """First finite verb of the lexicons after token ``i``, or the end of the sentence."""
        at = bisect_right(self.verbs, i)
        return self.verbs[at] if at < len(self.verbs) else self.stop

    def previous_verb(self, i: int) -> int:
        """Last finite verb of the lexicons before token ``i``, or the token before the sentence."""
        at = bisect_left(self.verbs, i)
        return self.verbs[at - 1] if at else self.first - 1

    def figure_before(self, i: int) -> bool:
        """Whether a figure of people ends at token ``i`` or takes it in (خمسة قتلى)."""
        return any(
            item.figure is not None and counts_people(item.figure) and item.first <= i <= item.stop
            for item in self.items_in(max(self.first, i - 8), i + 1)
        )

    def figure_of_people(self) -> bool:
        """Whether the sentence counts people."""
        return any(item.figure is not None and counts_people(item.figure) for item in self.items)

    def aspect_verb_before(self, i: int) -> bool:
        """Whether باتت, أصبح or the like stands just before: the state is news."""
        return not structure("inceptive").isdisjoint(self.words[max(self.first, i - 3) : i])

    def subject_items(self, i: int, reading: Reading) -> list[Item]:
        """Mentions that may be the subject: the first bare one after the verb, else the last bare one before it."""
        lo, hi = self.clause(i)
        right = [m for m in self.items_in(i + 1, min(hi, self.next_verb(i), i + 7)) if m.actor and not m.prep]
        left = [m for m in self.items_in(max(lo, self.previous_verb(i) + 1, i - 8), i) if m.actor and not m.prep]
        if reading.pos == "noun":
            left = [m for m in self.items_in(max(lo, i - 12), i) if m.actor and not m.prep]
        return right[:1] + left[-1:]


def _takes_deed(governor: Governor, reading: Reading) -> bool:
    """Whether a noun is the wish or danger of a deed, which stands behind him who has it: عزم العناصر خطف سائح."""
    return governor.slot == "after" and bool(governor.modality) and not reading.suffix


def _plural(word: Word) -> bool:
    return word.verb is not None and word.verb.person in ("3mp", "3fs") and word.verb.tense == "P"
