"""Words that point at the present, the past or the future and name no day: الآن, مؤخرا, آنذاك, في المستقبل."""

from __future__ import annotations

from datetime import timedelta

from etl.dates.daytime import part_found
from etl.dates.lexicon import Reference
from etl.dates.phrases import read_date
from etl.dates.reader import Found, Reader
from etl.documents import Timex

#: Indefinite words for time that a noun behind them makes definite.
_HEADS = frozenset({"فتره", "مده", "زمن", "مرحله"})
#: Before من no time from now on: قريبا من is close to, بعد قليل من shortly after what happened.
_BESIDE = frozenset({"قريبا", "قليل"})
#: What comes after something told: past where that happened.
_LATER = frozenset({"لاحقا", "لاحق", "لاحقه", "بعد"})
#: The rule of what points at now, the past or the future.
REFERENCE = "reference"
#: Before now, besides the prepositions of a bound.
_UP_TO = frozenset({"الي", "والي", "لحد", "من"})
#: Heads of which a date may be the whole.
_PARTITIVE = ("وقت", "ساعه", "ساعات")


def read_reference(r: Reader, i: int) -> Found | None:
    """A reference of TIMEX3 at token ``i``: a value without an interval, or that of the date it is part of (في وقت سابق
    من الشهر الجاري, في ساعة متأخرة من ليل أمس)."""
    hit = r.lexicon.references.at(r.words, i)
    if hit is None or hit[0] > r.limit:
        return None
    stop, reference = hit
    assert isinstance(reference, Reference)
    before = r.at(i - 1)
    if r.at(stop - 1) == "بعد" and not (r.is_plain(stop) or not r.at(stop)[:1].isalnum()):  # فيما بعد ظهر أمس
        return None
    if r.at(stop - 1) in _HEADS and r.at(stop)[:2] == "ال":  # بعد فترة الغلق: a period of something
        return None
    if (reference.after and before not in reference.after) or before in r.lexicon.words["not_before_today"]:
        return None
    if r.at(i).endswith(_PARTITIVE):
        whole = read_date(r, stop + (r.at(stop) == "من"))
        if whole is not None and whole.timex in ("DATE", "TIME"):
            return whole._replace(first=i)
        if r.words[stop : stop + 2] == ["من", "الليل"]:
            day = r.told_day(i)
            reason, anchor = ("vague", "none") if day is None else (None, "document")
            return part_found(i, stop + 2, "NI", day, anchor, reason)
    lead = r.lexicon.prepositions.get(before)
    told = r.antecedent(i) if r.at(i) == "ذلك" and lead is not None and lead[1].modifier == "since" else None
    if told is not None:  # منذ ذلك الحين: since the date told last
        return told._replace(first=i, stop=stop, rule="anaphora", modifier="since", anchor="document")
    if not reference.value or (r.at(stop) == "من" and r.at(stop - 1) in _BESIDE):
        return None
    value = reference.value
    if stop in (i + 1, i + 2) and r.at(stop - 1) in _LATER and r.tense(i) in ("past", "happened"):
        value = "PAST_REF"  # أطلق سراحهما لاحقا
    timex: Timex = "DURATION" if reference.value[0] == "P" and not reference.value.endswith("REF") else "DATE"
    # حتى الآن: when it began is not said.
    bounded = before in _UP_TO or (lead is not None and lead[1].modifier is not None)
    if reference.days < 0 or bounded or value != reference.value or r.published is None or r.in_story(i):
        return Found(i, stop, REFERENCE, timex, value, None, None, "reference", anchor="none", reason="vague")
    start, modifier = r.published - timedelta(reference.days), "approx" if reference.days else None
    return Found(i, stop, REFERENCE, timex, value, start, r.published, "reference", modifier, anchor="published_on")


def read_eve(r: Reader, i: int) -> Found | None:
    """The day before or after another one: عشية عيد الفطر, غداة 14 يناير. Before an event (عشية الانتخابات) the word is
    a preposition and no time expression."""
    known = read_date(r, i + 1)
    if known is None or known.grain != "day" or known.start is None or known.start != known.end:
        return None
    day = known.start + timedelta(1 if r.at(i).endswith("غداه") else -1)
    return known._replace(first=i, rule="beside_day", value=day.isoformat(), start=day, end=day)
