"""What is known of a source: which of its fields mean what, its encoding, its clock, its month names.

``seeds/sources/default.yml`` holds what is common to all; a file of its own per source says what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from etl.tables import read_yaml, seed

_BETWEEN_WORDS = re.compile(r"(?<=[^\W_])[\s_-]+(?=[^\W_])")
_KEYS = {
    "source", "match", "fields", "ignore", "encoding", "time_zone", "months", "date_formats", "documents_min",
    "documents_max", "section_from_folder", "asides", "no_articles", "no_articles_without_text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceMap:
    """How to read one source; the members are those of the YAML file."""

    #: Name that its documents bear, None where they say it themselves.
    source: str | None
    #: Shell patterns of file addresses (URIs and paths) that belong to it.
    match: tuple[str, ...]
    #: Ours -> theirs in order of trust; a dot steps into a nested record.
    fields: Mapping[str, tuple[str, ...]]
    #: The same turned round: theirs -> (ours, rank of trust, part of a nested record or "").
    claims: Mapping[str, tuple[tuple[str, int, str], ...]]
    #: What a line of markup that points to another article opens with, without diacritics.
    asides: tuple[str, ...]
    #: What a record that is no article says of its kind or its state, and what one says that is none without a text.
    no_articles: frozenset[str]
    no_articles_without_text: frozenset[str]
    #: Fields known to be of no use.
    ignore: frozenset[str]
    encoding: str | None = None
    time_zone: ZoneInfo | None = None
    #: Their spelling of a month -> its number.
    months: Mapping[str, int] | None = None
    #: For ``strptime``, after months became numbers.
    date_formats: tuple[str, ...] = ()
    #: Documents per file that are believable.
    documents_min: int = 0
    documents_max: int | None = None
    #: Whether the folder that a file lies in is named for its rubric.
    section_from_folder: bool = False

    def claimed(self, names: Iterable[object]) -> set[str]:
        """Those of our fields that a record with fields of these ``names`` fills, whatever they hold."""
        return {ours for name in names for ours, _, part in self.claims.get(plain_name(name), ()) if not part}

    def has_articles(self, names: Iterable[str]) -> bool:
        """Whether a table with columns of these ``names`` is one of articles: with texts, or with all about them."""
        claimed = self.claimed(part for name in names for part in (name, name.rpartition(".")[2]))
        return bool(claimed & {"text", "summary"}) or {"title", "url", "published"} <= claimed


def plain_name(name: object) -> str:
    """``name`` of a field however a program spells it.

    >>> plain_name("publish_date"), plain_name("Publish Date"), plain_name("publishDate"), plain_name("_id")
    ('publishdate', 'publishdate', 'publishdate', '_id')
    """
    return _BETWEEN_WORDS.sub("", str(name).casefold())


def source_map(uri: str, source: str | None = None) -> SourceMap:
    """The map of the source named ``source``, else of the one whose patterns fit ``uri``, else the default."""
    for candidate in _maps():
        if source is not None and candidate.source == source:
            return candidate
    for candidate in _maps():
        if any(fnmatchcase(uri, pattern) for pattern in candidate.match):
            return candidate
    return _default()


def map_named(source: str | None, otherwise: SourceMap) -> SourceMap:
    """The map of the source that a record names itself, if ``otherwise`` is of no source in particular."""
    if source is None or otherwise.source is not None:
        return otherwise
    return next((candidate for candidate in _maps() if candidate.source == source.strip()), otherwise)


@cache
def _default() -> SourceMap:
    return parse_source_map(read_yaml("sources/default.yml"), None)


@cache
def _maps() -> tuple[SourceMap, ...]:
    names = sorted(entry.name for entry in seed("sources").iterdir() if entry.name.endswith(".yml"))
    return tuple(parse_source_map(read_yaml(f"sources/{name}"), _default()) for name in names if name != "default.yml")


def parse_source_map(content: Any, base: SourceMap | None) -> SourceMap:
    """A YAML mapping over ``base``. Raises ValueError for a key that has no meaning."""
    unknown = set(content) - _KEYS
    if unknown:
        raise ValueError(f"unknown keys in a source map: {', '.join(sorted(unknown))}")
    own = {name: _strings(theirs) for name, theirs in content.get("fields", {}).items()}
    fields = {**(base.fields if base else {}), **own}
    ignore = {plain_name(name) for name in _strings(content.get("ignore"))}
    zone = content.get("time_zone")
    return SourceMap(
        source=content.get("source"),
        match=_strings(content.get("match")),
        fields=fields,
        claims=_claims(fields),
        asides=_strings(content.get("asides")) or (base.asides if base else ()),
        no_articles=_kinds("no_articles", content, base.no_articles if base else frozenset()),
        no_articles_without_text=_kinds(
            "no_articles_without_text", content, base.no_articles_without_text if base else frozenset()
        ),
        ignore=frozenset(ignore) | (base.ignore if base else frozenset()),
        encoding=content.get("encoding"),
        time_zone=ZoneInfo(zone) if zone else None,
        months=content.get("months"),
        date_formats=_strings(content.get("date_formats")),
        documents_min=content.get("documents_min", 0),
        documents_max=content.get("documents_max"),
        section_from_folder=content.get("section_from_folder", False),
    )


def _claims(fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[tuple[str, int, str], ...]]:
    claims: dict[str, tuple[tuple[str, int, str], ...]] = {}
    for ours, names in fields.items():
        for rank, theirs in enumerate(names):
            head, _, part = theirs.casefold().partition(".")
            head = plain_name(head)
            claims[head] = (*claims.get(head, ()), (ours, rank, part))
    return claims


def _kinds(name: str, content: Any, otherwise: frozenset[str]) -> frozenset[str]:
    return frozenset(map(str.casefold, _strings(content[name]))) if name in content else otherwise


def _strings(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
