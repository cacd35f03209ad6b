"""JSON: one record, a list of records, a record that holds such a list, or one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.records import statements, unfolded
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_START = re.compile(r'(?:\{\s*["}]|\[\s*[{\]])')
_LINES = (".jsonl", ".ndjson", ".jsonlines")
#: Names under which exports keep their list of articles.
_LISTS = ("articles", "items", "documents", "docs", "results", "data", "entries", "news", "records", "@graph", "posts",
          "stories", "hits", "rows", "list")  # fmt: skip
#: Records within records that are searched for lists.
_DEPTH = 3

_ARRAY = re.compile(r"^\s*\[|\"(?:" + "|".join(map(re.escape, _LISTS)) + r")\"\s*:\s*\[(?=\s*\{)")
#: Where the next record of a list may begin.
_NEXT = re.compile(r"(?<=[}\]\n,\s])\{(?=\s*\")")
_BETWEEN = re.compile(r"[\s,]*")
#: Characters that the beginning of a list takes.
_OPENING = 100
_DECODER = json.JSONDecoder()


class JsonRecords:
    name = "json"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return content.suffix in (".json", *_LINES) or _START.match(head) is not None

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        if content.suffix in _LINES or (content.suffix != ".json" and _one_a_line(content)):
            yield from _read_lines(content, sources, limits)
        elif content.size > limits.document_bytes:
            yield from _read_array(content, sources, limits)
        else:
            yield from _read_whole(content, sources, limits)


def _one_a_line(content: Content) -> bool:
    """Whether the first two lines that are not empty each begin a record, and the first ends it."""
    lines = [line.strip() for line in content.head.splitlines() if line.strip()]
    return bool(lines) and lines[0][:1] == b"{" and (len(lines) > 1 and lines[0][-1:] == b"}" and lines[1][:1] == b"{")


def _read_lines(content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    for number, line in content.lines(limits):
        if isinstance(line, Refusal):
            yield line
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                decoded = content.decode(line, sources.encoding)
                yield _item(parse(decoded.text), sources, decoded)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"line {number}: {refusal.detail}")


def _read_whole(content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    decoded = content.decode(content.whole(limits), sources.encoding)
    try:
        value = parse(decoded.text)
    except Refusal as refusal:
        if refusal.reason_code != "malformed_json":
            raise
        yield from _salvaged(decoded, sources, refusal)
        return
    if not isinstance(value, (list, Mapping)):
        raise Refusal("malformed_json", f"{type(value).__name__} where a record was expected")
    for record in value if isinstance(value, list) else _records(value, sources):
        yield _item_or_refusal(record, sources, decoded)


def _salvaged(decoded: Decoded, sources: SourceMap, refusal: Refusal) -> Iterator[Item | Refusal]:
    """The records of a damaged list that are whole, and a refusal for each stretch that is not. Raises ``refusal``."""
    text = decoded.text
    start = _ARRAY.search(text)
    if not start:
        raise refusal
    position, held, is_new = start.end(), 0, True
    while (position := _BETWEEN.match(text, position).end()) < len(text):  # type: ignore[union-attr]
        try:
            record, end = _DECODER.raw_decode(text, position)
        except RecursionError as error:
            raise Refusal("too_deep", "JSON nested beyond any record") from error
        except ValueError as error:
            if text[position] == "]":
                break
            if is_new:
                yield Refusal("malformed_json", f"record {held + 1}: {error}")
            held += is_new
            following = _NEXT.search(text, position + 1)
            if not following:
                return
            position, is_new = following.end() - 1, False
            continue
        # Of a record that broke off what is left may begin with a record within it.
        if is_new or _is_article(record, sources):
            yield _item_or_refusal(record, sources, decoded)
            held, is_new = held + 1, True
        position = end
    if held == 0:
        raise refusal


def _records(value: Any, sources: SourceMap, depth: int = 0) -> list[Any]:
    """``value`` where it is an article, else the articles of all lists in it and in the records that it holds."""
    found = list(_within(value, sources, depth)) if isinstance(value, Mapping) else []
    return found or [value]


def _within(value: Mapping[str, Any], sources: SourceMap, depth: int) -> Iterator[Any]:
    if _is_article(value, sources):
        yield value
        return
    for name, inner in value.items():
        if isinstance(inner, list) and (name.casefold() in _LISTS or any(_is_article(each, sources) for each in inner)):
            yield from inner
        elif isinstance(inner, Mapping) and depth < _DEPTH:
            yield from _within(inner, sources, depth + 1)


def _is_article(value: Any, sources: SourceMap) -> bool:
    """Whether a field of ``value`` holds the text of an article."""
    return isinstance(value, Mapping) and any(
        any(ours == "text" and any(statements(written, part, ours)) for ours, _, part in _claims(name, sources))
        for name, written in unfolded(value).items()
        if not (isinstance(written, list) and _is_list_of_articles(written, sources))
    )


def _is_list_of_articles(values: list[Any], sources: SourceMap) -> bool:
    return any(
        isinstance(each, Mapping) and sum(bool(_claims(name, sources)) for name in each) > 1 for each in values[:5]
    )


def _claims(name: Any, sources: SourceMap) -> tuple[tuple[str, int, str], ...]:
    return sources.claims.get(str(name).casefold(), ())


def _read_array(content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    """The elements of a list that is too large to hold, one at a time."""
    decoded = content.beginning(sources.encoding)
    chunks = content.text_chunks(sources.encoding)
    text = next(chunks, "").lstrip("\ufeff")
    start = _ARRAY.search(text)
    if not start:
        raise Refusal("too_large", f"{content.size:,} bytes and no list of records at their beginning")
    position, ordinal = start.end(), 0
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr] # it matches nothing, too
        if text.startswith("]", position):
            following = _another_list(text, position, chunks)
            if following is None:
                return
            text, position = following, _ARRAY.search(following).end()  # type: ignore[union-attr] # it was found there
            continue
        try:
            record, position = _DECODER.raw_decode(text, position)
        except RecursionError as error:
            raise Refusal("too_deep", "JSON nested beyond any record") from error
        except ValueError as error:
            more = next(chunks, "")
            while more and len(more) < len(text) - position:
                # Twice as much each time, or a long record would be read over and over.
                more += (chunk := next(chunks, ""))
                if not chunk:
                    break
            if not more:
                raise Refusal("malformed_json", f"record {ordinal + 1}: {error}") from error
            if len(text) - position > limits.document_bytes:
                raise Refusal("too_large", f"record {ordinal + 1} exceeds {limits.document_bytes:,} bytes") from error
            text, position = text[position:] + more, 0
            continue
        ordinal += 1
        yield _item_or_refusal(record, sources, decoded)


def _another_list(text: str, position: int, chunks: Iterator[str]) -> str | None:
    """The text from the end of one list on, as far as the beginning of the next, or None where there is none."""
    rest = text[position + 1 :]
    while not _ARRAY.search(rest):
        chunk = next(chunks, "")
        if not chunk:
            return None
        rest = rest[-_OPENING:] + chunk
    return rest


def _item_or_refusal(record: Any, sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    try:
        return _item(record, sources, decoded)
    except Refusal as refusal:
        return refusal


def _item(record: Any, sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    if not isinstance(record, Mapping):
        return Refusal("malformed_json", f"{type(record).__name__} where a record was expected")
    return item_from_record(record, sources, decoded)


def parse(text: str) -> Any:
    """The value that ``text`` writes. Raises Refusal ``malformed_json`` or ``too_deep``."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal("malformed_json", f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise Refusal("too_deep", "JSON nested beyond any record") from error
    except ValueError as error:
        raise Refusal("malformed_json", str(error)) from error
