"""Who reports it: the subject of a verb of saying, or the actor after وفق and its like."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from etl.documents import ActorMention
from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.roles import assign
from etl.events.sentences import View
from etl.tables import read_csv
from etl.text import fold, positions


@cache
def _phrases() -> dict[str, list[list[str]]]:
    """Phrases by their first word."""
    found: dict[str, list[list[str]]] = {}
    for row in read_csv("attribution_phrases.csv"):
        phrase = fold(row["phrase"]).split()
        found.setdefault(phrase[0], []).append(phrase)
    return found


# Prepositions between an unnamed member and his organisation, which stand right behind the verb and the noun.
_MEMBER, _MEMBER_REACH = frozenset({"في", "من", "ب"}), 3
_QUOTING = "عن"
# From a verb of saying to a verb whose subject is the speaker again.
_SELF_REACH = 20


class Voice(NamedTuple):
    """A verb of saying or a phrase such as وفق, and who speaks by it; None for one who is not named."""

    at: int
    speaker: ActorMention | None
    #: Told after what it reports: لم يصب أحد, بحسب الشرطة.
    trailing: bool


def voices(view: View, before: ActorMention | None) -> list[Voice]:
    """Who speaks where in the sentence, in order; ``before`` is who spoke last before it.

    A verb of saying without a subject (واضاف ان) goes on quoting the voice before; a subject that is no known actor
    (يقول ناشطون) ends its run.
    """
    found: list[Voice] = []
    for i in view.sayings:
        speaker = _subject(view, i)
        if speaker is None and not _names_someone(view, i) and (found or i - view.first <= 1):
            speaker = found[-1].speaker if found else before
        word = view.word_at(i)
        found.append(Voice(i, speaker, word is not None and word.speech is not None and not word.speech.proclitic))
    trailing = positions(_phrases().get, view.words[view.first : view.stop], view.first)
    if trailing:
        found += [Voice(k, speaker, True) for k in trailing if (speaker := _named_after(view, k)) is not None]
        found.sort(key=lambda voice: voice.at)
    return found


def attributions(view: View) -> list[tuple[int, int]]:
    """Tokens of each phrase that names the source of a report (وفق مصدر طبي في المستشفى), up to a trigger."""
    found = []
    for k in positions(_phrases().get, view.words[view.first : view.stop], view.first):
        if _is_phrase(view, k):
            end = view.clause(k + 1)[1] if k + 1 < view.stop else view.stop
            found.append((k, next((i for i, word in view.hits if k < i < end and word.rows), end)))
    return found


def speaker_at(spoken: list[Voice], trigger: int) -> ActorMention | None:
    """Who tells of the trigger at a token: the last voice before it, else one that trails behind it."""
    before = [voice for voice in spoken if voice.at < trigger]
    if before:
        return before[-1].speaker
    after = next((voice for voice in spoken if voice.at > trigger), None)
    return after.speaker if after is not None and after.trailing else None


def assign_speaker(view: View, candidate: Candidate, spoken: list[Voice]) -> None:
    """Give the speaker his part in what he says of himself: قال الوزير انه يرحب بالقرار."""
    voice = next((voice for voice in reversed(spoken) if voice.at < candidate.first), None)
    if voice is None or voice.speaker is None:
        return
    particles = [k for k in range(voice.at + 1, candidate.first) if view.words[k] in structure("complement")]
    if len(particles) != 1 or candidate.first - voice.at > _SELF_REACH:
        return  # وان رجلا دخل المحل وانه ...: the pronoun means the man
    item = Item(voice.at, voice.at + 1, "actor", -1, "", False, actor=voice.speaker)
    assign(candidate, candidate.pronoun_role, item)


def _names_someone(view: View, i: int) -> bool:
    """Whether a noun follows a verb of saying (يقول ناشطون): its subject, even if nobody knows it."""
    following = view.words[i + 1] if i + 1 < view.stop else ""
    particle = following in structure("complement") or following in structure("preposition")
    dated = any(item.date is not None for item in view.items_in(i + 1, i + 2))
    return following.isalpha() and not particle and not dated


def _named_after(view: View, k: int) -> ActorMention | None:
    """The actor named by a phrase such as وفق at token ``k``."""
    if not _is_phrase(view, k):
        return None
    near = view.items_in(k + 1, min(view.clause(k + 1)[1], k + 8))
    return next((m.actor for m in near if _may_speak(m)), None)


def _is_phrase(view: View, k: int) -> bool:
    """Whether a whole phrase of attribution begins at token ``k``."""
    return any(
        view.words[k : k + len(phrase)] == phrase or (len(phrase) > 1 and phrase[-1] == "ل")
        for phrase in _phrases()[view.words[k]]
    )


def _may_speak(item: Item) -> bool:
    return item.actor is not None and item.actor.kind != "population"


def _subject(view: View, i: int) -> ActorMention | None:
    """The first bare actor after the verb before its complement, a person in apposition winning over his office.

    An unnamed member speaks for his organisation (قال مسؤول في وزارة الدفاع); who is quoted by a news agency (نقلت
    الوكالة عن الوزير) speaks himself.
    """
    _, hi = view.clause(i)
    hi = min(hi, view.next_verb(i), i + 14)
    right = [m for m in view.items_in(i + 1, hi) if _may_speak(m) and m.actor and m.actor.form != "nisba"]
    named = [m for m in right if m.prep in ("", "و") or (m.prep in _MEMBER and m.first - i <= _MEMBER_REACH)]
    if not named:
        lo, _ = view.clause(i)
        left = [
            m for m in view.items_in(max(lo, view.previous_verb(i) + 1, i - 8), i) if _may_speak(m) and m.prep == ""
        ]
        return left[-1].actor if left else None
    person = next((m for m in named[:3] if m.actor and m.actor.kind == "person"), None)
    speaker = (person or named[0]).actor
    if speaker is not None and speaker.kind == "media" and _QUOTING in view.words[i + 1 : hi]:
        return next((m.actor for m in right if m.prep == _QUOTING), None)
    return speaker
