"""Noise, spelling of the digits and neighbours change neither the value of a figure nor what it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.dates import find_dates
from etl.documents import Figure
from etl.figures import find_figures
from etl.numbers import find_numbers
from etl.syntax.trees import Trees
from etl.text import read_text

#: The first example loads the tables.
quick = settings(max_examples=60, deadline=None)
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MARKS = ("\u064e", "\u0650", "\u0640", "\u200f", "\u0651")
QUALIFIERS = {
    "": "exact", "نحو ": "about", "أكثر من ": "more_than", "ما لا يقل عن ": "at_least", "أقل من ": "less_than",
    "ما لا يزيد على ": "at_most",
}  # fmt: skip
NOUNS = {
    "شخصا": ("persons", None), "دولارا": ("money", "USD"), "كيلومترا": ("distance", "km"), "%": ("percent", "%"),
    "عائلة": ("households", None), "طنا": ("weight", "t"), "ليرة تركية": ("money", "TRY"), "منزلا": ("count", None),
}  # fmt: skip


def figures(raw: str) -> tuple[Figure, ...]:
    text = read_text(raw)
    return find_figures(text, find_numbers(text), ())


@quick
@given(
    st.integers(11, 99),
    st.sampled_from(sorted(QUALIFIERS)),
    st.sampled_from(sorted(NOUNS)),
    st.booleans(),
    st.booleans(),
)
def test_qualifier_value_and_unit(n: int, qualifier: str, noun: str, eastern: bool, is_broken: bool) -> None:
    phrase = f"{qualifier}{n} {noun}".translate(EASTERN if eastern else {})
    phrase = phrase.replace(" ", "\n", 1) if is_broken and "%" not in phrase else phrase
    raw = f"قال البيان إن المجموع {phrase}."
    (figure,) = figures(raw)
    bounds = {"exact": (n, n), "about": (n, n), "more_than": (n, None), "at_least": (n, None)}
    assert (figure.low, figure.high) == bounds.get(QUALIFIERS[qualifier], (None, n))
    assert figure.qualifier == QUALIFIERS[qualifier]
    assert (figure.unit, figure.unit_code) == NOUNS[noun]
    assert raw[figure.start : figure.end] == figure.text == phrase


@quick
@given(st.integers(0, 3), st.lists(st.integers(0, len(MARKS)), min_size=1, max_size=12))
def test_noise_changes_nothing(which: int, marks: list[int]) -> None:
    sentence = (
        "مقتل ما لا يقل عن خمسة وعشرين مدنيا وإصابة 140 آخرين",
        "نزح ما بين عشرة آلاف وخمسة عشر ألف شخص",
        "خصصت تركيا مليونا ونصف المليون ليرة لإعادة بناء 3 مدارس",
        "قتل جنديان وأصيب آخر في غارتين",
    )[which]
    noisy = "".join(
        c + (MARKS[k - 1] if (k := marks[i % len(marks)]) and "ء" <= c <= "ي" else "") for i, c in enumerate(sentence)
    )
    plain, found = figures(sentence), figures(noisy)
    assert [(f.low, f.high, f.qualifier, f.unit, f.unit_code, f.kind, f.rule) for f in found] == [
        (f.low, f.high, f.qualifier, f.unit, f.unit_code, f.kind, f.rule) for f in plain
    ]
    assert all(noisy[f.start : f.end] == f.text for f in found)


@quick
@given(st.text(alphabet="0123456789٣.,٫٪%$ -و/:()\nالفمئةخسعشرنيقتكب", max_size=80))
def test_any_text_gives_sorted_figures_that_say_what_they_are(raw: str) -> None:
    found = figures(raw)
    assert [f.start for f in found] == sorted(f.start for f in found)
    for figure in found:
        assert raw[figure.start : figure.end] == figure.text
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high


PIECES = (
    "9 0 20 1,5 % $ ال و بين من إلى - أو نصف أرباع ثلثا عشرات الآلاف مليونا ألف ونيف بضعة خمس الخامس عشر وعشرون بعد "
    "المئة في فاصلة كل واحد قتيل جنديين شخصا دينار سنتا مربع درجة تحت الصفر على الأقل أكثر ( ) . \n"
).split(" ")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_order_of_words_is_read(pieces: list[str]) -> None:
    raw = " ".join(pieces)
    for figure in figures(raw):
        assert raw[figure.start : figure.end] == figure.text
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@quick
@given(st.lists(st.sampled_from(["قتل 20 شخصا.", "نزح ألف مدني.", "شن الطيران غارتين."]), min_size=1, max_size=6))
def test_paragraphs_do_not_change_each_other(paragraphs: list[str]) -> None:
    apart = [f.text for paragraph in paragraphs for f in figures(paragraph)]
    assert [f.text for f in figures("\n\n".join(paragraphs))] == apart


@quick
@given(
    st.integers(1, 9), st.integers(2, 10), st.sampled_from(("السكان", "من الأعضاء", "المنازل", "لتر")), st.booleans()
)
def test_written_fraction_is_part_over_whole(part: int, whole: int, noun: str, eastern: bool) -> None:
    raw = f"شمل القرار {part}/{whole} {noun}".translate(EASTERN if eastern else {})
    found = [figure for figure in figures(raw) if figure.rule == "fraction_slash"]
    if part >= whole:
        assert not found
    else:
        assert found[0].best == pytest.approx(part / whole)
        assert found[0].text.endswith(noun)


@quick
@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from((" إلى ", ":")), st.sampled_from(("نسبة", "بنسبة")))
def test_proportion_is_one_number_to_the_other(one: int, other: int, to: str, led: str) -> None:
    (figure,) = figures(f"خلطوا المادتين {led} {one}{to}{other} في المصنع")
    assert figure.best == pytest.approx(one / other)
    assert (figure.unit, figure.qualifier, figure.text) == ("ratio", "exact", f"{one}{to}{other}")


@quick
@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(("من كل", "من بين كل")), st.sampled_from(("", "أشخاص ")))
def test_so_many_of_every(part: int, whole: int, of: str, noun: str) -> None:
    found = figures(f"يعاني {part} {noun}{of} {whole} من المرض")
    if part < whole:
        (figure,) = found
        assert (figure.unit, figure.flow, figure.best) == ("fraction", "share", pytest.approx(part / whole))
    else:
        assert {figure.unit for figure in found} <= {"count", "persons"}


@quick
@given(st.integers(1, 999), st.sampled_from(("‰", " ‰", " في الألف", " بالألف")))
def test_per_mille_keeps_its_number(n: int, sign: str) -> None:
    (figure,) = figures(f"بلغ المعدل {n}{sign} هذا العام")
    assert (figure.unit, figure.unit_code, figure.best) == ("per_mille", "[ppth]", n)


@quick
@given(
    st.sampled_from(("عدد", "أعداد", "كثير", "العديد", "عدد كبير", "أعداد كبيرة")),
    st.sampled_from(("", "و")),
    st.sampled_from(("المدنيين", "الجنود", "الأطفال", "النازحين", "العائلات", "النساء")),
    st.sampled_from(("", "هؤلاء ")),
)
def test_many_without_a_number_are_three_or_more(many: str, clitic: str, noun: str, these: str) -> None:
    (figure,) = figures(f"اعتقلت القوة 12 رجلا {clitic}{many} من {these}{noun} أمس")[1:]
    assert figure.text == f"{many} من {these}{noun}"
    assert (figure.low, figure.high, figure.best, figure.qualifier) == (3, None, None, "order_of_magnitude")
    assert (figure.kind, figure.counted) == ("detained", noun)


TERMS = {
    "سنة": ("a", 11, 40), "سنوات": ("a", 3, 10), "شهرا": ("mo", 11, 40), "أشهر": ("mo", 3, 10), "يوما": ("d", 11, 90),
    "أسابيع": ("wk", 3, 10),
}  # fmt: skip


@quick
@given(
    st.sampled_from(sorted(TERMS)),
    st.data(),
    st.sampled_from(("بالسجن", "بالحبس لمدة", "بالسجن مدة", "بحبس الموظف", "بسجنه")),
    st.sampled_from(sorted(QUALIFIERS)),
)
def test_term_of_imprisonment_counts_its_unit(unit: str, data: st.DataObject, led: str, qualifier: str) -> None:
    code, low, high = TERMS[unit]
    n = data.draw(st.integers(low, high))
    raw = f"قضت المحكمة {led} {qualifier}{n} {unit} أمس"
    text = read_text(raw)
    numbers = find_numbers(text)
    (figure,) = find_figures(text, numbers, find_dates(text, numbers, date(2017, 3, 8)))
    assert figure.text == f"{qualifier}{n} {unit}"
    assert (figure.unit, figure.unit_code, figure.qualifier) == ("duration", code, QUALIFIERS[qualifier])
    assert n in (figure.low, figure.high)


@quick
@given(
    st.lists(st.integers(3, 10), min_size=1, max_size=4),
    st.integers(0, 9),
    st.sampled_from(["بينهم ", "من بينهم ", "بمن فيهم ", "هم ", "("]),
    st.booleans(),
    st.integers(3, 10),
)
def test_parts_and_their_whole_never_count_twice(
    parts: list[int], rest: int, lead: str, comma: bool, injured: int
) -> None:
    nouns = ("أطفال", "جنود", "عمال", "نساء")
    listed = " و".join(f"{n} {noun}" for n, noun in zip(parts, nouns, strict=False))
    total = sum(parts) + rest
    inner = f"{lead}{listed}" + (")" if lead == "(" else "")
    raw = f"قتل {total} مدنيا{'،' if comma and lead != '(' else ''} {inner} وأصيب {injured} ركاب"
    whole, *of_it, other = figures(raw)
    assert [f.part_of for f in (whole, *of_it, other)] == [None, *[0] * len(parts), None]
    assert [f.low for f in of_it] == parts
    assert {f.kind for f in (whole, *of_it)} == {"killed"} and other.kind == "injured"
    assert sum(f.low or 0 for f in figures(raw) if f.kind == "killed" and f.part_of is None) == total


@quick
@given(
    st.integers(3, 10),
    st.integers(11, 99),
    st.sampled_from(["من أصل", "من بين"]),
    st.sampled_from([("جنود", "جنديا"), ("ركاب", "راكبا"), ("مهاجرين", "مهاجرا")]),
    st.booleans(),
)
def test_some_of_so_many_count_the_same(some: int, many: int, of: str, noun: tuple[str, str], first: bool) -> None:
    phrase = f"{some} {noun[0]} {of} {many}" if first else f"{some} {of} {many} {noun[1]}"
    part, whole = figures(f"نجا {phrase}")
    assert (part.low, part.unit, part.part_of) == (some, "persons", 1)
    assert (whole.low, whole.unit, whole.part_of) == (many, "persons", None)


@quick
@given(
    st.integers(11, 99),
    st.sampled_from(["لا", "لم", "لن", "ولا", "ولم"]),
    st.sampled_from(["يتجاوز عددهم", "يزيد عددهم على", "يتجاوز عدد القتلى", "يتجاوز"]),
)
def test_a_denied_bound_is_the_other_one(n: int, no: str, verb: str) -> None:
    (denied,) = figures(f"{no} {verb} {n} شخصا")
    (said,) = figures(f"{verb} {n} شخصا")
    assert (said.low, said.high, said.qualifier) == (n, None, "more_than")
    assert (denied.low, denied.high, denied.qualifier) == (None, n, "at_most")


@quick
@given(
    st.sampled_from([("كيلومتر", "km"), ("طن", "t"), ("دولار", "USD"), ("لتر", "L"), ("هكتار", "har")]),
    st.sampled_from([("نصف", 1.5), ("ربع", 1.25)]),
    st.booleans(),
)
def test_one_unit_and_a_part_of_it(unit: tuple[str, str], part: tuple[str, float], again: bool) -> None:
    raw = f"بقي {unit[0]} و{part[0]}" + (f" ال{unit[0]}" if again else "")
    (figure,) = figures(raw)
    assert (figure.low, figure.high, figure.unit_code) == (part[1], part[1], unit[1])
    assert raw.endswith(figure.text)


@quick
@given(
    st.sampled_from(["السجن", "بالسجن", "الحبس", "بالأشغال الشاقة"]),
    st.sampled_from(["المؤبد", "المؤبدة", "مدى الحياة"]),
    st.sampled_from(["", " بحق المتهم", " لثلاثة متهمين"]),
)
def test_a_term_for_life_has_no_number(prison: str, life: str, tail: str) -> None:
    found = figures(f"قضت المحكمة {prison} {life}{tail}")
    (term,) = [f for f in found if f.unit == "duration"]
    assert (term.low, term.high, term.best, term.unit_code, term.text) == (None, None, None, "life", life)


@quick
@given(
    st.integers(11, 99),
    st.sampled_from(["مقتل", "وإصابة", "باعتقال", "استشهاد", "تحرير", "إنقاذ"]),
    st.sampled_from(["مدنيا", "مقاتلا", "شخصا"]),
)
def test_digits_glued_to_a_word_count_what_follows(n: int, word: str, noun: str) -> None:
    (figure,) = figures(f"أعلن المصدر {word}{n} {noun}")
    assert (figure.low, figure.text) == (n, f"{n} {noun}")


@quick
@given(
    st.lists(st.integers(3, 9), min_size=2, max_size=4),
    st.sampled_from(["", " مدنيين", " جنود"]),
    st.sampled_from([("قتل", "killed"), ("أصيب", "injured")]),
    st.sampled_from(["before", "behind", "none"]),
)
def test_counts_of_a_list_add_up(counts: list[int], noun: str, verb: tuple[str, str], total: str) -> None:
    towns = ["عدن", "تعز", "لحج", "مأرب"]
    listed = " و".join(f"{n}{noun} في {town}" for n, town in zip(counts, towns, strict=False))
    whole = f"{sum(counts)} شخصا"
    raw = {"before": f"{verb[0]} {whole}: {listed}.", "behind": f"{verb[0]} {listed}. {verb[0]} بذلك {whole}."}
    found = figures(raw.get(total, f"{verb[0]} {listed}."))
    assert {figure.kind for figure in found} == {verb[1]} and {figure.unit for figure in found} == {"persons"}
    assert sum(figure.best or 0 for figure in found if figure.part_of is None) == sum(counts)


@quick
@given(st.integers(3, 60), st.sampled_from(["طفل", "جندي", "امرأة"]), st.sampled_from(["بينهم", "من بينهم", "منهم"]))
def test_one_of_those_counted_is_a_part(n: int, one: str, among: str) -> None:
    noun = "أشخاص" if n <= 10 else "شخصا"
    whole, part = figures(f"مقتل {n} {noun} {among} {one} في الغارة")
    assert (part.best, part.kind, part.part_of, whole.best) == (1, "killed", 0, n)


@quick
@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["-", " - ", " -"]), st.sampled_from(["بنتيجة ", ""]))
def test_a_score_counts_nothing(ours: int, theirs: int, dash: str, lead: str) -> None:
    assert figures(f"خسر الفريق {lead}{ours}{dash}{theirs} أمام جاره") == ()


@quick
@given(
    st.integers(3, 10),
    st.sampled_from([("مترين", "أمتار", "m"), ("طنين", "أطنان", "t"), ("كيلومترين", "كيلومترات", "km")]),
    st.sampled_from([("من ", " إلى "), ("بين ", " و"), ("", " أو ")]),
    st.booleans(),
)  # fmt: skip
def test_ranges_of_measures(high: int, unit: tuple[str, str, str], form: tuple[str, str], dual: bool) -> None:
    low = 2 if dual else high - 1
    first = unit[0] if dual else str(low)
    phrase = f"{form[0]}{first}{form[1]}{high} {unit[1]}"
    (figure,) = figures(f"يحتاج المشروع إلى {phrase} من القماش")
    assert (figure.low, figure.high, figure.best, figure.qualifier) == (low, high, None, "between")
    assert (figure.unit_code, figure.text) == (unit[2], phrase)


@quick
@given(st.lists(st.integers(-60, -1), min_size=2, max_size=2, unique=True))
def test_ranges_below_zero_run_upwards(ends: list[int]) -> None:
    (figure,) = figures(f"تتراوح الحرارة بين {ends[0]} و{ends[1]} درجة مئوية")
    assert (figure.low, figure.high) == (min(ends), max(ends))
    assert (figure.unit, figure.unit_code) == ("temperature", "Cel")


@quick
@given(st.integers(3, 10), st.sampled_from(["تضاعفت الأسعار", "يتضاعف عدد السكان", "مضاعفة الإنتاج"]), st.booleans())
def test_times_of_growth_are_multiples(times: int, grown: str, spelt: bool) -> None:
    words = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
    (figure,) = figures(f"{grown} {words[times - 3] if spelt else times} مرات")
    assert (figure.unit, figure.best) == ("multiple", times)
    (visits,) = figures(f"زار السفير المدينة {words[times - 3] if spelt else times} مرات")
    assert visits.unit == "count"


@quick
@given(st.integers(1, 9), st.integers(1, 10), st.sampled_from(["من", "من أصل"]))
def test_so_many_out_of_so_many(part: int, more: int, link: str) -> None:
    whole = part + more
    noun = "ناخبين" if 3 <= whole <= 10 else "ناخبا"
    first, second = figures(f"حضر {part} {link} {whole} {noun} إلى القاعة")
    assert (first.best, second.best, first.part_of, second.part_of) == (part, whole, 1, None)
    assert first.unit == second.unit == "persons"


@quick
@given(
    st.sampled_from([("كيلومترات", "متر", "m", 1000), ("أطنان", "كيلوغرام", "kg", 1000), ("أمتار", "سم", "cm", 100)]),
    st.integers(3, 10),
    st.integers(1, 1500),
    st.sampled_from([" و", " و "]),
    st.sampled_from(sorted(QUALIFIERS)),
)
def test_a_measure_in_two_units_is_their_sum(
    units: tuple[str, str, str, int], whole: int, part: int, link: str, qualifier: str
) -> None:
    coarse, fine, code, parts = units
    phrase = f"{qualifier}{whole} {coarse}{link}{part} {fine}"
    found = figures(f"بلغ المجموع {phrase}")
    if part >= parts:
        assert [figure.unit_code for figure in found][-1] == code and len(found) == 2
        return
    (figure,) = found
    total = whole * parts + part
    bounds = {"exact": (total, total), "about": (total, total), "more_than": (total, None), "at_least": (total, None)}
    assert (figure.low, figure.high) == bounds.get(QUALIFIERS[qualifier], (None, total))
    assert (figure.unit_code, figure.qualifier, figure.text) == (code, QUALIFIERS[qualifier], phrase)


@quick
@given(st.integers(0, 99), st.integers(1, 99), st.sampled_from(".,"), st.booleans())
def test_decimals_glued_to_a_metre(whole: int, part: int, point: str, eastern: bool) -> None:
    number = f"{whole}{point}{part:02}"
    (figure,) = figures(f"بلغ طول الرف {number.translate(EASTERN if eastern else {})}م فقط")
    assert (figure.unit_code, figure.best) == ("m", float(Decimal(number.replace(",", "."))))


KILLED, INJURED = ("قتل", "مقتل", "قتلى"), ("أصيب", "إصابة", "مصابين")


@quick
@given(
    st.integers(11, 99),
    st.sampled_from([0, 1]),
    st.sampled_from([" و", " أو "]),
    st.booleans(),
    st.sampled_from(["مدنيا", "جنديا", "شخصا"]),
    st.sampled_from(["", "نحو ", "ما لا يقل عن "]),
)
def test_one_count_of_death_and_injury_is_of_both(
    n: int, form: int, link: str, turned: bool, noun: str, qualifier: str
) -> None:
    first, second = (INJURED[form], KILLED[form]) if turned else (KILLED[form], INJURED[form])
    lead = "أعلن المصدر " if form else ""
    (both,) = figures(f"{lead}{first}{link}{second} {qualifier}{n} {noun} في القصف")
    assert (both.unit, both.kind, both.flow) == ("persons", "harmed", "flow") and n in (both.low, both.high)
    apart = figures(f"{lead}{first} {n} {noun} و{second} {n + 1} {noun}")
    assert [figure.kind for figure in apart] == (["injured", "killed"] if turned else ["killed", "injured"])


@quick
@given(
    st.integers(3, 99),
    st.sampled_from([("قتيل", "قتلى"), ("جريح", "جرحى"), ("مصاب", "مصابين")]),
    st.sampled_from([("قتيل", "قتلى"), ("جريح", "جرحى"), ("مصاب", "مصابين")]),
)
def test_victims_of_two_kinds_in_one_phrase(n: int, one: tuple[str, str], other: tuple[str, str]) -> None:
    few = n <= 10
    phrase = f"{n} {one[few]}{'' if few else 'ا'} و{other[few]}{'' if few else 'ا'}"
    if (one[0] == "قتيل") == (other[0] == "قتيل"):
        return
    (figure,) = figures(f"سقط {phrase} في القصف")
    assert (figure.text, figure.best, figure.kind) == (phrase, n, "harmed")


@quick
@given(
    st.integers(11, 99),
    st.sampled_from([("قتلت", "وأسرت"), ("اعتقلت", "وأصابت"), ("قتلت", "واعتقلت")]),
    st.sampled_from(["القوات", "الغارة", "الشرطة"]),
    st.sampled_from(["مسلحا", "مدنيا", "جنديا"]),
)
def test_two_verbs_of_one_object(n: int, verbs: tuple[str, str], doer: str, noun: str) -> None:
    def kinds(raw: str) -> list[str | None]:
        text = read_text(raw)
        return [figure.kind for figure in find_figures(text, find_numbers(text), (), Trees(text))]

    assert kinds(f"{verbs[0]} {doer} {verbs[1]} {n} {noun}") == [None]
    apart = kinds(f"{verbs[0]} {doer} {n + 1} {noun} {verbs[1]} {n} {noun}")
    assert None not in apart and len(set(apart)) == 2


@quick
@given(
    st.integers(20, 90),
    st.integers(3, 9),
    st.sampled_from(["{n} قتيلا وجريحا", "أكثر من {n} بين قتيل وجريح"]),
    st.sampled_from([("قتلى", "killed"), ("جرحى", "injured"), ("أطفال", "harmed")]),
)
def test_parts_of_those_killed_or_injured(whole: int, part: int, form: str, noun: tuple[str, str]) -> None:
    both, some = figures(f"سقط {form.format(n=whole)} بينهم {part} {noun[0]} في القصف")
    assert (both.kind, some.kind, some.part_of) == ("harmed", noun[1], 0)


@quick
@given(st.integers(100, 9000), st.sampled_from(["عدد", "إجمالي", "مجموع"]), st.sampled_from([("الوفيات", "killed")]))
def test_cases_are_of_what_the_sentence_counts(count: int, tally: str, those: tuple[str, str]) -> None:
    (figure,) = figures(f"بلغ {tally} {those[0]} {count} حالة")
    assert (figure.best, figure.unit, figure.kind) == (count, "persons", those[1])


@quick
@given(st.integers(11, 99), st.sampled_from(["وظائفهم", "منازلهم", "أموالهم"]), st.booleans())
def test_who_loses_something_is_not_missing(count: int, lost: str, behind: bool) -> None:
    (figure,) = figures(f"إن {count} عاملا فقدوا {lost}" if behind else f"فقد {count} عاملا {lost}")
    assert figure.kind is None
    (missing,) = figures(f"فقد {count} عاملا في البحر")
    assert missing.kind == "missing"


@quick
@given(st.integers(3, 10), st.integers(11, 99), st.sampled_from(["بينما أنقذ الخفر", "فيما نجا", "وأنقذ زورق"]))
def test_those_rescued_are_not_of_the_dead(dead: int, rescued: int, lead: str) -> None:
    first, second = figures(f"غرق {dead} مهاجرين {lead} {rescued} مهاجرا")
    assert (first.kind, second.kind) == ("killed", None)


@quick
@given(
    st.sampled_from([("كيلومتر", "مربع", "km2"), ("متر", "مربع", "m2"), ("متر", "مكعب", "m3")]),
    st.sampled_from(["ان", "ين"]),
    st.sampled_from(["", "نحو "]),
)
def test_two_of_a_unit_of_two_words(unit: tuple[str, str, str], ending: str, about: str) -> None:
    noun, adjective, code = unit
    (figure,) = figures(f"بلغ ذلك {about}{noun}{ending} {adjective}{ending} فقط")
    assert (figure.best, figure.unit_code, figure.text) == (2, code, f"{about}{noun}{ending} {adjective}{ending}")


@quick
@given(
    st.integers(11, 9999),
    st.sampled_from(["قتل", "أصيب", "نزح"]),
    st.sampled_from([("منذ عام 2012", True), ("منذ بداية العام", True), ("أمس", False), ("في الهجوم", False)]),
    st.booleans(),
)
def test_what_is_counted_since_is_a_running_total(n: int, verb: str, when: tuple[str, bool], is_first: bool) -> None:
    expression, runs_on = when
    raw = f"و{expression} {verb} {n} شخصا في المدينة." if is_first else f"{verb} {n} شخصا {expression}."
    text = read_text(raw)
    numbers = find_numbers(text)
    (figure,) = find_figures(text, numbers, find_dates(text, numbers, date(2016, 12, 11)))
    assert (figure.low, figure.flow) == (n, "cumulative" if runs_on else "flow")
