"""What a number is and what only looks like one."""

from __future__ import annotations

import pytest

from etl.numbers import find_numbers
from etl.text import read_text


def read(raw: str) -> list[tuple[str, float, float, str]]:
    text = read_text(raw)
    return [(text.clean[n.clean_start : n.clean_end], n.low, n.high, n.form) for n in find_numbers(text)]


def values(raw: str) -> list[float]:
    return [low for _, low, _, _ in read(raw)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("بين خمسة وعشرين جنديا", [5, 20]),
        ("ما بين مئة وخمسين ومئتين", [150, 200]),
        ("بين خمسين ومئة", [50, 100]),
        ("سنة خمس وثلاثين وأربعمئة وألف", [1435]),
        ("مئة ألف مليون", [10**11]),
        ("مئة واحد عشر", [111]),
        ("ألف وواحد", [1001]),
        ("مليونا و300 ألف", [1_300_000]),
        ("مليونا ناخب", [2_000_000]),
        ("500 و20", [500, 20]),
        ("مئة و20", [120]),
        ("مليون ونصف المليون", [1_500_000]),
        ("ثلاثة أرباع المليون", [750_000]),
        ("2,5 مليون", [2_500_000]),
        ("سالب خمسة", [-5]),
        ("5ر2 مليون", [2_500_000]),
        ("عشرة فاصلة خمسة", [10.5]),
    ],
)
def test_composition(raw: str, expected: list[float]) -> None:
    assert values(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1 234,56", 1234.56),
        ("0.125", 0.125),
        ("10.000", 10_000),
        ("3.125 في المئة", 3.125),
        ("2.500 دينار", 2500),
        ("7.250 شخصا بعد أن كانت النسبة 3.5", 7.25),
        ("3.5 ثم 7,250 شخصا", 3.5),
    ],
)
def test_separators_by_context(raw: str, expected: float) -> None:
    assert values(raw)[0] == expected


@pytest.mark.parametrize(
    "raw",
    [
        "أحد السكان", "يوم الأحد", "يوم الاثنين", "لست معهم", "ألف الكاتب رواية", "الذي ألف كتابا", "كوفيد-19", "إف-16",
        "A320", "192.168.1.1", "11.12.2016", "ثمن الخبز", "نصف نهائي", "المليونير", "7" * 30, "حزب المئذنة",
    ],
)  # fmt: skip
def test_no_number(raw: str) -> None:
    assert read(raw) == []


def test_vague_numbers_are_intervals() -> None:
    assert read("عشرات الآلاف") == [("عشرات الآلاف", 20_000, 99_999, "vague")]
    assert read("بضعة آلاف") == [("بضعة آلاف", 3_000, 9_999, "vague")]
    assert read("عشرون ونيف") == [("عشرون ونيف", 21, 29, "vague")]


def test_proclitics_stay_outside_and_joints_inside() -> None:
    assert read("وبخمسة وعشرين") == [("خمسة وعشرين", 25, 25, "words")]
    assert read("لألف") == [("ألف", 1000, 1000, "words")]


def test_a_blank_line_ends_a_number() -> None:
    assert values("خمسة\nوعشرون") == [25]
    assert values("خمسة\n\nوعشرون") == [5, 20]
