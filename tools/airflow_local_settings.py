"""Read by every process of `make up`: Airflow's log servers listen on all addresses and have no setting for it."""

from __future__ import annotations

from typing import Any

import uvicorn

_run = uvicorn.run


def run(app: Any, *, host: str = "", **options: Any) -> None:
    """``uvicorn.run`` on this machine alone where no address is given."""
    _run(app, host=host or "127.0.0.1", **options)


uvicorn.run = run
