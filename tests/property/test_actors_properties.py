"""What holds of actors in any text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.events.participants import DESCRIBED
from etl.pipeline import code

_WORDS = (
    "قال أعلن اتهم دعا وزير الخارجية الأميركي الروسي رئيس الوزراء العراقي جون كيري محمد بن سلمان الأمم المتحدة للأمم "
    'تنظيم "داعش" #دونالد_ترمب حزب الله قوات النظام في على دمشق وأنقرة بغداد مدنيين و3 مدني سالم الدرعاوي الدرعاوي '
    "الرئيس الوزير الجيش السلطات الحركة التنظيم أبو عبد الرحمن بن ، . \n أن إن فإن السابق عبدالله ولد فان دي (سانا) قُتِلَ"
).split(" ")
texts = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
days = st.none() | st.dates(date(2001, 1, 1), date(2026, 1, 1))


@settings(max_examples=120, deadline=None)
@given(texts, days)
def test_spans_are_of_the_text_and_in_order(raw: str, day: date | None) -> None:
    actors = code(raw, day, "any").actors
    assert [m.start for m in actors] == sorted(m.start for m in actors)
    for m in actors:
        assert raw[m.start : m.end] == m.text
        assert m.start <= m.name_start < m.name_end <= m.end
        assert m.text.strip() == m.text
    # A phrase without a name may hold one: مواقع لحزب الله.
    for before, after in pairwise(m for m in actors if m.rule != DESCRIBED):
        assert before.end <= after.start


@settings(max_examples=60, deadline=None)
@given(texts, days)
def test_unresolved_mentions_say_why(raw: str, day: date | None) -> None:
    for m in code(raw, day, "any").actors:
        assert (m.actor_id is None) == (m.reason is not None)
        assert m.actor_id is None or m.name_en


@settings(max_examples=60, deadline=None)
@given(texts)
def test_office_holders_are_never_guessed_without_a_day(raw: str) -> None:
    for m in code(raw, None, "any").actors:
        assert not (m.rule == "office" and m.kind == "person")
