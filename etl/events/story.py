"""Events of a document: mentions that tell the same one, and what earlier sentences lend them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from etl.events.discourse import BACK, Carried, carried, earlier, same_event
from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.linear import Binary, load

#: Roles that an earlier sentence may fill.
CARRIED = ("source", "target", "place", "speaker")


@dataclass(frozen=True, slots=True)
class StoryModels:
    """The fitted models that look across sentences."""

    same: Binary
    carried: dict[str, Binary]


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
    return StoryModels(Binary(load("events/same")), {role: Binary(load(f"events/carried_{role}")) for role in CARRIED})


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
            fillers = mention.speakers if role == "speaker" else mention.roles.get(role, [])
            for probability, entity in fillers:
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
    for role in missing:
        best: tuple[float, Entity] | None = None
        for rank, candidate in enumerate(candidates):
            joined = candidate.mention is not None and story_of[id(candidate.mention)] is story
            probability = fitted.carried[role](carried(page, now, role, candidate, rank, joined))
            if probability >= likely[f"carried_{role}"] and (best is None or probability > best[0]):
                best = (probability, candidate.entity)
        if best is not None:
            story.roles[role] = [best]
            story.lent.add(role)
