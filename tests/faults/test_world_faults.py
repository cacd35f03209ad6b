"""The world around a load goes wrong: no room on the disk, half a delivery, another clock, another order of sets."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.errors import TransientError
from etl.load import finish, plan, process_batch, run_target
from tests.conftest import ask, fingerprints
from tests.faults.test_load_faults import assert_ledger_adds_up, in_child
from tests.sample_news import article, write_news

MEBI = 1024 * 1024
BROKE_OFF = 7


def jsonl(count: int, padding: str = "") -> str:
    records = ({"text": article(n), "date": "2016-12-11", "padding": padding} for n in range(count))
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a file system here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine megabytes, more than is copied into memory: alone, and in an archive."""
    folder = tmp_path_factory.mktemp("news")
    written = jsonl(9, random.Random(1).randbytes(MEBI // 2).hex())
    (folder / "wire.jsonl").write_text(written, encoding="utf-8")
    with zipfile.ZipFile(folder / "wire.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.jsonl", written.replace("2016-12-11", "2016-12-12"))
    return folder


def process(url: str, batch_ids: tuple[str, ...]) -> None:
    try:
        for batch_id in batch_ids:
            process_batch(batch_id, url=url)
    except TransientError:
        os._exit(BROKE_OFF)


def no_room_at(folder: Path) -> None:
    tempfile.tempdir = str(folder)


def no_large_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEBI, MEBI))


@pytest.mark.parametrize("name", ["wire.jsonl", "wire.zip"])
@pytest.mark.parametrize("way", ["disk", "limit"])
def test_a_full_disk_breaks_the_load_off_and_blames_no_file(
    warehouse: str,
    fresh_database: Callable[[str], str],
    template: str,
    large: Path,
    name: str,
    way: str,
    request: pytest.FixtureRequest,
) -> None:
    disk = request.getfixturevalue("tiny_disk") if way == "disk" else None
    planned = plan(str(large / name), url=warehouse)

    def work() -> None:
        no_room_at(disk) if disk else no_large_files()
        process(warehouse, planned.batch_ids)

    assert in_child(work) == BROKE_OFF
    assert ask(warehouse, "SELECT count(*) FROM ops.quarantine") == [(0,)]
    process(warehouse, planned.batch_ids)  # there is room again
    assert finish(planned.run_id, url=warehouse).counts.documents_loaded == 9
    clean = fresh_database(template)
    run_target(str(large / name), url=clean)
    assert fingerprints(warehouse) == fingerprints(clean)
    assert_ledger_adds_up(warehouse)


def test_a_delivery_that_broke_off_is_taken_up_when_it_is_whole(
    fresh_database: Callable[[str], str], template: str, tmp_path: Path
) -> None:
    news, clean, broken = tmp_path / "wire.jsonl.gz", fresh_database(template), fresh_database(template)
    whole = gzip.compress(jsonl(200).encode())
    news.write_bytes(whole)
    run_target(str(news), url=clean)
    for length in (0, len(whole) // 2, len(whole) - 4):
        news.write_bytes(whole[:length])
        counts = run_target(str(news), url=broken).counts
        assert counts.documents_quarantined == 1
        assert_ledger_adds_up(broken)
    held = ask(broken, "SELECT reason_code FROM ops.quarantine")
    assert held == [("truncated_archive",)]
    news.write_bytes(whole)
    run_target(str(news), url=broken)
    assert fingerprints(broken) == fingerprints(clean)
    assert ask(broken, "SELECT count(*) FROM ops.quarantine") == [(0,)]


_ELSEWHERE = """
import sys, time
real = time.time
time.time = lambda: real() - 20 * 365 * 86400
time.time_ns = lambda: int(time.time() * 1e9)
from etl.load import run_target
run_target(sys.argv[2], url=sys.argv[1])
"""


_SURROUNDINGS = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "PGTZ": "America/Adak", "LC_ALL": "C"}


def test_clock_and_hash_seed_do_not_matter(fresh_database: Callable[[str], str], template: str, tmp_path: Path) -> None:
    news = write_news(tmp_path / "news", 12)
    (news / "wire.jsonl").write_text(
        json.dumps({"text": article(50), "date": "2016-12-11T23:30:00+02:00", "source": "probe"}) + "\n"
        + json.dumps({"text": article(51), "date": "1481493600"}) + "\n",
        encoding="utf-8",
    )  # fmt: skip
    here, elsewhere = fresh_database(template), fresh_database(template)
    run_target(str(news), url=here)
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, elsewhere, str(news)],
        env={**os.environ, **_SURROUNDINGS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert fingerprints(elsewhere) == fingerprints(here)
    assert_ledger_adds_up(elsewhere)
