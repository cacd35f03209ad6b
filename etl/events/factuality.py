"""Whether what a trigger tells happened: by the grammar where a particle decides, else by the fitted model."""

from __future__ import annotations

import numpy as np

from etl.events.arcs import Arcs, own_slots
from etl.events.lexicon import Operator, lexicon
from etl.events.network import Reading, agreed
from etl.events.page import Page
from etl.events.triggers import Trigger
from etl.linear import Choice
from etl.syntax.graph import Graph

# Slots of particles that leave no doubt about their verb: لم and لن deny it, إذا makes it a condition, قد before a
# present a possibility.
_PLAIN = frozenset({"verb", "condition", "imperfect"})
#: Probability of what the grammar says.
_SURE = 0.95
#: Share of the network in what it and the linear model say together, as it fits best on articles held out.
_NETWORK_SHARE = 0.35


def modalities(page: Page, fitted: Choice, trigger: Trigger, features: list[str], read: Reading) -> dict[str, float]:
    """Probability of each modality; ``features``: those of ``features/moods.py``."""
    first, second = fitted(features), read.moods(trigger.at)
    opinions = np.array(list(first.values())), np.array([second[name] for name in first])
    found = dict(zip(first, agreed(*opinions, _NETWORK_SHARE, [len(first)]).tolist(), strict=True))
    plain = settled(page.arcs(trigger.at), trigger.at)
    if plain is None:
        return found
    rest = sum(probability for name, probability in found.items() if name != plain) or 1.0
    return {
        name: _SURE if name == plain else (1 - _SURE) * probability / rest
        for name, probability in ({plain: 0.0} | found).items()
    }


def settled(arcs: Arcs, i: int) -> str | None:
    """The modality that a particle gives to the verb of the event at ``i``, None where none does.

    The verb of an event noun is the one that carries it: لم تشن غارات, لم يتمكن من السيطرة.
    """
    graph = arcs.graph
    verb = i if graph.tag(i) == "VERB" else _carrier(arcs, i)
    if verb is None:
        return None
    own = own_slots(graph, verb)
    for k in graph.kids(verb):
        for operator in _particles(graph, k) if k < verb else ():
            if operator.modality == "report":
                continue
            if (operator.slot in _PLAIN and operator.slot in own) or operator.modality == "habitual":
                return "asserted" if operator.modality == "fact" else operator.modality
    word = graph.reading(verb)
    return "future" if word is not None and word.future else None


def _particles(graph: Graph, k: int) -> list[Operator]:
    """The operators of a particle, or of a bare noun that its preposition makes one: في حال, ``في_حال``."""
    names: tuple[str, ...] = ()
    if graph.tag(k) in ("PART", "SCONJ", "ADV", "ADP"):
        names = graph.names(k)
    elif graph.preposition(k) and all(graph.label(inner) == "case" for inner in graph.kids(k)):
        names = (f"{graph.preposition(k)}_{graph.lemma(k)}",)
    table = lexicon().operators
    return [operator for name in names for operator in table.get(("particle", name), ())]


def _carrier(arcs: Arcs, i: int) -> int | None:
    """The verb right above an event noun that has no meaning of its own beside it, or says that it was done."""
    graph = arcs.graph
    up = graph.head(i)
    if up < 0 or graph.tag(up) != "VERB":
        return None
    if any(verb == up for verb, _ in arcs.supports(i)):
        return up
    table = lexicon().operators
    done = any(o.modality == "fact" for name in graph.names(up) for o in table.get(("verb", name), ()))
    return up if done else None
