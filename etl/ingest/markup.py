"""Text out of a fragment of HTML, such as the body of a feed entry."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from etl.ingest.decoding import check_decoded
from etl.ingest.refusal import Refusal

#: The longest live blogs have 50,000; each takes time and memory twice, in the parser and in the extraction.
_MAX_TAGS = 120_000
_TAG = re.compile(
    r"<(?:p|br|div|span|a|img|b|i|strong|em|ul|ol|li|h[1-6]|table|blockquote|figure)\b[^<>]{0,2000}>", re.I
)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure figcaption".split())
_SILENT = frozenset({"title", "script", "style", "noscript", "iframe", "template"})
#: Where a browser goes on as if nothing was there, the parser leaves out what follows.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)
#: Characters that no XML holds, nor what is built on its tree.
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_NO_LETTERS = re.compile(r"^[\W_]+")
_DIACRITICS = re.compile("[\u064b-\u0652\u0640]")
_WRITTEN_BREAK = re.compile(r"[ \t]*(?:(?:\\r)?\\n(?![A-Za-z])[ \t]*)+")
_GAPS = re.compile(r"\n{3,}")
_BREAKS = re.compile(r" ?\n[ \n]*")


def parse_html(text: str) -> Any:
    """The tree of a page or fragment.

    Raises Refusal ``too_large``, ``too_deep`` or ``malformed_html``, and where the parser would put another sign in the
    place of what is no character.
    """
    check_decoded(text)
    try:
        # Bytes, not str: libxml2 would take a charset named in the page over the string's own.
        data = _ENDS.sub("", text).encode()
    except UnicodeEncodeError as error:
        raise Refusal("invalid_characters", f"half of a surrogate pair at {error.start}") from error
    tags = text.count("<")
    if tags > _MAX_TAGS:
        raise Refusal("too_large", f"a page with {tags:,} tags; the limit is {_MAX_TAGS:,}")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        page = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise Refusal("malformed_html", str(error)) from error
    if any("depth" in entry.message for entry in parser.error_log):
        # The parser leaves out what lies deeper: 256 elements within elements, half of what browsers show.
        raise Refusal("too_deep", "HTML elements nested more than 256 deep")
    if "&#" in text or CONTROL.search(text):
        _blank_controls(page)
    return page


def _blank_controls(page: Any) -> None:
    """A blank in the place of each control character, also of one that was written as a number."""
    for element in page.iter():
        for part in ("text", "tail"):
            words = getattr(element, part)
            if words and CONTROL.search(words):
                setattr(element, part, CONTROL.sub(" ", words))


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` holds an HTML tag that prose never does."""
    return "<" in text and _TAG.search(text) is not None


def without_asides(text: str, asides: tuple[str, ...]) -> str:
    r"""``text`` without the lines that open with one of ``asides``, whatever sign or diacritic they bear.

    >>> without_asides("قال.\n\n» اقرأ أيضًا: خبر آخر\n\nوأضاف.", ("اقرأ أيضا",))
    'قال.\n\nوأضاف.'
    """
    lines = text.split("\n")
    kept = [line for line in lines if not _NO_LETTERS.sub("", _DIACRITICS.sub("", line)).startswith(asides)]
    return text if len(kept) == len(lines) else _GAPS.sub("\n\n", "\n".join(kept)).strip()


def markup_text(markup: str) -> str:
    """The words of a fragment of HTML, a blank line between blocks. Raises Refusal as :func:`parse_html`."""
    root = parse_html(markup)
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        silent = element.tag in _SILENT
        if event == "start":
            if element.tag in _BLOCKS:
                parts.append("\n")
            if element.text and not silent:
                parts.append(element.text.replace("\n", " "))
        else:
            if element.tag in _BLOCKS:
                parts.append("\n")
            if element.tail:
                parts.append(element.tail.replace("\n", " "))
    # What was escaped twice is a blank all the same.
    text = "".join(parts).replace("&nbsp;", " ").replace("\xa0", " ")
    return _BREAKS.sub("\n\n", _SPACES.sub(" ", text)).strip()


def unescaped_breaks(text: str) -> str:
    r"""``text`` with a line break where some program wrote one as two characters.

    >>> unescaped_breaks(r"قال.\nوأضاف. C:\new")
    'قال.\n\nوأضاف. C:\\new'
    """
    return _WRITTEN_BREAK.sub("\n\n", text) if "\\n" in text else text
