"""What newsrooms write into XML and JSON although it is none: entities of HTML, a bare ``&``, comments ..."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from etl.ingest.markup import CONTROL

_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)(\w{2,31};)?")
_SECTION = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]{0,60}):|\s([A-Za-z_][\w.-]{0,60}):[\w.-]{1,60}\s?=")
_FIRST_TAG = re.compile(r"(<[A-Za-z_][\w.:-]{0,60})[^<>]{0,4000}>")
#: Of JSON: strings; a comma before the end of a list; comments.
# What has no end goes to the end: tried again from every sign, it would take for ever.
_TOKENS = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*[}\]])|//[^\n]*|/\*(?:.*?\*/|.*)', re.S)
_ESCAPE = re.compile(r"\\(?:(u[0-9A-Fa-f]{4}|[\"\\/bfnrt])|x([0-9A-Fa-f]{2})|(.))", re.S)
_OPEN, _CLOSE = "<![CDATA[", "]]>"


def repaired(text: str) -> str:
    """``text`` so that it can be parsed; what is well-formed already stays as it is.

    >>> repaired("<t>a&nbsp;b & c&amp;d<![CDATA[e & f]]></t>")
    '<t>a\\xa0b &amp; c&amp;d<![CDATA[e & f]]></t>'
    """
    text = CONTROL.sub(" ", text)
    if "&" not in text and _CLOSE not in text and not _LESS.search(text):
        return text
    return "".join(part if part.startswith(_OPEN) else _outside(part) for part in _SECTION.split(text))


def _outside(part: str) -> str:
    """A stretch outside of the sections whose signs stand for themselves."""
    return _LESS.sub("&lt;", _AMPERSAND.sub(_resolved, part)).replace(_CLOSE, "]]&gt;")


def with_prefixes(text: str) -> str:
    """``text`` with a declaration, in its first tag, of each prefix that none declares there.

    >>> with_prefixes("<rss xmlns:a='x'><a:b><dc:date>2026</dc:date></a:b></rss>")
    "<rss xmlns:dc='undeclared:dc' xmlns:a='x'><a:b><dc:date>2026</dc:date></a:b></rss>"
    """
    first = _FIRST_TAG.search(text)
    if first is None:
        return text
    used = {element or attribute for element, attribute in _PREFIX.findall(text)} - {"xml", "xmlns"}
    missing = "".join(f" xmlns:{name}='undeclared:{name}'" for name in sorted(used) if f"xmlns:{name}" not in first[0])
    return text[: first.end(1)] + missing + text[first.end(1) :]


def repaired_chunks(chunks: Iterable[str]) -> Iterator[str]:
    """:func:`repaired` for a text that comes in stretches; nothing is cut within a tag, an entity or a section."""
    held = ""
    for chunk in chunks:
        held += chunk
        cut = held.rfind(">") + 1
        begun = held.rfind(_OPEN, 0, cut)
        if begun >= 0 and held.find(_CLOSE, begun) < 0:
            cut = begun
        if cut:
            yield repaired(held[:cut])
            held = held[cut:]
    yield repaired(held)


def _resolved(found: re.Match[str]) -> str:
    """The character that an entity of HTML stands for; an ampersand that begins none is one itself."""
    whole = found[0]
    character = html.unescape(whole) if found[1] else whole
    return f"&amp;{whole[1:]}" if character == whole else html.escape(character, quote=False)


def mended_json(text: str) -> str:
    r"""JSON without what people and JavaScript put into it: comments, a last comma, escapes that it does not know.

    >>> mended_json(r'[{"a": "it\'s \x41, //",},] // end')
    '[{"a": "it\'s \\u0041, //"}] '
    """
    for _ in range(2):  # a comma before a comment is the last one as well
        text = _TOKENS.sub(lambda found: _ESCAPE.sub(_escape, found[1]) if found[1] else "", text)
    return text


def _escape(found: re.Match[str]) -> str:
    known, number, sign = found.groups()
    if known:
        return found[0]
    return f"\\u00{number}" if number else sign if sign == "'" else f"\\\\{sign}"
