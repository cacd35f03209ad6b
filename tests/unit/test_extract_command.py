"""``waqai extract``: a document on which a stage fails does not take the others with it."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main

command = importlib.import_module("etl.cli.extract")

GOOD = "قتل 12 شخصا في غارة على حلب."


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    real = command.code_text

    def code(text, day, identifier, recogniser):
        if "13" in text.raw:
            raise OverflowError("date value out of range")
        return real(text, day, identifier, recogniser)

    monkeypatch.setattr(command, "code_text", code)


def test_the_stream_goes_on(fragile: None) -> None:
    texts = (GOOD, GOOD.replace("12", "13"), "1ا" * 499_000, GOOD)
    lines = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts))
    found = [json.loads(line) for line in command.code_lines(io.BytesIO(lines.encode()))]
    assert [(row["id"], bool(row["events"]), row.get("error", "")[:13]) for row in found] == [
        (0, True, ""),
        (1, False, "OverflowError"),
        (2, False, "TooMuch: 998,"),
        (3, True, ""),
    ]


def test_a_file_is_one_sentence(fragile: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.replace("12", "13"), encoding="utf-8")
    done = CliRunner().invoke(main, ["extract", str(tmp_path / "a.txt")])
    assert (done.exit_code, "OverflowError: date value out of range" in done.output) == (1, True)
    assert isinstance(done.exception, SystemExit)
