"""The dashboard and the notebook read what is there, on the analysts' role; what needs Docker is not tried here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas
import pytest
import yaml
from IPython.core.interactiveshell import InteractiveShell

from etl.publish.reading import ROLE, reading, rows
from etl.warehouse.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "dashboard"
BOARD: dict[str, Any] = json.loads((FOLDER / "provisioning/dashboards/waqai.json").read_text(encoding="utf-8"))


def expanded(question: str, choices: dict[str, list[str]]) -> str:
    """The SQL that Grafana sends: a filter of time over everything, and all values of each variable."""
    question = re.sub(
        r"\$__timeFilter\((\w+)\)", r"\1 BETWEEN '1990-01-01T00:00:00Z' AND '2030-01-01T00:00:00Z'", question
    )
    for name, values in choices.items():
        question = question.replace(f"${{{name}:sqlstring}}", ",".join("'" + value + "'" for value in values))
    assert "$" not in question
    return question


@pytest.fixture(scope="module")
def choices(news_warehouse: str) -> dict[str, list[str]]:
    with reading(news_warehouse) as connection:
        variables = {one["name"]: rows(connection, one["query"]) for one in BOARD["templating"]["list"]}
    return {name: [row[0] for row in found] for name, found in variables.items()}


@pytest.mark.parametrize("panel", BOARD["panels"], ids=lambda panel: panel["title"])
def test_every_panel_gets_what_it_draws(
    news_warehouse: str, choices: dict[str, list[str]], panel: dict[str, Any]
) -> None:
    assert all(choices.values())
    (target,) = panel["targets"]
    assert target["datasource"] == panel["datasource"]
    with reading(news_warehouse) as connection:
        found = rows(connection, expanded(target["rawSql"], choices))
    assert found
    columns = set(found[0]._fields)
    if panel["type"] == "timeseries":
        assert found[0]._fields[0] == "time"
        assert [row.time for row in found] == sorted(row.time for row in found)
    if panel["type"] == "geomap":
        place = panel["options"]["layers"][0]["location"]
        assert {place["latitude"], place["longitude"]} <= columns
    if panel["type"] == "barchart":
        assert panel["options"]["xField"] in columns


def test_panels_do_not_lie_over_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells


def test_the_files_agree_with_each_other() -> None:
    (service,) = yaml.safe_load((FOLDER / "compose.yml").read_text(encoding="utf-8"))["services"].values()
    (mount,) = service["volumes"]
    here, there, mode = mount.split(":")
    assert ((ROOT / here).resolve(), mode) == (FOLDER / "provisioning", "ro")
    source = yaml.safe_load((FOLDER / "provisioning/datasources/waqai.yml").read_text())["datasources"][0]
    assert source["user"] == ROLE
    assert source["secureJsonData"]["password"].removeprefix("$") in service["environment"]
    assert {panel["datasource"]["uid"] for panel in BOARD["panels"]} == {source["uid"]}
    provider = yaml.safe_load((FOLDER / "provisioning/dashboards/waqai.yml").read_text())["providers"][0]
    assert provider["options"]["path"] == f"{there}/dashboards"
    # Nobody gets it by accident, nobody from elsewhere, and no secret has a default.
    assert service["profiles"] == ["dashboard"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert re.fullmatch(r"grafana/grafana-oss:\d+\.\d+\.\d+", service["image"])
    for name in ("GF_SECURITY_ADMIN_PASSWORD", "ANALYST_DB_PASSWORD"):
        assert re.match(r"\$\{\w+:\?", service["environment"][name])


def test_the_notebook_runs(
    server: EmbeddedServer, news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.let_in([ROLE])
    monkeypatch.setenv("WAQAI_DATABASE_URL", server.url(news_warehouse.rpartition("/")[2], user=ROLE))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(ROOT / "docs" / "first_look.ipynb", as_version=4)
    nbformat.validate(notebook)
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    shown = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        assert not cell.outputs
        done = shell.run_cell(cell.source)
        done.raise_error()
        shown.append(done.result)
    tables = [result for result in shown if isinstance(result, pandas.DataFrame)]
    assert len(tables) >= 3
    assert all(len(table) > 0 for table in tables)
    assert tables[0]["starts_on"].notna().all(), "the last events, not those whose day nobody knows"
    assert len(shell.user_ns["by_month"]) > 1
    assert "«" in shown[-1]
    with pytest.raises(pandas.errors.DatabaseError, match=r"read-only|permission denied"):
        shell.user_ns["ask"]("DELETE FROM core.sources RETURNING 1")
