"""Events of one article and their arguments.

An event is all gold frames with one label; a row meets it where a trigger or mention of the row overlaps one of its
frames. Events that a careful coder might leave out (``must`` false) and occurrences that no type fits (``other``) make
a row right, and nobody has to find them.

found      events that some row meets, whatever its type
typed      ... of the same or a neighbouring type (``NEAR``)
asserted   recall: asserted events that a typed, asserted row meets; precision: asserted rows that meet such an event
invented   asserted rows that meet only events that did not happen (negated, denied, planned, possible ...)
role       of the asserted events found: the row names a phrase on words of the gold for that role; a row that fills a
           role that the gold leaves empty loses precision. Origin and destination count as places, a counted figure as
           a target; a day is right where it falls on the gold's; a day that no words give is left out where the gold
           has none
whole      asserted events whose type, source, target, place and day are all right, empty ones included
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from benchmarks.quality.days import days
from benchmarks.quality.gold import Answer, Article, grouped
from benchmarks.quality.spans import Score, Span, over

ROLES = ("source", "target", "place", "date", "figure", "speaker")
_WHOLE = ("source", "target", "place", "date")
#: Types between which two careful readers may differ.
NEAR = (
    {"shelling", "airstrike", "rocket_attack", "drone_strike"},
    {"armed_attack", "armed_clash", "offensive", "raid"},
    {"bombing", "suicide_attack"},
    {"meeting", "negotiation", "visit"},
    {"agreement", "ceasefire"},
    {"accusation", "condemnation"},
    {"demand", "appeal"},
    {"killing", "assassination", "execution"},
    {"demonstration", "riot", "sit_in"},
    {"trial", "conviction"},
    {"displacement", "evacuation"},
    {"territory_seized", "offensive"},
    {"denial", "rejection"},
    {"support", "statement"},
)


def near(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in NEAR)


@dataclass(frozen=True, slots=True)
class Gold:
    """An event of the gold."""

    frames: list[dict[str, Any]]
    types: frozenset[str]
    asserted: bool
    #: Must be found.
    asked: bool
    #: Role -> spans.
    args: dict[str, list[Span]]

    def meets(self, row: dict[str, Any]) -> bool:
        return any(over(f["trigger"], span) for f in self.frames for span in (row["trigger"], *row["mentions"]))

    def is_of(self, event_type: str) -> bool:
        return any(near(own, event_type) for own in self.types)


#: Nothing counted yet.
NONE = Score()


@dataclass(slots=True)
class EventScores:
    """Scores of one or more articles."""

    found: Score = NONE
    typed: Score = NONE
    asserted: Score = NONE
    whole: Score = NONE
    invented: Score = NONE
    roles: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    #: Asserted events: recall by type of the gold, precision by type of the row.
    types: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    #: Of each asserted row with a confidence: what it says, and whether the row is right.
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def __add__(self, other: EventScores) -> EventScores:
        return EventScores(
            self.found + other.found,
            self.typed + other.typed,
            self.asserted + other.asserted,
            self.whole + other.whole,
            self.invented + other.invented,
            _merged(self.roles, other.roles),
            _merged(self.types, other.types),
            self.judged + other.judged,
        )


def _merged(a: dict[str, Score], b: dict[str, Score]) -> dict[str, Score]:
    return defaultdict(Score, {key: a.get(key, Score()) + b.get(key, Score()) for key in a.keys() | b.keys()})


def golds(article: Article) -> list[Gold]:
    return [_gold(frames) for frames in grouped(article["frames"])]


def _gold(frames: list[dict[str, Any]]) -> Gold:
    args: dict[str, list[Span]] = defaultdict(list)
    for frame in frames:
        for arg in frame["args"]:
            args["place" if arg["role"] in ("origin", "destination") else arg["role"]].append(arg)
    return Gold(
        frames,
        frozenset(frame["type"] for frame in frames),
        any(frame["modality"] == "asserted" for frame in frames),
        any(frame["must"] for frame in frames) and frames[0]["type"] != "other",
        args,
    )


def score(article: Article, answer: Answer) -> EventScores:
    """All scores of one article."""
    events, rows, scores = golds(article), answer["events"], EventScores()
    for event in events:
        if event.asked:
            _score_event(event, rows, article, answer, scores)
    counts: Counter[str] = Counter()
    for row in rows:
        if row["modality"] != "asserted":
            continue
        met = [event for event in events if event.meets(row)]
        right = any(e.asserted and ("other" in e.types or e.is_of(row["event_type"])) for e in met)
        counts["rows"] += 1
        counts["right"] += right
        counts["invented"] += bool(met) and not any(event.asserted for event in met)
        scores.types[row["event_type"]] += Score(right=right, given=1)
        if row.get("confidence") is not None:
            scores.judged.append((row["confidence"], right))
    scores.asserted += Score(right=counts["right"], given=counts["rows"])
    scores.invented += Score(right=counts["invented"], given=counts["rows"])
    return scores


def _score_event(
    event: Gold, rows: list[dict[str, Any]], article: Article, answer: Answer, scores: EventScores
) -> None:
    """What the rows say of an event that has to be found."""
    met = [row for row in rows if event.meets(row)]
    typed = [row for row in met if event.is_of(row["event_type"])]
    scores.found += Score(found=bool(met), wanted=1)
    scores.typed += Score(found=bool(typed), wanted=1)
    if not event.asserted:
        return
    row = next((row for row in typed if row["modality"] == "asserted"), None)
    scores.asserted += Score(found=row is not None, wanted=1)
    scores.types[event.frames[0]["type"]] += Score(found=row is not None, wanted=1)
    whole = row is not None
    if row is not None:
        for role in ROLES:
            wanted = bool(event.args.get(role))
            given = _gives(row, role, wanted)
            right = wanted and _right(role, event.args[role], row, article, answer)
            scores.roles[role] += Score(right=right, given=given or right, found=right, wanted=wanted)
            if role in _WHOLE:
                whole = whole and (right if wanted else not given)
    scores.whole += Score(found=whole, wanted=1)


def _gives(row: dict[str, Any], role: str, wanted: bool) -> bool:
    if role == "date":
        return row["date"] is not None or (wanted and row["date_start"] is not None)
    return bool(row["figures"]) if role == "figure" else bool(_phrases(row, role))


def _phrases(row: dict[str, Any], role: str) -> list[Span]:
    if role in ("source", "target"):
        found = row[f"{role}s"]
    else:
        found = [row[slot] for slot in (("place", "origin", "destination") if role == "place" else (role,))]
    return [span for span in found if span]


def _right(role: str, wanted: list[Span], row: dict[str, Any], article: Article, answer: Answer) -> bool:
    """Whether the row fills the role with one of the gold's phrases."""
    if role == "date":
        return _right_day(wanted, row, article, answer)
    given = [] if role == "figure" else _phrases(row, role)
    if role in ("figure", "target"):
        given = given + [answer["figures"][i] for i in row["figures"]]
    return any(over(gold, span) for gold in wanted for span in given)


def _right_day(wanted: list[Span], row: dict[str, Any], article: Article, answer: Answer) -> bool:
    """The row's days and those of the gold have one in common; where the gold's words name no days, the words."""
    named = [days(d["value"]) for d in article["dates"] if any(over(d, gold) for gold in wanted)]
    ranges = [found for found in named if found]
    if ranges and row["date_start"]:
        last = row["date_end"] or row["date_start"]
        return any(first <= last and row["date_start"] <= end for first, end in ranges)
    return row["date"] is not None and any(over(gold, answer["dates"][row["date"]]) for gold in wanted)
