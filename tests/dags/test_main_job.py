"""`make run` as a newcomer meets it: the real DAG, a real server, from nothing; then again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.cli import main
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, execute, fingerprints, passing_folder

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT / "seeds" / "news"
# Nobody else writes this word: where it turns up, a secret has leaked.
MARKED = "marked-password-8f3a"


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    home = passing_folder("waqai-main-job-")
    server = EmbeddedServer(home)
    server.start()
    execute(server.url(), f"CREATE ROLE someone LOGIN SUPERUSER PASSWORD '{MARKED}'")
    yield home
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


def url_of(home: Path) -> str:
    return EmbeddedServer(home).url()


def make_run(home: Path, **variables: str) -> str:
    environment = {**os.environ, "WAQAI_HOME": str(home), **variables}
    done = subprocess.run(
        [sys.executable, "-m", "tools.main_job"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def counts(output: str) -> list[int]:
    line = next(line for line in output.splitlines() if line.startswith("files"))
    return [int(word) for word in line.split() if word.isdigit()]


@pytest.fixture(scope="module")
def first(home: Path) -> str:
    # As a user with an address of one's own: its password must not turn up anywhere.
    address = url_of(home).split("@")[1]
    return make_run(home, WAQAI_DATABASE_URL=f"postgresql://someone:{MARKED}@{address}")


def test_the_run_ends_with_events_and_counts_that_add_up(first: str) -> None:
    found, loaded, unchanged, quarantined = counts(first)
    assert found == loaded + unchanged + quarantined
    assert (unchanged, quarantined) == (0, 2)
    assert loaded >= 12
    for word in ("make psql", "make up", "waqai run PATH", "killing", "قتل"):
        assert word in first


def test_the_airflow_run_was_real(first: str, home: Path) -> None:
    address = url_of(home).rsplit("/", 1)[0] + "/airflow"
    rows = ask(address, "SELECT task_id, state FROM task_instance WHERE dag_id = 'ingest_news'")
    assert {row.task_id for row in rows} == {"plan", "batches", "load_batch", "reconcile", "publish"}
    assert {row.state for row in rows} == {"success"}


def test_a_second_run_says_unchanged_and_adds_no_row(first: str, home: Path) -> None:
    before = fingerprints(url_of(home))
    second = make_run(home)
    found, loaded, unchanged, quarantined = counts(second)
    assert loaded == 0
    assert found == unchanged + quarantined
    assert fingerprints(url_of(home)) == before


def test_no_secret_is_in_any_log(first: str, home: Path) -> None:
    assert MARKED not in first
    files = [path for path in (home / "airflow").rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    for path in files:
        assert MARKED not in path.read_text(encoding="utf-8", errors="replace"), path


def waqai(*arguments: str, **variables: str) -> Result:
    return CliRunner(env=variables).invoke(main, arguments)


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["run", str(NEWS)], {"WAQAI_HOME": "/proc/nowhere"}, "WAQAI_HOME"),
        (["run", str(NEWS)], {"WAQAI_DATABASE_URL": "postgresql://me:pw@127.0.0.1:1/db"}, "cannot be reached"),
        (["run", "no/such/folder"], {}, "no file or folder"),
        (["extract", "tests/no_such_file.txt"], {}, "does not exist"),
        (["psql"], {"WAQAI_DATABASE_URL": "mysql://me@db/x"}, "postgresql+psycopg2://"),
    ],
)
def test_a_wrong_call_gets_one_clear_sentence(
    home: Path, arguments: list[str], variables: dict[str, str], says: str
) -> None:
    done = waqai(*arguments, **{"WAQAI_HOME": str(home), **variables})
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code != 0
    assert says in done.stderr
    assert "pw" not in done.stderr


def test_an_empty_folder_is_said_to_be_empty(home: Path, tmp_path: Path) -> None:
    done = waqai("run", str(tmp_path), WAQAI_HOME=str(home))
    assert done.exit_code != 0
    assert "nothing to do" in done.stderr


def test_the_given_article_is_coded(home: Path, first: str) -> None:
    given = ROOT.parent / "shared" / "seeds"
    if not given.exists():
        pytest.skip("the article that the project was given is not here")
    done = waqai("run", str(given), "--published", "2016-12-11", WAQAI_HOME=str(home))
    assert done.exit_code == 0, done.stderr
    fell = ask(
        url_of(home),
        "SELECT 1 FROM analyst.events WHERE event_type = 'territory_seized' AND place_en = 'Palmyra'"
        " AND sources_en = 'Islamic State' AND starts_on = '2016-12-10'",
    )
    assert fell


def test_extract_prints_the_contract_as_json(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("بيروت: قُتل 12 شخصا في غارة على مدينة حلب الخميس.", encoding="utf-8")
    done = waqai("extract", str(article), "--published", "2024-05-04", "--json")
    coded = json.loads(done.stdout)
    assert coded["figures"][0]["low"] == 12
    assert coded["dates"][0]["value"] == "2024-05-02"
    table = waqai("extract", str(article), "--published", "2024-05-04").stdout
    assert "\u2068حلب" in table or "\u2068مدينة حلب" in table
