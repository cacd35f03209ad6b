"""Shapes in which newsrooms, crawlers and programs hand on news: title, day, source and text of each."""

# ruff: noqa: E501 - sample files are easier to read unbroken

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.documents import Document, Rejection
from etl.ingest import read_file, scan

ONE = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
TWO = "وأضاف المصدر أن قوات الأمن أغلقت الطرق المؤدية إلى المنطقة."
CAPTION = (
    "صورة تظهر جانبا من السوق بعد أن وصلت إليه فرق الإطفاء والإسعاف، وتبدو فيها واجهات المحال وقد تحطم زجاجها كله."
)
TITLE = "قتلى في انفجار قرب السوق"
DAY = date(2024, 5, 3)


def read(folder: Path, name: str, content: str | bytes) -> tuple[list[Document], list[str]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = [item for raw_file in scan(str(path)) for item in read_file(raw_file)]
    refused = [f"{item.reason_code}: {item.detail}" for item in found if isinstance(item, Rejection)]
    return [item for item in found if isinstance(item, Document)], refused


def feed(items: str) -> str:
    names = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "media": "http://search.yahoo.com/mrss/",
        "wp": "http://wordpress.org/export/1.2/",
    }
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in names.items())
    return f"<rss {spaces}><channel><title>الميناء</title>{items}</channel></rss>"


def test_pictures_of_an_entry_are_not_the_entry(tmp_path: Path) -> None:
    [found], refused = read(
        tmp_path,
        "a.xml",
        feed(
            f"<item><media:title>صورة</media:title><media:description>{CAPTION}</media:description>"
            f"<media:content><media:title>صورة أخرى</media:title></media:content><title>{TITLE}</title><description>{ONE}</description></item>"
        ),
    )
    assert (found.title, found.raw_text, refused) == (TITLE, ONE, [])


def test_of_a_wordpress_export_the_articles_alone(tmp_path: Path) -> None:
    def item(title: str, kind: str, state: str, text: str, day: str) -> str:
        return (
            f"<item><title>{title}</title><pubDate>{day}</pubDate><content:encoded><![CDATA[{text}]]></content:encoded>"
            f"<wp:post_date>2024-05-03 10:00:00</wp:post_date><wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type>"
            '<category domain="category">محليات</category><category domain="post_tag">سوق</category></item>'
        )

    text = f'<strong>{ONE}</strong>\n[caption id="a" align="x"]<img src="a.jpg"/> {CAPTION}[/caption]\n\n{TWO}\n[gallery ids="1,2"]'
    never = "Mon, 30 Nov -0001 00:00:00 +0000"
    [found], [refused] = read(
        tmp_path,
        "a.xml",
        feed(
            item(TITLE, "post", "publish", text, never)
            + item("صورة السوق", "attachment", "inherit", "", never)
            + item("الرئيسية", "nav_menu_item", "publish", " ", never)
            + item("مسودة", "post", "draft", ONE, never)
        ),
    )
    assert (found.title, found.section, found.published_on) == (TITLE, "محليات", DAY)
    assert found.raw_text == f"{ONE}\n\n{TWO}"
    assert refused == "passed_over: parts that hold no article: attachment 1, nav_menu_item 1, draft 1"


def test_of_a_blogger_export_the_articles_alone(tmp_path: Path) -> None:
    entries = "".join(
        f'<entry><published>2024-05-03T10:00:00Z</published><title>{TITLE}</title><content type="html">{text}</content>'
        f'<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{kind}"/>'
        '<category scheme="http://www.blogger.com/atom/ns#" term="محليات"/></entry>'
        for kind, text in (("settings", "وصف المدونة"), ("post", ONE), ("comment", "شكرا على الخبر"))
    )
    [found], [refused] = read(
        tmp_path, "a.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>الميناء</title>{entries}</feed>'
    )
    assert (found.raw_text, found.section, found.source) == (ONE, "محليات", "الميناء")
    assert refused == "passed_over: parts that hold no article: settings 1, comment 1"


def test_pictures_and_packages_of_an_agency_are_counted(tmp_path: Path) -> None:
    def item(kind: str, about: str, text: str = "") -> str:
        return f'<newsItem><itemMeta><itemClass qcode="ninat:{kind}"/></itemMeta><contentMeta>{about}</contentMeta>{text}</newsItem>'

    body = f"<contentSet><inlineXML><nitf><body><body.content><p>{ONE}</p></body.content></body></nitf></inlineXML></contentSet>"
    [found], [refused] = read(
        tmp_path,
        "a.xml",
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{item('text', f'<headline>{TITLE}</headline>', body)}{item('picture', '')}"
        f"{item('picture', '<headline>صورة السوق بعد الانفجار</headline>')}<packageItem/></itemSet></newsMessage>",
    )
    assert (found.title, found.raw_text) == (TITLE, ONE)
    assert refused == "passed_over: parts that hold no article: picture 2, package 1"


def test_names_in_nitf(tmp_path: Path) -> None:
    [found], _ = read(
        tmp_path,
        "a.xml",
        f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>ليلى<byttl>مراسلة</byttl></byline>"
        f"<distributor>وكالة الميناء</distributor></body.head><body.content><p>{ONE}</p></body.content></body></nitf>",
    )
    assert (found.author, found.source) == ("ليلى مراسلة", "وكالة الميناء")


#: name -> (what is written, title, source).
SHAPES: dict[str, tuple[Any, str | None, str]] = {
    "telegram": (
        {"name": "الميناء", "type": "public_channel", "messages": [
            {"type": "service", "date": "2024-05-01T00:00:00", "title": "الميناء", "text": ""},
            {"type": "message", "date": "2024-05-03T10:00:00", "text": ["قال مصدر في الشرطة ", {"type": "bold", "text": "إن 12 شخصا"}, ONE.partition("شخصا")[2]]},
        ]}, None, "unknown"),
    "event registry": (
        {"articles": {"results": [{"dateTime": "2024-05-03T07:00:00Z", "title": TITLE, "body": ONE, "source": {"uri": "port.example", "title": "الميناء"}}]}},
        TITLE, "الميناء"),
    "search service": (
        {"_type": "News", "value": [{"name": TITLE, "description": ONE, "provider": [{"name": "الميناء"}], "datePublished": "2024-05-03T07:00:00Z"}]},
        TITLE, "الميناء"),
    "a word of its own": (
        {"status": "ok", "message": "success", "data": [{"title": TITLE, "content": ONE, "date": "2024-05-03", "site": "الميناء"}]}, TITLE, "الميناء"),
    "rich text": (
        {"data": {"article": {"headline": TITLE, "publishedDate": "1714719600", "body": {"json": {"nodeType": "document", "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": ONE[:20]}, {"nodeType": "text", "value": ONE[20:]}]}]}}}}},
        TITLE, "unknown"),
    "channel": ([{"date": "2024-05-03T10:00:00+00:00", "message": ONE}], None, "unknown"),
    "paid plan": (
        {"results": [{"title": TITLE, "description": ONE, "content": "ONLY AVAILABLE IN PAID PLANS", "pubDate": "2024-05-03 07:00:00", "source_name": "الميناء"}]},
        TITLE, "الميناء"),
    "picture beside": (
        [{"type": "text", "headline": TITLE, "body_html": f"<p>{ONE}</p>", "versioncreated": "2024-05-03T07:00:00Z", "provider": "الميناء"},
         {"type": "picture", "headline": "صورة", "description_text": CAPTION}], TITLE, "الميناء"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_json(tmp_path: Path, shape: str) -> None:
    value, title, source = SHAPES[shape]
    [found], refused = read(tmp_path, "a.json", json.dumps(value, ensure_ascii=False))
    assert (found.title, found.source, found.published_on, found.raw_text) == (title, source, DAY, ONE)
    told = {"telegram": "service", "picture beside": "picture"}.get(shape)
    assert refused == ([f"passed_over: parts that hold no article: {told} 1"] if told else [])


@pytest.mark.parametrize("indent", [None, 1])
def test_records_one_after_the_other_in_a_json_file(tmp_path: Path, indent: int | None) -> None:
    first, last = (json.dumps({"text": text, "tags": [{"a": 1}]}, indent=indent) for text in (ONE, TWO))
    found, refused = read(tmp_path, "a.json", f"{first}\n{{bad\n{last}\n")
    assert [each.raw_text for each in found] == [ONE, TWO]
    assert [each.partition(":")[0] for each in refused] == ["malformed_json"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (f"title,text,date,,\n{TITLE},{ONE},2024-05-03,,\n{TITLE},{TWO},2024-05-03\n", None),
        (f"أرشيف الصحيفة,,\n,,\nالعنوان,النص,التاريخ\n{TITLE},{ONE},2024-05-03\n{TITLE},{TWO},2024-05-03\n", "line above the header 1"),
        (f"Titre;Contenu;Date de publication\n{TITLE};{ONE};3 mai 2024\n{TITLE};{TWO};vendredi 3 mai 2024\n", None),
        (f'"Page Name","Post Created","Message"\n"a","2024-05-03 03:00:00 EDT","{ONE}"\n"a","2024-05-03","{TWO}"\n', None),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, table: str, told: str | None) -> None:
    found, refused = read(tmp_path, "a.csv", table)
    assert [(each.raw_text, each.published_on) for each in found] == [(ONE, DAY), (TWO, DAY)]
    assert refused == ([f"passed_over: parts that hold no article: {told}"] if told else [])


def test_a_row_that_lacks_a_named_column_is_still_refused(tmp_path: Path) -> None:
    rows = f"{TITLE},{ONE}\n{TITLE},{TWO},2024-05-03,x\n{TITLE},{TWO},2024-05-03\n"
    [found], refused = read(tmp_path, "a.csv", f"title,text,date\n{rows}")
    assert (found.raw_text, [each.partition(":")[0] for each in refused]) == (TWO, ["malformed_csv"] * 2)


def test_a_workbook_with_a_title_and_another_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["يحوي هذا الملف أخبار شهر أيار"])  # type: ignore[union-attr] # a new book has a sheet
    sheet = book.create_sheet("أرشيف")
    for row in (["تقرير"], [], ["Article Title", "Article Text", "Publish Date"], [TITLE, ONE, 45415]):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    [found], [refused] = read(tmp_path, "a.xlsx", data.getvalue())
    assert (found.title, found.raw_text, found.published_on) == (TITLE, ONE, DAY)
    assert (
        refused == "passed_over: parts that hold no article: sheet without a column of texts 1, row above the header 1"
    )


@pytest.mark.parametrize(
    ("names", "last"),
    [
        (("العنوان", "التاريخ", "المصدر"), "\n"),
        (("Title", "Date", "Source"), "\n"),
        (("Title", "Date", "Source"), "Text: "),
    ],
)
def test_lines_that_name_fields_above_a_text(tmp_path: Path, names: tuple[str, ...], last: str) -> None:
    said = zip(names, (TITLE, "3 مايو 2024", "الميناء"), strict=True)
    [found], _ = read(tmp_path, "a.txt", "".join(f"{name}: {value}\n" for name, value in said) + last + ONE)
    assert (found.title, found.published_on, found.source) == (TITLE, DAY, "الميناء")
    assert found.raw_text.strip() == ONE


@pytest.mark.parametrize("opening", ["المصدر: وكالات\nالكاتب: ليلى\n", "العنوان: خبر\n", "بيروت: عاجل\nالتاريخ: أمس\n"])
def test_a_text_that_opens_with_a_colon_keeps_its_lines(tmp_path: Path, opening: str) -> None:
    [found], _ = read(tmp_path, "a.txt", opening + ONE)
    assert found.raw_text == opening + ONE


@pytest.mark.parametrize(
    "opening",
    [
        "-- MySQL dump 10.13\nDROP TABLE IF EXISTS `news`;\nINSERT INTO `news` VALUES (1,'{}');",
        "1\n00:00:01,000 --> 00:00:04,000\n{}",
        "WEBVTT\n\n00:01.000 --> 00:04.000\n{}",
    ],
)
def test_texts_of_programs_are_no_news(tmp_path: Path, opening: str) -> None:
    found, [refused] = read(tmp_path, "a.txt", opening.format(ONE))
    assert (found, refused.partition(":")[0]) == ([], "unsupported_format")


def page(head: str, body: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body></html>'


def test_the_site_that_publishes_an_article_of_a_graph(tmp_path: Path) -> None:
    graph = [
        {"@type": "WebSite", "name": "الميناء"},
        {
            "@type": ["Article", "NewsArticle"],
            "headline": TITLE,
            "datePublished": "2024-05-03",
            "publisher": {"@id": "x#org"},
        },
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    [found], _ = read(tmp_path, "a.html", page(script, f"<h1>{TITLE}</h1><div><p>{ONE}</p><p>{TWO}</p></div>"))
    assert (found.source, found.published_on, found.raw_text) == ("الميناء", DAY, f"{ONE}\n\n{TWO}")


def test_a_page_that_a_browser_saved(tmp_path: Path) -> None:
    saved = "<!-- saved from url=(0044)https://www.port.example/2024/05/03/story-12/ -->\n"
    [found], _ = read(
        tmp_path, "a.html", saved + page("", f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></article>")
    )
    assert (found.source, found.published_on) == ("port.example", DAY)


def test_an_old_page_of_tables_without_headings(tmp_path: Path) -> None:
    cells = (
        '<a href="/">الرئيسية</a> | <a href="/s">رياضة</a>',
        f"<font size=5><b>{TITLE}</b></font><br><font size=2>الجمعة 03/05/2024</font>",
        f"<font>{ONE}<br><br>{TWO}<br><br>{CAPTION}</font>",
    )
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    [found], _ = read(tmp_path, "a.html", page("", f"<table><tr><td><table>{rows}</table></td></tr></table>"))
    assert (found.title, found.published_on) == (TITLE, DAY)
    assert found.raw_text == f"{ONE}\n\n{TWO}\n\n{CAPTION}"


def test_tools_of_a_page_are_no_text_and_a_page_that_bears_their_name_is(tmp_path: Path) -> None:
    tools = '<ul class="tools"><li>طباعة</li><li>حجم الخط</li></ul>'
    text = f'<div class="post share"><h1>{TITLE}</h1>{tools}<p>{ONE}</p><p>{TWO}</p></div>'
    [found], _ = read(tmp_path, "a.html", page("", text))
    assert found.raw_text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize("field", ["html", "raw_html", "content", "body"])
def test_a_whole_page_in_a_record_is_read_as_the_page(tmp_path: Path, field: str) -> None:
    """Its article without what stands around it; the crawler's hour is none of publication."""
    page = (
        f'<!DOCTYPE html><html><head><title>{TITLE} | الميناء</title><meta property="og:site_name" content="الميناء">'
        '<meta property="article:published_time" content="2024-05-03T10:00:00+03:00"></head><body><nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></article><footer>اتصل بنا</footer></body></html>"
    )
    record = {"url": "https://port.example/1", field: page, "timestamp": "2025-01-01T00:00:00Z"}
    [found], _ = read(tmp_path, "a.jsonl", json.dumps(record))
    assert (found.title, found.source, found.published_on, found.url) == (TITLE, "الميناء", DAY, record["url"])
    assert found.raw_text == f"{ONE}\n\n{TWO}"
    [named], _ = read(tmp_path, "a.jsonl", json.dumps({**record, "title": "عنوان آخر", "source": "المرفأ"}))
    assert (named.title, named.source) == ("عنوان آخر", "المرفأ")


def test_a_fragment_between_html_tags_is_no_page(tmp_path: Path) -> None:
    [found], _ = read(
        tmp_path, "a.json", json.dumps({"title": TITLE, "content": f"<html><body><p>{ONE}</p></body></html>"})
    )
    assert found.raw_text == ONE
