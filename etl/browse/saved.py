"""Questions to ask again: a file in the data folder, for the reader writes to no database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from etl.errors import TerminalError
from etl.publish.export import replaced

_FILE = "saved_queries.json"
_MOST, _LONGEST = 500, 100
_WRITING = Lock()


@dataclass(frozen=True, slots=True)
class Saved:
    """A question by name: the list that it asks and the parameters of its address."""

    name: str
    path: str
    query: str


def saved_in(home: Path) -> tuple[Saved, ...]:
    """The questions kept in the folder, by name. Raises TerminalError for a file that is none of ours."""
    file = home / _FILE
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        return tuple(Saved(**{name: str(one[name]) for name in ("name", "path", "query")}) for one in written)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TerminalError("{file} cannot be read ({why}): repair it or remove it", file=file, why=error) from error


def keep(home: Path, new: Saved) -> None:
    """Add a question; one of the same name gives way. Raises TerminalError where it cannot be kept."""
    name = " ".join(new.name.split())[:_LONGEST]
    if not name:
        raise TerminalError("a question is saved under a name: write one")
    with _WRITING:
        others = [one for one in saved_in(home) if one.name != name]
        if len(others) >= _MOST:
            raise TerminalError("{n} questions are saved: remove one first", n=_MOST)
        _write(home, [*others, Saved(name, new.path, new.query)])


def forget(home: Path, name: str) -> None:
    """Remove the question of that name, if there is one."""
    with _WRITING:
        _write(home, [one for one in saved_in(home) if one.name != name])


def _write(home: Path, questions: list[Saved]) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TerminalError("{file} cannot be written: {why}", file=home, why=error.strerror) from error
    ordered = sorted((asdict(one) for one in questions), key=lambda one: one["name"])
    with replaced(home / _FILE) as file:
        file.write(json.dumps(ordered, ensure_ascii=False, indent=1).encode())
