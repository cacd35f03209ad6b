"""The vocabulary of the house: the frozen dataclasses that travel between the stages.

Offsets named ``start`` and ``end`` count Unicode code points of the raw (decoded, uncleaned) text, end exclusive,
so that ``raw[start:end] == text`` for every mention. ``first`` and ``stop`` are token positions (stop exclusive)
of :class:`etl.text.Text`; they serve the stages and are not part of the extraction contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "between", "order_of_magnitude"]
Timex = Literal["DATE", "TIME", "DURATION", "SET"]
Modality = Literal["asserted", "negated", "denied", "future", "intended", "hypothetical", "habitual"]
Form = Literal["name", "nisba", "description"]


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as found, before anything of it is read. ``uri`` is a path or an fsspec address."""

    uri: str
    #: Bytes.
    size: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: enough to find its bytes again."""

    uri: str
    #: SHA-256 of the file's bytes, hexadecimal.
    sha256: str
    #: Path inside an archive, "" outside of one.
    member: str = ""
    #: Ordinal of the document in its file or member, from 0.
    position: int = 0
    encoding: str = "utf-8"
    #: 0 to 1; 1 where the encoding is declared or proven.
    encoding_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rejection:
    """What could not become a document, and why: a row of the quarantine."""

    origin: Origin
    #: Of ``seeds/reason_codes.csv``.
    reason_code: str
    #: For people: what was wrong and where.
    detail: str


#: Source of a document that nothing tells one of.
UNKNOWN_SOURCE = "unknown"


@dataclass(frozen=True, slots=True)
class Document:
    """One news item as read from a file. ``raw_text`` is the decoded text, never altered.

    ``document_id`` comes from the source and the content alone, so the same item has it wherever it is found.
    """

    document_id: str
    source: str
    raw_text: str
    origin: Origin
    title: str | None = None
    url: str | None = None
    author: str | None = None
    #: Rubric or category, as the source names it.
    section: str | None = None
    #: The key that its record bears at the source.
    record_id: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    #: How the day is known: metadata, sidecar, path, dateline, argument or none.
    published_source: str = "none"
    #: Why there is no day of publication (``seeds/reason_codes.csv``), and what was written, where something was.
    undated_reason: str | None = None
    undated_surface: str | None = None
    language: str = "ar"


class Number(NamedTuple):
    """A number as the grammar of :mod:`etl.numbers` reads it, before any unit or qualifier.

    ``low`` and ``high`` are equal for a precise number; a vague one ("dozens") is an interval.
    """

    first: int
    stop: int
    #: Offsets in the clean text (not the raw one), without proclitics: وعشرون in the middle of a number keeps its و.
    clean_start: int
    clean_end: int
    low: float
    high: float
    #: digits | words | mixed | ordinal | fraction | vague
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the raw text that a rule recognised."""

    start: int
    end: int
    text: str
    #: Ordinal of the sentence, from 0.
    sentence: int
    rule: str
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Figure(Mention):
    """A quantity; ``start..end`` covers qualifier, number and unit or counted noun."""

    number_start: int
    number_end: int
    low: float | None
    high: float | None
    best: float | None
    qualifier: Qualifier
    unit: str
    unit_code: str | None = None
    counted: str | None = None
    kind: str | None = None
    flow: str | None = None
    #: Place, among the figures of the document, of the one that this is a part of: 10, بينهم 3 أطفال.
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression(Mention):
    """A TIMEX3 expression with the ISO days it covers, both inclusive; None where unresolved."""

    timex: Timex
    value: str | None
    date_start: date | None
    date_end: date | None
    grain: str
    modifier: str | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    #: none | published_on | document | absolute
    anchor: str = "none"
    reason: str | None = None


class Name(NamedTuple):
    """A proper name seen by a recogniser, whatever it may refer to."""

    first: int
    stop: int
    #: Code points of the first token that are a proclitic and no part of the name.
    prefix: int
    kind: Literal["PER", "LOC", "ORG"]
    #: 0 to 1.
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """A named place; ``place_id`` is None where it could not be resolved, and ``reason`` says why."""

    name_start: int
    name_end: int
    form: Form
    place_id: str | None
    name_ar: str | None
    name_en: str | None
    #: ISO 3166-1 alpha-2.
    country: str | None
    feature: str | None
    lat: float | None
    lon: float | None
    relation: str | None = None
    #: PLOVER: 5 sub-city, 4 city, 3 district, 2 province, 1 country.
    precision: int | None = None
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention(Mention):
    """Someone who acts or is acted upon; ``actor_id`` is None where unresolved, and ``reason`` says why."""

    name_start: int
    name_end: int
    form: Form
    actor_id: str | None
    name_ar: str | None
    name_en: str | None
    kind: str
    country: str | None
    #: PLOVER sector (GOV, MIL, REB, CVL, ...).
    sector: str | None = None
    #: Title as written.
    role: str | None = None
    reason: str | None = None
    #: What kind of thing the head of a described participant is (``seeds/noun_classes.csv``).
    head_class: str | None = None


class Span(NamedTuple):
    """A stretch of raw text without further claims."""

    start: int
    end: int
    text: str
    sentence: int


class Why(NamedTuple):
    """One step of a decision: which rule or model spoke, over which raw stretch, how sure, and what came second."""

    step: str
    rule: str
    start: int
    end: int
    weight: float
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: one row of ``core.events``. Integers point into the layers of the same document."""

    event_id: str
    event_type: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None
    trigger: Span
    mentions: tuple[Span, ...]
    rule: str
    sources: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    place: PlaceMention | None = None
    origin: PlaceMention | None = None
    destination: PlaceMention | None = None
    date_start: date | None = None
    date_end: date | None = None
    grain: str | None = None
    #: Index into the time expressions, or None where the day is the document's own.
    date: int | None = None
    #: How the day is known: text (an expression of the event's own sentence), scene (of an earlier mention or of the
    #: event that it is part of), published (told as news, so it is lent the day of publication); None without a day.
    date_source: str | None = None
    figures: tuple[int, ...] = ()
    modality: Modality = "asserted"
    speaker: ActorMention | None = None
    confidence: float = 0.5
    why: tuple[Why, ...] = ()

    @property
    def sentence(self) -> int:
        return self.trigger.sentence


class Uncoded(NamedTuple):
    """A sentence that looked like news of an event and gave none: the work list for the lexicons."""

    sentence: int
    #: Of ``seeds/reason_codes.csv``.
    reason: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """Everything extracted from one document; the layers are sorted by start."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    events: tuple[Event, ...] = ()
    uncoded: tuple[Uncoded, ...] = field(default=())
    version: str = ""
