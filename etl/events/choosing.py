"""Which reading of a word is meant: verb or event noun, and which row of the lexicon holds."""

from __future__ import annotations

from etl.events.conditions import group, holds, span_of
from etl.events.items import structure
from etl.events.lexicon import Reading, Row, Word, is_past_he
from etl.events.sentences import View
from etl.text import Memo

# Frames whose verbs take no object, so no object pronoun either (تجمعهم is "gathers them").
_INTRANSITIVE = frozenset({"agent", "move", "flee", "mutual", "patient", "happen", "fallen"})
_QUOTES = frozenset('"«“')
_NEGATIONS = frozenset({"لم", "ولم", "فلم", "لما", "الم"})


def choose(view: View, i: int, word: Word) -> tuple[Row, Reading, int] | None:
    """The row and the reading that hold for token ``i``, and the token behind the trigger; None where none does."""
    if i not in view.choices:
        view.choices[i] = _choose(view, i, word)
    return view.choices[i]


def _choose(view: View, i: int, word: Word) -> tuple[Row, Reading, int] | None:
    """The first row of the word at ``i`` whose conditions hold, with the end of the trigger; None if none holds."""
    if _in_name(view, i):
        return None
    nominal = _nominal(view, i)
    for row, reading in word.rows:
        if reading.tense == "J" and (i == view.first or view.words[i - 1] not in _NEGATIONS):
            continue
        if reading.pos == "verb" and (i not in view.verbs or (nominal and is_past_he(reading))):
            continue
        if reading.suffix == "ه" and view.text.clean[view.text.ends[i] - 1] == "ة":
            continue  # رحلة is a journey, no form of رحّل
        if reading.pos == "verb" and reading.suffix and row.frame in _INTRANSITIVE:
            continue
        if reading.suffix and reading.person == "3fs" and reading.tense == "P" and _also_noun(word, reading):
            continue  # سيطرته is his control, hardly "she controlled it"
        if reading.pos == "noun" and not reading.definite and not nominal and _verbal(view, i, word):
            continue
        if _fits(view, i, row, reading):
            return row, reading, max([i + 1, *[span_of(c, view, i) for c in row.needs]])
    return None


def _fits(view: View, i: int, row: Row, reading: Reading) -> bool:
    for condition in row.needs:
        if not holds(condition, view, i, reading):
            return False
    for condition in row.forbids:  # noqa: SIM110
        if holds(condition, view, i, reading):
            return False
    return True


def _also_noun(word: Word, verb: Reading) -> bool:
    return any(r.pos == "noun" and r.suffix == verb.suffix for _, r in word.rows)


def _governs_nouns(word: str) -> bool:
    bare = word[1:] if word[:1] in ("و", "ف", "ب", "ل") else ""
    return word in structure("preposition") or word in group("topic") or bare in structure("preposition")


_GOVERNS_NOUNS = Memo(_governs_nouns)


def _in_name(view: View, i: int) -> bool:
    """Whether a noun is part of a name: جبهة تحرير سوريا, فيلم "معركة الجزائر", ميدان التحرير."""
    if i in view.verbs:
        return False
    k = i - 2 if view.words[i - 1] in _QUOTES else i - 1
    return k >= view.first and view.words[k].lstrip("ول") in structure("name_head")


def _nominal(view: View, i: int) -> bool:
    """The place of a noun: after a preposition, in the genitive of another noun, or joined to an event noun."""
    if i == view.first:
        return False
    if _GOVERNS_NOUNS[view.words[i - 1]]:
        return True
    written = view.words[i]
    if written[:1] == "و":
        joined = view.word_at(i - 1)
        return joined is not None and any(r.pos == "noun" for _, r in joined.rows) and i - 1 not in view.verbs
    return False


def _verbal(view: View, i: int, word: Word) -> bool:
    """The place of a verb, for a word that may be one: opening its clause, or after an auxiliary."""
    if not any(r.pos == "verb" for _, r in word.rows):
        return False
    lo, _ = view.clause(i)
    return i == lo or view.words[i - 1] in structure("auxiliary")
