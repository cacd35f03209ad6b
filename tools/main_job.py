"""`make run`: the DAG ingest_news over the sample news, from nothing to a table of events."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.status import Status

from etl.errors import TerminalError, WaqaiError
from etl.load import finish
from etl.load.report import show_report
from etl.load.runs import files_done, last_run_id
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views
from tools.airflow_env import ROOT, TABLES, local_environment, make_tables

console = Console()


@contextmanager
def step(what: str) -> Iterator[Status]:
    """Say what is being done, and how long it took."""
    began = time.monotonic()
    with console.status(f"{what} ...") as status:
        yield status
    console.print(f"[green]✓[/] {what} ({time.monotonic() - began:.1f} s)", highlight=False)


def run(environment: dict[str, str], *command: str, watch: Callable[[], None] = lambda: None) -> None:
    """Run a command of Airflow; its many words go to a log, and ``watch`` is called twice a second."""
    log = Path(environment["AIRFLOW_HOME"]) / "main_job.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        while process.poll() is None:
            time.sleep(0.5)
            watch()
    if process.returncode:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        console.print("\n".join(last), markup=False, highlight=False)
        raise TerminalError(f"{' '.join(command[:3])} failed; all it said is in {log}")


def show_progress(status: Status, url: str, began: datetime) -> None:
    """Put into ``status`` how many files of the run that started after ``began`` are done."""
    done = files_done(began, url)
    if done is not None:
        status.update(f"DAG ingest_news: {done[0]} of {done[1]} files ...")


def main() -> None:
    """Run the main job and show what came of it."""
    target = ROOT / "seeds" / "news"
    with step("PostgreSQL"):
        environment = local_environment()
    with step("Warehouse: schema, views, reference tables"):
        prepare_warehouse()
    url = environment["WAQAI_DATABASE_URL"]
    with step("Airflow's own tables"):
        make_tables(lambda: run(environment, *TABLES))
    began = datetime.now(UTC)
    with step(f"DAG ingest_news over {target.relative_to(ROOT)}") as status:
        program = str(Path(sys.executable).with_name("airflow"))
        dag = [program, "dags", "test", "ingest_news", "-f", str(ROOT / "dags" / "ingest_news.py")]
        conf = json.dumps({"target": str(target)})
        run(environment, *dag, "-c", conf, watch=lambda: show_progress(status, url, began))
    with step("Analysts' views"):
        refresh_views(url)
    show_report(finish(last_run_id(url), url=url), url=url)
    console.print(
        "\nmake psql          ask the warehouse in SQL: select * from events;"
        "\nmake up            Airflow's web UI and scheduler on the same database"
        "\nwaqai run PATH     your own files (the command is in .venv/bin)",
        highlight=False,
    )


if __name__ == "__main__":
    try:
        main()
    except WaqaiError as error:
        sys.exit(f"Error: {error}")
