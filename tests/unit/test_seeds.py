"""Whoever takes a table of seeds/ finds where it comes from and under which licence."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
#: Articles of our own and maps of sources, which docs/ingest.md explains.
NO_TABLES = {"news", "sources", "__pycache__"}


def test_every_table_has_its_source_and_licence() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/*.]+\.(?:csv|yml|tsv\.gz|npz|marisa))`", readme)
    tables = [
        path.relative_to(SEEDS).as_posix()
        for path in sorted(SEEDS.rglob("*.*"))
        if not NO_TABLES & set(path.relative_to(SEEDS).parts) and path.suffix not in {".py", ".md"}
    ]
    assert len(tables) > 60
    # A table of a folder may be named without it in the section of the folder.
    unnamed = [t for t in tables if not any(fnmatch.fnmatch(t, name) or t.endswith(f"/{name}") for name in named)]
    assert unnamed == []
    gone = [name for name in named if not any(fnmatch.fnmatch(t, name) or t.endswith(f"/{name}") for t in tables)]
    assert [name for name in gone if name != "NAME.tsv.gz" and not (SEEDS.parent / name).exists()] == []
    for section in re.split(r"^## ", readme, flags=re.MULTILINE)[1:]:
        if re.search(r"\.(csv|tsv\.gz|npz|marisa)`", section):
            assert re.search("CC0|CC BY|GPL|licence", section), section.splitlines()[0]


def test_no_row_of_a_table_stands_twice() -> None:
    for table in sorted(SEEDS.rglob("*.csv")):
        if not NO_TABLES & set(table.relative_to(SEEDS).parts):
            rows = [line for line in table.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
            assert [row for row, count in Counter(rows).items() if count > 1] == [], table.name
