"""A sentence without its article."""

from __future__ import annotations

from datetime import date

import pytest

from etl.events.alone import measures, news, weights
from etl.events.mentions import models, told
from etl.pipeline import code
from tools.annotated import page_of

DAY = date(2018, 3, 16)


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("وفي بعقوبة قتل مسلحون مجهولون ضابطا في الشرطة أمس ولاذوا بالفرار.", {"killing"}),
        ("خرج آلاف المتظاهرين الجمعة في شوارع بغداد احتجاجا على البطالة.", {"demonstration"}),
        ("التقى وزير الخارجية الأردني نظيره المصري في القاهرة أمس.", {"meeting"}),
        ("تم الاتفاق بين العراق وإيران على فتح معبرين جديدين.", {"agreement"}),
        # What the sentence only refers to.
        ("يتناول الكتاب حياة الشاعر وعلاقته بأصدقائه قبل اغتيال الرئيس.", set()),
    ],
)
def test_what_a_sentence_alone_is_news_of(sentence: str, types: set[str]) -> None:
    found = {event.event_type for event in code(sentence, DAY, "d").events}
    assert types <= found if types else not found


def test_each_measure_has_a_weight() -> None:
    page = page_of("قتل مسلحون ضابطا في بغداد أمس.", DAY)
    mentions, _ = told(page, models(), 0.0)
    assert mentions
    assert all(measures(page, mention).keys() == weights().keys() for mention in mentions)


def test_none_of_its_mentions_is_lost() -> None:
    page = page_of("قال الكاتب إن اغتيال الرئيس في بيروت سبق اندلاع الحرب.", DAY)
    mentions, _ = told(page, models(), 0.0)
    found, passed = news(page, mentions, 0.5)
    assert len(found) + len(passed) == len(mentions)
    assert all(mention.probability >= 0.5 for mention in found)
    assert {item.reason for item in passed} <= {"only_mentioned"}
