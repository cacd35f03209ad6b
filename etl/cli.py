"""The command line: ``waqai --help``."""

from __future__ import annotations

import json
import sys
from datetime import date

import click

from etl import __version__
from etl.contract import document_json
from etl.pipeline import code


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Raw Arabic news in, events in PostgreSQL out."""


@main.command()
def version() -> None:
    """Print the version."""
    click.echo(__version__)


@main.command()
@click.argument("file", required=False, type=click.File("rb"))
@click.option("--jsonl", is_flag=True, help="Read one JSON document a line, write one coded document a line.")
def extract(file: object, jsonl: bool) -> None:
    """Extract from FILE, or from JSON lines on standard input."""
    for line in sys.stdin.buffer:
        row = json.loads(line)
        published = row.get("published_on")
        coded = code(row["text"], date.fromisoformat(published) if published else None, str(row["id"]))
        sys.stdout.buffer.write(json.dumps(document_json(row["id"], coded), ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main()
