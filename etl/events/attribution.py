"""Who reports it: the subject of a verb of saying, or the actor after وفق and its like."""

from __future__ import annotations

from functools import cache

from etl.documents import ActorMention
from etl.events.sentences import Item, View
from etl.tables import read_csv
from etl.text import fold


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(row["phrase"]).split()) for row in read_csv("attribution_phrases.csv"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases())


def speaker_of(view: View) -> ActorMention | None:
    """The one who says what the sentence tells, if it names one."""
    for i, word in view.hits:
        if word.speech is None or i not in view.verbs:
            continue
        found = _subject(view, i)
        if found is not None:
            return found
    firsts = _first_words()
    if firsts.isdisjoint(view.words[view.first : view.stop]):
        return None
    for k in range(view.first, view.stop):
        if view.words[k] in firsts:
            for phrase in _phrases():
                if tuple(view.words[k : k + len(phrase)]) == phrase or (
                    len(phrase) > 1 and phrase[-1] == "ل" and view.words[k] == phrase[0]
                ):
                    found = next(
                        (m.actor for m in view.items_in(k + 1, min(view.stop, k + 8)) if _may_speak(m)),
                        None,
                    )
                    if found is not None:
                        return found
    return None


def _may_speak(item: Item) -> bool:
    return item.actor is not None and item.actor.kind != "population"


def _subject(view: View, i: int) -> ActorMention | None:
    """The first bare actor after the verb before its complement, a person in apposition winning over his office."""
    _, hi = view.clause(i)
    right: list[Item] = [m for m in view.items_in(i + 1, min(hi, view.next_verb(i), i + 14)) if _may_speak(m)]
    named = [m for m in right if m.prep not in ("ل", "في", "الي", "مع") and m.actor and m.actor.form != "nisba"]
    if not named:
        lo, _ = view.clause(i)
        left = [
            m for m in view.items_in(max(lo, view.previous_verb(i) + 1, i - 8), i) if _may_speak(m) and m.prep == ""
        ]
        return left[-1].actor if left else None
    person = next((m for m in named[:3] if m.actor and m.actor.kind == "person"), None)
    return (person or named[0]).actor


def continues(view: View) -> bool:
    """A sentence that goes on quoting: it opens with واضاف, وتابع and names nobody."""
    first = view.hits[0] if view.hits else None
    return first is not None and first[1].speech is not None and first[0] - view.first <= 1
