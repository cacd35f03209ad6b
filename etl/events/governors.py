"""Verbs and nouns above a trigger: whether it happened, and who they say did it."""

from __future__ import annotations

from bisect import bisect_left

from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.lexicon import Governor, Reading, Word
from etl.events.moods import mood_of
from etl.events.needs import AUTHORITIES, people
from etl.events.roles import are_of, assign
from etl.events.sentences import View
from etl.events.types import frames

_REACH = {"after": 14, "object": 7}
_NOUN_REACH = {"after": 7, "object": 2}
_STOPS = frozenset(".؛;!?؟\n،,")
_SUBJECT_REACH = 12
_UNREAL = frozenset({"intended", "hypothetical", "future"})
_PREPOSITIONS = frozenset({"عن", "في", "الي", "ل", "من", "ب", "علي"})


def apply_governors(view: View, candidate: Candidate) -> list[str]:
    """Lend ``candidate`` the actors of its governors; return what they say about its reality."""
    modalities: list[str] = []
    candidate.supported = candidate.first in view.acting
    for g, word in view.hits:
        if g == candidate.first or not word.governors:
            continue
        for governor, reading in word.governors:
            if not _governs(view, g, word, reading, governor, candidate):
                continue
            candidate.supported = True
            modality, mood = governor.modality, mood_of(view, g, reading)
            if modality == "fact":
                continue
            undone = mood == "negated" and modality in ("denied", "negated")  # لم ينف: neither denied nor told
            modality = "hypothetical" if undone else modality or mood
            if modality:
                modalities.append(modality)
            if governor.gives:
                _lend(view, g, reading, governor, candidate)
    return modalities


def is_light_verb(view: View, g: int, word: Word, nouns: list[Candidate]) -> bool:
    """Whether the word at ``g`` is the verb of an event noun (هجوم استهدف موكبا), and so no event of its own."""
    if not any(governor.slot == "subject" and governor.gives == "target" for governor, _ in word.governors):
        return False
    light = [reading for governor, reading in word.governors if governor.slot == "subject"]
    return any(_is_subject(view, g, light[0], c, "subject") for c in nouns) or any(
        _event_noun(view, k) for k in range(g + 1, min(view.stop, g + 4))
    )


def _event_noun(view: View, k: int) -> bool:
    word = view.word_at(k)
    return word is not None and any(
        r.pos == "noun" and row.frame in ("act", "strike", "happen") for row, r in word.rows
    )


def _between(view: View, lo: int, hi: int) -> bool:
    """No full stop or comma, and no finite past verb, among tokens ``lo..hi``."""
    boundaries = view.boundaries
    between = boundaries[bisect_left(boundaries, lo) : bisect_left(boundaries, hi)]
    if between and any(view.words[k] in _STOPS for k in between):
        return False
    return not any(word.verb is not None and word.verb.tense == "P" for word in view.verbs_in(lo, hi))


def _governs(
    view: View,
    g: int,
    word: Word,
    reading: Reading,
    governor: Governor,
    candidate: Candidate,
) -> bool:
    i = candidate.first
    slot = governor.slot
    if governor.types and candidate.event_type not in governor.types:
        return False
    if reading.pos == "verb" and (g not in view.verbs or _after_preposition(view, g, reading)):
        return False
    if reading.pos == "noun" and candidate.reading.pos == "verb" and view.words[i - 1] != "ان":
        return False  # اتهامات رفضها الجيش: what comes after a noun is not always its complement
    if g == i - 1 and any(condition.kind == "prev" for condition in candidate.row.needs):
        return False  # محاولة اغتيال is one trigger
    if slot in ("subject", "subject_rel"):
        return _is_subject(view, g, reading, candidate, slot)
    if g > i or candidate.stop > view.stop:
        return False
    if candidate.reading.tense == "P" and governor.modality in _UNREAL and not _complement(view, g, i):
        return False  # قرر توقيف رجلين اعتقلا امس: a past verb is no complement of a plan or a demand
    if candidate.reading.pos == "verb" and candidate.reading.tense == "P" and candidate.reading.proclitic:
        return False
    if slot in _PREPOSITIONS:
        if i - g > 20 or not _between(view, g + 1, i):
            return False
        letter = candidate.reading.proclitic[-1:]
        if slot in ("ل", "ب") and letter == slot:
            return True
        before = view.words[i - 1]
        if candidate.reading.pos == "verb":
            return before == "ان" and view.words[i - 2] == slot
        return before == slot or (i - 2 > g and view.words[i - 2] == slot)
    if slot == "after" and not governor.modality and candidate.reading.proclitic[-1:] == "ب":
        return False  # استأنفتا العلاقات بوساطة صينية: by what means, not what
    if slot == "after" and candidate.reading.pos == "noun" and view.words[i - 1] in structure("adjunct"):
        return False  # يرجح انهم قتلوا في غارة: the raid itself is not in doubt
    reach = (_REACH if reading.pos == "verb" else _NOUN_REACH)[slot]
    if i - g > reach or not _between(view, g + 1, i):
        return False
    if slot == "object":
        if candidate.reading.pos != "noun":
            return False
        if any(letter in candidate.reading.proclitic for letter in "بلك"):
            return False
        return structure("preposition").isdisjoint(view.words[max(g + 1, i - 1) : i])
    return True


def _complement(view: View, g: int, i: int) -> bool:
    """Whether a particle between a governor and a past verb lets the one govern the other (رجح انهم قتلوا)."""
    return not structure("complement").isdisjoint(view.words[g + 1 : i]) or not structure("being").isdisjoint(
        view.words[g + 1 : i]
    )


def _after_preposition(view: View, g: int, reading: Reading) -> bool:
    """من أجل is a phrase, no form of أجّل."""
    plain = reading.tense == "P" and reading.person == "3ms" and not reading.proclitic
    return plain and g > view.first and view.words[g - 1] in structure("preposition")


def _is_subject(view: View, g: int, reading: Reading, candidate: Candidate, slot: str) -> bool:
    """Whether the event noun is the subject of the verb at ``g`` (هجوم استهدف, استهدف هجوم) or, for ``subject_rel``,
    what a relative clause is about (الهجوم الذي شنه, هجوم شنته)."""
    i = candidate.first
    if candidate.reading.pos != "noun" or candidate.row.frame == "protester":
        return False
    if i < g:
        if candidate.row.frame == "victims":
            return False  # القتلى do nothing themselves
        if g - i > _SUBJECT_REACH or view.previous_verb(g) > i:
            return False
        between = view.words[candidate.stop : g]
        if slot == "subject_rel":
            return bool(reading.suffix) or not structure("relative").isdisjoint(between)
        return _STOPS.isdisjoint(between)
    if slot == "subject_rel" or i - g > 2:
        return False
    return not any(item.actor and not item.prep for item in view.items_in(g + 1, i)) and candidate.reading.proclitic[
        -1:
    ] not in ("ب", "ل")


def _lend(view: View, g: int, reading: Reading, governor: Governor, candidate: Candidate) -> None:
    """The actors in the governor's slot become source, target or agent of the event."""
    frame = frames().get(candidate.row.frame, {})
    role = governor.gives
    if role == "agent":
        # the doer is the subject of the verb, whoever stands in the genitive (تمكنت الشرطة من اعتقال رجل)
        role = frame.get("subject") or frame.get("by") or frame.get("genitive") or "source"
        role = "source" if role in ("either", "none") else role
    taken = candidate.sources if role == "source" else candidate.targets
    if taken and governor.gives != "target":
        return
    for item in _slot_items(view, g, reading, governor.lender, candidate):
        holds_office = item.actor is not None and item.actor.role is not None and item.actor.sector == "GOV"
        if governor.types and not holds_office and (item.actor is None or item.actor.kind not in AUTHORITIES):
            continue  # اعلنت المنظمة اعتقال احد موظفيها: only who has the power to do it announces his own deed
        assign(candidate, role, item)


def _slot_items(view: View, g: int, reading: Reading, slot: str, candidate: Candidate) -> list[Item]:
    i = candidate.first
    _, hi = view.clause(g)
    right_limit = i if i > g else min(hi, view.next_verb(g))
    right = [
        item
        for item in view.items_in(g + 1, right_limit)
        if item.actor or (item.figure and people(item) and not item.first <= i < item.stop)
    ]
    bare = [
        item for item in right if (item.prep == "" and not _of_another(view, item)) or (item.prep == "ل" and item.head)
    ]
    if slot == "genitive":
        return _group(right, bare[:1])
    if slot == "suffix":
        return _before(view, g)
    if slot == "subject":
        if bare and bare[0].first - g <= 6:
            return _group(right, bare[:1])
        if 0 < i - g <= 2 and not any(g - item.stop <= 2 for item in _before(view, g)):
            return []  # بدأت المفاوضات: the event itself is the subject
        found = _before(view, g) if i > g else []
        lo, _ = view.clause(g)
        if not found and (reading.proclitic in ("و", "ف") or (lo == g > view.first and view.words[g - 1] == "حيث")):
            # شنت القوات هجوما وتمكنت من: the subject goes on
            left = view.items_in(view.first, g)
            found = [m for m in left if m.actor and m.prep == "" and m.actor.kind != "media"][-1:]
        return found
    # object: after a subject that is the event itself, the first bare phrase; else the second
    if bare and (i < g or candidate.reading.pos == "noun"):
        event_between = any(g < k < bare[0].first and word.rows for k, word in view.hits)
        if len(bare) == 1 or event_between or i < g:
            return _group(right, bare[:1])
        return _group(right, bare[1:2])
    return []


def _of_another(view: View, item: Item) -> bool:
    """The genitive of an event noun right before it (تشنها تركيا لطرد المسلحين) takes no part in the governor."""
    word = view.word_at(item.first - 1)
    if word is None or item.first - 1 in view.verbs:
        return False
    return any(r.pos == "noun" and not r.definite for _, r in word.rows)


def _group(items: list[Item], chosen: list[Item]) -> list[Item]:
    """``chosen``, what it counts, and what is joined to it by و."""
    found = list(chosen)
    for item in items:
        if not found or item in found:
            continue
        counted = found[-1].figure is not None and found[-1].first <= item.first <= found[-1].stop
        if counted or are_of(found[-1], item) or (item.prep == "و" and 0 <= item.first - found[-1].stop <= 2):
            found.append(item)
    return found


def _before(view: View, g: int) -> list[Item]:
    lo, _ = view.clause(g)
    if view.words[g - 1] in structure("relative"):
        # الرجل الذي شن الهجوم: whom the relative pronoun means stands right before it
        return [item for item in view.items_in(lo, g - 1) if item.actor and g - 1 - item.stop <= 1][-1:]
    left = [
        item
        for item in view.items_in(max(lo, view.previous_verb(g) + 1, g - 12), g)
        if item.actor and item.prep in ("", "و") and not item.head
    ]
    return left[-1:]
