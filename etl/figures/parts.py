"""Which counts are part of another one: بينهم ثلاثة أطفال, 3 من أصل 10, (7 مدنيين و5 جنود)."""

from __future__ import annotations

from dataclasses import replace

from etl.documents import Figure
from etl.figures.lexicon import guard, is_definite, nouns
from etl.figures.meaning import CLAUSE_ENDS
from etl.figures.surroundings import HARMED, VICTIMS
from etl.text import Text

_COUNTED = frozenset({"persons", "households", "count"})
#: How far before a part the word that makes it one may stand: ومن بينهم على الأقل.
_NEAR = 3
#: How many sentences back the whole of "among the dead" may stand.
_REACH = 2
_FROM_AMONG = (["من", "اصل"], ["من", "بين"])


def with_parts(text: Text, figures: list[Figure]) -> tuple[Figure, ...]:
    """``figures``, sorted by start, each part with the place of its whole in them; it has the kind of the whole."""
    found = list(figures)
    counted = [k for k, figure in enumerate(found) if figure.unit in _COUNTED]
    for k in counted if len(counted) > 1 else ():
        figure = found[k]
        whole = _whole(text, found, k)
        if whole is not None:
            found[k], found[whole] = _shared(figure, found[whole], whole)
    return tuple(found)


def _shared(part: Figure, whole: Figure, k: int) -> tuple[Figure, Figure]:
    """A part and its whole, number ``k``: a bare number of the two counts what the other one does, and what happened to
    the whole happened to its parts."""
    if whole.unit != part.unit and part.counted is None:
        part = replace(part, unit=whole.unit)
    elif whole.unit != part.unit and whole.counted is None:
        whole = replace(whole, unit=part.unit)
    told = part.kind or part.unit != whole.unit
    kind, flow = (part.kind, part.flow) if told else (whole.kind, whole.flow)
    return replace(part, part_of=k, kind=kind, flow=flow), whole


def _whole(text: Text, figures: list[Figure], k: int) -> int | None:
    """Place of the figure that ``figures[k]`` is a part of."""
    words, part = text.words, figures[k]
    after = _next_counted(figures, k)
    if after is not None and _is_behind(words, part, figures[after]) and _holds(figures, after, part, named=True):
        return after
    if not k:  # no whole stands before the first
        return None
    before = _among(text, part)
    if before is not None:
        return _before(figures, k, before, part.sentence)
    if words[part.first - 1] in ("(", ":") and figures[k - 1].stop == part.first - 1:
        return k - 1 if _holds(figures, k - 1, part) else None
    dead = _among_the(text, part)
    if dead is not None:
        return _before(figures, k, dead, part.sentence - _REACH, killed=True)
    return _beside(text, figures, k)


def _is_behind(words: list[str], part: Figure, whole: Figure) -> bool:
    """Whether ``whole`` follows its part: 3 من أصل 10, 14 من المباريات الـ20."""
    between = words[part.stop : whole.first]
    if between == ["من"] and part.counted is None and whole.counted is not None:  # 3 من 10 نواب
        return True
    return between in _FROM_AMONG or (between == ["ال"] and "من" in words[part.first : part.stop])


def _next_counted(figures: list[Figure], k: int) -> int | None:
    return k + 1 if k + 1 < len(figures) and figures[k + 1].unit in _COUNTED else None


def _holds(figures: list[Figure], k: int, part: Figure, named: bool = False) -> bool:
    """Whether ``figures[k]`` may be the whole of ``part``: the same unit, no smaller, and the same happened to it,
    unless it is ``named`` as the whole: توفي خمسة من بين 14 مصابا."""
    whole = figures[k]
    if whole.unit != part.unit and "count" not in (whole.unit, part.unit):
        return False
    apart = None not in (whole.kind, part.kind) and whole.kind != part.kind
    if apart and not named and (whole.kind != HARMED or part.kind not in VICTIMS):  # 20 بين قتيل وجريح، بينهم 5 قتلى
        return False
    return whole.high is None or (part.low or 0) <= whole.high


def _among(text: Text, part: Figure) -> int | None:
    """First token of بينهم, من بينها, منهم before a part, or its own where منهم follows it: 3 منهم أطفال."""
    words, marks = text.words, guard("part")
    if part.stop < len(words) and words[part.stop] in guard("part_behind"):
        return part.first
    for i in range(part.first - 1, max(-1, part.first - 1 - _NEAR), -1):
        if words[i] in marks:
            return i
        if words[i] in CLAUSE_ENDS or words[i] in "،,":
            return None
    return None


def _among_the(text: Text, part: Figure) -> int | None:
    """First token of بين القتلى right before a part."""
    i = part.first - 2
    if i < 0 or text.words[i].lstrip("و") != "بين" or not is_definite(text.words[i + 1]):
        return None
    noun = nouns().get(text.words[i + 1])
    return i if noun is not None and noun.number == "plural" and noun.unit == "persons" else None


def _before(figures: list[Figure], k: int, stop: int, sentence: int, killed: bool = False) -> int | None:
    """The nearest whole that ends before token ``stop`` and no further back than ``sentence``."""
    for j in range(k - 1, -1, -1):
        whole = figures[j]
        if whole.sentence < sentence:
            return None
        if whole.stop > stop or whole.unit not in _COUNTED or whole.part_of is not None:
            continue
        if killed and whole.kind is None:
            continue
        if _holds(figures, j, figures[k]):
            return j
    return None


def _beside(text: Text, figures: list[Figure], k: int) -> int | None:
    """The whole of the part that ``figures[k]`` is joined to, as long as both fit in: 3 أطفال وامرأتان."""
    part = figures[k]
    whole = figures[k - 1].part_of
    if whole is None or whole > k or figures[k - 1].sentence != part.sentence:
        return None
    between = text.words[figures[k - 1].stop : part.first]
    while between and is_definite(between[0]):  # خمسة من رجال الشرطة وطفلان
        between = between[1:]
    joined = between in (["و"], ["،"], [","]) or (not between and text.words[part.first][0] == "و")
    if not joined or not _holds(figures, whole, part):
        return None
    sum_of_parts = sum(f.low or 0 for f in figures[whole + 1 : k + 1] if f is part or f.part_of == whole)
    high = figures[whole].high
    return whole if high is None or sum_of_parts <= high else None
