"""What analysts correct: checked, shown at once, kept through re-coding, exported as gold."""

from __future__ import annotations

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
from etl.load import Selection, plan_recoding, run_planned, run_target
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views, renew_kept
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, execute, filled_database, news_of_a_day

TEXT = "دمشق: قتل 12 مدنيا في غارة جوية على مدينة حلب يوم 9 كانون الأول 2016."


@pytest.fixture(scope="module")
def coded_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    news = news_of_a_day(tmp_path_factory.mktemp("news"), TEXT)
    return filled_database(server, template, "template_corrections", news)


@pytest.fixture
def coded(fresh_database: Callable[[str], str], coded_template: str) -> str:
    return fresh_database(coded_template)


@pytest.fixture(scope="module")
def untouched(server: EmbeddedServer, coded_template: str) -> str:
    """The same for all who change nothing."""
    return server.url(coded_template)


def correct(url: str, table: str, row: str, column: str, value: str | None, reason: str = "misread") -> None:
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ WRITE")
        cursor.execute("SELECT analyst.correct(%s, %s, %s, %s, %s)", [table, row, column, value, reason])


def one(url: str, query: str, *values: Any) -> Any:
    return ask(url, query, *values)[0]


def test_views_show_the_right_value_and_the_coding_stays(coded: str) -> None:
    before = one(coded, "SELECT * FROM analyst.casualties WHERE kind = 'killed'")
    event, figure = before.event_id, before.figure_id
    correct(coded, "figures", figure, "high", "15")
    correct(coded, "figures", figure, "best", None)
    correct(coded, "figures", figure, "qualifier", "between")
    correct(coded, "events", event, "starts_on", "2016-12-08")
    after = one(coded, "SELECT * FROM analyst.casualties WHERE figure_id = %s", figure)
    assert (after.low, after.best, after.high, after.qualifier) == (12, None, 15, "between")
    assert after.starts_on.isoformat() == "2016-12-08"
    stays = one(coded, "SELECT low, best, high FROM core.figures WHERE figure_id = %s", figure)
    assert stays == (12, 12, 12)
    noted = ask(
        coded, "SELECT column_name, coded_value, corrected_value, corrected_by, surface FROM analyst.corrections"
    )
    assert len(noted) == 4
    assert {row.corrected_by for row in noted} == {"postgres"}
    assert ("high", "12", "15", "postgres", before.surface) in noted


def test_type_modality_place_and_no_event_at_all(coded: str) -> None:
    (event,) = one(coded, "SELECT event_id FROM analyst.events WHERE location_id IS NOT NULL")
    correct(coded, "events", event, "event_type", "shelling")
    row = one(coded, "SELECT * FROM analyst.events WHERE event_id = %s", event)
    expected = one(coded, "SELECT plover_mode, cameo_code FROM ref.event_types WHERE event_type = 'shelling'")
    assert (row.event_type, row.plover_mode, row.cameo_code) == ("shelling", *expected)
    (idlib,) = one(
        coded, "SELECT location_id FROM core.locations WHERE name_en = 'Idlib' ORDER BY population DESC LIMIT 1"
    )
    correct(coded, "events", event, "location_id", idlib)
    assert one(coded, "SELECT place_en FROM analyst.events WHERE event_id = %s", event) == ("Idlib",)
    correct(coded, "events", event, "modality", "denied")
    assert ask(coded, "SELECT FROM analyst.events WHERE event_id = %s", event) == []
    correct(coded, "events", event, "event_type", None, "a drill")
    assert ask(coded, "SELECT FROM analyst.events_all WHERE event_id = %s", event) == []
    assert one(coded, "SELECT count(*) FROM analyst.corrections WHERE is_current") == (3,)


def test_whom_a_mention_means_its_events_follow(coded: str) -> None:
    mention = one(
        coded, "SELECT location_mention_id, location_id FROM core.location_mentions WHERE surface LIKE '%%حلب'"
    )
    (idlib,) = one(
        coded, "SELECT location_id FROM core.locations WHERE name_en = 'Idlib' ORDER BY population DESC LIMIT 1"
    )
    events = one(coded, "SELECT count(*) FROM analyst.events WHERE place_en = 'Aleppo'")
    assert events[0] > 0
    correct(coded, "location_mentions", mention.location_mention_id, "location_id", idlib)
    assert one(coded, "SELECT count(*) FROM analyst.events WHERE place_en = 'Idlib'") == events


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("figures", "high", "many", "numeric"),
        ("figures", "high", "3", "lower bound"),
        ("figures", "kind", "kiled", "no kind"),
        ("figures", "surface", "x", "cannot be corrected"),
        ("sources", "name_en", "x", "cannot be corrected"),
        ("events", "event_type", "war", "no event_type"),
        ("events", "modality", "maybe", "modality"),
        ("events", "modality", None, "always has a value"),
        ("events", "location_id", "nowhere", "no location_id"),
        ("events", "low", "1", "cannot be corrected"),
    ],
)
def test_what_makes_no_sense_is_refused(untouched: str, table: str, column: str, value: str | None, says: str) -> None:
    row = one(untouched, "SELECT * FROM analyst.casualties WHERE location_id IS NOT NULL")
    with pytest.raises(psycopg2.Error, match=says):
        correct(untouched, table, row.event_id if table == "events" else row.figure_id, column, value)
    assert ask(untouched, "SELECT FROM core.corrections") == []


def test_a_row_and_a_reason_are_needed(untouched: str) -> None:
    row = one(untouched, "SELECT figure_id FROM core.figures")
    with pytest.raises(psycopg2.Error, match="has no row"):
        correct(untouched, "figures", "00000000-0000-0000-0000-000000000000", "kind", None)
    with pytest.raises(psycopg2.Error, match="say why"):
        correct(untouched, "figures", row.figure_id, "kind", None, " ")


def test_analysts_may_correct_and_write_nothing_else(server: EmbeddedServer, coded: str) -> None:
    execute(coded, "DELETE FROM ops.installed WHERE part = 'roles'")
    prepare_warehouse(coded)
    server.let_in(("analyst_ro",))
    url = server.url(coded.rpartition("/")[2], "analyst_ro")
    row = one(coded, "SELECT figure_id FROM core.figures WHERE kind = 'killed'")
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction), closing(connect(url)) as connection:
        connection.cursor().execute("SELECT correct('figures', %s, 'kind', NULL, 'why')", [row.figure_id])
    correct(url, "figures", row.figure_id, "kind", None)
    assert one(coded, "SELECT corrected_by FROM core.corrections") == ("analyst_ro",)
    for forbidden in (
        "INSERT INTO core.corrections SELECT * FROM core.corrections",
        "UPDATE core.corrections SET reason = 'x'",
        "DELETE FROM core.corrections",
        "UPDATE core.figures SET low = 0",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            execute(url, f"SET TRANSACTION READ WRITE; {forbidden}")
    owner = "SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE oid = 'analyst.correct'::regproc"
    assert one(coded, owner) == ("waqai_owner",)


def test_a_corrected_day_of_a_shared_happening_shows(warehouse: str, tmp_path: Path) -> None:
    """Two outlets tell of one raid, and one misread its day: ACLED's row of the other one must not hide that."""
    for source, text in (("a", TEXT), ("b", f"بيروت: كانت السماء صافية والهواء باردا. {TEXT}")):
        (tmp_path / source / "2016-12-11").mkdir(parents=True)
        (tmp_path / source / "2016-12-11" / "x.txt").write_text(text, encoding="utf-8")
        run_target(str(tmp_path / source), source=source, url=warehouse)
    acled = "SELECT event_date::text, source, location, geo_precision FROM analyst.acled_like ORDER BY 1, 2"
    assert ask(warehouse, acled) == [("2016-12-09", "a; b", "Aleppo", 1)]
    for source in "ab":
        (event,) = one(
            warehouse, "SELECT event_id FROM analyst.events WHERE event_type = 'airstrike' AND source_code = %s", source
        )
        correct(warehouse, "events", event, "starts_on", "2016-12-08")
        correct(warehouse, "events", event, "ends_on", "2016-12-08")
        if source == "a":
            assert ask(warehouse, acled) == [("2016-12-08", "a", "Aleppo", 1), ("2016-12-09", "b", "Aleppo", 1)]
    (syria,) = one(warehouse, "SELECT location_id FROM core.locations WHERE name_en = 'Syria' AND feature = 'country'")
    correct(warehouse, "events", event, "location_id", syria)
    assert ask(warehouse, acled) == [("2016-12-08", "a", "Aleppo", 1), ("2016-12-08", "b", "Syria", 3)]


def test_a_corrected_day_of_the_dead_leaves_the_raid(coded: str) -> None:
    """ACLED has harm within the act that did it: given a day of its own, it is no longer there."""
    acled = "SELECT event_date::text, event_type, fatalities::int FROM analyst.acled_like ORDER BY 1"
    raid, killing = (
        one(coded, "SELECT event_id FROM analyst.events WHERE event_type = %s", name)[0]
        for name in ("airstrike", "killing")
    )
    explosion = "Explosions/Remote violence"
    assert ask(coded, acled) == [("2016-12-09", explosion, 12)]
    correct(coded, "events", killing, "starts_on", "2016-12-07")
    correct(coded, "events", killing, "ends_on", "2016-12-07")
    assert ask(coded, acled) == [("2016-12-07", "Violence against civilians", 12), ("2016-12-09", explosion, None)]
    correct(coded, "events", raid, "starts_on", "2016-12-07")
    assert ask(coded, acled) == [("2016-12-07", explosion, 12)]


def test_a_place_can_be_given_where_the_text_names_none(warehouse: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("اعتقلت الشرطة ثلاثة أشخاص صباح اليوم.", encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    row = one(warehouse, "SELECT event_id, place_en FROM analyst.events")
    assert row.place_en is None
    correct(warehouse, "events", row.event_id, "location_id", "170063")
    assert one(warehouse, "SELECT place_en, place_precision FROM analyst.events") == ("Aleppo", 4)


def test_whom_a_mention_means_reaches_every_view(coded: str) -> None:
    """Sectors, shares, searches and lists of what is unresolved follow the corrected mention."""
    (mention,) = one(coded, "SELECT location_mention_id FROM core.location_mentions WHERE surface LIKE '%%حلب'")
    (idlib,) = one(
        coded, "SELECT location_id FROM core.locations WHERE name_en = 'Idlib' ORDER BY population DESC LIMIT 1"
    )
    refresh_views(coded)
    found = "SELECT count(*) FROM analyst.search('غارة', at_place => %s)"
    assert one(coded, found, idlib) == (0,)
    correct(coded, "location_mentions", mention, "location_id", idlib)
    assert one(coded, found, idlib) == (1,)
    execute(coded, "UPDATE core.location_mentions SET location_id = NULL, reason_code = 'unknown'")
    execute(coded, "INSERT INTO core.changed_documents (document_id) SELECT document_id FROM core.documents")
    renew_kept(coded)
    assert [row.surface for row in ask(coded, "SELECT surface FROM analyst.unresolved_places")] == ["دمشق"]


def test_coding_again_keeps_corrections(coded: str) -> None:
    row = one(coded, "SELECT figure_id FROM core.figures WHERE kind = 'killed'")
    correct(coded, "figures", row.figure_id, "high", "15")
    execute(coded, "UPDATE core.documents SET coding_version = 'older'")
    report = run_planned(plan_recoding(Selection(), url=coded), url=coded)
    assert report.counts.documents_loaded == 1
    assert one(coded, "SELECT high FROM analyst.corrected_figures WHERE is_corrected") == (15,)
    assert one(coded, "SELECT has_row FROM analyst.corrections") == (True,)


def test_gold(coded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = one(coded, "SELECT figure_id, start_offset, end_offset FROM core.figures WHERE kind = 'killed'")
    correct(coded, "figures", row.figure_id, "high", "15", "the ministry says so")
    monkeypatch.setenv("WAQAI_DATABASE_URL", coded)
    result = CliRunner().invoke(main, ["corrections", "export"])
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    found = json.loads(line)
    assert found["text"][found["start"] : found["end"]] == found["surface"]
    assert {key: found[key] for key in ("layer", "field", "coded", "corrected", "published_on")} == {
        "layer": "figures", "field": "high", "coded": 12, "corrected": 15, "published_on": "2016-12-11",
    }  # fmt: skip


def test_the_way_a_client_writes_days_does_not_matter(coded: str) -> None:
    right = CORRECT.format(table="events", key="event_id", column="starts_on", value="2016-12-01")
    execute(coded, f"SET datestyle = 'German'; {right}")
    [(corrected,)] = ask(coded, "SELECT corrected_value FROM core.corrections WHERE column_name = 'starts_on'")
    assert corrected == "2016-12-01"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("events", "starts_on", "0044-03-15 BC"),
        ("events", "starts_on", "20000-01-01"),
        ("events", "ends_on", "infinity"),
        ("figures", "low", "-3"),
        ("figures", "high", "Infinity"),
        ("figures", "best", "NaN"),
        ("figures", "best", "1e40"),
    ],
)
def test_only_what_can_be_shown_is_accepted(coded: str, table: str, column: str, value: str, tmp_path: Path) -> None:
    names = {"table": table, "key": f"{table[:-1]}_id", "column": column, "value": value}
    with pytest.raises(psycopg2.errors.InvalidParameterValue):
        execute(coded, CORRECT.format(**names))
    # What an earlier version let in breaks nothing.
    execute(coded, LET_IN.format(**names))
    for file_format in ("csv", "parquet", "geojson"):
        assert publish.export(tmp_path / file_format, file_format, publish.Selection(), url=coded) > 0


CORRECT = "SELECT analyst.correct('{table}', {key}, '{column}', '{value}', 'why') FROM core.{table} LIMIT 1"
LET_IN = """
    INSERT INTO core.corrections
    SELECT gen_random_uuid(), '{table}', {key}, '{column}', NULL, '{value}', 'why', 'me', now(), document_id,
           start_offset, end_offset, surface
    FROM core.{table} LIMIT 1;
    SELECT analyst.renew(array_agg(document_id)) FROM core.documents"""


#: Views that show what was coded, some of them beside what is right.
SHOW_THE_CODING = {"corrections", "known_events", "known_figures"}


def test_no_view_shows_what_was_corrected(coded: str) -> None:
    """Type, days, place and toll of all events of the only article are wrong: no view has the coded ones."""
    refresh_views(coded)
    (idlib,) = one(
        coded, "SELECT location_id FROM core.locations WHERE name_en = 'Idlib' ORDER BY population DESC LIMIT 1"
    )
    right = {"event_type": "shelling", "starts_on": "2015-05-04", "ends_on": "2015-05-05", "location_id": idlib}
    for (event,) in ask(coded, "SELECT event_id FROM core.events"):
        for column, value in right.items():
            correct(coded, "events", event, column, value)
    for (figure,) in ask(coded, "SELECT figure_id FROM core.figures"):
        for column in ("high", "best", "low"):
            correct(coded, "figures", figure, column, "7654")
    views = ask(
        coded, "SELECT relname FROM pg_class WHERE relnamespace = 'analyst'::regnamespace AND relkind IN ('v', 'm')"
    )
    shown = {view: "" for (view,) in views if view not in SHOW_THE_CODING}
    for view in shown:
        query = f"SELECT to_jsonb(shown)::text FROM analyst.{view} AS shown"  # noqa: S608
        shown[view] = "".join(row for (row,) in ask(coded, query))
    # A mention of a place means what it means, wherever the event was.
    shown["corrected_location_mentions"] = ""
    for wrong in ("airstrike", "killing", "2016-12-09", "Aleppo", 'low": 12'):
        assert [view for view, rows in shown.items() if wrong in rows] == [], wrong
    for value in ("shelling", "2015-05-04", "Idlib", "7654"):
        assert len([view for view, rows in shown.items() if value in rows]) > 4, value
