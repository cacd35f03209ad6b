"""The recogniser's names as the tables and the readings of their words correct them, before anyone is looked up.

The recogniser goes by the words around a name. What it takes for one may begin with a verb (أصبح بورقيبة), hold a
particle (الجماعة أن فلانا), be a group of people (مطورون عقاريون) or the name of a storm; it cuts letters off that
belong to a name (لبنى is no ل + بنى) and stops before what goes on with ولد or بن.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from etl.actors.drafts import View
from etl.actors.knowledge import Knowledge
from etl.documents import Name
from etl.morphology.analysis import Reading, analyse
from etl.names.families import written_names

# Particles of a clause that a recogniser takes into a name, by the hamza that tells them from the names فان and ان.
_PARTICLES = frozenset("أن إن ان فإن بأن لأن وأن وإن كأن وكأن لكن ولكن أنّ إنّ بان لان وان".split())
# The last letter of verbs such as رأى, and of علي in texts that write it without dots.
_MAKSURA = "ى"
# A name goes on behind these.
_LINEAGE = frozenset("بن ابن بنت ولد".split())
# Plurals of participles and adjectives of nationality; many a foreign name ends as a plural of another noun (كالديرون).
_PLURAL, _OF_PEOPLE = frozenset({"mp", "fp"}), frozenset({"active", "passive", "nisba"})
# Words whose readings are kept.
_REMEMBERED = 20_000
_ADVERBS = frozenset("شمالا جنوبا شرقا غربا".split())

Found = tuple[int, int, Name]


def is_particle(view: View, i: int) -> bool:
    """A word such as أن or فإن, by its hamza: فان is a part of names."""
    return view.written(i) in _PARTICLES


def recognised(known: Knowledge, view: View, names: Iterable[Name]) -> Iterator[Found]:
    """First word, stop (in the view) and name of each candidate that may be an actor, in order."""
    things = _things(known, view.words)
    last: Found | None = None
    for name in names:
        first, stop = view.index(name.first), view.index(name.stop - 1) + 1
        if view.words[first] in things:
            continue
        corrected = _corrected(known, view, first, stop, name)
        if corrected is None:
            continue
        if last and _goes_on(view, last, corrected):
            last = (last[0], corrected[1], last[2])
            continue
        if last:
            yield last
        last = corrected
    if last:
        yield last


def _things(known: Knowledge, words: list[str]) -> set[str]:
    """Words that a storm or a ship is called by somewhere in the document."""
    nouns = known.cues["thing"]
    if nouns.isdisjoint(words):
        return set()
    return {name for noun, name in pairwise(words) if noun in nouns}


def _goes_on(view: View, one: Found, other: Found) -> bool:
    """Two people right behind each other, the second one with a hyphen, are one: كانغ كيونغ-وا."""
    (_, stop, before), (first, end, after) = one, other
    is_hyphened = any(view.is_joined(i) for i in range(first + 1, end))
    return stop == first and is_hyphened and not after.prefix and before.kind == after.kind == "PER"


def _corrected(known: Knowledge, view: View, first: int, stop: int, name: Name) -> Found | None:
    words = view.words
    begin = first
    while stop - first > 1 and begins_no_name(known, view, first):
        first, name = first + 1, name._replace(prefix=0)
    if begin < first == stop - 1 and _is_common(view.written(first)):
        return None
    if first == stop - 1 and name.kind == "PER" and first and _is_adjective(known, view, first):
        return None
    if name.kind == "ORG":
        particle = next((i for i in range(first + 1, stop) if is_particle(view, i)), stop)
        if particle < stop and particle - first == 1:
            return None
        return first, particle, name
    if name.kind == "PER":
        while stop - first > 1 and words[stop - 1] in _ADVERBS:
            stop -= 1
        if words[stop - 1] in _ADVERBS or _is_group(known, view, first):
            return None
        if name.prefix and _is_whole(known, words[first], name.prefix):
            name = name._replace(prefix=0)
        while stop + 1 < len(words) and words[stop] in _LINEAGE and words[stop + 1].isalpha():
            stop += 2
        while stop < len(words) and view.is_joined(stop):
            stop += 1
    return first, stop, name


def begins_no_name(known: Knowledge, view: View, i: int) -> bool:
    """A verb, a preposition or a described noun, whatever it is without hamza: رأى الحريري, أمام جبار, مجهود جبار."""
    return _is_only_verb(known, view, i) or _is_preposition(known, view, i) or view.words[i] in known.cues["deed"]


def _is_only_verb(known: Knowledge, view: View, i: int) -> bool:
    """A verb, and no given name: رأى is no Ray, whose name ends in ي."""
    written = view.written(i)
    if written in written_names():
        return False
    return _nature(written) == "verb" and (written.endswith(_MAKSURA) or view.words[i] not in known.given_names)


def _is_preposition(known: Knowledge, view: View, i: int) -> bool:
    """أمام, which is no إمام, or ضد before a name, but not خلف, which is one.

    على is one where the text tells it from علي, as texts do that write في and not فى.
    """
    written = view.written(i)
    if written == "على":
        return " في " in view.original.clean
    is_named = view.words[i] == written and view.words[i] in known.given_names
    return not is_named and _nature(written) == "preposition"


def _is_adjective(known: Knowledge, view: View, i: int) -> bool:
    """A name that is an adjective, alone behind أمام or an indefinite noun that it describes: مجهود جبار."""
    if view.words[i].removesuffix("ا") not in known.cues["adjective"]:
        return False
    before = view.written(i - 1)
    if _nature(before) == "preposition" or before in known.cues["deed"]:
        return True
    return _is_thing(before) and view.words[i - 1] not in known.given_names and not known.lexicon.get(before)


@lru_cache(maxsize=_REMEMBERED)
def _is_thing(word: str) -> bool:
    """An indefinite noun and no verb, whose subject a name could be; nor does it say what somebody is (قائد)."""
    readings = analyse(word).readings
    return any(r.pos == "NOUN" for r in readings) and all(
        r.pos in ("NOUN", "ADJ") and not (r.definite or r.preposition or r.pronoun) and not _is_of_people(r)
        for r in readings
    )


def _is_of_people(reading: Reading) -> bool:
    return reading.stem is not None and reading.stem.kind in _OF_PEOPLE


@lru_cache(maxsize=_REMEMBERED)
def _is_common(word: str) -> bool:
    """A word of the language that no dictionary knows as a name."""
    readings = analyse(word).readings
    return bool(readings) and all(reading.pos != "PROPN" and not reading.pronoun for reading in readings)


def _is_group(known: Knowledge, view: View, i: int) -> bool:
    """A plural of people, never the first word of a name: موظفو, مطورون, الأمريكيين."""
    return _nature(view.written(i)) == "group" and view.words[i] not in known.given_names


@lru_cache(maxsize=_REMEMBERED)
def _nature(word: str) -> str:
    """verb: all readings of ``word`` are; preposition: one is; group: all are plurals or pronouns; else empty."""
    readings = analyse(word).readings
    if any(r.pos == "ADP" and not r.pronoun and r.lemma == word for r in readings):
        return "preposition"
    if readings and all(r.pos == "VERB" for r in readings):
        return "verb"
    plural = (
        r.pos in ("PRON", "DET")
        or (r.stem is not None and r.stem.agreement in _PLURAL and r.stem.kind in _OF_PEOPLE and len(r.lemma) > 3)
        for r in readings
    )
    return "group" if readings and all(plural) else ""


def _is_whole(known: Knowledge, word: str, prefix: int) -> bool:
    """The letters cut off belong to the name: a given name of the tables, or a ك that compares with nobody known."""
    if word in known.given_names:
        return True
    return word[:prefix] == "ك" and word[prefix:] not in known.given_names and not known.lexicon.get(word[prefix:])
