"""The schema: migrations equal the code, everything is explained, the rules of the database hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import get_args

import psycopg2
import pytest
from click.testing import CliRunner

from etl import documents
from etl.cli import main
from etl.errors import TransientError
from etl.load import run_target
from etl.warehouse import migrate
from etl.warehouse.connect import connect, engine
from etl.warehouse.copying import encode_rows
from etl.warehouse.install import view_files
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views
from etl.warehouse.schema import VOCABULARIES, metadata
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, execute
from tests.sample_news import write_news

# Constraints as the server understands them: Alembic itself compares neither CHECKs nor generated columns.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace::regnamespace::text IN ('core', 'ref', 'ops') AND contype <> 'n'
      AND conrelid <> 'ops.schema_version'::regclass
    ORDER BY 1, 2
"""


@pytest.fixture
def with_news(fresh_database: Callable[[str], str], news_template: str) -> str:
    """Address of a warehouse with news that may be changed."""
    return fresh_database(news_template)


def test_migrations_make_the_tables_that_the_code_knows(server: EmbeddedServer, empty_warehouse: str) -> None:
    with engine(empty_warehouse).connect() as connection:
        assert migrate.drift(connection) == []
    other = server.ensure_database("made_from_metadata")
    execute(other, "CREATE SCHEMA core; CREATE SCHEMA ref; CREATE SCHEMA ops; CREATE TABLE ops.schema_version ()")
    with engine(other).begin() as connection:
        for kind in VOCABULARIES:
            kind.create(connection)
        # What a constraint calls is made by migrations alone.
        ((function,),) = ask(empty_warehouse, "SELECT pg_get_functiondef('core.are_spans'::regproc)")
        connection.exec_driver_sql(function)
        metadata.create_all(connection)
    assert ask(empty_warehouse, CONSTRAINTS) == ask(other, CONSTRAINTS)


def test_migrating_again_changes_nothing(warehouse: str) -> None:
    prepare_warehouse(warehouse)
    installed = ask(warehouse, "SELECT * FROM ops.installed ORDER BY part")
    prepare_warehouse(warehouse)
    assert migrate.pending(warehouse) == []
    assert ask(warehouse, "SELECT * FROM ops.installed ORDER BY part") == installed


def test_down_and_up_on_a_filled_database(warehouse: str, tmp_path: Path) -> None:
    run_target(str(write_news(tmp_path, 4)), url=warehouse)
    migrate.downgrade(warehouse, "base")
    left = "SELECT count(*) FROM information_schema.tables WHERE table_schema IN ('core', 'ref', 'analyst')"
    assert ask(warehouse, left) == [(0,)]
    assert len(migrate.pending(warehouse)) >= 1
    prepare_warehouse(warehouse)
    assert run_target(str(tmp_path), url=warehouse).counts.documents_loaded == 4


def test_a_correction_survives_going_down_and_up(warehouse: str, tmp_path: Path) -> None:
    run_target(str(write_news(tmp_path, 1)), url=warehouse)
    correct = "SELECT analyst.correct('figures', figure_id, 'kind', NULL, 'why') FROM core.figures LIMIT 1"
    execute(warehouse, correct)
    before = ask(warehouse, "SELECT * FROM core.corrections")
    migrate.downgrade(warehouse, "0002")
    prepare_warehouse(warehouse)
    assert ask(warehouse, "SELECT * FROM core.corrections") == before


def test_what_is_described_survives_going_down_and_up(warehouse: str, tmp_path: Path) -> None:
    run_target(str(write_news(tmp_path, 4)), url=warehouse)
    kept = "SELECT event_id, role, surface, actor_id FROM core.event_participants ORDER BY event_id, role, position"
    before = ask(warehouse, kept)
    migrate.downgrade(warehouse, "0006")
    assert ask(warehouse, kept) == before
    prepare_warehouse(warehouse)
    assert ask(warehouse, kept) == before
    assert ask(warehouse, "SELECT count(*) FROM analyst.events_all WHERE date_source IS NOT NULL") == [(0,)]


def test_several_migrators_at_once(server: EmbeddedServer, empty_warehouse: str) -> None:
    url = server.ensure_database("many_migrators")
    command = [sys.executable, "-m", "etl.cli", "migrate"]
    environment = {**os.environ, "WAQAI_DATABASE_URL": url}
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    for process in started:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert migrate.pending(url) == []
    assert len(ask(url, "SELECT * FROM ops.installed")) == len(ask(empty_warehouse, "SELECT * FROM ops.installed"))


def test_a_migration_gives_up_where_somebody_holds_a_table(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate.downgrade(warehouse, "0002")
    # Alembic reads env.py anew for each migration, and this with it.
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "100ms")
    with closing(connect(warehouse)) as reader, reader.cursor() as cursor:
        cursor.execute("SELECT FROM core.corrections")
        with pytest.raises(TransientError, match="changed nothing"):
            prepare_warehouse(warehouse)
    assert ask(warehouse, "SELECT version_num FROM ops.schema_version") == [("0002",)]
    prepare_warehouse(warehouse)
    assert migrate.pending(warehouse) == []


def test_a_filled_warehouse_says_the_same_after_its_migration(with_news: str) -> None:
    asked = {
        "events": "SELECT * FROM analyst.events_all ORDER BY event_id",
        "statements": "SELECT * FROM analyst.statements ORDER BY event_id, act, speaker_ar",
        "decided": "SELECT event_id, why FROM analyst.known_events ORDER BY event_id",
        "codes": "SELECT * FROM analyst.corrected_events ORDER BY event_id",
        "actors": "SELECT * FROM analyst.corrected_actor_mentions ORDER BY actor_mention_id",
        "mentions": "SELECT * FROM core.event_mentions ORDER BY event_id, start_offset, end_offset",
        "attributions": "SELECT * FROM core.attributions ORDER BY event_id",
        "uncoded": "SELECT * FROM analyst.uncoded_sentences ORDER BY uncoded_sentence_id",
        "search": "SELECT * FROM analyst.search('مدنيين')",
    }
    before = {name: ask(with_news, query) for name, query in asked.items()}
    assert all(before.values())
    migrate.downgrade(with_news, "0012")
    assert ask(with_news, "SELECT count(*) FROM core.document_texts WHERE clean_text IS NULL") == [(0,)]
    prepare_warehouse(with_news)
    refresh_views(with_news)
    assert {name: ask(with_news, query) for name, query in asked.items()} == before


@pytest.mark.parametrize("revision", ["0012", "0015", "0028"])
def test_what_was_searchable_is_so_again_after_a_migration(with_news: str, revision: str) -> None:
    searchable = "SELECT document_id, words::text FROM core.document_search ORDER BY document_id"
    before = ask(with_news, searchable)
    assert before
    migrate.downgrade(with_news, revision)
    prepare_warehouse(with_news)
    refresh_views(with_news)
    assert ask(with_news, searchable) == before


def test_check_says_whether_the_database_is_behind(warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", warehouse)

    def check() -> tuple[int, str]:
        result = CliRunner().invoke(main, ["migrate", "--check"])
        return result.exit_code, result.output

    assert check() == (0, "The database is up to date.\n")
    migrate.downgrade(warehouse, "0002")
    code, output = check()
    assert code == 1
    assert "missing: 0003" in output


def test_a_newer_schema_is_used_and_left_alone(warehouse: str, tmp_path: Path) -> None:
    """A rolling upgrade: the database is migrated, this worker is not replaced yet."""
    execute(warehouse, "UPDATE ops.schema_version SET version_num = '9999'; DELETE FROM ops.installed")
    execute(warehouse, "ALTER TABLE core.events ADD COLUMN new_column text; DROP VIEW analyst.hxl")
    assert migrate.is_ahead(warehouse)
    assert migrate.pending(warehouse) == []
    prepare_warehouse(warehouse)
    assert ask(warehouse, "SELECT * FROM ops.installed") == []
    assert run_target(str(write_news(tmp_path, 2)), url=warehouse).counts.documents_loaded == 2


def test_the_code_of_the_commit_before_works_on_this_schema(warehouse: str, tmp_path: Path) -> None:
    """Workers are replaced one by one: for a while the older code loads into the newer schema."""
    root = Path(__file__).resolve().parents[2]
    archive = subprocess.run(["git", "archive", "HEAD~1", "etl", "seeds", "migrations"], cwd=root, capture_output=True)
    if archive.returncode != 0:
        pytest.skip(f"the commit before is not here: {archive.stderr.decode().strip()}")
    older = tmp_path / "older"
    older.mkdir()
    subprocess.run(["tar", "-x", "-C", str(older)], input=archive.stdout, check=True)
    (older / "waqai_seeds").symlink_to("seeds")
    (older / "waqai_migrations").symlink_to("migrations")
    news = write_news(tmp_path / "news", 3)
    done = subprocess.run(
        [sys.executable, "-m", "etl.cli", "run", str(news)],
        env={**os.environ, "PYTHONPATH": str(older), "WAQAI_DATABASE_URL": warehouse, "WAQAI_HOME": str(tmp_path)},
        cwd=older, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert ask(warehouse, "SELECT count(*) FROM core.documents") == [(3,)]
    # And what it loaded is as good as ours; where its tables were others, ours take the place of its rows.
    counts = run_target(str(news), url=warehouse).counts
    assert (counts.documents_unchanged or counts.documents_loaded) == 3
    assert ask(warehouse, "SELECT count(*) FROM core.documents") == [(3,)]


def test_every_table_view_and_column_is_explained(empty_warehouse: str) -> None:
    silent = ask(
        empty_warehouse,
        """
        SELECT c.oid::regclass::text || coalesce('.' || a.attname, '')
        FROM pg_class AS c
        LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace::regnamespace::text IN ('core', 'analyst', 'ref', 'ops') AND c.relkind IN ('r', 'v', 'm')
          AND c.relname <> 'schema_version'
          AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
        """,
    )
    assert silent == []


def test_vocabularies_of_the_database_are_those_of_the_code(empty_warehouse: str) -> None:
    for name, words in (
        ("qualifier", documents.Qualifier),
        ("timex", documents.Timex),
        ("modality", documents.Modality),
        ("mention_form", documents.Form),
    ):
        (labels,) = ask(empty_warehouse, f"SELECT enum_range(NULL::ref.{name})::text[]")[0]
        assert tuple(labels) == get_args(words)


@pytest.mark.parametrize("of", ["files", "documents"])
def test_the_database_refuses_a_run_that_does_not_add_up(warehouse: str, of: str) -> None:
    insert = (
        "INSERT INTO ops.runs (run_id, target, coding_version, reading, status, started_at, finished_at, {0}_in,"
        " {0}_loaded, {0}_unchanged) VALUES (gen_random_uuid(), 't', 'v', 'v', 'finished', now(), now(), 3, 1, {1})"
    )
    execute(warehouse, insert.format(of, 2))
    with pytest.raises(psycopg2.errors.CheckViolation, match=f"runs_{of}_add_up_check"):
        execute(warehouse, insert.format(of, 1))


def test_names_follow_one_rule() -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            kind = column.type.compile()
            where = f"{table.name}.{column.name}"
            assert column.name.endswith("_at") == kind.startswith("TIMESTAMP"), where
            assert column.name.endswith("_on") == (kind == "DATE"), where
            assert column.name.startswith(("is_", "has_")) == (kind == "BOOLEAN"), where
            assert kind != "UUID" or column.name.endswith("_id"), where


def test_analysts_read_and_loaders_write(server: EmbeddedServer, warehouse: str) -> None:
    # What is set for a database is not copied from its template.
    execute(warehouse, "DELETE FROM ops.installed WHERE part = 'roles'")
    prepare_warehouse(warehouse)
    server.let_in(("analyst_ro", "waqai_loader"))
    name = warehouse.rpartition("/")[2]
    analyst, loader = server.url(name, "analyst_ro"), server.url(name, "waqai_loader")
    assert ask(analyst, "SHOW search_path") == [("analyst, core, ref",)]
    assert ask(analyst, "SELECT 'events'::regclass = 'analyst.events'::regclass") == [(True,)]
    assert ask(analyst, "SHOW default_transaction_read_only") == [("on",)]
    assert ask(analyst, "SHOW statement_timeout") == [("5min",)]
    for forbidden in ("DELETE FROM core.sources", "CREATE TABLE core.mine ()", "SELECT * FROM ops.runs"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            execute(analyst, f"SET TRANSACTION READ WRITE; {forbidden}")
    execute(loader, "INSERT INTO core.sources (source_code) VALUES ('wire')")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(loader, "DROP TABLE core.sources CASCADE")
    assert ask(warehouse, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'core'") == [("waqai_owner",)]


def test_a_loader_role_can_do_a_whole_run(server: EmbeddedServer, warehouse: str, tmp_path: Path) -> None:
    server.let_in(("waqai_loader",))
    url = server.url(warehouse.rpartition("/")[2], "waqai_loader")
    assert run_target(str(write_news(tmp_path, 3)), url=url).counts.documents_loaded == 3


def test_an_owner_who_is_no_superuser_can_migrate(server: EmbeddedServer) -> None:
    execute(server.url("postgres"), "CREATE ROLE newcomer LOGIN")
    execute(server.url("postgres"), "CREATE DATABASE newcomer OWNER newcomer TEMPLATE template0")
    server.let_in(("newcomer",))
    url = server.url("newcomer", "newcomer")
    prepare_warehouse(url)
    assert migrate.pending(url) == []
    assert ask(url, "SELECT count(*) > 9000 FROM core.locations") == [(True,)]


def test_views_come_after_those_that_they_build_on() -> None:
    names = list(view_files())
    assert names.index("events_all") < names.index("events")


def test_rows_survive_copy(warehouse: str) -> None:
    hostile = ["back\\slash", "tab\there", "line\nbreak\r", "\\N", "\\.", "", "ك\u200fتاب"]
    assert encode_rows([[None, True, 3.0, 0.5, [1, 2]]]) == "\\N\tt\t3\t0.5\t{1,2}\n"
    from contextlib import closing

    from etl.warehouse.connect import connect
    from etl.warehouse.copying import copy_rows

    with closing(connect(warehouse)) as connection, connection.cursor() as cursor:
        rows = [(f"{n}", text, None, None) for n, text in enumerate(hostile)]
        assert copy_rows(cursor, metadata.tables["core.sources"], rows) == len(hostile)
        cursor.execute("SELECT name_ar FROM core.sources ORDER BY source_code")
        assert [row[0] for row in cursor.fetchall()] == hostile


def test_views_stand_in_one_order_in_every_process() -> None:
    """Or each run would take them for changed and make all rows that they keep anew."""
    script = "from etl.warehouse.install import *; print(*view_files(), *function_files())"
    orders = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "0123"
    }
    assert len(orders) == 1
