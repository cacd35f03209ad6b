"""What the report shows: the days asked for, every place with a point, sums that agree with their claims."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.load import run_target
from etl.publish import Selection, write_report
from etl.publish.reading import reading
from etl.publish.report import gather
from tests.conftest import execute

NEWS = {
    "a": "غزة: قتل 12 مدنيا في غارة جوية على قطاع غزة يوم 9 كانون الأول 2016.",
    "b": "غزة: قتل ما لا يقل عن 15 شخصا في غارة جوية على مدينة حلب يوم 9 كانون الأول 2016.",
    "c": "واشنطن: قتل 3 أشخاص في هجوم مسلح في نيويورك يوم 10 كانون الأول 2016.",
    "d": "بغداد: قتل 200 شخص في تفجير في بغداد يوم 5 نيسان 2003.",
    "e": "بيروت: اعتقلت الشرطة ثلاثة أشخاص في سوريا يوم 8 كانون الأول 2016.",
}


@pytest.fixture
def told(warehouse: str, tmp_path: Path) -> str:
    folder = tmp_path / "2016-12-11"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    return warehouse


def content(url: str, selection: Selection) -> dict[str, Any]:
    with reading(url) as connection:
        return gather(connection, selection, 10)


def test_the_axis_spans_what_is_asked_for(told: str) -> None:
    found = content(told, Selection())
    assert (found["axis"].first, found["axis"].last) == (date(2016, 11, 10), date(2016, 12, 10))
    assert found["outside"] >= 1
    assert min(row["starts_on"] for row in found["timeline"]) >= date(2016, 12, 8)
    asked = content(told, Selection(from_on=date(2003, 1, 1)))
    assert asked["axis"].first == date(2003, 4, 5)
    assert (asked["axis"].grain, asked["outside"]) == ("month", 0)
    month = content(told, Selection(date(2016, 12, 9), date(2016, 12, 9)))
    assert month["axis"][:2] == (date(2016, 12, 9), date(2016, 12, 9))


def test_what_has_a_point_is_on_a_map(told: str) -> None:
    found = content(told, Selection())
    drawn = {name: found["charts"][name]["datasets"]["places"] for name in ("map", "world")}
    near, far = ({place["place_en"] for place in drawn[name]} for name in ("map", "world"))
    assert {"Gaza Strip", "Aleppo"} <= near
    assert far - near == {"New York"}
    assert [place["place_en"] for place in found["vague"]] == ["Syria"]
    assert "world" not in content(told, Selection(places=("حلب",)))["charts"]


def test_the_course_sums_the_bounds_of_its_claims(told: str) -> None:
    found = content(told, Selection())
    course = {row["starts_on"]: row for row in found["tolls"] if row["kind"] == "killed"}
    assert set(course) == {date(2016, 12, 9), date(2016, 12, 10)}
    first = course[date(2016, 12, 9)]
    assert (first["low"], first["high"], first["range"]) == (27, None, "≥ 27")
    assert all(claim in first["claims"] for claim in ("12 مدنيا", "ما لا يقل عن 15 شخصا"))
    assert course[date(2016, 12, 10)]["range"] == "3"
    # What these days tell comes before what they recall.
    assert [row["starts_on"].year for row in found["casualties"]][-1] == 2003


def test_a_year_of_news_takes_seconds(fresh_database: Callable[[str], str], news_template: str, tmp_path: Path) -> None:
    url = fresh_database(news_template)
    execute(url, MULTIPLIED)
    # The first report of a machine bundles the charts' scripts.
    write_report(tmp_path / "first.html", Selection(), url=url)
    began = time.process_time()
    assert write_report(tmp_path / "year.html", Selection(date(2018, 1, 1), date(2018, 12, 31)), url=url) > 9_000
    assert time.process_time() - began < 3


#: Some ten thousand events of one year, as of 2,000 articles.
MULTIPLIED = """
    INSERT INTO analyst.events_kept
    SELECT (jsonb_populate_record(event, jsonb_build_object(
        'event_id', made.id, 'cluster_id', NULL, 'is_repeat', false,
        'starts_on', made.day, 'ends_on', made.day
    ))).*
    FROM analyst.events_kept AS event
    CROSS JOIN LATERAL (
        SELECT md5(event.event_id || ' ' || n)::uuid AS id, DATE '2018-01-01' + (n * 7 + event.sentence_no) % 365 AS day
        FROM generate_series(1, 60) AS n
    ) AS made
    WHERE event.modality = 'asserted'"""
