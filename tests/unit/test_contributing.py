"""What CONTRIBUTING.md tells people to type and to open is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
QUOTED = re.findall(r"`([^`]+)`", TEXT)


def test_modules_and_targets_exist() -> None:
    modules = [found for quoted in QUOTED for found in re.findall(r"python -m ([\w.]+)", quoted)]
    assert len(modules) > 5
    assert [name for name in modules if find_spec(name) is None] == []
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {quoted.split()[1] for quoted in QUOTED if quoted.startswith("make ")} <= targets


def test_paths_exist() -> None:
    """Also those without their folder, of which the sentence names one."""
    paths = [quoted for quoted in QUOTED if re.fullmatch(r"[\w/.*-]+\.(csv|psv|py|md|lock)|[\w-]+(/[\w-]+)*/", quoted)]
    assert len(paths) > 10
    assert [
        p for p in paths if not any(list(ROOT.glob(f"{folder}{p}")) for folder in ("", "seeds/", "tools/actors/"))
    ] == []


def test_the_search_for_a_trigger_finds_its_rows() -> None:
    (command,) = (quoted for quoted in QUOTED if quoted.startswith("grep "))
    found = subprocess.run(shlex.split(command), cwd=ROOT, capture_output=True, text=True).stdout
    assert len([line for line in found.splitlines() if line.startswith(("shelling,", "airstrike,"))]) > 1


def test_the_part_that_the_example_runs_is_a_part() -> None:
    (command,) = (quoted for quoted in QUOTED if "pytest" in quoted)
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "--collect-only", "-q", "-p", "no:cacheprovider"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    chosen, of = map(int, re.findall(r"(\d+)/(\d+) tests collected", done.stdout)[0])
    assert 1 < chosen < of
