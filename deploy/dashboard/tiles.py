"""Tiles of a map of the world as SVG, in the web Mercator grid that maps in browsers ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asinh, pi, radians, tan
from typing import Any

_LAND, _SEA, _BORDER = "#f4f1ea", "#d3dfe6", "#b3aa9a"
#: Pixels at the edge of a tile, the scale in which all coordinates are.
_SIZE = 256
#: Mercator ends here; the square of the world does too.
_LAST_LATITUDE = 85.0511


@dataclass(frozen=True)
class Ring:
    """One closed line of an outline in pixels of zoom 0, with the box around it."""

    points: tuple[tuple[float, float], ...]
    west: float
    north: float
    east: float
    south: float


@dataclass(frozen=True)
class Tiles:
    """All outlines; a country's rings stay together so that holes stay holes."""

    rings: tuple[Ring, ...]

    @classmethod
    def of(cls, topology: dict[str, Any]) -> Tiles:
        """From TopoJSON whose object ``countries`` holds polygons and multipolygons, with quantised arcs."""
        (across, up), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for arc in topology["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append(_projected(x * across + left, y * up + bottom))
            arcs.append(line)
        rings = []
        for shape in topology["objects"]["countries"]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            rings += [_ring(arcs, references) for polygon in polygons for references in polygon]
        return cls(tuple(rings))

    def draw(self, zoom: int, column: int, row: int) -> str:
        """The tile at a zoom of 0 to 19, as SVG of 256 by 256; beside the world there is sea."""
        scale = 2 ** min(zoom, 19)
        side = _SIZE / scale
        west, north = column * side, row * side
        seen = (
            ring
            for ring in self.rings
            if ring.west < west + side and ring.east > west and ring.north < north + side and ring.south > north
        )
        path = "".join(
            "M" + "L".join(f"{(x - west) * scale:.1f},{(y - north) * scale:.1f}" for x, y in ring.points) + "Z"
            for ring in seen
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE}" height="{_SIZE}" viewBox="0 0 {_SIZE} {_SIZE}">'
            f'<rect width="{_SIZE}" height="{_SIZE}" fill="{_SEA}"/>'
            f'<path d="{path}" fill="{_LAND}" fill-rule="evenodd" stroke="{_BORDER}" stroke-linejoin="round"/></svg>'
        )


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    latitude = max(-_LAST_LATITUDE, min(_LAST_LATITUDE, latitude))
    return (longitude + 180) / 360 * _SIZE, (1 - asinh(tan(radians(latitude))) / pi) / 2 * _SIZE


def _ring(arcs: list[list[tuple[float, float]]], references: Iterable[int]) -> Ring:
    """An arc is named by its number, or by its complement where it is walked backwards."""
    points: list[tuple[float, float]] = []
    for number in references:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[bool(points) :]
    xs, ys = zip(*points, strict=True)
    return Ring(tuple(points), min(xs), min(ys), max(xs), max(ys))
