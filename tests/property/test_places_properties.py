"""Whatever the text: exact offsets, order, no overlap of names, and the same answer twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.places import find_places
from etl.text import read_text

WORDS = (
    "حلب وحلب بدمشق للموصل الباب القائم قطاع غزة مدينة محافظة ريف مخيم معبر رفح شمال ووسط جنوب شرق غرب الشرقي الشرقية "
    "الغربي ( ) وسط ، . : - \n في من إلى على قال فرانس برس العراق سوريا وليبيا طرابلس بيروت 15 مايو حي السكري قرب من "
    "بالقرب نهر الفرات جبل لبنان واشنطن بوست كبير حَلَب الموصـل"
).split(" ")
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_mentions_point_at_their_characters(raw: str) -> None:
    found = find_places(read_text(raw), ())
    for mention in found:
        assert raw[mention.start : mention.end] == mention.text
        assert mention.start <= mention.name_start < mention.name_end <= mention.end
        assert mention.first < mention.stop
        assert (mention.place_id is None) == (mention.name_en is None)
        assert mention.reason
    assert list(found) == sorted(found, key=lambda m: (m.start, m.end))
    assert all(one.name_end <= two.name_start for one, two in pairwise(found))


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_places(raw: str) -> None:
    assert find_places(read_text(raw), ()) == find_places(read_text(raw), ())


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(raw: str) -> None:
    for mention in find_places(read_text(raw), ()):
        assert raw[mention.start : mention.end] == mention.text
