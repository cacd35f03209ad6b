"""What a web page states about itself: in JSON-LD, meta elements, microdata, RDFa, and beside its title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.ingest.pages.title import page_title, words_of
from etl.ingest.spelled_days import is_open, spelled_day

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
    "title": ("og:title", "headline", "dc.title", "twitter:title"),
    "author": ("article:author_name", "author", "dc.creator", "byl"),
    "source": ("og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"),
    "url": ("og:url",),
    "section": ("article:section", "section"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
#: Where pages state their day: names of meta elements, itemprop and RDFa properties, without signs and prefixes.
_DAYS = frozenset(
    "articlepublishedtime ogarticlepublishedtime ogpublishedtime ogpublisheddate ogpubdate"
    " articlepublished publishedtime datepublished publisheddate publishdate"
    " pubdate publicationdate publishedat dateissued dcdateissued dctermsissued dctermscreated dcdatecreated dcdate"
    " dctermsdate date articledate articledateoriginal originalpublicationdate sailthrudate parselypubdate"
    " cxenseparserecspublishtime citationpublicationdate releasedate schemadatepublished dccreated created datecreated"
    " articlecreated weiboarticlecreateat".split()
)
_MICROFORMATS = frozenset({"published", "dt-published"})
_SITE_TYPES = {"website", "organization", "newsmediaorganization"}
_SIGNS = re.compile(r"[^a-z]")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STATED_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
#: Parts of a page that are not of the article.
AROUND = frozenset({"nav", "footer", "aside", "form", "figure", "figcaption", "script", "style", "noscript", "button"})
_CHANGED = re.compile("تحديث|تعديل|updated|modified", re.I)
_PUBLISHED = re.compile("نشر|published|posted", re.I)
_LONGEST_DAY = 90
_LONG_PARAGRAPH = 120
#: Elements that may stand in one that holds a title.
_MARKS_OF_A_TITLE = 2
#: Elements beside the title that are looked at.
_NEAR = 60


def page_facts(page: Any) -> dict[str, Any]:
    """A record of named fields; ``published_at`` lists what may be the day, in order of trust."""
    meta: dict[str, str] = {}
    days: list[str] = []
    for element in page.iter("meta"):
        content = (element.get("content") or "").strip()
        for name in filter(None, (element.get("property"), element.get("name"), element.get("itemprop"))):
            if content:
                meta.setdefault(name.strip().casefold(), content)
    days += [content for name, content in meta.items() if _is_day(name)]
    record: dict[str, Any] = {
        field: next((meta[name] for name in names if name in meta), None) for field, names in _META.items()
    }
    record["stated_text"] = None
    record["language"] = page.get("lang") or record["language"]
    link = page.find(".//link[@rel='canonical']")
    record["url"] = record["url"] or (link.get("href") if link is not None else None)
    stated: list[str] = []
    statements = list(_json_ld(page))
    for statement in (node for node in statements if _types(node) & _ARTICLE_TYPES):
        stated += filter(None, [_names(statement.get("datePublished"))])
        record["title"] = _names(statement.get("headline")) or record["title"]
        record["stated_text"] = _names(statement.get("articleBody"))
        record["author"] = _names(statement.get("author")) or record["author"]
        record["source"] = _names(statement.get("publisher")) or record["source"]
        record["section"] = statement.get("articleSection") or record["section"]
        record["url"] = record["url"] or statement.get("url")
        break
    else:
        stated += _broken_json_ld(page)
    named = [name for node in statements if _types(node) & _SITE_TYPES and (name := _names(node.get("name")))]
    # An article of a graph names its publisher by a key.
    record["source"] = record["source"] or next(iter(named), None)
    sites = {name for name in (record["source"], *(meta.get(name) for name in _META["source"]), *named) if name}
    record["title"] = page_title(page, record["title"], sites, _names(record["section"]), record["url"])
    # Elsewhere on the page a time may be today's, or another article's.
    times = [moment for article in page.iter("article") for moment in article.xpath(".//time/@datetime") if moment]
    record["published_at"] = [*stated, *days, *filter(None, map(_written_day, marked_days(page))), *times[:1]]
    return record


def visible_day(page: Any, title: str | None) -> tuple[str, str] | None:
    """The line beside the title that states a day, readable one way or two, before the article begins; and the day."""
    for element in _beside_title(page, title):
        words = words_of(element)
        if len(words) <= _LONGEST_DAY and any(map(str.isdigit, words)):
            for said in _of_publication(words):
                if spelled_day(said) or is_open(said):
                    return words, said
    return None


def _of_publication(words: str) -> Iterator[str]:
    """``words`` without what they say of a change."""
    first, *changes = _CHANGED.split(words)
    yield first
    for change in changes:
        published = _PUBLISHED.search(change)
        if published:
            yield change[published.end() :]


def _beside_title(page: Any, title: str | None) -> Iterator[Any]:
    heading = page.find(".//h1")
    if heading is None and title:
        # The innermost element that is the title: old pages have no headings.
        small = (each for each in reversed(page.xpath("//body//*")) if len(each) <= _MARKS_OF_A_TITLE)
        heading = next((each for each in small if words_of(each) == title), None)
    if heading is None:
        return
    yield from heading.itersiblings(preceding=True)
    seen = 0
    for element in heading.xpath("following::*"):
        if element.tag in AROUND or any(parent.tag in AROUND for parent in element.iterancestors()):
            continue
        seen += 1
        if seen > _NEAR or (element.tag == "p" and len(words_of(element)) > _LONG_PARAGRAPH):
            return
        yield element


def _is_day(name: str) -> bool:
    return _SIGNS.sub("", name.casefold()) in _DAYS


def marked_days(page: Any) -> list[Any]:
    """Elements of any kind with a day in microdata, RDFa or a microformat."""
    return [
        element
        for element in page.xpath("//*[@itemprop or @property][not(self::meta)]")
        if any(_is_day(name) for name in f"{element.get('itemprop', '')} {element.get('property', '')}".split())
    ] + [
        element
        for element in page.xpath("//abbr[@class and @title] | //time[@class and @datetime]")
        if _MICROFORMATS.intersection(element.get("class").split())
    ]


def _written_day(element: Any) -> str:
    stated = (element.get(name) for name in ("content", "datetime", "title"))
    return next(filter(None, stated), None) or words_of(element)


def _json_ld(page: Any) -> Iterator[Mapping[str, Any]]:
    """Statements in the page's JSON-LD."""
    for script in _scripts(page):
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            try:
                value = json.loads(_TRAILING_COMMA.sub("", script), strict=False)
            except (ValueError, RecursionError):
                continue
        statements = value if isinstance(value, list) else [value]
        for statement in statements:
            if isinstance(statement, Mapping):
                graph = statement.get("@graph")
                for node in graph if isinstance(graph, list) else [statement]:
                    if isinstance(node, Mapping):
                        yield node


def _broken_json_ld(page: Any) -> list[str]:
    """The day in statements that cannot be parsed, where there is one."""
    found = {day for script in _scripts(page) for day in _STATED_DAY.findall(script)}
    return sorted(found) if len(found) == 1 else []


def _scripts(page: Any) -> list[str]:
    return [script.text or "null" for script in page.iter("script") if "ld+json" in (script.get("type") or "")]


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).casefold() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _names(value: Any) -> str | None:
    if isinstance(value, list):
        return "، ".join(name for name in map(_names, value) if name) or None
    if isinstance(value, Mapping):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None
