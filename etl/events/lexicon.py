"""The word lists of the event coder, read once: what each word of a text may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.events.conditions import Condition, parse_conditions
from etl.tables import read_csv
from etl.text import Memo, fold

# Object and possessive pronouns, longest first (Habash 2010, table 4.2).
_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "ه")
_VERB_PROCLITICS = ("و", "ف", "س", "ل", "وس", "فس", "ول", "فل")
_NOUN_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "1p")
_TENSES = {"past": ("P", "a"), "present": ("I", "a"), "jussive": ("J", "a"), "past_passive": ("P", "p"),
           "present_passive": ("I", "p")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``triggers.csv``: lemmas of one part of speech that tell of ``event_type`` if the conditions hold."""

    order: int
    event_type: str
    frame: str
    needs: tuple[Condition, ...]
    forbids: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Governor:
    """One line of ``modality_governors.csv``."""

    slot: str
    lender: str
    gives: str
    modality: str
    #: The event types that it governs so; empty for all.
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as a form of a lemma."""

    pos: str
    lemma: str
    #: P past, I present, J jussive, "" for nouns.
    tense: str = ""
    #: Any of a (active) and p (passive).
    voices: str = ""
    person: str = ""
    proclitic: str = ""
    suffix: str = ""
    definite: bool = False


def is_past_he(reading: Reading) -> bool:
    """A past "he" form, which is spelt like the verbal noun of most three-letter verbs (قتل, شن, قصف)."""
    return reading.pos == "verb" and reading.tense == "P" and reading.person == "3ms" and not reading.suffix


@dataclass(frozen=True, slots=True)
class Cue:
    """A modal phrase: the words after the first one, how far it reaches and what it says."""

    rest: tuple[str, ...]
    reach: str
    modality: str


@dataclass(frozen=True, slots=True)
class Word:
    """All that the lexicons know of one written word."""

    rows: tuple[tuple[Row, Reading], ...] = ()
    governors: tuple[tuple[Governor, Reading], ...] = ()
    speech: Reading | None = None
    cues: tuple[Cue, ...] = ()
    domain: str = ""
    #: The reading as a finite verb, if there is one.
    verb: Reading | None = None
    #: A past "he" form that may as well be a noun.
    is_homograph: bool = False


class Lexicon:
    """Readings of written words. Use :func:`lexicon`, which builds it once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[Row]] = {}
        self._governors: dict[tuple[str, str], list[Governor]] = {}
        self._speech: set[str] = set()
        self._nouns: dict[str, list[str]] = {}
        self._verbs: dict[str, list[tuple[str, str, str, str]]] = {}
        self._cues: dict[str, list[Cue]] = {}
        self._domains: dict[str, str] = {}
        #: What each folded word of a text may be; None for a word of no list.
        self.words = Memo(self._read)
        self._read_triggers()
        self._read_governors()
        self._read_forms()
        for row in read_csv("attribution_verbs.csv"):
            self._speech.update(row["lemmas"].split())
        for row in read_csv("modality_cues.csv"):
            first, *rest = fold(row["phrase"]).split()
            self._cues.setdefault(first, []).append(Cue(tuple(rest), row["reach"], row["modality"]))
        for cues in self._cues.values():
            cues.sort(key=lambda cue: -len(cue.rest))
        for row in read_csv("event_domains.csv"):
            for word in fold(row["words"]).split():
                self._domains[word] = row["domain"]

    def _add_nouns(self, lemmas: list[str], pos: str) -> None:
        if pos != "noun":
            return
        for lemma in lemmas:
            form = fold(lemma)
            forms = [form] if form[-1] in "اهتنءي" else [form, form + "ا"]
            for one in forms:
                known = self._nouns.setdefault(one, [])
                if lemma not in known:
                    known.append(lemma)

    def _read_triggers(self) -> None:
        for order, line in enumerate(read_csv("triggers.csv")):
            row = Row(order, line["event_type"], line["frame"], parse_conditions(line["needs"]),
                      parse_conditions(line["forbids"]))  # fmt: skip
            lemmas = line["lemmas"].split()
            for lemma in lemmas:
                self._rows.setdefault((line["pos"], lemma), []).append(row)
            self._add_nouns(lemmas, line["pos"])

    def _read_governors(self) -> None:
        for line in read_csv("modality_governors.csv"):
            types = frozenset(line["types"].split())
            governor = Governor(fold(line["slot"]), line["from"], line["gives"], line["modality"], types)
            lemmas = line["lemmas"].split()
            for lemma in lemmas:
                self._governors.setdefault((line["pos"], lemma), []).append(governor)
            self._add_nouns(lemmas, line["pos"])

    def _read_forms(self) -> None:
        for line in read_csv("event_forms.csv"):
            seen: dict[tuple[str, str], list[str]] = {}
            for column, (tense, voice) in _TENSES.items():
                for person, form in zip(_PERSONS, line[column].split(), strict=True):
                    if form != "-" and (tense != "J" or (form, "I") not in seen):
                        known = seen.setdefault((form, tense), ["", person])
                        if voice not in known[0]:
                            known[0] += voice
            for (form, tense), (voices, person) in seen.items():
                self._verbs.setdefault(form, []).append((line["lemma"], tense, voices, person))

    def _read(self, written: str) -> Word | None:
        readings = list(self._readings(written))
        rows = sorted(
            ((row, r) for r in readings for row in self._rows.get((r.pos, r.lemma), ())),
            key=lambda pair: pair[0].order,
        )
        governors = [(g, r) for r in readings for g in self._governors.get((r.pos, r.lemma), ())]
        # A verb of saying has its words as object, not a pronoun: بينهم is "among them", not "he made them clear".
        speech = next(
            (r for r in readings if r.pos == "verb" and r.tense != "J" and r.lemma in self._speech and not r.suffix),
            None,
        )
        bare = written[1:] if written[0] in "وف" and len(written) > 2 else written
        cues = self._cues.get(written) or self._cues.get(bare, [])
        domain = self._domains.get(written, "")
        if not (rows or governors or speech or cues or domain):
            return None
        told = [reading for _, reading in (*rows, *governors)]
        verb = next((r for r in told if r.pos == "verb"), speech)
        is_homograph = any(r.pos == "noun" for r in told) and any(map(is_past_he, told))
        return Word(tuple(rows), tuple(governors), speech, tuple(cues), domain, verb, is_homograph)

    def _readings(self, written: str) -> Iterator[Reading]:
        whole = list(self._stems(written, "", ""))
        if whole:
            yield from whole
        for proclitic in dict.fromkeys((*_VERB_PROCLITICS, *_NOUN_PROCLITICS)):
            if written.startswith(proclitic) and len(written) - len(proclitic) >= 2:
                found = list(self._stems(written[len(proclitic) :], proclitic, ""))
                yield from found
                whole += found
        if whole:
            return
        for suffix in _SUFFIXES:
            if written.endswith(suffix) and len(written) - len(suffix) >= 3:
                stem = written[: -len(suffix)]
                found = list(self._owned(stem, "", suffix))
                for proclitic in ("و", "ف", "ب", "ل", "وب", "ول", "س"):
                    if stem.startswith(proclitic) and len(stem) - len(proclitic) >= 3:
                        found += self._owned(stem[len(proclitic) :], proclitic, suffix)
                if found:
                    yield from found
                    return

    def _owned(self, stem: str, proclitic: str, suffix: str) -> Iterator[Reading]:
        """Readings of a stem that lost its pronoun: the final taa and the plural alef come back."""
        yield from self._stems(stem, proclitic, suffix)
        if stem.endswith("ت"):
            yield from self._stems(stem[:-1] + "ه", proclitic, suffix)
        if stem.endswith("و"):
            yield from self._stems(stem + "ا", proclitic, suffix)

    def _stems(self, stem: str, proclitic: str, suffix: str) -> Iterator[Reading]:
        if not proclitic or proclitic in _VERB_PROCLITICS:
            for lemma, tense, voices, person in self._verbs.get(stem, ()):
                if tense != "I" and ("س" in proclitic or "ل" in proclitic):
                    continue
                yield Reading("verb", lemma, tense, voices, person, proclitic, suffix)
        if "س" in proclitic:
            return
        for lemma in self._nouns.get(stem, ()):
            yield Reading("noun", lemma, proclitic=proclitic, suffix=suffix)
        if suffix:
            return
        bare = stem[2:] if stem.startswith("ال") else stem[1:] if proclitic[-1:] == "ل" and stem[0] == "ل" else ""
        for lemma in self._nouns.get(bare, ()):
            yield Reading("noun", lemma, proclitic=proclitic, definite=True)


@cache
def lexicon() -> Lexicon:
    """The lexicon, built at first use."""
    return Lexicon()
