"""Each hostile file ends as stated, all of them in one process with little memory, and the batch goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.hostile_files import HOSTILE, Hostile

#: Address space, libraries included; Python with lxml, trafilatura and fsspec takes half of it.
MEMORY_BYTES = 640 * 1024 * 1024

_READ = """
import json, resource, sys
cap = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
from etl.ingest import read_file, scan
for raw_file in scan(sys.argv[2]):
    found = [
        {"outcome": getattr(item, "reason_code", "document"), "title": getattr(item, "title", None),
         "published": str(getattr(item, "published_on", None)), "member": item.origin.member}
        for item in read_file(raw_file)
    ]
    print(json.dumps([raw_file.uri.rpartition("/")[2], found]), flush=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "landing"
    folder.mkdir()
    for hostile in HOSTILE:
        hostile.write(folder / hostile.name)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, list[dict[str, str]]]:
    run = subprocess.run(
        [sys.executable, "-c", _READ, str(MEMORY_BYTES), str(folder)], capture_output=True, text=True, check=False
    )
    (folder / "long_line.txt").unlink()
    assert run.returncode == 0, run.stderr[-2000:]
    return dict(json.loads(line) for line in run.stdout.splitlines())


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_outcome_is_the_stated_one(hostile: Hostile, outcomes: dict[str, list[dict[str, str]]]) -> None:
    assert tuple(found["outcome"] for found in outcomes[hostile.name]) == hostile.outcomes


def test_nothing_was_written_outside(folder: Path, outcomes: dict[str, list[dict[str, str]]]) -> None:
    assert [found["member"] for found in outcomes["traversal.zip"]] == ["../../../escaped.txt", "/etc/escaped.txt"]
    written = {path.name for path in folder.parent.rglob("*") if path.is_file()}
    assert written == {hostile.name for hostile in HOSTILE} - {"long_line.txt"}
    assert not Path("/etc/escaped.txt").exists()


def test_sql_in_a_title_is_a_title(outcomes: dict[str, list[dict[str, str]]]) -> None:
    assert outcomes["sql.json"][0]["title"] == "'); DROP TABLE core.events; --"


def test_impossible_days_count_as_unknown(outcomes: dict[str, list[dict[str, str]]]) -> None:
    assert [found["published"] for found in outcomes["year_25.jsonl"]] == ["None", "None"]
