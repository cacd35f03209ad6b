"""Keep as files what was changed in the dashboard's pages: from Superset's own export to ``deploy/dashboard/board``.

    python -m tools.keep_dashboard board.zip

``docs/exports.md`` says where the export comes from. What differs between two exports of one dashboard is left out, the
numbers that a server gives, the time, what it computes and what is not set, so that ``git diff`` shows the change.
"""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml

BOARD = Path(__file__).resolve().parents[1] / "deploy" / "dashboard" / "board"
#: What a chart knows of the server that it was saved on.
_OF_THE_SERVER = {"datasource", "slice_id", "dashboards", "extra_form_data", "url_params"}
#: What the dashboard's page computes anew whenever it is opened.
_COMPUTED = {"chart_configuration", "global_chart_configuration", "map_label_colors", "shared_label_colors",
             "color_scheme_domain"}  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Text of several lines, SQL and style sheets, stands as it is written."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def kept(export: Path) -> dict[str, str]:
    """The files of an export by their names in the folder, without what differs between two exports.

    Raises SystemExit where it is no export of a dashboard.
    """
    if not zipfile.is_zipfile(export):
        raise SystemExit(f"{export} is no export of Superset: `superset export-dashboards -f board.zip` writes one")
    with zipfile.ZipFile(export) as bundle:
        read = {name.partition("/")[2]: yaml.safe_load(bundle.read(name)) for name in bundle.namelist()}
    boards = [name for name in read if name.startswith("dashboards/")]
    if len(boards) != 1:
        raise SystemExit(
            f"{export} holds {len(boards)} dashboards: leave only the one of Waqai in Superset, or export it alone"
        )
    files = {re.sub(r"_\d+(?=\.yaml$)", "", name): _kept(content) for name, content in read.items()}
    return {
        name: yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
        for name, content in sorted(files.items())
    }


def _kept(content: dict[str, Any]) -> dict[str, Any]:
    content.pop("timestamp", None)
    content.pop("query_context", None)
    if "params" in content:
        content["params"] = {
            key: value for key, value in (content["params"] or {}).items() if key not in _OF_THE_SERVER
        }
    for part, name in (("columns", "column_name"), ("metrics", "metric_name")):
        if part in content:
            content[part].sort(key=lambda one: one[name])
    if "position" in content:
        _number_charts(content["position"], content["metadata"])
        content["metadata"] = {key: value for key, value in content["metadata"].items() if key not in _COMPUTED}
    found: dict[str, Any] = _said(content)
    return found


def _number_charts(position: dict[str, Any], metadata: dict[str, Any]) -> None:
    """Charts are told apart by their ids; their numbers, which filters name, follow from these."""
    charts = [one["meta"] for one in position.values() if isinstance(one, dict) and one.get("type") == "CHART"]
    charts.sort(key=lambda chart: chart["uuid"])
    numbers = {chart["chartId"]: number for number, chart in enumerate(charts, start=1)}
    for chart in charts:
        chart["chartId"] = numbers[chart["chartId"]]
    for one in metadata.get("native_filter_configuration", []):
        one.pop("chartsInScope", None)
        one.pop("tabsInScope", None)
        one["scope"]["excluded"] = sorted(numbers[chart] for chart in one["scope"]["excluded"])
        for target in one["targets"]:
            target.pop("datasetId", None)


def _said(value: Any) -> Any:
    """Without what is not set, at any depth."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items() if one is not None}
    return [_said(one) for one in value] if isinstance(value, list) else value


def main(export: Path) -> None:
    files = kept(export)
    shutil.rmtree(BOARD, ignore_errors=True)
    for name, text in files.items():
        file = BOARD / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"{len(files)} files in {BOARD}: `git diff` shows what changed")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m tools.keep_dashboard EXPORT.zip")
    main(Path(sys.argv[1]))
