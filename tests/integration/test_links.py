"""Across documents: near-identical texts and events of one happening, in any order of loading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from etl.load import finish, plan, process_batch, run_target
from etl.load.link import components
from tests.conftest import ask, fingerprints

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
