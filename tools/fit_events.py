"""Fit the models of the event coder on annotated articles, and say how right they are on articles they did not see.

    python -m tools.fit_events FOLDER ... --networks FOLDER [--out seeds/events]

FOLDER holds ``*.frames.json`` as ``tools.gold`` restores them: {document, published_on, text, frames: [{trigger
{start, end}, type, modality, event, must, args: [{role, start, end}]}]}, and ``*.judged.json``, which say of single
words what they tell, and of some who takes part: {document, published_on, text, judged: [{start, end, types, modality,
args, reader}]}. Needs the extra ``dev``. The models of the second step (same event, carried over) are fitted on
articles as models and networks that did not see them bind them: ``--networks`` is what ``tools/fit_network.py`` wrote
to ``--held-out``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.quality.events import EventScores, score
from etl.contract import document_json
from etl.documents import CodedDocument
from etl.events import code
from etl.events.coder import lent_days
from etl.events.discourse import (
    CARRIED,
    carried,
    dated_by,
    days_around,
    earlier,
    hopes,
    no_day,
    nobody_before,
)
from etl.events.features import parts
from etl.events.features.moods import modality, recent
from etl.events.features.telling import WITH, told
from etl.events.mentions import PARTS, ROLES, Models, Told, bind, candidates
from etl.events.network import Network, load_network
from etl.events.same import before, same_event
from etl.events.story import LIKELY, story_models_of
from etl.linear import Binary, Choice, Paired, Ranking, Weights, dump
from tools.annotated import (
    Article,
    aligned,
    article,
    page_of,
    read,
    right,
    sentences,
    single,
    tells,
    wanted,
    without_fold,
)

Example = tuple[list[str], Any]
#: Features of the candidates, which of them are right, and the features of "none of them".
Group = tuple[list[list[str]], list[bool], list[str]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An annotated article and what it teaches each model."""

    article: Article
    examples: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))


def lesson(a: Article) -> Lesson:
    """What an article teaches the models that look at one sentence."""
    found = Lesson(a)
    page = a.page
    for types, frames in zip(a.candidates, a.meets, strict=True):
        if a.is_open(types[0].at):
            continue
        entities = page.phrases(page.text.sentence_of[types[0].at])
        gold = {f["type"] for f in frames}
        shared, own = told(page, types, entities)
        if reader := a.reader(types[0].at):
            shared = [*shared, _READER + reader]
        for t, features in zip(types, own, strict=True):
            found.examples["told"].append((shared + features, tells(t, types, gold)))
        pair = aligned(types, frames)
        if pair is None:
            continue
        trigger, frame = pair
        moods = modality(page, trigger)
        found.examples["modality"].append((moods, frame["modality"]))
        if frame["args"] is None:
            continue
        was_recent = _was_recent(a, frame)
        if frame["modality"] == "asserted" and was_recent is not None:
            found.examples["recent"].append((recent(page, trigger, moods), was_recent))
        for names, (fillers, _, rows) in zip(PARTS, candidates(page, trigger), strict=True):
            for role in names if fillers else ():
                none = parts.nobody(page, trigger, len(fillers)) + parts.claims(page, trigger, role)
                found.groups[role].append((rows, right(a, frame, role, fillers), none))
    return found


def _was_recent(a: Article, frame: dict[str, Any]) -> bool | None:
    """Whether a day that the annotation gives the event is one that would be lent to it; None where it gives none."""
    published_on = a.page.published_on
    same = [f for f in a.frames if f is frame or (f["event"] and f["event"] == frame["event"])]
    spans = [span for f in same for span in wanted(f, "date")]
    given = (d for d in a.page.layers.dates if any(a.hits(d.first, d.stop, span) for span in spans))
    days = [(d.date_start, d.date_end or date.max) for d in given if d.date_start]
    if not days or published_on is None:
        return None
    first, last = lent_days(published_on)
    return any(start <= last and first <= end for start, end in days)


def _matrix(rows: list[list[str]], index: dict[str, int]) -> csr_matrix:
    indices: list[int] = []
    starts = [0]
    for row in rows:
        indices += sorted({index[f] for f in row if f in index})
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(rows), len(index)))


def fit(examples: list[Example], strength: float, rarest: int = 3) -> dict[str, dict[str, float]]:
    """Weights of a logistic model, one class "yes" for yes and no."""
    count = Counter(f for row, _ in examples for f in set(row))
    index = {f: n for n, f in enumerate(sorted(f for f, k in count.items() if k >= rarest))}
    target = [y for _, y in examples]
    binary = isinstance(target[0], bool)
    model = LogisticRegression(C=strength, solver="liblinear" if binary else "lbfgs", fit_intercept=False, max_iter=300)
    model.fit(_matrix([row for row, _ in examples], index), target)
    if binary:
        return {f: {"yes": float(model.coef_[0][n])} for f, n in index.items()}
    return {f: {str(c): float(model.coef_[k][n]) for k, c in enumerate(model.classes_)} for f, n in index.items()}


def fit_ranking(groups: list[Group], penalty: float, rarest: int = 3) -> dict[str, dict[str, float]]:
    """Weights of a conditional logit model: of the right candidates (or none) against all, by L-BFGS."""
    rows = [row for candidates, _, none in groups for row in (*candidates, none)]
    good = np.array([y for _, right, _ in groups for y in (*right, not any(right))])
    sizes = np.array([len(candidates) + 1 for candidates, _, _ in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    count = Counter(f for row in rows for f in set(row))
    index = {f: n for n, f in enumerate(sorted(f for f, k in count.items() if k >= rarest))}
    matrix = _matrix(rows, index)
    flipped = matrix.T.tocsr()
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        total = np.add.reduceat(odds, starts)
        right = np.add.reduceat(odds * good, starts)
        right = np.maximum(right, 1e-12)
        value = float(-(np.log(right) - np.log(total)).sum() + 0.5 * penalty * weights @ weights)
        slope = odds / total[owner] - odds * good / right[owner]
        return value, flipped @ slope + penalty * weights

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return {f: {"yes": float(found.x[n])} for f, n in index.items()}


#: Feature of how readily a reader of single words sees an event; nobody asks for its weight.
_READER = "reader="
_STRENGTH = {"told": 0.2, "modality": 0.3, "recent": 0.2, "same": 0.1}
#: Weight of the squared weights in the ranking models.
_PENALTY = 2.0
RANKED = (*ROLES, "speaker", "date", "figure")


def fit_first(lessons: list[Lesson], extra: Sequence[Example] = ()) -> dict[str, dict[str, dict[str, float]]]:
    """``extra``: more examples of the model of telling."""
    found = {
        name: fit([*(e for a in lessons for e in a.examples[name]), *(extra if name == "told" else [])], strength)
        for name, strength in _STRENGTH.items()
        if name != "same"
    }
    return found | {name: fit_ranking([g for a in lessons for g in a.groups[name]], _PENALTY) for name in RANKED}


def models_of(weights: Mapping[str, Weights], network: Network) -> Models:
    return Models(
        Paired(weights["told"], WITH),
        Choice(weights["modality"]),
        Binary(weights["recent"]),
        tuple(Ranking({name: weights[name] for name in names}) for names in PARTS),
        network,
    )


def second_step(learnt: Lesson, fitted: Models) -> None:
    """Examples of the models that look across sentences, on mentions bound by models that did not see the article."""
    a = learnt.article
    page = a.page
    read = fitted.network.read(page, a.candidates)
    mentions: list[Told] = []
    frames: list[dict[str, Any]] = []
    for types, meets in zip(a.candidates, a.meets, strict=True):
        pair = aligned(types, meets)
        if pair is None:
            continue
        mentions.append(Told(pair[0], page.text.sentence_of[pair[0].at], 1.0, {}))
        frames.append(pair[1])
    bind(page, fitted, mentions, read)
    event_of = {id(m): f["event"] for m, f in zip(mentions, frames, strict=True)}
    for n, (now, frame) in enumerate(zip(mentions, frames, strict=True)):
        joins = {m: bool(event) and event == frame["event"] for m, event in event_of.items()}
        for rank, then in enumerate(before(mentions[:n], now)):
            learnt.examples["same"].append((same_event(page, now, then, rank), joins[id(then)]))
        _carried(learnt, mentions, n, frame, joins)
        if _is_missing(now, "date"):
            days = days_around(page, mentions, n)
            rows = [dated_by(page, now, d, k, joins.get(id(d.mention), False)) for k, d in enumerate(days)]
            if rows:
                none = no_day(page, now, len(rows)) + hopes(now, "date")
                learnt.groups["carried_date"].append((rows, right(a, frame, "date", [d.date for d in days]), none))


def _is_missing(mention: Told, role: str) -> bool:
    """The mention's own sentence does not give the role, as the coder sees it."""
    return not any(probability >= LIKELY[role] for probability, _ in mention.parts[role])


def _carried(learnt: Lesson, mentions: list[Told], n: int, frame: dict[str, Any], joins: dict[int, bool]) -> None:
    a = learnt.article
    now = mentions[n]
    offered = earlier(a.page, mentions, n)
    rows = carried(a.page, now, offered, [joins.get(id(c.mention), False) for c in offered])
    for role in CARRIED:
        if rows and _is_missing(now, role):
            spans = wanted(frame, role)
            whole = [any(a.hits(c.entity.first, c.entity.stop, g) for g in spans) for c in offered]
            none = nobody_before(a.page, now, len(rows)) + hopes(now, role)
            learnt.groups[f"carried_{role}"].append((rows, whole, none))


def cross(lessons: list[Lesson], judged: list[Lesson], networks: Sequence[Network]) -> list[Models]:
    """Second-step examples from models that did not see the article; the network of a fold did not see it either.

    ``judged``: what single words teach, of other articles. Returns the models of each fold.
    """
    found = []
    for k, network in enumerate(networks):
        found.append(models_of(fit_first([*without_fold(lessons, k, len(networks)), *judged]), network))
        for learnt in lessons[k :: len(networks)]:
            second_step(learnt, found[k])
    return found


def held_out(lessons: list[Lesson], fitted: Sequence[Models]) -> EventScores:
    """Scores of all articles, each coded by models that did not see it."""
    total = EventScores()
    for k, models in enumerate(fitted):
        across = story_models_of(fit_second(without_fold(lessons, k, len(fitted))))
        for learnt in lessons[k :: len(fitted)]:
            a = learnt.article
            layers = a.page.layers
            events = code(a.page, a.name, models, across).events
            coded = CodedDocument(layers.figures, layers.dates, layers.places, layers.actors, events)
            total += score({"frames": a.frames, "dates": []}, document_json(a.name, coded))
    return total


def show(scores: EventScores) -> None:
    """Print the scores, in percent."""
    rows = {"asserted": scores.asserted, **{role: scores.roles[role] for role in RANKED}}
    for name, found in rows.items():
        print(f"{name}\tF1 {found.f1:.1%}\tprecision {found.precision:.1%}\trecall {found.recall:.1%}")
    print(f"whole\t{scores.whole.recall:.1%}\ninvented\t{scores.invented.precision:.1%}")


def whole_sentences(paths: Iterable[Path], base: Binary) -> list[Example]:
    """Examples from single sentences, as ``tools.annotated.sentences`` reads them.

    In a sentence that tells one, the trigger that ``base`` finds likeliest is taken for it; of others nothing is said.
    """
    found: list[Example] = []
    for sentence, asked, told_there in sentences(paths):
        a = article("", page_of(sentence, None), [])
        rows = []
        for types in a.candidates:
            shared, own = told(a.page, types, a.page.phrases(a.page.text.sentence_of[types[0].at]))
            rows += [shared + row for t, row in zip(types, own, strict=True) if not asked or t.event_type in asked]
        if told_there and rows:
            found.append((max(rows, key=base), True))
        elif not told_there:
            found += [(names, False) for names in rows]
    return found


def fit_second(lessons: list[Lesson]) -> dict[str, dict[str, dict[str, float]]]:
    found = {"same": fit([e for a in lessons for e in a.examples["same"]], _STRENGTH["same"])}
    names = [f"carried_{role}" for role in (*CARRIED, "date")]
    return found | {name: fit_ranking([g for a in lessons for g in a.groups[name]], _PENALTY) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--networks", type=Path, required=True, help="folder of networks fitted without a fold each")
    parser.add_argument("--out", type=Path, help="where the weights go; without it they are only measured")
    parser.add_argument(
        "--sentences",
        nargs="*",
        type=Path,
        default=[],
        help="sentences judged as a whole, as JSON lines; given twice a file counts twice",
    )
    options = parser.parse_args()
    lessons = [lesson(a) for a in read(options.folders)]
    print(f"{len(lessons)} articles, {sum(len(a.article.frames) for a in lessons)} frames")
    judged = [lesson(a) for a in single(options.folders)]
    networks = [load_network(path) for path in sorted(options.networks.glob("*.npz"))]
    show(held_out(lessons, cross(lessons, judged, networks)))
    if options.out:
        base = Binary(fit([e for a in lessons for e in a.examples["told"]], _STRENGTH["told"]))
        extra = whole_sentences(options.sentences, base)
        for name, weights in (fit_first([*lessons, *judged], extra) | fit_second(lessons)).items():
            asked = {feature: weight for feature, weight in weights.items() if not feature.startswith(_READER)}
            (options.out / f"{name}.tsv.gz").write_bytes(dump(asked, 0.05))


if __name__ == "__main__":
    sys.exit(main())
