"""The built-in recogniser of names: what it finds, and that it does so the same way every time."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from etl.documents import Name
from etl.names import Recogniser, built_in, find_names
from etl.names.model import LABELS, POSITIONS, pack, read_model, unpack
from etl.names.proclitics import proclitic
from etl.tables import seed
from etl.text import Text, read_text


def found(raw: str) -> list[tuple[str, str]]:
    text = read_text(raw)
    return [(text.span(name.first, name.stop, name.prefix).text, name.kind) for name in find_names(text)]


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        # A family's name that no dictionary knows, behind a given name; in a list, after a verb, without title.
        ("حضر الندوة سليم العباهرة ورندة الزعانين", ["سليم العباهرة", "رندة الزعانين"]),
        ("أبلغ طارق المعايطة الصحفيين بالقرار", ["طارق المعايطة"]),
        # A thing behind a complete name, a verb or a noun before it: neighbours.
        ("انتقد صلاح عبد الحميد القرار بشدة", ["صلاح عبد الحميد"]),
        ("طالب ياسر الحوراني بالإفراج عنه", ["ياسر الحوراني"]),
        ("دفن جثمان عبد الله أبو تايه في القرية", ["عبد الله أبو تايه"]),
        # An adjective and a place that no dictionary knows are nobody.
        ("استهدف قصف تركي الدرباسية", []),
        ("قصفت طائرات مسيرة على مروي", []),
    ],
)
def test_names_of_people_begin_and_end_where_they_do(raw: str, people: list[str]) -> None:
    assert [name for name, kind in found(raw) if kind == "PER"] == people


# Invented people, towns and organisations: none is in any table.
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("وقال وزير الدفاع الكندي توماس بلندر للصحفيين إن القوات ستبقى", ("توماس بلندر", "PER")),
        ("وأضاف المتحدث باسم الشرطة العقيد سالم الدرعاوي أن التحقيق مستمر", ("سالم الدرعاوي", "PER")),
        ("واستقبل الرئيس الفرنسي نظيره الأوكراني فيكتور دراغونيتش في باريس", ("فيكتور دراغونيتش", "PER")),
        ("وقتل أربعة أشخاص في انفجار وقع في مدينة زرنوكة شمال البلاد", ("زرنوكة", "LOC")),
        ("وأعلنت شركة تلفونيكس للاتصالات أنها ستبيع أسهمها", ("تلفونيكس", "ORG")),
        ("سيواجه المنتخب نظيره في تونس وعبد الرحمن البزري حكما للمباراة", ("تونس", "LOC")),
    ],
)
def test_names_that_no_table_knows_are_found(raw: str, expected: tuple[str, str]) -> None:
    name, kind = expected
    assert any(name in text and kind == its for text, its in found(raw)), found(raw)


def test_words_that_name_nothing_are_left_alone() -> None:
    assert found("وارتفعت أسعار الخضر والفواكه هذا الأسبوع بنسبة عشرة في المئة بسبب الأمطار الغزيرة") == []


def test_a_proclitic_is_no_part_of_a_name() -> None:
    assert ("دمشق", "LOC") in found("وصل الوفد أمس إلى بيروت ودمشق وعاد مساء")
    assert ("باريس", "LOC") in found("وعقد الاجتماع في باريس أمس")


@pytest.mark.parametrize(
    ("word", "length"), [("وحلب", 1), ("وبحلب", 2), ("للعراق", 1), ("باريس", 0), ("لبنان", 0), ("غيرمعروف", 0)]
)
def test_a_proclitic_is_cut_where_the_rest_begins_more_names(word: str, length: int) -> None:
    known = {"حلب": 6, "وحلب": 2, "العراق": 7, "باريس": 6, "لبنان": 7, "بنان": 1}
    assert proclitic(word, known) == length


def test_marks_inside_a_name_stay_in_its_span() -> None:
    text = read_text("وصل رئيس الوزراء سَعْد الحَريريّ إلى بيروت")
    names = [text.span(name.first, name.stop, name.prefix) for name in find_names(text)]
    assert "سَعْد الحَريريّ" in [name.text for name in names]
    assert all(text.raw[name.start : name.end] == name.text for name in names)


def test_the_order_of_texts_does_not_matter() -> None:
    pairs = [(name, town) for name in ("كريم الطائي", "جون سميث") for town in ("حلب", "كرنوفا")]
    texts = [read_text(f"وقال {name} إن الوفد زار مدينة {town}") for name, town in pairs]
    forward = [find_names(text) for text in texts]
    assert [find_names(text) for text in reversed(texts)] == forward[::-1]


@pytest.mark.parametrize("raw", ["", "\n\n", "...", "12 34", "a"])
def test_nothing_is_found_in_next_to_nothing(raw: str) -> None:
    assert found(raw) == []


def test_a_text_without_any_stop_is_read_to_its_end() -> None:
    text = read_text("وصل الرئيس محمد الخالدي إلى بيروت ثم " * 2000)
    names = find_names(text)
    assert len(names) > 3000
    assert names[-1].stop > len(text.words) - 10


def test_a_recogniser_of_the_user_takes_the_place_of_the_built_in_one() -> None:
    class Every:
        def find(self, text: Text) -> tuple[Name, ...]:
            return tuple(Name(i, i + 1, 0, "ORG", 1.0, "every") for i in range(len(text.words)))

    recogniser: Recogniser = Every()
    assert [name.rule for name in find_names(read_text("كلمة أخرى"), recogniser)] == ["every", "every"]
    assert find_names(read_text("وصل إلى بيروت"), None) == built_in().find(read_text("وصل إلى بيروت"))


def test_weights_are_added_lane_by_lane() -> None:
    lanes = {(0, 0): -5, (0, 1): 7, (0, 6): -1000}
    bias = pack({(0, label): 1 << 20 for label in range(len(LABELS))})
    total = unpack(pack(lanes) + pack({(0, 1): -3}) + bias)
    assert [value - (1 << 20) for value in total] == [-5, 4, 0, 0, 0, 0, -1000]


def test_no_word_overflows_its_lane() -> None:
    weights = read_model().weights
    for word in ("", "12", "محمد", "والمتحده", "بيروت", "ال" * 40):
        for packed in weights[word][len(POSITIONS) :]:
            assert all(1 << 25 < lane < 1 << 27 for lane in unpack(packed))


def test_the_model_is_the_one_that_the_notes_describe() -> None:
    """Source, licence and checksum of the trained files are written beside them."""
    notes = seed("README.md").read_text(encoding="utf-8")
    assert "ANERcorp" in notes
    assert "CC BY-SA 4.0" in notes
    for name in ("weights.tsv.gz", "words.tsv.gz"):
        content = seed(f"names/{name}").read_bytes()
        assert f"{hashlib.sha256(content).hexdigest()}  names/{name}" in notes
        assert gzip.decompress(content).decode().startswith("# Trained on ANERcorp and AQMAR (CC BY-SA)")


def test_the_trained_files_hold_no_sentence() -> None:
    """A model may be shipped, the corpus may not: every entry is one word or one feature of a word."""
    for name in ("weights.tsv.gz", "words.tsv.gz"):
        lines = gzip.decompress(seed(f"names/{name}").read_bytes()).decode().splitlines()
        assert not [line for line in lines[1:] if re.search(r"[ء-ي]+ [ء-ي]+", line)]


def test_lists_of_names_have_no_doubles() -> None:
    for name in ("given_names.csv", "family_names.csv"):
        lines = Path(str(seed(f"names/{name}"))).read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(set(lines)) > 500
