"""The dashboard and the notebook read what is there, on the analysts' role; no Docker, no Superset."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from jinja2.sandbox import SandboxedEnvironment

from etl.publish.reading import ROLE, reading, rows
from etl.warehouse.server import EmbeddedServer
from tests.dags.test_deploy import SECRETS, compose
from tools.keep_dashboard import kept

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "dashboard"
BOARD = FOLDER / "board"


def files(kind: str) -> dict[str, dict[str, Any]]:
    """What the files of a kind say, by their uuid."""
    read = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted((BOARD / kind).rglob("*.yaml"))]
    return {one["uuid"]: one for one in read}


DATASETS, CHARTS = files("datasets"), files("charts")
((_, PAGE),) = files("dashboards").items()
FILTERS = PAGE["metadata"]["native_filter_configuration"]
PLACED = [one["meta"] for one in PAGE["position"].values() if isinstance(one, dict) and one["type"] == "CHART"]


def rendered(sql: str, actors: Sequence[str]) -> str:
    """The SQL of a data set as Superset makes it where these actors are chosen; both macros are Superset's."""
    jinja = SandboxedEnvironment()
    jinja.filters["where_in"] = lambda values: (
        "(" + ", ".join("'" + one.replace("'", "''") + "'" for one in values) + ")"
    )

    def filter_values(column: str, remove_filter: bool = False) -> Sequence[str]:
        assert (column, remove_filter) == ("actor", True)
        return actors

    return jinja.from_string(sql).render(filter_values=filter_values)


def named(chart: dict[str, Any]) -> tuple[set[str], set[str], list[str]]:
    """The columns that a chart names, its metrics, and conditions written as SQL."""
    params = chart["params"]
    columns = {*params.get("groupby", []), *params.get("all_columns", []), *params.get("tooltip_contents", [])}
    columns |= {json.loads(order)[0] for order in params.get("order_by_cols", [])}
    columns |= {params[key] for key in ("x_axis",) if key in params}
    columns |= {params["spatial"][key] for key in ("latCol", "lonCol") if "spatial" in params}
    columns |= {one["subject"] for one in params["adhoc_filters"] if one["expressionType"] == "SIMPLE"}
    metrics = {*params.get("metrics", [])}
    metrics |= {params[key] for key in ("metric", "timeseries_limit_metric") if key in params}
    metrics |= {params["point_radius_fixed"]["value"]} if "point_radius_fixed" in params else set()
    written = [one["sqlExpression"] for one in params["adhoc_filters"] if one["expressionType"] == "SQL"]
    # What a chart sorts by is a column or one of its metrics.
    by = params.get("x_axis_sort", params.get("x_axis"))
    return (columns | ({by} if by and by not in metrics else set())), metrics, written


def ask(url: str, dataset: dict[str, Any], what: str = "*", actors: Sequence[str] = (), then: str = "") -> list[Any]:
    """Rows of a data set as the analysts' role gets them."""
    with reading(url) as connection:
        return rows(connection, f"SELECT {what} FROM ({rendered(dataset['sql'], actors)}) AS virtual_table {then}")  # noqa: S608


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset["table_name"])
def test_every_data_set_gives_its_columns_and_metrics(news_warehouse: str, dataset: dict[str, Any]) -> None:
    """The other schemas are not so much as named."""
    assert not re.search(r"\b(core|ref|ops)\.", dataset["sql"])
    found = ask(news_warehouse, dataset)
    assert found
    assert set(found[0]._fields) == {one["column_name"] for one in dataset["columns"]}
    metrics = ", ".join(f"{one['expression']} AS {one['metric_name']}" for one in dataset["metrics"])
    (counted,) = ask(news_warehouse, dataset, metrics)
    assert all(value is not None and value >= 0 for value in counted)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart["slice_name"])
def test_every_panel_gets_what_it_draws(news_warehouse: str, chart: dict[str, Any]) -> None:
    dataset = DATASETS[chart["dataset_uuid"]]
    columns, metrics, written = named(chart)
    expressions = {one["metric_name"]: one["expression"] for one in dataset["metrics"]}
    assert metrics <= set(expressions)
    wanted = [*sorted(columns), *(f"{expressions[name]} AS {name}" for name in sorted(metrics))]
    groups = f"GROUP BY {', '.join(sorted(columns))}" if metrics else ""
    assert ask(news_warehouse, dataset, ", ".join(wanted), then=f"WHERE {' AND '.join(['true', *written])} {groups}")
    if chart["viz_type"] == "table":
        assert chart["params"]["allow_render_html"] is False, "words of articles are text"


def test_actors_that_are_chosen_narrow_every_data_set(news_warehouse: str) -> None:
    actors = next(one for one in DATASETS.values() if one["table_name"] == "actors")
    (chosen, *_) = ask(news_warehouse, actors, "actor", then="GROUP BY 1 ORDER BY count(*) DESC, 1")
    for dataset in DATASETS.values():
        (few,) = ask(news_warehouse, dataset, "count(*)", [chosen.actor, "it's nobody"])
        (many,) = ask(news_warehouse, dataset, "count(*)")
        assert few.count < many.count, dataset["table_name"]
        assert few.count or dataset["table_name"] == "tolls"
        assert not ask(news_warehouse, dataset, actors=["it's nobody"])


def test_every_event_of_the_table_has_its_sentence(news_warehouse: str) -> None:
    sentences = next(one for one in DATASETS.values() if one["table_name"] == "sentences")
    told = ask(news_warehouse, sentences)
    assert all("«" in row.sentence and "»" in row.sentence for row in told)
    assert len({row.event_id for row in told}) == len(told)


def test_the_files_of_the_board_agree_with_each_other() -> None:
    ((database, connection),) = files("databases").items()
    # The role is the analysts', and no password is in the files.
    assert re.fullmatch(rf"postgresql\+psycopg2://{ROLE}@/waqai", connection["sqlalchemy_uri"])
    assert not connection["allow_dml"]
    assert {one["database_uuid"] for one in DATASETS.values()} == {database}
    assert {chart["dataset_uuid"] for chart in CHARTS.values()} == set(DATASETS)
    assert sorted(chart["uuid"] for chart in PLACED) == sorted(CHARTS), "each chart has one place"
    assert len({chart["chartId"] for chart in PLACED}) == len(PLACED)
    for one in PLACED:
        assert one["sliceName"] == CHARTS[one["uuid"]]["slice_name"]
    names = {chart["slice_name"] for chart in CHARTS.values()}
    assert len(names) == len(CHARTS), "files are named after their charts"


def test_the_layout_has_rows_of_twelve_and_halves_for_phones() -> None:
    position = PAGE["position"]
    for row in position["GRID_ID"]["children"]:
        widths = [position[child]["meta"]["width"] for child in position[row]["children"]]
        assert sum(widths) == 12
        # The style sheet fills a phone's screen with six of twelve.
        assert set(widths) <= {3, 6, 12}


def test_filters_ask_for_columns_that_every_chart_has() -> None:
    asked = {}
    for one in FILTERS:
        assert one["scope"] == {"rootPath": ["ROOT_ID"], "excluded": []}
        for target in one["targets"]:
            if "column" in target:
                asked[one["name"]] = target["column"]["name"]
                columns = {column["column_name"] for column in DATASETS[target["datasetUuid"]]["columns"]}
                assert asked[one["name"]] in columns
    assert asked == {"Type": "type", "Place": "place", "Actor": "actor", "Source": "outlet", "Country": "country"}
    assert "filter_time" in {one["filterType"] for one in FILTERS}
    for dataset in DATASETS.values():
        columns = {column["column_name"]: column for column in dataset["columns"]}
        # Actors are asked for within the SQL.
        assert set(asked.values()) - {"actor"} <= set(columns)
        assert dataset["main_dttm_col"] == "starts_on"
        assert columns["starts_on"]["is_dttm"]
    for chart in CHARTS.values():
        assert any(one.get("operator") == "TEMPORAL_RANGE" for one in chart["params"]["adhoc_filters"]), (
            "a day narrows it"
        )


def exported(path: Path, first: int) -> Path:
    """An export of the board as Superset writes one whose numbers begin with ``first``."""
    with zipfile.ZipFile(path, "w") as bundle:
        for number, file in enumerate(sorted(BOARD.rglob("*.yaml")), first):
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            name = file.relative_to(BOARD)
            if name.parts[0] in {"charts", "datasets", "dashboards"}:
                name = name.with_stem(f"{name.stem}_{number}")
                content |= {"description": content.get("description"), "query_context": '{"slice_id": 7}'}
            if "slice_name" in content:
                content["params"] |= {"slice_id": number, "datasource": f"{number}__table"}
            for one in content.get("position", {}).values():
                if isinstance(one, dict) and "chartId" in one.get("meta", {}):
                    one["meta"]["chartId"] += first
            content |= {"timestamp": f"2026-01-{first:02}T00:00:00+00:00"} if file.name == "metadata.yaml" else {}
            bundle.writestr(f"dashboard_export_{first}/{name.as_posix()}", yaml.safe_dump(content))
    return path


def test_an_export_of_the_board_is_kept_as_the_files_that_it_came_from(tmp_path: Path) -> None:
    kept_files = kept(exported(tmp_path / "a.zip", 3))
    assert kept_files == kept(exported(tmp_path / "b.zip", 20)), "numbers and times of a server do not show"
    assert {name: yaml.safe_load(text) for name, text in kept_files.items()} == {
        file.relative_to(BOARD).as_posix(): yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in BOARD.rglob("*.yaml")
    }
    (tmp_path / "no.zip").write_text("no archive")
    with pytest.raises(SystemExit, match="no export of Superset"):
        kept(tmp_path / "no.zip")


def tiles() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dashboard_tiles", FOLDER / "tiles.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_map_lies_on_outlines_of_its_own() -> None:
    outlines = json.loads((ROOT / "etl/publish/outlines/countries.json").read_text(encoding="utf-8"))
    drawn = tiles().Tiles.of(outlines)
    assert "deck_scatter" in {chart["viz_type"] for chart in CHARTS.values()}
    for chart in CHARTS.values():
        if chart["viz_type"] == "deck_scatter":
            assert chart["params"]["mapbox_style"] in (FOLDER / "superset_config.py").read_text(encoding="utf-8")
    assert "M" in drawn.draw(0, 0, 0)
    # Damascus (33.5 N, 36.3 E) is on land, the middle of the Pacific is not.
    assert re.search(r'd="M', drawn.draw(6, 38, 25))
    assert re.search(r'd=""', drawn.draw(6, 5, 31))


def service() -> dict[str, Any]:
    (found,) = yaml.safe_load((FOLDER / "compose.yml").read_text(encoding="utf-8"))["services"].values()
    return dict(found)


def test_nobody_gets_the_service_by_accident_and_it_starts_with_what_is_there() -> None:
    one = service()
    assert one["profiles"] == ["dashboard"]
    assert all(port.startswith("127.0.0.1:") for port in one["ports"])
    for name in ("DASHBOARD_PASSWORD", "DASHBOARD_SECRET_KEY", "PGPASSWORD"):
        assert re.match(r"\$\{\w+:\?", one["environment"][name]), "no secret has a default"
    image = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    (version,) = re.findall(r"^FROM apache/superset:(\d+\.\d+\.\d+)$", image, re.MULTILINE)
    assert one["image"] == f"waqai-dashboard:{version}"
    assert re.search(r"uv pip install .*psycopg2-binary==[\d.]+", image)
    mounts = {
        there: (ROOT / here).resolve() for here, there, _ in (v.split(":") for v in one["volumes"] if v.startswith("."))
    }
    assert all(volume.endswith(":ro") for volume in one["volumes"] if volume.startswith("."))
    for path in (*one["command"], one["environment"]["SUPERSET_CONFIG_PATH"], one["environment"]["DASHBOARD_OUTLINES"]):
        there = next(mount for mount in mounts if path.startswith(mount + "/"))
        assert (mounts[there] / path.removeprefix(there + "/")).is_file()
    start = FOLDER / "start.sh"
    assert start.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(start)]).returncode == 0


def test_compose_accepts_the_profile(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    secrets = [*SECRETS, "DASHBOARD_PASSWORD", "DASHBOARD_SECRET_KEY", "ANALYST_DB_PASSWORD"]
    described = [ROOT / "docker-compose.yml", FOLDER / "compose.yml"]
    command = [*compose(), "--env-file", str(env_file), *(f"--file={file}" for file in described)]
    command += ["--profile", "dashboard", "config"]
    clean = {name: value for name, value in os.environ.items() if name not in secrets}
    env_file.write_text("\n".join(f"{secret}=of-{secret}" for secret in secrets))
    done = subprocess.run(command, capture_output=True, text=True, env=clean)
    assert done.returncode == 0, done.stderr
    seen = yaml.safe_load(done.stdout)["services"]["dashboard"]
    assert seen["environment"]["PGPASSWORD"] == "of-ANALYST_DB_PASSWORD"
    assert str(FOLDER) in str(seen["build"]), "built from its own folder"
    for secret in secrets[-3:]:
        env_file.write_text("\n".join(f"{other}=x" for other in secrets if other != secret))
        refused = subprocess.run(command, capture_output=True, text=True, env=clean)
        assert refused.returncode != 0
        assert f"set {secret} in .env" in refused.stderr


def test_the_notebook_runs(
    server: EmbeddedServer, news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Every process of tests would wait for them at its start.
    import nbformat
    import pandas
    from IPython.core.interactiveshell import InteractiveShell

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
