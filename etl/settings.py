"""Settings: read once from the environment, then frozen. The core rooms never see them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import TerminalError

#: A checkout's data folder lies beside the package, wherever the command is typed.
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """``database_url`` is None where the embedded server is to be used; ``home`` is an absolute folder."""

    database_url: str | None
    home: Path


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``WAQAI_DATABASE_URL`` and ``WAQAI_HOME``.

    Raises TerminalError for a database address that is no PostgreSQL address.
    """
    url = environment.get("WAQAI_DATABASE_URL", "").strip() or None
    if url is not None:
        url = driver_url(url)
    home = environment.get("WAQAI_HOME", "").strip()
    return Settings(url, Path(home).expanduser().resolve() if home else _default_home())


def _default_home() -> Path:
    return (_ROOT if (_ROOT / "pyproject.toml").exists() else Path.cwd()) / ".waqai"


def driver_url(url: str) -> str:
    """``url`` with its driver named: a bare ``postgresql://`` means another one to each version of SQLAlchemy.

    >>> driver_url("postgres://me@db/news")
    'postgresql+psycopg2://me@db/news'
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg2"}:
        raise TerminalError(
            f"WAQAI_DATABASE_URL begins with {scheme!r}: write postgresql+psycopg2://USER:PASSWORD@HOST:PORT/DATABASE"
        )
    try:
        urlsplit(f"postgresql://{rest}").port  # noqa: B018 - raises for what is no port
    except ValueError as error:
        raise TerminalError(f"WAQAI_DATABASE_URL is no address: {error}") from None
    return f"postgresql+psycopg2://{rest}"


def libpq_url(url: str) -> str:
    """``url`` as psql and psycopg2 read it, without SQLAlchemy's driver name.

    >>> libpq_url("postgresql+psycopg2://me@db/news")
    'postgresql://me@db/news'
    """
    return "postgresql://" + url.partition("://")[2]
