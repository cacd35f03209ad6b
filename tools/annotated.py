"""Annotated articles as those who fit the event coder look at them: each trigger beside the frames that share it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.quality.events import near
from etl.events.mentions import triggers
from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.events.types import event_types
from etl.pipeline import layers_of
from etl.syntax.trees import Trees
from etl.text import read_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article with its page and its candidates, each with the frames that share its words."""

    name: str
    page: Page
    frames: list[dict[str, Any]]
    candidates: list[tuple[Trigger, ...]]
    meets: list[list[dict[str, Any]]]
    #: The triggers that were judged one by one, with who did; None where the whole article is annotated.
    judged: Mapping[int, str] | None = None

    def is_open(self, at: int) -> bool:
        """Nobody has said what the trigger ``at`` tells."""
        return self.judged is not None and at not in self.judged

    def reader(self, at: int) -> str:
        """Who judged the trigger ``at`` alone: some see events where others see none. Empty in an annotated article."""
        return self.judged[at] if self.judged is not None else ""

    def hits(self, first: int, stop: int, span: dict[str, Any]) -> bool:
        return _hits(self.page, first, stop, span)


def read(folders: Iterable[Path]) -> Iterator[Article]:
    """The articles of folders of ``*.frames.json``."""
    for row in _rows(folders, "*.frames.json"):
        yield article(row["document"], _page(row), row["frames"])


def sentences(paths: Iterable[Path]) -> Iterator[tuple[str, set[str], bool]]:
    """Single sentences: the text, the event types in question (all if empty), and whether it tells one.

    Of JSON lines {text, type, label} (does it tell an event of this PLOVER type: yes, or anything else), or of tables
    with the columns ``text`` and ``event_type``, which is empty for none.
    """
    plover: dict[str, set[str]] = defaultdict(set)
    for name, kind in event_types().items():
        plover[kind.plover_type or ""].add(name)
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.suffix == ".csv":
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                yield row["text"], {row["event_type"]} - {""}, bool(row["event_type"])
        else:
            for row in map(json.loads, lines):
                yield row["text"], plover[row["type"]], row["label"] == "yes"


def single(folders: Iterable[Path]) -> Iterator[Article]:
    """The articles of folders of ``*.judged.json``, in which single triggers were judged.

    A frame whose ``args`` are None says what the trigger tells; of the others it is known who takes part, too.
    """
    for row in _rows(folders, "*.judged.json"):
        frames = [
            {"trigger": j, "type": kind, "modality": j["modality"], "event": "", "args": j["args"]}
            for j in row["judged"]
            for kind in j["types"]
        ]
        found = article(row["document"], _page(row), frames)
        pairs = ((types[0], j) for j in row["judged"] for types in found.candidates)
        yield replace(found, judged={t.at: j["reader"] for t, j in pairs if found.hits(t.at, t.stop, j)})


def _rows(folders: Iterable[Path], pattern: str) -> Iterator[dict[str, Any]]:
    for folder in folders:
        for path in sorted(folder.glob(pattern)):
            yield json.loads(path.read_text(encoding="utf-8"))


def _page(row: dict[str, Any]) -> Page:
    return page_of(row["text"], date.fromisoformat(row["published_on"]) if row["published_on"] else None)


def page_of(raw: str, published_on: date | None) -> Page:
    """The page of a text, with its trees and the mentions of all layers."""
    trees = Trees(read_text(raw))
    return Page(trees, layers_of(trees, published_on), published_on)


def article(name: str, page: Page, frames: list[dict[str, Any]]) -> Article:
    """The article ``name`` with its frames."""
    frames = [f for f in frames if f["type"] != "other"]
    candidates = list(triggers(page))
    meets = [[f for f in frames if _hits(page, t[0].at, t[0].stop, f["trigger"])] for t in candidates]
    return Article(name, page, frames, candidates, meets)


def without_fold(found: Sequence[T], k: int, folds: int) -> list[T]:
    """All but every ``folds``-th, from the ``k``-th on: what is fitted where these are held out."""
    return [one for n, one in enumerate(found) if n % folds != k]


def _hits(page: Page, first: int, stop: int, span: dict[str, Any]) -> bool:
    found = page.text.span(first, stop)
    return found.start < span["end"] and span["start"] < found.end


def tells(trigger: Trigger, types: tuple[Trigger, ...], gold: set[str]) -> bool:
    """Whether frames of types ``gold`` confirm the type of a trigger; where they confirm none, a neighbour of it."""
    exact = gold.intersection(t.event_type for t in types)
    return trigger.event_type in exact or (not exact and any(near(g, trigger.event_type) for g in gold))


def aligned(types: tuple[Trigger, ...], frames: list[dict[str, Any]]) -> tuple[Trigger, dict[str, Any]] | None:
    """The candidate type that a frame confirms."""
    for same in (True, False):
        for frame in frames:
            for t in types:
                if t.event_type == frame["type"] if same else near(t.event_type, frame["type"]):
                    return t, frame
    return None


def wanted(frame: dict[str, Any], role: str) -> list[dict[str, Any]]:
    """The spans that ``frame`` gives for a role; where something comes from and goes to are places, too."""
    roles = ("place", "origin", "destination") if role == "place" else (role,)
    return [g for g in frame["args"] if g["role"] in roles]


def right(a: Article, frame: dict[str, Any], role: str, fillers: Iterable[Any]) -> list[bool]:
    """Which of the candidates of a role ``frame`` confirms."""
    spans = wanted(frame, role)
    if role not in ("date", "figure"):
        return [any(a.hits(entity.at, entity.at + 1, g) for g in spans) for entity in fillers]
    layer: Any = a.page.layers.dates if role == "date" else a.page.layers.figures
    return [any(a.hits(layer[m].first, layer[m].stop, g) for g in spans) for m in fillers]
