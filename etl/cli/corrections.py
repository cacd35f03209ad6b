"""``waqai corrections``: what analysts found wrong."""

from __future__ import annotations

import json
from typing import TextIO

import click

from etl.cli.help import WholeHelp


@click.group(cls=WholeHelp)
def corrections() -> None:
    """What analysts corrected with analyst.correct(); SELECT * FROM corrections shows it."""


@corrections.command()
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="File to write; standard output else.")
def export(out: TextIO) -> None:
    """Write the corrections that count as gold, one JSON object a line: text, span, field, both values."""
    from etl.warehouse.corrections import gold
    from etl.warehouse.prepare import prepare_warehouse

    for row in gold(prepare_warehouse()):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
