"""The compiled wheel says of every text what the plain modules say: built once, installed beside them, and asked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main

ROOT = Path(__file__).parents[2]
_NEEDS = ("etl", "seeds", "migrations", "pyproject.toml", "setup.py", "README.md", "LICENSE")
# Run before anything else is imported: the modules that follow are the compiled ones.
_IMPORT = "import etl.linear, sys; assert not etl.linear.__file__.endswith('.py'), etl.linear.__file__; "

# A machine that does other work as well may need minutes for the compiler.
pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the compiled wheel is installed."""
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler (cc): the compiled wheel is not tested")
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        pytest.skip("Python.h is not here: the compiled wheel is not tested")
    source, site = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for name in _NEEDS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    uv = str(Path(sys.executable).with_name("uv"))
    python = ("--python", sys.executable)
    build = [uv, "build", "--wheel", "--no-build-isolation", *python, "--out-dir", "dist", "."]
    # What mypyc makes of the modules is tested, not the optimiser of the C compiler, which takes most of the time.
    _run(build, source, WAQAI_COMPILED="1", MYPYC_OPT_LEVEL="0")
    (wheel,) = (source / "dist").glob("*.whl")
    _run([uv, "pip", "install", "--no-deps", *python, "--target", str(site), str(wheel)], source)
    return site


def _run(command: list[str], where: Path, given: str = "", **environment: str) -> str:
    done = subprocess.run(
        command, cwd=where, input=given, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def _articles() -> str:
    """The annotated articles and the sample news, a JSON line each."""
    lines = []
    for path in sorted((ROOT / "benchmarks" / "gold" / "articles").glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        lines.append({"id": path.stem, "text": article["text"], "published_on": article["published_on"]})
    for path in sorted((ROOT / "seeds" / "news").glob("*.txt")):
        text = path.read_bytes().decode("utf-8", errors="replace")
        lines.append({"id": path.stem, "text": text, "published_on": "2016-12-11"})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


# Asked in one process: reading the tables takes longer than the articles.
_ASK = """
import contextlib, pytest
from etl.cli import main
with open(sys.argv[1], "w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
    main(["extract", "--jsonl"], standalone_mode=False)
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "tests/golden"]))
"""


def test_whole_documents_are_the_same_and_the_golden_sentences_hold(compiled: Path, tmp_path: Path) -> None:
    articles, fast = _articles(), tmp_path / "fast.jsonl"
    _run([sys.executable, "-P", "-c", _IMPORT + _ASK, str(fast)], ROOT, articles, PYTHONPATH=str(compiled))
    plain = CliRunner().invoke(main, ["extract", "--jsonl"], input=articles)
    assert plain.exit_code == 0
    assert len(plain.stdout.splitlines()) == len(articles.splitlines())
    assert '"event_type"' in plain.stdout
    assert fast.read_text(encoding="utf-8") == plain.stdout


def test_a_build_without_mypyc_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "mypyc.py").write_text("raise ImportError\n")
    shutil.copy(ROOT / "setup.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "setup.py", "--name"],
        cwd=tmp_path,
        env={**os.environ, "WAQAI_COMPILED": "1", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "mypyc is not here" in done.stderr
