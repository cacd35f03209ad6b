"""When and where: dates and places of a sentence to the trigger that they belong to."""

from __future__ import annotations

from bisect import bisect_left

from etl.documents import PlaceMention
from etl.events.candidates import Candidate
from etl.events.conditions import group
from etl.events.sentences import Item, View, structure
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
# A dateline is no longer than this many tokens.
#: Tokens before a place that opens a sentence.
_FRONT = 2
_DATELINE = 12
# Tokens between words of accusation or demand and where they are spoken.
_SAID_REACH = 6
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


def bind_dates(view: View, candidates: list[Candidate]) -> None:
    """Give each date of the sentence to the nearest trigger of its clause, or to the saying of it."""
    heads = {c.first: c for c in candidates}
    speech = {i for i in view.sayings if i not in heads}
    positions = sorted((*heads, *speech))
    taken: list[tuple[Item, Candidate]] = []
    for item in view.items:
        if item.date is None or item.date.date_start is None or item.date.timex == "SET":
            continue
        owner = _owner(view, item, positions, speech)
        if owner in heads:
            candidate = heads[owner]
            if candidate.date is None or _span(candidate.date[1]) > _span(item.date):
                candidate.date = (item.index, item.date)
            taken.append((item, candidate))
    for candidate in candidates:
        if candidate.date is None and taken:
            lo, hi = view.clause(candidate.first)
            same = [item for item, _ in taken if lo <= item.first < hi]
            near = same or ([item for item, _ in taken] if len({id(item) for item, _ in taken}) == 1 else [])
            if near:
                item = min(near, key=lambda m: abs(m.first - candidate.first))
                assert item.date is not None
                candidate.date = (item.index, item.date)


def located(candidate: Candidate) -> bool:
    """Whether the event happens somewhere: words, sanctions and appointments do not."""
    return event_types()[candidate.event_type].quad in (0, 2, 4) and candidate.event_type not in _NOWHERE


def _span(expression: object) -> int:
    start, end = (
        getattr(expression, "date_start", None),
        getattr(expression, "date_end", None),
    )
    return (end - start).days if start and end else 10_000


def _owner(view: View, item: Item, positions: list[int], speech: set[int]) -> int:
    """The trigger or verb of saying that a date belongs to: the last one before it in its clause, else the next."""
    lo, hi = view.clause(item.first)
    at = bisect_left(positions, item.first)
    before = positions[at - 1] if at and positions[at - 1] >= lo else -1
    after = positions[at] if at < len(positions) and positions[at] < hi else -1
    if before >= 0 and after >= 0 and before in speech:
        # قال السبت ان: the saying's; وقال ان في السبت قتل: the event's
        opened = not structure("complement").isdisjoint(view.words[before + 1 : item.first])
        return after if opened or after - item.stop <= 1 else before
    if before >= 0:
        return before
    if after >= 0:
        return after
    if at and positions[at - 1] >= 0 and positions[at - 1] not in speech:
        return positions[at - 1]
    return positions[at] if at < len(positions) else -1


def bind_places(view: View, candidates: list[Candidate]) -> None:
    """Give each trigger the finest place of its clause, else of its sentence; movements happen where they begin."""
    for candidate in candidates:
        if candidate.row.frame == "launch":
            candidate.place = candidate.place or candidate.destination or candidate.origin
        elif candidate.row.frame in _LEAVING and candidate.event_type != "return":
            candidate.place = candidate.place or candidate.origin
    opening = _dateline_end(view)
    left_behind = [c.origin for c in candidates if c.row.frame in _LEAVING and c.event_type != "return"]
    places = [
        m
        for m in view.items
        if m.place is not None
        and m.place.relation != "dateline"
        and m.prep not in ("(", "attached")
        and m.first >= opening
        and (m.prep != "من" or m.place in left_behind or _is_part(view, m))
    ]
    if not places:
        return
    for candidate in candidates:
        if candidate.place is not None:
            continue
        lo, hi = view.clause(candidate.first)
        _, hi = view.clause(candidate.stop - 1)[0], view.clause(candidate.stop - 1)[1]
        limit = min(hi, _next_coordinated(view, candidate))
        right = [m for m in places if candidate.first <= m.first < limit]
        left = [m for m in places if lo <= m.first < candidate.first]
        if not right or _is_topic(view, candidate, right[0]):
            # لبحث الوضع في حلب says what it is about; وفي باريس، اجتمع says where it is.
            right = []
            left = left or [m for m in places[:1] if _is_fronted(view, m) and m.stop < candidate.first]
        if not located(candidate):
            inside = [m for m in right + left if m.prep in ("في", "ب", "داخل") and _said_there(view, candidate, m)]
            candidate.place = _finest(inside[:2], candidate)
            continue
        if candidate.event_type == "return" and candidate.destination is not None:
            candidate.place = candidate.destination
            continue
        chosen = _finest(right[:3], candidate) or _finest(left[::-1][:2], candidate)
        if chosen is None:
            near = [m for m in places if not _is_topic(view, candidate, m)]
            chosen = _finest(sorted(near, key=lambda m: abs(m.first - candidate.first))[:2], candidate)
        candidate.place = chosen


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
    if before in structure("part") or before in group("landnoun"):
        return True
    return any(other.place is not None and k - other.stop <= 0 for other in view.items_in(k - 4, k))


def _is_topic(view: View, candidate: Candidate, item: Item) -> bool:
    """Whether a place behind the trigger belongs to what the event is about, or against, and not to the event."""
    return not structure("topic").isdisjoint(view.words[candidate.stop : item.first])


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
    """The first place, or a finer one right behind a country or region; not where the event goes to."""
    best: PlaceMention | None = None
    for item in items:
        place = item.place
        assert place is not None
        if place is candidate.destination or (
            item.prep not in _HERE and not (item.prep == "و" and best) and not _leads_there(item, candidate)
        ):
            continue
        if best is None or ((best.precision or 0) < 3 < (place.precision or 0)):
            best = place
    return best
