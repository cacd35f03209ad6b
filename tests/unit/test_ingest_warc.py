"""Web archives as crawlers leave them: headers that tell of the transfer, lengths that are wrong."""

from __future__ import annotations

import gzip
import json
import zipfile
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


def record(
    body: bytes,
    headers: str = "",
    length: int = 0,
    end: bytes = b"\r\n\r\n",
    more: str = "",
    kind: str = "Content-Type: text/html; charset=utf-8\r\n",
    status: str = "HTTP/1.1 200 OK",
) -> bytes:
    block = f"{status}\r\n{kind}{headers}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://w.example/{len(body)}\r\n{more}"
    return f"{head}Content-Length: {len(block) + length}\r\n\r\n".encode() + block + end


def items(folder: Path, *records: bytes) -> list[Document | Rejection]:
    (folder / "a.warc").write_bytes(b"".join(records))
    [raw_file] = scan(str(folder / "a.warc"))
    found = list(read_file(raw_file))
    assert all(isinstance(item, (Document, Rejection)) for item in found)
    return found


def read(folder: Path, *records: bytes) -> list[str]:
    """The texts that are whole, and the reason codes of what is not."""
    found = items(folder, *records)
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


def test_a_page_in_gzip_is_one_whatever_its_header_says(tmp_path: Path) -> None:
    assert read(tmp_path, record(gzip.compress(PAGE), "Content-Encoding: deflate\r\n")) == [TEXT]


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


def test_a_damaged_beginning_costs_the_first_record_alone(tmp_path: Path) -> None:
    assert read(tmp_path, b"WAR" + record(PAGE)[7:], record(PAGE)) == ["malformed_warc", TEXT]


@pytest.mark.parametrize("fields", ["", " 200 abc - 1234 a.arc"], ids=["first version", "second version"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "a record a gzip stream"])
def test_an_archive_of_before_warc(tmp_path: Path, fields: str, pack: Callable[[bytes], bytes]) -> None:
    """Pages as they are; pictures and questions for addresses are counted, a damaged line and a cut end are said."""

    def arc(address: str, body: bytes, kind: str = "text/html") -> bytes:
        return f"{address} 10.0.0.1 20080503101500 {kind}{fields} {len(body)}\n".encode() + body + b"\n"

    answer = b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n"
    page, picture = answer % b"text/html; charset=utf-8" + PAGE, answer % b"image/png" + b"\x89PNG"
    records = [
        arc(
            "filedesc://a.arc", b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n", "text/plain"
        ),
        arc("dns:w.example", b"20080503101500\nw.example. 60 IN A 10.0.0.1\n", "text/dns"),
        arc("http://w.example/1", page),
        arc("http://w.example/a.png", picture, "image/png"),
        b"no header\nof a record\n",
        arc("http://w.example/2", page),
        arc("http://w.example/3", page)[:-300],
    ]
    found = items(tmp_path, *map(pack, records))
    assert [item.raw_text if isinstance(item, Document) else item.reason_code for item in found] == [
        TEXT, "malformed_warc", TEXT, "truncated_archive", "passed_over",
    ]  # fmt: skip
    assert [item.url for item in found if isinstance(item, Document)] == ["http://w.example/1", "http://w.example/2"]
    assert isinstance(found[-1], Rejection) and "image/png 1" in found[-1].detail and "dns 1" in found[-1].detail


def test_a_record_of_no_known_type_is_said(tmp_path: Path) -> None:
    odd, other = (
        record(PAGE).replace(b"WARC-Type: response", of) for of in (b"WARC-Type: respo", b"WARC-Typ: response")
    )
    known = record(b"").replace(b"WARC-Type: response", b"WARC-Type: request")
    assert read(tmp_path, known, odd, record(PAGE), other) == ["malformed_warc", TEXT, "malformed_warc"]


def test_bytes_of_other_encodings_in_a_header(tmp_path: Path) -> None:
    odd = record(PAGE).replace(b"http://w.example/", "http://w.example/خبر/".encode())
    assert read(tmp_path, odd, record(PAGE, headers="Content-Encoding: غير\r\n")) == [TEXT, TEXT]


@pytest.mark.parametrize(
    "kind",
    [
        "text/htm",
        "text/html;charset=utf-8;charset=utf-8",
        "application/xhtml+xml",
        "application/vnd.wap.xhtml+xml",
        "application/octet-stream",
        "text/plain",
        "text",
        "html",
        "TEXT/HTML",
        "text/html, text/html",
        "",
        None,
    ],
)
def test_a_page_is_one_whatever_its_type(tmp_path: Path, kind: str | None) -> None:
    stated = "" if kind is None else f"Content-Type: {kind}\r\n"
    as_it_is = PAGE.replace(b"<!doctype html>", b'<!-- 1 -->\n<html lang="ar"><!-- 2 -->')
    assert read(tmp_path, record(PAGE, kind=stated), record(as_it_is, kind=stated)) == [TEXT, TEXT]


def test_a_part_of_a_page_is_read_as_one(tmp_path: Path) -> None:
    [document] = items(tmp_path, record(f"<div><h1>خبر من السوق</h1>{_BODY}</div>".encode()))
    assert isinstance(document, Document)
    assert document.raw_text == TEXT


@pytest.mark.parametrize("status", ["HTTP/1.1 200", "HTTP/1.0 200 OK", "HTTP/2 200", "HTTP/2.0 200 OK", "HTTP/3 200 "])
def test_answers_of_every_version(tmp_path: Path, status: str) -> None:
    assert read(tmp_path, record(PAGE, status=status)) == [TEXT]


def test_what_is_passed_over_is_said_once(tmp_path: Path) -> None:
    picture = record(b"GIF89a", kind="Content-Type: image/gif\r\n")
    script = record(b"let a", kind="Content-Type: application/x-javascript; charset=utf-8\r\n")
    moved = record(b"", status="HTTP/1.1 301 Moved Permanently")
    seen = record(b"").replace(b"WARC-Type: response", b"WARC-Type: revisit")
    request = record(b"").replace(b"WARC-Type: response", b"WARC-Type: request")
    found = items(tmp_path, request, picture, picture, record(PAGE), script, moved, seen)
    assert [type(item) for item in found] == [Document, Rejection]
    last = found[-1]
    assert isinstance(last, Rejection)
    assert last.reason_code == "passed_over"
    assert last.detail == (
        "records of the archive that are no pages: image/gif 2, application/x-javascript 1, status 301 1,"
        " a page that was there before 1"
    )


def test_answers_of_other_protocols(tmp_path: Path) -> None:
    name = record(b"").replace(b"WARC-Target-URI", b"Content-Type: text/dns\r\nWARC-Target-URI")
    head, _, _ = record(PAGE, more="Content-Type: text/html\r\n").partition(b"HTTP/1.1")
    name = name.replace(b"HTTP/1.1 200 OK", b"20260924101500 ")
    page = head.replace(head[head.index(b"Content-Length") :], b"Content-Length: %d\r\n\r\n" % len(PAGE)) + PAGE
    assert read(tmp_path, name, page + b"\r\n\r\n") == [TEXT, "passed_over"]
    assert read(tmp_path, record(PAGE, more="Content-Type: text/html\r\n")) == [TEXT]


def test_a_packed_archive_with_an_index_gives_each_page_once(tmp_path: Path) -> None:
    """WACZ: the list of its pages may hold their texts as well."""
    listed = json.dumps(
        {"url": "http://w.example/1", "title": "عنوان", "text": "قال مصدر في الشرطة إن الطريق أغلق صباح اليوم."}
    )
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(record(PAGE)))
        archive.writestr("pages/pages.jsonl", f'{{"format": "json-pages-1.0", "id": "pages"}}\n{listed}\n')
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"w.example 1\n"))
        archive.writestr("datapackage.json", "{}")
    found = [item for raw_file in scan(str(tmp_path / "a.wacz")) for item in read_file(raw_file)]
    assert [item.raw_text if isinstance(item, Document) else item.reason_code for item in found] == [
        TEXT,
        "passed_over",
    ]
    assert isinstance(found[-1], Rejection) and all(
        name in found[-1].detail for name in ("pages 1", "indexes 1", "json 1")
    )
