"""RSS 0.9x, 1.0 and 2.0, and Atom: a document per entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.readers.damaged import DAMAGES, damage_of, salvaged
from etl.ingest.readers.xml import children, local_name, parse_xml, root_name, stream_xml, words
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

#: Element of an entry (local name) -> field of ours, in order of trust.
_FIELDS = {
    "text": ("encoded", "content"),
    "summary": ("description", "summary"),
    "title": ("title",),
    "url": ("link",),
    "published_at": ("pubdate", "published", "date", "issued", "post_date"),
    "author": ("creator", "author"),
    "section": ("category", "subject"),
    "id": ("guid", "id"),
    # WordPress and Blogger: an export holds more than articles.
    "kind": ("post_type", "type"),
    "status": ("status",),
}
_NAMED = {name for names in _FIELDS.values() for name in names}
#: Of Atom, where an entry may have a time of change and no other.
_UPDATED = "updated"
#: Of Blogger: categories of this scheme say what an entry is.
_KINDS = "http://schemas.google.com/g/2005#kind"
#: Titles and descriptions of pictures are not those of the entry.
_MEDIA = ("{http://search.yahoo.com/mrss/}", "{http://www.itunes.com/dtds/podcast-1.0.dtd}")
_ROOTS = ("rss", "feed", "rdf")
_ENTRIES = ("item", "entry")
_CAPTION = re.compile(
    r"\[(caption|wp_caption|embed|audio|video|playlist|gallery)\b[^\]]{0,1000}\].{0,4000}?\[/\1\]", re.S
)
_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{2,40}(?:\s[^\[\]]{0,1000})?/?\]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_TITLE = re.compile(r"<title[^<>]{0,100}>(?:<!\[CDATA\[)?([^<>]{1,300}?)(?:\]\]>)?</title>", re.I)


class Feed:
    name = "feed"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return root_name(head) in _ROOTS

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        if content.size > limits.document_bytes:
            return self._read_large(content, sources, limits)
        return self._read_whole(content, sources, limits)

    def _read_large(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        """One entry at a time: the export of a whole site is a feed, too."""
        decoded = content.beginning(sources.encoding)
        damage = damage_of(content, sources, _ENTRIES, limits)
        if damage:
            yield from _read_damaged(
                content.text_chunks(sources.encoding, tolerant=True), decoded, sources, limits, damage
            )
            return
        about: dict[str, str] = {}
        for element in stream_xml(content, sources, _ENTRIES, limits):
            name = local_name(element)
            if name in _ENTRIES:
                yield _item(element, about, sources, decoded)
            elif name in ("title", "language") and local_name(element.getparent()) in ("channel", "feed"):
                about.setdefault(name, words(element))

    def _read_whole(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        try:
            root, decoded = parse_xml(content, sources, limits)
        except Refusal as refusal:
            if refusal.reason_code not in DAMAGES:
                raise
            decoded = content.decode(content.whole(limits), sources.encoding, tolerant=True)
            yield from _read_damaged([decoded.text], decoded, sources, limits, refusal)
            return
        channel = next((child for name, child in children(root) if name == "channel"), root)
        about = {name: words(child) for name, child in children(channel) if name in ("title", "language")}
        about["language"] = about.get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        entries = [element for element in root.iter() if local_name(element) in _ENTRIES]
        for entry in entries:
            yield _item(entry, about, sources, decoded)


def _read_damaged(
    chunks: Iterable[str], decoded: Decoded, sources: SourceMap, limits: Limits, refusal: Refusal
) -> Iterator[Item | Refusal]:
    """Each entry on its own, of a feed that cannot be parsed as a whole. Raises ``refusal`` where none is there."""
    before, entries = salvaged(chunks, _ROOTS, _ENTRIES, limits, refusal)
    title = _TITLE.search(before)
    about = {"title": " ".join(title[1].split())} if title else {}
    for entry in entries:
        yield entry if isinstance(entry, Refusal) else _item(entry, about, sources, decoded)


def _item(entry: Any, about: dict[str, str], sources: SourceMap, decoded: Decoded) -> Item | Refusal:
    record = _record(entry, sources)
    record.setdefault("source", about.get("title"))
    record.setdefault("language", about.get("language"))
    try:
        return item_from_record(record, sources, decoded)
    except Refusal as refusal:
        return refusal


def _record(entry: Any, sources: SourceMap) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    source = None
    is_export = any(name == "post_type" for name, _ in children(entry))
    for name, child in children(entry):
        if child.tag.startswith(_MEDIA):
            continue
        if name == "source":
            source = next((words(part) for inner, part in children(child) if inner == "title"), words(child))
        elif name == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                found.setdefault(name, []).append(child.get("href"))
        elif name == "author":
            found.setdefault(name, []).append(
                next((words(part) for inner, part in children(child) if inner == "name"), words(child))
            )
        elif name == "content" and child.get("type") == "xhtml":
            found.setdefault(name, []).append(etree.tostring(child, encoding="unicode").replace("xmlns=", "data-ns="))
        elif name == "category" and child.get("scheme") == _KINDS:
            found.setdefault("type", []).append(child.get("term") or "")
        elif name == "category":
            if child.get("domain", "category") == "category":  # others are tags
                found.setdefault(name, []).append(child.get("term") or words(child))
        elif name == "encoded" and is_export:
            found.setdefault(name, []).append(_wordpress(words(child)))
        elif words(child):
            found.setdefault(name, []).append(words(child))
    record: dict[str, Any] = {}
    for field, names in _FIELDS.items():
        values = next((found[name] for name in names if name in found), None)
        if field in ("text", "summary"):
            # A feed may bear the excerpt beside the text under one name, or the text under a name of its own.
            if field == "text":
                names = (*names, *(name for name in found if name not in _NAMED and "text" in sources.claimed([name])))
            record[field] = max((value for name in names for value in found.get(name, [])), key=len, default=None)
        elif field == "published_at":
            record[field] = [value for name in names for value in found.get(name, [])]
        elif values:
            record[field] = "، ".join(values) if field in ("author", "section") else values[0]
    record["published_at"] += found.get(_UPDATED, [])
    if source:
        record["source"] = source
    return record


def _wordpress(text: str) -> str:
    """``text`` as WordPress keeps it, as it shows it: blank lines part paragraphs, words in brackets are programs."""
    return _BLANK_LINE.sub("<br><br>", _SHORTCODE.sub("", _CAPTION.sub("", text)))
