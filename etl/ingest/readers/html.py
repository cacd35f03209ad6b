"""A web page: its article by trafilatura, its day, title and author from JSON-LD, OpenGraph and meta elements."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

import trafilatura

from etl.ingest.content import Content
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.markup import parse_html, without_asides
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

# It warns of every page without an article; the quarantine says so already.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_START = re.compile(
    r"(?>(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_ARTICLE_TYPES = {
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "blogposting",
    "liveblogposting",
}
#: Meta element (name, property or itemprop) -> field of ours; the first that is there counts.
_META = {
    "published_at": ("article:published_time", "datepublished", "publishdate", "pubdate", "dc.date.issued", "dc.date",
                     "dcterms.created", "date"),
    "title": ("og:title", "headline", "dc.title", "twitter:title"),
    "author": ("article:author_name", "author", "dc.creator", "byl"),
    "source": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "url": ("og:url",),
    "section": ("article:section", "section"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip


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
    record = _page_metadata(page)
    headings = {record["title"], _text_of(page, ".//h1")}
    text = trafilatura.extract(
        page, output_format="txt", include_comments=False, include_tables=True, favor_precision=True, fast=False
    )
    # A line of trafilatura's is a paragraph; in other formats a single line break may be a wrapped line.
    text = without_asides(_without_heading(text or "", headings), sources.asides).replace("\n", "\n\n")
    # Where scripts put the article into the page, only the statement for search engines holds it.
    stated = record.pop("stated_text") or ""
    return item_from_record({**record, "text": stated if len(stated) > 2 * len(text) else text}, sources, decoded)


def _without_heading(text: str, headings: set[str | None]) -> str:
    """The body alone, as in the other formats: trafilatura keeps a heading that stands inside of the article."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if " ".join(first.split()) in headings and rest.strip() else text


def _page_metadata(page: Any) -> dict[str, Any]:
    """What the page states about itself: JSON-LD first, then its meta elements, then ``title`` and ``lang``."""
    meta = {
        (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().casefold(): content
        for element in page.iter("meta")
        if (content := (element.get("content") or "").strip())
    }
    record = {field: next((meta[name] for name in names if name in meta), None) for field, names in _META.items()}
    record["title"] = record["title"] or _text_of(page, ".//h1") or _text_of(page, ".//title")
    record["stated_text"] = None
    record["language"] = page.get("lang") or record["language"]
    record["published_at"] = record["published_at"] or next(
        # Elsewhere on the page a time may be today's, or another article's.
        (moment for article in page.iter("article") for moment in article.xpath(".//time/@datetime") if moment),
        None,
    )
    link = page.find(".//link[@rel='canonical']")
    record["url"] = record["url"] or (link.get("href") if link is not None else None)
    for statement in _json_ld(page):
        record["published_at"] = statement.get("datePublished") or record["published_at"]
        record["title"] = _names(statement.get("headline")) or record["title"]
        record["stated_text"] = _names(statement.get("articleBody"))
        record["author"] = _names(statement.get("author")) or record["author"]
        record["source"] = _names(statement.get("publisher")) or record["source"]
        record["section"] = statement.get("articleSection") or record["section"]
        record["url"] = record["url"] or statement.get("url")
        break
    return record


def _text_of(page: Any, path: str) -> str | None:
    element = page.find(path)
    return " ".join(element.text_content().split()) or None if element is not None else None


def _json_ld(page: Any) -> Iterator[Mapping[str, Any]]:
    """Statements about an article in the page's JSON-LD."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text or "null", strict=False)
        except (ValueError, RecursionError):
            continue
        statements = value if isinstance(value, list) else [value]
        for statement in statements:
            if isinstance(statement, Mapping):
                graph = statement.get("@graph")
                for node in graph if isinstance(graph, list) else [statement]:
                    if isinstance(node, Mapping) and _types(node) & _ARTICLE_TYPES:
                        yield node


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).casefold() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _names(value: Any) -> str | None:
    if isinstance(value, list):
        return "، ".join(name for name in map(_names, value) if name) or None
    if isinstance(value, Mapping):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None
