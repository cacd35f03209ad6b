"""A file becomes documents, or the reasons why not: nothing that was in it goes unsaid."""

from __future__ import annotations

import html
import logging
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import UUID, uuid5

from etl.documents import UNKNOWN_SOURCE, Document, Origin, RawFile, Rejection
from etl.errors import WaqaiError
from etl.ingest.content import Content
from etl.ingest.dateline import day_in_dateline
from etl.ingest.decoding import Decoded, check_decoded, decode
from etl.ingest.files import SIDECAR_BYTES, capture_file, sidecar_of, with_sidecar
from etl.ingest.items import Item, item_from_record
from etl.ingest.language import is_arabic
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.markup import looks_like_markup, markup_text, unescaped_breaks
from etl.ingest.mojibake import is_mispaired, is_mojibake, repair
from etl.ingest.publication import Publication, day_in_path, parse_time
from etl.ingest.readers import reader_for
from etl.ingest.readers.json_records import parse
from etl.ingest.readers.plain import yaml_record
from etl.ingest.refusal import PassedOver, Refusal, passed_over
from etl.ingest.sources import SourceMap, map_named, source_map
from etl.ingest.spelled_days import day_order, is_open
from etl.ingest.unpack import Leaf, leaves

log = logging.getLogger(__name__)

_NAMESPACE = UUID("6f0d3c1e-6d0b-5b5e-9f59-0c8f6f0a7a11")
#: Folders above a file that may say the day: 2016/12/11/x.txt.
_PATH_PARTS = 4
_LONGEST_URL = 4096
#: Characters that are kept of what should have been a day.
_LONGEST_DAY = 100
_DATED = (None, None)


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of every document of a file, and further on of one leaf of it, before it is read."""

    origin: Origin
    sources: SourceMap
    #: What the caller says of documents that do not say it themselves.
    published_on: date | None
    source: str | None
    limits: Limits
    sidecar: Item | None = None
    #: Asked for the order of day and month in the dates of one source in this leaf, where one can be read two ways.
    day_first: Callable[[str | None], bool | None] = lambda source: None

    def at(self, position: int, encoding: str = "utf-8", confidence: float = 1.0) -> Origin:
        return replace(self.origin, position=position, encoding=encoding, encoding_confidence=confidence)


def read_file(
    raw_file: RawFile,
    *,
    published_on: date | None = None,
    source: str | None = None,
    limits: Limits = LIMITS,
    note: Callable[[str], None] = lambda fingerprint: None,
) -> Iterator[Document | Rejection]:
    """The documents of one file in their order, one at a time, and a Rejection for all that could not become one.

    ``published_on`` and ``source`` are for what does not say them itself. A file gives at least one result. ``note`` is
    told the :func:`etl.ingest.fingerprint` of the very bytes that are read, before the first result. Raises
    TransientError where a network failed and OSError where a disk did: no reason for the quarantine.
    """
    sources = source_map(raw_file.uri, source)
    context = _Context(Origin(raw_file.uri, ""), sources, published_on, source, limits)
    try:
        content = capture_file(raw_file, limits)
    except Refusal as refusal:
        yield _rejection(context, 0, refusal)
        return
    context = replace(context, origin=Origin(raw_file.uri, content.sha256))
    found = 0
    try:
        beside = sidecar_of(raw_file.uri)
        note(with_sidecar(content.sha256, beside))
        for leaf in leaves(content, limits):
            for result in _read_leaf(leaf, beside, context):
                found += 1
                yield result
    finally:
        content.close()
    if not found:
        yield _rejection(context, 0, Refusal("empty", "an archive without members"))
    elif found < sources.documents_min:
        detail = f"{found} where {sources.documents_min} were expected at least"
        yield _rejection(context, found, Refusal("too_few_documents", detail))
    elif sources.documents_max is not None and found > sources.documents_max:
        detail = f"{found} where {sources.documents_max} were expected at most"
        yield _rejection(context, found, Refusal("too_many_documents", detail))


def _rejection(context: _Context, position: int, refusal: Refusal) -> Rejection:
    return Rejection(context.at(position), refusal.reason_code, refusal.detail)


def _read_leaf(leaf: Leaf, beside: tuple[str, bytes] | None, context: _Context) -> Iterator[Document | Rejection]:
    context = replace(context, origin=replace(context.origin, member=leaf.member))
    position = -1
    kinds: Counter[str] = Counter()
    try:
        if isinstance(leaf.found, Refusal):
            raise leaf.found
        context = replace(context, sidecar=_read_sidecar(leaf.sidecar or beside, context.sources))
        context = replace(context, day_first=_DayOrders(leaf.found, context))
        for position, item in enumerate(_items(leaf.found, context)):
            if isinstance(item, PassedOver):
                kinds[item.detail] += 1
                continue
            try:
                yield _document(item, position, context)
            except Refusal as refusal:
                yield _rejection(context, position, refusal)
        if kinds:
            raise passed_over("parts that hold no article", kinds)
        if position < 0:
            raise Refusal("no_text", "no article in it")
    except Refusal as refusal:
        yield _rejection(context, position + 1, refusal)
    except (OSError, WaqaiError):
        raise
    except Exception as error:
        # A fault of ours or of a library: it must not take the rest of the batch with it.
        log.exception("reading %s %s failed", context.origin.uri, leaf.member)
        yield _rejection(context, position + 1, Refusal("reading_failed", f"{type(error).__name__}: {error}"))


class _DayOrders:
    """The order of day and month that the dates of a leaf show, by source; they are read through when first asked."""

    def __init__(self, content: Content, context: _Context) -> None:
        self._content = content
        self._context = context
        self._orders: dict[str | None, set[bool]] | None = None

    def __call__(self, source: str | None) -> bool | None:
        if self._orders is None:
            self._orders = {}
            position = self._content.file.tell()  # somebody is reading it
            with suppress(Refusal, ValueError):
                for item in _items(self._content, self._context):
                    order = day_order(item.published or "") if isinstance(item, Item) else None
                    if order is not None and isinstance(item, Item):
                        self._orders.setdefault(item.source, set()).add(order)
            self._content.file.seek(position)
        orders = self._orders.get(source, set())
        return next(iter(orders)) if len(orders) == 1 else None


def _items(content: Content, context: _Context) -> Iterator[Item | Refusal]:
    if content.size <= len(content.head) and not content.head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refusal("empty", f"{content.size} bytes, none of them a word")
    reader = reader_for(content)
    log.debug("%s is read as %s", content.name, reader.name)
    return reader.read(content, context.sources, context.limits)


def _read_sidecar(beside: tuple[str, bytes] | None, sources: SourceMap) -> Item | None:
    if beside is None:
        return None
    name, data = beside
    try:
        if len(data) > SIDECAR_BYTES:
            raise Refusal("too_large", f"more than {SIDECAR_BYTES:,} bytes")
        decoded = decode(data)
        record = parse(decoded.text) if name.lower().endswith(".json") else yaml_record(decoded.text, "malformed_yaml")
    except Refusal as refusal:
        raise Refusal("malformed_sidecar", f"{name}: {refusal.detail}") from refusal
    if not isinstance(record, dict):
        raise Refusal("malformed_sidecar", f"{name}: no record")
    item = item_from_record({**record, "text": "-"}, sources, Decoded("", "utf-8", 1.0))
    if isinstance(item, Refusal):
        raise item
    return item


def _document(item: Item | Refusal, position: int, context: _Context) -> Document:
    """Raises Refusal where the item is one, or its text is none that can be stored or coded."""
    if isinstance(item, Refusal):
        raise item
    item = _restored(replace(item, text=unescaped_breaks(item.text)))
    check_decoded(f"{item.title or ''}\n{item.text}")
    _check_text(item.text, context.limits)
    sidecar = context.sidecar or Item("")
    url = item.url or sidecar.url
    sources = map_named(item.source or sidecar.source or context.source, context.sources)
    named = (
        sources.source
        or item.source
        or sidecar.source
        or context.source
        or (_url(url).hostname or "").removeprefix("www.")
    )
    source = _line(named) or UNKNOWN_SOURCE
    published, published_source, (undated_reason, undated_surface) = _publication(item, context, sources)
    return Document(
        document_id=str(uuid5(_NAMESPACE, f"{source}\n{item.text}")),
        source=source,
        raw_text=item.text,
        origin=context.at(position, item.encoding, item.encoding_confidence),
        title=_without_source(_title(item.title or sidecar.title or ""), item.source),
        url=_line(url),
        author=_line(item.author or sidecar.author),
        section=_line(
            item.section or sidecar.section or (sources.section_from_folder and _folder(_path(context.origin))) or None
        ),
        record_id=_line(item.record_id or sidecar.record_id),
        published_at=published.at if published else None,
        published_on=published.on if published else None,
        published_source=published_source,
        undated_reason=undated_reason,
        undated_surface=_line(undated_surface),
    )


def _restored(item: Item) -> Item:
    """``item`` as it was before a program wrote the bytes of its letters as letters, in escapes that hide it."""
    if item.encoding.startswith("utf-16") and is_mispaired(item.text):
        raise Refusal("mojibake", f"a byte of its UTF-16 is missing: the text reads {item.text.strip()[-40:]!r}")
    if not is_mojibake(item.text):
        return item
    restored = repair(item.text)
    if restored is None:
        raise Refusal("mojibake", f"text reads {item.text.strip()[:40]!r} and cannot be repaired with certainty")
    beside = {name: repair(getattr(item, name) or "") for name in ("title", "source", "author", "section")}
    encoding = f"{item.encoding} repaired from {restored.encoding}"
    mended: dict[str, Any] = {name: found.text for name, found in beside.items() if found}
    return replace(item, text=restored.text, encoding=encoding, encoding_confidence=0.9, **mended)


def _check_text(text: str, limits: Limits) -> None:
    if len(text) > limits.text_chars:
        raise Refusal("too_large", f"{len(text):,} characters in one text; the limit is {limits.text_chars:,}")
    if "\x00" in text:
        raise Refusal("invalid_characters", f"a NUL character at {text.index(chr(0))}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refusal("invalid_characters", f"half of a surrogate pair at {error.start}") from error
    if not any(unicodedata.category(char).startswith("L") for char in text[:10_000]):
        raise Refusal("no_text", "no letter in it")
    if not is_arabic(text):
        raise Refusal("not_arabic", f"reads {' '.join(text.split())[:60]!r}")


def _publication(
    item: Item, context: _Context, sources: SourceMap
) -> tuple[Publication | None, str, tuple[str | None, str | None]]:
    """The day of publication and how it is known, or none and why: a reason code and what is written.

    What is no possible day is passed over.
    """
    unread: list[tuple[str, str]] = []
    for said, known in ((item, "metadata"), (context.sidecar or Item(""), "sidecar")):
        for written in filter(None, (said.published, *said.published_otherwise)):
            order = context.day_first(said.source) if said is item and is_open(written) else None
            parsed = parse_time(written, sources, order)
            if parsed:
                return parsed, known, _DATED
            reason = "day_ambiguous" if is_open(written) else "day_unreadable"
            unread.append((reason, written[:_LONGEST_DAY]))
        if day := day_in_path(_url(said.url).path):
            return Publication(day), known, _DATED
    path = _path(context.origin)
    for day, known in (
        (day_in_path(path), "path"),
        (day_in_dateline(item.text), "dateline"),
        (context.published_on, "argument"),
    ):
        if day:
            return Publication(day), known, _DATED
    if is_open(path):
        unread.append(("day_ambiguous", path))
    return None, "none", unread[0] if unread else ("day_not_stated", None)


def _path(origin: Origin) -> str:
    """The last parts of where the document lies, in the archive too."""
    path = unquote(_url(origin.uri).path) if "://" in origin.uri else origin.uri
    return "/".join([*PurePosixPath(path).parts, *PurePosixPath(origin.member).parts][-_PATH_PARTS:])


def _url(url: str | None) -> SplitResult:
    try:
        return urlsplit((url or "")[:_LONGEST_URL])
    except ValueError:
        return urlsplit("")


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.name


def _title(written: str) -> str | None:
    """A title in plain words: feeds and exports often escape one twice, or three times, and set words of it in bold."""
    title = html.unescape(html.unescape(written))
    return _line(markup_text(title) if looks_like_markup(title) else title)


def _without_source(title: str | None, source: str | None) -> str | None:
    """``title`` without the name of its source, which search services put behind it."""
    for sign in " - ", " | ":
        title = title and (title.removesuffix(sign + " ".join((source or "").split())) or title)
    return title


def _line(value: str | None) -> str | None:
    return _storable(" ".join(value.split())) or None if value else None


def _storable(value: str) -> str:
    """A field beside the text, without what no database holds."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode()
