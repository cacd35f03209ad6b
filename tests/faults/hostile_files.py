"""Files made to hurt whoever reads them, and what is to become of each."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zstandard

NEWS = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم، وأصيب 30 آخرون على الأقل."
MEBI = 1024 * 1024


@dataclass(frozen=True)
class Hostile:
    """``outcomes``: reason codes, or "document", in order."""

    name: str
    write: Callable[[Path], object]
    outcomes: tuple[str, ...]


# Made where it is asked for: it takes a second, and every process of tests reads this module.
def _bytes(made: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(made())


def _text(made: Callable[[], str]) -> Callable[[Path], object]:
    return _bytes(lambda: made().encode())


def _gzip_bomb(path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(MEBI)
    with path.open("wb") as file:
        for _ in range(256):
            file.write(packer.compress(block))
        file.write(packer.flush())


def _zstandard_bomb(path: Path) -> None:
    block = bytes(MEBI)
    with path.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as writer:
        for _ in range(1024):
            writer.write(block)


def _zip(members: dict[str, bytes], **attributes: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            archive.writestr(info, data)
    return buffer.getvalue()


def _encrypted_zip() -> bytes:
    data = bytearray(_zip({"a.txt": NEWS.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _nested(data: bytes, name: str, levels: int) -> bytes:
    for level in range(levels):
        data, name = _zip({name: data}), f"{level}.zip"
    return data


def _greedy_xz() -> bytes:
    """An xz stream whose header asks for a dictionary of 4 GB."""
    data = bytearray(lzma.compress(NEWS.encode(), check=lzma.CHECK_CRC32))
    header = data.index(b"\x21\x01", 12)
    data[header + 2] = 40
    size = (data[12] + 1) * 4
    data[12 + size - 4 : 12 + size] = struct.pack("<L", zlib.crc32(bytes(data[12 : 12 + size - 4])))
    return bytes(data)


def _tar(*members: tuple[str, bytes, dict[str, object]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data, attributes in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _long_line(path: Path) -> None:
    block = ("قال " * 150_000).encode()
    with path.open("wb") as file:
        while file.tell() < 1024 * MEBI:
            file.write(block)


def _endless_item(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("<newsMessage><itemSet><newsItem>")
        for _ in range(256):
            file.write(f"<p>{NEWS}</p>" * 2000)


def _many_items(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("<newsMessage><itemSet>")
        for n in range(20):
            body = f"<body><p>{NEWS} {n}.</p></body>"
            file.write(f"<newsItem><contentSet>{body}</contentSet></newsItem><!--{'x' * MEBI}--><newsItem/>")
        file.write("</itemSet></newsMessage>")


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


def _records(*records: dict[str, object]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_NEWS_BYTES = NEWS.encode()

HOSTILE = (
    Hostile("bomb.txt.gz", _gzip_bomb, ("archive_bomb",)),
    Hostile("bomb.txt.zst", _zstandard_bomb, ("archive_bomb",)),
    Hostile("bomb.txt.bz2", _bytes(lambda: bz2.compress(bytes(32 * MEBI))), ("archive_bomb",)),
    Hostile("bomb.txt.xz", _bytes(lambda: lzma.compress(bytes(64 * MEBI), preset=0)), ("archive_bomb",)),
    Hostile("bomb.zip", _bytes(lambda: _zip({"a.txt": bytes(64 * MEBI)})), ("archive_bomb",)),
    Hostile("bomb_of_bombs.zip", _bytes(lambda: _zip({"b.zip": _zip({"a.txt": bytes(64 * MEBI)})})), ("archive_bomb",)),
    Hostile("greedy.txt.xz", _bytes(_greedy_xz), ("corrupt_archive",)),
    Hostile("nested.zip", _bytes(lambda: _nested(_NEWS_BYTES, "a.txt", 8)), ("too_deep",)),
    Hostile("nested_gzip.gz", _bytes(lambda: gzip.compress(gzip.compress(gzip.compress(_NEWS_BYTES)))), ("document",)),
    Hostile("locked.zip", _bytes(_encrypted_zip), ("encrypted_archive",)),
    Hostile(
        "traversal.zip",
        _bytes(lambda: _zip({"../../../escaped.txt": _NEWS_BYTES, "/etc/escaped.txt": _NEWS_BYTES + b"\n"})),
        ("document", "document"),
    ),
    Hostile(
        "zip_link.zip",
        _bytes(lambda: _zip({"a.txt": b"/etc/passwd"}, external_attr=0o120777 << 16)),
        ("unsafe_member",),
    ),
    Hostile(
        "links.tar",
        _bytes(
            lambda: _tar(
                ("a", b"", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}),
                ("b", b"", {"type": tarfile.LNKTYPE, "linkname": "../../etc/passwd"}),
                ("c", b"", {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 5}),
                ("d.txt", _NEWS_BYTES, {}),
            )
        ),
        ("unsafe_member", "unsafe_member", "unsafe_member", "document"),
    ),
    Hostile(
        "pax.tar",
        _bytes(lambda: _tar(("a.txt", _NEWS_BYTES, {"pax_headers": {"comment": "x" * 4 * MEBI}}))),
        ("archive_bomb",),
    ),
    Hostile(
        "damaged.tar",
        _bytes(lambda: _tar(("a.txt", _NEWS_BYTES, {}))[:1024] + b"x" * 10_240),
        ("document", "corrupt_archive"),
    ),
    Hostile(
        "external_entity.xml",
        _text(lambda: '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
              f"<rss><channel><item><title>{NEWS} &x;</title></item></channel></rss>"),
        ("forbidden_xml",),
    ),
    Hostile(
        "entity_expansion.xml",
        _text(lambda: f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "لول">{_LAUGHS}]>'
              "<rss><channel><item><title>&l9;</title></item></channel></rss>"),
        ("forbidden_xml",),
    ),
    Hostile(
        "late_entity.xml",
        _text(lambda: f'<?xml version="1.0"?><!DOCTYPE rss [<!-- {"x" * 100_000} --><!ENTITY l0 "لول">{_LAUGHS}]>'
              "<rss><channel><item><title>&l9;</title></item></channel></rss>"),
        ("forbidden_xml",),
    ),
    Hostile(
        "wide_entity.xml",
        _bytes(lambda: f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE rss [<!ENTITY l0 "لول">{_LAUGHS}]>'
               "<rss><channel><item><title>&l9;</title></item></channel></rss>".encode("utf-16")),
        ("forbidden_xml",),
    ),
    Hostile(
        "external_dtd.xml",
        _text(lambda: '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'
              f"<rss><channel><item><title>{NEWS}</title></item></channel></rss>"),
        ("document",),
    ),
    Hostile("endless_item.xml", _endless_item, ("too_large",)),
    Hostile("endless_story.xml", _text(lambda: "<nitf><body>" + f"<p>{NEWS}</p>" * 100_000), ("too_large",)),
    Hostile("many_items.xml", _many_items, ("document",) * 20 + ("passed_over",)),
    Hostile(
        "nested_bodies.xml",
        _text(lambda: f"<nitf>{'<body>' * 200}{'<p/>' * 200_000}{'</body>' * 200}</nitf>"),
        ("passed_over",),
    ),
    Hostile("deep.xml", _text(lambda: "<rss>" + "<a>" * 100_000), ("too_deep",)),
    Hostile("deep.html", _text(lambda: _page("<div>" * 10_000 + NEWS + "</div>" * 10_000)), ("too_deep",)),
    Hostile("deep_open.html", _text(lambda: _page("<b>" * 100_000 + NEWS)), ("too_deep",)),
    Hostile("brackets.json", _text(lambda: '{"text":' + "[" * 200_000), ("too_deep",)),
    Hostile("digits.json", _text(lambda: '{"text": ' + "9" * 100_000 + "}"), ("malformed_json",)),
    Hostile("surrogate.json", _text(lambda: '{"text": "' + NEWS + ' \\ud83d"}'), ("invalid_characters",)),
    Hostile("pair.json", _text(lambda: '{"text": "' + NEWS + ' \\ud83d\\ude00"}'), ("document",)),
    Hostile("nul_escape.json", _text(lambda: '{"text": "' + NEWS + ' \\u0000"}'), ("invalid_characters",)),
    Hostile("nul.txt", _text(lambda: NEWS + "\x00"), ("invalid_characters",)),
    Hostile(
        "alias_bomb.txt",
        _text(lambda: "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]\n---\n" + NEWS),
        ("malformed_front_matter",),
    ),
    Hostile("long_line.txt", _long_line, ("too_large",)),
    Hostile("diacritics.txt", _text(lambda: "ب" + "َ" * 10_000_000), ("too_large",)),
    Hostile("some_diacritics.txt", _text(lambda: NEWS + "َ" * 500_000), ("document",)),
    Hostile("override.txt", _text(lambda: "\u202e" + NEWS + "\u202c" * 1000), ("document",)),
    Hostile("angles.txt", _text(lambda: NEWS + "<" * 500_000), ("document",)),
    Hostile("tags.json", _text(lambda: _records({"text": NEWS * 2_000 + "<a " * 50_000})), ("document",)),
    Hostile("comments.html", _text(lambda: "<!--" * 100_000 + _page(NEWS)), ("malformed_html",)),
    Hostile("many_comments.xml", _text(lambda: "<!---->" * 1_000 + "<oops" * 10), ("malformed_xml",)),
    Hostile("many_comments.txt", _text(lambda: "<!---->" * 1_000 + NEWS * 100), ("document",)),
    Hostile("doc_bait.txt", _text(lambda: "<DOC>" + "<doc " * 1_000_000), ("malformed_sgml",)),
    Hostile("date_bait.json", _text(lambda: _records({"text": NEWS, "date": "Mon, " * 100_000})), ("document",)),
    Hostile("elements.html", _text(lambda: _page("<i>x</i>" * 500_000 + NEWS)), ("too_large",)),
    Hostile("paragraphs.html", _text(lambda: _page("<p>" * 50_000 + NEWS)), ("document",)),
    Hostile("front_matter.txt", _text(lambda: "---\n" * 200_000 + NEWS), ("malformed_front_matter",)),
    Hostile(
        "elements.txt",
        _text(lambda: "<DOC>" + "".join(f"<A{n}>" for n in range(100_000)) + "</DOC>"),
        ("no_text",),
    ),
    Hostile("same_element.txt", _text(lambda: "<DOC>" + "<TEXT>" * 200_000 + "</DOC>"), ("no_text",)),
    Hostile("unclosed.txt", _text(lambda: "<DOC>" * 50_000), ("malformed_sgml",)),
    Hostile("quote.csv", _text(lambda: 'title,text\n"' + NEWS * 20_000), ("malformed_csv",)),
    Hostile(
        "sql.json",
        _text(lambda: _records({"title": "'); DROP TABLE core.events; --", "text": NEWS})),
        ("document",),
    ),
    Hostile(
        "year_25.jsonl",
        _text(lambda: _records({"text": NEWS, "date": "0025-03-01"}, {"text": NEWS + ".", "date": "2099-01-01"})),
        ("document", "document"),
    ),
    Hostile("empty.txt", _text(lambda: ""), ("empty",)),
    Hostile("blank.txt", _text(lambda: "\ufeff \r\n\t"), ("empty",)),
    Hostile("empty.zip", _bytes(lambda: _zip({})), ("empty",)),
    Hostile("picture.txt", _bytes(lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100), ("unsupported_format",)),
    Hostile("archive.txt", _bytes(lambda: b"Rar!\x1a\x07\x00" + bytes(1000)), ("unsupported_format",)),
    Hostile(
        "noise.txt",
        _bytes(lambda: bytes((n * 97 + n // 7) % 256 for n in range(100_000))),
        ("unsupported_format",),
    ),
)  # fmt: skip
