"""Folders and processes of an account other than ours."""

from __future__ import annotations

import hashlib
import logging
import os
import pwd
import socket
import subprocess
from pathlib import Path
from typing import Any

from etl.errors import TerminalError

log = logging.getLogger(__name__)


def as_user(user: str | None, command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run ``command`` as ``user``, or as ourselves where that is None; PostgreSQL's own variables are kept from it."""
    if user is not None:
        account = pwd.getpwnam(user)
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("PG")}, "LC_ALL": "C"}
    return subprocess.run(command, cwd="/", env=environment, stdin=subprocess.DEVNULL, check=False, **options)


def can_enter(folder: Path, user: str) -> bool:
    """Whether ``user`` may go into ``folder``."""
    return as_user(user, ["test", "-x", str(folder)]).returncode == 0


def reachable(folder: Path, user: str | None) -> Path:
    """``folder``, or one below /var/tmp where ``user`` is kept out of its parents (a clone in a closed home)."""
    existing = next(parent for parent in folder.parents if parent.exists())
    if user is None or can_enter(existing, user):
        return folder
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    other = Path("/var/tmp") / f"waqai-{key}" / "postgres"
    if not other.exists():
        log.warning("%s is closed to the account %r; the database goes to %s instead", existing, user, other)
    return other


def make_folder(folder: Path, user: str | None) -> None:
    """Make the private ``folder`` of ``user``. Raises TerminalError where it cannot be made or is somebody else's."""
    try:
        missing = [parent for parent in folder.parents if not parent.exists()]
        folder.parent.mkdir(parents=True, exist_ok=True)
        for made in missing if user is not None else ():
            made.chmod(0o711)  # a umask of ours must not keep the other account out
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0 and folder.parent.parent == Path("/var/tmp") and folder.parent.stat().st_uid != 0:
            raise TerminalError(f"{folder.parent} belongs to another account: remove it and start again")
        if user is not None:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
    except OSError as error:
        raise TerminalError(
            f"cannot write the data folder {folder.parent}: {error.strerror}. Set WAQAI_HOME to a folder you can write"
        ) from error


def is_free(port: int) -> bool:
    """Whether nobody listens on ``port`` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def write_atomically(path: Path, content: str) -> None:
    """Write ``content`` so that a reader sees the old or the new, never half of it."""
    temporary = path.with_suffix(".new")
    temporary.write_text(content, encoding="utf-8")
    temporary.replace(path)
