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
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

_START = re.compile(r'(?:\{\s*["}]|\[\s*[{\]])')
_LINES = (".jsonl", ".ndjson", ".jsonlines")
#: Names under which exports keep their list of articles.
_LISTS = ("articles", "items", "documents", "docs", "results", "data", "entries", "news", "records", "@graph")

_ARRAY = re.compile(r"^\s*\[|\"(?:" + "|".join(map(re.escape, _LISTS)) + r")\"\s*:\s*\[(?=\s*\{)")
_BETWEEN = re.compile(r"[\s,]*")
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
    value = parse(decoded.text)
    if not isinstance(value, (list, Mapping)):
        raise Refusal("malformed_json", f"{type(value).__name__} where a record was expected")
    for record in value if isinstance(value, list) else _records(value, sources):
        try:
            yield _item(record, sources, decoded)
        except Refusal as refusal:
            yield refusal


def _records(value: Mapping[str, Any], sources: SourceMap) -> list[Any]:
    """``value`` where it is an article, else the list of articles in it or one level further in."""
    if not any(_is_text(name, written, sources) for name, written in value.items()):
        for holder in (value, *(inner for inner in value.values() if isinstance(inner, Mapping))):
            for name in _LISTS:
                if isinstance(holder.get(name), list):
                    return list(holder[name])
    return [value]


def _is_text(name: str, written: Any, sources: SourceMap) -> bool:
    is_words = isinstance(written, str) or (isinstance(written, list) and written[:1] and isinstance(written[0], str))
    return bool(is_words) and any(ours == "text" for ours, _, _ in sources.claims.get(name.casefold(), ()))


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
            return
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
        try:
            yield _item(record, sources, decoded)
        except Refusal as refusal:
            yield refusal


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
