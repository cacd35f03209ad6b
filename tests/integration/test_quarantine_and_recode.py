"""What was refused can be mended and run again; what is stored can be coded again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.ids import id_within
from etl.load import Selection, batch, changes, finish, plan, plan_recoding, process_batch, run_planned, run_target
from etl.load import version as versions
from etl.load.quarantine import plan_retries, quarantined
from etl.warehouse.quality import run_checks
from etl.warehouse.schema import CODING
from etl.warehouse.status import status
from tests.conftest import ask, fingerprints
from tests.sample_news import write_news


def test_a_mended_file_leaves_the_quarantine(warehouse: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes("قتل اثنا عشر شخصا".encode() + b"\xff\xfe\xff" * 9)
    broken.with_suffix(".json").write_text('{"published_on": "2024-05-04", "source": "probe"}')
    assert run_target(str(tmp_path), url=warehouse).counts.files_quarantined == 1
    (item,) = quarantined(url=warehouse)
    assert (item.uri, item.reason_code) == (str(broken), "undecodable")
    assert item.advice

    broken.write_text("قتل اثنا عشر شخصا في غارة على مدينة حلب الخميس.", encoding="utf-8")
    (planned,) = plan_retries([item], url=warehouse)
    assert run_planned(planned, url=warehouse).counts.documents_loaded == 1
    assert quarantined(url=warehouse) == []


def test_a_retry_reads_a_file_again_though_its_bytes_are_the_same(warehouse: str, tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\xff" * 9)
    run_target(str(tmp_path), published_on="2024-05-04", source="probe", url=warehouse)
    (planned,) = plan_retries(quarantined(url=warehouse), url=warehouse)
    assert planned.files_unchanged == 0
    assert run_planned(planned, url=warehouse).counts.files_quarantined == 1
    run = ask(warehouse, "SELECT published_on::text, source_code FROM ops.runs ORDER BY started_at DESC LIMIT 1")
    assert tuple(run[0]) == ("2024-05-04", "probe")


def test_an_operator_sees_what_was_refused_and_retries_it(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", warehouse)
    (tmp_path / "gone.txt").write_bytes(b"")
    (tmp_path / "damaged.txt").write_bytes(b"\xff\xfe\xff" * 9)
    (tmp_path / "mended.txt").write_bytes(b"")
    run_target(str(tmp_path), url=warehouse)

    def waqai(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["quarantine", *arguments], terminal_width=200)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output

    code, shown = waqai("list", "--limit", "2")
    assert (code, shown.count("mended.txt") + shown.count("gone.txt") + shown.count("damaged.txt")) == (0, 2)
    assert "There are more" in shown
    assert waqai("list", "--reason", "too_deep") == (0, "Nothing is in quarantine for the reason too_deep.\n")
    code, shown = waqai("show", str(tmp_path / "damaged"))
    assert code == 0
    assert "advice" in shown
    for unsafe in (("show", ""), ("retry", ""), ("retry", str(tmp_path), "no-such"), ("show", "no-such")):
        code, shown = waqai(*unsafe)
        assert code == 1
        assert "nothing in quarantine begins with" in shown
    assert waqai("retry")[0] == 2

    (tmp_path / "gone.txt").unlink()
    (tmp_path / "mended.txt").write_text("قتل اثنا عشر شخصا في غارة على مدينة حلب الخميس.", encoding="utf-8")
    assert waqai("retry", str(tmp_path / "mended"))[0] == 0
    code, shown = waqai("retry", "--all")
    assert code == 1
    assert "2 refused again" in shown
    held = ask(warehouse, "SELECT reason_code FROM ops.quarantine ORDER BY 1")
    assert [row.reason_code for row in held] == ["undecodable", "unreadable"]


def broken_lines(folder: Path, count: int) -> Path:
    file = folder / "many.jsonl"
    good = '{"text": "قتل اثنا عشر شخصا في غارة على مدينة حلب.", "source": "probe"}'
    file.write_text("\n".join([good, *(f'{{"text": {n}' for n in range(count))]), encoding="utf-8")
    return file


def test_two_runs_over_one_file_leave_what_the_ledger_says(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "PART_DOCUMENTS", 10)
    broken_lines(tmp_path, 80)
    slow, quick = plan(str(tmp_path), url=warehouse), plan(str(tmp_path), url=warehouse)
    seen: list[str] = []

    def meet(step: str) -> None:
        seen.append(step)
        if seen.count("committed") == 3 and step == "committed":
            process_batch(quick.batch_ids[0], url=warehouse)

    process_batch(slow.batch_ids[0], steps=meet, url=warehouse)
    for planned in (quick, slow):
        assert finish(planned.run_id, url=warehouse).counts.documents_quarantined == 80
    [(items, said)] = ask(
        warehouse, "SELECT (SELECT count(*) FROM ops.quarantine), documents_quarantined FROM ops.files"
    )
    assert (items, said) == (80, 80)
    assert ask(warehouse, "SELECT count(*) FROM ops.refusals") == [(0,)]
    assert {result.code for result in run_checks(warehouse) if result.status == "failed"} == set()


def test_a_file_that_changes_after_it_was_planned_is_known_by_what_was_read(warehouse: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    old, new = (f"قتل {number} شخصا في غارة على مدينة حلب الخميس." for number in (12, 13))
    file.write_text(old, encoding="utf-8")
    planned = plan(str(tmp_path), url=warehouse)
    file.write_text(new, encoding="utf-8")
    run_planned(planned, url=warehouse)
    file.write_text(old, encoding="utf-8")
    assert run_target(str(tmp_path), url=warehouse).counts.documents_loaded == 1
    assert [row.raw_text for row in ask(warehouse, "SELECT raw_text FROM core.document_texts ORDER BY 1")] == [old, new]


def test_a_run_over_unchanged_files_leaves_one_row(warehouse: str, tmp_path: Path) -> None:
    run_target(str(write_news(tmp_path, 5)), url=warehouse)
    held = "SELECT (SELECT count(*) FROM ops.run_files) AS a, (SELECT count(*) FROM ops.files) AS b"
    before = ask(warehouse, held)
    counts = run_target(str(tmp_path), url=warehouse).counts
    assert (counts.files_in, counts.files_unchanged, counts.documents_in, counts.documents_unchanged) == (5, 5, 5, 5)
    assert ask(warehouse, held) == before
    assert {result.code for result in run_checks(warehouse) if result.status == "failed"} == set()


@pytest.fixture
def outdated(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A warehouse whose documents another version coded, one of them with an event too many."""
    write_news(tmp_path / "news", 3)
    monkeypatch.setattr("etl.load.part.coding_version", lambda: "0.0.1+old")
    run_target(str(tmp_path / "news"), url=warehouse)
    monkeypatch.undo()
    return warehouse


def test_recoding_brings_documents_to_this_version_and_keeps_the_rest(outdated: str) -> None:
    before = fingerprints(outdated)
    report = run_planned(plan_recoding(Selection(), url=outdated), url=outdated)
    total = ask(outdated, "SELECT count(*) AS n FROM core.documents")[0].n
    assert report.counts.documents_loaded == total > 0
    found = ask(outdated, "SELECT DISTINCT coding_version AS v FROM core.documents")
    assert [row.v for row in found] == [versions.coding_version()]
    after = fingerprints(outdated)
    # The rules are the same, so only the name of the version and its history differ.
    assert {name for name in after if after[name] != before[name]} == {"documents"}
    assert ask(outdated, "SELECT count(*) AS n FROM core.documents_history")[0].n == total
    assert plan_recoding(Selection(), url=outdated).batch_ids == ()


def test_a_dry_run_shows_what_would_change_and_writes_nothing(outdated: str) -> None:
    assert list(changes(Selection(), url=outdated)) == []
    (event,) = ask(outdated, "SELECT event_id, document_id, surface FROM core.events ORDER BY event_id LIMIT 1")
    change_modality = "UPDATE core.events SET modality = 'denied' WHERE event_id = %s RETURNING 1"
    ask(outdated, change_modality, event.event_id)
    before = fingerprints(outdated)
    (found,) = changes(Selection(), url=outdated)
    assert (found.document_id, found.table, found.changed) == (
        event.document_id, "events", {"modality": ("denied", "asserted")},
    )  # fmt: skip
    assert fingerprints(outdated) == before


def test_a_dry_run_names_the_rows_that_the_run_then_changes(outdated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for statement in (
        "UPDATE core.figures SET high = high + 1 WHERE high IS NOT NULL RETURNING 1",
        "UPDATE core.location_mentions SET location_id = NULL, score = 0.5 RETURNING 1",
        "UPDATE core.event_participants SET surface = reverse(surface) RETURNING 1",
        "UPDATE core.events SET decided = NULL RETURNING 1",
        "INSERT INTO core.uncoded_sentences SELECT gen_random_uuid(), document_id, sentence_no, start_offset,"
        " end_offset, surface, 'only_mentioned' FROM core.events RETURNING 1",
    ):
        assert ask(outdated, statement)
    before = stored(outdated)
    named = list(changes(Selection(), url=outdated))
    monkeypatch.setenv("WAQAI_DATABASE_URL", outdated)
    told = CliRunner().invoke(main, ["recode", "--dry-run"])
    assert told.exit_code == 0, told.output
    assert stored(outdated) == before
    run_planned(plan_recoding(Selection(), url=outdated), url=outdated)
    after = stored(outdated)
    assert {change.table for change in named} == {
        "figures", "location_mentions", "event_participants", "events", "uncoded_rows",
    }  # fmt: skip
    for table in before:
        gone, come = before[table] - after[table], after[table] - before[table]
        of_table = [change for change in named if change.table == table]
        assert sum(change.before is not None for change in of_table) == len(gone)
        assert sum(change.after is not None for change in of_table) == len(come)
    assert len([line for line in told.output.splitlines() if line.startswith(("added", "removed", "changed"))]) == len(
        named
    )
    told = CliRunner().invoke(main, ["recode"])
    assert "nothing to do" in told.output, told.output


def test_ids_that_were_given_out_stay(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that were loaded before ids began as that of their document keep them, with all that points at them."""
    for module in ("etl.load.rows", "etl.events.coder"):
        monkeypatch.setattr(f"{module}.id_within", lambda document_id, named: named)
    monkeypatch.setattr("etl.load.part.coding_version", lambda: "0.0.1+old")
    run_target(str(write_news(tmp_path / "news", 3)), url=warehouse)
    monkeypatch.undo()
    before = stored(warehouse)
    gone = ask(
        warehouse,
        "SELECT actor_mention_id AS i FROM core.actor_mentions WHERE actor_mention_id NOT IN"
        " (SELECT actor_mention_id FROM core.event_participants WHERE actor_mention_id IS NOT NULL) ORDER BY 1 LIMIT 2",
    )
    figure = ask(warehouse, "SELECT figure_id AS i FROM core.figures WHERE kind = 'killed' ORDER BY 1 LIMIT 1")[0]
    correct = "SELECT analyst.correct(%s, %s, %s, NULL, 'misread')"
    ask(warehouse, correct, "figures", figure.i, "kind")
    ask(warehouse, correct, "actor_mentions", gone[0].i, "actor_id")
    ask(
        warehouse,
        "DELETE FROM core.actor_mentions WHERE actor_mention_id = ANY(%s::uuid[]) RETURNING 1",
        [r.i for r in gone],
    )
    assert [change.table for change in changes(Selection(), url=warehouse)] == ["actor_mentions"] * 2

    assert run_planned(plan_recoding(Selection(), url=warehouse), url=warehouse).counts.documents_loaded == 3

    after = stored(warehouse)
    # What an analyst holds is back under its id; what nobody knows any more is named as all that is new.
    assert [name for name in after if after[name] != before[name]] == ["actor_mentions"]
    (lost,), (new,) = (
        before["actor_mentions"] - after["actor_mentions"],
        after["actor_mentions"] - before["actor_mentions"],
    )
    assert gone[1].i in lost
    document = ask(
        warehouse, "SELECT document_id AS d FROM core.documents WHERE %s LIKE '%%' || document_id || '%%'", new
    )[0].d
    assert new[1:37] == id_within(document, gone[1].i)
    noted = ask(warehouse, "SELECT is_addition FROM core.actor_mentions_history")
    assert [row.is_addition for row in noted] == [True, True]
    for name in stored(warehouse).keys() - {"actor_mentions"}:
        assert ask(warehouse, f"SELECT 1 FROM core.{name}_history") == [], name  # noqa: S608
    assert ask(warehouse, "SELECT has_row FROM analyst.corrections") == [(True,), (True,)]


def stored(url: str) -> dict[str, set[str]]:
    """Every row of every table of a coding, as text."""
    return {
        table.name: {row.t for row in ask(url, f"SELECT row::text AS t FROM core.{table.name} AS row")}  # noqa: S608
        for table in CODING
    }


def test_status_says_in_words_what_was_coded_again(outdated: str) -> None:
    ids = ask(outdated, "SELECT document_id FROM core.documents LIMIT 2")
    some = Selection(document_ids=tuple(row.document_id for row in ids))
    for selection in (Selection(source="unknown", first_day="2016-12-01"), some, Selection(version="1.0")):
        plan_recoding(selection, url=outdated)
    (runs,) = (answer for answer in status(outdated) if answer.title == "runs")
    assert [row[runs.columns.index("target")] for row in runs.rows[2::-1]] == [
        "stored documents of unknown published from 2016-12-01",
        "2 stored documents",
        "stored documents coded by 1.0",
    ]


def test_a_selection_narrows(outdated: str) -> None:
    days = [row.d for row in ask(outdated, "SELECT DISTINCT published_on AS d FROM core.documents ORDER BY 1")]
    first = Selection(first_day=days[0].isoformat(), last_day=days[0].isoformat())
    report = run_planned(plan_recoding(first, url=outdated), url=outdated)
    left = ask(outdated, "SELECT count(*) AS n FROM core.documents WHERE coding_version = '0.0.1+old'")[0].n
    total = ask(outdated, "SELECT count(*) AS n FROM core.documents")[0].n
    assert report.counts.documents_loaded == total - left > 0
    assert (
        run_planned(plan_recoding(Selection(source="no such source"), url=outdated), url=outdated).counts.files_in == 0
    )
