"""What came from a file is shown on a terminal as it is, and never obeyed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.table import Table

from etl.cli import main
from etl.terminal import cards, console, harmless, say, show_warnings

NASTY = "قتل 12 شخصا [/url] [red]في[/red] :smile: \x1b]0;owned\x07\x1b[2J\x9b31m \udc80 حلب"


def is_harmless(shown: str) -> bool:
    return not any((char < " " and char not in "\n\t") or "\x7f" <= char < "\xa0" for char in shown)


def test_markup_and_control_characters_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = console()
    table = Table("a", title=NASTY)
    table.add_row(NASTY)
    out.print(table)
    out.print(NASTY)
    say(NASTY)
    shown = capsys.readouterr().out
    assert is_harmless(shown)
    assert (shown.count("[/url] [red]في[/red] :smile:"), shown.count("␛[2J")) == (4, 4)


def test_errors_and_warnings_are_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(main, ["run", f"{tmp_path}/\x1b[2J[/url]"], env={"WAQAI_DATABASE_URL": "\x1b://x"})
    assert done.exit_code == 1
    assert is_harmless(done.output)
    root, stream = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr("sys.stderr", stream)
    show_warnings()
    logging.getLogger("etl.probe").warning("read %s", NASTY)
    assert is_harmless(stream.getvalue())
    assert "read قتل" in stream.getvalue()
    assert harmless("line\n\tone") == "line\n\tone"


def test_an_extracted_file_of_any_name(tmp_path: Path) -> None:
    file = tmp_path / "[b]\x1b[2J.json"
    file.write_text(json.dumps({"text": "قتل 12 شخصا في غارة على [/b] حلب أمس. [/url]", "source": "[/x]"}))
    done = CliRunner().invoke(main, ["extract", str(file)])
    assert (done.exit_code, is_harmless(done.output)) == (0, True), done.output


def test_a_narrow_terminal_gets_cards() -> None:
    out = Console(file=io.StringIO(), width=80)
    out.print(
        cards("Events (1)", ("day", "who", "sentence"), [("2016-12-11", "", "قتل 12 مدنيا في غارة على حلب. " * 9)])
    )
    assert isinstance(out.file, io.StringIO)
    lines = out.file.getvalue().splitlines()
    assert lines[0] == "Events (1)"
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines[2:4]] == ["day", "sentence"]
    assert out.file.getvalue().count("قتل") == 9


def groups(of: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Group]]:
    """A group of commands and those below it, with what leads to them."""
    yield path, of
    for name, command in of.commands.items():
        if isinstance(command, click.Group):
            yield from groups(command, *path, name)


@pytest.mark.parametrize(("path", "group"), list(groups(main)), ids=str)
def test_help_is_whole(path: tuple[str, ...], group: click.Group) -> None:
    done = CliRunner().invoke(main, [*path, "--help"], terminal_width=80)
    assert "..." not in done.output.partition("Commands:")[2].replace("select ...", "")
    assert max(map(len, done.output.splitlines())) <= 80
    assert set(group.commands) <= set(done.output.split())


def test_a_full_disk_is_named_whatever_fails_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAQAI_DATABASE_URL", raising=False)
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path))
    for free, is_named in ((10 * 2**20, True), (10 * 2**30, False)):
        monkeypatch.setattr("shutil.disk_usage", lambda folder, free=free: SimpleNamespace(free=free))
        done = CliRunner().invoke(
            main, ["export", "--out", str(tmp_path / "a"), "--format", "parquet", "--for-spreadsheet"]
        )
        assert done.exit_code == 1
        assert (f"The disk of {tmp_path} is full (10 MB free)" in done.output) == is_named, done.output
