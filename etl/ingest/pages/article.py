"""The article of a web page by trafilatura, its lead where that stands apart, and what the page states of itself."""

from __future__ import annotations

import logging
import re
from typing import Any

import trafilatura

from etl.ingest.markup import without_asides
from etl.ingest.pages.facts import AROUND, marked_days, page_facts, visible_day
from etl.ingest.pages.title import text_of, words_of
from etl.ingest.sources import SourceMap

# It warns of every page without an article; the quarantine says so already.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_PAGE = re.compile(
    r"(?>\s*(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>))*+\s*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
#: What a page has, and a fragment that some program put between <html> and </html> has not.
_PARTS_OF_A_PAGE = re.compile(r"<(?:title|meta|link|script|nav|header|footer)\b", re.I)
#: Names of blocks that are no part of an article, and of those that open one.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus\w*|respond|disclaimer|related\w*|newsletter|share|sharing|social\w*|tools|toolbar|wm-ipp)(?:$|[\s_-])",
    re.I,
)
_LEAD = re.compile(r"(?:^|[\s_-])(?:lead|lede|standfirst|intro|chapo|dek|excerpt|summary)(?:$|[\s_-])", re.I)
#: Characters of a cell of which no table of facts has as many.
_CELL_CHARS = 200
_LEAST_WORDS = 6
#: Lines in which the heading of an article may be.
_HEADING_LINES = 6
#: Characters by which the first line of an article is found in the page.
_KNOWN = 40
_LEAD_CHARS = 1000
#: Characters of an element that holds a day and nothing else.
_LONGEST_MARK = 60


def is_page(text: str) -> bool:
    """Whether ``text`` is a whole page, with all that stands around its article."""
    return _PAGE.match(text) is not None and _PARTS_OF_A_PAGE.search(text) is not None


def page_record(page: Any, sources: SourceMap) -> dict[str, Any]:
    """Named fields of a parsed page, which is altered: its article is the ``text``."""
    record = page_facts(page)
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
    found = trafilatura.extract(
        page, output_format="txt", include_comments=False, include_tables=True, favor_precision=True, fast=False
    )
    article = _with_lead(_without_heading(found or "", headings), page, headings)
    # A line of trafilatura's is a paragraph; in other formats a single line break may be a wrapped line.
    article = without_asides(article, sources.asides).replace("\n", "\n\n")
    # Where scripts put the article into the page, only the statement for search engines holds it.
    stated = record.pop("stated_text") or ""
    return {**record, "text": (stated if len(stated) > 2 * len(article) else article).replace("&nbsp;", " ")}


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
    lines = text.split("\n")
    known = [
        n for n, line in enumerate(lines[:_HEADING_LINES]) if " ".join(line.split()).removeprefix("- ") in headings
    ]
    # What stands above it is the menu, where it is short.
    while known and any(
        len(line.split()) >= _LEAST_WORDS for line in lines[: known[-1]] if line.strip() not in headings
    ):
        known.pop()
    rest = "\n".join(lines[known[-1] + 1 :]).lstrip() if known else ""
    return rest or text


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
