"""Killed, cut off, crowded: afterwards the tables equal those of one clean run, and the ledger adds up."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import select
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg2.extensions import parse_dsn

from etl.errors import TransientError
from etl.load import batch, finish, ledger, link, plan, process_batch, run_target, statements
from etl.settings import libpq_url
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, copy_database, execute, fingerprints
from tests.sample_news import article, write_news

# A fork has the extractor's tables already; nothing of ours holds a connection open at that point.
FORK = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("news"), 10)


@pytest.fixture(scope="module")
def clean(server: EmbeddedServer, template: str, news: Path) -> dict[str, str]:
    """What one undisturbed run leaves."""
    url = copy_database(server, template, "undisturbed")
    run_target(str(news), url=url)
    return fingerprints(url)


def in_child(work: Callable[[], object]) -> int | None:
    """Exit code of a process that does ``work``; negative where a signal ended it."""
    process = FORK.Process(target=work)
    process.start()
    process.join(60)
    return process.exitcode


def assert_ledger_adds_up(url: str) -> None:
    wrong = ask(
        url,
        "SELECT run_id FROM ops.runs WHERE status = 'finished' AND (files_in <> files_loaded + files_unchanged +"
        " files_quarantined OR documents_in <> documents_loaded + documents_unchanged + documents_quarantined)",
    )
    assert wrong == []
    assert ask(url, "SELECT count(*) FROM ops.runs WHERE status = 'finished'")[0][0] >= 1


def test_killed_at_every_step_and_started_again(
    fresh_database: Callable[[str], str], template: str, news: Path, clean: dict[str, str]
) -> None:
    steps: list[str] = []
    process_batch(plan(str(news), url=(other := fresh_database(template))).batch_ids[0], steps=steps.append, url=other)
    assert steps[-1] == "committed"
    warehouse = fresh_database(template)
    for step in steps[:-1]:
        planned = plan(str(news), batch_files=4, url=warehouse)

        def work(step: str = step, batch_id: str = planned.batch_ids[1]) -> None:
            def die(reached: str) -> None:
                if reached == step:
                    os.kill(os.getpid(), signal.SIGKILL)

            process_batch(batch_id, steps=die, url=warehouse)

        assert in_child(work) == -signal.SIGKILL, f"never came to the step {step!r}"
        assert ask(warehouse, "SELECT count(*) FROM core.documents") == [(0,)], step
    assert run_target(str(news), url=warehouse).counts.documents_loaded == 10
    assert fingerprints(warehouse) == clean
    assert_ledger_adds_up(warehouse)


def test_killed_after_the_commit_the_batch_is_done(warehouse: str, news: Path, clean: dict[str, str]) -> None:
    planned = plan(str(news), batch_files=4, url=warehouse)

    def work() -> None:
        process_batch(planned.batch_ids[0], steps=die_when_committed, url=warehouse)

    def die_when_committed(reached: str) -> None:
        if reached == "committed":
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(work) == -signal.SIGKILL
    for batch_id in planned.batch_ids:  # the same run goes on, as a scheduler that retries the task
        process_batch(batch_id, url=warehouse)
    counts = finish(planned.run_id, url=warehouse).counts
    assert (counts.files_loaded, counts.documents_loaded) == (10, 10)
    assert fingerprints(warehouse) == clean


@pytest.mark.parametrize("statement", ["similar_documents", "mark_linked", "link_clusters", "close_run"])
def test_killed_while_a_run_is_closed(warehouse: str, news: Path, clean: dict[str, str], statement: str) -> None:
    planned = plan(str(news), url=warehouse)
    for batch_id in planned.batch_ids:
        process_batch(batch_id, url=warehouse)

    def work() -> None:
        def die(cursor: object, name: str, **values: object) -> object:
            if name == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return statements.execute(cursor, name, **values)

        link.execute = ledger.execute = die
        finish(planned.run_id, url=warehouse)

    assert in_child(work) == -signal.SIGKILL
    assert finish(planned.run_id, url=warehouse).counts.documents_loaded == 10
    assert fingerprints(warehouse) == clean


def test_killed_in_the_middle_of_a_file_that_streams(
    fresh_database: Callable[[str], str], template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "PART_DOCUMENTS", 5)
    lines = ({"text": article(n), "date": "2016-12-11"} for n in range(12))
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    clean, killed = fresh_database(template), fresh_database(template)
    run_target(str(tmp_path), url=clean)
    planned = plan(str(tmp_path), url=killed)

    def work() -> None:
        commits = iter(range(2))

        def die(reached: str) -> None:
            if reached == "committed" and next(commits) == 1:
                os.kill(os.getpid(), signal.SIGKILL)

        process_batch(planned.batch_ids[0], steps=die, url=killed)

    assert in_child(work) == -signal.SIGKILL
    assert ask(killed, "SELECT count(*) FROM core.documents") == [(10,)]
    process_batch(planned.batch_ids[0], url=killed)
    counts = finish(planned.run_id, url=killed).counts
    assert (counts.documents_in, counts.documents_loaded, counts.documents_unchanged) == (12, 2, 10)
    assert fingerprints(killed) == fingerprints(clean)


def test_backend_terminated_twice_is_tried_again(warehouse: str, news: Path, clean: dict[str, str]) -> None:
    name = warehouse.rpartition("/")[2]
    kill = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    left = ["copied figures", "ledger"]

    def terminate(reached: str) -> None:
        if left and reached == left[0]:
            left.pop(0)
            execute(warehouse.rpartition("/")[0] + "/postgres", kill)

    planned = plan(str(news), url=warehouse)
    for batch_id in planned.batch_ids:
        process_batch(batch_id, steps=terminate, url=warehouse)
    assert left == []
    assert finish(planned.run_id, url=warehouse).counts.documents_loaded == 10
    assert fingerprints(warehouse) == clean


def test_connection_cut_in_the_middle_of_copy(warehouse: str, news: Path, clean: dict[str, str]) -> None:
    planned = plan(str(news), url=warehouse)
    with cutting_proxy(warehouse, after=[15_000, 40_000]) as (url, cuts):
        for batch_id in planned.batch_ids:
            process_batch(batch_id, url=url)
        assert cuts == []
    assert finish(planned.run_id, url=warehouse).counts.documents_loaded == 10
    assert fingerprints(warehouse) == clean


def test_a_database_that_stays_away_is_a_transient_error_and_loads_nothing(
    warehouse: str, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch.time, "sleep", lambda seconds: None)
    planned = plan(str(news), url=warehouse)
    with cutting_proxy(warehouse, after=[5_000] * 50) as (url, _), pytest.raises(TransientError):
        process_batch(planned.batch_ids[0], url=url)
    assert ask(warehouse, "SELECT count(*) FROM core.documents") == [(0,)]


@pytest.mark.parametrize("loaders", [2, 8])
def test_loaders_at_once_over_the_same_files_in_any_order(
    warehouse: str, news: Path, clean: dict[str, str], loaders: int
) -> None:
    def work(seed: int) -> None:
        planned = plan(str(news), batch_files=2, url=warehouse)
        ids = list(planned.batch_ids)
        random.Random(seed).shuffle(ids)
        for batch_id in ids:
            process_batch(batch_id, url=warehouse)
        finish(planned.run_id, url=warehouse)

    processes = [FORK.Process(target=work, args=(seed,)) for seed in range(loaders)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * loaders
    assert fingerprints(warehouse) == clean
    assert ask(warehouse, "SELECT sum(documents_loaded) FROM ops.runs") == [(10,)]
    assert ask(warehouse, "SELECT count(*) FROM core.figures_history") == [(0,)]
    assert_ledger_adds_up(warehouse)


@contextmanager
def cutting_proxy(url: str, after: list[int]) -> Iterator[tuple[str, list[int]]]:
    """A way to the server of ``url`` that cuts the n-th connection after that many bytes sent to the server."""
    parts = parse_dsn(libpq_url(url))
    cuts = list(after)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            upstream = socket.create_connection((parts["host"], int(parts["port"])))
            threading.Thread(target=relay, args=(client, upstream), daemon=True).start()

    def relay(client: socket.socket, upstream: socket.socket) -> None:
        sent = 0
        with client, upstream:
            while True:
                readable, _, _ = select.select([client, upstream], [], [])
                for end in readable:
                    data = end.recv(4096)
                    if not data:
                        return
                    if end is client:
                        sent += len(data)
                        if cuts and sent > cuts[0]:
                            cuts.pop(0)
                            return
                    (upstream if end is client else client).sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    port = listener.getsockname()[1]
    try:
        yield url.replace(f":{parts['port']}/", f":{port}/"), cuts
    finally:
        listener.close()
