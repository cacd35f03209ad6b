"""Checks, refresh, housekeeping, backup: what keeps a warehouse going for years."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg2
import psycopg2.extensions
import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.errors import TerminalError, TransientError
from etl.load import Selection, plan_recoding, run_planned, run_target
from etl.settings import libpq_url
from etl.warehouse import migrate
from etl.warehouse.connect import connect
from etl.warehouse.maintain import drop_old_history, vacuum_advice
from etl.warehouse.prepare import lacking_roles, prepare_warehouse
from etl.warehouse.quality import checks, last_results, run_checks, stop_if_failed
from etl.warehouse.refresh import freshness, refresh_views
from etl.warehouse.server import EmbeddedServer
from etl.warehouse.status import status
from tests.conftest import ask, execute, filled_database, fingerprints, passing_folder
from tests.sample_news import write_news


@pytest.fixture(scope="module")
def filled_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return filled_database(server, template, "template_operations", write_news(tmp_path_factory.mktemp("news"), 4))


@pytest.fixture
def filled(fresh_database: Callable[[str], str], filled_template: str) -> str:
    return fresh_database(filled_template)


def failing(url: str) -> set[str]:
    return {result.code for result in run_checks(url) if result.status != "passed"}


def test_a_clean_warehouse_passes_every_check(filled: str) -> None:
    assert failing(filled) == set()
    assert [result.code for result in last_results(filled)] == [check.code for check in checks()]
    assert stop_if_failed(run_checks(filled)).endswith("0 warnings")


BREAK = {
    "offsets_match": "UPDATE core.figures SET surface = overlay(surface PLACING 'x' FROM 1) RETURNING 1",
    "orphans": "DELETE FROM core.document_texts RETURNING 1",
    "ledger_adds_up": "UPDATE ops.run_files SET outcome = NULL RETURNING 1",
    "future_facts": "UPDATE core.events SET starts_on = '2031-01-01', ends_on = '2031-01-01' RETURNING 1",
    "reasons_known": "UPDATE core.actor_mentions SET reason_code = 'just so' RETURNING 1",
    "impossible_figures": "UPDATE core.figures SET low = -3 WHERE unit = 'persons' RETURNING 1",
}


@pytest.mark.parametrize("code", BREAK)
def test_each_check_finds_what_it_is_for(filled: str, code: str) -> None:
    assert ask(filled, BREAK[code])
    assert failing(filled) == {code}


def test_a_grave_find_stops_and_a_slight_one_warns(filled: str) -> None:
    ask(filled, BREAK["future_facts"])
    assert "future_facts" in stop_if_failed(run_checks(filled))
    ask(filled, BREAK["offsets_match"])
    with pytest.raises(TerminalError, match="offsets_match"):
        stop_if_failed(run_checks(filled))


LESS_RESOLVED = """
    INSERT INTO core.actor_mentions
    SELECT made.*
    FROM (SELECT m AS whole FROM core.actor_mentions AS m WHERE actor_id IS NOT NULL LIMIT 1) AS mention,
        generate_series(1, 250) AS n,
        LATERAL jsonb_populate_record(whole, jsonb_build_object(
            'actor_mention_id', md5(n || '{resolved}'),
            'actor_id', CASE WHEN {resolved} THEN (whole).actor_id END
        )) AS made
"""


def test_more_unresolved_names_than_usual_are_noticed(filled: str) -> None:
    execute(filled, LESS_RESOLVED.format(resolved=True))
    run_checks(filled, only_new=True)
    execute(filled, "UPDATE ops.names_daily SET checked_on = checked_on - 9")
    execute(filled, LESS_RESOLVED.format(resolved=False))
    execute(filled, "UPDATE core.documents SET coded_at = now()")
    found = {result.code: result.examples for result in run_checks(filled)}
    assert [row["of"] for row in found["unresolved_share"]] == ["actors"]


def test_a_document_is_looked_at_until_it_is_found_clean_and_then_once(filled: str) -> None:
    def failing_now() -> set[str]:
        return {result.code for result in run_checks(filled, only_new=True) if result.status != "passed"}

    ask(filled, BREAK["offsets_match"])
    assert failing_now() == {"offsets_match"}
    assert failing_now() == {"offsets_match"}
    right = (
        "UPDATE core.figures AS f SET surface = substr(raw_text, start_offset + 1, end_offset - start_offset)"
        " FROM core.document_texts AS t WHERE t.document_id = f.document_id RETURNING 1"
    )
    ask(filled, right)
    assert failing_now() == set()
    ask(filled, BREAK["offsets_match"])
    assert failing_now() == set()
    assert failing(filled) == {"offsets_match"}
    ask(filled, "UPDATE core.documents SET coded_at = now() RETURNING 1")
    assert failing_now() == {"offsets_match"}


def test_names_are_counted_once_for_each_coding(filled: str) -> None:
    counted = "SELECT layer, sum(mentions) FROM ops.names_daily GROUP BY 1 ORDER BY 1"
    run_checks(filled, only_new=True)
    first = ask(filled, counted)
    assert [row.layer for row in first] == ["actors", "places"]
    run_checks(filled, only_new=True)
    run_checks(filled)
    assert ask(filled, counted) == first


def test_sources_that_went_silent_or_shrank_are_named(filled: str) -> None:
    copy = (
        "INSERT INTO core.documents (document_id, source_code, origin_id, published_on, published_source,"
        " language_code, characters, coding_version, coded_at, run_id)"
        " SELECT gen_random_uuid(), %s, origin_id, day::date, published_source, language_code, characters,"
        " coding_version, coded_at, run_id FROM (SELECT * FROM core.documents LIMIT 1) AS d,"
        " generate_series(%s::date, %s::date, '1 day') AS day, generate_series(1, %s) RETURNING 1"
    )
    ask(filled, "INSERT INTO core.sources (source_code) VALUES ('silent'), ('shrunk'), ('steady') RETURNING 1")
    ask(filled, copy, "silent", "2017-01-01", "2017-01-25", 1)
    ask(filled, copy, "steady", "2017-01-01", "2017-02-10", 12)
    ask(filled, copy, "shrunk", "2017-01-01", "2017-02-09", 12)
    ask(filled, copy, "shrunk", "2017-02-10", "2017-02-10", 2)
    found = {result.code: result.examples for result in run_checks(filled)}
    assert [row["source_code"] for row in found["source_silent"]] == ["silent"]
    assert [row["source_code"] for row in found["source_shrank"]] == ["shrunk"]


def test_refresh_and_freshness(filled: str) -> None:
    assert refresh_views(filled).startswith("refreshed")
    assert "2016-12-11" in freshness(filled)


def test_status_answers_all_its_questions(filled: str) -> None:
    run_checks(filled)
    answers = {answer.title: answer.rows for answer in status(filled)}
    assert answers["runs"][0][2] == "finished"
    assert answers["quarantine"] == ()
    assert len(answers["checks"]) == len(checks())


def test_history_is_kept_as_long_as_wanted(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.load.part.coding_version", lambda: "0.0.1+old")
    run_target(str(write_news(tmp_path / "news", 2)), url=warehouse)
    monkeypatch.undo()
    run_planned(plan_recoding(Selection(), url=warehouse), url=warehouse)
    current = fingerprints(warehouse)
    assert drop_old_history(timedelta(days=1), warehouse) == {}
    ask(warehouse, "UPDATE ops.runs SET started_at = started_at - interval '3 days' RETURNING 1")
    assert drop_old_history(timedelta(days=1), warehouse)["documents_history"] == 2
    assert fingerprints(warehouse) == current
    assert vacuum_advice(warehouse) == []


def test_backup_and_restore(server: EmbeddedServer, filled: str, tmp_path: Path) -> None:
    """The two commands of docs/operations.md, with the server's own programs."""
    restored = server.ensure_database("restored")
    dump = tmp_path / "waqai.dump"

    def program(name: str, *arguments: str) -> None:
        parts = psycopg2.extensions.parse_dsn(libpq_url(filled))
        environment = {**os.environ, "PGPASSWORD": parts["password"], "PGHOST": parts["host"], "PGPORT": parts["port"]}
        command = [str(server.binary(name)), "-U", parts["user"], *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    program("pg_dump", "-Fc", "-f", str(dump), "-d", filled.rpartition("/")[2])
    program("pg_restore", "--no-owner", "-d", "restored", str(dump))
    assert fingerprints(restored) == fingerprints(filled)
    assert failing(restored) == set()


def test_names_from_files_are_shown_as_they_are(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", warehouse)
    record = {"text": "قتل 12 شخصا في غارة على [/b] حلب في 5 أيار 2020.", "source": "[/url]\x1b[2J"}
    (tmp_path / "[b]\x1b[31m.json").write_text(json.dumps(record))
    (tmp_path / "[c]\x1b[31m.json").write_text("[b]")
    for command in (["run", str(tmp_path)], ["status"], ["quarantine", "list"], ["quarantine", "show", str(tmp_path)]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, (command, done.output, done.exception)
        assert "\x1b" not in done.output


LOOK = """
    SELECT current_setting('search_path') AS path, current_setting('default_transaction_read_only') AS is_read_only,
           current_setting('statement_timeout') AS timeout, (SELECT count(*) FROM events) AS events"""


def with_old_programs(folder: Path) -> Path:
    """A folder with programs of a PostgreSQL that no longer understands the server, as a system may have them."""
    for name in ("pg_dump", "pg_restore"):
        old = folder / name
        old.write_text(f'#!/bin/sh\necho "{name} (PostgreSQL) 9.6.24"\n[ "$1" = --version ]\n')
        old.chmod(0o755)
    return folder


def test_restore_into_another_database_of_the_same_server(
    server: EmbeddedServer, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = str(tmp_path / "waqai.dump")
    restored = server.ensure_database("restored_beside")
    monkeypatch.setenv("PATH", f"{with_old_programs(tmp_path)}:{os.environ['PATH']}")
    for url, command in ((filled, "backup"), (restored, "restore")):
        monkeypatch.setenv("WAQAI_DATABASE_URL", url)
        done = CliRunner().invoke(main, [command, dump])
        assert done.exit_code == 0, (done.output, done.exception)
    assert fingerprints(restored) == fingerprints(filled)


def test_restore_on_a_new_embedded_server(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_views(filled)
    dump = str(tmp_path / "waqai.dump")

    def waqai(*command: str) -> str:
        done = CliRunner().invoke(main, list(command))
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    home = passing_folder("waqai-restore-")
    with monkeypatch.context() as there:
        there.setenv("WAQAI_DATABASE_URL", filled)
        there.setenv("PATH", f"{with_old_programs(tmp_path)}:{os.environ['PATH']}")
        waqai("backup", dump)
    monkeypatch.delenv("WAQAI_DATABASE_URL", raising=False)
    monkeypatch.setenv("WAQAI_HOME", str(home))
    try:
        waqai("restore", dump)
        assert "up to date" in waqai("migrate", "--check")
        analyst = f"postgresql+psycopg2{waqai('address').strip().removeprefix('postgresql')}"
        [(path, is_read_only, timeout, events)] = ask(analyst, LOOK)
        assert (path, is_read_only, timeout) == ("analyst, core, ref", "on", "5min")
        assert events > 0
        assert fingerprints(EmbeddedServer(home).url()) == fingerprints(filled)
        again = CliRunner().invoke(main, ["restore", dump])
        assert (again.exit_code, "empty" in again.output) == (1, True)
    finally:
        EmbeddedServer(home).stop()
        shutil.rmtree(home)


def test_after_a_plain_restore_migrate_makes_the_settings(server: EmbeddedServer, filled: str, tmp_path: Path) -> None:
    refresh_views(filled)
    restored = server.ensure_database("restored_plainly")
    for name, command in (
        ("pg_dump", ["-Fc", "-f", str(tmp_path / "waqai.dump"), "-d", libpq_url(filled)]),
        ("pg_restore", ["--no-owner", "--no-acl", "-d", libpq_url(restored), str(tmp_path / "waqai.dump")]),
    ):
        done = subprocess.run([str(server.binary(name)), *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert lacking_roles(restored)
    prepare_warehouse(restored)
    assert not lacking_roles(restored)
    server.let_in(["analyst_ro"])
    [(path, is_read_only, timeout, events)] = ask(server.url("restored_plainly", "analyst_ro"), LOOK)
    assert (path, is_read_only, timeout) == ("analyst, core, ref", "on", "5min")
    assert events > 0


def test_an_analyst_keeps_its_limits(server: EmbeddedServer, template: str) -> None:
    server.ensure_database("limits")
    prepare_warehouse(server.url("limits"))
    server.let_in(["analyst_ro"])
    analyst = server.url("limits", "analyst_ro")
    with closing(connect(analyst)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SET default_transaction_read_only = off")
        for setting in ("statement_timeout = 0", "default_transaction_read_only = off", "search_path = pg_catalog"):
            cursor.execute(f"ALTER ROLE analyst_ro IN DATABASE limits SET {setting}")
    [(path, is_read_only, timeout, _)] = ask(analyst, LOOK)
    assert (path, is_read_only, timeout) == ("analyst, core, ref", "on", "5min")
    with closing(connect(analyst)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SET default_transaction_read_only = off")
        for call in ("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, '')", "lo_put(1, 0, '')", "lo_unlink(1)"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"SELECT {call}")
        for call in ("pg_advisory_lock(1)", "pg_try_advisory_xact_lock_shared(1)"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"SELECT {call}")
    loader = server.url("limits", "waqai_loader")
    server.let_in(["waqai_loader"])
    assert len(ask(loader, "SELECT pg_advisory_xact_lock(1)")) == 1


def test_who_stands_in_the_way_of_the_views_is_said(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "200ms")
    execute(warehouse, "DELETE FROM ops.installed WHERE part = 'views'")
    with closing(connect(warehouse)) as reader, reader.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid() FROM analyst.events LIMIT 1")
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
        with pytest.raises(TransientError, match=f"process {pid}"):
            prepare_warehouse(warehouse)
    prepare_warehouse(warehouse)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            psycopg2.OperationalError("server closed the connection\n unexpectedly"),
            "the database broke off: server closed",
        ),
        (OSError(28, "No space left on device", "x.csv"), "No space left on device (x.csv)"),
    ],
)
def test_no_traceback_reaches_a_user(monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("etl.warehouse.status.status", fail)
    done = CliRunner().invoke(main, ["status"])
    assert (done.exit_code, said in done.output, done.output.count("\n")) == (1, True, 1)
