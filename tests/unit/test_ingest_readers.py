"""Each format: a good file, and what is said of a bad one."""

# ruff: noqa: E501 - sample files are easier to read unbroken

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import odfdo
import openpyxl
import pypdf
import pytest
from docx.oxml import parse_xml
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from etl.documents import Document, Rejection
from etl.ingest import LIMITS, read_file, scan

ONE = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
TWO = "وأضاف المصدر أن قوات الأمن أغلقت الطرق المؤدية إلى المنطقة."


def read(folder: Path, name: str, content: str | bytes) -> list[Document | Rejection]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [item for raw_file in scan(str(path)) for item in read_file(raw_file)]


def documents(found: list[Document | Rejection]) -> list[Document]:
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def reasons(found: list[Document | Rejection]) -> list[str]:
    return [item.reason_code if isinstance(item, Rejection) else "document" for item in found]


def test_plain_text_is_never_altered(tmp_path: Path) -> None:
    raw = f"\r\n  {ONE}\t{TWO}\r\n\u200f&nbsp;"
    [found] = documents(read(tmp_path, "a.txt", raw))
    assert found.raw_text == raw


@pytest.mark.parametrize(
    "opening", ["<div class=x><p>", "<p dir=rtl>", "<!-- 1 --><h1>خبر</h1><p>", "<b>", "<meta charset=utf-8><p>"]
)
def test_a_part_of_a_page_is_no_plain_text(tmp_path: Path, opening: str) -> None:
    [found] = documents(read(tmp_path, "a.txt", f"{opening}{ONE}<br><br>{TWO}"))
    assert found.raw_text.split("\n") == [ONE, "", TWO]


def test_front_matter(tmp_path: Path) -> None:
    [found] = documents(read(tmp_path, "a.txt", f"---\ntitle: عنوان\nsource: Wire\ndate: 2020-01-02\n---\n{ONE}"))
    assert (found.title, found.source, found.published_on, found.raw_text) == ("عنوان", "Wire", date(2020, 1, 2), ONE)


@pytest.mark.parametrize("sidecar", ["a.json", "a.txt.json", "a.yml", "a.meta"])
def test_sidecars(tmp_path: Path, sidecar: str) -> None:
    written = '{"source": "Wire", "url": "https://wire.example/1", "published_at": "2020-01-02T03:04:05+02:00"}'
    (tmp_path / sidecar).write_text(
        written if sidecar.endswith("json") else "source: Wire\nurl: https://wire.example/1\npublished_on: 2020-01-02\n"
    )
    (tmp_path / "a.txt").write_text(ONE)
    [raw_file] = scan(str(tmp_path))
    [found] = documents(list(read_file(raw_file)))
    assert (found.source, found.url, found.published_on, found.published_source) == (
        "Wire",
        "https://wire.example/1",
        date(2020, 1, 2),
        "sidecar",
    )


def test_a_broken_sidecar_stops_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"published_on": ')
    assert reasons(read(tmp_path, "a.txt", ONE)) == ["malformed_sidecar"]


def test_json_in_its_shapes(tmp_path: Path) -> None:
    record = {"headline": "عنوان", "body": ["<p>" + ONE + "</p>", "<p>" + TWO + "</p>"], "source": {"name": "Wire"}}
    shapes = (
        record,
        [record],
        {"status": "ok", "articles": [record]},
        {"response": {"title": "صفحة", "results": [record]}},
        {**record, "documents": [{"title": "ملحق"}], "results": []},
    )
    for number, value in enumerate(shapes):
        [found] = documents(read(tmp_path, f"{number}.json", json.dumps(value)))
        assert (found.title, found.source, found.raw_text) == ("عنوان", "Wire", f"{ONE}\n\n{TWO}")


@pytest.mark.parametrize("opening", ["", '{"total": 3, "articles": '])
def test_a_large_json_list_is_read_record_by_record(tmp_path: Path, opening: str) -> None:
    records = [{"text": f"{ONE} {n}. " + TWO * (n % 7)} for n in range(300)]
    written = opening + json.dumps(records, ensure_ascii=False)
    limits = replace(LIMITS, document_bytes=4096)
    (tmp_path / "a.json").write_text(written + "}" * bool(opening))
    found = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)])
    assert [item.raw_text for item in found] == [record["text"] for record in records]
    (tmp_path / "a.json").write_text(written[:-500])
    cut = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert reasons(cut)[-2:] == ["document", "malformed_json"]


def test_a_large_feed_is_read_entry_by_entry(tmp_path: Path) -> None:
    entries = "".join(
        f"<item><title>{n}</title><description>{ONE} {n}.</description><pubDate>Thu, 02 Jan 2020 23:00:00 GMT</pubDate></item>"
        for n in range(200)
    )
    feed = f'<?xml version="1.0" encoding="windows-1256"?><rss><channel><title>Wire</title>{entries}'
    limits = replace(LIMITS, document_bytes=4096)
    (tmp_path / "a.xml").write_text(feed + "</channel></rss>", encoding="windows-1256")
    found = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)])
    assert [item.raw_text for item in found] == [f"{ONE} {n}." for n in range(200)]
    assert {(item.source, item.published_on) for item in found} == {("Wire", date(2020, 1, 2))}
    (tmp_path / "a.xml").write_text(feed, encoding="windows-1256")
    cut = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert reasons(cut)[-2:] == ["document", "malformed_xml"]


def test_json_lines_go_on_after_a_bad_line(tmp_path: Path) -> None:
    lines = f'{{"text": "{ONE}"}}\n{{"text": \n\n[1]\n{{"id": 7}}\n{{"text": "{TWO}"}}'
    found = read(tmp_path, "a.dump", lines)
    assert reasons(found) == ["document", "malformed_json", "malformed_json", "no_text", "document"]
    assert isinstance(found[1], Rejection)
    assert found[1].detail.startswith("line 2:")
    assert [item.origin.position for item in found] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    lines = f'{{"text": "{ONE}"}}\n{{"text": "بيان"}}\n'
    found = documents(read(tmp_path, "a.jsonl", lines.encode(encoding)))
    assert [item.raw_text for item in found] == [ONE, "بيان"]
    assert {item.origin.encoding for item in found} == {encoding}


def test_page_with_json_ld(tmp_path: Path) -> None:
    statement = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "عنوان",
                "datePublished": "2020-01-02T23:00:00+03:00",
                "author": [{"name": "كاتبة"}, {"name": "كاتب"}],
                "publisher": {"name": "Wire"},
            },
        ]
    }
    [found] = documents(
        read(
            tmp_path,
            "page",
            f'<!DOCTYPE html><html lang="ar"><head><title>سواه</title><script type="application/ld+json">'
            f"{json.dumps(statement)}</script></head><body><nav><a href='/'>الرئيسية</a></nav><article><h1>عنوان</h1>"
            f"<p>{ONE}</p><p>{TWO}</p></article><footer>حقوق النشر محفوظة</footer></body></html>",
        )
    )
    assert (found.title, found.author, found.source, found.published_on) == (
        "عنوان",
        "كاتبة، كاتب",
        "Wire",
        date(2020, 1, 2),
    )
    assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_page_without_what_stands_around_the_article(tmp_path: Path) -> None:
    [found] = documents(
        read(
            tmp_path,
            "a.html",
            "<html><head><title>عنوان - موقع</title></head><body><header><time datetime='2024-01-01'>اليوم</time></header>"
            f"<div class='article-body'><h1>عنوان الخبر</h1><p>{ONE}</p><p>اقرأ أيضًا: <a href='/2'>مقتل 40 شخصا في انفجار آخر</a></p>"
            f"<p>{TWO}</p></div><div class='related'><h3>مواضيع ذات صلة</h3><a href='/1'>زلزال يضرب</a></div></body></html>",
        )
    )
    assert (found.title, found.published_on, found.raw_text) == ("عنوان الخبر", None, f"{ONE}\n\n{TWO}")


def test_page_whose_article_is_only_stated(tmp_path: Path) -> None:
    statement = json.dumps({"@type": "NewsArticle", "headline": "عنوان", "articleBody": f"{ONE} {TWO}"})
    page = f'<html><head><script type="application/ld+json">{statement}</script></head><body><div id="app"></div></body></html>'
    [found] = documents(read(tmp_path, "a.html", page))
    assert found.raw_text == f"{ONE} {TWO}"


def test_page_with_meta_elements_in_windows_1256(tmp_path: Path) -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
        '<meta property="og:title" content="عنوان"><meta property="article:published_time" content="2020-01-02">'
        f'<meta property="og:site_name" content="Wire"></head><body><p>{ONE}</p><p>{TWO}</p></body></html>'
    )
    [found] = documents(read(tmp_path, "a.html", page.encode("windows-1256")))
    assert (found.title, found.source, found.published_on) == ("عنوان", "Wire", date(2020, 1, 2))
    assert (found.origin.encoding, found.origin.encoding_confidence) == ("windows-1256", 1.0)


def test_rss(tmp_path: Path) -> None:
    found = documents(
        read(
            tmp_path,
            "a.xml",
            '<?xml version="1.0" encoding="windows-1256"?>'
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title>'
            f"<item><title>عنوان</title><link>https://w.example/1</link><dc:creator>كاتب</dc:creator>"
            f"<pubDate>Thu, 02 Jan 2020 23:00:00 +0300</pubDate><description>&lt;p&gt;{ONE}&lt;br/&gt;{TWO}&lt;/p&gt;</description></item>"
            f"<item><title>عاجل: {ONE}</title><source url='x'>Other</source></item></channel></rss>".encode(
                "windows-1256"
            ),
        )
    )
    assert [(item.title, item.source, item.author, item.published_on, item.raw_text) for item in found] == [
        ("عنوان", "Wire", "كاتب", date(2020, 1, 2), f"{ONE}\n\n{TWO}"),
        (f"عاجل: {ONE}", "Other", None, None, f"عاجل: {ONE}"),
    ]


def test_atom(tmp_path: Path) -> None:
    [found] = documents(
        read(
            tmp_path,
            "feed",
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>Wire</title><entry><title>عنوان</title>'
            '<link rel="self" href="https://w.example/self"/><link href="https://w.example/1"/><updated>2020-01-03T00:00:00Z</updated>'
            f'<author><name>كاتب</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><p>{TWO}</p></div>'
            "</content></entry></feed>",
        )
    )
    assert (found.url, found.author, found.published_on) == ("https://w.example/1", "كاتب", date(2020, 1, 3))
    assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_newsml_g2(tmp_path: Path) -> None:
    *articles, last = read(
        tmp_path,
        "g2",
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        '<newsItem><itemMeta><provider literal="Wire"/><versionCreated>2020-01-03T00:00:00Z</versionCreated></itemMeta>'
        "<contentMeta><contentCreated>2020-01-02T10:00:00Z</contentCreated><headline>عنوان</headline><by>كاتب</by></contentMeta>"
        '<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>سواه</title></head>'
        f"<body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem>"
        "<newsItem><itemMeta/></newsItem></itemSet></newsMessage>",
    )
    [found] = documents(articles)
    assert reasons([last]) == ["passed_over"]
    assert (found.title, found.source, found.author, found.published_on) == ("عنوان", "Wire", "كاتب", date(2020, 1, 2))
    assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_nitf_inside_of_newsml_1(tmp_path: Path) -> None:
    nitf = (
        '<nitf><head><docdata><date.issue norm="20200102T100000Z"/></docdata></head><body><body.head><hedline><hl1>عنوان</hl1>'
        f"</hedline></body.head><body.content><media><media-caption>صورة</media-caption></media><p>{ONE}</p><p>{TWO}</p>"
        "</body.content></body></nitf>"
    )
    wrapped = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId></NewsIdentifier>"
        f"</Identification><NewsComponent><ContentItem><DataContent>{nitf}</DataContent></ContentItem></NewsComponent>"
        "</NewsItem></NewsML>"
    )
    for name, content, source in (("a.xml", nitf, "unknown"), ("b.xml", wrapped, "wire.example")):
        [found] = documents(read(tmp_path, name, content))
        assert (found.title, found.source, found.published_on) == ("عنوان", source, date(2020, 1, 2))
        assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_a_large_newsml_is_read_item_by_item(tmp_path: Path) -> None:
    items = "".join(
        f"<newsItem><contentMeta><contentCreated>2020-01-02</contentCreated><headline>{n}</headline></contentMeta>"
        f"<contentSet><inlineXML><html><body><p>{ONE}</p><p>{n}.</p></body></html></inlineXML></contentSet></newsItem>"
        for n in range(200)
    )
    message = f"<newsMessage><header><sent>2019-01-01</sent></header><itemSet>{items}"
    limits = replace(LIMITS, document_bytes=8192)
    (tmp_path / "a.xml").write_text(f"{message}</itemSet></newsMessage>", encoding="utf-8")
    found = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)])
    assert [(item.title, item.raw_text) for item in found] == [(f"{n}", f"{ONE}\n\n{n}.") for n in range(200)]
    assert {item.published_on for item in found} == {date(2020, 1, 2)}
    at_once = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file)])
    assert [item.document_id for item in at_once] == [item.document_id for item in found]
    for rest, reason in (("", "malformed_xml"), ("<newsItem><p>" + f"{ONE}<p/>" * 50_000, "too_large")):
        (tmp_path / "a.xml").write_text(message + rest, encoding="utf-8")
        cut = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
        assert reasons(cut) == ["document"] * 200 + [reason]


def test_unknown_xml_is_refused_by_its_name(tmp_path: Path) -> None:
    [found] = read(tmp_path, "a.xml", f'<?xml version="1.0"?><invoice>{ONE}</invoice>')
    assert isinstance(found, Rejection)
    assert (found.reason_code, "invoice" in found.detail) == ("unsupported_format", True)


def test_sgml_of_corpora(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "corpus.sgm",
        f"<DOC>\n<DOCNO>X-1</DOCNO>\n<SRC>Wire</SRC>\n<TITLE>أرباح شركة A&B</TITLE>\n<TIME>Tue, 24 Apr 2018 20:48:13 +0400</TIME>\n"
        f"<TEXT>\n{ONE} & {TWO}\n</TEXT>\n</DOC>\n"
        f'<DOC id="WIR_ARB_20061231.0001" type="story">\n<HEADLINE>\nعنوان\n</HEADLINE>\n<TEXT>\n<P>\n{ONE}\n</P>\n</TEXT>\n</DOC>\n'
        "garbage\n<DOC>\n<TEXT>",
    )
    assert reasons(found) == ["document", "document", "malformed_sgml", "malformed_sgml"]
    first, second = documents(found[:2])
    assert (first.source, first.title, first.published_on) == ("Wire", "أرباح شركة A&B", date(2018, 4, 24))
    assert first.raw_text == f"{ONE} & {TWO}"
    assert (second.title, second.published_on, second.raw_text) == ("عنوان", date(2006, 12, 31), ONE)


def test_csv(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.csv", f'العنوان;النص;التاريخ\nأول;"{ONE}\n{TWO}";2020-01-02\nناقص;{ONE}\nآخر;{TWO};2020-01-03\n'
    )
    assert reasons(found) == ["document", "malformed_csv", "document"]
    [first] = documents(found[:1])
    assert (first.title, first.raw_text, first.published_on) == ("أول", f"{ONE}\n{TWO}", date(2020, 1, 2))
    assert isinstance(found[1], Rejection)
    assert found[1].detail.startswith("line 4:")


def test_csv_without_a_text_column(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, "a.csv", "x,y\n1,2\n")) == ["malformed_csv"]
    assert reasons(read(tmp_path, "a.csv", f"title,te\rxt\n1,{ONE}\n")) == ["malformed_csv"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The police said that 12 people were killed near the market.", "not_arabic"),
        (
            "رئیس جمهور روز سه‌شنبه گفت که انتخابات در تابستان برگزار خواهد شد و گروه‌ها پیش از آن گفتگو می‌کنند.",
            "not_arabic",
        ),
        ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے اقدامات کر رہی ہے۔", "not_arabic"),
        ("رئیس جمهور ایران در سفر به نیویورک با دبیرکل سازمان ملل متحد دیدار کرد.", "not_arabic"),
        ("سەرۆکی هەرێمی کوردستان لە کۆبوونەوەیەکدا لەگەڵ شاندێکی ئەمریکی باسی بارودۆخی ناوچەکەی کرد.", "not_arabic"),
        ("12 : 30 - !", "no_text"),
    ],
)
def test_what_is_no_arabic_text(tmp_path: Path, text: str, reason: str) -> None:
    assert reasons(read(tmp_path, "a.txt", text)) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "قالت مصادر امنیة فی بغداد ان الشرطة اعتقلت خمسة اشخاص فی حی الکرادة.",
        "ڤابس: حجز كميات من الڤاز بشاطئ ڤلتة وڤفصة، بحسب ما قال ناطق باسم الديوانة.",
        "مقتل 5 جنود",
    ],
)
def test_arabic_with_letters_of_its_neighbours(tmp_path: Path, text: str) -> None:
    assert reasons(read(tmp_path, "a.txt", text)) == ["document"]


def test_unclaimed_fields_are_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "etl.ingest"):
        read(tmp_path, "a.json", json.dumps({"text": ONE, "mood": "calm", "id": 1}))
    assert "no map claims: mood" in caplog.text
    assert "claims: id" not in caplog.text


SHAPES = {
    "NewsAPI": {
        "articles": [{"title": "عنوان", "description": ONE, "content": "3. [+1210 chars]", "publishedAt": "2020-01-02T07:00:00Z"}]
    },
    "ninjs 1": {"headline": "عنوان", "body_html": f"<p>{ONE}</p>", "description_text": "قتلى.", "versioncreated": "2020-01-02T07:00:00Z"},
    "ninjs 2": {
        "headlines": [{"role": "sub", "value": "x"}, {"role": "main", "value": "عنوان"}],
        "bodies": [{"role": "main", "value": f"<p>{ONE}</p>"}],
        "firstcreated": "2020-01-02",
    },
    "news-please": {"title": "عنوان", "maintext": ONE, "text": None, "description": "قتلى.", "date_publish": "2020-01-02 10:00:00"},
    "newspaper4k": {"title": "عنوان", "text": ONE, "summary": "قتلى.", "publish_date": "2020-01-02T10:00:00+03:00"},
    "webhose": {"posts": [{"thread": {"title": "x"}, "title": "عنوان", "text": ONE, "published": "2020-01-02T10:00:00.000+03:00"}]},
    "MediaCloud": {"stories": [{"title": "عنوان", "story_text": ONE, "publish_date": "2020-01-02 07:00:00"}]},
    "Scrapy": {"عنوان": "عنوان", "نص": ONE, "تاريخ": "2/1/2020 الخميس"},
    "WordPress": [{"title": {"rendered": "عنوان"}, "content": {"rendered": f"<p>{ONE}</p>"}, "date": "2020-01-02T10:00:00", "author": 3}],
    "Drupal": {"title": [{"value": "عنوان"}], "body": [{"value": f"<p>{ONE}</p>", "format": "x"}], "created": [{"value": "2020-01-02"}]},
    "Elastic": {"hits": {"hits": [{"_id": "1", "_source": {"title": "عنوان", "body": ONE, "date": "2020-01-02"}}]}},
    "MongoDB": {"title": "عنوان", "content": ONE, "date": {"$date": {"$numberLong": "1577948400000"}}},
    "XL-Sum": {"title": "عنوان", "summary": "قتلى.", "text": ONE, "date": "2020-01-02"},
    "Arc": {
        "headlines": {"basic": "عنوان"},
        "content_elements": [{"type": "image", "url": "x"}, {"type": "text", "content": f"<b>{ONE}</b>"}],
        "display_date": "2020-01-02T07:00:00Z",
    },
    "Editor.js": {"title": "عنوان", "content": {"blocks": [{"type": "paragraph", "data": {"text": ONE}}]}, "created_at": "2020-01-02"},
    "Draft.js": {"title": "عنوان", "body": {"blocks": [{"key": "a", "text": ONE}], "entityMap": {}}, "date": "2020-01-02"},
    "ProseMirror": {
        "title": "عنوان",
        "body": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": part} for part in (ONE[:9], ONE[9:])]}]},
        "date": "2020-01-02",
    },
    "schema.org in parts": {"headline": "عنوان", "articleBody": [{"text": ONE}], "datePublished": "2020-01-02"},
    "Reuters": {"items": [{"headline": "عنوان", "bodyXhtml": f"<div><p>{ONE}</p></div>", "versionCreated": "2020-01-02T07:00:00Z"}]},
    "Hydra": {"hydra:member": [{"title": "عنوان", "body": ONE, "createdAt": "2020-01-02T07:00:00+00:00"}]},
    "Strapi": {"data": [{"id": 1, "attributes": {"title": "عنوان", "body": ONE, "publishedAt": "2020-01-02T07:00:00Z"}}], "meta": {}},
    "Event Registry": {"articles": {"results": [{"title": "عنوان", "body": ONE, "dateTime": "2020-01-02T07:00:00Z", "source": {"uri": "x"}}]}},
    "JSON Feed": {"items": [{"title": "عنوان", "content_html": f"<p>{ONE}</p>", "date_published": "2020-01-02T07:00:00Z"}]},
    "names in words": {"Title": "عنوان", "Body Text": ONE, "Publish-Date": "2020-01-02"},
    "pandas": {"title": {"0": "عنوان"}, "text": {"0": ONE}, "date": {"0": 1577948400000}},
    "pandas, split": {"columns": ["title", "text", "date"], "index": [0], "data": [["عنوان", ONE, "2020-01-02"]]},
    "Python's time": {"title": "عنوان", "text": ONE, "timestamp": 1577948400.25},
    "a day that is none before one": {"title": "عنوان", "text": ONE, "published": "منذ ساعتين", "date": "2020-01-02"},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_known_shapes_of_records(tmp_path: Path, shape: str) -> None:
    [found] = documents(read(tmp_path, "a.json", json.dumps(SHAPES[shape])))
    assert (found.title, found.raw_text, found.published_on, found.author) == ("عنوان", ONE, date(2020, 1, 2), None)


def test_blocks_are_paragraphs(tmp_path: Path) -> None:
    shapes = (
        {"articleBody": [{"text": ONE}, {"text": TWO}]},
        {"content": {"blocks": [{"type": "paragraph", "data": {"text": words}} for words in (ONE, TWO)]}},
        {"content_elements": [{"type": "text", "content": ONE}, {"type": "text", "content": f"<b>{TWO}</b>"}]},
        {
            "body": [
                {"type": "p", "children": [{"text": ONE[:20]}, {"text": ONE[20:]}]},
                {"type": "p", "children": [{"text": TWO}]},
            ]
        },
    )
    for shape in shapes:
        [found] = documents(read(tmp_path, "a.json", json.dumps({"title": "عنوان", **shape})))
        assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_elasticsearch_bulk_lines(tmp_path: Path) -> None:
    lines = {"index": {"_index": "news", "_id": "1"}}, {"text": ONE}, {"create": {"_id": "2"}}, {"text": TWO}
    found = documents(read(tmp_path, "a.ndjson", "\n".join(map(json.dumps, lines))))
    assert [item.raw_text for item in found] == [ONE, TWO]


@pytest.mark.parametrize(
    ("name", "table", "text"),
    [
        ("a.csv", f"title,text,date\rعنوان,{ONE},2020-01-02\r", ONE),
        ("a.csv", f'title,text,date\nعنوان,"قال \\"نعم\\" {ONE}, ثم",2020-01-02\n', f'قال "نعم" {ONE}, ثم'),
        ("a.csv", f'title,text,date\nعنوان,"قال ""نعم"" أ\\ب {ONE}",2020-01-02\n', f'قال "نعم" أ\\ب {ONE}'),
        ("a.csv", f"# news of the day\n#\ntitle,text,date\nعنوان,{ONE},2020-01-02\n", ONE),
        ("a.txt", f"title;text;date\nعنوان;{ONE};2020-01-02\n", ONE),
        ("a", f'"title"\t"text"\t"date"\nعنوان\t{ONE}\t2020-01-02\n', ONE),
    ],
)  # fmt: skip
def test_dialects_of_csv(tmp_path: Path, name: str, table: str, text: str) -> None:
    [found] = documents(read(tmp_path, name, table))
    assert (found.title, found.raw_text, found.published_on) == ("عنوان", text, date(2020, 1, 2))


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    for prose in (f"الخبر، عنوان\n{ONE}", f"العنوان, {ONE}", f"النص\n{ONE}"):
        [found] = documents(read(tmp_path, "a.txt", prose))
        assert found.raw_text == prose


def test_all_lists_of_one_file_are_read(tmp_path: Path) -> None:
    lists = {
        "count": 2,
        "top": {"articles": [{"text": ONE}]},
        "other": [{"title": "عنوان", "text": TWO}],
        "tags": [{"name": "x"}],
    }
    assert [item.raw_text for item in documents(read(tmp_path, "a.json", json.dumps(lists)))] == [ONE, TWO]
    limits = replace(LIMITS, document_bytes=300)
    large = {"articles": [{"text": ONE}] * 9, "filler": "x" * 900, "news": [{"text": TWO}] * 9}
    (tmp_path / "a.json").write_text(json.dumps(large, ensure_ascii=False), encoding="utf-8")
    found = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)])
    assert [item.raw_text for item in found] == [ONE] * 9 + [TWO] * 9


def test_a_damaged_list_gives_what_is_whole(tmp_path: Path) -> None:
    records = [json.dumps({"text": f"{ONE} {n}."}, ensure_ascii=False) for n in range(4)]
    records[1] = records[1].replace('"}', "}")
    found = read(tmp_path, "a.json", f"[{', '.join(records)}]")
    assert reasons(found) == ["document", "malformed_json", "document", "document"]
    assert reasons(read(tmp_path, "a.json", f"[{', '.join(records[2:])}"[:-9])) == ["document", "malformed_json"]


def test_a_name_that_stands_twice_in_a_record_has_both_values(tmp_path: Path) -> None:
    """As where the end of one record and the beginning of the next are gone."""
    same = f'{{"id": 1, "title": "عنوان", "text": "{ONE}", "id": 1, "title": "عنوان", "text": "{TWO}", "date": "2024-05-03"}}'
    for name in ("a.json", "a.jsonl"):
        [found] = documents(read(tmp_path, name, same))
        assert (found.title, found.raw_text, found.record_id) == ("عنوان", f"{ONE}\n\n{TWO}", "1")


LENIENT = {
    "a comment and last commas": '// export\n[{"title": "عنوان", "text": "%s",}, /* end */ ]',
    "escapes of JavaScript": r'[{"title": "\x41\'s", "text": "%s"}]',
    "a line break in a string": '[{"title": "عنوان\nآخر", "text": "%s"}]',
    "a list in a file of lines": None,
    "JSON within a string": json.dumps('[{"title": "عنوان", "text": "%s"}]', ensure_ascii=False),
}


@pytest.mark.parametrize("kind", LENIENT)
def test_json_as_people_and_programs_write_it(tmp_path: Path, kind: str) -> None:
    written = LENIENT[kind]
    name, text = (
        ("a.json", written % ONE) if written else ("a.jsonl", f'[\n{{"text": "{ONE}"}},\n{{"text": "{TWO}"}}\n]\n')
    )
    assert next(item.raw_text for item in documents(read(tmp_path, name, text))) == ONE


def test_records_without_anything_between_them(tmp_path: Path) -> None:
    text = f'{{"text": "{ONE}"}}{{"text": "{TWO}"}}'
    assert [item.raw_text for item in documents(read(tmp_path, "a.json", text))] == [ONE, TWO]


FEED = "<?xml version='1.0'?><rss><channel><title>وكالة</title>{}</channel></rss>"
ITEM = f"<item><title>{{}}</title><description>{ONE}</description></item>"
UNRULY = {
    "prefixes that nobody declares": (
        FEED.format(f"<item><dc:date>2024-05-03</dc:date><content:encoded>{ONE}</content:encoded></item>"),
        None,
    ),
    "a bare <": (FEED.format(ITEM.format("أقل من < 5")), "أقل من < 5"),
    "a section in a section": (FEED.format(ITEM.format("<![CDATA[أ <![CDATA[ب]]> ج]]>")), "أ <![CDATA[ب ج]]>"),
    "words of a title in bold": (FEED.format(ITEM.format("&lt;b&gt;عاجل&lt;/b&gt; خبر")), "عاجل خبر"),
}


@pytest.mark.parametrize("kind", UNRULY)
def test_feeds_that_are_no_xml_give_every_entry(tmp_path: Path, kind: str) -> None:
    feed, title = UNRULY[kind]
    [found] = documents(read(tmp_path, "a.xml", feed))
    assert (found.title, found.raw_text) == (title, ONE)


def test_what_a_program_printed_above_a_feed_does_not_make_a_page_of_it(tmp_path: Path) -> None:
    printed = "<br />\n<b>Warning</b>: mysql_connect() in <b>/a.php</b> on line <b>3</b><br />\n"
    found = read(tmp_path, "a.xml", printed + FEED.format(ITEM.format("أ") + ITEM.format("ب")))
    assert reasons(found) == ["document", "document", "malformed_xml"]


def test_cells_as_tables_of_programs_hold_them(tmp_path: Path) -> None:
    """A name that stands twice, a list of Python, and nothing written as a word."""
    twice = f"title,text,text\nأ,{ONE},{TWO}\n"
    assert documents(read(tmp_path, "a.csv", twice))[0].raw_text == f"{ONE}\n\n{TWO}"
    for cell in (f"\"['{ONE}', '{TWO}']\"", f'"[""{ONE}"", ""{TWO}""]"'):
        assert documents(read(tmp_path, "b.csv", f"title,text\nأ,{cell}\n"))[0].raw_text == f"{ONE}\n\n{TWO}"
    [found] = documents(read(tmp_path, "c.csv", "title,text,author,date\nمقتل 12 شخصا في انفجار,nan,NULL,NaT\n"))
    assert (found.raw_text, found.author, found.undated_reason) == ("مقتل 12 شخصا في انفجار", None, "day_not_stated")


@pytest.mark.parametrize("day", [{"year": 2024, "month": 5, "day": 3}, [2024, 5, 3, 10, 15, 0], ["2024", "05", "03"]])
def test_a_day_in_parts(tmp_path: Path, day: object) -> None:
    [found] = documents(read(tmp_path, "a.json", json.dumps({"text": ONE, "date": day})))
    assert found.published_on == date(2024, 5, 3)


def test_markup_that_was_escaped_is_read_as_markup(tmp_path: Path) -> None:
    text = f"&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;"
    for name, written in (
        ("a.json", json.dumps({"text": text})),
        ("a.xml", FEED.format(f"<item><description>{text.replace('&', '&amp;')}</description></item>")),
    ):
        assert documents(read(tmp_path, name, written))[0].raw_text == f"{ONE}\n\n{TWO}"


XML_RECORDS = {
    "mysqldump": f"<mysqldump><table_data><row><field name='title'>عنوان</field><field name='body'>{ONE}</field></row></table_data></mysqldump>",
    "Solr": f"<add><doc><str name='title'>عنوان</str><arr name='content'><str>{ONE}</str></arr></doc></add>",
    "attributes": f"<articles><article title='عنوان' date='2024-05-03'>{ONE}</article></articles>",
}


@pytest.mark.parametrize("kind", XML_RECORDS)
def test_records_in_xml_whose_fields_are_attributes(tmp_path: Path, kind: str) -> None:
    [found] = documents(read(tmp_path, "a.xml", f"<?xml version='1.0'?>{XML_RECORDS[kind]}"))
    assert (found.title, found.raw_text) == ("عنوان", ONE)


def test_a_damaged_record_of_an_archive_in_xml_costs_itself(tmp_path: Path) -> None:
    row = f"<ROW><TITLE>عنوان</TITLE><TEXT>{ONE}</TEXT></ROW>"
    rows = row + row.replace("</TEXT>", "") + row
    assert reasons(read(tmp_path, "a.xml", f"<?xml version='1.0'?><DATA>{rows}</DATA>")) == [
        "document",
        "malformed_xml",
        "document",
    ]
    assert reasons(read(tmp_path, "b.xml", "<?xml version='1.0'?><DATA><ROW>x</DATA>")) == ["malformed_xml"]


def test_signs_that_a_workbook_writes_by_their_number(tmp_path: Path) -> None:
    [found] = documents(read(tmp_path, "a.xlsx", workbook(("title", "text"), ("أ", f"{ONE}_x000A_{TWO}"))))
    assert found.raw_text == f"{ONE}\n{TWO}"


def test_letters_in_the_form_that_they_are_drawn_with_are_arabic(tmp_path: Path) -> None:
    drawn = "ﻗﺎﻝ ﻣﺼﺪﺭ ﻓﻲ ﺍﻟﺸﺮﻃﺔ ﺇﻥ 12 ﺷﺨﺼﺎ ﻗﺘﻠﻮﺍ ﻓﻲ ﺍﻧﻔﺠﺎﺭ ﻗﺮﺏ ﺍﻟﺴﻮﻕ"
    [found] = documents(read(tmp_path, "a.json", json.dumps({"title": "x", "text": drawn, "description": "عنوان"})))
    assert found.raw_text == drawn


@pytest.mark.parametrize("beginning", [b"PAR1", b"ARROW1\0\0", b"Obj\x01", b"ORC", b"AT&TFORM", b"\x80\x04\x95"])
def test_tables_of_programs_are_refused_by_what_they_are(tmp_path: Path, beginning: bytes) -> None:
    assert reasons(read(tmp_path, "a.bin", beginning + b"\0\1\2\0" * 99)) == ["unsupported_format"]


def test_a_byte_missing_in_utf_16_costs_its_row(tmp_path: Path) -> None:
    """All that follows is of other letters, up to where another byte is missing."""
    rows = [f"{n}\t{ONE} {TWO}\n" for n in range(4)]
    wide = [row.encode("utf-16-le") for row in ["id\ttext\n", *rows]]
    wide[2] = wide[2][:201] + wide[2][202:240] + wide[2][241:]
    found = read(tmp_path, "a.csv", b"\xff\xfe" + b"".join(wide))
    assert reasons(found) == ["document", "mojibake", "document", "document"]


@pytest.mark.parametrize("end", ["</body></html>", "</html>", "</BODY >\n</HTML>\n<html><body>"])
def test_a_page_goes_on_after_an_end_that_is_none(tmp_path: Path, end: str) -> None:
    """As in a browser: templates within templates bring ends of their own."""
    [found] = documents(read(tmp_path, "a.html", page().replace("</p><p>", f"</p>{end}<p>", 1)))
    assert found.raw_text == f"{ONE} {TWO}\n\n{TWO} {ONE}"


def test_what_is_no_character_costs_its_item_within_markup_too(tmp_path: Path) -> None:
    whole = f'{{"text": "<p>{ONE}</p>"}}'
    damaged = whole.encode().replace("قال".encode(), "قال".encode()[:-1])
    half = whole.replace("قال", "قال \\ud83d").encode()
    found = read(tmp_path, "a.json", b"[" + b",".join([whole.encode(), damaged, half]) + b"]")
    assert reasons(found) == ["document", "undecodable", "invalid_characters"]


@pytest.mark.parametrize("control", ["\x08", "\x0b", "\x1b", "\ufffe", "&#x1;", "&#8;"])
def test_a_control_character_does_not_cost_the_text_of_a_page(tmp_path: Path, control: str) -> None:
    [found] = documents(read(tmp_path, "a.html", page().replace(f"{ONE} ", f"{ONE}{control}")))
    assert found.raw_text == f"{ONE} {TWO}\n\n{TWO} {ONE}"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("sep=;\nالعنوان;التاريخ;النص", "utf-8-sig"),
        ("العنوان،التاريخ،النص", "utf-8"),
        ("العنوان\tالتاريخ\tالنص", "utf-16"),
        ("العنوان^التاريخ^النص", "utf-8"),
    ],
)
def test_csv_with_any_separator(tmp_path: Path, header: str, encoding: str) -> None:
    sign = header[-5]
    row = sign.join(("عنوان", "2020-01-02", f'"{ONE}"'))
    [found] = documents(read(tmp_path, "a.csv", f"{header}\n{row}\n".encode(encoding)))
    assert (found.title, found.raw_text, found.published_on) == ("عنوان", ONE, date(2020, 1, 2))


def test_feeds_with_what_is_no_xml(tmp_path: Path) -> None:
    items = [f"<item><title>{title}</title><description>{text}</description></item>" for title, text in (
        ("قتلى&nbsp;اليوم", ONE), ("الوزير & الوفد", f"{TWO} & غيره"), ("عنوان\x0bآخر", f"<![CDATA[{ONE} &nbsp; 2 & 3.]]>"),
    )]  # fmt: skip
    feed = f"<rss><channel><title>Wire</title>{''.join(items)}</channel></rss>"
    found = documents(read(tmp_path, "a.xml", feed))
    assert [item.title for item in found] == ["قتلى اليوم", "الوزير & الوفد", "عنوان آخر"]
    assert [item.raw_text for item in found] == [ONE, f"{TWO} & غيره", f"{ONE} &nbsp; 2 & 3."]
    limits = replace(LIMITS, document_bytes=200)
    again = documents([item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)])
    assert [item.raw_text for item in again] == [item.raw_text for item in found]


def test_a_damaged_entry_costs_itself(tmp_path: Path) -> None:
    entry = "<item><title>{n}</title><description>{text}</description></item>"
    texts = (ONE, f"<b>{TWO}", f"{ONE} 2", f"{ONE} 3")
    entries = "".join(entry.format(n=n, text=text) for n, text in enumerate(texts))
    found = read(tmp_path, "a.xml", f"<rss><channel><title>Wire</title>{entries}</channel></rss>")
    assert reasons(found) == ["document", "malformed_xml", "document", "document"]
    assert isinstance(found[2], Document)
    assert (found[2].source, found[2].raw_text) == ("Wire", f"{ONE} 2")
    cut = read(tmp_path, "b.xml", f"<rss><channel>{entry.format(n=1, text=ONE)}{entry.format(n=2, text=TWO)}"[:-20])
    assert reasons(cut) == ["document", "malformed_xml"]


@pytest.mark.parametrize("size", [LIMITS.document_bytes, 4096])
def test_a_damaged_record_costs_itself_in_a_file_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("etl.ingest.content._CHUNK", 700)
    limits = replace(LIMITS, document_bytes=size)
    records = [json.dumps({"text": f"{ONE} {n}.", "tags": [{"name": "x"}]}, ensure_ascii=False) for n in range(200)]
    for broken in ('{"text": "x" oops}', '{"text": "x', records[0][:40], '{"text": tru, "a": {"text": 1}}'):
        written = [*records[:50], broken, *records[51:120], broken, *records[121:]]
        (tmp_path / "a.json").write_text(f'{{"news": [{", ".join(written)}]}}', encoding="utf-8")
        found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
        texts = {item.raw_text for item in found if isinstance(item, Document)}
        # Of a record without its end nobody can say whether the next one belongs to it.
        assert {f"{ONE} {n}." for n in range(200)} - texts <= {f"{ONE} {n}." for n in (50, 51, 120, 121)}
        assert [reason for reason in reasons(found) if reason != "document"] == ["malformed_json"] * 2
    (tmp_path / "a.json").write_text(f"[{', '.join(records)}, ", encoding="utf-8")
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert reasons(found) == ["document"] * 200 + ["malformed_json"]


@pytest.mark.parametrize("size", [LIMITS.document_bytes, 600])
@pytest.mark.parametrize("name", ["a.json", "a.xml", "b.xml", "a.jsonl", "a.csv", "a.sgm"])
def test_a_byte_that_is_no_character_costs_one_item(tmp_path: Path, name: str, size: int) -> None:
    texts = (ONE, f"{TWO} #", f"{ONE} 2", f"{ONE} #", f"{TWO} 4")
    entry, whole = {
        "a.json": ('{{"text": "{}"}},', "[{}null]"),
        "a.xml": ("<item><description>{}</description></item>", "<rss><channel>{}</channel></rss>"),
        "b.xml": ("<newsItem><body><p>{}</p></body></newsItem>", "<newsMessage><itemSet>{}</itemSet></newsMessage>"),
        "a.jsonl": ('{{"text": "{}"}}\n', "{}"),
        "a.csv": ('1,"{}"\n', "id,text\n{}"),
        "a.sgm": ("<DOC>\n<TEXT>\n{}\n</TEXT>\n</DOC>\n", "{}"),
    }[name]
    written = whole.format("".join(map(entry.format, texts))).encode().replace(b"#", b"\xd8")
    (tmp_path / name).write_bytes(written)
    limits = replace(LIMITS, document_bytes=size)
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    expected = ["document", "undecodable", "document", "undecodable", "document"]
    assert reasons(found) == expected + ["malformed_json"] * (name == "a.json")
    assert [item.raw_text for item in found if isinstance(item, Document)] == [texts[0], texts[2], texts[4]]


def test_damage_beside_a_list_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", f'{{"news": [{json.dumps({"text": ONE})}], oops}}')
    assert reasons(found) == ["document", "malformed_json"]


SITES = {
    "<title>مقتل 12 في انفجار - سماء نيوز</title><link rel=alternate type='application/rss+xml' title='سماء نيوز'>": "",
    "<title>مقتل 12 في انفجار - سماء نيوز</title><meta name='apple-mobile-web-app-title' content='سماء نيوز'>": "",
    "<title>مقتل 12 في انفجار | أخبار | سماء</title><meta property='og:site_name' content='سماء'>"
    "<meta property='article:section' content='أخبار'>": "",
    "<title>مقتل 12 في انفجار - سماء</title><script type='application/ld+json'>"
    '{"@graph": [{"@type": "WebSite", "name": "سماء"}, {"@type": "NewsArticle"}]}</script>': "",
    "<title>مقتل 12 في انفجار - سماء</title>": "<header><a href='/'><img src='x' alt='سماء'></a></header>",
    "<title>مقتل 12 في انفجار – سماء نيوز</title>": "<footer>جميع الحقوق محفوظة © 2020 سماء نيوز.</footer>",
    "<title>سماء | مقتل 12 في انفجار</title>": "<h1><a href='/'>سماء</a></h1><h2>مقتل 12 في انفجار</h2>",
    "<title>مقتل 12 في انفجار :: سماء</title>": "<h1><a href='/'>سماء</a></h1>",
    "<title>مقتل 12 في انفجار - Sama News</title><link rel=canonical href='https://www.samanews.example/1'>": "",
}  # fmt: skip


@pytest.mark.parametrize("head", SITES)
def test_a_title_is_without_the_name_of_its_site_wherever_the_page_states_it(tmp_path: Path, head: str) -> None:
    paragraphs = "".join(f"<p>{ONE} {n}. {TWO}</p>" for n in range(5))
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{SITES[head]}<article>{paragraphs}</article></body></html>"
    [found] = documents(read(tmp_path, "a.html", page))
    assert found.title == "مقتل 12 في انفجار"


def test_a_title_of_a_search_service_is_without_the_name_of_its_source(tmp_path: Path) -> None:
    record = {"source": {"id": None, "name": "سماء  نيوز"}, "title": "مقتل 12 - سماء نيوز", "content": ONE}
    [found] = documents(read(tmp_path, "a.json", json.dumps({"articles": [record]})))
    assert (found.title, found.source) == ("مقتل 12", "سماء نيوز")
    [found] = documents(read(tmp_path, "b.json", json.dumps({"title": "مقتل 12 - ", "text": ONE})))
    assert found.title == "مقتل 12 -"


def test_a_title_keeps_what_is_no_name_of_its_site(tmp_path: Path) -> None:
    for title in ("سوريا - لبنان: مقتل 12", "مقتل 12 | الأمم المتحدة تندد"):
        head = f"<title>{title}</title><meta property='og:site_name' content='سماء'>"
        page = (
            f"<!DOCTYPE html><html><head>{head}</head><body><article><p>{ONE}</p><p>{TWO}</p></article></body></html>"
        )
        [found] = documents(read(tmp_path, "a.html", page))
        assert found.title == title


def test_a_damaged_entry_costs_itself_in_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.ingest.content._CHUNK", 700)  # so that entries and their beginnings are cut
    entry = "<item><title>{n}</title><description>{text}</description></item>"
    texts = [f"{ONE} {n}" for n in range(200)]
    texts[50], texts[120], texts[199] = f"<b>{TWO}", f"<p>{TWO}</p>" * 200, f"{ONE}</item><description>{TWO}"
    entries = "".join(entry.format(n=n, text=text) for n, text in enumerate(texts))
    limits = replace(LIMITS, document_bytes=4096)
    (tmp_path / "a.xml").write_text(f"<rss><channel><title>Wire</title>{entries}</channel></rss>", encoding="utf-8")
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert [item.origin.position for item in found] == list(range(200))
    assert {n: item.reason_code for n, item in enumerate(found) if isinstance(item, Rejection)} == {
        50: "malformed_xml", 120: "too_large", 199: "malformed_xml",
    }  # fmt: skip
    whole = {item.title: item.raw_text for item in found if isinstance(item, Document)}
    assert whole == {str(n): f"{ONE} {n}" for n in range(200) if n not in (50, 120, 199)}
    assert {item.source for item in found if isinstance(item, Document)} == {"Wire"}


@pytest.mark.parametrize("size", [LIMITS.document_bytes, 2048])
def test_a_damaged_story_of_an_agency_costs_itself(tmp_path: Path, size: int) -> None:
    texts = (ONE, f"<b>{TWO}", TWO)
    items = "".join(
        f"<newsItem><contentMeta><headline>{n}</headline></contentMeta>"
        f"<contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet></newsItem>"
        for n, text in enumerate(texts)
    )
    message = f"<newsMessage><!--{'x' * 1500}--><itemSet>{items}</itemSet></newsMessage>"
    (tmp_path / "a.xml").write_text(message, encoding="utf-8")
    limits = replace(LIMITS, document_bytes=size)
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file, limits=limits)]
    assert reasons(found) == ["document", "malformed_xml", "document"]


def test_sgml_whose_ends_are_missing(tmp_path: Path) -> None:
    whole = f"<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>\n{ONE}\n</TEXT>\n</DOC>\n"
    for broken, expected in (
        (whole.replace("</DOC>\n", ""), ["document", "malformed_sgml", "document"]),
        (whole.replace("</TEXT>\n", ""), ["malformed_sgml", "document"]),
        (whole.replace("<DOC>", "<DOX>"), ["malformed_sgml"] * 6 + ["document"]),
        (whole.replace("</TEXT>", f"</TEXT>\n{TWO}"), ["document", "malformed_sgml", "document"]),
        # The end of one article and the beginning of the next are gone: their texts cannot be told apart.
        (
            whole.replace("</TEXT>\n</DOC>", "") + whole.replace("<DOC>\n", ""),
            ["document", "malformed_sgml", "document"],
        ),
        # The end of a tag is gone, and the words behind it are in it.
        (whole.replace("</DOCNO>", f"</DOCNO {TWO}>"), ["document", "malformed_sgml", "document"]),
        (whole.replace("</DOCNO>", f"</DOCNO% {TWO}>"), ["document", "malformed_sgml", "document"]),
        (whole.replace("<DOCNO>", f"<DOCNOفي {TWO}>"), ["document", "malformed_sgml", "document"]),
    ):
        assert reasons(read(tmp_path, "a.sgm", broken + whole)) == expected
    both = whole.replace("</TEXT>", f"</TEXT>\n<TEXT>{TWO}</TEXT>")
    loose = f"<DOC>\n<DOCNO>1</DOCNO>\n<HEADLINE>عنوان</HEADLINE>\n{ONE}\n{TWO}\n</DOC>\n"
    found = documents(read(tmp_path, "a.sgm", both + loose))
    assert [item.raw_text for item in found] == [f"{ONE}\n\n{TWO}", f"{ONE} {TWO}"]


def page(head: str = "", beside: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html lang='ar'><head><title>عنوان الخبر - المثال</title><meta property='og:site_name' content='المثال'>{head}"
        f"</head><body><header>12 مارس 2024</header><article><h1>عنوان الخبر</h1>{beside}<div class='body'><p>{ONE} {TWO}</p>"
        f"<p>{TWO} {ONE}</p></div></article>{after}<footer>جميع الحقوق محفوظة 2019</footer></body></html>"
    )


DAYS = {
    "span itemprop": {"beside": "<span itemprop='datePublished' content='2020-04-24T21:22:00+03:00'>24 أبريل 2020</span>"},
    "rdfa": {"beside": "<span property='dc:date' content='2020-04-24T00:00:00+01:00'>الجمعة 24 أفريل 2020</span>"},
    "meta in Arabic": {"head": "<meta property='article:published_time' content='24 أبريل 2020'>"},
    "meta of any name": {"head": "<meta name='parsely-pub-date' content='2020-04-24'>"},
    "broken JSON-LD": {
        "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"عنوان\n الخبر","datePublished":"2020-04-24",}</script>'
    },
    "JSON-LD beyond repair": {"head": '<script type="application/ld+json">{"datePublished": "2020-04-24", "x": "a"b"}</script>'},
    "canonical address": {"head": "<link rel='canonical' href='https://w.example/story/2020/4/24/x/1'>"},
    "published and changed": {"beside": "<div class='meta'>نشر: 2020-04-24 10:35 | آخر تحديث: 2020-04-28 10:00</div>"},
    "changed and published": {"beside": "<div>تاريخ التحديث: 28 أبريل 2020 - تاريخ النشر: 24 أبريل 2020</div>"},
    "a list beside the title": {"beside": "<ul><li>24 نيسان/أبريل 2020</li></ul>"},
    "microformat": {"beside": "<abbr class='published updated' title='2020-04-24T10:35:00+03:00'>24 أبريل</abbr>"},
    "microformat of today": {"beside": "<time class='entry-date published' datetime='2020-04-24T10:35:00+03:00'>منذ يومين</time>"},
    "rdfa with other words": {"beside": "<span property='schema:datePublished' content='2020-04-24'>أمس</span>"},
    "og:published_time": {"head": "<meta property='og:published_time' content='2020-04-24'>"},
    "figures beside the title": {"beside": "<div class='date'>24/04/2020 - 21:22</div>"},
    "words beside the title": {"beside": "<div>تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً</div>"},
}  # fmt: skip


@pytest.mark.parametrize("where", DAYS)
def test_the_day_of_a_page(tmp_path: Path, where: str) -> None:
    [found] = documents(read(tmp_path, "a.html", page(**DAYS[where])))
    assert (found.published_on, found.title) == (date(2020, 4, 24), "عنوان الخبر")
    assert found.raw_text == f"{ONE} {TWO}\n\n{TWO} {ONE}"


@pytest.mark.parametrize(
    "where",
    [
        {"head": "<script>var ad={'expires': '2031-01-31'};</script>"},
        {"head": "<meta property='article:modified_time' content='2021-05-01T10:00:00+03:00'>"},
        {"beside": "<div>آخر تحديث: 24 أبريل 2020</div>"},
        {"after": "<div class='list'><p>24 أبريل 2020</p></div>"},
    ],
)
def test_what_is_no_day_of_a_page(tmp_path: Path, where: dict[str, str]) -> None:
    [found] = documents(read(tmp_path, "a.html", page(**where)))
    assert found.published_on is None


def test_a_lead_in_its_own_block_and_what_stands_around(tmp_path: Path) -> None:
    lead = "أعلنت وزارة الداخلية العراقية، الثلاثاء، مقتل ثلاثة أشخاص وإصابة سبعة آخرين في انفجار ببغداد."
    rules = "<div class='comments'><p>نرحب بتعليقاتكم، ونرجو من الزوار مراجعة إرشادات الاستخدام قبل نشر أي تعليق على هذا الموقع.</p></div>"
    whole = f"<div class='a-header'><h1>عنوان</h1></div><div class='a-lead'><p>{lead}</p></div>"
    body = "".join(f"<p>{ONE} {TWO} {n}</p>" for n in range(4))
    text = f"<html><head><title>عنوان</title></head><body><div class='a'>{whole}<div class='a-text'>{body}</div></div>{rules}</body></html>"
    [found] = documents(read(tmp_path, "a.html", text))
    assert found.raw_text == "\n\n".join([lead, *(f"{ONE} {TWO} {n}" for n in range(4))])


def test_what_stands_above_the_heading_of_an_old_page_is_no_text(tmp_path: Path) -> None:
    cells = f"<td>الرئيسية</td><td><b>عنوان الخبر</b><br>{ONE}<br><br>{TWO}<br><br>{ONE}</td>"
    text = f"<html><head><title>عنوان الخبر</title></head><body><table><tr>{cells}</tr></table></body></html>"
    assert documents(read(tmp_path, "a.html", text))[0].raw_text == f"{ONE}\n\n{TWO}\n\n{ONE}"


def test_the_toolbar_of_a_web_archive_is_no_text(tmp_path: Path) -> None:
    toolbar = "<div id='wm-ipp-base'><p>12 captures 2 Jan 2020 - 24 Sep 2026</p></div>"
    [found] = documents(read(tmp_path, "a.html", page().replace("<header>", f"{toolbar}<header>")))
    assert found.raw_text == f"{ONE} {TWO}\n\n{TWO} {ONE}"


def test_what_was_escaped_twice(tmp_path: Path) -> None:
    feed = f"<rss><channel><item><title>عنوان</title><description>&lt;p&gt;{ONE}&amp;amp;nbsp;{TWO}&lt;/p&gt;</description></item></channel></rss>"
    assert documents(read(tmp_path, "a.xml", feed))[0].raw_text == f"{ONE} {TWO}"
    assert documents(read(tmp_path, "a.txt", rf"{ONE}\n{TWO}\r\n{ONE}"))[0].raw_text == f"{ONE}\n\n{TWO}\n\n{ONE}"
    paths = rf"{ONE} C:\new \N"
    assert documents(read(tmp_path, "b.txt", paths))[0].raw_text == paths


def word_file(title: str | None = "عنوان") -> bytes:
    file, out = docx.Document(), io.BytesIO()
    if title:
        file.add_paragraph(title, style="Title")
    file.add_paragraph(ONE)
    row = file.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "القتلى", "12"
    file.add_paragraph(TWO)
    file.save(out)
    return out.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def open_document() -> bytes:
    file, out = odfdo.Document("text"), io.BytesIO()
    file.body.clear()
    file.body.append(odfdo.Header(1, "عنوان"))
    file.body.append(odfdo.Paragraph(ONE))
    file.save(out)
    return out.getvalue()


def test_word(tmp_path: Path) -> None:
    [found] = documents(read(tmp_path, "2020-01-02.docx", word_file()))
    assert (found.title, found.raw_text) == ("عنوان", f"{ONE}\nالقتلى 12\n{TWO}")
    # The properties of the file say when the program wrote it.
    assert (found.published_on, found.published_source) == (date(2020, 1, 2), "path")
    [found] = documents(read(tmp_path, "renamed.bin", word_file(None)))
    assert found.title is None


def test_all_printed_words_of_a_word_file_are_text(tmp_path: Path) -> None:
    """What was added while changes were tracked, is in a box, a control, under a tag or in a table in a table."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file, out = docx.Document(), io.BytesIO()
    paragraph = file.add_paragraph("قال ")
    run = "<w:r><w:t>{}</w:t></w:r>"
    for part in (
        f"<w:ins {word} w:id='1' w:author='x'>{run.format('مصدر ')}</w:ins>",
        f"<w:del {word} w:id='2' w:author='x'><w:r><w:delText>حذف</w:delText></w:r></w:del>",
        f"<w:smartTag {word} w:element='x'>{run.format('في ')}</w:smartTag>",
        f"<w:sdt {word}><w:sdtContent>{run.format('الشرطة')}</w:sdtContent></w:sdt>",
        f"<w:r {word}><w:pict><w:txbxContent><w:p>{run.format('مربع')}</w:p></w:txbxContent></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(part))
    cell = file.add_table(1, 1).cell(0, 0)
    cell.text = "القتلى"
    cell.add_table(1, 1).cell(0, 0).text = "12"
    file.save(out)
    [found] = documents(read(tmp_path, "a.docx", out.getvalue()))
    assert found.raw_text.split() == ["قال", "مصدر", "في", "الشرطة", "مربع", "القتلى", "12"]


def test_open_document_without_what_was_deleted_and_each_word_once(tmp_path: Path) -> None:
    file, out = odfdo.Document("text"), io.BytesIO()
    file.body.clear()
    for part in (
        "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><text:p>حذف</text:p></text:deletion></text:changed-region></text:tracked-changes>",
        f"<text:p>{ONE} <text:span>{TWO}</text:span><draw:frame><draw:text-box><text:p>مربع</text:p></draw:text-box></draw:frame></text:p>",
        "<text:p>نص<text:note text:note-class='footnote'><text:note-body><text:p>حاشية</text:p></text:note-body></text:note></text:p>",
    ):
        file.body.append(odfdo.Element.from_tag(part))
    file.save(out)
    found, refused = read(tmp_path, "a.odt", out.getvalue())
    assert isinstance(found, Document) and isinstance(refused, Rejection)
    assert found.raw_text == f"{ONE} {TWO}\nمربع\nنص"
    assert (refused.reason_code, "footnote 1" in refused.detail) == ("passed_over", True)


def test_open_document(tmp_path: Path) -> None:
    [found] = documents(read(tmp_path, "a.odt", open_document()))
    assert found.raw_text == f"عنوان\n{ONE}"


def test_workbook_is_a_document_a_row(tmp_path: Path) -> None:
    rows = (("title", "text", "date", "id"), ("أ", ONE, datetime(2020, 1, 2), 7), (), ("ب", TWO, "2020-01-03", 8))
    found = documents(read(tmp_path, "a.xlsx", workbook(*rows)))
    assert [(item.title, item.raw_text, item.published_on, item.record_id) for item in found] == [
        ("أ", ONE, date(2020, 1, 2), "7"),
        ("ب", TWO, date(2020, 1, 3), "8"),
    ]
    [refused] = read(tmp_path, "b.xlsx", workbook(("a", "b"), (1, 2)))
    assert isinstance(refused, Rejection)
    assert (refused.reason_code, "there are a, b" in refused.detail) == ("no_text", True)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """An office file with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return out.getvalue()


ENTITY = (
    b'<?xml version="1.0"?><!--'
    + b"x" * 100_000
    + b'--><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
)


@pytest.mark.parametrize(
    ("name", "made", "reason"),
    [
        ("a.docx", lambda: word_file()[:-400], "truncated_archive"),
        ("a.docx", lambda: repacked(word_file(), **{"word/document.xml": b"<w:document"}), "malformed_office"),
        ("a.docx", lambda: repacked(word_file(), **{"word/document.xml": ENTITY}), "forbidden_xml"),
        (
            "a.docx",
            lambda: repacked(word_file(), **{"word/document.xml": ENTITY.decode().encode("utf-16")}),
            "forbidden_xml",
        ),
        ("a.docx", lambda: repacked(word_file(), **{"word/styles.xml": b" " * 70_000_000}), "archive_bomb"),
        ("a.xlsx", lambda: repacked(workbook(("text",), (ONE,)), **{"xl/workbook.xml": b"<a"}), "malformed_office"),
        ("a.odt", lambda: repacked(open_document(), **{"content.xml": b"<a"}), "malformed_office"),
        ("a.pptx", lambda: repacked(open_document(), mimetype=b"application/x"), "unsupported_format"),
        ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "unsupported_format"),
    ],
)
def test_an_office_file_that_cannot_be_read_is_one_refusal(
    tmp_path: Path, name: str, made: Callable[[], bytes], reason: str
) -> None:
    assert reasons(read(tmp_path, name, made())) == [reason]


def test_office_files_in_an_archive_are_members_of_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.docx", word_file())
        archive.writestr("b.txt", TWO)
    found = documents([item for raw_file in scan(str(tmp_path / "a.zip")) for item in read_file(raw_file)])
    assert [item.origin.member for item in found] == ["a.docx", "b.txt"]


def pdf_file(*lines: str, password: str = "") -> bytes:
    """A page with the lines in its text layer, the glyphs of each from left to right as they are seen."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(600, 800)
    codes = b"".join(b"<%04X> <%04X>\n" % (ord(char), ord(char)) for char in sorted(set("".join(lines))))
    count = len(set("".join(lines)))
    cmap = StreamObject()
    cmap.set_data(
        b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap"
        % (count, codes)
    )
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject("/Made"),
            NameObject("/DW"): NumberObject(500),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/Made"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(descendant)]),
            NameObject("/ToUnicode"): writer._add_object(cmap),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
    shown = b"".join(
        b"1 0 0 1 20 %d Tm <%s> Tj\n" % (780 - 14 * n, line.encode("utf-16-be").hex().encode())
        for n, line in enumerate(lines)
    )
    content = StreamObject()
    content.set_data(b"BT /F 10 Tf\n" + shown + b"ET" if lines else b"0 0 600 800 re f")
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def test_pdf_lines_are_read_from_the_right(tmp_path: Path) -> None:
    seen = ["قال مصدر في الشرطة إن 21 شخصا قتلوا في انفجار قرب", "السوق صباح اليوم (وفق مصدر)."]
    drawn = [line[::-1].replace("21"[::-1], "12").translate(str.maketrans("()", ")(")) for line in seen]
    [found] = documents(read(tmp_path, "2016-12-11.pdf", pdf_file(*drawn)))
    assert found.raw_text == "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم (وفق مصدر)."
    assert found.published_on == date(2016, 12, 11)


def test_pdf_in_reading_order_stays_so(tmp_path: Path) -> None:
    [found] = documents(read(tmp_path, "a.pdf", pdf_file(ONE)))
    assert found.raw_text == ONE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_file(), "scanned_pdf"),
        (pdf_file("دصرم ةيلش نرطا خشصا تقول ثادح بقرر قوسص نيب لافط"), "unordered_pdf"),
        (pdf_file("An English text about nothing at all"), "not_arabic"),
        (pdf_file(ONE, password="secret"), "encrypted_document"),
        (b"%PDF-1.7\nnothing", "malformed_pdf"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reasons(read(tmp_path, "a.pdf", data)) == [reason]
