"""The environment of the Airflow that `make run` and `make up` use: everything below the data folder, local only."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path, metadata_url: str, warehouse_url: str, port: int = 8080) -> dict[str, str]:
    """Variables for ``airflow`` commands, with AIRFLOW_HOME at ``home`` and metadata in ``metadata_url``.

    ``metadata_url`` must name the driver (``postgresql+psycopg2://``).
    """
    home.mkdir(parents=True, exist_ok=True)
    api = f"http://127.0.0.1:{port}"
    settings = {
        "CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "CORE__LOAD_EXAMPLES": "False",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": "8",
        "CORE__EXECUTION_API_SERVER_URL": f"{api}/execution/",
        "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "CORE__FERNET_KEY": _kept_secret(home / "fernet.key"),
        "DATABASE__SQL_ALCHEMY_CONN": metadata_url,
        "API__HOST": "127.0.0.1",
        "API__PORT": str(port),
        "API__BASE_URL": api,
        "API__SECRET_KEY": _kept_secret(home / "api.key"),
        "API_AUTH__JWT_SECRET": _kept_secret(home / "jwt.key"),
        "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.1",
        "WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "LOGGING__LOGGING_LEVEL": "WARNING",
    }
    return {
        **os.environ,
        **{f"AIRFLOW__{name}": value for name, value in settings.items()},
        "AIRFLOW_HOME": str(home),
        "WAQAI_DATABASE_URL": warehouse_url,
        # Task processes find `waqai` and the tools of this environment first.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


def _kept_secret(path: Path) -> str:
    """A random key that is made once and then stays, so that running processes agree on it."""
    if not path.exists():
        import base64

        path.touch(mode=0o600)
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    return path.read_text().strip()
