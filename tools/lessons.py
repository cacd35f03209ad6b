"""What the network of the event coder is taught: sentences, with what is said of their triggers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from etl.events.domains import domain
from etl.events.factuality import modalities
from etl.events.features.moods import modality
from etl.events.lexicon import NO_EVENT
from etl.events.mentions import PARTS, Models, candidates, models, odds, shares, triggers
from etl.events.network import Reading, Token, place_in_text, tokens
from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.linear import probability
from tools.annotated import Article, aligned, page_of, right, tells
from tools.gold import articles, day_of

#: What is asked of a trigger with these types, in a sentence that begins at this token; None for nothing.
Ask = Callable[[tuple[Trigger, ...], int], "Asked | None"]
#: Longest sentence, in words, and the least probability of a trigger whose parts are taught.
LONGEST, _TOLD = 120, 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger with what the annotation, or the coder, says of it: probabilities, 0 and 1 of an annotation."""

    at: int
    types: list[str]
    tells: list[float]
    #: Of a trigger that tells: its moods, its type, and for each part the heads, and the shares of each and of nobody.
    moods: Mapping[str, float] = field(default_factory=dict)
    type: str = ""
    parts: tuple[tuple[str, list[int], list[float]], ...] = ()
    is_annotated: bool = True
    #: Who judged it alone, empty for others.
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with its triggers; positions count from its first token."""

    tokens: list[Token]
    position: int
    asked: list[Asked]


def lessons(a: Article) -> Iterator[Lesson]:
    """The sentences of an article that have triggers, as it is annotated."""
    meets = {types[0].at: frames for types, frames in zip(a.candidates, a.meets, strict=True)}
    return _sentences(a.page, a.candidates, lambda types, first: _read(a, types, meets[types[0].at], first))


def _sentences(page: Page, every: list[tuple[Trigger, ...]], ask: Ask) -> Iterator[Lesson]:
    """A lesson of each sentence that has triggers; the network sees all of them and is asked about those that tell."""
    for sentence, found in by_sentence(page, every).items():
        first = page.text.sentences[sentence].first
        words = tokens(page, sentence, {types[0].at: types[0].event_type for types in found})
        asked = [ask(types, first) for types in found if types[0].event_type != NO_EVENT]
        yield Lesson(words, place_in_text(sentence, len(page.text.sentences)), [one for one in asked if one])


def by_sentence(page: Page, found: Iterable[tuple[Trigger, ...]]) -> dict[int, list[tuple[Trigger, ...]]]:
    """Triggers by the number of their sentence."""
    groups: dict[int, list[tuple[Trigger, ...]]] = {}
    for types in found:
        groups.setdefault(page.text.sentence_of[types[0].at], []).append(types)
    return groups


def _read(a: Article, types: tuple[Trigger, ...], frames: list[dict[str, Any]], first: int) -> Asked | None:
    """A trigger with what the annotation says of it; None where it says nothing."""
    if a.is_open(types[0].at):
        return None
    gold = {f["type"] for f in frames}
    at = types[0].at - first
    names, truth = [t.event_type for t in types], [float(tells(t, types, gold)) for t in types]
    pair = aligned(types, frames)
    asked = Asked(at, names, truth, reader=a.reader(types[0].at))
    if pair is None:
        return asked
    trigger, frame = pair
    asked = replace(asked, moods={frame["modality"]: 1.0}, type=trigger.event_type)
    if frame["args"] is None:
        return asked
    parts = []
    for roles, (fillers, heads, _) in zip(PARTS, candidates(a.page, trigger), strict=True):
        for role in roles if heads else ():
            good = right(a, frame, role, fillers)
            parts.append((role, [h - first for h in heads], [*map(float, good), float(not any(good))]))
    return replace(asked, parts=tuple(parts))


def said(archives: list[Path], known: frozenset[str]) -> Iterator[Lesson]:
    """What the coder that ships says of the articles of ``archives`` beside those ``known`` by their number."""
    fitted = models()
    for name, raw in articles(archives):
        if name in known:
            continue
        page = page_of(raw, day_of(name))
        if domain(page.text):
            continue  # in a derby the coder knows better than its models
        every = list(triggers(page))
        ask = partial(_told, page, fitted, fitted.network.read(page, every))
        yield from (lesson for lesson in _sentences(page, every, ask) if len(lesson.tokens) <= LONGEST)


def _told(page: Page, fitted: Models, read: Reading, types: tuple[Trigger, ...], first: int) -> Asked | None:
    """A trigger with what the coder says of it; None for a part of a name."""
    if page.is_name(types[0].at):
        return None
    chances = [probability(score) for score in odds(page, fitted.told, types, read)]
    asked = Asked(types[0].at - first, [t.event_type for t in types], chances, is_annotated=False)
    if max(chances) < _TOLD:
        return asked
    trigger = types[chances.index(max(chances))]
    moods = modalities(page, fitted.modality, trigger, modality(page, trigger), read)
    parts = [
        (role, [head - first for head in found.heads], given)
        for _, role, found, given in shares(page, fitted, [trigger], read)
        if found.heads
    ]
    return replace(asked, moods=moods, type=trigger.event_type, parts=tuple(parts))
