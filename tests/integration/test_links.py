"""Across documents: near-identical texts and events of one happening, in any order of loading."""

from __future__ import annotations

import os
import random
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extras import execute_values

from etl.errors import TransientError
from etl.load import finish, link, plan, process_batch, run_target
from etl.load.resemblance import components
from etl.load.sketches import PERMUTATIONS, ROWS
from etl.warehouse import migrate
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from tests.conftest import ask, execute, fingerprints

DISPATCH = (
    "قتل خمسة مدنيين وأصيب عشرة آخرون في غارة جوية على حلب في 10 كانون الأول 2016، وفق ما أعلن مصدر طبي.\n"
    "وقالت فرق الإنقاذ إن القصف طال حيا سكنيا في شرق المدينة وأدى إلى تدمير عدد من المنازل بالكامل.\n"
    "وأضافت أن عمليات البحث عن ناجين تحت الأنقاض استمرت حتى ساعات الليل المتأخرة رغم صعوبة الوصول إلى المكان.\n"
    "ولم يصدر أي تعليق رسمي حول الغارة حتى الآن، فيما دعت منظمات إنسانية إلى حماية المدنيين في المدينة.\n"
)
OTHER = (
    "أعلنت وكالة أنباء محلية أن غارة جوية على حلب في 10 كانون الأول 2016 أدت إلى مقتل خمسة مدنيين.\n"
    "ونقلت عن سكان في المدينة أنهم سمعوا دوي انفجارات قوية هزت الأبنية المجاورة قبل وصول سيارات الإسعاف.\n"
)


def write(folder: Path) -> Path:
    for source, text in (("a", DISPATCH), ("b", DISPATCH + "المصدر: وكالات"), ("c", OTHER)):
        (folder / f"{source}.txt").write_text(text, encoding="utf-8")
        (folder / f"{source}.json").write_text(f'{{"source": "{source}", "date": "2016-12-11"}}', encoding="utf-8")
    return folder


def test_two_outlets_with_one_dispatch(warehouse: str, tmp_path: Path) -> None:
    report = run_target(str(write(tmp_path)), url=warehouse)
    assert report.counts.documents_loaded == 3
    rows = ask(
        warehouse,
        "SELECT source_code, similarity >= 0.8 AS is_near, group_id = min(document_id::text)"
        " OVER (PARTITION BY group_id)::uuid AS is_smallest FROM core.near_duplicates"
        " JOIN core.documents USING (document_id) ORDER BY 1",
    )
    assert rows == [("a", True, True), ("b", True, True)]
    clusters = ask(
        warehouse,
        "SELECT cluster_id, array_agg(DISTINCT source_code::text ORDER BY source_code::text) FROM core.event_clusters"
        " JOIN core.events USING (event_id) JOIN core.documents USING (document_id)"
        " WHERE event_type = 'killing' GROUP BY 1",
    )
    assert [outlets for _, outlets in clusters] == [["a", "b", "c"]]


def test_links_do_not_depend_on_the_order(fresh_database: Callable[[str], str], template: str, tmp_path: Path) -> None:
    write(tmp_path)
    at_once, little_by_little = fresh_database(template), fresh_database(template)
    run_target(str(tmp_path), url=at_once)
    planned = plan(str(tmp_path), batch_files=1, url=little_by_little)
    for batch_id in reversed(planned.batch_ids):
        process_batch(batch_id, url=little_by_little)
        for name in ("c.txt", "a.txt"):  # runs that end in between link what is there by then
            run_target(str(tmp_path / name), url=little_by_little)
    finish(planned.run_id, url=little_by_little)
    assert fingerprints(little_by_little) == fingerprints(at_once)
    assert ask(at_once, "SELECT count(*) FROM core.stale_clusters") == [(0,)]


def test_a_run_that_ends_while_another_one_loads_takes_nothing_from_it(
    fresh_database: Callable[[str], str], template: str, tmp_path: Path
) -> None:
    write(tmp_path)
    at_once, crossing = fresh_database(template), fresh_database(template)
    run_target(str(tmp_path), url=at_once)
    first, second = (plan(str(tmp_path / name), url=crossing) for name in ("a.txt", "b.txt"))
    process_batch(first.batch_ids[0], url=crossing)
    ending = threading.Thread(target=finish, args=(first.run_id,), kwargs={"url": crossing})

    def end_the_first(step: str) -> None:
        if step == "ledger":
            ending.start()
            ending.join(0.5)
            assert ending.is_alive(), "brought documents together although some were not committed yet"

    process_batch(second.batch_ids[0], steps=end_the_first, url=crossing)
    ending.join()
    finish(second.run_id, url=crossing)
    run_target(str(tmp_path / "c.txt"), url=crossing)
    assert fingerprints(crossing) == fingerprints(at_once)


def test_components_do_not_depend_on_the_order() -> None:
    edges = [("f", "e"), ("b", "a"), ("c", "b"), ("e", "c"), ("z", "y")]
    expected = {**dict.fromkeys("abcef", "a"), "z": "y", "y": "y"}
    assert components(edges) == components(reversed(edges)) == expected


def sketched(url: str, signatures: dict[str, list[int]]) -> None:
    """Documents with these signatures, cut from one that is there, as a loader leaves them."""
    rows = [
        (identifier, signature, [hash((n, *signature[n : n + ROWS])) for n in range(0, PERMUTATIONS, ROWS)])
        for identifier, signature in signatures.items()
    ]
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        execute_values(cursor, CLONE, [(identifier,) for identifier, _, _ in rows], page_size=len(rows))
        statement = "INSERT INTO core.document_sketches VALUES %s"
        template = "(%s, %s::int[], %s::bigint[], false)"
        execute_values(cursor, statement, rows, template, page_size=1000)


CLONE = """
    INSERT INTO core.documents
    SELECT copy.* FROM (VALUES %s) AS new (id), (SELECT d AS whole FROM core.documents AS d LIMIT 1) AS model,
        LATERAL jsonb_populate_record(whole, jsonb_build_object('document_id', new.id)) AS copy"""


def variants(number: int, seed: int) -> dict[str, list[int]]:
    """Signatures around a few others, from nearly the same to hardly similar."""
    dice = random.Random(seed)
    bases = [[dice.randrange(2**31) for _ in range(PERMUTATIONS)] for _ in range(3)]
    found = {}
    for _ in range(number):
        signature = list(dice.choice(bases))
        for place in dice.sample(range(PERMUTATIONS), dice.choice([0, 3, 15, 30, 50])):
            signature[place] = dice.randrange(2**31)
        found[str(uuid.UUID(int=dice.getrandbits(128)))] = signature
    return found


def groups(url: str) -> list[Any]:
    return ask(url, "SELECT document_id, group_id, similarity FROM core.near_duplicates ORDER BY 1")


@pytest.mark.parametrize("seed", range(3))
def test_full_buckets_do_not_depend_on_the_order(warehouse: str, tmp_path: Path, seed: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(link, "_ANCHORS", 2)
    (tmp_path / "a.txt").write_text(DISPATCH, encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    signatures = list(variants(80, seed).items())
    monkeypatch.setattr(link, "_PORTION", 7)
    for n in range(0, 80, 20):
        sketched(warehouse, dict(signatures[n : n + 20]))
        link_again(warehouse)
    little_by_little = groups(warehouse)
    execute(warehouse, "DELETE FROM core.near_duplicates")
    execute(warehouse, "INSERT INTO core.unlinked_documents SELECT document_id FROM core.document_sketches")
    monkeypatch.setattr(link, "_PORTION", 1000)
    link_again(warehouse)
    assert groups(warehouse) == little_by_little
    assert len({row.group_id for row in little_by_little}) >= 3


def link_again(url: str) -> None:
    with closing(connect(url)) as connection:
        link.link_documents(connection)


BANDS = "SELECT band, document_id FROM core.sketch_bands ORDER BY 1, 2"
ENTER = """
    INSERT INTO core.sketch_bands (band, document_id)
    SELECT DISTINCT band, document_id FROM core.document_sketches, unnest(bands) AS band ON CONFLICT DO NOTHING"""

LEAVE = "DELETE FROM core.sketch_bands WHERE document_id = (SELECT min(group_id::text)::uuid FROM core.near_duplicates)"


def test_bands_are_found_as_the_release_before_knew_them(warehouse: str, tmp_path: Path) -> None:
    run_target(str(write(tmp_path)), url=warehouse)
    entered, linked = ask(warehouse, BANDS), groups(warehouse)
    assert len(entered) == 3 * PERMUTATIONS // ROWS
    # What a worker of that release takes out waits again; what it enters is found.
    waiting = "SELECT document_id FROM core.unlinked_documents"
    execute(warehouse, LEAVE)
    assert ask(warehouse, waiting) == [(linked[0].document_id,)]
    assert len(ask(warehouse, BANDS)) == 2 * PERMUTATIONS // ROWS
    execute(warehouse, ENTER)
    assert ask(warehouse, waiting) == []
    assert ask(warehouse, BANDS) == entered
    # Its table has the same rows, as far as they were compared.
    execute(warehouse, LEAVE)
    migrate.downgrade(warehouse, "0032")
    assert ask(warehouse, BANDS) == [row for row in entered if row.document_id != linked[0].document_id]
    prepare_warehouse(warehouse)
    link_again(warehouse)
    assert ask(warehouse, BANDS) == entered
    assert groups(warehouse) == linked


def test_thousands_of_copies_are_linked_in_seconds_and_delay_nobody(warehouse: str, tmp_path: Path) -> None:
    folder = write(tmp_path)
    run_target(str(folder / "c.txt"), url=warehouse)
    signature = next(iter(variants(1, 0).values()))
    sketched(warehouse, {str(uuid.uuid4()): [*signature[:-1], n % 50] for n in range(COPIES)})
    began = time.monotonic()
    assert run_target(str(folder / "a.txt"), url=warehouse).counts.documents_loaded == 1
    assert time.monotonic() - began < 60
    [(most, in_all)] = ask(
        warehouse,
        "SELECT max(members), sum(members)::int"
        " FROM (SELECT count(*) AS members FROM core.near_duplicates GROUP BY group_id) AS groups",
    )
    assert most == in_all == COPIES
    began = time.monotonic()
    run_target(str(folder / "b.txt"), url=warehouse)
    assert time.monotonic() - began < 10


COPIES = int(os.environ.get("WAQAI_TEST_COPIES", "10000"))


def test_what_cannot_be_linked_fails_no_run(warehouse: str, tmp_path: Path, monkeypatch: Any) -> None:
    def too_slow(*_: object) -> bool:
        raise TransientError("canceling statement due to statement timeout")

    write(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(link, "_link_portion", too_slow)
        assert run_target(str(tmp_path), url=warehouse).counts.documents_loaded == 3
    assert groups(warehouse) == []
    run_target(str(tmp_path), url=warehouse)
    assert len(groups(warehouse)) == 2
