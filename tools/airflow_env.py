"""The environment of the Airflow that `make run` and `make up` use: everything below the data folder, local only."""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from psycopg2 import sql

from etl.settings import settings
from etl.warehouse.connect import connect
from etl.warehouse.server import EmbeddedServer

#: What makes Airflow's tables, in :func:`local_environment`.
TABLES = (sys.executable, "-m", "tools.airflow_tables")
_DATABASE = "airflow"

#: Who may log in to the web UI; every user of the machine reaches its port.
USER = "admin"

ROOT = Path(__file__).resolve().parent.parent


def local_environment(port: int = 8080) -> dict[str, str]:
    """Variables for ``airflow`` commands on this machine, its metadata on the embedded server (which is started).

    The warehouse is the one that ``WAQAI_DATABASE_URL`` names, or the embedded server's own.
    """
    chosen = settings()
    home = chosen.home / "airflow"
    server = EmbeddedServer(chosen.home)
    server.start()
    (home / "config").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(
        Path(__file__).with_name("airflow_local_settings.py"), home / "config" / "airflow_local_settings.py"
    )
    api = f"http://127.0.0.1:{port}"
    airflow = {
        "CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "CORE__LOAD_EXAMPLES": "False",
        # Whoever starts it wants it to work; WAQAI_SCHEDULE="" keeps the schedule off.
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": "8",
        "CORE__EXECUTION_API_SERVER_URL": f"{api}/execution/",
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(_passwords(home)),
        "CORE__FERNET_KEY": _kept_secret(home / "fernet.key"),
        "DATABASE__SQL_ALCHEMY_CONN": server.ensure_database(_DATABASE),
        "API__HOST": "127.0.0.1",
        "API__PORT": str(port),
        "API__BASE_URL": api,
        "API__SECRET_KEY": _kept_secret(home / "api.key", 64),
        "API_AUTH__JWT_SECRET": _kept_secret(home / "jwt.key", 64),
        "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.5",
        "WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "LOGGING__LOGGING_LEVEL": "INFO",
    }
    return {
        **os.environ,
        **{f"AIRFLOW__{name}": value for name, value in airflow.items()},
        "AIRFLOW_HOME": str(home),
        "WAQAI_HOME": str(chosen.home),
        "WAQAI_DATABASE_URL": chosen.database_url or server.url(),
        "WAQAI_LANDING": os.environ.get("WAQAI_LANDING", str(ROOT / "seeds" / "news")),
        # Task processes find the programs of this environment first.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


def make_tables(make: Callable[[], object]) -> None:
    """``make`` Airflow's tables, if this version has not made them yet: Airflow takes seconds to say so itself."""
    server, made_by = EmbeddedServer(settings().home), f"tables of Airflow {version('apache-airflow')}"
    with closing(connect(server.url(_DATABASE))) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [_DATABASE])
        if cursor.fetchone() == (made_by,):
            return
        make()
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(_DATABASE)), [made_by])


def password() -> str:
    """The password of :data:`USER` in the web UI; made once, it stays."""
    return str(json.loads(_passwords(settings().home / "airflow").read_text())[USER])


def _passwords(home: Path) -> Path:
    """The file of Airflow's simple auth manager."""
    path = home / "passwords.json"
    _kept(path, lambda: json.dumps({USER: secrets.token_urlsafe(12)}))
    return path


def _kept_secret(path: Path, size: int = 32) -> str:
    """A random key of ``size`` bytes that is made once and then stays, so that running processes agree on it."""
    return _kept(path, lambda: base64.urlsafe_b64encode(secrets.token_bytes(size)).decode())


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text().strip()
