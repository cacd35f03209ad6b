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
# Colours are the page's own variables, so that charts follow it into the dark and onto paper (report.css).
_INK, _FAINT, _LAND, _BORDER, _SEA, _CARD, _GRID, _DOT = (
    f"var(--{name})" for name in ("ink", "faint", "land", "border", "sea", "card", "grid", "red")
)
#: Quad code -> name and colour.
QUADS = {
    1: ("Verbal cooperation", "var(--quad-1)"),
    2: ("Material cooperation", "var(--quad-2)"),
    3: ("Verbal conflict", "var(--quad-3)"),
    4: ("Material conflict", "var(--quad-4)"),
    None: ("Disaster, economy, other", "var(--quad-0)"),
}
#: Kind of casualty -> colour.
KINDS = {"killed": "var(--killed)", "injured": "var(--injured)", "missing": "var(--missing)"}
#: How many types have a colour of their own; the last one stands for all others.
TYPES = 9

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
    ).mark_geoshape(fill=_LAND, stroke=_BORDER, strokeWidth=0.7, clip=True)
    most = max(place["events"] for place in places)
    base = alt.Chart(_data(values=list(places)))
    circles = base.mark_circle(color=_DOT, opacity=0.62, stroke=_CARD, strokeWidth=0.8, clip=True).encode(
        longitude="longitude:Q",
        latitude="latitude:Q",
        size=alt.Size(
            "events:Q",
            scale=alt.Scale(domain=[0, most], range=[_SMALLEST, alt.ExprRef(f"{_GREATEST} * {_ZOOM}")]),
            legend=None,
        ),
        order=alt.Order("events:Q", sort="descending"),
        tooltip=[
            alt.Tooltip("place_en:N", title="Place"),
            alt.Tooltip("place_ar:N", title="المكان"),
            alt.Tooltip("events:Q", title="Events"),
            alt.Tooltip("main_type:N", title="Mostly"),
        ],
    )
    written: Any = {
        "align": alt.ExprRef("datum.align"),
        "dx": alt.ExprRef("datum.align == 'left' ? -8 : datum.align == 'right' ? 8 : 0"),
        "dy": alt.ExprRef(f"-6 - sqrt(({_SMALLEST} + datum.share * ({_GREATEST} * {_ZOOM} - {_SMALLEST})) / PI)"),
        "fontSize": 11.5,
        "clip": True,
    }
    names = (
        alt.Chart(_data(values=_labelled(places, (west, south, east, north), most)))
        .transform_filter(f"{_ZOOM} == 1 || datum.fits_a_phone")
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="label:N")
    )
    halo = names.mark_text(**written, color=_CARD, stroke=_CARD, strokeWidth=3, strokeJoin="round", strokeOpacity=0.85)
    projected = alt.layer(land, circles, halo, names.mark_text(**written, color=_INK)).project(
        type="mercator",
        center=[(west + east) / 2, middle],
        scale=alt.ExprRef(size),
        translate=alt.ExprRef("[width / 2, height / 2]"),
    )
    return _finished(
        projected.properties(width="container", height="container", padding=0), background=_SEA, autosize="fit"
    )


# Areas of circles in square pixels, and what a phone takes off the greatest.
_SMALLEST, _GREATEST = 60, 1100
_ZOOM = "(width > 600 ? 1 : 0.4)"


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


def _labelled(places: Rows, frame: tuple[float, float, float, float], most: int) -> list[dict[str, Any]]:
    """The places with most events whose names do not run into those of greater ones, on a map of so many degrees."""
    west, south, east, north = frame
    wide, high = east - west, north - south
    for_phones = _apart(places, wide / 2.6, high / 9)
    return [
        {
            "longitude": place["longitude"],
            "latitude": place["latitude"],
            "label": both(place["place_en"], place["place_ar"]),
            "fits_a_phone": place in for_phones,
            "share": place["events"] / most,
            # A name at the edge leans inwards.
            "align": _leaning((place["longitude"] - west) / wide),
        }
        for place in _apart(places, wide / 7, high / 18)
    ]


def _leaning(share: float) -> str:
    return "left" if share < 0.15 else "right" if share > 0.85 else "center"


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
    """Stacked bars by day, week or month; ``rows`` have starts_on, label, rank, colour, events."""
    values = [{**row, "until": _next(row["starts_on"], grain).isoformat()} for row in rows]
    for row in values:
        row["starts_on"] = row["starts_on"].isoformat()
    chart = (
        alt.Chart(_data(values=values))
        .mark_bar(stroke=_CARD, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "starts_on:T",
                title=None,
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(grid=False, format="%-d %b %Y" if grain == "day" else "%b %Y", labelOverlap="greedy"),
            ),
            x2="until:T",
            y=alt.Y("sum(events):Q", title="Events", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("colour:N", scale=None),
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

    ``rows`` have label, kind, low, best, high (null where open), from, to, range and claims, and are sorted.
    """
    values = [{**row, "row": number, "colour": KINDS[row["kind"]]} for number, row in enumerate(rows)]
    tooltip = [
        alt.Tooltip("label:N", title="Event"),
        alt.Tooltip("range:N", title="People"),
        alt.Tooltip("best:Q", title="Best"),
        alt.Tooltip("claims:N", title="As written"),
    ]
    axis = alt.X(
        "from:Q",
        title="People, on a logarithmic scale",
        scale=alt.Scale(type="symlog", domainMin=0),
        axis=alt.Axis(values=_steps(max(row["to"] for row in rows)), labelExpr="format(datum.value, '~s')"),
    )

    def those(kept: Rows) -> alt.Chart:
        return _lines(kept).encode(color=alt.Color("colour:N", scale=None), tooltip=tooltip)

    layers: list[Any] = [
        those(values).mark_rule(strokeWidth=8, opacity=0.4, strokeCap="round").encode(x=axis, x2="to:Q"),
        *_names(values, "label", "width - 20 - 7 * length(datum.range)"),
        _lines(values)
        .mark_text(align="right", dy=-16, fontSize=12, fontWeight="bold")
        .encode(x=alt.value("width"), text="range:N", color=alt.Color("colour:N", scale=None)),
    ]
    if known := [row for row in values if row["best"] is not None]:
        layers.append(those(known).mark_circle(size=80, opacity=1).encode(x="best:Q"))
    for bound, at, arrow, shift in (("high", "to:Q", "▶", 9), ("low", "from:Q", "◀", -9)):
        if bare := [row for row in values if row[bound] is None]:
            layers.append(those(bare).mark_text(text=arrow, fontSize=11, dx=shift).encode(x=at))
    return _finished(alt.layer(*layers).properties(width="container", height=44 * len(values)))


def _steps(greatest: float) -> list[int]:
    """0, 1, 3, 10, 30, ... up to the first that is not below ``greatest``."""
    steps = [0, 1]
    while steps[-1] < greatest:
        steps.append(steps[-1] * 3 if str(steps[-1])[0] == "1" else steps[-1] // 3 * 10)
    return steps


def dyads(rows: Rows) -> dict[str, Any]:
    """Bars of who acted upon whom by class of act; ``rows`` have english, arabic, quad, events and are sorted."""
    pairs = list(dict.fromkeys((row["english"], row["arabic"]) for row in rows))
    values = [
        {
            "row": pairs.index((row["english"], row["arabic"])),
            "pair": row["english"],
            "quad": QUADS[row["quad"]][0],
            "colour": QUADS[row["quad"]][1],
            "events": row["events"],
        }
        for row in rows
    ]
    named = [{"row": number, "english": pair[0], "arabic": pair[1]} for number, pair in enumerate(pairs)]
    most = max(sum(row["events"] for row in values if row["row"] == number) for number in range(len(pairs)))
    few = list(range(most + 1)) if most <= 10 else alt.Undefined
    bars = (
        _lines(values)
        .mark_bar(height=10, cornerRadius=1, yOffset=6)
        .encode(
            x=alt.X("events:Q", title="Events", axis=alt.Axis(values=few, format="d")),
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("pair:N", title="Who → whom"),
                alt.Tooltip("quad:N", title="Class"),
                alt.Tooltip("events:Q", title="Events"),
            ],
        )
    )
    layers = [bars, *_names(named, "english", "width", -22), *_names(named, "arabic", "width", -7, _FAINT)]
    return _finished(alt.layer(*layers).properties(width="container", height=58 * len(pairs)))


# Names stand above their rows, not beside them: a phone has no room for both.
def _lines(rows: Rows) -> alt.Chart:
    return alt.Chart(_data(values=list(rows))).encode(
        y=alt.Y("row:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.25))
    )


def _names(rows: Rows, name: str, limit: str, dy: int = -16, colour: str = _INK) -> list[Any]:
    """The texts of column ``name`` at the left edge, cut off after ``limit``, an expression in pixels."""
    written: Any = {"align": "left", "dy": dy, "fontSize": 12, "limit": alt.ExprRef(limit), "color": colour}
    return [_lines(rows).mark_text(**written).encode(x=alt.value(2), text=f"{name}:N")]


def both(english: str | None, arabic: str | None) -> str:
    """A name in both scripts, the Arabic one shielded from the direction of the other."""
    if not arabic or arabic == english:
        return english or "—"
    return f"{english} · \u2068{arabic}\u2069" if english else arabic


def _finished(chart: Any, background: str = "transparent", autosize: str = "fit-x") -> dict[str, Any]:
    fitted = alt.AutoSizeParams(type=autosize, contains="padding")  # type: ignore[arg-type]
    styled = (
        chart.properties(autosize=fitted)
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None, fill=background)
        .configure_axis(
            labelColor=_FAINT,
            titleColor=_FAINT,
            titleFontWeight="normal",
            titleFontSize=12,
            gridColor=_GRID,
            domainColor=_BORDER,
            tickColor=_BORDER,
            labelFontSize=12,
        )
    )
    made: dict[str, Any] = styled.to_dict()
    # Altair names the place that its schema can be fetched from; nothing shall name the network.
    made.pop("$schema", None)
    return made
