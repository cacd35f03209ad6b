"""What an installed copy holds: an editable install finds every folder, a wheel only those that are listed."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SOURCES = {".py", ".sql", ".csv", ".yml", ".html", ".css", ".js", ".json"}


def test_the_wheel_holds_every_folder_of_the_package() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent for path in (ROOT / "etl").rglob("*") if path.suffix in _SOURCES}
    found = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert found == {name for name in listed if name.split(".")[0] == "etl"}
