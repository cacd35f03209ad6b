"""E-mails, mailboxes and saved pages: title, day, source and text of each, and what is said of the rest."""

# ruff: noqa: E501 - sample files are easier to read unbroken

from __future__ import annotations

import io
import quopri
from dataclasses import replace
from datetime import date
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from etl.documents import Document, Rejection
from etl.ingest import LIMITS, Limits, read_file, scan

ONE = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
TWO = "وأضاف المصدر أن قوات الأمن أغلقت الطرق المؤدية إلى المنطقة."
TITLE = "قتلى في انفجار قرب السوق"
DAY = date(2024, 5, 3)
PAGE = (
    f'<!DOCTYPE html><html><head><title>{TITLE} | الميناء</title><meta property="og:site_name" content="الميناء">'
    '<meta property="article:published_time" content="2024-05-03T10:00:00+03:00"></head><body><nav>الرئيسية</nav>'
    f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>"
)
FROM = f"From: {Header('الميناء نيوز', 'utf-8').encode()} <news@port.example>"
HEAD = f"""{FROM}
Subject: {Header(TITLE, "windows-1256").encode()}
Date: Fri, 3 May 2024 23:15:00 +0300
Message-ID: <1@port.example>
Archived-At: <https://port.example/letters/1>
MIME-Version: 1.0
"""


def read(folder: Path, name: str, content: str | bytes, limits: Limits = LIMITS) -> tuple[list[Document], list[str]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = [item for raw_file in scan(str(path)) for item in read_file(raw_file, limits=limits)]
    refused = [f"{item.reason_code}: {item.detail}" for item in found if isinstance(item, Rejection)]
    return [item for item in found if isinstance(item, Document)], refused


def part(kind: str, text: str, charset: str = "utf-8", more: str = "") -> str:
    packed = quopri.encodestring(text.encode(charset)).decode()
    return f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: quoted-printable\n{more}\n{packed}\n"


def several(kind: str, *parts: str) -> str:
    mark = f"={kind}="
    inner = "".join(f"--{mark}\n{each}" for each in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{inner}--{mark}--\n'


FILE = "Content-Type: application/zip\nContent-Disposition: attachment; filename=a.zip\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n"


def test_a_newsletter(tmp_path: Path) -> None:
    """Of the two forms of the body the one with the words; headers and parts in code pages of their own."""
    page = f"<html><head><title>x</title></head><body><table><tr><td><p>{ONE}</p></td></tr><tr><td>{TWO}</td></tr></table></body></html>"
    body = several(
        "mixed",
        several("alternative", part("text/plain", "لعرض الرسالة"), part("text/html", page, "windows-1256")),
        FILE,
    )
    [found], [refused] = read(tmp_path, "a.eml", HEAD + body)
    assert (found.title, found.source, found.published_on) == (TITLE, "الميناء نيوز", DAY)
    assert (found.raw_text, found.origin.encoding) == (f"{ONE}\n\n{TWO}", "windows-1256")
    assert (found.record_id, found.url) == ("1@port.example", "https://port.example/letters/1")
    assert refused == "passed_over: parts that hold no article: application/zip 1"


def test_plain_words_that_say_all_are_taken(tmp_path: Path) -> None:
    flowed = f"{ONE[:30]} \n{ONE[30:]}\n\n{TWO}"
    plain = part("text/plain; format=flowed", flowed)
    body = several("alternative", plain, part("text/html", f"<p>{ONE}</p><p>{TWO}</p><p>لإلغاء التسجيل اضغط هنا</p>"))
    [found], refused = read(tmp_path, "letter", HEAD + body)
    assert (found.raw_text.strip(), refused) == (f"{ONE[:30]} {ONE[30:]}\n\n{TWO}", [])


def test_a_mail_that_came_with_bytes_beyond_ascii_in_its_header(tmp_path: Path) -> None:
    mail = f"From: Port <news@port.example>\nSubject: {TITLE}\nDate: Fri, 3 May 2024 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1256\n\n{ONE}\n{TWO}\n"
    for encoding in ("utf-8", "windows-1256"):
        [found], _ = read(tmp_path, "a.eml", mail.encode(encoding))
        assert (found.title, found.raw_text, found.origin.encoding) == (TITLE, f"{ONE}\n{TWO}\n", encoding)


def test_an_attached_mail_is_a_document_of_its_own(tmp_path: Path) -> None:
    inner = f"Content-Type: message/rfc822\n\n{FROM}\nSubject: {TITLE}\nDate: Thu, 2 May 2024 10:00:00 +0000\n{part('text/plain', TWO)}"
    found, refused = read(tmp_path, "a.eml", HEAD + several("mixed", part("text/plain", ONE), inner))
    assert [(each.raw_text.strip(), each.published_on) for each in found] == [(ONE, DAY), (TWO, date(2024, 5, 2))]
    assert refused == []


def test_a_mailbox(tmp_path: Path) -> None:
    """Messages one after the other; one that is too large costs itself."""
    postmark = "From 17@xxx Fri May 03 07:15:00 +0000 2024\n"
    short = f"From: news@port.example\nSubject: {TITLE}\nDate: Sat, 4 May 2024 01:00:00 +0000\n\n{TWO}\n\nFrom the market.\n"
    large = f"Subject: x\n\n{ONE * 2000}\n"
    mailbox = f"{postmark}{HEAD}{part('text/plain', ONE)}\n{postmark}{large}\n{postmark}{short}"
    found, [refused] = read(tmp_path, "Archive.mbox", mailbox, replace(LIMITS, document_bytes=50_000))
    assert [(each.raw_text.strip(), each.source) for each in found] == [
        (ONE, "الميناء نيوز"),
        (f"{TWO}\n\nFrom the market.", "port.example"),
    ]
    assert refused == "too_large: message 2: more than 50,000 bytes in one mail"


def test_documents_that_are_attached_are_read(tmp_path: Path) -> None:
    """With the day and the source of the mail; one that cannot be read costs itself, other files are counted."""
    file, data = docx.Document(), io.BytesIO()
    file.add_paragraph(TWO)
    file.save(data)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = TITLE, "Port <news@port.example>", "Fri, 3 May 2024 23:15:00 +0300"
    mail.set_content(ONE)
    for name, attached in (("بيان.docx", data.getvalue()), ("a.pdf", b"%PDF-1.4 x"), ("a.zip", b"PK\x03\x04")):
        mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename=name)
    found, refused = read(tmp_path, "a.eml", mail.as_bytes())
    assert [(each.raw_text.strip(), each.published_on, each.source) for each in found] == [
        (ONE, DAY, "Port"),
        (TWO, DAY, "Port"),
    ]
    assert [each.partition(":")[0] for each in refused] == ["malformed_pdf", "passed_over"]
    assert "a.pdf, which is attached" in refused[0]


def test_of_a_damaged_mailbox_nothing_is_lost_unsaid(tmp_path: Path) -> None:
    """A message whose postmark is damaged is read all the same, and an end within a line is said."""
    postmark = "From 17@xxx Fri May 03 07:15:00 +0000 2024\n"
    one, two = (f"Subject: {TITLE}\nDate: Sat, 4 May 2024 01:00:00 +0000\n\n{text}\n\n" for text in (ONE, TWO))
    found, refused = read(tmp_path, "a.mbox", f"From 17@xxx Fri\n{one}{postmark}{two}")
    assert [each.raw_text.strip() for each in found] == [ONE, TWO]
    assert refused == []
    found, refused = read(tmp_path, "b.mbox", f"{postmark}{one}{postmark}{two.rstrip()[:-9]}")
    assert len(found) == 2
    assert refused == ["broken_off: the mailbox ends within a line"]


def saved(page: str, charset: str = "utf-8") -> str:
    located = "Content-Location: https://port.example/news/1\n"
    picture = "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://port.example/a.png\n\niVBORw0KGgo=\n"
    frame = part("text/html", "<html><body>إعلان</body></html>", more="Content-Location: cid:frame\n")
    body = several("related", part("text/html", page, charset, located), picture, frame)
    return f"From: <Saved by Blink>\nSubject: x\nDate: Tue, 1 Oct 2024 10:15:00 -0000\nMIME-Version: 1.0\n{body}"


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "page"])
def test_a_saved_page_is_read_as_the_page(tmp_path: Path, name: str) -> None:
    """The day of saving is none of publication."""
    [found], [refused] = read(tmp_path, name, saved(PAGE).replace("\n", "\r\n"))
    assert (found.title, found.source, found.published_on) == (TITLE, "الميناء", DAY)
    assert (found.raw_text, found.url) == (f"{ONE}\n\n{TWO}", "https://port.example/news/1")
    assert refused == "passed_over: parts that hold no article: image/png 1, text/html 1"
    [undated], _ = read(tmp_path, name, saved(PAGE.replace("article:published_time", "x"), "windows-1256"))
    assert (undated.published_on, undated.origin.encoding) == (None, "windows-1256")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000)), "too_deep"),
        ("Content-Type: message/rfc822\n\n" * 3000, "too_deep"),
        (f"Content-Type: text/plain; {'a*0*=x; ' * 100_000}\n\n{ONE}", "too_large"),
        ("", "no_text"),
        (part("text/plain", "Good morning from the port"), "not_arabic"),
    ],
    ids=["parts in parts", "mails in mails", "a long field", "no body", "another language"],
)  # fmt: skip
def test_broken_and_hostile_mails(tmp_path: Path, content: str, reason: str) -> None:
    found, refused = read(tmp_path, "a.eml", f"MIME-Version: 1.0\n{content}")
    assert [each.partition(":")[0] for each in refused] == [reason]
    assert found == []


def test_a_text_with_names_and_colons_is_no_mail(tmp_path: Path) -> None:
    text = f"Title: {TITLE}\nDate: 2024-05-03\n\n{ONE}\n\nFrom: the market"
    [found], _ = read(tmp_path, "a.txt", text)
    assert (found.title, found.published_on) == (TITLE, DAY)
    assert found.raw_text.strip().endswith("From: the market")
