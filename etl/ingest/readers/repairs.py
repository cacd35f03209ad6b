"""What newsrooms write into XML although it is none: entities of HTML, a bare ``&``, control characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from etl.ingest.markup import CONTROL

_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)(\w{2,31};)?")
_SECTION = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_OPEN, _CLOSE = "<![CDATA[", "]]>"


def repaired(text: str) -> str:
    """``text`` so that it can be parsed; what is well-formed already stays as it is.

    >>> repaired("<t>a&nbsp;b & c&amp;d<![CDATA[e & f]]></t>")
    '<t>a\\xa0b &amp; c&amp;d<![CDATA[e & f]]></t>'
    """
    text = CONTROL.sub(" ", text)
    if "&" not in text:
        return text
    return "".join(part if part.startswith(_OPEN) else _AMPERSAND.sub(_resolved, part) for part in _SECTION.split(text))


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
