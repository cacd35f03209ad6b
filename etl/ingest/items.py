"""What a reader hands on: one news item as its format says it, before days are parsed and ids given."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.limits import Limits
from etl.ingest.markup import looks_like_markup, markup_text
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

log = logging.getLogger(__name__)


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
    #: The publication time as written.
    published: str | None = None


class Reader(Protocol):
    """One format. Readers are asked in order; the first that recognises the content reads it."""

    @property
    def name(self) -> str: ...

    def recognises(self, content: Content, head: str) -> bool:
        """Whether ``content`` is of this format; ``head`` is its beginning, decoded leniently, without white space."""
        ...

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        """Items in their order. Yields a Refusal for a record that is no item, raises one to give up on the file."""
        ...


def item_from_record(record: Mapping[str, Any], sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    """The item in a record of named fields (JSON object, CSV row, SGML element, front matter).

    ``decoded`` says how the record's bytes became text. What no field of ``sources`` claims is reported at debug
    level. The text falls back to the summary, and that to the title: a flash has nothing else.
    """
    rest: dict[str, Any] = {str(key).casefold(): value for key, value in record.items()}
    taken = {name: _take(rest, theirs) for name, theirs in sources.fields.items()}
    unclaimed = rest.keys() - {name.casefold() for name in sources.ignore}
    if unclaimed:
        log.debug("fields that no map claims: %s", ", ".join(sorted(unclaimed)))
    summary = taken.pop("summary", None)
    text = taken.pop("text", None) or summary or taken.get("title")
    if not text:
        return Refusal("no_text", f"no field holds text; there are {', '.join(sorted(map(str, record))) or 'none'}")
    return Item(
        text=markup_text(text) if looks_like_markup(text) else text,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        **taken,
    )


def _take(rest: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """Removes every one of ``names`` from ``rest`` and returns the first that says something."""
    found = None
    for name in names:
        head, _, tail = name.casefold().partition(".")
        value = rest.get(head)
        if tail:
            value = value.get(tail) if isinstance(value, Mapping) else None
        elif isinstance(value, Mapping):
            continue
        written = _written(value)
        if value is not None or rest.get(head) is None:
            rest.pop(head, None)
        found = found or written
    return found


def _written(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list):
        # Paragraphs, names, or records that bear a name; lists within lists mean nothing here.
        named = (part.get("name") if isinstance(part, Mapping) else part for part in value)
        return "\n\n".join(part for part in named if isinstance(part, str) and part.strip()) or None
    if isinstance(value, bool) or value is None or isinstance(value, Mapping):
        return None
    return str(value)
