"""JSON: one record, a list of records, a record that holds such a list, or one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.readers.repairs import mended_json
from etl.ingest.records import statements, unfolded
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap, plain_name
from etl.ingest.spelled_days import spelled_day

_START = re.compile(r'(?:\{\s*["}]|\[\s*[{\]])')
#: What makes a program of a record: ``window.posts = [...]``, ``callback({...});``.
_PROGRAM = re.compile(r"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,80}\s*[=(]\s*(?=\{\s*[\"}]|\[\s*[{\]])")
_PROGRAM_END = re.compile(r"[\s;)]*$")
_LINES = (".jsonl", ".ndjson", ".jsonlines")
#: Names under which exports keep their list of articles.
_LISTS = ("articles", "items", "documents", "docs", "results", "data", "entries", "news", "records", "@graph", "posts",
          "stories", "hits", "rows", "list", "edges", "features")  # fmt: skip
#: What feeds in JSON say of their version.
_JSON_FEED = "https://jsonfeed.org/"
#: Records within records that are searched for lists.
_DEPTH = 3

#: What a piece of a text may say of itself, too.
_ABOUT = {"kind", "state"}
_ARRAY = re.compile(r"^\s*\[|\"(?:" + "|".join(map(re.escape, _LISTS)) + r")\"\s*:\s*\[(?=\s*\{)")
#: Where the next record of a list may begin.
_NEXT = re.compile(r"(?<=[}\]\n,\s])\{(?=\s*\")")
#: Where a record of a sequence begins.
_OUTERMOST = re.compile(r"[ \t\r,]*\n\s*?(?=^\{)", re.M)
_FOLLOWING = re.compile(r"\{|[ \t\r,]*\n\s*?(?=^\{)", re.M)
_BETWEEN = re.compile(r"[\s,]*")
#: Characters of a text in which comments and last commas are looked for: what people write by hand is no longer.
_LONGEST_MENDED = 2_000_000
#: Characters that the beginning of a list takes.
_OPENING = 100
#: Characters that the end of a chunk may cut, outside of a string.
_LONGEST_WORD = 32


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A record; a name that stands twice in it has both values, where JSON would keep the last one."""
    record = dict(pairs)
    if len(record) < len(pairs):
        for name in record:
            values = [value for other, value in pairs if other == name]
            if any(value != values[0] for value in values):
                record[name] = values
    return record


# Not strict: programs write line breaks into strings as they are.
_DECODER = json.JSONDecoder(object_pairs_hook=_fields, strict=False)


class JsonRecords:
    name = "json"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        is_record = _START.match(head) or _PROGRAM.match(head)
        return content.suffix in (".json", *_LINES) or is_record is not None

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        is_list = content.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        if (content.suffix in _LINES and not is_list) or _one_a_line(content):
            yield from _read_lines(content, sources, limits)
        elif content.size > limits.document_bytes:
            refusal = Refusal("too_large", f"{content.size:,} bytes and no list of records at their beginning")
            chunks = content.text_chunks(sources.encoding, tolerant=True)
            decoded = content.beginning(sources.encoding)
            yield from _read_list(chunks, decoded, sources, limits, refusal, is_damaged=False)
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
                record = parse(decoded.text)
                if not _is_action(record):
                    yield _item(record, sources, decoded)
            except Refusal as refusal:
                yield Refusal(refusal.reason_code, f"line {number}: {refusal.detail}")


def _is_action(record: Any) -> bool:
    """Whether a line only says what is to be done with the next one, as in Elasticsearch's bulk format."""
    if not isinstance(record, Mapping) or len(record) != 1:
        return False
    [(name, value)] = record.items()
    return name in ("index", "create") and isinstance(value, Mapping) and all(key.startswith("_") for key in value)


def _read_whole(content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
    decoded = content.decode(content.whole(limits), sources.encoding, tolerant=True)
    if program := _PROGRAM.match(decoded.text):
        decoded = replace(decoded, text=_PROGRAM_END.sub("", decoded.text[program.end() :]))
    try:
        try:
            value = parse(decoded.text)
        except Refusal:
            plain = mended_json(decoded.text) if len(decoded.text) < _LONGEST_MENDED else decoded.text
            if plain == decoded.text:
                raise
            decoded = replace(decoded, text=plain)
            value = parse(plain)
    except Refusal as refusal:
        if refusal.reason_code != "malformed_json":
            raise
        if _several(decoded.text):
            yield from _read_sequence(decoded, sources)
            return
        yield from _read_list(iter([decoded.text]), decoded, sources, limits, refusal, is_damaged=True)
        return
    if not isinstance(value, (list, Mapping)):
        raise Refusal("malformed_json", f"{type(value).__name__} where a record was expected")
    for record in value if isinstance(value, list) else _records(value, sources):
        yield _item_or_refusal(record, sources, decoded)


def _several(text: str) -> bool:
    """Whether ``text`` begins with a whole record and another one follows."""
    try:
        _, end = _DECODER.raw_decode(text, _BETWEEN.match(text).end())  # type: ignore[union-attr] # it matches nothing, too
    except (ValueError, RecursionError):
        return False
    return _FOLLOWING.match(text, end) is not None


def _read_sequence(decoded: Decoded, sources: SourceMap) -> Iterator[Item | Refusal]:
    """Records one after the other, each on many lines; a damaged one costs itself, up to the next at a line's start."""
    text, position, ordinal = decoded.text, 0, 0
    while (position := _BETWEEN.match(text, position).end()) < len(text):  # type: ignore[union-attr] # as above
        ordinal += 1
        try:
            value, position = _DECODER.raw_decode(text, position)
        except ValueError as error:
            yield Refusal("malformed_json", f"record {ordinal}: {error}")
            following = _OUTERMOST.search(text, position + 1)
            position = following.end() if following else len(text)
        except RecursionError as error:
            raise Refusal("too_deep", "JSON nested beyond any record") from error
        else:
            for record in _records(value, sources):
                yield _item_or_refusal(record, sources, decoded)


def _records(value: Any, sources: SourceMap, depth: int = 0) -> list[Any]:
    """``value`` where it is an article, else the articles of all lists in it and in the records that it holds."""
    found = [*(_table(value, sources) or _within(value, sources, depth))] if isinstance(value, Mapping) else []
    return found or [value]


def _table(value: Mapping[str, Any], sources: SourceMap) -> list[dict[str, Any]]:
    """The rows of a table as pandas writes one, by its columns; empty where ``value`` is none."""
    names, rows = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows if isinstance(row, list)]
    columns = list(value.values())
    if not all(isinstance(column, Mapping) and column.keys() == columns[0].keys() for column in columns):
        return []
    return (
        [{name: value[name][key] for name in value} for key in columns[0]] if "text" in sources.claimed(value) else []
    )


def _within(value: Mapping[str, Any], sources: SourceMap, depth: int) -> Iterator[Any]:
    if _is_article(value, sources) and not _is_envelope(value, sources):
        yield value
        return
    about = _about(value, sources)
    for name, inner in value.items():
        if isinstance(inner, list) and (
            name.casefold() in _LISTS
            or any(_is_article(each, sources) or _is_abstract(each, sources) for each in inner)
        ):
            yield from ({**about, **each} if about and isinstance(each, Mapping) else each for each in inner)
        elif depth < _DEPTH:
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, Mapping):
                    yield from _within(each, sources, depth + 1)


def _about(value: Mapping[str, Any], sources: SourceMap) -> dict[str, Any]:
    """What ``value`` says of the source of the articles that it brings; a feed says it by its title."""
    about = {
        name: said
        for name, said in value.items()
        if isinstance(said, str) and sources.claimed([name]) == {"source"} and not spelled_day(said)  # "from": a day
    }
    is_feed = str(value.get("version")).startswith(_JSON_FEED) and isinstance(value.get("title"), str)
    return {"source": value["title"], **about} if is_feed else about


def _is_envelope(value: Mapping[str, Any], sources: SourceMap) -> bool:
    """Whether ``value`` only brings articles, with a word of its own ("message": "success")."""
    return not sources.claimed(value) & {"title", "published", "url"} and any(
        isinstance(inner, list) and _is_list_of_articles(inner, sources) for inner in value.values()
    )


def _is_article(value: Any, sources: SourceMap) -> bool:
    """Whether a field of ``value`` holds the text of an article."""
    return isinstance(value, Mapping) and any(
        any(
            ours == "text" and any(statements(written, part, ours))
            for ours, _, part in sources.claims.get(plain_name(name), ())
        )
        for name, written in unfolded(value).items()
        if not (isinstance(written, list) and _is_list_of_articles(written, sources))
    )


def _is_abstract(value: Any, sources: SourceMap) -> bool:
    """Whether ``value`` is what a search service gives of an article: a title and a summary."""
    return isinstance(value, Mapping) and {"title", "summary"} <= sources.claimed(value)


def _is_list_of_articles(values: list[Any], sources: SourceMap) -> bool:
    return any(isinstance(each, Mapping) and len(sources.claimed(each) - _ABOUT) > 1 for each in values[:5])


def _read_list(
    chunks: Iterator[str], decoded: Decoded, sources: SourceMap, limits: Limits, refusal: Refusal, is_damaged: bool
) -> Iterator[Item | Refusal]:
    """The records of a list that cannot be parsed as a whole, one at a time, and a refusal for each that is damaged.

    Raises ``refusal`` where there is no list; of a text that ``is_damaged`` it is said at the end, where no record was.
    """
    text = next(chunks, "").lstrip("\ufeff")
    start = _ARRAY.search(text)
    if not start:
        raise refusal
    position, ordinal, damages, is_new = start.end(), 1, 0, True
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr] # it matches nothing, too
        if text.startswith("]", position):
            following = _another_list(text, position, chunks)
            if following is None:
                break
            text, position, is_new = following, _ARRAY.search(following).end(), True  # type: ignore[union-attr]
            continue
        try:
            record, position = _DECODER.raw_decode(text, position)
        except RecursionError as error:
            raise Refusal("too_deep", "JSON nested beyond any record") from error
        except json.JSONDecodeError as error:
            is_cut = error.msg.startswith("Unterminated") or error.pos > len(text) - _LONGEST_WORD
            is_large = len(text) - position > limits.document_bytes
            if is_cut and not is_large and (more := _more(chunks, len(text) - position)):
                text, position = text[position:] + more, 0
                continue
            if is_new:
                damages += 1
                yield Refusal(
                    "too_large" if is_cut and is_large else "malformed_json", f"record {ordinal}: {error.msg}"
                )
                ordinal, is_new = ordinal + 1, False
            while not (beginning := _NEXT.search(text, position + 1)):
                chunk = next(chunks, "")
                if not chunk:
                    return
                text, position = text[position + 1 :][-_OPENING:] + chunk, 0
            position = beginning.end() - 1
            continue
        except ValueError as error:
            raise Refusal("malformed_json", str(error)) from error  # a number of too many digits
        # Of a record that broke off what is left may begin with a record within it.
        if is_new or _is_article(record, sources):
            yield _item_or_refusal(record, sources, decoded)
            ordinal, is_new = ordinal + 1, True
    if is_damaged and not damages:
        yield refusal


def _more(chunks: Iterator[str], least: int) -> str:
    """As much again as is there, or a long record would be read over and over; nothing at the end of the text."""
    more = next(chunks, "")
    while more and len(more) < least:
        more += (chunk := next(chunks, ""))
        if not chunk:
            break
    return more


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
    """The value that ``text`` writes, once or within a string. Raises Refusal ``malformed_json`` or ``too_deep``."""
    try:
        value = _DECODER.decode(text)
        return _DECODER.decode(value) if isinstance(value, str) and _START.match(value) else value
    except json.JSONDecodeError as error:
        raise Refusal("malformed_json", f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise Refusal("too_deep", "JSON nested beyond any record") from error
    except ValueError as error:
        raise Refusal("malformed_json", str(error)) from error
