"""XML that holds many items and cannot be parsed as a whole: each on its own, so that a bad one costs itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from etl.ingest.content import Content
from etl.ingest.limits import Limits
from etl.ingest.readers.xml import parse_xml_text, stream_xml
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

#: Faults that may be those of one item.
DAMAGES = ("malformed_xml", "too_large", "too_deep", "undecodable")
#: Characters of the beginning of an item that two chunks may share.
_LONGEST_TAG = 100


def damage_of(content: Content, sources: SourceMap, items: Collection[str], limits: Limits) -> Refusal | None:
    """What keeps a large file from being parsed as a whole; to be asked before its first item is handed on.

    Raises Refusal for what is no fault of an item.
    """
    try:
        for _ in stream_xml(content, sources, items, limits):
            pass
    except Refusal as refusal:
        if refusal.reason_code not in DAMAGES:
            raise
        return refusal
    return None


def salvaged(
    chunks: Iterable[str], roots: Collection[str], items: Collection[str], limits: Limits, refusal: Refusal
) -> tuple[str, Iterator[Any]]:
    """What stands before the first item, and each item as an element, or a Refusal where it is damaged.

    The text comes in ``chunks``; ``roots`` and ``items`` are local names of elements. Raises ``refusal``, the fault of
    the whole, where there is no item.
    """
    start = re.compile(rf"<((?:\w+:)?(?:{'|'.join(items)}))(?=[\s>])", re.I)
    stretches = _stretches(chunks, start, limits.document_bytes)
    before, first = next(stretches), next(stretches, None)
    root = re.search(rf"<((?:\w+:)?(?:{'|'.join(roots)}))\b([^<>]{{0,4000}})>", before, re.I)
    if root is None or first is None or "<!ENTITY" in before:
        raise refusal
    return before, _items(_all(first, stretches), start, root, limits, refusal)


def _all(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


def _items(
    stretches: Iterator[str], start: re.Pattern[str], root: re.Match[str], limits: Limits, refusal: Refusal
) -> Iterator[Any]:
    damages = 0
    for ordinal, written in enumerate(stretches, 1):
        close = f"</{start.match(written)[1]}>"  # type: ignore[index] # it begins with one
        end = written.find(close)
        try:
            if len(written) > limits.document_bytes:
                raise Refusal("too_large", f"more than {limits.document_bytes:,} characters")
            if end < 0:
                raise Refusal("malformed_xml", "it has no end")
            [item, *_] = parse_xml_text(f"<{root[1]}{root[2]}>{written[:end]}{close}</{root[1]}>")
        except Refusal as damage:
            damages += 1
            yield Refusal(damage.reason_code, f"entry {ordinal}: {damage.detail}")
            continue
        yield item
        if close in written[end + len(close) :]:
            damages += 1
            yield Refusal("malformed_xml", f"after entry {ordinal}: an entry without its beginning")
    if not damages:
        yield refusal  # what is damaged stands outside of the items


def _stretches(chunks: Iterable[str], item: re.Pattern[str], most: int) -> Iterator[str]:
    """What stands before the first ``item``, then from the beginning of each to that of the next one.

    Of a stretch longer than ``most`` characters the middle is left out, so that it stays longer than that.
    """
    held, seen = "", 0
    for chunk in chunks:
        held += chunk
        starts = [found.start() for found in item.finditer(held, seen)]
        for start, stop in pairwise([0, *starts]):
            yield held[start:stop]
        held = held[starts[-1] :] if starts else held
        if len(held) > most + _LONGEST_TAG:
            held = held[: most + 1] + held[-_LONGEST_TAG:]
        seen = max(len(held) - _LONGEST_TAG, 1)
    yield held
