"""The pictures of the report as Vega-Lite charts over rows of plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import altair as alt

Rows = Sequence[dict[str, Any]]
#: Makes a label of an English and an Arabic name.
Named = Callable[[str | None, str | None], str]
#: Altair leaves its data untyped. What is long goes by name: Altair copies what it holds itself a dozen times.
data: Any = alt.Data
by_name: Any = alt.NamedData

FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', Tahoma, sans-serif"
# Colours are the page's own variables, so that charts follow it into the dark and onto paper (report.css).
INK, FAINT, BORDER, CARD, _GRID = (f"var(--{name})" for name in ("ink", "faint", "border", "card", "grid"))
#: Quad code -> name and colour.
QUADS = {
    1: ("Verbal cooperation", "var(--quad-1)"),
    2: ("Material cooperation", "var(--quad-2)"),
    3: ("Verbal conflict", "var(--quad-3)"),
    4: ("Material conflict", "var(--quad-4)"),
    None: ("Disaster, economy, other", "var(--quad-0)"),
}
#: Kind of casualty -> colour.
KINDS = {kind: f"var(--{kind})" for kind in ("killed", "injured", "harmed", "missing")}
#: How many types have a colour of their own; the last one stands for all others.
TYPES = 9


class Axis(NamedTuple):
    """The days that charts over time show, both inclusive, in bars of a ``grain``: day, week (from Monday) or month."""

    first: date
    last: date
    grain: str

    def begin(self, day: date) -> date:
        """The first day of the bar that ``day`` is in, as PostgreSQL truncates it.

        >>> Axis(date(2016, 12, 1), date(2016, 12, 31), "week").begin(date(2016, 12, 11))
        datetime.date(2016, 12, 5)
        """
        if self.grain == "month":
            return day.replace(day=1)
        return day - timedelta(days=day.weekday()) if self.grain == "week" else day

    def until(self, day: date) -> date:
        """The day after the bar that begins with ``day``."""
        if self.grain == "month":
            return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return day + timedelta(days=7 if self.grain == "week" else 1)

    @property
    def title(self) -> str:
        """What a bar's day is called."""
        return "Day" if self.grain == "day" else f"{self.grain.title()} of"

    def middle(self, day: date) -> datetime:
        """The middle of the bar that begins with ``day``."""
        return datetime.combine(day, time.min) + (self.until(day) - day) / 2

    def encoded(self, column: str = "starts_on") -> alt.X:
        """The axis over ``column``."""
        ends = (self.begin(self.first), self.until(self.begin(self.last)))
        least, most = (alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in ends)
        days = "%-d %b %Y" if self.grain == "day" else "%b %Y"
        return alt.X(
            f"{column}:T",
            title=None,
            scale=alt.Scale(type="utc", domainMin=least, domainMax=most),
            axis=alt.Axis(grid=False, format=days, labelOverlap="greedy"),
        )


def timeline(rows: Rows, axis: Axis) -> dict[str, Any]:
    """Stacked bars along ``axis``; ``rows`` have starts_on, label, rank, colour, events."""
    values = [{**row, "until": axis.until(row["starts_on"]).isoformat()} for row in rows]
    for row in values:
        row["starts_on"] = row["starts_on"].isoformat()
    chart = (
        alt.Chart(by_name("bars"))
        .mark_bar(stroke=CARD, strokeWidth=0.5)
        .encode(
            x=axis.encoded(),
            x2="until:T",
            y=alt.Y("sum(events):Q", title="Events", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("colour:N", scale=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("starts_on:T", title=axis.title, format="%Y-%m-%d"),
                alt.Tooltip("label:N", title="Type"),
                alt.Tooltip("sum(events):Q", title="Events"),
            ],
        )
    )
    return finished(chart.properties(width="container", height=220), bars=values)


def tolls(rows: Rows, axis: Axis) -> dict[str, Any]:
    """A bar from the lowest to the highest sum of each kind along ``axis``; an open end has an arrow.

    ``rows`` have starts_on, kind, low, high (null where open), range and claims.
    """
    values = [
        {
            **row,
            "starts_on": row["starts_on"].isoformat(),
            "middle": f"{axis.middle(row['starts_on']).isoformat()}Z",
            "to": row["low"] if row["high"] is None else row["high"],
        }
        for row in rows
    ]
    people = alt.Y(
        "low:Q",
        title="People, on a logarithmic scale",
        scale=alt.Scale(type="symlog", domainMin=0),
        axis=alt.Axis(values=_steps(max(row["to"] for row in values)), labelExpr="format(datum.value, '~s')"),
    )
    layers: list[Any] = []
    for number, (kind, colour) in enumerate(KINDS.items()):
        # Kinds of one day stand beside each other.
        beside = 6 * (number - 1)
        base = (
            alt.Chart(by_name("tolls"))
            .transform_filter(f"datum.kind == '{kind}'")
            .encode(
                x=axis.encoded("middle"),
                tooltip=[
                    alt.Tooltip("starts_on:N", title=axis.title),
                    alt.Tooltip("range:N", title=kind.title()),
                    alt.Tooltip("claims:N", title="As written"),
                ],
            )
        )
        bars: Any = {"strokeWidth": 5, "strokeCap": "round", "color": colour, "xOffset": beside}
        arrows: Any = {"text": "▲", "fontSize": 8, "dy": -7, "dx": beside, "color": colour}
        highs = [row["high"] for row in rows if row["kind"] == kind]
        if highs:
            layers.append(base.mark_rule(**bars).encode(y=people, y2="to:Q"))
        if None in highs:
            layers.append(base.mark_text(**arrows).transform_filter("datum.high === null").encode(y="to:Q"))
    return finished(alt.layer(*layers).properties(width="container", height=220), tolls=values)


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
    return finished(alt.layer(*layers).properties(width="container", height=44 * len(values)))


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
    layers = [bars, *_names(named, "english", "width", -22), *_names(named, "arabic", "width", -7, FAINT)]
    return finished(alt.layer(*layers).properties(width="container", height=58 * len(pairs)))


# Names stand above their rows, not beside them: a phone has no room for both.
def _lines(rows: Rows) -> alt.Chart:
    return alt.Chart(data(values=list(rows))).encode(
        y=alt.Y("row:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.25))
    )


def _names(rows: Rows, name: str, limit: str, dy: int = -16, colour: str = INK) -> list[Any]:
    """The texts of column ``name`` at the left edge, cut off after ``limit``, an expression in pixels."""
    written: Any = {"align": "left", "dy": dy, "fontSize": 12, "limit": alt.ExprRef(limit), "color": colour}
    return [_lines(rows).mark_text(**written).encode(x=alt.value(2), text=f"{name}:N")]


def both(english: str | None, arabic: str | None) -> str:
    """A name in both scripts, the Arabic one shielded from the direction of the other."""
    if not arabic or arabic == english:
        return english or "—"
    return f"{english} · \u2068{arabic}\u2069" if english else arabic


def finished(chart: Any, background: str = "transparent", autosize: str = "fit-x", **datasets: Any) -> dict[str, Any]:
    """The chart in the page's manner, as plain values, with the ``datasets`` that it has by name."""
    fitted = alt.AutoSizeParams(type=autosize, contains="padding")  # type: ignore[arg-type]
    styled = (
        chart.properties(autosize=fitted)
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None, fill=background)
        .configure_axis(
            labelColor=FAINT,
            titleColor=FAINT,
            titleFontWeight="normal",
            titleFontSize=12,
            gridColor=_GRID,
            domainColor=BORDER,
            tickColor=BORDER,
            labelFontSize=12,
        )
    )
    made: dict[str, Any] = styled.to_dict()
    # Altair names the place that its schema can be fetched from; nothing shall name the network.
    made.pop("$schema", None)
    return {**made, "datasets": {**made.get("datasets", {}), **datasets}}
