"""What the rules of the date grammar see: the tokens, the numbers, the day of publication and the dates before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from etl.dates.lexicon import Lexicon, lexicon, vocabulary
from etl.documents import Number, Timex
from etl.text import Memo, Text

# How far back a sign of the tense is looked for, in tokens.
_TENSE_REACH = 14
# How far behind a date that opens a sentence its verb may stand, in tokens.
_OPENED = 7
# A sentence longer than this, in tokens, is no fragment.
_FRAGMENT = 16
# A date further back than this many sentences is no antecedent.
_ANTECEDENT_REACH = 4
# A date so many years before publication sets a story of its own.
_STORY_YEARS = 2
# A date further back than this, in tokens, lends no year.
_STORY_REACH = 30
# A line of more tokens is no heading.
_HEADING = 8
_WITHIN_A_DAY = frozenset({"day", "part_of_day", "hour", "minute"})
_FUTURE_VERB = re.compile("[وف]?س[يتن][ا-ي]{3,}")
_PARAGRAPH = re.compile(r"\n\s*\n")
#: Tokens beyond any expression, within a paragraph.
_FAR = 200
#: Before the two ends of a stretch.
BETWEEN = frozenset({"بين", "وبين"})
_ENDS = frozenset(".!?؟…")
_CLAUSE_ENDS = frozenset('.؛;:!?؟»"”()')
_UNTIL = frozenset({"حتي", "وحتي", "غايه", "لغايه"})
#: The reason of what counts from a day of publication that is not known.
NO_DAY = "no_publication_day"
_TENSES = ("future", "past", "happened")
_HAD_BEEN = frozenset({"كان", "كانت", "وكان", "وكانت"})
_AFTER = frozenset({"بعد", "وبعد"})
_PUTS_OFF = frozenset({"الي", "حتي"})
_SMALL = frozenset(
    {
        "/",
        "–",
        "في",
        "من",
        "الي",
        "الا",
        "حتي",
        "وحتي",
        "الموافق",
        "بتاريخ",
        "ما",
        "بين",
        "و",
        "او",
        "(",
        ")",
        "،",
        ",",
        ".",
        "-",
        ":",
        "!",
        "؟",
        "«",
        "»",
        '"',
        "عند",
        "ال",
    }
)


_PERCENT = frozenset({"%", "٪"})


def _is_plain(word: str) -> bool:
    if word in _PERCENT or word in lexicon().words["not_after_year"]:  # what is counted ends a date as well
        return True
    known = vocabulary()
    joined = word[:1] in "وفبل" and word[1:] in known
    return word.isalpha() and word[0] != "و" and word not in known and word not in _SMALL and not joined


_PLAIN = Memo(_is_plain)


def _sign(word: str) -> str | None:
    """Tense that a word shows: future, past, happened, "first person" where its hamza decides, or none."""
    lists = lexicon().words
    bare = word[1:] if word[0] in "وف" and len(word) > 3 else word
    if word in lists["future"] or bare in lists["future"]:
        return "future"
    if word in lists["happened"] or bare in lists["happened"]:
        return "happened"
    if word in lists["past"] or bare in lists["past"]:
        return "past"
    if len(word) > 4 and _FUTURE_VERB.fullmatch(word) and not bare.startswith(tuple(lists["not_future_prefixes"])):
        return "future"
    return "first person" if word[:2] == "سا" else None


_SIGNS = Memo(_sign)


class Found(NamedTuple):
    """A date or duration over tokens ``first..stop``; ``start`` and ``end`` are inclusive days."""

    first: int
    stop: int
    rule: str
    timex: Timex
    value: str | None
    start: date | None
    end: date | None
    grain: str
    modifier: str | None = None
    hijri: bool = False
    #: none | published_on | document | absolute
    anchor: str = "absolute"
    reason: str | None = None


#: Reads one construction at a token, or finds none there.
Rule = Callable[["Reader", int], Found | None]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word sets off: ``dates`` are those of its ``rules`` that read dates, not lengths or prepositions."""

    #: Code points of proclitic before the word.
    prefix: int
    rules: tuple[Rule, ...]
    dates: tuple[Rule, ...]
    #: The rules for a number in words that are not among them.
    spelt: tuple[Rule, ...] = ()
    #: Whether the word is no expression alone, and none before a word that no rule knows.
    leads: bool = False


class Reader:
    """A text under reading. Rules ask it for tokens and numbers; it remembers the last date."""

    def __init__(
        self, text: Text, numbers: Sequence[Number], published: date | None, triggers: Mapping[str, Trigger],
        numeric: Trigger,
    ) -> None:  # fmt: skip
        self.text = text
        self._triggers, self._numeric = triggers, numeric
        self.words = text.words
        self.numbers = {number.first: number for number in numbers}
        self.published = published
        self.lexicon: Lexicon = lexicon()
        #: End of the paragraph under reading.
        self.limit = 0
        #: First token of the paragraph under reading.
        self._paragraph = 0
        self._last: Found | None = None
        #: The day told last, and whether its sentence tells no other one.
        self._day: Found | None = None
        self._day_alone = True
        #: The year that heads the lines under reading.
        self._heading: Found | None = None
        #: Whether the text has named a day that counts from its publication.
        self._is_news = False

    def at(self, i: int) -> str:
        """The folded word ``i``, "" outside of the paragraph."""
        return self.words[i] if self._paragraph <= i < self.limit else ""

    def enter(self, i: int) -> None:
        """Make the paragraph of token ``i``, at or behind ``limit``, the bound of what rules see."""
        sentences = self.text.sentences
        first = ordinal = self.text.sentence_of[i]
        while first and not self._begins(first) and i - sentences[first - 1].first <= _FAR:
            first -= 1
        while ordinal + 1 < len(sentences) and not self._begins(ordinal + 1) and sentences[ordinal].stop - i <= _FAR:
            ordinal += 1
        self._paragraph = sentences[first].first
        self.limit = sentences[ordinal].stop

    def _begins(self, ordinal: int) -> bool:
        """A paragraph begins with the sentence ``ordinal``."""
        text = self.text
        before, here = text.sentences[ordinal - 1], text.sentences[ordinal]
        if here.start - text.ends[before.stop - 1] < len("\n\n"):
            return False
        return _PARAGRAPH.search(text.clean, text.ends[before.stop - 1], here.start) is not None

    def goes_on(self, first: int, i: int) -> bool:
        """The sentence of token ``first`` goes on at ``i``, in the same paragraph; a line may break off anywhere."""
        return self._paragraph <= first and _ENDS.isdisjoint(self.words[first:i])

    def date_rules(self, i: int) -> tuple[Rule, ...]:
        """The rules that may read a date at token ``i``."""
        word = self.at(i)
        trigger = self._triggers.get(word)
        rules = trigger.dates if trigger is not None else ()
        return rules + self._numeric.dates if self.may_count(i) else rules

    def is_plain(self, i: int) -> bool:
        """Whether no rule knows the word of token ``i``: it ends any expression before it."""
        return i < self.limit and _PLAIN[self.words[i]]

    def leads_nowhere(self, i: int) -> bool:
        """Whether no rule knows what stands behind the word of token ``i``, which only leads in an expression."""
        j = i + 1
        if j >= self.limit or not _PLAIN[self.words[j]] or j in self.numbers:
            return False
        return self.words[j] not in self._triggers and not self.words[j].startswith("ما")  # مايزيد

    def may_count(self, i: int) -> bool:
        """Whether token ``i`` begins a number that may belong to a date: a year, or not just a count of something."""
        number = self.numbers.get(i)
        if number is None and not self.at(i).isdecimal():
            return False
        is_year = len(self.words[i]) == 4 and self.words[i].isdecimal()
        return is_year or not (self.is_plain(i + 1) and (number is None or self.is_plain(number.stop)))

    def touching(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a blank."""
        return 0 < i < len(self.words) and self.text.starts[i] == self.text.ends[i - 1]

    def digits(self, i: int) -> int | None:
        """Value of the digit token ``i`` of up to four digits."""
        word = self.words[i] if self._paragraph <= i < self.limit else ""
        return int(word) if word.isdecimal() and len(word) <= 4 else None

    def number(self, i: int) -> Number | None:
        number = self.numbers.get(i)
        return number if number is not None and number.stop <= self.limit else None

    def prefix(self, i: int) -> int:
        """Code points of proclitic before the number that begins at ``i``."""
        number = self.numbers.get(i)
        return number.clean_start - self.text.starts[i] if number is not None else 0

    def fragment(self, i: int) -> bool:
        """Whether the sentence of token ``i`` holds only words of time: a table cell, a caption."""
        sentence = self.text.sentences[self.text.sentence_of[i]]
        if sentence.stop - sentence.first > _FRAGMENT:
            return False
        j = sentence.first
        while j < sentence.stop:
            number = self.numbers.get(j)
            if number is not None:
                j = number.stop
            elif self._of_time(self.words[j]):
                j += 1
            else:
                return False
        return True

    def _of_time(self, word: str) -> bool:
        return word in self._triggers or word in _SMALL or word.isdecimal() or word in self.lexicon.shifts

    def sentence_ends(self, i: int) -> bool:
        """Whether token ``i`` begins another sentence or is none."""
        return i >= self.limit or (i > 0 and self.text.sentence_of[i] != self.text.sentence_of[i - 1])

    def opens_line(self, i: int) -> bool:
        return i == 0 or "\n" in self.text.gap(i - 1)

    def opens_sentence(self, i: int) -> bool:
        return i == self.text.sentences[self.text.sentence_of[i]].first

    def tense(self, i: int) -> str | None:
        """The nearest sign before token ``i`` in its clause: future, past, happened (for sure past), planned (of what
        came or still comes) or None."""
        near = self.words[max(0, i - 3) : i]
        if "بحلول" in near or self.postponed(i) or self._goes_on_until(i):
            return "future"
        words, sentence_of = self.words, self.text.sentence_of
        first = self.text.sentences[sentence_of[i]].first if i < len(words) else i
        for j in range(i - 1, max(-1, i - 1 - _TENSE_REACH), -1):
            word = words[j]
            if word in _CLAUSE_ENDS:
                return None
            if j < first and sentence_of[j] != sentence_of[j + 1] and self.text.gap(j) != "\n":
                return None
            sign = _SIGNS[word]
            if sign == "future" and words[j + 1] == "الي" and j + 2 in self.numbers:
                continue  # بنسب تصل إلى 50 في المئة
            if sign == "future" and not _HAD_BEEN.isdisjoint(words[max(0, j - (4 if words[j - 1] == "ان" else 2)) : j]):
                return "planned"  # كان من المقرر أن تصل
            if sign in _TENSES:
                return sign
            if word == "ان" and words[j - 1] in _AFTER and words[j + 1][0] != "ي":  # بعد أن استدعته في يناير
                return "happened"
            if sign and self.text.clean[self.text.starts[j] + 1] == "أ":  # سأعود, not ساعة
                return "future"
        return None

    def tense_after(self, i: int) -> str | None:
        """The tense of the verb behind the date that opens a clause at token ``i``: وفي أكتوبر، وجه إليه الاتهام."""
        sentence = self.text.sentences[self.text.sentence_of[i]]
        if i - sentence.first > 1 and self.at(i - 2) not in ("،", ":", "؛"):
            return None
        signs = (_SIGNS[word] for word in self.words[i + 1 : min(i + _OPENED, sentence.stop)])
        return next((sign for sign in signs if sign in _TENSES), None)

    def postponed(self, i: int, moved: bool = False) -> bool:
        """Whether the date at token ``i`` is one to which something was put off: أرجئت الجلسة إلى الخميس; away from
        another one, if ``moved``: not prolonged."""
        if _PUTS_OFF.isdisjoint(self.words[max(0, i - 4) : i]) and self.at(i)[:2] != "لل":
            return False
        i = self._first_of_date(i)
        if self.at(i - 1) not in _PUTS_OFF and self.at(i)[:2] != "لل":
            return False
        verbs = self.lexicon.words["postponing"]
        if not moved:
            verbs = verbs | self.lexicon.words["prolonging"]
        for word in reversed(self.words[max(self._paragraph, i - 10) : i]):
            if word in _CLAUSE_ENDS:
                return False
            if word in verbs or word[1:] in verbs:
                return True
        return False

    def _first_of_date(self, i: int) -> int:
        """The first token of the date at token ``i``: its day or weekday may stand before the month."""
        for _ in range(4):
            before = self.at(i - 1)
            i -= before.isdecimal() or before in ("يوم", "من", "او") or before in self.lexicon.weekdays
        return i

    def _goes_on_until(self, i: int) -> bool:
        """Whether something still goes on until the date at token ``i``."""
        if _UNTIL.isdisjoint(self.words[max(0, i - 5) : i]):
            return False
        first = self._first_of_date(i)
        if self.at(first - 1) not in _UNTIL:
            return False
        verbs = self.lexicon.words["continuing"]
        return any(word in verbs or word[1:] in verbs for word in self.words[max(self._paragraph, first - 10) : first])

    def antecedent(self, i: int) -> Found | None:
        """The date that "the following day" or "the same year" at token ``i`` counts from."""
        last = self._last
        if last is None or last.start is None:
            return None
        near = self.text.sentence_of[i] - self.text.sentence_of[last.first] <= _ANTECEDENT_REACH
        return last if near else None

    def told_day(self, i: int) -> date | None:
        """The day that an hour without one at token ``i`` belongs to: told before it in its sentence, or coming where
        the sentence speaks of what will be."""
        last, sentence = self._day, self.text.sentence_of[i]
        if self._last is not None and self.at(self._last.first - 1) == "(" and self._last.grain == "day":
            last = last if ")" in self.words[self._last.stop : i] else self._last  # (الأربعاء 22,00 بتوقيت غرينتش)
        if last is None or last.start is None or last.first < self._paragraph:
            return None
        apart = 0 if self.goes_on(last.first, i) else sentence - self.text.sentence_of[last.first]
        ahead = self.published is None or last.start > self.published
        future = self.tense(i) == "future"
        if apart:
            return last.start if future and ahead and apart <= _ANTECEDENT_REACH and self._day_alone else None
        return None if future and not ahead and last.start != self.published else last.start

    def day_of_hour(self, i: int) -> tuple[date | None, str, str | None]:
        """Day, anchor and reason of an hour or part of a day at token ``i`` that names no day: that told before it in
        its sentence; the day before publication, where its paragraph is at that; or that of publication."""
        told = self.told_day(i)
        if told is not None:
            return told, "document", None
        if self.published is None:
            return None, "none", NO_DAY
        last, yesterday = self._day, self.published - timedelta(1)
        is_near = last is not None and last.first >= self._paragraph and not self.opens_line(i)
        if is_near and last is not None and last.start == yesterday and self.tense(i) != "future":
            return yesterday, "document", None
        return self.published, "published_on", None

    def _tells_day(self, found: Found) -> bool:
        """Whether ``found`` is a day at which a story stands: not in brackets, nor one until which something lasts."""
        if found.grain not in _WITHIN_A_DAY or found.modifier is not None or self.at(found.first - 1) == "(":
            return False
        return self.at(found.first - 1) not in _UNTIL and (found.timex == "TIME" or found.start == found.end)

    def pointed(self, i: int) -> str | None:
        """What the word at token ``i`` points at: هذا the day of publication, or the date that a story is at (وفي هذا
        العام after 2008); ذلك and نفس the date before; None where it points at nothing."""
        word = self.at(i)
        near = self.lexicon.demonstratives.get(word)
        if near is not None:
            return "published_on" if near[1] and not self._tells_story(i) else "document"
        same = self.lexicon.words["same"]
        return "document" if word in same or word[1:] in same else None

    def _tells_story(self, i: int) -> bool:
        """Whether the period at token ``i`` is one of the past that the text is at: a full date of years ago stands
        close before it, and من or في leads the period in (the news says هذا العام of its own year without them)."""
        if self.published is not None and (
            self._is_news or self.at(i - 1) not in ("من", "في", "وفي") or self.at(i - 2) in ("سابق", "لاحق")
        ):
            return False
        last = self.antecedent(i)
        if last is None or last.start is None or last.anchor != "absolute":
            return False
        return self.published is None or self.in_story(i)

    def in_story(self, i: int) -> bool:
        """Whether token ``i`` is close behind a full date of years ago and the text has not spoken of its own days."""
        last = self.antecedent(i)
        if self.published is None or last is None or last.start is None or last.anchor != "absolute" or self._is_news:
            return False
        ago = self.published.year - last.start.year
        return self.is_close(i, last) and ago >= _STORY_YEARS and self.tense(i) != "future"

    def _within_year(self, i: int, last: Found) -> bool:
        """Whether a past year ``last`` opens the sentence of token ``i``: وفي 2011 سقطت المدينة وقتل في 20 أكتوبر."""
        sentence = self.text.sentence_of[i]
        if self.published is None or last.start is None or last.anchor != "absolute":
            return False
        opens = last.first - self.text.sentences[sentence].first <= 2
        return opens and last.start.year < self.published.year and self.text.sentence_of[last.first] == sentence

    def is_close(self, i: int, last: Found) -> bool:
        """Whether the date ``last`` stands shortly before token ``i``, in its paragraph."""
        return i - last.stop <= _STORY_REACH and last.first >= self._paragraph

    def told_year(self, i: int) -> date | None:
        """The day of the full date close before token ``i`` whose year a month without one may share."""
        last = self.antecedent(i)
        heading = self._heading.start if self._heading is not None and self._is_under(self._heading, i) else None
        apart = last is None or last.start is None or heading is None or last.start.year != heading.year
        if apart and last is not None and last.start is not None and last.anchor in ("absolute", "document"):
            if last.grain in ("day", "month") and last.start.year != (self.published and self.published.year):
                if self.is_close(i, last):
                    return last.start if self.tense(i) != "future" else None
            elif last.grain == "year" and (self.in_story(i) or self._within_year(i, last)):
                return last.start
        return heading if heading is not None and self.tense(i) != "future" else None

    def _is_under(self, heading: Found, i: int) -> bool:
        """Whether token ``i`` stands under ``heading``: in its paragraph, and no other heading between."""
        sentence_of = self.text.sentence_of
        between = range(sentence_of[heading.first] + 1, sentence_of[i])
        return heading.first >= self._paragraph and not any(self._is_heading(ordinal) for ordinal in between)

    def _is_heading(self, ordinal: int) -> bool:
        """Whether a sentence is a short line of its own, below the first (هجمات العام 2016)."""
        text = self.text
        line = text.sentences[ordinal]
        if not ordinal or line.stop - line.first > _HEADING or not self.words[line.stop - 1].isalnum():
            return False
        return "\n" in text.gap(line.first - 1) and "\n" in text.gap(line.stop - 1)

    def follows_year(self, i: int) -> bool:
        """Whether token ``i`` goes on a list of years: 1998 و2002, 2006."""
        last = self._last
        if last is None or last.grain != "year" or not 1 <= i - last.stop <= 2:
            return False
        return all(self.words[j] in ("و", "،", ",") for j in range(last.stop, i))

    def remember(self, found: Found) -> None:
        if not self._is_news and found.anchor == "published_on":
            self._is_news = found.rule not in ("month", "day_month")
        if found.start is not None and found.timex in ("DATE", "TIME"):
            self._last = found
            if self._tells_day(found):
                before, sentences = self._day, self.text.sentence_of
                beside = before is not None and sentences[before.first] == sentences[found.first]
                self._day_alone = not beside or before is None or before.start == found.start
                self._day = found
            absolute = found.grain == "year" and found.anchor == "absolute"
            if absolute and self._is_heading(self.text.sentence_of[found.first]):
                self._heading = found
