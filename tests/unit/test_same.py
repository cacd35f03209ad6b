"""Mentions that tell one event, and those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from etl.documents import Event
from etl.events.mentions import Told, models
from etl.events.mentions import told as told_by
from etl.events.page import Page
from etl.events.same import before, same_event
from etl.pipeline import code
from tools.annotated import page_of

DAY = date(2018, 10, 12)


def read(raw: str) -> tuple[Page, list[Told]]:
    page = page_of(raw, DAY)
    return page, told_by(page, models(), 0.3)[0]


def of(raw: str, kind: str) -> list[Event]:
    return [e for e in code(raw, DAY, "d").events if e.event_type == kind]


def test_what_may_tell_the_same_is_of_one_family_and_the_latest_first() -> None:
    _, mentions = read("قتل جندي في عدن السبت. واعتقلت الشرطة رجلا الأحد. وقتل شرطي في تعز. ولقي طفل مصرعه في لحج.")
    killings = [m for m in mentions if m.trigger.event_type == "killing"]
    now = killings[-1]
    assert list(before([m for m in mentions if m is not now], now)) == killings[-2::-1]


def test_names_words_and_days_in_common_are_seen() -> None:
    page, mentions = read("مقتل شابة بريطانية في عفرين الخميس\n\nقتلت مقاتلة بريطانية في عفرين الجمعة.")
    then, now = (m for m in mentions if m.trigger.event_type == "killing")
    found = same_event(page, now, then, 0)
    assert {"names=1 title=True", "rank=0", "target shared=1 ?", "place=same", "days=apart"} <= set(found)


def test_another_one_says_so() -> None:
    page, mentions = read("انفجرت سيارة في بغداد السبت.\n\nوانفجرت سيارة ثانية في بغداد.")
    then, now = (m for m in mentions if m.trigger.event_type == "bombing")
    assert "another" in same_event(page, now, then, 0)
    assert "another" not in same_event(page, then, now, 0)


@pytest.mark.parametrize(
    ("raw", "kind", "count"),
    [
        # A headline, a summary and the text are one.
        (
            "مقتل خمسة جنود في هجوم على حاجز في سيناء\n\nقتل خمسة جنود مصريين الخميس في هجوم شنه مسلحون على حاجز "
            "للجيش في سيناء، بحسب مصادر أمنية.\n\nوأوضحت المصادر أن الجنود الخمسة قتلوا عندما أطلق المسلحون النار على "
            "الحاجز.",
            "killing",
            1,
        ),
        # Who takes part is told otherwise each time, but it was done to the same.
        (
            "قتل خمسة جنود مصريين الخميس في هجوم على حاجز للجيش في سيناء بحسب مصادر أمنية.\n\nوأوضحت المصادر أن الجنود "
            "الخمسة قتلوا عندما أطلق المسلحون النار على الحاجز.",
            "killing",
            1,
        ),
        # Two attackers, two arrests, paired places stay two.
        ("اعتقلت الشرطة رجلا في عدن السبت. واعتقل الجيش رجلا آخر في تعز الأحد.", "arrest", 2),
        ("انفجرت سيارة مفخخة في بغداد السبت وقتل أربعة. وانفجرت سيارة ثانية في الموصل الأحد.", "bombing", 2),
    ],
)
def test_what_is_one_event(raw: str, kind: str, count: int) -> None:
    assert len(of(raw, kind)) == count
