"""What each sentence tells: triggers that count as told, with whoever the sentence itself gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from etl.events import features
from etl.events.page import Entity, Page
from etl.events.triggers import Trigger, find
from etl.linear import Binary, Choice, load

#: Parts that phrases of the same sentence may play, each with its own model.
ROLES = ("source", "target", "place")


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models of the coder."""

    told: Binary
    modality: Choice
    roles: dict[str, Binary]
    speaker: Binary
    date: Binary
    figure: Binary


@dataclass(slots=True)
class Told:
    """One mention of an event: a trigger that tells it, and what its sentence says of it, likelier fillers first."""

    trigger: Trigger
    sentence: int
    probability: float
    modalities: dict[str, float]
    roles: dict[str, list[tuple[float, Entity]]] = field(default_factory=dict)
    speakers: list[tuple[float, Entity]] = field(default_factory=list)
    #: Positions in the layers.
    dates: list[tuple[float, int]] = field(default_factory=list)
    figures: list[tuple[float, int]] = field(default_factory=list)


@cache
def models() -> Models:
    """The models that ship, fitted by ``tools/fit_events.py``."""
    return Models(
        Binary(load("events/told")),
        Choice(load("events/modality")),
        {name: Binary(load(f"events/{name}")) for name in ROLES},
        Binary(load("events/speaker")),
        Binary(load("events/date")),
        Binary(load("events/figure")),
    )


def told(page: Page, fitted: Models, least: float) -> list[Told]:
    """Mentions of the document whose probability is ``least`` or more, in order."""
    found: list[Told] = []
    for sentence, graph in enumerate(page.graphs):
        entities = page.entities[sentence]
        for types in find(graph):
            scored = [(fitted.told(features.told(page, t, entities, sentence == 0)), n) for n, t in enumerate(types)]
            probability, best = max(scored, key=lambda pair: (pair[0], -pair[1]))
            if probability >= least:
                found.append(Told(types[best], sentence, probability, {}))
    for mention in found:
        bind(page, fitted, mention)
    return found


def bind(page: Page, fitted: Models, mention: Told) -> None:
    """Give ``mention`` its mood and the phrases, days and figures of its own sentence, with their probabilities."""
    trigger = mention.trigger
    mention.modalities = fitted.modality(features.modality(page, trigger))
    entities = page.entities[mention.sentence]
    between = ranks(trigger.at, [e.at for e in entities])
    for entity, rank in zip(entities, between, strict=True):
        names = features.role(page, trigger, entity, rank)
        for role, model in fitted.roles.items():
            mention.roles.setdefault(role, []).append((model(names), entity))
        mention.speakers.append((fitted.speaker(features.said(page, trigger, entity, rank)), entity))
    dates, figures = page.dates[mention.sentence], page.figures[mention.sentence]
    for date, rank in zip(dates, ranks(trigger.at, [page.top(page.layers.dates[d]) for d in dates]), strict=True):
        mention.dates.append((fitted.date(features.dated(page, trigger, date, rank)), date))
    for figure, rank in zip(
        figures, ranks(trigger.at, [page.top(page.layers.figures[f]) for f in figures]), strict=True
    ):
        mention.figures.append((fitted.figure(features.counted(page, trigger, figure, rank)), figure))
    for fillers in (*mention.roles.values(), mention.speakers):
        fillers.sort(key=lambda pair: (-pair[0], pair[1].at))
    mention.dates.sort(key=lambda pair: (-pair[0], pair[1]))
    mention.figures.sort(key=lambda pair: (-pair[0], pair[1]))


def ranks(at: int, positions: Sequence[int]) -> list[int]:
    """How many of ``positions`` lie between ``at`` and each of them."""
    return [sum(1 for other in positions if min(at, p) < other < max(at, p)) for p in positions]
