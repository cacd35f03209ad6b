"""Full text search and names by likeness."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest

from etl.load import run_target
from etl.text import fold
from etl.warehouse.connect import connect
from etl.warehouse.refresh import refresh_views
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, copy_database

TEXTS = {
    "a": ("قصف على حلب", "تعرّضت أحياء حلب الشرقية مساء أمس لقصف مدفعي عنيف. ونزحت عائلات كثيرة نحو الريف."),
    "b": ("غارة جوية", "قُتل ثلاثة مدنيين في غارةٍ جوية على إدلب. وقال مسؤول إن القصف مستمر."),
    "d": ("مصنع", "افتتح الوزير مصنعا للحديد والصلب وعقد اجتماعات مع القاهر. وأغار عليه اللصوص."),
    "e": (
        "ميناء",
        "وصلت سفينة إلى ميناء الحُديدة بعد غارتين ومسيرة إلى القاهرة. وقيل إن المدينه هادئة ومحاصرتها ولت.",
    ),
    "c": ("اجتماع", "عقدت الحكومة اجتماعا في وزارة الخارجية. ونفى وزير الخارجية الأنباء."),
}


@pytest.fixture(scope="module")
def searchable_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with :data:`TEXTS`."""
    folder = tmp_path_factory.mktemp("texts")
    for day, (source, (title, text)) in enumerate(TEXTS.items(), start=10):
        (folder / f"{source}.txt").write_text(text, encoding="utf-8")
        (folder / f"{source}.json").write_text(
            f'{{"source": "{source}", "date": "2016-12-{day}", "title": "{title}"}}', encoding="utf-8"
        )
    url = copy_database(server, template, "template_searchable")
    run_target(str(folder), url=url)
    refresh_views(url)
    return "template_searchable"


@pytest.fixture(scope="module")
def searchable(server: EmbeddedServer, searchable_template: str) -> str:
    """Address of a warehouse for searches alone."""
    return server.url(searchable_template)


@pytest.fixture
def growing(fresh_database: Callable[[str], str], searchable_template: str) -> str:
    """Address of a copy of it that may be changed."""
    return fresh_database(searchable_template)


def test_the_database_folds_as_the_extractor_does(empty_warehouse: str) -> None:
    letters = [chr(c) for c in (*range(0x20, 0x7F), *range(0x600, 0x700), *range(0x750, 0x780), *range(0xFB50, 0xFDFF))]
    texts = [*letters, "".join(letters), "إلى الأمة آن مستشفى", "عام ٢٠١٦ ABC"]
    rows = ask(empty_warehouse, "SELECT text, core.fold(text) AS folded FROM unnest(%s) AS text", texts)
    assert len(rows) == len(texts)
    for row in rows:
        assert row.folded == fold(row.text)


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("قصف حلب", "a"),
        ("القصف", "ab"),
        ("وبالقصف", "ab"),
        ("غارات", "be"),
        ("الغارة", "be"),
        ("بغارتين", "be"),
        ("الحديدة", "e"),
        ("والحديدة", "e"),
        ("الحديد", "d"),
        ("حديد", "d"),
        ("القاهرة", "e"),
        ("القاهر", "d"),
        ("مدينة", "e"),
        ("المحاصرة", "e"),
        ("اجتماع", "cd"),
        ("حُديدة -غارة", ""),
        ('"ميناء الحديدة"', "e"),
        ("الحديدة أو الحديد", "de"),
        ("مدنيون", "b"),
        ("حكومة", "c"),
        ("قصف -حلب", "b"),
        ("حلب أو إدلب", "ab"),
        ('"وزارة الخارجية"', "c"),
        ('"الخارجية وزارة"', ""),
        ("القصف على ادلب", "b"),
        ("في", ""),
    ],
)
def test_forms_of_a_word_are_one_word(searchable: str, query: str, sources: str) -> None:
    assert {row[0] for row in ask(searchable, "SELECT source_code FROM analyst.search(%s)", query)} == set(sources)


def test_the_headline_is_the_fittest_sentence_with_the_words_marked(searchable: str) -> None:
    (row,) = ask(searchable, "SELECT * FROM analyst.search('قصف حلب')")
    assert row.headline == "تعرّضت أحياء «حلب» الشرقية مساء أمس «لقصف» مدفعي عنيف."
    first = ask(searchable, "SELECT source_code FROM analyst.search('القصف')")[0]
    assert first == ("a",)  # in the headline of the document too


@pytest.mark.parametrize(
    "filter_",
    [
        "from_on => '2016-12-11'",
        "of_source => 'b'",
        "of_type => 'killing'",
        "at_place => 'Idlib'",
    ],
)
def test_filters(searchable: str, filter_: str) -> None:
    rows = ask(searchable, f"SELECT source_code FROM analyst.search('القصف', {filter_})")  # noqa: S608
    assert rows == [("b",)]


def test_names_by_likeness(searchable: str) -> None:
    (best, *_) = ask(searchable, "SELECT kind, name_en FROM analyst.find_names('امانويل ماكرون')")
    assert best == ("actor", "Emmanuel Macron")
    assert "Aleppo" in {row.name_en for row in ask(searchable, "SELECT name_en FROM analyst.find_names('حلبب')")}
    names = "SELECT written, name_en FROM unnest(ARRAY['Macron', 'North Korea', 'ISIS']) AS written,"
    english = names + " analyst.find_names(written)"
    found = {(row.written, row.name_en) for row in ask(searchable, english)}
    for written in ("Gadhafi", "Kadhafi", "Qaddafi"):
        assert ask(searchable, "SELECT name_en FROM analyst.find_names(%s)", written)[0] == ("Muammar Gaddafi",)
    assert found >= {("Macron", "Emmanuel Macron"), ("North Korea", "North Korea"), ("ISIS", "Islamic State")}


@pytest.mark.parametrize(
    ("written", "name_en"),
    [
        ("Al Hudaydah", "Hodeidah"),
        ("Dayr az-Zawr", "Deir ez-Zor"),
        ("Idleb", "Idlib"),
        ("Moqtada Sadr", "Muqtada al-Sadr"),
        ("Arabie saoudite", "Saudi Arabia"),
    ],
)
def test_other_spellings_in_latin_letters(searchable: str, written: str, name_en: str) -> None:
    assert ask(searchable, "SELECT name_en FROM analyst.find_names(%s)", written)[0] == (name_en,)


@pytest.mark.parametrize(
    ("name", "actors"),
    [
        ("Houthis (Ansar Allah)", {"houthis"}),
        ("Houthis", {"houthis"}),
        ("houthis", {"houthis"}),
        ("الحوثيون", {"houthis"}),
        ("حوثيين", {"houthis"}),
        ("أنصار الله", {"houthis"}),
        ("Ansar Allah", {"houthis", "ansar-awfiya"}),
        (
            "houthi",
            {"houthis", "houthi-government", "supreme-revolutionary-committee", "hussein-houthi"}
            | {"abdul-malik-houthi", "mohammed-ali-houthi"},
        ),
        ("abdul malik houthi", {"abdul-malik-houthi"}),
        ("Daesh", {"islamic-state"}),
        ("un", {"un"}),
        ("Islamic Front (Syria)", {"islamic-front-sy"}),
        ("Justice and Development Party", {"akp", "pjd"}),
        ("بوطين", set()),
        ("؟", set()),
        ("", set()),
    ],
)
def test_a_name_stands_for_those_who_bear_it_else_for_those_who_have_its_words(
    empty_warehouse: str, name: str, actors: set[str]
) -> None:
    called = ask(empty_warehouse, "SELECT actor_id FROM analyst.actors_called(%s)", name)
    assert {row.actor_id for row in called} == actors


def test_every_actor_is_found_by_each_of_its_names(empty_warehouse: str) -> None:
    """By the chief ones whole, and by the English one without what stands in brackets, of one actor in two thousand."""
    wrong = ask(
        empty_warehouse,
        "SELECT actor_id, name FROM core.actors"
        " CROSS JOIN LATERAL (VALUES (actor_id), (name_ar), (name_en), (split_part(name_en, ' (', 1))) AS called (name)"
        " WHERE name <> '' AND hashtext(actor_id) %% 2000 = %s"
        " AND actor_id NOT IN (SELECT found.actor_id FROM analyst.actors_called(name) AS found WHERE fit = 'name')",
        0,
    )
    assert wrong == []


MANY = """
    WITH made AS (
        INSERT INTO core.documents (document_id, source_code, origin_id, title, published_on, published_source,
            language_code, characters, coding_version, coded_at, run_id)
        SELECT md5(n::text)::uuid, source_code, origin_id, title, date '2012-01-01' + n, published_source,
               language_code, characters, coding_version, coded_at, run_id
        FROM core.documents, generate_series(1, 1010) AS n WHERE source_code = 'a'
        RETURNING document_id
    ), texts AS (
        INSERT INTO core.document_texts
        SELECT made.document_id, raw_text, clean_text, clean_starts, raw_starts, cleaning_version
        FROM made, core.document_texts JOIN core.documents AS one USING (document_id) WHERE one.source_code = 'a'
        RETURNING document_id
    )
    INSERT INTO core.sentence_bounds
    SELECT texts.document_id, starts, ends
    FROM texts, core.sentence_bounds JOIN core.documents AS one USING (document_id) WHERE one.source_code = 'a'
    RETURNING 1
"""


def test_of_many_hits_the_newest_are_ranked_and_a_notice_says_so(growing: str) -> None:
    ask(growing, MANY)
    refresh_views(growing)
    with closing(connect(growing)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT min(published_on), count(*) FROM analyst.search('حلب', max_rows => 2000)")
        assert cursor.fetchall() == [(date(2012, 1, 13), 1000)]
        assert "more than 1000 documents" in connection.notices[-1]
        cursor.execute("SELECT count(*) FROM analyst.search('حلب', to_on => '2012-01-31', max_rows => 2000)")
        assert cursor.fetchall() == [(30,)]
        assert len(connection.notices) == 1


#: More documents of one later day than are looked at for a type or a place, with the words of the first one.
LATER = """
    WITH made AS (
        INSERT INTO core.documents (document_id, source_code, origin_id, title, published_on, published_source,
            language_code, characters, coding_version, coded_at, run_id)
        SELECT md5(n::text)::uuid, source_code, origin_id, title, date '2016-12-20', published_source,
               language_code, characters, coding_version, coded_at, run_id
        FROM core.documents, generate_series(1, 10001) AS n WHERE source_code = 'a'
        RETURNING document_id
    )
    INSERT INTO core.document_search
    SELECT made.document_id, words
    FROM made, core.document_search JOIN core.documents AS one USING (document_id) WHERE one.source_code = 'a'
    RETURNING 1
"""


@pytest.mark.parametrize("narrowed", ["of_type => 'killing'", "at_place => 'Idlib'"])
def test_for_a_type_or_a_place_the_newest_are_looked_at_and_a_notice_says_so(growing: str, narrowed: str) -> None:
    ask(growing, LATER)
    search = f"SELECT source_code FROM analyst.search('القصف', {narrowed}"  # noqa: S608
    with closing(connect(growing)) as connection, connection.cursor() as cursor:
        cursor.execute(f"{search})")
        assert cursor.fetchall() == []
        assert "the newest 10000 were looked at" in connection.notices[-1]
        cursor.execute(f"{search}, to_on => '2016-12-19')")
        assert cursor.fetchall() == [("b",)]
        assert len(connection.notices) == 1


def test_what_has_no_day_or_another_headline_is_found(growing: str) -> None:
    ask(growing, "UPDATE core.documents SET published_on = NULL, title = 'بركان' WHERE source_code = 'b' RETURNING 1")
    refresh_views(growing)
    found = ask(growing, "SELECT source_code, published_on FROM analyst.search('بركان')")
    assert found == [("b", None)]
    assert ask(growing, "SELECT source_code FROM analyst.search('بركان', from_on => '2016-01-01')") == []
    assert ask(growing, "SELECT source_code FROM analyst.search('القصف', of_source => 'b')") == [("b",)]
