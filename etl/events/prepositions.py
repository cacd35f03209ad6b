"""The preposition that governs each mention of a sentence, on its own word, before its title or before its owner."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from etl.events.conditions import group
from etl.events.items import Item, structure
from etl.text import Memo, fold

if TYPE_CHECKING:
    from etl.events.sentences import View

# Prepositions of what goes on beside an event; the genitive of their noun takes no part in it.
_BESIDE = frozenset({"تحت", "وسط", "امام"})
_PROCLITICS = frozenset("وفبلك")


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


def read_prepositions(view: View) -> None:
    """Set ``prep`` and ``head`` of every item of ``view``."""
    words, first = view.words, view.first
    counting: Item | None = None
    members: Item | None = None
    for item in view.items:
        if counting is not None and item.actor is not None and counting.first <= item.first < counting.stop:
            item.prep = "partitive" if counting.prep == "partitive" else "counted"
            continue
        item.prep, item.head = _of(view, item)
        if item.actor is not None and item.actor.role is not None:
            _look_over_title(view, item, item.actor.role)
        if item.prep == "" and members is not None and _agrees(view, members, item):
            item.prep = "و"  # مسلحين حوثيين: the same ones by another name
        members = item if item.actor is not None and item.actor.kind == "population" else None
        counting = item if item.figure is not None else counting
        if item.actor is not None and item.actor.form == "nisba" and item.prep in ("", "و"):
            # الطائرات الإسرائيلية acts like a name; الغارات الروسية is an event with its doer
            force = any(words[k] in group("forcenoun") for k in range(max(first, item.first - 2), item.first))
            item.prep = item.prep if force else "nisba"


def _look_over_title(view: View, item: Item, role: str) -> None:
    """Read the preposition before the title (على رئيس الحزب فلان), and leave out who is named in the title."""
    title = fold(role).split()
    start = item.first - len(title)
    words = view.words
    tail = list(words[start + 1 : item.first])
    if start < view.first or not words[start].endswith(title[0]) or tail != title[1:]:
        return
    inside = view.items_in(start, item.first)
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
        before = words[start - 1] if start > view.first else ""
        if f"{words[start - 2] if start - 2 >= view.first else ''} {before}" in structure("agentive"):
            item.prep = "by"
        else:
            item.prep = before if before in structure("preposition") else "و" if before == "و" else ""
    item.head = False


def _of(view: View, item: Item) -> tuple[str, bool]:
    words = view.words
    k = item.first
    mention = item.actor or item.place or item.figure or item.date
    assert mention is not None
    glued = 0
    if words[k][0] in _PROCLITICS:
        glued = mention.start - view.text.raw_span(view.text.starts[k], view.text.ends[k])[0]
    if 0 < glued <= 3:
        letter = words[k][:glued].lstrip("وف")
        if letter[:1] == "ل" and _points(view, k - 1):
            owner = words[k - 2] if k - 2 >= view.first else ""
            return (owner if owner in structure("preposition") else "ل"), True
        if letter[:1] == "ل" and k > view.first and words[k - 1] in structure("belonging"):
            if item.place is not None:
                return "في", False  # جماعات تابعة لإقليم
            owned = k - 2 >= view.first and words[k - 2] in group("object")
            owner = words[k - 3] if owned and k - 3 >= view.first else ""
            return (owner, True) if owner in structure("preposition") else ("attached", False)
        if letter[:1] in ("ب", "ل", "ك"):
            return letter[0], False
        return "و", False
    if words[k][:2] == "لل":
        return "ل", _points(view, k - 1)
    before = words[k - 1] if k > view.first else ""
    prep = _PREPOSITIONS[before]
    if prep != "partitive" and before in _agents() and k - 2 >= view.first:
        prep = "by" if f"{words[k - 2]} {before}" in structure("agentive") else prep
    if prep in ("من", "في"):
        member = next((m for m in (k - 2, k - 3) if _members(view, m)), 0)
        if member and not (prep == "في" and words[member][:2] == "ال"):
            return _governing(view, member), False  # قوة من الجيش, قائد ميداني في التنظيم
    if prep:
        return prep, False
    if before in ("(", "[") or (k - 2 >= view.first and words[k - 2] in ("(", "[")):
        return "(", False
    if before in structure("attached") or (k - 2 >= view.first and words[k - 2] in structure("attached")):
        return "attached", False
    head = before in group("object")
    if head:  # the preposition stands before the head: على مواقع التنظيم
        owner = words[k - 2] if k - 2 >= view.first else ""
        if owner in structure("preposition"):
            return owner, True
        letter = before[:1]
        if letter in ("ل", "ب") and before[1:] in group("object"):
            return letter, True
    if item.actor is not None and k - 2 >= view.first and words[k - 2] in _BESIDE and _is_construct(view, k - 1):
        return words[k - 2], False  # تحت حماية الشرطة
    return "", head


def _agrees(view: View, members: Item, item: Item) -> bool:
    """Whether ``item`` is an adjective of the people right before it, in their case and number."""
    if item.actor is None or members.stop != item.first or item.stop - item.first > 1:
        return False
    return view.words[item.first][-2:] == view.words[members.stop - 1][-2:] in ("ين", "ون")


def _is_construct(view: View, k: int) -> bool:
    """Whether an unknown noun at ``k`` may have a genitive, and is no subject or verb."""
    word = view.words[k]
    if not word.isalpha() or word[:2] == "ال" or k in view.verbs or view.word_at(k) is not None:
        return False
    return not any(item.stop > k for item in view.items_in(k - 6, k + 1))


def _points(view: View, k: int) -> bool:
    """Whether token ``k`` is a thing by which its owner is hit (مواقع للتنظيم, حاجز للجيش)."""
    return k >= view.first and (view.words[k] in group("object") or view.words[k] in group("position"))


def _members(view: View, k: int) -> bool:
    """Whether token ``k`` names unnamed members of who follows (قوة من الجيش), and is no mention of its own."""
    if k < view.first or view.words[k] not in group("members"):
        return False
    return not any(item.stop > k for item in view.items_in(k - 6, k + 1))


def _governing(view: View, k: int) -> str:
    """The preposition before token ``k``."""
    before = view.words[k - 1] if k > view.first else ""
    return before if before in structure("preposition") else ""
