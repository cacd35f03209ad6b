"""Events of a document: mentions that tell the same one, and what earlier sentences lend them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import Any

from etl.events.discourse import (
    CARRIED,
    Carried,
    Day,
    carried,
    dated_by,
    days_around,
    earlier,
    hopes,
    mood,
    no_day,
    nobody_before,
)
from etl.events.mentions import AT_ONCE, Told
from etl.events.page import Entity, Page
from etl.events.same import are_two, before, same_event
from etl.linear import Binary, Question, Ranking, Weights, load

#: Least probabilities: of a mention that founds an event and of one that may join it, of a phrase for each role, of a
#: day, a figure, and of two mentions being one event. Chosen on articles held out, to balance precision and recall.
LIKELY = {
    "told": 0.63, "joins": 0.3, "source": 0.28, "target": 0.3, "place": 0.35, "speaker": 0.33, "date": 0.45,
    "figure": 0.35, "recent": 0.6, "same": 0.65, "carried_source": 0.5, "carried_target": 0.45, "carried_place": 0.6,
    "carried_speaker": 0.5, "carried_date": 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoryModels:
    """The fitted models that look across sentences."""

    same: Binary
    carried: Ranking
    dated: Ranking


@dataclass(slots=True)
class Story:
    """One event: its mentions in order, and the best fillers that they and earlier sentences give."""

    mentions: list[Told]
    #: role -> (probability, phrase), likelier first.
    roles: dict[str, list[tuple[float, Entity]]] = field(default_factory=dict)
    lent: set[str] = field(default_factory=set)
    #: (probability, position in the layer of dates), from another mention or sentence.
    day: tuple[float, int] | None = None


@cache
def story_models() -> StoryModels:
    """The models that ship, fitted by ``tools/fit_events.py``."""
    names = ("same", *(f"carried_{role}" for role in (*CARRIED, "date")))
    return story_models_of({name: load(f"events/{name}") for name in names})


def story_models_of(weights: Mapping[str, Weights]) -> StoryModels:
    """The models of these tables of weights."""
    return StoryModels(
        Binary(weights["same"]),
        Ranking({role: weights[f"carried_{role}"] for role in CARRIED}),
        Ranking({"date": weights["carried_date"]}),
    )


def tell(page: Page, mentions: list[Told], fitted: StoryModels) -> tuple[list[Story], list[Told]]:
    """Group ``mentions`` into events, in the order of their first mention.

    Also those that are too unlikely to found an event and join none.
    """
    stories: list[Story] = []
    story_of: dict[int, Story] = {}
    alone: list[Told] = []
    known: list[Told] = []
    for now in mentions:
        best: tuple[float, Story] | None = None
        for rank, then in enumerate(before(known, now)):
            probability = fitted.same(same_event(page, now, then, rank))
            if probability < LIKELY["same"] or (best is not None and probability <= best[0]):
                continue
            if not any(are_two(page, now, m) for m in story_of[id(then)].mentions):
                best = (probability, story_of[id(then)])
        if best is not None:
            story = best[1]
            story.mentions.append(now)
        elif now.probability >= LIKELY["told"]:
            story = Story([now])
            stories.append(story)
        else:
            alone.append(now)
            continue
        story_of[id(now)] = story
        known.append(now)
    for story in stories:
        _fill(story)
    for first in range(0, len(known), AT_ONCE):
        some = range(first, min(first + AT_ONCE, len(known)))
        _lend(page, known, some, story_of, fitted)
        _lend_days(page, known, some, story_of, fitted)
    return stories, alone


def likely(mention: Told, role: str) -> Iterator[tuple[float, Any]]:
    """The fillers of ``role`` in the sentence of ``mention`` that are likely enough, likelier first."""
    return takewhile(lambda pair: pair[0] >= LIKELY[role], mention.parts[role])


def _fill(story: Story) -> None:
    """Give ``story`` the phrases of its mentions; those of facts, where it has any that say who: who is only threatened
    with an execution has no part in the one that was carried out."""
    facts = [m for m in story.mentions if mood(m) == "asserted"]
    for role in CARRIED:
        found: dict[int, tuple[float, Entity]] = {}
        telling = [m for m in facts if any(True for _ in likely(m, role))] or story.mentions
        for mention in telling:
            for probability, entity in likely(mention, role):
                known = found.get(entity.at)
                if known is None or probability > known[0]:
                    found[entity.at] = (probability, entity)
        story.roles[role] = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].at))
    # Nobody does a thing to himself: a phrase that may be both is what it is likelier to be.
    chances = {role: {entity.at: p for p, entity in story.roles[role]} for role in ("source", "target")}
    for role, other in (("source", "target"), ("target", "source")):
        story.roles[role] = [
            (p, entity)
            for p, entity in story.roles[role]
            if p > chances[other].get(entity.at, 0.0) or (p == chances[other].get(entity.at) and role == "source")
        ]


def _lend(page: Page, mentions: list[Told], some: range, story_of: dict[int, Story], fitted: StoryModels) -> None:
    """Give the stories of ``some`` mentions, by their numbers, the phrases of others for parts that they lack."""
    asked: list[tuple[Story, list[Carried]]] = []
    questions = []
    for n in some:
        now = mentions[n]
        story = story_of[id(now)]
        missing = [role for role in CARRIED if not story.roles[role]]
        if missing:
            candidates = earlier(page, mentions, n)
            joined = _told_together(candidates, story, story_of)
            rows = carried(page, now, candidates, joined)
            asked.append((story, candidates))
            questions.append(Question(rows, nobody_before(page, now, len(rows)), {r: hopes(now, r) for r in missing}))
    for (story, candidates), answer in zip(asked, fitted.carried(questions), strict=True):
        for role, chances in answer.items():
            best = max(chances, default=0.0)
            # A mention before may have been lent somebody.
            if best >= LIKELY[f"carried_{role}"] and not story.roles[role]:
                story.roles[role] = [(best, candidates[chances.index(best)].entity)]
                story.lent.add(role)


def _told_together(candidates: Sequence[Carried | Day], story: Story, story_of: dict[int, Story]) -> list[bool]:
    """Whether a mention of ``story`` itself brings each of ``candidates``."""
    return [c.mention is not None and story_of[id(c.mention)] is story for c in candidates]


def _lend_days(page: Page, mentions: list[Told], some: range, story_of: dict[int, Story], fitted: StoryModels) -> None:
    """Give the stories of ``some`` mentions, by their numbers, the day of others if they have none of their own."""
    asked: list[tuple[Story, list[Day]]] = []
    questions = []
    for n in some:
        now = mentions[n]
        story = story_of[id(now)]
        if any(True for m in story.mentions for _ in likely(m, "date")):
            continue
        candidates = days_around(page, mentions, n)
        joined = _told_together(candidates, story, story_of)
        rows = [dated_by(page, now, c, rank, j) for rank, (c, j) in enumerate(zip(candidates, joined, strict=True))]
        asked.append((story, candidates))
        questions.append(Question(rows, no_day(page, now, len(rows)), {"date": hopes(now, "date")}))
    for (story, candidates), answer in zip(asked, fitted.dated(questions), strict=True):
        for chance, candidate in zip(answer["date"], candidates, strict=True):
            if chance >= LIKELY["carried_date"] and (story.day is None or chance > story.day[0]):
                story.day = (chance, candidate.date)
