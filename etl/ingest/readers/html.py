"""A web page: a document, or one for each record of a page that some program wrote of many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.markup import parse_html
from etl.ingest.pages.article import page_record
from etl.ingest.pages.several import records_of_page
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_START = re.compile(
    r"(?>(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|span"
    r"|center|font|strong|b|h[1-6]|p|br)\b(?!:)",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)

#: What browsers write above a page that they save.
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_BEGINNING = 2000


class Html:
    name = "html"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return _START.match(head) is not None or (content.suffix in (".html", ".htm", ".xhtml") and "<" in head)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        yield from read_page(content.whole(limits), content, sources)


def read_page(
    data: bytes, content: Content, sources: SourceMap, declared: str | None = None, address: str | None = None
) -> Iterator[Item | Refusal]:
    """The documents of a page that is a part of ``content``: most often the one that it is.

    ``declared`` is the charset, ``address`` that of the page as they are stated beside it. Raises Refusal.
    """
    found = _CHARSET.search(data[:4096])
    decoded = content.decode(data, declared or sources.encoding or (found and found[1].decode("ascii", "ignore")))
    page = parse_html(decoded.text)
    is_one = True
    for record in records_of_page(page, sources):
        is_one = False
        yield record if isinstance(record, Refusal) else item_from_record(record, sources, decoded)
    if is_one:
        saved = _SAVED_FROM.search(decoded.text, 0, _BEGINNING)
        about = page_record(page, sources)
        yield item_from_record({**about, "url": about["url"] or (saved[1] if saved else address)}, sources, decoded)
