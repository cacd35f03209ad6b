"""Mentions in the making, and the text as the actor stage reads it: without quotation marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.actors.knowledge import Actor
from etl.documents import ActorMention, Form
from etl.text import Text

_QUOTES = frozenset("\"«»“”„‟‘’‚'″`")
# Joins the words of a name, and much else: مون جاي-إن.
_HYPHEN = "-"
# Marks that stand inside names without being part of them: quotation marks, and those of hashtags.
_IGNORED = _QUOTES | {"#", "_"}
_CLOSING = tuple([quote] for quote in _QUOTES)


@dataclass(frozen=True, slots=True)
class View:
    """``text`` without quotation marks; ``position[i]`` is the token of the original that word i of the view is."""

    text: Text
    original: Text
    position: list[int] | range

    @property
    def words(self) -> list[str]:
        return self.text.words

    def index(self, token: int) -> int:
        """The word of the view that stands at or after ``token`` of the original."""
        if isinstance(self.position, range):
            return token
        low, high = 0, len(self.position)
        while low < high:
            middle = (low + high) // 2
            if self.position[middle] < token:
                low = middle + 1
            else:
                high = middle
        return low

    def sentence(self, i: int) -> int:
        return self.original.sentence_of[self.position[i]]

    def written(self, i: int) -> str:
        """Word ``i`` before folding: with its hamza."""
        text, at = self.original, self.position[i]
        return text.clean[text.starts[at] : text.ends[at]]

    def is_joined(self, i: int) -> bool:
        """A hyphen joins word ``i`` to the one before it."""
        at = self.position[i] - 1
        return at > self.position[i - 1] and self.original.words[at] == _HYPHEN


def _joins(text: Text, i: int) -> bool:
    """The hyphen at ``i`` stands right between two words."""
    if not 0 < i < len(text.words) - 1 or text.ends[i - 1] != text.starts[i] or text.ends[i] != text.starts[i + 1]:
        return False
    return text.words[i - 1].isalpha() and text.words[i + 1].isalpha()


def view(text: Text) -> View:
    """Names are written with and without quotation marks (حركة "حماس") or hyphens, or as hashtags: all read alike."""
    words = text.words
    joins = {i for i, word in enumerate(words) if word == _HYPHEN and _joins(text, i)} if _HYPHEN in words else set()
    if not joins and _IGNORED.isdisjoint(words):
        return View(text, text, range(len(words)))
    position = [i for i, word in enumerate(words) if word not in _IGNORED and i not in joins]
    return View(replace(text, words=[words[i] for i in position]), text, position)


@dataclass(slots=True)
class Draft:
    """A mention in view positions; ``name_first..name_stop`` is the bare name inside ``first..stop``."""

    first: int
    stop: int
    #: Code points of proclitic before the mention.
    prefix: int
    form: Form
    rule: str
    actor: Actor | None
    kind: str
    country: str | None = None
    role: str | None = None
    reason: str | None = None
    name_first: int = -1
    name_stop: int = -1
    #: Of someone unknown: the name as written in full, and in Latin letters.
    name_ar: str | None = None
    name_en: str | None = None


def mention(view: View, draft: Draft) -> ActorMention:
    """The finished mention, in raw offsets."""
    text = view.original
    first, stop = view.position[draft.first], view.position[draft.stop - 1] + 1
    if sum(word in _QUOTES for word in text.words[first:stop]) % 2 and text.words[stop : stop + 1] in _CLOSING:
        stop += 1
    span = text.span(first, stop, draft.prefix)
    name = span
    name_first = draft.first if draft.name_first < 0 else draft.name_first
    name_stop = draft.stop if draft.name_stop < 0 else draft.name_stop
    if (name_first, name_stop) != (draft.first, draft.stop):
        prefix = draft.prefix if name_first == draft.first else 0
        name = text.span(view.position[name_first], view.position[name_stop - 1] + 1, prefix)
    actor = draft.actor
    return ActorMention(
        start=span.start,
        end=span.end,
        text=span.text,
        sentence=span.sentence,
        rule=draft.rule,
        first=first,
        stop=stop,
        name_start=name.start,
        name_end=name.end,
        form=draft.form,
        actor_id=actor.actor_id if actor else None,
        name_ar=actor.name_ar if actor else draft.name_ar or name.text,
        name_en=actor.name_en if actor else draft.name_en,
        kind=draft.kind,
        country=actor.country if actor else draft.country,
        sector=actor.sector if actor else None,
        role=draft.role,
        reason=draft.reason,
    )
