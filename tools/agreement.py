"""How far two readings of the same articles agree.

    python tools/agreement.py FOLDER FOLDER

Both hold ``*.frames.json`` as ``tools.gold`` restores them; articles of both count. A frame of one reading is met where
the other has one of the same or a neighbouring type on its words; a role is met where both give it words in common.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.quality.events import near

Frame = dict[str, Any]
ROLES = ("source", "target", "place", "date", "figure", "speaker")


def read(folder: Path) -> dict[str, list[Frame]]:
    articles = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.frames.json")))
    return {a["document"]: [f for f in a["frames"] if f["modality"] == "asserted"] for a in articles}


def _over(a: Frame, b: Frame) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _met(frame: Frame, others: list[Frame]) -> Frame | None:
    return next((o for o in others if _over(frame["trigger"], o["trigger"]) and near(frame["type"], o["type"])), None)


def compare(a: dict[str, list[Frame]], b: dict[str, list[Frame]]) -> Counter[tuple[str, ...]]:
    """Counts: frames of each reading that must be found, those met, and for the frames that both have, their roles."""
    n: Counter[tuple[str, ...]] = Counter()
    for name in sorted(a.keys() & b.keys()):
        for side, ours, theirs in (("a", a[name], b[name]), ("b", b[name], a[name])):
            for frame in ours:
                if not frame["must"] or frame["type"] == "other":
                    continue
                other = _met(frame, theirs)
                n[(side,)] += 1
                n[side, "met"] += other is not None
                if other is None:
                    continue
                for role in ROLES:
                    wanted = [g for g in frame["args"] if g["role"] == role]
                    n[side, role] += bool(wanted)
                    n[side, role, "met"] += any(_over(g, h) for g in wanted for h in other["args"] if h["role"] == role)
    return n


def _f1(n: Counter[tuple[str, ...]], *what: str) -> float:
    sides = [n[(s, *what, "met")] / max(1, n[s, *what]) for s in "ab"]
    return 2 * sides[0] * sides[1] / max(1e-9, sum(sides))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs=2, type=Path)
    first, second = map(read, parser.parse_args().folders)
    n = compare(first, second)
    print(f"articles {len(first.keys() & second.keys())}, frames {n['a',]} and {n['b',]}, agreement F1 {_f1(n):.2f}")
    print("  ".join(f"{role} {_f1(n, role):.2f}" for role in ROLES))


if __name__ == "__main__":
    sys.exit(main())
