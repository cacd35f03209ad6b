"""Actors that a sentence names by pointing back: الأخير and الأخيرة, the latter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.documents import ActorMention
from etl.events.items import Item, mention_item
from etl.events.lexicon import Word
from etl.text import Text

_LATTER = frozenset({"الاخير", "الاخيره"})
#: Before a word that points back; elsewhere it is an adjective (الأيام الأخيرة) or an adverb (في الأخير).
_PREPOSITIONS = frozenset({"مع", "ضد", "عن", "علي"})


def latter(
    text: Text, first: int, stop: int, hits: list[tuple[int, Word]], actors: Sequence[ActorMention]
) -> list[Item]:
    """Items for the words among tokens ``first..stop`` that mean the actor named last before them."""
    words = text.words
    if _LATTER.isdisjoint(words[first:stop]):
        return []
    verbs = {i for i, word in hits if word.verb is not None}
    found = []
    for k in range(first + 1, stop):
        if words[k] not in _LATTER or not (k - 1 in verbs or words[k - 1] in _PREPOSITIONS):
            continue
        before = [actor for actor in actors if actor.first < k and _may_be_meant(actor)]
        if before:
            span = text.span(k, k + 1)
            meant = replace(
                before[-1], start=span.start, end=span.end, text=span.text, sentence=span.sentence, rule="the_latter",
                first=k, stop=k + 1, name_start=span.start, name_end=span.end, form="description", role=None,
            )  # fmt: skip
            found.append(mention_item("actor", -1, meant))
    return found


def _may_be_meant(actor: ActorMention) -> bool:
    return actor.form != "nisba" and actor.kind not in ("media", "population")
