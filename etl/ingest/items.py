"""What a reader hands on: one news item as its format says it, before days are parsed and ids given."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Protocol

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.limits import Limits
from etl.ingest.markup import looks_like_markup, markup_text, parse_html, without_asides
from etl.ingest.pages.article import is_page, page_record
from etl.ingest.records import statements, unfolded, usable, without_cut
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap, plain_name

log = logging.getLogger(__name__)

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """The words of one document and what its record says about it; None where it is silent."""

    text: str
    encoding: str = "utf-8"
    encoding_confidence: float = 1.0
    title: str | None = None
    url: str | None = None
    author: str | None = None
    source: str | None = None
    language: str | None = None
    section: str | None = None
    #: The record's own key.
    record_id: str | None = None
    #: The publication time as written.
    published: str | None = None
    #: The same in other fields, in order of trust, for when it cannot be read there.
    published_otherwise: tuple[str, ...] = ()


class Reader(Protocol):
    """One format. Readers are asked in order; the first that recognises the content reads it."""

    @property
    def name(self) -> str: ...

    @property
    def streams(self) -> bool:
        """Whether a file may be larger than one document is allowed to be."""
        ...

    def recognises(self, content: Content, head: str) -> bool:
        """Whether ``content`` is of this format; ``head`` is its beginning, decoded leniently, without white space."""
        ...

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        """Items in their order. Yields a Refusal for a record that is no item, raises one to give up on the file."""
        ...


def item_from_record(record: Mapping[str, Any], sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    """The item in a record of named fields (JSON object, CSV row, SGML element, front matter).

    ``decoded`` says how the record's bytes became text. What no field of ``sources`` claims is reported at debug
    level. The field with the most Arabic in it is the text, whatever its name; a flash has nothing but its title.
    """
    record = unfolded(record)
    ranked = _ranked(record, sources)
    kinds = {_kind(written) for name in ("kind", "state") for written in ranked.pop(name, [])}
    kinds &= sources.no_articles if "text" in ranked else sources.no_articles | sources.no_articles_without_text
    if kinds:
        return PassedOver(min(kinds))
    for page in filter(is_page, ranked.get("text", [])):
        ranked = _with_page(ranked, page, sources)
    texts = [*ranked.pop("text", []), *ranked.pop("summary", [])]
    text = _longest(texts or ranked.get("title", []), sources)
    if not text:
        return Refusal("no_text", f"no field holds text; there are {', '.join(sorted(map(str, record))) or 'none'}")
    days = ranked.pop("published", [])
    # An outlet's name says more than its host's.
    ranked.get("source", []).sort(key=lambda name: _HOST.fullmatch(name.strip()) is not None)
    return Item(
        text=text,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        published=days[0] if days else None,
        published_otherwise=tuple(days[1:]),
        **{ours: written[0] for ours, written in ranked.items()},
    )


def _ranked(record: Mapping[str, Any], sources: SourceMap) -> dict[str, list[str]]:
    """Field of ours -> what the fields of ``record`` that ``sources`` names say for it, in order of trust."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key, value in record.items():
        name = plain_name(key)
        claims = sources.claims.get(name)
        if claims is None:
            if name not in sources.ignore:
                log.debug("a field that no map claims: %s", name)
            continue
        for ours, rank, part in claims:
            found.setdefault(ours, []).extend((rank, written) for written in statements(value, part, ours))
    return {ours: [written for _, written in sorted(said, key=itemgetter(0))] for ours, said in found.items() if said}


def _with_page(ranked: dict[str, list[str]], page: str, sources: SourceMap) -> dict[str, list[str]]:
    """``ranked`` with the article of a whole ``page`` in its place, as crawlers keep it, and what else it states.

    Its day stands first: that of the record may be the day of the fetch. A page without an article is read as it is.
    """
    try:
        stated = _ranked(page_record(parse_html(page), sources), sources)
    except Refusal:
        return ranked
    article = stated.pop("text", [page])
    texts = [written for text in ranked["text"] for written in (article if text is page else [text])]
    days = [*stated.pop("published", []), *ranked.get("published", [])]
    return {**stated, **ranked, "text": texts, **({"published": days} if days else {})}


def _kind(written: str) -> str:
    return re.split("[:#]", written.strip().casefold())[-1]


def _longest(texts: Sequence[str], sources: SourceMap) -> str | None:
    """The one of ``texts``, in order of trust, that says most. Raises Refusal where each of them is refused."""
    read: list[str] = []
    refusal = None
    for text in texts:
        try:
            if "&lt;" in text and not looks_like_markup(text) and looks_like_markup(plain := html.unescape(text)):
                text = plain  # it was escaped twice
            is_markup = looks_like_markup(text)
            words = without_cut(without_asides(markup_text(text), sources.asides) if is_markup else text)
        except Refusal as refused:
            refusal = refusal or refused
        else:
            if words.strip():
                read.append(words)
    if refusal and not read:
        raise refusal
    return max(read, key=usable) if len(read) > 1 else read[0] if read else None
