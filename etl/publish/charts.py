"""The pictures of the report as Vega-Lite charts over rows of plain dictionaries."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt

Rows = Sequence[dict[str, Any]]
#: Altair leaves its data untyped.
_data: Any = alt.Data

FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', Tahoma, sans-serif"
#: Quad code -> name and colour; the colours stay apart for readers who see no red or green.
QUADS = {
    1: ("Verbal cooperation", "#7fa8c9"),
    2: ("Material cooperation", "#2f6f9f"),
    3: ("Verbal conflict", "#e3a857"),
    4: ("Material conflict", "#a63d2f"),
    None: ("Disaster, economy, other", "#8f8a80"),
}
# Muted variants of Okabe and Ito's palette.
_TYPES = ["#a63d2f", "#d98c3f", "#2f6f9f", "#7fb0a2", "#6b5b95", "#c9a93f", "#4f7f4f", "#b07aa1", "#b9b4aa"]
_INK, _FAINT, _LAND, _LINE, _SEA = "#2b2a27", "#6f6b63", "#efebe2", "#c9c2b3", "#f8fafb"

#: West, south, east, north: what the map shows at most. Happenings elsewhere are listed beside it.
WINDOW = (-18.0, -4.0, 64.0, 41.5)


@cache
def outlines() -> dict[str, Any]:
    """Countries as TopoJSON; ``outlines/README.md`` says where from."""
    loaded: dict[str, Any] = json.loads(files("etl.publish.outlines").joinpath("countries.json").read_text("utf-8"))
    return loaded


def is_on_map(place: dict[str, Any]) -> bool:
    """Whether the map can show a place: known more closely than by its country, and inside the window."""
    west, south, east, north = WINDOW
    return not place["is_vague"] and west <= place["longitude"] <= east and south <= place["latitude"] <= north


def place_map(places: Rows) -> dict[str, Any]:
    """Circles whose area is the number of happenings; ``places`` are those that :func:`is_on_map`."""
    west, south, east, north = _frame(places)
    top, bottom = _mercator(north), _mercator(south)
    size = f"min(width / {math.radians(east - west):.4f}, height / {top - bottom:.4f})"
    middle = math.degrees(2 * math.atan(math.exp((top + bottom) / 2)) - math.pi / 2)
    land = alt.Chart(
        _data(values=outlines(), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    ).mark_geoshape(fill=_LAND, stroke=_LINE, strokeWidth=0.7, clip=True)
    base = alt.Chart(_data(values=list(places)))
    circles = base.mark_circle(color="#a63d2f", opacity=0.62, stroke="white", strokeWidth=0.8, clip=True).encode(
        longitude="longitude:Q",
        latitude="latitude:Q",
        size=alt.Size("events:Q", title="Events", scale=alt.Scale(range=[60, 1100], zero=True), legend=None),
        order=alt.Order("events:Q", sort="descending"),
        tooltip=[
            alt.Tooltip("place_en:N", title="Place"),
            alt.Tooltip("place_ar:N", title="المكان"),
            alt.Tooltip("events:Q", title="Events"),
            alt.Tooltip("main_type:N", title="Mostly"),
        ],
    )
    names = (
        alt.Chart(_data(values=_labelled(places, east - west, north - south)))
        .transform_filter("width > 600 || datum.fits_a_phone")
        .mark_text(dy=-14, fontSize=11.5, color=_INK, stroke="white", strokeWidth=3, strokeOpacity=0.85, clip=True)
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="label:N")
    )
    projected = alt.layer(land, circles, names, names.mark_text(dy=-14, fontSize=11.5, color=_INK, clip=True)).project(
        type="mercator",
        center=[(west + east) / 2, middle],
        scale=alt.ExprRef(size),
        translate=alt.ExprRef("[width / 2, height / 2]"),
    )
    return _finished(
        projected.properties(width="container", height="container", padding=0), background=_SEA, autosize="fit"
    )


def _frame(places: Rows) -> tuple[float, float, float, float]:
    """The window's part that holds all places, with a margin, and at least some degrees wide."""
    if not places:
        return WINDOW
    longitudes = [place["longitude"] for place in places]
    latitudes = [place["latitude"] for place in places]
    west, east = _widened(min(longitudes), max(longitudes), 9.0)
    south, north = _widened(min(latitudes), max(latitudes), 6.0)
    return max(west, WINDOW[0]), max(south, WINDOW[1]), min(east, WINDOW[2]), min(north, WINDOW[3])


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    margin = max((high - low) * 0.12, (least - (high - low)) / 2, 0.8)
    return low - margin, high + margin


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _labelled(places: Rows, wide: float, high: float) -> list[dict[str, Any]]:
    """The places with most events whose names do not run into those of greater ones, on a map of so many degrees."""
    for_phones = _apart(places, wide / 2.6, high / 9)
    return [
        {**place, "label": both(place["place_en"], place["place_ar"]), "fits_a_phone": place in for_phones}
        for place in _apart(places, wide / 7, high / 18)
    ]


def _apart(places: Rows, least_x: float, least_y: float) -> list[dict[str, Any]]:
    chosen: list[dict[str, Any]] = []
    for place in places:
        if all(
            abs(place["longitude"] - other["longitude"]) > least_x
            or abs(place["latitude"] - other["latitude"]) > least_y
            for other in chosen
        ):
            chosen.append(place)
    return chosen


def timeline(rows: Rows, grain: str) -> dict[str, Any]:
    """Stacked bars by day, week or month; ``rows`` have starts_on, label, events."""
    values = [{**row, "until": _next(row["starts_on"], grain).isoformat()} for row in rows]
    for row in values:
        row["starts_on"] = row["starts_on"].isoformat()
    labels = list(dict.fromkeys(row["label"] for row in sorted(values, key=lambda row: row["rank"])))
    chart = (
        alt.Chart(_data(values=values))
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X(
                "starts_on:T",
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(grid=False, format="%-d %b %Y" if grain == "day" else "%b %Y", labelOverlap="greedy"),
            ),
            x2="until:T",
            y=alt.Y("sum(events):Q", title="Events", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "label:N",
                title=None,
                scale=alt.Scale(domain=labels, range=_TYPES[: len(labels) - 1] + _TYPES[-1:]),
                legend=alt.Legend(orient="bottom", columns=3, labelLimit=260, symbolType="square"),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("starts_on:T", title={"day": "Day"}.get(grain, f"{grain.title()} of"), format="%Y-%m-%d"),
                alt.Tooltip("label:N", title="Type"),
                alt.Tooltip("sum(events):Q", title="Events"),
            ],
        )
    )
    return _finished(chart.properties(width="container", height=220))


def _next(day: date, grain: str) -> date:
    if grain == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + timedelta(days=7 if grain == "week" else 1)


def casualties(rows: Rows) -> dict[str, Any]:
    """A line from the lowest to the highest bound and a dot at the best value; an open end has an arrow.

    ``rows`` have label, kind, low, best, high (null where open), claims, and are sorted.
    """
    base = _lines(rows, [row["label"] for row in rows]).encode(
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=["killed", "injured", "missing"], range=["#a63d2f", "#d98c3f", "#6b5b95"]),
            legend=alt.Legend(orient="top", symbolType="circle", symbolOpacity=1),
        ),
        tooltip=[
            alt.Tooltip("label:N", title="Event"),
            alt.Tooltip("kind:N", title="Kind"),
            alt.Tooltip("low:Q", title="Lowest"),
            alt.Tooltip("best:Q", title="Best"),
            alt.Tooltip("high:Q", title="Highest"),
            alt.Tooltip("claims:N", title="As written"),
        ],
    )
    axis = alt.X(
        "from:Q",
        title="People, on a logarithmic scale",
        scale=alt.Scale(type="symlog", domainMin=0),
        axis=alt.Axis(values=_steps(max(row["to"] for row in rows)), format="~s"),
    )
    bands = base.mark_rule(strokeWidth=8, opacity=0.35, strokeCap="round").encode(x=axis, x2="to:Q")
    dots = base.transform_filter("isValid(datum.best)").mark_circle(size=80, opacity=1).encode(x="best:Q")
    more = base.transform_filter("!isValid(datum.high)").mark_text(text="▶", fontSize=11, dx=9).encode(x="to:Q")
    fewer = base.transform_filter("!isValid(datum.low)").mark_text(text="◀", fontSize=11, dx=-9).encode(x="from:Q")
    return _finished(alt.layer(bands, dots, more, fewer, _names(base)).properties(width="container", height=_ROW))


def _steps(greatest: float) -> list[int]:
    """0, 1, 3, 10, 30, ... up to the first that is not below ``greatest``."""
    steps = [0, 1]
    while steps[-1] < greatest:
        steps.append(steps[-1] * 3 if str(steps[-1])[0] == "1" else steps[-1] // 3 * 10)
    return steps


def dyads(rows: Rows, labels: Sequence[str]) -> dict[str, Any]:
    """Bars of who acted upon whom by class of act; ``rows`` have label, quad, events."""
    totals = [sum(row["events"] for row in rows if row["label"] == label) for label in labels]
    few = list(range(max(totals) + 1)) if max(totals) <= 10 else alt.Undefined
    base = _lines(rows, labels)
    bars = base.mark_bar(height=12, cornerRadius=1).encode(
        x=alt.X("events:Q", title="Events", axis=alt.Axis(values=few, format="d")),
        color=alt.Color(
            "quad:N",
            title=None,
            scale=alt.Scale(domain=[name for name, _ in QUADS.values()], range=[c for _, c in QUADS.values()]),
            legend=alt.Legend(orient="top", columns=3, symbolType="square", labelLimit=220),
        ),
        tooltip=[
            alt.Tooltip("label:N", title="Who → whom"),
            alt.Tooltip("quad:N", title="Class"),
            alt.Tooltip("events:Q", title="Events"),
        ],
    )
    return _finished(alt.layer(bars, _names(base)).properties(width="container", height=_ROW))


# Names stand above their rows, not beside them: a phone has no room for both.
_ROW: Any = alt.Step(44)


def _lines(rows: Rows, labels: Sequence[str]) -> alt.Chart:
    return alt.Chart(_data(values=list(rows))).encode(
        y=alt.Y("label:N", title=None, sort=list(labels), axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.25))
    )


def _names(base: alt.Chart) -> alt.Chart:
    return base.mark_text(align="left", dy=-16, fontSize=12, limit=620).encode(  # type: ignore[no-any-return]
        x=alt.value(2), text="label:N", color=alt.value(_INK)
    )


def both(english: str | None, arabic: str | None) -> str:
    """A name in both scripts, the Arabic one shielded from the direction of the other."""
    if not arabic or arabic == english:
        return english or "—"
    return f"{english} · \u2068{arabic}\u2069" if english else arabic


def _finished(chart: Any, background: str = "transparent", autosize: str = "fit-x") -> dict[str, Any]:
    fitted = alt.AutoSizeParams(type=autosize, contains="padding")  # type: ignore[arg-type]
    styled = (
        chart.configure(font=FONT, background="transparent", autosize=fitted)
        .configure_view(stroke=None, fill=background)
        .configure_axis(
            labelColor=_FAINT, titleColor=_FAINT, titleFontWeight="normal", gridColor="#e8e3d8", labelFontSize=12
        )
        .configure_legend(labelColor=_INK, labelFontSize=12)
    )
    made: dict[str, Any] = styled.to_dict()
    # Altair names the place that its schema can be fetched from; nothing shall name the network.
    made.pop("$schema", None)
    return made
