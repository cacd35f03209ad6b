"""Results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.quality import calibration
from benchmarks.quality.events import ROLES, EventScores
from benchmarks.quality.layers import LAYERS
from benchmarks.quality.results import Result, headlines
from benchmarks.quality.spans import Score

#: Types with fewer events in the gold are told together.
FEWEST = 8


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(header)
    lines = [head, ["---", *("--:" for _ in head[1:])], *map(list, rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _three(score: Score | None) -> str:
    if score is None:
        return "–"
    return f"{_percent(score.precision)} / {_percent(score.recall)} / **{_percent(score.f1)}**"


def scores(coders: dict[str, Result], absent: Iterable[str] = ()) -> str:
    """All layers, one coder a column: precision / recall / F1, or one share; those who are absent have columns too."""
    results = list(coders.values())
    rows = []
    for layer in LAYERS:
        rows.append([f"{layer}: words found", *(_three(r.spans.get(layer)) for r in results)])
        rows.append([f"{layer}: right value", *(_three(r.values.get(layer)) for r in results)])
    told = [result.events for result in results]
    rows.append(["events: found", *(_percent(e.found.recall) if e else "–" for e in told)])
    rows.append(["events: found, right type", *(_percent(e.typed.recall) if e else "–" for e in told)])
    rows.append(["events: asserted", *(_three(e.asserted) if e else "–" for e in told)])
    rows.append(["events: whole", *(_percent(e.whole.recall) if e else "–" for e in told)])
    rows.append(["events: invented, of 100 rows", *(_percent(e.invented.precision) if e else "–" for e in told)])
    for role in ROLES:
        rows.append([f"role: {role}", *(_three(e.roles[role]) if e else "–" for e in told)])
    missing = list(absent)
    return table(["", *coders, *missing], ([*row, *("not measured" for _ in missing)] for row in rows))


def agreement(second: Result) -> str:
    """F1 of the second reader, scored as a coder is: the words, and the value of them."""
    told = second.events
    assert told is not None
    rows = [[layer, *(f"{100 * of[layer].f1:.1f}" for of in (second.spans, second.values))] for layer in LAYERS]
    rows.append(["asserted events", f"{100 * told.asserted.f1:.1f}", ""])
    rows.append(["whole events", f"{100 * told.whole.recall:.1f}", ""])
    rows += [[f"role: {role}", f"{100 * told.roles[role].f1:.1f}", ""] for role in ROLES]
    return table(["", "words", "value"], rows)


def counts(result: Result) -> str:
    """What the scores mean for a count in SQL."""
    assert result.events is not None
    told = {**result.values, "events (asserted)": result.events.asserted}
    return table(
        ["rows of", "of 100 rows, right", "of 100 in the texts, found", "a count shows"],
        (
            [name, f"{100 * s.precision:.0f}", f"{100 * s.recall:.0f}", f"{100 * _shown(s):.0f} % of the true one"]
            for name, s in told.items()
        ),
    )


def _shown(score: Score) -> float:
    return score.recall / score.precision if score.precision else 0.0


def types(told: EventScores) -> str:
    """Asserted events by type; the rare ones in one row."""
    common = {name: score for name, score in told.types.items() if score.wanted >= FEWEST}
    rest = sum((score for name, score in told.types.items() if name not in common), Score())
    order = sorted(common.items(), key=lambda item: (-item[1].wanted, item[0]))
    rows = [[f"`{name}`", *_type_cells(score)] for name, score in order]
    rows.append([f"{len(told.types) - len(common)} rarer types", *_type_cells(rest)])
    return table(["event type", "in the texts", "rows", "precision", "recall", "F1"], rows)


def _type_cells(score: Score) -> list[str]:
    return [str(score.wanted), str(score.given), *map(_percent, (score.precision, score.recall, score.f1))]


def registers(found: dict[str, tuple[int, Result]]) -> str:
    """The headlines by register."""
    numbers = {name: headlines(result) for name, (_, result) in found.items()}
    rows = ([name, str(found[name][0]), *(f"{n:.1f}" for n in line.values())] for name, line in numbers.items())
    return table(["register", "articles", *next(iter(numbers.values()))], rows)


def confidence(told: EventScores) -> str:
    found = calibration.bins(told.judged)
    rows = ([f"{one.said:.2f}", str(one.rows), f"{one.right:.2f}"] for one in found)
    return (
        table(["mean confidence", "rows", "share that is right"], rows)
        + f"\n\nMean distance between the two (expected calibration error): {calibration.error(found):.3f}."
    )
