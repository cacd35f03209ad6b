"""The article that the project was given, read where it lies: its facts, and nothing that did not happen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.documents import CodedDocument, Event
from etl.pipeline import code

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "000_a9156bccf282d634.txt"
SATURDAY, SUNDAY = date(2016, 12, 10), date(2016, 12, 11)


@pytest.fixture(scope="module")
def raw() -> str:
    if not GIVEN.exists():
        pytest.skip("the article that the project was given is not here")
    return GIVEN.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def coded(raw: str) -> CodedDocument:
    return code(raw, SUNDAY, "given")


def told(coded: CodedDocument, event_type: str, place: str | None = None) -> list[Event]:
    return [
        event
        for event in coded.events
        if event.event_type == event_type and (place is None or (event.place and event.place.name_en == place))
    ]


def test_every_mention_is_the_text_that_it_points_at(raw: str, coded: CodedDocument) -> None:
    for mention in (*coded.figures, *coded.dates, *coded.places, *coded.actors):
        assert raw[mention.start : mention.end] == mention.text
    for event in coded.events:
        for span in (event.trigger, *event.mentions):
            assert raw[span.start : span.end] == span.text


def test_figures(coded: CodedDocument) -> None:
    found = [(f.low, f.high, f.qualifier, f.unit) for f in coded.figures if f.unit not in ("ordinal", "duration")]
    assert found == [
        (10000, None, "more_than", "persons"),
        (10000, None, "more_than", "persons"),
        (85, None, "more_than", "percent"),
        (20000, 99999, "order_of_magnitude", "persons"),
        (4000, 4000, "exact", "persons"),
        (3, 3, "exact", "count"),
        (100, None, "at_least", "persons"),
    ]


def test_the_nights_and_the_days(coded: CodedDocument) -> None:
    days = {(d.text, d.date_start, d.date_end) for d in coded.dates}
    assert ("مساء السبت", SATURDAY, SATURDAY) in days
    assert ("فجر الاحد", SUNDAY, SUNDAY) in days
    assert ("طوال الليل", SATURDAY, SUNDAY) in days
    assert ("مايو 2015", date(2015, 5, 1), date(2015, 5, 31)) in days
    assert ("مارس", date(2016, 3, 1), date(2016, 3, 31)) in days


def test_the_four_changes_of_hands_of_palmyra(coded: CodedDocument) -> None:
    seized = told(coded, "territory_seized", "Palmyra")
    who_when = {
        (source.name_en, event.date_start)
        for event in seized
        for source in event.sources
        if event.modality == "asserted"
    }
    assert {("Syrian Arab Army", date(2016, 3, 1)), ("Islamic State", SATURDAY)} <= who_when
    assert date(2015, 5, 1) in {day for _, day in who_when}
    left = [event for event in told(coded, "withdrawal") if event.origin and event.origin.name_en == "Palmyra"]
    assert left
    assert {source.name_en for event in left for source in event.sources} == {"Islamic State"}


def test_the_dead_and_the_displaced(coded: CodedDocument) -> None:
    (killing,) = told(coded, "killing")
    assert [coded.figures[i].low for i in killing.figures] == [100]
    assert killing.targets[0].name_en == "Syrian government forces"
    assert killing.speaker is not None
    assert killing.speaker.name_en == "Syrian Observatory for Human Rights"
    figures = {coded.figures[i].low for event in told(coded, "displacement") for i in event.figures}
    assert 10000 in figures
    assert not [e for e in coded.events if e.place is not None and e.place.name_en == "Beirut"], "a dateline"


@pytest.mark.parametrize("words", ["استعادة السيطرة على حلب", "استعاد النظام كامل حلب", "يشنون هجمات"])
def test_what_is_wanted_or_supposed_or_usual_is_no_fact(raw: str, coded: CodedDocument, words: str) -> None:
    start = raw.index(words)
    end = start + len(words)
    facts = [event for event in coded.events if event.modality == "asserted"]
    assert not [e for e in facts for s in (e.trigger, *e.mentions) if s.start < end and start < s.end]
