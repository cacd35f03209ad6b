"""Titles before names: what stands between a title and its name, and what the title says of who bears it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from etl.actors.drafts import Draft, View
from etl.actors.knowledge import PERSON, Alias, Entry, Knowledge, Nisba, Office, Title
from etl.actors.offices import Offices
from etl.documents import PlaceMention
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
_COMMAS = frozenset("،,-:")
_DEFINITE = ("ال", "وال", "لل", "بال")
_REACH = 6
_GOVERNOR = "والي"


def _country(value: Entry) -> str | None:
    if isinstance(value, Nisba):
        return value.country
    return value.actor.country if isinstance(value, Alias) else None


class Titles:
    """The title that is open: a name right after it has it as its role."""

    def __init__(self, known: Knowledge, view: View, places: Mapping[int, PlaceMention], month: str) -> None:
        self._view = view
        self._words = view.words
        self._places = places
        self._facilities = known.cues["facility"]
        self._honours = known.cues["honour"]
        self._first = self._prefix = 0
        self._stop = -1
        self._country: str | None = None
        self._kinds: set[str] = set()
        self.offices = Offices(known, view.words, places, month)

    def title(self, hit: Hit[Entry], finder: Finder) -> None:
        """A title opens, or goes on with the one before it (رئيس الوزراء السيد)."""
        if self._words[hit.first] == _GOVERNOR and self.written(hit.first, hit.first + 1, 0) != _GOVERNOR:
            return  # وإلى, not والي
        offices = tuple(value for value in hit.values if isinstance(value, Office))
        goes_on = self.reaches(hit.first) and not (hit.prefix and self.offices.has_country)
        goes_on = goes_on and not self._is_of_another(hit, offices, finder)
        if not hit.prefix and (not offices or self._words[hit.first] in self._honours):  # ولي العهد السعودي، الأمير
            goes_on = goes_on or self.reaches(hit.first, is_name=True)
            offices = () if goes_on else offices
        if not goes_on:
            self.close(finder)
            self._first, self._prefix, self._country = hit.first, hit.prefix, None
            self._kinds = set()
        self._stop = hit.stop
        self._kinds.update(value.kind for value in hit.values if isinstance(value, Title))
        if offices:
            self.offices.open(hit, offices, is_own=not goes_on)

    def _is_of_another(self, hit: Hit[Entry], offices: tuple[Office, ...], finder: Finder) -> bool:
        """The office of another state begins: التقى الرئيس الفرنسي نظيره الألماني."""
        if not offices or not self.offices.has_country:
            return False
        if self.offices.is_counterpart(offices):
            return True
        after = finder.at.get(hit.stop)
        countries = {_country(value) for value in after.values} - {None} if after else set()
        return bool(countries) and self._country not in countries

    def bridge(self, hit: Hit[Entry], value: Entry) -> None:
        """An organisation, state or adjective belongs to the title before it."""
        if self.reaches(hit.first):
            self.offices.belongs(hit, value)
            self._stop = hit.stop
            self._country = self._country or _country(value)

    def close(self, finder: Finder) -> None:
        """The title that is open had no name: the office itself may be a mention."""
        for draft in self.offices.close(finder.country_of_office):
            self._add(draft, finder)

    def _add(self, draft: Draft, finder: Finder) -> None:
        draft.role = self.written(draft.first, draft.stop, draft.prefix)
        bearer = next((d for d in reversed(finder.drafts) if d.stop <= draft.first), None)
        if bearer and self._is_apposition(bearer.stop, draft.first) and self._bears(bearer, draft):
            bearer.role = bearer.role or draft.role
            return
        finder.drafts.append(draft)
        if draft.actor:
            finder.history.saw(draft.actor)

    def _bears(self, bearer: Draft, office: Draft) -> bool:
        """The person right before the office is who holds it: nobody else does as far as is known."""
        if office.actor and office.actor.kind == PERSON:
            return bearer.actor is office.actor
        return bearer.kind == PERSON and bearer.form == "name"

    def _is_apposition(self, stop: int, first: int) -> bool:
        """ماريا زاخاروفا المتحدثة باسم ...: the office describes the name before it."""
        return first - stop <= 1 and all(word in _COMMAS for word in self._words[stop:first])

    def reaches(self, i: int, *, is_name: bool = False) -> bool:
        """Word ``i`` goes with the open title: words that belong to it, and places, stand between.

        A name may also stand after a comma (وزير الدفاع، فلان) and after what a ministry is for (وزير الري والموارد).
        """
        stop = self._stop
        if stop < 0 or i < stop or i - stop > _REACH:
            return False
        between = self._words[stop:i]
        return all(
            word in _BRIDGE or at in self._places or (is_name and (word in _COMMAS or word.startswith(_DEFINITE)))
            for at, word in enumerate(between, stop)
        )

    def goes_with(self, hit: Hit[Entry]) -> bool:
        """``hit`` belongs to the title before it."""
        return not hit.prefix and self.reaches(hit.first)

    def is_office(self, hit: Hit[Entry]) -> bool:
        """An office or rank stands right before ``hit``."""
        return self.goes_with(hit) and not self._kinds.isdisjoint(("office", "rank"))

    def of_facility(self, first: int) -> bool:
        """Something is called after a person: بمستشفى الملك فهد."""
        begin = self._first if self.reaches(first) else first
        word = self._words[begin - 1] if begin else ""
        return word in self._facilities or (word[:1] in ("و", "ب", "ل") and word[1:] in self._facilities)

    def entitle(self, draft: Draft, finder: Finder) -> None:
        """Give ``draft`` the title before it, and the country that the title names to someone unknown."""
        first = draft.first
        if draft.prefix or first == self._first or not self.reaches(first, is_name=True):
            return
        if draft.actor and self.offices.is_of_another(draft.actor, first):
            self.close(finder)
            self._stop = -1
            return
        stop = first
        while self._words[stop - 1] in _COMMAS:
            stop -= 1
        draft.role = self.written(self._first, stop, self._prefix)
        draft.country = self._country or self._country_of_place(first)
        self._stop = -1
        self.offices.named(draft.actor)

    def _country_of_place(self, first: int) -> str | None:
        place = next((self._places[i] for i in range(self._first, first) if i in self._places), None)
        return place.country if place else None

    def written(self, first: int, stop: int, prefix: int) -> str:
        """Words ``first..stop`` of the view as the text has them."""
        position = self._view.position
        return self._view.original.span(position[first], position[stop - 1] + 1, prefix).text
