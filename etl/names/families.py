"""Names of people as lists and the dictionary correct them: what the recogniser cut short, missed or took too much of.

The recogniser goes by words that it has seen in names. A given name of the lists with a word behind it that no
dictionary knows, or that is a family's name by list or form, is a person whoever stands around it (رندة الزعانين); a
thing with the article behind a complete name is its neighbour (صلاح عبد الحميد القرار), and so is a verb before one
(طالب ياسر الحوراني).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from etl.documents import Name
from etl.morphology.analysis import Reading, analyse
from etl.names.model import Model
from etl.names.proclitics import proclitic
from etl.syntax.classes import noun_classes
from etl.tables import read_csv
from etl.text import Memo, Text, fold, positions

#: No name ends with these: عبد الرزاق, أبو تايه, بن عياد, فان دام.
OPENING = frozenset("عبد بن ابن بنت ابو ابي ابا ال دي دو دا فان فون بو ام لا لو ديل دل ولد ماك سان".split())
# Together with a thing behind them they are one given name: سيف النصر, نور الهدى.
_BEARERS = frozenset(
    "سيف نور عز شمس بدر ضياء صلاح فخر جمال علاء حسام محيي عماد جاد فتح نصر عصمت كمال قمر ست تاج زين".split()
)
# Words of a name at most.
_LONGEST = 5
_LEAST = 3
_PARTICLES = frozenset({"ADP", "PART", "SCONJ", "CCONJ", "PRON", "DET"})
_ALI = "علي"
_NAMING = frozenset({"NOUN", "ADJ", "PROPN", "VERB"})
# How much of what was read of a word, of seven steps, was in names of people.
_SURE, _LIKELY, _DOUBTFUL = 6, 5, 4
_PROCLITICS = frozenset("وبلف")
_SCORE = 0.8
# Kinds of nouns that no family is called by behind a complete name.
_THINGS = frozenset("abstract document event goods money measure speech time weapon vehicle".split())
_REMEMBERED = 20_000
# Texts that write the last ي without dots, so that على may be the name علي.
_OTHER_YA = re.compile(r"\b(?:فى|التى|الذى|ف[يى]هى)\b")
# Behind them a verb begins a clause.
_CLAUSE = frozenset('، , : . ( « " - و ان الذي التي فيما بينما'.split())


@cache
def written_names() -> frozenset[str]:
    """Given names as they are written: سهى, which folding makes a form of a verb."""
    return frozenset(row["name"] for row in read_csv("names/given_names.csv"))


@cache
def given_names() -> frozenset[str]:
    """Words of given names, folded, without article, that are no function words."""
    names = {word for row in read_csv("names/given_names.csv") for word in [fold(row["name"])] if " " not in word}
    return frozenset(n for n in names if len(n) >= _LEAST and not n.startswith("ال") and not _is_function(n))


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in read_csv("names/family_names.csv") if " " not in row["name"])


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(fold("ال" + row["nisba"]) for row in read_csv("nisbas.csv") if row["nisba"])


class Completer:
    """Corrects and completes names by what ``model`` and the lists know of their words, each word looked up once."""

    def __init__(self, model: Model) -> None:
        self._model = model
        #: One more than the length of the proclitic before a given name, 0 for words that are none.
        self._given: Memo[int] = Memo(self._given_in)
        #: 2: a family's name behind any given name; 1: only where that is mostly one; 0: none.
        self._family: Memo[int] = Memo(self._family_of)
        self._sure: Memo[bool] = Memo(self._is_sure)

    def complete(self, text: Text, names: list[Name]) -> tuple[Name, ...]:
        """``names`` of ``text``, sorted and without overlap as they are."""
        cut = (_cut(text, name, self._model) if name.kind == "PER" else name for name in names)
        found = [name for name in cut if name is not None]
        words = text.words
        people = [(i, stop) for i in positions(self._given.__getitem__, words) if (stop := self._stop(text, i))]
        if not people:
            return tuple(found)
        taken = {i: n for n, name in enumerate(found) for i in range(name.first, name.stop)}
        fresh: list[Name] = []
        covered = 0
        for i, stop in people:
            owner, prefix = taken.get(i), self._given[words[i]] - 1
            name = Name(i, stop, prefix, "PER", _SCORE, "family_name") if owner is None else found[owner]
            score = max(_SCORE, name.score)
            if name[:2] == (i, stop) and name.kind == "PER" and owner is not None:
                found[owner] = name._replace(score=score)  # lists and recogniser agree
                continue
            if i < covered or (owner is not None and not _is_open(name, i)):
                continue
            if any(k in taken for k in range(i + 1, stop)):
                continue
            covered = stop
            if owner is None:
                fresh.append(name)
            else:
                prefix = prefix if name.first == i else name.prefix
                found[owner] = name._replace(stop=stop, kind="PER", prefix=prefix, score=score)
        return tuple(sorted([*found, *fresh])) if fresh else tuple(found)

    def _given_in(self, word: str) -> int:
        given = given_names()
        if word in given:
            return 1
        if word[0] not in _PROCLITICS:
            return 0
        prefix = proclitic(word, self._model.first_words) or 1
        return prefix + 1 if word[prefix:] in given else 0

    def _stop(self, text: Text, i: int) -> int:
        """Where the name that the given name at token ``i`` begins ends, 0 if no family's name follows."""
        words, stop = text.words, i + 1
        if stop == len(words) or not (self._family[words[stop]] or self._given[words[stop]] == 1):
            return 0
        given = words[i][self._given[words[i]] - 1 :]
        least = 1 if self._sure[given] else 2
        if (least == 2 or given == _ALI) and _is_particle(text, i):
            return 0
        while stop < min(len(words), i + _LONGEST) and text.gap(stop - 1) == " ":
            word = words[stop]
            if word == _ALI and _is_particle(text, stop):
                return 0
            if self._family[word] >= least:
                return stop + 1
            if self._given[word] != 1 or not self._sure[word]:
                return 0
            stop += 1
        return 0

    def _is_sure(self, word: str) -> bool:
        """The given name is mostly one: as readers took it, or because no dictionary knows it otherwise."""
        return self._model.reputation(word) >= _SURE or all(r.pos == "PROPN" for r in analyse(word).readings)

    def _family_of(self, word: str) -> int:
        if len(word) < _LEAST or word == _ALI or not word.isalpha() or word.isascii():
            return 0
        is_definite, reputation, is_known = word.startswith("ال"), self._model.reputation(word), analyse(word).known
        if is_definite and (not is_known or reputation >= _LIKELY):
            return 1 if self._model.is_place(word) else 2
        if word in _families() or word in _nationalities():
            return int(is_definite or not is_known or reputation >= _LIKELY)
        if is_known or word[0] == "و" or (word[0] in _PROCLITICS and analyse(word[1:]).known):
            return 0
        return int(len(word) > _LEAST)


def _is_open(name: Name, i: int) -> bool:
    """A person whose name ends with token ``i`` and has no family's name yet, or one word that hardly is a place."""
    if name.kind != "PER":
        return name.stop - name.first == 1 and name.score < _SCORE
    return name.stop == i + 1 and name.stop - name.first <= 2


def _is_particle(text: Text, i: int) -> bool:
    """The word at token ``i`` is a preposition or a particle, as it is written: على and not علي."""
    readings = analyse(_written(text, i)).readings
    return any(r.pos in _PARTICLES for r in readings)


def _is_function(word: str) -> bool:
    readings = analyse(word).readings
    return word != _ALI and bool(readings) and all(r.pos not in _NAMING for r in readings)


def _cut(text: Text, name: Name, model: Model) -> Name | None:
    """``name`` without a verb or noun before it and a thing behind it, where the rest is a complete name.

    None for على and one more word that is no given name: what lies there, or who something is about.
    """
    first, stop, prefix = name.first, name.stop, name.prefix
    if _written(text, first) == "على" and not _OTHER_YA.search(text.clean):
        if stop - first == 1 or (stop - first == 2 and text.words[first + 1] not in given_names()):
            return None
        return _cut(text, name._replace(first=first + 1), model)
    elements = list(_elements(text.words, first, stop))
    is_borne = text.words[stop - 2] in _BEARERS
    if len(elements) > 2 and elements[-1] == stop - 1 and not is_borne and _is_thing(_written(text, stop - 1)):
        stop -= 1
        elements.pop()
    if len(elements) > 2 and elements[1] == first + 1 and _begins_clause(text, name, model):
        first, prefix = first + 1, 0
    return name._replace(first=first, stop=stop, prefix=prefix)


def _elements(words: list[str], first: int, stop: int) -> Iterator[int]:
    """First tokens of the parts of a name: عبد الرزاق is one."""
    yield first
    for i in range(first + 1, stop):
        if words[i - 1] not in OPENING:
            yield i


def _written(text: Text, i: int) -> str:
    return text.clean[text.starts[i] : text.ends[i]]


@lru_cache(maxsize=_REMEMBERED)
def _is_thing(written: str) -> bool:
    """A noun of a thing with the article that no family is called by."""
    if fold(written) in _families() or not written.startswith("ال"):
        return False
    readings = analyse(written).readings
    return bool(readings) and all(r.pos in ("NOUN", "ADJ") and not _is_of_people(r) for r in readings)


def _is_of_people(reading: Reading) -> bool:
    classes = noun_classes().get(reading.lemma, ())
    if reading.pos == "ADJ" or (reading.stem is not None and reading.stem.kind in ("nisba", "active", "adjective")):
        return True
    return not classes or classes[0] not in _THINGS


def _begins_clause(text: Text, name: Name, model: Model) -> bool:
    """The first word is no given name, or a verb where a clause begins, and the second one is a given name."""
    first, words = name.first, text.words
    word = words[first][name.prefix :]
    if words[first + 1] not in given_names() and words[first + 1] not in OPENING:
        return False
    if word in given_names() or word in _families():
        return is_verb(text, first, name.stop, model)
    readings = analyse(_written(text, first)).readings
    is_common = bool(readings) and all(r.pos != "PROPN" for r in readings)
    return is_common and len(word) > _LEAST and model.reputation(word) < _DOUBTFUL


def is_verb(text: Text, i: int, stop: int, model: Model) -> bool:
    """Token ``i``, which may be a given name, begins a clause as its verb: طالب ياسر الحوراني بالإفراج.

    ``stop``: where the name behind it ends; a verb there has its own subject before it (خلف غازي الطراونة يقول).
    """
    word = text.words[i]
    if model.reputation(word) >= _SURE or not any(r.pos == "VERB" for r in analyse(_written(text, i)).readings):
        return False
    starts = text.sentences[text.sentence_of[i]].first == i or text.words[i - 1] in _CLAUSE
    after = analyse(_written(text, stop)).readings if stop < len(text.words) else ()
    return starts and not any(r.pos == "VERB" and not r.preposition for r in after[:1])
