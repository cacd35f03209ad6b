"""One walk over the words that the tables know: from hits to drafts of mentions, in order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from etl.actors.acting import CAPITAL, STATE, Acting, kind_of
from etl.actors.clauses import Clauses
from etl.actors.drafts import Draft, View
from etl.actors.history import History
from etl.actors.knowledge import (
    PERSON,
    Actor,
    Alias,
    Description,
    Entry,
    Group,
    Knowledge,
    Nisba,
    NoActor,
    Office,
    Title,
)
from etl.actors.people import People
from etl.documents import Name, PlaceMention
from etl.morphology.analysis import analyse
from etl.places import is_frame_word
from etl.syntax.classes import noun_classes
from etl.syntax.trees import Trees
from etl.text import Hit

_ABROAD = frozenset({"media", "company"})
# Classes of nouns of things that are used in another country than they come from.
_THINGS = frozenset({"vehicle", "weapon", "goods", "money"})
# Words whose classes are kept.
_REMEMBERED = 20_000
# Kinds of bodies of which other countries have one by the same name.
_NATIONAL = frozenset({"government", "party", "other"})
# A country is the document's own where this share of its evidence points there.
_DOMINANT = 0.4
# From this share on, an office without a country is that country's.
_NEARLY_ALL = 0.6
# Last words of numbers behind which the counted noun stands in the accusative singular.
_TENS = frozenset("عشر عشره عشرين عشرون ثلاثين ثلاثون اربعين اربعون خمسين خمسون ستين ستون سبعين سبعون ثمانين ثمانون "
                  "تسعين تسعون".split())  # fmt: skip
# From the verb of harm to its object, over a subject of a few words.
_HARM_REACH = 5
# From the verb of speech to whom something is told, over a speaker of a few words.
_TOLD_REACH = 6
# From an adjective of nationality to its noun, over another adjective.
_THING_REACH = 2
_HAS_PEOPLE = frozenset({"في", "من"})
# What stands right behind them is where something is, and does nothing.
_WITHIN = frozenset({"في", "وفي"})
# Between the noun of a border and the state on its other side, and how far before it stands what is told of the border.
_BORDERING, _BORDER_REACH = frozenset({"مع", "بين"}), 5
# After a description an article shows an adjective that makes it another thing (النظام الغذائي), but not these.
_FREE = frozenset(
    "التي الذي الذين اللذين اللتين الي الا الان اليوم الليله الاحد الاثنين الثلاثاء الاربعاء "
    "الخميس الجمعه السبت".split()
)


@lru_cache(maxsize=_REMEMBERED)
def is_thing(word: str) -> bool:
    """A noun of things that are made in one country and used in another, and of nobody who bears arms."""
    classes = {name for reading in analyse(word).readings for name in noun_classes().get(reading.lemma, ())}
    return not classes.isdisjoint(_THINGS) and "armed" not in classes


class Finder:
    """The state of one document while its hits are read."""

    def __init__(
        self,
        known: Knowledge,
        view: View,
        names: tuple[Name, ...],
        places: tuple[PlaceMention, ...],
        published_on: date | None,
        trees: Trees,
    ) -> None:
        self.known = known
        self.view = view
        self.words = view.words
        self.month = published_on.strftime("%Y-%m") if published_on else ""
        self.drafts: list[Draft] = []
        self.history = History(known)
        self.places = {view.index(i): place for place in places for i in range(place.first, place.stop)}
        self.people = People(known, view, names, self.places, self.month)
        self.titles = self.people.titles
        self.acting = Acting(view, trees, known.cues)
        self.hits = list(self._told_apart(known.lexicon.find(view.text)))
        self.at = {hit.first: hit for hit in self.hits}
        self.clauses = Clauses(known, view, trees, self.at, self.month)
        self._weights = self._countries(places)
        self.country, self.home = self._dominant()
        self.covered = 0
        self.casualties = known.cues["casualty"]
        #: Last words of countries and capitals that acted.
        self.acted: set[int] = set()

    def _told_apart(self, hits: list[Hit[Entry]]) -> Iterator[Hit[Entry]]:
        """A title ends where the longer name of a body begins: رئيس المجلس الرئاسي الليبي has no رئيس المجلس in it."""
        stop = 0
        for hit in hits:
            if hit.first < stop:
                continue
            last = hit.stop - 1
            body = None
            is_open = last > hit.first and not self.words[last].startswith("ال")  # رئيس حكومة, of the accord
            titles = (Title, Office) if is_open else Title
            if last > hit.first and all(isinstance(value, titles) for value in hit.values):
                body = self.known.lexicon.at(self.words, last)
            if body and body.stop > hit.stop and any(isinstance(value, Alias) for value in body.values):
                title = self.known.lexicon.at(self.words, hit.first, last)
                if title and title.stop == last:
                    yield title
                    hit = body
            stop = hit.stop
            yield hit

    def _countries(self, places: tuple[PlaceMention, ...]) -> Counter[str]:
        """What speaks for each country: places but the dateline, adjectives and institutions."""
        weight: Counter[str] = Counter()
        for place in places:
            if place.country and place.relation != "dateline":
                weight[place.country] += 2
        for hit in self.hits:
            value = hit.values[0]
            if len(hit.values) > 1 and hit.first not in self.places:  # صاروخا روسيا is no Russia
                value = next((value for value in hit.values if isinstance(value, Nisba)), value)
            if isinstance(value, Nisba):
                if not value.conditional and not self._is_of_thing(hit):
                    weight[value.country] += 1
            elif isinstance(value, Alias) and value.actor.country and not self._is_no_sign(hit, value):
                weight[value.actor.country] += 1
        return weight

    def _is_of_thing(self, hit: Hit[Entry]) -> bool:
        """An adjective on a thing says where that was made: أسقط الجيش مسيّرة إيرانية, طائرة مسيرة تركية."""
        behind = range(hit.first - 1, max(-1, hit.first - 1 - _THING_REACH), -1)
        return not hit.prefix and any(is_thing(self.view.written(i)) for i in behind)

    def _dominant(self, but: str = "") -> tuple[str | None, str | None]:
        """The country that the document is about, ``but`` left out; the second one only where nearly all says so."""
        weights = {country: weight for country, weight in self._weights.items() if country != but}
        country, top = max(weights.items(), key=lambda item: item[1], default=("", 0))
        share = top / sum(weights.values()) if country else 0.0
        return country if share >= _DOMINANT else None, country if share >= _NEARLY_ALL else None

    def country_of_office(self, hit: Hit[Entry]) -> tuple[str | None, str]:
        """The country of an office that names none, by its clause or by the document, and the rule that says so."""
        said = self.clauses.said(hit, self.home)
        if said and said.is_own:
            return said.country, "office_of_subject"
        return (None if said and said.country == self.home else self.home), "office_at_home"

    def _country_said(self, hit: Hit[Entry], description: Description) -> str | None:
        """The country of a body by its clause, else the one that the document is about."""
        said = self.clauses.said(hit, self.home, description.institution)
        if said is None:
            return self.country
        return said.country if said.is_own else self._dominant(said.country)[0]

    def _is_no_sign(self, hit: Hit[Entry], alias: Alias) -> bool:
        """Read and used everywhere, or a last name that many bear: no sign of the document's country."""
        return alias.actor.kind in _ABROAD or (alias.actor.kind == PERSON and hit.stop - hit.first == 1)

    def run(self) -> list[Draft]:
        """All drafts, by position."""
        for hit in self.hits:
            self.people.before(hit.first, self)
            if hit.first >= self.covered:
                self._read(hit)
        self.people.before(len(self.words), self)
        self.titles.close(self)
        return self.drafts

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.covered = max(self.covered, draft.stop)
        if draft.actor:
            self.history.saw(draft.actor, is_metonym=draft.rule == "metonym")

    def _read(self, hit: Hit[Entry]) -> None:
        one = next((value for value in hit.values if isinstance(value, Nisba) and value.people == "one"), None)
        if one is not None and self._is_one(hit) and self._read_nisba(hit, one):
            return  # مقتل 12 سوريا: no country
        alias = self._alias(hit)
        if alias:
            self._read_alias(hit, alias)
            return
        for value in hit.values:
            if isinstance(value, NoActor):
                self.covered = hit.stop
                return
            if isinstance(value, Group | Description) and self._is_in_name(hit):
                continue
            if isinstance(value, Group) and self._read_group(hit, value):
                return
            if isinstance(value, Description) and self._read_description(hit, value):
                return
            if isinstance(value, Nisba) and self._read_nisba(hit, value):
                return
            if isinstance(value, Title | Office):
                self.titles.title(hit, self)
                return

    def _is_in_name(self, hit: Hit[Entry]) -> bool:
        """A word of the longer name of a known place: عيتا الشعب."""
        place = self.places.get(hit.first)
        if place is None or place.place_id is None:
            return False
        first, stop = self.view.position[hit.first], self.view.position[hit.stop - 1] + 1
        return place.first <= first and stop <= place.stop and stop - first < place.stop - place.first

    def _alias(self, hit: Hit[Entry]) -> Alias | None:
        """The alias that holds here; one without condition before the others."""
        usable = [value for value in hit.values if isinstance(value, Alias) and self._holds(hit, value)]
        if not usable:
            return None
        seen = self.history.seen
        return min(
            usable,
            key=lambda alias: (
                not self._is_introduced(hit, alias),
                alias.condition != "",
                -seen.get(alias.actor.actor_id, 0),
            ),
        )

    def _is_introduced(self, hit: Hit[Entry], alias: Alias) -> bool:
        """The noun of such a body stands right before its name: حزب القوات اللبنانية."""
        before = self.words[hit.first - 1] if hit.first else ""
        return before in self.known.generic and before in self.known.heads.get(alias.actor.actor_id, ())

    def _holds(self, hit: Hit[Entry], alias: Alias) -> bool:
        if self.month and alias.valid_from and self.month < alias.valid_from:
            return False
        if alias.condition == "context":
            if alias.actor.actor_id in self.history.seen:
                return True
            if alias.actor.kind == "state":
                return self._among_states(hit)
            return self._is_introduced(hit, alias) or (alias.actor.kind == "media" and self._is_told(hit))
        if alias.condition == "title":
            if alias.valid_to and (not self.month or self.month[: len(alias.valid_to)] > alias.valid_to):
                return False
            return alias.actor.actor_id in self.history.seen or self.titles.is_office(hit)
        if alias.condition == "metonym":
            return not self._among_states(hit) and self._acts(hit, alias)
        if alias.actor.kind == PERSON:
            has_ended = alias.valid_to and self.month[: len(alias.valid_to)] > alias.valid_to
            return not has_ended and not self._is_adjective(hit)
        return True

    def _is_told(self, hit: Hit[Entry]) -> bool:
        """Somebody tells it something: قال مسؤول للميادين."""
        is_dative = self.words[hit.first][: hit.prefix].endswith("ل") or self.words[hit.first].startswith("لل")
        return is_dative and not self.known.cues["verb"].isdisjoint(
            self.words[max(0, hit.first - _TOLD_REACH) : hit.first]
        )

    def _among_states(self, hit: Hit[Entry]) -> bool:
        """In a list of states, whose capital of the same name it is not: الكويت وعمان والسعودية."""
        before = [self.at.get(at) for at in (hit.first - 1, hit.first - 2)] if hit.prefix else []
        after = self.at.get(hit.stop)
        neighbours = [one for one in (*before, after if after and after.prefix else None) if one]
        return sum(any(isinstance(v, Alias) and v.actor.kind == "state" for v in one.values) for one in neighbours) > 1

    def _acts(self, hit: Hit[Entry], alias: Alias) -> bool:
        """A country or a capital acts here; what something lies near or inside of does not."""
        kind = kind_of(alias)
        if kind is None or self._is_where(hit):
            return False
        if kind == CAPITAL and (self._is_framed(hit) or self._opens_towns(hit)):
            return False
        if self._is_homonym(hit) and not self.acting.stands_alone(hit):
            return False
        acts = self.acting.acts(hit, kind)
        if acts:
            self.acted.add(hit.stop - 1)
        return acts

    @staticmethod
    def _is_homonym(hit: Hit[Entry]) -> bool:
        """The name of the state is an adjective as well: البنوك السعودية, مبلغ مالي."""
        return not hit.prefix and any(isinstance(value, Nisba) for value in hit.values)

    def _is_where(self, hit: Hit[Entry]) -> bool:
        """The words around leave no doubt that something happens or lies at ``hit``."""
        place, words = self.places.get(hit.first), self.words
        if place is not None:
            first, stop = self.view.position[hit.first], self.view.position[hit.stop - 1] + 1
            is_more = place.first < first or place.stop > stop  # مطار بغداد, الجزائر العاصمة, ريف دمشق
            if place.relation or (is_more and place.feature != "country"):
                return True
        before, after = words[max(0, hit.first - 2) : hit.first], words[hit.stop : hit.stop + 1]
        if not hit.prefix and before[-1:] and before[-1] in _WITHIN:
            return True
        if before[-1:] == ["("] and after == [")"]:  # بعقوبة (العراق)
            return True
        if self._is_across(hit):
            return True
        return self._follows_place(hit)

    def _is_across(self, hit: Hit[Entry]) -> bool:
        """A border with it is where something happens: عبر الحدود مع سوريا, but not ترسيم الحدود بين لبنان وإسرائيل."""
        words, cues = self.words[max(0, hit.first - _BORDER_REACH) : hit.first], self.known.cues
        if len(words) < 2 or words[-1] not in _BORDERING or words[-2] not in cues["border"]:
            return False
        return cues["dispute"].isdisjoint(word.lstrip("وبل").removeprefix("ال") for word in words)

    def _is_framed(self, hit: Hit[Entry]) -> bool:
        """A noun that goes with places stands before the name: لأهل دمشق, نهر بيروت."""
        return hit.first > 0 and not hit.prefix and is_frame_word(self.words[hit.first - 1])

    def _opens_towns(self, hit: Hit[Entry]) -> bool:
        """Joined with a town that is no government: هاجموا نيامي وأغاديز."""
        town = self.places.get(hit.stop)
        is_town = town is not None and town.feature != "country" and hit.stop not in self.at
        return is_town and self.words[hit.stop].startswith("و")

    def _follows_place(self, hit: Hit[Entry]) -> bool:
        """Joined to a place that does not act: نابلس وجنين ورام الله, but not وقع زلزال في اليمن وقطر تعرض المساعدة."""
        if hit.prefix != 1 or not self.words[hit.first].startswith("و") or hit.first - 1 not in self.places:
            return False
        return hit.first - 1 not in self.acted and not self.acting.begins_clause(hit)

    def _is_adjective(self, hit: Hit[Entry]) -> bool:
        """A last name that agrees with the noun before it is its adjective: المذهب المالكي, الطريق الترابي."""
        word = self.words[hit.first]
        if hit.stop - hit.first > 1 or not (word.startswith("ال") and word.endswith("ي")) or not hit.first:
            return False
        before = self.words[hit.first - 1]
        return before.startswith("ال") and before not in _FREE and not self.titles.goes_with(hit)

    def _read_alias(self, hit: Hit[Entry], alias: Alias) -> None:
        actor = alias.actor
        if actor.kind == "state":
            if self._acts(hit, alias):
                self.add(Draft(hit.first, hit.stop, hit.prefix, "name", "acting_state", actor, actor.kind))
            self.titles.bridge(hit, alias)
            return
        if actor.kind == PERSON:
            self.people.known_person(hit, alias, self)
            return
        if self._is_of_others(hit, actor):
            kind = actor.kind
            self.add(Draft(hit.first, hit.stop, hit.prefix, alias.form, "alias", None, kind, reason="unknown_name"))
            return
        rule = "metonym" if alias.condition == "metonym" else "alias"
        if hit.stop - hit.first == 1 and alias.form == "name" and hit.first in self.places:
            return
        draft = Draft(hit.first, hit.stop, hit.prefix, alias.form, rule, actor, actor.kind)
        self._bare_name(draft)
        self.add(draft)
        self.titles.bridge(hit, alias)

    def _is_of_others(self, hit: Hit[Entry], actor: Actor) -> bool:
        """The adjective of another country says that it is not this body: الكونغرس البيروفي."""
        following = self.at.get(hit.stop)
        if actor.kind not in _NATIONAL or actor.country is None or following is None or following.prefix:
            return False
        nisbas = [value.country for value in following.values if isinstance(value, Nisba)]
        return bool(nisbas) and actor.country not in nisbas

    def _bare_name(self, draft: Draft) -> None:
        """Without the generic word or the closing adjective, where the rest alone names the same actor."""
        size = draft.stop - draft.first
        if size < 2 or draft.form != "name":
            return
        for first, stop in ((1, size - 1), (1, size), (0, size - 1)):
            if first and self._stem(draft) not in self.known.generic:
                continue
            rest = " ".join([self._stem(draft), *self.words[draft.first + 1 : draft.stop]][first:stop])
            values = self.known.lexicon.get(rest) if rest else ()
            if any(isinstance(value, Alias) and value.actor is draft.actor for value in values):
                draft.name_first, draft.name_stop = draft.first + first, draft.first + stop
                return

    def _stem(self, draft: Draft) -> str:
        word = self.words[draft.first][draft.prefix :]
        return "ا" + word if draft.prefix and word.startswith("لل") is False and word.startswith("ل") else word

    def _read_nisba(self, hit: Hit[Entry], nisba: Nisba) -> bool:
        is_title = self.titles.goes_with(hit)
        self.titles.bridge(hit, nisba)
        state = self.known.actors.get(nisba.country.lower())
        if state is None or nisba.conditional:
            return False
        if not is_title and self.acting.nisba(hit):
            self.add(Draft(hit.first, hit.stop, hit.prefix, "nisba", "nisba", state, state.kind))
            return True
        if (nisba.people == "many" and self.acting.stands_alone(hit)) or (nisba.people == "one" and self._is_one(hit)):
            people = self.known.actors.get(f"{nisba.country.lower()}-people")
            if people:
                self.add(Draft(hit.first, hit.stop, hit.prefix, "description", "people", people, people.kind))
                return True
        return False

    def _is_one(self, hit: Hit[Entry]) -> bool:
        """The accusative of one of a people: behind a number (15 فلسطينيا), or as the one who was harmed."""
        before = self.words[hit.first - 1] if hit.first else ""
        if (before.isdigit() and len(before) < 4) or before in _TENS:
            return True
        harmed = before.startswith("ال") and not any(isinstance(value, Alias) for value in hit.values)
        return harmed and not self.casualties.isdisjoint(self.words[max(0, hit.first - _HARM_REACH) : hit.first])

    def _read_group(self, hit: Hit[Entry], group: Group) -> bool:
        if group.counted and not self._counted(hit):
            return False
        stop, country = hit.stop, None
        following = self.at.get(stop)
        nisba = next((value for value in following.values if isinstance(value, Nisba)), None) if following else None
        if following and nisba and not following.prefix:
            stop, country = following.stop, nisba.country
        else:
            after = stop + 1 if stop < len(self.words) and self.words[stop] in _HAS_PEOPLE else stop
            place = self.places.get(after)
            country = place.country if place else None
        if country is None and not group.alone:
            return False
        country = country or self.country
        actor = self.known.actors.get(f"{(country or '').lower()}-{group.slug}") or self.known.actors[group.slug]
        self.add(Draft(hit.first, stop, hit.prefix, "description", "population", actor, actor.kind))
        return True

    def _country_after(self, hit: Hit[Entry]) -> str | None:
        """The country of the place after an institution: السلطات في عمان, محكمة جنايات القاهرة."""
        beside = self.places.get(hit.stop)
        if beside is not None:
            return beside.country
        if hit.stop < len(self.words) and self.words[hit.stop] == "في":
            place = self.places.get(hit.stop + 1)
            return place.country if place else None
        return None

    def _country_before(self, hit: Hit[Entry]) -> str | None:
        """The country of the place that the sentence begins with: وفي عمان، تحدثت السلطات."""
        first, sentence = hit.first, self.view.sentence(hit.first)
        while first and self.view.sentence(first - 1) == sentence:
            first -= 1
        place = self.places.get(first + 1) if self.words[first] in ("في", "وفي") else None
        return place.country if place else None

    def _counted(self, hit: Hit[Entry]) -> bool:
        """After a number or a casualty, or joined to another group: مقتل مدني, ثلاثة جنود ومدني."""
        if hit.prefix:
            return self.covered == hit.first
        before = self.words[hit.first - 1] if hit.first else ""
        return before.isdigit() or before in self.casualties or before.lstrip("وبل") in self.casualties

    def _read_description(self, hit: Hit[Entry], description: Description) -> bool:
        after = self.words[hit.stop] if hit.stop < len(self.words) else ""
        if after == "علي" and description.institution == "judiciary":
            return False  # القضاء على الإرهاب is an end, no court
        agrees = after.endswith("ه") or not self.words[hit.stop - 1].endswith("ه")
        if after.startswith("ال") and agrees and after not in _FREE and hit.stop not in self.at:
            return False  # an adjective makes it another body: الشرطة العسكرية, but استخدمت الشرطة الغاز
        meant: Actor | Draft | None = None
        is_local = bool(description.institution or description.by_country)
        beside = self._country_after(hit) if is_local else None
        if beside not in description.by_country and not description.institution:
            beside = None
        if beside is None:
            meant = self.history.antecedent(description)
            beside = self._country_before(hit) if is_local else None
        country = beside or (self._country_said(hit, description) if meant is None and is_local else self.country)
        if meant is None and country:
            code = description.by_country.get(country)
            if code is None and description.institution:
                code = f"{country.lower()}-{description.institution}"
            meant = self.known.actors.get(code) if code else None
        self.titles.bridge(hit, description)
        if isinstance(meant, Draft):
            self._add_again(hit, meant)
            return True
        actor = meant
        if actor is None or (actor.kind == "state" and not self.acting.acts(hit, STATE)):
            return False
        self.add(Draft(hit.first, hit.stop, hit.prefix, "description", "description", actor, actor.kind))
        return True

    def _add_again(self, hit: Hit[Entry], named: Draft) -> None:
        """The organisation of ``named``, which no table knows, by its generic word alone: المنتدى."""
        name = self.titles.written(named.first, named.stop, named.prefix)
        self.add(
            Draft(hit.first, hit.stop, hit.prefix, "description", "description", None, named.kind, named.country,
                  reason=named.reason, name_ar=name, name_en=named.name_en)
        )  # fmt: skip
