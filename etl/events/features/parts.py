"""Features of "this phrase, day or figure plays this part in what the trigger tells", for those of the same sentence.

Each function takes all candidates at once, with the number of others between each and the trigger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from etl.events.features.bins import distance
from etl.events.lexicon import classes_of, lexicon
from etl.events.page import Entity, Page
from etl.events.triggers import Trigger
from etl.morphology.inflection import agree

Candidates = Sequence[tuple[Entity, int]]


def expected(frame: str, slot: str) -> tuple[str, ...]:
    """Roles that the frame gives to a slot, likelier first."""
    frames = lexicon().frames
    return frames.get(frame, {}).get(slot) or frames.get("any", {}).get(slot, ())


def roles(page: Page, trigger: Trigger, entities: Candidates) -> list[list[str]]:
    """Features of sources, targets and places."""
    arcs = page.arcs(trigger.at)
    graph = arcs.graph
    i = trigger.at
    frame = f"frame={trigger.row.frame}"
    event = f"type={trigger.event_type}"
    word = graph.reading(i)
    tag = graph.tag(i)
    name = graph.lemma(i)
    voices = ""
    many = ""
    if tag == "VERB":
        voices = "".join(sorted({r.stem.voice[0] for r in graph.word(i).of("VERB") if r.stem and r.stem.voice}))
        if word is not None and word.stem is not None:
            many = word.stem.agreement[-1:]
    supports = [(verb, gives) for verb, gives in arcs.supports(i) if verb != i]
    # Parts that arcs give to phrases: where one stands as the subject, the others hardly are.
    slots = [arcs.slot(i, e.at) for e, _ in entities]
    given = [expected(trigger.row.frame, slot)[:1] if slot else () for slot in slots]
    every = Counter(part for parts in given for part in parts)
    found = []
    for n, (entity, rank) in enumerate(entities):
        e = entity.at
        seen = arcs.seen(e)
        slot = slots[n]
        others = "|".join(sorted(part for part, times in every.items() if times > given[n].count(part)))
        path = arcs.path(i, e)
        at = f"slot={slot}"
        kind = f"kind={entity.kind}"
        claim = f"claim={'|'.join(expected(trigger.row.frame, slot)) or '-'}"
        side = "<" if e < i else ">"
        near, nearer = min(rank, 3), min(rank, 2)
        before = f"before={graph.lemma(entity.first - 1) if entity.first > graph.first else '^'}"
        counted = "n" if entity.figure is not None else ""
        noun = graph.reading(e)
        agrees = agree(word, noun)
        number = ""
        if agrees and noun is not None and noun.stem is not None:
            number = f"number={many} {noun.stem.agreement[-1:]}"  # استولوا had no army for its subject
        verbs = arcs.verbs(i, e)
        # The noun before a relative clause has the case of its own clause.
        case = f"case={graph.case(e) if graph.head(e) == i else ''}"
        row = [
            "bias",
            f"path={path if path is not None else 'far'}",
            f"{at} {kind}",
            f"{at} {frame}",
            f"{at} {frame} {kind}{counted}",
            f"{at} {event}",
            f"{at} lemma={name} {tag}",
            f"{at} {voices} {kind}{counted}",
            claim,
            f"{claim} {kind}",
            f"{claim} rank={near}{side}",
            f"{kind} {event}",
            f"{kind} {frame} {side}",
            f"{kind} {frame} prep={seen.preposition} {side}",
            f"prep={seen.preposition} {frame} {side}",
            f"prep={seen.preposition} {event}",
            f"side={side} {tag} rank={min(rank, 4)}",
            f"side={side} {tag} {frame} rank={nearer}",
            f"side={side} distance={distance(abs(e - i))}",
            f"side={side} {voices} {agrees} rank={nearer}",
            f"cluster={seen.coarse} {frame}",
            f"cluster={seen.fine} {event}",
            f"cluster={seen.fine}",
            f"head={seen.lemma}",
            f"{before} {side}",
            f"{before} {frame} {side}",
            f"counted={counted} {frame} {side} {kind}",
            f"adjective={entity.is_adjective} {frame} rank={nearer}",
            f"label={seen.label} {kind} {side}",
            f"marks={min(arcs.marks(i, e), 3)} verbs={min(verbs, 3)} {side} {tag}",
            f"verbs={min(verbs, 2)} rank={near} {side} {frame}",
        ]
        row += [
            f"others={others} {claim}",
            f"others={others} {kind} {side}",
            f"others={others} {tag} {bool(slot)}",
            # Whom a verb without its subject means is most often the subject of the verb before it.
            f"others={others} label={seen.label} {agrees} {side} rank={nearer}",
            f"{case} {claim}",
            f"{case} {at} {tag}",
            f"{case} {side} {frame} label={seen.label}",
        ]
        if number:
            row += [f"{number} {claim}", f"{number} {side} rank={nearer}"]
        if path is None:
            row.append(f"far {side} {kind} rank={near}")
        else:
            row += [
                f"path={path} {frame}",
                f"path={path} {kind}",
                f"path={path} {at} {kind}",
                f"arcs={path.count('.') + 1}",
            ]
        if seen.up >= 0:
            row += [f"governor={seen.governor} {seen.relation}", f"governor={seen.governor_coarse} {seen.label}"]
            if seen.up != i:
                row.append(f"other={seen.governor_tag} {seen.label} {tag}")
        for verb, gives in supports:
            theirs = arcs.slot(verb, e)
            if theirs:
                handed = f"handed={gives.get(theirs, '-')}"
                row += [f"support={graph.lemma(verb)} {theirs}", handed, f"{handed} {kind}"]
        found.append(row)
    return found


def speakers(page: Page, trigger: Trigger, entities: Candidates) -> list[list[str]]:
    """Features of who reports it."""
    arcs = page.arcs(trigger.at)
    graph = arcs.graph
    i = trigger.at
    governors = set(graph.ancestors(i))
    found = []
    for entity, rank in entities:
        e = entity.at
        seen = arcs.seen(e)
        side = "<" if e < i else ">"
        above = "above" if seen.up in governors else "self" if seen.up == i else "aside"
        report = f"report={seen.up >= 0 and arcs.reports_at(seen.up)}"
        before = f"before={graph.lemma(entity.first - 1) if entity.first > graph.first else '^'}"
        # A headline, or the line of a ticker: المرصد السوري: قتلى في غارات على إدلب
        opens = entity.stop < i and graph.form(entity.stop) == ":"
        found.append([
            *(("colon", f"colon {report}", f"colon kind={entity.kind}") if opens else ()),
            "bias",
            f"governor={seen.governor} {seen.relation}",
            f"governor={seen.governor} {above}",
            f"verb={seen.governor_fine} {seen.label}",
            f"verb={seen.governor_fine} {seen.label} {above}",
            f"verb={seen.governor_coarse} {seen.label} {above} {side}",
            f"{report} {seen.label} {above} {side}",
            f"{report} kind={entity.kind} {above}",
            f"kind={entity.kind} {side}",
            f"kind={entity.kind} {seen.relation}",
            f"head={seen.lemma}",
            f"cluster={seen.fine}",
            before,
            f"{before} {side}",
            f"prep={seen.preposition}",
            f"path={arcs.path(i, e)}",
            f"slot={arcs.slot(i, e)}",
            f"type={trigger.event_type} {above} {report}",
            f"rank={min(rank, 3)} {side} {above}",
            f"first={entity.first - graph.first < 4} {side} {report}",
        ])  # fmt: skip
    return found


def days(page: Page, trigger: Trigger, dates: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Features of when it was; ``dates`` are positions in their layer."""
    arcs = page.arcs(trigger.at)
    graph = arcs.graph
    i = trigger.at
    tag = graph.tag(i)
    event = f"type={trigger.event_type}"
    tense = graph.tense(i)
    found = []
    for date, rank in dates:
        expression = page.layers.dates[date]
        e = page.top(expression)
        seen = arcs.seen(e)
        path = f"path={arcs.path(i, e)}"
        side = f"side={'<' if e < i else '>'}"
        kind = f"timex={expression.timex} {expression.grain}"
        under = "trigger" if seen.up == i else "other"
        verbs = arcs.verbs(i, e)
        before = f"before={graph.lemma(expression.first - 1) if expression.first > graph.first else '^'}"
        resolved = expression.date_start is not None
        since = f"since={page.since(date)}"
        found.append([
            "bias",
            f"{kind} {expression.modifier}",
            f"{kind} resolved={resolved}",
            f"timex={expression.timex} {event}",
            path,
            f"{path} {expression.timex}",
            f"under={under} {tag}",
            f"governor={seen.governor}",
            f"governor={seen.governor_fine} {under}",
            f"{side} distance={distance(abs(e - i))}",
            f"{side} verbs={min(verbs, 3)} marks={min(arcs.marks(i, e), 2)}",
            f"{side} verbs={min(verbs, 2)} rank={min(rank, 3)} {tag}",
            before,
            f"{before} {side} {tag}",
            f"alone={len(dates) == 1}",
            f"{event} {side}",
            f"past={resolved and expression.anchor}",
            f"{since} {tag} {tense}",
            f"{since} {event}",
            f"{since} {path}",
            f"{since} {side} verbs={min(verbs, 2)}",
            f"label={graph.label(i)} {side} verbs={min(verbs, 2)}",
        ])  # fmt: skip
    return found


def counts(page: Page, trigger: Trigger, figures: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Features of whom a figure counts; ``figures`` are positions in their layer."""
    arcs = page.arcs(trigger.at)
    graph = arcs.graph
    i = trigger.at
    frame = f"frame={trigger.row.frame}"
    event = f"type={trigger.event_type}"
    found = []
    for figure, rank in figures:
        mention = page.layers.figures[figure]
        e = page.top(mention)
        side = f"side={'<' if e < i else '>'}"
        noun = classes_of(graph, e)
        same = f"same={mention.kind or ''}"
        slot = f"slot={arcs.slot(i, e)}"
        near = f"rank={min(rank, 3)}"
        before = graph.lemma(mention.first - 1) if mention.first > graph.first else "^"
        found.append([
            "bias",
            f"unit={mention.unit} {event}",
            f"unit={mention.unit} kind={noun[0] if noun else ''}",
            f"{same} {event}",
            f"{same} rank={min(rank, 2)}",
            f"path={arcs.path(i, e)}",
            f"{slot} {frame}",
            f"{slot} {event}",
            f"{slot} unit={mention.unit}",
            f"{side} distance={distance(abs(e - i))} {graph.tag(i)}",
            f"{side} verbs={min(arcs.verbs(i, e), 2)} {near} {frame}",
            f"{side} {near} {event}",
            f"head={graph.lemma(e)}",
            f"inside={mention.first <= i < mention.stop}",
            f"counted={bool(mention.counted)} {frame} {side}",
            f"before={before} {side}",
        ])  # fmt: skip
    return found


def nobody(page: Page, trigger: Trigger, candidates: int) -> list[str]:
    """Features of "no phrase of the sentence plays the part", for any part; :func:`claims` has those of one part."""
    graph = page.graph(trigger.at)
    word = graph.reading(trigger.at)
    tag = graph.tag(trigger.at)
    definite = graph.definite(trigger.at)
    return [
        "none",
        f"none frame={trigger.row.frame}",
        f"none type={trigger.event_type}",
        f"none lemma={graph.lemma(trigger.at)}",
        f"none {tag} definite={definite}",
        f"none {tag} {graph.label(trigger.at)}",
        f"none candidates={min(candidates, 8)}",
        f"none pronoun={word.pronoun if word else ''} {tag}",
        f"none agreement={word.stem.agreement if tag == 'VERB' and word and word.stem else ''}",
        f"none title={page.text.sentence_of[trigger.at] == 0}",
        f"none type={trigger.event_type} {tag} definite={definite}",
    ]


def claims(page: Page, trigger: Trigger, role: str) -> list[str]:
    """Features of how often the frame of the trigger has the part."""
    frame = lexicon().frames.get(trigger.row.frame, {})
    count = sum(1 for found in frame.values() if role in found or (role == "source" and "both" in found))
    return [f"none claims={min(count, 4)} {page.graph(trigger.at).tag(trigger.at)}"]
