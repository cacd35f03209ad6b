"""Passwords of the embedded server: one for each role, in files that only the owner of the data folder may read.

Versions before this one gave one password to every role, so an analyst's opened the superuser, too.
"""

from __future__ import annotations

import os
import pwd
import secrets
from pathlib import Path

from etl.warehouse.accounts import make_folder

SUPERUSER = "postgres"


def password_file(folder: Path, role: str) -> Path:
    """Where the password of ``role`` is kept in the server's ``folder``."""
    return folder / "password" if role == SUPERUSER else folder / "passwords" / role


def password(folder: Path, role: str, account: str | None) -> str:
    """The password of ``role``, made at random the first time; its file belongs to ``account``, else to us."""
    file = password_file(folder, role)
    if file.parent != folder:
        make_folder(file.parent, account)
    return _kept(file, account)


def possible_passwords(folder: Path) -> list[str]:
    """What may open the superuser: two while a shared one is being renewed, or that was killed."""
    file = password_file(folder, SUPERUSER)
    return [each.read_text(encoding="ascii") for each in (file, _coming(file)) if each.exists()]


def is_shared(folder: Path) -> bool:
    """Whether the superuser's password is still one that others were given."""
    file = password_file(folder, SUPERUSER)
    return _coming(file).exists() or (file.exists() and not (folder / "passwords").exists())


def coming_password(folder: Path, account: str | None) -> str:
    """The password that is to take the place of a shared one; kept, so that a kill in between locks nobody out."""
    return _kept(_coming(password_file(folder, SUPERUSER)), account)


def coming_is_there(folder: Path, account: str | None) -> None:
    """The server has taken the coming password."""
    file = password_file(folder, SUPERUSER)
    keep_apart(folder, account)
    _coming(file).replace(file)


def keep_apart(folder: Path, account: str | None) -> None:
    """Note that each role of this folder has a password of its own."""
    make_folder(folder / "passwords", account)


def _coming(file: Path) -> Path:
    return file.with_name("password.new")


def _kept(file: Path, account: str | None) -> str:
    if not file.exists():
        # Whole or not at all: a half-written password would be the password of nobody.
        draft = file.with_name(f".{file.name}.draft")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(24), encoding="ascii")
        if account:
            owner = pwd.getpwnam(account)
            os.chown(draft, owner.pw_uid, owner.pw_gid)
        draft.replace(file)
    return file.read_text(encoding="ascii")
