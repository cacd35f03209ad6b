"""Rows to files: CSV, HXL, XLSX, Parquet, GeoJSON. Each writer holds a batch of rows at most."""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any

from etl.errors import TerminalError
from etl.publish import queries
from etl.publish.queries import Column

Rows = Iterable[Sequence[Sequence[Any]]]
Writer = Callable[[IO[bytes], Sequence[Column], Rows], None]

#: What HXL's readers show above the hashtags; see https://hxlstandard.org.
HXL_TITLES = {
    "#date+start": "First day",
    "#date+end": "Last day",
    "#date+source": "How the day is known",
    "#event+type": "Event type",
    "#indicator+type": "Kind of figure",
    "#affected+num+min": "At least",
    "#affected+num": "Best value",
    "#affected+num+max": "At most",
    "#affected+hh+num+min": "At least, households",
    "#affected+hh+num": "Best value, households",
    "#affected+hh+num+max": "At most, households",
    "#country+code+v_iso2": "Country",
    "#adm1+code": "First-level region",
    "#loc+name+i_en": "Place (English)",
    "#loc+name+i_ar": "Place (Arabic)",
    "#geo+lat": "Latitude",
    "#geo+lon": "Longitude",
    "#meta+source": "Outlet",
    "#description+i_ar": "As written",
    "#meta+id": "Figure id",
}


# What makes a spreadsheet program take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
    """RFC 4180 in UTF-8: a header line, empty for null, several values separated by ``; ``."""
    _write_lines(out, [[column.name for column in columns]], batches)


def write_hxl(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
    """CSV with a line of titles and one of hashtags."""
    names = [column.name for column in columns]
    _write_lines(out, [[HXL_TITLES.get(name, name) for name in names], names], batches)


def _write_lines(out: IO[bytes], heads: Iterable[Sequence[str]], batches: Rows) -> None:
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerows(heads)
    for batch in batches:
        lines.writerows([_as_text(value) for value in row] for row in batch)
    text.flush()
    text.detach()


def for_spreadsheets(write: Writer) -> Writer:
    """``write``, one of the writers of lines, made safe for spreadsheet programs.

    They read UTF-8 only after a byte order mark, and run text that begins like a formula: such text, whoever wrote the
    news, gets an apostrophe in front. Numbers keep their signs.
    """

    def written(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
        out.write(BOM_UTF8)
        write(out, columns, ([[_harmless(value) for value in row] for row in batch] for batch in batches))

    return written


def _harmless(value: Any) -> Any:
    text = _as_text(value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else value


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value if item is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else value


#: Rows and characters of a cell that a sheet has room for, and the first day that its calendar counts right.
_SHEET_ROWS, _CELL_CHARS, _SHEET_CALENDAR = 1_048_576, 32_767, date(1900, 3, 1)
#: Beyond this a spreadsheet's numbers are no longer exact.
_EXACT = 10**15


def write_xlsx(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
    """A workbook: the rows as real days, numbers and text that is never a formula, and a sheet of what columns mean.

    Raises TerminalError for more rows, or a longer text, than a sheet has room for.
    """
    from xlsxwriter import Workbook

    as_it_is = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(out, {"constant_memory": True, **as_it_is}) as book:
        # The hour of writing would make two exports of one state differ.
        book.set_properties({"created": datetime(2000, 1, 1)})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        hour = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("rows")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 16)
        sheet.write_row(0, 0, [column.name for column in columns], bold)
        number = 0
        for batch in batches:
            for row in batch:
                number += 1
                if number >= _SHEET_ROWS:
                    raise TerminalError(
                        "a sheet of xlsx has room for {n} rows: ask for less, or for csv or parquet",
                        n=f"{_SHEET_ROWS - 1:,}",
                    )
                for at, value in enumerate(_as_cell(value) for value in row):
                    if value is not None:
                        sheet.write(number, at, value, {datetime: hour, date: day}.get(type(value)))
        sheet.autofilter(0, 0, number, len(columns) - 1)
        meanings = book.add_worksheet("columns")
        meanings.set_column(0, 0, 24)
        meanings.set_column(1, 1, 100)
        meanings.write_row(0, 0, ["column", "meaning"], bold)
        for at, column in enumerate(columns, start=1):
            meanings.write_row(at, 0, [column.name, column.meaning])


def _as_cell(value: Any) -> Any:
    """What a cell holds as it is; days before its calendar and very long numbers as text."""
    if isinstance(value, Decimal):
        return float(value) if abs(value) < _EXACT else str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.date() >= _SHEET_CALENDAR else value.isoformat()
    if isinstance(value, date):
        return value if value >= _SHEET_CALENDAR else value.isoformat()
    if isinstance(value, int) and abs(value) >= _EXACT:
        return str(value)
    text = _as_text(value) if isinstance(value, list) else value
    if isinstance(text, str) and len(text) > _CELL_CHARS:
        raise TerminalError(
            "a text of {n} characters has no room in a cell of xlsx ({most}): take csv or parquet",
            n=f"{len(text):,}",
            most=f"{_CELL_CHARS:,}",
        )
    return text


def write_geojson(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
    """RFC 7946: a feature per row, a point where the place is known, null where it is not."""
    names = [column.name for column in columns]
    latitude, longitude = names.index("latitude"), names.index("longitude")
    others = [(at, name) for at, name in enumerate(names) if name not in ("latitude", "longitude")]
    out.write(b'{"type": "FeatureCollection", "features": [')
    mark = "\n"
    for batch in batches:
        for row in batch:
            feature = {
                "type": "Feature",
                "geometry": _point(row[longitude], row[latitude]),
                "properties": {name: _as_json(row[at]) for at, name in others},
            }
            out.write((mark + json.dumps(feature, ensure_ascii=False, allow_nan=False)).encode())
            mark = ",\n"
    out.write(b"\n]}\n")


def _point(longitude: float | None, latitude: float | None) -> dict[str, Any] | None:
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def write_parquet(out: IO[bytes], columns: Sequence[Column], batches: Rows) -> None:
    """Parquet with real types: days as date32, numbers as float64, lists as lists; and what each column means."""
    import pyarrow
    from pyarrow import parquet

    kinds = {
        queries.BOOLEAN: pyarrow.bool_(),
        queries.SMALLINT: pyarrow.int16(),
        queries.INTEGER: pyarrow.int32(),
        queries.BIGINT: pyarrow.int64(),
        queries.REAL: pyarrow.float32(),
        queries.DOUBLE: pyarrow.float64(),
        queries.NUMERIC: pyarrow.float64(),
        queries.DATE: pyarrow.date32(),
        queries.TIMESTAMPTZ: pyarrow.timestamp("us", tz="UTC"),
        **dict.fromkeys(queries.LISTS, pyarrow.list_(pyarrow.string())),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(column.name, kinds.get(column.kind, pyarrow.string()), metadata={"meaning": column.meaning})
            for column in columns
        ]
    )
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        for batch in batches:
            arrays = [
                pyarrow.array([_as_arrow(row[at]) for row in batch], type=field.type) for at, field in enumerate(schema)
            ]
            file.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _as_arrow(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
