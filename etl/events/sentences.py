"""A sentence as the event coder sees it: its words, mentions with their prepositions, clauses and finite verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.documents import ActorMention, Figure, Mention, PlaceMention, TimeExpression
from etl.events.conditions import group
from etl.events.lexicon import Governor, Reading, Row, Word
from etl.events.needs import counts_people
from etl.tables import read_csv
from etl.text import Memo, Text, fold, positions

_COMMAS = frozenset("،,")
# Prepositions of what goes on beside an event; the genitive of their noun takes no part in it.
_BESIDE = frozenset({"تحت", "وسط", "امام"})
# Prepositions behind which a word of no other reading is no verb of ours (في وادي الشاي).
_NOMINAL = frozenset({"في", "الي", "علي", "عن", "مع", "لدي"})
_PROCLITICS = frozenset("وفبلك")
# Between a verb and its object stand at most the subject and an adverb.
_OBJECT_REACH = 5


@dataclass(slots=True)
class Item:
    """A mention inside the sentence, with the preposition that governs it ("" for a bare phrase)."""

    first: int
    stop: int
    kind: str
    #: Position in its layer.
    index: int
    prep: str
    #: The word before, where it owns nothing but points at something of the mention's (مواقع داعش).
    head: bool
    actor: ActorMention | None = None
    place: PlaceMention | None = None
    figure: Figure | None = None
    date: TimeExpression | None = None


@cache
def structure(role: str) -> frozenset[str]:
    """Words of one role of ``event_structure.csv``: preposition, boundary, conjunction, complement, agentive."""
    return frozenset(word.replace("_", " ") for row in read_csv("event_structure.csv") if row["role"] == role
                     for word in row["words"].split())  # fmt: skip


@cache
def _agents() -> frozenset[str]:
    """Last words of the agentive phrases (قبل of من قبل)."""
    return frozenset(phrase.split()[-1] for phrase in structure("agentive"))


def _preposition(before: str) -> str:
    """What the word before a mention makes of it: a preposition, "by", "partitive", و, or "" for none of these."""
    if before in structure("partitive"):
        return "partitive"
    bare = before[1:] if before[:1] in ("و", "ف") and before[1:] in structure("preposition") else before
    if bare in structure("agentive"):
        return "by"
    return bare if bare in structure("preposition") or bare == "و" else ""


_PREPOSITIONS = Memo(_preposition)


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
            if _is_name(item):
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
        counting: Item | None = None
        members: Item | None = None
        for item in mentions:
            if counting is not None and item.actor is not None and counting.first <= item.first < counting.stop:
                item.prep = "partitive" if counting.prep == "partitive" else "counted"
                continue
            item.prep, item.head = self._preposition(item)
            if item.actor is not None and item.actor.role is not None:
                self._look_over_title(item, item.actor.role)
            if item.prep == "" and members is not None and self._agrees(members, item):
                item.prep = "و"  # مسلحين حوثيين: the same ones by another name
            members = item if item.actor is not None and item.actor.kind == "population" else None
            counting = item if item.figure is not None else counting
            if item.actor is not None and item.actor.form == "nisba" and item.prep in ("", "و"):
                # الطائرات الإسرائيلية acts like a name; الغارات الروسية is an event with its doer
                force = any(words[k] in group("forcenoun") for k in range(max(first, item.first - 2), item.first))
                item.prep = item.prep if force else "nisba"

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

    def _look_over_title(self, item: Item, role: str) -> None:
        """Read the preposition before the title (على رئيس الحزب فلان), and leave out who is named in the title."""
        title = fold(role).split()
        start = item.first - len(title)
        words = self.words
        tail = list(words[start + 1 : item.first])
        if start < self.first or not words[start].endswith(title[0]) or tail != title[1:]:
            return
        inside = self.items_in(start, item.first)
        for other in inside:
            other.prep = "title"
        glued = words[start][: -len(title[0])].lstrip("وف")
        if glued:
            item.prep = glued[0]
        elif title[0][:2] == "لل":
            item.prep = "ل"
        elif words[start] != title[0]:
            item.prep = "و"
        else:
            before = words[start - 1] if start > self.first else ""
            if f"{words[start - 2] if start - 2 >= self.first else ''} {before}" in structure("agentive"):
                item.prep = "by"
            else:
                item.prep = before if before in structure("preposition") else "و" if before == "و" else ""
        item.head = False

    def _preposition(self, item: Item) -> tuple[str, bool]:
        words = self.words
        k = item.first
        mention = item.actor or item.place or item.figure or item.date
        assert mention is not None
        glued = 0
        if words[k][0] in _PROCLITICS:
            glued = mention.start - self.text.raw_span(self.text.starts[k], self.text.ends[k])[0]
        if 0 < glued <= 3:
            letter = words[k][:glued].lstrip("وف")
            if letter[:1] == "ل" and self._points(k - 1):
                owner = words[k - 2] if k - 2 >= self.first else ""
                return (owner if owner in structure("preposition") else "ل"), True
            if letter[:1] == "ل" and k > self.first and words[k - 1] in structure("belonging"):
                if item.place is not None:
                    return "في", False  # جماعات تابعة لإقليم
                owned = k - 2 >= self.first and words[k - 2] in group("object")
                owner = words[k - 3] if owned and k - 3 >= self.first else ""
                return (owner, True) if owner in structure("preposition") else ("attached", False)
            if letter[:1] in ("ب", "ل", "ك"):
                return letter[0], False
            return "و", False
        if words[k][:2] == "لل":
            return "ل", self._points(k - 1)
        before = words[k - 1] if k > self.first else ""
        prep = _PREPOSITIONS[before]
        if prep != "partitive" and before in _agents() and k - 2 >= self.first:
            prep = "by" if f"{words[k - 2]} {before}" in structure("agentive") else prep
        if prep in ("من", "في"):
            member = next((m for m in (k - 2, k - 3) if self._members(m)), 0)
            if member and not (prep == "في" and words[member][:2] == "ال"):
                return self._governing(member), False  # قوة من الجيش, قائد ميداني في التنظيم
        if prep:
            return prep, False
        if before in ("(", "[") or (k - 2 >= self.first and words[k - 2] in ("(", "[")):
            return "(", False
        if before in structure("attached") or (k - 2 >= self.first and words[k - 2] in structure("attached")):
            return "attached", False
        head = before in group("object")
        if head:  # the preposition stands before the head: على مواقع التنظيم
            owner = words[k - 2] if k - 2 >= self.first else ""
            if owner in structure("preposition"):
                return owner, True
            letter = before[:1]
            if letter in ("ل", "ب") and before[1:] in group("object"):
                return letter, True
        if item.actor is not None and k - 2 >= self.first and words[k - 2] in _BESIDE and self._is_construct(k - 1):
            return words[k - 2], False  # تحت حماية الشرطة
        return "", head

    def _agrees(self, members: Item, item: Item) -> bool:
        """Whether ``item`` is an adjective of the people right before it, in their case and number."""
        if item.actor is None or members.stop != item.first or item.stop - item.first > 1:
            return False
        return self.words[item.first][-2:] == self.words[members.stop - 1][-2:] in ("ين", "ون")

    def _is_construct(self, k: int) -> bool:
        """Whether an unknown noun at ``k`` may have a genitive, and is no subject or verb."""
        word = self.words[k]
        if not word.isalpha() or word[:2] == "ال" or k in self.verbs or self.word_at(k) is not None:
            return False
        return not any(item.stop > k for item in self.items_in(k - 6, k + 1))

    def _points(self, k: int) -> bool:
        """Whether token ``k`` is a thing by which its owner is hit (مواقع للتنظيم, حاجز للجيش)."""
        return k >= self.first and (self.words[k] in group("object") or self.words[k] in group("position"))

    def _members(self, k: int) -> bool:
        """Whether token ``k`` names unnamed members of who follows (قوة من الجيش), and is no mention of its own."""
        if k < self.first or self.words[k] not in group("members"):
            return False
        return not any(item.stop > k for item in self.items_in(k - 6, k + 1))

    def _governing(self, k: int) -> str:
        """The preposition before token ``k``."""
        before = self.words[k - 1] if k > self.first else ""
        return before if before in structure("preposition") else ""

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


def _is_name(item: Item) -> bool:
    """A mention whose words mean nothing else: a place, a day, a proper name."""
    return item.place is not None or item.date is not None or (item.actor is not None and item.actor.form == "name")


def _plural(word: Word) -> bool:
    return word.verb is not None and word.verb.person in ("3mp", "3fs") and word.verb.tense == "P"


def mention_item(kind: str, index: int, mention: Mention) -> Item:
    """An item for one mention of a layer; its preposition is read when its sentence is."""
    item = Item(mention.first, mention.stop, kind, index, "", False)
    setattr(item, kind, mention)
    return item
