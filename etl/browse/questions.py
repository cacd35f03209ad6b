"""What the reader asks the warehouse, and the form that says what for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from etl.publish.selection import FOLDED, LETTERS, Selection, condition
from etl.publish.spans import LAYERS, Found, pieces, spans_in
from etl.text.cleaning import fold

Row = dict[str, Any]

PAGE = 30
_ARTICLES = 12
ANY = "any"
MODALITIES = (*get_args(Modality), ANY)

_WORDS = f"""document.document_id IN (
    SELECT held.document_id FROM core.document_texts AS held
    WHERE translate(held.clean_text, '{LETTERS}', '{FOLDED}') LIKE ALL (%(words)s)
)"""  # noqa: S608 - two constants
_SEARCH = "document.document_id IN (SELECT hit.document_id FROM analyst.search(%(search)s) AS hit)"


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
        page = query.get("page", "1")
        return cls(
            q=query.get("q", "").strip()[:200],
            first=query.get("from", "").strip(),
            last=query.get("to", "").strip(),
            event_type=query.get("type", "").strip(),
            source=query.get("source", "").strip(),
            place=query.get("place", "").strip()[:200],
            modality=query.get("modality", "asserted"),
            page=min(int(page), 100_000) if page.isascii() and page.isdigit() and page != "0" else 1,
        )

    def address(self, page: int) -> str:
        """The address of another page of the same answer."""
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
        return "/?" + urlencode({name: value for name, value in given.items() if value})

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
    """A page of events with their sentences in pieces, and the articles that hold the words asked for.

    Raises TerminalError for a day, a type, a place or a modality that is none.
    """
    if form.modality not in MODALITIES:
        raise TerminalError(f"no modality is called {form.modality!r}; there are: {', '.join(MODALITIES)}")
    wanted = condition(connection, form.selection())
    parts, values = [wanted.sql], {**wanted.values, "limit": PAGE + 1, "offset": PAGE * (form.page - 1)}
    if form.source:
        parts.append("document.source_code = %(source)s")
        values["source"] = form.source
    searching: list[str] = []
    if form.q:
        sought, given = _sought(connection, form.q)
        searching = [sought, *parts[1:]]
        parts.append(sought)
        values |= given
    articles = _ask(connection, "articles", searching, {**values, "limit": _ARTICLES}) if searching else []
    if form.modality != ANY:
        parts.append("event.modality = %(modality)s::ref.modality")
        values["modality"] = form.modality
    (counted,) = _ask(connection, "count", parts, values)
    found = _ask(connection, "events", parts, values)
    return {
        "events": _with_pieces(connection, found[:PAGE]),
        "count": counted["events"],
        "has_more": len(found) > PAGE,
        "articles": articles,
    }


def _sought(connection: Connection, q: str) -> tuple[str, Row]:
    """The condition on articles: the warehouse's own search where it has one, else every word somewhere in the text."""
    (own,) = rows(
        connection,
        "SELECT EXISTS (SELECT FROM pg_proc WHERE oid = to_regprocedure('analyst.search(text)')"
        " AND 'document_id' = ANY(proargnames)) AS there",
    )
    if own.there:
        return _SEARCH, {"search": q}
    return _WORDS, {"words": [f"%{_literal(word)}%" for word in fold(q).split()]}


def _literal(word: str) -> str:
    """``word`` for LIKE, its own signs taken as they are."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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
        row["parts"] = [part.split("\x1f", 2) for part in row["parts"]]
    layers = {layer: [row for row in (*happened, *mentioned) if row["layer"] == layer] for layer in LAYERS}
    spans = [
        Found(row["layer"], str(row["row_id"]), row["start_offset"], row["end_offset"])
        for row in (*happened, *mentioned)
    ]
    return {"document": found[0], "layers": layers, "pieces": pieces(found[0]["raw_text"], spans)}


def _ask(connection: Connection, name: str, parts: list[str], values: Row) -> list[Row]:
    query = _statement(name).replace("{condition}", " AND ".join(parts) or "true")
    return [row._asdict() for row in rows(connection, query, values)]
