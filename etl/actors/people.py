"""People: names of the tables, names that a recogniser saw, their titles, and the short forms that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.actors.drafts import Draft, View
from etl.actors.knowledge import PERSON, Actor, Alias, Entry, Knowledge, Title
from etl.documents import Name
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
_SHORT_PREFIXES = ("", "و", "ل", "ب", "ف")


class People:
    """The people of one document."""

    def __init__(self, known: Knowledge, view: View, names: tuple[Name, ...]) -> None:
        self._known = known
        self._view = view
        self._words = view.words
        self._particles = known.cues["particle"]
        self._names = [
            (view.index(name.first), view.index(name.stop - 1) + 1, name)
            for name in names
            if name.kind in ("PER", "ORG")
        ]
        self._next = 0
        # First and last word of the title that is open: a name right after it has it as its role.
        self._title_first = self._title_prefix = 0
        self._title_stop = -1
        #: First word of a short form -> (its words, the person, or None where unresolved).
        self._short: dict[str, tuple[tuple[str, ...], Actor | None]] = {}

    def title(self, hit: Hit[Entry], title: Title) -> None:
        """A title opens, or goes on with the one before it (رئيس الوزراء السيد)."""
        if self._reaches(hit.first):
            self._title_stop = hit.stop
            return
        self._title_first, self._title_prefix, self._title_stop = hit.first, hit.prefix, hit.stop

    def bridge(self, hit: Hit[Entry]) -> None:
        """An organisation, state or adjective belongs to the title before it."""
        if self._reaches(hit.first):
            self._title_stop = hit.stop

    def _reaches(self, i: int) -> bool:
        stop = self._title_stop
        if stop < 0 or i < stop or i - stop > 6:
            return False
        return all(word in _BRIDGE for word in self._words[stop:i])

    def has_title(self, i: int) -> bool:
        return self._reaches(i)

    def _role(self, first: int) -> str | None:
        if not self._reaches(first) or first == self._title_first:
            return None
        span = self._view.original.span(
            self._view.position[self._title_first], self._view.position[first - 1] + 1, self._title_prefix
        )
        self._title_stop = -1
        return span.text

    def known_person(self, hit: Hit[Entry], alias: Alias, finder: Finder) -> None:
        """A name of the tables; a single word inside a longer name that a recogniser saw is someone else."""
        size = hit.stop - hit.first
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
        draft = Draft(hit.first, hit.stop, hit.prefix, "name", "alias", alias.actor, PERSON, role=self._role(hit.first))
        finder.add(draft)
        self._remember(hit.first, hit.stop, hit.prefix, alias.actor)

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
            if hit and any(isinstance(v, Alias) and v.condition == "" for v in hit.values):
                if hit.stop - hit.first > 1 or (hit.first == first and hit.stop >= stop):
                    return True
        return False

    def _unknown(self, first: int, stop: int, prefix: int, rule: str, finder: Finder) -> None:
        actor = None
        known = self._short.get(self._words[first][prefix:])
        if known and known[0] == (self._words[first][prefix:], *self._words[first + 1 : stop]):
            actor = known[1]
        reason = None if actor else "unknown_name"
        draft = Draft(first, stop, prefix, "name", rule, actor, PERSON, role=self._role(first), reason=reason)
        finder.add(draft)
        self._remember(first, stop, prefix, actor)

    def _remember(self, first: int, stop: int, prefix: int, actor: Actor | None) -> None:
        """The last word, with the particle before it, will stand for the person."""
        if stop - first < 2:
            return
        short = stop - 1
        if self._words[short - 1] in self._particles and short - 1 > first:
            short -= 1
        words = tuple(self._words[short:stop])
        if len(words[0]) > 2:
            self._short.setdefault(words[0], (words, actor))

    def short_forms(self, finder: Finder) -> list[Draft]:
        """Later mentions of the same people by their last name."""
        if not self._short:
            return []
        table = {p + word: (p, words, actor) for word, (words, actor) in self._short.items() for p in _SHORT_PREFIXES}
        taken = {i for draft in finder.drafts for i in range(draft.first, draft.stop)}
        named = {actor.actor_id: d.stop for d in reversed(finder.drafts) if (actor := d.actor)}
        found = []
        for i, word in enumerate(self._words):
            if word in table and i not in taken:
                prefix, words, actor = table[word]
                stop = i + len(words)
                if self._words[i + 1 : stop] != list(words[1:]) or (actor and i < named.get(actor.actor_id, 0)):
                    continue
                reason = None if actor else "unknown_name"
                found.append(Draft(i, stop, len(prefix), "name", "short_form", actor, PERSON, reason=reason))
        return found
