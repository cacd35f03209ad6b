"""Loading into a real PostgreSQL: same files, same rows, however they arrive."""

from __future__ import annotations

import json
import os
import resource
import threading
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console
from sqlalchemy import Table

from etl import bounds
from etl.bounds import MEMORY, bounded_memory
from etl.cli import main
from etl.documents import CodedDocument, RawFile
from etl.errors import TerminalError, TransientError
from etl.ids import row_id
from etl.load import batch, finish, ledger, part, plan, process_batch, run_target
from etl.load.batch import PART_DOCUMENTS
from etl.load.report import show_counts
from etl.text.cleaning import clean, rebuilt
from etl.warehouse.copying import columns_of
from etl.warehouse.schema import CODING
from tests.conftest import ask, fingerprints
from tests.sample_news import SAMPLES, article, write_news


def test_a_run_adds_up_and_every_span_is_the_raw_text(warehouse: str, tmp_path: Path) -> None:
    report = run_target(str(write_news(tmp_path, 24)), url=warehouse)
    counts = report.counts
    assert (counts.files_in, counts.files_loaded, counts.documents_loaded) == (24, 24, 24)
    for table in ("figures", "time_expressions", "location_mentions", "actor_mentions", "events", "uncoded_sentences"):
        (wrong,) = ask(
            warehouse,
            f"SELECT count(*) FROM core.{table} JOIN core.document_texts USING (document_id)"  # noqa: S608
            " WHERE substr(raw_text, start_offset + 1, end_offset - start_offset) <> surface",
        )[0]
        assert wrong == 0, table
    assert ask(warehouse, "SELECT count(*) FROM core.figures")[0][0] > 24
    assert ask(warehouse, "SELECT DISTINCT published_on, published_source FROM core.documents") == [
        (date(2016, 12, 11), "path")
    ]


def test_a_second_run_adds_nothing(warehouse: str, tmp_path: Path) -> None:
    news = str(write_news(tmp_path, 6))
    run_target(news, url=warehouse)
    before = fingerprints(warehouse)
    counts = run_target(news, url=warehouse).counts
    assert (counts.files_in, counts.files_unchanged, counts.documents_unchanged) == (6, 6, 6)
    assert fingerprints(warehouse) == before
    assert ask(warehouse, "SELECT count(*) FROM core.documents_history") == [(0,)]


def test_order_and_batches_and_processes_do_not_matter(fresh_database, template: str, tmp_path: Path) -> None:
    news = write_news(tmp_path / "news", 12)
    (news / "2016-12-12").mkdir()
    # The same content twice: by its folder a day later; the earlier day must win in any order.
    (news / "2016-12-12" / "again.txt").write_text(article(3), encoding="utf-8")
    at_once, backwards, spread = (fresh_database(template) for _ in range(3))
    run_target(str(news), url=at_once)
    planned = plan(str(news), batch_files=1, url=backwards)
    for batch_id in reversed(planned.batch_ids):
        process_batch(batch_id, url=backwards)
    finish(planned.run_id, url=backwards)
    run_target(str(news), processes=2, url=spread)
    assert fingerprints(backwards) == fingerprints(at_once) == fingerprints(spread)
    assert ask(at_once, "SELECT count(*) FROM core.documents") == [(12,)]
    assert ask(at_once, "SELECT DISTINCT published_on FROM core.documents") == [(date(2016, 12, 11),)]
    assert ask(at_once, "SELECT count(*) FROM core.document_origins") == [(13,)]


def test_the_same_content_under_two_names_is_one_document(warehouse: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(article(1), encoding="utf-8")
    counts = run_target(str(tmp_path), published_on="2016-12-11", url=warehouse).counts
    assert (counts.documents_in, counts.documents_loaded, counts.documents_unchanged) == (2, 1, 1)
    assert (counts.files_loaded, counts.files_unchanged) == (1, 1)
    assert ask(warehouse, "SELECT count(*) FROM core.document_origins") == [(2,)]


def test_a_newer_coding_takes_the_place_of_the_old_one(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = str(write_news(tmp_path, 4))
    run_target(news, url=warehouse)
    before = fingerprints(warehouse)
    rows = ask(warehouse, "SELECT count(*) FROM core.figures")
    monkeypatch.setattr(part, "coding_version", lambda: "9.9.9+test")
    monkeypatch.setattr("etl.load.ledger.coding_version", lambda: "9.9.9+test")
    report = run_target(news, url=warehouse)
    assert report.counts.documents_loaded == 4
    after = fingerprints(warehouse)
    assert after.pop("documents") != before.pop("documents")
    assert after == before
    assert rows != [(0,)]
    for table in CODING:  # both codings agree
        assert ask(warehouse, f"SELECT count(*) FROM core.{table.name}_history") == [(0,)]  # noqa: S608
    kept = ask(warehouse, "SELECT DISTINCT coding_version, superseded_run_id FROM core.documents_history")
    assert [row.superseded_run_id for row in kept] == [report.run_id]
    assert kept[0].coding_version != "9.9.9+test"


def test_a_corrected_day_recodes(warehouse: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(0), encoding="utf-8")
    run_target(str(tmp_path), published_on="2016-12-11", url=warehouse)
    run_target(str(tmp_path), published_on=date(2016, 12, 1), url=warehouse)
    assert ask(warehouse, "SELECT starts_on FROM core.time_expressions WHERE surface = 'أمس'") == [
        (date(2016, 11, 30),)
    ]
    old = ask(warehouse, "SELECT starts_on FROM core.time_expressions_history WHERE surface = 'أمس'")
    assert old == [(date(2016, 12, 10),)]


def coding_before(url: str, run_id: str | None, table: Table) -> set[str]:
    """The rows of ``table`` before the run, put together from history as docs/operations.md says."""
    keys = ", ".join(column.name for column in table.primary_key)
    columns = ", ".join(f"{name}::text" for name in columns_of(table))
    query = f"""
        WITH before AS (
            SELECT DISTINCT ON ({keys}) * FROM core.{table.name}_history
            WHERE superseded_at >= (
                SELECT min(superseded_at) FROM core.documents_history WHERE superseded_run_id = %s
            )
            ORDER BY {keys}, superseded_at
        )
        SELECT ROW({columns})::text FROM before WHERE NOT is_addition
        UNION ALL
        SELECT ROW({columns})::text FROM core.{table.name} WHERE ({keys}) NOT IN (SELECT {keys} FROM before)
    """  # noqa: S608
    return {row[0] for row in ask(url, query, run_id)}


def test_every_former_coding_can_be_put_together_from_what_changed(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, texts = str(write_news(tmp_path, 8)), []
    real = part.code_text

    def forgetful(text, day, document_id):
        """Another extractor each time: it shifts days, forgets and finds again."""
        texts.append(text)
        coded = real(text, day and day - timedelta(days=len(versions)), document_id)
        return coded if len(versions) % 2 else replace(coded, events=coded.events[1:])

    monkeypatch.setattr(part, "code_text", forgetful)
    versions: list[tuple[str, dict[str, set[str]]]] = []
    for number in range(4):
        for module in (part, ledger):
            monkeypatch.setattr(module, "coding_version", lambda number=number: f"9.9.{number}+test")
        report = run_target(news, url=warehouse)
        versions.append((report.run_id, {table.name: coding_before(warehouse, None, table) for table in CODING}))
    assert len(texts) == 4 * 8
    for (_, then), (run_id, _) in pairwise(versions):
        assert {table.name: coding_before(warehouse, run_id, table) for table in CODING} == then
    kept, all_rows = (
        sum(
            ask(warehouse, f"SELECT count(*) FROM core.{table.name}{suffix}")[0][0]  # noqa: S608
            for table in CODING
        )
        for suffix in ("_history", "")
    )
    assert kept < 3 * all_rows
    again = ask(warehouse, "SELECT change, count(*) FROM analyst.changes WHERE run_id = %s GROUP BY 1", versions[-1][0])
    assert [row.change for row in again] == ["added"]


def test_what_cannot_be_read_or_coded_is_in_quarantine_alone(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_news(tmp_path, 5)
    (news / "empty.txt").write_bytes(b"")
    real = part.code_text

    def fragile(text, day, document_id):
        if "15" in text.raw:  # article 4
            raise RuntimeError("a rule went wrong")
        return real(text, day, document_id)

    monkeypatch.setattr(part, "code_text", fragile)
    counts = run_target(str(news), url=warehouse).counts
    assert (counts.documents_in, counts.documents_loaded, counts.documents_quarantined) == (6, 4, 2)
    held = ask(warehouse, "SELECT reason_code, detail FROM ops.quarantine ORDER BY reason_code")
    assert [row.reason_code for row in held] == ["coding_failed", "empty"]
    assert "a rule went wrong" in held[0].detail
    known = {row.reason_code for row in ask(warehouse, "SELECT reason_code FROM ref.reason_codes")}
    assert {"coding_failed", "load_failed"} <= known


def test_a_document_that_the_database_refuses_is_split_off(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = write_news(tmp_path, 9)
    real = part.coded_rows

    def broken(document, text, coded):
        rows = real(document, text, coded)
        if "15" in document.raw_text:
            # Sentences that end before they start.
            bounds = rows["sentence_bounds"]
            rows["sentence_bounds"] = [(doc, ends, starts, *more) for doc, starts, ends, *more in bounds]
        return rows

    monkeypatch.setattr(part, "coded_rows", broken)
    counts = run_target(str(news), url=warehouse).counts
    assert (counts.documents_loaded, counts.documents_quarantined, counts.files_quarantined) == (8, 1, 1)
    (held,) = ask(warehouse, "SELECT reason_code, uri, detail FROM ops.quarantine")
    assert held.reason_code == "load_failed"
    assert held.uri.endswith("004.txt")
    assert "sentence_bounds_span_check" in held.detail
    monkeypatch.setattr(part, "coded_rows", real)
    (news / "2016-12-11" / "004.txt").write_text(article(4) + "\n", encoding="utf-8")
    assert run_target(str(news), url=warehouse).counts.documents_loaded == 1
    assert ask(warehouse, "SELECT count(*) FROM ops.quarantine") == [(0,)]


def test_a_file_of_many_documents_streams_in_parts(warehouse: str, tmp_path: Path) -> None:
    count = PART_DOCUMENTS + 20
    lines = (f'{{"text": "{article(n).replace(chr(10), " ")}", "date": "2016-12-11"}}' for n in range(count))
    (tmp_path / "wire.jsonl").write_text("\n".join(lines), encoding="utf-8")
    counts = run_target(str(tmp_path), url=warehouse).counts
    assert (counts.files_loaded, counts.documents_in, counts.documents_loaded) == (1, count, count)
    assert ask(warehouse, "SELECT documents_in FROM ops.files") == [(count,)]


def test_closing_a_run_with_unprocessed_files_fails_and_says_so(warehouse: str, tmp_path: Path) -> None:
    planned = plan(str(write_news(tmp_path, 2)), url=warehouse)
    with pytest.raises(TerminalError, match="2 of 2 files were not processed"):
        finish(planned.run_id, url=warehouse)


@pytest.mark.parametrize("make", [lambda p: p / "nowhere", lambda p: p])
def test_nothing_to_do_is_an_error_in_one_sentence(warehouse: str, tmp_path: Path, make) -> None:
    with pytest.raises(TerminalError) as raised:
        plan(str(make(tmp_path)), url=warehouse)
    assert str(tmp_path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert ask(warehouse, "SELECT count(*) FROM ops.runs") == [(0,)]


def test_ids_tell_apart_what_strings_would_glue_together() -> None:
    assert row_id("a", "bc") != row_id("ab", "c")


def test_names_that_are_no_utf8_and_readers_that_fail(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / os.fsdecode(b"\xe9t\xe9.txt")).write_text(article(0), encoding="utf-8")
    (tmp_path / "odd.txt").write_text(article(1), encoding="utf-8")
    real = batch.read_file

    def fragile(raw_file, **options):
        if raw_file.uri.endswith("odd.txt"):
            raise RecursionError("too deep")
        return real(raw_file, **options)

    monkeypatch.setattr(batch, "read_file", fragile)
    counts = run_target(str(tmp_path), url=warehouse).counts
    assert (counts.documents_loaded, counts.documents_quarantined) == (1, 1)
    assert ask(warehouse, "SELECT reason_code FROM ops.quarantine") == [("reading_failed",)]
    assert run_target(str(tmp_path), url=warehouse).counts.files_unchanged == 2


@pytest.mark.parametrize("error", [ConnectionResetError("reset by peer"), TransientError("reset by peer")])
def test_a_network_that_fails_is_no_reason_for_the_quarantine(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def gone(raw_file, **options):
        raise error

    planned = plan(str(write_news(tmp_path, 1)), url=warehouse)
    monkeypatch.setattr(batch, "read_file", gone)
    with pytest.raises(TransientError, match="reset by peer"):
        process_batch(planned.batch_ids[0], url=warehouse)
    assert ask(warehouse, "SELECT count(*) FROM ops.quarantine") == [(0,)]


def test_a_day_that_is_none_is_said_so(warehouse: str, tmp_path: Path) -> None:
    with pytest.raises(TerminalError, match="YYYY-MM-DD"):
        plan(str(write_news(tmp_path, 1)), published_on="11/12/2016", url=warehouse)


def test_the_summary_counts_titles_and_documents_without_day(warehouse: str, tmp_path: Path) -> None:
    records = [{"title": "قتل 12 شخصا في غارة على حلب"}, {"title": "عنوان", "text": article(0)}]
    (tmp_path / "a.json").write_text(json.dumps([*records, {"text": article(1), "date": "2020-01-02"}]))
    report = run_target(str(tmp_path), url=warehouse)
    assert (report.counts.documents_title_only, report.counts.documents_undated) == (1, 2)
    for remark in ("1 documents hold a title and no text", "2 documents have no day of publication"):
        assert f"; {remark}" in report.summary()
    shown = Console(record=True, width=200)
    show_counts(report, console=shown)
    assert "Warning: 1 documents hold a title and no text." in shown.export_text()


def test_why_a_day_stays_open_is_said_where_an_operator_looks(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {"11/12/2016": "day_ambiguous", "31/31/2016": "day_unreadable", None: "day_not_stated"}
    for number, written in enumerate(days):
        record = {"title": "عنوان", "text": article(number), "source": "probe", "date": written}
        (tmp_path / f"{number}.json").write_text(json.dumps(record))
    (tmp_path / "of_12-11-2016.txt").write_text(article(3), encoding="utf-8")
    report = run_target(str(tmp_path), url=warehouse)
    assert report.summary().endswith(
        "4 documents have no day of publication, 3 of them though they state one: `waqai status` says why;"
        " 1 documents have no source (--source gives one)"
    )
    assert ask(warehouse, "SELECT documents_undated, documents_day_open FROM ops.runs") == [(4, 3)]
    held = ask(warehouse, "SELECT undated_surface, undated_reason_code FROM core.documents WHERE source_code = 'probe'")
    assert {row[0]: row[1] for row in held} == days
    monkeypatch.setenv("WAQAI_DATABASE_URL", warehouse)
    shown = CliRunner().invoke(main, ["status"]).output
    for word in (*days.values(), "11/12/2016", "31/31/2016", "of_12-11-2016.txt"):
        assert word in shown
    # With a day there is no reason left.
    assert run_target(str(tmp_path), published_on="2016-12-13", url=warehouse).counts.documents_undated == 0
    assert ask(warehouse, "SELECT DISTINCT undated_reason_code FROM core.documents") == [(None,)]


def test_memory_is_bounded_and_neighbours_do_not_suffer(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Heavy(CodedDocument):
        ballast: object = None

    real = part.code_text

    def heavy(text, day, document_id):
        """Of each document a third of the memory is kept; one asks for more than there is."""
        coded = Heavy(**vars_of(real(text, day, document_id)))
        blocks = 200 if "90" in text.raw else 10
        object.__setattr__(coded, "ballast", [unwritten(50_000_000) for _ in range(blocks)])
        return coded

    write_news(tmp_path, 4)
    (tmp_path / "greedy.txt").write_text("قتل 90 شخصا في غارة على حلب في 5 أيار 2020.", encoding="utf-8")
    monkeypatch.setattr(part, "code_text", heavy)
    before = resource.getrlimit(resource.RLIMIT_DATA)
    counts = run_target(str(tmp_path), url=warehouse).counts
    assert (counts.documents_loaded, counts.documents_quarantined) == (4, 1)
    [held] = ask(warehouse, "SELECT uri, reason_code, detail FROM ops.quarantine")
    assert (held.uri, held.reason_code) == (str(tmp_path / "greedy.txt"), "coding_failed")
    assert "MemoryError" in held.detail
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_what_a_process_holds_before_a_batch_does_not_count() -> None:
    held = unwritten(2 * MEMORY)
    with bounded_memory():
        assert unwritten(MEMORY // 2)
        thread = threading.Thread(target=len, args=(held,))
        thread.start()
        thread.join()
        with pytest.raises(MemoryError):
            unwritten(2 * MEMORY)


def unwritten(size: int) -> bytes:
    """Memory that is asked for and, unlike that of a bytearray, never written to: the system need not have it."""
    return bytes(size)


def vars_of(coded: CodedDocument) -> dict[str, Any]:
    return {field.name: getattr(coded, field.name) for field in fields(coded)}


def test_a_document_that_takes_too_much_is_in_quarantine_alone(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_news(tmp_path, 3)
    (tmp_path / "dense.txt").write_text("قتل " + "1ا" * 2_000, encoding="utf-8")
    (tmp_path / "slow.txt").write_text("قتل 77 شخصا في غارة على حلب في 5 أيار 2020.", encoding="utf-8")
    (tmp_path / "large.txt").write_text("قتل 78 شخصا في غارة على حلب في 5 أيار 2020.", encoding="utf-8")
    real_code, real_rows = part.code_text, part.coded_rows

    def slow(text, day, document_id):
        while "77" in text.raw:
            pass
        return real_code(text, day, document_id)

    def large(document, text, coded):
        if "78" in text.raw:
            raise MemoryError
        return real_rows(document, text, coded)

    monkeypatch.setattr(part, "code_text", slow)
    monkeypatch.setattr(part, "coded_rows", large)
    # The real limits are minutes and a whole text; what is split off is read again, so small ones show the same.
    monkeypatch.setattr(bounds, "WORDS", 2_000)
    monkeypatch.setattr(bounds, "SECONDS", 0.5)
    counts = run_target(str(tmp_path), url=warehouse).counts
    assert (counts.documents_loaded, counts.documents_quarantined) == (3, 3)
    held = ask(warehouse, "SELECT uri, reason_code, detail FROM ops.quarantine ORDER BY uri")
    assert [row.reason_code for row in held] == ["coding_failed"] * 3
    for row, what in zip(held, ("words", "MemoryError", "0 s of processor"), strict=True):
        assert what in row.detail


def test_the_densest_text_of_the_greatest_length_is_refused_within_the_memory_of_a_batch(
    warehouse: str, tmp_path: Path
) -> None:
    (tmp_path / "dense.txt").write_text("قتل " + "1ا" * 499_000, encoding="utf-8")
    assert run_target(str(tmp_path), url=warehouse).counts.documents_quarantined == 1
    [held] = ask(warehouse, "SELECT reason_code, detail FROM ops.quarantine")
    assert (held.reason_code, "words" in held.detail) == ("coding_failed", True)


def test_the_database_rebuilds_a_clean_text_as_the_code_does(warehouse: str) -> None:
    blanks = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != "\n")
    texts = [
        "خبر",
        "مُدَرِّسـة\u200f\u00a0و\u3000كتاب",
        f"أ{blanks}ب\u064b",
        "\u200fبداية",
        "نهاية\u064b",
        "سطر\r\nآخر",
        "&amp; و &quot;",
    ]
    for text in texts:
        cleaned, offsets = clean(text)
        of_code = rebuilt(text, offsets)
        (row,) = ask(
            warehouse,
            "SELECT core.rebuilt(%s, %s, %s) AS text",
            text, list(offsets.clean_starts), list(offsets.raw_starts),
        )  # fmt: skip
        assert row.text == of_code
        assert (of_code == cleaned) == (text != texts[-1])


def test_every_event_is_mentioned_by_its_trigger_and_vouched_for(warehouse: str) -> None:
    run_target(str(SAMPLES), url=warehouse)
    bare = "SELECT count(*) AS n FROM core.{} WHERE event_id NOT IN (SELECT event_id FROM core.{})"
    for one, other in (("events", "event_mentions"), ("events", "attributions"), ("attributions", "events")):
        assert ask(warehouse, bare.format(one, other)) == [(0,)]
    said = "SELECT count(speaker) > 0 AS some, count(*) = count(DISTINCT event_id) AS once FROM core.attributions"
    assert ask(warehouse, said) == [(True, True)]
    (uncoded,) = ask(
        warehouse, "SELECT count(*) AS n, count(nullif(surface, '')) AS shown FROM analyst.uncoded_sentences"
    )
    assert uncoded.n == uncoded.shown > 0


@pytest.mark.parametrize(
    ("files", "workers", "batches"), [(1, 2, 1), (10, 2, 1), (50, 2, 6), (50, 4, 8), (3, 4, 1), (900, 3, 64)]
)
def test_each_worker_gets_as_many_batches(files: int, workers: int, batches: int) -> None:
    shares = ledger.share_out([RawFile(f"{n}", 1000) for n in range(files)], 10, 10_000, workers)
    assert len(shares) == batches
    assert sorted(file.uri for share in shares for file in share) == sorted(map(str, range(files)))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
