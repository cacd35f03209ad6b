"""Periods, hours, eras and sets written out by generators of our own are read back to the days they were made from."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from hijridate import Hijri
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.dates import find_dates
from etl.documents import TimeExpression
from etl.numbers import find_numbers
from etl.tables import read_csv
from etl.text import read_text

PUBLISHED = date(2016, 12, 11)
quick = settings(max_examples=80, deadline=None)

HOURS = ["الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"]
ORDINALS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
COUNTS = ["", "", "", "الثلاثة", "الأربعة", "الخمسة", "الستة", "السبعة", "الثمانية", "التسعة"]
CENTURIES = {16: "السادس عشر", 17: "السابع عشر", 18: "الثامن عشر", 19: "التاسع عشر", 20: "العشرين"}
HIJRI_MONTHS = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان",
                "شوال", "ذي القعدة", "ذي الحجة"]  # fmt: skip
MONTHS = [
    ("كانون 2", "january"), ("شباط", "février"), ("آذار", "mar"), ("نيسان", "april"), ("أيار", "mai"),
    ("حزيران", "jun"), ("تموز", "juillet"), ("آب", "aug"), ("أيلول", "septembre"), ("ت1", "october"), ("ت2", "nov"),
    ("ك1", "décembre"),
]  # fmt: skip
MONTH_NAMES = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
               "ديسمبر"]  # fmt: skip
WEEKDAYS = ["", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
UNITS = {"D": ("يوم", "أيام"), "W": ("أسبوع", "أسابيع"), "M": ("شهر", "أشهر"), "Y": ("سنة", "سنوات")}
NTH = {2: "ثاني", 3: "ثالث", 4: "رابع", 5: "خامس"}

PARTS = [("سنوات ونصف السنة", "P{}Y6M"), ("ساعات ونصف الساعة", "PT{}H30M"), ("ساعات وربع الساعة", "PT{}H15M"),
         ("أيام ونصف اليوم", "P{}DT12H")]  # fmt: skip


def dates(text: str, published_on: date | None = PUBLISHED) -> tuple[TimeExpression, ...]:
    read = read_text(text)
    return find_dates(read, find_numbers(read), published_on)


def only(text: str) -> TimeExpression:
    """The one time expression of ``text``."""
    found = dates(text)
    assert len(found) == 1, (text, found)
    return found[0]


@quick
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["إلى", "حتى", "وحتى", "ل", "و"]), st.booleans())
def test_two_hours_of_an_afternoon_or_a_morning(first: int, length: int, link: str, evening: bool) -> None:
    last = min(10, first + length)
    lead = "بين" if link == "و" else "من"
    second = {"ل": "لل" + HOURS[last - 1][2:], "و": "و" + HOURS[last - 1]}.get(link, f"{link} {HOURS[last - 1]}")
    found = only(f"يفتح المكتب {lead} {HOURS[first - 1]} {second} {'مساء' if evening else 'صباحا'}")
    noon = 12 if evening else 0
    assert found.value == f"{PUBLISHED}T{first + noon:02}:00/{PUBLISHED}T{last + noon:02}:00"


@quick
@given(st.integers(6, 10), st.integers(1, 6))
def test_hours_over_midnight_end_on_the_next_day(evening: int, morning: int) -> None:
    found = only(f"يسري المنع من {HOURS[evening - 1]} مساء حتى {HOURS[morning - 1]} صباحا")
    assert (found.date_start, found.date_end) == (PUBLISHED, PUBLISHED + timedelta(1))


# The arithmetical calendar, counted year by year instead of by its formula: leap years of the cycle of thirty.
LEAP = {2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}
LENGTHS = [355 if year % 30 in LEAP else 354 for year in range(1, 1343)]
NEW_YEARS = [date(622, 7, 19) + timedelta(days) for days in accumulate(LENGTHS, initial=0)]


@quick
@given(st.integers(100, 1341))
def test_a_hijri_year_before_the_tables(year: int) -> None:
    found = only(f"كتب المخطوط سنة {year}هـ")
    assert (found.date_start, found.date_end) == (NEW_YEARS[year - 1], NEW_YEARS[year] - timedelta(1))


@quick
@given(st.integers(100, 1341), st.integers(1, 12), st.integers(1, 29))
def test_a_hijri_day_before_the_tables_is_said_to_be_about(year: int, month: int, day: int) -> None:
    found = only(f"يوم {day} {HIJRI_MONTHS[month - 1]} {year} هـ")
    months = [30 if n % 2 == 0 else 29 for n in range(month - 1)]
    assert found.date_start == NEW_YEARS[year - 1] + timedelta(sum(months) + day - 1)
    assert (found.modifier, found.calendar) == ("approx", "hijri")


@quick
@given(st.integers(1344, 1499), st.sampled_from(["هـ", " هـ", " ه", "ه\u200d", " هجرية", " للهجرة"]), st.booleans())
def test_hijri_years_in_every_spelling_and_with_their_like(year: int, mark: str, first: bool) -> None:
    begins, after = Hijri(year, 1, 1).to_gregorian(), Hijri(year + 1, 1, 1).to_gregorian()
    found = only(f"صدر النظام عام {year}{mark} في العاصمة")
    assert (found.date_start, found.date_end) == (
        date.fromisoformat(begins.isoformat()), date.fromisoformat(after.isoformat()) - timedelta(1),
    )  # fmt: skip
    civil = begins.year
    pair = f"{year}{mark} / {civil}م" if first else f"{civil}م ({year}{mark})"
    assert only(f"صدر النظام سنة {pair} في العاصمة").value == str(civil)


@quick
@given(st.integers(1900, 2049), st.integers(1, 12), st.integers(1, 28), st.integers(0, 1))
def test_months_by_number_letter_and_in_other_languages(year: int, month: int, day: int, form: int) -> None:
    found = only(f"وقع العقد في {day} {MONTHS[month - 1][form]} {year}")
    assert found.date_start == found.date_end == date(year, month, day)


@quick
@given(st.sampled_from(sorted(CENTURIES)), st.integers(1, 10), st.integers(1, 10))
def test_decades_of_a_century_by_number(century: int, first: int, second: int) -> None:
    base = (century - 1) * 100
    one = only(f"عرفت البلاد في العقد {ORDINALS[first - 1]} من القرن {CENTURIES[century]} نموا")
    assert (one.date_start, one.date_end) == (date(base + 10 * first - 10, 1, 1), date(base + 10 * first - 1, 12, 31))
    if first < second:
        two = only(f"في العقدين {ORDINALS[first - 1]} و{ORDINALS[second - 1]} من القرن {CENTURIES[century]}")
        assert two.date_start and two.date_end
        assert (two.date_start.year, two.date_end.year) == (base + 10 * first - 10, base + 10 * second - 1)


@quick
@given(st.integers(1950, 2040), st.integers(3, 9), st.booleans())
def test_first_and_last_months_of_a_year(year: int, count: int, first: bool) -> None:
    edge = "الأولى" if first else "الأخيرة"
    found = only(f"بيعت السيارات في الأشهر {COUNTS[count]} {edge} من عام {year}")
    months = (1, count) if first else (13 - count, 12)
    last = date(year, months[1], calendar.monthrange(year, months[1])[1])
    assert (found.date_start, found.date_end) == (date(year, months[0], 1), last)
    assert found.value == f"{year}-{months[0]:02}/{year}-{months[1]:02}"


@quick
@given(st.sampled_from(sorted(UNITS)), st.integers(2, 9))
def test_sets_carry_no_days(unit: str, count: int) -> None:
    singular, plural = UNITS[unit]
    every = f"كل {NTH[count]} {singular}" if count in NTH else f"كل {count} {plural}"
    found = only(f"تجتمع اللجنة {every} في المقر")
    assert (found.timex, found.value, found.date_start) == ("SET", f"P{count}{unit}", None)


@quick
@given(st.integers(1900, 2013), st.integers(1, 12), st.integers(1, 12), st.integers(1, 28), st.booleans())
def test_a_month_goes_on_in_the_year_of_the_date_before(
    year: int, month: int, later: int, day: int, next_sentence: bool
) -> None:
    link = ". وفي" if next_sentence else "، وفي"
    _, second = dates(
        f"وقع الملك العقد في {day} {MONTHS[month - 1][1]} {year}{link} {day} {MONTHS[later - 1][1]} ألغاه"
    )
    assert second.date_start is not None
    if later >= month:
        assert (second.date_start, second.anchor) == (date(year, later, day), "document")
    else:
        assert second.anchor == "published_on"


@quick
@given(st.sampled_from(["آنذاك", "قريبا", "سابقا"]), st.dates(date(1900, 1, 1)) | st.none())
def test_references_have_a_value_and_no_days(word: str, published_on: date | None) -> None:
    (found,) = dates(f"يعمل المهندس {word} في المصنع", published_on)
    assert found.value is not None and found.value.endswith("_REF")
    assert (found.date_start, found.date_end, found.anchor) == (None, None, "none")


@quick
@given(st.sampled_from([("مؤخرا", 31), ("حاليا", 0), ("الآن", 0)]), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_now_and_recently_end_at_publication(word: tuple[str, int], published_on: date) -> None:
    (found,) = dates(f"يعمل المهندس {word[0]} في المصنع", published_on)
    assert found.value is not None and found.value.endswith("_REF")
    assert (found.date_start, found.date_end) == (published_on - timedelta(word[1]), published_on)


@quick
@given(st.sampled_from(["أرجئت", "تأجلت", "أجلت"]), st.integers(1, 12), st.integers(1, 28))
def test_what_is_put_off_to_a_day_has_it_ahead(verb: str, month: int, day: int) -> None:
    found = only(f"{verb} الجلسة إلى {day} {MONTHS[month - 1][1]}")
    ahead = min(d for d in (date(year, month, day) for year in (2016, 2017)) if d > PUBLISHED)
    assert found.date_start == ahead


@quick
@given(st.integers(1344, 1498), st.integers(1, 12), st.integers(1, 12), st.booleans())
def test_hijri_months_from_and_to_share_the_year_of_the_second(year: int, first: int, last: int, between: bool) -> None:
    names = HIJRI_MONTHS[first - 1], HIJRI_MONTHS[last - 1]
    lead, link = ("بين", "و") if between else ("من", "إلى ")
    (found,) = [t for t in dates(f"دون الكتاب {lead} شهر {names[0]} {link}شهر {names[1]} {year}هـ") if t.date_start]
    begins = Hijri(year - (first > last), first, 1).to_gregorian().isoformat()
    ends = Hijri(year, last, Hijri(year, last, 1).month_length()).to_gregorian().isoformat()
    assert (str(found.date_start), str(found.date_end)) == (begins, ends)


@quick
@given(
    st.sampled_from(["سنة", "عام"]),
    st.integers(3, 10),
    st.sampled_from([("M", "أشهر"), ("D", "أيام"), ("W", "أسابيع")]),
)
def test_one_year_and_several_finer_units(year: str, count: int, unit: tuple[str, str]) -> None:
    found = only(f"سجن الرجل {year} و{count} {unit[1]}")
    assert (found.timex, found.value, found.date_start) == ("DURATION", f"P1Y{count}{unit[0]}", None)


@quick
@given(st.integers(2, 10), st.sampled_from(sorted(UNITS)), st.sampled_from(["على التوالي", "تواليا"]))
def test_so_many_in_a_row_last_as_long(n: int, code: str, row: str) -> None:
    feminine = code == "Y"
    ordinal = ORDINALS[n - 1] + ("ة" if feminine else "")
    found = only(f"يضرب العمال لل{UNITS[code][0]} {ordinal} {row}")
    assert (found.timex, found.value) == ("DURATION", f"P{n}{code}")
    lasted = {"D": n, "W": 7 * n}.get(code)
    first = PUBLISHED - timedelta(lasted - 1) if lasted else None
    assert (found.date_start, found.date_end) == (first, PUBLISHED if lasted else None)


@quick
@given(st.integers(2, 9), st.sampled_from(["عاما", "سنة", "يوما"]), st.booleans())
def test_the_last_tens_end_on_the_day_of_publication(tens: int, unit: str, nominative: bool) -> None:
    stem = ["العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع"][tens - 2]
    adjective = "الأخيرة" if unit == "سنة" else "الماضية"
    found = only(f"تغيرت المدينة خلال {stem}{'ون' if nominative else 'ين'} {unit} {adjective}")
    code = "D" if unit == "يوما" else "Y"
    assert (found.timex, found.value) == ("DURATION", f"P{tens * 10}{code}")
    start = PUBLISHED - timedelta(tens * 10) if code == "D" else PUBLISHED.replace(year=PUBLISHED.year - tens * 10)
    assert (found.date_start, found.date_end) == (start, PUBLISHED)


@quick
@given(st.integers(1, 40), st.sampled_from(["قبل", "منذ"]))
def test_hours_that_make_whole_days_are_a_day(days: int, led: str) -> None:
    found = only(f"غادر السفير {led} {days * 24} ساعة")
    day = PUBLISHED - timedelta(days)
    assert (found.timex, found.value, found.date_start, found.date_end) == ("DATE", day.isoformat(), day, day)


@quick
@given(st.integers(1990, 2030), st.booleans())
def test_the_night_of_a_feast_leads_to_it(year: int, is_night: bool) -> None:
    found = only(f"{'سهروا ليلة' if is_night else 'اجتمعوا عشية'} عيد الميلاد {year}")
    assert found.date_start == date(year, 12, 24)
    assert found.value == ("%d-12-24TNI" if is_night else "%d-12-24") % year


@quick
@given(st.integers(1, 28), st.integers(1, 12), st.integers(1950, 2015), st.sampled_from(["الليلة", "الصباح", "المساء"]))
def test_that_part_of_a_day_is_of_the_day_before_it(day: int, month: int, year: int, part: str) -> None:
    that = "تلك" if part == "الليلة" else "ذلك"
    found = dates(f"وصل الوفد في {day}/{month}/{year}. وفي {that} {part} غادر")
    assert len(found) == 2
    assert found[1].date_start == date(year, month, day)


GAPS = ["لأول مرة", "للمرة الأولى", "أعلى مستوى", "الأسوأ", "الأول من نوعه", "أول زيارة له"]


@quick
@given(st.sampled_from(GAPS), st.integers(3, 9), st.sampled_from(sorted(UNITS)))
def test_since_when_a_thing_had_not_been_is_a_length(lead: str, n: int, unit: str) -> None:
    gap = only(f"سجل المصرف {lead} منذ {n} {UNITS[unit][1]}")
    assert (gap.timex, gap.value, gap.date_start, gap.rule) == ("DURATION", f"P{n}{unit}", None, "gap")
    since = only(f"يعمل المصرف هنا منذ {n} {UNITS[unit][1]}")
    assert (since.timex, since.rule) == ("DATE", "duration_ago") and since.date_start is not None


@quick
@given(st.sampled_from(GAPS), st.integers(1950, 2015))
def test_a_year_since_which_a_thing_had_not_been_lends_nothing(lead: str, year: int) -> None:
    found = dates(f"سجل المصرف {lead} منذ {year}. وفي مارس أغلق")
    assert [(t.value, t.rule) for t in found] == [(str(year), "gap"), ("2016-03", "month")]


@quick
@given(st.integers(1950, 2016), st.integers(1, 3), st.integers(1, 3))
def test_several_quarters_of_a_year(year: int, first: int, more: int) -> None:
    last = min(4, first + more)
    found = only(f"في الربعين {ORDINALS[first - 1]} و{ORDINALS[last - 1]} من عام {year}")
    days = (date(year, 3 * first - 2, 1), date(year, 3 * last, calendar.monthrange(year, 3 * last)[1]))
    assert found.value == f"{year}-Q{first}/{year}-Q{last}"
    assert (found.date_start, found.date_end) == days
    opening = only(f"في الأرباع الثلاثة الأولى من {year}")
    assert (opening.date_start, opening.date_end) == (date(year, 1, 1), date(year, 9, 30))


@quick
@given(st.integers(1950, 2016), st.integers(0, 4), st.sampled_from(["السنة المالية", "العام المالي"]))
def test_a_year_of_accounts_has_no_days(year: int, quarter: int, word: str) -> None:
    part = f"الربع {ORDINALS[quarter - 1]} من " if quarter else ""
    found = only(f"ارتفعت الإيرادات في {part}{word} {year}")
    assert found.value == f"FY{year}" + (f"-Q{quarter}" if quarter else "")
    assert (found.date_start, found.date_end, found.reason) == (None, None, "fiscal_year")


@quick
@given(st.integers(2, 40), st.sampled_from(["منذ", "قبل"]))
def test_years_and_a_half_ago_are_a_month(years: int, lead: str) -> None:
    words = "عامين" if years == 2 else f"{years} {'أعوام' if years <= 10 else 'عاما'}"
    found = only(f"غادر {lead} {words} ونصف العام")
    then = PUBLISHED.year * 12 + PUBLISHED.month - 1 - 12 * years - 6
    assert found.grain == "month" and found.date_start is not None
    assert abs(found.date_start.year * 12 + found.date_start.month - 1 - then) <= 1


@quick
@given(st.integers(1990, 2030), st.booleans(), st.sampled_from([("عيد الفطر", 10, 1), ("عيد الأضحى", 12, 10)]))
def test_the_day_beside_a_feast(year: int, after: bool, feast: tuple[str, int, int]) -> None:
    name, month, day = feast
    hijri = year - 579
    found = only(f"هدأت الأسواق {'غداة' if after else 'عشية'} {name} {hijri}هـ")
    known = date.fromisoformat(Hijri(hijri, month, day).to_gregorian().isoformat())
    assert found.date_start == found.date_end == known + timedelta(1 if after else -1)


@quick
@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["بتوقيت غرينتش", "ت غ", "بتوقيت جرينتش"]))
def test_an_hour_in_four_digits_before_its_zone(hour: int, minute: int, zone: str) -> None:
    found = only(f"هزت الجزيرة عند الساعة {hour:02}{minute:02} {zone} هزة خفيفة")
    assert found.value == f"{PUBLISHED}T{hour:02}:{minute:02}"


@quick
@given(st.sampled_from(["يستمر", "تتواصل", "ويمتد"]), st.dates(PUBLISHED + timedelta(1), PUBLISHED + timedelta(360)))
def test_what_goes_on_until_a_day_has_it_ahead(verb: str, day: date) -> None:
    assert only(f"{verb} المعرض حتى {day.day} {MONTH_NAMES[day.month - 1]}").date_start == day


@quick
@given(st.sampled_from(["قبل", "منذ", "في", "خلال", "أواخر", "حتى"]), st.data())
def test_eras_by_name_keep_their_years(lead: str, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(list(read_csv("dates_eras.csv"))))
    found = only(f"بنيت القلعة {lead} {row['name']}")
    assert found.value == f"{int(row['first']):04}/{int(row['last']):04}"
    assert found.date_end == date(int(row["last"]), 12, 31)
    assert found.date_start is not None and (found.date_start.year == int(row["first"])) == (lead != "أواخر")


@quick
@given(st.integers(1, 6), st.integers(1, 10), st.booleans())
def test_an_hour_is_of_the_day_that_its_sentence_told(back: int, hour: int, ahead: bool) -> None:
    day = PUBLISHED + timedelta(back if ahead else -back)
    name = WEEKDAYS[day.isoweekday()]
    told = f"سيصل الوفد {name} إلى الميناء" if ahead else f"وصل الوفد {name} إلى الميناء"
    found = dates(f"{told} عند الساعة {HOURS[hour - 1]} صباحا")
    assert [each.value for each in found] == [f"{day}", f"{day}T{hour:02}:00"]


@quick
@given(st.integers(2001, 2014), st.integers(1, 12), st.integers(1, 28))
def test_a_year_that_heads_lines_is_that_of_their_days(year: int, month: int, day: int) -> None:
    name = MONTH_NAMES[month - 1]
    body = f"وصل رجل أمس السبت إلى القرية.\nأحداث العام {year}\nفي {day} {name} بني الجسر.\nوفي {day} {name} فتح.\n"
    found = [each for each in dates(body) if each.grain == "day" and each.anchor == "document"]
    assert [each.value for each in found] == [f"{year}-{month:02}-{day:02}"] * 2


@quick
@given(st.integers(1438, 1460), st.sampled_from([(10, "عيد الفطر", 1), (12, "عيد الأضحى", 10)]), st.integers(1, 4))
def test_days_of_the_feasts_count_from_their_first(year: int, feast: tuple[int, str, int], nth: int) -> None:
    month, name, first = feast
    opening = date.fromisoformat(Hijri(year, month, first).to_gregorian().isoformat())
    published = opening + timedelta(nth)
    which = ORDINALS[nth - 1]
    for phrase in (
        f"{NTH.get(nth, 'أول')} أيام {name}",
        f"{NTH.get(nth, 'أول')} أيام العيد",
        f"اليوم {which} من {name}",
    ):
        found = dates(f"ازدحمت الحدائق في {phrase}", published)
        assert [each.value for each in found] == [f"{opening + timedelta(nth - 1)}"], phrase


@quick
@given(st.integers(1, 4), st.integers(2005, 2016), st.integers(1, 4), st.sampled_from(["الفترة نفسها", "نفس الفترة"]))
def test_the_same_period_is_that_of_another_year(quarter: int, year: int, back: int, phrase: str) -> None:
    whole = f"الربع {ORDINALS[quarter - 1]} من {year}"
    _, same = dates(f"زادت الصادرات في {whole} مقارنة مع {phrase} من عام {year - back}")
    assert same.value == f"{year - back}-Q{quarter}"
    assert same.date_start == date(year - back, 3 * quarter - 2, 1)


@quick
@given(st.integers(2, 9), st.sampled_from(["قبل", "بعد"]), st.dates(date(2005, 1, 1), date(2015, 12, 31)))
def test_so_many_days_from_a_day(days: int, side: str, day: date) -> None:
    counted = (
        "يومين" if days == 2 else f"{ {3: 'ثلاثة', 4: 'أربعة', 5: 'خمسة', 6: 'ستة'}.get(days, days) } أيام".strip()
    )
    found = only(f"وصل الوفد {side} {day.day} {MONTH_NAMES[day.month - 1]} {day.year} ب{counted}")
    assert found.date_start == day + timedelta(days if side == "بعد" else -days)


@quick
@given(st.integers(1, 10), st.sampled_from([("خمس", 5), ("عشر", 10), ("ثلاث", 3)]))
def test_an_hour_less_minutes(hour: int, less: tuple[str, int]) -> None:
    found = only(f"توقفت الساعة على {HOURS[hour - 1]} إلا {less[0]} دقائق")
    assert found.value == f"{PUBLISHED}T{(hour - 1) % 24:02}:{60 - less[1]:02}"


@quick
@given(
    st.lists(st.sampled_from(range(1, 8)), min_size=2, max_size=4, unique=True),
    st.sampled_from(
        [("كل ", False, ""), ("كل يوم ", False, ""), ("أيام ", True, " من كل أسبوع"), ("أيام ", True, " أسبوعيا")]
    ),
)
def test_several_weekdays_of_every_week(days: list[int], form: tuple[str, bool, str]) -> None:
    head, definite, mark = form
    names = [WEEKDAYS[day] if definite else WEEKDAYS[day][2:] for day in days]
    found = dates(f"يجتمعون {head}{' و'.join(names)}{mark}")
    assert [(each.timex, each.value, each.date_start) for each in found] == [
        ("SET", f"XXXX-WXX-{day}", None) for day in days
    ]


@quick
@given(st.integers(1, 31), st.sampled_from(["في ", "يوم ", "كل عام وفي "]))
def test_a_day_of_every_month(day: int, lead: str) -> None:
    assert dates(f"تدفع الرواتب {lead}{day} من كل شهر")[-1].value == f"XXXX-XX-{day:02}"


@quick
@given(st.integers(-120, 120).filter(bool), st.sampled_from(["كان من المقرر أن تصل", "كان مقررا أن تعقد"]))
def test_a_plan_was_for_the_nearest_of_its_days(away: int, plan: str) -> None:
    day = PUBLISHED + timedelta(away)
    assert only(f"{plan} في {day.day} {MONTH_NAMES[day.month - 1]}").date_start == day
    weekday = PUBLISHED + timedelta(away % 7 - 3)
    assert only(f"{plan} {WEEKDAYS[weekday.isoweekday()]}").date_start == weekday


@quick
@given(st.integers(1344, 1499), st.integers(1, 12), st.integers(1, 29), st.integers(-3, 3))
def test_the_weekday_of_a_hijri_day_corrects_it_by_one(year: int, month: int, day: int, off: int) -> None:
    calculated = Hijri(year, month, day).to_gregorian()
    weekday = WEEKDAYS[(calculated + timedelta(off)).isoweekday()]
    found = only(f"اجتمعوا {weekday} {day} {HIJRI_MONTHS[month - 1]} {year}هـ")
    assert found.date_start == calculated + timedelta(off if abs(off) == 1 else 0)


@quick
@given(st.integers(1, 6), st.sampled_from(["تلتقي", "تزور", "تستقبل"]), st.sampled_from(["التقت", "زارت", "استقبلت"]))
def test_a_headline_in_the_present_tense_is_of_the_day_of_its_news(ago: int, headline: str, told: str) -> None:
    day = PUBLISHED - timedelta(ago)
    weekday = WEEKDAYS[day.isoweekday()]
    found = dates(f"الوزيرة {headline} السفير {weekday}\n\n{told} الوزيرة السفير {weekday} في مكتبها")
    assert [each.date_start for each in found] == [day, day]
    (ahead,) = dates(f"الوزيرة {headline} السفير {weekday}\n\nتحدثت الصحف عن اللقاء")
    assert ahead.date_start == day + timedelta(7)


@quick
@given(
    st.integers(3, 8),
    st.integers(1, 2),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from([("من ", " إلى "), ("بين ", " و"), ("خلال ", " إلى "), ("", " أو "), ("لمدة ", "-")]),
    st.booleans(),
)
def test_from_one_length_to_another(low: int, more: int, code: str, form: tuple[str, str], spelt: bool) -> None:
    numbers = ["", "", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
    high = low + more
    first, last = (numbers[low], numbers[high]) if spelt else (str(low), str(high))
    found = only(f"توقفت الرحلات {form[0]}{first}{form[1]}{last} {UNITS[code][1]} بسبب الثلوج")
    assert (found.timex, found.value, found.date_start) == ("DURATION", f"P{low}{code}/P{high}{code}", None)
    assert found.text.endswith(UNITS[code][1])


@quick
@given(st.integers(1950, 2015), st.integers(1, 10), st.sampled_from(["عام", "العام", "سنة"]))
def test_a_month_by_its_place_in_a_year(year: int, month: int, word: str) -> None:
    found = only(f"ارتفعت الأسعار في الشهر {ORDINALS[month - 1]} من {word} {year}")
    assert (found.value, found.date_start) == (f"{year}-{month:02}", date(year, month, 1))
    assert found.date_end == date(year, month, calendar.monthrange(year, month)[1])


@quick
@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from([" - ", " | ", "  "]))
def test_hours_at_the_heads_of_lines(hour: int, minute: int, mark: str) -> None:
    found = dates(f"عاجل\n{hour:02}:{minute:02}{mark}وصلت القافلة\n07:05{mark}غادرت القافلة")
    assert [each.value for each in found] == [f"{PUBLISHED}T{hour:02}:{minute:02}", f"{PUBLISHED}T07:05"]


@quick
@given(st.integers(3, 10), st.sampled_from(PARTS))
def test_parts_of_a_unit_are_told_in_the_finer_one(count: int, form: tuple[str, str]) -> None:
    assert only(f"استمر العرض {count} {form[0]}").value == form[1].format(count)


@quick
@given(st.integers(1950, 2015), st.integers(1, 28), st.integers(1, 12))
def test_a_day_is_of_the_year_that_opens_its_sentence(year: int, day: int, month: int) -> None:
    found = dates(f"وصل الوفد أمس. وفي عام {year} سقطت المدينة وقتل الحاكم في {day} {MONTH_NAMES[month - 1]}")
    assert found[-1].date_start == date(year, month, day)


@quick
@given(
    st.integers(1, 27), st.integers(1, 27), st.integers(1, 12), st.integers(1344, 1499), st.sampled_from(["/", " / "]),
    st.sampled_from(["إلى", "حتى", "-"]), st.booleans(),
)  # fmt: skip
def test_days_of_a_month_in_digits(a: int, b: int, month: int, year: int, slash: str, link: str, hijri: bool) -> None:
    first, last = min(a, b), max(a, b) + 1
    number = year if hijri else year + 580
    found = only(f"امتدت الدورة من {first} {link} {last}{slash}{month}{slash}{number}{'هـ' if hijri else 'م'}")
    ends = [Hijri(year, month, day).to_gregorian() if hijri else date(number, month, day) for day in (first, last)]
    assert (found.date_start, found.date_end) == (date(*ends[0].datetuple()) if hijri else ends[0],
                                                  date(*ends[1].datetuple()) if hijri else ends[1])  # fmt: skip
    assert found.calendar == ("hijri" if hijri else "gregorian")


@quick
@given(st.integers(1, 12), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_months_up_to_another_of_the_past(first: int, last: int, published_on: date) -> None:
    if first >= last:
        return
    (found,) = dates(f"هبطت الأسعار من {MONTH_NAMES[first - 1]} حتى {MONTH_NAMES[last - 1]} الماضيين", published_on)
    assert found.date_start is not None and found.date_end is not None
    year = published_on.year - (last >= published_on.month)
    assert (found.date_start.year, found.date_start.month) == (year, first)
    assert (found.date_end.year, found.date_end.month) == (year, last)


@quick
@given(st.integers(1, 9), st.integers(0, 59))
def test_tenths_of_an_hour_are_exact(hours: int, minutes: int) -> None:
    if minutes % 3 == 0:
        decimal = Decimal(hours) + Decimal(minutes) / 60
        expected = f"PT{hours}H" + (f"{minutes}M" if minutes else "")
        assert only(f"استغرق الطريق {decimal.normalize()} ساعة").value == expected


@quick
@given(st.integers(1, 9), st.sampled_from(["الفجر", "الصباح"]), st.sampled_from(["", " والنصف"]), st.integers(0, 6))
def test_an_hour_from_a_part_of_a_weekday(hour: int, part: str, half: str, back: int) -> None:
    day = PUBLISHED - timedelta(back)
    found = only(f"وقع عند {HOURS[hour - 1]}{half} من {part[2:]} {WEEKDAYS[day.isoweekday()]} انفجار")
    assert (found.timex, found.value) == ("TIME", f"{day}T{hour:02}:{30 if half else 0:02}")


@quick
@given(st.integers(1, 30), st.integers(0, 11), st.sampled_from(["-", " - "]))
def test_the_night_between_two_weekdays_and_their_dates(day: int, month: int, dash: str) -> None:
    evening = date(2016, month + 1, min(day, calendar.monthrange(2016, month + 1)[1] - 1))
    morning = evening + timedelta(1)
    names = f"{WEEKDAYS[evening.isoweekday()]} {WEEKDAYS[morning.isoweekday()]}"
    found = only(f"جرى ذلك ليلة {names} {evening.day}{dash}{morning.day} {MONTH_NAMES[month]} 2016 قرب السوق")
    assert (found.value, found.date_start, found.date_end) == (f"{evening}TNI", evening, morning)


@quick
@given(st.sampled_from("DWMY"), st.sampled_from(["كامل", "كاملا", "بأكمله"]), st.booleans())
def test_a_whole_unit_is_one(unit: str, whole: str, through: bool) -> None:
    word = {"D": "يوم", "W": "أسبوع", "M": "شهر", "Y": "عام"}[unit]
    accusative = "ا" if whole == "كاملا" else ""
    assert only(f"مكث هناك {word}{accusative} {whole}").value == f"P1{unit}"
    if through and unit != "D":
        length = only(f"ظل مغلقا طيلة ال{word} بسبب الثلج")
        assert (length.timex, length.value, length.date_start) == ("DURATION", f"P1{unit}", None)


@quick
@given(st.integers(2, 9), st.integers(3, 9), st.sampled_from(["يوم", "ساعة"]))
def test_a_definite_count_in_two_words(ones: int, tens: int, unit: str) -> None:
    one = ["", "", "الاثنين", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثماني", "التسع"][max(ones, 3)]
    ten = ["", "", "", "الثلاثين", "الأربعين", "الخمسين", "الستين", "السبعين", "الثمانين", "التسعين"][tens]
    units = {"يوم": "الأيام", "ساعة": "الساعات"}[unit]
    one += "ة" if unit == "يوم" else ""
    found = only(f"سقط المطر خلال {units} {one} و{ten} الماضية").value
    assert found == (f"P{tens * 10 + max(ones, 3)}D" if unit == "يوم" else f"PT{tens * 10 + max(ones, 3)}H")


@quick
@given(
    st.integers(1950, 2010), st.sampled_from(["صيف", "ربيع", "خريف"]), st.sampled_from(["العام نفسه", "السنة ذاتها"])
)
def test_the_year_of_a_winter_is_its_second(year: int, season: str, same: str) -> None:
    first, second = dates(f"هطل الثلج في شتاء عام {year} وكثرت السيول في {season} {same}")
    assert first.date_end is not None and first.date_end.year == year
    assert second.date_start is not None and second.date_start.year == year


@quick
@given(st.integers(3, 10), st.integers(2, 9), st.integers(1, 20))
def test_days_after_the_day_that_a_sentence_told(count: int, month: int, day: int) -> None:
    told = date(2005, month, day)
    number = ["", "", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"][count]
    _, after = dates(f"وصل الوفد في {day} {MONTH_NAMES[month - 1]} 2005 وغادر وبعد {number} أيام عاد")
    assert (after.date_start, after.anchor) == (told + timedelta(count), "document")


@quick
@given(
    st.integers(3, 60), st.sampled_from([("يوميا", "P1D"), ("في الأسبوع", "P1W"), ("شهريا", "P1M"), ("كل عام", "P1Y")])
)
def test_a_number_of_times_belongs_to_its_set(count: int, period: tuple[str, str]) -> None:
    noun = "مرات" if count <= 10 else "مرة"
    found = only(f"يزور القرية {count} {noun} {period[0]}")
    assert (found.timex, found.value) == ("SET", period[1])
    assert found.text == f"{count} {noun} {period[0]}"


SEASONS_OF_SPORT = {"PAST_REF": ["الماضي", "السابق", "المنصرم"], "PRESENT_REF": ["الحالي", "الجاري"],
                    "FUTURE_REF": ["المقبل", "القادم"]}  # fmt: skip


@quick
@given(st.sampled_from([(ref, word) for ref, words in SEASONS_OF_SPORT.items() for word in words]))
def test_a_season_of_sport_points_without_days(case: tuple[str, str]) -> None:
    found = only(f"لعب النادي في الموسم {case[1]} بلا مدرب")
    assert (found.value, found.date_start, found.reason) == (case[0], None, "vague")


@quick
@given(st.integers(1430, 1445), st.integers(1, 12), st.integers(1, 9), st.sampled_from(["نفسه", "ذاته"]))
def test_a_day_of_the_same_hijri_month(year: int, month: int, day: int, same: str) -> None:
    later = ["العاشر", "العشرين"][day % 2]
    _, found = dates(f"عين في {day} {HIJRI_MONTHS[month - 1]} {year}هـ وتسلم في {later} من الشهر {same}")
    assert found.date_start == Hijri(year, month, 20 if day % 2 else 10).to_gregorian()
    assert (found.calendar, found.anchor) == ("hijri", "document")


@quick
@given(st.integers(1990, 2015), st.integers(1410, 1436), st.booleans())
def test_two_years_as_the_line_runs(year: int, lunar: int, hijri: bool) -> None:
    """An editor that draws from right to left leaves the later year first."""
    first = lunar if hijri else year
    found = only(f"يبدأ العام الدراسي {first + 1}/{first}{'هـ' if hijri else ''}")
    straight = only(f"يبدأ العام الدراسي {first}/{first + 1}{'هـ' if hijri else ''}")
    assert (found.date_start, found.date_end) == (straight.date_start, straight.date_end)


@quick
@given(
    st.integers(1, 27), st.integers(1, 12), st.sampled_from(["أرجئت الجلسة", "تأجلت الجلسة", "تأجيل الجلسة"]), st.data()
)
def test_put_off_from_one_day_to_another(day: int, month: int, verb: str, data: st.DataObject) -> None:
    later = data.draw(st.integers(day + 1, 28))
    name = MONTH_NAMES[month - 1]
    found = dates(f"{verb} من {day} {name} 2014 إلى {later} {name} 2014")
    assert [t.value for t in found] == [f"2014-{month:02}-{n:02}" for n in (day, later)]


@quick
@given(st.integers(1900, 1990), st.integers(3, 9))
def test_years_after_the_year_before(year: int, count: int) -> None:
    counts = COUNTS[count].removeprefix("ال").removesuffix("ة")
    found = dates(f"تأسس النادي عام {year}، وبعد {counts} سنوات فاز بالكأس")
    assert [t.value for t in found] == [f"{year}", f"{year + count}"]


@quick
@given(st.integers(2000, 2030), st.integers(1, 12), st.booleans())
def test_two_quarters_ahead_and_gone_by(year: int, month: int, ahead: bool) -> None:
    adjective, first = ("المقبلين", 1) if ahead else ("الماضيين", -2)
    (found,) = dates(f"تقدير النمو في الربعين {adjective}", date(year, month, 5))
    quarter = year * 4 + (month - 1) // 3 + first
    assert found.value == "/".join(f"{q // 4}-Q{q % 4 + 1}" for q in (quarter, quarter + 1))


@quick
@given(
    st.sampled_from([("1er", "janvier", 1), ("5th", "May", 5), ("22nd", "june", 6), ("3rd", "Sep", 9)]),
    st.integers(1950, 2030),
)
def test_latin_ordinals(written: tuple[str, str, int], year: int) -> None:
    day, name, month = written
    found = only(f"وصل الرد في {day} {name} {year} إلى المكتب")
    assert found.value == f"{year}-{month:02}-{int(day[:-2]):02}"


@quick
@given(
    st.sampled_from([("التقرير", "ال{}"), ("الزيارة", "ال{}ة"), ("تقارير", "{}ة"), ("اجتماع", "{}")]),
    st.sampled_from([("سنوي", "P1Y"), ("أسبوعي", "P1W")]),
)
def test_an_adjective_says_how_often(noun: tuple[str, str], adjective: tuple[str, str]) -> None:
    head, form = noun
    found = only(f"ناقش الوفد {head} {form.format(adjective[0])} مع الوزير")
    assert (found.timex, found.value, found.date_start) == ("SET", adjective[1], None)


@quick
@given(st.sampled_from(["أعلن", "أكد", "شهد"]), st.sampled_from(["الجيش", "الوزير", "الحزب"]))
def test_before_that_is_some_time_gone_by(verb: str, who: str) -> None:
    found = only(f"وكان {who} {verb} قبل ذلك أنه لن يعود")
    assert (found.value, found.date_start) == ("PAST_REF", None)
