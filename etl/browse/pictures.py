"""The events asked for on a map and along the days."""

from __future__ import annotations

from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.browse.form import Form
from etl.browse.questions import Row, ask, wanted
from etl.browse.wording import Words
from etl.publish import charts
from etl.publish.place_map import maps
from etl.publish.report import as_json, axis_of, by_type


def pictures(connection: Connection, form: Form, words: Words) -> Row:
    """Maps, a chart over time, and the numbers of both. Raises TerminalError as :func:`questions.wanted`."""
    chosen = wanted(connection, form)
    (summary,) = ask(connection, "summary", chosen)
    axis = axis_of(form.selection(), summary)
    named = charts.both if words.language == "en" else _in_arabic
    places = [{**row, "main_type": words.of(row, "main_type")} for row in ask(connection, "places", chosen)]
    days = by_type(ask(connection, "days", chosen, **axis._asdict()), named, words("Other types")) if axis else []
    drawn = maps(places, named) | ({"timeline": charts.timeline(days, axis)} if axis and days else {})
    return {
        "meant": chosen.meant,
        "summary": summary,
        "axis": axis,
        "places": places,
        "days": days,
        "key": [pair for _, *pair in sorted({(row["rank"], row["label"], row["colour"]) for row in days})],
        "specs": {name: as_json(_worded(chart, words)) for name, chart in drawn.items()},
    }


def _in_arabic(english: str | None, arabic: str | None) -> str:
    return arabic or english or ""


def _worded(value: Any, words: Words) -> Any:
    """A chart with its titles and days in the language of the page."""
    if isinstance(value, list):
        return [_worded(item, words) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: words.named(item) if key in ("title", "format") and isinstance(item, str) else _worded(item, words)
        for key, item in value.items()
    }
