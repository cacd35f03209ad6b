"""What the models of the event coder look at: readable features of triggers, phrases and pairs of them.

Each function gives the names of the features that hold. ``tools/fit_events.py`` finds their weights on annotated
articles; ``seeds/events`` stores them; :mod:`etl.linear` adds them up.
"""

from __future__ import annotations

from functools import cache

from etl.events.lexicon import Operator, classes_of, lexicon
from etl.events.page import Entity, Page
from etl.events.triggers import Trigger
from etl.syntax.clusters import cluster
from etl.syntax.graph import Graph

_BY = frozenset({"من قبل", "من جانب", "من طرف", "بواسطة", "على يد", "على أيدي", "بيد"})
_HANDS = frozenset({"يد", "أيدي", "قبل", "جانب", "طرف"})
_KINDS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "AUX": "verb", "ADP": "particle",
          "PART": "particle", "SCONJ": "particle", "ADV": "particle", "CCONJ": "particle", "DET": "noun"}  # fmt: skip


def slot(graph: Graph, trigger: int, entity: int) -> str:
    """The slot of ``frames`` in which ``entity`` stands to ``trigger``, "" where no arc says so."""
    if trigger == entity:
        return "self"
    for _ in range(3):  # the second of two joined phrases stands where the first does
        if graph.label(entity) in ("conj", "appos") and graph.head(entity) != trigger and graph.head(entity) >= 0:
            entity = graph.head(entity)
    head, label = graph.head(entity), graph.label(entity)
    if head == trigger:
        return _direct(graph, entity, label)
    if graph.head(trigger) == entity:
        if graph.label(trigger) in ("acl", "amod"):
            return "head"
        return ""
    if head >= 0 and graph.head(head) == trigger and graph.lemma(head) in _HANDS:
        return "by"
    return ""


def _direct(graph: Graph, entity: int, label: str) -> str:
    preposition = graph.preposition(entity)
    if label == "nsubj":
        return "subj"
    if label == "nsubj:pass":
        return "subjpass"
    if preposition:
        return "by" if preposition in _BY else f"pp-{preposition}"
    if label in ("obj", "iobj"):
        return "obj"
    if label in ("nmod", "flat", "nummod"):
        return "gen"
    return "adj" if label == "amod" else label


def expected(frame: str, place: str) -> tuple[str, ...]:
    """Roles that the frame gives to a slot, likelier first."""
    frames = lexicon().frames
    return frames.get(frame, {}).get(place) or frames.get("any", {}).get(place, ())


def supports(graph: Graph, trigger: int) -> list[tuple[int, dict[str, str]]]:
    """Verbs that hand their arguments to the event noun ``trigger``, with the roles of their own slots."""
    found: list[tuple[int, dict[str, str]]] = []
    at = trigger
    for _ in range(3):
        up = graph.head(at)
        if up < 0:
            break
        kind = _KINDS.get(graph.tag(up), "")
        own = slot(graph, up, at)
        for name in graph.names(up):
            for support in lexicon().support.get((kind, name), ()):
                if support.slot == own or (support.slot in ("obj", "subj") and own in ("obj", "subj", "subjpass")):
                    found.append((up, dict(support.gives)))
        if graph.label(at) not in ("conj", "nmod", "appos") and found:
            break
        at = up
    return found


def operators(page: Page, trigger: Trigger) -> list[tuple[str, int, Operator]]:
    """Operators over a trigger, nearest first: (lemma, arcs between, operator)."""
    graph = page.graph(trigger.at)
    table = lexicon().operators
    found: list[tuple[str, int, Operator]] = []
    at, distance = trigger.at, 0
    for k in graph.kids(at):
        if k < at:
            _add(found, graph, k, 0, own_slots(graph, at), table)
    while distance < 6:
        up = graph.head(at)
        if up < 0:
            break
        distance += 1
        own = slot(graph, up, at)
        label = graph.label(at)
        slots = {own, "any"}
        if label in ("ccomp", "xcomp", "csubj", "acl", "advcl") or own in ("obj", "gen"):
            slots.add("ucomp")
        if own == "gen":
            slots.add("obj")
        _add(found, graph, up, distance, tuple(slots), table)
        for k in graph.kids(up):
            if k < at and graph.label(k) in ("mark", "advmod", "case", "aux"):
                _add(found, graph, k, distance, ("clause",) if label != "conj" else (), table)
        at = up
    return found


def own_slots(graph: Graph, i: int) -> tuple[str, ...]:
    """Slots of the particles on the word itself."""
    word = graph.reading(i)
    present = word is not None and word.stem is not None and word.stem.tense == "present"
    return ("verb", "clause", "condition", "noun", *(("imperfect",) if present else ()))


def _add(
    found: list[tuple[str, int, Operator]],
    graph: Graph,
    i: int,
    distance: int,
    slots: tuple[str, ...],
    table: dict[tuple[str, str], tuple[Operator, ...]],
) -> None:
    kind = _KINDS.get(graph.tag(i), "noun")
    for name in graph.names(i):
        for operator in table.get((kind, name), ()):
            if operator.slot in slots:
                found.append((name, distance, operator))


def _bin(distance: int) -> str:
    return str(distance) if distance < 4 else "4-6" if distance < 7 else "7-12" if distance < 13 else "13+"


def told(page: Page, trigger: Trigger, heads: list[Entity], in_title: bool) -> list[str]:
    """Features of "the text tells an event here"."""
    graph = page.graph(trigger.at)
    i = trigger.at
    row = trigger.row
    name = graph.lemma(i)
    word = graph.reading(i)
    up = graph.head(i)
    label = graph.label(i)
    governor = graph.lemma(up) if up >= 0 else "ROOT"
    coarse, fine = cluster(graph.tag(up), governor) if up >= 0 else ("", "")
    definite = "def" if word is not None and (word.definite or word.pronoun) else "indef"
    kids = {slot(graph, i, e.at): e.kind for e in heads}
    shape = "".join(
        sorted(
            {s.split("-")[0][:4] for s in kids if s in ("subj", "obj", "gen", "by", "subjpass") or s.startswith("pp")}
        )
    )
    tag = graph.tag(i)
    tense = word.stem.tense if word is not None and word.stem is not None else ""
    person = word.stem.agreement if tense and word is not None and word.stem is not None else ""
    before = graph.lemma(i - 1) if i > graph.first else "^"
    after = graph.lemma(i + 1) if i + 1 < graph.stop else "$"
    found = [
        "bias",
        f"type={trigger.event_type}",
        f"row={row.row_id} type={trigger.event_type}",
        f"own={row.event_type == trigger.event_type} type={trigger.event_type}",
        f"own={row.event_type == trigger.event_type} row={row.row_id}",
        f"lemma={name} type={trigger.event_type}",
        f"lemma={name}",
        f"lemma={name} tag={tag}",
        f"form={graph.form(i)}",
        f"frame={row.frame} tag={tag}",
        f"type={trigger.event_type} {definite}",
        f"lemma={name} {definite}",
        f"label={label} tag={tag}",
        f"label={label} type={trigger.event_type}",
        f"governor={governor} {label}",
        f"governor={coarse} {label} {tag}",
        f"governor={fine} {tag}",
        f"governor={fine} type={trigger.event_type}",
        f"shape={shape} frame={row.frame}",
        f"shape={shape} type={trigger.event_type}",
        f"tense={tense} {person} tag={tag}",
        f"tense={tense} type={trigger.event_type}",
        f"before={before}",
        f"after={after}",
        f"before={before} tag={tag}",
        f"lemma={name} before={before}",
        f"lemma={name} after={after}",
        f"second={trigger.is_second_reading}",
        f"title={in_title} tag={tag}",
    ]
    for place, kind in kids.items():
        if place:
            found.append(f"has={place} {kind} frame={row.frame}")
            found.append(f"has={place} {kind} type={trigger.event_type}")
            found.append(f"has={place} lemma={name}")
    for k in graph.kids(i):
        if graph.label(k) in ("amod", "nmod", "obj", "obl"):
            found.append(f"dep={graph.lemma(k)} type={trigger.event_type}")
            found.append(f"dep={cluster(graph.tag(k), graph.lemma(k))[0]} {graph.label(k)} type={trigger.event_type}")
    kinds = {e.kind for e in page.phrases(page.text.sentence_of[i])}
    for kind in sorted(
        kinds & {"armed", "person", "official", "crowd", "org", "state", "country", "weapon", "figure", "place"}
    ):
        found.append(f"sentence={kind} type={trigger.event_type}")
    if page.dates[page.text.sentence_of[i]]:
        found.append("sentence=date")
    found += [f"support={graph.lemma(v)}" for v, _ in supports(graph, i)]
    if len(page.text.sentences) == 1:
        # A sentence without its article: nothing else says whether it tells news, so it is weighed anew.
        moods = {f"operator={operator.modality}" for _, _, operator in operators(page, trigger)}
        found += [f"alone {feature}" for feature in (*found, *sorted(moods))]
    return found


def role(page: Page, trigger: Trigger, entity: Entity, rank: int) -> list[str]:
    """Features of "``entity`` plays this part in what ``trigger`` tells", for phrases of the same sentence.

    ``rank`` counts the phrases between the two.
    """
    graph = page.graph(trigger.at)
    i, e = trigger.at, entity.at
    row = trigger.row
    own = slot(graph, i, e)
    path = graph.path(i, e)
    arcs = path if path is not None else "far"
    roles = expected(row.frame, own)
    claim = "|".join(roles) if roles else "-"
    kind = entity.kind
    side = "<" if e < i else ">"
    preposition = graph.preposition(e)
    word = graph.reading(i)
    voices = (
        "".join(sorted({r.stem.voice[0] for r in graph.word(i).of("VERB") if r.stem and r.stem.voice}))
        if graph.tag(i) == "VERB"
        else ""
    )
    tag = graph.tag(i)
    name = graph.lemma(i)
    coarse, fine = cluster(graph.tag(e), graph.lemma(e))
    before = graph.lemma(entity.first - 1) if entity.first > graph.first else "^"
    counted = "n" if entity.figure is not None else ""
    agree = ""
    if tag == "VERB" and word is not None and word.stem is not None:
        noun = graph.reading(e)
        if noun is not None and noun.stem is not None:
            agree = "=" if ("f" in word.stem.agreement) == ("f" in noun.stem.agreement[:1]) else "!"
    found = [
        "bias",
        f"path={arcs}",
        f"slot={own} kind={kind}",
        f"slot={own} frame={row.frame}",
        f"slot={own} frame={row.frame} kind={kind}{counted}",
        f"slot={own} type={trigger.event_type}",
        f"slot={own} lemma={name} {tag}",
        f"slot={own} {voices} kind={kind}{counted}",
        f"claim={claim}",
        f"claim={claim} kind={kind}",
        f"claim={claim} rank={min(rank, 3)}{side}",
        f"kind={kind} type={trigger.event_type}",
        f"kind={kind} frame={row.frame} {side}",
        f"kind={kind} frame={row.frame} prep={preposition} {side}",
        f"prep={preposition} frame={row.frame} {side}",
        f"prep={preposition} type={trigger.event_type}",
        f"side={side} {tag} rank={min(rank, 4)}",
        f"side={side} {tag} frame={row.frame} rank={min(rank, 2)}",
        f"side={side} distance={_bin(abs(e - i))}",
        f"side={side} {voices} {agree} rank={min(rank, 2)}",
        f"cluster={coarse} frame={row.frame}",
        f"cluster={fine} type={trigger.event_type}",
        f"cluster={fine}",
        f"head={graph.lemma(e)}",
        f"before={before} {side}",
        f"before={before} frame={row.frame} {side}",
        f"counted={counted} frame={row.frame} {side} kind={kind}",
        f"adjective={entity.is_adjective} frame={row.frame} rank={min(rank, 2)}",
        f"label={graph.label(e)} kind={kind} {side}",
    ]
    if path is None:
        found.append(f"far {side} kind={kind} rank={min(rank, 3)}")
    else:
        found.append(f"path={arcs} frame={row.frame}")
        found.append(f"path={arcs} kind={kind}")
        found.append(f"arcs={path.count('.') + 1}")
    up = graph.head(e)
    if up >= 0:
        found.append(f"governor={graph.lemma(up)} {graph.relation(e)}")
        found.append(f"governor={cluster(graph.tag(up), graph.lemma(up))[0]} {graph.label(e)}")
        if up != i:
            found.append(f"other={graph.tag(up)} {graph.label(e)} {tag}")
    for verb, gives in supports(graph, i):
        theirs = slot(graph, verb, e)
        if theirs and verb != i:
            found.append(f"support={graph.lemma(verb)} {theirs}")
            found.append(f"handed={gives.get(theirs, '-')}")
            found.append(f"handed={gives.get(theirs, '-')} kind={kind}")
    marks = sum(1 for k in range(min(i, e), max(i, e)) if graph.tag(k) == "PUNCT")
    verbs = sum(1 for k in range(min(i, e) + 1, max(i, e)) if graph.tag(k) == "VERB")
    found.append(f"marks={min(marks, 3)} verbs={min(verbs, 3)} {side} {tag}")
    found.append(f"verbs={min(verbs, 2)} rank={min(rank, 3)} {side} frame={row.frame}")
    return found


def modality(page: Page, trigger: Trigger) -> list[str]:
    """Features of "it happened, was denied, is planned ..."."""
    graph = page.graph(trigger.at)
    i = trigger.at
    word = graph.reading(i)
    tag = graph.tag(i)
    up = graph.head(i)
    tense = word.stem.tense if word is not None and word.stem is not None else ""
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
    ]
    if up >= 0:
        governor = graph.lemma(up)
        above = graph.reading(up)
        found += [
            f"governor={governor} {slot(graph, up, i)}",
            f"governor={governor}",
            f"governor={cluster(graph.tag(up), governor)[1]} {graph.label(i)}",
            f"above={above.stem.tense if above and above.stem else ''} {bool(above and above.future)} {graph.label(i)}",
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
    for name, distance, operator in operators(page, trigger):
        if operator.types and trigger.event_type not in operator.types:
            continue
        found.append(f"operator={operator.modality} {min(distance, 3)}")
        found.append(f"operator={operator.modality}")
        found.append(f"operator={name} {operator.modality}")
        if first and operator.modality != "report":
            found.append(f"nearest={operator.modality}")
            found.append(f"nearest={operator.modality} {min(distance, 3)} {tag}")
            first = False
    for date in {page.date_at[k] for k in range(graph.first, graph.stop) if k in page.date_at}:
        expression = page.layers.dates[date]
        found.append(f"date={expression.timex} {expression.modifier}")
    preposition = graph.preposition(i)
    if preposition:
        found.append(f"preposition={preposition} {tag}")
        found.append(f"preposition={preposition} {graph.lemma(up) if up >= 0 else '-'}")
    found += _before(graph, i, tag)
    title = page.text.sentence_of[i] == 0
    found.append(f"title={title} {tag} {tense}")
    found.append(f"quoted={_quoted(graph, i)}")
    chain = [graph.tag(k) + (r.stem.tense[:2] if (r := graph.reading(k)) and r.stem and r.stem.tense else "")
             for k in graph.ancestors(i)]  # fmt: skip
    found.append(f"chain={' '.join(chain[:3])} {tag}")
    return found


def _before(graph: Graph, i: int, tag: str) -> list[str]:
    """Operators that stand before the trigger in its sentence, whether or not an arc leads to them."""
    found: list[str] = []
    table = lexicon().operators
    verbs = marks = 0
    told = False
    for k in range(i - 1, graph.first - 1, -1):
        kind = _KINDS.get(graph.tag(k), "noun")
        for name in graph.names(k):
            for operator in table.get((kind, name), ())[:1]:
                if operator.modality == "report":
                    continue
                found.append(f"left={operator.modality} verbs={min(verbs, 2)} marks={min(marks, 2)}")
                found.append(f"left={operator.modality} {_bin(i - k)}")
                found.append(f"left={name} verbs={min(verbs, 1)}")
                if not told:
                    found.append(f"first={operator.modality} verbs={min(verbs, 2)} {tag}")
                    found.append(f"first={operator.modality} {_bin(i - k)}")
                    told = True
        if graph.tag(k) == "VERB":
            verbs += 1
            if verbs == 1:
                word = graph.reading(k)
                found.append(f"verb={graph.lemma(k)}")
                found.append(f"verb={word.stem.tense if word and word.stem else ''} {bool(word and word.future)} {tag}")
        marks += graph.tag(k) == "PUNCT"
    return found


def _quoted(graph: Graph, i: int) -> bool:
    """An odd number of quotation marks stands before the word."""
    return sum(graph.form(k) in '"«»“”' for k in range(graph.first, i)) % 2 == 1


_REPORTING = ("حسب", "وفق", "نقلا", "تصريح", "بيان")


def reports(graph: Graph) -> bool:
    """Whether a word of the sentence says that somebody says something: without one it names no speaker."""
    return any(_reports(graph.tag(i), name) for i in range(graph.first, graph.stop) for name in graph.names(i))


@cache
def _reports(tag: str, name: str) -> bool:
    found = lexicon().operators.get((_KINDS.get(tag, ""), name), ())
    return name in _REPORTING or any(operator.modality == "report" for operator in found)


def said(page: Page, trigger: Trigger, entity: Entity, rank: int) -> list[str]:
    """Features of "``entity`` is who reports what ``trigger`` tells", for phrases of the same sentence."""
    graph = page.graph(trigger.at)
    i, e = trigger.at, entity.at
    up = graph.head(e)
    governor = graph.lemma(up) if up >= 0 else "ROOT"
    verb = cluster(graph.tag(up), governor) if up >= 0 else ("", "")
    side = "<" if e < i else ">"
    above = "above" if up >= 0 and up in list(graph.ancestors(i)) else "self" if up == i else "aside"
    report = up >= 0 and any(_reports(graph.tag(up), n) for n in graph.names(up))
    label = graph.relation(e)
    before = graph.lemma(entity.first - 1) if entity.first > graph.first else "^"
    found = [
        "bias",
        f"governor={governor} {label}",
        f"governor={governor} {above}",
        f"verb={verb[1]} {graph.label(e)}",
        f"verb={verb[1]} {graph.label(e)} {above}",
        f"verb={verb[0]} {graph.label(e)} {above} {side}",
        f"report={report} {graph.label(e)} {above} {side}",
        f"report={report} kind={entity.kind} {above}",
        f"kind={entity.kind} {side}",
        f"kind={entity.kind} {label}",
        f"head={graph.lemma(e)}",
        f"cluster={cluster(graph.tag(e), graph.lemma(e))[1]}",
        f"before={before}",
        f"before={before} {side}",
        f"prep={graph.preposition(e)}",
        f"path={graph.path(i, e)}",
        f"slot={slot(graph, i, e)}",
        f"type={trigger.event_type} {above} report={report}",
        f"rank={min(rank, 3)} {side} {above}",
        f"first={entity.first - graph.first < 4} {side} report={report}",
    ]
    return found


def dated(page: Page, trigger: Trigger, date: int, rank: int) -> list[str]:
    """Features of "this expression is the day of what ``trigger`` tells"."""
    graph = page.graph(trigger.at)
    expression = page.layers.dates[date]
    i = trigger.at
    e = page.top(expression)
    path = graph.path(i, e)
    up = graph.head(e)
    governor = graph.lemma(up) if up >= 0 else "ROOT"
    side = "<" if e < i else ">"
    kind = f"{expression.timex} {expression.grain}"
    verbs = sum(1 for k in range(min(i, e) + 1, max(i, e)) if graph.tag(k) == "VERB")
    marks = sum(1 for k in range(min(i, e), max(i, e)) if graph.tag(k) == "PUNCT")
    before = graph.lemma(expression.first - 1) if expression.first > graph.first else "^"
    resolved = expression.date_start is not None
    tag = graph.tag(i)
    return [
        "bias",
        f"timex={kind} {expression.modifier}",
        f"timex={kind} resolved={resolved}",
        f"timex={expression.timex} type={trigger.event_type}",
        f"path={path}",
        f"path={path} {expression.timex}",
        f"under={'trigger' if up == i else 'other'} {tag}",
        f"governor={governor}",
        f"governor={cluster(graph.tag(up), governor)[1] if up >= 0 else ''} {'trigger' if up == i else 'other'}",
        f"side={side} distance={_bin(abs(e - i))}",
        f"side={side} verbs={min(verbs, 3)} marks={min(marks, 2)}",
        f"side={side} verbs={min(verbs, 2)} rank={min(rank, 3)} {tag}",
        f"before={before}",
        f"before={before} {side} {tag}",
        f"alone={len({page.date_at[k] for k in range(graph.first, graph.stop) if k in page.date_at}) == 1}",
        f"type={trigger.event_type} {side}",
        f"past={expression.date_start is not None and expression.anchor}",
        f"label={graph.label(i)} {side} verbs={min(verbs, 2)}",
    ]


def counted(page: Page, trigger: Trigger, figure: int, rank: int) -> list[str]:
    """Features of "this figure counts those of what ``trigger`` tells"."""
    graph = page.graph(trigger.at)
    mention = page.layers.figures[figure]
    i = trigger.at
    e = page.top(mention)
    path = graph.path(i, e)
    side = "<" if e < i else ">"
    noun = classes_of(graph, e)
    kind = noun[0] if noun else ""
    same = mention.kind or ""
    verbs = sum(1 for k in range(min(i, e) + 1, max(i, e)) if graph.tag(k) == "VERB")
    own = slot(graph, i, e)
    return [
        "bias",
        f"unit={mention.unit} type={trigger.event_type}",
        f"unit={mention.unit} kind={kind}",
        f"same={same} type={trigger.event_type}",
        f"same={same} rank={min(rank, 2)}",
        f"path={path}",
        f"slot={own} frame={trigger.row.frame}",
        f"slot={own} type={trigger.event_type}",
        f"slot={own} unit={mention.unit}",
        f"side={side} distance={_bin(abs(e - i))} {graph.tag(i)}",
        f"side={side} verbs={min(verbs, 2)} rank={min(rank, 3)} frame={trigger.row.frame}",
        f"side={side} rank={min(rank, 3)} type={trigger.event_type}",
        f"head={graph.lemma(e)}",
        f"inside={mention.first <= i < mention.stop}",
        f"counted={bool(mention.counted)} frame={trigger.row.frame} {side}",
        f"before={graph.lemma(mention.first - 1) if mention.first > graph.first else '^'} {side}",
    ]


def nobody(page: Page, trigger: Trigger, role: str, candidates: int) -> list[str]:
    """Features of "no phrase of the sentence plays ``role``"."""
    graph = page.graph(trigger.at)
    word = graph.reading(trigger.at)
    tag = graph.tag(trigger.at)
    definite = bool(word and (word.definite or word.pronoun))
    frame = lexicon().frames.get(trigger.row.frame, {})
    claims = sum(1 for roles in frame.values() if role in roles or (role == "source" and "both" in roles))
    return [
        "none",
        f"none frame={trigger.row.frame}",
        f"none type={trigger.event_type}",
        f"none lemma={graph.lemma(trigger.at)}",
        f"none {tag} definite={definite}",
        f"none {tag} {graph.label(trigger.at)}",
        f"none candidates={min(candidates, 8)}",
        f"none claims={min(claims, 4)} {tag}",
        f"none pronoun={word.pronoun if word else ''} {tag}",
        f"none agreement={word.stem.agreement if tag == 'VERB' and word and word.stem else ''}",
        f"none title={page.text.sentence_of[trigger.at] == 0}",
        f"none type={trigger.event_type} {tag} definite={definite}",
    ]
