"""Events: who did what to whom, where, when, how many, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar, cast
from uuid import NAMESPACE_URL, uuid5

from etl.documents import (
    ActorMention,
    Event,
    Figure,
    Mention,
    Modality,
    PlaceMention,
    Span,
    TimeExpression,
    Uncoded,
)
from etl.events.anaphora import latter
from etl.events.candidates import Candidate
from etl.events.coder import Coder
from etl.events.domains import document_domain
from etl.events.items import Item, mention_item
from etl.events.lexicon import Word, lexicon
from etl.events.merging import merge
from etl.events.needs import counts_people
from etl.events.sentences import View
from etl.events.stories import is_total
from etl.events.types import event_types
from etl.ids import named_uuid
from etl.text import Text, positions

__all__ = ["find_events", "read_sentences"]

T = TypeVar("T")

#: Names the space of event ids: never change it.
_NAMESPACE = uuid5(NAMESPACE_URL, "https://waqai.invalid/event").bytes


def find_events(
    text: Text,
    figures: tuple[Figure, ...],
    dates: tuple[TimeExpression, ...],
    places: tuple[PlaceMention, ...],
    actors: tuple[ActorMention, ...],
    document_id: str,
    published_on: date | None,
) -> tuple[tuple[Event, ...], tuple[Uncoded, ...]]:
    """Events of ``text`` in order of their first mention, and the sentences that should have given one."""
    coder = read_sentences(text, figures, dates, places, actors, published_on)
    if coder is None:
        return (), ()
    groups, mentioned = merge(coder.candidates, published_on)
    group_of = {id(c): group for group in groups for c in group}
    events = [_event(text, group, group_of, document_id, published_on) for group in groups]
    uncoded = coder.uncoded + _mentioned(text, mentioned, {c.sentence for group in groups for c in group})
    return tuple(sorted(events, key=lambda event: event.mentions[0].start)), tuple(
        sorted(uncoded, key=lambda left: left.start)
    )


def read_sentences(
    text: Text,
    figures: tuple[Figure, ...],
    dates: tuple[TimeExpression, ...],
    places: tuple[PlaceMention, ...],
    actors: tuple[ActorMention, ...],
    published_on: date | None,
    make: type[Coder] = Coder,
) -> Coder | None:
    """A coder that has read every sentence, with its candidates not yet merged; None for a text without a trigger."""
    hits = _hits(text)
    if not hits:
        return None
    coder = make(
        document_domain([hit for group in hits.values() for hit in group], len(text.words)),
        published_on,
    )
    items = _items(figures=figures, dates=dates, places=places, actors=actors)
    counting = {figure.sentence for figure in figures if counts_people(figure)}
    for ordinal in sorted(hits.keys() | counting):
        found = hits.get(ordinal, [])
        sentence = text.sentences[ordinal]
        if not any(word.rows for _, word in found):
            if ordinal in counting:
                coder.uncoded.append(_left_out(text, ordinal, "no_trigger"))
            continue
        meant = latter(text, sentence.first, sentence.stop, found, actors)
        mentions = sorted([*items.get(ordinal, []), *meant], key=lambda item: item.first)
        coder.read(View(text, sentence.first, sentence.stop, found, mentions), ordinal)
    return coder


def _mentioned(text: Text, left: list[Candidate], coded: set[int]) -> list[Uncoded]:
    """Sentences whose only triggers look back on events that the text does not tell."""
    ordinals = sorted({candidate.sentence for candidate in left} - coded)
    return [_left_out(text, ordinal, "only_mentioned") for ordinal in ordinals]


def _left_out(text: Text, ordinal: int, reason: str) -> Uncoded:
    sentence = text.sentences[ordinal]
    span = text.span(sentence.first, sentence.stop)
    return Uncoded(ordinal, reason, span.start, span.end, span.text)


def _hits(text: Text) -> dict[int, list[tuple[int, Word]]]:
    """Tokens that some lexicon knows, by sentence."""
    known = lexicon().words
    found: dict[int, list[tuple[int, Word]]] = {}
    sentence_of = text.sentence_of
    for i in positions(known.__getitem__, text.words):
        word = known[text.words[i]]
        if word is not None:
            found.setdefault(sentence_of[i], []).append((i, word))
    return found


def _items(**layers: Iterable[Mention]) -> dict[int, list[Item]]:
    """Mentions of all layers by sentence."""
    found: dict[int, list[Item]] = {}
    for kind, layer in layers.items():
        for index, mention in enumerate(layer):
            found.setdefault(mention.sentence, []).append(mention_item(kind[:-1], index, mention))
    return found


def _event(
    text: Text,
    group: list[Candidate],
    group_of: dict[int, list[Candidate]],
    document_id: str,
    published_on: date | None,
) -> Event:
    """One event from its mentions: the first mention names it, all of them fill it.

    Where none of them has a place or a day, the event of a partner has it: the attack in which people were killed.
    """
    partners = _partners(group, group_of)
    spans = [_span(text, candidate) for candidate in group]
    best = max(group, key=_richness)
    trigger = spans[group.index(best)]
    kind = event_types()[best.event_type]
    date_start, date_end, grain, index = _when(group, partners, published_on)
    return Event(
        event_id=named_uuid(_NAMESPACE, f"{document_id}|{kind.code}|{trigger.start}|{trigger.end}".encode()),
        event_type=kind.code,
        plover_type=kind.plover_type,
        plover_mode=kind.plover_mode,
        cameo_code=kind.cameo_code,
        trigger=trigger,
        mentions=tuple(sorted(spans, key=lambda span: span.start)),
        rule=f"{best.row.frame}_{best.reading.pos}",
        sources=_union(group, "source"),
        targets=_union(group, "target"),
        place=_first([c.place for c in _own_first(group, partners)]),
        origin=_first([c.origin for c in group]),
        destination=_first([c.destination for c in group]),
        date_start=date_start,
        date_end=date_end,
        grain=grain,
        date=index,
        figures=tuple(sorted({item.index for c in group for item in c.figures})),
        modality=cast(Modality, best.modality),
        speaker=_first([c.speaker for c in group]),
        confidence=_confidence(group),
    )


def _span(text: Text, candidate: Candidate) -> Span:
    return text.span(candidate.first, candidate.stop, len(candidate.reading.proclitic))


def _richness(candidate: Candidate) -> int:
    return 2 * bool(candidate.sources) + 2 * bool(candidate.targets) + bool(candidate.figures) + (not candidate.lent)


def _partners(group: list[Candidate], group_of: dict[int, list[Candidate]]) -> list[Candidate]:
    """Mentions of the other events that those of ``group`` are part of."""
    ours = {id(c) for c in group}
    others = {id(other): other for own in group if (other := group_of.get(id(own.partner)))}
    return [c for other in others.values() for c in other if id(c) not in ours]


def _own_first(group: list[Candidate], partners: list[Candidate]) -> list[Candidate]:
    """Candidates whose place is their own, finer places first; then partners, then those that borrowed their place."""
    if len(group) == 1 and not partners:
        return group
    ours = {id(c) for c in group}
    return sorted(
        group + partners,
        key=lambda c: (c.lent, id(c) not in ours, -((c.place.precision or 0) >= 3 if c.place else 0)),
    )


def _first(values: list[T | None]) -> T | None:
    for value in values:
        if value is not None:
            return value
    return None


def _union(group: list[Candidate], role: str) -> tuple[ActorMention, ...]:
    found: dict[str, ActorMention] = {}
    for candidate in group:
        for actor in candidate.actors(role):
            found.setdefault(actor.actor_id or actor.text, actor)
    return tuple(found.values())


def _when(
    group: list[Candidate], partners: list[Candidate], published_on: date | None
) -> tuple[date | None, date | None, str | None, int | None]:
    """The finest day that a mention gives; else, for what is told as news, the day of publication or the one before."""
    dated = [c.date for c in group if c.date is not None] or [c.date for c in partners if c.date is not None]
    if dated:
        index, expression = min(dated, key=lambda pair: _days(pair[1]))
        end = expression.date_end or expression.date_start
        if expression.modifier == "since" and published_on is not None and end is not None:
            end = max(end, published_on)
        return expression.date_start, end, expression.grain, index
    if published_on is None or group[0].modality != "asserted" or all(c.since or is_total(c) for c in group):
        return None, None, None, None
    return published_on - timedelta(days=1), published_on, "day", None


def _days(expression: TimeExpression) -> int:
    if expression.date_start is None or expression.date_end is None:
        return 100_000
    return (expression.date_end - expression.date_start).days


def _confidence(group: list[Candidate]) -> float:
    """0 to 1: more for each kind of evidence that the text gives."""
    doer = sufferer = place = day = verb = False
    for c in group:
        doer |= bool(c.sources)
        sufferer |= bool(c.targets or c.figures)
        place |= c.place is not None and not c.lent
        day |= c.date is not None
        verb |= c.reading.pos == "verb"
    evidence = 0.4 + 0.1 * doer + 0.1 * sufferer + 0.1 * place + 0.1 * day + 0.05 * (len(group) > 1) + 0.05 * verb
    return round(min(evidence, 0.95), 2)
