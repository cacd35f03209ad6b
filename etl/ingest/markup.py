"""Text out of a fragment of HTML, such as the body of a feed entry."""

from __future__ import annotations

import re

import lxml.html

from etl.ingest.refusal import Refusal

_TAG = re.compile(
    r"<(?:p|br|div|span|a|img|b|i|strong|em|ul|ol|li|h[1-6]|table|blockquote|figure)\b[^<>]{0,2000}>", re.I
)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure figcaption".split())
_SILENT = frozenset({"script", "style", "noscript", "iframe", "template"})
_SPACES = re.compile(r"[ \t\r\f\v]+")
_NO_LETTERS = re.compile(r"^[\W_]+")
_DIACRITICS = re.compile("[\u064b-\u0652\u0640]")
_GAPS = re.compile(r"\n{3,}")
_BREAKS = re.compile(r" ?\n[ \n]*")


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
    """The words of a fragment of HTML, a blank line between blocks. Raises Refusal ``malformed_html``."""
    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        # Bytes, not str: libxml2 would take a charset named in the fragment over the string's own.
        root = lxml.html.document_fromstring(
            b'<meta charset="utf-8">' + markup.encode("utf-8", "surrogatepass"), parser=parser, ensure_head_body=True
        )
    except (lxml.etree.LxmlError, ValueError, UnicodeError) as error:
        raise Refusal("malformed_html", str(error)) from error
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
    return _BREAKS.sub("\n\n", _SPACES.sub(" ", "".join(parts))).strip()
