"""Names of the gazetteer in a text, with their frames; what is no place is left out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.documents import Name, PlaceMention
from etl.places.frames import Frame, frame, generic_at
from etl.places.gazetteer import Place, gazetteer
from etl.places.resolving import Context, Sense, resolve
from etl.text import Hit, Text, fold

# A name that needs evidence has it where a container follows within so many tokens (نوى في ريف درعا).
_CONTAINER_REACH = 3
# A dateline stands at the beginning of one of the first lines.
_DATELINE_SENTENCES = 4
_DATELINE_SIGNS = frozenset(":(-–—/")
_PREPOSITIONS = frozenset(fold(word) for word in "في من إلى الى على نحو باتجاه قرب داخل خارج عبر".split())
_COMPASS = frozenset({"north", "south", "east", "west"})


@dataclass(slots=True)
class Candidate:
    """A name of the gazetteer in the text, before it is known which place it means."""

    hit: Hit[int]
    frame: Frame
    senses: tuple[Sense, ...]
    is_dateline: bool = False
    #: What made a weak name a place; None where it needed nothing.
    evidence: str | None = None
    accepted: bool = False


def find_places(text: Text, names: tuple[Name, ...]) -> tuple[PlaceMention, ...]:
    """All named places of ``text``, sorted by start; ``names`` are the candidates of a recogniser.

    A name that only the recogniser knows becomes a mention without ``place_id``, with the reason.
    """
    known = _Names(names)
    candidates = [c for hit in gazetteer().names.find(text) if (c := _candidate(text, hit, known)) is not None]
    _weigh(text, candidates, known)
    accepted = [c for c in candidates if c.accepted]
    context = Context((c.senses, c.is_dateline) for c in accepted)
    mentions = [_mention(text, c, accepted, i, context) for i, c in enumerate(accepted)]
    mentions += _unresolved(text, names, mentions)
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


class _Names:
    """The recogniser's names by token."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self._at = {i: name for name in names for i in range(name.first, name.stop)}

    def is_other(self, hit: Hit[int]) -> bool:
        """Part of a longer name of a person or an organisation, or a person."""
        name = self._at.get(hit.first)
        if name is None or name.kind == "LOC":
            return False
        return name.kind == "PER" or name.stop - name.first > hit.stop - hit.first

    def is_place(self, hit: Hit[int]) -> bool:
        name = self._at.get(hit.first)
        return name is not None and name.kind == "LOC" and name.stop <= hit.stop


def _candidate(text: Text, hit: Hit[int], known: _Names) -> Candidate | None:
    places, senses = gazetteer().places, []
    for value in hit.values:
        senses.append(Sense(places[value], True) if value >= 0 else Sense(places[~value], False))
    features = frozenset(sense.place.feature for sense in senses)
    found = frame(text, hit.first, hit.stop, hit.prefix, features)
    if found.organisation or (known.is_other(hit) and not found.generic):
        return None
    return Candidate(hit, found, tuple(senses), is_dateline=_is_dateline(text, hit))


def _is_dateline(text: Text, hit: Hit[int]) -> bool:
    sentence = text.sentence_of[hit.first]
    if sentence >= _DATELINE_SENTENCES or text.sentences[sentence].first != hit.first or hit.prefix:
        return False
    return hit.stop < len(text.words) and text.words[hit.stop] in _DATELINE_SIGNS


def _weigh(text: Text, candidates: list[Candidate], known: _Names) -> None:
    """Accept every name that needs no evidence, then those that have it."""
    for candidate in candidates:
        if candidate.is_dateline or any(sense.is_sure for sense in candidate.senses):
            candidate.accepted = True
        else:
            candidate.evidence = _own_evidence(text, candidate, known)
            candidate.accepted = candidate.evidence is not None
    following: Candidate | None = None
    for candidate in reversed(candidates):
        if not candidate.accepted and following is not None and _contains(text, following, candidate):
            candidate.accepted, candidate.evidence = True, "containment"
        if candidate.accepted:
            following = candidate
    proven = {place.place_id for c in candidates if c.evidence for place in (s.place for s in c.senses)}
    for candidate in candidates:
        if not candidate.accepted and _follows_preposition(text, candidate.frame):
            if any(sense.place.place_id in proven for sense in candidate.senses):
                candidate.accepted, candidate.evidence = True, "named elsewhere in the document"


def _own_evidence(text: Text, candidate: Candidate, known: _Names) -> str | None:
    around = candidate.frame
    if around.generic and any(sense.place.feature in around.generic.values for sense in candidate.senses):
        return "generic noun"
    if around.part == "countryside" or not _COMPASS.isdisjoint(around.directions):
        return "direction"
    if known.is_place(candidate.hit):
        return "recogniser"
    return None


def _follows_preposition(text: Text, around: Frame) -> bool:
    if around.prefix:
        return True
    return around.first > 0 and text.words[around.first - 1] in _PREPOSITIONS


def _contains(text: Text, container: Candidate, candidate: Candidate) -> bool:
    if container.frame.first - candidate.frame.stop > _CONTAINER_REACH:
        return False
    if text.sentence_of[container.hit.first] != text.sentence_of[candidate.hit.first]:
        return False
    return any(_is_part(sense.place, other.place) for sense in candidate.senses for other in container.senses)


def _is_part(place: Place, container: Place) -> bool:
    if place.country is None or place.country != container.country or place.place_id == container.place_id:
        return False
    return container.feature == "country" or (container.admin1 is not None and container.admin1 == place.admin1)


def _mention(text: Text, candidate: Candidate, accepted: Sequence[Candidate], i: int, context: Context) -> PlaceMention:
    around, hit = candidate.frame, candidate.hit
    neighbours = [accepted[j].senses for j in (i - 1, i + 1) if 0 <= j < len(accepted)]
    choice = resolve(candidate.senses, around, context, neighbours)
    place = choice.place
    span = text.span(around.first, around.stop, around.prefix)
    name = _bare(text, hit)
    relation = "dateline" if candidate.is_dateline else around.relation()
    return PlaceMention(
        start=span.start,
        end=span.end,
        text=span.text,
        sentence=span.sentence,
        rule="dateline" if candidate.is_dateline else "gazetteer",
        first=around.first,
        stop=around.stop,
        name_start=name[0],
        name_end=name[1],
        form="name",
        place_id=place.place_id,
        name_ar=place.name_ar,
        name_en=place.name_en,
        country=place.country,
        feature=place.feature,
        lat=place.lat,
        lon=place.lon,
        relation=relation,
        precision=place.precision,
        score=choice.score,
        reason=f"{candidate.evidence}; {choice.reason}" if candidate.evidence else choice.reason,
    )


@cache
def _keeps_generic() -> frozenset[str]:
    """Generic nouns without which the rest would name something else (جبل لبنان, بحر العرب)."""
    return frozenset(fold(word) for word in "بحر خليج مضيق جزر شبه وادي جبل جبال سهل".split())


def _bare(text: Text, hit: Hit[int]) -> tuple[int, int]:
    """Raw offsets of the name alone: a name of the gazetteer may begin with its generic noun (قطاع غزة)."""
    first, prefix = hit.first, hit.prefix
    if hit.stop - first > 1 and not prefix and generic_at(text, first) and text.words[first] not in _keeps_generic():
        first += 1
    span = text.span(first, hit.stop, prefix)
    return span.start, span.end


def _unresolved(text: Text, names: tuple[Name, ...], mentions: list[PlaceMention]) -> list[PlaceMention]:
    taken = {i for mention in mentions for i in range(mention.first, mention.stop)}
    found = []
    for name in names:
        if name.kind != "LOC" or not taken.isdisjoint(range(name.first, name.stop)):
            continue
        around = frame(text, name.first, name.stop, name.prefix, frozenset())
        span = text.span(around.first, around.stop, around.prefix)
        bare = text.span(name.first, name.stop, name.prefix)
        feature = around.generic.values[0] if around.generic else None
        found.append(
            PlaceMention(
                start=span.start,
                end=span.end,
                text=span.text,
                sentence=span.sentence,
                rule=f"recogniser:{name.rule}",
                first=around.first,
                stop=around.stop,
                name_start=bare.start,
                name_end=bare.end,
                form="name",
                place_id=None,
                name_ar=bare.text,
                name_en=None,
                country=None,
                feature=feature,
                lat=None,
                lon=None,
                relation=around.relation(),
                score=name.score,
                reason="not in the gazetteer",
            )
        )
    return found
