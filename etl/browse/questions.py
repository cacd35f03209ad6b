"""What the reader asks the warehouse, and the form that says what for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, get_args
from urllib.parse import urlencode
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.documents import Modality
from etl.errors import TerminalError
from etl.publish.reading import rows
from etl.publish.selection import Selection, condition
from etl.publish.spans import LAYERS, Found, pieces, spans_in

Row = dict[str, Any]

PAGE, ARTICLES = 30, 20
#: Nobody reads further: events counted and shown at most, and articles found by words.
MOST, MOST_ARTICLES = 10_000, 1_000
_BEST = 5
ANY = "any"
MODALITIES = (*get_args(Modality), ANY)

# As analyst.search() does, without its ranks and headlines.
_FOUND = """event.document_id IN (
    SELECT found.document_id FROM core.document_search AS found WHERE found.words @@ analyst.search_query(%(q)s)
)"""


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed; "" where nothing was."""

    q: str = ""
    first: str = ""
    last: str = ""
    event_type: str = ""
    source: str = ""
    place: str = ""
    modality: str = "asserted"
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Form:
        """From the address's parameters; a page that is no number is the first."""

        def given(name: str, otherwise: str = "") -> str:
            # No text in PostgreSQL holds a NUL.
            return query.get(name, otherwise).replace("\0", "").strip()[:200]

        page = given("page", "1")[:6]
        return cls(
            q=given("q"),
            first=given("from"),
            last=given("to"),
            event_type=given("type"),
            source=given("source"),
            place=given("place"),
            modality=given("modality", "asserted"),
            page=max(int(page), 1) if page.isascii() and page.isdigit() else 1,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything but words is asked for."""
        return replace(self, q="", page=1) != Form()

    def address(self, path: str, page: int = 1) -> str:
        """The address of the same question at ``path``, on another page."""
        given = {
            "q": self.q,
            "from": self.first,
            "to": self.last,
            "type": self.event_type,
            "source": self.source,
            "place": self.place,
            "modality": "" if self.modality == "asserted" else self.modality,
            "page": str(page) if page > 1 else "",
        }
        return f"{path}?" + urlencode({name: value for name, value in given.items() if value})

    def selection(self) -> Selection:
        """Raises TerminalError for a day that is none."""
        return Selection(
            _day(self.first),
            _day(self.last),
            (self.event_type,) if self.event_type else (),
            (self.place,) if self.place else (),
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise TerminalError(f"{text!r} is no day: write it as 2016-12-11") from None


@cache
def _statement(name: str) -> str:
    return files("etl.browse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def choices(connection: Connection) -> Row:
    """What the form's lists offer."""
    return {
        "types": rows(connection, "SELECT event_type, name_en, name_ar FROM ref.event_types ORDER BY name_en"),
        "sources": [row.source_code for row in rows(connection, "SELECT source_code FROM core.sources ORDER BY 1")],
        "modalities": MODALITIES,
    }


def events(connection: Connection, form: Form) -> Row:
    """A page of events with their sentences in pieces, and the best articles with the words asked for.

    Raises TerminalError for a day, a type, a place or a modality that is none.
    """
    if form.modality not in MODALITIES:
        raise TerminalError(f"no modality is called {form.modality!r}; there are: {', '.join(MODALITIES)}")
    wanted = condition(connection, form.selection())
    page = min(form.page, MOST // PAGE)
    parts, values = [wanted.sql], {**wanted.values, "limit": PAGE + 1, "offset": PAGE * (page - 1), "most": MOST}
    if form.source:
        parts.append("document.source_code = %(source)s")
    if form.q:
        parts.append(_FOUND)
    if form.modality != ANY:
        parts.append("event.modality = %(modality)s::ref.modality")
    values |= {"source": form.source, "q": form.q, "modality": form.modality}
    (counted,) = _ask(connection, "count", parts, values)
    here = _ask(connection, "page", parts, values)
    corrected = {row["event_id"]: row["is_corrected"] for row in here[:PAGE]}
    found = _ask(connection, "events", [], {"event_ids": list(corrected)})
    for row in found:
        row["is_corrected"] = corrected[row["event_id"]]
    best = _articles(connection, form, _BEST, 0) if form.q else []
    return {
        "events": _with_pieces(connection, found),
        "count": counted["events"],
        "most": MOST,
        "page": page,
        "has_more": len(here) > PAGE and page < MOST // PAGE,
        "articles": best[:_BEST],
        "has_more_articles": len(best) > _BEST,
    }


def articles(connection: Connection, form: Form) -> Row:
    """A page of articles: the fittest first where words are asked for, else the latest.

    Raises TerminalError for a day, a type or a place that is none.
    """
    last = MOST_ARTICLES // ARTICLES if form.q else MOST // ARTICLES
    page = min(form.page, last)
    found = _articles(connection, form, ARTICLES, ARTICLES * (page - 1))
    return {
        "articles": found[:ARTICLES],
        "page": page,
        "is_last": page == last,
        "has_more": len(found) > ARTICLES and page < last,
    }


def _articles(connection: Connection, form: Form, size: int, offset: int) -> list[Row]:
    """One article more than ``size``, if there is one."""
    wanted = condition(connection, form.selection()).values
    areas = [*wanted.get("countries", []), *wanted.get("regions", []), *wanted.get("locations", [])]
    values: Row = {
        "q": form.q,
        "from_on": wanted["from_on"],
        "to_on": wanted["to_on"],
        "source": form.source or None,
        "type": form.event_type or None,
        "areas": areas or [None],
        "limit": size + 1,
        "offset": offset,
    }
    return _ask(connection, "articles_found" if form.q else "articles", [], values)


def _with_pieces(connection: Connection, found: list[Row]) -> list[Row]:
    spans = spans_in(connection, [(str(row["document_id"]), row["sentence_no"]) for row in found])
    for row in found:
        here = spans[str(row["document_id"]), row["sentence_no"]]
        shown = [span for span in here if span.layer != "event" or span.row_id == str(row["event_id"])]
        row["pieces"] = pieces(row["sentence"], shown, row["start_offset"])
    return found


def article(connection: Connection, document_id: UUID) -> Row | None:
    """An article, its text in pieces, and its rows by layer; None where there is none."""
    values = {"document_id": str(document_id)}
    found = _ask(connection, "document", [], values)
    if not found:
        return None
    happened = _ask(connection, "document_events", [], values)
    mentioned = _ask(connection, "document_mentions", [], values)
    for row in happened:
        row["layer"] = "event"
        row["parts"] = [_part(f"{row['row_id']}-{number}", part) for number, part in enumerate(row["parts"])]
        row["why"] = [{**step, "text": found[0]["raw_text"][step["start"] : step["end"]]} for step in row["why"] or ()]
    layers = {layer: [row for row in (*happened, *mentioned) if row["layer"] == layer] for layer in LAYERS}
    spans = [
        Found(row["layer"], str(row["row_id"]), row["start_offset"], row["end_offset"])
        for row in (*happened, *mentioned)
    ]
    spans += [part["own"] for row in happened for part in row["parts"] if part["own"]]
    return {"document": found[0], "layers": layers, "pieces": pieces(found[0]["raw_text"], spans)}


def _part(own_id: str, part: str) -> Row:
    """A participant, place, figure or day of an event; one that no layer holds gets ``own_id`` and its own span."""
    role, row_id, layer, start, end, surface = part.split("\x1f", 5)
    own = None if row_id else Found(layer, own_id, int(start), int(end))
    return {"role": role, "row_id": row_id or own_id, "own": own, "surface": surface}


def _ask(connection: Connection, name: str, parts: list[str], values: Row) -> list[Row]:
    query = _statement(name).replace("{condition}", " AND ".join(parts) or "true")
    return [row._asdict() for row in rows(connection, query, values)]
