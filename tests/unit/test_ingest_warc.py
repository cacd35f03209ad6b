"""Web archives as crawlers leave them: headers that tell of the transfer, lengths that are wrong."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from etl.documents import Document, Rejection
from etl.ingest import read_file, scan

LINES = tuple(
    f"قال مصدر في الشرطة إن {n} شخصا قتلوا في انفجار قرب السوق صباح اليوم وإن التحقيق جار." for n in range(12, 16)
)
_BODY = "".join(f"<p>{line}</p>" for line in LINES)
PAGE = f"<!doctype html><html><body><article>{_BODY}</article></body></html>".encode()
TEXT = "\n\n".join(LINES)


def record(body: bytes, headers: str = "", length: int = 0, end: bytes = b"\r\n\r\n", more: str = "") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://w.example/{len(body)}\r\n{more}"
    return f"{head}Content-Length: {len(block) + length}\r\n\r\n".encode() + block + end


def read(folder: Path, *records: bytes) -> list[str]:
    """The texts that are whole, and the reason codes of what is not."""
    (folder / "a.warc").write_bytes(b"".join(records))
    [raw_file] = scan(str(folder / "a.warc"))
    found = list(read_file(raw_file))
    assert all(isinstance(item, (Document, Rejection)) for item in found)
    return [item.raw_text if isinstance(item, Document) else item.reason_code for item in found]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
    "none": bytes,
}


@pytest.mark.parametrize("encoding", PACKED)
def test_packed_pages(tmp_path: Path, encoding: str) -> None:
    body = PACKED[encoding](PAGE)
    header = f"Content-Encoding: {encoding}\r\n"
    in_chunks = record(chunked(body), f"{header}Transfer-Encoding: chunked\r\n")
    assert read(tmp_path, record(body, header), in_chunks) == [TEXT, TEXT]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_pages_that_were_unpacked_before_they_were_stored(tmp_path: Path, encoding: str) -> None:
    headers = f"Content-Encoding: {encoding}\r\nContent-Length: 300\r\n"
    assert read(tmp_path, record(PAGE, headers), record(PAGE, f"{headers}Transfer-Encoding: chunked\r\n")) == [TEXT] * 2


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_damaged_packing_costs_its_page(tmp_path: Path, encoding: str) -> None:
    body = PACKED[encoding](PAGE)
    damaged = record(body[: len(body) // 2], f"Content-Encoding: {encoding}\r\n")
    assert read(tmp_path, damaged, record(PAGE)) == ["truncated_archive", TEXT]


@pytest.mark.parametrize("length", [-40, 60])
def test_a_record_that_lies_about_its_length_costs_itself(tmp_path: Path, length: int) -> None:
    assert read(tmp_path, record(PAGE, length=length), record(PAGE)) == ["malformed_warc", TEXT]
    assert read(tmp_path, record(PAGE), record(PAGE, length=length)) == [
        TEXT,
        "malformed_warc" if length < 0 else "truncated_archive",
    ]


def test_what_parts_the_records(tmp_path: Path) -> None:
    assert read(tmp_path, record(PAGE, end=b"\n\n"), record(PAGE, end=b"")) == [TEXT, TEXT]
    assert read(tmp_path, record(PAGE, end=b"\n"), record(PAGE)) == [TEXT, "malformed_warc", TEXT]


def test_a_page_that_the_crawler_cut_off(tmp_path: Path) -> None:
    cut = record(PAGE[:-300], more="WARC-Truncated: length\r\n")
    stated = record(PAGE[:-300], f"Content-Length: {len(PAGE)}\r\n")
    assert read(tmp_path, cut, stated) == ["truncated_archive", "truncated_archive"]


@pytest.mark.parametrize("broken", [b"Content-Length: x", b"Content-Size", b"Content-Length: " + b"9" * 20])
def test_a_record_with_a_damaged_header_costs_itself(tmp_path: Path, broken: bytes) -> None:
    damaged = record(PAGE).replace(b"Content-Length", broken, 1)
    assert read(tmp_path, record(PAGE), damaged, record(PAGE)) == [TEXT, "malformed_warc", TEXT]
    assert read(tmp_path, damaged, record(PAGE)) == ["malformed_warc", TEXT]


def test_a_record_of_no_known_type_is_said(tmp_path: Path) -> None:
    odd, other = (
        record(PAGE).replace(b"WARC-Type: response", of) for of in (b"WARC-Type: respo", b"WARC-Typ: response")
    )
    known = record(b"").replace(b"WARC-Type: response", b"WARC-Type: request")
    assert read(tmp_path, known, odd, record(PAGE), other) == ["malformed_warc", TEXT, "malformed_warc"]


def test_bytes_of_other_encodings_in_a_header(tmp_path: Path) -> None:
    odd = record(PAGE).replace(b"http://w.example/", "http://w.example/خبر/".encode())
    assert read(tmp_path, odd, record(PAGE, headers="Content-Encoding: غير\r\n")) == [TEXT, TEXT]
