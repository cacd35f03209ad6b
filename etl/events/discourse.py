"""What the text carries from sentence to sentence: who is meant without a word, where and when it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.morphology.inflection import agree
from etl.syntax.clusters import cluster

#: Parts that a phrase may play for several mentions.
CARRIED = ("source", "target", "place", "speaker")
#: A filler of the mention's own sentence counts for the story from this probability on.
CLEAR = 0.4
#: Mentions back, and sentences back, that a mention is compared with.
BACK, FAR = 12, 8


class Carried(NamedTuple):
    """A phrase of an earlier sentence that may fill a role."""

    entity: Entity
    #: The part it plays there, "" for none.
    role: str
    #: The mention in which it plays that part.
    mention: Told | None
    #: Mentions around in which it plays that part.
    times: int


def best(mention: Told, role: str) -> Entity | None:
    """The clear filler of a role in the mention's own sentence."""
    fillers = mention.parts[role]
    return fillers[0][1] if fillers and fillers[0][0] >= CLEAR else None


def _who(page: Page, entity: Entity) -> str:
    """What counts as the same person, body or place: its identity, or the word."""
    layers = page.layers
    actor = layers.actors[entity.actor].actor_id if entity.actor is not None else None
    place = layers.places[entity.place].place_id if entity.place is not None else None
    return str(actor or place or page.graph(entity.at).lemma(entity.at))


def same_thing(page: Page, a: Entity, b: Entity) -> str:
    """``same``, ``unlike`` or ``?``: whether two phrases mean one person, body or place."""
    layers = page.layers
    if a.actor is not None and b.actor is not None:
        one, two = layers.actors[a.actor], layers.actors[b.actor]
        if one.actor_id and two.actor_id:
            return "same" if one.actor_id == two.actor_id else "unlike"
    if a.place is not None and b.place is not None:
        here, there = layers.places[a.place], layers.places[b.place]
        if here.place_id and there.place_id:
            return "same" if here.place_id == there.place_id else "unlike"
    if page.graph(a.at).lemma(a.at) == page.graph(b.at).lemma(b.at):
        return "same"
    return "?"


def mood(mention: Told) -> str:
    """The likeliest modality of a mention, "" where none was asked."""
    return max(mention.modalities, key=lambda name: mention.modalities[name]) if mention.modalities else ""


def around(page: Page, mentions: Sequence[Told], n: int) -> Iterator[Told]:
    """Mentions that mention ``n`` may lean on, those of its own sentence first, then the latest first."""
    now = mentions[n]
    own = [m for m in mentions[max(0, n - BACK) : n + BACK] if m.sentence == now.sentence and m is not now]
    yield from sorted(own, key=lambda m: abs(m.trigger.at - now.trigger.at))
    for before in reversed(mentions[max(0, n - BACK) : n]):
        if before.sentence != now.sentence and (now.sentence - before.sentence <= FAR or not before.sentence):
            yield before


def earlier(page: Page, mentions: Sequence[Told], n: int) -> list[Carried]:
    """Phrases that other mentions or earlier sentences offer to mention ``n``, nearest first."""
    now = mentions[n]
    found: list[Carried] = []
    seen: set[tuple[int, str]] = set()
    offers = [(other, role, entity) for other in around(page, mentions, n) for role in CARRIED
              if (entity := best(other, role)) is not None]  # fmt: skip
    times = Counter((_who(page, entity), role) for _, role, entity in offers)
    for other, role, entity in offers:
        if (entity.at, role) not in seen:
            seen.add((entity.at, role))
            found.append(Carried(entity, role, other, times[_who(page, entity), role]))
    parts = {at for at, _ in seen}
    for sentence in (now.sentence - 1, 0):
        if 0 <= sentence < now.sentence:
            for entity in page.phrases(sentence):
                if entity.at not in parts:
                    parts.add(entity.at)
                    found.append(Carried(entity, "", None, 0))
    return found


class Day(NamedTuple):
    """A date, by its position in the layer, that may be when it was; ``mention`` is what it dates there."""

    date: int
    mention: Told | None
    #: Mentions around that it dates.
    times: int


def days_around(page: Page, mentions: Sequence[Told], n: int) -> list[Day]:
    """Dates that other mentions or earlier sentences offer to mention ``n``, nearest first."""
    now = mentions[n]
    found: dict[int, Day] = {}
    dated = [(other, other.parts["date"][0][1]) for other in around(page, mentions, n)
             if other.parts["date"] and other.parts["date"][0][0] >= CLEAR]  # fmt: skip
    times = Counter(date for _, date in dated)
    for other, date in dated:
        found.setdefault(date, Day(date, other, times[date]))
    for sentence in (*range(now.sentence - 1, max(-1, now.sentence - 4), -1), 0, 1):
        if 0 <= sentence < now.sentence:
            for date in reversed(page.dates[sentence]):
                found.setdefault(date, Day(date, None, 0))
    return list(found.values())


def dated_by(page: Page, now: Told, day: Day, rank: int, joined: bool) -> list[str]:
    """Features of "this date of another mention or sentence says when it was"."""
    expression = page.layers.dates[day.date]
    graph = page.graph(now.trigger.at)
    tense = graph.tense(now.trigger.at)
    tag = graph.tag(now.trigger.at)
    definite = graph.definite(now.trigger.at)
    kind = now.trigger.event_type
    away = now.sentence - expression.sentence
    far = str(away) if away < 4 else "4+"
    pair = f"{day.mention.trigger.event_type} {kind}" if day.mention is not None else "none"
    own = len(page.dates[now.sentence])
    start = graph.lemma(graph.first)
    timex = f"{expression.timex} {expression.grain}"
    found = [
        "bias",
        f"joined={joined} far={far}",
        f"pair={pair}",
        f"pair={pair} far={far}",
        f"pair={pair} joined={joined}",
        f"far={far} rank={min(rank, 3)}",
        f"rank={min(rank, 3)} joined={joined}",
        f"timex={timex}",
        f"timex={timex} far={far}",
        f"timex={timex} resolved={expression.date_start is not None}",
        f"since={page.since(day.date)} far={far}",
        f"since={page.since(day.date)} {tag} {tense} mood={mood(now)}",
        f"since={page.since(day.date)} type={kind}",
        f"times={min(day.times, 3)} far={far}",
        f"times={min(day.times, 3)} joined={joined}",
        f"own={min(own, 2)} far={far}",
        f"tense={tense} {tag} far={far}",
        f"definite={definite} {tag} joined={joined}",
        f"type={kind} far={far}",
        f"start={start} far={far}",
        f"title={now.sentence == 0} {tag}",
        f"mood={mood(now)} far={far}",
        f"verbs={min(page.arcs(graph.first).verbs(graph.first, now.trigger.at), 2)} {tag} far={far}",
    ]
    if day.mention is not None:
        found.append(f"moods={mood(now)} {mood(day.mention)}")
        found.append(f"same={kind == day.mention.trigger.event_type} far={far}")
    else:
        found.append(f"label={page.graph(expression.first).label(page.top(expression))} far={far}")
    return found


def no_day(page: Page, now: Told, count: int) -> list[str]:
    """Features of "no other date says when it was either"."""
    graph = page.graph(now.trigger.at)
    return [
        *nobody_before(page, now, count),
        f"none sentence={min(now.sentence, 5)}",
        f"none dates={min(len(page.dates[now.sentence]), 2)}",
        f"none mood={mood(now)}",
        f"none form={graph.form(graph.first)}",
    ]


def carried(page: Page, now: Told, candidates: Sequence[Carried], joined: Sequence[bool]) -> list[list[str]]:
    """Features of "this phrase of another mention or sentence plays a part in what ``now`` tells", for each of them.

    ``joined``: the phrase plays its part in a mention of the same event.
    """
    at = now.trigger.at
    graph = page.graph(at)
    word, tag, definite = graph.reading(at), graph.tag(at), graph.definite(at)
    kind, frame = now.trigger.event_type, now.trigger.row.frame
    pronoun = word.pronoun if word else ""
    label, first = graph.label(at), graph.lemma(graph.first)
    kinds = Counter(e.kind for e in page.phrases(now.sentence))
    taken = {part: filler for part in ("source", "target", "place") if (filler := best(now, part)) is not None}
    others = "|".join(taken)
    rows = []
    for rank, ((entity, was, before, times), is_joined) in enumerate(zip(candidates, joined, strict=True)):
        there = page.graph(entity.at)
        away = now.sentence - entity.sentence
        far = str(away) if away < 3 else "3-5" if away < 6 else "6+"
        pair = f"{was} {before.trigger.event_type}" if before is not None else "none"
        noun, lemma, relation = there.reading(entity.at), there.lemma(entity.at), there.label(entity.at)
        subject = f"subject={relation} agree={agree(word, noun)} {tag}"
        means = f"{pronoun} {noun.stem.agreement if noun is not None and noun.stem else ''}"
        found = [
            "bias",
            f"was={was} joined={is_joined}",
            f"was={was} joined={is_joined} far={far}",
            f"was={was} type={kind}",
            f"was={was} frame={frame}",
            f"pair={pair} type={kind}",
            f"pair={pair} type={kind} far={far}",
            f"kind={entity.kind} type={kind}",
            f"kind={entity.kind} frame={frame}",
            f"kind={entity.kind} was={was} far={far}",
            f"kind={entity.kind} inside={min(kinds[entity.kind], 2)}",
            f"far={far} title={entity.sentence == 0}",
            f"rank={min(rank, 5)}",
            f"rank={min(rank, 3)} was={was} joined={is_joined}",
            f"times={min(times, 4)} was={was}",
            f"times={min(times, 4)} was={was} far={far} joined={is_joined}",
            f"definite={definite} {tag} joined={is_joined}",
            f"definite={definite} {tag} was={was}",
            f"label={label} {tag} was={was}",
            f"subject={relation} far={far}",
            f"{subject} far={far}",
            f"{subject} was={was}",
            f"means={means} {tag}",
            f"pronoun={pronoun} kind={entity.kind} {tag}",
            f"first={first} was={was} far={far}",
            f"head={lemma}",
            f"cluster={cluster(there.tag(entity.at), lemma)[0]} type={kind}",
            f"others={others} was={was}",
            f"others={others} type={kind}",
        ]
        if before is not None:
            found.append(f"same={kind == before.trigger.event_type} was={was} far={far}")
            found.append(f"probability={round(before.probability, 1)}")
        found += [f"taken={part}" for part, filler in taken.items() if same_thing(page, filler, entity) == "same"]
        rows.append(found)
    return rows


def nobody_before(page: Page, now: Told, count: int) -> list[str]:
    """Features of "no earlier phrase plays the part either", for any part; :func:`hopes` has those of one part."""
    graph = page.graph(now.trigger.at)
    word = graph.reading(now.trigger.at)
    definite = graph.definite(now.trigger.at)
    tag = graph.tag(now.trigger.at)
    return [
        "none",
        f"none type={now.trigger.event_type}",
        f"none frame={now.trigger.row.frame}",
        f"none {tag} definite={definite}",
        f"none type={now.trigger.event_type} definite={definite}",
        f"none {tag} pronoun={word.pronoun if word else ''}",
        f"none count={min(count, 6)}",
        f"none label={graph.label(now.trigger.at)} {tag}",
        f"none first={graph.lemma(graph.first)}",
    ]


def hopes(now: Told, role: str) -> list[str]:
    """Features of how likely it is that a phrase of the sentence itself plays ``role``."""
    # No phrase at all is another thing than phrases without a chance: 0, not 0.0.
    chance = str(round(sum(p for p, _ in now.parts[role]), 1)) if now.parts[role] else "0"
    return [f"none chance={chance}"]
