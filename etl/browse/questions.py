"""What the reader asks the warehouse."""

from __future__ import annotations

import itertools
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.browse.form import ANY, MODALITIES, SORTS, Form
from etl.browse.wording import Words
from etl.publish.queries import Query, listed_query
from etl.publish.reading import rows
from etl.publish.selection import ACTING, Condition, condition
from etl.publish.spans import LAYERS, Found, Piece, pieces, spans_in

Row = dict[str, Any]

PAGE, ARTICLES = 30, 20
#: Nobody reads further: events counted and shown at most, and articles found by words.
MOST, MOST_ARTICLES = 10_000, 1_000
_BEST = 5
#: Actors suggested at most.
_NAMES = 10
# As analyst.search() does, without its ranks and headlines.
_FOUND = """event.document_id IN (
    SELECT found.document_id FROM core.document_search AS found WHERE found.words @@ analyst.search_query(%(q)s)
)"""


# What is put in is SQL of our own.
_OF_ACTOR = f"ARRAY(SELECT event.document_id FROM analyst.events_all AS event WHERE {ACTING})"  # noqa: S608


@cache
def _statement(name: str) -> str:
    return files("etl.browse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def choices(connection: Connection) -> Row:
    """What the form's lists offer."""
    return {
        "types": rows(connection, "SELECT event_type, name_en, name_ar FROM ref.event_types ORDER BY name_en"),
        "sources": [row.source_code for row in rows(connection, "SELECT source_code FROM core.sources ORDER BY 1")],
        "modalities": MODALITIES,
        "sorts": SORTS,
    }


def wanted(connection: Connection, form: Form) -> Condition:
    """The question as SQL over ``event``, a row of analyst.events_all.

    Raises TerminalError for a day, a type, a place, an actor, a modality or an order that is none.
    """
    form.check()
    chosen = condition(connection, form.selection())
    parts = [chosen.sql]
    if form.source:
        parts.append("event.source_code = %(source)s")
    if form.q:
        parts.append(_FOUND)
    if form.modality != ANY:
        parts.append("event.modality = %(modality)s::ref.modality")
    values = {**chosen.values, "source": form.source, "q": form.q, "modality": form.modality}
    return Condition(" AND ".join(parts), values, chosen.meant)


def hits(connection: Connection, form: Form) -> Query:
    """All events that are asked for, as a file holds them. Raises TerminalError as :func:`wanted`."""
    return listed_query(connection, "events_all", wanted(connection, form), SORTS[form.sort].order)


def events(connection: Connection, form: Form) -> Row:
    """A page of events with their sentences in pieces, and the best articles with the words asked for.

    Raises TerminalError as :func:`wanted`.
    """
    chosen = wanted(connection, form)
    page = min(form.page, MOST // PAGE)
    limits: Row = {"limit": PAGE + 1, "offset": PAGE * (page - 1), "most": MOST}
    (counted,) = ask(connection, "count", chosen, **limits)
    here = [row["event_id"] for row in ask(connection, "page", chosen, order=SORTS[form.sort].order, **limits)]
    best = _articles(connection, form, chosen, _BEST, 0) if form.q else []
    return {
        "meant": chosen.meant,
        "events": told(connection, here[:PAGE]),
        "count": counted["events"],
        "most": MOST,
        "page": page,
        "has_more": len(here) > PAGE and page < MOST // PAGE,
        "articles": best[:_BEST],
        "has_more_articles": len(best) > _BEST,
    }


def names(connection: Connection, typed: str, words: Words) -> list[Row]:
    """Actors whose name is like what was ``typed``: how they are called, and the name of theirs that fits."""
    found: dict[str, str] = {}
    for row in ask(connection, "actors", typed=typed):
        found.setdefault(words.of(row, "name"), row["matched"])
    return [{"name": name, "matched": matched} for name, matched in itertools.islice(found.items(), _NAMES)]


def told(connection: Connection, event_ids: list[str]) -> list[Row]:
    """Events in the order of their ids, with their figures, and their sentences in pieces."""
    found = ask(connection, "events", event_ids=event_ids)
    return _with_pieces(connection, found)


def articles(connection: Connection, form: Form) -> Row:
    """A page of articles: the fittest first where words are asked for, else the latest.

    Raises TerminalError for a day, a type, a place or an actor that is none.
    """
    form.check()
    last = MOST_ARTICLES // ARTICLES if form.q else MOST // ARTICLES
    page = min(form.page, last)
    chosen = condition(connection, form.selection())
    found = _articles(connection, form, chosen, ARTICLES, ARTICLES * (page - 1))
    return {
        "meant": chosen.meant,
        "articles": found[:ARTICLES],
        "page": page,
        "is_last": page == last,
        "has_more": len(found) > ARTICLES and page < last,
    }


def _articles(connection: Connection, form: Form, chosen: Condition, size: int, offset: int) -> list[Row]:
    """One article more than ``size``, if there is one."""
    values = chosen.values
    areas = [*values.get("countries", []), *values.get("regions", []), *values.get("locations", [])]
    more: Row = {
        "q": form.q,
        "source": form.source or None,
        "type": form.event_type or None,
        "areas": areas or [None],
        "limit": size + 1,
        "offset": offset,
    }
    name = "articles_found" if form.q else "articles"
    documents = _OF_ACTOR if form.actor else "NULL::uuid[]"
    return ask(connection, name, Condition(documents, {**values, **more}))


def _with_pieces(connection: Connection, found: list[Row]) -> list[Row]:
    spans = spans_in(connection, [(str(row["document_id"]), row["sentence_no"]) for row in found])
    for row in found:
        here = spans[str(row["document_id"]), row["sentence_no"]]
        shown = [span for span in here if span.layer != "event" or span.row_id == str(row["event_id"])]
        row["pieces"] = pieces(row["sentence"], shown, row["start_offset"])
    return found


def article(connection: Connection, document_id: UUID, span: tuple[int, int] | None = None) -> Row | None:
    """An article, its text in pieces, and its rows by layer, ``span`` marked in it; None where there is none."""
    found = ask(connection, "document", document_id=str(document_id))
    if not found:
        return None
    happened = ask(connection, "document_events", document_id=str(document_id))
    mentioned = ask(connection, "document_mentions", document_id=str(document_id))
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
    shown = _marked(pieces(found[0]["raw_text"], spans, cuts=span or ()), span or (0, 0))
    first = next((number for number, (_, is_marked) in enumerate(shown) if is_marked), None)
    return {"document": found[0], "layers": layers, "pieces": shown, "first_marked": first}


def _marked(cut: list[Piece], span: tuple[int, int]) -> list[tuple[Piece, bool]]:
    """Each piece, and whether it lies in ``span``."""
    ends = itertools.accumulate((len(piece.text) for piece in cut), initial=0)
    return [(piece, span[0] <= start < span[1]) for piece, start in zip(cut, ends, strict=False)]


def _part(own_id: str, part: str) -> Row:
    """A participant, place, figure or day of an event; one that no layer holds gets ``own_id`` and its own span."""
    role, row_id, layer, start, end, surface = part.split("\x1f", 5)
    own = None if row_id else Found(layer, own_id, int(start), int(end))
    return {"role": role, "row_id": row_id or own_id, "own": own, "surface": surface}


def place_of_row(connection: Connection, row_id: UUID) -> Row | None:
    """The document of a row of any layer; None where no row has the id."""
    query = "SELECT document_id FROM analyst.evidence WHERE row_id = %(row_id)s LIMIT 1"
    found = rows(connection, query, {"row_id": str(row_id)})
    return found[0]._asdict() if found else None


def ask(
    connection: Connection, name: str, chosen: Condition | None = None, order: str = "", **values: Any
) -> list[Row]:
    """The rows of ``sql/<name>.sql``."""
    query = _statement(name).replace("{condition}", chosen.sql if chosen else "").replace("{order}", order)
    return [row._asdict() for row in rows(connection, query, {**(chosen.values if chosen else {}), **values})]
