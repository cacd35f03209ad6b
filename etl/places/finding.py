"""Names of the gazetteer in a text, with their frames; what is no place is left out here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from etl.documents import Name, PlaceMention, Span
from etl.places.describing import Described, described
from etl.places.evidence import Candidate, contained, of_one_country, weigh
from etl.places.frames import Frame, frame, role_of
from etl.places.gazetteer import Place, Sense, demonyms, gazetteer, nationalities, signs
from etl.places.resolving import REMEMBERED, Choice, Context, anchor, resolve
from etl.places.unlisted import Unlisted, everywhere, is_noun, name_parts, unlisted
from etl.text import Hit, Text, fold

# A dateline stands at the beginning of one of the first sentences.
_DATELINE_SENTENCES = 4
_DATELINE_SIGNS = frozenset(":(-–—/")
# Between two places of one dateline.
_BETWEEN_DATELINES = frozenset("،,/")
# A dash to many typists, and gone from the clean text.
_TATWEEL = "\u0640"
# What the recogniser is less sure of is not worth an unresolved place.
_LEAST_SCORE = 0.5
# A name behind the noun of a place that no table knows.
_NOUN_SCORE = 0.6
# What it must be at least to make a doubtful word a place.
_PROOF = 0.6
_INSIDE = frozenset(fold(word) for word in "في وفي عند قرب باتجاه داخل قبالة".split())
_TOWARDS = frozenset(fold(word) for word in "في وفي إلى وإلى من ومن داخل وسط نحو غادر غادرت وصل وصلت زار".split())
# Roles of the words that a name of the gazetteer may begin with and that are no part of the bare name.
_OUTSIDE = frozenset({"generic", "facility", "direction", "part"})
# Generic nouns without which the rest would name something else (بحر العرب).
_KEPT = frozenset(fold(word) for word in "بحر خليج مضيق جزر شبه".split())


def find_places(text: Text, names: tuple[Name, ...]) -> tuple[PlaceMention, ...]:
    """All named places of ``text``, sorted by start; ``names`` are the candidates of a recogniser.

    A name that only the recogniser knows becomes a mention without ``place_id``, with the reason.
    """
    known, countries = _Names(names), signs()
    hits = _hits(text)
    candidates: list[Candidate] = []
    datelines = _datelines(text, hits)
    for hit in hits:
        is_dateline = hit.first in datelines
        if candidates and hit.first < candidates[-1].frame.stop:
            continue
        if candidates and not is_dateline and _is_agency(text, hit, candidates[-1]):
            continue
        candidate = _candidate(text, hit, known, is_dateline, candidates[-1] if candidates else None)
        if candidate is not None:
            candidates.append(candidate)
    said = frozenset(countries[word] for word in text.words if word in countries) if candidates else frozenset()
    weigh(text, candidates, said)
    accepted = _with_bare(text, [candidate for candidate in candidates if candidate.accepted])
    context = Context(((candidate.senses, candidate.is_dateline) for candidate in accepted), said)
    beside = _beside(accepted)
    mentions = [_mention(text, candidate, beside[candidate.senses], context) for candidate in accepted]
    mentions += [_described(text, found) for found in described(text, accepted, context)]
    seen = {i for hit in hits for i in range(hit.first, hit.stop)}
    mentions += _unresolved(text, names, seen)
    taken = seen.union(*(range(mention.first, mention.stop) for mention in mentions))
    mentions += [_unlisted(text, found) for found in unlisted(text, taken)]
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


# Nouns that a quarter or a village is listed with, and leaves out before what it lies in: في الدورة جنوبي بغداد.
_LEFT_OUT = tuple(fold(noun) for noun in ("حي", "بلدة", "مدينة", "قرية", "منطقة", "مخيم"))


def _with_bare(text: Text, accepted: list[Candidate]) -> list[Candidate]:
    """``accepted``, and places that stand without their noun between a preposition and what they lie in or beside."""
    found = []
    for i, container in enumerate(accepted):
        at = container.frame.first - 1
        taken = accepted[i - 1].frame.stop if i else 0
        if taken < at and not container.is_dateline and (bare := _bare_before(text, container, at)):
            found.append(bare)
        found.append(container)
    return found


def _bare_before(text: Text, container: Candidate, at: int) -> Candidate | None:
    word = text.words[at]
    if text.words[at - 1] not in _INSIDE or not word.isalpha():
        return None
    names = gazetteer().names
    senses = tuple(s for noun in _LEFT_OUT for s in names.get(f"{noun} {word}") if s and s.place.is_reviewed)
    if not senses:
        return None
    bare = Candidate(Hit(at, at + 1, 0, senses), Frame(at, at + 1, 0), senses, False, False)
    if not contained(text, bare, container):
        return None
    bare.accept("containment")
    return bare


class _Names:
    """The recogniser's names by token."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self._at = {i: name for name in names for i in range(name.first, name.stop)}

    def is_other(self, hit: Hit[Sense | None]) -> bool:
        """A person, or one word of a longer name of an organisation."""
        name = self._at.get(hit.first)
        if name is None or name.kind == "LOC":
            return False
        return name.kind == "PER" or (hit.stop - hit.first == 1 and name.stop - name.first > 1)

    def is_behind_body(self, text: Text, hit: Hit[Sense | None]) -> bool:
        """Behind an organisation's name that an adjective of nationality ends: دخل الجيش الأوكراني خيرسون."""
        before = self._at.get(hit.first - 1)
        return before is not None and before.kind == "ORG" and text.words[hit.first - 1] in demonyms()

    def is_place(self, hit: Hit[Sense | None]) -> bool:
        name = self._at.get(hit.first)
        return name is not None and name.kind == "LOC" and name.stop <= hit.stop and name.score >= _PROOF


def _candidate(
    text: Text, hit: Hit[Sense | None], known: _Names, is_dateline: bool, before: Candidate | None
) -> Candidate | None:
    senses = _senses(hit.values)
    if senses is None:
        return None
    if len(senses) > 1:
        start, end = text.raw_span(text.starts[hit.first] + hit.prefix, text.ends[hit.stop - 1])
        senses = gazetteer().told_by_signs(senses, text.raw[start:end])
    if is_dateline:  # news comes from cities: عمان there is no sultanate
        senses = tuple(sense for sense in senses if sense.place.feature == "city") or senses
    around = frame(text, hit.first, hit.stop, hit.prefix, _features(senses))
    told = _of_nationality(text, around, senses)
    senses = told or senses
    if len(senses) > 1:
        around.entered = _is_entered(text, around)
    is_told = bool(told or around.generic)
    is_other = known.is_other(hit) and not (
        is_told
        or _is_inside(text, around)
        or _is_whole(text, hit, senses)
        or _goes_on(hit, senses, before)
        or (_is_known(senses) and known.is_behind_body(text, hit))
    )
    if around.organisation or is_other:
        return None
    return Candidate(hit, around, senses, is_dateline, known.is_place(hit), bool(told))


def _of_nationality(text: Text, around: Frame, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Towns of the country that the adjective right behind the name says: عمان الأردنية, معان الأردنية."""
    if around.stop >= len(text.words) or text.gap(around.stop - 1) != " ":
        return ()
    country = nationalities().get(text.words[around.stop])
    return tuple(s for s in senses if s.place.country == country and s.place.feature == "city") if country else ()


def _is_entered(text: Text, around: Frame) -> bool:
    """Right behind a preposition of place, and no list of places goes on: في عمان, but not في عمان والكويت."""
    before = text.words[around.first - 1] if around.first else ""
    if before not in _TOWARDS and not (around.prefix and text.words[around.first][: around.prefix].endswith("ب")):
        return False
    after = text.words[around.stop] if around.stop < len(text.words) else ""
    return not (after.startswith("و") and gazetteer().names.at(text.words, around.stop) is not None)


def _is_inside(text: Text, around: Frame) -> bool:
    """Right behind في: something is in it, so that it is no person, whatever the recogniser says."""
    before = text.words[around.first - 1] if around.first else ""
    return not around.prefix and before in _INSIDE


def _is_whole(text: Text, hit: Hit[Sense | None], senses: tuple[Sense, ...]) -> bool:
    """Several words that the table surely knows, as خميس مشيط; people are called أبو سليم too."""
    is_long = hit.stop - hit.first > 1 and name_parts().get(text.words[hit.first][hit.prefix :]) != "kin"
    return is_long and _is_known(senses)


def _is_known(senses: tuple[Sense, ...]) -> bool:
    """Our own table says that the name is that of a place and of nothing else."""
    return any(sense.is_sure and sense.place.is_reviewed for sense in senses)


def _goes_on(hit: Hit[Sense | None], senses: tuple[Sense, ...], before: Candidate | None) -> bool:
    """Several words joined to a place of the same country: تل تمر وأبو راسين."""
    if before is None or before.frame.stop != hit.first or hit.prefix != 1 or hit.stop - hit.first == 1:
        return False
    return any(sense.is_sure for sense in senses) and of_one_country(senses, before.senses)


@lru_cache(maxsize=REMEMBERED)
def _senses(values: tuple[Sense | None, ...]) -> tuple[Sense, ...] | None:
    """``values`` of a phrase that may name a place; None for one that names none."""
    senses = tuple(sense for sense in values if sense is not None)
    return senses if len(senses) == len(values) else None


@lru_cache(maxsize=REMEMBERED)
def _features(senses: tuple[Sense, ...]) -> frozenset[str]:
    return frozenset(sense.place.feature for sense in senses)


def _datelines(text: Text, hits: Sequence[Hit[Sense | None]]) -> set[int]:
    """First tokens of the names that a sentence opens with, up to the sign of a dateline: "طهران، واشنطن –"."""
    found: set[int] = set()
    row: list[Hit[Sense | None]] = []
    for hit in hits:
        sentence = text.sentence_of[hit.first]
        if sentence >= _DATELINE_SENTENCES:
            break
        goes_on = row and hit.first == row[-1].stop + 1 and text.words[row[-1].stop] in _BETWEEN_DATELINES
        row = [*row, hit] if goes_on else [hit]
        if text.sentences[sentence].first == row[0].first and not hit.prefix and _has_sign(text, hit):
            found.update(one.first for one in row)
    return found


def _has_sign(text: Text, hit: Hit[Sense | None]) -> bool:
    """The sign that ends a dateline stands behind ``hit``."""
    if hit.stop < len(text.words):
        end = text.raw_span(text.starts[hit.first], text.ends[hit.stop - 1])[1]
        if _TATWEEL in text.raw[end : text.offsets.raw(text.starts[hit.stop])]:
            return True
    after = text.words[hit.stop : hit.stop + 5]
    if len(after) > 1 and after[0] in ("،", ",") and after[1].isdigit():
        after = after[1:]
    if after and after[0].isdigit():  # the day and the month, of one word or two: "الخرطوم 15 أبريل:"
        return not _DATELINE_SIGNS.isdisjoint(after[2:4])
    return bool(after) and after[0] in _DATELINE_SIGNS


def _is_agency(text: Text, hit: Hit[Sense | None], before: Candidate) -> bool:
    """What stands between a dateline and its colon: "درعا - الأناضول:"."""
    if not before.is_dateline or hit.first - before.hit.stop != 1 or hit.stop >= len(text.words):
        return False
    return text.words[hit.stop] in (":", ")")


def _beside(accepted: Sequence[Candidate]) -> dict[tuple[Sense, ...], list[Place]]:
    """The places named right before and after each name, wherever it stands: a document means one place by a name."""
    found: dict[tuple[Sense, ...], list[Place]] = {}
    for i, candidate in enumerate(accepted):
        places = (anchor(accepted[j].senses) for j in (i - 1, i + 1) if 0 <= j < len(accepted))
        found.setdefault(candidate.senses, []).extend(place for place in places if place is not None)
    return found


def _hits(text: Text) -> list[Hit[Sense | None]]:
    """Names of the gazetteer: of two that overlap the longer one, the generic noun before it aside.

    مدينة بور سعيد is Port Said, though مدينة بور is Bor.
    """
    names = gazetteer().names
    found: list[Hit[Sense | None]] = []
    for hit in names.find(text):
        if found and hit.first < found[-1].stop:
            continue
        bare, _ = _bare(text, hit)
        inner = names.at(text.words, bare) if bare > hit.first else None
        found.append(inner if inner is not None and not inner.prefix and inner.stop > hit.stop else hit)
    return found


def _mention(text: Text, candidate: Candidate, neighbours: Sequence[Place], context: Context) -> PlaceMention:
    around, hit = candidate.frame, candidate.hit
    is_everywhere = around.is_quarter or text.words[around.first][around.prefix :] in everywhere()
    if context.is_elsewhere(candidate.senses) and not is_everywhere:
        candidate.senses = _without_noun(text, hit) or candidate.senses
    choice = resolve(candidate.senses, around, context, neighbours, is_everywhere)
    place = choice.place
    return _placed(
        text, around, (*_bare(text, hit), hit.stop), place, rule="dateline" if candidate.is_dateline else "gazetteer",
        form="name", feature=place.feature if place else candidate.senses[0].place.feature, score=choice.score,
        reason=_reason(candidate, choice),
    )  # fmt: skip


def _without_noun(text: Text, hit: Hit[Sense | None]) -> tuple[Sense, ...]:
    """What the name means that is listed without the noun before it: منطقة العزيزية of another country."""
    first, prefix = _bare(text, hit)
    if first == hit.first:
        return ()
    values = gazetteer().names.get(" ".join([text.words[first][prefix:], *text.words[first + 1 : hit.stop]]))
    return tuple(sense for sense in values if sense is not None)


def _described(text: Text, found: Described) -> PlaceMention:
    return _placed(
        text, found.around, (found.name_first, found.prefix, found.name_stop), found.place, rule="described_place",
        form="description", feature=found.place.feature, score=1.0, reason=found.reason,
    )  # fmt: skip


def _placed(
    text: Text, around: Frame, name: tuple[int, int, int], place: Place | None, *, rule: str,
    form: Literal["name", "description"], feature: str | None, score: float, reason: str | None,
) -> PlaceMention:  # fmt: skip
    """``place``, or none that is known, by the words ``around``; ``name``: its first token, prefix and stop."""
    span, name_start, name_end = _spans(text, around, *name)
    return PlaceMention(
        start=span.start,
        end=span.end,
        text=span.text,
        sentence=span.sentence,
        rule=rule,
        first=around.first,
        stop=around.stop,
        name_start=name_start,
        name_end=name_end,
        form=form,
        place_id=place.place_id if place else None,
        name_ar=place.name_ar if place else text.raw[name_start:name_end],
        name_en=place.name_en if place else None,
        country=place.country if place else None,
        feature=feature,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        relation="dateline" if rule == "dateline" else around.relation(),
        precision=place.precision if place else None,
        score=score,
        reason=reason,
    )


def _bare(text: Text, hit: Hit[Sense | None]) -> tuple[int, int]:
    """First token and prefix of the name alone: it may begin with generic noun or direction (قطاع غزة)."""
    first, prefix = hit.first, hit.prefix
    if hit.stop - first == 1:
        return first, prefix
    is_state = any(sense is not None and sense.place.feature == "country" for sense in hit.values)
    while hit.stop - first > 1:
        word = text.words[first][prefix:]
        role = role_of(word)
        if word in _KEPT or role not in _OUTSIDE or (is_state and role == "direction"):
            break
        first, prefix = first + 1, 0
    return first, prefix


def _reason(candidate: Candidate, choice: Choice) -> str:
    """What made the name a place, what decided which one, and whose position it has if not its own."""
    if choice.place is None:
        return choice.reason
    steps = [candidate.evidence, choice.reason]
    if choice.place.shown_at:
        steps.append(f"at the position of {choice.place.shown_at.name_en}")
    return "; ".join(step for step in steps if step)


def _spans(text: Text, around: Frame, first: int, prefix: int, stop: int) -> tuple[Span, int, int]:
    """The whole mention, and raw start and end of the name alone."""
    span = text.span(around.first, around.stop, around.prefix)
    if (first, prefix, stop) == (around.first, around.prefix, around.stop):
        return span, span.start, span.end
    start, end = text.raw_span(text.starts[first] + prefix, text.ends[stop - 1])
    return span, start, end


def _unresolved(text: Text, names: tuple[Name, ...], seen: set[int]) -> list[PlaceMention]:
    """Places that the recogniser alone sees; on the words of a gazetteer's phrase the gazetteer has the last word."""
    found = []
    for name in names:
        if name.kind != "LOC" or name.score < _LEAST_SCORE or not seen.isdisjoint(range(name.first, name.stop)):
            continue
        if text.words[name.first].isascii():  # an agency or a brand
            continue
        if name.stop - name.first == 1 and is_noun(text.words[name.first]):  # دوار of دوار الساعة
            continue
        around = frame(text, name.first, name.stop, name.prefix, None)
        feature = around.generic.values[0] if around.generic else None
        found.append(
            _placed(
                text, around, (name.first, name.prefix, name.stop), None, rule=f"recogniser:{name.rule}", form="name",
                feature=feature, score=name.score, reason="unknown_name",
            )
        )  # fmt: skip
    return found


def _unlisted(text: Text, found: Unlisted) -> PlaceMention:
    around = Frame(found.first, found.stop, found.prefix)
    return _placed(
        text, around, (found.name_first, 0, found.name_stop), None, rule="place_noun", form="name",
        feature=found.feature, score=_NOUN_SCORE, reason="unknown_name",
    )  # fmt: skip
