"""The words around a bare name that belong to the mention: generic noun, direction, part, adjective.

``شمال ووسط مدينة حلب``, ``ريف حمص (وسط) الشرقي``, ``مدينة حلب الشرقية``: the frame of the name. The words and what they
say are in ``seeds/place_words.csv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from etl.places.gazetteer import nationalities
from etl.tables import read_csv
from etl.text import NAME_PROCLITICS, Text, fold

# Kinds of places that share their names with each other, as rivers and islands do not with towns far away.
_OF_PEOPLE = frozenset({"country", "admin1", "admin2", "city", "district", "camp"})
_LATITUDES, _LONGITUDES = ("north", "south"), ("east", "west")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a frame: ``values`` are features for a generic noun, else the one relation."""

    role: str
    values: tuple[str, ...]
    #: What a building is to the city it is named after.
    relation: str | None = None
    #: Code points of proclitic before the word as found.
    prefix: int = 0


@dataclass(slots=True)
class Frame:
    """Tokens ``first..stop`` around a name, after ``prefix`` code points; what the words around it say."""

    first: int
    stop: int
    prefix: int
    generic: Word | None = None
    part: str | None = None
    organisation: bool = False
    near: bool = False
    #: A noun of nature before a name that is known for another kind of place: جزيرة before a town.
    is_other_kind: bool = False
    #: The noun of a quarter before a name that is known for towns only: حي المحمدية.
    is_quarter: bool = False
    #: The capital of a country is named: العاصمة عمان.
    capital: bool = False
    #: Something is in the place, comes from it or goes there, and it is not one of several that are listed.
    entered: bool = False
    directions: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)

    def relation(self) -> str | None:
        """The relation in one word: southeast, north_and_centre, eastern_countryside, near."""
        direction = _compass(self.adjectives) or _compass(self.directions)
        if self.part == "countryside":
            return f"{direction.replace('centre', 'centr')}ern_countryside" if direction else "countryside"
        return direction or self.part or ("near" if self.near else None)


def _compass(directions: list[str]) -> str | None:
    """One direction out of up to two, in the order of the text."""
    if not directions:
        return None
    if len(directions) == 2:
        one, two = directions
        if one in _LATITUDES and two in _LONGITUDES:
            return one + two
        if one in _LONGITUDES and two in _LATITUDES:
            return two + one
    return "_".join(dict.fromkeys(directions))


@dataclass(frozen=True, slots=True)
class Words:
    """Words before a name, with every proclitic; two-word ones by their last word; adjectives after a name."""

    before: dict[str, tuple[Word, ...]]
    pairs: dict[str, dict[str, Word]]
    after: dict[str, str]


@cache
def frame_words() -> Words:
    """The shipped table, read once."""
    before: dict[str, list[Word]] = defaultdict(list)
    pairs: dict[str, dict[str, Word]] = defaultdict(dict)
    after: dict[str, str] = {}
    for row in read_csv("place_words.csv"):
        word, role, values = fold(row["word"]), row["role"], tuple(row["value"].split("|"))
        if role == "adjective":
            after[word] = values[0]
            continue
        relation = None
        if role == "facility":
            relation, values = values[0], ("facility", "district", "camp")
        first, _, last = word.partition(" ")
        for form, prefix in _with_proclitics(first):
            entry = Word(role, values, relation, prefix)
            if last:
                pairs[last][form] = entry
            elif prefix:
                before[form].append(entry)
            else:
                before[form].insert(0, entry)
    return Words({word: tuple(readings) for word, readings in before.items()}, dict(pairs), after)


def _with_proclitics(word: str) -> Iterator[tuple[str, int]]:
    """The word alone and after each proclitic, with the proclitic's length (للمدينة is ل + المدينة)."""
    yield word, 0
    for proclitic in NAME_PROCLITICS:
        yield proclitic + word, len(proclitic)
        if word.startswith("ال") and proclitic.endswith("ل"):
            yield proclitic + word[1:], len(proclitic)


def _adjacent(text: Text, i: int) -> bool:
    """Only blanks between token ``i`` and the next one."""
    gap = text.gap(i)
    return gap.isspace() and "\n" not in gap


def role_of(word: str) -> str | None:
    """Role of the folded ``word`` among the words before a name, None if it is none of them."""
    readings = frame_words().before.get(word, ())
    return readings[0].role if readings and not readings[0].prefix else None


def is_frame_word(word: str) -> bool:
    """Whether the folded ``word``, perhaps behind a proclitic, says that a place follows."""
    return any(reading.role != "organisation" for reading in frame_words().before.get(word, ()))


def _before(text: Text, first: int) -> tuple[int, Word] | None:
    """The frame word that ends right before token ``first``, with its own first token."""
    if first == 0:
        return None
    known, words = frame_words(), text.words
    if words[first - 1] in nationalities():  # العاصمة الأردنية عمان
        behind = _before(text, first - 1) if _adjacent(text, first - 1) else None
        return behind if behind and behind[1].role == "capital" else None
    pairs = known.pairs.get(words[first - 1])
    if pairs and first > 1 and words[first - 2] in pairs and _adjacent(text, first - 1):
        return first - 2, pairs[words[first - 2]]
    readings = known.before.get(words[first - 1])
    return (first - 1, readings[0]) if readings and _adjacent(text, first - 1) else None


def frame(text: Text, first: int, stop: int, prefix: int, features: frozenset[str] | None) -> Frame:
    """The frame of the name at tokens ``first..stop`` that may be a place of ``features`` (None: of any kind)."""
    found = Frame(first, stop, prefix)
    _look_right(text, found)
    while not found.prefix:
        step = _before(text, found.first)
        if step is None:
            break
        position, word = step
        if word.role in ("generic", "facility", "cue"):
            if found.generic or found.part or found.directions:
                break
            found.generic = word
            if word.role == "cue":
                break
            if features is not None and features.isdisjoint(word.values):
                if word.role == "generic":
                    found.is_other_kind = not _OF_PEOPLE.intersection(word.values)
                    found.is_quarter = word.values[0] == "district"
                    break  # a quarter of the city: the noun stays outside, but says that a place follows
                found.part = word.relation  # an airport that the table knows only by its city
        elif word.role == "direction":
            if len(found.directions) == 2 or (word.prefix and not _joined(text, position, word, found)):
                break
            found.directions.insert(0, word.values[0])
        elif word.role == "part":
            if found.part:
                break
            found.part = word.values[0]
        else:
            found.near = word.role == "near"
            found.capital = word.role == "capital"
            found.organisation = word.role == "organisation" and found.first == first
            if found.capital and (features is None or "city" in features):
                found.first, found.prefix = position, word.prefix
            break
        found.first, found.prefix = position, word.prefix
    return found


def _joined(text: Text, position: int, word: Word, found: Frame) -> bool:
    """A direction with proclitic: taken as it is, or as the second of two (شمال ووسط حلب)."""
    if text.words[position][: word.prefix] == "و" and not found.directions:
        step = _before(text, position)
        if step and step[1].role == "direction":
            found.directions = [step[1].values[0], "and", word.values[0]]
            found.first, found.prefix = step[0], step[1].prefix
            return False
    return True


def _look_right(text: Text, found: Frame) -> None:
    """Take in adjectives of direction after the name, over a bracket like (وسط) if one stands between."""
    words, count = text.words, len(text.words)
    after = frame_words().after
    i = found.stop
    if i + 3 < count and words[i] == "(" and words[i + 2] == ")" and words[i + 3] in after:
        i += 3
    while i < count and len(found.adjectives) < 2 and words[i] in after and _adjacent(text, i - 1):
        found.adjectives.append(after[words[i]])
        i += 1
        found.stop = i
