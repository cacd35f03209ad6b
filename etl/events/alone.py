"""A sentence without its article: how likely it is news of what it mentions.

In an article whatever is told is coded, what lies behind too. Where a sentence is all there is, a killing that it only
refers to (the murderers of the minister) is background. A few measures say which it is; what they count is fitted by
``tools/fit_alone.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from etl.events.mentions import Passed, Told
from etl.events.page import Page
from etl.events.types import event_types
from etl.linear import logit, probability
from etl.tables import read_csv

#: What is added to the odds, as much as balances precision and recall with the least probability of an event.
_BALANCE = 1.1
#: PLOVER types of which sentences have been judged alone; others count as they do in an article.
_WEIGHED = frozenset({"ASSAULT", "PROTEST"})
_RELATIVE = ("acl", "acl:relcl")


@cache
def weights() -> dict[str, float]:
    """Measure -> what one of it counts in the logarithm of the odds; ``bias`` counts once."""
    return {row["measure"]: float(row["weight"]) for row in read_csv("events/alone.csv")}


def is_alone(page: Page) -> bool:
    """The document is one sentence."""
    return len(page.text.sentences) == 1


def news(page: Page, mentions: Iterable[Told], least: float) -> tuple[list[Told], list[Passed]]:
    """Those of ``mentions`` that a sentence which stands alone is likely enough news of, and the others."""
    found: list[Told] = []
    passed: list[Passed] = []
    for mention in mentions:
        is_weighed = event_types()[mention.trigger.event_type].plover_type in _WEIGHED
        likely = chance(page, mention) if is_weighed else mention.probability
        if likely >= least:
            found.append(replace(mention, probability=likely))
        else:
            passed.append(Passed(mention.trigger, mention.sentence, "only_mentioned"))
    return found, passed


def chance(page: Page, mention: Told) -> float:
    """Probability, 0 to 1, that its sentence, which stands alone, is news of ``mention``, whose parts are known."""
    return probability(_BALANCE + odds(measures(page, mention), weights()))


def odds(measured: Mapping[str, float], counts: Mapping[str, float]) -> float:
    """Logarithm of the odds that what is measured speaks for, by what one of each measure counts."""
    return sum(counts[name] * value for name, value in measured.items())


def measures(page: Page, mention: Told) -> dict[str, float]:
    """What is measured: odds, probabilities of parts, and where in the tree the trigger stands."""
    at = mention.trigger.at
    graph = page.graph(at)
    up = [graph.label(i) for i in (at, *graph.ancestors(at))]
    stretch = page.text.sentences[mention.sentence]
    found = {
        "bias": 1.0,
        "told": logit(mention.probability),
        "asserted": logit(mention.modalities.get("asserted", 0.0)),
        "hypothetical": logit(mention.modalities.get("hypothetical", 0.0)),
        "recent": logit(mention.recent),
        "past verb": float(graph.tag(at) == "VERB" and graph.tense(at) == "past"),
        "indefinite noun": float(graph.tag(at) == "NOUN" and not graph.definite(at)),
        "verbs above": float(min(page.arcs(graph.first).verbs(graph.first, at), 4)),
        "depth": float(min(len(up) - 1, 6)),
        "length": math.log(stretch.stop - stretch.first),
        "position": (at - stretch.first) / (stretch.stop - stretch.first),
        "in a relative clause": float(any(label in _RELATIVE for label in up)),
        "in a noun phrase": float("nmod" in up),
    }
    for part, fillers in mention.parts.items():
        found[part] = fillers[0][0] if fillers else 0.0
    return found
