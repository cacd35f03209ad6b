"""Files of each format, read again by what their users read them with."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import psycopg2
import pyarrow
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from etl.cli import main
from etl.errors import TerminalError, TransientError
from etl.publish import FORMATS, Selection, export
from etl.publish.export import BATCH
from etl.publish.reading import reading, rows
from tests.conftest import ask, execute
from tests.sample_news import HOSTILE

# After ACLED's codebook of 2023 and the header of POLECAT's weekly files.
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    " actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
POLECAT = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
]  # fmt: skip

Written = Callable[..., Path]


@pytest.fixture
def written(news_warehouse: str, tmp_path: Path) -> Written:
    """Exports to a file; its path."""

    def write(file_format: str, selection: Selection | None = None, view: str | None = None, **more: Any) -> Path:
        out = tmp_path / f"{file_format}-{view}"
        count = export(out, file_format, selection or Selection(), view, url=news_warehouse, **more)
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        if file_format in {"csv", "acled", "polecat"}:
            with out.open(encoding="utf-8-sig", newline="") as lines:
                assert count == sum(1 for _ in csv.DictReader(lines))
        return out

    return write


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def sheet(file: Path, name: str = "rows") -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    return list(book[name].iter_rows(values_only=True))


def test_xlsx_has_types_nulls_and_meanings(written: Written, news_warehouse: str) -> None:
    file = written("xlsx")
    head, *rows = sheet(file)
    held = {row.event_id: row for row in ask(news_warehouse, "SELECT * FROM analyst.events")}
    assert len(rows) == len(held)
    for row in rows:
        line = dict(zip(head, row, strict=True))
        same = held[line["event_id"]]
        day = same.starts_on
        assert line["starts_on"] == (None if day is None else datetime(day.year, day.month, day.day))
        assert line["killed_low"] == (None if same.killed_low is None else int(same.killed_low))
        assert (line["is_repeat"], line["title"]) == (same.is_repeat, same.title)
        assert line["confidence"] == pytest.approx(same.confidence)
    meanings = dict(sheet(file, "columns"))
    assert list(meanings) == ["column", *head]
    assert meanings["killed_low"]
    assert file.read_bytes() == written("xlsx").read_bytes()


def test_no_cell_of_a_workbook_is_a_formula(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", Selection(to_on=date(1999, 12, 31))).read_bytes()))
    cells = [cell for row in book["rows"].iter_rows() for cell in row]
    assert {title for title, _ in HOSTILE.values()} <= {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(cell.hyperlink for cell in cells)


def test_what_a_sheet_has_no_room_for_is_said(news_warehouse: str, tmp_path: Path, long_view: Any) -> None:
    execute(
        news_warehouse,
        "CREATE OR REPLACE VIEW analyst.odd_cells AS SELECT DATE '1828-01-01' AS starts_on, 1234567890123456789 AS key",
    )
    execute(news_warehouse, "GRANT SELECT ON analyst.odd_cells TO analyst_ro")
    try:
        out = tmp_path / "odd.xlsx"
        export(out, "xlsx", Selection(), "odd_cells", url=news_warehouse)
        assert sheet(out)[1] == ("1828-01-01", "1234567890123456789")
        execute(news_warehouse, "CREATE OR REPLACE VIEW analyst.long_cell AS SELECT repeat('خ', 40000) AS words")
        execute(news_warehouse, "GRANT SELECT ON analyst.long_cell TO analyst_ro")
        with pytest.raises(TerminalError, match="40,000 characters has no room"):
            export(tmp_path / "long.xlsx", "xlsx", Selection(), "long_cell", url=news_warehouse)
        with pytest.MonkeyPatch.context() as patched, pytest.raises(TerminalError, match="has room for 99 rows"):
            patched.setattr("etl.publish.writers._SHEET_ROWS", 100)
            export(tmp_path / "many.xlsx", "xlsx", Selection(), long_view(200), url=news_warehouse)
    finally:
        execute(news_warehouse, "DROP VIEW IF EXISTS analyst.odd_cells, analyst.long_cell")
    assert [path.name for path in tmp_path.iterdir()] == ["odd.xlsx"]


def test_csv_holds_the_view(written: Written, news_warehouse: str) -> None:
    read = {row["event_id"]: row for row in lines(written("csv"))}
    held = ask(news_warehouse, "SELECT * FROM analyst.events")
    assert len(held) > 180
    assert set(read) == {row.event_id for row in held}
    for row in held:
        line = read[row.event_id]
        assert list(line) == list(row._fields)
        assert line["starts_on"] == (row.starts_on.isoformat() if row.starts_on else "")
        assert line["killed_low"] == ("" if row.killed_low is None else str(int(row.killed_low)))
        assert line["is_repeat"] == ("true" if row.is_repeat else "false")
        assert (line["title"], line["place_ar"]) == (row.title or "", row.place_ar or "")
        known = [actor for actor in row.source_actor_ids or [] if actor]
        assert line["source_actor_ids"] == "; ".join(known)


def test_two_exports_are_the_same_bytes(written: Written) -> None:
    assert written("csv").read_bytes() == written("csv").read_bytes()


def test_parquet_has_types_nulls_and_meanings(written: Written, news_warehouse: str) -> None:
    table = parquet.read_table(written("parquet"))
    types = {field.name: field.type for field in table.schema}
    assert types["starts_on"] == pyarrow.date32()
    assert types["killed_low"] == types["latitude"] == pyarrow.float64()
    assert types["is_repeat"] == pyarrow.bool_()
    assert types["source_actor_ids"] == pyarrow.list_(pyarrow.string())
    assert types["sentence_no"] == pyarrow.int32()
    assert table.schema.field("starts_on").metadata[b"meaning"]
    held = {row.event_id: row for row in ask(news_warehouse, "SELECT * FROM analyst.events")}
    assert table.num_rows == len(held)
    for row in table.to_pylist():
        same = held[row.pop("event_id")]
        assert row.pop("confidence") == pytest.approx(same.confidence)
        for name, value in row.items():
            assert value == getattr(same, name), name


def test_geojson_puts_longitude_first(written: Written, news_warehouse: str) -> None:
    collection = json.loads(written("geojson").read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert collection["type"] == "FeatureCollection"
    held = {row.event_id: row for row in ask(news_warehouse, "SELECT * FROM analyst.events")}
    assert len(collection["features"]) == len(held)
    for feature in collection["features"]:
        row = held[feature["properties"]["event_id"]]
        assert feature["type"] == "Feature"
        if row.latitude is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"] == {"type": "Point", "coordinates": [row.longitude, row.latitude]}
        assert feature["properties"]["starts_on"] == (row.starts_on.isoformat() if row.starts_on else None)
    aleppo = next(f for f in collection["features"] if f["properties"]["place_en"] == "Aleppo")
    assert [int(degrees) for degrees in aleppo["geometry"]["coordinates"]] == [37, 36]


def test_geojson_of_a_view_without_coordinates_finds_them(written: Written) -> None:
    features = json.loads(written("geojson", view="casualties").read_text(encoding="utf-8"))["features"]
    assert any(feature["geometry"] for feature in features)
    assert "latitude" not in features[0]["properties"]


def test_hxl_has_titles_then_hashtags(written: Written) -> None:
    with written("hxl").open(encoding="utf-8", newline="") as text:
        titles, tags, *rows = csv.reader(text)
    assert len(titles) == len(tags)
    assert all(tag.startswith("#") for tag in tags)
    assert not any(title.startswith("#") for title in titles)
    figures = [dict(zip(tags, row, strict=True)) for row in rows]
    assert any(row["#affected+num+max"] == "" and row["#affected+num+min"] for row in figures)
    for row in figures:
        date.fromisoformat(row["#date+start"]) if row["#date+start"] else None
        assert row["#indicator+type"]


def test_acled_columns(written: Written) -> None:
    rows = lines(written("acled"))
    assert list(rows[0]) == ACLED
    assert {row["disorder_type"] for row in rows} <= {
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
    }  # fmt: skip
    for row in rows:
        assert date.fromisoformat(row["event_date"]).year == int(row["year"])
        # A building without a name has none; a country has one though the tables know no point for it.
        assert bool(row["latitude"]) <= bool(row["geo_precision"]) <= bool(row["location"])
        assert row["notes"]
        assert bool(row["iso"]) == bool(row["country"])
        assert row["timestamp"].isdigit()
    assert any(row["fatalities"].isdigit() for row in rows)
    found = {(row["country"], row["admin1"], row["iso"], row["region"]) for row in rows}
    assert ("Syria", "Idlib", "760", "Middle East") in found


def test_acled_codes_follow_from_what_is_known(written: Written, news_warehouse: str) -> None:
    rows = lines(written("acled"))
    view = {row.event_id_cnty: row for row in ask(news_warehouse, "SELECT * FROM analyst.acled_like")}
    for row in rows:
        same = view[row["event_id_cnty"]]
        assert (row["country"], row["admin1"]) == (same.country or "", same.admin1 or "")
        if row["interaction"]:
            codes = sorted(int(row[name]) for name in ("inter1", "inter2") if row[name])
            assert int(row["interaction"]) == int(f"{codes[0]}{codes[1] if len(codes) == 2 else 0}")
        if row["civilian_targeting"]:
            assert row["inter2"] in ("", "7")
    first = {row["actor1"]: row["inter1"] for row in rows if row["event_type"] not in ("Protests", "Riots")}
    assert first["Islamic State"] == "2"
    assert {row["inter1"] for row in rows if row["event_type"] == "Protests"} == {"6"}
    # Russia acts in Syria from outside, the army of Syria does not.
    assert "8" in {row["inter1"] for row in rows if row["actor1"] == "Russia" and row["country"] == "Syria"}
    known = ask(
        news_warehouse,
        "SELECT DISTINCT country_code FROM core.locations WHERE feature = 'country'"
        " EXCEPT SELECT country_code FROM ref.countries WHERE acled_region IS NOT NULL",
    )
    assert {row.country_code for row in known} <= {"AQ", "CC", "CX", "GS", "HM", "TF", "BV", "UM", "EU", None}


def test_polecat_columns(written: Written, news_warehouse: str) -> None:
    rows = lines(written("polecat"))
    assert list(rows[0]) == POLECAT
    types = {row.plover_type for row in ask(news_warehouse, "SELECT DISTINCT plover_type FROM ref.event_types")}
    for row in rows:
        assert row["Event Type"] in types
        assert -10 <= float(row["Intensity"]) <= 10
        assert row["Quad Code"] in "1234"
        assert len(row["Actor Name"].split(";")) == len(row["Actor Name Raw"].split(";"))


def test_every_view_can_be_exported(written: Written, news_warehouse: str) -> None:
    views = ask(
        news_warehouse,
        "SELECT c.relname AS name FROM pg_class AS c WHERE c.relnamespace = 'analyst'::regnamespace"
        " AND c.relkind IN ('v', 'm')",
    )
    assert len(views) > 20
    for view in views:
        (expected,) = ask(news_warehouse, f"SELECT count(*) FROM analyst.{view.name}")[0]  # noqa: S608
        assert parquet.read_table(written("parquet", view=view.name)).num_rows == expected


@pytest.mark.parametrize("file_format", FORMATS)
def test_nothing_found_is_a_whole_file(written: Written, file_format: str) -> None:
    file = written(file_format, Selection(from_on=date(1950, 1, 1), to_on=date(1950, 1, 2)))
    if file_format == "parquet":
        assert parquet.read_table(file).num_rows == 0
    elif file_format == "xlsx":
        assert len(sheet(file)) == 1
    elif file_format == "geojson":
        assert json.loads(file.read_text()) == {"type": "FeatureCollection", "features": []}
    else:
        assert len(file.read_text().splitlines()) == (2 if file_format == "hxl" else 1)


def test_filters(written: Written) -> None:
    everything = lines(written("csv"))
    dated = lines(written("csv", Selection(from_on=date(1999, 3, 11), to_on=date(2016, 12, 9))))
    assert dated == [row for row in everything if row["starts_on"] <= "2016-12-09" and row["ends_on"] >= "1999-03-11"]
    assert {"@formula", "@direction"} < {row["source_code"] for row in dated}
    typed = lines(written("csv", Selection(types=("arrest", "killing"))))
    assert typed == [row for row in everything if row["event_type"] in {"arrest", "killing"}]
    for spelt in ("حلب", "ALEPPO", "170063"):
        there = lines(written("csv", Selection(places=(spelt,))))
        assert "Aleppo" in {row["place_en"] for row in there}
    in_syria = lines(written("csv", Selection(places=("SY",))))
    assert "Aleppo" in {row["place_en"] for row in in_syria}
    assert not {"Baghdad", "Marib"} & {row["place_en"] for row in in_syria}
    (_, figure) = lines(written("hxl", Selection(from_on=date(1999, 3, 11), to_on=date(1999, 3, 11))))
    assert (figure["At least"], figure["At most"], figure["Kind of figure"]) == ("11", "", "killed")
    old = Selection(to_on=date(1999, 12, 31), types=("killing",), places=("حلب",))
    assert [row["Event Type"] for row in lines(written("polecat", old))] == ["ASSAULT"] * len(HOSTILE)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--place", "Atlantis"], "no place is called 'Atlantis'"),
        (["--type", "party"], "no event type is called 'party'"),
        (["--from", "2020-01-02", "--to", "2020-01-01"], "is after"),
        (["--view", "nothing"], "no view is called 'nothing'; there are: "),
        (["--format", "hxl", "--view", "events"], "has columns of its own"),
        (["--format", "geojson", "--view", "unresolved_actors"], "have no place"),
        (["--view", "unresolved_actors", "--from", "2020-01-01"], "cannot narrow this view"),
        (["--format", "parquet", "--for-spreadsheet"], "leave it out for parquet"),
    ],
)
def test_errors_are_for_people(
    news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: list[str], said: str
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    done = CliRunner().invoke(main, ["export", "--out", str(tmp_path / "out"), *options])
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_it_wrote(news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    out = tmp_path / "out.csv"
    done = CliRunner().invoke(main, ["export", "--place", "حلب", "--out", str(out)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"{len(lines(out))} rows" in done.stderr


def test_the_command_says_whom_a_name_stands_for(
    news_warehouse: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    found = []
    for name in ("houthi", "الحوثيين"):
        done = CliRunner().invoke(main, ["export", "--actor", name, "--out", str(tmp_path / "out.csv")])
        assert done.exit_code == 0
        said = next(line for line in done.stderr.splitlines() if line.startswith(f"{name}: "))
        assert "Houthis (Ansar Allah)" in said
        found.append(lines(tmp_path / "out.csv"))
    assert found[0] == found[1] != []
    report = CliRunner().invoke(main, ["report", "--actor", "houthi", "--out", str(tmp_path / "report.html")])
    assert report.exit_code == 0
    assert re.search(r"Actors meant by <bdi>houthi: .*Houthis \(Ansar Allah\)", (tmp_path / "report.html").read_text())


def test_hostile_text_goes_through_as_it_is(written: Written) -> None:
    old = Selection(from_on=date(1999, 1, 1), to_on=date(1999, 12, 31))
    titles = {title for title, _ in HOSTILE.values()}
    assert {row["title"] for row in lines(written("csv", old))} == titles
    assert set(parquet.read_table(written("parquet", old)).column("title").to_pylist()) == titles
    features = json.loads(written("geojson", old).read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["title"] for feature in features} == titles


@pytest.mark.parametrize("file_format", ["csv", "hxl", "acled", "polecat"])
def test_for_a_spreadsheet_no_text_begins_a_formula(written: Written, file_format: str) -> None:
    old = Selection(from_on=date(1999, 1, 1), to_on=date(1999, 12, 31))
    raw = written(file_format, old, spreadsheet=True).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in line]
    assert "'@formula" in cells
    for cell in cells:
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        # -8 is an intensity.
        assert not cell.startswith("-") or cell[1:].isdigit()


@pytest.fixture
def long_view(news_warehouse: str) -> Any:
    """A view of as many rows as asked for, each of some hundred characters."""
    made: list[str] = []

    def make(rows: int) -> str:
        made.append(f"long_{rows}")
        execute(
            news_warehouse,
            f"CREATE VIEW analyst.long_{rows} AS SELECT n AS row_no, md5(n::text) || repeat('خبر ', 100) AS words,"  # noqa: S608
            f" DATE '2020-01-01' + n % 300 AS starts_on FROM generate_series(1, {rows}) AS n",
        )
        execute(news_warehouse, f"GRANT SELECT ON analyst.long_{rows} TO analyst_ro")
        return made[-1]

    yield make
    for name in made:
        execute(news_warehouse, f"DROP VIEW analyst.{name}")


def test_memory_does_not_grow_with_the_rows(
    written: Written, long_view: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package has a function of the module's name.
    monkeypatch.setattr(sys.modules["etl.publish.export"], "BATCH", 1_000)
    peaks = []
    for length in (2_000, 10_000):
        view = long_view(length)
        tracemalloc.start()
        file = written("csv", view=view)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert file.stat().st_size > length * 700
    assert peaks[1] < 1.5 * peaks[0], peaks


def test_progress_and_row_groups_come_batch_by_batch(written: Written, long_view: Callable[[int], str]) -> None:
    heard: list[int] = []
    file = written("parquet", view=long_view(2 * BATCH + 1), progress=heard.append)
    assert heard == [BATCH, 2 * BATCH, 2 * BATCH + 1]
    assert parquet.ParquetFile(file).num_row_groups == 3


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_broken_export_leaves_the_old_file(
    news_warehouse: str, long_view: Callable[[int], str], tmp_path: Path, error: BaseException
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def fail(rows: int) -> None:
        raise error

    with pytest.raises((KeyboardInterrupt, TerminalError)) as raised:
        export(out, "csv", Selection(), long_view(BATCH), url=news_warehouse, progress=fail)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert out.read_text() == "old"
    if isinstance(raised.value, TerminalError):
        assert "No space left" in str(raised.value)


@pytest.mark.parametrize("name", ["missing/out.csv", "."])
def test_what_cannot_be_written(news_warehouse: str, tmp_path: Path, name: str) -> None:
    with pytest.raises(TerminalError):
        export(tmp_path / name, "csv", Selection(), url=news_warehouse)
    with pytest.raises(TerminalError, match="no file"):
        export(Path("/dev/null"), "csv", Selection(), url=news_warehouse)


def test_a_link_stays_a_link(news_warehouse: str, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    export(tmp_path / "link.csv", "csv", Selection(), url=news_warehouse)
    assert (tmp_path / "link.csv").is_symlink()
    assert len(lines(tmp_path / "real.csv")) > 180


def test_a_correction_reaches_every_format(
    fresh_database: Callable[[str], str], news_template: str, tmp_path: Path
) -> None:
    url = fresh_database(news_template)
    (event,) = ask(url, "SELECT event_id_cnty AS event_id FROM analyst.acled_like WHERE event_date = '1999-03-10'")
    execute(url, f"SELECT analyst.correct('events', '{event.event_id}', 'starts_on', '1998-05-05', 'misread')")
    execute(url, f"SELECT analyst.correct('events', '{event.event_id}', 'ends_on', '1998-05-05', 'misread')")
    for file_format, column in (("csv", "starts_on"), ("acled", "event_date"), ("polecat", "Event Date")):
        export(tmp_path / "out", file_format, Selection(to_on=date(1998, 12, 31)), url=url)
        assert [row[column] for row in lines(tmp_path / "out")] == ["1998-05-05"]


def test_a_reader_cannot_write(news_warehouse: str) -> None:
    with reading(news_warehouse) as connection:
        assert rows(connection, "SELECT current_user")[0] == ("analyst_ro",)
        with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
            rows(connection, "CREATE TEMPORARY TABLE t (x int)")
    with pytest.raises(TransientError, match="took longer"), reading(news_warehouse, timeout="50ms") as connection:
        rows(connection, "SELECT pg_sleep(5)")
