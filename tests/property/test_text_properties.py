"""What must hold for any text whatever."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from etl.text import clean, fold, read_text

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
NOISE = "\u064b\u064e\u0651\u0670ـ\u200f\u200e\u202b\ufeff\u00ad"
PIECES = st.sampled_from(
    [*LETTERS, *NOISE, *'0123٤٥٦.,،؟!()"«»- \n\r\t&;', "&nbsp;", "&amp;", "&#1548;", "ﻻ", "ﷲ", "\u2028", "aZ"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=80).map("".join))


@given(TEXTS)
def test_every_clean_character_points_into_the_raw_text(raw: str) -> None:
    cleaned, offsets = clean(raw)
    positions = [offsets.raw(i) for i in range(len(cleaned))]
    assert positions == sorted(positions)
    assert all(0 <= p < len(raw) for p in positions)


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more_for_text_without_markup(raw: str) -> None:
    once = clean(raw.replace("&", ""))[0]
    assert clean(once)[0] == once


@given(TEXTS)
def test_folding_keeps_the_length(raw: str) -> None:
    assert len(fold(raw)) == len(raw)


@given(TEXTS)
def test_tokens_and_sentences_cover_all_that_is_not_blank(raw: str) -> None:
    text = read_text(raw)
    covered = sum(end - start for start, end in zip(text.starts, text.ends, strict=True))
    assert covered == sum(not c.isspace() for c in text.clean)
    assert len(text.sentence_of) == len(text.words)
    assert [t for s in text.sentences for t in range(s.first, s.stop)] == list(range(len(text.words)))


@given(TEXTS)
def test_raw_slice_equals_surface_for_every_token(raw: str) -> None:
    text = read_text(raw)
    # A part of a ligature or an entity can only point to the whole of it; a tatweel between digits stands for a dash.
    expands = re.search(r"[&\ufb50-\ufdff\ufe70-\ufefc]|\dـ+\d", raw) is not None
    for i in range(len(text.words)):
        span = text.span(i, i + 1)
        assert raw[span.start : span.end] == span.text
        assert expands or fold(clean(span.text)[0]) == text.words[i]


@given(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=12).map("".join), st.data())
def test_noise_inside_a_word_changes_no_token(word: str, data: st.DataObject) -> None:
    noisy = "".join(c + data.draw(st.sampled_from(["", *NOISE])) for c in word)
    assert read_text(noisy).words == read_text(word).words
