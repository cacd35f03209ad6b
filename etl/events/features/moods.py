"""Features of whether what a trigger tells happened, and whether lately."""

from __future__ import annotations

from etl.events.arcs import Arcs
from etl.events.features.bins import distance
from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.syntax.clusters import cluster
from etl.syntax.graph import Graph


def modality(page: Page, trigger: Trigger) -> list[str]:
    """Features of "it happened, was denied, is planned ..."."""
    arcs = page.arcs(trigger.at)
    graph = arcs.graph
    i = trigger.at
    word = graph.reading(i)
    tag = graph.tag(i)
    up = graph.head(i)
    tense = graph.tense(i)
    flags = ("س" if word.future else "") + word.preposition if word is not None else ""
    found = [
        "bias",
        f"type={trigger.event_type}",
        f"lemma={graph.lemma(i)}",
        f"label={graph.label(i)} tag={tag}",
        f"tense={tense} {flags} {tag}",
        f"tense={tense} {graph.label(i)}",
        f"form={graph.form(i)}",
        f"definite={bool(word and word.definite)} {tag}",
        f"definite={bool(word and word.definite)} type={trigger.event_type} {tag}",
        f"agreement={word.stem.agreement if word is not None and word.stem is not None else ''} {tense} {tag}",
        f"asks={_asks(graph)}",
    ]
    if up >= 0:
        governor = graph.lemma(up)
        above = graph.reading(up)
        found += [
            f"governor={governor} {arcs.slot(up, i)}",
            f"governor={governor}",
            f"governor={cluster(graph.tag(up), governor)[1]} {graph.label(i)}",
            f"above={graph.tense(up)} {bool(above and above.future)} {graph.label(i)}",
        ]
        top = graph.head(up)
        if top >= 0:
            found.append(f"grand={graph.lemma(top)}")
            found.append(f"grand={cluster(graph.tag(top), graph.lemma(top))[1]} {graph.label(up)}")
    for k in range(max(graph.first, i - 3), i):
        found.append(f"near={graph.lemma(k)} {i - k if i - k < 3 else 3}")
        if graph.tag(k) in ("PART", "SCONJ", "AUX", "VERB"):
            found.append(f"near={graph.lemma(k)}")
    for k in range(i + 1, min(graph.stop, i + 3)):
        found.append(f"next={graph.lemma(k)}")
    first = True
    for name, away, operator in arcs.operators(i):
        if operator.types and trigger.event_type not in operator.types:
            continue
        found.append(f"operator={operator.modality} {min(away, 3)}")
        found.append(f"operator={operator.modality}")
        found.append(f"operator={name} {operator.modality}")
        if first and operator.modality != "report":
            found.append(f"nearest={operator.modality}")
            found.append(f"nearest={operator.modality} {min(away, 3)} {tag}")
            first = False
    for date in page.dates[page.text.sentence_of[i]]:
        expression = page.layers.dates[date]
        found.append(f"date={expression.timex} {expression.modifier}")
        since = f"since={page.since(date)}"
        at = page.top(expression)
        side = "<" if at < i else ">"
        found += [
            f"{since} {tag} {tense}",
            f"{since} {side} verbs={min(arcs.verbs(i, at), 2)} {tag}",
            f"{since} type={trigger.event_type}",
        ]
        if graph.head(at) == i:
            found += [f"own {since}", f"own {since} {tense} {tag}"]
    preposition = graph.preposition(i)
    if preposition:
        found.append(f"preposition={preposition} {tag}")
        found.append(f"preposition={preposition} {graph.lemma(up) if up >= 0 else '-'}")
    found += _before(arcs, i, tag)
    title = page.text.sentence_of[i] == 0
    found.append(f"title={title} {tag} {tense}")
    found.append(f"quoted={_quoted(graph, i)}")
    chain = [graph.tag(k) + (r.stem.tense[:2] if (r := graph.reading(k)) and r.stem and r.stem.tense else "")
             for k in graph.ancestors(i)]  # fmt: skip
    found.append(f"chain={' '.join(chain[:3])} {tag}")
    return found


def recent(page: Page, trigger: Trigger, moods: list[str]) -> list[str]:
    """Features of "it happened on the day of publication or the day before": its ``moods``, and where it is told."""
    return [*moods, f"sentence={min(page.text.sentence_of[trigger.at], 5)}"]


def _before(arcs: Arcs, i: int, tag: str) -> list[str]:
    """Operators that stand before the trigger in its sentence, whether or not an arc leads to them."""
    graph = arcs.graph
    found: list[str] = []
    told = False
    for k, name, modality in reversed(arcs.before):
        if k >= i:
            continue
        verbs, marks = min(arcs.verbs(k, i), 2), min(arcs.marks(k, i), 2)
        found.append(f"left={modality} verbs={verbs} marks={marks}")
        found.append(f"left={modality} {distance(i - k)}")
        found.append(f"left={name} verbs={min(verbs, 1)}")
        if not told:
            found.append(f"first={modality} verbs={verbs} {tag}")
            found.append(f"first={modality} {distance(i - k)}")
            told = True
    verb = next((k for k in range(i - 1, graph.first - 1, -1) if graph.tag(k) == "VERB"), None)
    if verb is not None:
        word = graph.reading(verb)
        found.append(f"verb={graph.lemma(verb)}")
        found.append(f"verb={graph.tense(verb)} {bool(word and word.future)} {tag}")
    return found


def _asks(graph: Graph) -> bool:
    """The sentence is a question."""
    return any(graph.form(k) in "؟?" for k in range(max(graph.first, graph.stop - 3), graph.stop))


def _quoted(graph: Graph, i: int) -> bool:
    """An odd number of quotation marks stands before the word."""
    return sum(graph.form(k) in '"«»“”' for k in range(graph.first, i)) % 2 == 1
