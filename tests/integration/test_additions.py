"""What the coding missed and analysts add: checked, shown everywhere, kept through re-coding, exported as gold."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from click.testing import CliRunner

from etl import publish
from etl.cli import main
from etl.load import Selection, plan_recoding, run_planned
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, execute, filled_database, news_of_a_day

TEXT = "دمشق: قال شهود إن السماء اشتعلت فوق حلب. ولم يعد اثنا عشر من سكان الحي. وعقد الوزير اجتماعا في دمشق."


@pytest.fixture(scope="module")
def coded_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    news = news_of_a_day(tmp_path_factory.mktemp("news"), TEXT)
    return filled_database(server, template, "template_additions", news)


@pytest.fixture
def coded(fresh_database: Callable[[str], str], coded_template: str) -> str:
    return fresh_database(coded_template)


@pytest.fixture(scope="module")
def untouched(server: EmbeddedServer, coded_template: str) -> str:
    """The same for all who change nothing."""
    return server.url(coded_template)


def write(url: str, statement: str, *values: Any) -> Any:
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ WRITE")
        cursor.execute(statement, values)
        return cursor.fetchall()[0][0]


ADD_EVENT = """
    SELECT analyst.add_event(document_id, 'السماء اشتعلت', 'airstrike', 'the witnesses mean a raid',
                             starts_on => '2016-12-10', location_id => '170063', source_actor_ids => %s)
    FROM core.documents"""
ADD_FIGURE = """
    SELECT analyst.add_figure(document_id, 'اثنا عشر من سكان الحي', 'killed', 12, 12, 'they are dead', event_id => %s)
    FROM core.documents"""


@pytest.fixture
def added(coded: str) -> tuple[str, str, str]:
    """The warehouse, and the ids of an event and of a figure that were added."""
    (actor,) = ask(coded, "SELECT actor_id FROM core.actors WHERE name_en = 'Russia' AND kind = 'state'")[0]
    event = write(coded, ADD_EVENT, [actor])
    return coded, event, write(coded, ADD_FIGURE, event)


def test_every_view_and_export_shows_them(added: tuple[str, str, str], tmp_path: Path) -> None:
    url, event, figure = added
    row = ask(url, "SELECT * FROM analyst.events WHERE event_id = %s", event)[0]
    assert (row.event_type, row.sources_en, row.place_en, row.trigger) == (
        "airstrike", "Russia", "Aleppo", "السماء اشتعلت",
    )  # fmt: skip
    assert (str(row.starts_on), row.date_source, row.killed_low, row.sentence_no) == ("2016-12-10", "corrected", 12, 0)
    for view, key, value in (
        ("casualties", "figure_id", figure),
        ("acled_like", "event_id_cnty", event),
        ("plover", "event_id", event),
        ("cameo_phoenix", "event_id", event),
        ("hxl", '"#meta+id"', figure),
        ("gkg_counts", "figure_id", figure),
        ("timeline", "event_type", "airstrike"),
        ("evidence", "row_id", event),
        ("evidence", "row_id", figure),
    ):
        assert ask(url, f"SELECT FROM analyst.{view} WHERE {key}::text = %s", value), view
    assert ask(url, "SELECT fatalities FROM analyst.acled_like WHERE event_id_cnty = %s", event) == [(12,)]
    assert ask(url, "SELECT marked FROM analyst.evidence WHERE row_id = %s", event)[0][0].count("«السماء اشتعلت»") == 1
    for file_format, column in (("csv", "event_id"), ("acled", "event_id_cnty"), ("polecat", "Event ID")):
        publish.export(tmp_path / "out", file_format, publish.Selection(types=("airstrike",)), url=url)
        with (tmp_path / "out").open(encoding="utf-8", newline="") as lines:
            assert [line[column] for line in csv.DictReader(lines)] == [event]
    for view in ("additions", "known_events", "corrected_values"):
        rows = len(ask(url, f"TABLE analyst.{view}"))
        assert publish.export(tmp_path / "out", "parquet", publish.Selection(), view, url=url) == rows
    noted = ask(url, "SELECT * FROM analyst.additions ORDER BY table_name")
    assert [(row.row_id, row.added_by, row.is_shown) for row in noted] == [
        (event, "postgres", True), (figure, "postgres", True),
    ]  # fmt: skip
    assert TEXT[noted[0].start_offset : noted[0].end_offset] == noted[0].surface


@pytest.mark.parametrize("which", [0, 1])
def test_the_dead_belong_to_the_act_that_an_analyst_gave_them(coded: str, which: int) -> None:
    """Whichever of the two acts of a sentence comes first by its id, which is a matter of chance."""
    acts = sorted(write(coded, ADD_EVENT.replace("airstrike", kind), []) for kind in ("airstrike", "shelling"))
    write(coded, ADD_FIGURE, acts[which])
    acled = "SELECT event_id_cnty::text, fatalities::int FROM analyst.acled_like ORDER BY fatalities"
    assert ask(coded, acled) == [(acts[which], 12), (acts[1 - which], None)]


def test_an_addition_can_be_corrected_and_taken_back(added: tuple[str, str, str]) -> None:
    url, event, figure = added
    write(url, "SELECT analyst.correct('events', %s, 'ends_on', '2016-12-11', 'two days')", event)
    write(url, "SELECT analyst.correct('figures', %s, 'high', '20', 'at most')", figure)
    row = ask(url, "SELECT ends_on::text, killed_high FROM analyst.events WHERE event_id = %s", event)[0]
    assert row == ("2016-12-11", 20)
    write(url, "SELECT analyst.correct('events', %s, 'event_type', NULL, 'no raid')", event)
    assert ask(url, "SELECT FROM analyst.events WHERE event_id = %s", event) == []
    assert ask(url, "SELECT is_shown FROM analyst.additions WHERE row_id = %s", event) == [(False,)]


def test_coding_again_keeps_them_until_it_finds_them(added: tuple[str, str, str]) -> None:
    url, event, _ = added
    execute(url, "UPDATE core.documents SET coding_version = 'older'")
    assert run_planned(plan_recoding(Selection(), url=url), url=url).counts.documents_loaded == 1
    assert len(ask(url, "SELECT FROM analyst.events WHERE event_id = %s AND killed_low = 12", event)) == 1
    # As if a longer lexicon knew the words.
    execute(
        url,
        "UPDATE core.events SET event_type = 'airstrike', start_offset = added.start_offset,"
        " end_offset = added.start_offset + char_length(events.surface) FROM core.added_events AS added;"
        " SELECT analyst.renew(array_agg(document_id)) FROM core.documents",
    )
    assert ask(url, "SELECT FROM analyst.events WHERE event_id = %s", event) == []
    assert ask(url, "SELECT count(*) FROM analyst.events WHERE event_type = 'airstrike'")[0][0] >= 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("السماء اشتعلت", "البحر"), "does not write"),
        (("السماء اشتعلت", "دمشق"), "times"),
        (("'السماء اشتعلت'", "'فوق حلب. ولم يعد'"), "no part of one sentence"),
        (("'airstrike'", "'war'"), "no event_type"),
        (("'170063'", "'nowhere'"), "no location_id"),
        (("'2016-12-10'", "'0044-03-15 BC'"), "days lie between"),
        (("'the witnesses mean a raid'", "' '"), "say why"),
    ],
)
def test_what_makes_no_sense_is_refused(untouched: str, change: tuple[str, str], says: str) -> None:
    with pytest.raises(psycopg2.Error, match=says):
        write(untouched, ADD_EVENT.replace(*change), [])
    with pytest.raises(psycopg2.Error, match="no actor_id"):
        write(untouched, ADD_EVENT, ["nobody"])
    assert ask(untouched, "SELECT FROM core.added_events") == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("'kiled', 12, 12, 'why'", "no kind"),
        ("'killed', 12, 3, 'why'", "low <= best <= high"),
        ("'killed', NULL, NULL, 'why'", "low <= best <= high"),
        ("'killed', -1, 3, 'why'", "low <= best <= high"),
        ("'killed', 1, 'NaN', 'why'", "low <= best <= high"),
        ("'killed', 12, 12, 'why', event_id => gen_random_uuid()", "has no event"),
        ("'killed', 12, 12, 'why', unit => 'camels'", "no unit"),
    ],
)
def test_figures_that_make_no_sense_are_refused(untouched: str, given: str, says: str) -> None:
    statement = f"SELECT analyst.add_figure(document_id, 'اثنا عشر', {given}) FROM core.documents"  # noqa: S608
    with pytest.raises(psycopg2.Error, match=says):
        write(untouched, statement)


def test_nothing_is_added_twice(added: tuple[str, str, str]) -> None:
    url, event, _ = added
    with pytest.raises(psycopg2.errors.UniqueViolation):
        write(url, ADD_EVENT, [])
    with pytest.raises(psycopg2.errors.UniqueViolation):
        write(url, ADD_FIGURE, event)


def test_words_that_stand_there_twice_have_an_ordinal(coded: str) -> None:
    first, second = (
        write(coded, "SELECT analyst.span_of(document_id, 'دمشق', %s) FROM core.documents", n) for n in (1, 2)
    )
    assert (first, second) == (TEXT.index("دمشق"), TEXT.rindex("دمشق"))
    with pytest.raises(psycopg2.Error, match="not 3"):
        write(coded, "SELECT analyst.span_of(document_id, 'دمشق', 3) FROM core.documents")


def test_analysts_may_add_and_write_nothing_else(server: EmbeddedServer, coded: str) -> None:
    execute(coded, "DELETE FROM ops.installed WHERE part = 'roles'")
    prepare_warehouse(coded)
    server.let_in(("analyst_ro",))
    url = server.url(coded.rpartition("/")[2], "analyst_ro")
    event = write(url, ADD_EVENT.replace("source_actor_ids => %s", "added_by => 'Amal'"))
    write(url, ADD_FIGURE, event)
    assert ask(coded, "SELECT added_by FROM core.added_events") == [("Amal (analyst_ro)",)]
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction), closing(connect(url)) as connection:
        connection.cursor().execute(ADD_FIGURE, [event])
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(url, "SET TRANSACTION READ WRITE; DELETE FROM core.added_events")


def test_gold(added: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", added[0])
    result = CliRunner().invoke(main, ["corrections", "export"])
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(line["text"][line["start"] : line["end"]] == line["surface"] for line in found)
    assert {line["coded"] for line in found} == {None}
    assert {("events", "event_type", "airstrike"), ("events", "place_id", "170063"), ("figures", "low", 12)} <= {
        (line["layer"], line["field"], line["corrected"]) for line in found
    }
