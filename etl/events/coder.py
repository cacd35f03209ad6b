"""Sentences to candidates: triggers whose conditions hold, with their arguments, circumstances, reality and speaker."""

from __future__ import annotations

from datetime import date

from etl.documents import ActorMention, Uncoded
from etl.events.arguments import bind_arguments
from etl.events.attribution import assign_speaker, speaker_at, voices
from etl.events.candidates import Candidate
from etl.events.choosing import choose
from etl.events.circumstances import bind_places
from etl.events.dating import bind_dates
from etl.events.domains import HARMLESS, sentence_domain
from etl.events.evidence import evidence, is_plain, sentence_signals, signals
from etl.events.governors import apply_governors, is_light_verb
from etl.events.items import Item, structure
from etl.events.linking import continue_subjects, inherit_modality, share_actors
from etl.events.modality import modality_of
from etl.events.scene import Scene, turns
from etl.events.sentences import View
from etl.events.types import event_types

_DISASTERS = frozenset({"earthquake", "flood", "fire", "storm", "drought", "epidemic", "accident"})
_FAMILIES = {"ASSAULT": "violence", "PROTEST": "protest"}
_CASUALTIES = frozenset({"killing", "injury", "displacement", "rescue"})
# An event this many years before its publication is history.
_HISTORY_YEARS = 15
# Sentences back to whom a sentence may lean on.
_LEANING = 3


class Coder:
    """Reads the sentences of one document in order; remembers what later sentences lean on."""

    def __init__(self, domain: str, published_on: date | None) -> None:
        self._domain = domain
        self._published_on = published_on
        self._speaker: ActorMention | None = None
        self._scene = Scene(published_on)
        self._disaster: Candidate | None = None
        self._person: Item | None = None
        self._person_in = 0
        self.candidates: list[Candidate] = []
        self.uncoded: list[Uncoded] = []

    def read(self, view: View, sentence: int) -> None:
        """Code one sentence."""
        if turns(view):
            self._scene.turn()
            self._disaster = None
        found: list[Candidate] = []
        view.antecedent = self._person if self._person_in >= sentence - _LEANING else None
        blocked = ""
        domain = self._domain if self._domain in HARMLESS else sentence_domain(view.hits)
        done = -1
        for i, word in view.hits:
            if not word.rows or i < done:
                continue
            chosen = choose(view, i, word)
            if chosen is None:
                blocked = blocked or "blocked_condition"
                continue
            row, reading, stop = chosen
            if row.event_type == "none":
                blocked = blocked or "set_phrase"
                done = stop
                continue
            if domain and event_types()[row.event_type].quad:
                blocked = blocked or f"domain_{domain}"
                continue
            if reading.pos == "verb" and is_light_verb(view, i, word, found):
                continue
            candidate = Candidate(row, reading, row.event_type, i, stop, sentence)
            bind_arguments(view, candidate)
            candidate.another = not structure("another").isdisjoint(view.words[stop : min(view.stop, stop + 2)])
            modality = modality_of(view, candidate, apply_governors(view, candidate))
            if modality is None:
                blocked = blocked or "background"
                continue
            candidate.modality = modality
            found.append(candidate)
            done = stop
        if found:
            inherit_modality(view, found)
            continue_subjects(view, found)
            share_actors(found)
            bind_dates(view, found, self._published_on)
            self._future(found)
            placed = bind_places(view, found)
            found = self._keep(view, found)
            self._scene.lend(view, found, sentence, placed)
            self._weigh(view, found)
        if not found:
            self._report(view, sentence, blocked or "blocked_condition")
        self._finish(view, found, sentence)

    def _keep(self, view: View, found: list[Candidate]) -> list[Candidate]:
        """Candidates that stand: casualties of a disaster belong to it, back references need something of their own."""
        disaster = next(
            (c for c in found if c.event_type in _DISASTERS and c.modality == "asserted"),
            None,
        )
        violent = any(
            event_types()[c.event_type].plover_type == "ASSAULT" and c.event_type not in _CASUALTIES for c in found
        )
        disaster = disaster or (None if violent else self._disaster)
        kept = []
        for candidate in found:
            if disaster is not None and not violent and candidate.event_type in ("killing", "injury"):
                disaster.figures += [item for item in candidate.figures if item not in disaster.figures]
                disaster.targets += [item for item in candidate.targets if item not in disaster.targets]
                if disaster.date is None:
                    disaster.date = candidate.date
                if disaster.place is None:
                    disaster.place = candidate.place
                continue
            if self._old(candidate):
                continue
            kept.append(candidate)
        return kept

    def _future(self, found: list[Candidate]) -> None:
        """What is dated after the day of publication has not happened."""
        ahead: list[Candidate] = []
        for candidate in found:
            start = candidate.date[1].date_start if candidate.date is not None else None
            if candidate.modality != "asserted" or not self._published_on or not start or start <= self._published_on:
                continue
            if not any(c.reading.tense == "P" and c.date == candidate.date for c in found):
                candidate.modality = "future"
            elif candidate.reading.tense == "P":
                ahead.append(candidate)
        for candidate in ahead:
            candidate.date = None  # دعت إلى التظاهر الجمعة المقبل: the day is that of what was called for

    def _weigh(self, view: View, found: list[Candidate]) -> None:
        """Log-odds that each candidate is told as news, for the families that have weights."""
        shared: list[str] | None = None
        for candidate in found:
            family = _FAMILIES.get(event_types()[candidate.event_type].plover_type or "")
            if family is not None:
                shared = sentence_signals(view) if shared is None else shared
                self.weigh(candidate, family, [*shared, *signals(view, candidate)])
                candidate.plain = is_plain(view, candidate)

    def weigh(self, candidate: Candidate, family: str, found: list[str]) -> None:
        """Give ``candidate`` the weight of the signals ``found``; the program that fits the weights looks on here."""
        candidate.told = evidence(family, found)

    def _old(self, candidate: Candidate) -> bool:
        """What lies a generation back is history, not news."""
        if candidate.date is None or self._published_on is None:
            return False
        start = candidate.date[1].date_start
        return start is not None and self._published_on.year - start.year > _HISTORY_YEARS

    def _finish(self, view: View, found: list[Candidate], sentence: int) -> None:
        """Speaker of the sentence, and what the next ones may lean on."""
        spoken = voices(view, self._speaker)
        if spoken:
            self._speaker = spoken[-1].speaker
        for candidate in found:
            speaker = speaker_at(spoken, candidate.first)
            if candidate.pronoun:
                assign_speaker(view, candidate, spoken)
            if speaker is not None and speaker not in candidate.actors("source"):
                candidate.speaker = speaker
            if candidate.event_type in _DISASTERS and self._disaster is None and not self.candidates:
                self._disaster = candidate
        self.candidates += found
        person = next((m for m in view.items if m.actor is not None and m.actor.kind == "person" and not m.prep), None)
        if person is not None:
            self._person, self._person_in = person, sentence

    def _report(self, view: View, sentence: int, reason: str) -> None:
        span = view.text.span(view.first, view.stop)
        self.uncoded.append(Uncoded(sentence, reason, span.start, span.end, span.text))
