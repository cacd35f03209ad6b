"""``waqai quarantine``: see what was refused and why, and run it again after a fix."""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.table import Table

from etl.cli.help import WholeHelp
from etl.errors import TerminalError
from etl.terminal import console, isolated, say

_REASON = click.option("--reason", help="Only items with this reason code.")
_SHORT = 8


@click.group(cls=WholeHelp)
def quarantine() -> None:
    """See what was refused and why, and run it again after a fix."""


@quarantine.command("list")
@_REASON
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def show_list(reason: str | None, limit: int) -> None:
    """The items in quarantine, the latest first."""
    from etl.load.quarantine import quarantined

    items = quarantined(reason=reason, limit=limit + 1)
    if not items:
        say(f"Nothing is in quarantine for the reason {reason}." if reason else "Nothing is in quarantine.")
        return
    table = Table("id", "reason", "file", "what was wrong", box=None, pad_edge=False)
    for item in items[:limit]:
        where = "!".join(filter(None, (item.uri, item.member))) + (f" #{item.position}" if item.position else "")
        table.add_row(str(item.quarantine_id)[:_SHORT], item.reason_code, where, isolated(item.detail))
    console().print(table)
    if len(items) > limit:
        say(f"There are more; --limit shows more than {limit}.")


@quarantine.command()
@click.argument("item")
def show(item: str) -> None:
    """One item whole; ITEM is its id or the beginning of it, or the file's address."""
    found = _items(item)
    for row in found:
        for name, value in row._asdict().items():
            if value not in (None, ""):
                say(f"{name:15} {value}")
        say()


@quarantine.command()
@_REASON
@click.option("--all", "everything", is_flag=True, help="Retry all that is in quarantine.")
@click.argument("items", nargs=-1)
def retry(reason: str | None, everything: bool, items: tuple[str, ...]) -> None:
    """Read again the files of ITEMS (ids or beginnings of them, or addresses), of a --reason, or --all.

    Exit 1 if something in them is refused again.
    """
    from etl.load import run_planned
    from etl.load.quarantine import plan_retries, quarantined
    from etl.load.report import show_counts

    if not (reason or everything or items):
        raise click.UsageError("say what to retry: ITEMS, --reason or --all")
    if everything and items:
        raise click.UsageError("retry either ITEMS or --all")
    if items:
        chosen = [row for item in items for row in _items(item) if reason in (None, row.reason_code)]
    else:
        chosen = quarantined(reason=reason)
    refused = 0
    for planned in plan_retries(chosen):
        report = run_planned(planned)
        show_counts(report)
        refused += report.counts.documents_quarantined
    if refused:
        say(f"{refused} refused again: `waqai quarantine list` says why.", err=True)
        sys.exit(1)


def _items(beginning: str) -> list[Any]:
    """What in quarantine has an id or an address of this ``beginning``. Raises TerminalError where nothing has."""
    from etl.load.quarantine import quarantined

    # An empty argument, as of a shell variable that is not set, is not meant to be everything.
    found = quarantined(prefix=beginning) if beginning else []
    if not found:
        raise TerminalError(
            f"nothing in quarantine begins with {beginning!r}: `waqai quarantine list` shows what is there"
        )
    return found
