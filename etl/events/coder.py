"""Stories to events: identities, places, days, figures and confidence of what the document tells."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from etl.documents import ActorMention, Event, Modality, PlaceMention, Span, TimeExpression, Why
from etl.events.discourse import same_thing
from etl.events.lexicon import lexicon
from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.events.participants import joined, participant
from etl.events.placing import where
from etl.events.story import LIKELY, Story, likely
from etl.events.types import event_types
from etl.figures.lists import whole_list
from etl.ids import as_uuid, id_within, named_uuid
from etl.places.gazetteer import fineness

#: Least probability with which a mention makes a fact of what may also be planned, feared or denied.
_FACT = 0.81
#: A second filler of a role counts if it is joined to the first or about as likely.
_ALSO = 0.75
# Types whose places are where something leads to and comes from.
_MOVES = frozenset({"displacement", "withdrawal", "evacuation", "return", "deportation", "border_crossing", "visit",
                    "rocket_attack", "troop_deployment", "humanitarian_aid"})  # fmt: skip


def event(page: Page, story: Story, document_id: str, published_on: date | None, namespace: bytes) -> Event:
    """The event that ``story`` tells."""
    lead = max(story.mentions, key=lambda m: m.probability * (0.5 + 0.5 * m.modalities.get("asserted", 0.0)))
    kind = event_types()[lead.trigger.event_type]
    trigger = span(page, lead)
    modality, sure = _modality(story)
    day = _when(page, story, published_on, modality)
    place, origin, destination = _where(page, story)
    country = place.country if place is not None else None
    sources = _people(page, story, "source", country)
    targets = _people(page, story, "target", country)
    speakers = _people(page, story, "speaker", None)
    chosen = {figure for mention in story.mentions for _, figure in likely(mention, "figure")}
    figures = sorted({f for k in chosen for f in whole_list(page.layers.figures, k)})
    name = f"{document_id}|{kind.code}|{trigger.start}|{trigger.end}"
    return Event(
        event_id=id_within(as_uuid(document_id), named_uuid(namespace, name.encode())),
        event_type=kind.code,
        plover_type=kind.plover_type,
        plover_mode=kind.plover_mode,
        cameo_code=kind.cameo_code,
        trigger=trigger,
        mentions=tuple(sorted((span(page, m) for m in story.mentions), key=lambda s: s.start)),
        rule=lead.trigger.row.row_id,
        sources=sources,
        targets=targets,
        place=place,
        origin=origin,
        destination=destination,
        date_start=day[0],
        date_end=day[1],
        grain=day[2],
        date=day[3],
        date_source=day[4],
        figures=tuple(figures),
        modality=cast(Modality, modality),
        speaker=next((s for s in speakers), None),
        confidence=round(min(0.99, max(m.probability for m in story.mentions) * sure), 2),
        why=_why(page, story, lead),
    )


def span(page: Page, mention: Told) -> Span:
    """The trigger's words without their proclitics."""
    graph = page.graph(mention.trigger.at)
    word = graph.reading(mention.trigger.at)
    offset = word.offset if word is not None and not word.definite else len(word.conjunction) if word else 0
    return page.text.span(mention.trigger.at, mention.trigger.stop, offset)


def _modality(story: Story) -> tuple[str, float]:
    """What the mentions say together: one clear telling makes a fact."""
    asserted = max(m.modalities.get("asserted", 0.0) * m.probability for m in story.mentions)
    lead = max(story.mentions, key=lambda m: m.probability)
    if asserted >= _FACT * max(m.probability for m in story.mentions):
        return "asserted", max(m.modalities.get("asserted", 0.0) for m in story.mentions)
    name = max(
        (n for n in lead.modalities if n != "asserted"), key=lambda n: lead.modalities[n], default="hypothetical"
    )
    return name, lead.modalities.get(name, 0.5)


def _people(page: Page, story: Story, role: str, country: str | None) -> tuple[ActorMention, ...]:
    fillers = story.roles.get(role, [])
    if not fillers:
        return ()
    most, first = fillers[0]
    kept = [first]
    for probability, entity in fillers[1:]:
        if probability >= _ALSO * most and not any(same_thing(page, entity, k) == "same" for k in kept):
            kept.append(entity)
    for entity in page.phrases(first.sentence):
        if entity not in kept and any(joined(page, entity, k) and _alike(entity, k) for k in kept):
            kept.append(entity)
    people = [participant(page, entity, country) for entity in sorted(kept, key=lambda e: e.at)]
    return tuple({(who.start, who.end): who for who in people}.values())


def _alike(entity: Entity, other: Entity) -> bool:
    """A name may stand beside any phrase in a list of who takes part, others only beside those of their kind."""
    return entity.actor is not None or entity.place is not None or entity.kind == other.kind


def _where(page: Page, story: Story) -> tuple[PlaceMention | None, PlaceMention | None, PlaceMention | None]:
    """Place, origin and destination: finer places first where two are about as likely."""
    fillers = story.roles.get("place", [])
    place = origin = destination = None
    words = lexicon().words
    moves = story.mentions[0].trigger.event_type in _MOVES
    good = [pair for pair in fillers if pair[0] >= 0.7 * fillers[0][0]]
    good.sort(key=lambda pair: (-_fineness(page, pair[1]), -pair[0], pair[1].at))
    for _, entity in good:
        found = where(page, entity)
        if found is None:
            continue
        preposition = page.graph(entity.at).preposition(entity.at)
        if moves and preposition in words["away"] and origin is None:
            origin = found
        elif moves and preposition in words["toward"] and destination is None:
            destination = found
        elif place is None:
            place = found
    if place is None and destination is None and origin is None:
        return None, None, None
    return place, origin, destination


def _fineness(page: Page, entity: Entity) -> int:
    if entity.place is None:
        return 3
    return fineness(page.layers.places[entity.place].feature) or 3


def _when(
    page: Page, story: Story, published_on: date | None, modality: str
) -> tuple[date | None, date | None, str | None, int | None, str | None]:
    """The likeliest day that a mention gives; else, for what likely is of that time, the day of publication or before.

    A fact does not lie after the day on which it was published.
    """
    last = published_on if modality == "asserted" and published_on is not None else date.max
    best: tuple[float, int] | None = None
    dated: Told | None = None
    for mention in story.mentions:
        for probability, index in likely(mention, "date"):
            if _begins_by(page.layers.dates[index], last) and (best is None or probability > best[0]):
                best, dated = (probability, index), mention
    source = "text"
    if best is None and story.day is not None and _begins_by(page.layers.dates[story.day[1]], last):
        best, source = story.day, "scene"
    if best is not None:
        expression = page.layers.dates[best[1]]
        start, end = expression.date_start, expression.date_end or expression.date_start
        runs_on = expression.modifier == "since" or (dated is not None and _runs_on(page, dated, best[1]))
        if runs_on and published_on is not None and end is not None:
            end = max(end, published_on)
        return start, end, expression.grain, best[1], source
    if published_on is None or modality != "asserted" or not _is_recent(page, story):
        return None, None, None, None, None
    return *lent_days(published_on), "day", None, "published"


def _runs_on(page: Page, mention: Told, index: int) -> bool:
    """The date says when something began since which it has gone on, as a toll has: قتل منذ بدء الحرب في مايو.

    Not where the mention itself is what began.
    """
    first = page.layers.dates[index].first
    graph = page.graph(first)
    since = lexicon().words["since"]
    # From the date back to where its clause begins: trees hang such a date on the verb behind it as often.
    for i in range(first - 1, graph.first - 1, -1):
        if graph.lemma(i) in since:
            return True
        if i == mention.trigger.at or graph.tag(i) == "PUNCT":
            return False
        if graph.tag(i) == "VERB":  # منذ أن شن الجيش هجوما
            return any(graph.preposition(k) in since for k in graph.kids(i))
    return False


def lent_days(published_on: date) -> tuple[date, date]:
    """First and last day on which news of ``published_on`` happened that gives no day itself."""
    return published_on - timedelta(days=1), published_on


def _begins_by(expression: TimeExpression, last: date) -> bool:
    return expression.date_start is not None and expression.date_start <= last


def _is_recent(page: Page, story: Story) -> bool:
    """Of the day of publication or the one before: not told with a stretch of time, or as the sum of a war."""
    if story.day is not None or max(mention.recent for mention in story.mentions) < LIKELY["recent"]:
        return False
    for mention in story.mentions:
        for _, index in likely(mention, "date"):
            expression = page.layers.dates[index]
            # An hour without its day (فجرا, ليلا) says nothing against the day of the news.
            if expression.date_start is None and expression.timex != "TIME":
                return False
        if any(page.layers.figures[index].flow in ("stock", "cumulative") for _, index in likely(mention, "figure")):
            return False
    return True


def _why(page: Page, story: Story, lead: Told) -> tuple[Why, ...]:
    """The decisions behind an event, in order."""
    trigger = span(page, lead)
    steps = [Why("trigger", lead.trigger.row.row_id, trigger.start, trigger.end, round(lead.probability, 3))]
    moods = sorted(lead.modalities.items(), key=lambda pair: -pair[1])
    if moods:
        second = moods[1][0] if len(moods) > 1 else ""
        steps.append(Why("modality", moods[0][0], trigger.start, trigger.end, round(moods[0][1], 3), second))
    for role, fillers in story.roles.items():
        if fillers:
            probability, entity = fillers[0]
            place = page.text.span(entity.first, entity.stop)
            second = page.text.span(fillers[1][1].first, fillers[1][1].stop).text if len(fillers) > 1 else ""
            rule = "carried" if role in story.lent else page.graph(entity.at).relation(entity.at)
            steps.append(Why(role, rule, place.start, place.end, round(probability, 3), second))
    return tuple(steps)
