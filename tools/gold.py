"""Readings of public articles as stand-off: offsets here, the text where its owner publishes it.

    python tools/gold.py restore ARCHIVE.tar.xz ... --out FOLDER    articles with frames, trees, names, judged words
    python tools/gold.py pack FOLDER --trees FOLDER                 renew benchmarks/gold from such a folder

ARCHIVE holds the ANT corpus (``<DOC>`` files with DOCNO, TITLE and TEXT). The text of an article is its title, an empty
line and its body; SHA-256 of its UTF-8 bytes says that it is the one that was read.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent / "benchmarks" / "gold"
FRAMES, TREES, NAMES = GOLD / "ant_frames.csv.gz", GOLD / "ant_trees.csv.gz", GOLD / "ant_names.csv.gz"
JUDGED = GOLD / "ant_judged.csv.gz"
_FRAME = ["document", "published_on", "sha256", "frame", "start", "end", "type", "modality", "event", "must", "args"]
_TREE = ["document", "sha256", "words"]
_JUDGED = ["document", "sha256", "start", "end", "types", "modality", "args", "reader"]
#: In the column ``args`` of a judged word: nobody said who takes part; empty where nothing of its sentence does.
_UNASKED = "?"


def articles(archives: list[Path]) -> Iterator[tuple[str, str]]:
    """Number and text of every article."""
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() else None
                if stream is None or not member.name.endswith(".txt"):
                    continue
                raw = stream.read().decode("utf-8", "replace")
                yield _part(raw, "DOCNO"), f"{_part(raw, 'TITLE')}\n\n{_part(raw, 'TEXT')}"


def day_of(number: str) -> date | None:
    """The day of publication at the end of an article's number: ``BB-world-12-20180304``, ``JA-sport-3-04032018``."""
    digits = number.rpartition("-")[2]
    for spelling in ("%Y%m%d", "%d%m%Y") if re.fullmatch(r"\d{8}", digits) else ():
        with suppress(ValueError):
            return datetime.strptime(digits, spelling).date()
    return None


def _part(raw: str, tag: str) -> str:
    found = re.search(f"<{tag}>\n?(.*?)\n?</{tag}>", raw, re.DOTALL)
    return found[1].strip() if found else ""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def restore(archives: list[Path], out: Path) -> None:
    """Write what was read of every article whose text is still the same.

    ``NAME.frames.json``, ``NAME.trees.json`` and ``NAME.judged.json``, and ``ant_names.jsonl`` for
    ``tools/train_names.py``.
    """
    frames, trees, named, judged = (_by_document(path) for path in (FRAMES, TREES, NAMES, JUDGED))
    sentences: list[dict[str, Any]] = []
    out.mkdir(parents=True, exist_ok=True)
    done, changed = 0, []
    for name, text in articles(archives):
        if name in frames:
            if frames[name][0]["sha256"] != sha(text):
                changed.append(name)
                continue
            done += 1
            value = {
                "document": name,
                "published_on": frames[name][0]["published_on"],
                "text": text,
                "frames": [_frame(row, text) for row in frames[name] if row["frame"]],
            }
            (out / f"{name}.frames.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        if name in trees and trees[name][0]["sha256"] == sha(text):
            value = {"document": name, "text": text, "sentences": [json.loads(row["words"]) for row in trees[name]]}
            (out / f"{name}.trees.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        if name in judged and judged[name][0]["sha256"] == sha(text):
            day = day_of(name)
            value = {
                "document": name,
                "published_on": day and day.isoformat(),
                "text": text,
                "judged": [_judgement(row, text) for row in judged[name]],
            }
            (out / f"{name}.judged.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        if name in named and named[name][0]["sha256"] == sha(text):
            sentences += (_sentence(row, text) for row in named[name])
    lines = (json.dumps(sentence, ensure_ascii=False) + "\n" for sentence in sentences)
    (out / "ant_names.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{len(sentences)} sentences with names restored")
    print(f"{done} of {len(frames)} articles restored; text differs: {', '.join(changed) or 'none'}")


def _by_document(path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(path):
        found.setdefault(row["document"], []).append(row)
    return found


def _judgement(row: dict[str, str], text: str) -> dict[str, Any]:
    span = {"start": int(row["start"]), "end": int(row["end"])}
    args = None if row["args"] == _UNASKED else _args(row["args"], text)
    return span | {
        "types": row["types"].split(),
        "modality": row["modality"],
        "args": args,
        "reader": row["reader"],
    }


def _args(column: str, text: str) -> list[dict[str, Any]]:
    """Who and what takes part, of a column ``role:start:end ...``."""
    found = ((role, int(start), int(end)) for role, start, end in (span.split(":") for span in column.split()))
    return [{"role": role, "start": start, "end": end, "text": text[start:end]} for role, start, end in found]


def _column(args: list[dict[str, Any]] | None) -> str:
    """``args`` as :func:`_args` reads them."""
    return _UNASKED if args is None else " ".join(f"{g['role']}:{g['start']}:{g['end']}" for g in args)


def _sentence(row: dict[str, str], text: str) -> dict[str, Any]:
    first = int(row["start"])
    spans = ((int(a) - first, int(b) - first, kind) for a, b, kind in (n.split(":") for n in row["names"].split()))
    entities = [{"start": start, "end": end, "type": kind} for start, end, kind in spans]
    return {"text": text[first : int(row["end"])], "entities": entities}


def _frame(row: dict[str, str], text: str) -> dict[str, Any]:
    start, end = int(row["start"]), int(row["end"])
    return {
        "trigger": {"start": start, "end": end, "text": text[start:end]},
        "type": row["type"],
        "modality": row["modality"],
        "event": row["event"],
        "must": row["must"] == "1",
        "args": _args(row["args"], text),
    }


def pack(folder: Path, trees: Path) -> None:
    """Renew the stand-off tables from ``*.frames.json``, ``*.judged.json`` and ``*.trees.json``.

    An article without frames keeps a row.
    """
    table: list[list[object]] = []
    for path in sorted(folder.glob("*.frames.json")):
        a = json.loads(path.read_text(encoding="utf-8"))
        common = [a["document"], a["published_on"], sha(a["text"])]
        if not a["frames"]:
            table.append([*common, "", "", "", "", "", "", "", ""])
        for n, f in enumerate(a["frames"]):
            args = _column(f["args"])
            t = f["trigger"]
            table.append([*common, n, t["start"], t["end"], f["type"], f["modality"], f["event"], int(f["must"]), args])
    _write(FRAMES, _FRAME, table)
    judged: list[list[object]] = []
    for path in sorted(folder.glob("*.judged.json")):
        a = json.loads(path.read_text(encoding="utf-8"))
        common = [a["document"], sha(a["text"])]
        judged += [
            [*common, j["start"], j["end"], " ".join(j["types"]), j["modality"], _column(j["args"]), j["reader"]]
            for j in a["judged"]
        ]
    _write(JUDGED, _JUDGED, judged)
    parsed: list[list[object]] = []
    for path in sorted(trees.glob("*.trees.json")):
        a = json.loads(path.read_text(encoding="utf-8"))
        parsed += [[a["document"], sha(a["text"]), json.dumps(s, separators=(",", ":"))] for s in a["sentences"]]
    _write(TREES, _TREE, parsed)
    print(f"{len(table)} frames, {len(judged)} judged words, {len(parsed)} trees")


def _write(path: Path, header: list[str], table: list[list[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(table)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    put = commands.add_parser("restore")
    put.add_argument("archives", nargs="+", type=Path)
    put.add_argument("--out", type=Path, required=True)
    take = commands.add_parser("pack")
    take.add_argument("folder", type=Path)
    take.add_argument("--trees", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "restore":
        restore(options.archives, options.out)
    else:
        pack(options.folder, options.trees)


if __name__ == "__main__":
    sys.exit(main())
