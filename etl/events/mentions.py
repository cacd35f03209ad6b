"""What each sentence tells: triggers that count as told, with whoever the sentence itself gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from etl.events.domains import domain
from etl.events.factuality import modalities
from etl.events.features import moods, parts
from etl.events.features.telling import WITH, telling
from etl.events.lexicon import NO_EVENT
from etl.events.network import Network, Reading, agreed, network
from etl.events.page import Page
from etl.events.triggers import Trigger, find, may_tell
from etl.events.types import event_types
from etl.linear import Binary, Choice, Paired, Question, Ranking, load, probability

T = TypeVar("T")

#: Parts that phrases of the same sentence may play; the models of a group look at the same features.
ROLES = ("source", "target", "place")
#: Mentions whose candidates are weighed at once: a matrix for many costs less than many matrices, and what candidates
#: look like takes memory meanwhile.
AT_ONCE = 64
#: Phrases around a trigger that are looked at, the nearest first.
NEAREST = 14
#: What the linear model and the network say count in the odds that a text tells an event, and what is added; as a
#: logistic regression finds on articles that neither was fitted on.
_LINEAR, _NETWORK, _BASE = 0.52, 0.53, 0.08
#: Share of the network in what it and the linear models say together of the parts, chosen likewise.
_PART_SHARE = 0.5
PARTS = (ROLES, ("speaker",), ("date",), ("figure",))


@dataclass(frozen=True, slots=True)
class Models:
    """The fitted models of the coder."""

    told: Paired
    modality: Choice
    #: Whether it happened on the day of publication or the day before.
    recent: Binary
    #: The models of each kind of candidate, by the names of ``candidates``.
    parts: tuple[Ranking, ...]
    network: Network


@dataclass(slots=True)
class Told:
    """One mention of an event: a trigger that tells it, and what its sentence says of it, likelier fillers first."""

    trigger: Trigger
    sentence: int
    probability: float
    modalities: dict[str, float]
    #: Probability that it happened on the day of publication or the day before.
    recent: float = 0.0
    #: Part -> (probability, filler), likelier first; fillers of date and figure are positions in their layers.
    parts: dict[str, list[tuple[float, Any]]] = field(default_factory=dict)


@cache
def models() -> Models:
    """The models that ship, fitted by ``tools/fit_events.py`` and ``tools/fit_network.py``."""
    return Models(
        Paired(load("events/told"), WITH),
        Choice(load("events/modality")),
        Binary(load("events/recent")),
        tuple(Ranking({name: load(f"events/{name}") for name in names}) for names in PARTS),
        network(),
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
    every = list(triggers(page))
    about = domain(page.text)
    reasons = [_reason(page, types[0], about) for types in every]
    sentences = [page.text.sentence_of[types[0].at] for types in every]
    # A sentence none of whose triggers counts need not be read.
    asked = {sentence for sentence, reason in zip(sentences, reasons, strict=True) if not reason}
    read = fitted.network.read(page, [t for t, sentence in zip(every, sentences, strict=True) if sentence in asked])
    for types, sentence, reason in zip(every, sentences, reasons, strict=True):
        if reason:
            passed.append(Passed(types[0], sentence, reason))
            continue
        trigger, chance = likeliest(page, fitted.told, types, read)
        if chance >= least:
            found.append(Told(trigger, sentence, chance, {}))
        else:
            passed.append(Passed(trigger, sentence, "only_mentioned"))
    bind(page, fitted, found, read)
    return found, passed


def _reason(page: Page, trigger: Trigger, about: str) -> str:
    """Why a trigger tells nothing, whatever the models say of it; "" where nothing speaks against it."""
    if trigger.event_type == NO_EVENT or page.is_name(trigger.at) or trigger.at in page.date_at:  # فجرا is at dawn
        return "set_phrase"
    if about and event_types()[trigger.event_type].quad:
        return f"domain_{about}"  # a derby is no war
    return ""


def triggers(page: Page) -> Iterator[tuple[Trigger, ...]]:
    """The words of a document that may tell of an event, in order, each with all its types."""
    for sentence, stretch in enumerate(page.text.sentences):
        if may_tell(page.text, stretch.first, stretch.stop):
            yield from find(page.tree(sentence))


def likeliest(page: Page, fitted: Paired, types: Sequence[Trigger], read: Reading) -> tuple[Trigger, float]:
    """The likeliest type of a trigger, and its probability."""
    scores = odds(page, fitted, types, read)
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    return types[best], probability(scores[best])


def odds(page: Page, fitted: Paired, types: Sequence[Trigger], read: Reading) -> list[float]:
    """For each type of a trigger, the logarithm of the odds that the text tells such an event there."""
    shared, own, paired = telling(page, types, page.phrases(page.text.sentence_of[types[0].at]))
    base = fitted.score(shared)
    scores = [
        base + fitted.score(alone) + fitted.score_with(trigger.event_type, beside)
        for trigger, alone, beside in zip(types, own, paired, strict=True)
    ]
    pairs = zip(scores, read.told(types), strict=True)
    return [_LINEAR * first + _NETWORK * second + _BASE for first, second in pairs]


def bind(page: Page, fitted: Models, mentions: Sequence[Told], read: Reading) -> None:
    """Give ``mentions`` their moods and the phrases, days and figures of their own sentences, with probabilities."""
    for mention in mentions:
        features = moods.modality(page, mention.trigger)
        mention.modalities = modalities(page, fitted.modality, mention.trigger, features, read)
        mention.recent = probability(fitted.recent.score(moods.recent(page, mention.trigger, features)))
    for first in range(0, len(mentions), AT_ONCE):
        some = mentions[first : first + AT_ONCE]
        for n, name, found, chances in shares(page, fitted, [mention.trigger for mention in some], read):
            # As likely ones stay in their order.
            ranked = sorted(zip(chances[:-1], found.fillers, strict=True), key=itemgetter(0), reverse=True)
            some[n].parts[name] = ranked


def shares(
    page: Page, fitted: Models, triggers: Sequence[Trigger], read: Reading
) -> Iterator[tuple[int, str, Candidates, list[float]]]:
    """The number of each trigger, each part with its candidates, and the probability of each of them and of nobody."""
    if not triggers:
        return
    groups = zip(*(candidates(page, trigger) for trigger in triggers), strict=True)
    for ranking, found in zip(fitted.parts, groups, strict=True):
        questions = [
            Question(
                them.rows,
                parts.nobody(page, trigger, len(them.rows)),
                {name: parts.claims(page, trigger, name) for name in ranking.names},
            )
            for trigger, them in zip(triggers, found, strict=True)
        ]
        sizes = [len(them.heads) + 1 for them in found]
        second = read.parts(triggers, [them.heads for them in found], ranking.names)
        columns = agreed(ranking.answers(questions), second, _PART_SHARE, sizes).T.tolist()
        stop = 0
        for n, (them, size) in enumerate(zip(found, sizes, strict=True)):
            start, stop = stop, stop + size
            for name, column in zip(ranking.names, columns, strict=True):
                yield n, name, them, column[start:stop]


class Candidates(NamedTuple):
    """What may play the parts of a group of ``PARTS``."""

    #: Phrases; positions in their layer for days and figures.
    fillers: Sequence[Any]
    #: The token that heads each.
    heads: list[int]
    #: The features of each.
    rows: list[list[str]]


def candidates(page: Page, trigger: Trigger) -> list[Candidates]:
    """For each group of ``PARTS`` the phrases, days or figures of the trigger's sentence."""
    sentence = page.text.sentence_of[trigger.at]
    near = sorted(page.phrases(sentence), key=lambda e: abs(e.at - trigger.at))[:NEAREST]
    near.sort(key=lambda e: e.at)
    every = page.phrases(sentence) if page.arcs(trigger.at).reports else []
    dates, figures = page.dates[sentence], page.figures[sentence]
    found = []
    for fillers, heads, features in (
        (near, [e.at for e in near], parts.roles),
        (every, [e.at for e in every], parts.speakers),
        (dates, [page.top(page.layers.dates[m]) for m in dates], parts.days),
        (figures, [page.top(page.layers.figures[m]) for m in figures], parts.counts),
    ):
        ranked: list[Any] = _ranked(trigger.at, fillers, heads)
        found.append(Candidates(fillers, heads, features(page, trigger, ranked)))
    return found


def _ranked(at: int, candidates: Sequence[T], positions: Sequence[int]) -> list[tuple[T, int]]:
    """Each with the number of others that lie between ``at`` and its position."""
    order = sorted(positions)
    found = []
    for candidate, position in zip(candidates, positions, strict=True):
        first, last = min(at, position), max(at, position)
        found.append((candidate, bisect_left(order, last) - bisect_right(order, first) if first < last else 0))
    return found
