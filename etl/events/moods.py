"""What the form of a verb and the particle before it say: negation, future, possibility, purpose."""

from __future__ import annotations

from etl.events.items import structure
from etl.events.lexicon import Reading
from etl.events.sentences import View

_QUOTES = frozenset('":«“')
# After these, ان opens what did happen (بعد ان سيطر).
_FACTUAL = frozenset({"قبل", "بعد", "منذ", "الي"})


def mood_of(view: View, i: int, reading: Reading) -> str:
    """negated, future, hypothetical, intended, or "" for what just tells; a noun is at most negated (عدم تعرضه)."""
    before = view.words[i - 1] if i > view.first else ""
    if reading.pos != "verb":
        return "negated" if before in structure("absence") else ""
    if before in structure("negation"):
        return "negated"
    if reading.tense == "P":
        # أطلقوا سراح القس: a plural that opens a quotation is a command, spelt like the past
        return "hypothetical" if reading.person == "3mp" and not reading.proclitic and before in _QUOTES else ""
    if "س" in reading.proclitic or before == "سوف":
        return "future"
    if before in ("قد", "وقد", "فقد"):
        return "hypothetical"
    if before in ("ان", "بان", "الا") and (i - 2 < view.first or view.words[i - 2] not in _FACTUAL):
        return "hypothetical"
    return "intended" if reading.proclitic.endswith("ل") else ""
