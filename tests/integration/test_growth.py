"""Nothing grows faster than the news: what a batch reads of the warehouse does not depend on how much is in there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.filling import fill
from etl.browse import questions
from etl.load import run_target
from etl.publish.reading import reading
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.quality import run_checks, stop_if_failed
from etl.warehouse.refresh import newest_days, refresh_views, renew_kept
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, copy_database, execute
from tests.sample_news import write_news
from tools.build_cookbook import answer
from tools.build_cookbook import questions as cookbook

#: Rows of one table that a statement about a few documents may read: several times what these have, and far less than
#: the tables hold.
MOST = 2000
DOCUMENTS = 4000
#: What does not grow with the news.
_REFERENCE = {"actors", "locations", "event_types", "reason_codes", "sources", "runs", "checks"}
_SIZES = """
    SELECT relname, reltuples FROM pg_class
    WHERE relkind = 'r' AND relnamespace IN ('core'::regnamespace, 'analyst'::regnamespace)"""
_FORGET = """
    DELETE FROM pg_statistic;
    UPDATE pg_class SET reltuples = -1, relpages = 0
    WHERE relkind IN ('r', 'i') AND relnamespace IN ('core'::regnamespace, 'analyst'::regnamespace);
    DELETE FROM ops.installed WHERE part = 'views'"""
_PLAN = re.compile(r"plan:\n((?:\t.*\n)+)")
_SETTINGS = (
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_analyze = on",
    "auto_explain.log_timing = off",
    "auto_explain.log_nested_statements = on",
    "auto_explain.log_format = 'json'",
    "jit = off",
)
#: Tables of this size are read as a whole where that is cheaper; with this, only where there is no other way.
_INDEXES = "enable_seqscan = off"
#: Questions of the cookbook on all that is there: totals and rankings, and lists of what is to be done.
_ON_ALL = set("20 22 23 24 28 30 32 34".split())


@pytest.fixture(scope="module")
def filled_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with so many documents that whoever reads a table as a whole is seen."""
    name = "template_filled"
    url = copy_database(server, template, name)
    run_target(str(write_news(tmp_path_factory.mktemp("first"), 20)), url=url)
    refresh_views(url)
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        fill(cursor, DOCUMENTS)
    refresh_views(url)
    stop_if_failed(run_checks(url, only_new=True))
    execute(url, "VACUUM ANALYZE")
    return name


@pytest.fixture
def filled(fresh_database: Callable[[str], str], filled_template: str) -> str:
    """Address of a warehouse that is a copy of ``filled_template``."""
    return fresh_database(filled_template)


def rows_read(server: EmbeddedServer, url: str, work: Callable[[], object], *further: str) -> Counter[tuple[str, str]]:
    """Rows that each statement of ``work`` reads of each table, by the beginning of the statement and the table."""
    name = url.rpartition("/")[2]
    settings = (*_SETTINGS, *further)
    for setting in settings:
        execute(server.url("postgres"), f"ALTER DATABASE {name} SET {setting}")
    log = server.folder / "server.log"
    before = log.stat().st_size
    work()
    for setting in settings:
        execute(server.url("postgres"), f"ALTER DATABASE {name} RESET {setting.partition(' ')[0]}")
    with log.open(encoding="utf-8", errors="replace") as lines:
        lines.seek(before)
        written = lines.read()
    read: Counter[tuple[str, str]] = Counter()
    for found in _PLAN.finditer(written):
        logged = json.loads(found[1])
        statement = " ".join(logged["Query Text"].split())[:120]
        for table, rows in tables_of(logged["Plan"]).items():
            if table not in _REFERENCE:
                read[statement, table] = max(read[statement, table], rows)
    assert read
    return read


def tables_of(node: dict[str, Any]) -> Counter[str]:
    """Rows that a plan reads of each table, those that a filter throws away too."""
    read: Counter[str] = Counter()
    if "Relation Name" in node:
        each = node["Actual Rows"] + sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
        read[node["Relation Name"]] += int(each * node["Actual Loops"])
    for child in node.get("Plans", ()):
        read += tables_of(child)
    return read


def test_what_a_batch_costs_does_not_depend_on_what_is_there(
    server: EmbeddedServer, filled: str, tmp_path: Path
) -> None:
    def everything() -> None:
        run_target(str(write_news(tmp_path / "more", 24)), url=filled)
        run_target(str(tmp_path / "more"), url=filled)
        run_checks(filled, only_new=True)
        refresh_views(filled)
        newest_days(filled)

    read = rows_read(server, filled, everything, _INDEXES)
    too_much = [f"{rows} rows of {table}: {statement}" for (statement, table), rows in read.items() if rows > MOST]
    assert not too_much, "\n".join(sorted(too_much))


def test_renewing_a_portion_reads_only_its_documents(server: EmbeddedServer, filled: str) -> None:
    execute(filled, "INSERT INTO core.changed_documents (document_id) SELECT document_id FROM core.documents LIMIT 500")
    read = rows_read(server, filled, partial(renew_kept, filled))
    of_documents = {statement: rows for (statement, table), rows in read.items() if table == "documents"}
    assert max(of_documents.values()) <= MOST, of_documents


@pytest.mark.parametrize("plans", ["force_custom_plan", "force_generic_plan"])
def test_what_a_search_reads_does_not_depend_on_what_is_there(server: EmbeddedServer, filled: str, plans: str) -> None:
    in_all = "غارة أو الأمم أو وزارة أو وزير"
    searches: dict[str, tuple[str | None, ...]] = {
        "in a quarter of all documents": ("غارة", None, None, None),
        "in all of them": (in_all, None, None, None),
        "in all of them, within two days": (in_all, "2015-12-01", "2015-12-02", None),
        "in a row": ('"الأمم المتحدة"', None, None, None),
        "of one type": ("غارة", None, None, "airstrike"),
        "nowhere": ("قرنبيط", None, None, None),
    }
    search = "SELECT * FROM analyst.search(%s, %s, %s, of_type => %s)"
    execute(server.url("postgres"), f"ALTER DATABASE {filled.rpartition('/')[2]} SET plan_cache_mode = {plans}")
    for what, given in searches.items():
        read = rows_read(server, filled, partial(ask, filled, search, *given), _INDEXES)
        too_much = [f"{rows} rows of {table}: {statement}" for (statement, table), rows in read.items() if rows > MOST]
        assert not too_much, f"{what}: " + "\n".join(sorted(too_much))


def test_what_a_page_of_an_article_reads_does_not_depend_on_what_is_there(server: EmbeddedServer, filled: str) -> None:
    (event,) = ask(filled, "SELECT document_id, event_id FROM core.events ORDER BY event_id LIMIT 1")

    def look() -> None:
        with reading(filled) as connection:
            assert questions.article(connection, event.document_id, None)
            assert questions.told(connection, [str(event.event_id)])

    read = rows_read(server, filled, look, _INDEXES)
    too_much = [f"{rows} rows of {table}: {statement}" for (statement, table), rows in read.items() if rows > MOST]
    assert not too_much, "\n".join(sorted(too_much))


def test_what_a_question_reads_does_not_depend_on_what_is_there(server: EmbeddedServer, filled: str) -> None:
    # Of days on which there is news.
    asked = [
        replace(one, statement=one.statement.replace("2020-", "2015-").replace("2021-", "2016-"))
        for one in cookbook()
        if one.path.stem[:2] not in _ON_ALL
    ]

    def ask_them() -> None:
        with closing(connect(filled)) as connection:
            for one in asked:
                answer(connection, one)

    read = rows_read(server, filled, ask_them, _INDEXES, "enable_hashjoin = off")
    too_much = [f"{rows} rows of {table}: {statement}" for (statement, table), rows in read.items() if rows > MOST]
    assert not too_much, "\n".join(sorted(too_much))


def test_views_are_filled_without_statistics_of_what_was_restored(server: EmbeddedServer, filled: str) -> None:
    sizes = dict(ask(filled, _SIZES))
    execute(filled, _FORGET)
    read = rows_read(server, filled, lambda: prepare_warehouse(filled))
    assert any(table == "figures" for _, table in read)
    again = {key: rows for key, rows in read.items() if rows > MOST + 10 * sizes.get(key[1], rows)}
    assert not again
