"""What holds for the events of every text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.pipeline import code

# Pieces that triggers, arguments, modality and boundaries are made of; any order of them is a text.
PIECES = (
    "قصف الجيش السوري", "قتل", "12 مدنيا", "وأصيب", "مقتل", "هجوم", "الهجوم", "في مدينة حلب", "على مدينة تدمر",
    "لم", "لن", "إذا", "غالبا ما", "نفى", "تمكن من", "السيطرة", "سيطرته عليها", "أجبرت", "على الانسحاب", "من",
    "تنظيم الدولة الإسلامية", "روسيا", "الروسية", "الغارات", "التي شنها", "استهدفت", "وفق المرصد السوري", "وقال", "أن",
    "أمس", "الخميس", "بينهم", "3 أطفال", "،", ".", "«", "»", "\n", "تظاهر", "الآلاف", "زلزال", "المباراة", "وخطف",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_span_is_the_text(raw: str) -> None:
    coded = code(raw, date(2016, 12, 13), "d")
    spans = [span for event in coded.events for span in (event.trigger, *event.mentions)]
    assert all(raw[span.start : span.end] == span.text for span in (*spans, *coded.uncoded))
    assert all(event.trigger in event.mentions for event in coded.events)
    actors = [actor for event in coded.events for actor in (*event.sources, *event.targets)]
    assert all(raw[actor.start : actor.end] == actor.text for actor in actors)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_same_text_same_events(raw: str) -> None:
    first, second = (code(raw, date(2016, 12, 13), "d") for _ in range(2))
    assert first.events == second.events
    assert first.uncoded == second.uncoded


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_identity_and_ranges(raw: str) -> None:
    coded = code(raw, date(2016, 12, 13), "d")
    assert len({event.event_id for event in coded.events}) == len(coded.events)
    assert {e.event_id for e in code(raw, date(2016, 12, 13), "other").events}.isdisjoint(
        e.event_id for e in coded.events
    )
    for event in coded.events:
        assert 0 <= event.confidence <= 1
        assert all(0 <= index < len(coded.figures) for index in event.figures)
        assert event.date is None or coded.dates[event.date].date_start == event.date_start
        assert event.date_start is None or (event.date_end is not None and event.date_start <= event.date_end)
