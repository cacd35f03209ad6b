"""What each sentence tells: triggers that count as told, with whoever the sentence itself gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

from etl.events.domains import domain
from etl.events.factuality import modalities
from etl.events.features import parts
from etl.events.features.telling import told as telling
from etl.events.lexicon import NO_EVENT
from etl.events.page import Entity, Page
from etl.events.triggers import Trigger, find, may_tell
from etl.events.types import event_types
from etl.linear import Binary, Choice, Ranking, load, probability

T = TypeVar("T")

#: Parts that phrases of the same sentence may play; the models of a group look at the same features.
ROLES = ("source", "target", "place")
#: Phrases around a trigger that are looked at, the nearest first.
NEAREST = 14
_NO_CHANCE = 0.02
PARTS = (ROLES, ("speaker",), ("date",), ("figure",))


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models of the coder."""

    told: Binary
    modality: Choice
    #: The models of each kind of candidate, by the names of ``candidates``.
    parts: tuple[Ranking, ...]


@dataclass(slots=True)
class Told:
    """One mention of an event: a trigger that tells it, and what its sentence says of it, likelier fillers first."""

    trigger: Trigger
    sentence: int
    probability: float
    modalities: dict[str, float]
    #: Part -> (probability, filler), likelier first; fillers of date and figure are positions in their layers.
    parts: dict[str, list[tuple[float, Any]]] = field(default_factory=dict)


@cache
def models() -> Models:
    """The models that ship, fitted by ``tools/fit_events.py``."""
    return Models(
        Binary(load("events/told")),
        Choice(load("events/modality")),
        tuple(Ranking({name: load(f"events/{name}") for name in names}) for names in PARTS),
    )


class Passed(NamedTuple):
    """A trigger that does not count as told: ``reason`` is a code of ``seeds/reason_codes.csv``."""

    trigger: Trigger
    sentence: int
    reason: str


def told(page: Page, fitted: Models, least: float) -> tuple[list[Told], list[Passed]]:
    """Mentions of the document whose probability is ``least`` or more, in order, and the triggers passed over."""
    found: list[Told] = []
    passed: list[Passed] = []
    about = domain(page.text)
    for types in triggers(page):
        sentence = page.text.sentence_of[types[0].at]
        if types[0].event_type == NO_EVENT or page.is_name(types[0].at):
            passed.append(Passed(types[0], sentence, "set_phrase"))
        elif about and event_types()[types[0].event_type].quad:
            passed.append(Passed(types[0], sentence, f"domain_{about}"))  # a derby is no war
        else:
            trigger, chance = likeliest(page, fitted.told, types)
            if chance >= least:
                found.append(Told(trigger, sentence, chance, {}))
                bind(page, fitted, found[-1])
            else:
                passed.append(Passed(trigger, sentence, "only_mentioned"))
    return found, passed


def triggers(page: Page) -> Iterator[tuple[Trigger, ...]]:
    """The words of a document that may tell of an event, in order, each with all its types."""
    for sentence, stretch in enumerate(page.text.sentences):
        if may_tell(page.text, stretch.first, stretch.stop):
            yield from find(page.tree(sentence))


def likeliest(page: Page, fitted: Binary, types: Sequence[Trigger]) -> tuple[Trigger, float]:
    """The likeliest type of a trigger; the others are asked only where the row's own has a chance."""
    shared, own = telling(page, types, page.phrases(page.text.sentence_of[types[0].at]))
    base = fitted.score(shared)
    scores = [base + fitted.score(features) for features in own]
    best = 0
    if probability(scores[0]) >= _NO_CHANCE:
        best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    return types[best], probability(scores[best])


def bind(page: Page, fitted: Models, mention: Told) -> None:
    """Give ``mention`` its mood and the phrases, days and figures of its own sentence, with their probabilities."""
    trigger = mention.trigger
    mention.modalities = modalities(page, fitted.modality, trigger)
    for ranking, (fillers, rows) in zip(fitted.parts, candidates(page, trigger), strict=True):
        claims = {name: parts.claims(page, trigger, name) for name in ranking.names}
        for name, chances in ranking(rows, parts.nobody(page, trigger, len(rows)), claims).items():
            mention.parts[name] = sorted(zip(chances, fillers, strict=True), key=_likelier)


def _likelier(pair: tuple[float, Entity | int]) -> tuple[float, int]:
    return -pair[0], pair[1] if isinstance(pair[1], int) else pair[1].at


def candidates(page: Page, trigger: Trigger) -> list[tuple[list[Any], list[list[str]]]]:
    """For each group of ``PARTS`` the phrases, days or figures of the trigger's sentence, and the features of each."""
    sentence = page.text.sentence_of[trigger.at]
    entities = sorted(page.phrases(sentence), key=lambda e: abs(e.at - trigger.at))[:NEAREST]
    entities.sort(key=lambda e: e.at)
    found: list[tuple[list[Any], list[list[str]]]] = [
        (entities, parts.roles(page, trigger, _ranked(trigger.at, entities, [e.at for e in entities])))
    ]
    every = page.phrases(sentence) if page.arcs(trigger.at).reports else []
    found.append((every, parts.speakers(page, trigger, _ranked(trigger.at, every, [e.at for e in every]))))
    layers = page.layers
    for here, tops, features in (
        (page.dates[sentence], [page.top(layers.dates[m]) for m in page.dates[sentence]], parts.days),
        (page.figures[sentence], [page.top(layers.figures[m]) for m in page.figures[sentence]], parts.counts),
    ):
        found.append((here, features(page, trigger, _ranked(trigger.at, here, tops))))
    return found


def _ranked(at: int, candidates: Sequence[T], positions: Sequence[int]) -> list[tuple[T, int]]:
    """Each with the number of others that lie between ``at`` and its position."""
    order = sorted(positions)
    found = []
    for candidate, position in zip(candidates, positions, strict=True):
        first, last = min(at, position), max(at, position)
        found.append((candidate, bisect_left(order, last) - bisect_right(order, first) if first < last else 0))
    return found
