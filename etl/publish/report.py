"""``waqai report``: one HTML page about a selection of events that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version as package_version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from psycopg2.extensions import connection as Connection  # noqa: N812

from etl import __version__
from etl.errors import TerminalError
from etl.publish import charts
from etl.publish.export import Tell, replaced
from etl.publish.place_map import maps
from etl.publish.queries import layout
from etl.publish.reading import reading, rows
from etl.publish.selection import Condition, Selection, condition
from etl.publish.spans import pieces, spans_in
from etl.settings import settings

Row = dict[str, Any]

#: What the pictures hold at most; the tables of the warehouse hold the rest.
_HAPPENINGS, _DYADS = 25, 15
#: How far before its publication, or after, news still is news: what lies further off is recalled or misread, and would
#: squeeze a year into a corner of the axis.
_NEWS = timedelta(days=31)


def write_report(
    out: Path,
    selection: Selection,
    *,
    evidence: int = 300,
    url: str | None = None,
    tell: Tell = lambda line: None,
) -> int:
    """Write the page to ``out``; the number of events that it is about.

    ``evidence`` is the number of sentences listed at most. ``tell`` hears, a line for people each, whom the actors that
    were asked for stand for. Raises TerminalError for an unknown type, place or actor.
    """
    with reading(url) as connection:
        content = gather(connection, selection, evidence)
    for meant in content["meant"]:
        tell(str(meant))
    page = render(content)
    with replaced(out) as file:
        file.write(page.encode("utf-8"))
    return int(content["summary"]["events"])


def gather(connection: Connection, selection: Selection, evidence: int) -> Row:
    """All that the page shows, as plain values."""
    wanted = condition(connection, selection)
    (summary,) = _ask(connection, "report_summary", wanted)
    places = _ask(connection, "report_places", wanted)
    axis = axis_of(selection, summary)
    counted = _ask(connection, "report_timeline", wanted, **axis._asdict()) if axis else []
    timeline = by_type([row for row in counted if row["starts_on"]])
    suffered = [_casualty(row) for row in _ask(connection, "report_casualties", wanted)]
    newly = [row for row in suffered if axis and row["is_of_its_day"] and axis.first <= row["starts_on"] <= axis.last]
    # The toll of a war would hide what these days tell.
    casualties = [*newly, *(row for row in suffered if row not in newly)][:_HAPPENINGS]
    tolls = _tolls(newly, axis) if axis else []
    dyads = _dyads(_ask(connection, "report_dyads", wanted))
    kinds, quads = {row["kind"] for row in (*casualties, *tolls)}, {row["quad"] for row in dyads}
    return {
        "title": _title(selection),
        "selection": selection,
        "meant": wanted.meant,
        "summary": summary,
        "axis": axis,
        "outside": sum(row["events"] for row in counted if not row["starts_on"]),
        "places": places,
        "vague": [place for place in places if place["latitude"] is None],
        "timeline": timeline,
        "casualties": casualties,
        "tolls": tolls,
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
        "charts": maps(places)
        | {
            name: chart
            for name, chart in (
                ("timeline", charts.timeline(timeline, axis) if axis and timeline else None),
                ("tolls", charts.tolls(tolls, axis) if axis and tolls else None),
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
    where = ", ".join((*selection.actors, *selection.places))
    days = " to ".join(str(day) for day in (selection.from_on, selection.to_on) if day)
    if selection.from_on and not selection.to_on:
        days = f"since {selection.from_on}"
    elif selection.to_on and not selection.from_on:
        days = f"until {selection.to_on}"
    return " · ".join(part for part in ("Events in the news", where, ", ".join(selection.types), days) if part)


def axis_of(selection: Selection, summary: Row) -> charts.Axis | None:
    """The days asked for, else those of the events that are near their publication; None without a day."""
    first, last = summary["first_on"], summary["last_on"]
    if first is None:
        return None
    earliest, latest = summary["first_published_on"], summary["last_published_on"]
    first = max(first, selection.from_on or (earliest - _NEWS if earliest else first))
    last = max(first, min(last, selection.to_on or (latest + _NEWS if latest else last)))
    # Some dozens of bars fit on a screen.
    length = (last - first).days
    return charts.Axis(first, last, "day" if length <= 92 else "week" if length <= 730 else "month")


def by_type(found: list[Row], named: charts.Named = charts.both, rest: str = "Other types") -> list[Row]:
    """The most frequent types by name, the ``rest`` as one."""
    totals: dict[str, int] = {}
    for row in found:
        row["label"] = named(row["event_name_en"], row["event_name_ar"])
        totals[row["label"]] = totals.get(row["label"], 0) + row["events"]
    ranked = sorted(totals, key=lambda label: (-totals[label], label))[: charts.TYPES - 1]
    summed: dict[tuple[date, str], Row] = {}
    for row in found:
        is_named = row["label"] in ranked
        label = row["label"] if is_named else rest
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
        "starts_on": row["starts_on"],
        "is_of_its_day": bool(row["is_of_its_day"] and row["starts_on"]),
        "kind": row["kind"],
        "low": low,
        "best": best,
        "high": high,
        "from": min(known),
        "to": max(known),
        "range": f"{bounds(low, high)} {row['kind']}",
        "claims": row["claims"],
    }


def _tolls(suffered: list[Row], axis: charts.Axis) -> list[Row]:
    """Happenings of one kind summed by day, week or month: all lowest bounds, and all highest where none is open."""
    of_day: dict[tuple[date, str], list[Row]] = {}
    for row in suffered:
        of_day.setdefault((axis.begin(row["starts_on"]), row["kind"]), []).append(row)
    return [_toll(day, kind, of_day[day, kind]) for day, kind in sorted(of_day)]


def _toll(day: date, kind: str, summed: list[Row]) -> Row:
    """
    >>> rows = [{"low": 2, "high": 5, "claims": "a"}, {"low": None, "high": 7, "claims": "b"}]
    >>> toll = _toll(date(2016, 12, 11), "killed", rows)
    >>> toll["low"], toll["high"], toll["range"], toll["claims"]
    (2, 12, '2–12', 'a | b')
    """
    low = sum(row["low"] or 0 for row in summed)
    high = None if any(row["high"] is None for row in summed) else sum(row["high"] for row in summed)
    claims = " | ".join(row["claims"] for row in summed)
    return {"starts_on": day, "kind": kind, "low": low, "high": high, "range": bounds(low, high), "claims": claims}


def bounds(low: float | None, high: float | None) -> str:
    """The bounds as people write them.

    >>> bounds(12, 12), bounds(12, 17), bounds(12, None), bounds(None, 17)
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
    library, starter = chart_library(), read("report.js")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {_checksum(library)} {_checksum(starter)}"
    return (
        _templates()
        .get_template("report.html")
        .render(
            **content,
            policy=policy,
            style=Markup(read("charts.css") + read("report.css")),
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
def chart_library() -> str:
    """Vega, Vega-Lite and vega-embed as one script; bundling takes seconds, so each version of them is bundled once."""
    import vl_convert

    kept = settings().home / "cache" / f"vega-{package_version('vl-convert-python')}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    script = str(vl_convert.javascript_bundle()).replace("</script", "<\\/script").replace("<!--", "<\\!--")  # type: ignore[call-arg]
    # Who reads a warehouse elsewhere may have no folder to write to.
    with suppress(OSError, TerminalError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with replaced(kept) as file:
            file.write(script.encode("utf-8"))
    return script


def _checksum(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def read(name: str) -> str:
    """A file of ``templates/``."""
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
