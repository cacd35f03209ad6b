"""Offices named without their holder: "وزير الخارجية الروسي", "رئيس الوزراء", "الأمين العام للأمم المتحدة".

An office with a country or an organisation is its holder on the day of publication, where the roles name exactly one;
otherwise, and without that day, the institution. An office alone ("الوزير") is whoever bore it before in the document;
one that every state has ("وزير الداخلية") is that of the country which the document is about. Of an office of which no
table knows the holder (محافظ أربيل) the mention says what it is, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.actors.drafts import Draft
from etl.actors.knowledge import PERSON, Actor, Alias, Entry, Knowledge, Nisba, Office
from etl.documents import PlaceMention
from etl.morphology.analysis import analyse
from etl.text import Hit, fold

# After an office: another one held it, or holds it only by name.
_OTHERS = frozenset(
    "سابق سابقا اسبق السابق السابقه الاسبق الراحل الراحله المخلوع المستقيل المستقيله المقبل القادم "
    "المحتمل المعزول".split()
)
# Who is sent is sent to a state (المبعوث الخاص إلى سوريا); الرئيس إلى فرنسا is on his way there.
_SENT = frozenset({"un-envoy", "envoy", "ambassador", "ambassador-un"})
_SENT_TO = frozenset({"الي", "لدي"})
# Kinds of nouns that may be adjectives, and words whose readings are kept.
_DESCRIBING, _REMEMBERED = frozenset({"nisba", "active", "passive", "adjective"}), 20_000
_UNITED_NATIONS = frozenset({"الاممي", "الدولي", "الامميه", "الدوليه"})
_ENVOY = "un-envoy"
# Offices of a town or province, and that of whoever was named before in another state (نظيره).
_LOCAL, _COUNTERPART = "local", "counterpart"
#: Rule of an office of a town or province: the place keeps its own mention.
LOCAL_OFFICE = "local_office"


@dataclass(slots=True)
class Open:
    """An office read so far, waiting for its country and perhaps a name."""

    hit: Hit[Entry]
    offices: tuple[Office, ...]
    stop: int
    is_own: bool
    country: str | None = None
    organisation: str | None = None


@lru_cache(maxsize=_REMEMBERED)
def _can_describe(word: str) -> bool:
    """Whether ``word`` may be an adjective: وزير الداخلية السابق, but بحث مع وزير الداخلية الوضع."""
    readings = analyse(word).readings
    return not readings or any(r.pos != "NOUN" or (r.stem and r.stem.kind in _DESCRIBING) for r in readings)


class Offices:
    """The offices of one document."""

    def __init__(self, known: Knowledge, words: list[str], places: Mapping[int, PlaceMention], month: str) -> None:
        self._known = known
        self._words = words
        self._places = places
        self._month = month
        self._open: Open | None = None
        #: Offices that the open one is joined to: وزير الدفاع ورئيس الأركان, of one man or of several.
        self._joined: list[Open] = []
        #: The offices opened last: what a counterpart holds elsewhere.
        self._last: tuple[Office, ...] = ()
        #: Offices as written, without article, and who was said to hold each; the last one last.
        self._held: list[tuple[str, Actor]] = []

    def open(self, hit: Hit[Entry], offices: tuple[Office, ...], *, is_own: bool) -> None:
        """Begin to read an office; ``is_own``: a name after it is its holder's (not so: المتحدث باسم الرئيس)."""
        if self.is_counterpart(offices):
            offices = self._last
        if self._open and not is_own and hit.first == self._open.stop and self._words[hit.first][: hit.prefix] == "و":
            self._joined.append(self._open)
        else:
            self._joined.clear()
        self._open = Open(hit, offices, hit.stop, is_own) if offices else None
        self._last = offices

    @staticmethod
    def is_counterpart(offices: tuple[Office, ...]) -> bool:
        """What whoever was named before holds, in another state: نظيره."""
        return offices[0].code == _COUNTERPART

    @property
    def has_country(self) -> bool:
        return self._open is not None and self._open.country is not None

    def belongs(self, hit: Hit[Entry], value: Entry) -> None:
        """The state, adjective or organisation ``value`` follows the open office, perhaps after adjectives."""
        held = self._open
        if held is None:
            return
        between = self._words[held.stop : hit.first]
        if isinstance(value, Nisba):
            if not between and not hit.prefix and held.country is None:
                held.country, held.stop = value.country, hit.stop
        elif isinstance(value, Alias) and len(between) <= 2:
            if value.actor.kind == "state":
                if held.country is None and self._is_of(held, between, hit):
                    held.country = value.actor.country
            elif value.actor.actor_id == f"{(value.actor.country or '').lower()}-government":
                if held.country is None and not between:
                    held.country = value.actor.country
            elif held.organisation is None and held.country is None and not between:
                held.organisation = value.actor.actor_id

    def _is_of(self, held: Open, between: list[str], hit: Hit[Entry]) -> bool:
        """The state at ``hit`` is that of the open office, and not only where its holder goes or stays."""
        if hit.prefix:
            return self._words[hit.first][: hit.prefix] == "ل"
        if not between:
            return True
        if between[-1] == "في":
            return held.hit.stop - held.hit.first > 1  # رئيس الحكومة في لبنان, but قال الرئيس في باريس
        return between[-1] in _SENT_TO and any(office.code in _SENT for office in held.offices)

    def namesake(self, words: tuple[str, ...]) -> Actor | None:
        """Who holds the open office, if ``words`` share one with their name: spellings of foreign names vary."""
        held = self._open
        if held is None or not held.is_own or not (held.country or held.organisation):
            return None
        holder = self._holder(held)
        if holder is None or holder.kind != "person" or self._words[held.stop] in _OTHERS:
            return None
        return holder if any(len(word) > 2 and word in words for word in fold(holder.name_ar).split()) else None

    def is_of_another(self, actor: Actor, first: int) -> bool:
        """The office right before the name of ``actor``, who begins at word ``first``, is somebody else's.

        عين الرئيس المصري عمر سليمان: who is known to hold it, and ``actor`` never did.
        """
        held = self._open
        if held is None or not held.is_own or held.stop != first or held.country is None or held.organisation:
            return False
        holder, where = self._holder(held), held.country
        if holder is None or holder.kind != PERSON or holder is actor or not self._is_certain(held, where, holder):
            return False
        return not any(self._known.roles.ever_held(office.code, where, actor.actor_id) for office in held.offices)

    def named(self, actor: Actor | None) -> None:
        """A name stands after the open office, which was its title."""
        held, self._open = self._open, None
        self._joined.clear()
        if held and held.is_own and actor and self._words[held.stop] not in _OTHERS:
            self._held.append((self._key(held.hit), actor))

    def _key(self, hit: Hit[Entry]) -> str:
        first = self._words[hit.first][hit.prefix :]
        if first.startswith("ال"):
            first = first[2:]
        elif hit.prefix and first.startswith("ل"):
            first = first[1:]
        return " ".join([first, *self._words[hit.first + 1 : hit.stop]])

    def close(self, country_of: Callable[[Hit[Entry]], tuple[str | None, str]]) -> list[Draft]:
        """No name came: who is meant, if that can be told; ``country_of``: of an office without one, and the rule."""
        closed = [*self._joined, self._open] if self._open else []
        self._open = None
        self._joined.clear()
        return [draft for held in closed if (draft := self._close(held, country_of))]

    def _close(self, held: Open, country_of: Callable[[Hit[Entry]], tuple[str | None, str]]) -> Draft | None:
        if held.stop < len(self._words) and self._words[held.stop] in _OTHERS:
            return None
        actor, rule = None, "office"
        if held.country or held.organisation:
            actor = self._holder(held) or self._again(held)
        elif place := self._town(held):
            return self._local(held, place)
        elif self._alone(held):
            actor, rule = self._again(held), "office_again"
            if actor is None and self._is_of_state(held):
                held.country, rule = country_of(held.hit)
                actor = self._holder(held) if held.country else None
        if actor is None:
            return self._unheld(held)
        if actor.kind == PERSON:
            self._held.append((self._key(held.hit), actor))
        draft = Draft(held.hit.first, held.stop, held.hit.prefix, "description", rule, actor, actor.kind)
        where = held.organisation or held.country
        if rule == "office" and where and not self._is_certain(held, where, actor):
            draft.reason = "term_not_certain"
        return draft

    def _town(self, held: Open) -> PlaceMention | None:
        """The town or province right behind the open office, where it is one of such."""
        place = self._places.get(held.stop)
        is_town = place is not None and place.place_id is not None and place.feature != "country"
        return place if is_town and any(office.code == _LOCAL for office in held.offices) else None

    def _local(self, held: Open, place: PlaceMention) -> Draft:
        while self._places.get(held.stop) is place:
            held.stop += 1
        held.country = place.country
        office = next(office for office in held.offices if office.code == _LOCAL)
        return self._nobody(held, LOCAL_OFFICE, f"{office.name_en} of {place.name_en}")

    def _unheld(self, held: Open) -> Draft | None:
        """An office of a state of which nobody is known: in words."""
        office = next((office for office in held.offices if office.name_en and office.code != _LOCAL), None)
        state = self._known.actors.get((held.country or "").lower())
        if office is None or state is None:
            return None
        return self._nobody(held, "office", f"{office.name_en} of {state.name_en}")

    def _nobody(self, held: Open, rule: str, name_en: str) -> Draft:
        hit = held.hit
        return Draft(hit.first, held.stop, hit.prefix, "description", rule, None, PERSON, held.country,
                     reason="unknown_holder", name_en=name_en)  # fmt: skip

    def _is_of_state(self, held: Open) -> bool:
        """An office of several words that every state has: وزير الداخلية, but not الرئيس, whoever that is."""
        return held.hit.stop - held.hit.first > 1 and any(office.institution for office in held.offices)

    def _is_certain(self, held: Open, where: str, actor: Actor) -> bool:
        return all(self._known.roles.is_certain(office.code, where, actor.actor_id) for office in held.offices)

    def _alone(self, held: Open) -> bool:
        """Nothing after the office says which one it is."""
        word = self._words[held.hit.first][held.hit.prefix :]
        if not word.startswith(("ال", "ل")) and held.hit.stop - held.hit.first == 1:
            return False
        after = self._words[held.stop] if held.stop < len(self._words) else ""
        if held.hit.stop - held.hit.first > 1 and not self._words[held.hit.stop - 1].startswith("ال"):
            return not after.startswith("ال")  # رئيس حكومة الوفاق
        if not after.startswith(("ال", "لل")) or after in ("الي", "الذي", "التي", "ان", "الا", "اليوم"):
            return True
        return held.hit.stop - held.hit.first > 1 and not _can_describe(after)

    def _again(self, held: Open) -> Actor | None:
        """Who was said to hold the office, of the country that is named if one is: الوزير, الوزير الفرنسي."""
        if held.organisation:
            return None
        key, country = self._key(held.hit), held.country
        said = [(office, actor) for office, actor in reversed(self._held) if country in (None, actor.country)]
        same = next((actor for office, actor in said if office == key), None)
        if same or " " in key:
            return same
        return next((actor for office, actor in said if office.startswith(key + " ")), None)

    def _holder(self, held: Open) -> Actor | None:
        known = self._known
        fallback = None
        for office in held.offices:
            where = held.organisation or held.country
            if office.code == _ENVOY:
                where = held.country if self._of_united_nations(held) else None
            if where is None or (office.countries and where not in office.countries):
                continue
            holders = known.roles.holders(office.code, where, self._month) if self._month else ()
            if not holders and self._month and office.institution and where == held.country:  # of the army of the state
                body = f"{where.lower()}-{office.institution}"
                holders = known.roles.holders(office.code, body, self._month)
            if len(holders) == 1:
                return known.actors[holders[0]]
            if office.institution and where == held.country:
                code = where.lower()
                institution = known.actors.get(f"{code}-{office.institution}") or known.actors.get(f"{code}-government")
                fallback = fallback or institution
        return fallback

    def _of_united_nations(self, held: Open) -> bool:
        words = self._words[held.hit.first : held.hit.stop + 2]
        return held.organisation == "un" or not _UNITED_NATIONS.isdisjoint(words)
