"""People: names of the tables, names that a recogniser saw, and the short forms that follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from etl.actors.drafts import Draft, View
from etl.actors.knowledge import PERSON, Actor, Alias, Entry, Knowledge, Office, Title
from etl.actors.recognised import begins_no_name, is_particle, recognised
from etl.actors.romanising import romanise
from etl.actors.titles import Titles
from etl.documents import Name, PlaceMention
from etl.names.families import OPENING, is_verb
from etl.names.model import read_model
from etl.text import Hit

if TYPE_CHECKING:
    from etl.actors.finding import Finder

# With one of these first, a name of a table may be the end of a longer one: خميس بن علي.
_LINEAGE = frozenset("بن ابن ولد ال".split())
# Names of the recogniser are read from this score on; places are not read here.
_LEAST = {"PER": 0.5, "ORG": 0.5, "LOC": 2.0}
_LEAST_ALONE = 0.4
# Where the family's name stands first.
_FAMILY_FIRST = frozenset("CN KP KR TW VN".split())
_SHORT_PREFIXES = ("", "و", "ل", "ب", "ف")


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
        cues = known.cues
        self._particles = cues["particle"]
        self._honours = cues["honour"]
        self._common = cues["common"]
        self._private = cues["private"]
        self._heads = known.organisation_heads
        sure = (
            name
            for name in names
            if name.score >= (_LEAST_ALONE if name.kind == "PER" and name.stop - name.first == 1 else _LEAST[name.kind])
        )
        self._names = list(recognised(known, view, sure))
        self._next = 0
        self.titles = Titles(known, view, places, month)
        #: First word of a short form -> (its words, the mention by the full name).
        self._short: dict[str, tuple[tuple[str, ...], Draft]] = {}

    def known_person(self, hit: Hit[Entry], alias: Alias, finder: Finder) -> None:
        """A name of the tables; a single word inside a longer name that a recogniser saw is someone else."""
        size = hit.stop - hit.first
        first, prefix = hit.first, hit.prefix
        if not prefix and (self.titles.of_facility(first) or self._ends_a_name(first)):
            finder.covered = hit.stop
            return
        if self._is_namesake(first, alias.actor) and alias.actor.actor_id not in finder.history.seen:
            self._unknown(first, hit.stop, prefix, "namesake", finder)
            return
        if size == 1:
            longer = next((n for n in self._names if n[0] <= first < n[1] and n[1] - n[0] > 1), None)
            if longer and longer[2].kind == "PER":
                return  # read with the recogniser's names
            before = self._words[first - 1] if first else ""
            if before in self._known.given_names and not prefix and finder.covered < first:
                self._unknown(first - 1, hit.stop, 0, "given_name", finder)
                return
            if first in finder.places and alias.actor.actor_id not in finder.history.seen:
                return
        honour = self._stem(first, prefix)
        if size > 1 and honour in self._honours:
            self.titles.title(Hit(first, first + 1, prefix, self._known.lexicon.get(honour)), finder)
            first, prefix = first + 1, 0
        draft = Draft(first, hit.stop, prefix, "name", "alias", alias.actor, PERSON)
        self.titles.entitle(draft, finder)
        finder.add(draft)
        self._remember(draft)

    def _is_namesake(self, first: int, actor: Actor) -> bool:
        """Someone in private life who bears the name of a statesman: who never held an office may be himself."""
        before = self._words[first - 1] if first else ""
        is_statesman = actor.actor_id in self._known.roles.bearers
        return is_statesman and (before in self._private or before[1:] in self._private)

    def _stem(self, first: int, prefix: int) -> str:
        word = self._words[first]
        return "ا" + word[1:] if prefix and word.startswith("لل") else word[prefix:]

    def _ends_a_name(self, first: int) -> bool:
        """The name begins with بن, and a word that is neither verb nor particle stands before it."""
        if first == 0 or self._words[first] not in _LINEAGE:
            return False
        before, cues = self._words[first - 1], self._known.cues
        return not (
            not before.isalpha()
            or before in cues["verb"]
            or before in cues["before"]
            or before in cues["place"]
            or len(before) < 3
            or before[1:] in cues["verb"]
            or self.titles.reaches(first)
        )

    def before(self, i: int, finder: Finder) -> None:
        """Names of the recogniser that begin before position ``i`` and that no table explains."""
        while self._next < len(self._names) and self._names[self._next][0] < i:
            first, stop, name = self._names[self._next]
            self._next += 1
            if first < finder.covered or self._explained(first, stop, finder):
                continue
            if first in finder.places:  # what the places judged last, وفي أبو غريب
                continue
            if name.kind == "PER":
                self._unknown(first, stop, name.prefix, name.rule, finder)
            else:
                head = self._stem(first, name.prefix)
                kind = self._heads.get(head, "other")
                draft = Draft(first, stop, name.prefix, "name", name.rule, None, kind, reason="unknown_name")
                finder.add(draft)
                if stop - first > 1:
                    finder.history.saw_unknown(head.removeprefix("ال"), draft)

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
        while stop - first > 1 and (is_particle(self._view, first) or self._is_clause(first, stop)):
            first, prefix = first + 1, 0
        while stop - first > 1 and (title := self._title_at(first, prefix)):
            self.titles.title(title, finder)
            first, prefix = first + 1, 0
        if self._words[first] in self._short:
            prefix = 0
        if first > finder.covered and not prefix and self._is_given(first - 1) and not self._is_verb(first - 1, stop):
            first -= 1
        while stop < len(self._words) and self._words[stop - 1] in OPENING and self._words[stop].isalpha():
            stop += 1
        if stop < len(self._words) and self._words[stop - 1] in self._known.given_names and self._is_ali(stop):
            stop += 1
        words = (self._words[first][prefix:], *self._words[first + 1 : stop])
        if (not prefix and self.titles.of_facility(first)) or is_particle(self._view, first) or len("".join(words)) < 3:
            return
        if any(isinstance(value, Title | Office) for value in self._known.lexicon.get(" ".join(words))):
            return
        actor = self._listed(words)
        if actor is not None and self._is_namesake(first, actor):
            actor = None
        if actor is None and self.titles.reaches(first, is_name=True):
            actor = self.titles.offices.namesake(words)
        draft = Draft(first, stop, prefix, "name", rule, actor, PERSON)
        self.titles.entitle(draft, finder)
        known = self._short.get(words[0])
        if draft.actor is None and known and known[0] == words:
            self._same(draft, known[1])
        elif draft.actor is None:
            draft.reason = "unknown_name"
            draft.name_en = romanise(words)
        finder.add(draft)
        self._remember(draft)

    def _title_at(self, i: int, prefix: int) -> Hit[Entry] | None:
        values = self._known.lexicon.get(self._stem(i, prefix))
        return Hit(i, i + 1, prefix, values) if any(isinstance(value, Title) for value in values) else None

    def _is_clause(self, first: int, stop: int) -> bool:
        """فان without its hamza, or على, before someone who is known: both could begin a name."""
        rest = tuple(self._words[first + 1 : stop])
        if self._words[first] != "فان" and self._view.written(first) != "على":
            return False
        return self._listed(rest) is not None or self._short.get(rest[0], ((),))[0] == rest

    def _is_given(self, i: int) -> bool:
        if self._words[i] not in self._known.given_names or begins_no_name(self._known, self._view, i):
            return False
        return self._words[i] != "علي" or self._is_ali(i)

    def _is_verb(self, i: int, stop: int) -> bool:
        """A verb that is written like a given name begins a clause, its subject behind it up to ``stop``."""
        position = self._view.position
        return is_verb(self._view.original, position[i], position[stop - 1] + 1, read_model())

    def _is_ali(self, i: int) -> bool:
        """The name علي, and not the preposition على, in a text that tells the two apart."""
        return self._words[i] == "علي" and self._view.written(i) == "علي" and " على " in self._view.original.clean

    def _listed(self, words: tuple[str, ...]) -> Actor | None:
        found = [value for value in self._known.lexicon.get(" ".join(words)) if isinstance(value, Alias)]
        return next((v.actor for v in found if v.condition == "" and v.actor.kind == PERSON), None)

    def _same(self, draft: Draft, named: Draft) -> None:
        """``draft`` is the person of ``named``."""
        draft.actor, draft.reason, draft.name_en = named.actor, named.reason, named.name_en
        draft.country = draft.country or named.country
        if named.actor is None:
            draft.name_ar = self.titles.written(named.first, named.stop, named.prefix)

    def _remember(self, draft: Draft) -> None:
        """The last word, with the particle before it, will stand for the person."""
        first, stop = draft.first, draft.stop
        short = stop - 1
        if short > first and self._words[short - 1] in self._particles:
            short -= 1
        words = tuple(self._words[short:stop])
        if short > first and draft.actor and draft.actor.country in _FAMILY_FIRST:
            words = (self._words[first][draft.prefix :],)
        if short > first and len(words[0]) > 2 and words[0] not in self._common:
            self._short.setdefault(words[0], (words, draft))

    def short_forms(self, finder: Finder) -> list[Draft]:
        """Other mentions of the same people: by their last name further down, by the whole name anywhere."""
        if not self._short:
            return []
        self._reunite(finder)
        table = {p + word: (p, words, named) for word, (words, named) in self._short.items() for p in _SHORT_PREFIXES}
        taken = {i for draft in finder.drafts for i in range(draft.first, draft.stop)}
        begun = {actor.actor_id: d.stop for d in reversed(finder.drafts) if (actor := d.actor)}
        found = []
        for i, word in enumerate(self._words):
            if word in table and i not in taken:
                prefix, words, named = table[word]
                stop = i + len(words)
                if self._words[i + 1 : stop] != list(words[1:]) or not taken.isdisjoint(range(i, stop)):
                    continue
                draft = Draft(i, stop, len(prefix), "name", "short_form", None, PERSON)
                begin = begun.get(named.actor.actor_id, 0) if named.actor else named.stop
                is_whole = self._complete(draft, named, taken)
                if not is_whole and i < begin and self._view.sentence(i) > 0:
                    continue  # a headline names who is presented further down
                self._same(draft, named)
                found.append(draft)
        return found

    def _reunite(self, finder: Finder) -> None:
        """Who the recogniser saw by one word only is whoever has it as last name: further up, or below a headline."""
        taken = {i for draft in finder.drafts for i in range(draft.first, draft.stop)}
        for draft in finder.drafts:
            if draft.kind != PERSON or draft.actor or draft.form != "name" or draft.stop - draft.first > 1:
                continue
            word = self._words[draft.first][draft.prefix :]
            words, named = self._short.get(word, ((), draft))
            if words != (word,) or named is draft:
                continue
            if named.first < draft.first or self._view.sentence(draft.first) == 0:
                self._complete(draft, named, taken)
                self._same(draft, named)

    def _complete(self, draft: Draft, named: Draft, taken: set[int]) -> bool:
        """The words before the last name of ``draft`` are those of ``named``: they belong to it."""
        whole = self._words[named.first : named.stop]
        whole[0] = whole[0][named.prefix :]
        first = draft.stop - len(whole)
        if draft.prefix or first < 0 or first == draft.first or self._words[first + 1 : draft.stop] != whole[1:]:
            return False
        prefix = self._words[first].removesuffix(whole[0])
        if prefix + whole[0] != self._words[first] or prefix not in _SHORT_PREFIXES:
            return False
        if not taken.isdisjoint(range(first, draft.first)):
            return False
        draft.first, draft.prefix = first, len(prefix)
        return True
