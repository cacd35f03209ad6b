"""Archives in archives: all that is inside is found, and limits hold while reading."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zstandard

from etl.documents import Document, Rejection
from etl.errors import TerminalError
from etl.ingest import LIMITS, Limits, original_bytes, read_file, scan

NEWS = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
DATA = NEWS.encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def read(folder: Path, name: str, content: bytes, limits: Limits = LIMITS) -> list[Document | Rejection]:
    (folder / name).write_bytes(content)
    return [item for raw_file in scan(str(folder / name)) for item in read_file(raw_file, limits=limits)]


def summary(found: list[Document | Rejection]) -> list[tuple[str, str]]:
    return [(item.origin.member, item.reason_code if isinstance(item, Rejection) else "document") for item in found]


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_files(tmp_path: Path, suffix: str) -> None:
    packed = PACKERS[suffix](DATA)
    # Two streams in one file are one text; the name does not matter.
    [found] = read(tmp_path, "a.bin", packed + PACKERS[suffix](b"\n" + DATA))
    assert isinstance(found, Document)
    assert found.raw_text == f"{NEWS}\n{NEWS}"
    assert summary(read(tmp_path, f"b.txt{suffix}", packed[:-5])) == [("", "truncated_archive")]


def test_nested_archives_name_their_members(tmp_path: Path) -> None:
    inner = zipped(
        {"a.txt": DATA, "a.json": b'{"published_on": "2020-01-02"}', ".DS_Store": b"x", "b.txt.gz": gzip.compress(DATA)}
    )
    outer = tarred(
        ("2019/12/31/x.txt", DATA), ("x.zip", inner), ("x.zip", inner), ("y.txt", DATA), ("y.yml", b"source: Wire")
    )
    found = read(tmp_path, "all.tar.xz", lzma.compress(outer))
    assert summary(found) == [
        ("2019/12/31/x.txt", "document"),
        ("x.zip!/a.txt", "document"),
        ("x.zip!/b.txt.gz", "document"),
        ("x.zip#2!/a.txt", "document"),
        ("x.zip#2!/b.txt.gz", "document"),
        ("y.txt", "document"),
    ]
    documents = [item for item in found if isinstance(item, Document)]
    assert [item.published_on for item in documents[:3]] == [date(2019, 12, 31), date(2020, 1, 2), None]
    assert documents[-1].source == "Wire"
    assert len({item.origin.sha256 for item in documents}) == 1
    # Identity is content, wherever it lies.
    assert len({item.document_id for item in documents}) == 2


def test_a_broken_member_is_refused_alone(tmp_path: Path) -> None:
    archive = zipped({"a.txt.gz": gzip.compress(DATA)[:-9], "b.txt": b"", "c.txt": DATA})
    assert summary(read(tmp_path, "a.zip", archive)) == [
        ("a.txt.gz", "truncated_archive"),
        ("b.txt", "empty"),
        ("c.txt", "document"),
    ]


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
def test_of_many_records_in_a_stream_that_breaks_off_those_are_read_that_came(tmp_path: Path, suffix: str) -> None:
    """All that are whole, and none twice or by half; what is missing is said."""
    chance = random.Random(1)
    texts = [f"{NEWS} {''.join(chance.choices('ابتثجحخدذر ', k=300)).strip()}." for _ in range(1500)]
    lines = "".join(f"أ,{text}\n" for text in texts)
    packed = PACKERS[suffix](f"title,text\n{lines}".encode())
    found = read(tmp_path, f"a.csv{suffix}", packed[: len(packed) // 2])
    came = [item.raw_text for item in found if isinstance(item, Document)]
    assert 300 < len(came) < 1200
    assert came == texts[: len(came)]
    assert summary(found)[len(came) :] == [("", "truncated_archive")]
    behind = read(tmp_path, f"b.csv{suffix}", packed + b"\n<html>")
    assert [item.raw_text for item in behind if isinstance(item, Document)] == texts
    assert len(behind) == len(texts) + 1


def test_records_whose_sum_is_wrong_are_not_read(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(f"title,text\nأ,{NEWS}\n".encode()))
    packed[-8] ^= 1
    assert summary(read(tmp_path, "a.csv.gz", bytes(packed))) == [("", "corrupt_archive")]


def test_of_a_tar_file_that_breaks_off_whole_members_are_read(tmp_path: Path) -> None:
    archive = tarred(("a.txt", DATA), ("a.yml", b"source: Wire"), ("b.txt", DATA), ("c.txt", DATA * 9))
    cut = archive[: archive.index(DATA * 9) + 40]
    found = read(tmp_path, "a.tar", cut)
    assert summary(found) == [("a.txt", "document"), ("b.txt", "document"), ("", "truncated_archive")]
    assert isinstance(found[0], Document)
    assert found[0].source == "Wire"


def test_members_with_damaged_bytes(tmp_path: Path) -> None:
    archive = bytearray(zipped({"a.txt": DATA * 3, "b.txt": DATA}))
    archive[60] ^= 0xFF
    assert [reason for _, reason in summary(read(tmp_path, "a.zip", bytes(archive)))] == ["corrupt_archive", "document"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (replace(LIMITS, members=2), "too_many_members"),
        (replace(LIMITS, unpacked_bytes=200), "archive_bomb"),
        (replace(LIMITS, ratio=1, ratio_from=10), "archive_bomb"),
        (replace(LIMITS, depth=0), "too_deep"),
    ],
)
def test_limits_end_the_archive(tmp_path: Path, limits: Limits, reason: str) -> None:
    archive = zipped({f"{n}.txt": DATA * 5 for n in range(4)})
    found = summary(read(tmp_path, "a.zip", archive, limits))
    assert found[-1] == ("", reason)
    assert len(found) < 4


def test_limits_of_one_member(tmp_path: Path) -> None:
    limits = replace(LIMITS, document_bytes=len(DATA) + 1)
    found = read(tmp_path, "a.zip", zipped({"a.txt": DATA * 2, "b.txt": DATA}), limits)
    assert summary(found) == [("a.txt", "too_large"), ("b.txt", "document")]


def test_a_long_line_is_skipped_and_counted(tmp_path: Path) -> None:
    lines = b'{"text": "%s"}\n' % DATA + b'{"text": "' + b"x" * 10_000 + b'"}\n' + b'{"text": "%s."}\n' % DATA
    found = read(tmp_path, "a.jsonl", lines, replace(LIMITS, document_bytes=1000))
    assert [reason for _, reason in summary(found)] == ["document", "too_large", "document"]


def test_the_original_bytes_are_found_again(tmp_path: Path) -> None:
    wide = NEWS.encode("utf-16-be")
    inner = zipped({"a.txt": b"\xfe\xff" + wide, "b.txt": NEWS.encode("cp1256"), "c.txt.gz": gzip.compress(DATA)})
    path = tmp_path / "a.tar.xz"
    path.write_bytes(lzma.compress(tarred(("x.zip", inner))))
    documents = [item for raw_file in scan(str(path)) for item in read_file(raw_file)]
    assert [original_bytes(item.origin) for item in documents] == [b"\xfe\xff" + wide, NEWS.encode("cp1256"), DATA]
    with pytest.raises(TerminalError, match="no member"):
        original_bytes(replace(documents[0].origin, member="y"))
    path.write_bytes(lzma.compress(inner))
    with pytest.raises(TerminalError, match="has changed since"):
        original_bytes(documents[0].origin)
    path.unlink()
    with pytest.raises(TerminalError, match="No such file"):
        original_bytes(documents[0].origin)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_original_bytes_of_a_file_larger_than_a_document(tmp_path: Path, encoding: str) -> None:
    data = "".join(f'{{"text": "{NEWS} {n}"}}\n' for n in range(200)).encode(encoding)
    (tmp_path / "a.jsonl").write_bytes(data)
    limits = replace(LIMITS, document_bytes=8192)
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert len(found) == 200
    assert original_bytes(found[-1].origin, limits) == data


def page(text: str) -> str:
    head = '<meta property="article:published_time" content="2020-01-02">'
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


def record(address: str, headers: str, body: bytes, kind: str = "response") -> bytes:
    http = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def test_web_archive(tmp_path: Path) -> None:
    body = page(NEWS).encode()
    records = [
        record("https://w.example/plain", "Content-Type: text/html", body),
        record("https://w.example/1256", "Content-Type: text/html; charset=windows-1256", page(NEWS).encode("cp1256")),
        record("https://w.example/gz", "Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(body)),
        record(
            "https://w.example/chunks",
            "Content-Type: text/html\r\nTransfer-Encoding: chunked",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
        ),
        record("https://w.example/whole", "Content-Type: text/html\r\nTransfer-Encoding: chunked", body),
        record("https://w.example/picture", "Content-Type: image/png", b"\x89PNG"),
        record("https://w.example/asked", "Content-Type: text/html", body, kind="request"),
    ]
    found = read(tmp_path, "a.warc.gz", b"".join(map(gzip.compress, records)))
    assert summary(found) == [
        *((f"https://w.example/{name}", "document") for name in ("plain", "1256", "gz", "chunks", "whole")),
        ("passed over", "passed_over"),
    ]
    for item in found[:-1]:
        assert isinstance(item, Document)
        # The day on which a page was fetched is not the day on which it was published.
        assert (item.raw_text, item.source, item.published_on) == (NEWS, "w.example", date(2020, 1, 2))
    cut = b"".join(records)[: len(records[0]) + 200]
    assert summary(read(tmp_path, "b.warc", cut)) == [
        ("https://w.example/plain", "document"),
        ("", "truncated_archive"),
    ]


def test_overlapping_members_count_over_the_archive(tmp_path: Path) -> None:
    """Every name of the directory points at the same packed bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", "قتل اثنا عشر شخصا في غارة على حلب. " * 40_000)
    data = packed.getvalue()
    end = data.rindex(b"PK\x05\x06")
    (size, start) = struct.unpack_from("<LL", data, end + 12)
    entry = data[start : start + size]
    count = 60_000
    closing = bytearray(data[end:])
    struct.pack_into("<HHLL", closing, 8, count, count, size * count, start)
    (tmp_path / "a.zip").write_bytes(data[:start] + entry * count + bytes(closing))
    limits = replace(LIMITS, ratio=20)
    [raw_file] = scan(str(tmp_path))
    found = [item for item in read_file(raw_file, limits=limits) if isinstance(item, Rejection)]
    assert found[-1].reason_code == "archive_bomb"
