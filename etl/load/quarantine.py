"""What was refused: to be looked at, mended and run again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from etl.documents import RawFile
from etl.errors import TerminalError
from etl.ingest import scan
from etl.load.addresses import original
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


def plan_retries(items: Sequence[Any], *, url: str | None = None) -> list[RunPlan]:
    """Open runs over the files of the quarantined ``items``, whether or not their bytes changed.

    Files that were read with the same publication day and source, given for those that do not say them, make one run.
    A file that is no longer there is refused anew, as unreadable. Raises TerminalError where there are no items.
    """
    groups: dict[tuple[Any, Any], set[str]] = {}
    for item in items:
        groups.setdefault((item.published_on, item.source_code), set()).add(item.uri)
    if not groups:
        raise TerminalError("nothing of the kind is in quarantine: nothing to do")
    plans = []
    for (day, source), addresses in groups.items():
        files = list(chain.from_iterable(map(_files, sorted(addresses))))
        _forget(addresses, url)
        plans.append(plan_files(files, f"quarantine: {len(addresses)} files", published_on=day, source=source, url=url))
    return plans


def _files(address: str) -> list[RawFile]:
    try:
        return list(scan(original(address)))
    except TerminalError:
        return [RawFile(original(address), 0)]


def _forget(addresses: Iterable[str], url: str | None) -> None:
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            execute(cursor, "forget_files", uris=sorted(addresses))
    finally:
        connection.close()
