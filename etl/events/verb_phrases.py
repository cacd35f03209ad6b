"""Subject and object of a finite verb, before and behind it, active and passive."""

from __future__ import annotations

from etl.events.candidates import Candidate
from etl.events.items import Item, structure
from etl.events.needs import ARMED, POWERS
from etl.events.roles import are_of, assign, is_noun_phrase
from etl.events.sentences import View
from etl.text import positions

_OBJECT_REACH = 12
_PLUPERFECT = frozenset({"قد", "وقد"})
# Words of a subject that opens a headline.
_HEADLINE = 3
# Frames of what is said to somebody or of something.
_SPEAKING = frozenset({"speak", "speak_object", "accuse", "judge"})
# Nobody is raided or demolished himself: whoever stands behind such a verb did it.
_DONE_TO_THINGS = frozenset({"raid", "property_destruction", "siege"})
# Frames whose verb, when its form leaves the voice open, is passive if nobody stands beside the victim.
_HARM = frozenset({"attack", "displace", "expel", "seize", "patient_harm"})


def bind_verb(
    view: View,
    candidate: Candidate,
    frame: dict[str, str],
    right: list[Item],
    event_subject: bool,
) -> None:
    reading = candidate.reading
    i = candidate.first
    behind = view.words[candidate.stop : view.stop]
    relative = next(iter(positions(structure("relative").__contains__, behind, candidate.stop)), view.stop)
    right = [item for item in right if item.first < relative]
    bare = [item for item in right if item.prep == "" and is_noun_phrase(item) and item.first - i <= _OBJECT_REACH]
    candidate.pronoun = i > view.first and view.words[i - 1] in structure("subject_pronoun")
    left = [] if reading.proclitic or candidate.pronoun else _left_subject(view, i)
    candidate.passive = not event_subject and _is_passive(view, candidate, bare, left)
    # اعتقلت 14 شابا; but اغتال مسلحان القيادي: the figure before another is the doer
    elided = len(bare) == 1 and bare[0].figure is not None and not left and not candidate.passive
    elided = elided or (_is_accused(view, candidate, bare, left) and not candidate.passive)
    elided = elided or _is_addressed(view, candidate, bare, left)
    slots = (
        ["object"] if (candidate.passive or event_subject or elided) and "object" in frame else ["subject", "object"]
    )
    if candidate.row.frame == "passive_only":
        slots = ["subject"]
    if (
        left
        and (not bare or _adjacent(view, left[-1], i) or reading.person == "3mp" or view.words[i - 1] in _PLUPERFECT)
        and not _verb_first(view, i, bare)
    ):
        for item in left:
            assign(candidate, frame.get(slots[0], ""), item)
        slots = slots[1:]
    if reading.suffix and "object" in slots:
        slots.remove("object")
    if not left and not candidate.passive and len(slots) == 2 and _unknown_subject(view, i):
        slots = slots[1:]
    if candidate.row.frame == "visit" and not left and _is_visited(bare, right):
        slots = slots[-1:]  # بعد ان زار القوات, كما زار الرئيس في دمشق: the subject stands in another clause
    if candidate.pronoun:  # قال الوزير انه يرحب: whoever speaks
        candidate.pronoun_role = frame.get(slots[0], "") if slots else ""
        slots = slots[1:]
    role, previous = "", None
    for item in right:
        if item.prep == "counted":
            pass  # خمسة جنود: the figure and its counted actor are one phrase
        elif item.prep == "" and is_noun_phrase(item):
            if (item.head and "object" in slots) or ("subject" in slots and "object" in slots and _accusative(item)):
                slots = []
                role_now = frame.get("object", "")
            elif slots[:1] == ["subject"] and _accusative(item):
                role_now = ""  # رفض العودة الى صفوف الحوثيين: no subject ends in ين
            elif slots and item.first - i <= _OBJECT_REACH:
                role_now = frame.get(slots.pop(0), "")
            else:
                role_now = ""
            role = role_now
        elif item.prep == "و":
            role = role if previous is not None and item.first - previous.stop <= 2 else ""
        elif previous is not None and are_of(previous, item):
            pass  # عشرة عناصر من قوات النظام, مسلحون من حركة الشباب: the same ones
        elif item.prep == "ل" and item.head and "object" in slots:
            slots = []
            role = frame.get("object", "")  # قصفت تركيا مواقع للحزب: whose positions
        else:
            role = frame.get(item.prep, "")
            if item.prep == "ب" and item.actor is not None and item.actor.kind == "media":
                role = ""  # دعا في تغريدة بموقع تويتر
        if role:
            assign(candidate, role, item)
        previous = item


def _is_visited(bare: list[Item], right: list[Item]) -> bool:
    """Whether the only phrase behind a visit is whom it was paid to: an army, or a person without a bare place."""
    if len(bare) != 1 or bare[0].actor is None:
        return False
    goal = any(item.place is not None and item.prep in ("", "الي", "ل") for item in right)
    return bare[0].actor.kind in ARMED or (bare[0].actor.kind == "person" and not goal)


def _unknown_subject(view: View, i: int) -> bool:
    """Whether a sentence opens with a subject that no table knows, right before its verb: الصحف تدعو الحكومة."""
    lo, _ = view.clause(i)
    if not 1 <= i - lo <= _HEADLINE or not view.words[lo].startswith("ال") or view.items_in(lo, i):
        return False
    return all(view.words[k].isalpha() and view.words[k] not in structure("preposition") for k in range(lo, i)) and (
        view.previous_verb(i) < lo and view.words[i - 1] not in structure("relative")
    )


def _accusative(item: Item) -> bool:
    """A sound plural in ين or a word in ا cannot be a subject (حملت الحوثيين المسؤولية, أوقفت متظاهرا)."""
    actor = item.actor
    if actor is None or actor.form != "description" or " " in actor.text:
        return False
    return actor.text.endswith("ين") or (actor.kind == "population" and actor.text.rstrip("\u064b").endswith("ا"))


def bind_judged(view: View, candidate: Candidate) -> None:
    """Whom a verdict is about: the first actor of the complement, which stands behind ان or a quotation mark."""
    if candidate.targets:
        return
    _, hi = view.clause(candidate.first)
    for item in view.items_in(hi, min(view.stop, hi + 15)):
        if item.actor is not None and item.actor.kind not in (
            "media",
            "population",
            "person",
        ):
            assign(candidate, "target", item)
            return


def _left_subject(view: View, i: int) -> list[Item]:
    """The coordinated bare phrases that end last before the verb at ``i``, with no other verb between."""
    lo, _ = view.clause(i)
    if i - 2 == lo - 1 > view.first and view.words[i - 1] in structure("relative"):
        # الجزائر، التي قطعت: who is meant stands before the comma
        return [item for item in view.items_in(i - 8, i - 2) if item.stop == i - 2 and item.actor is not None]
    previous = view.previous_verb(i)
    if previous >= lo:  # اعدمت ايران رجلا ادين: what stands behind a verb is its own, unless it stands right here
        lo = previous + 1
        near = view.items_in(lo, i)
        if not near or not (_adjacent(view, near[-1], i) or _related(view, near[-1], i)):
            return []
    found: list[Item] = []
    if view.words[i - 1] in _PLUPERFECT and view.words[lo].lstrip("و") in ("كان", "كانت"):
        # وكان الوزير في زيارته للقاهرة قد دعا: the subject stands behind كان
        first = next((m for m in view.items_in(lo, i) if is_noun_phrase(m) and not m.prep), None)
        return [first] if first is not None and first.first - lo <= _HEADLINE + 1 else []
    for item in reversed(view.items_in(lo, i)):
        if not is_noun_phrase(item):
            continue
        if item.prep == "" and not item.head:
            found.append(item)
            break
        if item.prep in (
            "partitive",
            "counted",
        ):  # 64 مدنيا بينهم 13 طفلا قتلوا: the 64
            continue
        if item.prep != "و":
            if item.prep == "من":  # ثلاثة من عناصر الشرطة قتلوا
                found.append(item)
                continue
            break
        found.append(item)
    if not found or found[-1].prep:
        return []
    counted = [m for m in view.items_in(lo, i) if m.prep == "counted" and found[-1].first <= m.first < found[-1].stop]
    return found[::-1] + counted


def _adjacent(view: View, item: Item, i: int) -> bool:
    """Only auxiliaries, adjectives or commas between a subject and its verb."""
    return i - item.stop <= 2


def _related(view: View, item: Item, i: int) -> bool:
    """A relative pronoun right behind ``item`` (المسلحين الذين كانوا قد استولوا)."""
    return item.stop < i and view.words[item.stop] in structure("relative")


def _verb_first(view: View, i: int, bare: list[Item]) -> bool:
    """A verb that opens its clause takes its subject from the right."""
    lo, _ = view.clause(i)
    return bool(bare) and i - lo <= 1 and not view.items_in(lo, i)


def _damma(view: View, candidate: Candidate) -> bool:
    """Whether the text itself writes the first vowel of a past passive (قُتل)."""
    start, _ = view.text.raw_span(view.text.starts[candidate.first], view.text.ends[candidate.first])
    first = start + len(candidate.reading.proclitic)
    return candidate.reading.tense == "P" and view.text.raw[first + 1 : first + 2] == "\u064f"


def _is_accused(view: View, candidate: Candidate, bare: list[Item], left: list[Item]) -> bool:
    """اتهمت الشركة بالتمويل: the charge follows at once, nobody stands in the place of the accused."""
    if candidate.row.frame != "accuse" or len(bare) != 1 or left:
        return False
    return bare[0].stop < view.stop and view.words[bare[0].stop][:1] == "ب"


def _is_addressed(view: View, candidate: Candidate, bare: list[Item], left: list[Item]) -> bool:
    """نددت المنظمة بالحكم ودعت السلطات إلى الإفراج: who has just spoken goes on, and speaks to the only one named."""
    if candidate.row.frame != "speak_object" or len(bare) != 1 or left or not _goes_on(view, candidate):
        return False
    word = view.word_at(view.previous_verb(candidate.first))
    words = word is not None and any(row.frame in _SPEAKING for row, _ in word.rows)
    same = word is not None and word.verb is not None and word.verb.person == candidate.reading.person
    return words and same and bare[0].stop < view.stop and view.words[bare[0].stop] == "الي"


def _goes_on(view: View, candidate: Candidate) -> bool:
    """Joined to a verb before, whose subject it may share (رفضت حماس المقترح واتهمت واشنطن بالانحياز)."""
    return bool(candidate.reading.proclitic) and view.previous_verb(candidate.first) >= view.first


def _is_passive(view: View, candidate: Candidate, bare: list[Item], left: list[Item]) -> bool:
    voices = candidate.reading.voices
    if voices in ("a", "p"):
        return voices == "p"
    if _damma(view, candidate):
        return True
    if _is_accused(view, candidate, bare, left):
        return not _goes_on(view, candidate)
    if candidate.row.frame not in _HARM or candidate.reading.suffix or candidate.event_type in _DONE_TO_THINGS:
        return False
    phrases = len(left[:1]) + len(bare)
    if bare and bare[0].figure is not None and not left:
        # اعتقلت 14 شابا: a feminine verb before men has its subject elsewhere
        return candidate.reading.person != "3fs" or view.has_word("women", bare[0].first, bare[0].stop + 2)
    if phrases >= 2 and (not bare or bare[-1].first - candidate.first <= _OBJECT_REACH):
        doer, object_ = (left[-1], bare[0] if bare else None) if left else (bare[0], bare[1])
        able = doer.actor is not None and (doer.actor.kind == "armed_group" or _able(view, doer))
        beside = object_ is not None and object_.first - max(doer.stop, candidate.stop) <= 2 and doer.figure is None
        return not (able or beside)
    if candidate.event_type not in (
        "killing",
        "injury",
        "abduction",
        "arrest",
        "execution",
        "assassination",
        "deportation",
    ):
        return False
    only = (bare or left)[0] if phrases else None
    return only is None or not _able(view, only)


def _able(view: View, item: Item) -> bool:
    """Someone who has the means to kill or arrest, and is seldom killed or arrested as such."""
    gunmen = (
        item.actor is not None and item.actor.kind == "population" and view.has_word("unknown", item.first, item.stop)
    )
    return gunmen or (item.actor is not None and item.actor.kind in POWERS)
