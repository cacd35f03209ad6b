"""Events of a document: mentions that tell the same one, and what earlier sentences lend them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from etl.events.discourse import BACK, Carried, carried, earlier, nobody_before, same_event
from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.linear import Binary, Ranking, load

#: Roles that an earlier sentence may fill.
CARRIED = ("source", "target", "place", "speaker")


@dataclass(frozen=True, slots=True)
class StoryModels:
    """The fitted models that look across sentences."""

    same: Binary
    carried: dict[str, Ranking]


@dataclass(slots=True)
class Story:
    """One event: its mentions in order, and the best fillers that they and earlier sentences give."""

    mentions: list[Told]
    #: role -> (probability, phrase), likelier first.
    roles: dict[str, list[tuple[float, Entity]]] = field(default_factory=dict)
    lent: set[str] = field(default_factory=set)


@cache
def story_models() -> StoryModels:
    """The models that ship, fitted by ``tools/fit_events.py``."""
    return StoryModels(Binary(load("events/same")), {role: Ranking(load(f"events/carried_{role}")) for role in CARRIED})


def tell(
    page: Page, mentions: list[Told], fitted: StoryModels, likely: dict[str, float], family: dict[str, str]
) -> list[Story]:
    """Group ``mentions`` into events, in the order of their first mention.

    ``likely``: the least probability with which a phrase fills each role, and with which two mentions are ``same``.
    ``family``: event type -> the kind of types that one event may be told with.
    """
    stories: list[Story] = []
    story_of: dict[int, Story] = {}
    for n, now in enumerate(mentions):
        best: tuple[float, Story] | None = None
        for before in mentions[max(0, n - BACK) : n]:
            if family.get(now.trigger.event_type) != family.get(before.trigger.event_type):
                continue
            probability = fitted.same(same_event(page, now, before))
            if probability >= likely["same"] and (best is None or probability > best[0]):
                best = (probability, story_of[id(before)])
        if best is None:
            story = Story([now])
            stories.append(story)
        else:
            story = best[1]
            story.mentions.append(now)
        story_of[id(now)] = story
    for story in stories:
        _fill(story, likely)
    for n, now in enumerate(mentions):
        _lend(page, mentions, n, story_of, fitted, likely)
    return stories


def _fill(story: Story, likely: dict[str, float]) -> None:
    for role in ("source", "target", "place", "speaker"):
        found: dict[int, tuple[float, Entity]] = {}
        for mention in story.mentions:
            for probability, entity in mention.roles.get(role, []):
                if probability >= likely[role]:
                    known = found.get(entity.at)
                    if known is None or probability > known[0]:
                        found[entity.at] = (probability, entity)
        story.roles[role] = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].at))


def _lend(
    page: Page, mentions: list[Told], n: int, story_of: dict[int, Story], fitted: StoryModels, likely: dict[str, float]
) -> None:
    now = mentions[n]
    story = story_of[id(now)]
    missing = [role for role in CARRIED if not story.roles[role]]
    if not missing:
        return
    candidates: list[Carried] = earlier(page, mentions, n)
    joined = [c.mention is not None and story_of[id(c.mention)] is story for c in candidates]
    for role in missing:
        rows = [carried(page, now, role, c, rank, j) for rank, (c, j) in enumerate(zip(candidates, joined, strict=True))]
        chances = fitted.carried[role](rows, nobody_before(page, now, role, len(rows)))
        best = max(zip(chances, range(len(rows)), strict=True), key=lambda pair: (pair[0], -pair[1]), default=None)
        if best is not None and best[0] >= likely[f"carried_{role}"]:
            story.roles[role] = [(best[0], candidates[best[1]].entity)]
            story.lent.add(role)
