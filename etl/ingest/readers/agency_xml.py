"""What news agencies send: NewsML-G2, NewsML 1 and NITF, alone or one inside the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from etl.ingest.content import Content
from etl.ingest.items import Item, item_from_record
from etl.ingest.limits import Limits
from etl.ingest.readers.damaged import DAMAGES, damage_of, salvaged
from etl.ingest.readers.xml import block_text, children, local_name, parse_xml, root_name, stream_xml, words
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

_ITEM = "newsitem"
#: Items that never hold an article: what belongs together, what words mean.
_OTHERS = {"packageitem": "package", "conceptitem": "concept", "knowledgeitem": "concepts", "planningitem": "plan"}
_ITEMS = (_ITEM, *_OTHERS)
_ROOTS = {"newsmessage", "newsitem", "newsml", "nitf", "newsmlg2"}
#: Field of ours -> elements that hold it, the first that is there counts. "@name" is an attribute of the element.
_FIELDS = {
    "title": ("headline", "hl1", "title", "slugline"),
    "published_at": (
        "contentcreated", "date.issue@norm", "date.release@norm", "story.date@norm", "versioncreated", "firstcreated",
        "thisrevisioncreated", "sent",
    ),
    "author": ("by", "byline", "bytag"),
    "source": ("creditline", "provider@literal", "provider", "doc.copyright@holder", "copyrightholder", "providerid",
               "distributor", "rights.owner"),
    "kind": ("itemclass@qcode", "newsitemtype@formalname"),
    "status": ("pubstatus@qcode", "status@formalname"),
    "section": ("genre", "subjectmatter@formalname", "tobject.subject@tobject.subject.type"),
    "url": ("link.canonical",),
}  # fmt: skip
_NAMED = {name for names in _FIELDS.values() for name in names}
_BODIES = ("body.content", "body", "datacontent", "inlinedata")


class AgencyXml:
    name = "newsml"
    streams = True

    def recognises(self, content: Content, head: str) -> bool:
        return root_name(head) in _ROOTS

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        decoded = content.beginning(sources.encoding)
        stories: Iterable[Any]
        if content.size > limits.document_bytes:
            damage = damage_of(content, sources, (_ITEM,), limits)
            if damage:
                _, stories = salvaged(
                    content.text_chunks(sources.encoding, tolerant=True), _ROOTS, (_ITEM,), limits, damage
                )
            else:
                stories = (e for e in stream_xml(content, sources, (_ITEM,), limits) if local_name(e) in _ITEMS)
        else:
            try:
                root, decoded = parse_xml(content, sources, limits)
                stories = _stories(root)
            except Refusal as refusal:
                if refusal.reason_code not in DAMAGES:
                    raise
                decoded = content.decode(content.whole(limits), sources.encoding, tolerant=True)
                _, stories = salvaged([decoded.text], _ROOTS, (_ITEM,), limits, refusal)
        for story in stories:
            record = story if isinstance(story, Refusal) else _record(story)
            if isinstance(record, Refusal):
                yield record
            else:
                try:
                    yield item_from_record(record, sources, decoded)
                except Refusal as refusal:
                    yield refusal


def _stories(root: Any) -> list[Any]:
    """The elements that are an item of their own: a message may hold several."""
    if local_name(root) == "nitf":
        return [root]
    return [element for element in root.iter() if local_name(element) in _ITEMS] or [root]


def _record(story: Any) -> dict[str, Any] | PassedOver:
    """An item without any words of its own is passed over: a picture, or a package that only points to others."""
    if local_name(story) in _OTHERS:
        return PassedOver(_OTHERS[local_name(story)])
    found: dict[str, str] = {}
    for element in story.iter():
        name = local_name(element)
        if name:
            for key, value in element.attrib.items():
                found.setdefault(f"{name}@{key.rpartition('}')[2].casefold()}", value)
            if name in _NAMED and name not in found:
                found[name] = " ".join(element.itertext()) if name == "byline" else words(element)
    text = next((written for name in _BODIES if (written := _longest(story, name))), "")
    if not text and "headline" not in found and "hl1" not in found:
        kind = next((found[name] for name in _FIELDS["kind"] if name in found), "an item without words")
        return PassedOver(kind.rpartition(":")[2].casefold())
    record: dict[str, Any] = {
        field: next((found[name] for name in names if found.get(name)), None) for field, names in _FIELDS.items()
    }
    return {**record, "text": text}


def _longest(story: Any, name: str) -> str:
    return max(map(_body, _outermost(story, name)), key=len, default="")


def _outermost(story: Any, name: str) -> Iterator[Any]:
    walk = etree.iterwalk(story, events=("start",))
    for _, element in walk:
        if local_name(element) == name:
            yield element
            walk.skip_subtree()


def _body(element: Any) -> str:
    inner = next((child for name, child in children(element) if name == "body.content"), element)
    return block_text(inner)
