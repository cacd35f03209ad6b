"""Where: places of a sentence to the trigger that they belong to."""

from __future__ import annotations

from etl.documents import PlaceMention
from etl.events.attribution import attributions
from etl.events.candidates import Candidate
from etl.events.conditions import group
from etl.events.items import Item, structure
from etl.events.sentences import View
from etl.events.stories import is_judgement, is_word, one_story
from etl.events.types import event_types, frames

_NOWHERE = frozenset(
    {
        "sanction",
        "relations_cut",
        "mobilization",
        "ban",
        "price_change",
        "policy_rate_change",
        "resignation",
    }
)
# Frames of those who leave: where they leave is where it happens.
_LEAVING = frozenset({"move", "flee", "displace", "expel"})
_DASHES = frozenset("-–—ـ")
#: Tokens before a place that opens a sentence.
_FRONT = 2
# A dateline is no longer than this many tokens.
_DATELINE = 12
# A place that is the object of a journey stands this near (يزور الرئيس الفرنسي غدا أنقرة).
_GOAL_REACH = 8
# Tokens between words of accusation or demand and where they are spoken.
_SAID_REACH = 6
# Between a place and "where" stand at most a comma and a word.
_WHERE_REACH = 3
# Prepositions of the place where something happens; "" stands for a genitive.
_HERE = frozenset(
    [
        "في",
        "ب",
        "قرب",
        "داخل",
        "من",
        "شرق",
        "غرب",
        "شمال",
        "جنوب",
        "وسط",
        "علي",
        "امام",
        "خارج",
        "عبر",
    ]
) | {""}
_INSIDE = frozenset({"في", "ب", "داخل"})
_GOAL = frozenset({"", "الي", "ل"})


def located(candidate: Candidate) -> bool:
    """Whether the event happens somewhere: words, sanctions and appointments do not."""
    return event_types()[candidate.event_type].quad in (0, 2, 4) and candidate.event_type not in _NOWHERE


def bind_places(view: View, candidates: list[Candidate]) -> bool:
    """Give each trigger the finest place of its clause, else that of the rest of its story; False if there is none.

    Movements happen where they begin, visits where they lead; the places of speakers and institutions are theirs.
    """
    for candidate in candidates:
        if candidate.row.frame == "launch":
            candidate.place = candidate.place or candidate.destination or candidate.origin
        elif candidate.row.frame in _LEAVING and candidate.event_type != "return":
            candidate.place = candidate.place or candidate.origin
    places = _places(view, candidates)
    for candidate in candidates:
        if candidate.place is None:
            candidate.place = _own_place(view, candidate, candidates, places)
            candidate.near = candidate.place is not None
    for candidate in candidates:
        if candidate.place is None and located(candidate):
            candidate.place = _shared_place(view, candidate, candidates)
    for candidate in candidates:
        if candidate.place is None and located(candidate) and not is_word(candidate):
            candidate.place = _loose_place(view, candidate, candidates, places)
    for candidate in candidates:
        if located(candidate) and not is_word(candidate):
            alike = [c for c in candidates if c is not candidate and c.modality == candidate.modality]
            others = [c for c in alike if located(c) and not is_word(c) and one_story(view, c, candidate)]
            candidate.partner = min(others, key=lambda c: abs(c.first - candidate.first), default=None)
    return bool(places)


def _places(view: View, candidates: list[Candidate]) -> list[Item]:
    """Mentions of places where something may have happened."""
    opening = _dateline_end(view)
    left_behind = [c.origin for c in candidates if c.row.frame in _LEAVING and c.event_type != "return"]
    found = [
        m
        for m in view.items
        if m.place is not None
        and m.place.relation != "dateline"
        and m.prep not in ("(", "attached")
        and m.first >= opening
        and (m.prep != "من" or m.place in left_behind or _is_part(view, m))
    ]
    if not found:
        return found
    spoken = attributions(view) + [(k, _speaker_end(view, k, candidates)) for k in view.sayings]
    return [m for m in found if not any(lo < m.first < hi for lo, hi in spoken) and not _is_of(view, m, "institution")]


def _speaker_end(view: View, k: int, candidates: list[Candidate]) -> int:
    """End of the subject of the verb of saying at ``k`` (قال مصدر في مستشفى بغزة إن): its complement or a trigger."""
    _, hi = view.clause(k)
    return min(hi, next((c.first for c in candidates if c.first > k), view.stop))


def _is_of(view: View, item: Item, role: str) -> bool:
    """Whether the mention names an institution by its place (محكمة جنايات الكرخ)."""
    before = view.words[item.first - 1] if item.first > view.first else ""
    words = structure(role)
    return before in words or before.lstrip("وفبلك") in words


def _own_place(
    view: View, candidate: Candidate, candidates: list[Candidate], places: list[Item]
) -> PlaceMention | None:
    """The place of the trigger's own clause, behind it or before it."""
    lo, _ = view.clause(candidate.first)
    _, hi = view.clause(candidate.stop - 1)
    limit = min(hi, _next_coordinated(view, candidate), _end_of_story(view, candidate, candidates))
    right = [m for m in places if candidate.first <= m.first < limit]
    left = [m for m in places if lo <= m.first < candidate.first and not _taken(view, m, candidate, candidates)]
    if candidate.event_type == "visit":
        goals = [m for m in right if m.first - candidate.first <= _GOAL_REACH and m.prep in _GOAL | _INSIDE]
        goal = next((m for m in sorted(goals, key=lambda m: m.prep not in _GOAL)), None)
        return goal.place if goal else candidate.destination
    if right and _is_topic(view, candidate, right[0]):
        right = []  # لبحث الوضع في حلب says what it is about
    scene = _scene_before(places, view, lo)
    if not located(candidate):
        fronted = [m for m in places[:1] if _is_fronted(view, m) and m.stop < candidate.first]
        inside = [
            m
            for m in right + (left or fronted if not right else left)
            if m.prep in _INSIDE and _said_there(view, candidate, m)
        ]
        return _finest(inside[:2], candidate) or scene
    if candidate.event_type == "return" and candidate.destination is not None:
        return candidate.destination
    if is_judgement(candidate):
        beside = right[:3] or left[::-1][:2] or [m for m in places[:1] if _is_fronted(view, m)]
        return _finest(beside, candidate) or _court(view, candidate)
    return _finest(right[:3], candidate) or _finest(left[::-1][:2], candidate) or scene


def _scene_before(places: list[Item], view: View, lo: int) -> PlaceMention | None:
    """وصل إلى مسقط، حيث التقى الوزير: the place right before "where"."""
    if lo <= view.first or view.words[lo - 1] not in structure("where"):
        return None
    return next((m.place for m in reversed(places) if m.first < lo and 0 < lo - m.stop <= _WHERE_REACH), None)


def _court(view: View, candidate: Candidate) -> PlaceMention | None:
    """The town of the court that judges (محكمة جنايات القاهرة)."""
    lo, hi = view.clause(candidate.first)
    courts = (m for m in view.items_in(lo, hi) if m.place is not None and _is_of(view, m, "court"))
    return next((m.place for m in courts), None)


def _shared_place(view: View, candidate: Candidate, candidates: list[Candidate]) -> PlaceMention | None:
    """The place of the nearest trigger of the same story, what stands before it first (قصفت المدينة، فقتل).

    A pronoun means the place before, whatever the story (انسحب من تدمر بعد سيطرته عليها).
    """
    there = not structure("thereof").isdisjoint(view.words[candidate.stop : candidate.stop + 2])
    known = [
        c
        for c in candidates
        if c.place is not None
        and located(c)
        and ((there and c.first < candidate.first) or one_story(view, c, candidate))
    ]
    if not known:
        return None
    return min(known, key=lambda c: (c.first > candidate.first, abs(c.first - candidate.first))).place


def _loose_place(
    view: View, candidate: Candidate, candidates: list[Candidate], places: list[Item]
) -> PlaceMention | None:
    """The nearest place of the sentence that belongs to no other story."""
    _, hi = view.clause(candidate.stop - 1)
    near = [
        m
        for m in places
        if not _is_topic(view, candidate, m)
        and (_is_fronted(view, m) or not _taken(view, m, candidate, candidates))
        and (m.first < hi or not any(candidate.first < k < m.first for k in view.verbs))
    ]
    return _finest(sorted(near, key=lambda m: abs(m.first - candidate.first))[:2], candidate)


def _end_of_story(view: View, candidate: Candidate, candidates: list[Candidate]) -> int:
    """First token after the trigger that looks back, or begins what is another story: places behind it are not its."""
    ends = [k for k in range(candidate.stop, view.stop) if view.words[k] in structure("retrospect")][:1]
    for c in candidates:
        if c.first > candidate.first and not one_story(view, candidate, c):
            ends.append(c.first)
            break
    if is_word(candidate):
        ends += [c.first for c in candidates if c.first > candidate.first][:1]
    return min(ends, default=view.stop)


def _taken(view: View, item: Item, candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Whether the place stands behind the trigger of another story."""
    owner = next((c for c in reversed(candidates) if c.first < item.first), None)
    return owner is not None and owner is not candidate and not one_story(view, owner, candidate)


def _said_there(view: View, candidate: Candidate, item: Item) -> bool:
    """Whether words are spoken at a place, and are not about what happened there (جرائم ارتكبت في سوريا)."""
    if event_types()[candidate.event_type].quad != 3:
        return True
    between = range(min(candidate.stop, item.stop), max(candidate.first, item.first))
    return len(between) <= _SAID_REACH and view.next_verb(between.start) >= between.stop


def _is_part(view: View, item: Item) -> bool:
    """Whether من joins a place to a part of it (أحياء من حلب, بالقرب من حلب), and is not where something comes from."""
    k = item.first - 1 if view.words[item.first - 1] == "من" else item.first - 2
    before = view.words[k - 1] if k > view.first else ""
    earlier = view.words[k - 2] if k - 1 > view.first else ""  # مناطق متفرقة من القطاع
    if before in structure("part") or before in group("landnoun") or earlier in group("landnoun"):
        return True
    return any(other.place is not None and k - other.stop <= 0 for other in view.items_in(k - 4, k))


def _is_topic(view: View, candidate: Candidate, item: Item) -> bool:
    """Whether a place behind the trigger belongs to what the event is about, or against, and not to the event."""
    return not structure("topic").isdisjoint(view.words[candidate.first : item.first])


def _leads_there(item: Item, candidate: Candidate) -> bool:
    """Whether a goal (الى لبنان) is where the event takes place: of aid, visits and troops, not of a traveller."""
    goal = "الي" in frames().get(candidate.row.frame, {}) or candidate.event_type in (
        "troop_deployment",
        "military_aid",
    )
    return goal and item.prep in ("الي", "ل", "نحو")


def _is_fronted(view: View, item: Item) -> bool:
    """Whether a sentence opens with the place: وفي باريس، ..."""
    return item.prep in ("في", "ب") and item.first - view.first <= _FRONT


def _dateline_end(view: View) -> int:
    """First token after "دبي، الإمارات (CNN) --" at the head of a text, else the first of the sentence."""
    if view.first:
        return view.first
    dashes = [k for k in range(min(view.stop, _DATELINE)) if view.words[k] in _DASHES]
    return dashes[-1] + 1 if dashes else view.first


def _next_coordinated(view: View, candidate: Candidate) -> int:
    """Start of the next trigger that is joined by و: what follows is that one's place."""
    for i, word in view.hits:
        if i >= candidate.stop and word.rows and view.words[i].startswith("و"):
            return i
    return view.stop


def _finest(items: list[Item], candidate: Candidate) -> PlaceMention | None:
    """The first place, or a finer one behind a country or region; not where the event goes to.

    A town right behind a place tells where that lies (محافظة المنيا جنوب القاهرة), and nothing happened there.
    """
    best: PlaceMention | None = None
    previous: Item | None = None
    for item in items:
        place = item.place
        assert place is not None
        lies = previous is not None and item.first == previous.stop and place.relation is not None
        previous = item
        if place is candidate.destination or (
            item.prep not in _HERE and not (item.prep == "و" and best) and not _leads_there(item, candidate)
        ):
            continue
        broad = best is not None and (best.precision or 0) < 3 and not (lies and (best.precision or 0) > 1)
        unknown = best is not None and best.place_id is None and place.place_id is not None
        if best is None or unknown or (broad and (place.precision or 0) > 3):
            best = place
    return best
