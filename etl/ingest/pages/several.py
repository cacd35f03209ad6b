"""Pages of many documents, as programs write them: exports of messengers and press databases, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from lxml import etree

from etl.ingest.grids import header_of, record_of
from etl.ingest.markup import markup_text
from etl.ingest.pages.title import words_of
from etl.ingest.refusal import PassedOver
from etl.ingest.sources import SourceMap
from etl.tables import read_yaml

#: What the columns of a table of articles name beside the text: one name may be a word of a menu.
_ABOUT_A_TEXT = {"title", "published", "url"}
#: Characters of a page that a table has at least where it is what the page is for: others stand in an article.
_SHARE_OF_A_PAGE = 0.5
_PARTS = ("around", "found", "others")


@dataclass(frozen=True, slots=True)
class _Export:
    """What pages of one program are like; the members are those of ``seeds/exports/pages.yml``."""

    name: str
    documents: etree.XPath
    around: tuple[tuple[str, etree.XPath], ...]
    found: tuple[tuple[str, etree.XPath], ...]
    others: tuple[tuple[str, etree.XPath], ...]


def records_of_page(page: Any, sources: SourceMap) -> Iterator[dict[str, Any] | PassedOver]:
    """Named fields of each document in the page, and what else is there; nothing for a page that is one document."""
    for export in _exports():
        if documents := export.documents(page):
            around = _record(page, export.around)
            for document in documents:
                yield {**around, **_record(document, export.found)}
            for kind, path in export.others:
                for _ in path(page):
                    yield PassedOver(kind)
            return
    most = len(words_of(page)) * _SHARE_OF_A_PAGE
    for table in page.xpath("//table[not(.//table)]"):
        if len(words_of(table)) > most:
            yield from _of_table(table, sources)


def _record(element: Any, paths: tuple[tuple[str, etree.XPath], ...]) -> dict[str, str]:
    return {name: written for name, path in paths if (written := _written(path(element)))}


def _of_table(table: Any, sources: SourceMap) -> Iterator[dict[str, Any] | PassedOver]:
    rows = ([_cell(cell) for cell in row.xpath("./td | ./th")] for row in table.iter("tr"))
    header, above = header_of(rows, sources)
    if not sources.claimed(header) & _ABOUT_A_TEXT:
        return
    for _ in above:
        yield PassedOver("row above the header")
    for row in rows:
        if record := record_of(header, row):
            yield record


def _cell(cell: Any) -> str:
    return _written([cell]) if len(cell) else words_of(cell)


def _written(found: Any) -> str:
    """What a path leads to: a string, the first of several attributes, or the words of all elements."""
    if not isinstance(found, str) and found and isinstance(found[0], str):
        found = found[0]
    if isinstance(found, str):
        return found.strip()
    marked = (etree.tostring(each, encoding="unicode", method="html", with_tail=False) for each in found)
    return "\n\n".join(map(markup_text, marked))


@cache
def _exports() -> tuple[_Export, ...]:
    def paths(written: dict[str, str]) -> tuple[tuple[str, etree.XPath], ...]:
        return tuple((name, etree.XPath(path)) for name, path in written.items())

    rows = cast(list[dict[str, Any]], read_yaml("exports/pages.yml"))
    return tuple(
        _Export(row["name"], etree.XPath(row["documents"]), *(paths(row.get(part, {})) for part in _PARTS))
        for row in rows
    )
