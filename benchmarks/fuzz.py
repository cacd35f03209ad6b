"""Files damaged at random, all the way into the warehouse: nothing may be lost, stop a run or take much memory.

    python benchmarks/fuzz.py --files 10000

Small files of every format are written and damaged: bits, stretches and lengths changed, parts left out, doubled or
taken from another file, tags, entities and escapes put in, and what is so made is packed now and then. They are loaded
into a PostgreSQL of its own. Then every file must be in the ledger, every item of the quarantine must give a reason
that the tables know, and the run must add up.

No paragraph may be lost without a word: one that stands in the damaged file as it was written must be in the text of a
document of that file, or the file has a row in the quarantine, or a document that the summary counts for its title
without a text. To count documents would ask for too much and for too
little: damage can turn two articles into one legal text (the mark between them is gone, all words are there) or cut
an article out of a list that stays legal, and it can leave the number and take the half of each. Files that have fewer
documents, all of their paragraphs and no row are counted beside it (--keep leaves the files in a folder).
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import resource
import shutil
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import zstandard
from corpus import article

from etl.load import run_target
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.server import EmbeddedServer

#: Of one file, and characters of each; few, so that most of the time goes into reading.
ARTICLES = 3
CHARACTERS = 120
#: Articles that files choose from.
POOL = 30
#: Bytes that mean something to one reader or another.
TOKENS = (
    b"</item>", b"<item>", b"<![CDATA[", b"]]>", b"&nbsp;", b"&", b"<", b">", b'"', b"'", b"\\", b"\\u0000", b"\\ud800",
    b"\x00", b"\x0b", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\n\n", b"{", b"}", b"[", b"]", b",", b";", b"\t",
    b"<DOC>", b"</DOC>", b"<TEXT>", b"</TEXT>", b"<!--", b"-->", b"<!ENTITY x 'y'>", b"<?xml version='1.0'?>", b"---\n",
    b"Content-Length: 7\r\n", b"Content-Encoding: gzip\r\n", b"WARC/1.0\r\n", b"9" * 400, b"1e999", b"<p>" * 300,
    "\u202e".encode(), "ـ".encode() * 50, "٢٠٢٦/٩/٢٤".encode(), b"11/12/2016", b"PK\x03\x04", b"\x1f\x8b\x08", b"null",
)  # fmt: skip
#: All with a checksum, as their programs write them: damage to packed bytes shows.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}  # fmt: skip


def written(suffix: str, rows: list[dict[str, str]]) -> bytes:
    """``rows`` in the format that ``suffix`` names."""
    return FORMATS[suffix](rows).encode("utf-16" if suffix == ".tsv" else "utf-8")


def undamaged(suffix: str, rows: list[dict[str, str]], data: bytes) -> list[str]:
    """The paragraphs of ``rows`` that stand in ``data`` as they were written."""
    paragraphs = [paragraph for row in rows for paragraph in row["text"].split("\n") if paragraph]
    if suffix == ".rtf":
        return [paragraph for paragraph in paragraphs if _rtf_letters(paragraph).encode() in data]
    return [each for each in paragraphs if each.encode("utf-16-le" if suffix == ".tsv" else "utf-8") in data]


def _feed(rows: list[dict[str, str]]) -> str:
    entries = (
        f"<item><title>{r['title']}</title><description>{r['text']}</description>"
        f"<pubDate>{r['published_on']}</pubDate></item>"
        for r in rows
    )
    return f'<?xml version="1.0"?><rss><channel><title>Wire</title>{"".join(entries)}</channel></rss>'


def _newsml(rows: list[dict[str, str]]) -> str:
    items = (
        f"<newsItem><contentMeta><contentCreated>{r['published_on']}</contentCreated><headline>{r['title']}</headline>"
        f"</contentMeta><contentSet><inlineXML><html><body><p>{r['text']}</p></body></html></inlineXML></contentSet>"
        "</newsItem>"
        for r in rows
    )
    return f"<newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>"


def _page(row: dict[str, str]) -> str:
    day = f'<meta property="article:published_time" content="{row["published_on"]}">'
    return (
        f"<!DOCTYPE html><html><head>{day}<title>{row['title']}</title></head>"
        f"<body><article><h1>{row['title']}</h1><p>{row['text']}</p></article></body></html>"
    )


def _record(row: dict[str, str]) -> str:
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_page(row)}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://w.example/{row['id']}\r\n"
    return f"{head}Content-Length: {len(page.encode())}\r\n\r\n{page}\r\n\r\n"


def _sgml(row: dict[str, str]) -> str:
    head = f"<DOCNO>{row['id']}</DOCNO>\n<HEADLINE>{row['title']}</HEADLINE>"
    return f"<DOC>\n{head}\n<TEXT>\n{row['text']}\n</TEXT>\n</DOC>\n"


def _table(separator: str) -> Callable[[list[dict[str, str]]], str]:
    def lines(rows: list[dict[str, str]]) -> str:
        cells = (f'{r["title"]}{separator}"{r["text"]}"{separator}{r["published_on"]}\r\n' for r in rows)
        return separator.join(("title", "text", "date")) + "\r\n" + "".join(cells)

    return lines


def _mail(row: dict[str, str]) -> str:
    head = f"From: wire@w.example\nSubject: {row['title']}\nDate: {row['published_on']}\nMIME-Version: 1.0\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{row['text']}\n\n"


def _exports(rows: list[dict[str, str]]) -> str:
    return "".join(
        f"{number} of {len(rows)} DOCUMENTS\n\nWire\n\nMay 3, 2024 Friday\n\n{row['title']}\n\nLENGTH: 99 words\n\n"
        f"BODY:\n\n{row['text']}\n\nLANGUAGE: ARABIC\n\n"
        for number, row in enumerate(rows, 1)
    )


def _rtf_letters(text: str) -> str:
    return "".join("\\par\n" if c == "\n" else c if c.isascii() else f"\\u{ord(c)}?" for c in text)


def _rtf(rows: list[dict[str, str]]) -> str:
    return f"{{\\rtf1\\ansi\\ansicpg1256 {_rtf_letters(_exports(rows))}}}"


def _xml(rows: list[dict[str, str]]) -> str:
    records = (
        f"<a><title>{r['title']}</title><text>{r['text']}</text><date>{r['published_on']}</date></a>" for r in rows
    )
    return f'<?xml version="1.0"?><archive>{"".join(records)}</archive>'


FORMATS: dict[str, Callable[[list[dict[str, str]]], str]] = {
    ".txt": lambda rows: f"---\ntitle: {rows[0]['title']}\ndate: {rows[0]['published_on']}\n---\n{rows[0]['text']}",
    ".json": lambda rows: json.dumps({"articles": rows}, ensure_ascii=False),
    ".jsonl": lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
    ".rss.xml": _feed,
    ".newsml.xml": _newsml,
    ".html": lambda rows: _page(rows[0]),
    ".warc": lambda rows: "".join(map(_record, rows)),
    ".sgm": lambda rows: "".join(map(_sgml, rows)),
    ".mbox": lambda rows: "".join(f"From w@w Fri May 03 07:15:00 2024\n{_mail(row)}" for row in rows),
    ".lexis.txt": _exports,
    ".rtf": _rtf,
    ".archive.xml": _xml,
    ".csv": _table(";"),
    ".tsv": _table("\t"),
}


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """``data`` with one to four faults, some of them taken from ``other``."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        size = min(chance.choice((1, 1, 2, 8, 60, 400)), len(data) - at)
        kind = chance.randrange(7)
        if kind == 0 and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[at + size :]
        elif kind == 2:
            data = data[: at + size] + data[at:]
        elif kind == 3:
            data = data[:at]
        elif kind == 4:
            start = chance.randrange(len(other))
            data = data[:at] + other[start : start + chance.choice((8, 100, 1000))] + data[at:]
        elif kind == 5:
            data = data[:at] + chance.randbytes(size) + data[at + size :]
        else:
            data = data[:at] + chance.choice(TOKENS) + data[at:]
    return data


def packed(name: str, data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """``data`` in an archive or compressed, damaged once more now and then."""
    kind = chance.choice((*PACKERS, ".zip", ".tar"))
    out = io.BytesIO()
    if kind == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
    elif kind == ".tar":
        with tarfile.open(fileobj=out, mode="w") as archive:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    else:
        out.write(PACKERS[kind](data))
    return name + kind, damaged(out.getvalue(), data or b"x", chance) if chance.random() < 0.5 else out.getvalue()


@dataclass(frozen=True, slots=True)
class Held:
    """What a damaged file held."""

    #: Before it was damaged.
    documents: int
    #: Paragraphs that are still there.
    paragraphs: list[str]


def write_files(folder: Path, count: int, seed: int) -> dict[str, Held]:
    """``count`` damaged files, what each held by name."""
    folder.mkdir()
    held = {}
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        rows = [article(chance.randrange(POOL), CHARACTERS) for _ in range(ARTICLES)]
        suffix, other = chance.choice(list(FORMATS)), chance.choice(list(FORMATS))
        name, data = f"{number:06}{suffix}", damaged(written(suffix, rows), written(other, rows), chance)
        rows = rows[:1] if suffix in (".txt", ".html") else rows
        paragraphs = undamaged(suffix, rows, data)
        if chance.random() < 0.15:
            name, data = packed(name, data, chance)
            if name.endswith(".tar"):  # no checksum tells of damage to what it holds
                paragraphs = undamaged(suffix, rows, data)
        there = Held(len(rows), paragraphs)
        (folder / name).write_bytes(data)
        held[str(folder / name)] = there
    return held


def check(url: str, held: dict[str, Held]) -> bool:
    """Print what became of the files; whether nothing is lost."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT uri, documents_in - documents_quarantined FROM ops.files")
        documents = dict(cursor.fetchall())
        cursor.execute("SELECT uri, reason_code FROM ops.quarantine")
        refused = cursor.fetchall()
        cursor.execute("SELECT reason_code FROM ref.reason_codes")
        known = {code for (code,) in cursor.fetchall()}
        cursor.execute("SELECT detail FROM ops.quarantine WHERE reason_code IN ('reading_failed', 'coding_failed')")
        faults = Counter(detail for (detail,) in cursor.fetchall())
        cursor.execute(
            "SELECT uri, string_agg(raw_text, E'\\n'), bool_or(raw_text = title) FROM core.document_origins"
            " JOIN core.document_texts USING (document_id) GROUP BY uri"
        )
        found = cursor.fetchall()
    texts = {uri: " ".join(text.split()) for uri, text, _ in found}
    said = {uri for uri, _ in refused} | {uri for uri, _, holds_a_title_alone in found if holds_a_title_alone}
    lost = held.keys() - documents.keys() - said
    silent = held.keys() - lost - said
    words = sorted(uri for uri in silent if any(each not in texts.get(uri, "") for each in held[uri].paragraphs))
    fewer = sorted(uri for uri in silent if documents[uri] < held[uri].documents and uri not in words)
    reasons = Counter(code for _, code in refused)
    unknown = reasons.keys() - known
    print("refused:", ", ".join(f"{reason} {items}" for reason, items in reasons.most_common()))
    print(f"lost without a word: {len(lost)} files; unknown reasons: {sorted(unknown) or 'none'}")
    print(f"paragraphs lost without a word: in {len(words)} files {' '.join(words[:12])}")
    print(f"fewer documents, every paragraph there: {len(fewer)} files {' '.join(fewer[:12])}")
    for detail, times in faults.most_common(20):
        print(f"faults of ours: {times} x {detail}")
    return not lost and not words and not unknown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder, not there yet, for the files")
    chosen = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="waqai-fuzz-", dir="/var/tmp"))
    home.chmod(0o755)
    folder = (chosen.keep or home / "files").absolute()
    held = write_files(folder, chosen.files, chosen.seed)
    server = EmbeddedServer(home)
    server.start()
    try:
        url = server.ensure_database("fuzz")
        prepare_warehouse(url)
        start = time.perf_counter()
        report = run_target(str(folder), processes=chosen.processes, url=url)
        print(f"{chosen.files} files of seed {chosen.seed} in {time.perf_counter() - start:.0f} s: {report.summary()}")
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        print(f"peak memory of the largest process: {peak:.0f} MB")
        raise SystemExit(0 if check(url, held) else 1)
    finally:
        server.stop()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
