"""Who does what to whom: phrases around a trigger into the roles of its frame."""

from __future__ import annotations

from etl.documents import ActorMention
from etl.events.candidates import Candidate
from etl.events.needs import ARMED, armed, people
from etl.events.sentences import Item, View
from etl.events.types import frames

# Between a noun and its genitive stand at most an adjective or two (القصف العنيف المستمر).
_GENITIVE_REACH = 3
_NISBA_REACH = 2
_OBJECT_REACH = 12
# Frames whose verb, when its form leaves the voice open, is passive if nobody stands beside the victim.
_HARM = frozenset({"attack", "displace", "expel", "seize", "patient_harm"})


# Frames whose figures count those acted upon, never the doers (قتل برصاص رجلين).
_SUFFERING = frozenset({"attack", "harm", "act", "strike", "displace", "expel", "passive_only", "patient"})


def bind_arguments(view: View, candidate: Candidate) -> None:
    """Fill sources, targets, figures, origin and destination of ``candidate`` from its clause."""
    frame = frames().get(candidate.row.frame, {})
    if not frame:
        return
    i, stop = candidate.first, candidate.stop
    _, hi = view.clause(stop - 1)
    limit = min(hi, _next_trigger(view, stop))
    event_subject = (
        candidate.reading.pos == "verb"
        and limit == stop < hi
        and limit not in view.verbs
        and _event_noun(view, limit)
        and not any(item.first == limit for item in view.items_in(limit, limit + 1))
    )
    if event_subject:  # قتلت غارة 12 مسلحا: the event noun is the subject, the victims stand behind it
        limit = min(hi, _next_trigger(view, stop + 1))
    right = [item for item in view.items_in(i + 1, limit) if item.first >= stop or item.kind == "figure"]
    if candidate.reading.pos == "verb":
        _bind_verb(view, candidate, frame, right, event_subject)
        if candidate.row.frame == "judge":
            _bind_judged(view, candidate)
        _country_as_target(view, candidate, frame, right)
    else:
        _bind_noun(view, candidate, frame, right)


def _event_noun(view: View, i: int) -> bool:
    word = view.word_at(i)
    return word is not None and any(r.pos == "noun" and row.event_type != "none" for row, r in word.rows)


def _next_trigger(view: View, start: int) -> int:
    """Next trigger or finite verb from token ``start``: what follows it is its own."""
    return next(
        (i for i, word in view.hits if i >= start and (word.rows or word.verb)),
        view.stop,
    )


def assign(candidate: Candidate, role: str, item: Item) -> None:
    """Give ``item`` its part; figures go to whoever suffers."""
    if role == "either":
        role = "target" if item.place or item.head or (people(item) and not armed(item)) else "source"
        if role == "source" and candidate.sources:
            role = "target"
    if item.figure is not None:
        doers = role == "source" and candidate.row.frame in _SUFFERING
        if role in ("target", "source", "both") and not doers and (people(item) or item.figure.unit == "count"):
            candidate.figures.append(item)
        return
    if role in ("source", "both") and item.actor is not None and item not in candidate.sources:
        candidate.sources.append(item)
    elif role == "target" and item.actor is not None and item not in candidate.targets:
        candidate.targets.append(item)
    elif role == "origin" and item.place is not None and candidate.origin is None:
        candidate.origin = item.place
    elif role == "destination" and item.place is not None and candidate.destination is None:
        candidate.destination = item.place


def _noun_phrase(item: Item) -> bool:
    return item.actor is not None or (item.figure is not None and people(item))


def _bind_verb(
    view: View,
    candidate: Candidate,
    frame: dict[str, str],
    right: list[Item],
    event_subject: bool,
) -> None:
    reading = candidate.reading
    i = candidate.first
    bare = [item for item in right if item.prep == "" and _noun_phrase(item) and item.first - i <= _OBJECT_REACH]
    left = [] if reading.proclitic else _left_subject(view, i)
    candidate.passive = not event_subject and _is_passive(view, candidate, bare, left)
    elided = bool(bare) and bare[0].figure is not None and not left and not candidate.passive
    slots = (
        ["object"] if (candidate.passive or event_subject or elided) and "object" in frame else ["subject", "object"]
    )
    if candidate.row.frame == "passive_only":
        slots = ["subject"]
    if (
        left
        and (not bare or _adjacent(view, left[-1], i) or reading.person == "3mp")
        and not _verb_first(view, i, bare)
    ):
        for item in left:
            assign(candidate, frame.get(slots[0], ""), item)
        slots = slots[1:]
    if reading.suffix and "object" in slots:
        slots.remove("object")
    role, previous = "", None
    for item in right:
        if item.prep == "counted":
            pass  # خمسة جنود: the figure and its counted actor are one phrase
        elif item.prep == "" and _noun_phrase(item):
            if (item.head and "object" in slots) or ("subject" in slots and "object" in slots and _accusative(item)):
                slots = []
                role_now = frame.get("object", "")
            elif slots and item.first - i <= _OBJECT_REACH:
                role_now = frame.get(slots.pop(0), "")
            else:
                role_now = ""
            role = role_now
        elif item.prep == "و":
            role = role if previous is not None and item.first - previous.stop <= 2 else ""
        elif (
            item.prep == "من"
            and previous is not None
            and previous.figure is not None
            and item.first - previous.stop <= 2
        ):
            pass  # عشرة عناصر من قوات النظام: those counted
        else:
            role = frame.get(item.prep, "")
        if role:
            assign(candidate, role, item)
        previous = item


def _accusative(item: Item) -> bool:
    """A sound plural in ين cannot be a subject (حملت الحوثيين المسؤولية)."""
    actor = item.actor
    return actor is not None and actor.form == "description" and " " not in actor.text and actor.text.endswith("ين")


def _bind_judged(view: View, candidate: Candidate) -> None:
    """Whom a verdict is about: the first actor of the complement, which stands behind ان or a quotation mark."""
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
    lo = max(lo, view.previous_verb(i) + 1)
    found: list[Item] = []
    for item in reversed(view.items_in(lo, i)):
        if not _noun_phrase(item):
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


def _verb_first(view: View, i: int, bare: list[Item]) -> bool:
    """A verb that opens its clause takes its subject from the right."""
    lo, _ = view.clause(i)
    return bool(bare) and i - lo <= 1


def _is_passive(view: View, candidate: Candidate, bare: list[Item], left: list[Item]) -> bool:
    voices = candidate.reading.voices
    if voices in ("a", "p"):
        return voices == "p"
    if candidate.row.frame not in _HARM or candidate.reading.suffix:
        return False
    phrases = len(left[:1]) + len(bare)
    if bare and bare[0].figure is not None and not left:
        # اعتقلت 14 شابا: a feminine verb before men has its subject elsewhere
        return candidate.reading.person != "3fs" or view.has_word("women", bare[0].first, bare[0].stop + 2)
    if phrases >= 2 and (not bare or bare[-1].first - candidate.first <= _OBJECT_REACH):
        doer, object_ = (left[-1], bare[0] if bare else None) if left else (bare[0], bare[1])
        able = doer.actor is not None and doer.actor.kind in ARMED | {
            "state",
            "government",
        }
        beside = object_ is not None and object_.first - max(doer.stop, candidate.stop) <= 2 and doer.figure is None
        return not (able or beside)
    if candidate.event_type not in (
        "killing",
        "injury",
        "abduction",
        "arrest",
        "execution",
        "assassination",
    ):
        return False
    only = (bare or left)[0] if phrases else None
    return only is None or not (only.actor and only.actor.kind in ("police", "state", "military"))


def _bind_noun(view: View, candidate: Candidate, frame: dict[str, str], right: list[Item]) -> None:
    i, stop = candidate.first, candidate.stop
    if candidate.reading.suffix and "suffix" in frame:
        owner = _owner(view, i, candidate.reading.suffix)
        if owner is not None:
            assign(candidate, frame["suffix"], owner)
    role, previous = "", None
    for item in right:
        if item.first < stop:
            if item.figure is not None and "genitive" in frame:
                assign(candidate, "target", item)
            continue
        near = item.first - (previous.stop if previous is not None else stop) <= _GENITIVE_REACH
        if item.prep == "nisba":
            role = frame.get("nisba", "") if item.first - stop <= _NISBA_REACH and not candidate.sources else ""
        elif item.prep == "counted":
            pass
        elif item.prep == "":
            if near and previous is None and not candidate.reading.definite and not candidate.reading.suffix:
                role = frame.get("genitive", "")
                if item.head and role in ("either", "source"):
                    role = "target"
            elif near and role in ("source", "either") and frame.get("ل"):
                role = "target" if item.actor or item.figure else ""
            else:
                role = ""
        elif item.prep == "و":
            role = role if near else ""
        elif (
            item.prep == "من"
            and previous is not None
            and previous.figure is not None
            and item.first - previous.stop <= 2
        ):
            pass
        elif item.prep == "ل" and candidate.row.frame in ("act", "strike") and _hits_something(view, i):
            role = "target"  # استهدفت الغارات تجمعات للتنظيم
        elif item.prep == "ل" and "علي" in view.words[stop : item.first]:
            role = frame.get("علي", "")  # غارات على مواقع قتالية للتنظيم: whose positions
        else:
            role = frame.get(item.prep, "")
        if role:
            assign(candidate, role, item)
        if item.date is None:
            previous = item
    if candidate.row.frame in ("victims", "patient", "harm"):
        _figure_before_noun(view, candidate)


def _hits_something(view: View, i: int) -> bool:
    """Whether the event noun at ``i`` is the subject of a verb right before it that has an object."""
    for k in (i - 1, i - 2):
        word = view.word_at(k) if k in view.verbs else None
        if word is not None:
            return any(governor.gives == "target" for governor, _ in word.governors)
    return False


def _figure_before_noun(view: View, candidate: Candidate) -> None:
    """خمسة قتلى: the figure that takes in the trigger or ends at it."""
    if candidate.figures:
        return
    for item in view.items_in(max(view.first, candidate.first - 8), candidate.first + 1):
        if item.figure is not None and people(item) and item.first <= candidate.first <= item.stop:
            candidate.figures.append(item)


def _owner(view: View, i: int, suffix: str) -> Item | None:
    """The actor that a possessive pronoun points back to: the nearest one before, people for هم."""
    for item in reversed(view.items_in(view.first, i)):
        if item.actor is not None and item.actor.kind != "media" and item.actor.form != "nisba":
            if suffix == "هم" and item.actor.kind == "state":
                continue
            return item
    return None


# Types of words and pressure, whose object may be a country that the actors layer left as a place.
_TOWARDS = frozenset(
    [
        "accusation",
        "condemnation",
        "demand",
        "appeal",
        "threat",
        "support",
        "sanction",
        "relations_cut",
        "visit",
        "recognition",
    ]
)


def _country_as_target(view: View, candidate: Candidate, frame: dict[str, str], right: list[Item]) -> None:
    """اتهمت إيران إسرائيل: the country in the slot of the one acted upon is meant as a state."""
    if candidate.targets or candidate.event_type not in _TOWARDS:
        return
    for item in right:
        place = item.place
        if place is None or place.feature != "country" or place.country is None:
            continue
        role = frame.get(item.prep, "") if item.prep else "target" if candidate.sources and "object" in frame else ""
        if role in ("target", "either", "destination"):
            state = ActorMention(
                place.start, place.end, place.text, place.sentence, "country_acted_upon", place.first, place.stop,
                place.name_start, place.name_end, place.form, place.country.lower(), place.name_ar, place.name_en,
                "state", place.country, "GOV",
            )  # fmt: skip
            candidate.targets.append(
                Item(
                    item.first,
                    item.stop,
                    "actor",
                    -1,
                    item.prep,
                    item.head,
                    actor=state,
                )
            )
            return
