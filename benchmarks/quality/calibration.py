"""Whether confidence is what it says: of the rows that say 0.9, nine in ten should be right.

bin    rows whose confidence lies in a tenth: their mean confidence and the share of them that is right
error  the mean distance between the two, each bin weighed by its rows (expected calibration error)
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

_SIZE, _EDGE = 320, 46


class Bin(NamedTuple):
    """Rows of about the same confidence."""

    rows: int
    said: float
    right: float


def bins(judged: list[tuple[float, bool]]) -> list[Bin]:
    """The tenths that have rows, from low to high."""
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for said, right in judged:
        found[min(9, int(said * 10 + 1e-9))].append((said, right))
    return [
        Bin(len(rows), sum(said for said, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows))
        for _, rows in sorted(found.items())
    ]


def error(found: list[Bin]) -> float:
    rows = sum(one.rows for one in found)
    return sum(one.rows * abs(one.said - one.right) for one in found) / rows if rows else 0.0


def picture(found: list[Bin], title: str) -> str:
    """An SVG: what rows say against what holds, a dot's area by its rows; on the dashed line confidence is right."""
    most = max((one.rows for one in found), default=1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE + 2 * _EDGE}" height="{_SIZE + 2 * _EDGE}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{_EDGE + _SIZE / 2}" y="24" text-anchor="middle" font-size="14">{title}</text>',
    ]
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        lines += [
            f'<path d="M{x} {_EDGE}V{_EDGE + _SIZE}M{_EDGE} {y}H{_EDGE + _SIZE}" stroke="#ddd"/>',
            f'<text x="{x}" y="{_EDGE + _SIZE + 16}" text-anchor="middle">{tenth / 10:.1f}</text>',
            f'<text x="{_EDGE - 6}" y="{y + 4}" text-anchor="end">{tenth / 10:.1f}</text>',
        ]
    lines.append(f'<path d="M{_EDGE} {_EDGE + _SIZE}L{_EDGE + _SIZE} {_EDGE}" stroke="#888" stroke-dasharray="4"/>')
    points = [_at(one.said, one.right) for one in found]
    lines.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none" stroke="#1f77b4"/>')
    for one, (x, y) in zip(found, points, strict=True):
        tip = f"{one.rows} rows say {one.said:.2f}, {one.right:.2f} hold"
        radius = round(3 + 9 * (one.rows / most) ** 0.5, 1)
        lines.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#1f77b4" fill-opacity="0.6"><title>{tip}</title></circle>'
        )
    middle = _EDGE + _SIZE / 2
    lines += [
        f'<text x="{middle}" y="{_SIZE + 2 * _EDGE - 8}" text-anchor="middle">confidence of the row</text>',
        f'<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _at(said: float, right: float) -> tuple[float, float]:
    return round(_EDGE + said * _SIZE, 1), round(_EDGE + (1 - right) * _SIZE, 1)
