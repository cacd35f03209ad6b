"""Our own annotated articles, one JSON file each in benchmarks/gold.

    python -m tools.gold_articles FOLDER [--second FOLDER ...]

FOLDER holds ``meta-*.csv`` (name, published_on, register, country, topic, split) and in ``out/`` one
``NAME.frames.json`` an article (text and frames) and ``layers-*.json`` (mentions of the other layers). Of a second
reading only the labels are kept, for its text is that of the first.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from tools.gold import GOLD

ARTICLES, SECOND = GOLD / "articles", GOLD / "second"
META = ("published_on", "register", "country", "topic", "split")
#: Layer of the readers' files -> (layer of ours, names of its values).
LAYERS = {
    "figure": ("figures", ("low", "high", "kind")),
    "date": ("dates", ("timex", "value")),
    "place": ("places", ("name_en", "country")),
    "actor": ("actors", ("name_en", "kind")),
}


def labels(frames: list[dict[str, Any]], mentions: list[dict[str, Any]], text: str) -> dict[str, list[dict[str, Any]]]:
    """All layers of one reading, in the order of the text."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name, _ in LAYERS.values()}
    for mention in sorted(mentions, key=lambda m: (m["start"], m["end"])):
        layer, names = LAYERS[mention["layer"]]
        span = {"start": mention["start"], "end": mention["end"], "text": text[mention["start"] : mention["end"]]}
        found[layer].append(span | {n: _value(n, v) for n, v in zip(names, mention["values"], strict=True)})
    return found | {"frames": sorted(frames, key=lambda f: f["trigger"]["start"])}


def _value(name: str, written: str) -> str | float | None:
    if written in ("", "-"):
        return None
    if name not in ("low", "high"):
        return written
    number = float(written)
    return int(number) if number.is_integer() else number


def readings(folder: Path) -> dict[str, dict[str, Any]]:
    """Text and labels of every article that has both frames and layers in ``folder``."""
    layers: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("layers-*.json")):
        layers |= json.loads(path.read_text(encoding="utf-8"))
    rows = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.frames.json")))
    return {
        row["document"]: {"text": row["text"], **labels(row["frames"], layers[row["document"]], row["text"])}
        for row in rows
        if row["document"] in layers
    }


def metadata(folder: Path) -> dict[str, dict[str, str]]:
    rows = (row for path in sorted(folder.glob("meta-*.csv")) for row in csv.DictReader(path.open(encoding="utf-8")))
    return {row["name"]: {name: row[name] for name in META} for row in rows}


def write(folder: Path, name: str, article: dict[str, Any]) -> None:
    """One mention a line, so that a change of a label is a line of a diff."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for key, value in article.items():
        if isinstance(value, list):
            items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f'"{key}": [\n  {items}]' if value else f'"{key}": []')
        else:
            lines.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    (folder / f"{name}.json").write_text("{" + ",\n ".join(lines) + "}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--second", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    meta, first = metadata(options.folder), readings(options.folder / "out")
    for name, reading in first.items():
        write(ARTICLES, name, {"document": name, **meta[name], **reading})
    again = 0
    for folder in options.second:
        for name, reading in readings(folder / "out").items():
            if name not in first or reading.pop("text") != first[name]["text"]:
                sys.exit(f"{folder}: {name} is not the article that was read first")
            write(SECOND, name, {"document": name, **reading})
            again += 1
    print(
        f"{len(first)} articles, {again} read twice; without labels: {', '.join(meta.keys() - first.keys()) or 'none'}"
    )


if __name__ == "__main__":
    sys.exit(main())
