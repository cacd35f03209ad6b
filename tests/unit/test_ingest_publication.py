"""The day of publication, and how it is known."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from etl.documents import Document
from etl.ingest import read_file, scan
from etl.ingest.dateline import day_in_dateline
from etl.ingest.publication import Publication, day_in_path, parse_time
from etl.ingest.sources import parse_source_map, source_map

PLAIN = source_map("nowhere")
NEWS = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-12-11", date(2016, 12, 11)),
        ("2016-12-11T23:30:00+02:00", date(2016, 12, 11)),
        ("20161211T174200Z", date(2016, 12, 11)),
        ("Sun, 11 Dec 2016 23:30:00 +0300", date(2016, 12, 11)),
        ("Sun, 11 Dec 2016 23:30:00 GMT", date(2016, 12, 11)),
        ("1481478120", date(2016, 12, 11)),
        ("1481478120000", date(2016, 12, 11)),
        ("٢٠١٦-١٢-١١", date(2016, 12, 11)),
        ("27/12/2016", date(2016, 12, 27)),
        # Month first or day first: nobody knows.
        ("11/12/2016", None),
        ("0025-03-01", None),
        ("2099-01-01", None),
        ("1438-03-12", None),
        ("2016-02-30", None),
        ("99999999999999999999", None),
        # What programs write where they know no day.
        ("1970-01-01T00:00:00Z", None),
        ("1900-01-01 00:00:00", None),
        ("1970-01-02", date(1970, 1, 2)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_as_sources_write_them(written: str, day: date | None) -> None:
    parsed = parse_time(written, PLAIN)
    assert (parsed.on if parsed else None) == day


@pytest.mark.parametrize(
    "written",
    [
        "2026/09/24 10:35", "2026.09.24", "2026-9-24", "24/09/2026 10:35", "24-09-2026 10:35 AM",
        "9/24/2026 10:35:00 AM",
        "10:35 - 24/09/2026", "2026-09-24 10:35:00 UTC", "24 Sep 2026", "Thu, 24 Sept 2026 15:53:56 +0300",
        "24 Sep, 2026", "24 Sep 26", "24\\9\\2026", "24-Sep-2026", "24-SEP-26", "24-Sep-26 10.35.00 AM",
        "September 24th, 2026", "Le 24 septembre 2026", "٢٤/٩/٢٠٢٦", "الخميس، 24 سبتمبر 2026", "24 أيلول/سبتمبر 2026",
        "سبتمبر 24, 2026", "24/سبتمبر/2026", "24 سبتمبر 2026 - 12:09 م",
        "تم نشره الخميس 24 أيلول / سبتمبر 2026 09:22 مساءً",
        "/Date(1790245800000)/", "46289", "12 ربيع الآخر 1448 هـ الموافق 24 سبتمبر 2026", "الخميس 24/09/2026",
    ],
)  # fmt: skip
def test_every_spelling_of_the_trade(written: str) -> None:
    parsed = parse_time(written, PLAIN)
    assert parsed
    assert parsed.on == date(2026, 9, 24)


def test_months_with_numbers_and_hijri_days() -> None:
    days = {
        "24 كانون 2 2022": date(2022, 1, 24),
        "4 ذو القعدة 1436": date(2015, 8, 19),
        "8 فيفري 2019": date(2019, 2, 8),
    }
    assert {written: parsed.on for written in days if (parsed := parse_time(written, PLAIN))} == days
    assert [parse_time(written, PLAIN) for written in ("منذ 3 ساعات", "قبل يومين", "05/06", "الجمعة 11/10/2016")] == [
        None
    ] * 4


def test_stamps_and_the_year_first() -> None:
    days = {
        "20260924103500": date(2026, 9, 24),
        "1790246100000000": date(2026, 9, 24),
        "2026-Sep-24": date(2026, 9, 24),
        "2026 September 24": date(2026, 9, 24),
        "2026_09_24": date(2026, 9, 24),
        "24/09/26": date(2026, 9, 24),
        "3 مايس 2024": date(2024, 5, 3),
    }
    assert {written: parsed.on for written in days if (parsed := parse_time(written, PLAIN))} == days


@pytest.mark.parametrize(
    "written", ["Mon, 30 Nov -0001 00:00:00 +0000", "0000-00-00 00:00:00", "05/06/07", "3/5/24", "٥/٦/٢٤ 10:35"]
)
def test_what_states_no_day_or_two_gives_none(written: str) -> None:
    assert parse_time(written, PLAIN) is None


def test_day_and_month_in_the_order_of_the_other_dates(tmp_path: Path) -> None:
    rows = [
        ("a", "05/06/2020"),
        ("a", "25/06/2020"),
        ("b", "05/06/2020"),
        ("c", "05/06/2020"),
        ("c", "05/25/2020"),
        ("d", "05/06/20"),
        ("d", "25/06/20"),
    ]
    lines = [json.dumps({"text": NEWS + f" {n}", "source": s, "date": day}) for n, (s, day) in enumerate(rows)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    [raw_file] = scan(str(tmp_path))
    days = [item.published_on for item in read_file(raw_file) if isinstance(item, Document)]
    first, last = date(2020, 6, 5), date(2020, 6, 25)
    assert days == [first, last, None, date(2020, 5, 6), date(2020, 5, 25), first, last]


def test_the_day_is_that_of_the_source_and_its_clock() -> None:
    yemen = parse_source_map(
        {"time_zone": "Asia/Aden", "date_formats": ["%d %m %Y %H:%M"], "months": {"شباط": 2}}, PLAIN
    )
    assert parse_time("2020-05-01T22:30:00Z", yemen) == Publication(
        date(2020, 5, 2), datetime(2020, 5, 1, 22, 30, tzinfo=UTC)
    )
    local = parse_time("٧ شباط ٢٠٢٠ ٠١:١٥", yemen)
    assert local
    assert (local.on, local.at and local.at.astimezone(UTC)) == (
        date(2020, 2, 7),
        datetime(2020, 2, 6, 22, 15, tzinfo=UTC),
    )


def test_a_time_without_zone_gives_a_day_and_no_moment() -> None:
    assert parse_time("2020-05-01T22:30:00", PLAIN) == Publication(date(2020, 5, 1), None)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("news/2016/12/11/a.txt", date(2016, 12, 11)),
        ("AL-culture-301-20180424.txt", date(2018, 4, 24)),
        ("dump-2020-01-01/2016-12-11_halab.txt", date(2016, 12, 11)),
        ("27-12-2016.txt", date(2016, 12, 27)),
        ("11-12-2016.txt", None),
        ("000_9201612110.txt", None),
        ("report-20161399.txt", None),
    ],
)
def test_days_in_names(path: str, day: date | None) -> None:
    assert day_in_path(path) == day


def _read(path: Path, published_on: date | None = None) -> tuple[str, date | None]:
    [found] = [item for raw_file in scan(str(path)) for item in read_file(raw_file, published_on=published_on)]
    assert isinstance(found, Document)
    return found.published_source, found.published_on


def test_the_order_of_evidence(tmp_path: Path) -> None:
    folder = tmp_path / "2016" / "12" / "11"
    folder.mkdir(parents=True)
    told = date(2016, 12, 1)
    with_dateline = "بيروت 9 كانون الأول/ديسمبر 2016 - " + NEWS
    article, sidecar, elsewhere = folder / "a.txt", folder / "a.json", tmp_path / "a.txt"
    article.write_text(f"---\npublished_on: 2016-12-14\n---\n{with_dateline}")
    sidecar.write_text('{"date": "2016-12-13"}')
    assert _read(article, told) == ("metadata", date(2016, 12, 14))
    article.write_text(with_dateline)
    assert _read(article, told) == ("sidecar", date(2016, 12, 13))
    # An impossible day is passed over.
    sidecar.write_text('{"date": "2099-12-13"}')
    assert _read(article, told) == ("path", date(2016, 12, 11))
    elsewhere.write_text(with_dateline)
    assert _read(elsewhere, told) == ("dateline", date(2016, 12, 9))
    elsewhere.write_text(NEWS)
    assert _read(elsewhere, told) == ("argument", told)
    assert _read(elsewhere) == ("none", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الرياض 09 ربيع الآخر 1444 هـ الموافق 03 نوفمبر 2022 م واس\nتلقى الوزير اتصالا.", date(2022, 11, 3)),
        ("عنوان الخبر\nتونس في 5 ماي 2021 (وكالة) - قال مصدر", date(2021, 5, 5)),
        ("بيروت - قال مصدر إن الاتفاق وقع في 9 كانون الأول 2016.", None),
        ("القاهرة 5 مارس - أكد مصدر", None),
    ],
)
def test_dateline_is_what_stands_before_the_dash(text: str, day: date | None) -> None:
    assert day_in_dateline(text) == day
