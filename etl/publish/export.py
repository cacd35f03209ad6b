"""``waqai export``: rows of the warehouse as a file, in a steady order and in constant memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.errors import TerminalError
from etl.publish.queries import Query, layout_query, place_query, view_query
from etl.publish.reading import reading
from etl.publish.selection import Selection
from etl.publish.writers import Writer, for_spreadsheets, write_csv, write_geojson, write_hxl, write_parquet, write_xlsx

#: Format -> what writes it.
WRITERS: dict[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "geojson": write_geojson,
    "hxl": write_hxl,
    "acled": write_csv,
    "polecat": write_csv,
}
FORMATS = tuple(WRITERS)
#: Formats of lines, which spreadsheet programs open and misread.
LINES = ("csv", "hxl", "acled", "polecat")
#: Formats whose columns are somebody else's: they read what they need, not a view of the user's choice.
FIXED = ("hxl", "acled", "polecat")
DEFAULT_VIEW = "events"

#: Rows in memory at a time, and in a row group of a Parquet file.
BATCH = 5_000

Progress = Callable[[int], None]
Tell = Callable[[str], None]


def export(
    out: Path,
    file_format: str,
    selection: Selection,
    view: str | None = None,
    *,
    url: str | None = None,
    spreadsheet: bool = False,
    progress: Progress = lambda rows: None,
    tell: Tell = lambda line: None,
) -> int:
    """Write the selected rows to ``out`` and return their number; ``progress`` hears how many there are so far.

    ``tell`` hears, a line for people each, whom the actors that were asked for stand for.

    ``out`` appears when it is complete and never before. ``spreadsheet`` makes a file of lines safe to open in a
    spreadsheet program. Raises TerminalError for what cannot be exported so.
    """
    if view and file_format in FIXED:
        raise TerminalError(f"{file_format} has columns of its own: leave out --view")
    if spreadsheet and file_format not in LINES:
        raise TerminalError(f"--for-spreadsheet is for {', '.join(LINES)}: leave it out for {file_format}")
    write = for_spreadsheets(WRITERS[file_format]) if spreadsheet else WRITERS[file_format]
    with reading(url, timeout="0") as connection, replaced(out) as file:
        query = _query(connection, file_format, view or DEFAULT_VIEW, selection)
        for meant in query.meant:
            tell(str(meant))
        return write_rows(file, write, connection, query, progress)


def write_rows(
    file: IO[bytes],
    write: Writer,
    connection: Connection,
    query: Query,
    progress: Progress = lambda rows: None,
) -> int:
    """Write the rows of ``query`` to ``file``, a batch at a time; their number."""
    count = 0

    def counted() -> Iterator[Sequence[tuple[Any, ...]]]:
        nonlocal count
        for batch in _batches(connection, query):
            yield batch
            count += len(batch)
            progress(count)

    write(file, query.columns, counted())
    return count


def _query(connection: Connection, file_format: str, view: str, selection: Selection) -> Query:
    if file_format in ("acled", "polecat"):
        return layout_query(connection, file_format, selection)
    if file_format == "hxl":
        return view_query(connection, "hxl", selection)
    return (place_query if file_format == "geojson" else view_query)(connection, view, selection)


def _batches(connection: Connection, query: Query) -> Iterator[Sequence[tuple[Any, ...]]]:
    with connection.cursor(name="waqai_export") as cursor:
        cursor.execute(query.statement, query.values)
        while batch := cursor.fetchmany(BATCH):
            yield batch


@contextmanager
def replaced(out: Path) -> Iterator[IO[bytes]]:
    """A file beside ``out`` that takes its name when all went well; raises TerminalError where it cannot be written."""
    # What a link names is replaced, not the link.
    target = out.resolve()
    if target.exists() and not target.is_file():
        raise TerminalError("{file} is no file: name one, it is replaced if it exists", file=out)
    name: Path | None = None
    try:
        handle, made = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        name = Path(made)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets the owner alone read.
        name.chmod(0o666 & ~_umask())
        name.replace(target)
    except BaseException as error:
        if name:
            name.unlink(missing_ok=True)
        if isinstance(error, OSError):
            why = error.strerror or error
            raise TerminalError("{file} cannot be written: {why}", file=out, why=why) from error
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
