"""What was refused: to be looked at, mended and run again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from etl.documents import RawFile
from etl.errors import TerminalError
from etl.ingest import scan
from etl.load.counts import RunPlan
from etl.load.ledger import plan_files
from etl.load.statements import execute, transaction
from etl.warehouse.connect import connect


def quarantined(
    *, reason: str | None = None, prefix: str | None = None, limit: int | None = None, url: str | None = None
) -> list[Any]:
    """Rows of ``ops.quarantine`` with what to do about each, the latest first.

    ``reason`` is a reason code, ``prefix`` the beginning of the ids or addresses wanted.
    """
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            found = execute(cursor, "quarantined_items", reason=reason, prefix=prefix, limit=limit)
            return list(found.fetchall())
    finally:
        connection.close()


def plan_retry(items: Sequence[Any], *, url: str | None = None) -> RunPlan:
    """Open a run over the files of the quarantined ``items``, whether or not their bytes changed.

    Raises TerminalError where there are none, or where a file is no longer there.
    """
    addresses = sorted({item.uri for item in items})
    if not addresses:
        raise TerminalError("nothing of the kind is in quarantine: nothing to do")
    files: list[RawFile] = list(chain.from_iterable(scan(address) for address in addresses))
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            execute(cursor, "forget_files", uris=addresses)
    finally:
        connection.close()
    return plan_files(files, f"quarantine: {len(addresses)} files", url=url)
