"""What holds of the names of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.names import find_names
from etl.names.features import features
from etl.names.model import read_model
from etl.text import read_text

WORDS = st.sampled_from(
    "وقال وزير الرئيس محمد عبد الرحمن جون سميث في مدينة حلب وبحلب إلى بيروت ودمشق للأمم المتحدة حزب منظمة شركة "
    "بن أبو قتل 12 ٪ . ، : ( ) ؟ \n «فرانس برس» مُحَمَّد الـكـردي London".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=80))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_names_lie_apart_inside_their_sentences(raw: str) -> None:
    text = read_text(raw)
    names = find_names(text)
    assert names == find_names(read_text(raw))
    assert all(before.stop <= after.first for before, after in pairwise(names))
    for name in names:
        assert 0 <= name.first < name.stop <= len(text.words)
        assert 0 <= name.prefix < len(text.words[name.first])
        assert 0 <= name.score <= 1
        assert text.sentence_of[name.first] == text.sentence_of[name.stop - 1]
        span = text.span(name.first, name.stop, name.prefix)
        assert raw[span.start : span.end] == span.text != ""


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
@settings(max_examples=50, deadline=None)
def test_a_sentence_is_read_without_its_neighbours(one: list[str], other: list[str]) -> None:
    """Recognition knows one sentence at a time: a text in front changes nothing but positions."""
    before, after = (" ".join(words).replace("\n", " ").strip() for words in (one, other))
    joined = read_text(f"{before}\n{after}")
    offset = len(read_text(before).words)
    alone = [(name.first + offset, name.stop + offset, name.kind) for name in find_names(read_text(after))]
    assert [(n.first, n.stop, n.kind) for n in find_names(joined) if n.first >= offset] == alone


@given(st.text(min_size=1, max_size=300))
def test_no_word_breaks_its_features(word: str) -> None:
    names = list(features(word, {"كلمه": ("c1",)}))
    assert names
    assert len(names) < 40
    assert read_model().weights[word] == read_model().weights[word]
