"""A web page: a document, or one for each record of a page that some program wrote of many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.pages.article import page_record
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_START = re.compile(
    r"(?>(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|span"
    r"|center|font|strong|b|h[1-6]|p|br)\b(?!:)",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


class Html:
    name = "html"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return _START.match(head) is not None or (content.suffix in (".html", ".htm", ".xhtml") and "<" in head)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        yield read_page(content.whole(limits), content, sources)


def read_page(
    data: bytes, content: Content, sources: SourceMap, declared: str | None = None, address: str | None = None
) -> Item | Refusal:
    """The article of one page, a part of ``content``, with the charset and the address that are ``declared`` beside it.

    Raises Refusal.
    """
    found = _CHARSET.search(data[:4096])
    decoded = content.decode(data, declared or sources.encoding or (found and found[1].decode("ascii", "ignore")))
    record = page_record(decoded.text, sources)
    return item_from_record({**record, "url": record["url"] or address}, sources, decoded)
