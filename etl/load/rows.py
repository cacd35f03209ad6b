"""A coded document as rows of the tables of ``core``, in the order of their columns. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from etl.documents import (
    ActorMention,
    CodedDocument,
    Document,
    Event,
    Figure,
    Mention,
    PlaceMention,
    Span,
    TimeExpression,
)
from etl.ids import as_uuid, id_within, row_id
from etl.text import Text

# Steps that core.steps_of knows by two letters.
_SHORT_STEPS = frozenset({"trigger", "modality", "source", "target", "place", "speaker"})
# Rules of participants and places that have no name of their own.
_DESCRIBED = frozenset({"described", "stands_for", "lies_in"})

Rows = dict[str, list[tuple[Any, ...]]]
#: Where a mention stands, to find its row again.
_Place = tuple[int, int]


def origin_id(document: Document) -> str:
    """Id of the place where ``document`` was found; a second reading of the same place has it too."""
    return row_id("origin", document.document_id, document.origin.uri, document.origin.member)


def coded_rows(document: Document, text: Text, coded: CodedDocument) -> Rows:
    """Rows of every table that a coding fills, by table name."""
    doc = as_uuid(document.document_id)
    numbered = _Numbered(doc)
    figure_ids = [numbered.id("figure", f, f.unit, f.kind) for f in coded.figures]
    time_ids = [numbered.id("time", t, t.timex) for t in coded.dates]
    place_ids = [numbered.id("place", p, p.form) for p in coded.places]
    actor_ids = [numbered.id("actor", a, a.kind, a.form) for a in coded.actors]
    rows: Rows = {
        "sentence_bounds": [_sentences(doc, text, coded)],
        # Those of a document that an older version loaded go.
        "sentence_rows": [],
        "uncoded_rows": [],
        "further_mentions": [],
        "figures": [_figure(i, doc, f, figure_ids) for i, f in zip(figure_ids, coded.figures, strict=True)],
        "time_expressions": [_time(i, doc, t) for i, t in zip(time_ids, coded.dates, strict=True)],
        "location_mentions": [_location(i, doc, p) for i, p in zip(place_ids, coded.places, strict=True)],
        "actor_mentions": [_actor(i, doc, a) for i, a in zip(actor_ids, coded.actors, strict=True)],
        **{name: [] for name in _EVENT_TABLES},
    }
    finder = _Finder(
        figure_ids,
        time_ids,
        {(p.start, p.end): i for i, p in zip(place_ids, coded.places, strict=True)},
        {(a.start, a.end): i for i, a in zip(actor_ids, coded.actors, strict=True)},
    )
    for event in _distinct(coded.events, lambda e: e.event_id):
        _event(rows, doc, event, finder)
    return rows


def _sentences(doc: str, text: Text, coded: CodedDocument) -> tuple[Any, ...]:
    spans = [text.raw_span(s.start, s.end) for s in text.sentences]
    uncoded = ([u.sentence for u in coded.uncoded] or None, [u.reason for u in coded.uncoded] or None)
    return (doc, [start for start, _ in spans], [end for _, end in spans], *uncoded)


_EVENT_TABLES = (
    "events",
    "event_participants",
    "event_locations",
    "event_figures",
)


class _Numbered:
    """Ids of mentions; of two that are alike in all that names them, the second gets its ordinal added."""

    def __init__(self, doc: str) -> None:
        self._doc = doc
        self._seen: dict[tuple[Any, ...], int] = {}

    def id(self, layer: str, mention: Mention, *kind: object) -> str:
        parts = (layer, self._doc, mention.start, mention.end, *kind)
        again = self._seen.get(parts, 0)
        self._seen[parts] = again + 1
        return id_within(self._doc, row_id(*parts, again) if again else row_id(*parts))


class _Finder:
    """From the mentions that an event holds to their rows."""

    def __init__(
        self, figures: list[str], times: list[str], places: dict[_Place, str], actors: dict[_Place, str]
    ) -> None:
        self.figures, self.times, self.places, self.actors = figures, times, places, actors


def _span(m: Mention | Span) -> tuple[int, int, int, str]:
    return m.sentence, m.start, m.end, m.text


def _figure(i: str, doc: str, f: Figure, ids: list[str]) -> tuple[Any, ...]:
    numbers = (f.number_start, f.number_end, f.low, f.high, f.best, f.qualifier)
    whole = None if f.part_of is None else ids[f.part_of]
    return (i, doc, *_span(f), f.rule, *numbers, f.unit, f.unit_code, f.counted, f.kind, f.flow, whole)


def _time(i: str, doc: str, t: TimeExpression) -> tuple[Any, ...]:
    days = (t.timex, t.value, t.date_start, t.date_end, t.grain, t.modifier, t.calendar, t.anchor, t.reason)
    return (i, doc, *_span(t), t.rule, *days)


def _location(i: str, doc: str, p: PlaceMention) -> tuple[Any, ...]:
    # core.locations says it of a place that is known.
    named = (None,) * 4 if p.place_id else (p.name_ar, p.name_en, p.country, p.feature)
    # Of a resolved place the reason is the evidence, in words; the column is for what is missing.
    unresolved = None if p.place_id else p.reason
    name = (*_bare_name(p), p.form, p.place_id, *named)
    return (i, doc, *_span(p), p.rule, *name, p.relation, p.precision, p.score, unresolved)


def _actor(i: str, doc: str, a: ActorMention) -> tuple[Any, ...]:
    # core.actors says it of an actor that is known.
    known = (None,) * 5 if a.actor_id else (a.name_ar, a.name_en, a.kind, a.country, a.sector)
    return (i, doc, *_span(a), a.rule, *_bare_name(a), a.form, a.actor_id, *known, a.role, a.reason)


def _bare_name(m: PlaceMention | ActorMention) -> tuple[int | None, int | None]:
    """Where the name begins and ends, as far as the mention does not begin or end there itself."""
    return None if m.name_start == m.start else m.name_start, None if m.name_end == m.end else m.name_end


def _event(rows: Rows, doc: str, event: Event, finder: _Finder) -> None:
    i = as_uuid(event.event_id)
    # ref.event_types says what a type is in PLOVER and CAMEO.
    types = (event.event_type, None, None, None, event.modality)
    time = None if event.date is None else finder.times[event.date]
    days = (event.date_start, event.date_end, event.grain, time)
    decided = (event.confidence, event.date_source, None, _decided(event))
    own = (event.trigger.start, event.trigger.end)
    spans = [(s.start, s.end) for s in _distinct(event.mentions, lambda s: (s.start, s.end)) if (s.start, s.end) != own]
    further = ([start for start, _ in spans] or None, [end for _, end in spans] or None)
    rows["events"].append((i, doc, *_span(event.trigger), event.rule, *types, *days, *decided, *further))
    speakers = (event.speaker,) if event.speaker else ()
    for role, actors in (("source", event.sources), ("target", event.targets), ("speaker", speakers)):
        for position, actor in enumerate(actors):
            mention = None if actor.rule in _DESCRIBED else finder.actors.get((actor.start, actor.end))
            about = (actor.form, actor.head_class, actor.country, None if actor.actor_id else actor.reason)
            rows["event_participants"].append((i, role, position, *_span(actor), actor.actor_id, mention, *about))
    for role, place in (("where", event.place), ("origin", event.origin), ("destination", event.destination)):
        if place:
            mention = None if place.rule in _DESCRIBED else finder.places.get((place.start, place.end))
            unresolved = None if place.place_id else place.reason
            where = (place.place_id, mention, place.relation, place.precision, place.form, unresolved)
            rows["event_locations"].append((i, role, *_span(place), *where))
    rows["event_figures"] += [(i, finder.figures[n]) for n in dict.fromkeys(event.figures)]


def _decided(event: Event) -> str:
    """What decided, a line a step, without what ``core.steps_of`` takes from the row of the event."""
    own = (event.trigger.start, event.trigger.end)
    lines = []
    for step in event.why:
        name = step.step[:2] if step.step in _SHORT_STEPS else step.step
        rule = "" if step.rule == event.rule else _in_line(step.rule) or "\\"
        weight = str(step.weight)
        parts = [name, rule, weight[1:] if weight.startswith("0.") else weight]
        if (step.start, step.end) != own:
            parts += [_in_line(step.rejected), str(step.start), str(step.end - step.start)]
        elif step.rejected:
            parts.append(_in_line(step.rejected))
        lines.append("\t".join(parts))
    return "\n".join(lines)


def _in_line(words: str) -> str:
    """``words`` without tabs and ends of lines, which JSON's escapes stand for."""
    if words.isprintable() and '"' not in words and "\\" not in words:
        return words
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _distinct(items: Iterable[Any], identity: Any) -> Iterator[Any]:
    seen = set()
    for item in items:
        if (name := identity(item)) not in seen:
            seen.add(name)
            yield item
