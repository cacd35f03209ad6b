"""What all XML readers share: a parser that fetches nothing, expands nothing and has bounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded, check_decoded
from etl.ingest.limits import Limits
from etl.ingest.readers.repairs import repaired, repaired_chunks, with_prefixes
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

# Atomic groups: what was read as a comment is never read again another way, or a thousand comments take for ever.
_ROOT = re.compile(
    r"(?>(?:<\?.{0,2000}?\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,4000}?\]\s*)?>)\s*)*+<([\w.:-]+)", re.S
)
#: Characters that a program may have printed above an XML declaration.
_PRINTED_ABOVE = 1000
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_PREFIX_FAULT = "Namespace prefix"
_DECLARATION = re.compile(r"^\s*<\?xml.{0,200}?\?>", re.S)


def root_name(head: str) -> str | None:
    """Local name of the outermost element of XML that begins with ``head``, in lower case.

    Above the XML a few lines may stand that a program printed: a warning of PHP, a remark.
    """
    found = _ROOT.match(head, max(0, head.find("<?xml", 0, _PRINTED_ABOVE)))
    return found[1].rpartition(":")[2].casefold() if found else None


def parse_xml(content: Content, sources: SourceMap, limits: Limits) -> tuple[Any, Decoded]:
    """The root element and how its bytes were decoded.

    Raises Refusal ``malformed_xml``, ``forbidden_xml`` for a document type that declares entities, ``too_deep``.
    """
    data = content.whole(limits)
    found = _DECLARED.search(data[:200])
    decoded = content.decode(data, sources.encoding or (found and found[1].decode("ascii")))
    return parse_xml_text(decoded.text), decoded


def parse_xml_text(text: str) -> Any:
    """The root element of decoded XML. Raises Refusal as :func:`parse_xml`."""
    check_decoded(text)
    if "<!ENTITY" in text:
        raise Refusal("forbidden_xml", "the document type declares entities; no news format does")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    plain = repaired(_DECLARATION.sub("", text, count=1))
    try:
        try:
            return etree.fromstring(plain.encode("utf-8", "surrogatepass"), parser=parser)
        except etree.XMLSyntaxError as error:
            if not str(error).startswith(_PREFIX_FAULT):
                raise
            return etree.fromstring(with_prefixes(plain).encode("utf-8", "surrogatepass"), parser=parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def _refusal(error: Exception) -> Refusal:
    return Refusal("too_deep" if "depth" in str(error) or "Excessive" in str(error) else "malformed_xml", str(error))


def stream_xml(content: Content, sources: SourceMap, items: Collection[str], limits: Limits) -> Iterator[Any]:
    """Elements as they end, of a file that is too large to hold; those named in ``items`` are emptied afterwards.

    Raises Refusal as :func:`parse_xml`, and ``too_large`` where too much stands in an item or between two of them.
    """
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    first, held = True, 0
    try:
        for text in repaired_chunks(content.text_chunks(sources.encoding)):
            data = (_DECLARATION.sub("", text.lstrip("\ufeff"), count=1) if first else text).encode()
            parser.feed(data)
            first = False
            held += len(data)
            for _, element in parser.read_events():
                if any(node.tag is etree.Entity for node in element):
                    raise Refusal("forbidden_xml", "the document type declares entities; no news format does")
                yield element
                if local_name(element) in items:
                    held = 0
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            if held > limits.document_bytes + len(data):
                raise Refusal("too_large", f"more than {limits.document_bytes:,} bytes without the end of an item")
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def local_name(element: Any) -> str:
    """Tag without namespace, in lower case; "" for what is no element (an unresolved entity)."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def children(element: Any) -> Iterator[tuple[str, Any]]:
    """(local name, child element) in order."""
    for child in element:
        name = local_name(child)
        if name:
            yield name, child


def words(element: Any) -> str:
    """All character data of ``element``."""
    return "".join(element.itertext()).strip()


#: Elements that stand on lines of their own in NITF and XHTML.
BLOCKS = frozenset("p block hl1 hl2 h1 h2 h3 li ul ol tr table div br blockquote".split())
#: What stands beside the text: pictures, captions, bylines that open a body.
_BESIDE = frozenset("media caption byline dateline hedline body.head script style head".split())


def block_text(element: Any) -> str:
    """The words of ``element``, a blank line between its paragraphs; white space within a paragraph is one space."""
    parts: list[str] = [element.text or ""]
    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        name = local_name(node)
        beside = name in _BESIDE and name != "dateline"
        if event == "start":
            skipped += beside
            parts.append("\n\n" if name in BLOCKS else "")
            parts.append(_inline(node.text) if not skipped else "")
        else:
            skipped -= beside
            parts.append("\n\n" if name in BLOCKS else "")
            parts.append(_inline(node.tail) if not skipped else "")
    paragraphs = (" ".join(paragraph.split()) for paragraph in "".join(parts).split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _inline(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")
