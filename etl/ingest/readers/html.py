"""A web page: its article by trafilatura, its lead where that stands apart, and what the page states of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from etl.ingest.content import Content
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.markup import parse_html, without_asides
from etl.ingest.readers.page_facts import AROUND, marked_days, page_facts, visible_day
from etl.ingest.readers.page_title import text_of, words_of
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

# It warns of every page without an article; the quarantine says so already.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_START = re.compile(
    r"(?>(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|span"
    r"|center|font|strong|b|h[1-6]|p|br)\b(?!:)",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
#: Names of blocks that are no part of an article, and of those that open one.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus\w*|respond|disclaimer|related\w*|newsletter|share|sharing|social\w*|tools|toolbar)(?:$|[\s_-])",
    re.I,
)
_LEAD = re.compile(r"(?:^|[\s_-])(?:lead|lede|standfirst|intro|chapo|dek|excerpt|summary)(?:$|[\s_-])", re.I)
#: What browsers write above a page that they save.
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_BEGINNING = 2000
#: Characters of a cell of which no table of facts has as many.
_CELL_CHARS = 200
_LEAST_WORDS = 6
#: Characters by which the first line of an article is found in the page.
_KNOWN = 40
_LEAD_CHARS = 1000
#: Characters of an element that holds a day and nothing else.
_LONGEST_MARK = 60


class Html:
    name = "html"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return _START.match(head) is not None or (content.suffix in (".html", ".htm", ".xhtml") and "<" in head)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        yield read_page(content.whole(limits), content, sources)


def read_page(data: bytes, content: Content, sources: SourceMap, declared: str | None = None) -> Item | Refusal:
    """The article of one page; ``declared`` is the charset of its HTTP header. Raises Refusal."""
    found = _CHARSET.search(data[:4096])
    decoded = content.decode(data, declared or sources.encoding or (found and found[1].decode("ascii", "ignore")))
    page = parse_html(decoded.text)
    record = page_facts(page)
    saved = _SAVED_FROM.search(decoded.text, 0, _BEGINNING)
    record["url"] = record["url"] or (saved and saved[1])
    day = visible_day(page, record["title"])
    record["published_at"] += day[1:] if day else ()
    headings = {record["title"], text_of(page, ".//h1"), *(day or ())}
    for element in marked_days(page):
        if element.getparent() is not None and len(words_of(element)) <= _LONGEST_MARK:
            element.drop_tree()
    for element in page.xpath("//body//*[@class or @id]"):
        if element.tag in ("body", "main", "article") or not _OTHERS.search(_labels(element)):
            continue
        if element.find(".//h1") is None:  # else it is the article, which says that it may be shared
            element.drop_tree()
    _undo_layout(page)
    text = trafilatura.extract(
        page, output_format="txt", include_comments=False, include_tables=True, favor_precision=True, fast=False
    )
    text = _with_lead(_without_heading(text or "", headings), page, headings)
    # A line of trafilatura's is a paragraph; in other formats a single line break may be a wrapped line.
    text = without_asides(text, sources.asides).replace("\n", "\n\n")
    # Where scripts put the article into the page, only the statement for search engines holds it.
    stated = record.pop("stated_text") or ""
    text = (stated if len(stated) > 2 * len(text) else text).replace("&nbsp;", " ")
    return item_from_record({**record, "text": text}, sources, decoded)


def _undo_layout(page: Any) -> None:
    """Tables that hold whole texts are the layout of an old page: their cells are blocks of it."""
    for cell in page.xpath("//td[not(.//td)]"):
        if len(words_of(cell)) > _CELL_CHARS:
            for table in cell.iterancestors("table"):
                for part in table.iter("table", "tbody", "tr", "td"):
                    part.tag = "div"


def _labels(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _without_heading(text: str, headings: set[str | None]) -> str:
    """The body alone, as in the other formats: trafilatura keeps a heading that stands inside of the article."""
    while True:
        first, _, rest = text.partition("\n")
        if " ".join(first.split()).removeprefix("- ") not in headings or not rest.strip():
            return text
        text = rest.lstrip()


def _with_lead(text: str, page: Any, headings: set[str | None]) -> str:
    """``text`` after the paragraphs between the title and its first line that were taken for none of it."""
    heading, first = page.find(".//h1"), " ".join(text.partition("\n")[0].split())[:_KNOWN]
    if heading is None or not first:
        return text
    known, lead = " ".join(text.split()), None
    leads: list[str] = []
    for element in heading.xpath("following::*"):
        words = words_of(element)
        if words.startswith(first):
            return "\n".join([*leads, text])
        if lead is not None and lead in element.iterancestors():
            continue
        is_lead = _LEAD.search(_labels(element)) and len(words) <= _LEAD_CHARS
        if first in words or words in known or words in headings or not (element.tag == "p" or is_lead):
            continue
        if len(words.split()) >= _LEAST_WORDS and not any(parent.tag in AROUND for parent in element.iterancestors()):
            leads.append(words)
            lead = element
    return text
