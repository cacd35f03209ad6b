"""Numbers that independent generators write out are read back to the same value, in any spelling and with any noise."""

from __future__ import annotations

import re
from itertools import cycle

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from num2words import num2words
from pyarabic.number import ArNumbers

from etl.documents import Number
from etl.numbers import find_numbers
from etl.text import read_text

#: The first example loads the tables.
quick = settings(max_examples=60, deadline=None)
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def magnitudes(limit: int) -> st.SearchStrategy[int]:
    """Numbers whose lengths, not values, are uniform."""
    return st.integers(1, len(str(limit)) - 1).flatmap(lambda size: st.integers(10 ** (size - 1), 10**size - 1))


def only_number(raw: str) -> Number:
    """The one number that is all of ``raw``."""
    text = read_text(raw)
    numbers = find_numbers(text)
    assert len(numbers) == 1, (raw, numbers)
    start, end = text.raw_span(numbers[0].clean_start, numbers[0].clean_end)
    assert raw[start:end] == raw.strip()
    return numbers[0]


def _has_doubled_scale(n: int) -> bool:
    """Whether num2words writes ألف ألف for the thousand of 401,000, which is a million."""
    groups = [n // 1000**k % 1000 for k in range(1, 5)]
    return any(group > 100 and group % 100 == 1 for group in groups)


@quick
@example(2000)
@example(2_000_000)
@example(2_000_000_000)
@given(magnitudes(10**12))
def test_num2words(n: int) -> None:
    assume(not _has_doubled_scale(n))
    written = num2words(n, lang="ar")
    if written in ("ألفا", "مليونا", "مليارا"):  # so two of them stand before a noun, and one alone
        [number] = find_numbers(read_text(f"{written} شخص"))
        assert (number.first, number.stop, number.low) == (0, 1, n)
    else:
        assert only_number(written).low == n


@quick
@given(magnitudes(10**9))
def test_pyarabic(n: int) -> None:
    assert only_number(ArNumbers().int2str(str(n))).low == n


# -------------------------------------------------------------------- spellings, genders, cases of our own
UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
STEMS = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
TENS = ["", "عشر", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def _below_hundred(n: int, feminine: bool, ending: str) -> str:
    tens, units = divmod(n, 10)
    digit = UNITS[units] if not feminine or units < 3 else UNITS[units].removesuffix("ة")
    if n < 10:
        return digit
    if n == 10:
        return "عشر" if feminine else "عشرة"
    if n < 20:
        head = {1: "إحدى" if feminine else "أحد", 2: "اثنتا" if feminine else "اثنا"}.get(units, digit)
        return f"{head} {'عشرة' if feminine else 'عشر'}"
    return f"{digit} و{TENS[tens]}{ending}" if units else TENS[tens] + ending


def _below_thousand(n: int, feminine: bool, ending: str, hundred: str) -> str:
    hundreds, rest = divmod(n, 100)
    parts = []
    if hundreds:
        head = hundred.strip()
        dual = head.removesuffix("ة") + ("تان" if ending == "ون" else "تين")
        parts.append({1: head, 2: dual}.get(hundreds, STEMS[hundreds] + hundred))
    if rest:
        parts.append(_below_hundred(rest, feminine, ending))
    return " و".join(parts)


@quick
@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.booleans(),
    st.sampled_from(["ون", "ين"]),
    st.sampled_from(["مئة", "مائة", " مئة", " مائة"]),
    st.sampled_from(["ألف", "ألفا", "ألفًا", "الف"]),
)
def test_genders_cases_and_spellings(
    thousands: int, rest: int, feminine: bool, ending: str, hundred: str, scale: str
) -> None:
    head = _below_thousand(thousands, False, ending, hundred)
    words = {1: scale[:3], 2: "ألفان" if ending == "ون" else "ألفين"}.get(
        thousands, f"{head} آلاف" if 3 <= thousands <= 10 else f"{head} {scale}"
    )
    if rest:
        words += " و" + _below_thousand(rest, feminine, ending, hundred)
    assert only_number(words).low == thousands * 1000 + rest


@quick
@given(st.integers(0, 10**15 - 1), st.sampled_from([",", "٬", " ", ".", "\u00a0"]), st.booleans())
def test_grouped_digits(n: int, separator: str, eastern: bool) -> None:
    raw = f"{n:,}".replace(",", separator)
    assume(n >= 10**6 or separator != ".")  # one point before three digits is settled by context
    assert only_number(raw.translate(EASTERN if eastern else {})).low == n


@quick
@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from([",", "٫", "."]))
def test_decimals(whole: int, cents: int, separator: str) -> None:
    assert only_number(f"{whole}{separator}{cents:02d}").low == float(f"{whole}.{cents:02d}")


# -------------------------------------------------------------------- noise
MARKS = "\u064e\u064f\u0650\u0652\u0640\u200f"
PRESENTATION = {"ل": "\ufedf", "ا": "\ufe8d", "م": "\ufee3", "ن": "\ufee5", "ع": "\ufecb"}


@quick
@given(st.integers(1, 10**6), st.lists(st.integers(0, len(MARKS)), min_size=1, max_size=20), st.booleans())
def test_noise_changes_nothing(n: int, marks: list[int], presentation: bool) -> None:
    plain = ArNumbers().int2str(str(n))
    noise = cycle(marks)
    raw = "".join(
        (PRESENTATION.get(c, c) if presentation else c) + ("" if c == " " or not (k := next(noise)) else MARKS[k - 1])
        for c in plain
    )
    broken = re.sub(" ", "\n", raw, count=1)
    for noisy in (raw, broken, raw.replace(" ", "\u00a0"), raw.replace(" ", "  ")):
        text = read_text(f"عدد {noisy} .")
        (number,) = find_numbers(text)
        start, end = text.raw_span(number.clean_start, number.clean_end)
        assert number.low == n
        assert text.raw[start:end] == noisy.strip().rstrip("\u200f")


@quick
@given(st.text(alphabet="0123456789٣۴.,٫ -و\nالفمئةخسعشرني%", max_size=60))
def test_any_text_keeps_its_offsets(raw: str) -> None:
    text = read_text(raw)
    numbers = find_numbers(text)
    done = 0
    for number in numbers:
        assert done <= number.clean_start < number.clean_end
        assert number.clean_start >= text.starts[number.first]
        assert number.clean_end == text.ends[number.stop - 1]
        assert number.low <= number.high
        done = number.clean_end


# -------------------------------------------------------------------- decimals and compounds in the accusative
SCALES = {"مليون": 6, "مليار": 9}


@quick
@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from(sorted(SCALES)), st.sampled_from(".,٫"))
def test_decimals_of_a_scale_are_exact(whole: int, part: int, scale: str, point: str) -> None:
    digits = f"{part:02}"
    number = only_number(f"{whole}{point}{digits} {scale}")
    assert number.low == number.high == int(f"{whole}{digits}") * 10 ** (SCALES[scale] - 2)
    assert isinstance(number.low, int)


@quick
@given(st.integers(1, 9), st.sampled_from(["", "مئة ", "ثلاثمئة ", "سبعمئة "]), st.sampled_from(["ون", "ين"]))
def test_one_before_a_ten_in_every_case(tens: int, hundreds: str, case: str) -> None:
    value = {"": 0, "مئة ": 100, "ثلاثمئة ": 300, "سبعمئة ": 700}[hundreds]
    ten = {1: "عشر", 2: "عشر"}.get(tens, TENS[tens]) + case
    tens = max(tens, 2)
    for one in ("واحد", "واحدا", "إحدى", "واحدة"):
        word = f"و{one}" if hundreds else one
        assert only_number(f"{hundreds}{word} و{ten}").low == value + tens * 10 + 1


@quick
@given(st.integers(1, 9), st.lists(st.integers(0, 9), min_size=2, max_size=4), st.sampled_from(["فاصلة", "فاصل"]))
def test_decimals_told_one_by_one(whole: int, digits: list[int], point: str) -> None:
    words = ["صفر", *UNITS[1:]]
    raw = " ".join([words[whole], point, *(words[digit] for digit in digits)])
    assert only_number(raw).low == float(f"{whole}.{''.join(map(str, digits))}")


@quick
@given(st.integers(3, 9), st.integers(2, 9), st.sampled_from([("", 0), ("مئة و", 100), ("ألفا و", 1000)]))
def test_feminine_units_in_the_accusative(ones: int, tens: int, before: tuple[str, int]) -> None:
    unit = ["ثلاثا", "أربعا", "خمسا", "ستا", "سبعا", "ثمانيا", "تسعا"][ones - 3]
    ten = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"][tens - 2]
    assert only_number(f"{before[0]}{unit} و{ten}").low == before[1] + 10 * tens + ones
    assert find_numbers(read_text(f"وجد {unit} في الطريق")) == ()


@quick
@given(st.integers(1, 99), st.sampled_from(["درجة مئوية", "درجات"]), st.booleans())
def test_a_minus_sign_behind_degrees(n: int, unit: str, eastern: bool) -> None:
    digits = str(n).translate(EASTERN) if eastern else str(n)
    (found,) = find_numbers(read_text(f"سجلت المدينة {digits}- {unit}"))
    assert found.low == found.high == -n
    (listed,) = find_numbers(read_text(f"{digits}- {unit}"))
    assert listed.low == n
