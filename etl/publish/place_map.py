"""The report's maps as Vega-Lite charts: circles over outlines of countries."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt

from etl.publish.charts import BORDER, CARD, INK, Named, Rows, both, by_name, finished

_LAND, _SEA, _DOT = (f"var(--{name})" for name in ("land", "sea", "red"))
# Areas of circles in square pixels, and what a phone takes off the greatest.
_SMALLEST, _GREATEST = 60, 1100
_ZOOM = "(width > 600 ? 1 : 0.4)"

#: West, south, east, north in degrees.
Window = tuple[float, float, float, float]
#: What the map of the region shows at most, and that of the world.
REGION: Window = (-18.0, -4.0, 64.0, 41.5)
WORLD: Window = (-170.0, -56.0, 180.0, 74.0)


@cache
def outlines() -> dict[str, Any]:
    """Countries as TopoJSON; ``outlines/README.md`` says where from."""
    loaded: dict[str, Any] = json.loads(files("etl.publish.outlines").joinpath("countries.json").read_text("utf-8"))
    return loaded


def maps(places: Rows, named: Named = both) -> dict[str, dict[str, Any]]:
    """A map of the region for what lies in it, and one of the world as soon as something lies outside of it.

    Only ``places`` with a latitude and a longitude are drawn; ``named`` makes a label of an English and an Arabic name.
    """
    drawn = [place for place in places if place["latitude"] is not None]
    near = [place for place in drawn if _is_in(REGION, place)]
    made = {"map": place_map(near, REGION, named)} if near else {}
    return made | ({"world": place_map(drawn, WORLD, named)} if len(near) < len(drawn) else {})


def _is_in(window: Window, place: dict[str, Any]) -> bool:
    west, south, east, north = window
    return bool(west <= place["longitude"] <= east and south <= place["latitude"] <= north)


def place_map(places: Rows, window: Window, named: Named = both) -> dict[str, Any]:
    """Circles whose area is the number of happenings, on the part of ``window`` that holds them."""
    west, south, east, north = _frame(places, window)
    top, bottom = _mercator(north), _mercator(south)
    size = f"min(width / {math.radians(east - west):.4f}, height / {top - bottom:.4f})"
    middle = math.degrees(2 * math.atan(math.exp((top + bottom) / 2)) - math.pi / 2)
    land = alt.Chart(by_name("land", format=alt.TopoDataFormat(type="topojson", feature="countries"))).mark_geoshape(
        fill=_LAND, stroke=BORDER, strokeWidth=0.7, clip=True
    )
    most = max(place["events"] for place in places)
    base = alt.Chart(by_name("places"))
    circles = base.mark_circle(color=_DOT, opacity=0.62, stroke=CARD, strokeWidth=0.8, clip=True).encode(
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
        alt.Chart(by_name("names"))
        .transform_filter(f"{_ZOOM} == 1 || datum.fits_a_phone")
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="label:N")
    )
    halo = names.mark_text(**written, color=CARD, stroke=CARD, strokeWidth=3, strokeJoin="round", strokeOpacity=0.85)
    projected = alt.layer(land, circles, halo, names.mark_text(**written, color=INK)).project(
        type="mercator",
        center=[(west + east) / 2, middle],
        scale=alt.ExprRef(size),
        translate=alt.ExprRef("[width / 2, height / 2]"),
    )
    return finished(
        projected.properties(width="container", height="container", padding=0),
        background=_SEA,
        autosize="fit",
        land=outlines(),
        places=list(places),
        names=_labelled(places, (west, south, east, north), most, named),
    )


def _frame(places: Rows, window: Window) -> Window:
    """The window's part that holds all places, with a margin, and at least some degrees wide."""
    longitudes = [place["longitude"] for place in places]
    latitudes = [place["latitude"] for place in places]
    west, east = _widened(min(longitudes), max(longitudes), 9.0)
    south, north = _widened(min(latitudes), max(latitudes), 6.0)
    return max(west, window[0]), max(south, window[1]), min(east, window[2]), min(north, window[3])


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    margin = max((high - low) * 0.12, (least - (high - low)) / 2, 0.8)
    return low - margin, high + margin


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _labelled(places: Rows, frame: Window, most: int, named: Named) -> list[dict[str, Any]]:
    """The places with most events whose names do not run into those of greater ones, on a map of so many degrees."""
    west, south, east, north = frame
    wide, high = east - west, north - south
    for_phones = _apart(places, wide / 2.6, high / 9)
    return [
        {
            "longitude": place["longitude"],
            "latitude": place["latitude"],
            "label": named(place["place_en"], place["place_ar"]),
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
