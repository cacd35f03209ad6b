"""The annotated articles, and a reading of one as the answer of a coder."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.quality.days import days
from benchmarks.quality.spans import over

GOLD = Path(__file__).resolve().parent.parent / "gold"
Article = dict[str, Any]
Answer = dict[str, Any]
#: Slots of an event that hold lists of phrases.
_LISTS = {"source": "sources", "target": "targets"}


def articles(split: str = "all") -> list[Article]:
    """Articles of a half (``dev``, ``test``), or all of them."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / "articles").glob("*.json"))]
    return [article for article in found if split in ("all", article["split"])]


def second_readings() -> dict[str, Article]:
    """What a reader apart from the first one read in some of the articles, by document."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / "second").glob("*.json")))
    return {article["document"]: article for article in found}


def grouped(frames: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Frames that tell the same event together."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for i, frame in enumerate(frames):
        groups[frame["event"] or f"#{i}"].append(frame)
    return list(groups.values())


def as_answer(reading: Article) -> Answer:
    """A reading in the format of a coder: what a perfect coder answers, and how a second reader is scored."""
    dates = []
    for date in reading["dates"]:
        first, last = days(date["value"]) or (None, None)
        dates.append(date | {"date_start": first, "date_end": last})
    answer = {"figures": reading["figures"], "dates": dates, "places": reading["places"], "actors": reading["actors"]}
    return answer | {"events": [_event(frames, answer) for frames in grouped(reading["frames"])]}


def _event(frames: list[dict[str, Any]], answer: Answer) -> dict[str, Any]:
    told = [frame for frame in frames if frame["modality"] == "asserted"] or frames
    args = [arg for frame in frames for arg in frame["args"]]
    event: dict[str, Any] = {
        "event_type": told[0]["type"],
        "modality": told[0]["modality"],
        "trigger": told[0]["trigger"],
        "mentions": [frame["trigger"] for frame in frames],
        "figures": [i for i, f in enumerate(answer["figures"]) if _named(f, args, "figure")],
        "confidence": None,
    }
    for role, slot in _LISTS.items():
        event[slot] = [arg for arg in args if arg["role"] == role]
    for role in ("place", "origin", "destination", "speaker"):
        event[role] = next((arg for arg in args if arg["role"] == role), None)
    event["date"] = next((i for i, d in enumerate(answer["dates"]) if _named(d, args, "date")), None)
    dated = {} if event["date"] is None else answer["dates"][event["date"]]
    return event | {"date_start": dated.get("date_start"), "date_end": dated.get("date_end")}


def _named(mention: dict[str, Any], args: list[dict[str, Any]], role: str) -> bool:
    return any(a["role"] == role and over(a, mention) for a in args)
