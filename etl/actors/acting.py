"""Does a state, a capital or an adjective of nationality act here, or is it only where something happens?"""

from __future__ import annotations

from collections.abc import Mapping

from etl.actors.knowledge import Alias, Entry, Knowledge
from etl.documents import PlaceMention
from etl.text import Hit

# An adjective of nationality may follow its noun after this many other adjectives.
_REACH = 3
_PRESSED = frozenset("عقوبات العقوبات ضغوط الضغوط ضغط الضغط حرب الحرب هجوم الهجوم عدوان العدوان حظر الحظر رسوم".split())
# Verbs that take a city for their object: قصفت دمشق does not say that Damascus shelled.
_VIOLENT = frozenset(
    "قصف قصفت تقصف ضربت تضرب استهدفت تستهدف هاجمت احتلت تحتل حاصرت تحاصر سيطرت تسيطر استعادت استعاد تستعيد "
    "غادرت دخلت سلمت تسلم خسرت اسقطت تسقط دعم".split()
)


class Acting:
    """Judges hits of one document; a hit judged to act lends that to the next one in a coordination."""

    def __init__(self, known: Knowledge, words: list[str], places: Mapping[int, PlaceMention]) -> None:
        cues = known.cues
        self._known = known
        self._words = words
        self._places = places
        self._verbs = cues["verb"]
        self._capital_verbs = cues["verb"] - _VIOLENT
        self._objects = cues["object_verb"]
        self._before = cues["before"]
        self._place = cues["place"]
        self._with_capital = cues["with_capital"]
        self._nouns = cues["act_noun"]
        self._institutions = known.organisation_heads.keys()
        self._acted_until = -1
        self._nisba_until = -1

    def _is(self, word: str, cue: frozenset[str]) -> bool:
        return word in cue or (len(word) > 3 and word[0] in "وفسب" and word[1:] in cue)

    def _is_verb(self, word: str, verbs: frozenset[str]) -> bool:
        """A verb, perhaps with a pronoun for its object: الدعم الذي تقدمه الولايات المتحدة."""
        if self._is(word, verbs):
            return True
        return any(word.endswith(end) and self._is(word[: -len(end)], verbs) for end in ("ها", "ه", "هم"))

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < len(self._words) else ""

    def _coordinated(self, hit: Hit[Entry]) -> bool:
        """فرنسا والولايات المتحدة وقطر: each in the list acts as the first does."""
        joined = hit.prefix == 1 and self._words[hit.first][0] == "و"
        return hit.first > 0 and self._acted_until == hit.first and (joined or self._word(hit.first - 1) in ("،", ","))

    def _between_states(self, hit: Hit[Entry]) -> bool:
        if self._word(hit.first - 1) != "بين":
            return False
        other = self._known.lexicon.at(self._words, hit.stop) if hit.stop < len(self._words) else None
        return bool(
            other
            and other.prefix == 1
            and any(
                isinstance(v, Alias) and (v.actor.kind == "state" or v.condition == "metonym") for v in other.values
            )
        )

    def state(self, hit: Hit[Entry]) -> bool:
        """A country's name that acts or is acted upon."""
        acts = self._state(hit)
        if acts:
            self._acted_until = hit.stop + (self._word(hit.stop) in ("،", ","))
        return acts

    def _state(self, hit: Hit[Entry]) -> bool:
        if self._coordinated(hit) or self._between_states(hit):
            return True
        letter = self._words[hit.first][0] if hit.prefix else ""
        if letter in ("ب", "ل", "ك"):
            return False
        before, after = self._word(hit.first - 1), self._word(hit.stop)
        if before == "علي":
            return any(self._word(hit.first - n) in _PRESSED for n in (2, 3))
        if not hit.prefix:
            if self._is(before, self._place):
                return False
            if self._is_verb(before, self._verbs) or self._is(before, self._objects) or self._is(before, self._before):
                return True
        return self._is(after, self._verbs)

    def capital(self, hit: Hit[Entry]) -> bool:
        """A capital that stands for its government."""
        place = self._places.get(hit.first)
        if place is not None and place.relation is not None:
            return False
        acts = self._capital(hit)
        if acts:
            self._acted_until = hit.stop + (self._word(hit.stop) in ("،", ","))
        return acts

    def _capital(self, hit: Hit[Entry]) -> bool:
        if self._coordinated(hit) or self._between_states(hit):
            return True
        if hit.prefix and self._words[hit.first][0] != "و":
            return False
        before, after = self._word(hit.first - 1), self._word(hit.stop)
        if not hit.prefix:
            if self._is(before, self._place):
                return False
            if self._is_verb(before, self._capital_verbs) or self._is(before, self._with_capital):
                return True
        return (
            self._is(after, self._capital_verbs)
            and after[-1:] in "تيوأنىده" + "عقولرفبجحضطكمسشصغءا"
            and self._feminine(after)
        )

    def _feminine(self, verb: str) -> bool:
        """Cities are feminine: their verb ends in ت or begins with ت."""
        return verb.endswith("ت") or verb.lstrip("وفس").startswith("ت")

    def nisba(self, hit: Hit[Entry]) -> bool:
        """An adjective on a noun of action: الغارات الروسية, قصف مدفعي اسرائيلي, القصف السوري والروسي."""
        joined = self._nisba_until in (hit.first, hit.first - 1) and (
            hit.prefix == 1 or self._word(hit.first - 1) == "-" or self._nisba_until == hit.first
        )
        acts = joined or (not hit.prefix and self._on_act(hit.first))
        if acts:
            self._nisba_until = hit.stop
        return acts

    def _on_act(self, first: int) -> bool:
        for i in range(first - 1, max(first - 1 - _REACH, -1), -1):
            word = self._words[i]
            stem = word[1:] if word[0] in "وفبل" and len(word) > 4 else word
            for form in (word, stem):
                bare = form[2:] if form.startswith("ال") else form[1:] if form.startswith("لل") else form
                if bare in self._nouns or form in self._nouns or bare.removesuffix("ا") in self._nouns:
                    # جهاز العمليات الروسي is a body; في تنظيم القاعدة بغارة أميركية begins a new phrase
                    return form is stem is not word or self._institutions.isdisjoint(self._words[max(0, i - 3) : i])
            if not (word.endswith(("ي", "يه", "ين")) or word.startswith("ال")):
                return False
        return False

    def stands_alone(self, hit: Hit[Entry]) -> bool:
        """A plural that is no adjective of the noun before it: يقول الفلسطينيون, but not المسؤولين الروس."""
        before = self._word(hit.first - 1)
        if hit.prefix:
            return True
        return not before.endswith(("ين", "ون", "اء", "ات", "ود", "ال", "اد")) and not before.startswith("ال")
