"""What the fields of a record say in plain words, whatever program wrote it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl.ingest.sources import plain_name

#: Where exports put a value that says more about itself: WordPress, Drupal, ninjs, MongoDB, XML turned into JSON.
_WRAPPERS = (
    "rendered",
    "value",
    "$date",
    "$oid",
    "$numberlong",
    "$numberint",
    "#text",
    "_text",
    "$t",
    "__cdata",
    "#cdata-section",
)
#: Records within the record that hold its fields: Elasticsearch, The Guardian, JSON:API, Hugging Face, X, sitemaps,
#: GraphQL, GeoJSON.
HOLDERS = ("_source", "fields", "attributes", "row", "tweet", "news", "node", "properties")
#: Where editors of web pages keep an article in blocks: Editor.js, Draft.js, ProseMirror, Arc.
_BLOCKS = ("text", "content", "html", "data", "blocks", "children", "paragraphs", "json", "document")
#: Pieces of one line, as messengers part it where its letters change.
_INLINE = frozenset(
    "plain text bold italic underline strikethrough spoiler code link text_link hashtag cashtag mention mention_name"
    " custom_emoji bot_command email phone".split()
)
#: Blocks within blocks.
_DEPTH = 8
#: Records within records whose names a program joined to one.
_PARTS_OF_A_NAME = 3
_ADDRESS = re.compile(r"https?://\S+", re.I)
#: Fields that a number cannot fill: there it is somebody's key.
_WORDY = ("author", "source", "section", "title", "text", "summary")
#: What a service leaves of a text that it does not give away.
_CUT_OFF = re.compile(r"\s*(?:…|\.{3})?\s*\[\+?\d+ (?:chars|characters|more)\]\s*$")
#: A value for each language: the Arabic one counts.
_ARABIC = re.compile("ar(?:[-_].*)?$")
_ARABIC_LETTER = re.compile(r"[ء-يٱ-ە\ufb50-\ufdff\ufe70-\ufefc]")
#: What programs write for nothing, without regard to case.
_NOTHING = frozenset({"nan", "nat", "null", "none", "undefined", "n/a", "#n/a", "<na>"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
#: A list of strings as Python and JSON write one into a cell.
_LITERAL = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'", re.S)
_WRITTEN_LIST = re.compile(rf"\s*\[\s*(?:(?:{_LITERAL.pattern})\s*,?\s*)++\]\s*", re.S)


def unfolded(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """``record`` with the fields of the records that only hold its own, and with records for names of two parts."""
    if any("." in name for name in record if isinstance(name, str)):
        record = _nested(record)
    for name in HOLDERS:
        inner = record.get(name)
        if isinstance(inner, Mapping):
            record = {**{key: value for key, value in record.items() if key != name}, **inner}
    return record


def _nested(record: Mapping[str, Any], depth: int = 1) -> Mapping[str, Any]:
    """``record`` as it was before a program laid it flat: "source.name" is the name within the source."""
    nested: dict[str, Any] = {}
    for name, value in record.items():
        head, dot, part = str(name).partition(".")
        if not (dot and head and part):
            nested.setdefault(name, value)
        elif isinstance(inner := nested.setdefault(head, {}), dict):
            inner[part] = value
    if depth == _PARTS_OF_A_NAME:
        return nested
    return {name: _nested(value, depth + 1) if isinstance(value, dict) else value for name, value in nested.items()}


def statements(value: Any, part: str, ours: str) -> Iterator[str]:
    """What ``value``, or the ``part`` of a nested record, says for the field ``ours``; several where one may do."""
    if isinstance(value, str) and _WRITTEN_LIST.fullmatch(value):
        value = _listed_strings(value)
    if part:
        value = [_part(each, part) for each in value] if isinstance(value, list) else _part(value, part)
    if ours == "published" and (day := _day_of_parts(value)):
        yield day
        return
    if isinstance(value, list) and ours == "published":
        for each in value:
            yield from statements(each, "", ours)
        return
    separator = "\n\n" if ours in ("text", "summary") else "، "
    if ours == "text" and (isinstance(value, list) or (isinstance(value, Mapping) and _unwrapped(value) is None)):
        value = list(_paragraphs(value))
        if any("</" in each for each in value):
            value = [f"<div>{each}</div>" for each in value]  # blank lines mean nothing in markup
    written = _listed(value, separator) if isinstance(value, list) else _plain(value, ours)
    said = written.strip() if written else ""
    is_nothing = len(said) <= _LONGEST_NOTHING and said.casefold() in _NOTHING
    if written and said and not is_nothing and not (ours == "source" and _ADDRESS.fullmatch(said)):
        yield written


def _day_of_parts(value: Any) -> str | None:
    """The day that a record or a list has in parts, the year first, as programs take a date to pieces."""
    parts = [_part(value, name) for name in ("year", "month", "day")] if isinstance(value, Mapping) else value
    if not isinstance(parts, list) or not all(str(part).isdecimal() for part in parts[:3]) or len(parts) < 3:
        return None
    year, month, day = map(int, parts[:3])
    return f"{year}-{month:02}-{day:02}" if year > 31 else None


def _listed_strings(written: str) -> list[str] | str:
    try:
        return [str(ast.literal_eval(each)) for each in _LITERAL.findall(written)]
    except (ValueError, SyntaxError):  # an escape that Python does not know
        return written


def _part(value: Any, part: str) -> Any:
    inner = value.items() if isinstance(value, Mapping) else ()
    return next((each for name, each in inner if plain_name(name) == plain_name(part)), None)


def _paragraphs(value: Any, depth: int = 0) -> Iterator[str]:
    """The words of blocks, one within the other, in their order; those that say that they are the main part alone."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEPTH:
        if any(isinstance(each, str) for each in value) and any(map(_is_run, value)):
            value = ["".join(each if isinstance(each, str) else str(_run(each)) for each in value)]
        main = [each for each in value if isinstance(each, Mapping) and each.get("role") == "main"]
        for each in main or value:
            yield from _paragraphs(each, depth + 1)
    elif isinstance(value, Mapping):
        inner = _unwrapped(value)
        if inner is None:
            inner = next((value[name] for name in _BLOCKS if value.get(name)), None)
            if {"type", "nodeType"} & value.keys() and isinstance(inner, list) and all(map(_is_run, inner)):
                inner = "".join(map(_run, inner))
        yield from _paragraphs(inner, depth + 1)


def _is_run(value: Any) -> bool:
    """Whether ``value`` is a piece of a paragraph, as editors part it where its letters become bold."""
    kind = value.get("type", value.get("nodeType", "text")) if isinstance(value, Mapping) else None
    return kind in _INLINE and isinstance(_run(value), str)


def _run(value: Mapping[str, Any]) -> Any:
    return value.get("text", value.get("value"))


def _listed(values: list[Any], separator: str) -> str:
    """Paragraphs, names, or records that bear a name or a value; lists within lists mean nothing here."""
    main = [each for each in values if isinstance(each, Mapping) and each.get("role") == "main"]
    named = ((each.get("name") or _unwrapped(each)) if isinstance(each, Mapping) else each for each in main or values)
    return separator.join(each for each in named if isinstance(each, str) and each.strip())


def _plain(value: Any, ours: str) -> str | None:
    if isinstance(value, Mapping):
        value = _unwrapped(value)
    if value is None or isinstance(value, (bool, Mapping, list)):
        return None
    return None if isinstance(value, (int, float)) and ours in _WORDY else str(value)


def _unwrapped(value: Any) -> Any:
    """The value of a record that wraps one, None of any other."""
    for _ in range(3):
        if not isinstance(value, Mapping):
            return value
        folded = {str(key).casefold(): inner for key, inner in value.items()}
        named = (*_WRAPPERS, *filter(_ARABIC.match, folded))
        value = next((folded[name] for name in named if folded.get(name) is not None), None)
    return None


def without_cut(text: str) -> str:
    """``text`` without the note that the rest was left out.

    >>> without_cut("قال مصدر في ... [+1210 chars]")
    'قال مصدر في'
    """
    return _CUT_OFF.sub("", text) if text.rstrip().endswith("]") else text


def usable(text: str) -> int:
    """Arabic letters of ``text``: what could be coded."""
    return len(_ARABIC_LETTER.findall(text))
