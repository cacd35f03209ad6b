"""Which mentions of a document tell one event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from etl.events.discourse import BACK, CARRIED, CLEAR, best, mood, same_thing
from etl.events.families import families
from etl.events.lexicon import lexicon
from etl.events.mentions import Told
from etl.events.page import Entity, Page
from etl.events.placing import where


def before(known: Sequence[Told], now: Told) -> Iterator[Told]:
    """Those of the mentions ``known`` that may tell what ``now`` does, the latest first."""
    family = families()
    own = family[now.trigger.event_type]
    return (m for m in reversed(known[-BACK:]) if family[m.trigger.event_type] == own)


def same_event(page: Page, now: Told, then: Told, rank: int) -> list[str]:
    """Features of "``now`` tells the event that ``then`` told"; ``rank`` others of the family lie between."""
    graph, old = page.graph(now.trigger.at), page.graph(then.trigger.at)
    at, was_at = now.trigger.at, then.trigger.at
    is_lemma = graph.lemma(at) == old.lemma(was_at)
    definite, tag = graph.definite(at), graph.tag(at)
    kind, was = now.trigger.event_type, then.trigger.event_type
    away = now.sentence - then.sentence
    far = str(away) if away < 3 else "3-5" if away < 6 else "6+"
    title = page.is_title(then.sentence)
    found = [
        "bias",
        f"types={kind} {was}" if kind != was else f"type={kind}",
        f"equal={kind == was} {definite} {tag}",
        f"lemma={is_lemma} {definite} {tag}",
        f"lemma={is_lemma} type={kind}",
        f"far={far} title={title}",
        f"far={far} definite={definite} {tag}",
        f"far={far} type={kind}",
        f"title={title} type={kind}",
        f"definite={definite} type={kind} {tag}",
        f"modality={mood(now) == mood(then)}",
        f"moods={mood(now)} {mood(then)}",
        f"labels={graph.label(at)} {old.label(was_at)} near={away == 0}",
        f"number={_number(page, now)} {_number(page, then)} {tag} {definite}",
        f"rank={min(rank, 4)}",
        f"rank={min(rank, 4)} equal={kind == was}",
        f"rank={min(rank, 3)} title={title}",
    ]
    if away:
        found.append(f"names={min(len(page.names(now.sentence) & page.names(then.sentence)), 4)} title={title}")
    agree = []
    for role in CARRIED:
        mine, theirs = best(now, role), best(then, role)
        if mine is None or theirs is None:
            found.append(f"{role}={'-' if mine is None else 'now'}{'-' if theirs is None else 'then'}")
            continue
        verdict = _compared(page, role, mine, theirs)
        agree.append(verdict)
        shared = f"{role} shared={min(len(_words(page, mine) & _words(page, theirs)), 2)} {verdict}"
        found += [f"{role}={verdict}", f"{role}={verdict} type={kind}", shared, f"{shared} title={title}"]
        if verdict == "?":
            found.append(f"{role} kinds={mine.kind} {theirs.kind}")
    days, days_then = _days(page, now), _days(page, then)
    for name, here, there in (("date", days, days_then), ("figure", _count(page, now), _count(page, then))):
        if here is not None and there is not None:
            found.append(f"{name}={here == there}")
            agree.append("same" if here == there else "unlike")
        else:
            found.append(f"{name}={here is not None} {there is not None}")
    met = _meet(days, days_then)
    if met:
        found += [f"days={met}", f"days={met} equal={kind == was}"]
    votes = f"agree={agree.count('same')} unlike={agree.count('unlike')}"
    found += [votes, f"{votes} title={title}"]
    if _is_another(page, now):
        found += ["another", f"another title={title}"]
    return found


def _is_another(page: Page, now: Told) -> bool:
    """It says of itself, or of who takes part, that it is another one: هجوم ثان, سيارة ثانية انفجرت."""
    graph = page.graph(now.trigger.at)
    parts = filter(None, (best(now, role) for role in ("source", "target", "place")))
    near = {
        *range(now.trigger.at + 1, min(graph.stop, now.trigger.at + 4)),
        *chain(*(range(e.first, e.stop) for e in parts)),
    }
    return any(graph.lemma(k) in lexicon().words["another"] for k in near)


def are_two(page: Page, now: Told, then: Told) -> bool:
    """What no likelihood joins: others did it, or on another day elsewhere (السبت في عدن والأحد في تعز)."""
    if _verdict(page, now, then, "place") == "unlike" and _meet(_days(page, now), _days(page, then)) == "apart":
        return True
    return _others_did_it(page, now, then)


def _others_did_it(page: Page, now: Told, then: Told) -> bool:
    """Each names a doer, and they are not the same: two events, unless the type has several sides or it was done to the
    same (who fired on the soldiers that a group claims to have killed)."""
    frame = lexicon().frames.get(now.trigger.row.frame, {})
    if any("both" in roles for roles in frame.values()) or _verdict(page, now, then, "target") == "same":
        return False
    return _verdict(page, now, then, "source") == "unlike"


def _verdict(page: Page, now: Told, then: Told, role: str) -> str:
    """Whether the clear fillers of a role are one, as :func:`same_event` asks it; "" where one is missing."""
    mine, theirs = best(now, role), best(then, role)
    return _compared(page, role, mine, theirs) if mine is not None and theirs is not None else ""


def _compared(page: Page, role: str, mine: Entity, theirs: Entity) -> str:
    return _same_place(page, mine, theirs) if role == "place" else same_thing(page, mine, theirs)


def _same_place(page: Page, a: Entity, b: Entity) -> str:
    """``same``, ``within``, ``unlike`` or ``?``: what two phrases are or lie in; a country has what lies in it."""
    here, there = where(page, a), where(page, b)
    if here is None or there is None or here.place_id is None or there.place_id is None:
        return same_thing(page, a, b)
    if here.place_id == there.place_id:
        return "same"
    is_country = "country" in (here.feature, there.feature)
    return "within" if is_country and here.country == there.country else "unlike"


def _words(page: Page, entity: Entity) -> set[str]:
    """Lemmas of the phrase, general nouns (مدينة) aside: شابة بريطانية shares one with مقاتلة بريطانية."""
    graph = page.graph(entity.at)
    words = {graph.lemma(i) for i in range(entity.first, entity.stop) if graph.tag(i) in ("NOUN", "PROPN", "ADJ")}
    return words - lexicon().stands_for.keys()


def _number(page: Page, mention: Told) -> str:
    """Singular, dual or plural of the trigger, where its form shows it."""
    word = page.graph(mention.trigger.at).reading(mention.trigger.at)
    return word.stem.agreement[-1:] if word is not None and word.stem is not None else ""


def _clear(mention: Told, part: str) -> int | None:
    """Position in its layer of the date or figure that clearly belongs to the mention."""
    fillers = mention.parts[part]
    return fillers[0][1] if fillers and fillers[0][0] >= CLEAR else None


def _days(page: Page, mention: Told) -> tuple[date, date | None] | None:
    clear = _clear(mention, "date")
    expression = page.layers.dates[clear] if clear is not None else None
    if expression is None or expression.date_start is None:
        return None
    return expression.date_start, expression.date_end


def _meet(here: tuple[date, date | None] | None, there: tuple[date, date | None] | None) -> str:
    if here is None or there is None:
        return ""
    if here == there:
        return "same"
    return "meet" if here[0] <= (there[1] or date.max) and there[0] <= (here[1] or date.max) else "apart"


def _count(page: Page, mention: Told) -> tuple[float | None, float | None] | None:
    clear = _clear(mention, "figure")
    figure = page.layers.figures[clear] if clear is not None else None
    return (figure.low, figure.high) if figure is not None else None
