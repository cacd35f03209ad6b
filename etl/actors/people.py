"""People: names of the tables, names that a recogniser saw, their titles, and the short forms that follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from etl.actors.drafts import Draft, View
from etl.actors.knowledge import PERSON, Actor, Alias, Entry, Knowledge, Nisba, Office, Title
from etl.actors.offices import Offices
from etl.actors.romanising import romanise
from etl.documents import Name, PlaceMention
from etl.text import Hit

if TYPE_CHECKING:
    from etl.actors.finding import Finder

# Between a title and the name: المبعوث الخاص للامم المتحدة الى سوريا.
_BRIDGE = frozenset(
    "السابق السابقه الاسبق الحالي المكلف المنتخب الجديد الجديده الركن الاول المتقاعد العام العامه الخاص الخاصه الدولي "
    "الدوليه الي في لدي لشؤون لشوون للشؤون السياسيه الامنيه العسكري العسكريه الاعلامي الرسمي الرسميه الدائم الدائمه "
    "المساعد المقيم الاعلي الراحل المخلوع المستقيل التنفيذي التنفيذيه الاقليمي الاقليميه الوطني الوطنيه الشيعي السني "
    "المعارض البارز الكبير . ل سوريا العراق ليبيا اليمن دولة دوله الشرق الاوسط الامن".split()
)
# Particles of a clause that a recogniser takes into a name, by the hamza that tells them from the names فان and ان.
_PARTICLES = frozenset("أن إن ان فإن بأن لأن وأن وإن كأن وكأن لكن ولكن أنّ إنّ بان لان وان".split())
# A name never ends with these.
_OPENING = frozenset("عبد بن ابن بنت ابو ابي ابا ال دي دو دا فان فون بو ام لا لو ديل دل ولد ماك سان".split())
# Names of the recogniser are read from this score on; places are not read here.
_LEAST = {"PER": 0.5, "ORG": 0.5, "LOC": 2.0}
_LEAST_ALONE = 0.4
_COMMAS = frozenset("،,-:")
_SHORT_PREFIXES = ("", "و", "ل", "ب", "ف")


def _country(value: Entry) -> str | None:
    if isinstance(value, Nisba):
        return value.country
    return value.actor.country if isinstance(value, Alias) else None


class People:
    """The people of one document."""

    def __init__(
        self,
        known: Knowledge,
        view: View,
        names: tuple[Name, ...],
        places: Mapping[int, PlaceMention],
        month: str,
    ) -> None:
        self._known = known
        self._view = view
        self._words = view.words
        self._places = places
        self._particles = known.cues["particle"]
        self._honours = known.cues["honour"]
        self._facilities = known.cues["facility"]
        self._names = [
            (view.index(name.first), view.index(name.stop - 1) + 1, name)
            for name in names
            if name.score >= (_LEAST_ALONE if name.kind == "PER" and name.stop - name.first == 1 else _LEAST[name.kind])
        ]
        self._next = 0
        # First and last word of the title that is open: a name right after it has it as its role.
        self._title_first = self._title_prefix = 0
        self._title_stop = -1
        self._title_country: str | None = None
        self._titles: set[str] = set()
        self.offices = Offices(known, view.words, month)
        #: First word of a short form -> (its words, the mention by the full name).
        self._short: dict[str, tuple[tuple[str, ...], Draft]] = {}

    def title(self, hit: Hit[Entry], finder: Finder) -> None:
        """A title opens, or goes on with the one before it (رئيس الوزراء السيد)."""
        offices = tuple(value for value in hit.values if isinstance(value, Office))
        goes_on = self._reaches(hit.first) and not (hit.prefix and self.offices.has_country)
        if not goes_on:
            self.close(finder)
            self._title_first, self._title_prefix, self._title_country = hit.first, hit.prefix, None
            self._titles = set()
        self._title_stop = hit.stop
        self._titles.update(value.kind for value in hit.values if isinstance(value, Title))
        if offices:
            self.offices.open(hit, offices, is_own=not goes_on)

    def bridge(self, hit: Hit[Entry], value: Entry) -> None:
        """An organisation, state or adjective belongs to the title before it."""
        if self._reaches(hit.first):
            self.offices.belongs(hit, value)
            self._title_stop = hit.stop
            if self._title_country is None:
                self._title_country = _country(value)

    def close(self, finder: Finder) -> None:
        """The title that is open had no name: the office itself may be a mention."""
        draft = self.offices.close()
        if draft and draft.actor:
            draft.role = self._written(draft.first, draft.stop, draft.prefix)
            finder.drafts.append(draft)
            finder.history.saw(draft.actor)

    def _reaches(self, i: int, marks: frozenset[str] = frozenset()) -> bool:
        """Nothing but words that go with a title, places, and ``marks`` stand between the open title and word ``i``."""
        stop = self._title_stop
        if stop < 0 or i < stop or i - stop > 6:
            return False
        return all(
            word in _BRIDGE or word in marks or at in self._places for at, word in enumerate(self._words[stop:i], stop)
        )

    def title_reaches(self, hit: Hit[Entry]) -> bool:
        """``hit`` goes with the title before it."""
        return not hit.prefix and self._reaches(hit.first)

    def has_office(self, hit: Hit[Entry]) -> bool:
        """An office or rank stands right before ``hit``."""
        return not hit.prefix and self._reaches(hit.first) and not self._titles.isdisjoint(("office", "rank"))

    def _written(self, first: int, stop: int, prefix: int) -> str:
        position = self._view.position
        return self._view.original.span(position[first], position[stop - 1] + 1, prefix).text

    def _names_a_facility(self, first: int) -> bool:
        """Something is called after a person: مستشفى الملك فهد."""
        begin = self._title_first if self._reaches(first) else first
        return begin > 0 and self._words[begin - 1] in self._facilities

    def _country_of_place(self, first: int) -> str | None:
        place = next((self._places[i] for i in range(self._title_first, first) if i in self._places), None)
        return place.country if place else None

    def _entitled(self, draft: Draft) -> None:
        """Give ``draft`` the title before it, and the country that the title names to someone unknown."""
        first = draft.first
        if draft.prefix or first == self._title_first or not self._reaches(first, _COMMAS):
            return
        stop = first
        while self._words[stop - 1] in _COMMAS:
            stop -= 1
        draft.role = self._written(self._title_first, stop, self._title_prefix)
        draft.country = self._title_country or self._country_of_place(first)
        self._title_stop = -1
        self.offices.named(draft.actor)

    def known_person(self, hit: Hit[Entry], alias: Alias, finder: Finder) -> None:
        """A name of the tables; a single word inside a longer name that a recogniser saw is someone else."""
        size = hit.stop - hit.first
        if not hit.prefix and self._names_a_facility(hit.first):
            finder.covered = hit.stop
            return
        if size == 1:
            longer = next((n for n in self._names if n[0] <= hit.first < n[1] and n[1] - n[0] > 1), None)
            if longer and longer[2].kind == "PER":
                return  # read with the recogniser's names
            before = self._words[hit.first - 1] if hit.first else ""
            if before in self._known.given_names and not hit.prefix and finder.covered < hit.first:
                self._unknown(hit.first - 1, hit.stop, 0, "given_name", finder)
                return
            if hit.first in finder.places and alias.actor.actor_id not in finder.history.seen:
                return
        first = hit.first
        if size > 1 and self._words[first][hit.prefix :] in self._honours:
            self.title(
                Hit(first, first + 1, hit.prefix, self._known.lexicon.get(self._words[first][hit.prefix :])), finder
            )
            first += 1
        draft = Draft(first, hit.stop, hit.prefix if first == hit.first else 0, "name", "alias", alias.actor, PERSON)
        self._entitled(draft)
        finder.add(draft)
        self._remember(draft)

    def before(self, i: int, finder: Finder) -> None:
        """Names of the recogniser that begin before position ``i`` and that no table explains."""
        while self._next < len(self._names) and self._names[self._next][0] < i:
            first, stop, name = self._names[self._next]
            self._next += 1
            if first < finder.covered or self._explained(first, stop, finder):
                continue
            if name.kind == "PER":
                self._unknown(first, stop, name.prefix, name.rule, finder)
            elif first not in finder.places:
                finder.add(Draft(first, stop, name.prefix, "name", name.rule, None, "other", reason="unknown_name"))

    def _explained(self, first: int, stop: int, finder: Finder) -> bool:
        """A table knows a name of two words or more in here, or all of it."""
        for i in range(first, stop):
            hit = finder.at.get(i)
            if not hit or not any(isinstance(v, Alias) and v.condition == "" for v in hit.values):
                continue
            if hit.stop - hit.first > 1 or (hit.first == first and hit.stop >= stop):
                return True
        return False

    def _unknown(self, first: int, stop: int, prefix: int, rule: str, finder: Finder) -> None:
        while stop - first > 1 and self._is_particle(first):
            first, prefix = first + 1, 0
        if first > finder.covered and not prefix and self._words[first - 1] in self._known.given_names:
            first -= 1
        while stop < len(self._words) and self._words[stop - 1] in _OPENING and self._words[stop].isalpha():
            stop += 1
        if (not prefix and self._names_a_facility(first)) or self._is_particle(first):
            return
        words = (self._words[first][prefix:], *self._words[first + 1 : stop])
        actor = self._listed(words)
        if actor is None and self._reaches(first, _COMMAS):
            actor = self.offices.namesake(words)
        draft = Draft(first, stop, prefix, "name", rule, actor, PERSON)
        self._entitled(draft)
        known = self._short.get(words[0])
        if draft.actor is None and known and known[0] == words:
            self._same(draft, known[1])
        elif draft.actor is None:
            draft.reason = "unknown_name"
            draft.name_en = romanise(words)
        finder.add(draft)
        self._remember(draft)

    def _is_particle(self, i: int) -> bool:
        """A word such as أن or فإن, by its hamza: فان is a part of names."""
        text, at = self._view.original, self._view.position[i]
        return text.clean[text.starts[at] : text.ends[at]] in _PARTICLES

    def _listed(self, words: tuple[str, ...]) -> Actor | None:
        found = [value for value in self._known.lexicon.get(" ".join(words)) if isinstance(value, Alias)]
        return next((v.actor for v in found if v.condition == "" and v.actor.kind == PERSON), None)

    def _same(self, draft: Draft, named: Draft) -> None:
        """``draft`` is the person of ``named``."""
        draft.actor, draft.reason, draft.name_en = named.actor, named.reason, named.name_en
        draft.country = draft.country or named.country
        if named.actor is None:
            draft.name_ar = self._written(named.first, named.stop, named.prefix)

    def _remember(self, draft: Draft) -> None:
        """The last word, with the particle before it, will stand for the person."""
        first, stop = draft.first, draft.stop
        if stop - first < 2:
            return
        short = stop - 1
        if self._words[short - 1] in self._particles and short - 1 > first:
            short -= 1
        words = tuple(self._words[short:stop])
        if len(words[0]) > 2:
            self._short.setdefault(words[0], (words, draft))

    def short_forms(self, finder: Finder) -> list[Draft]:
        """Later mentions of the same people by their last name."""
        if not self._short:
            return []
        table = {p + word: (p, words, named) for word, (words, named) in self._short.items() for p in _SHORT_PREFIXES}
        taken = {i for draft in finder.drafts for i in range(draft.first, draft.stop)}
        begun = {actor.actor_id: d.stop for d in reversed(finder.drafts) if (actor := d.actor)}
        found = []
        for i, word in enumerate(self._words):
            if word in table and i not in taken:
                prefix, words, named = table[word]
                stop = i + len(words)
                if self._words[i + 1 : stop] != list(words[1:]) or taken.intersection(range(i, stop)):
                    continue
                begin = begun.get(named.actor.actor_id, 0) if named.actor else named.stop
                if i < begin and self._view.sentence(i) > 0:  # a headline names who is presented further down
                    continue
                draft = Draft(i, stop, len(prefix), "name", "short_form", None, PERSON)
                self._same(draft, named)
                found.append(draft)
        return found
