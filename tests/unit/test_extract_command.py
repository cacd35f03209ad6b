"""``waqai extract``: a document on which a stage fails does not take the others with it."""

from __future__ import annotations

import importlib
import io
import json
import resource
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import bounds, pipeline
from etl.cli import main
from etl.warm import warm_up

command = importlib.import_module("etl.cli.extract")

GOOD = "قتل 12 شخصا في غارة على حلب."


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_up()
    real = command.code_text

    def code(text, day, identifier, recogniser=None):
        if "13" in text.raw:
            raise OverflowError("date value out of range")
        if "14" in text.raw:
            bytearray(2 * bounds.MEMORY)  # never written to
        return real(text, day, identifier, recogniser)

    monkeypatch.setattr(command, "code_text", code)
    monkeypatch.setattr(pipeline, "code_text", code)


def test_the_stream_goes_on(fragile: None) -> None:
    texts = (GOOD, GOOD.replace("12", "13"), "1ا" * 499_000, GOOD.replace("12", "14"), GOOD)
    lines = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts))
    found = [json.loads(line) for line in command.code_lines(io.BytesIO(lines.encode()))]
    assert [(row["id"], bool(row["events"]), row.get("error", "")[:13]) for row in found] == [
        (0, True, ""),
        (1, False, "OverflowError"),
        (2, False, "TooMuch: 998,"),
        (3, False, "MemoryError: "),
        (4, True, ""),
    ]


@pytest.mark.parametrize("name", ["extract", "explain"])
@pytest.mark.parametrize(
    ("text", "what"),
    [
        (GOOD.replace("12", "13"), "OverflowError: date value out of range"),
        (GOOD.replace("12", "14"), "MemoryError: it takes more than 1.5 GB of memory"),
        ("قتل " + "1ا" * 499_000, "TooMuch: "),
    ],
)
def test_a_file_is_one_sentence(fragile: None, tmp_path: Path, name: str, text: str, what: str) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, [name, str(tmp_path / "a.txt")])
    assert (done.exit_code, f"a.txt: coding failed, {what}" in done.output) == (1, True), done.output
    assert isinstance(done.exception, SystemExit)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_an_item_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    rows = json.dumps({"text": GOOD}), "{", json.dumps({"text": GOOD.replace("12", "15")})
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    for name in "extract", "explain":
        done = CliRunner().invoke(main, [name, str(tmp_path / "a.jsonl")])
        assert (done.exit_code, "15" in done.stdout, "(malformed_json)" in done.stderr) == (0, True, True)
    (tmp_path / "a.jsonl").write_text("{\n{", encoding="utf-8")
    assert CliRunner().invoke(main, ["extract", str(tmp_path / "a.jsonl")]).exit_code == 1


def test_a_document_that_fails_costs_itself(fragile: None, tmp_path: Path) -> None:
    texts = GOOD.replace("12", "15"), GOOD.replace("12", "13"), GOOD.replace("12", "16")
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    for name in "extract", "explain":
        done = CliRunner().invoke(main, [name, str(tmp_path / "a.jsonl")])
        assert ("15" in done.stdout, "16" in done.stdout, done.exit_code) == (True, True, 1), done.output
        assert "a.jsonl, document 2: coding failed, OverflowError: date value out of range" in done.stderr
        assert "Traceback" not in done.output
