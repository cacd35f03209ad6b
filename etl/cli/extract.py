"""``waqai extract``: the extractor alone, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from etl import __version__
from etl.bounds import bounded_memory, bounded_time, check_words, said
from etl.cli.coding import coded_documents
from etl.contract import document_json
from etl.documents import CodedDocument, Document
from etl.names import Recogniser
from etl.pipeline import code_text
from etl.text import read_text
from etl.warm import warm_up


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, for relative dates.")
@click.option("--json", "as_json", is_flag=True, help="The extraction contract as JSON instead of tables.")
@click.option("--jsonl", is_flag=True, help="Read JSON documents, one a line, from standard input; write one a line.")
@click.option(
    "--names-model",
    type=click.Path(exists=True, file_okay=False),
    help="Recognise names with this transformer on disk (needs waqai[camel]) instead of the built-in model.",
)
def extract(file: str | None, published: datetime | None, as_json: bool, jsonl: bool, names_model: str | None) -> None:
    """Extract figures, dates, places, actors and events from FILE, or from JSON lines on standard input."""
    if jsonl == (file is not None):
        raise click.UsageError("name a FILE, or give --jsonl and JSON lines on standard input")
    recogniser = _transformer(names_model) if names_model else None
    if file is None:
        for line in code_lines(sys.stdin.buffer, recogniser):
            sys.stdout.buffer.write(line)
        return
    from etl.cli.show import show_document

    def code(document: Document) -> CodedDocument:
        return _code(document.raw_text, document.published_on, document.document_id, recogniser)

    for document, coded in coded_documents(file, published, code):
        if as_json:
            click.echo(json.dumps(document_json(document.document_id, coded), ensure_ascii=False, indent=1))
        else:
            show_document(document, coded)


def _transformer(folder: str) -> Recogniser:
    from etl.names.transformer import TransformerRecogniser

    return TransformerRecogniser.load(Path(folder))


def code_lines(lines: BinaryIO, recogniser: Recogniser | None = None) -> Iterator[bytes]:
    """Coded documents as JSON lines, for the JSON lines of ``lines``, in order.

    A document on which a stage fails comes out without mentions and with what went wrong under ``error``.
    Raises ClickException for a line that is no JSON object with ``id`` and ``text``, naming the line.
    """
    warm_up()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            identifier, text = row["id"], row["text"]
            day = date.fromisoformat(row["published_on"]) if row.get("published_on") else None
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(
                f"standard input, line {number}: expected a JSON object with id, text and published_on "
                f"(YYYY-MM-DD or null): {error!r}"
            ) from error
        try:
            with bounded_memory():
                made = document_json(identifier, _code(text, day, str(identifier), recogniser))
        except Exception as error:  # noqa: BLE001 - it is this document's alone; the next ones are coded
            made = {**document_json(identifier, CodedDocument(version=__version__)), "error": said(error)}
        yield json.dumps(made, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _code(text: str, day: date | None, identifier: str, recogniser: Recogniser | None) -> CodedDocument:
    """Raises whatever a stage raises, and TooMuch for a text that takes too long or has too many words."""
    with bounded_time():
        read = read_text(text)
        check_words(read)
        return code_text(read, day, identifier, recogniser)
