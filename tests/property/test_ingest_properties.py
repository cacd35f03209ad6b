"""Whatever stands in a record, its text arrives as it was or is refused by name."""

from __future__ import annotations

import csv
import io
import json

import fsspec
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents import Document, RawFile, Rejection
from etl.ingest import read_file
from etl.ingest.markup import looks_like_markup, unescaped_breaks
from etl.tables import read_csv

NEWS = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
REASONS = {row["reason_code"] for row in read_csv("reason_codes.csv")}
# A backslash and an n are a line break that somebody wrote out: it is read as one, so it is not part of these texts.
TEXTS = st.lists(st.text(max_size=60).map(lambda extra: NEWS + extra.replace("\\", "/")), min_size=1, max_size=6)


def _read(name: str, data: bytes) -> list[Document | Rejection]:

    fsspec.filesystem("memory").pipe(f"/property/{name}", data)
    return list(read_file(RawFile(f"memory://property/{name}", len(data))))


def _hold(texts: list[str], found: list[Document | Rejection]) -> None:
    assert len(found) == len(texts)
    for text, item in zip(texts, found, strict=True):
        if isinstance(item, Rejection):
            assert item.reason_code in REASONS
        elif not looks_like_markup(text):
            assert item.raw_text == unescaped_breaks(text)


@settings(deadline=None)
@given(TEXTS)
def test_json_lines_keep_every_text(texts: list[str]) -> None:
    _hold(texts, _read("a.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()))


@settings(deadline=None)
@given(TEXTS)
def test_json_lists_keep_every_text(texts: list[str]) -> None:
    _hold(texts, _read("a.json", json.dumps([{"text": text} for text in texts]).encode()))


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=60), max_size=6))
def test_csv_keeps_every_text(extras: list[str]) -> None:
    texts = [NEWS + extra for extra in extras] or [NEWS]
    written = io.StringIO()
    csv.writer(written).writerows([["title", "text"], *(["-", text] for text in texts)])
    _hold(texts, _read("a.csv", written.getvalue().encode()))


STARTS = [
    b"",
    b"<DOC>",
    b"<rss>",
    b'{"',
    b"<html>",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"(\xb5/\xfd",
    b"BZh9",
]
SUFFIXES = ["txt", "json", "html", "xml", "csv", "gz", "tar"]


@settings(deadline=None)
@given(st.sampled_from(SUFFIXES), st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_give_documents_or_known_reasons(suffix: str, start: bytes, data: bytes) -> None:
    found = _read(f"any/{suffix}.{suffix}", start + data)
    assert found
    for item in found:
        assert isinstance(item, Document) or item.reason_code in REASONS - {"reading_failed"}
