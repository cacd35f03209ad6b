"""What a reader hands on: one news item as its format says it, before days are parsed and ids given."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.limits import Limits
from etl.ingest.markup import looks_like_markup, markup_text, without_asides
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

log = logging.getLogger(__name__)

#: Fields in which a list is one of paragraphs; in others it is one of names.
_TEXTS = ("text", "summary")


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
    level. The text falls back to the summary, and that to the title: a flash has nothing else.
    """
    # Field of ours -> (rank of the field of theirs that fills it, what it says).
    found: dict[str, tuple[int, str]] = {}
    for key, value in record.items():
        name = str(key).casefold()
        claims = sources.claims.get(name)
        if claims is None:
            if name not in sources.ignore:
                log.debug("a field that no map claims: %s", name)
            continue
        for ours, rank, part in claims:
            written = _written(value, part, "\n\n" if ours in _TEXTS else "، ")
            if written is not None and (ours not in found or rank < found[ours][0]):
                found[ours] = rank, written
    taken = {ours: written for ours, (_, written) in found.items()}
    summary = taken.pop("summary", None)
    text = taken.pop("text", None) or summary or taken.get("title")
    if not text:
        return Refusal("no_text", f"no field holds text; there are {', '.join(sorted(map(str, record))) or 'none'}")
    return Item(
        text=without_asides(markup_text(text), sources.asides) if looks_like_markup(text) else text,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        **taken,
    )


def _written(value: Any, part: str, separator: str) -> str | None:
    """What ``value``, or the ``part`` of a nested record, says in plain words."""
    if isinstance(value, Mapping):
        value = value.get(part) if part else None
    elif part:
        return None
    if isinstance(value, list):
        # Paragraphs, names, or records that bear a name; lists within lists mean nothing here.
        named = (each.get("name") if isinstance(each, Mapping) else each for each in value)
        value = separator.join(each for each in named if isinstance(each, str) and each.strip())
    if isinstance(value, (bool, Mapping)) or value is None:
        return None
    written = str(value)
    return written if written.strip() else None
