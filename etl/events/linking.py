"""What the triggers of one sentence tell about each other: shared subjects, doers, victims and doubts."""

from __future__ import annotations

from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.roles import assign
from etl.events.sentences import View
from etl.events.types import frames

_LISTED = frozenset({"hypothetical", "intended", "future"})
HARMS = frozenset({"killing", "injury", "abduction", "property_destruction"})
ATTACKS = frozenset({"airstrike", "drone_strike", "shelling", "rocket_attack", "bombing", "suicide_attack",
                      "armed_attack", "offensive"})  # fmt: skip


# Between two verbs of one subject: أوقف الجيش ستة قبل أن يطلق اثنين.
_SEQUEL = frozenset({"ان", "ثم"})


def continue_subjects(view: View, candidates: list[Candidate]) -> None:
    """اقتحمت القوات المخيم واعتقلت 14: a joined verb without a subject of its own has that of the verb before."""
    by_verb = {candidate.first: candidate for candidate in candidates if candidate.reading.pos == "verb"}
    for candidate in candidates:
        reading = candidate.reading
        joined = reading.pos == "verb" and reading.proclitic in ("و", "ف")
        meeting = candidate.row.frame == "meet" and len(candidate.sources) == 1
        before = by_verb.get(view.previous_verb(candidate.first))
        if joined and meeting and before is not None and not before.passive:
            # زار باريس والتقى الرئيس: whom he met stands alone behind the verb
            candidate.sources = [*before.sources, *(m for m in candidate.sources if m not in before.sources)]
            continue
        agent = frames().get(candidate.row.frame, {}).get("subject") == "source"
        if not joined or not agent or candidate.passive or candidate.sources:
            continue
        g = view.previous_verb(candidate.first)
        word = view.word_at(g)
        if before is not None and not before.passive and before.sources:
            candidate.sources = list(before.sources)
        elif g > view.first and view.words[g - 1] in structure("subject_pronoun"):
            candidate.pronoun, candidate.pronoun_role = True, "source"  # قالت انها دمرت ناقلة وقتلت جنديين
        elif word is not None and word.verb is not None and word.verb.person == reading.person:
            for item in view.subject_items(g, word.verb)[:1]:
                assign(candidate, "source", item)


def share_actors(candidates: list[Candidate]) -> None:
    """Harm done in an attack of the same sentence has its doer, and the attack its victims.

    Of several attacks it is the last one before the harm (أسفرت غارة عن مقتل تسعة في حين تواصل التوغل).
    """
    attacks = [c for c in candidates if c.event_type in ATTACKS and c.modality == "asserted"]
    harms = [c for c in candidates if c.event_type in HARMS and c.modality == "asserted"]
    given: list[Item] = []
    for harm in harms:
        before = [attack for attack in attacks if attack.first < harm.first]
        attack = attacks[0] if len(attacks) == 1 else before[-1] if before else None
        if attack is None:
            if not harm.sources and harm.passive:
                harm.sources = _done_by(harm, harms)
            continue
        if not harm.sources:
            harm.sources = list(attack.sources)
        if not attack.targets or attack.targets[0] in given:
            given += harm.targets
            attack.targets = attack.targets + [item for item in harm.targets if item not in attack.targets]


def _done_by(harm: Candidate, harms: list[Candidate]) -> list[Item]:
    """قتل ثلاثة وأصيب اثنان برصاص الشرطة: whoever did the last of joined harms did them all."""
    after = [other for other in harms if other.first > harm.first and other.passive and other.reading.proclitic == "و"]
    return list(after[0].sources) if after else []


def inherit_modality(view: View, candidates: list[Candidate]) -> None:
    """Harm told after an attack that is denied or alleged, and no other, is no more certain than the attack.

    So is what goes on a list of plans: ينص الاتفاق على وقف القصف، والإفراج عن الأسرى.
    """
    planned: Candidate | None = None
    for candidate in candidates:
        if candidate.reading.pos != "noun" or (planned and view.next_verb(planned.first) < candidate.first):
            planned = None
        elif candidate.modality in _LISTED:
            planned = candidate
        elif planned and candidate.reading.proclitic[:1] == "و" and candidate.modality == "asserted":
            candidate.modality = planned.modality
    doubtful = ""
    for candidate in candidates:
        if candidate.event_type in ATTACKS:
            doubtful = "" if candidate.modality == "asserted" else candidate.modality
        elif candidate.event_type in HARMS and candidate.modality == "asserted" and doubtful and candidate.supported:
            candidate.modality = doubtful
