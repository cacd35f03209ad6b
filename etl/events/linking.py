"""What the triggers of one sentence tell about each other: shared subjects, doers, victims and doubts."""

from __future__ import annotations

from itertools import pairwise

from etl.events.candidates import Candidate
from etl.events.types import frames

_HARMS = frozenset({"killing", "injury", "abduction", "property_destruction"})
_ATTACKS = frozenset({"airstrike", "drone_strike", "shelling", "rocket_attack", "bombing", "suicide_attack",
                      "armed_attack", "offensive"})  # fmt: skip


def continue_subjects(candidates: list[Candidate]) -> None:
    """اقتحمت القوات المخيم واعتقلت 14: a joined verb without a subject of its own has that of the verb before."""
    for before, candidate in pairwise(candidates):
        joined = candidate.reading.pos == "verb" and candidate.reading.proclitic in (
            "و",
            "ف",
        )
        active = before.reading.pos == "verb" and not before.passive
        agent = frames().get(candidate.row.frame, {}).get("subject") == "source"
        if joined and active and agent and not candidate.passive and not candidate.sources:
            candidate.sources = list(before.sources)


def share_actors(candidates: list[Candidate]) -> None:
    """Harm done in an attack of the same sentence has its doer, and the attack its victims, if there is one attack."""
    attacks = [c for c in candidates if c.event_type in _ATTACKS and c.modality == "asserted"]
    harms = [c for c in candidates if c.event_type in _HARMS and c.modality == "asserted"]
    if len(attacks) != 1 or not harms:
        return
    attack = attacks[0]
    for harm in harms:
        if not harm.sources:
            harm.sources = list(attack.sources)
    if not attack.targets:
        attack.targets = [item for harm in harms for item in harm.targets]


def inherit_modality(candidates: list[Candidate]) -> None:
    """Harm told after an attack that is denied or alleged, and no other, is no more certain than the attack."""
    doubtful = ""
    for candidate in candidates:
        if candidate.event_type in _ATTACKS:
            doubtful = "" if candidate.modality == "asserted" else candidate.modality
        elif candidate.event_type in _HARMS and candidate.modality == "asserted" and doubtful and candidate.supported:
            candidate.modality = doubtful
