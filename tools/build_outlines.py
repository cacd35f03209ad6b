"""Make the outlines of countries that the report's map is drawn on.

From Natural Earth's 1:50m countries (public domain) as the npm package world-atlas ships them in TopoJSON:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tools.build_outlines package/countries-50m.json etl/publish/outlines/countries.json

Lines inside the window of the Arab world keep their detail, the rest of the world is drawn roughly; borders are thinned
as the shared arcs that they are, so that neighbours stay neighbours.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

#: West, south, east, north, in degrees.
WINDOW = (-19.0, -6.0, 66.0, 43.0)
#: ISO 3166-1 numbers of what is left out: Antarctica lies beyond the edge of the map.
LEFT_OUT = frozenset({"010"})
#: Degrees that a line may be off, inside and outside of the window.
FINE, ROUGH = 0.03, 0.5
#: Degrees between two points beyond which a great circle leaves a parallel too far.
LONGEST = 8.0
#: Square degrees below which an island or a hole is left out, inside and outside of the window.
LEAST_FINE, LEAST_ROUGH = 0.002, ROUGH**2 / 2
#: Degrees of one step of the stored coordinates.
STEP = 0.01


def decode(arc: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    """Degrees of an arc whose steps are relative to the point before."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return unwrapped(points)


def unwrapped(points: list[Point]) -> list[Point]:
    """The points with longitudes that go on beyond 180 degrees where the line crosses there, so that it is measured
    as it is drawn.
    """
    made = points[:1]
    for x, y in points[1:]:
        made.append((x - 360 * round((x - made[-1][0]) / 360), y))
    return made


def encode(points: list[Point]) -> list[list[int]]:
    """The inverse of :func:`decode`, in steps of ``STEP`` from (0, 0)."""
    steps: list[list[int]] = []
    last = (0, 0)
    for x, y in points:
        at = (round(x / STEP), round(y / STEP))
        steps.append([at[0] - last[0], at[1] - last[1]])
        last = at
    return steps


def thinned(points: list[Point], off: float) -> list[Point]:
    """Douglas and Peucker's choice of points: no dropped one is further than ``off`` from the line.

    A long straight line keeps some of its points: the map draws great circles between them.
    """
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = off, None
        for i in range(first + 1, last):
            distance = _distance(points[i], points[first], points[last])
            if distance > far:
                far, at = distance, i
        if at is None and last - first > 1 and math.dist(points[first], points[last]) > LONGEST:
            at = (first + last) // 2
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    projected = (point[0] - start[0]) * dx + (point[1] - start[1]) * dy
    along = 0.0 if not length else max(0.0, min(1.0, projected / length))
    return float(((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5)


def _is_near(points: list[Point]) -> bool:
    west, south, east, north = WINDOW
    return any(west <= x <= east and south <= y <= north for x, y in points)


def build(world: dict[str, Any]) -> dict[str, Any]:
    """The topology with thinner arcs; rings that shrink to nothing are left out with their islands."""
    arcs = [decode(arc, world["transform"]) for arc in world["arcs"]]
    thin = [thinned(arc, FINE if _is_near(arc) else ROUGH) for arc in arcs]
    shapes = []
    for shape in world["objects"]["countries"]["geometries"]:
        if "arcs" not in shape or shape.get("id") in LEFT_OUT:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        # A ring that thinning turned inside out would flood the globe.
        kept = [[ring for ring in polygon if _keeps_its_side(ring, arcs, thin)] for polygon in polygons]
        kept = [rings for rings, polygon in zip(kept, polygons, strict=True) if rings and rings[0] == polygon[0]]
        if kept:
            shapes.append({"type": "MultiPolygon", "id": shape.get("id"), "arcs": kept})
    used = sorted({_index(i) for shape in shapes for polygon in shape["arcs"] for ring in polygon for i in ring})
    moved = {old: new for new, old in enumerate(used)}
    for shape in shapes:
        shape["arcs"] = [
            [[moved[i] if i >= 0 else ~moved[~i] for i in ring] for ring in polygon] for polygon in shape["arcs"]
        ]
    return {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [encode(thin[i]) for i in used],
    }


def _keeps_its_side(ring: list[int], arcs: list[list[Point]], thin: list[list[Point]]) -> bool:
    """Whether the thinned ring still has an area that can be seen, run round the same way."""
    before, after = (_area(ring, lines) for lines in (arcs, thin))
    least = LEAST_FINE if any(_is_near(arcs[_index(i)]) for i in ring) else LEAST_ROUGH
    return abs(after) > least and (before > 0) == (after > 0)


def _area(ring: list[int], lines: list[list[Point]]) -> float:
    points = unwrapped([point for i in ring for point in (lines[i] if i >= 0 else lines[~i][::-1])])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


if __name__ == "__main__":
    source, target = (Path(name) for name in sys.argv[1:3])
    topology = build(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(topology, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size:,} bytes")
