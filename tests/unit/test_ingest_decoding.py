"""Bytes to text: never a wrong text with a straight face."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ingest.decoding import decode
from etl.ingest.mojibake import is_mojibake
from etl.ingest.refusal import Refusal

NEWS = (
    "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم، وأصيب 30 آخرون على الأقل بجروح.\r\n"
    "وأضاف المصدر أن قوات الأمن أغلقت الطرق المؤدية إلى المنطقة، فيما نقل الجرحى إلى مستشفيات المدينة."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_certain(encoding: str) -> None:
    decoded = decode(NEWS.encode(encoding))
    assert decoded.text == NEWS
    assert decoded.confidence >= 0.95


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "mac-arabic", "cp720"])
def test_arabic_code_pages_are_told_apart(encoding: str) -> None:
    # The DOS page has no Arabic comma.
    text = NEWS.replace("،", "") if encoding == "cp720" else NEWS
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding
    assert 0.7 <= decoded.confidence < 1


def test_declared_charset_counts_where_it_fits() -> None:
    assert decode(NEWS.encode("windows-1256"), "windows-1256").confidence == 1
    # A server's stock label does not.
    assert decode(NEWS.encode("windows-1256"), "iso-8859-1").encoding == "windows-1256"
    assert decode(NEWS.encode("iso-8859-6"), "windows-1251").encoding == "iso-8859-6"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le président a déclaré que les élections législatives auraient lieu en été, malgré tout.", "cp1252"),
        ("Президент заявил во вторник, что выборы пройдут летом, несмотря на опасения.", "cp1251"),
        ("大統領は火曜日に、選挙は夏に行われると述べた。", "shift-jis"),
    ],
)
def test_other_languages_in_their_code_pages_are_not_read_as_arabic(text: str, encoding: str) -> None:
    with pytest.raises(Refusal, match="undecodable"):
        decode(text.encode(encoding))


def test_damaged_utf8_is_not_read_as_a_code_page() -> None:
    data = NEWS.encode()
    with pytest.raises(Refusal, match=r"damaged UTF-8.*byte 40"):
        decode(data[:40] + b"\xff" + data[40:])


# ftfy registers the cp1252 that programs really use, with the five empty places filled.
@pytest.mark.parametrize("page", ["sloppy-windows-1252", "latin-1", "cp1256", "mac-roman"])
def test_mojibake_is_undone_when_all_of_it_can_be(page: str) -> None:
    decoded = decode(NEWS.encode().decode(page).encode())
    assert decoded.text == NEWS
    assert "repaired" in decoded.encoding
    assert decoded.confidence < 1


def test_mojibake_that_lost_characters_is_refused() -> None:
    damaged = NEWS.encode().decode("latin-1").replace("\x84", "?")
    with pytest.raises(Refusal, match="mojibake"):
        decode(damaged.encode())


def test_words_full_of_ta_and_za_are_not_mojibake() -> None:
    assert not is_mojibake(
        "ظلّ الطبيب الطيب يطالب بطبع بطاقات الطلاب ويعظ الموظفين ويحفظ النظام في محافظة طرطوس، طوال ظهيرة حارة."
    )


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_utf8_comes_back_as_it_was_or_is_refused_by_name(text: str) -> None:
    data = text.encode()
    try:
        decoded = decode(data)
    except Refusal as refusal:
        assert refusal.reason_code in ("mojibake", "undecodable")
        return
    if decoded.encoding == "utf-8" and not data.startswith(b"\xef\xbb\xbf"):
        assert decoded.text == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert 0.6 <= decode(data).confidence <= 1
    except Refusal as refusal:
        assert refusal.reason_code in ("mojibake", "undecodable")
