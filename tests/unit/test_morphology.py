"""Readings of written words: which must be among them, and which must come first."""

from __future__ import annotations

import pytest

from etl.morphology.analysis import WORDS, analyse
from etl.morphology.forms import bare
from etl.morphology.inflection import case_of

# word, reading as "pos lemma [clitics]"; clitics: w+ f+ b+ l+ k+ al+ s+ and +pronoun, in the order of the word.
FIRST = """
قتلت VERB قتل
يقتل VERB قتل
انسحب VERB انسحب
انسحاب NOUN انسحاب
الانسحاب NOUN انسحاب al+
وانسحابها NOUN انسحاب و+ +ها
أعلن VERB أعلن
وأعلنت VERB أعلن و+
اعلن VERB أعلن
إعلان NOUN إعلان
اعلان NOUN إعلان
اطلقوا VERB أطلق
واطلقت VERB أطلق و+
اخرج VERB أخرج
ادانت VERB أدان
اقترعوا VERB اقترع
تجمهروا VERB تجمهر
يقتلعون VERB اقتلع
اتهمت VERB اتهم
اتهام NOUN اتهام
سيقتل VERB قتل s+
شنت VERB شن
تشن VERB شن
بالهجوم NOUN هجوم ب+ al+
هجومهم NOUN هجوم +هم
للجيش NOUN جيش ل+ al+
وللجيش NOUN جيش و+ ل+ al+
كالجيش NOUN جيش ك+ al+
القوات NOUN قوة al+
قوات NOUN قوة
وقواته NOUN قوة و+ +ه
المدينة NOUN مدينة al+
مدينتهم NOUN مدينة +هم
بالمدينة NOUN مدينة ب+ al+
مسلحون NOUN مسلح
المسلحين NOUN مسلح al+
لقائه NOUN لقاء +ه
لقاؤهما NOUN لقاء +هما
وباختفائها NOUN اختفاء و+ ب+ +ها
والفيضانات NOUN فيضان و+ al+
دبابتين NOUN دبابة
الروسية ADJ روسي al+
السوري ADJ سوري al+
غارة NOUN غارة
غارات NOUN غارة
القصف NOUN قصف al+
وقالت VERB قال و+
يقول VERB قال
اجتماع NOUN اجتماع
اجتمع VERB اجتمع
زيارة NOUN زيارة
رئيس NOUN رئيس
الرئيس NOUN رئيس al+
وزراء NOUN وزير
مظاهرات NOUN مظاهرة
متظاهرون NOUN متظاهر
اعتقال NOUN اعتقال
اعتقلت VERB اعتقل
في ADP في
لا PART لا
هي PRON هو
"""
AMONG = """
قتل NOUN قتل
قتل VERB قتل
قتلهم NOUN قتل +هم
قتلهم VERB قتل +هم
القتلى NOUN قتيل al+
سوريا PROPN سوريا
دمشق PROPN دمشق
على ADP على
إلى ADP إلى
من ADP من
عن ADP عن
لم PART لم
لن PART لن
ليس AUX ليس
كان AUX كان
وكان AUX كان و+
قد PART قد
سوف PART سوف
أن SCONJ أن
إن SCONJ إن
لأن SCONJ لأن
ولكن CCONJ لكن
حيث SCONJ حيث
أمس ADV أمس
اليوم ADV اليوم al+
هذه DET هذا
هذا PRON هذا
ذلك PRON ذلك
التي PRON الذي al+
الذين PRON الذي al+
كل DET كل
"""
# Prepositions and particles that carry a pronoun: word, preposition or particle, pronoun.
CARRIED = """
منه من ه
منهم من هم
عليه على ه
عليها على ها
إليه إلى ه
اليه إلى ه
وإليهم إلى هم
لديهم لدى هم
به ب ه
بها ب ها
له ل ه
ولهم ل هم
عنه عن ه
فيه في ه
وفيها في ها
معهم مع هم
بينهم بين هم
ضدهم ضد هم
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.split("\n") if line]


def _readings(form: str) -> list[list[str]]:
    shown = []
    for r in analyse(form).readings:
        clitics = [f"{r.conjunction}+"] if r.conjunction else []
        clitics += [f"{r.preposition}+"] if r.preposition else []
        clitics += ["s+"] if r.future else []
        clitics += ["al+"] if r.definite else []
        clitics += [f"+{r.pronoun}"] if r.pronoun else []
        shown.append([r.pos, r.lemma, *clitics])
    return shown


@pytest.mark.parametrize(("form", "reading"), [(form, rest) for form, *rest in _rows(FIRST)])
def test_the_reading_that_comes_first(form: str, reading: list[str]) -> None:
    assert _readings(form)[0] == reading


@pytest.mark.parametrize(("form", "reading"), [(form, rest) for form, *rest in _rows(AMONG)])
def test_a_reading_that_is_among_them(form: str, reading: list[str]) -> None:
    assert reading in _readings(form)


@pytest.mark.parametrize(("form", "preposition", "pronoun"), _rows(CARRIED))
def test_prepositions_with_pronouns(form: str, preposition: str, pronoun: str) -> None:
    assert ("PRON", preposition, pronoun) in {(r.pos, r.preposition, r.pronoun) for r in analyse(form).readings}


@pytest.mark.parametrize(
    ("form", "particle", "pronoun"),
    [("أنه", "أن", "ه"), ("ولكنها", "لكن", "ها"), ("لأنهم", "لأن", "هم"), ("إنها", "إن", "ها")],
)
def test_particles_with_pronouns(form: str, particle: str, pronoun: str) -> None:
    assert ("SCONJ", particle, pronoun) in {(r.pos, r.lemma, r.pronoun) for r in analyse(form).readings}


def test_features_of_verbs_and_nouns() -> None:
    def stems(form: str) -> set[tuple[str, str, str]]:
        return {(r.stem.tense, r.stem.agreement, r.stem.voice) for r in analyse(form).readings if r.stem}

    assert {("past", "3ms", "active"), ("past", "3ms", "passive")} <= stems("قتل")
    assert ("past", "3fs", "active") in stems("قتلت")
    assert ("present", "3ms", "active") in stems("ينسحب")
    assert ("past", "3mp", "active") in stems("انسحبوا")
    assert ("", "fp", "") in stems("غارات")
    assert ("", "md", "") in stems("جنديان")


@pytest.mark.parametrize("form", ["والهجوم", "سينسحب", "بالمدينة", "وقواتهم", "فأعلنت", "لأنهم", "عليهم", "قال"])
def test_clitics_and_stem_lie_inside_the_word(form: str) -> None:
    for reading in WORDS[form].readings:
        assert form.startswith(reading.conjunction)
        assert form.endswith(reading.pronoun)
        assert 0 <= reading.offset <= len(form)


def test_the_sentence_decides_between_nominal_parts_of_speech() -> None:
    word = WORDS["الأخيرة"]
    assert word.parts == ("NOUN",), "the dictionary knows no adjective"
    assert [(r.pos, r.lemma, r.definite) for r in word.of("ADJ")] == [("ADJ", "أخير", True)]
    assert word.of("VERB") == ()


def test_regular_inflection_keeps_gender_and_number() -> None:
    found = [r.stem.agreement for r in WORDS["الفيضانات"].readings if r.stem]
    assert set(found) == {"fp"}


@pytest.mark.parametrize(
    ("form", "case"),
    [
        ("المقاتلون", "Nom"), ("مسؤولوها", "Nom"), ("مسلحو", "Nom"), ("جنديان", "Nom"), ("دولتان", "Nom"),
        ("المقاتلين", "AccGen"), ("مسؤوليها", "AccGen"), ("ومتظاهرين", "AccGen"), ("شرطيتين", "AccGen"),
        ("وفدا", "Acc"), ("مدنيا", "Acc"), ("هجوما", "Acc"),
        # Broken plurals, feminine plurals and bare singulars look the same in every case.
        ("قوانين", ""), ("ملايين", ""), ("ضحايا", ""), ("الوفد", ""), ("جنود", ""), ("سيارات", ""), ("الدنيا", ""),
    ],
)  # fmt: skip
def test_the_case_that_letters_show(form: str, case: str) -> None:
    assert case_of(analyse(form), "NOUN") == case


def test_a_verb_has_no_case() -> None:
    assert case_of(analyse("استقبلا"), "VERB") == ""


def test_of_keeps_one_part_of_speech_in_order() -> None:
    word = analyse("قتلهم")
    assert [r for r in word.readings if r.pos == "VERB"] == list(word.of("VERB"))
    assert word.of("ADP") == ()
    assert word.parts == tuple(sorted({r.pos for r in word.readings}))


@pytest.mark.parametrize("form", ["", "و", "ال", "وال", "ظظظظ", "زقزقزق", "ههههه", "abc", "12", "؟", "\ud800"])
def test_any_string_has_an_answer(form: str) -> None:
    word = analyse(form)
    assert word.known == bool(word.readings)


def test_bare() -> None:
    assert (bare("قَتَلَ"), bare("اِنْتِخَاب"), bare("آخِر")) == ("قتل", "انتخاب", "آخر")
