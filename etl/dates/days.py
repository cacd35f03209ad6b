"""Days by name: weekdays, words that count from the day of publication, and the two with a date beside them."""

from __future__ import annotations

from datetime import date, timedelta

from etl.dates import calendar
from etl.dates.lexicon import Shift
from etl.dates.monthdays import read_month_day, read_numeric
from etl.dates.nth import nth_day, nth_weekday
from etl.dates.periods import in_year, read_demonstrative, read_unit, shifted_unit
from etl.dates.reader import NO_DAY, Found, Reader
from etl.dates.years import shift_at

_LINKS = frozenset(
    {"،", ",", "الموافق", "موافق", "في", "يوم", "(", "/", "-", "–", "المصادف", "وافق", "الموافقه", "بتاريخ"}
)


def read_weekday(r: Reader, i: int) -> Found | None:
    """A weekday at token ``i`` with the date, shift or week after it."""
    entry = r.lexicon.weekdays.get(r.at(i))
    if entry is None:
        return None
    weekday = entry[1]
    before = r.at(i - 1)
    if weekday.bare and entry[0]:  # يوم واحد
        return None
    if before == "كل" and r.at(i) in ("احد", "اثنين"):  # everyone, every two
        return None
    alone = r.at(i) not in ("احد", "اثنين") and r.fragment(i)
    if weekday.bare and before not in _BARE_LEADS and not alone:
        # ثلاثاء الأسبوع الماضي
        follow = r.lexicon.units.get(r.at(i + 1))
        if follow is None or follow[1].code != "W":
            return None
    if before == "بين" and weekday.iso == 1 and r.at(i + 1)[1:] not in r.lexicon.weekdays:  # between the two of them
        return None
    if before in r.lexicon.words["not_before_weekday"] or (r.at(i) == "الاحد" and r.at(i + 1) in ("عشر", "عشره")):
        return None
    return _dated(r, i, i + 1, weekday.iso) or _placed(r, i, i + 1, weekday.iso)


_BARE_LEADS = frozenset({"يوم", "كل", "اول", "اخر", "ثاني", "ثالث", "رابع", "مساء", "صباح", "ليل", "فجر"})


def _dated(r: Reader, i: int, stop: int, iso: int) -> Found | None:
    """The date after a weekday, which then says which day is meant; up to three joining words between."""
    shift = shift_at(r, stop)
    j, bracket = (shift[0] if shift else stop), False
    for _ in range(3):
        if r.at(j) not in _LINKS:
            break
        bracket = bracket or r.at(j) == "("
        j += 1
    found = read_numeric(r, j, weekday=iso) or read_month_day(r, j, weekday=iso)
    if shift is not None and (found is None or found.start is None or found.start.isoweekday() != iso):
        return None
    if j == stop and (found is None or (found.start is not None and found.start.isoweekday() != iso)):
        found = _of_month(r, i, stop, iso) or found
    if found is None or found.grain != "day":
        return None
    if bracket and r.at(found.stop) == ")":
        found = found._replace(stop=found.stop + 1)
    elif bracket:
        return None
    return found._replace(first=i)


def _of_month(r: Reader, i: int, stop: int, iso: int) -> Found | None:
    """الثلاثاء الثالث من أيلول 2014, الأحد السابع عشر (of the month of publication)."""
    ordinal = r.lexicon.ordinals.get(r.at(stop))
    if ordinal is not None and (r.words[stop].startswith("ال")) and r.at(stop + 1) in ("من", "في"):
        found = nth_weekday(r, i, stop + 2, ordinal, iso)
        if found is not None:
            return found
    number = r.number(stop)
    if number is None or number.form != "ordinal" or number.low != number.high or not 1 <= number.low <= 31:
        return None
    if not r.words[stop].startswith("ال") or (number.low <= 10 and r.words[stop].endswith("ه")):  # the sixth Friday
        return None
    if r.published is None:
        return None
    choices = [calendar.shifted(r.published.replace(day=1), n, "M") for n in (0, 1, -1)]
    for month in choices:
        day = calendar.day(month.year, month.month, int(number.low)) if month else None
        if day is not None and day.isoweekday() == iso:
            return Found(
                i, number.stop, "weekday_date", "DATE", day.isoformat(), day, day, "day", anchor="published_on"
            )
    return None


def _placed(r: Reader, i: int, stop: int, iso: int) -> Found:
    """A weekday placed by a shift, by a week, or by the tense of what stands before it."""
    j = stop + (r.at(stop) == "من")
    week = read_unit(r, j) or read_demonstrative(r, j)
    if week is not None and week.grain == "week" and week.start is not None:
        day = week.start + timedelta(iso - 1)
        return Found(i, week.stop, "weekday_week", "DATE", day.isoformat(), day, day, "day", anchor=week.anchor)
    shift = shift_at(r, stop)
    if shift is not None:
        if shift[1].anchor == "document" and shift[1].steps == 0:
            return _anaphoric(r, i, shift[0], iso)
        return weekday_found(r, i, shift[0], iso, shift[1])
    near = r.lexicon.demonstratives.get(r.at(i - 1))
    if near is not None and near[1]:
        return weekday_found(r, i, stop, iso, Shift(0, "published_on"))
    return weekday_found(r, i, stop, iso, None)


def _anaphoric(r: Reader, i: int, stop: int, iso: int) -> Found:
    before = r.antecedent(i)
    if before is None or before.start is None:
        return weekday_found(r, i, stop, iso, None)
    day = before.start - timedelta((before.start.isoweekday() - iso) % 7)
    return Found(i, stop, "anaphora", "DATE", day.isoformat(), day, day, "day", anchor="document")


def weekday_found(r: Reader, i: int, stop: int, iso: int, shift: Shift | None) -> Found:
    """The weekday nearest to the day of publication: back, that day included, unless a word says ahead."""
    published = r.published
    rule = "weekday_shift" if shift else "weekday"
    if published is None:
        value = f"XXXX-WXX-{iso}"
        return Found(i, stop, rule, "DATE", value, None, None, "day", anchor="none", reason=NO_DAY)
    back = (published.isoweekday() - iso) % 7
    ahead = (iso - published.isoweekday()) % 7
    if shift is None:
        tense = r.tense(i)
        comes = tense == "future" and not _headline_of_past(r, i, iso)
        days = ahead if comes or (tense == "planned" and ahead < back) else -back
    elif shift.steps == 0:
        days = ahead
    elif shift.steps < 0:
        days = -(back or 7) + 7 * (shift.steps + 1)
    else:
        days = (ahead or 7) + 7 * (shift.steps - 1)
    day = published + timedelta(days)
    return Found(i, stop, rule, "DATE", day.isoformat(), day, day, "day", anchor="published_on")


def _headline_of_past(r: Reader, i: int, iso: int) -> bool:
    """Whether the weekday at token ``i`` stands in a headline, which tells the past in the present tense (الوزير يلتقي
    الوفد الثلاثاء), and the news under it says that it was."""
    if r.text.sentence_of[i]:
        return False
    words, first = r.text.words, r.text.sentences[0].stop
    for j in range(first, min(first + _LEAD, len(words))):
        entry = r.lexicon.weekdays.get(words[j])
        if entry is not None and entry[1].iso == iso and not entry[1].bare:
            return r.tense(j) in ("past", "happened")
    return False


#: The lead of the news under a headline, in tokens.
_LEAD = 60


def read_relative(r: Reader, i: int) -> Found | None:
    """اليوم, أمس, أول من أمس, غدا; with the weekday and the date that may follow (أمس السبت, اليوم الخميس 12 جانفي)."""
    hit = r.lexicon.relative.at(r.words, i)
    if hit is None or hit[0] > r.limit:
        return None
    stop, days = hit
    assert isinstance(days, int)
    word = r.words[i]
    if stop == i + 1 and word.endswith(("اليوم", "ليوم", "الغد", "لغد")):
        if not _says_today(r, i, word):
            return None
        shift = shift_at(r, stop)
        if shift is not None:
            return in_year(r, shifted_unit(r, i, shift[0], "D", shift[1]))
        nth = r.lexicon.ordinals.get(r.at(stop))
        if nth is not None and word.startswith("ال"):
            return nth_day(r, i, stop + 1, nth)
        if r.at(stop) in r.lexicon.words["not_after_today"] or (r.at(stop) == "ال" and r.digits(stop + 1) is not None):
            return None  # اليوم الـ40 للحرب
        if word == "اليوم" and r.at(i - 1) == "في":  # دولاران في اليوم
            return Found(i, stop, "set", "SET", "P1D", None, None, "day", anchor="none")
    elif word.endswith("الامس") and r.at(stop) == "القريب":
        return None
    j = stop + (r.at(stop) in ("،", ",", "(", "يوم"))
    weekday = r.lexicon.weekdays.get(r.at(j))
    named = read_weekday(r, j) if weekday and not weekday[1].bare else None
    published = r.published
    if named is not None and weekday is not None:
        close = r.at(stop) == "(" and r.at(named.stop) == ")"
        end = named.stop + close
        if named.rule not in ("weekday", "weekday_shift"):
            return named._replace(first=i, stop=end)
        if published is not None:
            day = published + timedelta(days)
            # Where they disagree the weekday is the surer of the two: the one nearest to the word.
            off = (weekday[1].iso - day.isoweekday() + 3) % 7 - 3
            return day_found(i, end, "relative_day", day + timedelta(off), "published_on")
        stop = end
    else:
        dated = read_month_day(r, j) or read_numeric(r, j, cue=True)
        if dated is not None and dated.grain == "day" and dated.start == dated.end:
            told = published + timedelta(days) if published is not None else None
            if told and dated.rule == "day_month" and (dated.value or "")[5:] == f"{told}"[5:]:  # أمس، 12 أبريل
                return dated._replace(first=i, value=told.isoformat(), start=told, end=told)
            return dated._replace(first=i)
    if published is None:
        return Found(i, stop, "relative_day", "DATE", None, None, None, "day", anchor="none", reason=NO_DAY)
    return day_found(i, stop, "relative_day", published + timedelta(days), "published_on")


def day_found(i: int, stop: int, rule: str, day: date, anchor: str) -> Found:
    return Found(i, stop, rule, "DATE", day.isoformat(), day, day, "day", anchor=anchor)


def _says_today(r: Reader, i: int, word: str) -> bool:
    before = r.at(i - 1)
    if before in r.lexicon.words["not_before_today"] or before in r.lexicon.demonstratives:
        return False
    return word.startswith(("ال", "و", "لل", "بال", "ف", "ل"))


def read_day_word(r: Reader, i: int) -> Found | None:
    """يوم before a weekday, a date or a relative word: يوم الاثنين, يوم 5 مايو, يوم أمس; يومي السبت والأحد."""
    entry = r.lexicon.units.get(r.at(i))
    if entry is None or entry[1].code != "D" or entry[1].definite:
        return None
    if entry[1].number == "construct":
        return _two_days(r, i)
    if entry[1].number != "singular" or r.words[i].endswith("ا"):
        return None
    found = read_weekday(r, i + 1) or read_relative(r, i + 1) or read_numeric(r, i + 1, cue=True)
    found = found or read_month_day(r, i + 1)
    return found._replace(first=i) if found is not None else None


def _two_days(r: Reader, i: int) -> Found | None:
    """يومي السبت والأحد, يومي 5 و6 مايو: the two as one stretch."""
    numbered = read_month_day(r, i + 1)
    if numbered is not None:
        return numbered._replace(first=i)
    first = r.lexicon.weekdays.get(r.at(i + 1))
    if first is None or first[1].bare:
        return None
    j = i + 2
    second = r.lexicon.weekdays.get(r.at(j))
    if second is None or not second[0]:
        if r.at(j) not in ("و", "-"):
            return None
        j += 1
        second = r.lexicon.weekdays.get(r.at(j))
    later = read_weekday(r, j) if second is not None else None
    if later is None or later.start is None:
        return None
    gap = timedelta((later.start.isoweekday() - first[1].iso) % 7)
    end = later.start
    if later.rule == "weekday" and r.published and r.published.isoweekday() == first[1].iso:
        end = r.published + gap  # today and tomorrow, said today
    value = f"{end - gap}/{end}"
    return Found(i, later.stop, "two_days", "DATE", value, end - gap, end, "day", anchor=later.anchor)
