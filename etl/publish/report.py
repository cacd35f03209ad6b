"""``waqai report``: one HTML page about a selection of events that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from psycopg2.extensions import connection as Connection  # noqa: N812

from etl import __version__
from etl.publish import charts
from etl.publish.export import replaced
from etl.publish.place_map import is_on_map, place_map
from etl.publish.queries import layout
from etl.publish.reading import reading, rows
from etl.publish.selection import Condition, Selection, condition
from etl.publish.spans import pieces, spans_in

Row = dict[str, Any]

#: What the pictures hold at most; the tables of the warehouse hold the rest.
_HAPPENINGS, _DYADS = 25, 15


def write_report(out: Path, selection: Selection, *, evidence: int = 300, url: str | None = None) -> int:
    """Write the page to ``out``; the number of events that it is about.

    ``evidence`` is the number of sentences listed at most. Raises TerminalError for an unknown type or place.
    """
    with reading(url) as connection:
        content = gather(connection, selection, evidence)
    page = render(content)
    with replaced(out) as file:
        file.write(page.encode("utf-8"))
    return int(content["summary"]["events"])


def gather(connection: Connection, selection: Selection, evidence: int) -> Row:
    """All that the page shows, as plain values."""
    wanted = condition(connection, selection)
    (summary,) = _ask(connection, "report_summary", wanted)
    places = _ask(connection, "report_places", wanted)
    drawn = [place for place in places if is_on_map(place)]
    grain = _grain(selection.from_on or summary["first_on"], selection.to_on or summary["last_on"])
    timeline = _timeline(_ask(connection, "report_timeline", wanted, grain=grain))
    casualties = [_casualty(row) for row in _ask(connection, "report_casualties", wanted, limit=_HAPPENINGS)]
    dyads = _dyads(_ask(connection, "report_dyads", wanted))
    kinds, quads = {row["kind"] for row in casualties}, {row["quad"] for row in dyads}
    return {
        "title": _title(selection),
        "selection": selection,
        "summary": summary,
        "grain": grain,
        "places": places,
        "elsewhere": [place for place in places if not is_on_map(place)],
        "timeline": timeline,
        "casualties": casualties,
        "dyads": dyads,
        "evidence": _evidence(connection, wanted, evidence),
        "evidence_limit": evidence,
        "quads": charts.QUADS,
        "casualty_limit": _HAPPENINGS,
        "dyad_limit": _DYADS,
        "keys": {
            "timeline": [pair for _, *pair in sorted({(row["rank"], row["label"], row["colour"]) for row in timeline})],
            "casualties": [(kind, colour) for kind, colour in charts.KINDS.items() if kind in kinds],
            "dyads": [name_and_colour for code, name_and_colour in charts.QUADS.items() if code in quads],
        },
        "version": __version__,
        "charts": {
            name: chart
            for name, chart in (
                ("map", place_map(drawn) if drawn else None),
                ("timeline", charts.timeline(timeline, grain) if timeline else None),
                ("casualties", charts.casualties(casualties) if casualties else None),
                ("dyads", charts.dyads(dyads) if dyads else None),
            )
            if chart
        },
    }


def _ask(connection: Connection, name: str, wanted: Condition, **values: Any) -> list[Row]:
    query = layout(name).replace("{condition}", wanted.sql)
    return [row._asdict() for row in rows(connection, query, {**wanted.values, **values})]


def _title(selection: Selection) -> str:
    where = ", ".join(selection.places)
    days = " to ".join(str(day) for day in (selection.from_on, selection.to_on) if day)
    if selection.from_on and not selection.to_on:
        days = f"since {selection.from_on}"
    elif selection.to_on and not selection.from_on:
        days = f"until {selection.to_on}"
    return " · ".join(part for part in ("Events in the news", where, ", ".join(selection.types), days) if part)


def _grain(first: date | None, last: date | None) -> str:
    """The width of a bar: some dozens fit on a screen."""
    length = (last - first).days if first and last else 0
    return "day" if length <= 92 else "week" if length <= 730 else "month"


def _timeline(found: list[Row]) -> list[Row]:
    """The most frequent types by name, the rest as one."""
    totals: dict[str, int] = {}
    for row in found:
        row["label"] = charts.both(row["event_name_en"], row["event_name_ar"])
        totals[row["label"]] = totals.get(row["label"], 0) + row["events"]
    ranked = sorted(totals, key=lambda label: (-totals[label], label))[: charts.TYPES - 1]
    summed: dict[tuple[date, str], Row] = {}
    for row in found:
        is_named = row["label"] in ranked
        label = row["label"] if is_named else "Other types"
        rank = ranked.index(label) if is_named else charts.TYPES - 1
        new = {"starts_on": row["starts_on"], "label": label, "rank": rank, "events": 0}
        at = summed.setdefault((row["starts_on"], label), {**new, "colour": f"var(--type-{rank + 1})"})
        at["events"] += row["events"]
    return sorted(summed.values(), key=lambda row: (row["starts_on"], row["rank"]))


def _casualty(row: Row) -> Row:
    """Numbers that JSON knows, ends for the band where a bound is open, and a name for the happening."""
    low, best, high = (None if row[name] is None else float(row[name]) for name in ("low", "best", "high"))
    known = [value for value in (low, best, high) if value is not None] or [0.0]
    where = charts.both(row["place_en"], row["place_ar"])
    day = f"{row['starts_on'] or 'day unknown'}{' (lent)' if row['is_lent'] else ''}"
    total = " · a total" if row["is_total"] else ""
    return {
        "label": f"{day} · {row['name_en']} · {where}{total}",
        "kind": row["kind"],
        "low": low,
        "best": best,
        "high": high,
        "from": min(known),
        "to": max(known),
        "range": f"{_range(low, high)} {row['kind']}",
        "claims": row["claims"],
    }


def _range(low: float | None, high: float | None) -> str:
    """The bounds as people write them.

    >>> _range(12, 12), _range(12, 17), _range(12, None), _range(None, 17)
    ('12', '12–17', '≥ 12', '≤ 17')
    """
    if low is None or high is None:
        return f"≥ {low:,.10g}" if low is not None else f"≤ {high:,.10g}" if high is not None else "unsaid"
    return f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"


def _dyads(found: list[Row]) -> list[Row]:
    totals: dict[tuple[str, str], int] = {}
    kept: list[Row] = []
    for row in found:
        # Isolates: a name in the other script must not turn the pair around.
        english = (
            f"\u2068{row['source_en'] or row['source_ar']}\u2069 → \u2068{row['target_en'] or row['target_ar']}\u2069"
        )
        arabic = f"\u2067{row['source_ar'] or row['source_en']} ← {row['target_ar'] or row['target_en']}\u2069"
        totals[english, arabic] = totals.get((english, arabic), 0) + row["events"]
        kept.append({"english": english, "arabic": arabic, "quad": row["quad_code"], "events": row["events"]})
    ranked = sorted(totals, key=lambda pair: (-totals[pair], pair))[:_DYADS]
    place = {pair: number for number, pair in enumerate(ranked)}
    kept = [row for row in kept if (row["english"], row["arabic"]) in place]
    return sorted(kept, key=lambda row: (place[row["english"], row["arabic"]], row["quad"] or 0))


def _evidence(connection: Connection, wanted: Condition, limit: int) -> list[Row]:
    latest = [row["event_id"] for row in _ask(connection, "report_latest", wanted, limit=limit)]
    told = _ask(connection, "report_evidence", wanted, event_ids=latest)
    found = spans_in(connection, [(str(row["document_id"]), row["sentence_no"]) for row in told])
    for row in told:
        key = (str(row["document_id"]), row["sentence_no"])
        others = [span for span in found[key] if span.layer != "event" or span.row_id == str(row["event_id"])]
        row["pieces"] = pieces(row["sentence"], others, row["start_offset"])
    return told


def render(content: Row) -> str:
    """The page as HTML. Text of articles is hostile: the template escapes all of it, and the page's own policy lets no
    script run but the two that it names by their checksum.
    """
    library, starter = _library(), _read("report.js")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {_checksum(library)} {_checksum(starter)}"
    return (
        _templates()
        .get_template("report.html")
        .render(
            **content,
            policy=policy,
            style=Markup(_read("report.css")),
            library=Markup(library),
            starter=Markup(starter),
            specs={name: as_json(chart) for name, chart in content["charts"].items()},
        )
    )


def as_json(value: Any) -> Markup:
    """JSON that may stand inside a script element: no character of it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


@cache
def _library() -> str:
    """Vega, Vega-Lite and vega-embed as one script."""
    import vl_convert

    return str(vl_convert.javascript_bundle()).replace("</script", "<\\/script").replace("<!--", "<\\!--")  # type: ignore[call-arg]


def _checksum(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return files("etl.publish.templates").joinpath(name).read_text(encoding="utf-8")


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("etl.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["days"] = days
    made.filters["web"] = web_address
    return made


def days(span: Sequence[date | None], source: str | None = None) -> str:
    """One day, or two with a dash, or a word for none; a day that publication lends (``source``) says so.

    >>> days((date(2016, 12, 10), date(2016, 12, 11)), "published")
    '2016-12-10 – 2016-12-11 (lent by publication)'
    """
    first, last = span
    if first is None:
        return "day unknown"
    known = str(first) if last in (None, first) else f"{first} – {last}"
    return f"{known} (lent by publication)" if source == "published" else known


def web_address(url: str | None) -> str:
    """``url`` where a browser would open a page, "" for anything that could do more (``javascript:`` and its kind)."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
