"""The extraction contract: a coded document as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from etl.documents import ActorMention, CodedDocument, Event, Mention, PlaceMention, Span, Why

# How the stages find a mention again; of no use outside.
_INTERNAL = {"first", "stop"}
# Of described participants alone.
_WHERE_SET = {"head_class"}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def mention_json(mention: Mention | Span) -> dict[str, Any]:
    """One mention as the contract writes it."""
    return {
        name: _plain(getattr(mention, name))
        for name in type(mention).__match_args__
        if name not in _INTERNAL and not (name in _WHERE_SET and getattr(mention, name) is None)
    }


def _participant(actor: ActorMention) -> dict[str, Any]:
    return {
        "actor_id": actor.actor_id,
        "name_en": actor.name_en,
        "text": actor.text,
        "start": actor.start,
        "end": actor.end,
        "class": actor.head_class,
        "country": actor.country,
    }


def _place(place: PlaceMention | None) -> dict[str, Any] | None:
    return mention_json(place) if place else None


def why_json(why: Iterable[Why]) -> list[dict[str, Any]]:
    """What decided, in order."""
    return [step._asdict() for step in why]


def event_json(event: Event) -> dict[str, Any]:
    """One event as the contract writes it."""
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "plover_type": event.plover_type,
        "plover_mode": event.plover_mode,
        "cameo_code": event.cameo_code,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end, "text": event.trigger.text},
        "sentence": event.sentence,
        "mentions": [mention_json(span) for span in event.mentions],
        "sources": [_participant(actor) for actor in event.sources],
        "targets": [_participant(actor) for actor in event.targets],
        "place": _place(event.place),
        "origin": _place(event.origin),
        "destination": _place(event.destination),
        "date_start": _plain(event.date_start),
        "date_end": _plain(event.date_end),
        "grain": event.grain,
        "date": event.date,
        "date_source": event.date_source,
        "figures": list(event.figures),
        "modality": event.modality,
        "speaker": _participant(event.speaker) if event.speaker else None,
        "confidence": event.confidence,
        "rule": event.rule,
        "why": why_json(event.why),
    }


def document_json(identifier: str, coded: CodedDocument) -> dict[str, Any]:
    """A whole document as one line of ``waqai extract --jsonl``."""
    return {
        "id": identifier,
        "figures": [mention_json(m) for m in coded.figures],
        "dates": [mention_json(m) for m in coded.dates],
        "places": [mention_json(m) for m in coded.places],
        "actors": [mention_json(m) for m in coded.actors],
        "events": [event_json(e) for e in coded.events],
        "version": coded.version,
    }
