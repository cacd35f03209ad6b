"""``waqai explain FILE``: what it shows of each event, and how it fails."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from etl.cli import main
from etl.pipeline import code
from etl.tables import seed

SEIZED = "سيطر تنظيم الدولة الإسلامية على مدينة تدمر مساء السبت."
DENIED = "نفى الجيش السوري أن تكون قواته انسحبت من مدينة حلب."


def explained(folder: Path, text: str, *options: str) -> Result:
    file = folder / "news.txt"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["explain", str(file), *options])


def test_row_decisions_day_and_tree(tmp_path: Path) -> None:
    done = explained(tmp_path, SEIZED, "--published", "2016-12-13")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == SEIZED
    assert any(line.startswith("territory_seized, asserted, confidence 0.") for line in lines)
    assert any(line.startswith("trigger: سيطر (territory_seized/سيطر") for line in lines)
    assert any(line.startswith("source: تنظيم الدولة الإسلامية (nsubj, ") for line in lines)
    assert any(line.startswith("place: مدينة تدمر (obl:على, ") for line in lines)
    assert "day: 2016-12-10 to 2016-12-10, from text" in lines
    assert "0\tسيطر\tVERB\tسيطر\troot\t-1\t-" in lines


def test_the_line_it_names_holds_the_row(tmp_path: Path) -> None:
    done = explained(tmp_path, SEIZED, "--published", "2016-12-13")
    told = next(line for line in done.output.splitlines() if line.startswith("row "))
    number = int(told.split("line ")[1].split(",")[0])
    row = seed("triggers.csv").read_text(encoding="utf-8").splitlines()[number - 1].split(",")
    assert row[0] == "territory_seized"
    assert "سيطر" in row[3].split()
    assert told.endswith(f"frame {row[2]}")


def test_operators_are_named(tmp_path: Path) -> None:
    done = explained(tmp_path, DENIED, "--published", "2016-12-13")
    assert "operator نفى, " in done.output
    assert "arcs away: denied" in done.output


def test_each_event_of_the_file_is_shown(tmp_path: Path) -> None:
    text = f"{SEIZED}\n\n{DENIED}"
    done = explained(tmp_path, text)
    assert done.output.count("row ") == done.output.count("-" * 80) == len(code(text, None, "d").events) >= 2


def test_a_file_without_events_shows_nothing(tmp_path: Path) -> None:
    done = explained(tmp_path, "هذا كتاب جديد في المكتبة.")
    assert (done.exit_code, done.output) == (0, "")


def test_neither_a_file_nor_an_id(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["explain", str(tmp_path / "missing.txt")])
    assert done.exit_code != 0
    assert "neither a file nor the id of an event" in str(done.output) + str(done.exception)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_bytes(b"{")
    done = CliRunner().invoke(main, ["explain", str(tmp_path / "broken.json")])
    assert done.exit_code != 0
    assert "broken.json" in str(done.output) + str(done.exception)
