"""Which place a phrase without a name is."""

from __future__ import annotations

from datetime import date

import pytest

from etl.events.placing import DESCRIBED, LAND, LIES_IN, STANDS_FOR, where
from tools.annotated import page_of

DAY = date(2018, 10, 12)


@pytest.mark.parametrize(
    ("raw", "head", "rule", "name"),
    [
        # Named in the phrase, or joined to it by a preposition.
        ("وقع الانفجار أمام مقر القنصلية السعودية في إسطنبول.", "مقر", LIES_IN, "Istanbul"),
        ("قصفت الطائرات ثلاث قرى في ريف حمص الشرقي.", "قرى", LIES_IN, "Homs"),
        ("انتشر الجيش على الحدود الشرقية لقطاع غزة.", "الحدود", LIES_IN, "Gaza Strip"),
        ("أغلق الجيش الحدود مع لبنان.", "الحدود", DESCRIBED, None),
        # General nouns, of the phrase or of its owner.
        ("دخل الجيش حلب صباحا.\nوانسحب المسلحون من المدينة.", "المدينة", STANDS_FOR, "Aleppo"),
        ("دخل الجيش حلب صباحا.\nواندلعت معارك في محيط المدينة.", "محيط", LIES_IN, "Aleppo"),
        ("وصلت قوات إلى مطار الحديدة.\nوشهد المطار معركة عنيفة.", "المطار", STANDS_FOR, "Hodeidah Airport"),
        ("دخل الجيش مدينة حلب صباحا.\nوشهد المطار معركة عنيفة.", "المطار", DESCRIBED, None),
        ("قتل عشرة في حلب أمس.\nونزح آلاف السكان إلى شرق البلاد.", "شرق", LIES_IN, "Syria"),
        ("دخل الجيش عدن أمس.\nوقصفت الطائرات المدينة الواقعة جنوب اليمن.", "المدينة", STANDS_FOR, "Aden"),
        # Others than the last one.
        ("دخل الجيش حلب صباحا.\nوانسحب المسلحون من مدن عدة.", "مدن", DESCRIBED, None),
        ("دخل الجيش حلب صباحا.\nوانسحب المسلحون من المناطق.", "المناطق", DESCRIBED, None),
        ("دخل الجيش حلب صباحا.\nواندلعت معارك في المنطقة الحدودية.", "المنطقة", DESCRIBED, None),
        ("التقى الرئيس نظيره في روما.\nوعاد الرئيس إلى بلاده.", "بلاده", DESCRIBED, None),
        # Land lies in the country of its adjective, a building need not.
        ("قتل خمسة أشخاص قرب الحدود السورية أمس.", "الحدود", LIES_IN, "Syria"),
        ("تظاهر العشرات أمام السفارة السورية أمس.", "السفارة", DESCRIBED, None),
        # A state where the land is meant.
        ("اندلعت الحرب بعد الغزو العراقي للكويت عام 1990.", "للكويت", LAND, "Kuwait"),
    ],
)
def test_where_a_phrase_is(raw: str, head: str, rule: str, name: str | None) -> None:
    page = page_of(raw, DAY)
    forms = [page.text.clean[a:b] for a, b in zip(page.text.starts, page.text.ends, strict=True)]
    at = len(forms) - 1 - forms[::-1].index(head)
    around = [e for e in page.phrases(page.text.sentence_of[at]) if e.first <= at < e.stop]
    entity = min(around, key=lambda e: e.stop - e.first)
    found = where(page, entity)
    assert found is not None
    assert (found.rule, found.name_en) == (rule, name)
    assert page.text.raw[found.start : found.end] == found.text
    assert (found.reason == "described") is (found.place_id is None)
