"""Whether a name that is mostly something else (الباب, القائم, دوما) is a place here, and what says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.morphology.analysis import analyse
from etl.places.containing import distance
from etl.places.frames import Frame
from etl.places.gazetteer import ARABIC_SPEAKING, Place, Sense, demonyms
from etl.places.resolving import Context
from etl.tables import read_csv
from etl.text import Hit, Text, fold

# A container follows within so many tokens (نوى في ريف درعا), a neighbour in a list at once (سراقب وبنش).
_CONTAINER_REACH, _LIST_REACH = 3, 1
# What stands between a name and its container (frames are no gap): "الباب (ريف حلب)".
_CONNECTING = frozenset(
    fold(word) for word in "في من ( ، , - – / التابعة الواقعة التابع الواقع عاصمة مركز كبرى مدن".split()
)
_PREPOSITIONS = frozenset(fold(word) for word in "في من إلى الى نحو باتجاه داخل خارج عبر بين".split())
# As far as a place may be that lies to one side of another.
_NEAR_KM = 100.0
# Between a word such as سيطر and على stand its subject and its adjectives: سيطرت قوات النظام السوري على.
_SUBJECT_REACH = 6
# Inhabitants of a town whose name is mostly another word.
_LARGE = 20_000
_NO_NOUNS = frozenset({"VERB", "ADP", "PART", "CCONJ", "SCONJ", "PRON", "DET", "ADV"})
_COMPASS = frozenset({"north", "south", "east", "west"})


@dataclass(slots=True)
class Candidate:
    """A name of the gazetteer in the text, before it is known which place it means."""

    hit: Hit[Sense | None]
    frame: Frame
    senses: tuple[Sense, ...]
    is_dateline: bool
    #: The recogniser holds these words for the name of a place.
    is_recognised: bool
    #: An adjective of nationality right behind it says the country.
    is_told: bool = False
    accepted: bool = False
    #: What made a weak name a place; None where it needed nothing.
    evidence: str | None = None

    def accept(self, evidence: str | None) -> None:
        self.accepted, self.evidence = True, evidence


def weigh(text: Text, candidates: list[Candidate], said: frozenset[str]) -> None:
    """Accept every name that needs no evidence, then those that have it; ``said``: as in :class:`Context`."""
    for i, candidate in enumerate(candidates):
        if candidate.is_dateline or any(sense.is_sure for sense in candidate.senses):
            candidate.accept(None)
        elif evidence := _own_evidence(candidate, _owns(candidates, i)):
            candidate.accept(evidence)
    doubtful = [i for i, candidate in enumerate(candidates) if not candidate.accepted]
    if not doubtful:
        return
    context = Context(((c.senses, c.is_dateline) for c in candidates if c.accepted), said)
    for i in reversed(doubtful):
        if i + 1 < len(candidates) and candidates[i + 1].accepted and contained(text, candidates[i], candidates[i + 1]):
            candidates[i].accept("containment")
    for i in doubtful:
        candidate = candidates[i]
        if candidate.accepted:
            continue
        before = candidates[i - 1] if i else candidate
        after = candidates[i + 1] if i + 1 < len(candidates) else candidate
        if (before.accepted and _listed(text, before, candidate)) or (
            after.accepted and _opens_list(text, candidate, after)
        ):
            candidate.accept("listed with a place")
        elif _owns(candidates, i):
            continue
        elif (candidate.frame.directions or _after_preposition(text, candidate.frame)) and _fits(
            text, candidate, context
        ):
            candidate.accept("preposition and country of the document")
        elif _happens_in(text, candidate) or _is_taken(text, candidate):
            candidate.accept("something happens in it")
    proven = {sense.place.place_id for c in candidates if c.evidence for sense in c.senses}
    for i in doubtful:
        candidate = candidates[i]
        is_proven = any(sense.place.place_id in proven for sense in candidate.senses)
        if is_proven and not candidate.accepted and _after_preposition(text, candidate.frame):
            candidate.accept("named elsewhere in the document")


def _owns(candidates: list[Candidate], i: int) -> bool:
    """A place follows at once, whose noun the word then is: في سيول حفر الباطن, not in Seoul."""
    one, other = candidates[i], candidates[i + 1] if i + 1 < len(candidates) else None
    if other is None or other.frame.first != one.frame.stop or other.frame.prefix:
        return False
    return not any(_is_part(sense.place, container.place) for sense in one.senses for container in other.senses)


def _own_evidence(candidate: Candidate, owns: bool) -> str | None:
    around = candidate.frame
    if around.generic and any(sense.place.feature in around.generic.values for sense in candidate.senses):
        return "generic noun"
    if around.part == "countryside" or not _COMPASS.isdisjoint(around.directions):
        return "direction"
    if candidate.is_told:
        return "adjective"
    return "recogniser" if candidate.is_recognised and not owns else None


def _after_preposition(text: Text, around: Frame) -> bool:
    if around.prefix:
        return text.words[around.first][: around.prefix].endswith("ب")
    if not around.first:
        return False
    before = text.words[around.first - 1]
    if before == "علي":
        return _is_on(text, around)
    return before in _PREPOSITIONS or before in _taken()["name"]


def _is_on(text: Text, around: Frame) -> bool:
    """Behind على and, over a subject, a word of control or attack: سيطرت قوات النظام السوري على."""
    if around.prefix or text.words[around.first - 1] != "علي":
        return False
    return not _taken()["on"].isdisjoint(text.words[max(0, around.first - _SUBJECT_REACH) : around.first])


def _happens_in(text: Text, candidate: Candidate) -> bool:
    """Fighting, harm or protest is told right before: اشتباكات في القائم, but not في الزاوية الغربية."""
    around = candidate.frame
    if not _follows_in(text, around) or not any(sense.place.is_reviewed for sense in candidate.senses):
        return False
    after = text.words[around.stop] if around.stop < len(text.words) else ""
    if after.startswith("ال") or not (text.words[around.first].startswith("ال") or _ends_phrase(text, around.stop)):
        return False
    told = text.words[max(0, around.first - _SUBJECT_REACH) : around.first]
    told += [word.removeprefix("ب") for word in text.words[around.stop : around.stop + 1]]  # أفادت مصادر في عتق بمقتل
    return not _taken()["in"].isdisjoint(told)


def _is_taken(text: Text, candidate: Candidate) -> bool:
    """A province or a large town right behind a word that says it is taken, left or lived in: سيطر الجيش على المهرة."""
    around = candidate.frame
    if not around.first or not (text.words[around.first - 1] in _taken()["name"] or _is_on(text, around)):
        return False
    after = text.words[around.stop] if around.stop < len(text.words) else ""
    return not after.startswith("ال") and any(
        sense.place.is_reviewed and (sense.place.feature == "admin1" or sense.place.population >= _LARGE)
        for sense in candidate.senses
    )


def _ends_phrase(text: Text, stop: int) -> bool:
    """No noun or adjective goes on at token ``stop``, as behind a common noun: في مقتل جنود, but في عتق برصاص."""
    if stop >= len(text.words) or not text.words[stop].isalpha():
        return True
    readings = analyse(text.clean[text.starts[stop] : text.ends[stop]]).readings
    return bool(readings) and all(r.preposition or r.conjunction or r.pos in _NO_NOUNS for r in readings)


@cache
def _taken() -> dict[str, frozenset[str]]:
    """Where they stand -> words that say that a town is taken, struck or left."""
    found: dict[str, set[str]] = {}
    for row in read_csv("place_taken.csv"):
        found.setdefault(row["stands"], set()).add(fold(row["word"]))
    return {stands: frozenset(words) for stands, words in found.items()}


def _follows_in(text: Text, around: Frame) -> bool:
    return not around.prefix and around.first > 0 and text.words[around.first - 1] == "في"


def _fits(text: Text, candidate: Candidate, context: Context) -> bool:
    """A preposition is enough for a place of a country that the document names, and for foreign names.

    Foreign names need a plain في: too many words begin with ب (بليك, باركان) or follow من (من توجيه).
    """
    for sense in candidate.senses:
        place = sense.place
        if place.is_reviewed and place.country is not None and context.is_about(place.country):
            return True
        if place.country not in ARABIC_SPEAKING and place.country is not None and _follows_in(text, candidate.frame):
            return True
    return False


def contained(text: Text, candidate: Candidate, container: Candidate) -> bool:
    """``container``, a few words further on, is what ``candidate`` lies in, or what it lies beside."""
    if container.frame.first - candidate.frame.stop > _CONTAINER_REACH:
        return False
    if text.sentence_of[container.hit.first] != text.sentence_of[candidate.hit.first]:
        return False
    between = text.words[candidate.frame.stop : container.frame.first]
    if not all(word in _CONNECTING or word in demonyms() for word in between):
        return False
    is_beside = container.frame.near or not _COMPASS.isdisjoint(container.frame.directions)
    return any(
        _is_part(sense.place, other.place) or (is_beside and _is_near(sense.place, other.place))
        for sense in candidate.senses
        for other in container.senses
    )


def _is_near(place: Place, other: Place) -> bool:
    """What lies to the west of a town lies near it: الزاوية غرب طرابلس."""
    return place.country is not None and place.country == other.country and distance(place, other) <= _NEAR_KM


def _is_part(place: Place, container: Place) -> bool:
    if place.country is None or place.country != container.country or place.place_id == container.place_id:
        return False
    return container.feature == "country" or (container.admin1 is not None and container.admin1 == place.admin1)


def _listed(text: Text, before: Candidate, candidate: Candidate) -> bool:
    """Right after a place of the same country: "سراقب وبنش", "سراقب، بنش"."""
    gap = candidate.frame.first - before.frame.stop
    if gap > _LIST_REACH or (gap == 0 and not candidate.frame.prefix) or text.gap(before.frame.stop - 1).count("\n"):
        return False
    if gap == 1 and text.words[before.frame.stop] not in ("،", ",", "و"):
        return False
    return of_one_country(candidate.senses, before.senses)


def _opens_list(text: Text, candidate: Candidate, after: Candidate) -> bool:
    """Behind a preposition, right before a place of the same country: "في قم ومشهد"."""
    is_joined = after.frame.first == candidate.frame.stop and text.words[after.frame.first][0] == "و"
    return (
        is_joined
        and after.frame.prefix == 1
        and _after_preposition(text, candidate.frame)
        and of_one_country(candidate.senses, after.senses)
    )


def of_one_country(senses: tuple[Sense, ...], others: tuple[Sense, ...]) -> bool:
    """Both may lie in one country, the name in question as a place that people checked."""
    return any(
        sense.place.is_reviewed and sense.place.country == one.place.country and one.place.feature != "country"
        for sense in senses
        for one in others
    )
