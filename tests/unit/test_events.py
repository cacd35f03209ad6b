"""Lexicon, merging and attribution of the event coder."""

from __future__ import annotations

from datetime import date

import pytest
from etl.events.conditions import parse_conditions

from etl.events.lexicon import lexicon
from etl.events.types import event_types, frames
from etl.pipeline import code
from etl.tables import read_csv

PUBLISHED = date(2016, 12, 13)


def _types(text: str) -> list[str]:
    return [event.event_type for event in code(text, PUBLISHED, "unit").events]


def test_every_trigger_has_a_type_and_a_frame() -> None:
    known = frames()
    for row in read_csv("triggers.csv"):
        assert row["event_type"] == "none" or row["event_type"] in event_types()
        assert row["frame"] in known or row["frame"] in ("none", "none_target", "fallen", "protester")


def test_every_type_has_a_trigger() -> None:
    triggered = {row["event_type"] for row in read_csv("triggers.csv")}
    assert set(event_types()) - triggered <= {"statement"}


def test_a_condition_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown condition"):
        parse_conditions("beside:x")
    with pytest.raises(KeyError):
        parse_conditions("next:@nothing")


@pytest.mark.parametrize(
    ("written", "lemma", "proclitic", "suffix"),
    [
        ("وبسيطرتهم", "سيطرة", "وب", "هم"),
        ("للهجوم", "هجوم", "ل", ""),
        ("سينسحبون", "اِنْسَحَبَ", "س", ""),
        ("فاعتقلوه", "اِعْتَقَلَ", "ف", "ه"),
        ("اغتيل", "اِغْتَالَ", "", ""),
    ],
)
def test_clitics_are_taken_off(written: str, lemma: str, proclitic: str, suffix: str) -> None:
    word = lexicon().words[written]
    assert word is not None
    assert (lemma, proclitic, suffix) in {(r.lemma, r.proclitic, r.suffix) for _, r in word.rows}


def test_a_word_of_no_list_is_nothing() -> None:
    assert lexicon().words["كتاب"] is None


def test_mentions_of_one_event_are_one_event() -> None:
    text = (
        "انسحب تنظيم الدولة الإسلامية فجر الأحد من مدينة تدمر.\n\n"
        "وقال المرصد السوري إن تنظيم الدولة الإسلامية انسحب من مدينة تدمر."
    )
    (event,) = code(text, PUBLISHED, "unit").events
    assert event.event_type == "withdrawal"
    assert [span.text for span in event.mentions] == ["انسحب", "انسحب"]


def test_two_bombings_on_one_day_stay_two() -> None:
    text = "انفجرت سيارة مفخخة في بغداد الاثنين.\n\nوانفجرت عبوة ناسفة في البصرة الاثنين."
    events = code(text, PUBLISHED, "unit").events
    assert [event.place.name_en for event in events if event.place] == ["Baghdad", "Basra"]


def test_conflicting_figures_are_two_events_and_equal_ones_keep_both() -> None:
    text = "فر 5000 مدني من مدينة حلب.\n\nوفر 5000 مدني من مدينة حلب.\n\nوفر 9000 مدني من مدينة حلب."
    events = code(text, PUBLISHED, "unit").events
    assert [len(event.figures) for event in events] == [2, 1]


def test_the_speaker_is_who_says_it_not_the_agency() -> None:
    text = "وقال مدير المرصد السوري لحقوق الإنسان لوكالة فرانس برس إن 12 مدنيا قتلوا في قصف على مدينة حلب الاثنين."
    speakers = {event.speaker.name_en for event in code(text, PUBLISHED, "unit").events if event.speaker}
    assert speakers == {"Syrian Observatory for Human Rights"}


def test_the_day_of_saying_is_not_the_day_of_the_event() -> None:
    text = "قال الجيش السوري السبت إن طائراته قصفت مدينة إدلب الخميس."
    (event,) = code(text, PUBLISHED, "unit").events
    assert event.date_start == date(2016, 12, 8)


def test_casualties_of_a_disaster_are_no_violence() -> None:
    assert _types("ضرب زلزال قوي المغرب أمس.\n\nوقتل 300 شخص وأصيب 700 آخرون.") == ["earthquake"]


def test_a_sentence_that_was_not_coded_says_why() -> None:
    (left,) = code("احتل الفريق المرتبة الأولى في الدوري.", PUBLISHED, "unit").uncoded
    assert left.reason == "set_phrase"
    (left,) = code("وناقش الحاضرون سياسة الاغتيالات.", PUBLISHED, "unit").uncoded
    assert left.reason == "only_mentioned"
    (left,) = code("ويعيش في المخيم 3000 شخص.", PUBLISHED, "unit").uncoded
    assert left.reason == "no_trigger"


def test_history_is_not_news() -> None:
    assert _types("وفي عام 1948 قتل الجنود 50 مدنيا في مدينة حيفا.") == []


def test_the_sum_of_a_war_has_no_day_of_its_own_and_no_town() -> None:
    text = (
        "قتل سبعة مدنيين الاثنين في قصف على مدينة أم درمان.\n"
        "وتسببت الحرب بين الجيش وقوات الدعم السريع بنزوح عشرة ملايين شخص.\n"
    )
    totals = [e for e in code(text, PUBLISHED, "sum").events if e.event_type == "displacement"]
    assert [(e.place, e.date_start) for e in totals] == [(None, None)]


def test_nothing_is_lent_to_another_matter() -> None:
    text = "انفجرت سيارة مفخخة في بغداد أمس.\nمن جهة أخرى، اعتقلت الشرطة عشرة أشخاص.\n"
    places = {event.event_type: event.place for event in code(text, PUBLISHED, "turn").events}
    assert places["bombing"] is not None
    assert places["arrest"] is None


def test_what_a_later_sentence_tells_of_an_attack_completes_it() -> None:
    text = (
        "أعلنت السلطات العراقية الأحد توقيف ثلاثة أشخاص في بغداد، بعد يومين من هجوم استهدف حاجزا للجيش.\n"
        "ولم تتبن أي جهة الهجوم الذي وقع قرب مدينة كركوك.\n"
    )
    (attack,) = (e for e in code(text, date(2016, 12, 11), "later").events if e.event_type == "armed_attack")
    assert (attack.modality, attack.date_start, attack.place and attack.place.name_en) == (
        "asserted",
        date(2016, 12, 9),
        "Kirkuk",
    )


def test_a_town_of_another_province_is_another_place() -> None:
    text = "قتل جندي في انفجار عبوة في محافظة كركوك أمس.\nوقتل شرطي في انفجار عبوة في سنجار أمس.\n"
    places = [e.place and e.place.name_en for e in code(text, PUBLISHED, "two").events if e.event_type == "killing"]
    assert places == ["Kirkuk", "Sinjar"]


def test_a_named_victim_is_not_one_of_several() -> None:
    text = "اغتال مسلحون مجهولون محمود الزهار في غزة أمس.\nوقتل خمسة أشخاص في غزة أمس.\n"
    assert len([e for e in code(text, PUBLISHED, "named").events if e.plover_type == "ASSAULT"]) == 2


def test_what_sums_up_since_a_beginning_without_a_date_has_no_day() -> None:
    (event,) = code("قتل 300 مدني في مدينة تعز منذ بدء الحصار.", PUBLISHED, "since").events
    assert (event.event_type, event.date_start) == ("killing", None)


def test_what_was_announced_long_ago_happened_then() -> None:
    text = "وفي 28 تشرين الأول الماضي أعلنت وزارة الداخلية المصرية مقتل عشرة أشخاص في بنها وإصابة ثلاثة.\n"
    assert {e.date_start for e in code(text, PUBLISHED, "then").events} == {date(2016, 10, 28)}


def test_a_new_item_of_a_digest_borrows_no_place() -> None:
    text = "استهدف هجوم دورية للشرطة في مدينة الفحيص أمس.\nأعلن الجيش الإسرائيلي اعتقال 11 شخصا.\n"
    assert [e.place for e in code(text, PUBLISHED, "digest").events if e.event_type == "arrest"] == [None]


def test_where_a_statement_is_issued_is_not_where_people_were_hurt() -> None:
    text = "قتل ستة مهاجرين في غارة على صعدة أمس.\nوأضافت المنظمة في بيان صدر في جنيف أن 47 آخرين أصيبوا بجروح.\n"
    places = {e.event_type: e.place and e.place.name_en for e in code(text, PUBLISHED, "issued").events}
    assert places["injury"] == places["killing"] == "Saada"
