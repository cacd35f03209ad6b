"""Exports of press databases, wires, messengers and programs: each document with its title, day, source and text."""

# ruff: noqa: E501 - sample files are easier to read unbroken

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from etl.documents import Document, Rejection
from etl.ingest import read_file, scan

FIRE = (
    "أعلنت وزارة الصحة مقتل 14 شخصا وإصابة 32 آخرين في حريق اندلع شرقي المدينة مساء الثلاثاء.",
    "وفتحت النيابة العامة تحقيقا في أسباب الحادث.",
)
TALKS = (
    "التقى وزير الخارجية نظيره في العاصمة وبحثا سبل تعزيز التعاون بين البلدين.",
    "وأكد الجانبان أهمية استمرار التشاور حول القضايا الإقليمية.",
)
FIRE_TITLE, TALKS_TITLE = "مقتل 14 شخصا في حريق شرقي المدينة", "وزير الخارجية يبحث تعزيز التعاون"
PAPER = "صحيفة النهر"
#: title, day, source, paragraphs
Said = tuple[str | None, date | None, str, tuple[str, ...]]
BOTH: list[Said] = [
    (FIRE_TITLE, date(2024, 5, 14), PAPER, FIRE),
    (TALKS_TITLE, date(2024, 5, 15), PAPER, TALKS),
]


def read(folder: Path, name: str, content: str | bytes) -> tuple[list[Said], list[str]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = [item for raw_file in scan(str(path)) for item in read_file(raw_file)]
    refused = [f"{item.reason_code}: {item.detail}" for item in found if isinstance(item, Rejection)]
    documents = [item for item in found if isinstance(item, Document)]
    return [
        (d.title, d.published_on, d.source, tuple(filter(None, d.raw_text.split("\n")))) for d in documents
    ], refused


def both(one: Any, gap: str = "") -> str:
    return one(1, FIRE_TITLE, FIRE, 14, "Tuesday") + gap + one(2, TALKS_TITLE, TALKS, 15, "Wednesday")


def factiva_fields(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    return (
        f"HD\n{title}\nBY\nسلمى\nWC\n120 words\nPD\n{day} May 2024\nSN\n{PAPER}\nSC\nNAHR\nLA\nArabic\nCY\nCopyright 2024, Nahr\n\n"
        f"LP\n{text[0]}\n\nTD\n\n{text[1]}\n\nCO\nx : Company\nNS\ngfire : Fires\nAN\nDocument NAHR0000202405{day}ek5e0000{n}\n\n"
    )


def factiva_line(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    return f"{title}\n{PAPER}, {day} May 2024, 120 words, (Arabic)\n(c) 2024 Nahr\n\n{text[0]}\n\n{text[1]}\n\nDocument NAHR0000202405{day}ek5e0000{n}\n\n"


def factiva_lines(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    return f"{title}\n120 words\n{day} May 2024\n10:15\n{PAPER}\nNAHR\nArabic\nCopyright 2024 Nahr\n\n{text[0]}\n\n{text[1]}\n\nDocument NAHR0000202405{day}ek5e0000{n}\n\n"


def lexisnexis(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    body = "\n\n".join(text)
    return (
        f"{' ' * 31}{n} of 2 DOCUMENTS\n\n\n{' ' * 33}{PAPER}\n\n{' ' * 29}May {day}, 2024 {weekday}\n\n{title}\n\nBYLINE: سلمى\n\nLENGTH: 120 words\n\n"
        f"BODY:\n\n{body}\n\nLOAD-DATE: May 16, 2024\n\nLANGUAGE: ARABIC\n\n{' ' * 24}Copyright 2024 Nahr\n\n\n"
    )


def nexis_uni(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    return f"{title}\n{PAPER}\nMay {day}, 2024 {weekday}\n\nCopyright 2024 Nahr\nLength: 120 words\nByline: سلمى\nBody\n\n{text[0]}\n\n{text[1]}\n\nLoad-Date: May 16, 2024\n\nEnd of Document\n\n"


def proquest(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
    body = "\n\n".join(text)
    return (
        f"{'_' * 60}\n\nDocument {n} of 2\n\n{title}\n\nAuthor: سلمى\n\nPublication info: {PAPER} ; Cairo.\n\nFull text: {body}\n\nTitle: {title}\n\n"
        f"Publication title: {PAPER}\n\nPublication date: May {day}, 2024\n\nPublisher: Nahr\n\nProQuest document ID: 30000{n}\n\nDocument URL: https://press.example/{n}\n\nCopyright: Nahr\n\n"
    )


DATABASES = [factiva_fields, factiva_line, factiva_lines, lexisnexis, nexis_uni, proquest]


@pytest.mark.parametrize("one", DATABASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_press_databases(tmp_path: Path, one: Any, line_end: str) -> None:
    found, refused = read(tmp_path, "a.txt", both(one).replace("\n", line_end))
    assert (found, refused) == (BOTH, [])


def rtf(text: str) -> str:
    written = "".join("\\par\n" if c == "\n" else c if c < "\x7f" else f"\\u{ord(c)}?" for c in text)
    return f"{{\\rtf1\\ansi\\ansicpg1256\\deff0{{\\fonttbl{{\\f0\\fnil\\fcharset178 Arial;}}}}{{\\info{{\\title x}}}}\\f0 {written}}}"


@pytest.mark.parametrize("one", DATABASES)
def test_the_same_in_rtf_and_in_a_file_of_word(tmp_path: Path, one: Any) -> None:
    assert read(tmp_path, "a.rtf", rtf(both(one))) == (BOTH, [])
    file, data = docx.Document(), io.BytesIO()
    for line in both(one).split("\n"):
        file.add_paragraph(line)
    file.save(data)
    assert read(tmp_path, "a.docx", data.getvalue()) == (BOTH, [])


def test_one_article_in_rtf(tmp_path: Path) -> None:
    """Letters written as numbers, or in the code page of the file; a link without its address."""
    in_page = "".join(f"\\'{byte:02x}" for byte in FIRE[0].encode("windows-1256"))
    link = '{\\field{\\*\\fldinst{HYPERLINK "https://x.example"}}{\\fldrslt here}}'
    for body in (rtf(FIRE[0]), f"{{\\rtf1\\ansi\\ansicpg1256 {in_page} {link}}}"):
        [(title, day, _, (text,))], refused = read(tmp_path, "2024-05-14.rtf", body)
        assert (title, day, text.removesuffix(" here"), refused) == (None, date(2024, 5, 14), FIRE[0], [])


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ("\\u9999999999?", ["malformed_rtf"]),
        ("{\\fonttbl" + "{\\f1\\fcharset1 " * 10_000, ["too_large"]),
        ("{\\field{\\*\\fldinst{" * 20_000, ["no_text", "broken_off"]),
        ("{" * 50_000, ["no_text", "broken_off"]),
    ],
    ids=["no letter", "fonts", "links", "groups"],
)
def test_broken_and_hostile_rtf(tmp_path: Path, body: str, reasons: list[str]) -> None:
    found, refused = read(tmp_path, "a.rtf", f"{{\\rtf1 {body}}}")
    assert (found, [each.partition(":")[0] for each in refused]) == ([], reasons)


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (rtf(FIRE[0])[:-1], "broken_off"),
        (rtf(FIRE[0]) + "\\par " + rtf(FIRE[1])[5:], "malformed_rtf"),
        (rtf(FIRE[0]) + "\r\n\x00", None),
    ],
    ids=["cut off", "words behind the end", "what Word writes behind it"],
)
def test_what_is_missing_or_left_of_an_rtf_file_is_said(tmp_path: Path, damaged: str, reason: str | None) -> None:
    [(*_, text)], refused = read(tmp_path, "a.rtf", damaged)
    assert (text, [each.partition(":")[0] for each in refused]) == (FIRE[:1], [reason] if reason else [])


def test_what_stands_beside_an_rtf_text_is_said(tmp_path: Path) -> None:
    beside = "{\\footnote \\u1605?}{\\*\\annotation \\u1605?}{\\shp{\\*\\shpinst{\\shptxt \\u1605?}}}"
    [(*_, text)], [refused] = read(tmp_path, "a.rtf", f"{rtf(FIRE[0])[:-1]}{beside}}}")
    assert (text, refused) == (FIRE[:1], "passed_over: parts that hold no article: footnote 1, remark 1, text box 1")


@pytest.mark.parametrize("one", [factiva_fields, factiva_line, lexisnexis, nexis_uni, proquest])
def test_an_export_that_breaks_off_says_so(tmp_path: Path, one: Any) -> None:
    """What is there is loaded, and the row in the quarantine shows where it ends."""
    whole = both(one)
    found, refused = read(tmp_path, "a.txt", whole[: whole.rindex(TALKS[1]) + 20])
    assert found[0] == BOTH[0]
    assert refused, "nobody would notice"
    assert {each.partition(":")[0] for each in refused} <= {"broken_off", "passed_over", "no_text"}


@pytest.mark.parametrize("one", [lexisnexis, proquest])
def test_documents_that_an_export_counts_and_does_not_hold_are_said(tmp_path: Path, one: Any) -> None:
    """A document left out, and one whose first line is damaged, so that its words are taken for the one before."""
    third = one(2, FIRE_TITLE, FIRE, 14, "Tuesday")
    for text in (
        both(one).replace(" of 2", " of 3"),
        (both(one) + third.replace("2 of 2", "3 off 3")).replace(" of 2", " of 3"),
    ):
        found, refused = read(tmp_path, "a.txt", text)
        assert found[0] == BOTH[0]
        assert any(each.startswith("too_few_documents") and "3 of 3" in each for each in refused), refused


def test_a_document_of_an_export_without_words_is_said(tmp_path: Path) -> None:
    found, refused = read(
        tmp_path,
        "a.txt",
        "Search Summary\n\n"
        + lexisnexis(1, TALKS_TITLE, TALKS, 15, "Wednesday").replace("BODY:", "GONE:").replace("of 2", "of 1")
        + both(lexisnexis),
    )
    assert found == BOTH
    assert [each.partition(":")[0] for each in refused] == ["no_text", "passed_over"]
    assert TALKS_TITLE[:5] in refused[0]


def test_news_wires(tmp_path: Path) -> None:
    """IPTC 7901 with its hour of sending, ANPA 1312 and telex without."""

    def iptc(n: int, title: str, text: tuple[str, ...], day: int, weekday: str) -> str:
        return f"\x01AFA012{n} 4 P 0120 /AFA-FG12\r\n\x02{title}\r\n\r\n{text[0]}\r\n{text[1]}\r\n\x03\r\n{day}1500 GMT MAI 24\r\n\x04"

    expected = [(title, day, "unknown", text) for title, day, _, text in BOTH]
    assert read(tmp_path, "a.txt", both(iptc).encode("windows-1256")) == (expected, [])
    anpa = both(
        lambda n, title, text, day, _: (
            f"\x16\x16\x01a012{n}\x1fru\x1fi\x1fbc-fire\x1f0120\r\n\x02^{title}\r\n{text[0]}\r\n{text[1]}\r\n\x03\r\n\x04"
        )
    )
    assert [(title, text) for title, _, _, text in read(tmp_path, "b.txt", anpa)[0]] == [
        (title, text) for title, _, _, text in BOTH
    ]
    telex = both(
        lambda n, title, text, day, _: (
            f"ZCZC\nنهر-00{n}\n{title}\nالقاهرة في {day} مايو 2024 (نهر) - {text[0]}\n{text[1]}\nNNNN\n"
        )
    )
    assert [(title, day) for title, day, *_ in read(tmp_path, "c.txt", telex)[0]] == [
        (title, day) for title, day, *_ in BOTH
    ]


def test_a_chat(tmp_path: Path) -> None:
    chat = f"[14/05/2024, 6:00:12 PM] {PAPER}: {FIRE[0]}\n{FIRE[1]}\n[15/05/2024, 10:00:00 AM] {PAPER}: {TALKS[0]}\n{TALKS[1]}\n"
    assert read(tmp_path, "a.txt", chat) == ([(None, day, source, text) for _, day, source, text in BOTH], [])


def test_a_channel_of_telegram_as_pages_and_as_records(tmp_path: Path) -> None:
    def message(n: int, title: str, text: tuple[str, ...], day: int, _: str) -> str:
        return (
            f'<div class="message default clearfix" id="message{n}"><div class="body"><div class="pull_right date details" title="{day}.05.2024 18:00:00 UTC+03:00">18:00</div>'
            f'<div class="text">\n{"<br>".join(text)}\n</div></div></div>'
        )

    page = (
        f'<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_header"><div class="content"><div class="text bold">\n{PAPER}\n</div></div></div>'
        f'<div class="page_body chat_page"><div class="history"><div class="message service"><div class="body details">14 May 2024</div></div>{both(message)}'
        '<div class="message default clearfix"><div class="body"><div class="media_wrap">photo</div></div></div></div></div></body></html>'
    )
    untitled = [(day, source, text) for _, day, source, text in BOTH]
    found, [refused] = read(tmp_path, "messages.html", page)
    assert [said[1:] for said in found] == untitled
    assert refused.endswith("service 1, message without words 1")
    records = [
        {"id": n, "type": "message", "date": f"2024-05-{day}T18:00:00", "from": PAPER, "text": "\n".join(text)}
        for n, _, text, day in ((1, "", FIRE, 14), (2, "", TALKS, 15))
    ]
    found, [refused] = read(
        tmp_path,
        "result.json",
        json.dumps(
            {"name": PAPER, "type": "public_channel", "messages": [{"type": "service", "date": "2024-05-01"}, *records]}
        ),
    )
    assert [said[1:] for said in found] == untitled and refused.endswith("service 1")


ROWS = [
    ["العنوان", "النص", "التاريخ", "المصدر"],
    *([title, " ".join(text), f"{day:%d/%m/%Y}", PAPER] for title, day, _, text in BOTH if day),
]
IN_ROWS = [(title, day, source, (" ".join(text),)) for title, day, source, text in BOTH]


def test_tables_in_other_files(tmp_path: Path) -> None:
    """A page that a program calls a sheet, and a sheet of Excel 2003."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [["تقرير الرصد"], *ROWS])
    page = f'<html><head><meta charset="utf-8"></head><body><table>{cells}</table></body></html>'
    assert read(tmp_path, "a.xls", page) == (
        IN_ROWS,
        ["passed_over: parts that hold no article: row above the header 1"],
    )
    data = '<Cell><Data ss:Type="String">{}</Data></Cell>'.format
    names = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(f"<Row>{''.join(map(data, row))}</Row>" for row in ROWS)
    sheet = f'<?xml version="1.0"?><Workbook xmlns="{names}" xmlns:ss="{names}"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>'
    assert read(tmp_path, "a.xml", sheet) == (IN_ROWS, [])
    without_day = sheet.replace(data("14/05/2024") + "<Cell>", '<Cell ss:Index="4">')
    assert read(tmp_path, "b.xml", without_day)[0] == [(FIRE_TITLE, None, PAPER, IN_ROWS[0][3]), IN_ROWS[1]]


def test_a_table_within_an_article_is_part_of_it(tmp_path: Path) -> None:
    table = "<table><tr><th>الوصف</th><th>التاريخ</th></tr><tr><td>حريق</td><td>14/05/2024</td></tr></table>"
    page = f"<!doctype html><html><body><article><h1>{FIRE_TITLE}</h1><p>{FIRE[0]}</p><p>{FIRE[1]}</p>{table}</article></body></html>"
    [(title, _, _, text)], refused = read(tmp_path, "a.html", page)
    assert (title, text[:2], refused) == (FIRE_TITLE, FIRE, [])


def test_records_in_xml_of_no_format(tmp_path: Path) -> None:
    def article(n: int, title: str, text: tuple[str, ...], day: int, _: str) -> str:
        return f'<article id="{n}"><title>{title}</title><body><p>{text[0]}</p><p>{text[1]}</p></body><pubdate>{day}/05/2024 18:00</pubdate><source>{PAPER}</source></article>'

    assert read(tmp_path, "a.xml", f'<?xml version="1.0"?><archive><issue>{both(article)}</issue></archive>') == (
        BOTH,
        [],
    )


def test_a_sitemap_of_news_gives_its_headlines(tmp_path: Path) -> None:
    def entry(n: int, title: str, text: tuple[str, ...], day: int, _: str) -> str:
        return (
            f"<url><loc>https://nahr.example/{n}</loc><news:news><news:publication><news:name>{PAPER}</news:name><news:language>ar</news:language></news:publication>"
            f"<news:publication_date>2024-05-{day}T15:00:00Z</news:publication_date><news:title>{title}</news:title></news:news></url>"
        )

    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    found, refused = read(tmp_path, "a.xml", f'<?xml version="1.0"?><urlset {names}>{both(entry)}</urlset>')
    assert (found, refused) == ([(title, day, source, (title or "",)) for title, day, source, _ in BOTH], [])
    _, [refusal] = read(
        tmp_path,
        "b.xml",
        '<?xml version="1.0"?><sitemapindex><sitemap><loc>https://nahr.example/1</loc></sitemap></sitemapindex>',
    )
    assert refusal.startswith("unsupported_format: XML of type 'sitemapindex'")


DAY = "2024-05-14T15:00:00Z"
TEXT = "\n\n".join(FIRE)


@pytest.mark.parametrize(
    "value",
    [
        {"version": "https://jsonfeed.org/version/1.1", "title": PAPER, "items": [{"title": FIRE_TITLE, "content_text": TEXT, "date_published": DAY}]},
        {"publisher": PAPER, "articles": [{"title": FIRE_TITLE, "text": TEXT, "date": DAY}]},
        [{"title": FIRE_TITLE, "plain_text": TEXT, "published_date": DAY, "publisher": "nahr.example", "sitename": PAPER}],
        {"title.rendered": FIRE_TITLE, "content.rendered": TEXT, "source.name": PAPER, "date": DAY},
        {"items": [{"sys": {"createdAt": DAY}, "fields": {"title": {"ar": FIRE_TITLE, "en": "x"}, "body": {"ar-EG": TEXT}, "source": PAPER}}]},
        {"db": [{"data": {"posts": [{"title": FIRE_TITLE, "html": f"<p>{FIRE[0]}</p><p>{FIRE[1]}</p>", "published_at": DAY, "source": PAPER}]}}]},
        {"rows": [{"row_idx": 0, "row": {"title": FIRE_TITLE, "text": TEXT, "date": DAY, "source": PAPER}}]},
        {"_source": {"title": FIRE_TITLE, "content": TEXT, "@timestamp": DAY, "outlet": PAPER}},
    ],
    ids=["JSON feed", "envelope", "host and name", "flat", "languages", "lists in lists", "rows", "elastic"],
)  # fmt: skip
def test_records_of_programs(tmp_path: Path, value: Any) -> None:
    assert read(tmp_path, "a.json", json.dumps(value)) == (BOTH[:1], [])


def test_a_day_that_was_asked_for_is_no_source(tmp_path: Path) -> None:
    answer = {"from": "2024-05-01", "to": "2024-05-31", "articles": [{"title": FIRE_TITLE, "text": TEXT, "date": DAY}]}
    [(_, _, source, _)], _ = read(tmp_path, "a.json", json.dumps(answer))
    assert source == "unknown"


@pytest.mark.parametrize(("before", "after"), [("window.posts = ", ";"), ("callback(", ");"), ("var x=", "\n")])
def test_records_in_a_program(tmp_path: Path, before: str, after: str) -> None:
    record = {"title": FIRE_TITLE, "text": TEXT, "date": DAY, "source": PAPER}
    assert read(tmp_path, "a.js", before + json.dumps([record]) + after) == (BOTH[:1], [])


def test_a_table_of_headlines(tmp_path: Path) -> None:
    found, refused = read(tmp_path, "a.csv", f"URL,MobileURL,Date,Title\nhttps://nahr.example/1,,{DAY},{FIRE_TITLE}\n")
    assert (found, refused) == ([(FIRE_TITLE, BOTH[0][1], "nahr.example", (FIRE_TITLE,))], [])
    _, [refusal] = read(tmp_path, "b.csv", "name,date\nعمر,2024-05-14\n")
    assert refusal.startswith("malformed_csv: no column is known to hold the text")


def test_a_feed_with_its_text_under_a_name_of_its_own(tmp_path: Path) -> None:
    item = f"<item><title>{FIRE_TITLE}</title><pubDate>Tue, 14 May 2024 18:00:00 +0300</pubDate><description>{FIRE[0]}</description><y:full-text>{TEXT}</y:full-text></item>"
    feed = f'<rss version="2.0" xmlns:y="http://news.example"><channel><title>{PAPER}</title>{item}</channel></rss>'
    assert read(tmp_path, "a.xml", feed) == (BOTH[:1], [])


def test_a_name_of_very_many_parts_is_a_name(tmp_path: Path) -> None:
    record = {".".join("a" * 5000): 1, "title": FIRE_TITLE, "text": TEXT, "date": DAY, "source": PAPER}
    assert read(tmp_path, "a.json", json.dumps(record)) == (BOTH[:1], [])


def test_posts_whose_letters_were_written_as_bytes(tmp_path: Path) -> None:
    """As Facebook exports them."""
    title, text = (said.encode().decode("latin-1") for said in (FIRE_TITLE, TEXT))
    posts = [
        {"timestamp": 1715698800, "attachments": [], "data": [{"post": text}, {"update_timestamp": 1}], "title": title}
    ]
    assert read(tmp_path, "a.json", json.dumps(posts)) == ([(FIRE_TITLE, BOTH[0][1], "unknown", FIRE)], [])
