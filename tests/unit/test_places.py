"""The gazetteer as a table, and how a name is found, weighed and resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from etl.documents import Name
from etl.pipeline import code
from etl.places import find_places, gazetteer, takes_in
from etl.places.frames import frame_words
from etl.places.gazetteer import TABLES
from etl.tables import read_csv
from etl.text import fold, read_text

FEATURES = frozenset("country region admin1 admin2 city district camp facility water mountain island".split())
ROWS = [row | {"table": table} for table in TABLES for row in read_csv(table)]
REVIEWED = [row for row in ROWS if row["table"] == TABLES[0]]

# First-level regions by ISO 3166-2 (Mauritania: without the three parts that Nouakchott was cut into in 2014).
REGIONS = {
    "AE": 7, "BH": 4, "DJ": 6, "DZ": 58, "EG": 27, "IQ": 19, "JO": 12, "KM": 3, "KW": 6, "LB": 8, "LY": 22, "MA": 12,
    "MR": 13, "OM": 11, "PS": 16, "QA": 8, "SA": 13, "SD": 18, "SO": 18, "SY": 14, "TN": 24, "YE": 22,
}  # fmt: skip

# South, north, west, east, in whole degrees, a little wider than the country.
BOXES = {
    "AE": (22, 27, 51, 57), "BH": (25, 27, 50, 51), "DJ": (10, 13, 41, 44), "DZ": (18, 38, -9, 12),
    "EG": (21, 32, 24, 37), "IL": (29, 34, 34, 36), "IQ": (29, 38, 38, 49), "JO": (29, 34, 34, 40),
    "KW": (28, 31, 46, 49), "LB": (33, 35, 35, 37), "LY": (19, 34, 9, 26), "MA": (20, 36, -18, 0),
    "OM": (16, 27, 51, 60), "PS": (31, 33, 34, 36), "QA": (24, 27, 50, 52), "SA": (16, 33, 34, 56),
    "SD": (8, 23, 21, 39), "SO": (-2, 12, 40, 52), "SY": (32, 38, 35, 43), "TN": (30, 38, 7, 12),
    "YE": (11, 19, 41, 55), "EH": (20, 28, -18, -8), "SS": (3, 13, 23, 36), "MR": (14, 28, -18, -4),
}  # fmt: skip


def names_of(row: dict[str, str]) -> list[str]:
    return [name for name in f"{row['names']}|{row['weak']}".split("|") if name]


class TestTable:
    def test_every_place_has_one_row(self) -> None:
        assert [key for key, count in Counter(row["place_id"] for row in ROWS).items() if count > 1] == []

    def test_codes_are_known(self) -> None:
        countries = {row["country"] for row in ROWS if row["feature"] == "country"}
        territories = {row["country"] for row in ROWS if row["country"]} - countries
        assert all(re.fullmatch("[A-Z]{2}", code) for code in countries | territories)
        assert {row["feature"] for row in ROWS} == FEATURES
        assert [row["place_id"] for row in ROWS if row["feature"] == "admin1" and not row["admin1"]] == []
        assert all(row["admin1"][:2] == row["country"] for row in ROWS if row["admin1"])

    def test_every_row_has_names_in_arabic_letters(self) -> None:
        arabic = re.compile("[ء-غف-يُّ]+( [ء-غف-ي0-9]+)*")  # damma and shadda tell عُمان from عمّان
        assert [row["place_id"] for row in ROWS if not names_of(row) or not row["name_en"]] == []
        assert [name for row in ROWS for name in names_of(row) if not arabic.fullmatch(name)] == []

    def test_no_name_is_a_word_that_stands_around_names(self) -> None:
        words = set(frame_words().after) | {word for word, found in frame_words().before.items() if not found[0].prefix}
        assert [name for row in ROWS for name in names_of(row) if fold(name) in words] == []

    def test_positions_lie_in_their_country(self) -> None:
        outside = []
        for row in ROWS:
            if row["lat"] and row["country"] in BOXES:
                south, north, west, east = BOXES[row["country"]]
                if not (south <= float(row["lat"]) <= north and west <= float(row["lon"]) <= east):
                    outside.append((row["name_en"], row["lat"], row["lon"]))
            assert not row["lat"] or (abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180)
        assert outside == []

    def test_all_regions_of_the_arab_states(self) -> None:
        found = defaultdict(set)
        for row in ROWS:
            if row["feature"] == "admin1":
                found[row["country"]].add(row["place_id"])
        assert {country: len(found[country]) for country in REGIONS} == REGIONS

    def test_reviewed_places_belong_to_a_reviewed_region(self) -> None:
        regions = {row["admin1"] for row in REVIEWED if row["feature"] == "admin1"}
        assert [row["place_id"] for row in REVIEWED if row["admin1"] and row["admin1"] not in regions] == []

    def test_own_work_covers_the_arab_world(self) -> None:
        assert sum(row["country"] in BOXES for row in REVIEWED) >= 3_000


class TestDocument:
    """What a name means depends on the document."""

    @pytest.mark.parametrize(
        ("text", "country"),
        [
            ("بيروت (رويترز) - اندلعت اشتباكات في طرابلس.", "LB"),
            ("بنغازي (رويترز) - اندلعت اشتباكات في طرابلس.", "LY"),
            ("هدوء في مصراتة وبنغازي وطرابلس.", "LY"),
            ("هدوء في صيدا وبيروت وطرابلس.", "LB"),
        ],
    )
    def test_dateline_and_neighbours_decide(self, text: str, country: str) -> None:
        found = {m.text: m for m in find_places(read_text(text), ())}
        assert found["طرابلس"].country == country
        assert 0.5 <= (found["طرابلس"].score or 0) <= 1

    def test_the_capital_or_the_sultanate(self) -> None:
        (dateline,) = find_places(read_text("عمان - قال"), ())
        assert (dateline.name_en, dateline.country) == ("Amman", "JO")
        (state,) = find_places(read_text("وقعت عمان الاتفاق"), ())
        assert (state.name_en, state.country) == ("Oman", "OM")
        found = find_places(read_text("زار الوزير إربد والعقبة ثم عاد إلى عمان في الأردن"), ())
        assert [m.name_en for m in found] == ["Irbid", "Aqaba", "Amman", "Jordan"]

    def test_part_of_a_longer_name_is_no_place(self) -> None:
        assert find_places(read_text("دخلوا قرية كفر حلب"), ()) == ()

    def test_a_weak_name_needs_its_country(self) -> None:
        assert [m.text for m in find_places(read_text("وقف الرجل في القائم."), ())] == []
        named = find_places(read_text("هاجم مسلحون في العراق نقطة تفتيش في القائم."), ())
        assert [(m.text, m.name_en) for m in named] == [("العراق", "Iraq"), ("القائم", "Al-Qaim")]

    def test_a_list_carries_on(self) -> None:
        found = find_places(read_text("قصف على سراقب والباب ونوى."), ())
        assert [m.name_en for m in found] == ["Saraqib", "Al-Bab", "Nawa"]

    def test_a_quarter_of_a_country_that_is_not_named_stays_unresolved(self) -> None:
        (paris, quarter) = find_places(read_text("باريس - انفجار في حي السكري."), ())
        assert (paris.name_en, quarter.place_id, quarter.name_ar) == ("Paris", None, "السكري")
        assert quarter.reason

    @pytest.mark.parametrize(
        ("raw", "names"),
        [
            ("طهران، واشنطن – قال مسؤولون إن المحادثات انتهت", ["Tehran", "Washington"]),
            ("أوسلو/ طهران – أعلنت الوزارة طرد دبلوماسيين", ["Oslo", "Tehran"]),
            ("دمشق، حلب: قصف على المدينتين", ["Damascus", "Aleppo"]),
        ],
    )
    def test_a_dateline_of_two_cities(self, raw: str, names: list[str]) -> None:
        assert [m.name_en for m in find_places(read_text(raw), ()) if m.relation == "dateline"] == names

    def test_the_agency_after_the_dateline_is_no_place(self) -> None:
        assert [m.text for m in find_places(read_text("درعا - الأناضول: قتل ثلاثة."), ())] == ["درعا"]

    @pytest.mark.parametrize(
        "raw",
        [
            "الخرطوم 15 أبريل: قال",
            "بيروت: قال",
            "القاهرة - قال",
            "دمشق، 3 مايو (أ ب) - قال",
            "القاهرة ـ أ ش أ",
            "عمان 12 كانون الثاني (بترا) - قال",
        ],
    )
    def test_datelines(self, raw: str) -> None:
        (place,) = find_places(read_text(raw), ())
        assert place.relation == "dateline"

    def test_precision_follows_the_kind(self) -> None:
        found = find_places(read_text("سوريا ومحافظة حلب ومدينة حلب ومخيم حندرات"), ())
        assert [m.precision for m in found] == [1, 2, 4, 5]


class TestRecogniser:
    """The recogniser's names are evidence, and what only it knows stays unresolved."""

    def test_an_unknown_place_is_kept_without_identity(self) -> None:
        text = read_text("قتل اثنان في بلدة زغبوطة.")
        (place,) = find_places(text, (Name(4, 5, 0, "LOC", 0.9, "test"),))
        assert (place.text, place.place_id, place.feature) == ("بلدة زغبوطة", None, "city")
        assert text.raw[place.name_start : place.name_end] == "زغبوطة"
        assert place.reason == "unknown_name"

    def test_a_person_of_that_name_is_no_place(self) -> None:
        text = read_text("وصل دينزل موسكو أمس")
        assert [m.text for m in find_places(text, ())] == ["موسكو"]
        assert find_places(text, (Name(1, 3, 0, "PER", 0.9, "test"),)) == ()

    def test_one_word_of_an_organisation_is_no_place(self) -> None:
        text = read_text("قال معهد باريس للدراسات")
        assert [m.text for m in find_places(text, ())] == ["باريس"]
        assert find_places(text, (Name(1, 4, 0, "ORG", 0.9, "test"),)) == ()

    def test_a_recognised_name_needs_no_other_evidence(self) -> None:
        text = read_text("هاجم مسلحون القائم ليلا")
        assert find_places(text, ()) == ()
        (place,) = find_places(text, (Name(2, 3, 0, "LOC", 0.9, "test"),))
        assert place.name_en == "Al-Qaim"

    def test_words_that_name_no_place_stay_out(self) -> None:
        text = read_text("كتبت واشنطن بوست أمس")
        assert find_places(text, (Name(1, 2, 0, "LOC", 0.9, "test"),)) == ()


def test_the_table_is_read_once() -> None:
    assert gazetteer() is gazetteer()


def test_a_region_takes_in_its_own_towns_only() -> None:
    gaza, bank, rafah, jenin = code("قطاع غزة والضفة الغربية ومدينة رفح ومدينة جنين", None, "in").places
    assert takes_in(gaza, rafah)
    assert takes_in(bank, jenin)
    assert not takes_in(bank, rafah)
    assert not takes_in(rafah, gaza)


def test_capitals_are_towns_of_their_country() -> None:
    known = {row["place_id"]: row for row in ROWS}
    rows = list(read_csv("place_capitals.csv"))
    wrong = [
        r for r in rows if (known[r["place_id"]]["country"], known[r["place_id"]]["feature"]) != (r["country"], "city")
    ]
    assert wrong == []
    assert len({row["country"] for row in rows}) == len(rows)
    assert {row["name_en"] for row in rows} <= {row["name_en"] for row in ROWS}


def test_the_capital_alone_needs_a_country() -> None:
    """Of two countries named alike none is evident, and without any there is none."""
    assert find_places(read_text("عاد الهدوء إلى العاصمة"), ()) == ()
    (place,) = [m for m in find_places(read_text("عاد الهدوء إلى العاصمة بعد قصف حمص"), ()) if m.form == "description"]
    assert (place.text, place.name_en, place.reason) == ("العاصمة", "Damascus", "country of the document")


def test_a_lake_is_no_town_of_its_name() -> None:
    text = read_text("غرق مركب في بحيرة بريستول")
    (place,) = find_places(text, ())
    assert (place.place_id, place.reason) == (None, "other_kind")


def places_of(sentence: str) -> dict[str, str | None]:
    return {place.text: place.name_en for place in code(sentence, None, "x").places}


def test_words_of_a_hashtag_are_words() -> None:
    raw = "سيول جارفة تقطع الطرق #حفر_الباطن #أمطار_السعودية"
    assert places_of(raw) == {"حفر_الباطن": "Hafr al-Batin", "السعودية": "Saudi Arabia"}


def test_what_follows_the_full_name_of_an_army_is_a_place() -> None:
    text = read_text("دخل الجيش الأوكراني خيرسون صباحا.")
    army, person = Name(1, 3, 0, "ORG", 0.5, "test"), Name(3, 5, 0, "PER", 0.3, "test")
    assert [place.name_en for place in find_places(text, (army, person))] == ["Kherson"]
    assert find_places(text, (person,)) == ()


def test_a_noun_of_places_makes_a_name_of_what_no_table_knows() -> None:
    found = places_of("غمرت المياه حي الورغانية وشارع الملك عبد الرحمن وسد قزملات قرب جدة، ولم يمتلئ سد الحاجة")
    assert found == {"حي الورغانية": None, "شارع الملك عبد الرحمن": None, "سد قزملات": None, "جدة": "Jeddah"}
    assert not find_places(read_text("نقل الجرحى إلى مستشفى المدينة ومخيم النازحين عبر سد الفراغ"), ())


def test_what_every_town_has_is_none_of_another_country() -> None:
    assert places_of("أغلقت السيول شارع فلسطين في جدة")["شارع فلسطين"] is None
    assert places_of("انفجرت عبوة في شارع فلسطين شرقي بغداد")["شارع فلسطين"] == "Palestine Street"


def test_floods_are_no_capital_of_korea() -> None:
    assert "سيول" not in places_of("قضى سبعة في سيول حفر الباطن")
    assert places_of("عقد الوزيران اجتماعا في سيول أمس")["سيول"] == "Seoul"


def test_vowel_signs_tell_towns_from_states() -> None:
    assert places_of("نزلت الطائرة في عمّان")["عمّان"] == "Amman"
    assert places_of("نزلت الطائرة في عُمان")["عُمان"] == "Oman"


def test_a_doubtful_name_opens_a_list() -> None:
    assert places_of("أغلقت السلطات المزارات في قم ومشهد")["قم"] == "Qom"
    assert "قم" not in places_of("قم ومشهد مفتوحة")
