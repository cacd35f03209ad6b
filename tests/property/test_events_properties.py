"""What holds for the events of every text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents import Event
from etl.events.explain import explain, page_of
from etl.pipeline import code
from etl.text import read_text

PUBLISHED = date(2016, 12, 13)
# Pieces that triggers, participants, modality and boundaries are made of; any order of them is a text.
PIECES = (
    "قصف الجيش السوري", "قتل", "12 مدنيا", "وأصيب", "مقتل", "هجوم", "الهجوم", "في مدينة حلب", "على مدينة تدمر",
    "لم", "لن", "إذا", "غالبا ما", "نفى", "تمكن من", "السيطرة", "سيطرته عليها", "أجبرت", "على الانسحاب", "من",
    "تنظيم الدولة الإسلامية", "روسيا", "الروسية", "الغارات", "التي شنها", "استهدفت", "وفق المرصد السوري", "وقال", "أن",
    "أمس", "الخميس", "بينهم", "3 أطفال", "،", ".", "«", "»", "\n", "تظاهر", "الآلاف", "زلزال", "المباراة", "وخطف",
    "مسلحون مجهولون", "(", ")", "من قبل", "عليه", "المدينة", "مُسلَّحون", "قصـــف", "منذ عام", "😀",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
LETTERS = st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" .،\n12(«\u200f")
ARABIC = st.text(LETTERS, max_size=120)
ODD = (
    "", " ", "...", "12 13 14.", "؟!؟", "،،، ،", "\n\n\n", "😀 😀", "2016-12-13", "( « » )", "\u200f\u200f",
    "قتل", "و", "ـــــ", "ًٌٍ",
)  # fmt: skip
SENTENCE = "وقصفت الطائرات الروسية مدينة حلب وقتل {} مدنيا في الهجوم على المستشفى بعد انسحاب المسلحين"
LONG = " ".join(SENTENCE.format(n) for n in range(2, 28))


def places(event: Event) -> Iterator[tuple[int, int, str]]:
    """Everything of an event that points at the text."""
    people = (*event.sources, *event.targets, event.speaker, event.place, event.origin, event.destination)
    for span in chain((event.trigger,), event.mentions, filter(None, people)):
        yield span.start, span.end, span.text


def check(raw: str) -> None:
    """All that holds of any text."""
    coded = code(raw, PUBLISHED, "d")
    for event in coded.events:
        assert [raw[start:end] for start, end, _ in places(event)] == [text for _, _, text in places(event)]
        assert event.trigger in event.mentions
        assert 0 <= event.confidence <= 1
        assert all(0 <= index < len(coded.figures) for index in event.figures)
        assert event.date is None or coded.dates[event.date].date_start == event.date_start
        assert event.date_start is None or (event.date_end is not None and event.date_start <= event.date_end)
        assert (event.date_source is None) == (event.date_start is None)
        assert event.date_source != "text" or event.date is not None
        for step in event.why:
            assert 0 <= step.start <= step.end <= len(raw)
            assert 0 <= step.weight <= 1
    assert all(raw[told.start : told.end] == told.text for told in coded.uncoded)
    assert len({event.event_id for event in coded.events}) == len(coded.events)
    assert list(coded.events) == sorted(coded.events, key=lambda e: (e.trigger.start, e.event_type))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_news_in_any_order(raw: str) -> None:
    check(raw)


@settings(max_examples=60, deadline=None)
@given(ARABIC)
def test_any_arabic_text(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize("raw", ODD)
def test_sentences_of_nothing(raw: str) -> None:
    check(raw)


def test_a_long_sentence() -> None:
    first = read_text(LONG).sentences[0]
    assert first.stop - first.first >= 300
    check(LONG)


@settings(max_examples=15, deadline=None)
@given(TEXTS, st.integers(2, 6))
def test_repeated_text(raw: str, times: int) -> None:
    check("\n\n".join([raw] * times))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_same_text_same_events(raw: str) -> None:
    first, second = (code(raw, PUBLISHED, "d") for _ in range(2))
    assert first.events == second.events
    assert first.uncoded == second.uncoded


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_another_document_has_other_ids(raw: str) -> None:
    one, two = ({event.event_id for event in code(raw, PUBLISHED, name).events} for name in ("d", "other"))
    assert one.isdisjoint(two)


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_every_event_can_be_explained(raw: str) -> None:
    page = page_of(read_text(raw))
    for event in code(raw, PUBLISHED, "d").events:
        found = explain(page, event)
        assert found.row is not None
        assert found.steps[0].why.rule == event.rule
        assert raw[found.steps[0].why.start : found.steps[0].why.end] == event.trigger.text


def test_another_process_finds_the_same() -> None:
    """The order of sets and dictionaries, which differs from process to process, decides nothing."""
    program = (
        "import sys; from datetime import date; from etl.pipeline import code;"
        "print(ascii([code(text, date(2016, 12, 13), 'd').events for text in sys.argv[1:]]))"
    )
    texts = [LONG, " ".join(PIECES)]

    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, "-c", program, *texts], env=environment, check=True, capture_output=True)
    here = [code(text, date(2016, 12, 13), "d").events for text in texts]
    assert told.stdout.decode().strip() == ascii(here)
