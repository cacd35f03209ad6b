"""docs/exports.md: what it tells to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.cli import main

DOC = Path(__file__).resolve().parents[2] / "docs" / "exports.md"
TEXT = DOC.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    return [block for named, block in fenced if named == language]


def test_the_commands_write_what_the_snippets_read(
    news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    monkeypatch.chdir(tmp_path)
    commands = [line for block in blocks("") for line in block.splitlines() if re.match("waqai (export|report)", line)]
    assert len(commands) == 8
    # The snippets read the view `events` in three formats.
    for line in (*commands, *(f"waqai export --format {kind} --out events.{kind}" for kind in ("parquet", "geojson"))):
        done = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
        assert done.exit_code == 0, done.output

    read: dict[str, Any] = {}
    for snippet in blocks("python"):
        exec(compile(snippet, str(DOC), "exec"), read)
        if "events" in read and isinstance(read["events"], list):
            assert len(read["events"]) > 180
    assert read["per_type"].num_rows > 10
    assert read["meaning"] == "Lower bound of the killed; null where unsaid."
    assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude, _ in read["points"])
    assert read["at_least"] > 0
    assert read["battles"]
    assert read["actors"]


def test_pictures_are_there_and_light() -> None:
    pictures = re.findall(r"!\[[^]]+\]\((.+?)\)", TEXT)
    assert pictures
    for picture in pictures:
        assert (DOC.parent / picture).stat().st_size < 200_000, picture
