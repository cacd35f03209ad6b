"""Cleaning, offsets, tokens, sentences, clitics and phrases."""

from __future__ import annotations

import pytest
from pyarabic import araby

from etl.text import PhraseTable, clean, fold, read_text, splits


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("الســــلام", "السلام"),
        ("ﻻ ﺗﺰﺍﻝ ﷲ", "لا تزال الله"),
        ("20\u200f/7\u200f/2014", "20/7/2014"),
        ("\u202bحلب\u202c", "حلب"),
        ("قتل&nbsp;12&#1548; وفق &quot;المرصد&quot;", 'قتل 12، وفق "المرصد"'),
        ("المتحدة.& وقال", "المتحدة.  وقال"),
        ("AT&T", "AT&T"),
        ("سطر\r\nثان\rثالث\u2028رابع", "سطر\nثان\nثالث\nرابع"),
        ("40ـ50", "40-50"),
        ("#25_يناير #انتخابات_٢٠٢٤ 12_13", "#25 يناير #انتخابات ٢٠٢٤ 12_13"),
        ("نص\x00نص", "نص نص"),
        ("ـ" * 5, ""),
        ("", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw)[0] == expected


def test_clean_agrees_with_pyarabic_on_vocalised_text() -> None:
    raw = "وَقَالَ المُتَحَدِّثُ إِنَّ الهُجُومَ أَسْفَرَ عَنْ مَقْتَلِ خَمْسَةٍ وَعِشْرِينَ شَخْصًا فِي الحُدَيـــْدَةِ"
    assert clean(raw)[0] == araby.strip_tatweel(araby.strip_tashkeel(raw))


def test_fold_makes_spellings_comparable() -> None:
    assert fold("إدلب") == fold("ادلب")
    assert fold("الرقّة".replace("\u0651", "")) == fold("الرقه")
    assert fold("على") == fold("علي")
    assert fold("٢٠١٦ ۲۰۱۶") == "2016 2016"
    assert fold("آلاف") == "الاف"
    assert fold("ڨابس") == fold("قابس")


def test_a_span_keeps_the_marks_of_its_last_letter_and_no_invisible_neighbour() -> None:
    raw = "فرّ\u200f المدنيون"
    span = read_text(raw).span(0, 1)
    assert (span.start, span.end, span.text) == (0, 3, "فرّ")


def test_a_span_without_its_proclitic() -> None:
    raw = "وقالت للأُمم المتّحدة"
    text = read_text(raw)
    span = text.span(1, 3, prefix=1)
    assert span.text == "لأُمم المتّحدة"
    assert raw[span.start : span.end] == span.text


def test_sentences() -> None:
    raw = 'قال د. سامر إن 3.5 كلم "فصلت بين الطرفين". وأضاف: "خرج (...) من الحي"\n) عنوان فرعي\nهل انتهى؟ نعم!'
    text = read_text(raw)
    found = [text.clean[s.start : s.end] for s in text.sentences]
    assert found == [
        'قال د. سامر إن 3.5 كلم "فصلت بين الطرفين".',
        'وأضاف: "خرج (...) من الحي"',
        ") عنوان فرعي",
        "هل انتهى؟",
        "نعم!",
    ]
    assert [text.sentence_of[s.first] for s in text.sentences] == [0, 1, 2, 3, 4]


def test_text_without_any_full_stop_is_still_cut() -> None:
    text = read_text("كلمة " * 1000)
    assert len(text.sentences) == 4
    assert max(s.stop - s.first for s in text.sentences) == 300


def test_proclitics_are_only_possibilities() -> None:
    assert "زير" in [stem for _, stem in splits("وزير")]
    table = PhraseTable([("وزير", "minister"), ("الموصل", "Mosul"), ("حلب", "Aleppo")])
    found = [
        (hit.prefix, hit.values[0]) for hit in table.find(read_text("وزير ووزير للموصل وبحلب بالموصل والموصل لحلب"))
    ]
    assert found == [
        (0, "minister"),
        (1, "minister"),
        (1, "Mosul"),
        (2, "Aleppo"),
        (1, "Mosul"),
        (1, "Mosul"),
        (1, "Aleppo"),
    ]


def test_the_longest_phrase_wins_and_phrases_do_not_overlap() -> None:
    table = PhraseTable(
        [("الأمم", "nations"), ("الأمم المتحدة", "UN"), ("المتحدة", "united"), ("الأمم المتحدة", "UNO")]
    )
    hits = table.find(read_text("الامم المتحدة، الأمم"))
    assert [(h.first, h.stop, h.values) for h in hits] == [(0, 2, ("UN", "UNO")), (3, 4, ("nations",))]
    assert table.get("الامم المتحده") == ("UN", "UNO")


def test_a_phrase_does_not_run_over_the_given_end() -> None:
    table = PhraseTable([("جبهة النصرة", 1), ("جبهة", 2)])
    text = read_text("في جبهة النصرة")
    assert [h.values for h in table.find(text, 0, 2)] == [(2,)]
    assert [h.values for h in table.find(text)] == [(1,)]
