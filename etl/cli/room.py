"""Whether the disk of the data folder is full: the server then breaks off and cannot say why."""

from __future__ import annotations

import shutil

from etl.errors import TerminalError
from etl.settings import settings

#: Bytes without which the embedded server cannot work: four of the files that it writes ahead.
_NEEDED = 64 * 2**20


def without_room() -> str | None:
    """A sentence for people where the embedded server's disk is full."""
    try:
        chosen = settings()
    except TerminalError:  # which has been said
        return None
    folder = next(folder for folder in (chosen.home, *chosen.home.parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    if chosen.database_url or free >= _NEEDED:
        return None
    return f"The disk of {folder} is full ({free // 2**20} MB free): make room, then run it again"
