"""What each sentence tells: triggers that count as told, with whoever the sentence itself gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from etl.events import features
from etl.events.page import Entity, Page
from etl.events.triggers import Trigger, find
from etl.linear import Binary, Choice, Ranking, load

#: Parts that phrases of the same sentence may play, each with its own model.
ROLES = ("source", "target", "place")


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models of the coder."""

    told: Binary
    modality: Choice
    roles: dict[str, Ranking]
    speaker: Ranking
    date: Ranking
    figure: Ranking


@dataclass(slots=True)
class Told:
    """One mention of an event: a trigger that tells it, and what its sentence says of it, likelier fillers first."""

    trigger: Trigger
    sentence: int
    probability: float
    modalities: dict[str, float]
    roles: dict[str, list[tuple[float, Entity]]] = field(default_factory=dict)
    #: Positions in the layers.
    dates: list[tuple[float, int]] = field(default_factory=list)
    figures: list[tuple[float, int]] = field(default_factory=list)


@cache
def models() -> Models:
    """The models that ship, fitted by ``tools/fit_events.py``."""
    return Models(
        Binary(load("events/told")),
        Choice(load("events/modality")),
        {name: Ranking(load(f"events/{name}")) for name in ROLES},
        Ranking(load("events/speaker")),
        Ranking(load("events/date")),
        Ranking(load("events/figure")),
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
    found = candidates(page, trigger)
    entities = page.entities[mention.sentence]
    for role, model in (*fitted.roles.items(), ("speaker", fitted.speaker)):
        chances = model(found[role], features.nobody(page, trigger, role, len(entities)))
        mention.roles[role] = list(zip(chances, entities, strict=True))
    for name, model, here, into in (
        ("date", fitted.date, page.dates[mention.sentence], mention.dates),
        ("figure", fitted.figure, page.figures[mention.sentence], mention.figures),
    ):
        into += zip(model(found[name], features.nobody(page, trigger, name, len(here))), here, strict=True)
    for fillers in mention.roles.values():
        fillers.sort(key=lambda pair: (-pair[0], pair[1].at))
    mention.dates.sort(key=lambda pair: (-pair[0], pair[1]))
    mention.figures.sort(key=lambda pair: (-pair[0], pair[1]))


def candidates(page: Page, trigger: Trigger) -> dict[str, list[list[str]]]:
    """Role -> features of each phrase (or day, or figure) of the trigger's sentence, in the order of the page."""
    sentence = page.text.sentence_of[trigger.at]
    entities = page.entities[sentence]
    between = ranks(trigger.at, [e.at for e in entities])
    parts = [features.role(page, trigger, e, rank) for e, rank in zip(entities, between, strict=True)]
    found: dict[str, list[list[str]]] = dict.fromkeys(ROLES, parts)
    found["speaker"] = [features.said(page, trigger, e, rank) for e, rank in zip(entities, between, strict=True)]
    for name, layer, here, make in (
        ("date", page.layers.dates, page.dates[sentence], features.dated),
        ("figure", page.layers.figures, page.figures[sentence], features.counted),
    ):
        tops = ranks(trigger.at, [page.top(layer[m]) for m in here])
        found[name] = [make(page, trigger, m, rank) for m, rank in zip(here, tops, strict=True)]
    return found


def ranks(at: int, positions: Sequence[int]) -> list[int]:
    """How many of ``positions`` lie between ``at`` and each of them."""
    return [sum(1 for other in positions if min(at, p) < other < max(at, p)) for p in positions]
